/* Errors with the places that CPython 3.11 gives them: class, message (lineno, offset, end_lineno, end_offset). */
#include "tests/unit/lexer_support.h"

Test(lexer_errors, numbers)
{
    error_is("1_", "SyntaxError: invalid decimal literal (1, 2, 1, 2)");
    error_is("1__0", "SyntaxError: invalid decimal literal (1, 2, 1, 2)");
    error_is("0x", "SyntaxError: invalid hexadecimal literal (1, 2, 1, 2)");
    error_is("0xg", "SyntaxError: invalid hexadecimal literal (1, 2, 1, 2)");
    error_is("0x1g", "SyntaxError: invalid hexadecimal literal (1, 3, 1, 3)");
    error_is("0x_", "SyntaxError: invalid hexadecimal literal (1, 3, 1, 3)");
    error_is("0x1_", "SyntaxError: invalid hexadecimal literal (1, 4, 1, 4)");
    error_is("0b2", "SyntaxError: invalid digit '2' in binary literal (1, 3, 1, 3)");
    error_is("0b12", "SyntaxError: invalid digit '2' in binary literal (1, 4, 1, 4)");
    error_is("0b1a", "SyntaxError: invalid binary literal (1, 3, 1, 3)");
    error_is("0b", "SyntaxError: invalid binary literal (1, 2, 1, 2)");
    error_is("0o8", "SyntaxError: invalid digit '8' in octal literal (1, 3, 1, 3)");
    error_is("0o18", "SyntaxError: invalid digit '8' in octal literal (1, 4, 1, 4)");
    error_is("0o1a", "SyntaxError: invalid octal literal (1, 3, 1, 3)");
    error_is("0o", "SyntaxError: invalid octal literal (1, 2, 1, 2)");
    error_is("012", "SyntaxError: leading zeros in decimal integer literals are not permitted; use "
                    "an 0o prefix for octal integers (1, 1, 1, 2)");
    error_is("0_7", "SyntaxError: leading zeros in decimal integer literals are not permitted; use "
                    "an 0o prefix for octal integers (1, 1, 1, 3)");
    error_is("007", "SyntaxError: leading zeros in decimal integer literals are not permitted; use "
                    "an 0o prefix for octal integers (1, 1, 1, 3)");
    error_is("0_", "SyntaxError: invalid decimal literal (1, 2, 1, 2)");
    error_is("1a", "SyntaxError: invalid decimal literal (1, 1, 1, 1)");
    error_is("1.a", "SyntaxError: invalid decimal literal (1, 2, 1, 2)");
    error_is("1.5a", "SyntaxError: invalid decimal literal (1, 3, 1, 3)");
    error_is("1e", "SyntaxError: invalid decimal literal (1, 1, 1, 1)");
    error_is("1e+", "SyntaxError: invalid decimal literal (1, 3, 1, 3)");
    error_is("1e5a", "SyntaxError: invalid decimal literal (1, 3, 1, 3)");
    error_is("1_a", "SyntaxError: invalid decimal literal (1, 2, 1, 2)");
    error_is("1e5_", "SyntaxError: invalid decimal literal (1, 4, 1, 4)");
    error_is("1j2", "SyntaxError: invalid imaginary literal (1, 2, 1, 2)");
    error_is("1ja", "SyntaxError: invalid imaginary literal (1, 2, 1, 2)");
    error_is("1.0ja", "SyntaxError: invalid imaginary literal (1, 4, 1, 4)");
    error_is("\303\2511\303\251 1a", "SyntaxError: invalid decimal literal (1, 5, 1, 5)");
    error_is("'''x\ny''' + 1a", "SyntaxError: invalid decimal literal (2, 8, 2, 8)");
}

Test(lexer_errors, numbers_that_run_into_words)
{
    error_is("1orx", "SyntaxError: invalid decimal literal (1, 1, 1, 1)");
    error_is("1or\303\251", "SyntaxError: invalid decimal literal (1, 1, 1, 1)");
    error_is("x = 0or 1", "SyntaxError: invalid octal literal (1, 6, 1, 6)");
    error_is("1if x else 2or 3", "");
}

