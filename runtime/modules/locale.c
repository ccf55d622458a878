/*
 * The module _locale. The locale is libc's, one for the whole process: it is changed with the world stopped. Nothing
 * in Hasp depends on it but these functions.
 */
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "lock/world.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/modules/posix.h"

static Value locale_error = VALUE_UNBOUND;

static Value text_value(struct thread *t, const char *text)
{
    return path_to_str(t, text, strlen(text));
}

/* args: category, locale. None asks. */
POSIX_FUNCTION(locale_setlocale)
{
    int category;
    const char *wanted = NULL;
    size_t length;
    if (!posix_int(t, args[0], &category)) {
        return VALUE_ERROR;
    }
    if (args[1] != VALUE_UNBOUND && args[1] != VALUE_NONE) {
        if (!value_is_str(args[1])) {
            return raise_error(t, &TypeError_type,
                               "setlocale() argument 2 must be str or None, not %A", args[1]);
        }
        if ((wanted = path_from_value(t, args[1], &length)) == NULL) {
            return VALUE_ERROR;
        }
    }
    world_stop(&t->lock, "setlocale");
    const char *now = setlocale(category, wanted);
    world_start(&t->lock);
    gc_keep(wanted);
    return now == NULL
               ? raise_error(t, (struct type *)value_load(&locale_error), "%s",
                             wanted != NULL ? "unsupported locale setting" : "locale query failed")
               : text_value(t, now);
}

/* Sizes of groups: ends with 0 (repeat the last) or CHAR_MAX (no more groups). */
static Value grouping_value(struct thread *t, const char *grouping)
{
    Value list = list_new(t, 0);
    for (size_t i = 0; list != VALUE_ERROR && grouping[0] != '\0'; i++) {
        if (!list_append(t, value_to_list(list), value_from_small_int(grouping[i]))) {
            return VALUE_ERROR;
        }
        if (grouping[i] == '\0' || grouping[i] == CHAR_MAX) {
            break;
        }
    }
    return list;
}

static bool add(struct thread *t, Value dict, const char *name, Value v)
{
    Value key = v == VALUE_ERROR ? v : str_intern_cstr(t, name);
    return key != VALUE_ERROR && dict_set(t, value_to_dict(dict), key, v);
}

POSIX_FUNCTION(locale_localeconv)
{
    (void)args;
    const struct lconv *l = localeconv();
    const struct {
        const char *name, *text;
    } texts[] = {
        {"int_curr_symbol", l->int_curr_symbol},     {"currency_symbol", l->currency_symbol},
        {"mon_decimal_point", l->mon_decimal_point}, {"mon_thousands_sep", l->mon_thousands_sep},
        {"positive_sign", l->positive_sign},         {"negative_sign", l->negative_sign},
        {"decimal_point", l->decimal_point},         {"thousands_sep", l->thousands_sep}};
    const struct {
        const char *name;
        char number;
    } numbers[] = {{"int_frac_digits", l->int_frac_digits}, {"frac_digits", l->frac_digits},
                   {"p_cs_precedes", l->p_cs_precedes},     {"p_sep_by_space", l->p_sep_by_space},
                   {"n_cs_precedes", l->n_cs_precedes},     {"n_sep_by_space", l->n_sep_by_space},
                   {"p_sign_posn", l->p_sign_posn},         {"n_sign_posn", l->n_sign_posn}};
    Value dict = dict_new(t);
    if (dict == VALUE_ERROR) {
        return dict;
    }
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (!add(t, dict, texts[i].name, text_value(t, texts[i].text))) {
            return VALUE_ERROR;
        }
    }
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        if (!add(t, dict, numbers[i].name, value_from_small_int(numbers[i].number))) {
            return VALUE_ERROR;
        }
    }
    return add(t, dict, "grouping", grouping_value(t, l->grouping)) &&
                   add(t, dict, "mon_grouping", grouping_value(t, l->mon_grouping))
               ? dict
               : VALUE_ERROR;
}

/* The code points of a str as libc's wide characters, malloc'ed. NULL: an exception. */
static wchar_t *wide_argument(struct thread *t, Value v, const char *function)
{
    static_assert(sizeof(wchar_t) == 4, "a code point each");
    if (!value_is_str(v)) {
        (void)raise_error(t, &TypeError_type, "%s() argument must be str, not %A", function, v);
        return NULL;
    }
    const struct str *s = value_to_str(v);
    wchar_t *wide = malloc((s->length + 1) * sizeof *wide);
    if (wide == NULL) {
        (void)raise_no_memory(t);
        return NULL;
    }
    for (uint64_t i = 0; i < s->length; i++) {
        if ((wide[i] = (wchar_t)str_at(s, i)) == 0) {
            free(wide);
            (void)raise_error(t, &ValueError_type, "embedded null character");
            return NULL;
        }
    }
    wide[s->length] = 0;
    return wide;
}

POSIX_FUNCTION(locale_strcoll)
{
    wchar_t *a = wide_argument(t, args[0], "strcoll");
    wchar_t *b = a == NULL ? NULL : wide_argument(t, args[1], "strcoll");
    Value result = b == NULL ? VALUE_ERROR : value_from_small_int(wcscoll(a, b));
    free(a);
    free(b);
    return result;
}

/* Text whose order by code points is the order of the locale. */
POSIX_FUNCTION(locale_strxfrm)
{
    wchar_t *text = wide_argument(t, args[0], "strxfrm"), *key = NULL;
    if (text == NULL) {
        return VALUE_ERROR;
    }
    errno = 0;
    size_t size = wcsxfrm(NULL, text, 0);
    Value result = VALUE_ERROR;
    if (errno != 0 || (key = malloc((size + 1) * sizeof *key)) == NULL) {
        result = errno != 0 && errno != ERANGE ? raise_errno(t, VALUE_UNBOUND) : raise_no_memory(t);
    } else {
        wcsxfrm(key, text, size + 1);
        result = str_from_characters(t, 4, key, size);
    }
    free(text);
    free(key);
    return result;
}

