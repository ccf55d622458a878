/* Targets: what stands on the left of =, after for, in with and del. */
#include "compiler/gen.h"

static bool is_pair(const ast_expr_list *elts)
{
    return elts->n == 2 && elts->items[0]->kind != AST_Starred &&
           elts->items[1]->kind != AST_Starred;
}

/* The local that the value may be put in at once; else a temporary. */
static unsigned target_register(struct unit *u, const struct ast *target, bool is_allowed)
{
    unsigned local = is_allowed && target->kind == AST_Name
                         ? gen_local_register(u, ((const struct ast_Name *)target)->id)
                         : ANYWHERE;
    return local != ANYWHERE ? local : unit_allocate(u, 1);
}

/* The second local must wait if evaluating the first target might read it. */
static void gen_unpack_pair(struct unit *u, struct ast *target, const ast_expr_list *elts,
                            unsigned from)
{
    struct ast *one = elts->items[0], *two = elts->items[1];
    unsigned mark = u->next;
    unsigned to_one = target_register(u, one, true);
    unsigned to_two = target_register(u, two, one->kind == AST_Name);
    unit_at(u, target);
    emit(u, OP_UNPACK_PAIR, 0, to_one, to_two, from);
    gen_store(u, one, to_one);
    gen_store(u, two, to_two);
    u->next = mark;
}

static void gen_unpack(struct unit *u, struct ast *target, const ast_expr_list *elts, unsigned from)
{
    if (is_pair(elts)) {
        gen_unpack_pair(u, target, elts, from);
        return;
    }
    uint32_t star = UINT32_MAX;
    for (uint32_t i = 0; i < elts->n; i++) {
        if (elts->items[i]->kind == AST_Starred) {
            if (star != UINT32_MAX) {
                compile_error(u->c, target, "multiple starred expressions in assignment");
                return;
            }
            star = i;
        }
    }
    if (star != UINT32_MAX && star > MAX_BEFORE_STAR) {
        compile_error(u->c, target, "too many expressions in star-unpacking assignment");
        return;
    }
    unsigned mark = u->next, first = unit_allocate(u, elts->n);
    unit_at(u, target);
    if (star == UINT32_MAX) {
        emit(u, OP_UNPACK, 0, first, from, elts->n);
    } else {
        emit(u, OP_UNPACK_STAR, 0, first, from, star);
        emit_extra(u, elts->n - star - 1);
    }
    for (uint32_t i = 0; i < elts->n; i++) {
        struct ast *e = elts->items[i];
        gen_store(u, i == star ? AST(Starred, e)->value : e, first + i);
    }
    u->next = mark;
}

static void gen_store_attribute(struct unit *u, struct ast *target, unsigned from)
{
    struct ast_Attribute *attribute = AST(Attribute, target);
    unsigned mark = u->next;
    unsigned v = gen_expression(u, attribute->value, ANYWHERE);
    unit_at_attribute(u, target, attribute);
    emit(u, OP_STORE_ATTR, 0, v, from, gen_attribute_name(u, attribute->attr));
    emit_extra(u, 0);
    u->next = mark;
}

static void gen_store_item(struct unit *u, struct ast *target, unsigned from)
{
    struct ast_Subscript *subscript = AST(Subscript, target);
    unsigned mark = u->next;
    unsigned v = gen_expression(u, subscript->value, ANYWHERE), key;
    if (gen_small_index(subscript->slice, &key)) {
        unit_at(u, target);
        emit(u, OP_SET_ITEM_INT, 0, v, key, from);
    } else {
        key = gen_expression(u, subscript->slice, ANYWHERE);
        unit_at(u, target);
        emit(u, OP_SET_ITEM, 0, v, key, from);
    }
    u->next = mark;
}

void gen_store(struct unit *u, struct ast *target, unsigned from)
{
    if (!compile_has_stack(u->c)) {
        return;
    }
    switch (target->kind) {
    case AST_Name:
        unit_at(u, target);
        gen_store_name(u, AST(Name, target)->id, from);
        break;
    case AST_Attribute:
        gen_store_attribute(u, target, from);
        break;
    case AST_Subscript:
        gen_store_item(u, target, from);
        break;
    case AST_Tuple:
        gen_unpack(u, target, &AST(Tuple, target)->elts, from);
        break;
    case AST_List:
        gen_unpack(u, target, &AST(List, target)->elts, from);
        break;
    case AST_Starred:
        compile_error(u->c, target, "starred assignment target must be in a list or tuple");
        break;
    default:
        UNREACHABLE();
    }
}

