/* The import statement's slow paths, and what the prompt prints. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/tuple.h"
#include "vm/globals.h"
#include "vm/slow.h"

Value slow_import_name(struct thread *t, struct frame *frame, Value name, Value level,
                       Value from_list)
{
    Value import = mapping_find(t, frame->global_cells->builtins, name___import__);
    if (import == VALUE_ERROR) {
        return import;
    }
    if (import == VALUE_UNBOUND) {
        return raise_error(t, &ImportError_type, "__import__ not found");
    }
    if (value_is_object(import) && value_to_object(import)->type == &native_function_type) {
        return import_name(t, name, frame->function->globals, from_list,
                           (int)value_to_small_int(level));
    }
    Value locals = frame->names == VALUE_UNBOUND ? VALUE_NONE : frame->names;
    Value args[] = {VALUE_UNBOUND, name, frame->function->globals, locals, from_list, level};
    return call(t, import, args + 1, 5, VALUE_UNBOUND);
}

Value slow_load_generics(struct thread *t, Value name)
{
    Value module = import_module(t, name__generics);
    return module == VALUE_ERROR ? module : object_get_attribute(t, module, name);
}

static bool store_star_name(struct thread *t, struct frame *frame, Value name, Value v)
{
    Value to = frame->names == VALUE_UNBOUND ? frame->function->globals : frame->names;
    return value_type(to) == &dict_type ? dict_set(t, value_to_dict(to), name, v)
                                        : object_set_item(t, to, name, v);
}

static bool is_public(Value name)
{
    return value_to_str(name)->length == 0 || str_at(value_to_str(name), 0) != '_';
}

bool slow_import_star(struct thread *t, struct frame *frame, Value module)
{
    Value all = object_find_attribute(t, module, name___all__);
    bool is_listed = all != VALUE_UNBOUND;
    if (all == VALUE_UNBOUND) {
        Value dict = object_get_attribute(t, module, name___dict__);
        if (dict == VALUE_ERROR) {
            return false;
        }
        all = value_is_dict(dict) ? dict_keys_list(t, value_to_dict(dict))
                                  : call_method_0(t, dict, name_keys);
    }
    if (all != VALUE_ERROR && is_listed && value_type(all)->get_item == NULL) {
        return raise_false(t, &TypeError_type, "'%T' object does not support indexing", all);
    }
    Value names = all == VALUE_ERROR ? all : tuple_from_iterable(t, all);
    if (names == VALUE_ERROR) {
        return false;
    }
    for (uint64_t i = 0; i < value_to_tuple(names)->length; i++) {
        Value name = value_to_tuple(names)->items[i];
        if (!value_is_str(name)) {
            Value module_name = object_find_attribute(t, module, name___name__);
            return module_name != VALUE_ERROR &&
                   raise_false(t, &TypeError_type, "%s in %V.%s must be str, not %T",
                               is_listed ? "Item" : "Key", module_name,
                               is_listed ? "__all__" : "__dict__", name);
        }
        if (!is_listed && !is_public(name)) {
            continue;
        }
        Value v = object_get_attribute(t, module, name);
        if (v == VALUE_ERROR || !store_star_name(t, frame, name, v)) {
            return false;
        }
    }
    return true;
}

bool slow_print_expression(struct thread *t, Value v)
{
    Value hook = sys_get_attribute(t, "displayhook");
    if (hook == VALUE_UNBOUND) {
        return raise_false(t, &RuntimeError_type, "lost sys.displayhook");
    }
    return call_1(t, hook, v) != VALUE_ERROR;
}
