/*
 * Expressions back to text, for annotations under `from __future__ import annotations`. The spaces, and the places where
 * parentheses stand, are CPython's.
 */
#include <string.h>

#include "compiler/gen.h"
#include "runtime/base/buffer.h"

/* How tightly things bind. What is written at a place of higher precedence than its own gets parentheses. */
enum precedence {
    PRECEDENCE_TUPLE,
    PRECEDENCE_TEST, /* if-else, lambda */
    PRECEDENCE_OR,
    PRECEDENCE_AND,
    PRECEDENCE_NOT,
    PRECEDENCE_COMPARE,
    PRECEDENCE_BIT_OR,
    PRECEDENCE_BIT_XOR,
    PRECEDENCE_BIT_AND,
    PRECEDENCE_SHIFT,
    PRECEDENCE_SUM,
    PRECEDENCE_PRODUCT,
    PRECEDENCE_FACTOR,
    PRECEDENCE_POWER,
    PRECEDENCE_AWAIT,
    PRECEDENCE_ATOM
};

struct writer {
    struct compilation *c;
    struct buffer out;
};

static void put_expression(struct writer *w, struct ast *e, unsigned at);

static void put(struct writer *w, const char *text)
{
    buffer_append_string(&w->out, text);
}

static void put_if(struct writer *w, bool condition, const char *text)
{
    put(w, condition ? text : "");
}

static void put_before(struct writer *w, const char *text, struct ast *e, unsigned at)
{
    put(w, text);
    put_expression(w, e, at);
}

static void put_list(struct writer *w, const ast_expr_list *list, unsigned at)
{
    for (uint32_t i = 0; i < list->n; i++) {
        put_before(w, i > 0 ? ", " : "", list->items[i], at);
    }
}

/* --- Constants --- */

/* repr(v), where a float's "inf" becomes a number that overflows to it. */
static void put_repr(struct writer *w, Value v, bool is_float)
{
    Value repr = w->c->failed ? VALUE_ERROR : constant_repr(w->c->t, v);
    const char *text = repr == VALUE_ERROR ? NULL : constant_text(w->c->t, repr);
    if (text == NULL) {
        if (!w->c->failed) {
            compile_raised(w->c);
        }
        return;
    }
    const char *infinity = is_float ? strstr(text, "inf") : NULL;
    if (infinity != NULL) {
        buffer_append(&w->out, text, (size_t)(infinity - text));
        put(w, "1e309");
        text = infinity + 3;
    }
    put(w, text);
}

static void put_constant(struct writer *w, const struct ast_constant *constant)
{
    if (constant->kind == CONSTANT_ELLIPSIS) {
        put(w, "...");
        return;
    }
    put_if(w, constant->is_u, "u");
    put_repr(w, literal_value(w->c, constant),
             constant->kind == CONSTANT_FLOAT || constant->kind == CONSTANT_IMAGINARY ||
                 constant->kind == CONSTANT_VALUE);
}

/* --- f-strings --- */

static void put_fstring_pieces(struct writer *w, const ast_expr_list *values);

static void put_fstring_text(struct writer *w, const struct ast_constant *constant)
{
    for (size_t i = 0; i < constant->n; i++) {
        char byte = constant->text[i];
        buffer_append_byte(&w->out, byte);
        if (byte == '{' || byte == '}') {
            buffer_append_byte(&w->out, byte);
        }
    }
}

static void put_field(struct writer *w, const struct ast_FormattedValue *field)
{
    size_t start = w->out.size;
    char conversion[] = {'!', (char)field->conversion, 0};
    put_before(w, "{", field->value, PRECEDENCE_TEST + 1);
    if (!w->out.failed && w->out.data[start + 1] == '{' && buffer_append_byte(&w->out, ' ')) {
        /* "{{" would be a brace: a space goes between. */
        memmove(w->out.data + start + 2, w->out.data + start + 1, w->out.size - start - 2);
        w->out.data[start + 1] = ' ';
    }
    put_if(w, field->conversion > 0, conversion);
    if (field->format_spec != NULL) {
        put(w, ":");
        put_fstring_pieces(w, &AST(JoinedStr, field->format_spec)->values);
    }
    put(w, "}");
}

