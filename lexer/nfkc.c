#include "lexer/nfkc.h"

#include <stdlib.h>

#include "runtime/base/unicode_normal.h"
#include "runtime/base/utf8.h"

bool nfkc_append(struct buffer *result, const char *name, size_t size)
{
    struct code_points text = {NULL, 0, 0};
    bool done = true;
    for (size_t i = 0; i < size && done;) {
        unsigned length;
        uint32_t character = (uint32_t)utf8_decode_surrogatepass(name + i, size - i, &length);
        done = normal_add(&text, character, UNICODE_NFKC, false);
        i += length;
    }
    done = done && normal_finish(&text, UNICODE_NFKC);
    for (size_t i = 0; done && i < text.n; i++) {
        buffer_append_character(result, text.items[i]);
    }
    free(text.items);
    return done && !result->failed;
}
