/* The module _expat beneath pyexpat (runtime/lib/pyexpat.py), over Debian's library. */
#include "runtime/modules/expat.h"

#include "runtime/abstract.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/modules/expat_parser.h"
#include "runtime/native.h"
#include "runtime/tuple.h"

/* args: code */
static Value function_error_string(struct thread *t, Value *args, UNUSED uint32_t n_args,
                                   UNUSED Value names)
{
    int64_t code;
    if (!number_to_index(t, args[0], &code)) {
        return VALUE_ERROR;
    }
    const char *text =
        code < 0 || code > INT32_MAX ? NULL : expat_library()->ErrorString((enum XML_Error)code);
    return text == NULL ? VALUE_NONE : str_from_cstr(t, text);
}

static const struct native_def functions[] = {
    {"ErrorString", function_error_string, "(code, /)", "The message of an error's number.",
     NATIVE_METHOD},
    {"ParserCreate", expat_parser_create, "(encoding=None, namespace_separator=None, intern={})",
     "A new parser.", NATIVE_METHOD},
    {0},
};

static const struct module_number constants[] = {
    MODULE_NUMBER(XML_PARAM_ENTITY_PARSING_NEVER),
    MODULE_NUMBER(XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE),
    MODULE_NUMBER(XML_PARAM_ENTITY_PARSING_ALWAYS),
};

/* [(name, number), ...] */
static Value features(struct thread *t)
{
    Value list = list_new(t, 8);
    for (const XML_Feature *f = expat_library()->GetFeatureList();
         f->feature != XML_FEATURE_END && list != VALUE_ERROR; f++) {
        Value name = str_from_cstr(t, f->name);
        Value row =
            name == VALUE_ERROR ? name : tuple_pair(t, name, value_from_small_int(f->value));
        list = row != VALUE_ERROR && list_append(t, value_to_list(list), row) ? list : VALUE_ERROR;
    }
    return list;
}

static bool add(struct thread *t, Value module, const char *name, Value v)
{
    return v != VALUE_ERROR && module_add(t, module, name, v);
}

bool module_init__expat(struct thread *t, Value module)
{
    if (!expat_library_load(t) || !type_ready(t, &expat_parser_type)) {
        return false;
    }
    if (expat_error == VALUE_UNBOUND) {
        gc_add_root(&expat_error);
        Value error =
            exception_type_new(t, "xml.parsers.expat", "ExpatError", &Exception_type, NULL);
        if (error == VALUE_ERROR) {
            return false;
        }
        value_store(&expat_error, error);
    }
    XML_Expat_Version v = expat_library()->ExpatVersionInfo();
    return module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           module_add(t, module, "ExpatError", expat_error) &&
           module_add(t, module, "XMLParserType", value_from_object(&expat_parser_type)) &&
           add(t, module, "EXPAT_VERSION", str_from_cstr(t, expat_library()->ExpatVersion())) &&
           add(t, module, "version_info",
               tuple_of(t, 3, value_from_small_int(v.major), value_from_small_int(v.minor),
                        value_from_small_int(v.micro))) &&
           add(t, module, "features", features(t)) && module_add_functions(t, module, functions);
}