static void put_fstring_pieces(struct writer *w, const ast_expr_list *values)
{
    for (uint32_t i = 0; i < values->n; i++) {
        struct ast *piece = values->items[i];
        if (piece->kind == AST_Constant) {
            put_fstring_text(w, &AST(Constant, piece)->value);
        } else {
            put_field(w, AST(FormattedValue, piece));
        }
    }
}

/* What stands between the quotes is written first, and then quoted as a whole. */
static void put_fstring(struct writer *w, const ast_expr_list *values)
{
    size_t start = w->out.size;
    put_fstring_pieces(w, values);
    if (w->out.failed || w->c->failed) {
        return;
    }
    struct ast_constant body = {
        .kind = CONSTANT_STR, .text = w->out.data + start, .n = w->out.size - start};
    Value text = literal_value(w->c, &body);
    w->out.size = start;
    put(w, "f");
    put_repr(w, text, false);
}

/* --- Operators --- */

static void put_boolean(struct writer *w, const struct ast_BoolOp *e, unsigned at)
{
    unsigned own = e->op == AST_And ? PRECEDENCE_AND : PRECEDENCE_OR;
    put_if(w, at > own, "(");
    for (uint32_t i = 0; i < e->values.n; i++) {
        put_before(w,
                   i == 0             ? ""
                   : e->op == AST_And ? " and "
                                      : " or ",
                   e->values.items[i], own + 1);
    }
    put_if(w, at > own, ")");
}

static void put_binary(struct writer *w, const struct ast_BinOp *e, unsigned at)
{
    static const struct {
        const char *text;
        unsigned precedence;
    } operators[] = {
        [AST_Add] = {" + ", PRECEDENCE_SUM},        [AST_Sub] = {" - ", PRECEDENCE_SUM},
        [AST_Mult] = {" * ", PRECEDENCE_PRODUCT},   [AST_MatMult] = {" @ ", PRECEDENCE_PRODUCT},
        [AST_Div] = {" / ", PRECEDENCE_PRODUCT},    [AST_FloorDiv] = {" // ", PRECEDENCE_PRODUCT},
        [AST_Mod] = {" % ", PRECEDENCE_PRODUCT},    [AST_Pow] = {" ** ", PRECEDENCE_POWER},
        [AST_LShift] = {" << ", PRECEDENCE_SHIFT},  [AST_RShift] = {" >> ", PRECEDENCE_SHIFT},
        [AST_BitAnd] = {" & ", PRECEDENCE_BIT_AND}, [AST_BitOr] = {" | ", PRECEDENCE_BIT_OR},
        [AST_BitXor] = {" ^ ", PRECEDENCE_BIT_XOR},
    };
    unsigned own = operators[e->op].precedence;
    bool is_power = e->op == AST_Pow; /* the only one that groups to the right */
    put_if(w, at > own, "(");
    put_expression(w, e->left, own + is_power);
    put_before(w, operators[e->op].text, e->right, own + !is_power);
    put_if(w, at > own, ")");
}

static void put_unary(struct writer *w, const struct ast_UnaryOp *e, unsigned at)
{
    static const char *const texts[] = {
        [AST_Invert] = "~", [AST_Not] = "not ", [AST_UAdd] = "+", [AST_USub] = "-"};
    unsigned own = e->op == AST_Not ? PRECEDENCE_NOT : PRECEDENCE_FACTOR;
    put_if(w, at > own, "(");
    put_before(w, texts[e->op], e->operand, own);
    put_if(w, at > own, ")");
}

