/* The type Pickler. */
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/modules/pickle.h"
#include "runtime/modules/pickle_memo_proxy.h"
#include "runtime/native.h"

enum {
    KEPT_OUTPUT = 128 * 1024
}; /* bytes; a longer buffer is left to the collector after dump() */

void pickler_init(struct pickler *p, struct thread *t)
{
    *p = (struct pickler){.t = t, .protocol = PICKLE_DEFAULT_PROTOCOL, .is_binary = true};
    pickle_output_init(p);
}

/* ---- options ---- */

static bool set_protocol(struct thread *t, struct pickler *p, Value protocol)
{
    int n = PICKLE_DEFAULT_PROTOCOL;
    if (protocol != VALUE_UNBOUND && protocol != VALUE_NONE && !number_to_c_int(t, protocol, &n)) {
        return false;
    }
    if (n > PICKLE_HIGHEST_PROTOCOL) {
        return raise_false(t, &ValueError_type, "pickle protocol must be <= %d",
                           PICKLE_HIGHEST_PROTOCOL);
    }
    p->protocol = n < 0 ? PICKLE_HIGHEST_PROTOCOL : n;
    store_relaxed(&p->is_binary, p->protocol > 0);
    return true;
}

bool pickler_set_options(struct thread *t, struct pickler *p, Value protocol, Value fix_imports,
                         Value buffer_callback)
{
    enum truth fixes = fix_imports == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, fix_imports);
    if (fixes == TRUTH_ERROR || !set_protocol(t, p, protocol)) {
        return false;
    }
    p->fix_imports = fixes == TRUTH_TRUE && p->protocol < 3;
    p->buffer_callback = buffer_callback == VALUE_NONE ? VALUE_UNBOUND : buffer_callback;
    return p->buffer_callback == VALUE_UNBOUND || p->protocol >= 5 ||
           raise_false(t, &ValueError_type, "buffer_callback needs protocol >= 5");
}

bool pickler_set_file(struct thread *t, struct pickler *p, Value file)
{
    Value write = object_find_attribute(t, file, name_write);
    if (write == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "file must have a 'write' attribute");
    }
    p->write = write == VALUE_ERROR ? VALUE_UNBOUND : write;
    return write != VALUE_ERROR;
}

/* ---- one user at a time ---- */

bool pickler_begin(struct thread *t, struct pickler *p, bool nested, bool *was_begun)
{
    struct thread *user = NULL;
    *was_begun = !compare_and_swap(&p->user, &user, t);
    if (!*was_begun) {
        p->t = t;
    }
    return !*was_begun || (nested && user == t) ||
           raise_false(t, &RuntimeError_type, "Pickler object is already used");
}

void pickler_end(struct pickler *p, bool was_begun)
{
    if (!was_begun) {
        store_release(&p->user, (struct thread *)NULL);
    }
}

/* ---- dump ---- */

static bool write_header(struct pickler *p)
{
    if (p->protocol < 2) {
        return true;
    }
    const char header[] = {(char)PICKLE_PROTO, (char)p->protocol};
    if (!pickle_write(p, header, sizeof header)) {
        return false;
    }
    pickle_set_framing(p, p->protocol >= 4);
    return true;
}

bool pickler_dump(struct pickler *p, Value v)
{
    bool ok = write_header(p) && pickle_save(p, v) && pickle_write_opcode(p, PICKLE_STOP);
    if (ok) {
        pickle_end_frame(p);
    }
    pickle_set_framing(p, false);
    return ok && (p->write == VALUE_UNBOUND || pickle_flush(p));
}

/* What is left of an earlier dump(), which may have failed. */
static void start(struct pickler *p)
{
    struct raw_buffer *out = p->out;
    pickle_output_init(p);
    p->out = out != NULL && out->n_bytes > KEPT_OUTPUT ? NULL : out;
    pickle_set_framing(p, false);
    p->n_saved = 0;
    p->fast_depth = 0;
    p->fast_seen = VALUE_UNBOUND;
    p->attributes = NULL;
    p->n_attributes = 0;
    p->reducer_override = VALUE_UNBOUND;
}

