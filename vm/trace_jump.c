/*
 * Setting f_lineno: a frame goes on at another line.
 *
 * The instruction there needs registers that instructions before it have filled: variables, and temporaries of the blocks
 * around it. Which these are, and as what they are used, is found backwards from all uses. A jump is allowed if each
 * temporary that is needed there is needed here as the same: only what blocks keep in temporaries may be needed at all,
 * so that no instruction meets a value of a type that it does not expect.
 *
 * CPython keeps the same on its stack, hence its messages.
 */
#include <stdlib.h>
#include <string.h>

#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/warning.h"
#include "vm/format/effects.h"
#include "vm/generator.h"
#include "vm/trace.h"

/* How a register is used from some word on, before it is written. */
enum use {
    USE_MOVED = 1, /* as __exit__, at the end of a with block */
    USE_ITERATOR = 2,
    USE_ASYNC_ITERATOR = 4,
    USE_HANDLED = 8,    /* what is to be the handled exception after an except block */
    USE_EXCEPTION = 16, /* the exception that a handler was entered with */
    USE_OTHER = 32
};

struct needs {
    const struct code *code;
    uint32_t n_registers;
    uint8_t *uses;     /* for each word, of each register */
    uint32_t *handler; /* for each word: 1 + the number of the entry that protects it; 0: none */
    bool *reached; /* for each word: whether any path leads there; CPython's code has no others */
};

static uint8_t *needs_at(const struct needs *needs, uint32_t word)
{
    return needs->uses + (size_t)word * needs->n_registers;
}

static enum use use_by(enum opcode op)
{
    switch (op) {
    case OP_MOVE:
        return USE_MOVED;
    case OP_FOR_ITER:
    case OP_FOR_ITER_PAIR:
        return USE_ITERATOR;
    case OP_GET_ASYNC_NEXT:
        return USE_ASYNC_ITERATOR;
    case OP_POP_HANDLED:
        return USE_HANDLED;
    case OP_PUSH_HANDLED:
    case OP_RERAISE:
    case OP_END_ASYNC_FOR:
        return USE_EXCEPTION;
    default:
        return USE_OTHER;
    }
}

/* into |= from, but for the two registers from `defined` on, which a handler finds filled. True: it has changed. */
static bool add_needs(const struct needs *needs, uint8_t *into, const uint8_t *from,
                      uint32_t defined)
{
    bool changed = false;
    for (uint32_t r = 0; r < needs->n_registers; r++) {
        if ((r < defined || r - defined > 1) && (from[r] & ~into[r]) != 0) {
            into[r] |= from[r];
            changed = true;
        }
    }
    return changed;
}

/* What is read is needed; what is written only, is not, whatever follows. */
static void apply_effect(const struct needs *needs, uint8_t *uses, uint32_t word)
{
    enum opcode op = instruction_op(needs->code->words[word]);
    struct effect e = instruction_effect(needs->code->words, word);
    for (unsigned k = 0; k < e.n_writes; k++) {
        for (unsigned r = e.writes[k].first; r < e.writes[k].first + e.writes[k].n; r++) {
            uses[r] = 0;
        }
    }
    if (op == OP_CHECK_LOCAL || op == OP_DELETE_LOCAL) {
        uses[instruction_a(needs->code->words[word])] = 0; /* looks for itself */
        return;
    }
    for (unsigned k = 0; k < e.n_reads; k++) {
        for (unsigned r = e.reads[k].first; r < e.reads[k].first + e.reads[k].n; r++) {
            uses[r] |= (uint8_t)use_by(op);
        }
    }
}

/* Brings what is needed at `word` up to date with what follows it. `uses`: scratch. True: it has changed. */
static bool flow(const struct needs *needs, uint32_t word, uint8_t *uses)
{
    const struct code *code = needs->code;
    const uint32_t none = UINT32_MAX;
    memset(uses, 0, needs->n_registers);
    uint32_t behind = instruction_behind(code->words, word);
    int64_t target = instruction_target(code->words, word);
    if (opcode_falls_through(instruction_op(code->words[word])) && behind < code->n_words) {
        add_needs(needs, uses, needs_at(needs, behind), none);
    }
    if (target >= 0) {
        add_needs(needs, uses, needs_at(needs, (uint32_t)target), none);
    }
    apply_effect(needs, uses, word);
    if (needs->handler[word] != 0) {
        const struct exception_entry *entry = &code->exceptions[needs->handler[word] - 1];
        add_needs(needs, uses, needs_at(needs, entry->handler), entry->exception_register);
    }
    return add_needs(needs, needs_at(needs, word), uses, none);
}

