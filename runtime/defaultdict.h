/* collections.defaultdict. */
#ifndef HASP_RUNTIME_DEFAULTDICT_H
#define HASP_RUNTIME_DEFAULTDICT_H

#include "runtime/type.h"

extern struct type default_dict_type;

#endif