static void put_compare(struct writer *w, const struct ast_Compare *e, unsigned at)
{
    static const char *const texts[] = {
        [AST_Lt] = " < ",  [AST_LtE] = " <= ",      [AST_Eq] = " == ", [AST_NotEq] = " != ",
        [AST_Gt] = " > ",  [AST_GtE] = " >= ",      [AST_Is] = " is ", [AST_IsNot] = " is not ",
        [AST_In] = " in ", [AST_NotIn] = " not in "};
    put_if(w, at > PRECEDENCE_COMPARE, "(");
    put_expression(w, e->left, PRECEDENCE_COMPARE + 1);
    for (uint32_t i = 0; i < e->ops.n; i++) {
        put_before(w, texts[e->ops.items[i]], e->comparators.items[i], PRECEDENCE_COMPARE + 1);
    }
    put_if(w, at > PRECEDENCE_COMPARE, ")");
}

static void put_conditional(struct writer *w, const struct ast_IfExp *e, unsigned at)
{
    put_if(w, at > PRECEDENCE_TEST, "(");
    put_expression(w, e->body, PRECEDENCE_TEST + 1);
    put_before(w, " if ", e->test, PRECEDENCE_TEST + 1);
    put_before(w, " else ", e->orelse, PRECEDENCE_TEST);
    put_if(w, at > PRECEDENCE_TEST, ")");
}

/* --- Lambda --- */

static void put_parameter(struct writer *w, const char *star, const struct ast *arg, bool *is_first)
{
    put_if(w, !*is_first, ", ");
    put(w, star);
    put_if(w, arg != NULL, arg == NULL ? "" : ((const struct ast_arg *)arg)->arg);
    *is_first = false;
}

static void put_default(struct writer *w, struct ast *e)
{
    if (e != NULL) {
        put_before(w, "=", e, PRECEDENCE_TEST);
    }
}

static void put_positional(struct writer *w, const struct ast_arguments *args, bool *is_first)
{
    uint32_t n_only = args->posonlyargs.n, n = n_only + args->args.n;
    for (uint32_t i = 0; i < n; i++) {
        const struct ast *arg =
            i < n_only ? args->posonlyargs.items[i] : args->args.items[i - n_only];
        put_parameter(w, "", arg, is_first);
        put_default(w, i + args->defaults.n >= n ? args->defaults.items[i + args->defaults.n - n]
                                                 : NULL);
        put_if(w, i + 1 == n_only, ", /");
    }
}

static void put_parameters(struct writer *w, const struct ast_arguments *args)
{
    bool is_first = true;
    put_positional(w, args, &is_first);
    if (args->vararg != NULL || args->kwonlyargs.n > 0) {
        put_parameter(w, "*", args->vararg, &is_first);
    }
    for (uint32_t i = 0; i < args->kwonlyargs.n; i++) {
        put_parameter(w, "", args->kwonlyargs.items[i], &is_first);
        put_default(w, args->kw_defaults.items[i]);
    }
    if (args->kwarg != NULL) {
        put_parameter(w, "**", args->kwarg, &is_first);
    }
}

static void put_lambda(struct writer *w, const struct ast_Lambda *e, unsigned at)
{
    const struct ast_arguments *args = AST(arguments, e->args);
    put_if(w, at > PRECEDENCE_TEST, "(");
    put(w, args->posonlyargs.n + args->args.n > 0 ? "lambda " : "lambda");
    put_parameters(w, args);
    put_before(w, ": ", e->body, PRECEDENCE_TEST);
    put_if(w, at > PRECEDENCE_TEST, ")");
}

/* --- Displays and comprehensions --- */

static void put_tuple(struct writer *w, const ast_expr_list *elts, unsigned at)
{
    bool has_parentheses = at > PRECEDENCE_TUPLE || elts->n == 0;
    put_if(w, has_parentheses, "(");
    put_list(w, elts, PRECEDENCE_TEST);
    put_if(w, elts->n == 1, ",");
    put_if(w, has_parentheses, ")");
}

static void put_dict(struct writer *w, const struct ast_Dict *e)
{
    put(w, "{");
    for (uint32_t i = 0; i < e->values.n; i++) {
        put_if(w, i > 0, ", ");
        if (e->keys.items[i] == NULL) {
            put_before(w, "**", e->values.items[i], PRECEDENCE_BIT_OR);
        } else {
            put_expression(w, e->keys.items[i], PRECEDENCE_TEST);
            put_before(w, ": ", e->values.items[i], PRECEDENCE_TEST);
        }
    }
    put(w, "}");
}

