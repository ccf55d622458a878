/* pyexpat.xmlparser: the methods and attributes. */
#include "runtime/modules/expat_parser.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/buffer_view.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/mark.h"
#include "runtime/modules/expat.h"
#include "runtime/native.h"
#include "runtime/str.h"

#define ARGUMENTS struct thread *t, Value *args, UNUSED uint32_t n_args, UNUSED Value names

enum { DEFAULT_TEXT = 8192, PART = 1 << 20, FILE_PART = 2048 };

Value expat_error = VALUE_UNBOUND;

static struct expat_parser *as_parser(Value v)
{
    return (struct expat_parser *)v;
}

/* --- Claims --- */

bool expat_claim(struct thread *t, struct expat_parser *p)
{
    struct thread *nobody = NULL;
    if (load_relaxed(&p->owner) != t && !compare_and_swap(&p->owner, &nobody, t)) {
        return raise_false(t, &ValueError_type, "parser already parsing in another thread");
    }
    p->depth++;
    return true;
}

void expat_release(struct expat_parser *p)
{
    if (--p->depth == 0) {
        store_release(&p->owner, NULL); /* pairs with the compare_and_swap of expat_claim */
    }
}

/* --- Making --- */

static void release_parser(struct object *self)
{
    struct expat_parser *p = (struct expat_parser *)self;
    if (p->library != NULL) {
        expat_library()->ParserFree(p->library);
    }
    free(p->text);
}

static void trace_parser(struct marker *m, struct object *self)
{
    struct expat_parser *p = (struct expat_parser *)self;
    mark_value(m, p->parent);
    mark_value(m, p->intern);
    for (int i = 0; i < EXPAT_N_HANDLERS; i++) {
        mark_value(m, p->handlers[i]);
    }
}

static struct expat_parser *parser_new(struct thread *t, Value intern, Value parent)
{
    struct expat_parser *p = gc_new(t, &expat_parser_type);
    if (p != NULL) {
        p->parent = parent;
        p->intern = intern;
        p->max_text = DEFAULT_TEXT;
        for (int i = 0; i < EXPAT_N_HANDLERS; i++) {
            p->handlers[i] = VALUE_NONE;
        }
    }
    return p;
}

/* Has the parser, new, know its object. */
static Value finish(struct thread *t, struct expat_parser *p)
{
    if (p->library == NULL) {
        return raise_no_memory(t);
    }
    expat_library()->SetUserData(p->library, p);
    expat_install_all(p);
    return value_from_object(p);
}

/* None as NULL. */
static bool text_argument(struct thread *t, Value v, const char *what, const char **text)
{
    *text = NULL;
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        return true;
    }
    if (!value_is_str(v)) {
        return raise_false(t, &TypeError_type, "%s must be str or None, not %A", what, v);
    }
    return (*text = str_to_utf8(t, v, NULL)) != NULL;
}

/* args: encoding, namespace_separator, intern */
Value expat_parser_create(ARGUMENTS)
{
    const char *encoding, *separator;
    if (!text_argument(t, args[0], "ParserCreate() argument 'encoding'", &encoding) ||
        !text_argument(t, args[1], "ParserCreate() argument 'namespace_separator'", &separator)) {
        return VALUE_ERROR;
    }
    if (separator != NULL && strlen(separator) > 1) {
        return raise_error(t, &ValueError_type,
                           "namespace_separator must be at most one character, omitted, or None");
    }
    Value intern = args[2] == VALUE_UNBOUND ? dict_new(t) : args[2];
    if (intern == VALUE_ERROR) {
        return intern;
    }
    if (intern != VALUE_NONE && !value_is_dict(intern)) {
        return raise_error(t, &TypeError_type, "intern must be a dictionary");
    }
    struct expat_parser *p = parser_new(t, intern, VALUE_UNBOUND);
    if (p == NULL) {
        return VALUE_ERROR;
    }
    p->library = expat_library()->ParserCreate_MM(encoding, NULL, separator);
    gc_keep(encoding);
    return finish(t, p);
}

