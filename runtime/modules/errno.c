/* The module errno. */
#include <errno.h>

#include "runtime/dict.h"
#include "runtime/module.h"
#include "runtime/str.h"

#define ERROR(name)                                                                                \
    {                                                                                              \
#name, name                                                                                \
    }
static const struct {
    const char *name;
    int number;
} errors[] = {
    ERROR(EPERM),
    ERROR(ENOENT),
    ERROR(ESRCH),
    ERROR(EINTR),
    ERROR(EIO),
    ERROR(ENXIO),
    ERROR(E2BIG),
    ERROR(ENOEXEC),
    ERROR(EBADF),
    ERROR(ECHILD),
    ERROR(EAGAIN),
    ERROR(EWOULDBLOCK),
    ERROR(ENOMEM),
    ERROR(EACCES),
    ERROR(EFAULT),
    ERROR(ENOTBLK),
    ERROR(EBUSY),
    ERROR(EEXIST),
    ERROR(EXDEV),
    ERROR(ENODEV),
    ERROR(ENOTDIR),
    ERROR(EISDIR),
    ERROR(EINVAL),
    ERROR(ENFILE),
    ERROR(EMFILE),
    ERROR(ENOTTY),
    ERROR(ETXTBSY),
    ERROR(EFBIG),
    ERROR(ENOSPC),
    ERROR(ESPIPE),
    ERROR(EROFS),
    ERROR(EMLINK),
    ERROR(EPIPE),
    ERROR(EDOM),
    ERROR(ERANGE),
    ERROR(EDEADLK),
    ERROR(ENAMETOOLONG),
    ERROR(ENOLCK),
    ERROR(ENOSYS),
    ERROR(ENOTEMPTY),
    ERROR(ELOOP),
    ERROR(ENOMSG),
    ERROR(EIDRM),
    ERROR(ENOSTR),
    ERROR(ENODATA),
    ERROR(ETIME),
    ERROR(EPROTO),
    ERROR(EBADMSG),
    ERROR(EOVERFLOW),
    ERROR(EILSEQ),
    ERROR(EUSERS),
    ERROR(ENOTSOCK),
    ERROR(EDESTADDRREQ),
    ERROR(EMSGSIZE),
    ERROR(EPROTOTYPE),
    ERROR(ENOPROTOOPT),
    ERROR(EPROTONOSUPPORT),
    ERROR(ESOCKTNOSUPPORT),
    ERROR(EOPNOTSUPP),
    ERROR(ENOTSUP),
    ERROR(EPFNOSUPPORT),
    ERROR(EAFNOSUPPORT),
    ERROR(EADDRINUSE),
    ERROR(EADDRNOTAVAIL),
    ERROR(ENETDOWN),
    ERROR(ENETUNREACH),
    ERROR(ENETRESET),
    ERROR(ECONNABORTED),
    ERROR(ECONNRESET),
    ERROR(ENOBUFS),
    ERROR(EISCONN),
    ERROR(ENOTCONN),
    ERROR(ESHUTDOWN),
    ERROR(ETOOMANYREFS),
    ERROR(ETIMEDOUT),
    ERROR(ECONNREFUSED),
    ERROR(EHOSTDOWN),
    ERROR(EHOSTUNREACH),
    ERROR(EALREADY),
    ERROR(EINPROGRESS),
    ERROR(ESTALE),
    ERROR(EDQUOT),
    ERROR(ECANCELED),
    ERROR(EOWNERDEAD),
    ERROR(ENOTRECOVERABLE),
};
#undef ERROR

/* errorcode maps each number to one of its names: the first in the table. */
bool module_init_errno(struct thread *t, Value module)
{
    Value codes = dict_new(t);
    for (size_t i = 0; codes != VALUE_ERROR && i < COUNT_OF(errors); i++) {
        Value number = value_from_small_int(errors[i].number),
              name = str_intern_cstr(t, errors[i].name);
        if (name == VALUE_ERROR || !module_add(t, module, errors[i].name, number) ||
            dict_set_default(t, value_to_dict(codes), number, name) == VALUE_ERROR) {
            return false;
        }
    }
    return codes != VALUE_ERROR && module_add(t, module, "errorcode", codes);
}
