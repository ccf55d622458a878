#include "vm/options.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char usage_line[] =
    "usage: hasp [option] ... [-c code | -m module | file | -] [arg] ...\n";

void options_print_help(FILE *to)
{
    fputs(usage_line, to);
    fputs("Options:\n"
          "--gil=POLICY   : the global lock, one of:\n",
          to);
    for (size_t i = 0; policy_at(i) != NULL; i++) {
        fprintf(to, "                 %-10s %s\n", policy_at(i)->name, policy_at(i)->description);
    }
    fputs(
        "--switch-interval=SECONDS : how long a thread waits before it asks for the lock\n"
        "-X gil=0|1     : the same as --gil=off, --gil=on\n"
        "--dis FILE     : print the bytecode of FILE and exit\n"
        "-c code        : program passed in as string (terminates option list)\n"
        "-m module      : run library module as a script (terminates option list)\n"
        "-              : program read from stdin\n"
        "-E             : ignore HASP* and PYTHON* environment variables\n"
        "-I             : isolate: -E, and neither the script's folder nor user files on the path\n"
        "-O, -OO        : remove assert statements; with -OO docstrings, too\n"
        "-B, -P, -q, -s, -S : as python3's; -W and other -X options are accepted and ignored\n"
        "-u             : force stdout and stderr to be unbuffered\n"
        "-V, --version  : print the version and exit\n"
        "-h, --help     : print this help and exit\n"
        "Environment: HASP_GIL, PYTHON_GIL (policy), PYTHONPATH, PYTHONHASHSEED, "
        "PYTHONUNBUFFERED,\n"
        "HASP_STDLIB (folder of the Python standard library)\n",
        to);
}

static bool print_usage(void)
{
    fputs(usage_line, stderr);
    fputs("Try `hasp --help' for more information.\n", stderr);
    return false;
}

static bool complain(const char *format, const char *what)
{
    fprintf(stderr, format, what);
    return print_usage();
}

/* `source` is said before the message: where the name stood, if not on the command line. */
static bool choose_policy(struct options *o, const char *name, const char *source)
{
    const struct lock_policy *policy = policy_find(name);
    if (policy != NULL) {
        o->policy = policy;
        return true;
    }
    fprintf(stderr, "hasp: %sunknown lock policy '%s' (there are", source, name);
    for (size_t i = 0; policy_at(i) != NULL; i++) {
        fprintf(stderr, "%s %s", i == 0 ? "" : ",", policy_at(i)->name);
    }
    fputs(")\n", stderr);
    return print_usage();
}

/* The value 0 or 1 of -X gil and PYTHON_GIL. */
static bool choose_switch(struct options *o, const char *text, const char *format)
{
    if (strcmp(text, "0") != 0 && strcmp(text, "1") != 0) {
        return complain(format, text);
    }
    o->policy = policy_find(text[0] == '1' ? "on" : "off");
    return true;
}

static bool parse_interval(struct options *o, const char *text)
{
    char *end;
    errno = 0;
    double seconds = strtod(text, &end);
    if (end == text || *end != '\0' || errno != 0 || !(seconds > 0) || !(seconds < 1e6)) {
        return complain(
            "hasp: invalid switch interval: '%s' (seconds, more than 0 and less than 1000000)\n",
            text);
    }
    o->switch_interval_ns = (int64_t)llround(seconds * 1e9);
    if (o->switch_interval_ns < 1) {
        o->switch_interval_ns = 1;
    }
    return true;
}

/* Where the sources of the policy stand, strongest first. */
struct policy_choice {
    const char *gil;   /* --gil */
    const char *x_gil; /* -X gil= */
};

static bool parse_x(const char *text, struct policy_choice *choice)
{
    if (strncmp(text, "gil=", 4) == 0) {
        choice->x_gil = text + 4;
    } else if (strcmp(text, "gil") == 0) {
        return complain("hasp: -X %s needs a value, 0 or 1\n", text);
    }
    return true; /* other -X options are accepted and ignored, as CPython does */
}

static bool resolve_policy(struct options *o, const struct policy_choice *choice)
{
    const char *hasp_gil = o->ignore_environment ? NULL : getenv("HASP_GIL");
    const char *python_gil = o->ignore_environment ? NULL : getenv("PYTHON_GIL");
    o->policy = policy_find("on");
    /* Every source given must be valid, also one that a stronger one overrides. */
    if (python_gil != NULL && *python_gil != '\0' &&
        !choose_switch(o, python_gil, "hasp: PYTHON_GIL must be 0 or 1, not '%s'\n")) {
        return false;
    }
    if (hasp_gil != NULL && *hasp_gil != '\0' && !choose_policy(o, hasp_gil, "HASP_GIL: ")) {
        return false;
    }
    if (choice->x_gil != NULL &&
        !choose_switch(o, choice->x_gil, "hasp: -X gil must be 0 or 1, not '%s'\n")) {
        return false;
    }
    return choice->gil == NULL || choose_policy(o, choice->gil, "");
}

/* A cluster of one-letter options without values, or one with a value. *index is advanced past a value of its own. */
struct cursor {
    int argc, index;
    char **argv;
    bool done; /* -c, -m, a file: the rest are arguments of the program */
};

