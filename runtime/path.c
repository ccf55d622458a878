#include "runtime/path.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "runtime/abstract.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/codec.h"
#include "runtime/str.h"

Value path_to_name(struct thread *t, Value v)
{
    if (value_is_str(v) || value_is_bytes(v)) {
        return v;
    }
    Value method = object_find_special(t, v, name___fspath__);
    if (method == VALUE_ERROR) {
        return method;
    }
    if (method == VALUE_UNBOUND) {
        return raise_error(t, &TypeError_type, "expected str, bytes or os.PathLike object, not %T",
                           v);
    }
    Value name = call_0(t, method);
    if (name == VALUE_ERROR || value_is_str(name) || value_is_bytes(name)) {
        return name;
    }
    return raise_error(t, &TypeError_type,
                       "expected %T.__fspath__() to return str or bytes, not %T", v, name);
}

const char *path_from_value(struct thread *t, Value v, size_t *n)
{
    Value name = path_to_name(t, v);
    if (name == VALUE_ERROR) {
        return NULL;
    }
    if (value_is_bytes(name)) {
        const struct bytes *bytes = value_to_bytes(name);
        if (memchr(bytes->data, '\0', bytes->length) != NULL) {
            (void)raise_error(t, &ValueError_type, "embedded null byte");
            return NULL;
        }
        *n = bytes->length;
        return bytes->data;
    }
    return str_to_path(t, name, n);
}

Value path_to_str(struct thread *t, const char *bytes, size_t n)
{
    return codec_decode_utf8(t, bytes, n, "surrogateescape");
}

Value path_to_absolute(struct thread *t, const char *bytes, size_t n)
{
    char folder[PATH_MAX];
    Value tail = path_to_str(t, bytes, n);
    if (tail == VALUE_ERROR || (n > 0 && bytes[0] == '/') ||
        getcwd(folder, sizeof folder) == NULL) {
        return tail;
    }
    Value head = path_to_str(t, folder, strlen(folder));
    return head == VALUE_ERROR || n == 0 ? head : str_format(t, "%V/%V", head, tail);
}
