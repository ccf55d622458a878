#include "vm/options.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lock/policy_options.h"
#include "vm/lock_watch.h"

static bool print_usage(void)
{
    options_print_usage_line(stderr);
    fputs("Try `hasp --help' for more information.\n", stderr);
    return false;
}

static bool complain(const char *format, const char *what)
{
    fprintf(stderr, format, what);
    return print_usage();
}

/* `source` is said before the message: where the name stood, if not on the command line. */
static bool choose_policy(struct options *o, const char *text, const char *source)
{
    char error[POLICY_ERROR_BYTES];
    if (strcmp(text, "help") == 0) {
        o->help |= HELP_POLICIES;
        text = "on";
    }
    o->policy = policy_choose(text, error);
    if (o->policy == NULL) {
        fprintf(stderr, "hasp: %s%s\n", source, error);
        return print_usage();
    }
    return true;
}

/* The value 0 or 1 of -X gil and PYTHON_GIL. */
static bool choose_switch(struct options *o, const char *text, const char *format)
{
    if (strcmp(text, "0") != 0 && strcmp(text, "1") != 0) {
        return complain(format, text);
    }
    return choose_policy(o, text[0] == '1' ? "on" : "off", "");
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

static bool parse_x(struct options *o, const char *text, struct policy_choice *choice)
{
    if (strncmp(text, "gil=", 4) == 0) {
        choice->x_gil = text + 4;
    } else if (strcmp(text, "gil-dump") == 0) {
        o->gil_dump_signal = SIGUSR1;
    } else if (strncmp(text, "gil-dump=", 9) == 0) {
        o->gil_dump_signal = lock_watch_signal(text + 9);
        if (o->gil_dump_signal == 0) {
            return complain("hasp: -X gil-dump: no signal that can be caught: '%s'\n", text + 9);
        }
    } else if (strcmp(text, "gil") == 0) {
        return complain("hasp: -X %s needs a value, 0 or 1\n", text);
    }
    return option_texts_add(&o->x_options, text);
}

static bool resolve_policy(struct options *o, const struct policy_choice *choice)
{
    const char *hasp_gil = options_environment(o, "HASP_GIL");
    const char *python_gil = options_environment(o, "PYTHON_GIL");
    o->policy = policy_find("on");
    /* Every source given must be valid, also one that a stronger one overrides. */
    if (python_gil != NULL &&
        !choose_switch(o, python_gil, "hasp: PYTHON_GIL must be 0 or 1, not '%s'\n")) {
        return false;
    }
    if (hasp_gil != NULL && !choose_policy(o, hasp_gil, "HASP_GIL: ")) {
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

/* The letters that only set or count something. */
static bool parse_flag(struct options *o, char letter)
{
    switch (letter) {
    case 'b':
        o->bytes_warning++;
        return true;
    case 'B':
        return o->dont_write_bytecode = true;
    case 'd':
        o->debug++;
        return true;
    case 'E':
        return o->ignore_environment = true;
    case 'h':
    case '?':
        o->help |= HELP_USAGE;
        return true;
    case 'i':
        o->inspect++;
        return o->interactive = true;
    case 'I':
        return o->ignore_environment = o->isolated = o->no_user_site = o->safe_path = true;
    case 'O':
        o->optimize++;
        return true;
    case 'P':
        return o->safe_path = true;
    case 'q':
        return o->quiet = true;
    case 'R':
        return o->random_hash_seed = true;
    case 's':
        return o->no_user_site = true;
    case 'S':
        return o->no_site = true;
    case 'u':
        return o->unbuffered = true;
    case 'v':
        o->verbose++;
        return true;
    case 'V':
        o->version_letters++;
        return true;
    case 'x':
        return o->skip_first_line = true;
    case 'J':
        return complain("-J is reserved for Jython%s\n", "");
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
            return parse_x(o, v, choice);
        }
        if (*p == 'W') {
            return option_texts_add(&o->warnings, v);
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

/* What is asked of the interpreter instead of running a program. */
static bool parse_request(struct options *o, const char *name)
{
    static const struct {
        const char *name;
        unsigned help;
    } requests[] = {
        {"version", 0},
        {"help", HELP_USAGE},
        {"help-env", HELP_ENVIRONMENT},
        {"help-xoptions", HELP_X_OPTIONS},
        {"help-all", HELP_USAGE | HELP_ENVIRONMENT | HELP_X_OPTIONS},
    };
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        if (strcmp(name, requests[i].name) == 0) {
            o->help |= requests[i].help;
            o->version_letters += requests[i].help == 0;
            return true;
        }
    }
    return false;
}

/* There are no .pyc files: the option is accepted for the sake of scripts that pass it on. */
static bool is_pyc_mode(const char *mode)
{
    if (mode == NULL) {
        return complain("Argument expected for the --check-hash-based-pycs option%s\n", "");
    }
    return strcmp(mode, "always") == 0 || strcmp(mode, "default") == 0 ||
           strcmp(mode, "never") == 0 ||
           complain("--check-hash-based-pycs must be one of 'default', 'always', or 'never'%s\n",
                    "");
}

/* --gil-stats=FILE and --gil-trace=FILE; what ends in -join a process gives to its children. */
static bool parse_recording(struct options *o, struct cursor *c, const char *text)
{
    const char *value = "";
    bool joins = is_long_option(c, text, "--gil-stats-join", &value);
    if (joins || is_long_option(c, text, "--gil-stats", &value)) {
        o->gil_stats_path = value;
    } else if ((joins = is_long_option(c, text, "--gil-trace-join", &value)) ||
               is_long_option(c, text, "--gil-trace", &value)) {
        o->gil_trace_path = value;
    } else {
        return complain("unknown option %s\n", text);
    }
    o->gil_joins |= joins;
    return (value != NULL && *value != '\0') || complain("hasp: %s needs a file\n", text);
}

static bool parse_long(struct options *o, struct cursor *c, const char *text,
                       struct policy_choice *choice)
{
    const char *value = "";
    if (is_long_option(c, text, "--gil", &value)) {
        choice->gil = value;
        return value != NULL || complain("hasp: %s needs a value\n", text);
    }
    if (strcmp(text, "--gil-stats") == 0) {
        return o->gil_stats = true;
    }
    if (strcmp(text, "--gil-trace") ==
        0) { /* the next word is more likely a script than a file to be written */
        return complain("hasp: %s needs a file: --gil-trace=FILE\n", text);
    }
    if (strncmp(text, "--gil-stats", 11) == 0 || strncmp(text, "--gil-trace", 11) == 0) {
        return parse_recording(o, c, text);
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
    if (parse_request(o, text + 2)) {
        return true;
    }
    if (strcmp(text, "--check-hash-based-pycs") == 0) {
        return is_pyc_mode(option_value(c, ""));
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

bool options_parse(struct options *o, int argc, char **argv, int *status)
{
    struct policy_choice choice = {0};
    struct cursor c = {.argc = argc, .index = 1, .argv = argv};
    *o = (struct options){.kind = RUN_STDIN, .target = "", .switch_interval_ns = 0};
    *status = 2;
    for (; c.index < argc && !c.done; c.index++) {
        if (!parse_argument(o, &c, &choice)) {
            return false;
        }
    }
    o->arguments = argv + c.index;
    o->n_arguments = argc - c.index;
    o->original = argv;
    o->n_original = argc;
    if (!resolve_policy(o, &choice)) {
        return false;
    }
    if (o->help != 0 || o->version_letters > 0) { /* wins over whatever else is asked for */
        o->kind = o->help != 0 ? RUN_HELP : RUN_VERSION;
        return true;
    }
    *status = 1;
    return options_read_environment(o);
}
