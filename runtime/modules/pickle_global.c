/* Saving what is found by name: functions, classes, and what says so in __reduce__. */
#include "runtime/abstract.h"
#include "runtime/builtin_functions.h"
#include "runtime/codec.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/modules/pickle.h"

/* Where an object was found. */
struct place {
    Value module_name, name; /* as they are written */
    Value module,
        parent; /* what the name is looked up in, and what its last part is an attribute of */
};

static Value name_of(struct thread *t, Value v)
{
    Value name = object_find_attribute(t, v, name___qualname__);
    name = name == VALUE_UNBOUND ? object_get_attribute(t, v, name___name__) : name;
    if (name != VALUE_ERROR && !value_is_str(name)) {
        return raise_error(t, pickling_error_type(), "Can't pickle %R: its name is no string", v);
    }
    return name;
}

static bool refuse(struct thread *t, const char *why, Value v, Value a, Value b)
{
    error_clear(t);
    return raise_false(t, pickling_error_type(), why, v, a, b);
}

/* Finds it under its name: what is unpickled must be this very object. */
static bool locate(struct thread *t, Value v, struct place *place)
{
    static const char no_module[] = "Can't pickle %R: import of module %R failed";
    static const char no_attribute[] = "Can't pickle %R: attribute lookup %V on %V failed";
    static const char another[] = "Can't pickle %R: it's not the same object as %V.%V";
    place->module_name = pickle_module_of(t, v, place->name);
    if (place->module_name == VALUE_ERROR) {
        return false;
    }
    place->module =
        value_is_str(place->module_name) ? import_module(t, place->module_name) : VALUE_ERROR;
    if (place->module == VALUE_ERROR) {
        return refuse(t, no_module, v, place->module_name, VALUE_NONE);
    }
    Value found = pickle_find_dotted(t, place->module, place->name, &place->parent);
    if (found == VALUE_ERROR || found == VALUE_UNBOUND) {
        return refuse(t, no_attribute, v, place->name, place->module_name);
    }
    return found == v || refuse(t, another, v, place->module_name, place->name);
}

/* ---- extension codes ---- */

static bool write_extension(struct pickler *p, Value v, Value code)
{
    int64_t n;
    if (!value_is_int(code)) {
        return raise_false(p->t, pickling_error_type(),
                           "Can't pickle %R: extension code %R isn't an integer", v, code);
    }
    if (!int_to_int64(code, &n) || n <= 0 || n > INT32_MAX) {
        return raise_false(p->t, &RuntimeError_type,
                           "Can't pickle %R: extension code %V is out of range", v, code);
    }
    unsigned width = n <= UINT8_MAX ? 1 : n <= UINT16_MAX ? 2 : 4;
    char *place = pickle_claim(p, 1 + width);
    if (place != NULL) {
        place[0] = (char)(width == 1 ? PICKLE_EXT1 : width == 2 ? PICKLE_EXT2 : PICKLE_EXT4);
        pickle_put_number(place + 1, (uint64_t)n, width);
    }
    return place != NULL;
}

/* The code under which the name is registered; UNBOUND: none. */
static Value extension_code(struct thread *t, const struct place *place)
{
    Value registry = pickle_copyreg(t, PICKLE_EXTENSION_REGISTRY);
    if (registry == VALUE_ERROR || dict_length(value_to_dict(registry)) == 0) {
        return registry == VALUE_ERROR ? registry : VALUE_UNBOUND;
    }
    Value key = tuple_pair(t, place->module_name, place->name);
    return key == VALUE_ERROR ? key : dict_get(t, value_to_dict(registry), key);
}

/* ---- names ---- */

/* The last part of a dotted name; the name itself if it has no dots. */
static Value last_part(struct thread *t, Value name)
{
    const struct str *s = value_to_str(name);
    int64_t at = (int64_t)s->length;
    while (at > 0 && str_at(s, (uint64_t)at - 1) != '.') {
        at--;
    }
    return at == 0 ? name : str_slice(t, name, at, (int64_t)s->length);
}

