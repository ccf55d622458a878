/* The built-ins exit and quit, which CPython's module site adds. */
#include "runtime/quitter.h"

#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/sys.h"

struct quitter {
    struct object base;
    Value name; /* immutable */
};

static void trace_quitter(struct marker *m, struct object *self)
{
    mark_value(m, ((struct quitter *)self)->name);
}

static Value repr_quitter(struct thread *t, Value self)
{
    return str_format(t, "Use %V() or Ctrl-D (i.e. EOF) to exit", ((struct quitter *)self)->name);
}

/* A shell that catches the SystemExit sees by this that it was meant. Swallows what goes wrong. */
static void close_stdin(struct thread *t)
{
    Value in = sys_get_attribute(t, "stdin"), close = str_intern_cstr(t, "close");
    if (in == VALUE_UNBOUND || close == VALUE_ERROR || call_method_0(t, in, close) == VALUE_ERROR) {
        error_clear(t);
    }
}

static Value call_quitter(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {.name = "Quitter.__call__", .signature = "(code=None)"};
    Value code;
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, &code)) {
        return VALUE_ERROR;
    }
    close_stdin(t);
    return raise_with_argument(t, &SystemExit_type, code == VALUE_UNBOUND ? VALUE_NONE : code);
}

struct type quitter_type = {
    TYPE_HEADER("Quitter", sizeof(struct quitter)),
    .module = "_sitebuiltins",
    .trace = trace_quitter,
    .repr = repr_quitter,
    .call = call_quitter,
};

static bool add(struct thread *t, struct dict *builtins, const char *name)
{
    struct quitter *q = gc_allocate(t, sizeof *q, &quitter_type);
    Value text = q == NULL ? VALUE_ERROR : str_intern_cstr(t, name);
    if (text == VALUE_ERROR) {
        return false;
    }
    q->name = text;
    return dict_set_cstr(t, builtins, name, value_from_object(q));
}

bool quitters_init(struct thread *t, struct dict *builtins)
{
    return add(t, builtins, "exit") && add(t, builtins, "quit");
}
