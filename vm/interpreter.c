/*
 * The interpreter loop. Each case is the instruction of the same name in opcodes.def, which says what it does; here
 * stands its fast path and one call to a named slow path.
 *
 * Conventions inside the loop. `pc` is after the first word of the running instruction; frame->pc is stored (SAVE)
 * before anything that may raise, collect or look at frames. After a call that may run Python code or reach a
 * safepoint the registers are where they were: windows never move.
 */
#include "lock/safepoint.h"
#include "lock/schedule.h"
#include "runtime/abstract.h"
#include "runtime/exception.h"
#include "runtime/exception_group.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/set.h"
#include "runtime/slice.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "runtime/upcalls.h"
#include "vm/call.h"
#include "vm/coroutine.h"
#include "vm/format/bytecode.h"
#include "vm/globals.h"
#include "vm/inline_cache.h"
#include "vm/operators.h"
#include "vm/slow.h"
#include "vm/trace.h"
#include "vm/unwind.h"

/*
 * The operands are read where they stand, before pc: one load each where a word in a register would take a shift and
 * a mask. opcodes.def draws the word (both processors are little-endian).
 */
typedef uint16_t __attribute__((may_alias)) operand;
typedef int32_t __attribute__((may_alias)) wide_operand;
#define A (((const operand *)pc)[-3])
#define B (((const operand *)pc)[-2])
#define C (((const operand *)pc)[-1])
#define D (((const uint8_t *)pc)[-7])
#define WIDE (((const wide_operand *)pc)[-1])
#define SIGNED(operand) ((int16_t)(operand))
#define CASE(name) case_##name:
#define NEXT                                                                                       \
    do {                                                                                           \
        const void *target_ = dispatch[*(const uint8_t *)pc];                                      \
        pc++;                                                                                      \
        goto *target_;                                                                             \
    } while (0)
#define K (frame->constants)
/*
 * The empty assembly hides from the compiler that pc is still the same: else it computes the addresses of operands that
 * a slow path needs again on the fast path, too, one instruction for each.
 */
#define SAVE                                                                                       \
    do {                                                                                           \
        frame->pc = pc;                                                                            \
        __asm__("" : "+r"(pc));                                                                    \
    } while (0)
/* Takes up the frame on top, at its pc. */
#define ENTER_TOP                                                                                  \
    do {                                                                                           \
        frame = t->frame;                                                                          \
        pc = frame->pc;                                                                            \
        R = frame->registers;                                                                      \
    } while (0)
/* Takes up a frame that was pushed by a call. */
#define ENTER_CALL(pushed)                                                                         \
    do {                                                                                           \
        frame = (pushed);                                                                          \
        pc = frame->pc;                                                                            \
        R = frame->registers;                                                                      \
        if (UNLIKELY(load_relaxed(&t->lock.safepoint_word))) {                                     \
            TRY(safepoint_poll(&t->lock));                                                         \
        }                                                                                          \
        NEXT;                                                                                      \
    } while (0)
/* Calls the function `callee`, unless that makes a generator. */
#define PUSH_CALL(registers, n_args)                                                               \
    do {                                                                                           \
        struct function *f_ = (struct function *)callee;                                           \
        if (LIKELY(frame_can_push(t, f_, registers, n_args))) {                                    \
            ENTER_CALL(frame_push(t, f_, registers, 0));                                           \
        }                                                                                          \
        if (!code_is_generator((const struct code *)value_load(&f_->code))) {                      \
            TRY(frame_push_call(t, f_, registers, n_args, VALUE_UNBOUND, 0));                      \
            goto enter_frame;                                                                      \
        }                                                                                          \
    } while (0)
/* The same if it does and needs nothing else. */
#define CREATE_GENERATOR(args, n_args)                                                             \
    do {                                                                                           \
        struct function *f_ = (struct function *)callee;                                           \
        if (call_makes_generator(t, (const struct code *)value_load(&f_->code), n_args,            \
                                 VALUE_UNBOUND)) {                                                 \
            RESULT(A, generator_create(t, f_, args));                                              \
            if (UNLIKELY(load_relaxed(&t->lock.safepoint_word))) {                                 \
                TRY(safepoint_poll(&t->lock));                                                     \
            }                                                                                      \
            NEXT;                                                                                  \
        }                                                                                          \
    } while (0)
/* After a call that may have pushed a frame: an enum call_outcome. */
#define GO_ON_AFTER(outcome)                                                                       \
    switch (outcome) {                                                                             \
    case CALL_ERROR:                                                                               \
        goto error;                                                                                \
    case CALL_DONE:                                                                                \
        NEXT;                                                                                      \
    case CALL_FRAME:                                                                               \
        goto enter_frame;                                                                          \
    }                                                                                              \
    UNREACHABLE()
#define JUMP_BY_EXTRA (pc += 1 + (int64_t)*pc)
#define SKIP_EXTRA (pc += 1)
/* Stores a result that may be VALUE_ERROR. */
#define RESULT(register, expression)                                                               \
    do {                                                                                           \
        Value result_ = (expression);                                                              \
        if (UNLIKELY(result_ == VALUE_ERROR)) {                                                    \
            goto error;                                                                            \
        }                                                                                          \
        R[register] = result_;                                                                     \
    } while (0)
#define TRY(expression)                                                                            \
    do {                                                                                           \
        if (UNLIKELY(!(expression))) {                                                             \
            goto error;                                                                            \
        }                                                                                          \
    } while (0)
#define NAME_OPERAND (value_to_tuple(frame->code->names)->items[C])

