/* The names that C code needs, interned at start-up and never collected. */
#include "runtime/str.h"

#define NAME(identifier) Value name_##identifier;
#define NAME_AS(identifier, text) Value name_##identifier;
#include "runtime/names.def"
#undef NAME
#undef NAME_AS

static const struct {
    Value *name;
    const char *text;
} names[] = {
#define NAME(identifier) {&name_##identifier, #identifier},
#define NAME_AS(identifier, text) {&name_##identifier, text},
#include "runtime/names.def"
#undef NAME
#undef NAME_AS
};

bool names_init(struct thread *t)
{
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        *names[i].name = str_intern_cstr(t, names[i].text);
        if (*names[i].name == VALUE_ERROR) {
            return false;
        }
        gc_add_root(names[i].name);
    }
    return true;
}