static void put_comprehensions(struct writer *w, const ast_comprehension_list *generators)
{
    for (uint32_t i = 0; i < generators->n; i++) {
        struct ast_comprehension *one = AST(comprehension, generators->items[i]);
        put_before(w, one->is_async ? " async for " : " for ", one->target, PRECEDENCE_TUPLE);
        put_before(w, " in ", one->iter, PRECEDENCE_TEST + 1);
        for (uint32_t j = 0; j < one->ifs.n; j++) {
            put_before(w, " if ", one->ifs.items[j], PRECEDENCE_TEST + 1);
        }
    }
}

static void put_comprehension(struct writer *w, const char *open, struct ast *elt,
                              const ast_comprehension_list *generators, const char *close)
{
    put_before(w, open, elt, PRECEDENCE_TEST);
    put_comprehensions(w, generators);
    put(w, close);
}

static void put_dict_comprehension(struct writer *w, const struct ast_DictComp *e)
{
    put_before(w, "{", e->key, PRECEDENCE_TEST);
    put_before(w, ": ", e->value, PRECEDENCE_TEST);
    put_comprehensions(w, &e->generators);
    put(w, "}");
}

/* --- Calls, attributes, subscripts --- */

static void put_call(struct writer *w, const struct ast_Call *e)
{
    put_expression(w, e->func, PRECEDENCE_ATOM);
    if (e->args.n == 1 && e->keywords.n == 0 && e->args.items[0]->kind == AST_GeneratorExp) {
        put_expression(w, e->args.items[0], PRECEDENCE_TUPLE); /* brings its parentheses */
        return;
    }
    put(w, "(");
    put_list(w, &e->args, PRECEDENCE_TEST);
    for (uint32_t i = 0; i < e->keywords.n; i++) {
        struct ast_keyword *keyword = AST(keyword, e->keywords.items[i]);
        put_if(w, e->args.n + i > 0, ", ");
        put(w, keyword->arg == NULL ? "**" : keyword->arg);
        put_before(w, keyword->arg == NULL ? "" : "=", keyword->value, PRECEDENCE_TEST);
    }
    put(w, ")");
}

static void put_attribute(struct writer *w, const struct ast_Attribute *e)
{
    put_expression(w, e->value, PRECEDENCE_ATOM);
    bool is_int =
        e->value->kind == AST_Constant && AST(Constant, e->value)->value.kind == CONSTANT_INT;
    put(w, is_int ? " ." : "."); /* 1.real would be a malformed float */
    put(w, e->attr);
}

static void put_subscript(struct writer *w, const struct ast_Subscript *e)
{
    put_expression(w, e->value, PRECEDENCE_ATOM);
    put_before(w, "[", e->slice, PRECEDENCE_TUPLE);
    put(w, "]");
}

static void put_slice(struct writer *w, const struct ast_Slice *e)
{
    if (e->lower != NULL) {
        put_expression(w, e->lower, PRECEDENCE_TEST);
    }
    put(w, ":");
    if (e->upper != NULL) {
        put_expression(w, e->upper, PRECEDENCE_TEST);
    }
    if (e->step != NULL) {
        put_before(w, ":", e->step, PRECEDENCE_TEST);
    }
}

/* --- Rare in annotations: only within a lambda --- */

static void put_walrus(struct writer *w, const struct ast_NamedExpr *e, unsigned at)
{
    put_if(w, at > PRECEDENCE_TUPLE, "(");
    put_expression(w, e->target, PRECEDENCE_ATOM);
    put_before(w, " := ", e->value, PRECEDENCE_ATOM);
    put_if(w, at > PRECEDENCE_TUPLE, ")");
}

static void put_yield(struct writer *w, const char *keyword, struct ast *value)
{
    put(w, "(");
    put(w, keyword);
    if (value != NULL) {
        put_before(w, " ", value, PRECEDENCE_TEST);
    }
    put(w, ")");
}

