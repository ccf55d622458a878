/* What sys shows of the command line: flags, warnoptions, _xoptions. */
#ifndef HASP_VM_START_FLAGS_H
#define HASP_VM_START_FLAGS_H

#include "runtime/error.h"
#include "vm/options.h"

/* Fills `settings`. Before anything else runs. */
void start_fill_settings(const struct options *o);

RAISES bool start_set_flags(struct thread *t, const struct options *o);

#endif