static const char *option_value(struct cursor *c, const char *rest)
{
    if (*rest != '\0') {
        return rest;
    }
    return c->index + 1 < c->argc ? c->argv[++c->index] : NULL;
}

static bool need_value(char letter)
{
    fprintf(stderr, "Argument expected for the -%c option\n", letter);
    return print_usage();
}

static bool parse_flag(struct options *o, char letter)
{
    switch (letter) {
    case 'E':
        o->ignore_environment = true;
        return true;
    case 'I':
        o->ignore_environment = o->isolated = o->no_user_site = o->safe_path = true;
        return true;
    case 'S':
        o->no_site = true;
        return true;
    case 's':
        o->no_user_site = true;
        return true;
    case 'P':
        o->safe_path = true;
        return true;
    case 'u':
        o->unbuffered = true;
        return true;
    case 'q':
        o->quiet = true;
        return true;
    case 'B':
        o->dont_write_bytecode = true;
        return true;
    case 'O':
        o->optimize++;
        return true;
    case 'V':
        o->kind = RUN_VERSION;
        return true;
    case 'h':
        o->kind = RUN_HELP;
        return true;
    default: {
        char text[2] = {letter, '\0'};
        return complain("Unknown option: -%s\n", text);
    }
    }
}

static bool parse_short(struct options *o, struct cursor *c, const char *letters,
                        struct policy_choice *choice)
{
    for (const char *p = letters; *p != '\0'; p++) {
        if (strchr("cmXW", *p) == NULL) {
            if (!parse_flag(o, *p)) {
                return false;
            }
            continue;
        }
        const char *v = option_value(c, p + 1);
        if (v == NULL) {
            return need_value(*p);
        }
        if (*p == 'X') {
            return parse_x(v, choice);
        }
        if (*p == 'c' || *p == 'm') {
            o->kind = *p == 'c' ? RUN_COMMAND : RUN_MODULE;
            o->target = v;
            c->done = true;
        }
        return true;
    }
    return true;
}

/* Is that `name=VALUE`, or `name` and a VALUE of its own? *value is NULL if there is none. */
static bool is_long_option(struct cursor *c, const char *text, const char *name, const char **value)
{
    size_t n = strlen(name);
    if (strncmp(text, name, n) != 0 || (text[n] != '=' && text[n] != '\0')) {
        return false;
    }
    *value = text[n] == '=' ? text + n + 1 : option_value(c, "");
    return true;
}

static void choose_script(struct options *o, struct cursor *c, const char *path)
{
    struct stat status;
    bool is_folder = stat(path, &status) == 0 && S_ISDIR(status.st_mode);
    o->kind = strcmp(path, "-") == 0 ? RUN_STDIN : is_folder ? RUN_FOLDER : RUN_FILE;
    o->target = path;
    c->done = true;
}

static bool parse_long(struct options *o, struct cursor *c, const char *text,
                       struct policy_choice *choice)
{
    const char *value = "";
    if (is_long_option(c, text, "--gil", &value)) {
        choice->gil = value;
        return value != NULL || complain("hasp: %s needs a value\n", text);
    }
    if (is_long_option(c, text, "--switch-interval", &value)) {
        return value == NULL ? complain("hasp: %s needs a value\n", text)
                             : parse_interval(o, value);
    }
    if (text[2] == '\0') { /* "--": what follows is the script, whatever its name */
        if (c->index + 1 < c->argc) {
            choose_script(o, c, c->argv[++c->index]);
        }
        c->done = true;
        return true;
    }
    if (strcmp(text, "--version") == 0) {
        o->kind = RUN_VERSION;
        return true;
    }
    if (strcmp(text, "--help") == 0) {
        o->kind = RUN_HELP;
        return true;
    }
    if (strcmp(text, "--dis") == 0) {
        o->kind = RUN_DISASSEMBLE;
        o->target = option_value(c, "");
        c->done = true;
        return o->target != NULL || complain("hasp: %s needs a file\n", text);
    }
    return complain("unknown option %s\n", text);
}

static bool parse_argument(struct options *o, struct cursor *c, struct policy_choice *choice)
{
    const char *text = c->argv[c->index];
    if (text[0] == '-' && text[1] == '-') {
        return parse_long(o, c, text, choice);
    }
    if (text[0] == '-' && text[1] != '\0') {
        return parse_short(o, c, text + 1, choice);
    }
    choose_script(o, c, text);
    return true;
}

bool options_parse(struct options *o, int argc, char **argv)
{
    struct policy_choice choice = {0};
    struct cursor c = {.argc = argc, .index = 1, .argv = argv};
    *o = (struct options){.kind = RUN_STDIN, .target = "", .switch_interval_ns = 0};
    for (; c.index < argc && !c.done && o->kind != RUN_VERSION && o->kind != RUN_HELP; c.index++) {
        if (!parse_argument(o, &c, &choice)) {
            return false;
        }
    }
    o->arguments = argv + c.index;
    o->n_arguments = argc - c.index;
    o->original = argv;
    o->n_original = argc;
    if (!o->ignore_environment) {
        o->hash_seed = getenv("PYTHONHASHSEED");
        const char *unbuffered = getenv("PYTHONUNBUFFERED");
        o->unbuffered = o->unbuffered || (unbuffered != NULL && *unbuffered != '\0');
    }
    return resolve_policy(o, &choice);
}
