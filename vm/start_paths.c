#include "vm/start_paths.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/import.h"
#include "runtime/list.h"
#include "runtime/path.h"
#include "runtime/sys.h"

/* --- Helpers --- */

static bool append_text(struct thread *t, Value list, const char *text)
{
    Value v = path_to_str(t, text, strlen(text));
    return v != VALUE_ERROR && list_append(t, value_to_list(list), v);
}

static bool set_text(struct thread *t, const char *name, const char *text)
{
    Value v = path_to_str(t, text, strlen(text));
    return v != VALUE_ERROR && sys_set_attribute(t, name, v);
}

/* Cuts the last component off. False: there is none. */
static bool to_parent(char *path)
{
    char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return false;
    }
    *slash = '\0';
    return true;
}

/* --- The program --- */

static bool is_program(const char *path)
{
    struct stat status;
    return access(path, X_OK) == 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* Where the shell has found `name`. */
static bool find_along_path(const char *name, char *found)
{
    const char *p = getenv("PATH");
    while (p != NULL && *p != '\0') {
        const char *colon = strchrnul(p, ':');
        int n = snprintf(found, PATH_MAX, "%.*s/%s", (int)(colon - p), p, name);
        if (n < PATH_MAX && found[0] == '/' && is_program(found)) {
            return true;
        }
        p = *colon == '\0' ? NULL : colon + 1;
    }
    return false;
}

/* The name that the program was started by, absolute, links kept: in a virtual environment it is a link. */
static void find_program(const struct options *o, const char *real, char *found)
{
    const char *name = o->n_original > 0 ? o->original[0] : "";
    if (name[0] == '/' && is_program(name)) {
        snprintf(found, PATH_MAX, "%s", name);
    } else if (strchr(name, '/') != NULL && is_program(name) && getcwd(found, PATH_MAX) != NULL) {
        size_t n = strlen(found);
        snprintf(found + n, PATH_MAX - n, "/%s", strncmp(name, "./", 2) == 0 ? name + 2 : name);
    } else if (strchr(name, '/') != NULL || !find_along_path(name, found)) {
        snprintf(found, PATH_MAX, "%s", real);
    }
}

/* --- Virtual environments --- */

struct environment {
    char folder[PATH_MAX]; /* "": none */
    bool has_system_packages;
};

/* pyvenv.cfg: lines `key = value`. */
static void read_configuration(FILE *file, struct environment *e)
{
    char line[PATH_MAX], key[64], value[16];
    while (fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, " %63[^= ] = %15s", key, value) == 2 &&
            strcasecmp(key, "include-system-site-packages") == 0) {
            e->has_system_packages = strcasecmp(value, "true") == 0;
        }
    }
}

/* An environment has a file pyvenv.cfg beside its program or in the folder above. */
static void find_environment(const char *program, struct environment *e)
{
    snprintf(e->folder, sizeof e->folder, "%s", program);
    for (int level = 0; level < 2 && to_parent(e->folder); level++) {
        char path[PATH_MAX + sizeof "/pyvenv.cfg"];
        snprintf(path, sizeof path, "%s/pyvenv.cfg", e->folder);
        FILE *file = fopen(path, "re");
        if (file != NULL) {
            read_configuration(file, e);
            fclose(file);
            return;
        }
    }
    e->folder[0] = '\0';
    e->has_system_packages = true;
}

static bool set_program(struct thread *t, const struct options *o, struct environment *e)
{
    char real[PATH_MAX], program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", real, sizeof real - 1);
    real[n > 0 ? n : 0] = '\0';
    find_program(o, real, program);
    find_environment(program, e);
    const char *prefix = e->folder[0] == '\0' ? "/usr" : e->folder;
    return set_text(t, "executable", program) && set_text(t, "_base_executable", real) &&
           set_text(t, "prefix", prefix) && set_text(t, "exec_prefix", prefix) &&
           set_text(t, "base_prefix", "/usr") && set_text(t, "base_exec_prefix", "/usr");
}

/* --- sys.argv --- */

static bool set_arguments(struct thread *t, const struct options *o)
{
    Value argv = list_new(t, 0), original = list_new(t, 0);
    const char *first = o->kind == RUN_COMMAND ? "-c" : o->kind == RUN_MODULE ? "-m" : o->target;
    if (argv == VALUE_ERROR || original == VALUE_ERROR || !append_text(t, argv, first)) {
        return false;
    }
    for (int i = 0; i < o->n_arguments; i++) {
        if (!append_text(t, argv, o->arguments[i])) {
            return false;
        }
    }
    for (int i = 0; i < o->n_original; i++) {
        if (!append_text(t, original, o->original[i])) {
            return false;
        }
    }
    return sys_set_attribute(t, "argv", argv) && sys_set_attribute(t, "orig_argv", original);
}