Test(lexer_errors, strings)
{
    error_is("x = 'abc",
             "SyntaxError: unterminated string literal (detected at line 1) (1, 5, 1, 5)");
    error_is(
        "x = '''abc",
        "SyntaxError: unterminated triple-quoted string literal (detected at line 1) (1, 5, 1, 5)");
    error_is(
        "x = '''abc\nd\n",
        "SyntaxError: unterminated triple-quoted string literal (detected at line 2) (1, 5, 1, 5)");
    error_is(
        "x='''\n",
        "SyntaxError: unterminated triple-quoted string literal (detected at line 1) (1, 3, 1, 3)");
    error_is("'a' '", "SyntaxError: unterminated string literal (detected at line 1) (1, 5, 1, 5)");
    error_is("'abc\\",
             "SyntaxError: unterminated string literal (detected at line 1) (1, 1, 1, 1)");
    error_is("'abc\\\n",
             "SyntaxError: unterminated string literal (detected at line 1) (1, 1, 1, 1)");
    error_is("'abc\\\ndef",
             "SyntaxError: unterminated string literal (detected at line 2) (1, 1, 1, 1)");
    error_is("\303\251 = 'a",
             "SyntaxError: unterminated string literal (detected at line 1) (1, 5, 1, 5)");
    error_is("\303\251 = '\303\251' + '",
             "SyntaxError: unterminated string literal (detected at line 1) (1, 11, 1, 11)");
    error_is("'''\303\251\nb''' '",
             "SyntaxError: unterminated string literal (detected at line 2) (2, 6, 2, 6)");
    error_is(
        "(a,\n'''x",
        "SyntaxError: unterminated triple-quoted string literal (detected at line 2) (2, 1, 2, 1)");
    error_is("b'\303\251",
             "SyntaxError: unterminated string literal (detected at line 1) (1, 1, 1, 1)");
}

Test(lexer_errors, brackets)
{
    error_is("(", "SyntaxError: '(' was never closed (1, 1, 1, 0)");
    error_is(
        "(]",
        "SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' (1, 2, 1, 2)");
    error_is("(\n]", "SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' "
                     "on line 1 (2, 1, 2, 1)");
    error_is("a)", "SyntaxError: unmatched ')' (1, 2, 1, 2)");
    error_is("]", "SyntaxError: unmatched ']' (1, 1, 1, 1)");
    error_is("((\n)", "SyntaxError: '(' was never closed (1, 1, 1, 0)");
    error_is("(\n(\n", "SyntaxError: '(' was never closed (2, 1, 2, 0)");
    error_is("\303\251 = )", "SyntaxError: unmatched ')' (1, 5, 1, 5)");
    error_is(
        "(\303\251, ]",
        "SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' (1, 5, 1, 5)");
    error_is("'''a\nb''' )", "SyntaxError: unmatched ')' (2, 6, 2, 6)");
    error_is("(\\\n", "SyntaxError: '(' was never closed (1, 1, 1, 0)");
    error_is("\n\n(\n\n", "SyntaxError: '(' was never closed (3, 1, 3, 0)");
    error_is("x=(1,\n2\ny=3", "SyntaxError: '(' was never closed (1, 3, 1, 0)");
}

Test(lexer_errors, characters)
{
    error_is("\342\202\254", "SyntaxError: invalid character '\342\202\254' (U+20AC) (1, 1, 1, 1)");
    error_is("x\342\202\254",
             "SyntaxError: invalid character '\342\202\254' (U+20AC) (1, 2, 1, 2)");
    error_is("x\303\251\342\202\254y",
             "SyntaxError: invalid character '\342\202\254' (U+20AC) (1, 3, 1, 3)");
    error_is("\302\240", "SyntaxError: invalid non-printable character U+00A0 (1, 1, 1, 1)");
    error_is("x \302\240 y", "SyntaxError: invalid non-printable character U+00A0 (1, 3, 1, 3)");
    error_is("a b\342\200\213c",
             "SyntaxError: invalid non-printable character U+200B (1, 4, 1, 4)");
    error_is("\357\273\277x=1_",
             "SyntaxError: invalid non-printable character U+FEFF (1, 1, 1, 1)");
    error_is("\037", "SyntaxError: invalid non-printable character U+001F (1, 1, 1, 1)");
    error_is("\177", "SyntaxError: invalid non-printable character U+007F (1, 1, 1, 1)");
    error_is("a\001", "SyntaxError: invalid non-printable character U+0001 (1, 2, 1, 2)");
}

