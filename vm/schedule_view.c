#include "vm/schedule_view.h"

#include <stdio.h>
#include <string.h>

#include "runtime/import.h"
#include "runtime/str.h"
#include "vm/format/bytecode.h"
#include "vm/frame.h"

static const struct frame *frame_of(const struct lock_thread *t)
{
    return frame_running(CONTAINER_OF(t, struct thread, lock));
}

/* ---- positions ---- */

bool schedule_view_is_library(const struct code *code)
{
    static const char folder[] = IMPORT_EMBEDDED_PATH "/";
    const struct str *s = value_to_str(code->filename);
    size_t i = 0;
    while (folder[i] != '\0' && i < s->length && str_at(s, i) == (unsigned char)folder[i]) {
        i++;
    }
    return folder[i] == '\0';
}

/* Where the script itself stands: what its readers know. */
static const struct frame *frame_of_script(const struct lock_thread *t)
{
    const struct thread *thread = CONTAINER_OF(t, struct thread, lock);
    const struct frame *frame = frame_running(thread);
    while (frame != NULL && schedule_view_is_library(frame->code)) {
        frame = frame_caller(thread, frame);
    }
    return frame != NULL ? frame : frame_of(t);
}

/* As much as there is room for; what is no printable ASCII as '?'. */
static char *append_str(char *to, const char *end, Value v)
{
    const struct str *s = value_is_str(v) ? value_to_str(v) : NULL;
    for (uint64_t i = 0; s != NULL && i < s->length && to < end; i++) {
        uint32_t c = str_at(s, i);
        *to++ = c > ' ' && c < 0x7f ? (char)c : '?';
    }
    return to;
}

void schedule_view_position(struct lock_thread *t, char *text, size_t size)
{
    enum { ROOM_FOR_NUMBERS = 40 };
    const struct frame *frame = frame_of_script(t);
    text[0] = '\0';
    if (frame == NULL || size < 2 * ROOM_FOR_NUMBERS) {
        return;
    }
    const char *end = text + size - ROOM_FOR_NUMBERS;
    char *to = append_str(text, end, frame->code->filename);
    to += snprintf(to, ROOM_FOR_NUMBERS / 2, ":%d ", frame_line(frame));
    to = append_str(to, text + size - ROOM_FOR_NUMBERS / 2, frame->code->name);
    snprintf(to, ROOM_FOR_NUMBERS / 2, " %u", frame_word(frame));
}

/* ---- events ---- */

static const void *object_in(Value v)
{
    return value_is_object(v) ? value_to_object(v) : NULL;
}

/* What an instruction reads or writes: the object whose items or attributes they are, the cell, or the object called. */
const void *schedule_view_event(struct lock_thread *t, bool *writes)
{
    const struct frame *frame = frame_of(t);
    *writes = false;
    if (frame == NULL) {
        return NULL;
    }
    uint64_t word = frame->code->words[frame_word(frame)];
    const Value *r = frame->registers;
    switch (instruction_op(word)) {
    case OP_STORE_GLOBAL:
        *writes = true;
        return load_acquire(&frame->global_cells->cells[instruction_b(word)].global);
    case OP_LOAD_GLOBAL:
        return load_acquire(&frame->global_cells->cells[instruction_b(word)].global);
    case OP_STORE_CELL:
        *writes = true;
        return object_in(r[instruction_a(word)]);
    case OP_LOAD_CELL:
    case OP_LOAD_ATTR:
    case OP_LOAD_METHOD:
    case OP_GET_ITEM:
    case OP_GET_ITEM_INT:
        return object_in(r[instruction_b(word)]);
    case OP_STORE_ATTR:
    case OP_DELETE_ATTR:
    case OP_SET_ITEM:
    case OP_SET_ITEM_INT:
    case OP_DELETE_ITEM:
        *writes = true;
        return object_in(r[instruction_a(word)]);
    case OP_CALL_METHOD:
        *writes = true;
        return object_in(r[instruction_a(word) + 1]);
    default:
        return NULL;
    }
}
