#include "runtime/base/unicode_database.h"

#include <string.h>

uint32_t unicode_next_unit(const uint16_t **unit)
{
    uint32_t c = *(*unit)++;
    return c >= 0xD800 && c < 0xDC00 ? 0x10000 + ((c - 0xD800) << 10) + (*(*unit)++ - 0xDC00u) : c;
}

const struct unicode_change *unicode_change_of(uint32_t c)
{
    size_t low = 0, high = n_unicode_change_runs;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (unicode_change_runs[middle].first <= c) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &unicode_changes[unicode_change_runs[low].change];
}

bool unicode_is_old(uint32_t c)
{
    uint8_t category = unicode_change_of(c)->category;
    if (category == UNICODE_SAME) {
        category = unicode_properties(c)->category;
    }
    return strcmp(unicode_categories[category], "Cn") != 0;
}
