/* f-strings by PEP 701. */
#include "tests/unit/lexer_support.h"

Test(lexer_fstring, text_and_fields)
{
    tokens_are("f''", "START:f' STOP:' NEWLINE END");
    tokens_are("f'abc'", "START:f' TEXT:abc STOP:' NEWLINE END");
    tokens_are("f'a{x}b{y}'", "START:f' TEXT:a { NAME:x } TEXT:b { NAME:y } STOP:' NEWLINE END");
    tokens_are("rF\"\"\"a\n{x}\"\"\"",
               "START:rF\"\"\" TEXT:a\n { NAME:x } STOP:\"\"\" NEWLINE END");
    tokens_are("'a' f'b' 'c'", "STRING:'a' START:f' TEXT:b STOP:' STRING:'c' NEWLINE END");
}

Test(lexer_fstring, doubled_braces_are_text)
{
    tokens_are("f'{{x}}'", "START:f' TEXT:{ TEXT:x} STOP:' NEWLINE END");
    tokens_are("f'{{{x}}}'", "START:f' TEXT:{ { NAME:x } TEXT:} STOP:' NEWLINE END");
    tokens_are("f'{ {1} }'", "START:f' { { NUMBER:1 } } STOP:' NEWLINE END");
}

Test(lexer_fstring, conversions_and_debugging)
{
    tokens_are("f'{x!r}'", "START:f' { NAME:x ! NAME:r } STOP:' NEWLINE END");
    tokens_are("f'{x!r:>5}'", "START:f' { NAME:x ! NAME:r : SPEC:>5 } STOP:' NEWLINE END");
    tokens_are("f'{x=}'", "START:f' { NAME:x = } STOP:' NEWLINE END");
    tokens_are("f'{x = !s}'", "START:f' { NAME:x = ! NAME:s } STOP:' NEWLINE END");
    tokens_are("f'{x!=y}'", "START:f' { NAME:x != NAME:y } STOP:' NEWLINE END");
    tokens_are("f'{x==y}'", "START:f' { NAME:x == NAME:y } STOP:' NEWLINE END");
}

Test(lexer_fstring, format_specifications)
{
    tokens_are("f'{x:}'", "START:f' { NAME:x : } STOP:' NEWLINE END");
    tokens_are("f'{x:>{w}.{p}}'",
               "START:f' { NAME:x : SPEC:> { NAME:w } SPEC:. { NAME:p } } STOP:' NEWLINE END");
    tokens_are("f'{x:=5}'", "START:f' { NAME:x : SPEC:=5 } STOP:' NEWLINE END");
    tokens_are("f'{(x:=5)}'", "START:f' { ( NAME:x := NUMBER:5 ) } STOP:' NEWLINE END");
    tokens_are("f'{x[1:2]}'", "START:f' { NAME:x [ NUMBER:1 : NUMBER:2 ] } STOP:' NEWLINE END");
    tokens_are("f'{d:%H:%M}'", "START:f' { NAME:d : SPEC:%H:%M } STOP:' NEWLINE END");
    tokens_are("f'{x:{y:{z}}}'",
               "START:f' { NAME:x : { NAME:y : { NAME:z } } } STOP:' NEWLINE END");
    tokens_are("f'''{x:\n}'''", "START:f''' { NAME:x : SPEC:\n } STOP:''' NEWLINE END");
}

Test(lexer_fstring, the_same_quotes_may_nest)
{
    tokens_are("f'{d['k']}'", "START:f' { NAME:d [ STRING:'k' ] } STOP:' NEWLINE END");
    tokens_are("f'{f'{f'{1}'}'}'",
               "START:f' { START:f' { START:f' { NUMBER:1 } STOP:' } STOP:' } STOP:' NEWLINE END");
    tokens_are("f'{x:{'>'}5}'", "START:f' { NAME:x : { STRING:'>' } SPEC:5 } STOP:' NEWLINE END");
}

Test(lexer_fstring, fields_may_hold_newlines_comments_and_backslashes)
{
    tokens_are("f'{x # }\n}' y", "START:f' { NAME:x } STOP:' NAME:y NEWLINE END");
    tokens_are("f'{\nx,\n\n y}'", "START:f' { NAME:x , NAME:y } STOP:' NEWLINE END");
    tokens_are("f'{'\\n'}'", "START:f' { STRING:'\\n' } STOP:' NEWLINE END");
    tokens_are("f'{x + \\\n y}'", "START:f' { NAME:x + NAME:y } STOP:' NEWLINE END");
}

Test(lexer_fstring, backslashes_in_text)
{
    tokens_are("f'\\'{x}\\\\'", "START:f' TEXT:\\' { NAME:x } TEXT:\\\\ STOP:' NEWLINE END");
    tokens_are("f'\\{x}'", "START:f' TEXT:\\ { NAME:x } STOP:' NEWLINE END");
    tokens_are("f'\\N{DASH}{x}'", "START:f' TEXT:\\N{DASH} { NAME:x } STOP:' NEWLINE END");
    tokens_are("rf'\\N{x}'", "START:rf' TEXT:\\N { NAME:x } STOP:' NEWLINE END");
    tokens_are("f'a\\\nb'", "START:f' TEXT:a\\\nb STOP:' NEWLINE END");
}

Test(lexer_fstring, indentation_goes_on_behind)
{
    tokens_are("if f'{\n1}':\n y",
               "if START:f' { NUMBER:1 } STOP:' : NEWLINE INDENT NAME:y NEWLINE "
               "DEDENT END");
}

Test(lexer_fstring, errors)
{
    error_is("f'", "SyntaxError: unterminated string literal (detected at line 1) (1, 1, 1, 1)");
    error_is("x = f'a\n'",
             "SyntaxError: unterminated string literal (detected at line 1) (1, 5, 1, 5)");
    error_is("f'''a\nb\n",
             "SyntaxError: unterminated triple-quoted string literal (detected at line 2) "
             "(1, 1, 1, 1)");
    error_is("f'{a", "SyntaxError: unterminated string literal (detected at line 1) (1, 1, 1, 1)");
    error_is("f'}'", "SyntaxError: f-string: single '}' is not allowed (1, 3, 1, 3)");
    error_is("f'{a)}'", "SyntaxError: f-string: unmatched ')' (1, 5, 1, 5)");
    error_is("f'{(a]}'",
             "SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' "
             "(1, 6, 1, 6)");
    error_is("f'{a'", "SyntaxError: f-string: expecting '}' (1, 5, 1, 5)");
    error_is("f'{a:x'", "SyntaxError: f-string: expecting '}' (1, 7, 1, 7)");
    error_is("f'{a:\n}'",
             "SyntaxError: f-string: newlines are not allowed in format specifiers for "
             "single quoted f-strings (1, 6, 1, 6)");
}

Test(lexer_fstring, nesting_has_a_limit)
{
    struct buffer text = BUFFER_EMPTY;
    for (int i = 0; i < LEXER_MAX_FSTRINGS; i++) {
        buffer_append_string(&text, "f'{");
    }
    buffer_append_string(&text, "1");
    for (int i = 0; i < LEXER_MAX_FSTRINGS; i++) {
        buffer_append_string(&text, "}'");
    }
    error_is(buffer_string(&text), "");
    buffer_clear(&text);
    for (int i = 0; i <= LEXER_MAX_FSTRINGS; i++) {
        buffer_append_string(&text, "f'{");
    }
    error_is(buffer_string(&text), "SyntaxError: too many nested f-strings (1, 451, 1, 451)");
    buffer_free(&text);
}
