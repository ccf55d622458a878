/* posix: owners of files, and the users and groups that a process acts for. */
#include <grp.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/list.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/tuple.h"

_Static_assert(sizeof(uid_t) == 4 && sizeof(gid_t) == 4, "identities are 32 bits wide");

/* ---- files ---- */

/* args: path, uid, gid, dir_fd, follow_symlinks. */
POSIX_FUNCTION(posix_chown)
{
    struct posix_path path;
    uint32_t uid, gid;
    int dir_fd, result;
    bool follow;
    if (!posix_path_argument(t, args[0], "chown", "path", PATH_OR_FD, &path) ||
        !posix_identity(t, args[1], "uid", &uid) || !posix_identity(t, args[2], "gid", &gid) ||
        !posix_dir_fd(t, args[3], &dir_fd) || !posix_flag(t, args[4], true, &follow)) {
        return VALUE_ERROR;
    }
    if (path.name == NULL && dir_fd != AT_FDCWD) {
        return raise_error(t, &ValueError_type, "chown: can't specify both dir_fd and fd");
    }
    if (!posix_path_check_fd(t, "chown", &path, dir_fd, follow)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result,
             path.name == NULL
                 ? fchown(path.fd, uid, gid)
                 : fchownat(dir_fd, path.name, uid, gid, follow ? 0 : AT_SYMLINK_NOFOLLOW));
    gc_keep(path.name);
    return posix_done(t, result, path.given);
}

/* args: path, uid, gid. */
POSIX_FUNCTION(posix_lchown)
{
    struct posix_path path;
    uint32_t uid, gid;
    int result;
    if (!posix_path_argument(t, args[0], "lchown", "path", PATH_NAME, &path) ||
        !posix_identity(t, args[1], "uid", &uid) || !posix_identity(t, args[2], "gid", &gid)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, lchown(path.name, uid, gid));
    gc_keep(path.name);
    return posix_done(t, result, path.given);
}

/* args: fd, uid, gid. */
POSIX_FUNCTION(posix_fchown)
{
    uint32_t uid, gid;
    int fd, result;
    if (!posix_int(t, args[0], &fd) || !posix_identity(t, args[1], "uid", &uid) ||
        !posix_identity(t, args[2], "gid", &gid)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, fchown(fd, uid, gid));
    return posix_done(t, result, VALUE_UNBOUND);
}

/* args: fd, mode. */
POSIX_FUNCTION(posix_fchmod)
{
    int fd, mode, result;
    if (!posix_int(t, args[0], &fd) || !posix_int(t, args[1], &mode)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, fchmod(fd, (mode_t)mode));
    return posix_done(t, result, VALUE_UNBOUND);
}

