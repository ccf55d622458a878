/* sys._gil_seeded_*. */
#include "runtime/sys_seeded.h"

#include <string.h>

#include "lock/schedule.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

#define FUNCTION(name)                                                                             \
    static Value name(struct thread *t, Value *args UNUSED, uint32_t n UNUSED, Value names UNUSED)

static bool check_policy(struct thread *t)
{
    return schedule_is_active() ||
           raise_false(t, &RuntimeError_type, "the lock policy is not 'seeded'");
}

FUNCTION(seeded_counts)
{
    if (!check_policy(t)) {
        return VALUE_ERROR;
    }
    struct schedule_counts counts = schedule_get_counts();
    Value steps = int_from_uint64(t, counts.steps),
          contended = int_from_uint64(t, counts.contended);
    Value switches = int_from_uint64(t, counts.switches);
    return steps == VALUE_ERROR || contended == VALUE_ERROR || switches == VALUE_ERROR
               ? VALUE_ERROR
               : tuple_of(t, 3, steps, contended, switches);
}

FUNCTION(seeded_child_token)
{
    char text[8192];
    if (!schedule_is_active()) {
        return VALUE_NONE;
    }
    schedule_child_token(text, sizeof text);
    return str_from_utf8(t, text, strlen(text));
}

static const struct native_def functions[] = {
    {"_gil_seeded_child_token", seeded_child_token, "()",
     "What --gil= shall be for the next process that is started; None under other policies.",
     NATIVE_METHOD},
    {"_gil_seeded_counts", seeded_counts, "()",
     "(steps, steps at which another thread could have run, switches) so far.", NATIVE_METHOD},
    {0},
};

bool sys_seeded_init(struct thread *t, Value sys)
{
    return module_add_functions(t, sys, functions);
}
