/*
 * Code objects in marshal's format. Nothing of a code object is left out, and what its caches hold is not written:
 *
 *     'h' 0x00  values (name, ..., constants)  size  packed         a code object within another one
 *     'h' 0x01  fingerprint  size  checksum  <the same behind 0x00>  one that is in none, sealed
 *
 * "packed" is a run of bytes: the numbers, the instructions without their cache words, the depths, the positions (runs of
 * words that have the same one), the protected ranges and the captures. References to objects that occur twice are counted
 * anew in what is sealed. Bytecode of another build is refused, and so is a
 * sealed code object in which a bit has changed: the virtual machine trusts its code.
 */
#ifndef HASP_VM_MARSHAL_CODE_H
#define HASP_VM_MARSHAL_CODE_H

#include "runtime/modules/marshal.h"

/* For struct marshal_writer and struct marshal_reader. */
RAISES MAY_GC bool code_write(struct marshal_writer *w, Value code);
RAISES MAY_GC Value code_read(struct marshal_reader *r);

/* A code object in marshal's format and back. What code_to_bytes appends to is the caller's to free, also after a failure. */
RAISES MAY_GC bool code_to_bytes(struct thread *t, Value code, struct buffer *out);
RAISES MAY_GC Value code_from_bytes(struct thread *t, const char *bytes, size_t n);

/* Changes whenever the instructions, or what the compiler makes of a text, do. */
uint32_t bytecode_fingerprint(void);

#endif
