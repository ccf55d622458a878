/* What the compiler calls to raise a SyntaxError: runtime/code.h. */
#include "runtime/abstract.h"
#include "runtime/code.h"
#include "runtime/exception.h"
#include "runtime/str.h"
#include "runtime/traceback.h"
#include "runtime/tuple.h"
#include "runtime/warning.h"

static struct type *type_of_kind(int kind)
{
    return kind == 2 ? &TabError_type : kind == 1 ? &IndentationError_type : &SyntaxError_type;
}

static Value text_object(struct thread *t, Value filename, const struct error_place *place)
{
    if (place->may_be_in_file && value_is_str(filename)) {
        Value line = traceback_file_line(t, filename, place->line);
        if (line != VALUE_UNBOUND) {
            return line;
        }
    }
    if (place->text == NULL) {
        return VALUE_NONE;
    }
    size_t n = place->n_text;
    if (n > 0 && place->text[n - 1] == '\n') {
        n--;
    }
    Value line = str_from_utf8(t, place->text, n);
    return line == VALUE_ERROR || !place->ends_line ? line : str_format(t, "%V\n", line);
}

Value raise_syntax_error(struct thread *t, int kind, const char *message, Value filename,
                         const struct error_place *place)
{
    Value text = str_from_cstr(t, message);
    Value source = text == VALUE_ERROR ? text : text_object(t, filename, place);
    if (source == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value details = tuple_of(
        t, 6, filename == VALUE_UNBOUND ? VALUE_NONE : filename, value_from_small_int(place->line),
        value_from_small_int(place->column), source, value_from_small_int(place->end_line),
        place->has_no_end_column ? VALUE_NONE : value_from_small_int(place->end_column));
    if (details == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value args[] = {VALUE_UNBOUND, text, details};
    Value exception = exception_new(t, type_of_kind(kind), args + 1, 2);
    return exception == VALUE_ERROR ? exception : raise_exception(t, exception);
}

Value raise_encoding_error(struct thread *t, Value filename)
{
    if (!error_matches(t, &LookupError_type) && !error_matches(t, &UnicodeDecodeError_type)) {
        return VALUE_ERROR;
    }
    Value message = object_str(t, error_take(t));
    Value place = message == VALUE_ERROR ? message
                                         : tuple_of(t, 4, filename, value_from_small_int(0),
                                                    value_from_small_int(-1), VALUE_NONE);
    if (place == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value args[] = {VALUE_UNBOUND, message, place};
    Value exception = exception_new(t, &SyntaxError_type, args + 1, 2);
    return exception == VALUE_ERROR ? exception : raise_exception(t, exception);
}

enum warning_outcome constant_warn(struct thread *t, bool is_deprecation, const char *message,
                                   Value filename, int line)
{
    struct type *category = is_deprecation ? &DeprecationWarning_type : &SyntaxWarning_type;
    Value text = str_from_cstr(t, message);
    if (text == VALUE_ERROR) {
        return WARNING_RAISED;
    }
    if (warning_issue_at(t, category, text, filename, line)) {
        return WARNING_ISSUED;
    }
    return error_swallow(t, category) ? WARNING_IS_ERROR : WARNING_RAISED;
}