/* --- sys.path --- */

/* The script's folder, or the script if it is one; the current one for -c and -m; else nothing under -I and -P. */
static bool add_script_folder(struct thread *t, Value path, const struct options *o)
{
    if (o->safe_path && o->kind != RUN_FOLDER) {
        return true;
    }
    char folder[PATH_MAX];
    if (o->kind == RUN_MODULE) {
        return getcwd(folder, sizeof folder) == NULL || append_text(t, path, folder);
    }
    if (o->kind != RUN_FILE && o->kind != RUN_FOLDER) {
        return append_text(t, path, "");
    }
    if (realpath(o->target, folder) == NULL) {
        return true;
    }
    if (o->kind == RUN_FOLDER) {
        return append_text(t, path, folder);
    }
    char *slash = strrchr(folder, '/');
    *(slash == folder ? slash + 1 : slash) = '\0';
    return append_text(t, path, folder);
}

static bool add_python_path(struct thread *t, Value path, const struct options *o)
{
    const char *p = o->ignore_environment ? NULL : getenv("PYTHONPATH");
    while (p != NULL && *p != '\0') {
        const char *colon = strchrnul(p, ':');
        Value v = path_to_absolute(t, p, (size_t)(colon - p));
        if (v == VALUE_ERROR || !list_append(t, value_to_list(path), v)) {
            return false;
        }
        p = *colon == '\0' ? NULL : colon + 1;
    }
    return true;
}

static const char *find_stdlib(const struct options *o)
{
    static const char *const places[] = {"/usr/lib/python3.11", "/usr/local/lib/python3.11"};
    const char *given = o->ignore_environment ? NULL : getenv("HASP_STDLIB");
    if (given != NULL && *given != '\0') {
        return given;
    }
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        if (access(places[i], R_OK) == 0) {
            return places[i];
        }
    }
    return NULL;
}

/* sys._stdlib_dir: the installed library, or None. */
static bool set_stdlib_dir(struct thread *t, const char *stdlib)
{
    return stdlib == NULL || access(stdlib, R_OK) != 0
               ? sys_set_attribute(t, "_stdlib_dir", VALUE_NONE)
               : set_text(t, "_stdlib_dir", stdlib);
}

static bool add_if_folder(struct thread *t, Value path, const char *format, const char *base)
{
    char folder[PATH_MAX];
    struct stat status;
    int n = snprintf(folder, sizeof folder, format, base);
    return n >= PATH_MAX || stat(folder, &status) != 0 || !S_ISDIR(status.st_mode) ||
           append_text(t, path, folder);
}

/* The user's folder is not for a program that runs with another's rights. */
static bool add_user_packages(struct thread *t, Value path, const struct options *o)
{
    if (o->no_user_site || geteuid() != getuid() || getegid() != getgid()) {
        return true;
    }
    const char *base = o->ignore_environment ? NULL : getenv("PYTHONUSERBASE");
    if (base != NULL && *base != '\0') {
        return add_if_folder(t, path, "%s/lib/python3.11/site-packages", base);
    }
    const char *home = getenv("HOME");
    return home == NULL || *home == '\0' ||
           add_if_folder(t, path, "%s/.local/lib/python3.11/site-packages", home);
}

static bool add_packages(struct thread *t, Value path, const struct options *o,
                         const struct environment *e)
{
    if (o->no_site) {
        return true;
    }
    if (e->folder[0] != '\0' &&
        !add_if_folder(t, path, "%s/lib/python3.11/site-packages", e->folder)) {
        return false;
    }
    return !e->has_system_packages ||
           (add_user_packages(t, path, o) &&
            add_if_folder(t, path, "%s", "/usr/local/lib/python3.11/dist-packages") &&
            add_if_folder(t, path, "%s", "/usr/lib/python3/dist-packages"));
}

static bool set_path(struct thread *t, const struct options *o, const struct environment *e)
{
    Value path = list_new(t, 4);
    const char *stdlib = find_stdlib(o);
    return set_stdlib_dir(t, stdlib) && path != VALUE_ERROR && add_script_folder(t, path, o) &&
           add_python_path(t, path, o) && append_text(t, path, IMPORT_EMBEDDED_PATH) &&
           (stdlib == NULL || append_text(t, path, stdlib)) && add_packages(t, path, o, e) &&
           sys_set_attribute(t, "path", path);
}

bool start_set_paths(struct thread *t, const struct options *o)
{
    struct environment environment = {0};
    return set_arguments(t, o) && set_program(t, o, &environment) && set_path(t, o, &environment);
}