/* args: self, context, encoding. A parser for an entity, with the handlers and settings of this one. */
static Value external_parser(ARGUMENTS)
{
    struct expat_parser *parent = as_parser(args[0]);
    const char *context, *encoding;
    if (!text_argument(t, args[1], "ExternalEntityParserCreate() argument 1", &context) ||
        !text_argument(t, args[2], "ExternalEntityParserCreate() argument 2", &encoding)) {
        return VALUE_ERROR;
    }
    struct expat_parser *p = parser_new(t, parent->intern, args[0]);
    if (p == NULL || !expat_claim(t, parent)) {
        return VALUE_ERROR;
    }
    p->library = expat_library()->ExternalEntityParserCreate(parent->library, context, encoding);
    p->buffers_text = parent->buffers_text;
    p->orders_attributes = parent->orders_attributes;
    p->wants_specified = parent->wants_specified;
    p->wants_prefixes = parent->wants_prefixes;
    p->max_text = parent->max_text;
    expat_release(parent);
    for (int i = 0; i < EXPAT_N_HANDLERS; i++) {
        value_store(&p->handlers[i], value_load(&parent->handlers[i]));
    }
    gc_keep(context);
    gc_keep(encoding);
    return finish(t, p);
}

/* --- Parsing --- */

/* The error that the library has found. */
static Value raise_found(struct thread *t, struct expat_parser *p)
{
    const struct expat_library *x = expat_library();
    int64_t code = x->GetErrorCode(p->library);
    int64_t line = (int64_t)x->GetCurrentLineNumber(p->library);
    int64_t column = (int64_t)x->GetCurrentColumnNumber(p->library);
    Value message = str_format(t, "%s: line %ld, column %ld", x->ErrorString((enum XML_Error)code),
                               (long)line, (long)column);
    Value error = message == VALUE_ERROR ? message : call_1(t, value_load(&expat_error), message);
    const struct {
        const char *name;
        int64_t number;
    } rows[] = {{"code", code}, {"offset", column}, {"lineno", line}};
    for (size_t i = 0; i < COUNT_OF(rows) && error != VALUE_ERROR; i++) {
        Value name = str_intern_cstr(t, rows[i].name);
        if (name == VALUE_ERROR ||
            !object_set_attribute(t, error, name, value_from_small_int(rows[i].number))) {
            return VALUE_ERROR;
        }
    }
    return error == VALUE_ERROR ? error : raise_exception(t, error);
}

/* In a claim. `data` of any length; 1, or an error. */
static Value parse(struct thread *t, struct expat_parser *p, const char *data, size_t n,
                   bool is_final)
{
    enum XML_Status status;
    p->has_failed = false;
    do {
        size_t part = n > PART ? PART : n;
        bool is_last = is_final && part == n;
        status = expat_library()->Parse(p->library, data, (int)part, is_last);
        data += part;
        n -= part;
    } while (n > 0 && status == XML_STATUS_OK && !p->has_failed && gc_poll(t));
    if (p->has_failed || error_pending(t)) {
        return VALUE_ERROR;
    }
    if (status == XML_STATUS_ERROR) {
        return raise_found(t, p);
    }
    return expat_flush_text(t, p) ? value_from_small_int(status) : VALUE_ERROR;
}

/* args: self, data, isfinal */
static Value parser_parse(ARGUMENTS)
{
    struct expat_parser *p = as_parser(args[0]);
    enum truth is_final = args[2] == VALUE_UNBOUND ? TRUTH_FALSE : object_truth(t, args[2]);
    const char *data;
    size_t n;
    Value keep = args[1];
    bool is_text = value_is_str(args[1]);
    if (is_final == TRUTH_ERROR ||
        (is_text ? (data = str_to_utf8(t, args[1], &n)) == NULL
                 : !bytes_argument(t, args[1], &data, &n, &keep)) ||
        !expat_claim(t, p)) {
        return VALUE_ERROR;
    }
    if (is_text) {
        (void)expat_library()->SetEncoding(p->library, "utf-8");
    }
    Value result = parse(t, p, data, n, is_final == TRUTH_TRUE);
    expat_release(p);
    gc_keep((void *)keep);
    gc_keep(data);
    return result;
}