static void find_handlers(struct needs *needs)
{
    for (uint32_t k = needs->code->n_exceptions; k-- > 0;) { /* the first one wins */
        const struct exception_entry *entry = &needs->code->exceptions[k];
        for (uint32_t word = entry->start; word < entry->end; word++) {
            needs->handler[word] = k + 1;
        }
    }
}

/* Marks `to`. True: it was not yet. */
static bool reach(const struct needs *needs, uint32_t to)
{
    bool is_new = to < needs->code->n_words && !needs->reached[to];
    if (is_new) {
        needs->reached[to] = true;
    }
    return is_new;
}

/* Marks what follows an instruction that is reached. */
static bool reach_from(const struct needs *needs, uint32_t word)
{
    const struct code *code = needs->code;
    bool changed = false;
    int64_t target = instruction_target(code->words, word);
    if (opcode_falls_through(instruction_op(code->words[word]))) {
        changed = reach(needs, instruction_behind(code->words, word));
    }
    if (target >= 0) {
        changed = reach(needs, (uint32_t)target) || changed;
    }
    if (needs->handler[word] != 0) {
        changed = reach(needs, code->exceptions[needs->handler[word] - 1].handler) || changed;
    }
    return changed;
}

static void find_reached(const struct needs *needs, const uint32_t *words, uint32_t n)
{
    bool changed = reach(needs, 0);
    while (changed) {
        changed = false;
        for (uint32_t i = 0; i < n; i++) {
            changed = (needs->reached[words[i]] && reach_from(needs, words[i])) || changed;
        }
    }
}

/* Where instructions begin; the number of them. */
static uint32_t list_instructions(const struct code *code, uint32_t *words)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < code->n_words; i = instruction_behind(code->words, i)) {
        words[n++] = i;
    }
    return n;
}

static void needs_free(struct needs *needs)
{
    free(needs->uses);
    free(needs->handler);
    free(needs->reached);
}

/* False: MemoryError. */
static bool needs_find(struct thread *t, struct needs *needs, const struct code *code)
{
    uint32_t n_registers = (uint32_t)code->n_registers + UINT8_MAX; /* windows reach beyond */
    *needs = (struct needs){.code = code, .n_registers = n_registers};
    needs->uses = calloc((size_t)code->n_words + 1, n_registers);
    needs->handler = calloc(code->n_words, sizeof *needs->handler);
    needs->reached = calloc(code->n_words, sizeof *needs->reached);
    uint32_t *words = calloc(code->n_words, sizeof *words);
    if (needs->uses == NULL || needs->handler == NULL || needs->reached == NULL || words == NULL) {
        free(words);
        needs_free(needs);
        raise_no_memory(t);
        return false;
    }
    find_handlers(needs);
    uint32_t n = list_instructions(code, words);
    find_reached(needs, words, n);
    bool changed = true;
    while (changed) {
        changed = false;
        for (uint32_t i = n; i-- > 0;) {
            changed = flow(needs, words[i], needs_at(needs, code->n_words)) || changed;
        }
    }
    free(words);
    return true;
}

/* --- Lines --- */

/* Does a line begin at this instruction, whose predecessor in the code is at `before` (UINT32_MAX: none)? */
static bool begins_line(const struct needs *needs, uint32_t before, uint32_t word)
{
    const struct code *code = needs->code;
    enum opcode op = instruction_op(code->words[word]);
    if (!needs->reached[word] || code_is_artificial(code, word) || trace_is_prologue(op)) {
        return false;
    }
    return before == UINT32_MAX || code_is_artificial(code, before) ||
           trace_is_prologue(instruction_op(code->words[before])) ||
           code_position_at(code, before).line != code_position_at(code, word).line;
}

/* The first line from `line` on at which an instruction begins; -1: none. */
static int32_t first_line_from(const struct needs *needs, int64_t line)
{
    const struct code *code = needs->code;
    int32_t best = -1;
    uint32_t before = UINT32_MAX;
    for (uint32_t i = 0; i < code->n_words; before = i, i = instruction_behind(code->words, i)) {
        int32_t here = code_position_at(code, i).line;
        if (begins_line(needs, before, i) && here >= line && (best < 0 || here < best)) {
            best = here;
        }
    }
    return best;
}

/* --- The jump --- */

static bool may_stand_for(uint8_t here, uint8_t there)
{
    return there == 0 || ((there & USE_OTHER) == 0 && (there & ~here) == 0);
}

/* NULL: the jump is possible, *depth says how many temporaries are needed there. */
static const char *find_obstacle(const struct needs *needs, uint32_t from, uint32_t to,
                                 uint32_t *depth)
{
    const uint8_t *here = needs_at(needs, from), *there = needs_at(needs, to);
    *depth = 0;
    for (uint32_t r = needs->n_registers; r-- > needs->code->n_named;) {
        *depth += there[r] != 0;
        if (may_stand_for(here[r], there[r])) {
            continue;
        }
        return there[r] & (USE_HANDLED | USE_EXCEPTION)
                   ? "can't jump into an 'except' block as there's no exception"
               : there[r] & (USE_ITERATOR | USE_ASYNC_ITERATOR)
                   ? "can't jump into the body of a for loop"
                   : "incompatible stacks";
    }
    return NULL;
}

