/* The module _csv_records: Reader, Writer, Error and the limit of fields; their dialects. */
#include "runtime/modules/csv.h"

#include "runtime/abstract.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/tuple.h"

Value csv_error;
int64_t csv_field_limit = 128 * 1024;

/* ---- dialects ---- */

static uint8_t find_marks(const struct csv_format *f, uint32_t c)
{
    uint8_t marks = 0;
    if (c == '\r' || c == '\n' || c == f->delimiter) {
        marks |= CSV_AT_START | CSV_IN_FIELD;
    }
    if (c == f->escape) {
        marks |= CSV_AT_START | CSV_IN_FIELD | CSV_IN_QUOTES | CSV_IN_WRITING;
    }
    if (c == f->quote && f->quoting != CSV_QUOTE_NONE) {
        marks |= CSV_AT_START | CSV_IN_QUOTES;
    }
    if (c == ' ' && f->skips_space) {
        marks |= CSV_AT_START;
    }
    if (c == f->delimiter || c == f->quote) {
        marks |= CSV_IN_WRITING;
    }
    const struct str *line_end = value_to_str(f->line_end);
    for (uint64_t i = 0; i < line_end->length; i++) {
        marks |= str_at(line_end, i) == c ? CSV_IN_WRITING : 0;
    }
    return marks;
}

uint8_t csv_marks_of_wide(const struct csv_format *format, uint32_t c)
{
    return find_marks(format, c);
}

uint64_t csv_find(const struct csv_format *format, const struct str *s, uint64_t from,
                  uint8_t marks)
{
    uint64_t i = from;
    if (s->kind == 1) {
        const uint8_t *text = s->characters;
        while (i < s->length && !(format->marks[text[i]] & marks)) {
            i++;
        }
        return i;
    }
    while (i < s->length && !(csv_marks(format, str_at(s, i)) & marks)) {
        i++;
    }
    return i;
}

static uint32_t character_of(Value v)
{
    return value_is_str(v) && value_to_str(v)->length == 1 ? str_at(value_to_str(v), 0) : CSV_NONE;
}

static void trace_format(struct marker *m, struct object *self)
{
    mark_value(m, ((const struct csv_format *)self)->line_end);
}

static Value new_format(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {
        "Format",
        "(delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, "
        "skipinitialspace, strict, /)",
        NULL};
    Value bound[8];
    int64_t quoting;
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, bound) ||
        !number_to_index(t, bound[5], &quoting)) {
        return VALUE_ERROR;
    }
    if (!value_is_str(bound[3]) || character_of(bound[0]) == CSV_NONE || quoting < 0 ||
        quoting > CSV_QUOTE_NONE) {
        return raise_error(t, &TypeError_type, "no such dialect");
    }
    struct csv_format *f = gc_allocate(t, sizeof *f, &csv_format_type);
    if (f == NULL) {
        return VALUE_ERROR;
    }
    f->delimiter = character_of(bound[0]);
    f->doubles_quote = bound[1] == VALUE_TRUE;
    f->escape = character_of(bound[2]);
    f->line_end = bound[3];
    f->quote = character_of(bound[4]);
    f->quoting = (enum csv_quoting)quoting;
    f->skips_space = bound[6] == VALUE_TRUE;
    f->is_strict = bound[7] == VALUE_TRUE;
    for (uint32_t c = 0; c < 256; c++) {
        f->marks[c] = find_marks(f, c);
    }
    return value_from_object(f);
}

struct type csv_format_type = {
    TYPE_HEADER("Format", sizeof(struct csv_format)),
    .module = "_csv_records",
    .trace = trace_format,
    .new = new_format,
};

/* ---- readers and writers ---- */

Value csv_end_new(struct thread *t, const char *name, const Value *args, uint32_t n_args,
                  Value keyword_names)
{
    if (!reject_keywords(t, name, keyword_names) || !check_arg_count(t, name, n_args - 1, 3, 3)) {
        return VALUE_ERROR;
    }
    if (value_type(args[3]) != &csv_format_type) {
        return raise_error(t, &TypeError_type, "a Format is required, not %T", args[3]);
    }
    struct csv_end *end = gc_new(t, (struct type *)args[0]);
    if (end == NULL) {
        return VALUE_ERROR;
    }
    end->outside = args[1];
    end->dialect = args[2];
    end->format = (const struct csv_format *)args[3];
    return value_from_object(end);
}

void csv_end_trace(struct marker *m, struct object *self)
{
    const struct csv_end *end = (const struct csv_end *)self;
    mark_value(m, end->outside);
    mark_value(m, end->dialect);
    mark_object(m, end->format);
}

Value csv_end_dialect(UNUSED struct thread *t, Value self)
{
    return ((const struct csv_end *)self)->dialect;
}

/* ---- the module ---- */

static Value field_size_limit(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    if (keyword_count(keyword_names) > 0) {
        return raise_error(t, &TypeError_type,
                           "'%V' is an invalid keyword argument for field_size_limit()",
                           value_to_tuple(keyword_names)->items[0]);
    }
    if (n_args > 1) {
        return raise_error(t, &TypeError_type,
                           "field_size_limit() takes at most 1 argument (%d given)", (int)n_args);
    }
    int64_t before = load_relaxed(&csv_field_limit), limit;
    if (n_args == 1) {
        if (value_type(args[0]) != &int_type) {
            return raise_error(t, &TypeError_type, "limit must be an integer");
        }
        if (!int_to_int64(args[0], &limit)) {
            return raise_error(t, &OverflowError_type, "Python int too large to convert to C long");
        }
        store_relaxed(&csv_field_limit, limit);
    }
    return int_from_int64(t, before);
}

static const struct native_def limit_function = {
    "field_size_limit", field_size_limit, "(*)",
    "The length that a field read may have; called with a new one, sets it.", NATIVE_METHOD};

bool module_init__csv_records(struct thread *t, Value module)
{
    csv_error = exception_type_new(t, "_csv", "Error", &Exception_type, NULL);
    gc_add_root(&csv_error);
    Value shown_module = str_from_cstr(t, "_csv");
    Value limit = shown_module == VALUE_ERROR
                      ? shown_module
                      : native_function_new(t, &limit_function, module, shown_module);
    return limit != VALUE_ERROR && csv_error != VALUE_ERROR && type_ready(t, &csv_format_type) &&
           type_ready(t, &csv_reader_type) && type_ready(t, &csv_writer_type) &&
           module_add(t, module, "Error", csv_error) &&
           module_add(t, module, "Format", value_from_object(&csv_format_type)) &&
           module_add(t, module, "Reader", value_from_object(&csv_reader_type)) &&
           module_add(t, module, "Writer", value_from_object(&csv_writer_type)) &&
           module_add(t, module, "field_size_limit", limit);
}
