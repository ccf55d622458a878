#include "vm/disassemble.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "compiler/compiler.h"
#include "runtime/abstract.h"
#include "runtime/import.h"
#include "runtime/path.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "vm/format/bytecode.h"
#include "vm/script.h"

struct listing {
    struct thread *t;
    const struct code *code;
    const char *source;
    size_t n_source;
    struct str_builder *out;
};

static void add(struct listing *l, const char *text)
{
    str_builder_add_cstr(l->out, text);
}

static void add_register(struct listing *l, unsigned r)
{
    char text[32];
    if (r < l->code->n_named) {
        Value name = value_to_tuple(l->code->local_names)->items[r];
        snprintf(text, sizeof text, "r%u:", r);
        add(l, text);
        str_builder_add_str(l->out, name);
        return;
    }
    snprintf(text, sizeof text, "r%u", r);
    add(l, text);
}

static void add_number(struct listing *l, long long n)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", n);
    add(l, text);
}

static void add_constant(struct listing *l, uint32_t k)
{
    Value v = value_to_tuple(l->code->constants)->items[k];
    if (value_is_object(v) && value_to_object(v)->type == &code_type) {
        add(l, "<code ");
        str_builder_add_str(l->out, ((struct code *)v)->qualname);
        add(l, ">");
    } else {
        str_builder_add_repr(l->out, v);
    }
}

/* One operand by its letter; `word` is the index behind the instruction, which jumps count from. */
static void add_operand(struct listing *l, char letter, uint64_t instruction_word, unsigned operand,
                        uint32_t behind)
{
    int32_t wide = instruction_wide_operand(instruction_word);
    switch (letter) {
    case 'R':
    case 'W':
    case 'B':
        add_register(l, operand);
        break;
    case 'K':
        add_constant(l, operand);
        break;
    case 'N':
        add(l, ".");
        str_builder_add_str(l->out, value_to_tuple(l->code->names)->items[operand]);
        break;
    case 'G':
        str_builder_add_str(l->out, value_to_tuple(l->code->global_names)->items[operand]);
        break;
    case 'U':
        add_number(l, operand);
        break;
    case 'I':
        add_number(l, (int16_t)operand);
        break;
    case 'w':
        add_number(l, wide);
        break;
    case 'k':
        add_constant(l, (uint32_t)wide);
        break;
    case 'j':
        add(l, "-> ");
        add_number(l, (int64_t)behind + wide);
        break;
    default:
        break;
    }
}

static void add_operands(struct listing *l, uint32_t i, enum opcode op)
{
    uint64_t word = l->code->words[i];
    const struct opcode_info *info = &opcode_infos[op];
    const unsigned operands[] = {instruction_a(word), instruction_b(word), instruction_c(word)};
    const char *separator = "";
    for (int k = 0; k < 3; k++) {
        if (info->operands[k] != '_') {
            add(l, separator);
            add_operand(l, info->operands[k], word, operands[k], i + 1);
            separator = ", ";
        }
    }
    if (instruction_d(word) != 0) {
        add(l, separator);
        add(l, "d=");
        add_number(l, instruction_d(word));
        separator = ", ";
    }
    if (opcode_has_flag(op, 'X')) {
        add(l, separator);
        add(l, "-> ");
        add_number(l, (int64_t)i + 1 + info->n_extra + (int64_t)l->code->words[i + info->n_extra]);
    }
}

/* The source line above the first instruction that comes from it. */
static void add_source_line(struct listing *l, int line)
{
    const char *p = l->source, *end = l->source + l->n_source;
    for (int i = 1; i < line && p != NULL && p < end; i++) {
        p = memchr(p, '\n', (size_t)(end - p));
        p = p == NULL ? end : p + 1;
    }
    char number[24];
    snprintf(number, sizeof number, "%4d | ", line);
    add(l, number);
    if (p != NULL && p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        str_builder_add_utf8(l->out, p, (size_t)((stop == NULL ? end : stop) - p));
    }
    add(l, "\n");
}

static void add_exceptions(struct listing *l)
{
    char text[96];
    for (uint32_t i = 0; i < l->code->n_exceptions; i++) {
        const struct exception_entry *e = &l->code->exceptions[i];
        snprintf(text, sizeof text, "       protected %u to %u: handler %u, exception in r%u\n",
                 e->start, e->end, e->handler, e->exception_register);
        add(l, text);
    }
}

static bool list_code(struct listing *l)
{
    const struct code *code = l->code;
    char text[64];
    int line = 0;
    add(l, "code ");
    str_builder_add_str(l->out, code->qualname);
    snprintf(text, sizeof text, " (%u registers, %u named)\n", code->n_registers, code->n_named);
    add(l, text);
    for (uint32_t i = 0; i < code->n_words;) {
        enum opcode op = instruction_op(code->words[i]);
        struct code_position p = code_position_at(code, i);
        if (p.line != line && p.line > 0) {
            line = p.line;
            add_source_line(l, line);
        }
        snprintf(text, sizeof text, "       %5u  %-22s ", i, opcode_infos[op].name);
        add(l, text);
        add_operands(l, i, op);
        add(l, "\n");
        i += 1 + opcode_infos[op].n_extra;
    }
    add_exceptions(l);
    return true;
}

static bool list_all(struct listing *l)
{
    if (!list_code(l)) {
        return false;
    }
    const struct tuple *constants = value_to_tuple(l->code->constants);
    for (uint64_t i = 0; i < constants->length; i++) {
        Value v = constants->items[i];
        if (value_is_object(v) && value_to_object(v)->type == &code_type) {
            struct listing inner = *l;
            inner.code = (const struct code *)v;
            add(l, "\n");
            if (!list_all(&inner)) {
                return false;
            }
        }
    }
    return true;
}

Value disassemble_code(struct thread *t, const struct code *code, const char *source, size_t n)
{
    struct str_builder out;
    str_builder_init(&out, t);
    struct listing l = {t, code, source, n, &out};
    return list_all(&l) ? str_builder_finish(&out) : VALUE_ERROR;
}

/* The listing; VALUE_ERROR: an exception, or *status is not 0 and a message was printed. */
static Value disassemble_path(struct thread *t, const char *path, int *status)
{
    size_t n = 0;
    bool is_stdin = strcmp(path, "-") == 0;
    Value filename =
        path_to_str(t, is_stdin ? "<stdin>" : path, strlen(is_stdin ? "<stdin>" : path));
    const char *source = filename == VALUE_ERROR ? NULL : script_read(t, path, &n, status);
    Value code =
        source == NULL ? VALUE_ERROR : compile_source(t, source, n, filename, COMPILE_EXEC, 0);
    return code == VALUE_ERROR ? code : disassemble_code(t, (struct code *)code, source, n);
}

int disassemble_file(struct thread *t, const char *path)
{
    int status = 0;
    size_t n = 0;
    Value text = disassemble_path(t, path, &status);
    const char *utf8 = text == VALUE_ERROR ? NULL : str_to_utf8(t, text, &n);
    if (utf8 == NULL) {
        if (status == 0) {
            error_print(t, error_take(t));
            status = 1;
        }
        return status;
    }
    if (fwrite(utf8, 1, n, stdout) == n && fflush(stdout) == 0) {
        return 0;
    }
    fprintf(stderr, "hasp: cannot write the listing: %s\n", strerror(errno));
    return 1;
}
