/* Encodings, newlines and the index of lines; the words are CPython's for files. */
#include "tests/unit/lexer_support.h"

static void text_is(const char *bytes, size_t size, const char *expected)
{
    struct source source;
    struct lexer_error error;
    cr_expect(source_open(&source, "test.py", bytes, size, SOURCE_BYTES, &error));
    cr_expect_str_eq(source.text, expected);
    cr_expect_eq(source.size, strlen(expected));
    source_close(&source);
}

#define TEXT_IS(bytes, expected) text_is(bytes, sizeof(bytes) - 1, expected)

Test(lexer_source, newlines_become_one_byte)
{
    TEXT_IS("", "");
    TEXT_IS("a", "a\n");
    TEXT_IS("a\r\nb\rc\n", "a\nb\nc\n");
    TEXT_IS("\r\r\n\n", "\n\n\n");
    TEXT_IS("a\r", "a\n");
}

Test(lexer_source, encodings)
{
    TEXT_IS("\xEF\xBB\xBFx", "x\n");
    TEXT_IS("\xEF\xBB\xBF", "");
    TEXT_IS("\xEF\xBB\xBF# coding: utf_8\n", "# coding: utf_8\n");
    TEXT_IS("# -*- coding: latin-1 -*-\n\xE9", "# -*- coding: latin-1 -*-\n\xC3\xA9\n");
    TEXT_IS("\n#vim: fileencoding=ISO_8859_1:\n\xE9",
            "\n#vim: fileencoding=ISO_8859_1:\n\xC3\xA9\n");
    TEXT_IS("# coding=ascii\nx", "# coding=ascii\nx\n");
    TEXT_IS("# coding=U8\n\xC3\xA9", "# coding=U8\n\xC3\xA9\n");
    TEXT_IS("x\n# coding: nonsense\n", "x\n# coding: nonsense\n");
    TEXT_IS("\n\n# coding: nonsense\n", "\n\n# coding: nonsense\n");
    TEXT_IS("# coding nonsense\n", "# coding nonsense\n");
}

Test(lexer_source, encoding_errors)
{
    file_error_is("# coding: foo\nx", "SyntaxError: encoding problem: foo (0, 1, 0, 1)");
    file_error_is("\n# coding: utf-16\nx", "SyntaxError: encoding problem: utf-16 (0, 1, 0, 1)");
    file_error_is("# coding: ascii\nx='\xE9'", "SyntaxError: encoding problem: ascii (0, 1, 0, 1)");
    file_error_is("\xEF\xBB\xBF# coding: latin-1\n",
                  "SyntaxError: encoding problem: iso-8859-1 with BOM (0, 1, 0, 1)");
    file_error_is("\xEF\xBB\xBF# coding: foo\n",
                  "SyntaxError: encoding problem: foo with BOM (0, 1, 0, 1)");
    file_error_is(
        "x=1\nb'\x80'",
        "SyntaxError: Non-UTF-8 code starting with '\\x80' in file test.py on line 2, but no "
        "encoding declared; see https://peps.python.org/pep-0263/ for details (0, 1, 0, 1)");
    file_error_is(
        "# coding: utf-8\nx\xFF\n",
        "SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xff in position 1: "
        "invalid start byte (2, 2, 2, 2)");
}

Test(lexer_source, a_coding_line_in_a_str_is_a_comment)
{
    error_is("# coding: foo\nx", "");
}

Test(lexer_source, null_bytes)
{
    bytes_error_is("a\nx\0y", 5, SOURCE_BYTES,
                   "SyntaxError: source code cannot contain null bytes (2, 0, 2, 0)");
    bytes_error_is("x\0y", 3, SOURCE_TEXT,
                   "SyntaxError: source code string cannot contain null bytes (0, 1, 0, 1)");
}

Test(lexer_source, lines_and_columns)
{
    struct source source;
    struct lexer_error error;
    size_t size;
    const char text[] = "ab\n\xC3\xA9\xE2\x82\xAC x\n";
    cr_assert(source_open(&source, "t", text, strlen(text), SOURCE_BYTES, &error));
    cr_expect_eq(source.n_lines, 2);
    cr_expect(source_line(&source, 1, &size) == source.text && size == 2);
    cr_expect(source_line(&source, 2, &size) == source.text + 3 && size == 7);
    source_line(&source, 3, &size);
    cr_expect_eq(size, 0);
    cr_expect_eq(source_character_column(&source, 2, 5), 2);
    cr_expect_eq(source_character_column(&source, 2, 7), 4);
    cr_expect_eq(source_character_column(&source, 2, 8), 5);
    cr_expect_eq(source_character_column(&source, 2, -1), -1);
    source_close(&source);
}