/* A name on a line. `what` it is the name of. */
static bool write_line(struct pickler *p, Value name, const char *what)
{
    Value ascii = p->protocol >= 3 ? VALUE_UNBOUND : str_intern_cstr(p->t, "ascii");
    Value errors = ascii == VALUE_ERROR ? ascii : VALUE_UNBOUND;
    Value bytes = errors == VALUE_ERROR ? errors : codec_encode(p->t, name, ascii, errors);
    if (bytes == VALUE_ERROR) {
        return error_swallow(p->t, &UnicodeEncodeError_type) &&
               raise_false(p->t, pickling_error_type(),
                           "can't pickle %s identifier '%V' using pickle protocol %d", what, name,
                           p->protocol);
    }
    size_t n;
    const char *utf8 = str_to_utf8(p->t, name, &n);
    return utf8 != NULL && pickle_write(p, utf8, n) && pickle_write(p, "\n", 1);
}

static bool write_global(struct pickler *p, Value module_name, Value name)
{
    if (p->protocol < 3 && p->fix_imports && !pickle_map_name(p->t, true, &module_name, &name)) {
        return false;
    }
    return pickle_write_opcode(p, PICKLE_GLOBAL) && write_line(p, module_name, "module") &&
           write_line(p, name, "global");
}

/* getattr(parent, name): a name with dots, before protocol 4. */
static bool write_attribute(struct pickler *p, Value parent, Value name)
{
    Value getattr = object_get_item(p->t, builtins_dict, name_getattr);
    Value arguments = getattr == VALUE_ERROR ? getattr : tuple_pair(p->t, parent, name);
    return arguments != VALUE_ERROR && pickle_save_call(p, getattr, arguments, VALUE_UNBOUND);
}

static bool write_name(struct pickler *p, const struct place *place)
{
    /* A module may be an attribute of itself by a dotted name. */
    bool is_of_module = place->parent == place->module;
    Value last = last_part(p->t, place->name);
    if (last == VALUE_ERROR) {
        return false;
    }
    if (p->protocol >= 4) {
        return pickle_save(p, place->module_name) &&
               pickle_save(p, is_of_module ? last : place->name) &&
               pickle_write_opcode(p, PICKLE_STACK_GLOBAL);
    }
    return is_of_module ? write_global(p, place->module_name, last)
                        : write_attribute(p, place->parent, last);
}

bool pickle_save_global(struct pickler *p, Value v, Value name)
{
    struct thread *t = p->t;
    struct place place = {.name = name != VALUE_UNBOUND ? name : name_of(t, v)};
    if (place.name == VALUE_ERROR || !pickle_check_name(t, place.name, VALUE_UNBOUND) ||
        !locate(t, v, &place)) {
        return false;
    }
    Value code = p->protocol >= 2 ? extension_code(t, &place) : VALUE_UNBOUND;
    if (code != VALUE_UNBOUND) {
        return code != VALUE_ERROR && write_extension(p, v, code);
    }
    return write_name(p, &place) && pickle_memoize(p, v);
}

bool pickle_save_type(struct pickler *p, Value v)
{
    Value singleton = v == value_from_object(&none_type)              ? VALUE_NONE
                      : v == value_from_object(&ellipsis_type)        ? VALUE_ELLIPSIS
                      : v == value_from_object(&not_implemented_type) ? VALUE_NOT_IMPLEMENTED
                                                                      : VALUE_UNBOUND;
    if (singleton == VALUE_UNBOUND) {
        return pickle_save_global(p, v, VALUE_UNBOUND);
    }
    Value arguments = tuple_of(p->t, 1, singleton);
    return arguments != VALUE_ERROR &&
           pickle_save_call(p, value_from_object(&type_type), arguments, v);
}
