/* ASCII case and classes of bytes. */
#include "runtime/bytes_methods.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

enum { LOWER = 1, UPPER = 2, DIGIT = 4, SPACE = 8 };

static unsigned class_of(uint8_t c)
{
    return c >= 'a' && c <= 'z'                   ? LOWER
           : c >= 'A' && c <= 'Z'                 ? UPPER
           : c >= '0' && c <= '9'                 ? DIGIT
           : c == ' ' || (c >= '\t' && c <= '\r') ? SPACE
                                                  : 0;
}
static uint8_t lower(uint8_t c)
{
    return class_of(c) == UPPER ? (uint8_t)(c + 32) : c;
}
static uint8_t upper(uint8_t c)
{
    return class_of(c) == LOWER ? (uint8_t)(c - 32) : c;
}
static uint8_t swap(uint8_t c)
{
    return class_of(c) == LOWER ? upper(c) : lower(c);
}

/* ---- classes ---- */

static Value all_are(struct thread *t, Value self, unsigned classes)
{
    struct text text;
    if (!bytes_like_text(t, self, &text)) {
        return VALUE_ERROR;
    }
    for (size_t i = 0; i < text.length; i++) {
        if (!(class_of((uint8_t)text_at(text, i)) & classes)) {
            return VALUE_FALSE;
        }
    }
    return value_from_bool(text.length > 0);
}

static Value some_are(struct thread *t, Value self, unsigned class, unsigned not )
{
    struct text text;
    bool found = false;
    if (!bytes_like_text(t, self, &text)) {
        return VALUE_ERROR;
    }
    for (size_t i = 0; i < text.length; i++) {
        unsigned of = class_of((uint8_t)text_at(text, i));
        if (of & not ) {
            return VALUE_FALSE;
        }
        found |= of == class;
    }
    return value_from_bool(found);
}

Value bytes_method_isalnum(ARGUMENTS)
{
    return all_are(t, args[0], LOWER | UPPER | DIGIT);
}
Value bytes_method_isalpha(ARGUMENTS)
{
    return all_are(t, args[0], LOWER | UPPER);
}
Value bytes_method_isdigit(ARGUMENTS)
{
    return all_are(t, args[0], DIGIT);
}
Value bytes_method_isspace(ARGUMENTS)
{
    return all_are(t, args[0], SPACE);
}
Value bytes_method_islower(ARGUMENTS)
{
    return some_are(t, args[0], LOWER, UPPER);
}
Value bytes_method_isupper(ARGUMENTS)
{
    return some_are(t, args[0], UPPER, LOWER);
}

Value bytes_method_isascii(ARGUMENTS)
{
    struct text text;
    return bytes_like_text(t, args[0], &text)
               ? value_from_bool(text_is_ascii(text.characters, text.length))
               : VALUE_ERROR;
}

Value bytes_method_istitle(ARGUMENTS)
{
    struct text text;
    bool found = false, in_word = false;
    if (!bytes_like_text(t, args[0], &text)) {
        return VALUE_ERROR;
    }
    for (size_t i = 0; i < text.length; i++) {
        unsigned class = class_of((uint8_t)text_at(text, i));
        if ((class == UPPER && in_word) || (class == LOWER && !in_word)) {
            return VALUE_FALSE;
        }
        in_word = class == UPPER || class == LOWER;
        found |= in_word;
    }
    return value_from_bool(found);
}

/* ---- changes ---- */

/* `first` for letters that begin a word, or the whole if `words` is not set; `other` for the rest. */
static Value map(struct thread *t, Value self, uint8_t (*first)(uint8_t), uint8_t (*other)(uint8_t),
                 bool words)
{
    struct text text;
    if (!bytes_like_text(t, self, &text)) {
        return VALUE_ERROR;
    }
    Value result = bytes_like_new(t, self, NULL, text.length);
    if (result == VALUE_ERROR) {
        return result;
    }
    char *to = bytes_like_to_fill(result);
    bool begins = true;
    for (size_t i = 0; i < text.length; i++) {
        uint8_t c = (uint8_t)text_at(text, i);
        to[i] = (char)(begins ? first(c) : other(c));
        begins = words && !(class_of(c) & (LOWER | UPPER));
    }
    return result;
}

Value bytes_method_lower(ARGUMENTS)
{
    return map(t, args[0], lower, lower, false);
}
Value bytes_method_upper(ARGUMENTS)
{
    return map(t, args[0], upper, upper, false);
}
Value bytes_method_swapcase(ARGUMENTS)
{
    return map(t, args[0], swap, swap, false);
}
Value bytes_method_capitalize(ARGUMENTS)
{
    return map(t, args[0], upper, lower, false);
}
Value bytes_method_title(ARGUMENTS)
{
    return map(t, args[0], upper, lower, true);
}
