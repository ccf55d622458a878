/* The code of a module: carried in the binary, kept in a bytecode file, or compiled now. */
#ifndef HASP_VM_MODULE_CODE_H
#define HASP_VM_MODULE_CODE_H

#include "runtime/import_find.h"

/*
 * The code object of what was found, which is embedded or a file. Compiled code that cannot be read is no error: the source
 * is compiled, and a file's bytecode file written anew.
 */
RAISES MAY_GC Value module_code(struct thread *t, struct import_found *found);

#endif