void gen_for_item(struct unit *u, const struct ast *place, struct ast *target, unsigned iterator,
                  label end)
{
    unsigned mark = u->next;
    unsigned item = target_register(u, target, true);
    bool unpacks = (target->kind == AST_Tuple && is_pair(&AST(Tuple, target)->elts)) ||
                   (target->kind == AST_List && is_pair(&AST(List, target)->elts));
    unit_at(u, place);
    emit_compare_jump(u, unpacks ? OP_FOR_ITER_PAIR : OP_FOR_ITER, 0, item, iterator, 0, end);
    gen_store(u, target, item);
    u->next = mark;
}

static bool is_plain_sequence(const ast_expr_list *elts)
{
    for (uint32_t i = 0; i < elts->n; i++) {
        if (elts->items[i]->kind == AST_Starred) {
            return false;
        }
    }
    return elts->n <= 8;
}

/* `a, b = b, a`: all values first, then all stores; no tuple is made. */
static bool gen_parallel(struct unit *u, struct ast *target, struct ast *value)
{
    if (target->kind != AST_Tuple || value->kind != AST_Tuple) {
        return false;
    }
    const ast_expr_list *to = &AST(Tuple, target)->elts, *from = &AST(Tuple, value)->elts;
    if (to->n != from->n || !is_plain_sequence(to) || !is_plain_sequence(from)) {
        return false;
    }
    unsigned mark = u->next;
    for (uint32_t i = 0; i < from->n; i++) {
        gen_temporary(u, from->items[i]);
    }
    for (uint32_t i = 0; i < to->n; i++) {
        gen_store(u, to->items[i], mark + i);
    }
    u->next = mark;
    return true;
}

void gen_assign_statement(struct unit *u, struct ast *s)
{
    struct ast_Assign *assign = AST(Assign, s);
    unsigned mark = u->next;
    struct ast *first = assign->targets.items[0];
    if (assign->targets.n == 1) {
        unsigned local =
            first->kind == AST_Name ? gen_local_register(u, AST(Name, first)->id) : ANYWHERE;
        if (local != ANYWHERE) {
            gen_expression(u, assign->value, local);
            gen_mark_bound(u, AST(Name, first)->id, true);
            u->next = mark;
            return;
        }
        if (gen_parallel(u, first, assign->value)) {
            return;
        }
    }
    unsigned v = assign->targets.n == 1 && !u->scope->has_walrus
                     ? gen_expression(u, assign->value, ANYWHERE)
                     : gen_temporary(u, assign->value);
    for (uint32_t i = 0; i < assign->targets.n; i++) {
        gen_store(u, assign->targets.items[i], v);
    }
    u->next = mark;
}

/* The right operand, marked when it is inner arithmetic: see runtime/int.h. */
static void gen_inplace(struct unit *u, struct ast *s, unsigned to, unsigned left)
{
    struct ast_AugAssign *assign = AST(AugAssign, s);
    unsigned mark = u->next;
    unsigned right = gen_expression(u, assign->value, ANYWHERE);
    unit_at(u, s);
    gen_operator(u, assign->op, OPERATOR_INPLACE, to, left, right);
    u->next = mark;
}

static void gen_augmented_item(struct unit *u, struct ast *s, struct ast_Subscript *target)
{
    unsigned v = gen_expression(u, target->value, ANYWHERE), key;
    bool is_small = gen_small_index(target->slice, &key);
    if (!is_small) {
        key = gen_expression(u, target->slice, ANYWHERE);
    }
    unsigned old = unit_allocate(u, 1);
    unit_at(u, (struct ast *)target);
    emit(u, is_small ? OP_GET_ITEM_INT : OP_GET_ITEM, 0, old, v, key);
    gen_inplace(u, s, old, old);
    unit_at(u, (struct ast *)target);
    emit(u, is_small ? OP_SET_ITEM_INT : OP_SET_ITEM, 0, v, key, old);
}

