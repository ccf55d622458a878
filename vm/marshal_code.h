/* Code objects in marshal's format: type byte 'h', the fingerprint of this bytecode, the fields of struct code. */
#ifndef HASP_VM_MARSHAL_CODE_H
#define HASP_VM_MARSHAL_CODE_H

#include "runtime/modules/marshal.h"

/* For struct marshal_writer and struct marshal_reader. */
RAISES MAY_GC bool code_write(struct marshal_writer *w, Value code);
RAISES MAY_GC Value code_read(struct marshal_reader *r);

/* Changes whenever the instructions do: bytecode of another build is not run. */
uint32_t bytecode_fingerprint(void);

#endif
