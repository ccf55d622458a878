#include "runtime/import.h"

#include <errno.h>
#include <string.h>

#include "lock/park.h"
#include "lock/ranked.h"
#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/fork_hooks.h"
#include "runtime/import_find.h"
#include "runtime/import_trace.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "runtime/tuple.h"
#include "runtime/upcalls.h"

Value sys_modules = VALUE_UNBOUND;

bool import_init(struct thread *t)
{
    gc_add_root(&sys_modules);
    sys_modules = dict_new(t);
    /* A child has only the thread that forked: the imports of all others will never end there. */
    return sys_modules != VALUE_ERROR &&
           fork_hook_add(t, (struct fork_hook){.after_in_child = import_after_fork_child});
}

/* --- Who imports what --- */

/* On the stack of the importing thread; linked and read under the import lock. */
struct import {
    struct import *next;
    Value name; /* also on the C stack: kept */
    struct thread *thread;
};

static struct ranked_mutex import_lock = RANKED_MUTEX(IMPORT);
static struct import *imports;
static uint32_t finished; /* counts imports that ended: what waiters sleep on */

/* The waits, one for each waiting thread; under the import lock. */
struct wait {
    struct wait *next;
    struct thread *thread;
    struct thread *for_thread;
};
static struct wait *waits;

static struct import *find_import_locked(Value name)
{
    struct import *i = imports;
    while (i != NULL && !str_equal(value_to_str(i->name), value_to_str(name))) {
        i = i->next;
    }
    return i;
}

bool import_in_progress(Value name)
{
    ranked_lock(&import_lock);
    bool found = find_import_locked(name) != NULL;
    ranked_unlock(&import_lock);
    return found;
}

/* Would `t`, waiting for `owner`, wait for itself? */
static bool closes_circle_locked(const struct thread *t, const struct thread *owner)
{
    for (int steps = 0; owner != NULL && steps < 10000; steps++) {
        if (owner == t) {
            return true;
        }
        const struct wait *w = waits;
        while (w != NULL && w->thread != owner) {
            w = w->next;
        }
        owner = w == NULL ? NULL : w->for_thread;
    }
    return false;
}

static void remove_wait_locked(struct wait *gone)
{
    struct wait **link = &waits;
    while (*link != gone) {
        link = &(*link)->next;
    }
    *link = gone->next;
}

/* Sleeps until some import has ended. False: an exception (Ctrl-C). */
static bool sleep_until_one_ends(struct thread *t, uint32_t seen)
{
    blocking_enter(&t->lock);
    park_wait_while_equal(&finished, seen, PARK_FOREVER, PARK_INTERRUPTIBLE);
    blocking_leave(&t->lock);
    return safepoint_poll(&t->lock);
}

enum begin { BEGIN_ERROR, BEGIN_MINE, BEGIN_OTHERS };

/*
 * Takes the import of `mine->name`. OTHERS: another thread has ended it meanwhile, or this thread (or one that waits for
 * it) is in the middle of it: what is in sys.modules counts.
 */
static enum begin import_begin(struct thread *t, struct import *mine)
{
    for (;;) {
        ranked_lock(&import_lock);
        struct import *other = find_import_locked(mine->name);
        if (other == NULL) {
            mine->thread = t;
            mine->next = imports;
            imports = mine;
            ranked_unlock(&import_lock);
            return BEGIN_MINE;
        }
        if (closes_circle_locked(t, other->thread)) {
            ranked_unlock(&import_lock);
            return BEGIN_OTHERS;
        }
        struct wait w = {.next = waits, .thread = t, .for_thread = other->thread};
        waits = &w;
        uint32_t seen = load_acquire(&finished);
        ranked_unlock(&import_lock);
        bool goes_on = sleep_until_one_ends(t, seen);
        ranked_lock(&import_lock);
        remove_wait_locked(&w);
        ranked_unlock(&import_lock);
        if (!goes_on) {
            return BEGIN_ERROR;
        }
        if (dict_get_str(value_to_dict(sys_modules), mine->name) != VALUE_UNBOUND &&
            !import_in_progress(mine->name)) {
            return BEGIN_OTHERS;
        }
    }
}

static void import_end(struct import *mine)
{
    ranked_lock(&import_lock);
    struct import **link = &imports;
    while (*link != mine) {
        link = &(*link)->next;
    }
    *link = mine->next;
    atomic_add(&finished, 1);
    ranked_unlock(&import_lock);
    park_wake_all(&finished);
}

void import_after_fork_child(struct thread *t)
{
    struct import **link = &imports;
    while (*link != NULL) {
        if ((*link)->thread != t) {
            *link = (*link)->next;
        } else {
            link = &(*link)->next;
        }
    }
    waits = NULL;
}

