/* The module termios: the settings of terminals. */
#include <termios.h>

#include <string.h>
#include <sys/ioctl.h>

#include "runtime/bytes.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/modules/posix.h"
#include "runtime/tuple.h"

static Value termios_error = VALUE_UNBOUND;

static Value raise_terminal_error(struct thread *t)
{
    return error_pending(t) /* a signal handler's */
               ? VALUE_ERROR
               : raise_errno_as(t, (struct type *)value_load(&termios_error));
}

static Value done(struct thread *t, int result)
{
    return result < 0 ? raise_terminal_error(t) : VALUE_NONE;
}

/* ---- tcgetattr, tcsetattr ---- */

/* VMIN and VTIME are numbers where lines are not edited, everything else a character. */
static bool is_count(const struct termios *mode, size_t i)
{
    return !(mode->c_lflag & ICANON) && (i == VMIN || i == VTIME);
}

static Value characters_value(struct thread *t, const struct termios *mode)
{
    Value list = list_new(t, 0);
    for (size_t i = 0; list != VALUE_ERROR && i < NCCS; i++) {
        Value item = is_count(mode, i) ? value_from_small_int(mode->c_cc[i])
                                       : bytes_new(t, &mode->c_cc[i], 1);
        if (item == VALUE_ERROR || !list_append(t, value_to_list(list), item)) {
            return VALUE_ERROR;
        }
    }
    return list;
}

