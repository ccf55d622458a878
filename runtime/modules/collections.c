/* The module _collections: what collections takes from C. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/defaultdict.h"
#include "runtime/deque.h"
#include "runtime/dict_table.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"

/* ---- counting ---- */

struct count {
    Value mapping;
    Value get; /* its method; UNBOUND: it is a dict, and reads and stores as one */
};

static Value one_more(struct thread *t, Value n)
{
    int64_t small = value_is_small_int(n) ? value_to_small_int(n) : SMALL_INT_MAX;
    return LIKELY(small < SMALL_INT_MAX) ? value_from_small_int(small + 1)
                                         : number_binary(t, BINARY_ADD, n, value_from_small_int(1));
}

static bool count_in_dict(struct thread *t, Value key, void *context)
{
    struct dict *d = value_to_dict(((const struct count *)context)->mapping);
    int64_t hash;
    if (!dict_hash(t, key, &hash)) {
        return false;
    }
    Value n = dict_get_hashed(t, d, key, hash);
    n = n == VALUE_UNBOUND ? value_from_small_int(1) : n == VALUE_ERROR ? n : one_more(t, n);
    return n != VALUE_ERROR && dict_set_hashed(t, d, key, hash, n);
}

static bool count_in_mapping(struct thread *t, Value key, void *context)
{
    const struct count *c = context;
    Value n = call_2(t, c->get, key, value_from_small_int(0));
    n = n == VALUE_ERROR ? n : one_more(t, n);
    return n != VALUE_ERROR && object_set_item(t, c->mapping, key, n);
}

static bool is_from_dict(struct thread *t, struct type *type, Value name)
{
    return type_lookup(t, type, name) == type_lookup(t, &dict_type, name);
}

/* Does nothing overrule dict's ways to read and to store? */
static bool counts_as_dict(struct thread *t, Value mapping)
{
    struct type *type = value_type(mapping);
    return value_is_dict(mapping) && is_from_dict(t, type, name_get) &&
           is_from_dict(t, type, name___setitem__);
}

static Value count_elements(struct thread *t, Value *args, UNUSED uint32_t n_args,
                            UNUSED Value keyword_names)
{
    struct count c = {args[0], VALUE_UNBOUND};
    if (counts_as_dict(t, args[0])) {
        return iterate(t, args[1], count_in_dict, &c) ? VALUE_NONE : VALUE_ERROR;
    }
    c.get = object_get_attribute(t, args[0], name_get);
    return c.get != VALUE_ERROR && iterate(t, args[1], count_in_mapping, &c) ? VALUE_NONE
                                                                             : VALUE_ERROR;
}

static const struct native_def functions[] = {
    {"_count_elements", count_elements, "(mapping, iterable, /)",
     "Count elements in the iterable, updating the mapping", NATIVE_METHOD},
    {0},
};

/* ---- the module ---- */

bool module_init__collections(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions) &&
           module_add(t, module, "deque", value_from_object(&deque_type)) &&
           module_add(t, module, "defaultdict", value_from_object(&default_dict_type)) &&
           module_add(t, module, "_deque_iterator", value_from_object(&deque_iterator_type)) &&
           module_add(t, module, "_deque_reverse_iterator",
                      value_from_object(&deque_reverse_iterator_type));
}
