/* Tokens, lines and indentation of correct text. */
#include "tests/unit/lexer_support.h"

#include "lexer/scan.h"

Test(lexer_scan, every_operator_and_keyword_is_scanned_as_itself)
{
    static const struct {
        const char *spelling;
        int kind;
    } FIXED[] = {
#define OPERATOR(name, spelling) {spelling, TOKEN_##name},
#define KEYWORD(name, spelling) {spelling, TOKEN_##name},
#include "lexer/tokens.def"
    };
    for (size_t i = 0; i < sizeof FIXED / sizeof FIXED[0]; i++) {
        const char *end;
        cr_expect_eq(scan_piece(FIXED[i].spelling, &end), FIXED[i].kind, "%s", FIXED[i].spelling);
        cr_expect_eq(*end, '\0', "%s", FIXED[i].spelling);
    }
}

Test(lexer_scan, keywords_are_whole_words)
{
    tokens_are("iffy if", "NAME:iffy if NEWLINE END");
    tokens_are("match case type _", "NAME:match NAME:case NAME:type NAME:_ NEWLINE END");
    tokens_are("True true None", "True NAME:true None NEWLINE END");
}

Test(lexer_scan, the_longest_operator_wins)
{
    tokens_are("a**=b**c*d", "NAME:a **= NAME:b ** NAME:c * NAME:d NEWLINE END");
    tokens_are("a//=b//c/d", "NAME:a //= NAME:b // NAME:c / NAME:d NEWLINE END");
    tokens_are("x>>=y>=z>w", "NAME:x >>= NAME:y >= NAME:z > NAME:w NEWLINE END");
    tokens_are("x:=y:z", "NAME:x := NAME:y : NAME:z NEWLINE END");
    tokens_are("a.b...c..", "NAME:a . NAME:b ... NAME:c . . NEWLINE END");
    tokens_are("a->b-c!=d", "NAME:a -> NAME:b - NAME:c != NAME:d NEWLINE END");
}

Test(lexer_scan, characters_of_no_rule_are_left_to_the_parser)
{
    tokens_are("x ? $ ` !", "NAME:x UNKNOWN:? UNKNOWN:$ UNKNOWN:` ! NEWLINE END");
}

Test(lexer_scan, numbers)
{
    tokens_are("0 00 0_0 10 1_000_000",
               "NUMBER:0 NUMBER:00 NUMBER:0_0 NUMBER:10 NUMBER:1_000_000 NEWLINE END");
    tokens_are(
        "0xFf 0X_f 0o17 0O_7 0b10 0B_1",
        "NUMBER:0xFf NUMBER:0X_f NUMBER:0o17 NUMBER:0O_7 NUMBER:0b10 NUMBER:0B_1 NEWLINE END");
    tokens_are("1. .5 1.5 1e5 1E-5 1.e+5 .5e1_0 09.5 09e1",
               "NUMBER:1. NUMBER:.5 NUMBER:1.5 NUMBER:1e5 NUMBER:1E-5 NUMBER:1.e+5 NUMBER:.5e1_0 "
               "NUMBER:09.5 NUMBER:09e1 NEWLINE END");
    tokens_are("1j 1.5J 09j 1e5j .5j", "NUMBER:1j NUMBER:1.5J NUMBER:09j NUMBER:1e5j NUMBER:.5j "
                                       "NEWLINE END");
    tokens_are("1..real", "NUMBER:1. . NAME:real NEWLINE END");
    tokens_are("1if x else 2", "NUMBER:1 if NAME:x else NUMBER:2 NEWLINE END");
    tokens_are("0xfor x", "NUMBER:0xf or NAME:x NEWLINE END");
}

Test(lexer_scan, a_number_joined_to_a_keyword_is_flagged)
{
    struct source source;
    struct lexer_error error;
    struct lexer lexer;
    struct token token;
    cr_assert(source_open(&source, "t", "1or 1 or", 8, SOURCE_TEXT, &error));
    lexer_init(&lexer, &source);
    lexer_next(&lexer, &token);
    cr_expect_eq(token.flags, TOKEN_FLAG_JOINED_NUMBER);
    lexer_next(&lexer, &token);
    lexer_next(&lexer, &token);
    cr_expect_eq(token.flags, 0);
    source_close(&source);
}

Test(lexer_scan, strings_with_their_prefixes)
{
    tokens_are("'a' \"b\" '' \"\"", "STRING:'a' STRING:\"b\" STRING:'' STRING:\"\" NEWLINE END");
}

Test(lexer_scan, string_bodies)
{
    tokens_are("'it\\'s' r'\\'' Rb'x' bR\"y\" u'z'",
               "STRING:'it\\'s' STRING:r'\\'' STRING:Rb'x' STRING:bR\"y\" STRING:u'z' NEWLINE END");
    tokens_are("'''a''b''' ''''c'''", "STRING:'''a''b''' STRING:''''c''' NEWLINE END");
    tokens_are("'''a\nb''' x", "STRING:'''a\nb''' NAME:x NEWLINE END");
    tokens_are("'a\\\nb'", "STRING:'a\\\nb' NEWLINE END");
    tokens_are("ur'a'", "NAME:ur STRING:'a' NEWLINE END");
}

