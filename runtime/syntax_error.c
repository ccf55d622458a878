/* What the compiler calls to raise a SyntaxError: runtime/code.h. */
#include "runtime/code.h"
#include "runtime/exception.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/warning.h"

static struct type *type_of_kind(int kind)
{
    return kind == 2 ? &TabError_type : kind == 1 ? &IndentationError_type : &SyntaxError_type;
}

/* The line as CPython keeps it: with an end of line, whether the file has one there or not. */
static Value line_text_object(struct thread *t, const char *line_text, size_t n)
{
    if (line_text == NULL) {
        return VALUE_NONE;
    }
    Value line = str_from_utf8(t, line_text, n);
    if (line == VALUE_ERROR || (n > 0 && line_text[n - 1] == '\n')) {
        return line;
    }
    return str_format(t, "%V\n", line);
}

Value raise_syntax_error(struct thread *t, int kind, const char *message, Value filename, int line,
                         int column, int end_line, int end_column, const char *line_text, size_t n)
{
    Value text = str_from_cstr(t, message);
    Value source = text == VALUE_ERROR ? text : line_text_object(t, line_text, n);
    if (source == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value details = tuple_of(t, 6, filename == VALUE_UNBOUND ? VALUE_NONE : filename,
                             value_from_small_int(line), value_from_small_int(column), source,
                             value_from_small_int(end_line), value_from_small_int(end_column));
    if (details == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    Value args[] = {VALUE_UNBOUND, text, details};
    Value exception = exception_new(t, type_of_kind(kind), args + 1, 2);
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