#define BINARY(NAME, RIGHT, FAST, WIDE, OPERATION)                                                 \
    CASE(NAME)                                                                                     \
    {                                                                                              \
        if (LIKELY(FAST(R[B], RIGHT, &R[A]))) {                                                    \
            NEXT;                                                                                  \
        }                                                                                          \
        SAVE;                                                                                      \
        value = WIDE(t, R[B], RIGHT, D);                                                           \
        if (UNLIKELY(value == VALUE_UNBOUND)) {                                                    \
            value = slow_binary(t, OPERATION, R[B], RIGHT, D);                                     \
        }                                                                                          \
        RESULT(A, value);                                                                          \
        NEXT;                                                                                      \
    }
#define BINARY_BOTH(NAME, FAST, WIDE, OPERATION)                                                   \
    BINARY(NAME, R[C], FAST, WIDE, OPERATION)                                                      \
    BINARY(NAME##_K, K[C], FAST, WIDE, OPERATION)

#define COMPARE(NAME, OPERATION)                                                                   \
    CASE(NAME)                                                                                     \
    {                                                                                              \
        bool truth;                                                                                \
        if (LIKELY(fast_compare(R[B], R[C], OPERATION, &truth))) {                                 \
            R[A] = value_from_bool(truth);                                                         \
            NEXT;                                                                                  \
        }                                                                                          \
        SAVE;                                                                                      \
        RESULT(A, object_compare(t, R[B], R[C], OPERATION));                                       \
        NEXT;                                                                                      \
    }
#define JUMP_COMPARE(NAME, RIGHT, OPERATION)                                                       \
    CASE(NAME)                                                                                     \
    {                                                                                              \
        bool truth;                                                                                \
        if (UNLIKELY(!fast_compare(R[B], RIGHT, OPERATION, &truth))) {                             \
            SAVE;                                                                                  \
            enum truth answer = object_compare_truth(t, R[B], RIGHT, OPERATION);                   \
            TRY(answer != TRUTH_ERROR);                                                            \
            truth = answer == TRUTH_TRUE;                                                          \
        }                                                                                          \
        if (truth == (bool)D) {                                                                    \
            JUMP_BY_EXTRA;                                                                         \
        } else {                                                                                   \
            SKIP_EXTRA;                                                                            \
        }                                                                                          \
        NEXT;                                                                                      \
    }
#define JUMP_COMPARE_BOTH(NAME, OPERATION)                                                         \
    JUMP_COMPARE(NAME, R[C], OPERATION)                                                            \
    JUMP_COMPARE(NAME##_K, K[C], OPERATION)

#define JUMP_TRUTH(NAME, SENSE)                                                                    \
    CASE(NAME)                                                                                     \
    {                                                                                              \
        bool truth;                                                                                \
        if (UNLIKELY(!fast_truth(R[A], &truth))) {                                                 \
            SAVE;                                                                                  \
            enum truth answer = object_truth(t, R[A]);                                             \
            TRY(answer != TRUTH_ERROR);                                                            \
            truth = answer == TRUTH_TRUE;                                                          \
        }                                                                                          \
        if (truth == (SENSE)) {                                                                    \
            pc += WIDE;                                                                            \
        }                                                                                          \
        NEXT;                                                                                      \
    }

/* The item at an index of an exact list or tuple; UNBOUND: the general path decides. */
static ALWAYS_INLINE Value fast_get_item(Value v, int64_t i)
{
    if (LIKELY(value_is_object(v))) {
        struct type *type = value_to_object(v)->type;
        if (type == &list_type) {
            const struct list *list = (const struct list *)v;
            return list_get(list, (uint64_t)(i < 0 ? i + (int64_t)list_length(list) : i));
        }
        if (type == &tuple_type) {
            const struct tuple *tuple = (const struct tuple *)v;
            i += i < 0 ? (int64_t)tuple->length : 0;
            return (uint64_t)i < tuple->length ? tuple->items[i] : VALUE_UNBOUND;
        }
    }
    return VALUE_UNBOUND;
}

/* Stores over an existing item of an exact list that no other thread can change now. */
static ALWAYS_INLINE bool fast_set_item(Value v, uint64_t i, Value to)
{
    if (LIKELY(value_is_object(v)) && value_to_object(v)->type == &list_type &&
        LIKELY(!load_relaxed(&mutex_objects_shared))) {
        struct list *list = (struct list *)v;
        if (LIKELY(i < list_length(list))) {
            value_store(&list_buffer(list)->items[i], to);
            return true;
        }
    }
    return false;
}

/* The attribute that a valid cache word names; UNBOUND: the general path decides. */
static ALWAYS_INLINE Value cached_attribute(uint64_t cache, Value v)
{
    switch (cache_kind(cache)) {
    case CACHE_SLOT:
        return value_load((Value *)v + cache_payload(cache));
    case CACHE_CELL:
        return cell_get(cache_cell(cache));
    default:
        return VALUE_UNBOUND;
    }
}

enum { TRACED = 256 }; /* behind all opcodes */

/* The code of each opcode and, at TRACED, what a traced thread does instead. Set by the main thread before there is another. */
static const void *const *dispatch_table;

/* entry == NULL, with an exception pending: only sets the above. */
static Value run_loop(struct thread *t, struct frame *entry)
{
    static const void *const table[TRACED + 1] = {
        [TRACED] = &&traced,
#define OP(name, operands, n_extra, flags, effect) [OP_##name] = &&case_##name,
#include "vm/format/opcodes.def"
#undef OP
    };
    const void *const *dispatch = t->dispatch;
    __asm__("" : "+r"(dispatch)); /* a register, instead of its address anew at each instruction */
    struct frame *frame;
    uint64_t *pc;
    Value *R;
    Value value;

    ASSERT(entry == NULL || (t->frame == entry && (entry->flags & FRAME_ENTRY)));
    ENTER_TOP;
    if (UNLIKELY(error_pending(t))) {
        if (entry == NULL) {
            dispatch_table = table;
            return VALUE_NONE;
        }
        goto error; /* a generator resumed by throw() */
    }
    NEXT;

    /* --- Moves and constants --- */

    CASE(MOVE)
    {
        R[A] = R[B];
        NEXT;
    }
    CASE(LOAD_CONST)
    {
        R[A] = K[WIDE];
        NEXT;
    }
    CASE(LOAD_INT)
    {
        R[A] = value_from_small_int(WIDE);
        NEXT;
    }
    CASE(NOP)
    {
        NEXT;
    }
    CASE(CLEAR)
    {
        R[A] = VALUE_UNBOUND;
        NEXT;
    }
    CASE(CHECK_LOCAL)
    {
        if (UNLIKELY(R[A] == VALUE_UNBOUND)) {
            SAVE;
            (void)!slow_unbound_local(t, frame, A);
            goto error;
        }
        NEXT;
    }
    CASE(DELETE_LOCAL)
    {
        if (UNLIKELY(R[A] == VALUE_UNBOUND)) {
            SAVE;
            (void)!slow_unbound_local(t, frame, A);
            goto error;
        }
        R[A] = VALUE_UNBOUND;
        NEXT;
    }
    CASE(MAKE_CELL)
    {
        SAVE;
        struct cell *cell = cell_new(t, R[A]);
        TRY(cell != NULL);
        R[A] = value_from_object(cell);
        NEXT;
    }
    CASE(COPY_FREE)
    {
        const struct tuple *closure = value_to_tuple(frame->function->closure);
        for (unsigned i = 0; i < C; i++) {
            R[A + i] = closure->items[i];
        }
        NEXT;
    }
    CASE(LOAD_CELL)
    {
        value = cell_get((struct cell *)R[B]);
        if (UNLIKELY(value == VALUE_UNBOUND)) {
            SAVE;
            (void)!slow_unbound_cell(t, frame, B);
            goto error;
        }
        R[A] = value;
        NEXT;
    }
    CASE(STORE_CELL)
    {
        cell_set((struct cell *)R[A], R[B]);
        NEXT;
    }
    CASE(DELETE_CELL)
    {
        if (UNLIKELY(cell_take((struct cell *)R[A]) == VALUE_UNBOUND)) {
            SAVE;
            (void)!slow_unbound_cell(t, frame, A);
            goto error;
        }
        NEXT;
    }
    CASE(LOAD_CLASS_CELL)
    {
        SAVE;
        RESULT(A, name_load_or_cell(t, frame, NAME_OPERAND, B));
        NEXT;
    }

    /* --- Names --- */

    CASE(LOAD_GLOBAL)
    {
        value = global_peek(&frame->global_cells->cells[B]);
        if (UNLIKELY(value == VALUE_UNBOUND)) {
            SAVE;
            RESULT(A, global_load(t, frame, B));
            NEXT;
        }
        R[A] = value;
        NEXT;
    }
    CASE(STORE_GLOBAL)
    {
    store_global:;
        struct cell *cell = load_acquire(&frame->global_cells->cells[B].global);
        if (LIKELY(cell != NULL && cell_get(cell) != VALUE_UNBOUND)) {
            cell_set(cell, R[A]);
            NEXT;
        }
        SAVE;
        TRY(global_store(t, frame, B, R[A]));
        NEXT;
    }
    CASE(DELETE_GLOBAL)
    {
        SAVE;
        TRY(global_delete(t, frame, B));
        NEXT;
    }
    CASE(LOAD_NAME)
    {
        if (LIKELY(frame->names == VALUE_UNBOUND)) {
            value = global_peek(&frame->global_cells->cells[B]);
            if (LIKELY(value != VALUE_UNBOUND)) {
                R[A] = value;
                NEXT;
            }
        }
        SAVE;
        RESULT(A, name_load(t, frame, B));
        NEXT;
    }
    CASE(STORE_NAME)
    {
        if (LIKELY(frame->names == VALUE_UNBOUND)) {
            goto store_global;
        }
        SAVE;
        TRY(name_store(t, frame, B, R[A]));
        NEXT;
    }
    CASE(DELETE_NAME)
    {
        SAVE;
        TRY(name_delete(t, frame, B));
        NEXT;
    }
    CASE(SETUP_ANNOTATIONS)
    {
        SAVE;
        TRY(names_setup_annotations(t, frame));
        NEXT;
    }
    CASE(LOAD_LOCALS)
    {
        SAVE;
        RESULT(A, frame_locals(t, frame));
        NEXT;
    }
    CASE(SET_NAMES)
    {
        frame->names = R[A];
        NEXT;
    }

    /* --- Attributes and items --- */

    CASE(LOAD_ATTR)
    {
        uint64_t cache = load_acquire(pc);
        if (LIKELY(cache_shape(cache) == value_shape(R[B]))) {
            value = cached_attribute(cache, R[B]);
            if (LIKELY(value != VALUE_UNBOUND)) {
                R[A] = value;
                SKIP_EXTRA;
                NEXT;
            }
        }
        SAVE;
        RESULT(A, cached_load_attribute(t, pc, R[B], NAME_OPERAND));
        SKIP_EXTRA;
        NEXT;
    }
    CASE(STORE_ATTR)
    {
        uint64_t cache = load_acquire(pc);
        if (LIKELY(value_is_object(R[A]) && cache_shape(cache) == value_shape(R[A]))) {
            if (LIKELY(cache_kind(cache) == CACHE_SLOT)) {
                value_store((Value *)R[A] + cache_payload(cache), R[B]);
                SKIP_EXTRA;
                NEXT;
            }
            if (cache_kind(cache) == CACHE_ADD_SLOT &&
                LIKELY(cache_add_slot(cache, value_to_object(R[A]), R[B]))) {
                SKIP_EXTRA;
                NEXT;
            }
        }
        SAVE;
        TRY(cached_store_attribute(t, pc, R[A], NAME_OPERAND, R[B]));
        SKIP_EXTRA;
        NEXT;
    }
    CASE(DELETE_ATTR)
    {
        SAVE;
        TRY(object_set_attribute(t, R[A], NAME_OPERAND, VALUE_UNBOUND));
        NEXT;
    }
    CASE(LOAD_METHOD)
    {
        uint64_t cache = load_acquire(pc);
        if (LIKELY(cache_shape(cache) == value_shape(R[B]))) {
            if (LIKELY(cache_kind(cache) == CACHE_METHOD)) {
                value = cell_get(cache_cell(cache));
                if (LIKELY(value != VALUE_UNBOUND)) {
                    R[A + 1] = R[B];
                    R[A] = value;
                    SKIP_EXTRA;
                    NEXT;
                }
            }
            value = cached_attribute(cache, R[B]);
            if (LIKELY(value != VALUE_UNBOUND)) {
                R[A] = value;
                R[A + 1] = VALUE_UNBOUND;
                SKIP_EXTRA;
                NEXT;
            }
        }
        SAVE;
        TRY(cached_load_method(t, pc, R[B], NAME_OPERAND, &R[A]));
        SKIP_EXTRA;
        NEXT;
    }
    CASE(LOAD_SUPER_METHOD)
    {
        SAVE;
        TRY(slow_load_super_method(t, &R[A], R[A], &R[B], NAME_OPERAND));
        NEXT;
    }
    CASE(GET_ITEM)
    {
        if (LIKELY(value_is_small_int(R[C]))) {
            value = fast_get_item(R[B], value_to_small_int(R[C]));
            if (LIKELY(value != VALUE_UNBOUND)) {
                R[A] = value;
                NEXT;
            }
        }
        SAVE;
        RESULT(A, slow_get_item(t, R[B], R[C]));
        NEXT;
    }
    CASE(GET_ITEM_INT)
    {
        value = fast_get_item(R[B], SIGNED(C));
        if (LIKELY(value != VALUE_UNBOUND)) {
            R[A] = value;
            NEXT;
        }
        SAVE;
        RESULT(A, slow_get_item(t, R[B], value_from_small_int(SIGNED(C))));
        NEXT;
    }
    CASE(SET_ITEM)
    {
        if (LIKELY(value_is_small_int(R[B])) &&
            LIKELY(fast_set_item(R[A], (uint64_t)value_to_small_int(R[B]), R[C]))) {
            NEXT;
        }
        SAVE;
        TRY(slow_set_item(t, R[A], R[B], R[C]));
        NEXT;
    }
    CASE(SET_ITEM_INT)
    {
        if (LIKELY(fast_set_item(R[A], (uint64_t)(int64_t)SIGNED(B), R[C]))) {
            NEXT;
        }
        SAVE;
        TRY(slow_set_item(t, R[A], value_from_small_int(SIGNED(B)), R[C]));
        NEXT;
    }
    CASE(DELETE_ITEM)
    {
        SAVE;
        TRY(object_set_item(t, R[A], R[B], VALUE_UNBOUND));
        NEXT;
    }
    CASE(BUILD_SLICE)
    {
        SAVE;
        RESULT(A, slice_new(t, R[B], R[B + 1], C == 2 ? VALUE_NONE : R[B + 2]));
        NEXT;
    }

    /* --- Operators --- */

    BINARY_BOTH(ADD, fast_add, int_add_wide, BINARY_ADD)
    BINARY_BOTH(SUBTRACT, fast_subtract, int_subtract_wide, BINARY_SUBTRACT)
    BINARY_BOTH(MULTIPLY, fast_multiply, int_multiply_wide, BINARY_MULTIPLY)
    BINARY_BOTH(TRUE_DIVIDE, fast_true_divide, never_wide, BINARY_TRUE_DIVIDE)
    BINARY_BOTH(FLOOR_DIVIDE, fast_floor_divide, int_floor_divide_wide, BINARY_FLOOR_DIVIDE)
    BINARY_BOTH(REMAINDER, fast_remainder, int_remainder_wide, BINARY_REMAINDER)
    BINARY_BOTH(POWER, fast_never, never_wide, BINARY_POWER)
    BINARY_BOTH(LEFT_SHIFT, fast_left_shift, int_left_shift_wide, BINARY_LEFT_SHIFT)
    BINARY_BOTH(RIGHT_SHIFT, fast_right_shift, int_right_shift_wide, BINARY_RIGHT_SHIFT)
    BINARY_BOTH(AND, fast_and, int_and_wide, BINARY_AND)
    BINARY_BOTH(OR, fast_or, int_or_wide, BINARY_OR)
    BINARY_BOTH(XOR, fast_xor, int_xor_wide, BINARY_XOR)
    BINARY(MATRIX_MULTIPLY, R[C], fast_never, never_wide, BINARY_MATRIX_MULTIPLY)

    CASE(NEGATIVE)
    {
        if (LIKELY(value_is_small_int(R[B])) &&
            small_int_result(-value_to_small_int(R[B]), &R[A])) {
            NEXT;
        }
        SAVE;
        RESULT(A, number_unary(t, UNARY_NEGATIVE, R[B]));
        NEXT;
    }
    CASE(POSITIVE)
    {
        SAVE;
        RESULT(A, number_unary(t, UNARY_POSITIVE, R[B]));
        NEXT;
    }
    CASE(INVERT)
    {
        SAVE;
        RESULT(A, number_unary(t, UNARY_INVERT, R[B]));
        NEXT;
    }
    CASE(NOT)
    {
        bool truth;
        if (UNLIKELY(!fast_truth(R[B], &truth))) {
            SAVE;
            enum truth answer = object_truth(t, R[B]);
            TRY(answer != TRUTH_ERROR);
            truth = answer == TRUTH_TRUE;
        }
        R[A] = value_from_bool(!truth);
        NEXT;
    }

    /* --- Comparisons --- */

    COMPARE(LESS, COMPARE_LT)
    COMPARE(LESS_EQUAL, COMPARE_LE)
    COMPARE(EQUAL, COMPARE_EQ)
    COMPARE(NOT_EQUAL, COMPARE_NE)
    COMPARE(GREATER, COMPARE_GT)
    COMPARE(GREATER_EQUAL, COMPARE_GE)
    CASE(IS)
    {
        R[A] = value_from_bool((R[B] == R[C]) != (bool)D);
        NEXT;
    }
    CASE(IN)
    {
        SAVE;
        enum truth answer = object_contains(t, R[C], R[B]);
        TRY(answer != TRUTH_ERROR);
        R[A] = value_from_bool((answer == TRUTH_TRUE) != (bool)D);
        NEXT;
    }
    JUMP_COMPARE_BOTH(JUMP_LESS, COMPARE_LT)
    JUMP_COMPARE_BOTH(JUMP_LESS_EQUAL, COMPARE_LE)
    JUMP_COMPARE_BOTH(JUMP_EQUAL, COMPARE_EQ)
    JUMP_COMPARE_BOTH(JUMP_NOT_EQUAL, COMPARE_NE)
    JUMP_COMPARE_BOTH(JUMP_GREATER, COMPARE_GT)
    JUMP_COMPARE_BOTH(JUMP_GREATER_EQUAL, COMPARE_GE)
    CASE(JUMP_IS)
    {
        if ((R[B] == R[C]) == (bool)D) {
            JUMP_BY_EXTRA;
        } else {
            SKIP_EXTRA;
        }
        NEXT;
    }
    CASE(JUMP_IS_K)
    {
        if ((R[B] == K[C]) == (bool)D) {
            JUMP_BY_EXTRA;
        } else {
            SKIP_EXTRA;
        }
        NEXT;
    }
    CASE(JUMP_IN)
    {
        SAVE;
        enum truth answer = object_contains(t, R[C], R[B]);
        TRY(answer != TRUTH_ERROR);
        if ((answer == TRUTH_TRUE) == (bool)D) {
            JUMP_BY_EXTRA;
        } else {
            SKIP_EXTRA;
        }
        NEXT;
    }

    /* --- Control --- */

    CASE(JUMP)
    {
        pc += WIDE;
        NEXT;
    }
    CASE(LOOP)
    {
        if (UNLIKELY(load_relaxed(&t->lock.safepoint_word))) {
            SAVE;
            TRY(safepoint_poll(&t->lock));
        }
        pc += WIDE;
        NEXT;
    }
    CASE(LOOP_FOR)
    {
        if (UNLIKELY(load_relaxed(&t->lock.safepoint_word))) {
            SAVE;
            TRY(safepoint_poll(&t->lock));
        }
        pc += WIDE + 1;
        if (UNLIKELY(instruction_op(pc[-1]) == OP_FOR_ITER_PAIR)) {
            goto case_FOR_ITER_PAIR;
        }
        goto case_FOR_ITER;
    }
    JUMP_TRUTH(JUMP_IF_TRUE, true)
    JUMP_TRUTH(JUMP_IF_FALSE, false)
    CASE(GET_ITER)
    {
        SAVE;
        RESULT(A, object_iter(t, R[B]));
        NEXT;
    }
    CASE(FOR_ITER)
    {
        Value iterator = R[B];
        struct type *type = value_to_object(iterator)->type;
        if (LIKELY(type == &range_iterator_type)) {
            value = range_iterator_step((struct range_iterator *)iterator);
        } else if (type == &list_iterator_type) {
            value = list_iterator_step((struct list_iterator *)iterator);
        } else if (type == &tuple_iterator_type) {
            value = tuple_iterator_step((struct tuple_iterator *)iterator);
        } else if (type == &generator_type) {
            SAVE;
            if (LIKELY(generator_resume(t, (struct generator *)iterator, VALUE_NONE, 0))) {
                ENTER_TOP;
                NEXT;
            }
            TRY(!error_pending(t));
            value = VALUE_UNBOUND;
        } else {
            SAVE;
            value = iterator_next(t, iterator);
            TRY(value != VALUE_ERROR);
        }
        if (LIKELY(value != VALUE_UNBOUND)) {
            R[A] = value;
            SKIP_EXTRA;
        } else {
            JUMP_BY_EXTRA;
        }
        NEXT;
    }

    CASE(FOR_ITER_PAIR)
    {
        struct type *type = value_to_object(R[B])->type;
        if (type->next_pair == NULL) {
            goto case_FOR_ITER;
        }
        SAVE;
        Value second;
        value = type->next_pair(t, R[B], &second);
        TRY(value != VALUE_ERROR);
        if (UNLIKELY(value == VALUE_UNBOUND)) {
            JUMP_BY_EXTRA;
            NEXT;
        }
        R[A] = value;
        SKIP_EXTRA;
        if (LIKELY(second != VALUE_UNBOUND)) {
            pc++; /* past the UNPACK_PAIR, whose operands these now are */
            R[A] = value;
            R[B] = second;
        }
        NEXT;
    }

    /* --- Calls --- */

    CASE(CALL)
    {
        Value callee = R[A];
        SAVE;
        if (LIKELY(value_type(callee) == &function_type)) {
            if (LIKELY(!(frame->flags & FRAME_GENERATOR))) {
                PUSH_CALL(&R[A + 2], B);
            }
            CREATE_GENERATOR(&R[A + 2], B);
        }
        GO_ON_AFTER(call_window(t, frame, &R[A], false, B, VALUE_UNBOUND));
    }
    CASE(CALL_METHOD)
    {
        Value callee = R[A];
        bool has_self = R[A + 1] != VALUE_UNBOUND;
        SAVE;
        if (LIKELY(value_is_object(callee))) {
            const struct type *type = load_relaxed(&value_to_object(callee)->type);
            if (LIKELY(type == &function_type)) {
                if (LIKELY(!(frame->flags & FRAME_GENERATOR))) {
                    PUSH_CALL(&R[A + 2 - has_self], B + has_self);
                }
                CREATE_GENERATOR(&R[A + 2 - has_self], B + has_self);
            }
            if (LIKELY(type == &method_descriptor_type) && LIKELY(has_self) &&
                LIKELY(native_is_direct((struct native *)callee, R[A + 1], B + 1))) {
                native_fn function = ((struct native *)callee)->function;
                value = function(t, &R[A + 1], B + 1, VALUE_UNBOUND);
                TRY(value != VALUE_ERROR);
                R[A] = value;
                NEXT;
            }
        }
        GO_ON_AFTER(call_window(t, frame, &R[A], has_self, B, VALUE_UNBOUND));
    }
    CASE(CALL_KEYWORDS)
    {
        Value names = K[C];
        bool has_self = D == 0 && R[A + 1] != VALUE_UNBOUND;
        SAVE;
        GO_ON_AFTER(call_window(t, frame, &R[A], has_self,
                                B - (uint32_t)value_to_tuple(names)->length, names));
    }
    CASE(CALL_EX)
    {
        SAVE;
        if (D == 1) {
            value = slow_star_argument(t, R[A + 2], R[A]);
            TRY(value != VALUE_ERROR);
            R[A + 2] = value;
        }
        GO_ON_AFTER(call_spread_window(t, &R[A]));
    }
    CASE(RETURN_CONST)
    {
        value = K[WIDE];
        goto return_value;
    }
    CASE(RETURN)
    {
        value = R[A];
    return_value:
        if (LIKELY(frame->flags == 0)) {
            frame_pop_plain(t, frame);
            ENTER_TOP;
            R[A] = value;
            NEXT;
        }
        SAVE;
        if (LIKELY(frame->flags == FRAME_GENERATOR)) {
            frame_pop(t, frame);
            ENTER_TOP;
            goto iteration_ends;
        }
        Value result = value;
        switch (frame_return(t, frame, &result)) {
        case FRAME_FAILS:
            goto error;
        case FRAME_LEAVES:
            return result;
        case FRAME_RETURNS:
            ENTER_TOP;
            R[A] = result;
            NEXT;
        case FRAME_INITIALISES:
            ENTER_TOP;
            NEXT;
        case FRAME_ENDS_ITERATION:
            ENTER_TOP;
            value = result;
        iteration_ends:
            if (instruction_op(pc[-1]) == OP_SEND) {
                R[A] = value;
            }
            JUMP_BY_EXTRA;
            NEXT;
        }
        UNREACHABLE();
    }
    CASE(RETURN_GENERATOR)
    {
        SAVE;
        value = generator_new(t, frame);
        TRY(value != VALUE_ERROR);
        goto return_value;
    }
    CASE(YIELD)
    {
        value = R[B];
        SAVE;
        bool is_entry = frame->flags & FRAME_ENTRY; /* once suspended, it is whoever's resumes it */
        generator_suspend(t, frame_generator(frame));
        if (is_entry) {
            return value;
        }
        ENTER_TOP;
        R[A] = value;
        SKIP_EXTRA;
        NEXT;
    }
    CASE(GET_YIELD_FROM_ITER)
    {
        SAVE;
        RESULT(A, yield_from_iterator(t, frame->code, R[B]));
        NEXT;
    }
    CASE(SEND)
    {
        Value returned = VALUE_NONE;
        SAVE;
        if (LIKELY(value_is_generator(R[B]))) {
            if (LIKELY(generator_resume(t, (struct generator *)R[B], R[A], 0))) {
                ENTER_TOP;
                NEXT;
            }
            TRY(!error_pending(t));
            value = VALUE_UNBOUND;
        } else {
            value = iterator_send(t, R[B], R[A], &returned);
            TRY(value != VALUE_ERROR);
        }
        if (value != VALUE_UNBOUND) {
            R[A] = value;
            SKIP_EXTRA;
        } else {
            R[A] = returned;
            JUMP_BY_EXTRA;
        }
        NEXT;
    }

    /* --- Coroutines --- */

    CASE(GET_AWAITABLE)
    {
        if (LIKELY(value_is_new_coroutine(R[B]))) {
            R[A] = R[B];
            NEXT;
        }
        SAVE;
        RESULT(A, coroutine_awaitable(t, R[B], D));
        NEXT;
    }
    CASE(GET_ASYNC_ITER)
    {
        SAVE;
        RESULT(A, async_iterator(t, R[B]));
        NEXT;
    }
    CASE(GET_ASYNC_NEXT)
    {
        SAVE;
        RESULT(A, async_next(t, R[B]));
        NEXT;
    }
    CASE(END_ASYNC_FOR)
    {
        SAVE;
        if (!value_is_instance(R[A], &StopAsyncIteration_type)) {
            t->exception = R[A];
            goto error;
        }
        NEXT;
    }
    CASE(WRAP_ASYNC)
    {
        SAVE;
        RESULT(A, async_wrap(t, R[B]));
        NEXT;
    }
    CASE(LOAD_ASYNC_EXIT)
    {
        SAVE;
        TRY(slow_load_special(t, &R[A], R[B], name___aexit__, "asynchronous ",
                              " (missed __aexit__ method)"));
        NEXT;
    }
    CASE(LOAD_ASYNC_ENTER)
    {
        SAVE;
        TRY(slow_load_special(t, &R[A], R[B], name___aenter__, "asynchronous ", ""));
        NEXT;
    }

    /* --- Building --- */

    CASE(BUILD_TUPLE)
    {
        SAVE;
        RESULT(A, tuple_new(t, &R[B], C));
        NEXT;
    }
    CASE(BUILD_LIST)
    {
        SAVE;
        RESULT(A, list_from_values(t, &R[B], C));
        NEXT;
    }
    CASE(BUILD_SET)
    {
        SAVE;
        RESULT(A, slow_build_set(t, &R[B], C));
        NEXT;
    }
    CASE(BUILD_DICT)
    {
        SAVE;
        RESULT(A, slow_build_dict(t, &R[B], C));
        NEXT;
    }
    CASE(BUILD_STRING)
    {
        SAVE;
        RESULT(A, str_concat_all(t, &R[B], C));
        NEXT;
    }
    CASE(FORMAT_VALUE)
    {
        if (value_type(R[B]) == &str_type && D <= 1) { /* str() at most, and no specification */
            R[A] = R[B];
            NEXT;
        }
        SAVE;
        RESULT(A, slow_format(t, R[B], D & 4 ? R[C] : VALUE_UNBOUND, D));
        NEXT;
    }
    CASE(LIST_APPEND)
    {
        SAVE;
        TRY(list_append(t, (struct list *)R[A], R[B]));
        NEXT;
    }
    CASE(SET_ADD)
    {
        SAVE;
        TRY(set_add(t, (struct set *)R[A], R[B]));
        NEXT;
    }
    CASE(DICT_SET)
    {
        SAVE;
        TRY(dict_set(t, (struct dict *)R[A], R[B], R[C]));
        NEXT;
    }
    CASE(LIST_EXTEND)
    {
        SAVE;
        TRY(slow_list_extend(t, R[A], R[B]));
        NEXT;
    }
    CASE(SET_UPDATE)
    {
        SAVE;
        TRY(set_update(t, (struct set *)R[A], R[B]));
        NEXT;
    }
    CASE(DICT_UPDATE)
    {
        SAVE;
        TRY(slow_dict_update(t, R[A], R[B]));
        NEXT;
    }
    CASE(DICT_MERGE)
    {
        /* The dict itself will do if nobody can take values out of it while the arguments are bound. */
        if (D == 1 && dict_length((struct dict *)R[A]) == 0 && value_type(R[B]) == &dict_type &&
            !load_relaxed(&mutex_objects_shared)) {
            R[A] = R[B];
            NEXT;
        }
        SAVE;
        TRY(slow_dict_merge(t, R[A], R[B], R[C]));
        NEXT;
    }
    CASE(LIST_TO_TUPLE)
    {
        SAVE;
        RESULT(A, list_to_tuple(t, (struct list *)R[B]));
        NEXT;
    }
    CASE(UNPACK)
    {
        if (LIKELY(value_type(R[B]) == &tuple_type) &&
            LIKELY(((struct tuple *)R[B])->length == C)) {
            const struct tuple *tuple = (const struct tuple *)R[B];
            for (unsigned i = 0; i < C; i++) {
                R[A + i] = tuple->items[i];
            }
            NEXT;
        }
        SAVE;
        TRY(slow_unpack(t, &R[A], R[B], C));
        NEXT;
    }
    CASE(UNPACK_PAIR)
    {
        if (LIKELY(value_type(R[C]) == &tuple_type) &&
            LIKELY(((struct tuple *)R[C])->length == 2)) {
            const struct tuple *tuple = (const struct tuple *)R[C];
            R[A] = tuple->items[0];
            R[B] = tuple->items[1];
            NEXT;
        }
        Value pair[2];
        SAVE;
        TRY(slow_unpack(t, pair, R[C], 2));
        R[A] = pair[0];
        R[B] = pair[1];
        NEXT;
    }
    CASE(UNPACK_STAR)
    {
        SAVE;
        TRY(slow_unpack_star(t, &R[A], R[B], C, (uint32_t)*pc));
        SKIP_EXTRA;
        NEXT;
    }
    CASE(MAKE_FUNCTION)
    {
        SAVE;
        RESULT(A, slow_make_function(t, frame, K[B], D, &R[C]));
        NEXT;
    }
    CASE(LOAD_GENERICS)
    {
        SAVE;
        RESULT(A, slow_load_generics(t, NAME_OPERAND));
        NEXT;
    }
    CASE(LOAD_BUILD_CLASS)
    {
        SAVE;
        value = global_load_build_class(t, frame);
        TRY(value != VALUE_ERROR);
        R[A] = value;
        NEXT;
    }

    /* --- match --- */

    CASE(MATCH_COLLECTION)
    {
        if (type_has(value_type(R[B]), D == 0 ? TYPE_MATCHES_SEQUENCE : TYPE_MATCHES_MAPPING)) {
            SKIP_EXTRA;
        } else {
            JUMP_BY_EXTRA;
        }
        NEXT;
    }
    CASE(LENGTH)
    {
        int64_t length;
        SAVE;
        TRY(object_length(t, R[B], &length));
        RESULT(A, int_from_int64(t, length));
        NEXT;
    }
    CASE(MATCH_KEYS)
    {
        SAVE;
        value = slow_match_keys(t, R[B], R[C]);
        goto matched;
    }
    CASE(MATCH_REST)
    {
        SAVE;
        RESULT(A, slow_match_rest(t, R[B], R[C]));
        NEXT;
    }
    CASE(MATCH_CLASS)
    {
        SAVE;
        value = slow_match_class(t, R[A], R[A + 1], C, K[B]);
    matched:
        TRY(value != VALUE_ERROR);
        if (value != VALUE_UNBOUND) {
            R[A] = value;
            SKIP_EXTRA;
        } else {
            JUMP_BY_EXTRA;
        }
        NEXT;
    }

    /* --- Import --- */

    CASE(IMPORT_NAME)
    {
        SAVE;
        RESULT(A, slow_import_name(t, frame, NAME_OPERAND, R[B], R[B + 1]));
        NEXT;
    }
    CASE(IMPORT_FROM)
    {
        SAVE;
        RESULT(A, import_from(t, R[B], NAME_OPERAND));
        NEXT;
    }
    CASE(IMPORT_STAR)
    {
        SAVE;
        TRY(slow_import_star(t, frame, R[A]));
        NEXT;
    }

    /* --- Exceptions --- */

    CASE(PUSH_HANDLED)
    {
        /* What a generator found when it was resumed is not its own: the next resumer's counts then. */
        bool is_generator = frame->flags & FRAME_GENERATOR;
        R[A] = is_generator && !frame_generator(frame)->handles ? VALUE_UNBOUND : t->handled;
        t->handled = R[B];
        if (is_generator) {
            frame_generator(frame)->handles = true;
        }
        NEXT;
    }
    CASE(POP_HANDLED)
    {
        t->handled = R[A];
        if (R[A] == VALUE_UNBOUND && (frame->flags & FRAME_GENERATOR)) {
            frame_generator(frame)->handles = false;
            t->handled = frame_generator(frame)->resumer_handled;
        }
        NEXT;
    }
    CASE(JUMP_IF_NO_MATCH)
    {
        SAVE;
        enum truth answer = slow_exception_matches(t, R[B], R[C]);
        TRY(answer != TRUTH_ERROR);
        if (answer == TRUTH_TRUE) {
            SKIP_EXTRA;
        } else {
            JUMP_BY_EXTRA;
        }
        NEXT;
    }
    CASE(MATCH_GROUP)
    {
        SAVE;
        enum truth answer = slow_match_group(t, &R[A], R[B]);
        TRY(answer != TRUTH_ERROR);
        if (answer == TRUTH_TRUE) {
            t->handled = R[A + 1];
            SKIP_EXTRA;
        } else {
            JUMP_BY_EXTRA;
        }
        NEXT;
    }
    CASE(JOIN_GROUP)
    {
        SAVE;
        RESULT(A, exception_group_join(t, R[B], (struct list *)R[C]));
        NEXT;
    }
    CASE(RAISE)
    {
        SAVE;
        (void)!slow_raise(t, D, R[A], R[B]);
        goto error;
    }
    CASE(RERAISE)
    {
        SAVE;
        t->exception = R[A];
        goto error;
    }
    CASE(LOAD_ASSERTION_ERROR)
    {
        R[A] = value_from_object(&AssertionError_type);
        NEXT;
    }
    CASE(LOAD_EXIT)
    {
        SAVE;
        TRY(slow_load_special(t, &R[A], R[B], name___exit__, "", " (missed __exit__ method)"));
        NEXT;
    }
    CASE(LOAD_ENTER)
    {
        SAVE;
        TRY(slow_load_special(t, &R[A], R[B], name___enter__, "", ""));
        NEXT;
    }
    CASE(EXCEPTION_TRIPLE)
    {
        struct exception *exception = (struct exception *)R[B];
        Value traceback = value_load(&exception->traceback);
        R[A + 1] = value_from_object(exception);
        R[A] = value_from_object(exception->base.type);
        R[A + 2] = traceback == VALUE_UNBOUND ? VALUE_NONE : traceback;
        NEXT;
    }
    CASE(PRINT_EXPRESSION)
    {
        SAVE;
        TRY(slow_print_expression(t, R[A]));
        NEXT;
    }

traced:
    SAVE;
    switch (trace_instruction(t, frame)) {
    case TRACE_RUN:
        pc = frame->pc;
        goto *table[instruction_op(pc[-1])];
    case TRACE_DONE:
        pc = frame->pc;
        NEXT;
    case TRACE_FAILS:
        goto error;
    }
    UNREACHABLE();

enter_frame:
    ENTER_CALL(t->frame);

error:
    if (!unwind(t)) {
        return VALUE_ERROR;
    }
    ENTER_TOP;
    NEXT;
}

void dispatch_fill(struct thread *t, bool is_traced)
{
    is_traced = is_traced || schedule_switches_at_opcodes();
    for (size_t i = 0; i < COUNT_OF(t->dispatch); i++) {
        t->dispatch[i] = dispatch_table[is_traced ? TRACED : i];
    }
}

void frames_begin(struct thread *t)
{
    t->frame = t->frames;
    t->free_frame = t->frames + 1;
    *t->frame = (struct frame){.registers = t->registers};
    if (dispatch_table == NULL) {
        t->exception = VALUE_NONE;
        (void)run_loop(t, NULL);
        t->exception = VALUE_UNBOUND;
    }
    dispatch_fill(t, false);
}

Value interpret(struct thread *t, struct frame *entry)
{
    char *outer = t->loop_stack;
    t->loop_stack = __builtin_frame_address(0);
    Value result = run_loop(t, entry);
    t->loop_stack = outer;
    return result;
}