static void put_await(struct writer *w, const struct ast_Await *e, unsigned at)
{
    put_if(w, at > PRECEDENCE_AWAIT, "(");
    put_before(w, "await ", e->value, PRECEDENCE_ATOM);
    put_if(w, at > PRECEDENCE_AWAIT, ")");
}

static void put_operation(struct writer *w, struct ast *e, unsigned at)
{
    switch (e->kind) {
    case AST_BoolOp:
        put_boolean(w, AST(BoolOp, e), at);
        break;
    case AST_BinOp:
        put_binary(w, AST(BinOp, e), at);
        break;
    case AST_UnaryOp:
        put_unary(w, AST(UnaryOp, e), at);
        break;
    case AST_Compare:
        put_compare(w, AST(Compare, e), at);
        break;
    case AST_IfExp:
        put_conditional(w, AST(IfExp, e), at);
        break;
    case AST_Lambda:
        put_lambda(w, AST(Lambda, e), at);
        break;
    case AST_NamedExpr:
        put_walrus(w, AST(NamedExpr, e), at);
        break;
    case AST_Yield:
        put_yield(w, "yield", AST(Yield, e)->value);
        break;
    case AST_YieldFrom:
        put_yield(w, "yield from", AST(YieldFrom, e)->value);
        break;
    case AST_Await:
        put_await(w, AST(Await, e), at);
        break;
    default:
        UNREACHABLE();
    }
}

/* `e` as it stands at a place of precedence `at`. */
static void put_expression(struct writer *w, struct ast *e, unsigned at)
{
    if (!compile_has_stack(w->c)) {
        return;
    }
    switch (e->kind) {
    case AST_Constant:
        put_constant(w, &AST(Constant, e)->value);
        break;
    case AST_JoinedStr:
        put_fstring(w, &AST(JoinedStr, e)->values);
        break;
    case AST_Name:
        put(w, AST(Name, e)->id);
        break;
    case AST_Attribute:
        put_attribute(w, AST(Attribute, e));
        break;
    case AST_Subscript:
        put_subscript(w, AST(Subscript, e));
        break;
    case AST_Slice:
        put_slice(w, AST(Slice, e));
        break;
    case AST_Call:
        put_call(w, AST(Call, e));
        break;
    case AST_Starred:
        put_before(w, "*", AST(Starred, e)->value, PRECEDENCE_BIT_OR);
        break;
    case AST_Tuple:
        put_tuple(w, &AST(Tuple, e)->elts, at);
        break;
    case AST_List:
        put(w, "[");
        put_list(w, &AST(List, e)->elts, PRECEDENCE_TEST);
        put(w, "]");
        break;
    case AST_Set:
        put(w, "{");
        put_list(w, &AST(Set, e)->elts, PRECEDENCE_TEST);
        put(w, "}");
        break;
    case AST_Dict:
        put_dict(w, AST(Dict, e));
        break;
    case AST_ListComp:
        put_comprehension(w, "[", AST(ListComp, e)->elt, &AST(ListComp, e)->generators, "]");
        break;
    case AST_SetComp:
        put_comprehension(w, "{", AST(SetComp, e)->elt, &AST(SetComp, e)->generators, "}");
        break;
    case AST_GeneratorExp:
        put_comprehension(w, "(", AST(GeneratorExp, e)->elt, &AST(GeneratorExp, e)->generators,
                          ")");
        break;
    case AST_DictComp:
        put_dict_comprehension(w, AST(DictComp, e));
        break;
    default:
        put_operation(w, e, at);
    }
}

Value unparse(struct compilation *c, struct ast *e)
{
    struct writer w = {.c = c, .out = BUFFER_EMPTY};
    put_expression(&w, e, PRECEDENCE_TEST);
    struct ast_constant text = {.kind = CONSTANT_STR, .text = w.out.data, .n = w.out.size};
    if (w.out.failed) {
        compile_no_memory(c);
    }
    Value v = literal_value(c, &text);
    buffer_free(&w.out);
    return v;
}
