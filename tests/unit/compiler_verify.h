/*
 * A verifier of code objects: what the interpreter and the collector take for granted about them.
 *
 *   - operands name registers, constants and names that exist; jumps and handlers lead to instructions;
 *     no path leaves the code by its end
 *   - a register that is read has been written on every path (variables begin unbound, so all may be read)
 *   - a register whose value is still needed lies below the word's depth: the collector scans up to there
 *
 * Both flows work on vm/format/effects.h. Instructions that no path reaches are not looked at.
 */
#ifndef HASP_TESTS_UNIT_COMPILER_VERIFY_H
#define HASP_TESTS_UNIT_COMPILER_VERIFY_H

#include <stdlib.h>
#include <string.h>

#include "runtime/base/assert.h"
#include "runtime/base/buffer.h"
#include "runtime/code.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/format/bytecode.h"
#include "vm/format/effects.h"

struct verifier {
    struct thread *t;
    const struct code *code;
    struct buffer *complaints;
    unsigned n_set; /* words of a register set */
    bool *starts;   /* whether an instruction begins at this word */
    bool *reached;
    uint64_t *written; /* a set for each word: registers written on all paths before it */
    uint64_t *live;    /* a set for each word: registers that it or a successor reads */
};

static inline void complain(struct verifier *v, uint32_t i, const char *what, unsigned number)
{
    buffer_append_format(v->complaints, "%s, word %u, %s: %s %u\n",
                         str_to_utf8(v->t, v->code->qualname, NULL), i,
                         opcode_infos[instruction_op(v->code->words[i])].name, what, number);
}

static inline uint32_t behind(const struct code *code, uint32_t i)
{
    return instruction_behind(code->words, i);
}

static inline const struct exception_entry *handler_of(const struct code *code, uint32_t i)
{
    for (uint32_t k = 0; k < code->n_exceptions; k++) {
        if (i >= code->exceptions[k].start && i < code->exceptions[k].end) {
            return &code->exceptions[k];
        }
    }
    return NULL;
}

/* ---- form ---- */

static inline void check_index(struct verifier *v, uint32_t i, const char *what, uint64_t index,
                               uint64_t n)
{
    if (index >= n) {
        complain(v, i, what, (unsigned)index);
    }
}

static inline void check_operands(struct verifier *v, uint32_t i)
{
    const struct code *code = v->code;
    uint64_t word = code->words[i];
    const struct opcode_info *info = &opcode_infos[instruction_op(word)];
    const unsigned operands[] = {instruction_a(word), instruction_b(word), instruction_c(word)};
    for (int k = 0; k < 3; k++) {
        switch (info->operands[k]) {
        case 'K':
            check_index(v, i, "no constant", operands[k], value_to_tuple(code->constants)->length);
            break;
        case 'k':
            check_index(v, i, "no constant", (uint32_t)instruction_wide_operand(word),
                        value_to_tuple(code->constants)->length);
            break;
        case 'N':
            check_index(v, i, "no name", operands[k], value_to_tuple(code->names)->length);
            break;
        case 'G':
            check_index(v, i, "no global", operands[k], value_to_tuple(code->global_names)->length);
            break;
        default:
            break;
        }
    }
    struct effect e = instruction_effect(code->words, i);
    for (unsigned k = 0; k < e.n_reads + e.n_writes; k++) {
        struct span span = k < e.n_reads ? e.reads[k] : e.writes[k - e.n_reads];
        if (span.n > 0) {
            check_index(v, i, "no register", span.first + span.n - 1, code->n_registers);
        }
    }
}

static inline bool is_start(const struct verifier *v, int64_t word)
{
    return word >= 0 && word < v->code->n_words && v->starts[word];
}

static inline void check_control(struct verifier *v, uint32_t i)
{
    const struct code *code = v->code;
    enum opcode op = instruction_op(code->words[i]);
    int64_t target = instruction_target(code->words, i);
    if (target != -1 && !is_start(v, target)) {
        complain(v, i, "jump into nowhere", (unsigned)target);
    }
    if ((op == OP_JUMP && target <= i) || ((op == OP_LOOP || op == OP_LOOP_FOR) && target > i)) {
        complain(v, i, "jump in the wrong direction", (unsigned)target);
    }
    if (opcode_falls_through(op) && behind(code, i) >= code->n_words) {
        complain(v, i, "runs over the end", code->n_words);
    }
    check_index(v, i, "too deep", code->depths[i], code->n_registers + 1);
}

