/* The methods of dict, and its operators. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict_table.h"
#include "runtime/generic_alias.h"
#include "runtime/native.h"
#include "runtime/set_probe.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

static Value or_none(Value v)
{
    return v == VALUE_UNBOUND ? VALUE_NONE : v;
}

static Value get(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    Value v = dict_get(t, value_to_dict(args[0]), args[1]);
    return v != VALUE_UNBOUND ? v : or_none(args[2]);
}

static Value set_default(struct thread *t, Value *args, UNUSED uint32_t n_args,
                         UNUSED Value keyword_names)
{
    return dict_set_default(t, value_to_dict(args[0]), args[1], or_none(args[2]));
}

static Value pop(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    Value was = VALUE_UNBOUND;
    struct dict *d = value_to_dict(args[0]);
    if (dict_count(d) > 0 && !dict_remove(t, d, args[1], &was)) { /* of nothing, any key will do */
        return VALUE_ERROR;
    }
    if (was != VALUE_UNBOUND) {
        return was;
    }
    return args[2] != VALUE_UNBOUND ? args[2] : raise_with_argument(t, &KeyError_type, args[1]);
}

static Value pop_item(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    Value pair = tuple_new(t, NULL, 2);
    if (pair == VALUE_ERROR) {
        return pair;
    }
    Value *items = ((struct tuple *)pair)->items;
    if (!dict_take_last(value_to_dict(args[0]), &items[0], &items[1])) {
        Value message = str_from_cstr(t, "popitem(): dictionary is empty");
        return message == VALUE_ERROR ? message : raise_with_argument(t, &KeyError_type, message);
    }
    return pair;
}

static Value update(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (n_args == 0 || !value_is_dict(args[0])) {
        return raise_error(t, &TypeError_type, "unbound method dict.update() needs an argument");
    }
    bool updated = dict_update_from_call(t, value_to_dict(args[0]), "update", args + 1, n_args - 1,
                                         keyword_names);
    return updated ? VALUE_NONE : VALUE_ERROR;
}

static Value clear(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                   UNUSED Value keyword_names)
{
    dict_clear(value_to_dict(args[0]));
    return VALUE_NONE;
}

static Value copy(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    return dict_copy_of(t, args[0]);
}

/* ---- fromkeys ---- */

struct from_keys {
    Value into, v;
};

static bool add_key(struct thread *t, Value key, void *context)
{
    const struct from_keys *f = context;
    return value_type(f->into) == &dict_type ? dict_set(t, value_to_dict(f->into), key, f->v)
                                             : object_set_item(t, f->into, key, f->v);
}

/* The hashes of a set's items are known. */
static bool add_items_of_set(struct thread *t, struct dict *d, struct set *set, Value v)
{
    struct set_walk walk = set_walk_begin(set_table(set));
    Value item;
    int64_t hash;
    while (set_walk_next(&walk, &item, &hash)) {
        if (!dict_set_hashed(t, d, item, hash, v)) {
            return false;
        }
    }
    return true;
}

static Value from_keys(struct thread *t, Value *args, UNUSED uint32_t n_args,
                       UNUSED Value keyword_names)
{
    Value into = args[0] == value_from_object(&dict_type) ? dict_new(t) : call_0(t, args[0]);
    struct from_keys f = {into, or_none(args[2])};
    if (into == VALUE_ERROR) {
        return into;
    }
    bool is_known = value_type(into) == &dict_type &&
                    (value_type(args[1]) == &set_type || value_type(args[1]) == &frozenset_type);
    bool ok = is_known ? add_items_of_set(t, value_to_dict(into), value_to_set(args[1]), f.v)
                       : iterate(t, args[1], add_key, &f);
    return ok ? into : VALUE_ERROR;
}

/* ---- views and iterators ---- */

static Value keys(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value keyword_names)
{
    return dict_view_new(t, args[0], DICT_KEYS);
}

static Value values(struct thread *t, Value *args, UNUSED uint32_t n_args,
                    UNUSED Value keyword_names)
{
    return dict_view_new(t, args[0], DICT_VALUES);
}

