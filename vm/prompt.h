/* The interactive prompt: statements are read from stdin and run in __main__ until the input ends. */
#ifndef HASP_VM_PROMPT_H
#define HASP_VM_PROMPT_H

#include "runtime/dict.h"
#include "vm/options.h"

/*
 * `is_start`: there was no program before it, so that it says the version and runs PYTHONSTARTUP. False: SystemExit is
 * pending. Other exceptions are shown, and the prompt goes on.
 */
RAISES MAY_GC bool prompt_run(struct thread *t, struct dict *globals, const struct options *o,
                              bool is_start);

#endif
