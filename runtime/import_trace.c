#include "runtime/import_trace.h"

#include <stdio.h>

#include "runtime/abstract.h"
#include "runtime/base/clock.h"
#include "runtime/module.h"
#include "runtime/settings.h"
#include "runtime/str.h"

/* Of the imports that run in this thread: how deep they are, and the time of those that the innermost has caused. */
static __thread int depth;
static __thread int64_t nested_ns;

void import_trace_begin(struct import_trace *trace)
{
    if (settings.import_time) {
        static bool has_header; /* two threads at once may both write it: so be it */
        if (!load_relaxed(&has_header)) {
            store_relaxed(&has_header, true);
            fputs("import time: self [us] | cumulative | imported package\n", stderr);
        }
        depth++;
        trace->nested_ns = nested_ns;
        nested_ns = 0;
        trace->began_ns = clock_monotonic_ns();
    }
}

static void tell_time(const struct import_trace *trace, const char *name)
{
    int64_t whole_ns = clock_monotonic_ns() - trace->began_ns;
    depth--;
    fprintf(stderr, "import time: %9ld | %10ld | %*s%s\n", (long)((whole_ns - nested_ns) / 1000),
            (long)(whole_ns / 1000), depth * 2, "", name);
    nested_ns = trace->nested_ns + whole_ns;
}

/* "import 'os' # 'PATH'"; for a module in C its kind. Swallows what goes wrong: the import has succeeded. */
static void tell_place(struct thread *t, Value name, Value module)
{
    Value file = object_find_attribute(t, module, name___file__);
    Value text = file == VALUE_ERROR     ? file
                 : file == VALUE_UNBOUND ? str_format(t, "import %R # built-in", name)
                                         : str_format(t, "import %R # %R", name, file);
    const char *utf8 = text == VALUE_ERROR ? NULL : str_to_utf8(t, text, NULL);
    if (utf8 == NULL) {
        error_clear(t);
        return;
    }
    fprintf(stderr, "%s\n", utf8);
}

void import_trace_end(struct thread *t, const struct import_trace *trace, Value name, Value module)
{
    if (settings.import_time) {
        const char *utf8 = module == VALUE_ERROR ? NULL : str_to_utf8(t, name, NULL);
        tell_time(trace, utf8 == NULL ? "?" : utf8);
        if (utf8 == NULL && module != VALUE_ERROR) {
            error_clear(t);
        }
    }
    bool by_importlib = module != VALUE_ERROR && value_is_module(module) &&
                        value_load(&((struct module *)module)->promise) == VALUE_UNBOUND;
    if (settings.verbose > 0 && module != VALUE_ERROR && !by_importlib) { /* it has told itself */
        tell_place(t, name, module);
    }
}