static Value items(struct thread *t, Value *args, UNUSED uint32_t n_args,
                   UNUSED Value keyword_names)
{
    return dict_view_new(t, args[0], DICT_ITEMS);
}

static Value get_item(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    return dict_type.get_item(t, args[0], args[1]);
}

static Value contains(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    enum truth found = dict_contains(t, value_to_dict(args[0]), args[1]);
    return found == TRUTH_ERROR ? VALUE_ERROR : value_from_bool(found == TRUTH_TRUE);
}

static Value reversed(struct thread *t, Value *args, UNUSED uint32_t n_args,
                      UNUSED Value keyword_names)
{
    return dict_iterator_new(t, value_to_dict(args[0]), DICT_KEYS, true);
}

static Value size_of(UNUSED struct thread *t, Value *args, UNUSED uint32_t n_args,
                     UNUSED Value keyword_names)
{
    const struct dict_table *table = dict_table(value_to_dict(args[0]));
    size_t n = sizeof(struct dict);
    if (table != NULL) {
        n += sizeof *table + table->n_max * sizeof(struct dict_entry) +
             ((size_t)table->mask + 1) * (table->has_byte_slots ? 1 : 4);
    }
    return value_from_small_int((int64_t)n);
}

const struct native_def dict_methods[] = {
    {"get", get, "(self, key, default=None, /)",
     "Return the value for key if key is in the dictionary, else default.", NATIVE_METHOD},
    {"setdefault", set_default, "(self, key, default=None, /)",
     "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for "
     "key if "
     "key is in the dictionary, else default.",
     NATIVE_METHOD},
    {"pop", pop, "(self, key, default=<unrepresentable>, /)",
     "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is "
     "not "
     "found, return the default if given; otherwise,\nraise a KeyError.",
     NATIVE_METHOD},
    {"popitem", pop_item, "(self, /)",
     "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, "
     "first-out) order.\nRaises KeyError if the dict is empty.",
     NATIVE_METHOD},
    {"update", update, "(*)", "D.update([E, ]**F) -> None.  Update D from dict/iterable E and F.",
     NATIVE_METHOD},
    {"clear", clear, "(self, /)", "D.clear() -> None.  Remove all items from D.", NATIVE_METHOD},
    {"copy", copy, "(self, /)", "D.copy() -> a shallow copy of D", NATIVE_METHOD},
    {"keys", keys, "(self, /)", "D.keys() -> a set-like object providing a view on D's keys",
     NATIVE_METHOD},
    {"values", values, "(self, /)", "D.values() -> an object providing a view on D's values",
     NATIVE_METHOD},
    {"items", items, "(self, /)", "D.items() -> a set-like object providing a view on D's items",
     NATIVE_METHOD},
    {"fromkeys", from_keys, "(type, iterable, value=None, /)",
     "Create a new dictionary with keys from iterable and values set to value.",
     NATIVE_CLASS_METHOD},
    {"__contains__", contains, "(self, key, /)",
     "True if the dictionary has the specified key, else False.", NATIVE_METHOD},
    {"__getitem__", get_item, "(self, key, /)", "x.__getitem__(y) <==> x[y]", NATIVE_METHOD},
    {"__reversed__", reversed, "(self, /)", "Return a reverse iterator over the dict keys.",
     NATIVE_METHOD},
    {"__sizeof__", size_of, "(self, /)", "D.__sizeof__() -> size of D in memory, in bytes",
     NATIVE_METHOD},
    CLASS_GETITEM,
    {0},
};

/* ---- | ---- */

Value dict_or(struct thread *t, Value v, Value w)
{
    if (!value_is_dict(v) || !value_is_dict(w)) {
        return VALUE_NOT_IMPLEMENTED;
    }
    Value made = dict_copy_of(t, v);
    return made != VALUE_ERROR && dict_update(t, value_to_dict(made), w) ? made : VALUE_ERROR;
}

Value dict_inplace_or(struct thread *t, Value v, Value w)
{
    return dict_update(t, value_to_dict(v), w) ? v : VALUE_ERROR;
}
