/* The built-ins exit and quit. */
#ifndef HASP_RUNTIME_QUITTER_H
#define HASP_RUNTIME_QUITTER_H

#include "runtime/dict.h"

/* Adds them; not under -S. At start-up. */
RAISES bool quitters_init(struct thread *t, struct dict *builtins);

#endif
