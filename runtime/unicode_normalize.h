/* Normalisation forms of a str: runtime/base/unicode_normal.h with polls. */
#ifndef HASP_RUNTIME_UNICODE_NORMALIZE_H
#define HASP_RUNTIME_UNICODE_NORMALIZE_H

#include "runtime/base/unicode_normal.h"
#include "runtime/error.h"

/* `old`: by Unicode 3.2.0. Gives `s` itself where nothing is to be done. */
RAISES MAY_GC Value unicode_normalize(struct thread *t, Value s, enum unicode_form form, bool old);

#endif