Test(lexer_errors, lines_and_indentation)
{
    error_is("x\\y",
             "SyntaxError: unexpected character after line continuation character (1, 3, 1, 0)");
    error_is("x\\ \n",
             "SyntaxError: unexpected character after line continuation character (1, 3, 1, 0)");
    error_is("x\\", "SyntaxError: unexpected EOF while parsing (1, 3, 1, -1)");
    error_is("x\\\n", "SyntaxError: unexpected EOF while parsing (1, 3, 1, -1)");
    error_is("\\", "SyntaxError: unexpected EOF while parsing (1, 2, 1, -1)");
    error_is("\\\n", "SyntaxError: unexpected EOF while parsing (1, 2, 1, -1)");
    error_is("\n\\\n", "SyntaxError: unexpected EOF while parsing (2, 2, 2, -1)");
    error_is("if x:\n\ta\n        b",
             "TabError: inconsistent use of tabs and spaces in indentation (3, 1, 3, 0)");
    error_is("if x:\n        a\n\tb",
             "TabError: inconsistent use of tabs and spaces in indentation (3, 1, 3, 0)");
    error_is("if x:\n  a\n b",
             "IndentationError: unindent does not match any outer indentation level (3, 3, 3, -1)");
    error_is("if x:\n    a\n  b\n",
             "IndentationError: unindent does not match any outer indentation level (3, 4, 3, -1)");
    error_is("if 1:\n\tif 2:\n        a",
             "TabError: inconsistent use of tabs and spaces in indentation (3, 1, 3, 0)");
    error_is("\\x",
             "SyntaxError: unexpected character after line continuation character (1, 2, 1, 0)");
    error_is("  \\x",
             "SyntaxError: unexpected character after line continuation character (1, 4, 1, 0)");
    error_is("\303\251  \\\303\251",
             "SyntaxError: unexpected character after line continuation character (1, 5, 1, 0)");
}

Test(lexer_errors, limits)
{
    struct buffer text = BUFFER_EMPTY;
    for (int i = 0; i < LEXER_MAX_BRACKETS; i++) {
        buffer_append_byte(&text, '(');
    }
    error_is(buffer_string(&text), "SyntaxError: '(' was never closed (1, 200, 1, 0)");
    for (int i = 0; i < 1000 * 1000; i++) {
        buffer_append_byte(&text, '(');
    }
    error_is(buffer_string(&text), "SyntaxError: too many nested parentheses (1, 201, 1, 201)");
    buffer_clear(&text);
    for (int i = 0; i <= LEXER_MAX_INDENTS; i++) {
        buffer_append_format(&text, "%*sif 1:\n", i, "");
        if (i == LEXER_MAX_INDENTS - 1) {
            error_is(buffer_string(&text), "");
        }
    }
    error_is(buffer_string(&text),
             "IndentationError: too many levels of indentation (101, 1, 101, 0)");
    buffer_free(&text);
}

Test(lexer_errors, a_line_of_ten_megabytes)
{
    struct buffer text = BUFFER_EMPTY;
    buffer_append_string(&text, "x = '");
    buffer_reserve(&text, 10 * 1000 * 1000);
    memset(text.data + text.size, 'a', 10 * 1000 * 1000);
    text.size += 10 * 1000 * 1000;
    error_is(buffer_string(&text),
             "SyntaxError: unterminated string literal (detected at line 1) (1, 5, 1, 5)");
    buffer_append_string(&text, "' )");
    error_is(buffer_string(&text), "SyntaxError: unmatched ')' (1, 10000008, 1, 10000008)");
    buffer_free(&text);
}
