/* str.isalpha() and its kind: questions to the character database about every character. */
#include "runtime/str_internal.h"
#include "runtime/str_methods.h"
#include "runtime/unicode.h"

/* Has every character one of the flags, and is there one? */
static Value all_have(Value self, unsigned flags)
{
    const struct str *s = value_to_str(self);
    for (uint64_t i = 0; i < s->length; i++) {
        if (!unicode_is(str_at(s, i), flags)) {
            return VALUE_FALSE;
        }
    }
    return value_from_bool(s->length > 0);
}

/* Is there a character with `flag`, and none with any of `not`? */
static Value some_have(Value self, unsigned flag, unsigned not )
{
    const struct str *s = value_to_str(self);
    bool found = false;
    for (uint64_t i = 0; i < s->length; i++) {
        unsigned flags = unicode_record(str_at(s, i))->flags;
        if (flags & not ) {
            return VALUE_FALSE;
        }
        found |= (flags & flag) != 0;
    }
    return value_from_bool(found);
}

#define ARGUMENTS UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

Value str_method_isalnum(ARGUMENTS)
{
    return all_have(args[0], UNICODE_ALNUM);
}
Value str_method_isalpha(ARGUMENTS)
{
    return all_have(args[0], UNICODE_ALPHA);
}
Value str_method_isdecimal(ARGUMENTS)
{
    return all_have(args[0], UNICODE_DECIMAL);
}
Value str_method_isdigit(ARGUMENTS)
{
    return all_have(args[0], UNICODE_DIGIT);
}
Value str_method_isnumeric(ARGUMENTS)
{
    return all_have(args[0], UNICODE_NUMERIC);
}
Value str_method_isspace(ARGUMENTS)
{
    return all_have(args[0], UNICODE_SPACE);
}
Value str_method_islower(ARGUMENTS)
{
    return some_have(args[0], UNICODE_LOWER, UNICODE_UPPER | UNICODE_TITLE);
}
Value str_method_isupper(ARGUMENTS)
{
    return some_have(args[0], UNICODE_UPPER, UNICODE_LOWER | UNICODE_TITLE);
}
Value str_method_isascii(ARGUMENTS)
{
    return value_from_bool(str_is_ascii(value_to_str(args[0])));
}

Value str_method_isprintable(ARGUMENTS)
{
    const struct str *s = value_to_str(args[0]);
    return s->length == 0 ? VALUE_TRUE : all_have(args[0], UNICODE_PRINTABLE);
}

bool str_is_identifier(const struct str *s)
{
    bool is_one = s->length > 0 && unicode_is(str_at(s, 0), UNICODE_NAME_START);
    for (uint64_t i = 1; is_one && i < s->length; i++) {
        is_one = unicode_is(str_at(s, i), UNICODE_NAME_CONTINUE);
    }
    return is_one;
}

Value str_method_isidentifier(ARGUMENTS)
{
    return value_from_bool(str_is_identifier(value_to_str(args[0])));
}

/* Upper and title case only behind the uncased, lower case only behind the cased. */
Value str_method_istitle(ARGUMENTS)
{
    const struct str *s = value_to_str(args[0]);
    bool found = false, previous_is_cased = false;
    for (uint64_t i = 0; i < s->length; i++) {
        unsigned flags = unicode_record(str_at(s, i))->flags;
        bool is_high = flags & (UNICODE_UPPER | UNICODE_TITLE), is_low = flags & UNICODE_LOWER;
        if ((is_high && previous_is_cased) || (is_low && !is_high && !previous_is_cased)) {
            return VALUE_FALSE;
        }
        previous_is_cased = is_high || is_low;
        found |= previous_is_cased;
    }
    return value_from_bool(found);
}
