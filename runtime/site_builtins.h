/* The built-ins that CPython's module site adds for people at a prompt: copyright, credits, help, license. */
#ifndef HASP_RUNTIME_SITE_BUILTINS_H
#define HASP_RUNTIME_SITE_BUILTINS_H

#include "runtime/dict.h"

/* Adds them; not under -S. At start-up. */
RAISES bool site_builtins_init(struct thread *t, struct dict *builtins);

#endif
