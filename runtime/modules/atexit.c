/*
 * The module atexit. The callbacks are an immutable linked list of tuples (function, arguments, keywords, next), replaced by
 * compare-and-swap of its head; collection makes that safe against a head that comes back.
 */
#include "runtime/atexit.h"

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/traceback.h"
#include "runtime/tuple.h"

enum callback_item { CALLBACK_FUNCTION, CALLBACK_ARGUMENTS, CALLBACK_KEYWORDS, CALLBACK_NEXT };

static Value first = VALUE_NONE; /* load_acquire, compare_and_swap */

static Value item_of(Value callback, enum callback_item item)
{
    return value_to_tuple(callback)->items[item];
}

/* Takes the head off; None if there is none. */
static Value take_first(void)
{
    Value head = load_acquire(&first);
    while (head != VALUE_NONE && !compare_and_swap(&first, &head, item_of(head, CALLBACK_NEXT))) {
    }
    return head;
}

bool atexit_run(struct thread *t)
{
    bool ok = true;
    for (Value callback; (callback = take_first()) != VALUE_NONE;) {
        Value function = item_of(callback, CALLBACK_FUNCTION),
              keywords = item_of(callback, CALLBACK_KEYWORDS);
        if (call_tuple(t, function, item_of(callback, CALLBACK_ARGUMENTS),
                       dict_length(value_to_dict(keywords)) == 0 ? VALUE_UNBOUND : keywords) ==
            VALUE_ERROR) {
            unraisable_write(t, "Exception ignored in atexit callback", function);
            ok = false;
        }
    }
    return ok;
}

static Value atexit_register(struct thread *t, Value *args, uint32_t n_args UNUSED,
                             Value names UNUSED)
{
    if (value_type(args[0])->call == NULL) {
        return raise_error(t, &TypeError_type, "the first argument must be callable");
    }
    Value callback, head = load_acquire(&first);
    do {
        callback = tuple_of(t, 4, args[0], args[1], args[2], head);
        if (callback == VALUE_ERROR) {
            return callback;
        }
    } while (!compare_and_swap(&first, &head, callback));
    return args[0];
}

/* The callbacks behind `callback`, and it, that do not call `function`; in a list. *n_others: how many do. */
static struct list *those_to_keep(struct thread *t, Value callback, Value function,
                                  uint64_t *n_others)
{
    Value kept = list_new(t, 0);
    *n_others = 0;
    for (; kept != VALUE_ERROR && callback != VALUE_NONE;
         callback = item_of(callback, CALLBACK_NEXT)) {
        enum truth same = object_equal(t, item_of(callback, CALLBACK_FUNCTION), function);
        if (same == TRUTH_TRUE) {
            ++*n_others;
        } else if (same == TRUTH_ERROR || !list_append(t, value_to_list(kept), callback)) {
            return NULL;
        }
    }
    return kept == VALUE_ERROR ? NULL : value_to_list(kept);
}

/* `callback` with another one behind it. */
static Value callback_before(struct thread *t, Value callback, Value next)
{
    if (item_of(callback, CALLBACK_NEXT) == next) {
        return callback;
    }
    return tuple_of(t, 4, item_of(callback, CALLBACK_FUNCTION),
                    item_of(callback, CALLBACK_ARGUMENTS), item_of(callback, CALLBACK_KEYWORDS),
                    next);
}

/* The list that `head` begins without those that call `function`. */
static Value list_without(struct thread *t, Value head, Value function)
{
    uint64_t n_others;
    const struct list *kept = those_to_keep(t, head, function, &n_others);
    if (kept == NULL || n_others == 0) {
        return kept == NULL ? VALUE_ERROR : head;
    }
    Value rest = VALUE_NONE;
    for (uint64_t i = list_length(kept); i-- > 0 && rest != VALUE_ERROR;) {
        rest = callback_before(t, list_get(kept, i), rest);
    }
    return rest;
}

static Value atexit_unregister(struct thread *t, Value *args, uint32_t n_args UNUSED,
                               Value names UNUSED)
{
    Value rest, head = load_acquire(&first);
    do {
        rest = list_without(t, head, args[0]);
        if (rest == VALUE_ERROR) {
            return rest;
        }
    } while (!compare_and_swap(&first, &head, rest));
    return VALUE_NONE;
}

static Value atexit_clear(struct thread *t UNUSED, Value *args UNUSED, uint32_t n_args UNUSED,
                          Value names UNUSED)
{
    value_store(&first, VALUE_NONE);
    return VALUE_NONE;
}

static Value atexit_count(struct thread *t UNUSED, Value *args UNUSED, uint32_t n_args UNUSED,
                          Value names UNUSED)
{
    int64_t n = 0;
    for (Value callback = load_acquire(&first); callback != VALUE_NONE; n++) {
        callback = item_of(callback, CALLBACK_NEXT);
    }
    return value_from_small_int(n);
}

static Value atexit_run_exitfuncs(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                                  Value names UNUSED)
{
    atexit_run(t);
    return VALUE_NONE;
}

static const struct native_def functions[] = {
    {"_clear", atexit_clear, "()", "Clear the list of previously registered exit functions.",
     NATIVE_METHOD},
    {"_ncallbacks", atexit_count, "()", "The number of registered exit functions.", NATIVE_METHOD},
    {"_run_exitfuncs", atexit_run_exitfuncs, "()", "Run all registered exit functions.",
     NATIVE_METHOD},
    {"register", atexit_register, "(func, /, *args, **kwargs)",
     "Register a function to be called with these arguments at the end of the program.",
     NATIVE_METHOD},
    {"unregister", atexit_unregister, "(func, /)",
     "Forget a function, however often it was registered.", NATIVE_METHOD},
    {0},
};

bool module_init_atexit(struct thread *t, Value module)
{
    gc_add_root(&first);
    return module_add_functions(t, module, functions);
}