/* The word to go on at; -1: *obstacle says why there is none. */
static int64_t choose_word(const struct needs *needs, uint32_t from, int32_t line,
                           const char **obstacle)
{
    const struct code *code = needs->code;
    int64_t best = -1;
    uint32_t best_depth = 0, before = UINT32_MAX;
    for (uint32_t i = 0; i < code->n_words; before = i, i = instruction_behind(code->words, i)) {
        uint32_t depth;
        if (code_position_at(code, i).line != line || !begins_line(needs, before, i)) {
            continue;
        }
        const char *found = find_obstacle(needs, from, i, &depth);
        if (found != NULL) {
            *obstacle = *obstacle == NULL ? found : *obstacle;
        } else if (best < 0 || depth > best_depth) {
            best = i;
            best_depth = depth;
        }
    }
    return best;
}

/* Leaving except blocks restores what was handled before the outermost one. */
static void leave_handlers(struct thread *t, const struct frame *frame, const uint8_t *here,
                           const uint8_t *there)
{
    for (uint32_t r = frame->code->n_named; r < frame->code->n_registers; r++) {
        if ((here[r] & USE_HANDLED) && !(there[r] & USE_HANDLED)) {
            Value was = frame->registers[r];
            bool is_resumers = was == VALUE_UNBOUND && (frame->flags & FRAME_GENERATOR);
            t->handled = is_resumers ? frame_generator(frame)->resumer_handled : was;
            return;
        }
    }
}

/* Instructions rely on variables that were certainly bound before; a jump may have left out the assignment. */
static bool bind_variables(struct thread *t, struct frame *frame, const uint8_t *there)
{
    int n = 0;
    for (uint32_t r = 0; r < frame->code->n_named; r++) {
        if (there[r] != 0 && frame->registers[r] == VALUE_UNBOUND) {
            frame->registers[r] = VALUE_NONE;
            n++;
        }
    }
    return n == 0 || warning_issue(t, &RuntimeWarning_type, "assigning None to %d unbound local%s",
                                   n, n == 1 ? "" : "s");
}

static bool jump_to(struct thread *t, struct frame *frame, const struct needs *needs, int64_t line)
{
    int32_t found = first_line_from(needs, line);
    if (found < 0) {
        return raise_false(t, &ValueError_type, "line %d comes after the current code block",
                           (int)line);
    }
    const char *obstacle = NULL;
    uint32_t from = frame_word(frame);
    int64_t to = choose_word(needs, from, found, &obstacle);
    if (to < 0) {
        return raise_false(t, &ValueError_type, "%s", obstacle);
    }
    const uint8_t *here = needs_at(needs, from), *there = needs_at(needs, (uint32_t)to);
    if (!bind_variables(t, frame, there)) {
        return false;
    }
    leave_handlers(t, frame, here, there);
    frame->pc = frame->code->words + to + 1;
    return true;
}

/* Is this the moment? */
static bool check_event(struct thread *t, const struct frame_object *object)
{
    switch (object->event) {
    case TRACE_NOTHING:
    case TRACE_CALL:
        return raise_false(t, &ValueError_type,
                           "can't jump from the 'call' trace event of a new frame");
    case TRACE_LINE:
        break;
    default:
        return raise_false(t, &ValueError_type, "can only jump from a 'line' trace event");
    }
    return (object->frame != NULL && object->thread == t) ||
           raise_false(t, &ValueError_type, "f_lineno can only be set by a trace function");
}

bool trace_jump(struct thread *t, struct frame_object *object, Value v)
{
    int64_t line;
    if (v == VALUE_UNBOUND) {
        return raise_false(t, &AttributeError_type, "cannot delete attribute");
    }
    if (!value_is_int(v) || value_is_bool(v)) {
        return raise_false(t, &ValueError_type, "lineno must be an integer");
    }
    if (!check_event(t, object)) {
        return false;
    }
    if (!int_to_int64(v, &line) || line != (int32_t)line) {
        return raise_false(t, &ValueError_type, "lineno out of range");
    }
    if (line < object->code->first_line) {
        return raise_false(t, &ValueError_type, "line %d comes before the current code block",
                           (int)line);
    }
    struct needs needs;
    if (!needs_find(t, &needs, object->code)) {
        return false;
    }
    bool ok = jump_to(t, object->frame, &needs, line);
    needs_free(&needs);
    return ok;
}