/* The first entry wins, so what an earlier one protects must lie inside of a later one, or apart from it. */
static inline void check_nesting(struct verifier *v, uint32_t outer)
{
    const struct exception_entry *e = &v->code->exceptions[outer];
    for (uint32_t k = 0; k < outer; k++) {
        const struct exception_entry *inner = &v->code->exceptions[k];
        bool apart = inner->end <= e->start || inner->start >= e->end;
        if (!apart && (inner->start < e->start || inner->end > e->end)) {
            buffer_append_format(v->complaints, "exception entries %u and %u overlap\n", k, outer);
        }
    }
}

/* False: an opcode or a length is wrong, nothing more can be said. */
static inline bool check_form(struct verifier *v)
{
    const struct code *code = v->code;
    size_t before = v->complaints->size;
    for (uint32_t i = 0; i < code->n_words; i = behind(code, i)) {
        if ((code->words[i] & 0xff) >= N_OPCODES || behind(code, i) > code->n_words) {
            buffer_append_format(v->complaints, "word %u is no instruction\n", i);
            return false;
        }
        v->starts[i] = true;
    }
    for (uint32_t i = 0; i < code->n_words; i = behind(code, i)) {
        check_operands(v, i);
        check_control(v, i);
    }
    for (uint32_t k = 0; k < code->n_exceptions; k++) {
        const struct exception_entry *e = &code->exceptions[k];
        if (e->start >= e->end || e->end > code->n_words || !is_start(v, e->start) ||
            !is_start(v, e->handler) || e->exception_register + 1 >= code->n_registers ||
            e->exception_register < code->n_named) {
            buffer_append_format(v->complaints, "exception entry %u is wrong\n", k);
        }
    }
    for (uint32_t k = 1; k < code->n_exceptions; k++) {
        check_nesting(v, k);
    }
    return v->complaints->size == before;
}

/* ---- sets of registers ---- */

static inline uint64_t *set_at(const struct verifier *v, uint64_t *sets, uint32_t i)
{
    return sets + (size_t)i * v->n_set;
}
static inline bool set_has(const uint64_t *set, unsigned r)
{
    return set[r / 64] >> (r % 64) & 1;
}
static inline void set_put(uint64_t *set, unsigned first, unsigned n, bool in)
{
    for (unsigned r = first; r < first + n; r++) {
        set[r / 64] = (set[r / 64] & ~(UINT64_C(1) << (r % 64))) | (uint64_t)in << (r % 64);
    }
}

/* ---- forward: what has been written ---- */

/* Control may come to `i` with `set` written. Whether that is news. */
static inline bool flow_to(struct verifier *v, uint32_t i, const uint64_t *set)
{
    uint64_t *at = set_at(v, v->written, i);
    bool changed = !v->reached[i];
    for (unsigned k = 0; k < v->n_set; k++) {
        uint64_t merged = v->reached[i] ? at[k] & set[k] : set[k];
        changed = changed || merged != at[k];
        at[k] = merged;
    }
    v->reached[i] = true;
    return changed;
}

static inline bool flow_from(struct verifier *v, uint32_t i, uint64_t *set)
{
    const struct code *code = v->code;
    struct effect e = instruction_effect(code->words, i);
    enum opcode op = instruction_op(code->words[i]);
    const struct exception_entry *handler = handler_of(code, i);
    int64_t target = instruction_target(code->words, i);
    bool changed = false;
    memcpy(set, set_at(v, v->written, i), v->n_set * sizeof *set);
    if (handler != NULL) { /* what lies above its register is dead there */
        unsigned x = handler->exception_register;
        set_put(set, x, code->n_registers - x, false);
        set_put(set, x, 2, true); /* the exception, and the word that raised */
        changed |= flow_to(v, handler->handler, set);
        memcpy(set, set_at(v, v->written, i), v->n_set * sizeof *set);
    }
    if (op == OP_FOR_ITER) { /* its jump leaves R[a] as it was */
        changed |= flow_to(v, (uint32_t)target, set);
    }
    if (e.dead_from < code->n_registers) {
        set_put(set, e.dead_from, code->n_registers - e.dead_from, false);
    }
    for (unsigned k = 0; k < e.n_writes; k++) {
        set_put(set, e.writes[k].first, e.writes[k].n, true);
    }
    if (target != -1 && op != OP_FOR_ITER) {
        changed |= flow_to(v, (uint32_t)target, set);
    }
    return opcode_falls_through(op) ? flow_to(v, behind(code, i), set) || changed : changed;
}