/* args: self, file */
static Value parser_parse_file(ARGUMENTS)
{
    struct expat_parser *p = as_parser(args[0]);
    Value name = str_intern_cstr(t, "read");
    Value read = name == VALUE_ERROR ? name : object_find_attribute(t, args[1], name);
    if (read == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "argument must have 'read' attribute");
    }
    if (read == VALUE_ERROR || !expat_claim(t, p)) {
        return VALUE_ERROR;
    }
    Value result = VALUE_NONE;
    for (bool is_last = false; !is_last && result != VALUE_ERROR;) {
        Value part = call_1(t, read, value_from_small_int(FILE_PART));
        const char *data;
        size_t n;
        Value keep;
        if (part != VALUE_ERROR && !value_is_bytes(part) && !value_has_buffer(part)) {
            part = raise_error(t, &TypeError_type, "read() did not return a bytes object (type=%T)",
                               part);
        }
        if (part == VALUE_ERROR || !bytes_argument(t, part, &data, &n, &keep)) {
            result = VALUE_ERROR;
            break;
        }
        is_last = n == 0;
        result = parse(t, p, data, n, is_last);
        gc_keep((void *)keep);
    }
    expat_release(p);
    return result;
}

/* --- Other methods --- */

static Value parser_set_base(ARGUMENTS)
{
    struct expat_parser *p = as_parser(args[0]);
    if (!value_is_str(args[1])) {
        return raise_error(t, &TypeError_type, "SetBase() argument must be str, not %A", args[1]);
    }
    const char *base = str_to_utf8(t, args[1], NULL);
    if (base == NULL || !expat_claim(t, p)) {
        return VALUE_ERROR;
    }
    enum XML_Status status = expat_library()->SetBase(p->library, base);
    expat_release(p);
    return status == XML_STATUS_OK ? VALUE_NONE : raise_no_memory(t);
}

static Value parser_get_base(ARGUMENTS)
{
    struct expat_parser *p = as_parser(args[0]);
    if (!expat_claim(t, p)) {
        return VALUE_ERROR;
    }
    const char *base = expat_library()->GetBase(p->library);
    Value result = base == NULL ? VALUE_NONE : str_from_cstr(t, base);
    expat_release(p);
    return result;
}

/* What the library still has of the text around the event of the running handler. */
static Value parser_get_input_context(ARGUMENTS)
{
    struct expat_parser *p = as_parser(args[0]);
    int offset, size;
    if (!expat_claim(t, p)) {
        return VALUE_ERROR;
    }
    const char *text =
        p->depth == 1 ? NULL : expat_library()->GetInputContext(p->library, &offset, &size);
    Value result = text == NULL ? VALUE_NONE : bytes_new(t, text + offset, (size_t)(size - offset));
    expat_release(p);
    return result;
}

static Value parser_set_param_entity_parsing(ARGUMENTS)
{
    struct expat_parser *p = as_parser(args[0]);
    int wanted;
    if (!number_to_c_int(t, args[1], &wanted) || !expat_claim(t, p)) {
        return VALUE_ERROR;
    }
    int is_done =
        expat_library()->SetParamEntityParsing(p->library, (enum XML_ParamEntityParsing)wanted);
    expat_release(p);
    return value_from_small_int(is_done);
}

static Value parser_use_foreign_dtd(ARGUMENTS)
{
    struct expat_parser *p = as_parser(args[0]);
    enum truth wanted = args[1] == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, args[1]);
    if (wanted == TRUTH_ERROR || !expat_claim(t, p)) {
        return VALUE_ERROR;
    }
    enum XML_Error code =
        expat_library()->UseForeignDTD(p->library, wanted == TRUTH_TRUE ? XML_TRUE : XML_FALSE);
    Value result = code == XML_ERROR_NONE ? VALUE_NONE : raise_found(t, p);
    expat_release(p);
    return result;
}

