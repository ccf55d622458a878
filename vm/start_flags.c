#include "vm/start_flags.h"

#include <string.h>

#include "runtime/dict.h"
#include "runtime/int_text.h"
#include "runtime/list.h"
#include "runtime/path.h"
#include "runtime/settings.h"
#include "runtime/str.h"
#include "runtime/struct_sequence.h"
#include "runtime/sys.h"

void start_fill_settings(const struct options *o)
{
    settings = (struct settings){
        .ignore_environment = o->ignore_environment,
        .isolated = o->isolated,
        .optimize = o->optimize,
        .bytes_warning = o->bytes_warning,
        .verbose = o->verbose,
        .import_time = o->import_time,
        .dev_mode = o->dev_mode,
        .warn_default_encoding = o->warn_default_encoding,
        .no_debug_ranges = o->no_debug_ranges,
        .is_repeatable = o->policy->is_repeatable,
    };
    if (o->int_max_str_digits >= 0) {
        int_set_max_str_digits(o->int_max_str_digits);
    }
}

static Value make_flags(struct thread *t, const struct options *o)
{
    bool random_hashes = o->hash_seed == NULL || strcmp(o->hash_seed, "0") != 0;
    const struct {
        const char *name;
        Value v;
    } rows[] = {
        {"debug", value_from_small_int(o->debug)},
        {"inspect", value_from_small_int(o->inspect)},
        {"interactive", value_from_small_int(o->interactive)},
        {"optimize", value_from_small_int(o->optimize)},
        {"dont_write_bytecode", value_from_small_int(o->dont_write_bytecode)},
        {"no_user_site", value_from_small_int(o->no_user_site)},
        {"no_site", value_from_small_int(o->no_site)},
        {"ignore_environment", value_from_small_int(o->ignore_environment)},
        {"verbose", value_from_small_int(o->verbose)},
        {"bytes_warning", value_from_small_int(o->bytes_warning)},
        {"quiet", value_from_small_int(o->quiet)},
        {"hash_randomization", value_from_small_int(random_hashes)},
        {"isolated", value_from_small_int(o->isolated)},
        {"dev_mode", value_from_bool(o->dev_mode)},
        {"utf8_mode", value_from_small_int(o->utf8_mode)},
        {"warn_default_encoding", value_from_small_int(o->warn_default_encoding)},
        {"safe_path", value_from_bool(o->safe_path)},
        {"int_max_str_digits", value_from_small_int(o->int_max_str_digits)},
        {"gil", value_from_small_int(o->policy->exclusive)},
    };
    const char *names[COUNT_OF(rows) + 1] = {NULL};
    Value items[COUNT_OF(rows)];
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        names[i] = rows[i].name;
        items[i] = rows[i].v;
    }
    /* The lock is no item of the tuple: that has CPython's length. */
    Value type = struct_sequence_type_new(t, "sys", "flags", names, COUNT_OF(rows) - 1);
    Value flags = type == VALUE_ERROR ? type : struct_sequence_new(t, type, items, COUNT_OF(items));
    return flags != VALUE_ERROR && struct_sequence_forbid_new(t, value_type(flags)) ? flags
                                                                                    : VALUE_ERROR;
}

static Value make_warning_options(struct thread *t, const struct options *o)
{
    Value list = list_new(t, 0);
    for (int i = 0; list != VALUE_ERROR && i < o->warnings.n; i++) {
        const char *text = o->warnings.items[i];
        Value v = path_to_str(t, text, strlen(text));
        if (v == VALUE_ERROR || !list_append(t, value_to_list(list), v)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

static Value make_x_options(struct thread *t, const struct options *o)
{
    Value dict = dict_new(t);
    for (int i = 0; dict != VALUE_ERROR && i < o->x_options.n; i++) {
        const char *text = o->x_options.items[i], *equals = strchrnul(text, '=');
        Value key = path_to_str(t, text, (size_t)(equals - text));
        Value v = key == VALUE_ERROR || *equals == '\0'
                      ? VALUE_TRUE
                      : path_to_str(t, equals + 1, strlen(equals + 1));
        if (key == VALUE_ERROR || v == VALUE_ERROR || !dict_set(t, value_to_dict(dict), key, v)) {
            return VALUE_ERROR;
        }
    }
    return dict;
}

static bool set(struct thread *t, const char *name, Value v)
{
    return v != VALUE_ERROR && sys_set_attribute(t, name, v);
}

bool start_set_flags(struct thread *t, const struct options *o)
{
    const char *prefix = o->pycache_prefix;
    return set(t, "flags", make_flags(t, o)) && set(t, "warnoptions", make_warning_options(t, o)) &&
           set(t, "_xoptions", make_x_options(t, o)) &&
           set(t, "pycache_prefix",
               prefix == NULL ? VALUE_NONE : path_to_str(t, prefix, strlen(prefix))) &&
           set(t, "dont_write_bytecode", value_from_bool(o->dont_write_bytecode));
}
