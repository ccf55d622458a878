/* The type Unpickler. */
#include "runtime/abstract.h"
#include "runtime/codec.h"
#include "runtime/int.h"
#include "runtime/modules/unpickle.h"
#include "runtime/native.h"

/* ---- options ---- */

static bool check_text(struct thread *t, const char *function, Value v, const char *what)
{
    return v == VALUE_UNBOUND || value_is_str(v) ||
           raise_false(t, &TypeError_type, "%s() argument '%s' must be str, not %T", function, what,
                       v);
}

bool unpickler_set_options(struct thread *t, struct unpickler *u, const char *function,
                           Value fix_imports, Value encoding, Value errors, Value buffers)
{
    enum truth fixes = fix_imports == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, fix_imports);
    if (fixes == TRUTH_ERROR || !check_text(t, function, encoding, "encoding") ||
        !check_text(t, function, errors, "errors")) {
        return false;
    }
    bool has_buffers = buffers != VALUE_UNBOUND && buffers != VALUE_NONE;
    Value iterator = has_buffers ? object_iter(t, buffers) : VALUE_UNBOUND;
    if (iterator == VALUE_ERROR) {
        return false;
    }
    u->fix_imports = fixes == TRUTH_TRUE;
    u->encoding = encoding;
    u->errors = errors;
    u->buffers = iterator;
    return true;
}

bool unpickler_set_file(struct thread *t, struct unpickler *u, Value file)
{
    Value peek = object_find_attribute(t, file, name_peek);
    Value read = peek == VALUE_ERROR ? peek : object_find_attribute(t, file, name_read);
    Value readline = read == VALUE_ERROR ? read : object_find_attribute(t, file, name_readline);
    if (readline == VALUE_ERROR) {
        return false;
    }
    if (read == VALUE_UNBOUND || readline == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "file must have 'read' and 'readline' attributes");
    }
    u->peek = peek;
    u->read = read;
    u->readline = readline;
    u->source = VALUE_UNBOUND;
    u->data = "";
    u->at = u->n = 0;
    u->is_peeked = false;
    return true;
}

/* ---- one user at a time ---- */

bool unpickler_begin(struct thread *t, struct unpickler *u, bool nested, bool *was_begun)
{
    struct thread *user = NULL;
    *was_begun = !compare_and_swap(&u->user, &user, t);
    if (!*was_begun) {
        u->t = t;
    }
    return !*was_begun || (nested && user == t) ||
           raise_false(t, &RuntimeError_type, "Unpickler object is already used");
}

void unpickler_end(struct unpickler *u, bool was_begun)
{
    if (!was_begun) {
        store_release(&u->user, (struct thread *)NULL);
    }
}

/* ---- load ---- */

Value unpickler_load(struct unpickler *u)
{
    u->protocol = 0;
    u->depth = u->fence = u->n_marks = 0;
    return unpickle_run(u);
}

static struct unpickler *unpickler_of(Value v)
{
    return (struct unpickler *)v;
}

static Value method_load(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    struct unpickler *u = unpickler_of(args[0]);
    bool was_begun;
    if (!unpickler_begin(t, u, false, &was_begun)) {
        return VALUE_ERROR;
    }
    u->self = args[0];
    Value loaded =
        u->read != VALUE_UNBOUND
            ? unpickler_load(u)
            : raise_error(t, unpickling_error_type(),
                          "Unpickler.__init__() was not called by %T.__init__()", args[0]);
    u->stack = NULL; /* it still holds objects that have been popped */
    unpickler_end(u, was_begun);
    return loaded;
}

/* Called by a find_class of a Python class, during load() or outside of it. */
static Value method_find_class(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value names)
{
    struct unpickler *u = unpickler_of(args[0]);
    bool was_begun;
    for (int i = 1; i <= 2; i++) {
        if (!value_is_str(args[i])) {
            return raise_error(t, &TypeError_type, "find_class() argument %d must be str, not %T",
                               i, args[i]);
        }
    }
    if (!unpickler_begin(t, u, true, &was_begun)) {
        return VALUE_ERROR;
    }
    Value found = unpickle_find_global(u, args[1], args[2]);
    unpickler_end(u, was_begun);
    return found;
}

