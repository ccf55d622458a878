/* The module _collections: what collections takes from C. */
#include "runtime/defaultdict.h"
#include "runtime/deque.h"
#include "runtime/module.h"

bool module_init__collections(struct thread *t, Value module)
{
    return module_add(t, module, "deque", value_from_object(&deque_type)) &&
           module_add(t, module, "defaultdict", value_from_object(&default_dict_type)) &&
           module_add(t, module, "_deque_iterator", value_from_object(&deque_iterator_type)) &&
           module_add(t, module, "_deque_reverse_iterator",
                      value_from_object(&deque_reverse_iterator_type));
}