POSIX_FUNCTION(posix_fchdir)
{
    int fd, result;
    if (!posix_descriptor(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, fchdir(fd));
    return posix_done(t, result, VALUE_UNBOUND);
}

POSIX_FUNCTION(posix_chroot)
{
    struct posix_path path;
    int result;
    if (!posix_path_argument(t, args[0], "chroot", "path", PATH_NAME, &path)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, chroot(path.name));
    gc_keep(path.name);
    return posix_done(t, result, path.given);
}

/* ---- whom the process acts for; libc carries a change over to every thread ---- */

#define SET_ONE(name, what)                                                                        \
    POSIX_FUNCTION(posix_##name)                                                                   \
    {                                                                                              \
        uint32_t id;                                                                               \
        return posix_identity(t, args[0], what, &id) ? posix_done(t, name(id), VALUE_UNBOUND)      \
                                                     : VALUE_ERROR;                                \
    }
SET_ONE(setuid, "uid")
SET_ONE(setgid, "gid")
SET_ONE(seteuid, "uid")
SET_ONE(setegid, "gid")

#define SET_TWO(name, what)                                                                        \
    POSIX_FUNCTION(posix_##name)                                                                   \
    {                                                                                              \
        uint32_t real, effective;                                                                  \
        return posix_identity(t, args[0], what, &real) &&                                          \
                       posix_identity(t, args[1], what, &effective)                                \
                   ? posix_done(t, name(real, effective), VALUE_UNBOUND)                           \
                   : VALUE_ERROR;                                                                  \
    }
SET_TWO(setreuid, "uid")
SET_TWO(setregid, "gid")

#define SET_THREE(name, what)                                                                      \
    POSIX_FUNCTION(posix_##name)                                                                   \
    {                                                                                              \
        uint32_t real, effective, saved;                                                           \
        return posix_identity(t, args[0], what, &real) &&                                          \
                       posix_identity(t, args[1], what, &effective) &&                             \
                       posix_identity(t, args[2], what, &saved)                                    \
                   ? posix_done(t, name(real, effective, saved), VALUE_UNBOUND)                    \
                   : VALUE_ERROR;                                                                  \
    }
SET_THREE(setresuid, "uid")
SET_THREE(setresgid, "gid")

#define GET_THREE(name)                                                                            \
    POSIX_FUNCTION(posix_##name)                                                                   \
    {                                                                                              \
        uint32_t real, effective, saved;                                                           \
        if (name(&real, &effective, &saved) < 0) {                                                 \
            return raise_errno(t, VALUE_UNBOUND);                                                  \
        }                                                                                          \
        const Value items[] = {value_from_small_int(real), value_from_small_int(effective),        \
                               value_from_small_int(saved)};                                       \
        return tuple_new(t, items, 3);                                                             \
    }
GET_THREE(getresuid)
GET_THREE(getresgid)

enum { MOST_GROUPS = 65536 };

static Value list_of_groups(struct thread *t, const gid_t *groups, int count)
{
    Value list = list_new(t, (size_t)count);
    for (int i = 0; list != VALUE_ERROR && i < count; i++) {
        if (!list_append(t, value_to_list(list), value_from_small_int(groups[i]))) {
            return VALUE_ERROR;
        }
    }
    return list;
}

POSIX_FUNCTION(posix_getgroups)
{
    gid_t *groups = malloc(MOST_GROUPS * sizeof *groups);
    if (groups == NULL) {
        return raise_no_memory(t);
    }
    int count = getgroups(MOST_GROUPS, groups);
    Value list = count < 0 ? raise_errno(t, VALUE_UNBOUND) : list_of_groups(t, groups, count);
    free(groups);
    return list;
}

/* args: user, group. */
POSIX_FUNCTION(posix_getgrouplist)
{
    size_t length;
    uint32_t group;
    int result, count = MOST_GROUPS;
    const char *user = path_from_value(t, args[0], &length);
    if (user == NULL || !posix_identity(t, args[1], "gid", &group)) {
        return VALUE_ERROR;
    }
    gid_t *groups = malloc(MOST_GROUPS * sizeof *groups);
    if (groups == NULL) {
        return raise_no_memory(t);
    }
    BLOCKING(t, result, getgrouplist(user, group, groups, &count)); /* reads /etc/group */
    gc_keep(user);
    Value list = result < 0 ? raise_errno(t, VALUE_UNBOUND) : list_of_groups(t, groups, count);
    free(groups);
    return list;
}

/* args: username, gid. */
POSIX_FUNCTION(posix_initgroups)
{
    size_t length;
    uint32_t group;
    int result;
    const char *user = path_from_value(t, args[0], &length);
    if (user == NULL || !posix_identity(t, args[1], "gid", &group)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, initgroups(user, group)); /* reads /etc/group */
    gc_keep(user);
    return posix_done(t, result, VALUE_UNBOUND);
}

struct group_list {
    gid_t items[MOST_GROUPS];
    size_t n;
};

static bool add_group(struct thread *t, Value item, void *context)
{
    struct group_list *list = context;
    uint32_t group;
    if (list->n == MOST_GROUPS) {
        return raise_false(t, &ValueError_type, "too many groups");
    }
    if (!value_is_int(item)) {
        return raise_false(t, &TypeError_type, "groups must be integers");
    }
    if (!posix_identity(t, item, "gid", &group)) {
        return false;
    }
    list->items[list->n++] = group;
    return true;
}

POSIX_FUNCTION(posix_setgroups)
{
    struct group_list *list = calloc(1, sizeof *list);
    if (list == NULL) {
        return raise_no_memory(t);
    }
    Value result = iterate(t, args[0], add_group, list)
                       ? posix_done(t, setgroups(list->n, list->items), VALUE_UNBOUND)
                       : VALUE_ERROR;
    free(list);
    return result;
}

POSIX_FUNCTION(posix_getlogin)
{
    char name[256];
    int error = getlogin_r(name, sizeof name);
    if (error != 0) {
        errno = error;
        return raise_errno(t, VALUE_UNBOUND);
    }
    return str_from_cstr(t, name);
}

const struct native_def posix_owner_functions[] = {
    {"chown", posix_chown, "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)",
     "Change the owner and group id of path to the numeric uid and gid.", NATIVE_METHOD},
    {"chroot", posix_chroot, "(path)", NULL, NATIVE_METHOD},
    {"fchdir", posix_fchdir, "(fd)", NULL, NATIVE_METHOD},
    {"fchmod", posix_fchmod, "(fd, mode)", NULL, NATIVE_METHOD},
    {"fchown", posix_fchown, "(fd, uid, gid)", NULL, NATIVE_METHOD},
    {"getgroups", posix_getgroups, "()", NULL, NATIVE_METHOD},
    {"getgrouplist", posix_getgrouplist, "(user, group, /)",
     "Returns a list of groups to which a user belongs.", NATIVE_METHOD},
    {"getlogin", posix_getlogin, "()", NULL, NATIVE_METHOD},
    {"getresgid", posix_getresgid, "()", NULL, NATIVE_METHOD},
    {"getresuid", posix_getresuid, "()", NULL, NATIVE_METHOD},
    {"initgroups", posix_initgroups, "(username, gid, /)", "Initialize the group access list.",
     NATIVE_METHOD},
    {"lchown", posix_lchown, "(path, uid, gid)", NULL, NATIVE_METHOD},
    {"setegid", posix_setegid, "(egid, /)", NULL, NATIVE_METHOD},
    {"seteuid", posix_seteuid, "(euid, /)", NULL, NATIVE_METHOD},
    {"setgid", posix_setgid, "(gid, /)", NULL, NATIVE_METHOD},
    {"setgroups", posix_setgroups, "(groups, /)", "Set the groups of the current process.",
     NATIVE_METHOD},
    {"setregid", posix_setregid, "(rgid, egid, /)", NULL, NATIVE_METHOD},
    {"setresgid", posix_setresgid, "(rgid, egid, sgid, /)", NULL, NATIVE_METHOD},
    {"setresuid", posix_setresuid, "(ruid, euid, suid, /)", NULL, NATIVE_METHOD},
    {"setreuid", posix_setreuid, "(ruid, euid, /)", NULL, NATIVE_METHOD},
    {"setuid", posix_setuid, "(uid, /)", NULL, NATIVE_METHOD},
    {0},
};