static struct pickler *pickler_of(Value v)
{
    return (struct pickler *)v;
}

static Value method_dump(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    struct pickler *p = pickler_of(args[0]);
    bool was_begun;
    if (!pickler_begin(t, p, false, &was_begun)) {
        return VALUE_ERROR;
    }
    start(p);
    bool ok = p->write != VALUE_UNBOUND ||
              raise_false(t, pickling_error_type(),
                          "Pickler.__init__() was not called by %T.__init__()", args[0]);
    if (ok) {
        Value override = object_find_attribute(t, args[0], name_reducer_override);
        p->reducer_override = override == VALUE_ERROR ? VALUE_UNBOUND : override;
        ok = override != VALUE_ERROR && pickler_dump(p, args[1]);
    }
    start(p);
    pickler_end(p, was_begun);
    return ok ? VALUE_NONE : VALUE_ERROR;
}

static Value method_clear_memo(struct thread *t, Value *args, UNUSED uint32_t n_args,
                               UNUSED Value names)
{
    return pickler_forget(t, pickler_of(args[0])) ? VALUE_NONE : VALUE_ERROR;
}

static Value method_sizeof(struct thread *t, Value *args, UNUSED uint32_t n_args,
                           UNUSED Value names)
{
    struct pickler *p = pickler_of(args[0]);
    bool was_begun;
    if (!pickler_begin(t, p, true, &was_begun)) {
        return VALUE_ERROR;
    }
    size_t n = value_type(args[0])->instance_size;
    n += p->memo == NULL ? 0 : sizeof *p->memo + p->memo->capacity * sizeof(Value);
    n += p->out == NULL ? 0 : sizeof *p->out + p->out->n_bytes;
    pickler_end(p, was_begun);
    return int_from_uint64(t, n);
}

/* ---- attributes ---- */

static Value get_persistent_id(struct thread *t, Value self)
{
    Value v = value_load(&pickler_of(self)->persistent_id);
    return v == VALUE_UNBOUND ? raise_error(t, &AttributeError_type, "persistent_id") : v;
}

static bool set_persistent_id(struct thread *t, Value self, Value v)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "attribute deletion is not supported");
    }
    if (value_type(v)->call == NULL) {
        return raise_false(t, &TypeError_type,
                           "persistent_id must be a callable taking one argument");
    }
    value_store(&pickler_of(self)->persistent_id, v);
    return true;
}

static Value get_dispatch_table(struct thread *t, Value self)
{
    Value v = value_load(&pickler_of(self)->dispatch_table);
    return v == VALUE_UNBOUND ? raise_no_attribute(t, self, name_dispatch_table) : v;
}

static bool set_dispatch_table(struct thread *t, Value self, Value v)
{
    Value *place = &pickler_of(self)->dispatch_table;
    if (v == VALUE_UNBOUND && value_load(place) == VALUE_UNBOUND) {
        return raise_no_attribute(t, self, name_dispatch_table) != VALUE_ERROR;
    }
    value_store(place, v);
    return true;
}

static bool set_flag(struct thread *t, int32_t *flag, Value v)
{
    int n;
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "can't delete numeric/char attribute");
    }
    if (!number_to_c_int(t, v, &n)) {
        return false;
    }
    store_relaxed(flag, n);
    return true;
}

#define FLAG(name, field)                                                                          \
    static Value get_##name(UNUSED struct thread *t, Value self)                                   \
    {                                                                                              \
        return value_from_small_int(load_relaxed(&pickler_of(self)->field));                       \
    }                                                                                              \
    static bool set_##name(struct thread *t, Value self, Value v)                                  \
    {                                                                                              \
        return set_flag(t, &pickler_of(self)->field, v);                                           \
    }
FLAG(bin, is_binary)
FLAG(fast, is_fast)
#undef FLAG

static Value get_memo(struct thread *t, Value self)
{
    return pickler_memo_proxy_new(t, self);
}

