/*
 * Tuples with named fields, as sys.version_info, os.stat_result and time.struct_time are. A subtype of tuple whose visible
 * length may be smaller than its number of fields (stat_result's times in nanoseconds).
 */
#ifndef HASP_RUNTIME_STRUCT_SEQUENCE_H
#define HASP_RUNTIME_STRUCT_SEQUENCE_H

#include "runtime/tuple.h"

/* Makes a class "module.name" whose items 0.. have these names (NULL-terminated; NULL entries are not possible). */
RAISES MAY_GC Value struct_sequence_type_new(struct thread *t, const char *module, const char *name,
                                             const char *const *fields, uint32_t n_visible);

/* An instance; `items` has one Value for each field. */
RAISES Value struct_sequence_new(struct thread *t, Value type, const Value *items,
                                 uint32_t n_fields);

/* From now on scripts cannot make instances of the class: of sys.flags and the like there is one. */
RAISES bool struct_sequence_forbid_new(struct thread *t, struct type *class);

#endif
