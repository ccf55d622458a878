/* Names beyond ASCII: is every character allowed where it stands? */
#include "lexer/state.h"
#include "lexer/unicode.h"
#include "runtime/base/utf8.h"

/* Whether `character` lies in a range of the boundaries: an odd number of them is at or below it. */
static bool has_property(const uint32_t *boundaries, size_t n, uint32_t character)
{
    size_t low = 0;
    size_t high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (boundaries[middle] <= character) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low % 2 == 1;
}

bool unicode_is_name_start(uint32_t character)
{
    return has_property(UNICODE_XID_START, UNICODE_N_XID_START, character);
}

bool unicode_is_name_continue(uint32_t character)
{
    return has_property(UNICODE_XID_CONTINUE, UNICODE_N_XID_CONTINUE, character);
}

bool unicode_is_printable(uint32_t character)
{
    return has_property(UNICODE_PRINTABLE, UNICODE_N_PRINTABLE, character);
}

void lexer_check_name(struct lexer *lexer, struct place start)
{
    const char *text = lexer->source->text;
    uint32_t offset = start.offset;
    while (offset < lexer->position) {
        unsigned length;
        uint32_t character =
            (uint32_t)utf8_decode_surrogatepass(text + offset, lexer->position - offset, &length);
        bool is_good = offset == start.offset ? unicode_is_name_start(character)
                                              : unicode_is_name_continue(character);
        if (!is_good) {
            enum lexer_error_code code =
                unicode_is_printable(character) ? LEXER_ERROR_CHARACTER : LEXER_ERROR_NON_PRINTABLE;
            lexer_fail_offset(lexer, code, offset)->character = character;
            return;
        }
        offset += length;
    }
}
