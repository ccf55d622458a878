#include "vm/start_streams.h"

#include <string.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/file.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/sys.h"

/* CPython's own name for the encoding, as sys.stdout.encoding is to show. LookupError. */
static Value canonical_name(struct thread *t, Value name)
{
    Value module_name = str_intern_cstr(t, "_codecs"), lookup = str_intern_cstr(t, "lookup");
    if (module_name == VALUE_ERROR || lookup == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value module = import_module(t, module_name);
    Value info = module == VALUE_ERROR ? module : call_method_1(t, module, lookup, name);
    Value attribute = info == VALUE_ERROR ? info : str_intern_cstr(t, "name");
    return attribute == VALUE_ERROR ? attribute : object_get_attribute(t, info, attribute);
}

struct stream_form {
    Value encoding;
    const char
        *errors; /* of stdin and stdout; stderr always escapes, so that a message comes out */
};

/* What PYTHONIOENCODING says ("ENCODING:ERRORS", either may be missing), else UTF-8. */
static bool choose_form(struct thread *t, const struct options *o, struct stream_form *form)
{
    const char *given = o->io_encoding == NULL ? "" : o->io_encoding;
    const char *colon = strchrnul(given, ':');
    bool has_encoding = colon > given;
    form->errors = *colon == ':' && colon[1] != '\0' ? colon + 1
                   : !has_encoding && (o->utf8_mode || options_locale_is_coerced())
                       ? "surrogateescape"
                       : "strict";
    if (!has_encoding) {
        form->encoding = str_intern_cstr(t, "utf-8");
    } else {
        Value name = str_from_utf8(t, given, (size_t)(colon - given));
        form->encoding = name == VALUE_ERROR ? name : canonical_name(t, name);
    }
    return form->encoding != VALUE_ERROR;
}

static bool set_stream(struct thread *t, int fd, bool unbuffered, const struct stream_form *form)
{
    static const struct {
        const char *name, *backup, *mode;
    } rows[] = {
        {"stdin", "__stdin__", "r"}, {"stdout", "__stdout__", "w"}, {"stderr", "__stderr__", "w"}};
    Value file = file_standard(t, fd, rows[fd].mode, unbuffered, form->encoding,
                               fd == 2 ? "backslashreplace" : form->errors);
    return file != VALUE_ERROR && sys_set_attribute(t, rows[fd].name, file) &&
           sys_set_attribute(t, rows[fd].backup, file);
}

bool start_set_streams(struct thread *t, const struct options *o)
{
    struct stream_form form;
    return choose_form(t, o, &form) && set_stream(t, 0, false, &form) &&
           set_stream(t, 1, o->unbuffered, &form) && set_stream(t, 2, o->unbuffered, &form);
}