static inline void check_reads(struct verifier *v)
{
    const struct code *code = v->code;
    uint64_t *set = calloc(v->n_set, sizeof *set);
    set_put(set, 0, code->n_named, true);
    flow_to(v, 0, set);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < code->n_words; i = behind(code, i)) {
            changed |= v->reached[i] && flow_from(v, i, set);
        }
    }
    free(set);
    for (uint32_t i = 0; i < code->n_words; i = behind(code, i)) {
        struct effect e = instruction_effect(code->words, i);
        for (unsigned k = 0; k < e.n_reads && v->reached[i]; k++) {
            for (unsigned r = e.reads[k].first; r < e.reads[k].first + e.reads[k].n; r++) {
                if (!set_has(set_at(v, v->written, i), r)) {
                    complain(v, i, "reads what may be unwritten: register", r);
                }
            }
        }
    }
}

/* ---- backward: what is still needed ---- */

static inline void add_live(struct verifier *v, uint64_t *set, uint32_t from)
{
    for (unsigned k = 0; k < v->n_set; k++) {
        set[k] |= set_at(v, v->live, from)[k];
    }
}

static inline bool live_before(struct verifier *v, uint32_t i, uint64_t *set)
{
    const struct code *code = v->code;
    struct effect e = instruction_effect(code->words, i);
    enum opcode op = instruction_op(code->words[i]);
    const struct exception_entry *handler = handler_of(code, i);
    int64_t target = instruction_target(code->words, i);
    memset(set, 0, v->n_set * sizeof *set);
    if (opcode_falls_through(op)) {
        add_live(v, set, behind(code, i));
    }
    if (target != -1 && op != OP_FOR_ITER) {
        add_live(v, set, (uint32_t)target);
    }
    for (unsigned k = 0; k < e.n_writes; k++) {
        set_put(set, e.writes[k].first, e.writes[k].n, false);
    }
    if (op == OP_FOR_ITER) {
        add_live(v, set, (uint32_t)target);
    }
    if (handler != NULL) {
        unsigned x = handler->exception_register;
        bool was_live = set_has(set, x), was_next_live = set_has(set, x + 1);
        add_live(v, set, handler->handler);
        set_put(set, x, 1, was_live);
        set_put(set, x + 1, 1, was_next_live);
    }
    for (unsigned k = 0; k < e.n_reads; k++) {
        set_put(set, e.reads[k].first, e.reads[k].n, true);
    }
    uint64_t *at = set_at(v, v->live, i);
    bool changed = memcmp(at, set, v->n_set * sizeof *set) != 0;
    memcpy(at, set, v->n_set * sizeof *set);
    return changed;
}

static inline void check_depths(struct verifier *v)
{
    const struct code *code = v->code;
    uint64_t *set = calloc(v->n_set, sizeof *set);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = code->n_words; i-- > 0;) {
            changed |= v->reached[i] && live_before(v, i, set);
        }
    }
    free(set);
    for (uint32_t i = 0; i < code->n_words; i++) {
        for (unsigned r = code->n_named; r < code->n_registers && v->reached[i]; r++) {
            if (r >= code->depths[i] && set_has(set_at(v, v->live, i), r)) {
                complain(v, i, "the collector would miss register", r);
            }
        }
    }
}

/* ---- one code object, and those among its constants ---- */

static inline void verify_code(struct thread *t, const struct code *code, struct buffer *complaints)
{
    unsigned n_set = code->n_registers / 64 + 1;
    size_t n_words = code->n_words;
    struct verifier v = {.t = t,
                         .code = code,
                         .complaints = complaints,
                         .n_set = n_set,
                         .starts = calloc(n_words, sizeof(bool)),
                         .reached = calloc(n_words, sizeof(bool)),
                         .written = calloc(n_words * n_set, sizeof(uint64_t)),
                         .live = calloc(n_words * n_set, sizeof(uint64_t))};
    if (check_form(&v)) {
        check_reads(&v);
        check_depths(&v);
    }
    free(v.starts);
    free(v.reached);
    free(v.written);
    free(v.live);
    const struct tuple *constants = value_to_tuple(code->constants);
    for (uint64_t i = 0; i < constants->length; i++) {
        Value inner = constants->items[i];
        if (value_is_object(inner) && value_to_object(inner)->type == &code_type) {
            verify_code(t, (const struct code *)inner, complaints);
        }
    }
}

#endif
