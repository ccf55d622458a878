/* What the policy `seeded` asks of the layers above: where a thread stands, what it touches next, who is in a deadlock. */
#ifndef HASP_VM_SCHEDULE_VIEW_H
#define HASP_VM_SCHEDULE_VIEW_H

#include "lock/lock.h"
#include "runtime/code.h"

/* Is it of a module that the interpreter carries? */
bool schedule_view_is_library(const struct code *code);

/* lock_callbacks; "FILE:LINE FUNCTION WORD" of the innermost call outside of such modules, or inside where there is none;
   empty without a Python frame. */
void schedule_view_position(struct lock_thread *t, char *text, size_t size);
const void *schedule_view_event(struct lock_thread *t, bool *writes);
void schedule_view_deadlock(struct lock_thread *t); /* deadlock.c */

#endif