static const struct native_def methods[] = {
    {"ExternalEntityParserCreate", external_parser, "(self, context, encoding=None, /)",
     "A parser for an external entity, with the handlers of this one.", NATIVE_METHOD},
    {"GetBase", parser_get_base, "(self, /)", "What SetBase has set, or None.", NATIVE_METHOD},
    {"GetInputContext", parser_get_input_context, "(self, /)",
     "In a handler, the bytes from its event on; else None.", NATIVE_METHOD},
    {"Parse", parser_parse, "(self, data, isfinal=False, /)", "Parses a part of the document.",
     NATIVE_METHOD},
    {"ParseFile", parser_parse_file, "(self, file, /)", "Parses what file.read(n) gives.",
     NATIVE_METHOD},
    {"SetBase", parser_set_base, "(self, base, /)", "Sets the base of relative addresses.",
     NATIVE_METHOD},
    {"SetParamEntityParsing", parser_set_param_entity_parsing, "(self, flag, /)",
     "Says whether parameter entities are read; true if that was possible.", NATIVE_METHOD},
    {"UseForeignDTD", parser_use_foreign_dtd, "(self, flag=True, /)",
     "Has ExternalEntityRefHandler called for a DTD where the document names none.", NATIVE_METHOD},
    {0},
};

/* --- Attributes --- */

/* In a handler text is still to come by a removed function: it stays set, and calls nobody. */
static bool set_handler(struct thread *t, Value self, enum expat_handler which, Value v)
{
    struct expat_parser *p = as_parser(self);
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &RuntimeError_type, "Cannot delete attribute");
    }
    if (!expat_claim(t, p)) {
        return false;
    }
    bool ok = which != EXPAT_CharacterDataHandler || expat_flush_text(t, p);
    if (ok) {
        value_store(&p->handlers[which], v);
        if (p->depth == 1 || which != EXPAT_CharacterDataHandler || v != VALUE_NONE) {
            expat_install(p, which);
        }
    }
    expat_release(p);
    return ok;
}

