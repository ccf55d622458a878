/* itemgetter, attrgetter and methodcaller of the module operator: callables that ask their argument for something. */
#ifndef HASP_RUNTIME_MODULES_OPERATOR_GETTERS_H
#define HASP_RUNTIME_MODULES_OPERATOR_GETTERS_H

#include "runtime/type.h"

extern struct type item_getter_type, attribute_getter_type, method_caller_type;

#endif
