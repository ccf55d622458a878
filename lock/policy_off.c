/*
 * No global lock: every attached thread runs, as in Jython and in free-threaded CPython. Nobody ever asks for
 * a drop, so poll has nothing to do.
 */
#include "lock/global.h"

#include "runtime/base/attributes.h"

static void nothing(struct lock_thread *t UNUSED)
{
}

const struct lock_policy policy_off = {
    .name = "off",
    .alias = NULL,
    .description = "no global lock: threads run in parallel",
    .source = "Jython; CPython's PEP 703",
    .exclusive = false,
    .attach = nothing,
    .detach = nothing,
    .acquire = nothing,
    .release = nothing,
    .poll = nothing,
    .block = nothing,
    .unblock = nothing,
    .after_fork_child = nothing,
};
