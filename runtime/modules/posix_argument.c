#include "runtime/modules/posix_argument.h"

#include <limits.h>
#include <string.h>

#include "runtime/abstract.h"
#include "runtime/bytes_like.h"
#include "runtime/call.h"
#include "runtime/int.h"
#include "runtime/path.h"
#include "runtime/str.h"
#include "runtime/warning.h"

/* ---- numbers ---- */

bool posix_out_of_range(struct thread *t, const char *what, Value index)
{
    return raise_false(
        t, &OverflowError_type,
        int_sign(index) < 0 ? "%s is less than minimum" : "%s is greater than maximum", what);
}

bool posix_identity(struct thread *t, Value v, const char *what, uint32_t *id)
{
    int64_t n;
    *id = 0;
    if (value_type(v)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type, "%s should be integer, not %T", what, v);
    }
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (!int_to_int64(index, &n) || n < -1 || n > UINT32_MAX) {
        return posix_out_of_range(t, what, index);
    }
    *id = (uint32_t)n;
    return true;
}

bool posix_offset(struct thread *t, Value v, int64_t *offset)
{
    Value index = number_index(t, v);
    return index != VALUE_ERROR &&
           (int_to_int64(index, offset) ||
            raise_false(t, &OverflowError_type, "Python int too large to convert to C long"));
}

/* ---- descriptors ---- */

static bool read_fd(struct thread *t, Value v, int *fd)
{
    int64_t n;
    Value index = number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (!int_to_int64(index, &n) || n < INT_MIN || n > INT_MAX) {
        return posix_out_of_range(t, "fd", index);
    }
    *fd = (int)n;
    return true;
}

bool posix_dir_fd(struct thread *t, Value v, int *fd)
{
    *fd = AT_FDCWD;
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        return true;
    }
    if (value_type(v)->unary[UNARY_INDEX] == NULL) {
        return raise_false(t, &TypeError_type, "argument should be integer or None, not %T", v);
    }
    return read_fd(t, v, fd);
}

bool posix_flag(struct thread *t, Value v, bool otherwise, bool *flag)
{
    enum truth truth = v == VALUE_UNBOUND ? (enum truth)otherwise : object_truth(t, v);
    *flag = truth == TRUTH_TRUE;
    return truth != TRUTH_ERROR;
}

bool posix_path_check_fd(struct thread *t, const char *function, const struct posix_path *path,
                         int dir_fd, bool follow)
{
    if (path->name != NULL) {
        return true;
    }
    if (dir_fd != AT_FDCWD) {
        return raise_false(t, &ValueError_type, "%s: can't specify dir_fd without matching path",
                           function);
    }
    return follow || path->fd == 0 ||
           raise_false(t, &ValueError_type, "%s: cannot use fd and follow_symlinks together",
                       function);
}

/* ---- names ---- */

/* The str or bytes that `v` is or stands for; UNBOUND: it is something else. */
static Value to_name(struct thread *t, Value v)
{
    if (value_is_str(v) || value_is_bytes(v)) {
        return v;
    }
    Value method = object_find_special(t, v, name___fspath__);
    return method == VALUE_UNBOUND || method == VALUE_ERROR ? method : path_to_name(t, v);
}

static const char *kinds_text(unsigned kind)
{
    static const char *const allowed[] = {
        [PATH_NAME] = "string, bytes or os.PathLike",
        [PATH_OR_FD] = "string, bytes, os.PathLike or integer",
        [PATH_OR_NONE] = "string, bytes, os.PathLike or None",
        [PATH_OR_FD | PATH_OR_NONE] = "string, bytes, os.PathLike, integer or None",
    };
    return allowed[kind];
}

/* Other objects with bytes are taken, with a warning. */
static Value name_from_buffer(struct thread *t, Value v, const char *function, const char *what,
                              unsigned kind)
{
    static const char text[] = "%s: %s should be %s, not %T";
    if (!value_has_buffer(v)) {
        return raise_error(t, &TypeError_type, text, function, what, kinds_text(kind), v);
    }
    return warning_issue(t, &DeprecationWarning_type, text, function, what, kinds_text(kind), v)
               ? bytes_from_buffer(t, v)
               : VALUE_ERROR;
}

bool posix_path_argument(struct thread *t, Value v, const char *function, const char *what,
                         unsigned kind, struct posix_path *path)
{
    *path = (struct posix_path){.fd = -1, .given = v == VALUE_NONE ? VALUE_UNBOUND : v};
    if ((kind & PATH_OR_NONE) && path->given == VALUE_UNBOUND) {
        path->name = ".";
        return true;
    }
    if ((kind & PATH_OR_FD) && !value_is_str(v) && !value_is_bytes(v) &&
        value_type(v)->unary[UNARY_INDEX] != NULL) {
        return read_fd(t, v, &path->fd);
    }
    Value name = to_name(t, v);
    path->given = name == VALUE_UNBOUND ? v : name;
    if (name == VALUE_UNBOUND) {
        name = name_from_buffer(t, v, function, what, kind);
    }
    if (name == VALUE_ERROR) {
        return false;
    }
    if (value_is_bytes(name)) {
        const struct bytes *bytes = value_to_bytes(name);
        path->name = bytes->data;
        return memchr(bytes->data, '\0', bytes->length) == NULL ||
               raise_false(t, &ValueError_type, "%s: embedded null character in %s", function,
                           what);
    }
    size_t length;
    path->name = path_from_value(t, name, &length);
    return path->name != NULL;
}