static Value method_sizeof(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    struct unpickler *u = unpickler_of(args[0]);
    bool was_begun;
    if (!unpickler_begin(t, u, true, &was_begun)) {
        return VALUE_ERROR;
    }
    size_t n = value_type(args[0])->instance_size;
    n += u->memo == NULL ? 0 : sizeof *u->memo + u->memo->capacity * sizeof(Value);
    n += u->marks == NULL ? 0 : sizeof *u->marks + u->marks->n_bytes;
    unpickler_end(u, was_begun);
    return int_from_uint64(t, n);
}

/* ---- attributes ---- */

static Value get_persistent_load(struct thread *t, Value self)
{
    Value v = value_load(&unpickler_of(self)->persistent_load);
    return v == VALUE_UNBOUND ? raise_error(t, &AttributeError_type, "persistent_load") : v;
}

static bool set_persistent_load(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "attribute deletion is not supported");
    }
    if (value_type(v)->call == NULL) {
        return raise_false(t, &TypeError_type,
                           "persistent_load must be a callable taking one argument");
    }
    value_store(&unpickler_of(self)->persistent_load, v);
    return true;
}

static Value get_memo(struct thread *t, Value self)
{
    return unpickler_memo_proxy_new(t, self);
}

static bool set_memo(struct thread *t, Value self, Value v)
{
    return unpickler_assign_memo(t, unpickler_of(self), v);
}

/* ---- the type ---- */

static Value new_unpickler(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    struct unpickler *u = gc_new(t, (struct type *)args[0]);
    if (u == NULL) {
        return VALUE_ERROR;
    }
    u->data = "";
    return value_from_object(u);
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {
        "Unpickler", "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
        NULL};
    enum { FILE_, FIX_IMPORTS, ENCODING, ERRORS, BUFFERS, N };
    struct unpickler *u = unpickler_of(self);
    Value given[N];
    bool was_begun;
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, given) ||
        !unpickler_begin(t, u, false, &was_begun)) {
        return false;
    }
    bool ok = unpickler_set_file(t, u, given[FILE_]) &&
              unpickler_set_options(t, u, "Unpickler", given[FIX_IMPORTS], given[ENCODING],
                                    given[ERRORS], given[BUFFERS]);
    if (ok) {
        unpickle_memo_clear(u);
        u->protocol = 0;
    }
    unpickler_end(u, was_begun);
    Value hook = ok ? object_find_attribute(t, self, name_persistent_load) : VALUE_ERROR;
    if (hook != VALUE_ERROR) {
        value_store(&u->persistent_load, hook);
    }
    return hook != VALUE_ERROR;
}

static void trace(struct marker *m, struct object *self)
{
    const struct unpickler *u = (const struct unpickler *)self;
    mark_value(m, u->persistent_load);
    mark_value(m, u->self);
    mark_value(m, u->encoding);
    mark_value(m, u->errors);
    mark_value(m, u->buffers);
    mark_value(m, u->source);
    mark_value(m, u->read);
    mark_value(m, u->readline);
    mark_value(m, u->peek);
    mark_object(m, u->stack);
    mark_object(m, u->marks);
    mark_object(m, u->memo);
    mark_value(m, u->sparse);
}

static const struct native_def methods[] = {
    {"__sizeof__", method_sizeof, "(self, /)", "Returns size in memory, in bytes.", NATIVE_METHOD},
    {"find_class", method_find_class, "(self, module_name, global_name, /)",
     "Return an object from a specified module, which is imported if needed. A subclass may "
     "override this, e.g. to restrict what a pickle can name.",
     NATIVE_METHOD},
    {"load", method_load, "(self, /)",
     "Load a pickle.\n\nRead a pickled object representation from the open file object given\nin "
     "the constructor, and return the reconstituted object hierarchy\nspecified therein.",
     NATIVE_METHOD},
    {0},
};

static const struct getset_def getsets[] = {
    {"memo", get_memo, set_memo, NULL},
    {"persistent_load", get_persistent_load, set_persistent_load, NULL},
    {0},
};

struct type unpickler_type = {
    TYPE_HEADER("Unpickler", sizeof(struct unpickler)),
    .module = "_pickle",
    .doc = "Reads pickles from a binary file: whatever has read(n) and readline() that give "
           "bytes.\n\nfix_imports: names of Python 2 in pickles of protocols 0 to 2 become those "
           "of Python 3. encoding, "
           "errors: of Python 2's strings, which are bytes if encoding is 'bytes'. buffers: an "
           "iterable of what the pickler's buffer_callback was given.",
    .text_signature = "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
    .flags = TYPE_BASE,
    .methods = methods,
    .getsets = getsets,
    .trace = trace,
    .new = new_unpickler,
    .init = init,
};
