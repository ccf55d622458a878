/*
 * The scanner's rules. re2c turns this file into a direct-coded automaton: re2c -W -o OUT.c lexer/scan.re
 *
 * The longest match wins, and of equally long ones the first rule; so a keyword precedes the identifier rule.
 * Bytes from 0x80 up count as letters here, and lexer.c then checks the name as Unicode. Malformed numbers match
 * as far as they are well formed; what follows tells them apart (lexer/number.c).
 */
#include "lexer/scan.h"

int scan_piece(const char *text, const char **end)
{
    const unsigned char *cursor = (const unsigned char *)text;
    const unsigned char *marker;
    int kind;
    /*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYCURSOR = cursor;
    re2c:define:YYMARKER = marker;
    re2c:yyfill:enable = 0;

    digits = [0-9] ("_"? [0-9])*;
    point = digits "." digits? | "." digits;
    exponent = [eE] [-+]? digits;
    float = point exponent? | digits exponent;
    decimal = [1-9] ("_"? [0-9])* | "0" ("_"? "0")*;
    hexadecimal = "0" [xX] ("_"? [0-9a-fA-F])+;
    octal = "0" [oO] ("_"? [0-7])+;
    binary = "0" [bB] ("_"? [01])+;
    imaginary = (float | digits) [jJ];
    name = [a-zA-Z_\x80-\xff] [a-zA-Z0-9_\x80-\xff]*;
    quote = "'" | ["] | "'''" | ["] ["] ["];
    string_prefix = [rRuUbB] | [bB] [rR] | [rR] [bB];
    fstring_prefix = [fF] | [fF] [rR] | [rR] [fF];

    [ \t\f]+ { kind = SCAN_SPACE; goto done; }
    "#" [^\n\x00]* { kind = SCAN_COMMENT; goto done; }
    "\n" { kind = SCAN_NEWLINE; goto done; }
    "\\\n" { kind = SCAN_JOINED_LINE; goto done; }
    "\\" { kind = SCAN_BACKSLASH; goto done; }
    "\x00" { kind = SCAN_END; goto done; }

    float | decimal | hexadecimal | octal | binary | imaginary { kind = TOKEN_NUMBER; goto done; }
    string_prefix? quote { kind = SCAN_STRING; goto done; }
    fstring_prefix quote { kind = SCAN_FSTRING; goto done; }


    "(" { kind = TOKEN_LPAR; goto done; }
    ")" { kind = TOKEN_RPAR; goto done; }
    "[" { kind = TOKEN_LSQB; goto done; }
    "]" { kind = TOKEN_RSQB; goto done; }
    "{" { kind = TOKEN_LBRACE; goto done; }
    "}" { kind = TOKEN_RBRACE; goto done; }
    ":" { kind = TOKEN_COLON; goto done; }
    "," { kind = TOKEN_COMMA; goto done; }
    ";" { kind = TOKEN_SEMI; goto done; }
    "." { kind = TOKEN_DOT; goto done; }
    "..." { kind = TOKEN_ELLIPSIS; goto done; }
    "->" { kind = TOKEN_ARROW; goto done; }
    ":=" { kind = TOKEN_WALRUS; goto done; }
    "!" { kind = TOKEN_EXCLAMATION; goto done; }
    "@" { kind = TOKEN_AT; goto done; }
    "~" { kind = TOKEN_TILDE; goto done; }
    "+" { kind = TOKEN_PLUS; goto done; }
    "-" { kind = TOKEN_MINUS; goto done; }
    "*" { kind = TOKEN_STAR; goto done; }
    "**" { kind = TOKEN_DOUBLE_STAR; goto done; }
    "/" { kind = TOKEN_SLASH; goto done; }
    "//" { kind = TOKEN_DOUBLE_SLASH; goto done; }
    "%" { kind = TOKEN_PERCENT; goto done; }
    "<<" { kind = TOKEN_LSHIFT; goto done; }
    ">>" { kind = TOKEN_RSHIFT; goto done; }
    "&" { kind = TOKEN_AMPER; goto done; }
    "|" { kind = TOKEN_VBAR; goto done; }
    "^" { kind = TOKEN_CIRCUMFLEX; goto done; }
    "==" { kind = TOKEN_EQ; goto done; }
    "!=" { kind = TOKEN_NE; goto done; }
    "<>" { kind = TOKEN_OLD_NE; goto done; }
    "<" { kind = TOKEN_LT; goto done; }
    ">" { kind = TOKEN_GT; goto done; }
    "<=" { kind = TOKEN_LE; goto done; }
    ">=" { kind = TOKEN_GE; goto done; }
    "=" { kind = TOKEN_ASSIGN; goto done; }
    "+=" { kind = TOKEN_PLUS_ASSIGN; goto done; }
    "-=" { kind = TOKEN_MINUS_ASSIGN; goto done; }
    "*=" { kind = TOKEN_STAR_ASSIGN; goto done; }
    "**=" { kind = TOKEN_DOUBLE_STAR_ASSIGN; goto done; }
    "/=" { kind = TOKEN_SLASH_ASSIGN; goto done; }
    "//=" { kind = TOKEN_DOUBLE_SLASH_ASSIGN; goto done; }
    "%=" { kind = TOKEN_PERCENT_ASSIGN; goto done; }
    "@=" { kind = TOKEN_AT_ASSIGN; goto done; }
    "<<=" { kind = TOKEN_LSHIFT_ASSIGN; goto done; }
    ">>=" { kind = TOKEN_RSHIFT_ASSIGN; goto done; }
    "&=" { kind = TOKEN_AMPER_ASSIGN; goto done; }
    "|=" { kind = TOKEN_VBAR_ASSIGN; goto done; }
    "^=" { kind = TOKEN_CIRCUMFLEX_ASSIGN; goto done; }

    "False" { kind = TOKEN_FALSE; goto done; }
    "None" { kind = TOKEN_NONE; goto done; }
    "True" { kind = TOKEN_TRUE; goto done; }
    "and" { kind = TOKEN_AND; goto done; }
    "as" { kind = TOKEN_AS; goto done; }
    "assert" { kind = TOKEN_ASSERT; goto done; }
    "async" { kind = TOKEN_ASYNC; goto done; }
    "await" { kind = TOKEN_AWAIT; goto done; }
    "break" { kind = TOKEN_BREAK; goto done; }
    "class" { kind = TOKEN_CLASS; goto done; }
    "continue" { kind = TOKEN_CONTINUE; goto done; }
    "def" { kind = TOKEN_DEF; goto done; }
    "del" { kind = TOKEN_DEL; goto done; }
    "elif" { kind = TOKEN_ELIF; goto done; }
    "else" { kind = TOKEN_ELSE; goto done; }
    "except" { kind = TOKEN_EXCEPT; goto done; }
    "finally" { kind = TOKEN_FINALLY; goto done; }
    "for" { kind = TOKEN_FOR; goto done; }
    "from" { kind = TOKEN_FROM; goto done; }
    "global" { kind = TOKEN_GLOBAL; goto done; }
    "if" { kind = TOKEN_IF; goto done; }
    "import" { kind = TOKEN_IMPORT; goto done; }
    "in" { kind = TOKEN_IN; goto done; }
    "is" { kind = TOKEN_IS; goto done; }
    "lambda" { kind = TOKEN_LAMBDA; goto done; }
    "nonlocal" { kind = TOKEN_NONLOCAL; goto done; }
    "not" { kind = TOKEN_NOT; goto done; }
    "or" { kind = TOKEN_OR; goto done; }
    "pass" { kind = TOKEN_PASS; goto done; }
    "raise" { kind = TOKEN_RAISE; goto done; }
    "return" { kind = TOKEN_RETURN; goto done; }
    "try" { kind = TOKEN_TRY; goto done; }
    "while" { kind = TOKEN_WHILE; goto done; }
    "with" { kind = TOKEN_WITH; goto done; }
    "yield" { kind = TOKEN_YIELD; goto done; }

    name { kind = TOKEN_NAME; goto done; }
    * { kind = SCAN_OTHER; goto done; }
    */
done:
    *end = (const char *)cursor;
    return kind;
}