static bool set_memo(struct thread *t, Value self, Value v)
{
    return pickler_assign_memo(t, pickler_of(self), v);
}

/* ---- the type ---- */

static Value new_pickler(struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names)
{
    struct pickler *p = gc_new(t, (struct type *)args[0]);
    if (p == NULL) {
        return VALUE_ERROR;
    }
    p->protocol = PICKLE_DEFAULT_PROTOCOL;
    pickle_output_init(p);
    return value_from_object(p);
}

/* What the class, or a base of it in Python, has under that name. */
static bool find_hook(struct thread *t, Value self, Value name, Value *place)
{
    Value found = object_find_attribute(t, self, name);
    if (found != VALUE_ERROR) {
        value_store(place, found);
    }
    return found != VALUE_ERROR;
}

static bool init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {
        "Pickler", "(file, protocol=None, fix_imports=True, buffer_callback=None)", NULL};
    enum { FILE_, PROTOCOL, FIX_IMPORTS, BUFFER_CALLBACK, N };
    struct pickler *p = pickler_of(self);
    Value given[N];
    bool was_begun;
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, given) ||
        !pickler_begin(t, p, false, &was_begun)) {
        return false;
    }
    bool ok =
        pickler_set_options(t, p, given[PROTOCOL], given[FIX_IMPORTS], given[BUFFER_CALLBACK]) &&
        pickler_set_file(t, p, given[FILE_]);
    if (ok) {
        pickle_memo_clear(p);
        start(p);
        store_relaxed(&p->is_fast, 0);
    }
    pickler_end(p, was_begun);
    return ok && find_hook(t, self, name_persistent_id, &p->persistent_id) &&
           find_hook(t, self, name_dispatch_table, &p->dispatch_table);
}

static void trace(struct marker *m, struct object *self)
{
    const struct pickler *p = (const struct pickler *)self;
    mark_value(m, p->persistent_id);
    mark_value(m, p->dispatch_table);
    mark_value(m, p->write);
    mark_value(m, p->buffer_callback);
    mark_value(m, p->reducer_override);
    mark_value(m, p->reducers);
    mark_value(m, p->fast_seen);
    mark_object(m, p->attributes);
    mark_object(m, p->memo);
    mark_object(m, p->out);
}

static const struct native_def methods[] = {
    {"__sizeof__", method_sizeof, "(self, /)", "Returns size in memory, in bytes.", NATIVE_METHOD},
    {"clear_memo", method_clear_memo, "(self, /)",
     "Clears the pickler's \"memo\", which remembers the objects that it has already seen.",
     NATIVE_METHOD},
    {"dump", method_dump, "(self, obj, /)",
     "Write a pickled representation of the given object to the open file.", NATIVE_METHOD},
    {0},
};

static const struct getset_def members[] = {
    {"bin", get_bin, set_bin, NULL},
    {"dispatch_table", get_dispatch_table, set_dispatch_table, NULL},
    {"fast", get_fast, set_fast, NULL},
    {0},
};

static const struct getset_def getsets[] = {
    {"memo", get_memo, set_memo, NULL},
    {"persistent_id", get_persistent_id, set_persistent_id, NULL},
    {0},
};

struct type pickler_type = {
    TYPE_HEADER("Pickler", sizeof(struct pickler)),
    .module = "_pickle",
    .doc =
        "Writes pickles of objects to a binary file: whatever has a write() that takes bytes.\n\n"
        "protocol: 0 to 5, the highest if negative, 4 if None. fix_imports: protocols 0 to 2 use "
        "the "
        "names that modules had in Python 2. buffer_callback: is given each PickleBuffer, "
        "and keeps it out of the stream by returning something false; needs protocol 5.",
    .text_signature = "(file, protocol=None, fix_imports=True, buffer_callback=None)",
    .flags = TYPE_BASE,
    .methods = methods,
    .members = members,
    .getsets = getsets,
    .trace = trace,
    .new = new_pickler,
    .init = init,
};
