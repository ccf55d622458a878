/* The environment, and what -X means: read after the command line, whose word has precedence. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "vm/options.h"

const char *options_environment(const struct options *o, const char *name)
{
    const char *text = o->ignore_environment ? NULL : getenv(name);
    return text != NULL && *text != '\0' ? text : NULL;
}

const char *options_x(const struct options *o, const char *name)
{
    size_t n = strlen(name);
    for (int i = 0; i < o->x_options.n; i++) {
        const char *text = o->x_options.items[i];
        if (strncmp(text, name, n) == 0 && (text[n] == '=' || text[n] == '\0')) {
            return text[n] == '=' ? text + n + 1 : "";
        }
    }
    return NULL;
}

bool option_texts_add(struct option_texts *texts, const char *text)
{
    /* The command line is short, and this memory is never freed: no room is kept. */
    const char **items = realloc(texts->items, (size_t)(texts->n + 1) * sizeof *items);
    if (items == NULL) {
        fputs("hasp: no memory for the options\n", stderr);
        return false;
    }
    items[texts->n++] = text;
    texts->items = items;
    return true;
}

/* CPython's words, the step of its start-up included that would have failed. */
static bool fail(const char *step, const char *message)
{
    bool is_early = strncmp(step, "pre", 3) == 0;
    fprintf(stderr, "Fatal Python error: %s: %s\nPython runtime state: %s\n\n", step, message,
            is_early ? "preinitializing" : "preinitialized");
    return false;
}

/* --- Numbers --- */

static bool parse_number(const char *text, long *n)
{
    char *end;
    errno = 0;
    *n = strtol(text, &end, 10);
    return errno == 0 && end != text && *end == '\0' && *n >= INT_MIN && *n <= INT_MAX;
}

/* What is no number counts as 1. The option may have said more. */
static int level(const struct options *o, const char *name, int so_far)
{
    const char *text = options_environment(o, name);
    long n;
    if (text == NULL) {
        return so_far;
    }
    if (!parse_number(text, &n) || n < 0) {
        n = 1;
    }
    return so_far < (int)n ? (int)n : so_far;
}

static bool is_on(const struct options *o, const char *name, bool so_far)
{
    return level(o, name, so_far) > 0;
}

static bool is_digit_limit(const char *text, int64_t *limit)
{
    enum { SHORTEST = 640 };
    long n;
    bool fits = parse_number(text, &n) && (n == 0 || n >= SHORTEST);
    *limit = fits ? n : 0;
    return fits;
}

static bool read_digit_limit(struct options *o)
{
    static const char step[] = "config_init_int_max_str_digits";
    const char *text = options_environment(o, "PYTHONINTMAXSTRDIGITS");
    o->int_max_str_digits = -1;
    if (text != NULL && !is_digit_limit(text, &o->int_max_str_digits)) {
        return fail(step,
                    "PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited.");
    }
    text = options_x(o, "int_max_str_digits");
    if (text != NULL && !is_digit_limit(text, &o->int_max_str_digits)) {
        return fail(step,
                    "-X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.");
    }
    return true;
}

/* --- The locale: all that Hasp takes from it is whether it says nothing of an encoding --- */

static const char *character_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text = getenv(names[i]);
        if (text != NULL && *text != '\0') {
            return text;
        }
    }
    return "C";
}

static bool is_plain_locale(void)
{
    const char *name = character_locale();
    return strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0;
}

/* The plain ones, and those that CPython puts in their place. */
bool options_locale_is_coerced(void)
{
    static const char *const names[] = {"C.UTF-8", "C.utf8", "UTF-8"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(character_locale(), names[i]) == 0) {
            return true;
        }
    }
    return is_plain_locale();
}