/* --- Loading --- */

static bool set_module_facts(struct thread *t, struct dict *d, const struct import_found *found,
                             Value name)
{
    Value package = name;
    if (!found->is_package) {
        const struct str *s = value_to_str(name);
        int64_t dot = (int64_t)s->length;
        while (dot > 0 && str_at(s, (uint64_t)dot - 1) != '.') {
            dot--;
        }
        package = str_slice(t, name, 0, dot > 0 ? dot - 1 : 0);
    }
    if (package == VALUE_ERROR || !dict_set_str(t, d, name___package__, package) ||
        !dict_set_str(t, d, name___builtins__, builtins_dict)) {
        return false;
    }
    if (found->path != VALUE_UNBOUND && !dict_set_str(t, d, name___file__, found->path)) {
        return false;
    }
    if (found->is_package) {
        Value list = list_new(t, 1);
        return list != VALUE_ERROR && list_append(t, value_to_list(list), found->folder) &&
               dict_set_str(t, d, name___path__, list);
    }
    return true;
}

/* Runs the module's body. On failure the module leaves sys.modules again. */
static bool execute(struct thread *t, const struct import_found *found, Value name, Value module)
{
    struct dict *d = ((struct module *)module)->attributes;
    if (found->init != NULL) {
        return dict_set_str(t, d, name___package__, str_empty) && found->init(t, module);
    }
    if (!set_module_facts(t, d, found, name)) {
        return false;
    }
    return found->source == NULL ||
           upcalls.run_module(t, found->source, found->n, found->path, value_from_object(d));
}

static Value load(struct thread *t, const struct import_found *found, Value name)
{
    const char *text = str_to_utf8(t, name, NULL);
    Value module = text == NULL ? VALUE_ERROR : module_new(t, text);
    if (module == VALUE_ERROR || !dict_set_str(t, value_to_dict(sys_modules), name, module)) {
        return VALUE_ERROR;
    }
    if (!execute(t, found, name, module)) {
        Value exception = error_take(t), was;
        if (!dict_remove(t, value_to_dict(sys_modules), name, &was)) {
            error_clear(t);
        }
        t->exception = exception;
        return VALUE_ERROR;
    }
    /* A module may replace itself in sys.modules. */
    Value now = dict_get_str(value_to_dict(sys_modules), name);
    return now == VALUE_UNBOUND ? raise_error(t, &KeyError_type, "%V", name) : now;
}

/* --- Names --- */

static Value raise_not_found(struct thread *t, Value name, const char *more, Value parent)
{
    raise_error(t, &ModuleNotFoundError_type, parent == VALUE_UNBOUND ? "No module named %R" : more,
                name, parent);
    if (error_matches(t, &ModuleNotFoundError_type)) {
        value_store(&((struct import_error *)t->exception)->name, name);
    }
    return VALUE_ERROR;
}

static int64_t last_dot(Value name)
{
    const struct str *s = value_to_str(name);
    int64_t i = (int64_t)s->length - 1;
    while (i >= 0 && str_at(s, (uint64_t)i) != '.') {
        i--;
    }
    return i;
}

/* Where to look for a submodule: the parent's __path__. */
static Value package_path(struct thread *t, Value parent, Value name)
{
    Value path = object_find_attribute(t, parent, name___path__);
    if (path != VALUE_UNBOUND) {
        return path;
    }
    Value parent_name = str_slice(t, name, 0, last_dot(name));
    return parent_name == VALUE_ERROR
               ? parent_name
               : raise_not_found(t, name, "No module named %R; %R is not a package", parent_name);
}

static Value import_parent(struct thread *t, Value name, int64_t dot)
{
    if (dot < 0) {
        return VALUE_UNBOUND;
    }
    Value parent_name = str_slice(t, name, 0, dot);
    return parent_name == VALUE_ERROR ? VALUE_ERROR : import_module(t, parent_name);
}

/* Binds a loaded submodule in its package. */
static bool bind_in_parent(struct thread *t, Value parent, Value name, int64_t dot, Value module)
{
    if (parent == VALUE_UNBOUND) {
        return true;
    }
    Value leaf = str_slice(t, name, dot + 1, (int64_t)value_to_str(name)->length);
    leaf = leaf == VALUE_ERROR ? leaf : str_intern(t, leaf);
    return leaf != VALUE_ERROR && object_set_attribute(t, parent, leaf, module);
}