Test(lexer_scan, lines_and_comments)
{
    tokens_are("", "END");
    tokens_are("\n\n  # only this\n\t\n", "END");
    tokens_are("x # c", "NAME:x NEWLINE END");
    tokens_are("x; y\nz", "NAME:x ; NAME:y NEWLINE NAME:z NEWLINE END");
    tokens_are("x\r\ny\rz", "NAME:x NEWLINE NAME:y NEWLINE NAME:z NEWLINE END");
    tokens_are("x = \\\n 1", "NAME:x = NUMBER:1 NEWLINE END");
    tokens_are("(x,\n# c\n\n  y)", "( NAME:x , NAME:y ) NEWLINE END");
    tokens_are("[{(\n)}\n]", "[ { ( ) } ] NEWLINE END");
}

Test(lexer_scan, indentation)
{
    tokens_are("if x:\n y", "if NAME:x : NEWLINE INDENT NAME:y NEWLINE DEDENT END");
    tokens_are(
        "if x:\n y\n\n# c\n  # d\n z\nw",
        "if NAME:x : NEWLINE INDENT NAME:y NEWLINE NAME:z NEWLINE DEDENT NAME:w NEWLINE END");
    tokens_are("if x:\n if y:\n  z\nw",
               "if NAME:x : NEWLINE INDENT if NAME:y : NEWLINE INDENT NAME:z "
               "NEWLINE DEDENT DEDENT NAME:w NEWLINE END");
    tokens_are("if x:\n\ty\n\tz",
               "if NAME:x : NEWLINE INDENT NAME:y NEWLINE NAME:z NEWLINE DEDENT END");
    tokens_are("if x:\n  \\\n  y", "if NAME:x : NEWLINE INDENT NAME:y NEWLINE DEDENT END");
    tokens_are("  \fx", "NAME:x NEWLINE END");
    tokens_are("if x:\n (\ny\n )", "if NAME:x : NEWLINE INDENT ( NAME:y ) NEWLINE DEDENT END");
}

Test(lexer_scan, places_count_bytes_and_convert_to_characters)
{
    struct source source;
    struct lexer_error error;
    struct lexer lexer;
    struct token token;
    const char text[] = "'''\xC3\xA9\n\xC3\xA9''' x";
    cr_assert(source_open(&source, "t", text, strlen(text), SOURCE_TEXT, &error));
    lexer_init(&lexer, &source);
    lexer_next(&lexer, &token);
    cr_expect(token.line == 1 && token.column == 0 && token.end_line == 2 && token.end_column == 5);
    lexer_next(&lexer, &token);
    cr_expect(token.line == 2 && token.column == 6 && token.end_column == 7);
    cr_expect_eq(source_character_column(&source, 2, 6), 5);
    source_close(&source);
}

Test(lexer_scan, unicode_names_and_their_flag)
{
    tokens_are("\xC3\xA9t\xC3\xA9 = \xCF\x80_1",
               "NAME:\xC3\xA9t\xC3\xA9 = NAME:\xCF\x80_1 NEWLINE END");
    struct source source;
    struct lexer_error error;
    struct lexer lexer;
    struct token token;
    cr_assert(source_open(&source, "t", "a \xC3\xA9", 4, SOURCE_TEXT, &error));
    lexer_init(&lexer, &source);
    lexer_next(&lexer, &token);
    cr_expect_eq(token.flags, 0);
    lexer_next(&lexer, &token);
    cr_expect_eq(token.flags, TOKEN_FLAG_NORMALISE);
    source_close(&source);
}

Test(lexer_scan, a_copy_of_the_lexer_marks_a_place)
{
    struct source source;
    struct lexer_error error;
    struct lexer lexer;
    struct token token;
    cr_assert(source_open(&source, "t", "f'{a}' b", 8, SOURCE_TEXT, &error));
    lexer_init(&lexer, &source);
    lexer_next(&lexer, &token);
    lexer_next(&lexer, &token);
    struct lexer mark = lexer;
    while (token.kind != TOKEN_END) {
        lexer_next(&lexer, &token);
    }
    lexer = mark;
    lexer_next(&lexer, &token);
    cr_expect(token.kind == TOKEN_NAME && token.start == 3);
    source_close(&source);
}

Test(lexer_scan, end_and_errors_repeat)
{
    struct source source;
    struct lexer_error error;
    struct lexer lexer;
    struct token token;
    cr_assert(source_open(&source, "t", "x )", 3, SOURCE_TEXT, &error));
    lexer_init(&lexer, &source);
    lexer_next(&lexer, &token);
    for (int i = 0; i < 3; i++) {
        lexer_next(&lexer, &token);
        cr_expect(token.kind == TOKEN_ERROR && token.start == 2);
    }
    source_close(&source);
}
