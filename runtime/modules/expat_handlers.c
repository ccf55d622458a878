/* What Expat calls: each event becomes a call of the script's handler in the thread that has claimed the parser. */
#include <stdlib.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/codec.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/modules/expat_parser.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

/* --- Values --- */

static Value text_or_none(struct thread *t, const XML_Char *text)
{
    return text == NULL ? VALUE_NONE : str_from_utf8(t, text, strlen(text));
}

static Value text_of_length(struct thread *t, const XML_Char *text, int n)
{
    return text == NULL ? VALUE_NONE : str_from_utf8(t, text, (size_t)n);
}

/* One str for all elements and attributes of a name. */
static Value name_or_none(struct thread *t, struct expat_parser *p, const XML_Char *text)
{
    Value name = text_or_none(t, text);
    return name == VALUE_ERROR || name == VALUE_NONE || p->intern == VALUE_NONE
               ? name
               : dict_set_default(t, value_to_dict(p->intern), name, name);
}

/* --- Calls --- */

static void stop(struct expat_parser *p)
{
    p->has_failed = true;
    (void)expat_library()->StopParser(p->library, XML_FALSE);
}

/* The result of the handler, VALUE_ERROR if it or the making of an argument has raised: then parsing stops. */
static Value emit(struct thread *t, struct expat_parser *p, enum expat_handler which,
                  const Value *arguments, uint32_t n)
{
    Value room[8], handler = value_load(&p->handlers[which]);
    Value result = VALUE_NONE;
    ASSERT(n + 1 <= COUNT_OF(room));
    for (uint32_t i = 0; i < n; i++) {
        room[i + 1] = arguments[i];
        result = arguments[i] == VALUE_ERROR ? VALUE_ERROR : result;
    }
    if (result != VALUE_ERROR && handler != VALUE_NONE) {
        result = call(t, handler, room + 1, n, VALUE_UNBOUND);
    }
    if (result == VALUE_ERROR) {
        stop(p);
    }
    return result;
}

bool expat_flush_text(struct thread *t, struct expat_parser *p)
{
    if (p->n_text == 0) {
        return true;
    }
    Value text = str_from_utf8(t, p->text, p->n_text);
    p->n_text = 0;
    return emit(t, p, EXPAT_CharacterDataHandler, &text, 1) != VALUE_ERROR;
}

/* Before a call of any other handler: the text that came before it. False: nothing is to be called any more. */
static bool ready(struct expat_parser *p, struct thread **t)
{
    *t = load_relaxed(&p->owner); /* this thread: others only try to claim it */
    return !p->has_failed && expat_flush_text(*t, p);
}

#define BEGIN(user_data)                                                                           \
    struct expat_parser *p = (user_data);                                                          \
    struct thread *t;                                                                              \
    if (!ready(p, &t)) {                                                                           \
        return;                                                                                    \
    }