POSIX_FUNCTION(termios_tcgetattr)
{
    int fd;
    struct termios mode;
    if (!posix_descriptor(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    if (tcgetattr(fd, &mode) < 0) {
        return raise_terminal_error(t);
    }
    const int64_t numbers[] = {mode.c_iflag, mode.c_oflag,       mode.c_cflag,
                               mode.c_lflag, cfgetispeed(&mode), cfgetospeed(&mode)};
    Value list = list_new(t, 0), characters = characters_value(t, &mode);
    for (size_t i = 0; list != VALUE_ERROR && i < COUNT_OF(numbers); i++) {
        if (!list_append(t, value_to_list(list), value_from_small_int(numbers[i]))) {
            return VALUE_ERROR;
        }
    }
    return list != VALUE_ERROR && characters != VALUE_ERROR &&
                   list_append(t, value_to_list(list), characters)
               ? list
               : VALUE_ERROR;
}

static bool number_argument(struct thread *t, Value v, int64_t *n)
{
    Value index = number_index(t, v);
    return index != VALUE_ERROR &&
           (int_to_int64(index, n) ||
            raise_false(t, &OverflowError_type, "Python int too large to convert to C long"));
}

static bool character_argument(struct thread *t, Value v, cc_t *character)
{
    int64_t n;
    if (value_is_bytes(v) && value_to_bytes(v)->length == 1) {
        *character = (cc_t)value_to_bytes(v)->data[0];
        return true;
    }
    if (!value_is_int(v)) {
        return raise_false(t, &TypeError_type,
                           "tcsetattr: elements of attributes must be "
                           "characters or integers");
    }
    bool fine = number_argument(t, v, &n);
    *character = (cc_t)n;
    return fine;
}

static bool characters_argument(struct thread *t, Value v, struct termios *mode)
{
    if (!value_is_list(v) || value_to_list(v)->length != NCCS) {
        return raise_false(t, &TypeError_type, "tcsetattr: attributes[6] must be %d element list",
                           NCCS);
    }
    Value items = list_to_tuple(t, value_to_list(v));
    if (items == VALUE_ERROR) {
        return false;
    }
    for (size_t i = 0; i < NCCS && i < value_to_tuple(items)->length; i++) {
        if (!character_argument(t, value_to_tuple(items)->items[i], &mode->c_cc[i])) {
            return false;
        }
    }
    return true;
}

static bool mode_argument(struct thread *t, Value v, struct termios *mode)
{
    Value items = value_is_list(v) && value_to_list(v)->length == 7
                      ? list_to_tuple(t, value_to_list(v))
                      : VALUE_UNBOUND;
    if (items == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type, "tcsetattr, arg 3: must be 7 element list");
    }
    int64_t numbers[6];
    for (size_t i = 0; items != VALUE_ERROR && i < COUNT_OF(numbers); i++) {
        if (!number_argument(t, value_to_tuple(items)->items[i], &numbers[i])) {
            return false;
        }
    }
    if (items == VALUE_ERROR || !characters_argument(t, value_to_tuple(items)->items[6], mode)) {
        return false;
    }
    mode->c_iflag = (tcflag_t)numbers[0];
    mode->c_oflag = (tcflag_t)numbers[1];
    mode->c_cflag = (tcflag_t)numbers[2];
    mode->c_lflag = (tcflag_t)numbers[3];
    if (cfsetispeed(mode, (speed_t)numbers[4]) < 0 || cfsetospeed(mode, (speed_t)numbers[5]) < 0) {
        (void)raise_terminal_error(t);
        return false;
    }
    return true;
}

/* args: fd, when, attributes. */
POSIX_FUNCTION(termios_tcsetattr)
{
    int fd, when, result;
    struct termios mode;
    if (!posix_descriptor(t, args[0], &fd) || !posix_int(t, args[1], &when)) {
        return VALUE_ERROR;
    }
    if (tcgetattr(fd, &mode) < 0) {
        return raise_terminal_error(t);
    }
    if (!mode_argument(t, args[2], &mode)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, tcsetattr(fd, when, &mode));
    return done(t, result);
}

/* ---- the line ---- */

#define LINE_FUNCTION(name)                                                                        \
    POSIX_FUNCTION(termios_##name)                                                                 \
    {                                                                                              \
        int fd, how, result;                                                                       \
        if (!posix_descriptor(t, args[0], &fd) || !posix_int(t, args[1], &how)) {                  \
            return VALUE_ERROR;                                                                    \
        }                                                                                          \
        BLOCKING(t, result, name(fd, how));                                                        \
        return done(t, result);                                                                    \
    }
LINE_FUNCTION(tcsendbreak)
LINE_FUNCTION(tcflush)
LINE_FUNCTION(tcflow)
#undef LINE_FUNCTION

POSIX_FUNCTION(termios_tcdrain)
{
    int fd, result;
    if (!posix_descriptor(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, tcdrain(fd));
    return done(t, result);
}

/* ---- the window ---- */

POSIX_FUNCTION(termios_tcgetwinsize)
{
    int fd;
    struct winsize size;
    if (!posix_descriptor(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    return ioctl(fd, TIOCGWINSZ, &size) < 0 ? raise_terminal_error(t)
                                            : tuple_pair(t, value_from_small_int(size.ws_row),
                                                         value_from_small_int(size.ws_col));
}

POSIX_FUNCTION(termios_tcsetwinsize)
{
    int fd, rows, columns;
    struct winsize size;
    Value pair = posix_descriptor(t, args[0], &fd) ? tuple_from_iterable(t, args[1]) : VALUE_ERROR;
    if (pair == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    if (value_to_tuple(pair)->length != 2) {
        return raise_error(t, &TypeError_type, "tcsetwinsize, arg 2: must be a two-item sequence");
    }
    if (!posix_int(t, value_to_tuple(pair)->items[0], &rows) ||
        !posix_int(t, value_to_tuple(pair)->items[1], &columns)) {
        return VALUE_ERROR;
    }
    if (ioctl(fd, TIOCGWINSZ, &size) < 0) {
        return raise_terminal_error(t);
    }
    size.ws_row = (unsigned short)rows;
    size.ws_col = (unsigned short)columns;
    if (size.ws_row != rows || size.ws_col != columns) {
        return raise_error(t, &OverflowError_type, "winsize value(s) out of range.");
    }
    return done(t, ioctl(fd, TIOCSWINSZ, &size));
}

static const struct native_def functions[] = {
    {"tcdrain", termios_tcdrain, "(fd, /)", NULL, NATIVE_METHOD},
    {"tcflow", termios_tcflow, "(fd, action, /)", NULL, NATIVE_METHOD},
    {"tcflush", termios_tcflush, "(fd, queue, /)", NULL, NATIVE_METHOD},
    {"tcgetattr", termios_tcgetattr, "(fd, /)",
     "[iflag, oflag, cflag, lflag, ispeed, ospeed, cc] of a terminal.", NATIVE_METHOD},
    {"tcgetwinsize", termios_tcgetwinsize, "(fd, /)", "(rows, columns)", NATIVE_METHOD},
    {"tcsendbreak", termios_tcsendbreak, "(fd, duration, /)", NULL, NATIVE_METHOD},
    {"tcsetattr", termios_tcsetattr, "(fd, when, attributes, /)", NULL, NATIVE_METHOD},
    {"tcsetwinsize", termios_tcsetwinsize, "(fd, winsize, /)", NULL, NATIVE_METHOD},
    {0},
};

static const struct module_number constants[] = {
#define CONSTANT(name) {#name, name},
#include "runtime/modules/termios_constants.def"
#undef CONSTANT
};

bool module_init_termios(struct thread *t, Value module)
{
    gc_add_root(&termios_error);
    termios_error = exception_type_new(t, "termios", "error", &Exception_type, NULL);
    return module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           termios_error != VALUE_ERROR && module_add(t, module, "error", termios_error) &&
           module_add_functions(t, module, functions);
}
