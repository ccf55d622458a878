/* Instructions that say what they push by a name: globals, extension codes, persistent ids. */
#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/codec.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/modules/unpickle.h"

/* ---- globals ---- */

Value unpickle_find_global(struct unpickler *u, Value module_name, Value name)
{
    struct thread *t = u->t;
    if (u->protocol < 3 && u->fix_imports && !pickle_map_name(t, false, &module_name, &name)) {
        return VALUE_ERROR;
    }
    Value module = import_module(t, module_name);
    if (module == VALUE_ERROR) {
        return module;
    }
    Value found, parent;
    if (u->protocol >= 4) {
        found = pickle_check_name(t, name, module) ? pickle_find_dotted(t, module, name, &parent)
                                                   : VALUE_ERROR;
    } else {
        Value interned = attribute_name(t, name);
        found = interned == VALUE_ERROR ? interned : object_find_attribute(t, module, interned);
    }
    return found != VALUE_UNBOUND
               ? found
               : raise_error(t, &AttributeError_type, "Can't get attribute %R on %R", name, module);
}

Value unpickle_find_class(struct unpickler *u, Value module_name, Value name)
{
    if (u->self == VALUE_UNBOUND || value_type(u->self) == &unpickler_type) {
        return unpickle_find_global(u, module_name, name);
    }
    Value arguments[3] = {VALUE_UNBOUND, module_name, name};
    return call_method(u->t, u->self, name_find_class, arguments + 1, 2);
}

static Value take_line(struct unpickler *u, const char *encoding)
{
    size_t n;
    const char *line = unpickle_line(u, &n);
    if (line == NULL) {
        return VALUE_ERROR;
    }
    if (n == 0) {
        return raise_error(u->t, unpickling_error_type(), "pickle data was truncated");
    }
    Value bytes = bytes_new(u->t, line, n);
    Value name = bytes == VALUE_ERROR ? bytes : str_intern_cstr(u->t, encoding);
    return name == VALUE_ERROR ? name : codec_decode(u->t, bytes, name, VALUE_UNBOUND);
}

Value unpickle_named_class(struct unpickler *u, const char *encoding)
{
    Value module_name = take_line(u, encoding);
    Value name = module_name == VALUE_ERROR ? module_name : take_line(u, encoding);
    return name == VALUE_ERROR ? name : unpickle_find_class(u, module_name, name);
}

bool unpickle_global(struct unpickler *u)
{
    return unpickle_push_made(u, unpickle_named_class(u, "utf-8"));
}

bool unpickle_stack_global(struct unpickler *u)
{
    Value name = unpickle_pop(u);
    Value module_name = name == VALUE_ERROR ? name : unpickle_pop(u);
    if (module_name == VALUE_ERROR) {
        return false;
    }
    if (value_type(module_name) != &str_type || value_type(name) != &str_type) {
        return raise_false(u->t, unpickling_error_type(), "STACK_GLOBAL requires str");
    }
    return unpickle_push_made(u, unpickle_find_class(u, module_name, name));
}

/* ---- extension codes ---- */

/* What add_extension has been told: (module, name). */
static Value find_registered(struct unpickler *u, Value code)
{
    Value registry = pickle_copyreg(u->t, PICKLE_INVERTED_REGISTRY);
    Value pair = registry == VALUE_ERROR ? registry : dict_get(u->t, value_to_dict(registry), code);
    if (pair == VALUE_UNBOUND) {
        return raise_error(u->t, &ValueError_type, "unregistered extension code %V", code);
    }
    if (pair == VALUE_ERROR) {
        return pair;
    }
    const struct tuple *names = value_is_tuple(pair) ? value_to_tuple(pair) : NULL;
    if (names == NULL || names->length != 2 || !value_is_str(names->items[0]) ||
        !value_is_str(names->items[1])) {
        return raise_error(u->t, &ValueError_type,
                           "_inverted_registry[%V] isn't a 2-tuple of strings", code);
    }
    return unpickle_find_class(u, names->items[0], names->items[1]);
}

bool unpickle_extension(struct unpickler *u, unsigned width)
{
    uint64_t n;
    if (!unpickle_take_number(u, width, &n)) {
        return false;
    }
    if (n == 0 || n > INT32_MAX) {
        return raise_false(u->t, unpickling_error_type(), "EXT specifies code <= 0");
    }
    Value code = value_from_small_int((int64_t)n);
    Value cache = pickle_copyreg(u->t, PICKLE_EXTENSION_CACHE);
    Value found = cache == VALUE_ERROR ? cache : dict_get(u->t, value_to_dict(cache), code);
    if (found == VALUE_UNBOUND) {
        found = find_registered(u, code);
        if (found != VALUE_ERROR && !dict_set(u->t, value_to_dict(cache), code, found)) {
            return false;
        }
    }
    return unpickle_push_made(u, found);
}

/* ---- persistent ids ---- */

static bool push_persistent(struct unpickler *u, Value id)
{
    Value load = value_load(&u->persistent_load);
    return unpickle_push_made(u, call_1(u->t, load, id));
}

static bool check_hook(struct unpickler *u)
{
    return value_load(&u->persistent_load) != VALUE_UNBOUND ||
           raise_false(u->t, unpickling_error_type(),
                       "A load persistent id instruction was encountered,\n"
                       "but no persistent_load function was specified.");
}

bool unpickle_persistent_line(struct unpickler *u)
{
    size_t n;
    const char *line = check_hook(u) ? unpickle_line(u, &n) : NULL;
    if (line == NULL) {
        return false;
    }
    Value id = str_from_latin1(u->t, (const uint8_t *)line, n);
    for (size_t i = 0; i < n; i++) {
        if (line[i] < 0) {
            return raise_false(u->t, unpickling_error_type(),
                               "persistent IDs in protocol 0 must be ASCII strings");
        }
    }
    return id != VALUE_ERROR && push_persistent(u, id);
}

bool unpickle_persistent(struct unpickler *u)
{
    Value id = check_hook(u) ? unpickle_pop(u) : VALUE_ERROR;
    return id != VALUE_ERROR && push_persistent(u, id);
}
