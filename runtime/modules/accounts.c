/*
 * The modules pwd and grp: users and groups. An entry is read into malloc'ed memory outside of the lock, because it may
 * come over the network; going through all entries uses a position that libc keeps for the whole process.
 */
#include <grp.h>
#include <pthread.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/list.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/struct_sequence.h"

enum { FIRST_BYTES = 1024, MOST_BYTES = 1 << 24 };

static Value user_type = VALUE_UNBOUND, group_type = VALUE_UNBOUND;

union entry {
    struct passwd user;
    struct group group;
};

/* One entry and the memory that its strings lie in. */
struct record {
    struct record *next;
    union entry entry;
    char text[];
};

/* One call of libc's: 0 and *found, 0 and NULL, or errno; ERANGE asks for more memory. */
struct query {
    int (*ask)(const struct query *q, union entry *entry, char *text, size_t size, void **found);
    const char *name;
    uint32_t id;
};

/* The record, or NULL with *error 0 where there is none. Calls nothing of Python's. */
static struct record *fetch(const struct query *q, int *error)
{
    for (size_t size = FIRST_BYTES; size <= MOST_BYTES; size *= 2) {
        struct record *r = malloc(sizeof *r + size);
        void *found = NULL;
        *error = r == NULL ? ENOMEM : q->ask(q, &r->entry, r->text, size, &found);
        if (r != NULL && *error == 0 && found != NULL) {
            r->next = NULL;
            return r;
        }
        free(r);
        if (*error != ERANGE) {
            break;
        }
    }
    /* What libc says where there is no such entry differs between its sources. */
    if (*error == ENOENT || *error == ESRCH) {
        *error = 0;
    }
    return NULL;
}

static Value text_value(struct thread *t, const char *text)
{
    return text == NULL ? VALUE_NONE : path_to_str(t, text, strlen(text));
}

/* (uid_t)-1 is shown as -1. */
static Value id_value(uint32_t id)
{
    return value_from_small_int(id == UINT32_MAX ? -1 : (int64_t)id);
}