#define HANDLER(name)                                                                              \
    static Value get_##name(UNUSED struct thread *t, Value self)                                   \
    {                                                                                              \
        return value_load(&as_parser(self)->handlers[EXPAT_##name]);                               \
    }                                                                                              \
    static bool set_##name(struct thread *t, Value self, Value v)                                  \
    {                                                                                              \
        return set_handler(t, self, EXPAT_##name, v);                                              \
    }
#include "runtime/modules/expat_handlers.def"
#undef HANDLER

/* A number that the library knows. */
#define NUMBER(name, function)                                                                     \
    static Value get_##name(struct thread *t, Value self)                                          \
    {                                                                                              \
        struct expat_parser *p = as_parser(self);                                                  \
        if (!expat_claim(t, p)) {                                                                  \
            return VALUE_ERROR;                                                                    \
        }                                                                                          \
        int64_t number = (int64_t)expat_library()->function(p->library);                           \
        expat_release(p);                                                                          \
        return value_from_small_int(number);                                                       \
    }
NUMBER(ErrorCode, GetErrorCode)
NUMBER(CurrentByteIndex, GetCurrentByteIndex)
NUMBER(CurrentColumnNumber, GetCurrentColumnNumber)
NUMBER(CurrentLineNumber, GetCurrentLineNumber)
#undef NUMBER

static bool flag_argument(struct thread *t, Value v, bool *flag)
{
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &RuntimeError_type, "Cannot delete attribute");
    }
    enum truth truth = object_truth(t, v);
    *flag = truth == TRUTH_TRUE;
    return truth != TRUTH_ERROR;
}

#define FLAG(name, field, after)                                                                   \
    static Value get_##name(struct thread *t, Value self)                                          \
    {                                                                                              \
        struct expat_parser *p = as_parser(self);                                                  \
        if (!expat_claim(t, p)) {                                                                  \
            return VALUE_ERROR;                                                                    \
        }                                                                                          \
        bool flag = p->field;                                                                      \
        expat_release(p);                                                                          \
        return value_from_bool(flag);                                                              \
    }                                                                                              \
    static bool set_##name(struct thread *t, Value self, Value v)                                  \
    {                                                                                              \
        struct expat_parser *p = as_parser(self);                                                  \
        bool flag = false;                                                                         \
        if (!flag_argument(t, v, &flag) || !expat_claim(t, p)) {                                   \
            return false;                                                                          \
        }                                                                                          \
        p->field = flag;                                                                           \
        bool ok = (after);                                                                         \
        expat_release(p);                                                                          \
        return ok;                                                                                 \
    }
FLAG(buffer_text, buffers_text, flag || expat_flush_text(t, p))
FLAG(namespace_prefixes, wants_prefixes,
     (expat_library()->SetReturnNSTriplet(p->library, flag), true))
FLAG(ordered_attributes, orders_attributes, true)
FLAG(specified_attributes, wants_specified, true)
#undef FLAG

static Value get_buffer_used(struct thread *t, Value self)
{
    struct expat_parser *p = as_parser(self);
    if (!expat_claim(t, p)) {
        return VALUE_ERROR;
    }
    int64_t used = (int64_t)p->n_text;
    expat_release(p);
    return value_from_small_int(used);
}

static Value get_buffer_size(struct thread *t, Value self)
{
    struct expat_parser *p = as_parser(self);
    if (!expat_claim(t, p)) {
        return VALUE_ERROR;
    }
    int64_t size = p->max_text;
    expat_release(p);
    return value_from_small_int(size);
}

static bool set_buffer_size(struct thread *t, Value self, Value v)
{
    struct expat_parser *p = as_parser(self);
    int64_t size;
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &RuntimeError_type, "Cannot delete attribute");
    }
    if (!value_is_int(v)) {
        return raise_false(t, &TypeError_type, "buffer_size must be an integer");
    }
    if (!int_to_int64(v, &size) || size <= 0 || size > INT_MAX) {
        return raise_false(t, &ValueError_type,
                           value_is_small_int(v) && value_to_small_int(v) <= 0
                               ? "buffer_size must be greater than zero"
                               : "buffer_size must not be greater than 2147483647");
    }
    if (!expat_claim(t, p)) {
        return false;
    }
    bool ok = expat_flush_text(t, p);
    if (ok && p->n_text == 0) {
        free(p->text);
        p->text = NULL;
        p->text_room = 0;
        p->max_text = size;
    }
    expat_release(p);
    return ok;
}

static Value get_intern(UNUSED struct thread *t, Value self)
{
    return as_parser(self)->intern;
}

static const struct getset_def getsets[] = {
#define HANDLER(name) {#name, get_##name, set_##name, NULL},
#include "runtime/modules/expat_handlers.def"
#undef HANDLER
    {"CurrentByteIndex", get_CurrentByteIndex, NULL, NULL},
    {"CurrentColumnNumber", get_CurrentColumnNumber, NULL, NULL},
    {"CurrentLineNumber", get_CurrentLineNumber, NULL, NULL},
    {"ErrorByteIndex", get_CurrentByteIndex, NULL, NULL},
    {"ErrorCode", get_ErrorCode, NULL, NULL},
    {"ErrorColumnNumber", get_CurrentColumnNumber, NULL, NULL},
    {"ErrorLineNumber", get_CurrentLineNumber, NULL, NULL},
    {"buffer_size", get_buffer_size, set_buffer_size, NULL},
    {"buffer_text", get_buffer_text, set_buffer_text, NULL},
    {"buffer_used", get_buffer_used, NULL, NULL},
    {"intern", get_intern, NULL, NULL},
    {"namespace_prefixes", get_namespace_prefixes, set_namespace_prefixes, NULL},
    {"ordered_attributes", get_ordered_attributes, set_ordered_attributes, NULL},
    {"specified_attributes", get_specified_attributes, set_specified_attributes, NULL},
    {0},
};

struct type expat_parser_type = {
    TYPE_HEADER("xmlparser", sizeof(struct expat_parser)),
    .module = "pyexpat",
    .doc = "An XML parser; handlers are attributes.",
    .trace = trace_parser,
    .release = release_parser,
    .methods = methods,
    .getsets = getsets,
};
