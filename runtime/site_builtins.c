#include "runtime/site_builtins.h"

#include "runtime/abstract.h"
#include "runtime/base/version.h"
#include "runtime/call.h"
#include "runtime/exception.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/sys.h"

/* --- Texts --- */

struct printer {
    struct object base;
    const char *text; /* immutable, static */
};

static Value repr_printer(struct thread *t, Value self)
{
    return str_from_cstr(t, ((struct printer *)value_to_object(self))->text);
}

static Value call_printer(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {.name = "_Printer.__call__", .signature = "()"};
    Value none;
    if (!arguments_bind(t, &parser, args, n_args, keyword_names, &none)) {
        return VALUE_ERROR;
    }
    Value out = sys_get_attribute(t, "stdout");
    if (out == VALUE_UNBOUND || out == VALUE_NONE) {
        return VALUE_NONE;
    }
    Value text = str_format(t, "%s\n", ((struct printer *)value_to_object(args[-1]))->text);
    return text == VALUE_ERROR || call_method_1(t, out, name_write, text) == VALUE_ERROR
               ? VALUE_ERROR
               : VALUE_NONE;
}

struct type printer_type = {
    TYPE_HEADER("_Printer", sizeof(struct printer)),
    .module = "_sitebuiltins",
    .doc = "interactive prompt objects for printing the license text, a list of\n"
           "    contributors and the copyright notice.",
    .repr = repr_printer,
    .call = call_printer,
};

/* --- help --- */

static Value repr_helper(struct thread *t, Value self UNUSED)
{
    return str_from_cstr(t, "Type help() for interactive help, or help(object) for help about "
                            "object.");
}

/* The library's pydoc does the work. */
static Value call_helper(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    Value name = str_intern_cstr(t, "pydoc");
    Value module = name == VALUE_ERROR ? name : import_module(t, name);
    Value help = module == VALUE_ERROR ? module : str_intern_cstr(t, "help");
    help = help == VALUE_ERROR ? help : object_get_attribute(t, module, help);
    return help == VALUE_ERROR ? help : call(t, help, args, n_args, keyword_names);
}

struct type helper_type = {
    TYPE_HEADER("_Helper", sizeof(struct object)),
    .module = "_sitebuiltins",
    .doc = "Define the builtin 'help'.\n\n"
           "    This is a wrapper around pydoc.help that provides a helpful message\n"
           "    when 'help' is typed at the Python interactive prompt.",
    .repr = repr_helper,
    .call = call_helper,
};

bool site_builtins_init(struct thread *t, struct dict *builtins)
{
    static const struct {
        const char *name, *text;
    } rows[] = {
        {"copyright", HASP_COPYRIGHT},
        {"credits",
         "    Python is the work of Guido van Rossum and of many others, see www.python.org.\n"
         "    Hasp is another interpreter of the language, written anew."},
        {"license",
         "Hasp is distributed under the MIT licence: see the file LICENSE of its source."},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct printer *p = gc_allocate(t, sizeof *p, &printer_type);
        if (p == NULL) {
            return false;
        }
        p->text = rows[i].text;
        if (!dict_set_cstr(t, builtins, rows[i].name, value_from_object(p))) {
            return false;
        }
    }
    struct object *helper = gc_allocate(t, sizeof *helper, &helper_type);
    return helper != NULL && dict_set_cstr(t, builtins, "help", value_from_object(helper));
}
