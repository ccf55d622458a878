/* What the files of the module _expat share beside the parser. */
#ifndef HASP_RUNTIME_MODULES_EXPAT_H
#define HASP_RUNTIME_MODULES_EXPAT_H

#include "runtime/error.h"

/* pyexpat.ParserCreate(encoding, namespace_separator, intern). */
RAISES Value expat_parser_create(struct thread *t, Value *args, uint32_t n_args, Value names);

#endif
