/* super objects, for the virtual machine's zero-argument form as well. */
#ifndef HASP_RUNTIME_SUPER_H
#define HASP_RUNTIME_SUPER_H

#include "runtime/error.h"

extern struct type super_type;

/* super(this_class, self); TypeError if `self` is neither an instance nor a subclass. */
RAISES MAY_GC Value super_new(struct thread *t, Value this_class, Value self);
/*
 * super(this_class, self).name for a call, without the super object: as object_get_method. TypeError, AttributeError.
 */
RAISES MAY_GC Value super_find_method(struct thread *t, struct type *this_class, Value self,
                                      Value name, Value *method_self);
RAISES MAY_GC Value super_get_attribute(struct thread *t, Value super, Value name);

/* Is what the cell of __class__ holds, or UNBOUND, fit for super()? */
RAISES bool super_check_class(struct thread *t, Value v);

#endif