POSIX_FUNCTION(locale_nl_langinfo)
{
    int item;
    return posix_int(t, args[0], &item) ? text_value(t, nl_langinfo(item)) : VALUE_ERROR;
}

/* What text files are in: the locale's character set; UTF-8 in the C locale, as PEP 538 and 540 have it. */
POSIX_FUNCTION(locale_getencoding)
{
    (void)args;
    return str_from_cstr(t, "UTF-8");
}

static const struct native_def functions[] = {
    {"getencoding", locale_getencoding, "()", "Get the current locale encoding.", NATIVE_METHOD},
    {"localeconv", locale_localeconv, "()",
     "Returns numeric and monetary locale-specific parameters.", NATIVE_METHOD},
    {"nl_langinfo", locale_nl_langinfo, "(key, /)",
     "Return the value for the locale information associated with key.", NATIVE_METHOD},
    {"setlocale", locale_setlocale, "(category, locale=None, /)",
     "Activates/queries locale processing.", NATIVE_METHOD},
    {"strcoll", locale_strcoll, "(os1, os2, /)", "Compares two strings according to the locale.",
     NATIVE_METHOD},
    {"strxfrm", locale_strxfrm, "(string, /)",
     "Return a string that can be used as a key for locale-aware comparisons.", NATIVE_METHOD},
    {0},
};

static const struct module_number constants[] = {
    MODULE_NUMBER(LC_ALL),      MODULE_NUMBER(LC_COLLATE),  MODULE_NUMBER(LC_CTYPE),
    MODULE_NUMBER(LC_MESSAGES), MODULE_NUMBER(LC_MONETARY), MODULE_NUMBER(LC_NUMERIC),
    MODULE_NUMBER(LC_TIME),     MODULE_NUMBER(CHAR_MAX),    MODULE_NUMBER(CODESET),
    MODULE_NUMBER(RADIXCHAR),   MODULE_NUMBER(THOUSEP),     MODULE_NUMBER(YESEXPR),
    MODULE_NUMBER(NOEXPR),      MODULE_NUMBER(CRNCYSTR),    MODULE_NUMBER(D_FMT),
    MODULE_NUMBER(D_T_FMT),     MODULE_NUMBER(T_FMT),       MODULE_NUMBER(T_FMT_AMPM),
    MODULE_NUMBER(AM_STR),      MODULE_NUMBER(PM_STR),      MODULE_NUMBER(ERA),
    MODULE_NUMBER(ERA_D_FMT),   MODULE_NUMBER(ERA_D_T_FMT), MODULE_NUMBER(ERA_T_FMT),
    MODULE_NUMBER(ALT_DIGITS),  MODULE_NUMBER(DAY_1),       MODULE_NUMBER(DAY_2),
    MODULE_NUMBER(DAY_3),       MODULE_NUMBER(DAY_4),       MODULE_NUMBER(DAY_5),
    MODULE_NUMBER(DAY_6),       MODULE_NUMBER(DAY_7),       MODULE_NUMBER(ABDAY_1),
    MODULE_NUMBER(ABDAY_2),     MODULE_NUMBER(ABDAY_3),     MODULE_NUMBER(ABDAY_4),
    MODULE_NUMBER(ABDAY_5),     MODULE_NUMBER(ABDAY_6),     MODULE_NUMBER(ABDAY_7),
    MODULE_NUMBER(MON_1),       MODULE_NUMBER(MON_2),       MODULE_NUMBER(MON_3),
    MODULE_NUMBER(MON_4),       MODULE_NUMBER(MON_5),       MODULE_NUMBER(MON_6),
    MODULE_NUMBER(MON_7),       MODULE_NUMBER(MON_8),       MODULE_NUMBER(MON_9),
    MODULE_NUMBER(MON_10),      MODULE_NUMBER(MON_11),      MODULE_NUMBER(MON_12),
    MODULE_NUMBER(ABMON_1),     MODULE_NUMBER(ABMON_2),     MODULE_NUMBER(ABMON_3),
    MODULE_NUMBER(ABMON_4),     MODULE_NUMBER(ABMON_5),     MODULE_NUMBER(ABMON_6),
    MODULE_NUMBER(ABMON_7),     MODULE_NUMBER(ABMON_8),     MODULE_NUMBER(ABMON_9),
    MODULE_NUMBER(ABMON_10),    MODULE_NUMBER(ABMON_11),    MODULE_NUMBER(ABMON_12),
};

/*
 * Programs find the locale of characters as CPython's start-up leaves it: the environment's, or C.UTF-8 in place of the
 * C locale (PEP 538). Here nothing depends on it before somebody asks.
 */
static void set_character_type(struct thread *t)
{
    world_stop(&t->lock, "setlocale");
    const char *now = setlocale(LC_CTYPE, "");
    const char *all = getenv("LC_ALL");
    if (now != NULL && (strcmp(now, "C") == 0 || strcmp(now, "POSIX") == 0) &&
        (all == NULL || *all == '\0')) {
        (void)setlocale(LC_CTYPE, "C.UTF-8");
    }
    world_start(&t->lock);
}

bool module_init__locale(struct thread *t, Value module)
{
    set_character_type(t);
    gc_add_root(&locale_error);
    locale_error = exception_type_new(t, "locale", "Error", &Exception_type, NULL);
    return module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           locale_error != VALUE_ERROR && module_add(t, module, "Error", locale_error) &&
           module_add_functions(t, module, functions);
}
