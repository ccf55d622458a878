/* The listing of --dis: every code object of a file with its source lines. Driven by vm/format/opcodes.def. */
#ifndef HASP_VM_DISASSEMBLE_H
#define HASP_VM_DISASSEMBLE_H

#include "runtime/code.h"

/* Compiles the file and prints the listing on stdout. The process's exit status. */
int disassemble_file(struct thread *t, const char *path);

/* One code object and those among its constants, as a str. */
RAISES Value disassemble_code(struct thread *t, const struct code *code, const char *source,
                              size_t n);

#endif
