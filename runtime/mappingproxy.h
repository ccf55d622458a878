/* mappingproxy: a read-only view of a mapping; what `Cls.__dict__` is. */
#ifndef HASP_RUNTIME_MAPPINGPROXY_H
#define HASP_RUNTIME_MAPPINGPROXY_H

#include "runtime/error.h"

struct mappingproxy {
    struct object base;
    Value mapping; /* immutable */
};
extern struct type mappingproxy_type;

RAISES Value mappingproxy_new(struct thread *t, Value mapping);

#endif