static bool read_utf8_mode(struct options *o)
{
    static const char step[] = "preconfig_init_utf8_mode";
    const char *text = options_x(o, "utf8");
    if (text != NULL) {
        o->utf8_mode = *text == '\0' || strcmp(text, "1") == 0;
        return o->utf8_mode || strcmp(text, "0") == 0 || fail(step, "invalid -X utf8 option value");
    }
    text = options_environment(o, "PYTHONUTF8");
    if (text != NULL) {
        o->utf8_mode = strcmp(text, "1") == 0;
        return o->utf8_mode || strcmp(text, "0") == 0 ||
               fail(step, "invalid PYTHONUTF8 environment variable value");
    }
    o->utf8_mode = is_plain_locale();
    return true;
}

/* --- Warnings: dev mode says the least, then the environment, then -W, then -b --- */

static bool add_listed(struct option_texts *texts, const char *list)
{
    char *copy = list == NULL ? NULL : strdup(list); /* kept: its parts are options now */
    for (char *rest = copy, *part; (part = strsep(&rest, ",")) != NULL;) {
        if (*part != '\0' && !option_texts_add(texts, part)) {
            return false;
        }
    }
    return list == NULL || copy != NULL;
}

static bool gather_warnings(struct options *o)
{
    struct option_texts given = o->warnings, all = {NULL, 0};
    bool ok = (!o->dev_mode || option_texts_add(&all, "default")) &&
              add_listed(&all, options_environment(o, "PYTHONWARNINGS"));
    for (int i = 0; ok && i < given.n; i++) {
        ok = option_texts_add(&all, given.items[i]);
    }
    if (ok && o->bytes_warning > 0) {
        ok = option_texts_add(&all, o->bytes_warning > 1 ? "error::BytesWarning"
                                                         : "default::BytesWarning");
    }
    free(given.items);
    o->warnings = all;
    return ok;
}

bool options_read_environment(struct options *o)
{
    o->hash_seed = o->random_hash_seed ? NULL : options_environment(o, "PYTHONHASHSEED");
    o->debug = level(o, "PYTHONDEBUG", o->debug);
    o->verbose = level(o, "PYTHONVERBOSE", o->verbose);
    o->optimize = level(o, "PYTHONOPTIMIZE", o->optimize);
    o->inspect = level(o, "PYTHONINSPECT", o->inspect);
    o->dont_write_bytecode = is_on(o, "PYTHONDONTWRITEBYTECODE", o->dont_write_bytecode);
    o->no_user_site = is_on(o, "PYTHONNOUSERSITE", o->no_user_site);
    o->unbuffered = is_on(o, "PYTHONUNBUFFERED", o->unbuffered);
    o->safe_path = o->safe_path || options_environment(o, "PYTHONSAFEPATH") != NULL;
    o->io_encoding = options_environment(o, "PYTHONIOENCODING");
    const struct {
        bool *field;
        const char *x, *variable;
    } switches[] = {
        {&o->dev_mode, "dev", "PYTHONDEVMODE"},
        {&o->faulthandler, "faulthandler", "PYTHONFAULTHANDLER"},
        {&o->import_time, "importtime", "PYTHONPROFILEIMPORTTIME"},
        {&o->no_debug_ranges, "no_debug_ranges", "PYTHONNODEBUGRANGES"},
        {&o->warn_default_encoding, "warn_default_encoding", "PYTHONWARNDEFAULTENCODING"},
    };
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        *switches[i].field = options_x(o, switches[i].x) != NULL ||
                             options_environment(o, switches[i].variable) != NULL;
    }
    o->faulthandler = o->faulthandler || o->dev_mode;
    o->pycache_prefix = options_x(o, "pycache_prefix");
    if (o->pycache_prefix == NULL) {
        o->pycache_prefix = options_environment(o, "PYTHONPYCACHEPREFIX");
    } else if (*o->pycache_prefix == '\0') {
        o->pycache_prefix = NULL; /* takes back what the environment says */
    }
    return read_utf8_mode(o) && read_digit_limit(o) && gather_warnings(o);
}
