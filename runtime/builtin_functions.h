/* The functions of the module builtins, table by table; those that need a frame are in vm/builtins.c. */
#ifndef HASP_RUNTIME_BUILTIN_FUNCTIONS_H
#define HASP_RUNTIME_BUILTIN_FUNCTIONS_H

#include "runtime/thread.h"

/* Fills the module. The types are added to it from runtime/types.def. */
RAISES bool builtins_init(struct thread *t, Value module);

extern const struct native_def builtin_number_functions[], builtin_sequence_functions[],
    builtin_text_functions[];

/* The head of a native function. */
#define FUNCTION(name)                                                                             \
    static Value name(struct thread *t, Value *args, UNUSED uint32_t n_args,                       \
                      UNUSED Value keyword_names)

#endif
