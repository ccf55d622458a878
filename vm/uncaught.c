/* What nobody caught. */
#include "vm/uncaught.h"

#include <signal.h>
#include <stdio.h>

#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/exception_layouts.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/sys.h"

static void print_exit_message(struct thread *t, Value message)
{
    Value err = sys_get_attribute(t, "stderr"), text = object_str(t, message);
    if (text == VALUE_ERROR) {
        error_clear(t);
        text = str_from_cstr(t, "");
    }
    text = text == VALUE_ERROR ? text : str_format(t, "%V\n", text);
    if (text == VALUE_ERROR || err == VALUE_UNBOUND || err == VALUE_NONE ||
        call_method_1(t, err, name_write, text) == VALUE_ERROR) {
        error_clear(t);
    }
}

static int exit_status(struct thread *t, Value exception)
{
    Value code = value_load(&((struct system_exit *)exception)->code);
    int64_t n;
    if (code == VALUE_NONE || code == VALUE_UNBOUND) {
        return 0;
    }
    if (value_is_int(code)) {
        return int_to_int64(code, &n) ? (int)(n & 0xff) : 255;
    }
    print_exit_message(t, code);
    return 1;
}

/* For debuggers that look at it later. */
static void keep_last(struct thread *t, Value exception, Value traceback)
{
    if (!sys_set_attribute(t, "last_type", value_from_object(value_type(exception))) ||
        !sys_set_attribute(t, "last_value", exception) ||
        !sys_set_attribute(t, "last_traceback", traceback)) {
        error_clear(t);
    }
}

int uncaught_print(struct thread *t, Value exception)
{
    Value traceback = value_load(&((struct exception *)exception)->traceback);
    traceback = traceback == VALUE_UNBOUND ? VALUE_NONE : traceback;
    keep_last(t, exception, traceback);
    Value hook = sys_get_attribute(t, "excepthook");
    if (hook == VALUE_UNBOUND) {
        fputs("sys.excepthook is missing\n", stderr);
    }
    if (hook == VALUE_UNBOUND) {
        error_print(t, exception);
        return 1;
    }
    Value result = call_3(t, hook, value_from_object(value_type(exception)), exception, traceback);
    if (result != VALUE_ERROR) {
        return 1;
    }
    Value second = error_take(t);
    if (value_is_instance(second, &SystemExit_type)) {
        return exit_status(t, second);
    }
    fputs("Error in sys.excepthook:\n", stderr);
    error_print(t, second);
    fputs("\nOriginal exception was:\n", stderr);
    error_print(t, exception);
    return 1;
}

int uncaught_handle(struct thread *t, int *died_by)
{
    Value exception = error_take(t);
    if (value_is_instance(exception, &SystemExit_type)) {
        return exit_status(t, exception);
    }
    int status = uncaught_print(t, exception);
    if (value_type(exception) == &KeyboardInterrupt_type) { /* not of a subclass, as in CPython */
        *died_by = SIGINT;
        return 130;
    }
    return status;
}

void uncaught_flush_streams(struct thread *t)
{
    static const char *const names[] = {"stderr", "stdout"};
    Value exception = error_take(t);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        Value stream = sys_get_attribute(t, names[i]);
        if (stream != VALUE_UNBOUND && call_method_0(t, stream, name_flush) == VALUE_ERROR) {
            error_clear(t);
        }
    }
    t->exception = exception;
}
