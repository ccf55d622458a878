/* sys._current_frames and sys._current_exceptions: what all threads are doing, with the world stopped. */
#include "vm/sys_frames.h"
#include "lock/world.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/tuple.h"
#include "vm/frame.h"

/* A frame object that shows where another thread's frame was: that goes on, and its record is not ours to look at later. */
static struct frame_object *snapshot_frame_stw(struct thread *t, const struct thread *owner,
                                               const struct frame *frame)
{
    struct frame_object *object = gc_allocate(t, sizeof *object, &frame_type);
    if (object == NULL) {
        return NULL;
    }
    object->code = frame->code;
    object->cells = frame->global_cells;
    object->thread = (struct thread *)owner;
    object->word = frame_word(frame);
    return object;
}

/* The innermost frame, linked to all of its callers; None if no Python code is running. */
static Value snapshot_stack_stw(struct thread *t, const struct thread *owner)
{
    Value innermost = VALUE_NONE;
    struct frame_object *inner = NULL;
    for (const struct frame *f = frame_running(owner); f != NULL; f = frame_caller(owner, f)) {
        struct frame_object *object = snapshot_frame_stw(t, owner, f);
        if (object == NULL) {
            return VALUE_ERROR;
        }
        if (inner == NULL) {
            innermost = value_from_object(object);
        } else {
            value_store(&inner->back, value_from_object(object));
        }
        inner = object;
    }
    return innermost;
}

static Value frame_of_stw(struct thread *t, struct thread *owner)
{
    if (owner != t) {
        return snapshot_stack_stw(t, owner);
    }
    struct frame *running = frame_running(t);
    struct frame_object *object = running == NULL ? NULL : frame_get_object(t, running);
    return running == NULL ? VALUE_NONE : object == NULL ? VALUE_ERROR : value_from_object(object);
}

static Value exception_of_stw(struct thread *t, struct thread *owner)
{
    Value handled = owner->handled;
    if (handled == VALUE_UNBOUND || handled == VALUE_NONE) {
        return tuple_of(t, 3, VALUE_NONE, VALUE_NONE, VALUE_NONE);
    }
    Value traceback = value_load(&((struct exception *)handled)->traceback);
    return tuple_of(t, 3, value_from_object(value_type(handled)), handled,
                    traceback == VALUE_UNBOUND ? VALUE_NONE : traceback);
}

/* {thread ident: look(thread)} for every thread that has something to show. */
static Value for_all_threads(struct thread *t, Value (*look)(struct thread *, struct thread *))
{
    Value dict = dict_new(t);
    if (dict == VALUE_ERROR) {
        return dict;
    }
    bool ok = true;
    world_stop(&t->lock);
    for (struct lock_thread *l = thread_first_stw(); ok && l != NULL; l = thread_next_stw(l)) {
        struct thread *owner = CONTAINER_OF(l, struct thread, lock);
        Value ident = int_from_uint64(t, owner->ident);
        Value v = ident == VALUE_ERROR ? ident : look(t, owner);
        ok = v != VALUE_ERROR && (v == VALUE_NONE || dict_set(t, value_to_dict(dict), ident, v));
    }
    world_start(&t->lock);
    return ok ? dict : VALUE_ERROR;
}

static Value sys_current_frames(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                                Value names UNUSED)
{
    return for_all_threads(t, frame_of_stw);
}

static Value sys_current_exceptions(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                                    Value names UNUSED)
{
    return for_all_threads(t, exception_of_stw);
}

static const struct native_def functions[] = {
    {"_current_exceptions", sys_current_exceptions, "()",
     "Return a dict mapping each thread's identifier to its current raised exception.",
     NATIVE_METHOD},
    {"_current_frames", sys_current_frames, "()",
     "Return a dict mapping each thread's thread id to its current stack frame.", NATIVE_METHOD},
    {0},
};

bool sys_frames_init(struct thread *t, Value sys)
{
    return module_add_functions(t, sys, functions);
}
