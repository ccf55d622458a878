/* Frames that other threads run. Each of these stops the world. */
#ifndef HASP_VM_FRAME_FOREIGN_H
#define HASP_VM_FRAME_FOREIGN_H

#include "vm/frame.h"

struct generator;

/* Does, or did, another thread than `t` run it? */
bool frame_is_foreign(const struct thread *t, const struct frame_object *object);

/* What frame_object.c finds without ado in a frame of `t` itself. */
MAY_GC uint32_t frame_foreign_word(struct thread *t, struct frame_object *object);
RAISES MAY_GC Value frame_foreign_back(struct thread *t, struct frame_object *object);
RAISES MAY_GC Value frame_foreign_locals(struct thread *t, struct frame_object *object);

/* The frame of a generator that is not running, or in another thread; None: it has ended. */
RAISES MAY_GC Value frame_foreign_generator(struct thread *t, struct generator *g);

/* Dicts by thread identifier: sys._current_frames(), sys._current_exceptions(). */
RAISES MAY_GC Value sys_current_frames(struct thread *t, Value *args, uint32_t n, Value names);
RAISES MAY_GC Value sys_current_exceptions(struct thread *t, Value *args, uint32_t n, Value names);

#endif