static Value user_value(struct thread *t, const union entry *entry)
{
    const struct passwd *p = &entry->user;
    Value fields[] = {text_value(t, p->pw_name),  text_value(t, p->pw_passwd),
                      id_value(p->pw_uid),        id_value(p->pw_gid),
                      text_value(t, p->pw_gecos), text_value(t, p->pw_dir),
                      text_value(t, p->pw_shell)};
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (fields[i] == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return struct_sequence_new(t, user_type, fields, COUNT_OF(fields));
}

static Value group_value(struct thread *t, const union entry *entry)
{
    const struct group *g = &entry->group;
    Value members = list_new(t, 0);
    for (char **member = g->gr_mem; members != VALUE_ERROR && *member != NULL; member++) {
        Value name = text_value(t, *member);
        if (name == VALUE_ERROR || !list_append(t, value_to_list(members), name)) {
            return VALUE_ERROR;
        }
    }
    Value fields[] = {text_value(t, g->gr_name), text_value(t, g->gr_passwd), id_value(g->gr_gid),
                      members};
    return members == VALUE_ERROR || fields[0] == VALUE_ERROR || fields[1] == VALUE_ERROR
               ? VALUE_ERROR
               : struct_sequence_new(t, group_type, fields, COUNT_OF(fields));
}

/* ---- one entry ---- */

static int ask_user_name(const struct query *q, union entry *e, char *text, size_t size,
                         void **found)
{
    return getpwnam_r(q->name, &e->user, text, size, (struct passwd **)found);
}

static int ask_user_id(const struct query *q, union entry *e, char *text, size_t size, void **found)
{
    return getpwuid_r(q->id, &e->user, text, size, (struct passwd **)found);
}

static int ask_group_name(const struct query *q, union entry *e, char *text, size_t size,
                          void **found)
{
    return getgrnam_r(q->name, &e->group, text, size, (struct group **)found);
}

static int ask_group_id(const struct query *q, union entry *e, char *text, size_t size,
                        void **found)
{
    return getgrgid_r(q->id, &e->group, text, size, (struct group **)found);
}

/* `key` is for the KeyError "function(): what not found: key"; `format` has a %V or %R for it. */
static Value find(struct thread *t, const struct query *q,
                  Value (*value)(struct thread *, const union entry *), const char *format,
                  Value key)
{
    int error;
    blocking_enter(&t->lock, "getpwnam");
    struct record *r = fetch(q, &error);
    blocking_leave(&t->lock);
    gc_keep(q->name);
    if (r == NULL) {
        return error != 0 ? raise_os_error(t, error, VALUE_UNBOUND, VALUE_UNBOUND)
                          : raise_error(t, &KeyError_type, format, key);
    }
    Value result = value(t, &r->entry);
    free(r);
    return result;
}

static const char *name_argument(struct thread *t, Value v, const char *function)
{
    size_t n;
    if (!value_is_str(v)) {
        (void)raise_error(t, &TypeError_type, "%s() argument must be str, not %A", function, v);
        return NULL;
    }
    return path_from_value(t, v, &n);
}

#define FIND_BY_NAME(function, asker, value, format)                                               \
    POSIX_FUNCTION(accounts_##function)                                                            \
    {                                                                                              \
        struct query q = {.ask = asker, .name = name_argument(t, args[0], #function)};             \
        return q.name == NULL ? VALUE_ERROR : find(t, &q, value, format, args[0]);                 \
    }
FIND_BY_NAME(getpwnam, ask_user_name, user_value, "getpwnam(): name not found: %R")
FIND_BY_NAME(getgrnam, ask_group_name, group_value, "getgrnam(): name not found: %R")

POSIX_FUNCTION(accounts_getgrgid)
{
    struct query q = {.ask = ask_group_id};
    return posix_identity(t, args[0], "gid", &q.id)
               ? find(t, &q, group_value, "getgrgid(): gid not found: %V", args[0])
               : VALUE_ERROR;
}

POSIX_FUNCTION(accounts_getpwuid)
{
    struct query q = {.ask = ask_user_id};
    if (!posix_identity(t, args[0], "uid", &q.id)) {
        return error_swallow(t, &OverflowError_type)
                   ? raise_error(t, &KeyError_type, "getpwuid(): uid not found")
                   : VALUE_ERROR;
    }
    return find(t, &q, user_value, "getpwuid(): uid not found: %V", args[0]);
}
#undef FIND_BY_NAME

/* ---- all entries ---- */

static pthread_mutex_t walk_lock = PTHREAD_MUTEX_INITIALIZER; /* held outside of the lock only */

static int ask_next_user(const struct query *q UNUSED, union entry *e, char *text, size_t size,
                         void **found)
{
    return getpwent_r(&e->user, text, size, (struct passwd **)found);
}

static int ask_next_group(const struct query *q UNUSED, union entry *e, char *text, size_t size,
                          void **found)
{
    return getgrent_r(&e->group, text, size, (struct group **)found);
}

static struct record *fetch_all(const struct query *q, void (*rewind_all)(void), void (*end)(void))
{
    int error;
    struct record *first = NULL, **last = &first;
    pthread_mutex_lock(&walk_lock);
    rewind_all();
    while ((*last = fetch(q, &error)) != NULL) {
        last = &(*last)->next;
    }
    end();
    pthread_mutex_unlock(&walk_lock);
    return first;
}

static Value list_all(struct thread *t, struct record *first,
                      Value (*value)(struct thread *, const union entry *))
{
    Value list = list_new(t, 0);
    while (first != NULL) {
        struct record *next = first->next;
        Value item = list == VALUE_ERROR ? list : value(t, &first->entry);
        if (item == VALUE_ERROR || !list_append(t, value_to_list(list), item)) {
            list = VALUE_ERROR;
        }
        free(first);
        first = next;
    }
    return list;
}

POSIX_FUNCTION(accounts_getpwall)
{
    (void)args;
    struct query q = {.ask = ask_next_user};
    blocking_enter(&t->lock, "getpwall");
    struct record *first = fetch_all(&q, setpwent, endpwent);
    blocking_leave(&t->lock);
    return list_all(t, first, user_value);
}

POSIX_FUNCTION(accounts_getgrall)
{
    (void)args;
    struct query q = {.ask = ask_next_group};
    blocking_enter(&t->lock, "getgrall");
    struct record *first = fetch_all(&q, setgrent, endgrent);
    blocking_leave(&t->lock);
    return list_all(t, first, group_value);
}

/* ---- the modules ---- */

static const struct native_def user_functions[] = {
    {"getpwall", accounts_getpwall, "()",
     "Return a list of all available password database entries, in arbitrary order.",
     NATIVE_METHOD},
    {"getpwnam", accounts_getpwnam, "(name, /)",
     "Return the password database entry for the given user name.", NATIVE_METHOD},
    {"getpwuid", accounts_getpwuid, "(uidobj, /)",
     "Return the password database entry for the given numeric user ID.", NATIVE_METHOD},
    {0},
};

static const struct native_def group_functions[] = {
    {"getgrall", accounts_getgrall, "()",
     "Return a list of all available group entries, in arbitrary order.", NATIVE_METHOD},
    {"getgrgid", accounts_getgrgid, "(id)",
     "Return the group database entry for the given numeric group ID.", NATIVE_METHOD},
    {"getgrnam", accounts_getgrnam, "(name)",
     "Return the group database entry for the given group name.", NATIVE_METHOD},
    {0},
};

static bool add_type(struct thread *t, Value module, const char *of, const char *name,
                     const char *const *fields, uint32_t n, Value *type)
{
    gc_add_root(type);
    *type = struct_sequence_type_new(t, of, name, fields, n);
    return *type != VALUE_ERROR && module_add(t, module, name, *type);
}

bool module_init_pwd(struct thread *t, Value module)
{
    static const char *const fields[] = {"pw_name",  "pw_passwd", "pw_uid",   "pw_gid",
                                         "pw_gecos", "pw_dir",    "pw_shell", NULL};
    return add_type(t, module, "pwd", "struct_passwd", fields, 7, &user_type) &&
           module_add_functions(t, module, user_functions);
}

bool module_init_grp(struct thread *t, Value module)
{
    static const char *const fields[] = {"gr_name", "gr_passwd", "gr_gid", "gr_mem", NULL};
    return add_type(t, module, "grp", "struct_group", fields, 4, &group_type) &&
           module_add_functions(t, module, group_functions);
}
