/* Unwinding: from a pending exception to the handler that takes it. */
#ifndef HASP_VM_UNWIND_H
#define HASP_VM_UNWIND_H

#include "vm/frame.h"

/*
 * Finds the handler for the pending exception in the frames from the running one down to the nearest FRAME_ENTRY, adding
 * traceback entries and dropping the frames without one. True: t->frame is the frame that goes on at its pc. False:
 * the entry frame was dropped, too; the exception is still pending.
 */
bool unwind(struct thread *t);

/* Puts this frame in front of the traceback of the pending exception. Without memory the entry is left out. */
void unwind_add_entry(struct thread *t, struct frame *frame);

#endif