#define EMIT(name, ...)                                                                            \
    do {                                                                                           \
        const Value arguments[] = {__VA_ARGS__};                                                   \
        (void)emit(t, p, EXPAT_##name, arguments, (uint32_t)COUNT_OF(arguments));                  \
    } while (0)

/* --- Elements and text --- */

/* name, value, name, value, ...: as a list, or as a dict. */
static Value attributes_value(struct thread *t, struct expat_parser *p, const XML_Char **pairs)
{
    int n = 0;
    if (p->wants_specified) {
        n = expat_library()->GetSpecifiedAttributeCount(p->library);
    } else {
        for (; pairs[n] != NULL; n += 2) {
        }
    }
    Value made = p->orders_attributes ? list_new(t, (size_t)n) : dict_new(t);
    for (int i = 0; i < n && made != VALUE_ERROR; i += 2) {
        Value name = name_or_none(t, p, pairs[i]);
        Value v = name == VALUE_ERROR ? name : text_or_none(t, pairs[i + 1]);
        bool is_stored =
            v != VALUE_ERROR && (p->orders_attributes ? list_append(t, value_to_list(made), name) &&
                                                            list_append(t, value_to_list(made), v)
                                                      : dict_set(t, value_to_dict(made), name, v));
        made = is_stored ? made : VALUE_ERROR;
    }
    return made;
}

static void on_start_element(void *user_data, const XML_Char *name, const XML_Char **pairs)
{
    BEGIN(user_data)
    Value attributes = attributes_value(t, p, pairs);
    Value tag = attributes == VALUE_ERROR ? VALUE_ERROR : name_or_none(t, p, name);
    EMIT(StartElementHandler, tag, attributes);
}

static void on_end_element(void *user_data, const XML_Char *name)
{
    BEGIN(user_data)
    EMIT(EndElementHandler, name_or_none(t, p, name));
}

/* Keeps the text for later. False: there is no memory. */
static bool keep_text(struct expat_parser *p, const XML_Char *text, size_t n)
{
    if (p->n_text + n > p->text_room) {
        char *bigger = realloc(p->text, (size_t)p->max_text);
        if (bigger == NULL) {
            return false;
        }
        p->text = bigger;
        p->text_room = (size_t)p->max_text;
    }
    memcpy(p->text + p->n_text, text, n);
    p->n_text += n;
    return true;
}

static void on_text(void *user_data, const XML_Char *text, int length)
{
    struct expat_parser *p = user_data;
    struct thread *t = load_relaxed(&p->owner);
    size_t n = (size_t)length;
    if (p->has_failed) {
        return;
    }
    if (p->buffers_text) {
        if (p->n_text + n > (size_t)p->max_text && !expat_flush_text(t, p)) {
            return;
        }
        if (p->buffers_text && n <= (size_t)p->max_text) { /* the handler may have changed that */
            if (!keep_text(p, text, n)) {
                (void)raise_no_memory(t);
                stop(p);
            }
            return;
        }
    }
    EMIT(CharacterDataHandler, str_from_utf8(t, text, n));
}

static void on_comment(void *user_data, const XML_Char *text)
{
    BEGIN(user_data)
    EMIT(CommentHandler, text_or_none(t, text));
}

static void on_instruction(void *user_data, const XML_Char *target, const XML_Char *data)
{
    BEGIN(user_data)
    EMIT(ProcessingInstructionHandler, name_or_none(t, p, target), text_or_none(t, data));
}

static void on_start_cdata(void *user_data)
{
    BEGIN(user_data)
    (void)emit(t, p, EXPAT_StartCdataSectionHandler, NULL, 0);
}

static void on_end_cdata(void *user_data)
{
    BEGIN(user_data)
    (void)emit(t, p, EXPAT_EndCdataSectionHandler, NULL, 0);
}

static void on_default(void *user_data, const XML_Char *text, int n)
{
    BEGIN(user_data)
    EMIT(DefaultHandler, text_of_length(t, text, n));
}

static void on_default_expand(void *user_data, const XML_Char *text, int n)
{
    BEGIN(user_data)
    EMIT(DefaultHandlerExpand, text_of_length(t, text, n));
}

static void on_start_namespace(void *user_data, const XML_Char *prefix, const XML_Char *uri)
{
    BEGIN(user_data)
    EMIT(StartNamespaceDeclHandler, name_or_none(t, p, prefix), name_or_none(t, p, uri));
}

static void on_end_namespace(void *user_data, const XML_Char *prefix)
{
    BEGIN(user_data)
    EMIT(EndNamespaceDeclHandler, name_or_none(t, p, prefix));
}

/* --- Declarations --- */

static void on_xml_declaration(void *user_data, const XML_Char *version, const XML_Char *encoding,
                               int standalone)
{
    BEGIN(user_data)
    EMIT(XmlDeclHandler, text_or_none(t, version), text_or_none(t, encoding),
         value_from_small_int(standalone));
}

static void on_start_doctype(void *user_data, const XML_Char *name, const XML_Char *system,
                             const XML_Char *public, int has_internal_subset)
{
    BEGIN(user_data)
    EMIT(StartDoctypeDeclHandler, name_or_none(t, p, name), name_or_none(t, p, system),
         name_or_none(t, p, public), value_from_small_int(has_internal_subset));
}

static void on_end_doctype(void *user_data)
{
    BEGIN(user_data)
    (void)emit(t, p, EXPAT_EndDoctypeDeclHandler, NULL, 0);
}

static void on_entity(void *user_data, const XML_Char *name, int is_parameter,
                      const XML_Char *value, int n_value, const XML_Char *base,
                      const XML_Char *system, const XML_Char *public, const XML_Char *notation)
{
    BEGIN(user_data)
    EMIT(EntityDeclHandler, name_or_none(t, p, name), value_from_small_int(is_parameter),
         text_of_length(t, value, n_value), name_or_none(t, p, base), name_or_none(t, p, system),
         name_or_none(t, p, public), name_or_none(t, p, notation));
}

static void on_unparsed_entity(void *user_data, const XML_Char *name, const XML_Char *base,
                               const XML_Char *system, const XML_Char *public,
                               const XML_Char *notation)
{
    BEGIN(user_data)
    EMIT(UnparsedEntityDeclHandler, name_or_none(t, p, name), name_or_none(t, p, base),
         name_or_none(t, p, system), name_or_none(t, p, public), name_or_none(t, p, notation));
}

static void on_notation(void *user_data, const XML_Char *name, const XML_Char *base,
                        const XML_Char *system, const XML_Char *public)
{
    BEGIN(user_data)
    EMIT(NotationDeclHandler, name_or_none(t, p, name), name_or_none(t, p, base),
         name_or_none(t, p, system), name_or_none(t, p, public));
}

static void on_skipped_entity(void *user_data, const XML_Char *name, int is_parameter)
{
    BEGIN(user_data)
    EMIT(SkippedEntityHandler, name_or_none(t, p, name), value_from_small_int(is_parameter));
}

static void on_attribute_list(void *user_data, const XML_Char *element, const XML_Char *attribute,
                              const XML_Char *type, const XML_Char *value, int is_required)
{
    BEGIN(user_data)
    EMIT(AttlistDeclHandler, name_or_none(t, p, element), name_or_none(t, p, attribute),
         text_or_none(t, type), text_or_none(t, value), value_from_small_int(is_required));
}

/* (type, quantifier, name, children). */
static Value model_value(struct thread *t, struct expat_parser *p, const XML_Content *model)
{
    if (!recursion_enter(t, "")) {
        return VALUE_ERROR;
    }
    Value children = tuple_new(t, NULL, model->numchildren);
    for (unsigned i = 0; i < model->numchildren && children != VALUE_ERROR; i++) {
        Value child = model_value(t, p, &model->children[i]);
        if (child == VALUE_ERROR) {
            children = child;
        } else {
            value_to_tuple(children)->items[i] = child;
        }
    }
    recursion_leave(t);
    Value name = children == VALUE_ERROR ? children : name_or_none(t, p, model->name);
    return name == VALUE_ERROR ? name
                               : tuple_of(t, 4, value_from_small_int(model->type),
                                          value_from_small_int(model->quant), name, children);
}

static void declare_element(void *user_data, const XML_Char *name, const XML_Content *model)
{
    BEGIN(user_data)
    Value content = model_value(t, p, model);
    EMIT(ElementDeclHandler, content == VALUE_ERROR ? content : name_or_none(t, p, name), content);
}

static void on_element(void *user_data, const XML_Char *name, XML_Content *model)
{
    struct expat_parser *p = user_data;
    declare_element(p, name, model);
    expat_library()->FreeContentModel(p->library, model);
}

/* --- Handlers that are asked --- */

static int answer(struct thread *t, struct expat_parser *p, Value result)
{
    int number = 0;
    if (result == VALUE_ERROR || !number_to_c_int(t, result, &number)) {
        stop(p);
        return XML_STATUS_ERROR;
    }
    return number;
}

static int on_not_standalone(void *user_data)
{
    struct expat_parser *p = user_data;
    struct thread *t;
    return ready(p, &t) ? answer(t, p, emit(t, p, EXPAT_NotStandaloneHandler, NULL, 0))
                        : XML_STATUS_ERROR;
}

static int on_external_entity(XML_Parser library, const XML_Char *context, const XML_Char *base,
                              const XML_Char *system, const XML_Char *public)
{
    struct expat_parser *p = XML_GetUserData(library);
    struct thread *t;
    if (!ready(p, &t)) {
        return XML_STATUS_ERROR;
    }
    const Value arguments[] = {text_or_none(t, context), name_or_none(t, p, base),
                               name_or_none(t, p, system), name_or_none(t, p, public)};
    return answer(t, p, emit(t, p, EXPAT_ExternalEntityRefHandler, arguments, 4));
}

/* An encoding of one byte a character that Expat does not know, from Python's codecs. */
static int on_unknown_encoding(void *user_data, const XML_Char *name, XML_Encoding *encoding)
{
    struct expat_parser *p = user_data;
    struct thread *t = load_relaxed(&p->owner);
    char bytes[256];
    for (int i = 0; i < 256; i++) {
        bytes[i] = (char)i;
    }
    Value all = p->has_failed ? VALUE_ERROR : bytes_new(t, bytes, sizeof bytes);
    Value codec = all == VALUE_ERROR ? all : str_from_cstr(t, name);
    Value errors = codec == VALUE_ERROR ? codec : str_from_cstr(t, "replace");
    Value text = errors == VALUE_ERROR ? errors : codec_decode(t, all, codec, errors);
    if (text != VALUE_ERROR && value_to_str(text)->length != 256) {
        text = raise_error(t, &ValueError_type, "multi-byte encodings are not supported");
    }
    if (text == VALUE_ERROR) {
        p->has_failed = true;
        return XML_STATUS_ERROR;
    }
    for (unsigned i = 0; i < 256; i++) {
        uint32_t c = str_at(value_to_str(text), i);
        encoding->map[i] = c == 0xfffd ? -1 : (int)c;
    }
    encoding->data = NULL;
    encoding->convert = NULL;
    encoding->release = NULL;
    return XML_STATUS_OK;
}

/* --- Which calls the library makes --- */

static bool has(struct expat_parser *p, enum expat_handler which)
{
    return value_load(&p->handlers[which]) != VALUE_NONE;
}

/* Expat treats an event without a function otherwise (it goes to the default handler), so none is set that is not wanted. */
#define WANTED(name, function) (has(p, EXPAT_##name) ? (function) : NULL)

/* One of the events by which a document tells of its type and its entities. */
static void install_declaration(struct expat_parser *p, enum expat_handler which)
{
    const struct expat_library *x = expat_library();
    XML_Parser l = p->library;
    switch (which) {
    case EXPAT_XmlDeclHandler:
        x->SetXmlDeclHandler(l, WANTED(XmlDeclHandler, on_xml_declaration));
        break;
    case EXPAT_StartDoctypeDeclHandler:
    case EXPAT_EndDoctypeDeclHandler:
        x->SetDoctypeDeclHandler(l, WANTED(StartDoctypeDeclHandler, on_start_doctype),
                                 WANTED(EndDoctypeDeclHandler, on_end_doctype));
        break;
    case EXPAT_EntityDeclHandler:
        x->SetEntityDeclHandler(l, WANTED(EntityDeclHandler, on_entity));
        break;
    case EXPAT_UnparsedEntityDeclHandler:
        x->SetUnparsedEntityDeclHandler(l, WANTED(UnparsedEntityDeclHandler, on_unparsed_entity));
        break;
    case EXPAT_NotationDeclHandler:
        x->SetNotationDeclHandler(l, WANTED(NotationDeclHandler, on_notation));
        break;
    case EXPAT_SkippedEntityHandler:
        x->SetSkippedEntityHandler(l, WANTED(SkippedEntityHandler, on_skipped_entity));
        break;
    case EXPAT_AttlistDeclHandler:
        x->SetAttlistDeclHandler(l, WANTED(AttlistDeclHandler, on_attribute_list));
        break;
    case EXPAT_ElementDeclHandler:
        x->SetElementDeclHandler(l, WANTED(ElementDeclHandler, on_element));
        break;
    case EXPAT_NotStandaloneHandler:
        x->SetNotStandaloneHandler(l, WANTED(NotStandaloneHandler, on_not_standalone));
        break;
    case EXPAT_ExternalEntityRefHandler:
        x->SetExternalEntityRefHandler(l, WANTED(ExternalEntityRefHandler, on_external_entity));
        break;
    default:
        break;
    }
}

void expat_install(struct expat_parser *p, enum expat_handler which)
{
    const struct expat_library *x = expat_library();
    XML_Parser l = p->library;
    switch (which) {
    case EXPAT_StartElementHandler:
    case EXPAT_EndElementHandler:
        x->SetElementHandler(l, WANTED(StartElementHandler, on_start_element),
                             WANTED(EndElementHandler, on_end_element));
        break;
    case EXPAT_CharacterDataHandler:
        x->SetCharacterDataHandler(l, WANTED(CharacterDataHandler, on_text));
        break;
    case EXPAT_CommentHandler:
        x->SetCommentHandler(l, WANTED(CommentHandler, on_comment));
        break;
    case EXPAT_ProcessingInstructionHandler:
        x->SetProcessingInstructionHandler(l, WANTED(ProcessingInstructionHandler, on_instruction));
        break;
    case EXPAT_StartCdataSectionHandler:
    case EXPAT_EndCdataSectionHandler:
        x->SetCdataSectionHandler(l, WANTED(StartCdataSectionHandler, on_start_cdata),
                                  WANTED(EndCdataSectionHandler, on_end_cdata));
        break;
    case EXPAT_DefaultHandler:
        x->SetDefaultHandler(l, WANTED(DefaultHandler, on_default));
        break;
    case EXPAT_DefaultHandlerExpand:
        x->SetDefaultHandlerExpand(l, WANTED(DefaultHandlerExpand, on_default_expand));
        break;
    case EXPAT_StartNamespaceDeclHandler:
    case EXPAT_EndNamespaceDeclHandler:
        x->SetNamespaceDeclHandler(l, WANTED(StartNamespaceDeclHandler, on_start_namespace),
                                   WANTED(EndNamespaceDeclHandler, on_end_namespace));
        break;
    case EXPAT_XmlDeclHandler:
    case EXPAT_StartDoctypeDeclHandler:
    case EXPAT_EndDoctypeDeclHandler:
    case EXPAT_EntityDeclHandler:
    case EXPAT_UnparsedEntityDeclHandler:
    case EXPAT_NotationDeclHandler:
    case EXPAT_SkippedEntityHandler:
    case EXPAT_AttlistDeclHandler:
    case EXPAT_ElementDeclHandler:
    case EXPAT_NotStandaloneHandler:
    case EXPAT_ExternalEntityRefHandler:
        install_declaration(p, which);
        break;
    case EXPAT_N_HANDLERS:
        break;
    }
}

void expat_install_all(struct expat_parser *p)
{
    /* A default handler, be it NULL, keeps the library from expanding internal entities. */
    for (int which = 0; which < EXPAT_N_HANDLERS; which++) {
        if (has(p, (enum expat_handler)which)) {
            expat_install(p, (enum expat_handler)which);
        }
    }
    expat_library()->SetUnknownEncodingHandler(p->library, on_unknown_encoding, p);
}
