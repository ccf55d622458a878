/* Frames that other threads run: looked at with the world stopped, while allocating nothing. */
#include "vm/frame_foreign.h"

#include "lock/world.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/tuple.h"
#include "vm/frame.h"
#include "vm/generator.h"

bool frame_is_foreign(const struct thread *t, const struct frame_object *object)
{
    return load_relaxed(&object->thread) != t;
}

static uint32_t word_stw(const struct frame_object *object)
{
    return object->frame != NULL ? frame_word(object->frame) : object->word;
}

uint32_t frame_foreign_word(struct thread *t, struct frame_object *object)
{
    world_stop(&t->lock, "frames");
    uint32_t word = word_stw(object);
    world_start(&t->lock);
    return word;
}

/* The object of a frame that `owner` runs; `spare` becomes it if there is none. */
static struct frame_object *object_of_stw(struct thread *owner, struct frame *frame,
                                          struct frame_object *spare)
{
    if (frame->object == NULL) {
        frame_init_object(owner, frame, spare);
    }
    return frame->object;
}

Value frame_foreign_back(struct thread *t, struct frame_object *object)
{
    struct frame_object *spare = gc_allocate(t, sizeof *spare, &frame_type);
    if (spare == NULL) {
        return VALUE_ERROR;
    }
    world_stop(&t->lock, "frames");
    Value back = object->back;
    if (object->frame != NULL) {
        struct frame *caller = frame_caller(object->thread, object->frame);
        back = caller == NULL ? VALUE_UNBOUND
                              : value_from_object(object_of_stw(object->thread, caller, spare));
    }
    world_start(&t->lock);
    return back == VALUE_UNBOUND ? VALUE_NONE : back;
}

/* Copies the variables, cells included, if the frame still runs. */
static bool copy_variables(struct thread *t, const struct frame_object *object, struct tuple *into)
{
    world_stop(&t->lock, "frames");
    bool runs = object->frame != NULL;
    for (uint32_t i = 0; runs && i < into->length; i++) {
        into->items[i] = frame_variable(object->frame, i);
    }
    world_start(&t->lock);
    return runs;
}

Value frame_foreign_locals(struct thread *t, struct frame_object *object)
{
    const struct code *code = object->code;
    Value locals = frame_object_locals(t, object);
    if (locals == VALUE_ERROR || !(code->flags & CODE_OPTIMIZED) || code->n_named == 0) {
        return locals;
    }
    Value copy = tuple_new(t, NULL, code->n_named);
    if (copy == VALUE_ERROR || !copy_variables(t, object, value_to_tuple(copy))) {
        return copy == VALUE_ERROR ? copy : locals;
    }
    for (uint32_t i = 0; i < code->n_named; i++) {
        Value v = value_to_tuple(copy)->items[i], was;
        Value name = value_to_tuple(code->local_names)->items[i];
        if (v == VALUE_UNBOUND ? !dict_remove(t, value_to_dict(locals), name, &was)
                               : !dict_set_str(t, value_to_dict(locals), name, v)) {
            return VALUE_ERROR;
        }
    }
    return locals;
}

/* --- Generators --- */

/* The thread that has the frame on its stack, or NULL. */
static struct thread *runner_stw(const struct frame *wanted)
{
    for (struct lock_thread *each = thread_first_stw(); each != NULL;
         each = thread_next_stw(each)) {
        struct thread *other = CONTAINER_OF(each, struct thread, lock);
        if (frame_is_linked(other, wanted)) {
            return other;
        }
    }
    return NULL;
}

static Value generator_frame_stw(struct thread *t, struct generator *g, struct frame_object *spare)
{
    if (load_acquire(&g->state) == GENERATOR_FINISHED) {
        return VALUE_NONE;
    }
    if (g->frame.object == NULL) {
        struct thread *runner = runner_stw(&g->frame);
        frame_init_object(runner != NULL ? runner : t, &g->frame, spare);
        if (runner == NULL) {
            spare->word = frame_word(&g->frame);
            spare->frame = NULL;
        }
    }
    g->frame.object->is_unseen = false;
    return value_from_object(g->frame.object);
}

Value frame_foreign_generator(struct thread *t, struct generator *g)
{
    struct frame_object *spare = frame_object_allocate(t, g->frame.code);
    if (spare == NULL) {
        return VALUE_ERROR;
    }
    world_stop(&t->lock, "frames");
    Value frame = generator_frame_stw(t, g, spare);
    world_start(&t->lock);
    return frame;
}

/* --- sys._current_frames, sys._current_exceptions --- */

/* (ident, what) of each thread. */
struct survey {
    struct tuple *idents, *values; /* of the same length */
    uint64_t n;
    bool is_complete;
};

/* The running frame of each thread, or what it handles. `spares`: a frame object for each. */
static void survey_stw(struct survey *survey, const struct tuple *spares, bool of_exceptions)
{
    survey->n = 0;
    survey->is_complete = true;
    for (struct lock_thread *each = thread_first_stw(); each != NULL;
         each = thread_next_stw(each)) {
        struct thread *other = (struct thread *)each;
        struct frame *frame = other->frame == NULL ? NULL : frame_running(other);
        if (frame == NULL) {
            continue;
        }
        if (survey->n == spares->length) {
            survey->is_complete = false;
            return;
        }
        Value handled = other->handled == VALUE_UNBOUND ? VALUE_NONE : other->handled;
        struct frame_object *spare = (struct frame_object *)spares->items[survey->n];
        survey->idents->items[survey->n] = value_from_small_int((int64_t)other->ident);
        survey->values->items[survey->n] =
            of_exceptions ? handled : value_from_object(object_of_stw(other, frame, spare));
        survey->n++;
    }
}

static Value new_spares(struct thread *t, uint64_t n)
{
    Value spares = tuple_new(t, NULL, n);
    for (uint64_t i = 0; spares != VALUE_ERROR && i < n; i++) {
        struct frame_object *spare = gc_allocate(t, sizeof *spare, &frame_type);
        if (spare == NULL) {
            return VALUE_ERROR;
        }
        value_to_tuple(spares)->items[i] = value_from_object(spare);
    }
    return spares;
}

static Value survey_as_dict(struct thread *t, const struct survey *survey, bool of_exceptions)
{
    Value d = dict_new(t);
    for (uint64_t i = 0; d != VALUE_ERROR && i < survey->n; i++) {
        Value v = survey->values->items[i];
        v = of_exceptions ? exception_triple(t, v) : v;
        if (v == VALUE_ERROR || !dict_set(t, value_to_dict(d), survey->idents->items[i], v)) {
            return VALUE_ERROR;
        }
    }
    return d;
}

static Value survey_threads(struct thread *t, bool of_exceptions)
{
    for (;;) {
        size_t most = thread_count() + 4;
        Value spares = new_spares(t, most);
        Value idents = spares == VALUE_ERROR ? spares : tuple_new(t, NULL, most);
        Value values = idents == VALUE_ERROR ? idents : tuple_new(t, NULL, most);
        if (values == VALUE_ERROR) {
            return values;
        }
        struct survey survey = {.idents = value_to_tuple(idents), .values = value_to_tuple(values)};
        world_stop(&t->lock, "frames");
        survey_stw(&survey, value_to_tuple(spares), of_exceptions);
        world_start(&t->lock);
        if (survey.is_complete) {
            return survey_as_dict(t, &survey, of_exceptions);
        }
    }
}

Value sys_current_frames(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                         Value names UNUSED)
{
    return survey_threads(t, false);
}

Value sys_current_exceptions(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                             Value names UNUSED)
{
    return survey_threads(t, true);
}