void gen_augmented_assignment(struct unit *u, struct ast *s)
{
    struct ast *target = AST(AugAssign, s)->target;
    unsigned mark = u->next, v, old;
    switch (target->kind) {
    case AST_Name:
        v = gen_load_name(u, target, AST(Name, target)->id,
                          u->scope->has_walrus ? unit_allocate(u, 1) : ANYWHERE);
        if (gen_local_register(u, AST(Name, target)->id) == v) {
            gen_inplace(u, s, v, v);
        } else {
            old = unit_is_temporary(u, v) ? v : unit_allocate(u, 1);
            gen_inplace(u, s, old, v);
            unit_at(u, target);
            gen_store_name(u, AST(Name, target)->id, old);
        }
        break;
    case AST_Attribute:
        v = gen_expression(u, AST(Attribute, target)->value, ANYWHERE);
        old = unit_allocate(u, 1);
        unit_at_attribute(u, target, AST(Attribute, target));
        emit(u, OP_LOAD_ATTR, 0, old, v, gen_attribute_name(u, AST(Attribute, target)->attr));
        emit_extra(u, 0);
        gen_inplace(u, s, old, old);
        unit_at_attribute(u, target, AST(Attribute, target));
        emit(u, OP_STORE_ATTR, 0, v, old, gen_attribute_name(u, AST(Attribute, target)->attr));
        emit_extra(u, 0);
        break;
    case AST_Subscript:
        gen_augmented_item(u, s, AST(Subscript, target));
        break;
    default:
        UNREACHABLE();
    }
    u->next = mark;
}

/* A simple name's annotation in a module or class goes into __annotations__. */
static void gen_store_annotation(struct unit *u, struct ast *s)
{
    struct ast_AnnAssign *assign = AST(AnnAssign, s);
    unsigned mark = u->next;
    unsigned annotation = gen_annotation(u, assign->annotation);
    if (assign->simple) {
        const char *name = scope_mangle(u->c->scopes, u->scope, AST(Name, assign->target)->id);
        unsigned dict = unit_allocate(u, 2);
        unit_at(u, s);
        emit(u, OP_LOAD_NAME, 0, dict,
             unit_global(u, identifier_intern(u->c->identifiers, "__annotations__", 15)), 0);
        gen_load_constant(u, identifier_value(u->c, name), dict + 1);
        emit(u, OP_SET_ITEM, 0, dict, dict + 1, annotation);
    }
    u->next = mark;
}

void gen_annotated_assignment(struct unit *u, struct ast *s)
{
    struct ast_AnnAssign *assign = AST(AnnAssign, s);
    unsigned mark = u->next;
    if (assign->value != NULL) {
        unsigned v = gen_expression(u, assign->value, ANYWHERE);
        gen_store(u, assign->target, v);
        u->next = mark;
    } else if (assign->target->kind == AST_Attribute) {
        gen_expression(u, AST(Attribute, assign->target)->value, ANYWHERE);
        u->next = mark;
    } else if (assign->target->kind == AST_Subscript) {
        gen_expression(u, AST(Subscript, assign->target)->value, ANYWHERE);
        gen_expression(u, AST(Subscript, assign->target)->slice, ANYWHERE);
        u->next = mark;
    }
    if (u->scope->kind == SCOPE_MODULE || u->scope->kind == SCOPE_CLASS) {
        gen_store_annotation(u, s);
    }
}

void gen_delete(struct unit *u, struct ast *target)
{
    unsigned mark = u->next, v, key;
    if (!compile_has_stack(u->c)) {
        return;
    }
    switch (target->kind) {
    case AST_Name:
        unit_at(u, target);
        gen_delete_name(u, AST(Name, target)->id);
        break;
    case AST_Attribute:
        v = gen_expression(u, AST(Attribute, target)->value, ANYWHERE);
        unit_at_attribute(u, target, AST(Attribute, target));
        emit(u, OP_DELETE_ATTR, 0, v, 0, gen_attribute_name(u, AST(Attribute, target)->attr));
        break;
    case AST_Subscript:
        v = gen_expression(u, AST(Subscript, target)->value, ANYWHERE);
        key = gen_expression(u, AST(Subscript, target)->slice, ANYWHERE);
        unit_at(u, target);
        emit(u, OP_DELETE_ITEM, 0, v, key, 0);
        break;
    case AST_Tuple:
    case AST_List: {
        const ast_expr_list *elts =
            target->kind == AST_Tuple ? &AST(Tuple, target)->elts : &AST(List, target)->elts;
        for (uint32_t i = 0; i < elts->n; i++) {
            gen_delete(u, elts->items[i]);
        }
        break;
    }
    default:
        UNREACHABLE();
    }
    u->next = mark;
}