static Value find_and_load(struct thread *t, Value name, Value path, Value parent, int64_t dot)
{
    struct import_found found;
    if (!import_find(t, name, dot, path, &found)) {
        return VALUE_ERROR;
    }
    if (!found.is_found) {
        return raise_not_found(t, name, "", VALUE_UNBOUND);
    }
    Value module = load(t, &found, name);
    return module != VALUE_ERROR && bind_in_parent(t, parent, name, dot, module) ? module
                                                                                 : VALUE_ERROR;
}

static Value raise_blocked(struct thread *t, Value name)
{
    raise_error(t, &ModuleNotFoundError_type, "import of %V halted; None in sys.modules", name);
    if (error_matches(t, &ModuleNotFoundError_type)) {
        value_store(&((struct import_error *)t->exception)->name, name);
    }
    return VALUE_ERROR;
}

/* Loads the module, or waits until the thread that is loading it has done so. */
static Value import_once(struct thread *t, Value name, Value path, Value parent)
{
    struct import mine = {.name = name};
    enum begin begin = import_begin(t, &mine);
    if (begin == BEGIN_ERROR) {
        return VALUE_ERROR;
    }
    Value known = dict_get_str(value_to_dict(sys_modules), name);
    if (begin == BEGIN_OTHERS) {
        return known != VALUE_UNBOUND ? known : raise_not_found(t, name, "", VALUE_UNBOUND);
    }
    Value module = known;
    if (known == VALUE_UNBOUND) {
        struct import_trace trace;
        import_trace_begin(&trace);
        module = find_and_load(t, name, path, parent, last_dot(name));
        import_trace_end(t, &trace, name, module);
    }
    import_end(&mine);
    return module;
}

Value import_module(struct thread *t, Value name)
{
    Value known = dict_get_str(value_to_dict(sys_modules), name), parent = VALUE_UNBOUND;
    if (known == VALUE_UNBOUND) {
        parent = import_parent(t, name, last_dot(name));
        known = dict_get_str(value_to_dict(sys_modules), name); /* as os brings os.path */
    }
    if (parent == VALUE_ERROR) {
        return parent;
    }
    if (known == VALUE_NONE) {
        return raise_blocked(t, name);
    }
    if (known != VALUE_UNBOUND && !import_in_progress(name)) {
        return known;
    }
    Value path = parent == VALUE_UNBOUND || known != VALUE_UNBOUND ? VALUE_NONE
                                                                   : package_path(t, parent, name);
    return path == VALUE_ERROR ? path : import_once(t, name, path, parent);
}

/* --- The statement --- */

/* The package that a relative import starts from. */
static Value calling_package(struct thread *t, Value globals)
{
    if (!value_is_dict(globals)) {
        return raise_error(t, &KeyError_type, "'__name__' not in globals");
    }
    struct dict *d = value_to_dict(globals);
    Value package = dict_get_str(d, name___package__);
    if (package != VALUE_UNBOUND && package != VALUE_NONE) {
        return value_is_str(package) ? package
                                     : raise_error(t, &TypeError_type, "package must be a string");
    }
    Value name = dict_get_str(d, name___name__);
    if (!value_is_str(name)) {
        return raise_error(t, &KeyError_type, "'__name__' not in globals");
    }
    if (dict_get_str(d, name___path__) != VALUE_UNBOUND) {
        return name;
    }
    int64_t dot = last_dot(name);
    return str_slice(t, name, 0, dot < 0 ? 0 : dot);
}

static Value resolve_relative(struct thread *t, Value name, Value globals, int level)
{
    Value package = calling_package(t, globals);
    if (package == VALUE_ERROR) {
        return package;
    }
    if (value_to_str(package)->length == 0) {
        return raise_error(t, &ImportError_type,
                           "attempted relative import with no known parent package");
    }
    for (int i = 1; i < level; i++) {
        int64_t dot = last_dot(package);
        if (dot < 0) {
            return raise_error(t, &ImportError_type,
                               "attempted relative import beyond top-level package");
        }
        package = str_slice(t, package, 0, dot);
        if (package == VALUE_ERROR) {
            return package;
        }
    }
    return value_to_str(name)->length == 0 ? package : str_format(t, "%V.%V", package, name);
}

static Value full_name(struct thread *t, Value name, Value globals, int level)
{
    if (level < 0) {
        return raise_error(t, &ValueError_type, "level must be >= 0");
    }
    if (level == 0 && value_to_str(name)->length == 0) {
        return raise_error(t, &ValueError_type, "Empty module name");
    }
    Value full = level == 0 ? name : resolve_relative(t, name, globals, level);
    return full == VALUE_ERROR ? full : str_intern(t, full);
}

