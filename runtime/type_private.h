/* What the files of the type `type` share: runtime/type_*.c. */
#ifndef HASP_RUNTIME_TYPE_PRIVATE_H
#define HASP_RUNTIME_TYPE_PRIVATE_H

#include "runtime/type.h"

void type_trace(struct marker *m, struct object *self);

/* The last step of making a type: its own shape, TYPE_READY, and its place among its bases' subclasses. */
RAISES bool type_publish(struct thread *t, struct type *type);

/* C3 (Barrett et al., "A monotonic superclass linearization for Dylan", 1996) of `type` and its bases; a tuple. */
RAISES Value type_linearize(struct thread *t, struct type *type);

/* What messages call a class of that name: UTF-8, in collected memory. NULL: an exception, ValueError for zero characters. */
RAISES const char *type_name_text(struct thread *t, Value name);

/* The same as a tuple, by the metaclass's mro() where that is another one. */
RAISES MAY_GC Value type_find_mro(struct thread *t, struct type *type);

/* type.__bases__ = bases. */
RAISES MAY_GC bool type_set_bases(struct thread *t, struct type *type, Value bases);

/* The size of an instance without its attribute storage. */
uint32_t type_core_size(const struct type *type);
/* The base that decides the layout. NULL: TypeError, also for what cannot be a base. */
/* TypeError if a base is no class but stands for some (__mro_entries__). */
RAISES MAY_GC bool type_check_resolved(struct thread *t, Value bases);
RAISES struct type *type_best_base(struct thread *t, Value bases);
/* Do instances of `type` begin as those of `other` do? */
bool type_has_layout_of(const struct type *type, const struct type *other);
/* May instances or heirs of `from` become such of `to`? TypeError "`attribute` assignment: ..." if their layouts differ. */
RAISES bool type_check_assignment(struct thread *t, const struct type *from, const struct type *to,
                                  const char *attribute);
/* The rows of `__slots__`: its names into *names (a tuple, mangled), without __dict__ and __weakref__. */
struct slots_spec {
    bool is_given, is_empty, wants_dict, wants_weakref;
    Value names;
};
#define DICT_SLOT_DISALLOWED "__dict__ slot disallowed: we already got one"
#define WEAKREF_SLOT_DISALLOWED                                                                    \
    "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0"
RAISES bool type_slots_read(struct thread *t, struct slots_spec *spec, Value class_name,
                            struct dict *namespace);

/* --- Subclasses, as weak references; under the type lock --- */
RAISES bool type_add_subclass(struct thread *t, struct type *base, struct type *subclass);
RAISES bool type_remove_subclass(struct thread *t, struct type *base, const struct type *subclass);
/* The mro of `type` or of a class above is another one: caches are emptied, slots filled anew. */
void type_bases_changed_stw(struct thread *t, struct type *type);
/* A list of those alive. */
RAISES Value type_subclasses(struct thread *t, struct type *type);

/* The tables of type_object.c. */
extern const struct native_def type_methods[];
extern const struct getset_def type_getsets[], type_members[];
Value type_call(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value type_new_slot(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
bool type_init_slot(struct thread *t, Value self, Value *args, uint32_t n_args,
                    Value keyword_names);
Value type_get_attribute(struct thread *t, Value self, Value name);
/* The same as object_find_attribute, for types that get their attributes by type_get_attribute. */
RAISES MAY_GC Value type_find_attribute(struct thread *t, Value self, Value name);

/* The getsets `__dict__` and `__weakref__` that classes get, and the `__dict__` of types in C. */
extern const struct getset_def instance_dict_getset, instance_weakref_getset, native_dict_getset;

#endif