/* Imports the submodules that a from-list names. */
static bool import_submodules(struct thread *t, Value module, Value full, Value from_list)
{
    Value path = object_find_attribute(t, module, name___path__);
    Value names =
        path == VALUE_UNBOUND || path == VALUE_ERROR ? path : tuple_from_iterable(t, from_list);
    if (names == VALUE_UNBOUND || names == VALUE_ERROR) {
        return names == VALUE_UNBOUND;
    }
    for (uint64_t i = 0; i < value_to_tuple(names)->length; i++) {
        Value name = value_to_tuple(names)->items[i];
        if (!value_is_str(name)) {
            return raise_false(t, &TypeError_type, "Item in ``from list'' must be str, not %T",
                               name);
        }
        if (str_equals_cstr(name, "*")) {
            Value all = object_find_attribute(t, module, name___all__);
            if (all == VALUE_ERROR ||
                (all != VALUE_UNBOUND && !import_submodules(t, module, full, all))) {
                return false;
            }
            continue;
        }
        Value there = object_find_attribute(t, module, name);
        if (there == VALUE_ERROR) {
            return false;
        }
        if (there == VALUE_UNBOUND) {
            Value sub = str_format(t, "%V.%V", full, name);
            sub = sub == VALUE_ERROR ? sub : str_intern(t, sub);
            if (sub == VALUE_ERROR) {
                return false;
            }
            if (import_module(t, sub) == VALUE_ERROR) {
                bool is_missing = error_matches(t, &ModuleNotFoundError_type) &&
                                  ((struct import_error *)t->exception)->name == sub;
                if (!is_missing) {
                    return false;
                }
                error_clear(t);
            }
        }
    }
    return true;
}

/* `import a.b` gives a, or for a relative import the same part of the full name. */
static Value top_of(struct thread *t, Value name, Value full, int level, Value module)
{
    const struct str *s = value_to_str(name);
    uint64_t dot = 0;
    while (dot < s->length && str_at(s, dot) != '.') {
        dot++;
    }
    if (dot == s->length || s->length == 0) {
        return module;
    }
    uint64_t cut = level == 0 ? dot : value_to_str(full)->length - (s->length - dot);
    Value top = str_slice(t, full, 0, (int64_t)cut);
    top = top == VALUE_ERROR ? top : str_intern(t, top);
    return top == VALUE_ERROR ? top : import_module(t, top);
}

Value import_name(struct thread *t, Value name, Value globals, Value from_list, int level)
{
    Value full = full_name(t, name, globals, level);
    Value module = full == VALUE_ERROR ? full : import_module(t, full);
    if (module == VALUE_ERROR) {
        return module;
    }
    enum truth has_list = from_list == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, from_list);
    if (has_list == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    if (has_list == TRUTH_FALSE) {
        return top_of(t, name, full, level, module);
    }
    return import_submodules(t, module, full, from_list) ? module : VALUE_ERROR;
}

static Value raise_cannot_import(struct thread *t, Value module, Value name)
{
    Value module_name = object_find_attribute(t, module, name___name__);
    Value file =
        module_name == VALUE_ERROR ? module_name : object_find_attribute(t, module, name___file__);
    if (file == VALUE_ERROR) {
        return file;
    }
    if (!value_is_str(module_name)) {
        module_name = str_intern_cstr(t, "<unknown module name>");
    }
    Value place = value_is_str(file) ? file : str_intern_cstr(t, "unknown location");
    if (value_is_str(module_name) && import_in_progress(module_name)) {
        raise_error(t, &ImportError_type,
                    "cannot import name %R from partially initialized module %R (most likely due "
                    "to a circular "
                    "import) (%V)",
                    name, module_name, place);
    } else {
        raise_error(t, &ImportError_type, "cannot import name %R from %R (%V)", name, module_name,
                    place);
    }
    if (error_matches(t, &ImportError_type)) {
        struct import_error *e = (struct import_error *)t->exception;
        value_store(&e->name, module_name);
        value_store(&e->path, value_is_str(file) ? file : VALUE_NONE);
    }
    return VALUE_ERROR;
}

Value import_from(struct thread *t, Value module, Value name)
{
    Value v = object_find_attribute(t, module, name);
    if (v != VALUE_UNBOUND) {
        return v;
    }
    /* A submodule that is in sys.modules but not yet bound in its package: circular imports. */
    Value package = object_find_attribute(t, module, name___name__);
    if (package == VALUE_ERROR) {
        return package;
    }
    if (value_is_str(package)) {
        Value full = str_format(t, "%V.%V", package, name);
        Value found = full == VALUE_ERROR ? full : dict_get_str(value_to_dict(sys_modules), full);
        if (found != VALUE_UNBOUND) {
            return found;
        }
    }
    return raise_cannot_import(t, module, name);
}
