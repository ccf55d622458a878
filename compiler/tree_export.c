/*
 * From the tree of a parser to instances. The values lie in the frames of this recursion, where the collector
 * finds them, and the instances hold what is finished.
 */
#include "compiler/tree.h"

#include "compiler/recursion.h"

/* Classes and names are asked for once. Lies on the C stack as a whole; UNBOUND: not asked for yet. */
struct exporter {
    struct compilation *c;
    Value module;
    Value classes[AST_N_KINDS];
    Value field_names[AST_N_KINDS]
                     [sizeof(((struct ast_shape *)0)->fields) / sizeof(struct ast_field)];
    Value place_names[4], kind_name, type_comment_name, type_ignores_name;
};

static bool failed(struct exporter *x, Value v)
{
    if (v == VALUE_ERROR) {
        compile_raised(x->c);
    }
    return x->c->raised;
}

static Value name_once(struct exporter *x, Value *at, const char *name)
{
    if (*at == VALUE_UNBOUND) {
        *at = identifier_value(x->c, name);
    }
    return *at;
}

static Value export_node(struct exporter *x, const struct ast *node);

static Value export_list(struct exporter *x, const struct ast_list *list)
{
    Value made = tree_list(x->c->t, list->n);
    for (uint32_t i = 0; !failed(x, made) && i < list->n; i++) {
        Value item = export_node(x, list->items[i]);
        if (failed(x, item) || !tree_append(x->c->t, made, item)) {
            return VALUE_ERROR;
        }
    }
    return made;
}

static Value export_names(struct exporter *x, const struct ast_identifier_list *list)
{
    Value made = tree_list(x->c->t, list->n);
    for (uint32_t i = 0; !failed(x, made) && i < list->n; i++) {
        Value item = list->items[i] ? identifier_value(x->c, list->items[i]) : VALUE_NONE;
        if (failed(x, item) || !tree_append(x->c->t, made, item)) {
            return VALUE_ERROR;
        }
    }
    return made;
}

static Value export_choice(struct exporter *x, enum ast_field_type type, int choice)
{
    return tree_shared(x->c->t, x->module, ast_choices(type)->names[choice]);
}

static Value export_compares(struct exporter *x, const struct ast_compare_list *list)
{
    Value made = tree_list(x->c->t, list->n);
    for (uint32_t i = 0; !failed(x, made) && i < list->n; i++) {
        Value item = export_choice(x, FIELD_compare_list, (int)list->items[i]);
        if (failed(x, item) || !tree_append(x->c->t, made, item)) {
            return VALUE_ERROR;
        }
    }
    return made;
}

static Value export_field(struct exporter *x, const struct ast *node, const struct ast_field *field)
{
    const void *value = (const char *)node + field->offset;
    switch (field->type) {
    case FIELD_node:
        return export_node(x, ast_child(node, field));
    case FIELD_list:
        return export_list(x, value);
    case FIELD_identifier: {
        const char *name = *(const char *const *)value;
        return name ? identifier_value(x->c, name) : VALUE_NONE;
    }
    case FIELD_identifier_list:
        return export_names(x, value);
    case FIELD_constant:
        return literal_value(x->c, value);
    case FIELD_operator:
    case FIELD_unary:
    case FIELD_boolean:
    case FIELD_context:
        return export_choice(x, field->type, *(const int *)value);
    case FIELD_compare_list:
        return export_compares(x, value);
    case FIELD_int:
        return value_from_small_int(*(const int *)value);
    }
    UNREACHABLE();
}

/* What Python's classes have and this tree has not, or keeps elsewhere. */
static bool export_rest(struct exporter *x, const struct ast *node, Value made)
{
    struct thread *t = x->c->t;
    switch (node->kind) {
    case AST_Module: {
        Value none = tree_list(t, 0);
        return none != VALUE_ERROR &&
               tree_set(t, made, name_once(x, &x->type_ignores_name, "type_ignores"), none);
    }
    case AST_Constant: {
        bool is_u = AST(Constant, node)->value.is_u;
        return tree_set(t, made, name_once(x, &x->kind_name, "kind"),
                        is_u ? identifier_value(x->c, "u") : VALUE_NONE);
    }
    case AST_FunctionDef:
    case AST_AsyncFunctionDef:
    case AST_Assign:
    case AST_For:
    case AST_AsyncFor:
    case AST_With:
    case AST_AsyncWith:
    case AST_arg:
        return tree_set(t, made, name_once(x, &x->type_comment_name, "type_comment"), VALUE_NONE);
    default:
        return true;
    }
}

static bool export_place(struct exporter *x, const struct ast *node, Value made)
{
    static const char *const names[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
    const int32_t places[] = {node->lineno, node->col_offset, node->end_lineno,
                              node->end_col_offset};
    for (unsigned i = 0; i < 4; i++) {
        if (!tree_set(x->c->t, made, name_once(x, &x->place_names[i], names[i]),
                      value_from_small_int(places[i]))) {
            return false;
        }
    }
    return true;
}

static Value instance_of(struct exporter *x, enum ast_kind kind)
{
    if (x->classes[kind] == VALUE_UNBOUND) {
        Value class = tree_class(x->c->t, x->module, ast_shape(kind)->name);
        if (class == VALUE_ERROR) {
            return class;
        }
        x->classes[kind] = class;
    }
    return tree_instance(x->c->t, x->classes[kind]);
}

/* Python 3.11 has no field for type parameters: they become an attribute, by the name that it has in 3.12. */
static Value export_generic(struct exporter *x, const struct ast_GenericDefinition *generic)
{
    Value made = export_node(x, generic->definition);
    Value parameters = failed(x, made) ? VALUE_ERROR : export_list(x, &generic->type_params);
    Value name = failed(x, parameters) ? VALUE_ERROR : identifier_value(x->c, "type_params");
    return !failed(x, name) && tree_set(x->c->t, made, name, parameters) ? made : VALUE_ERROR;
}

static Value export_node(struct exporter *x, const struct ast *node)
{
    if (node == NULL) {
        return VALUE_NONE;
    }
    if (!stack_is_left(x->c->t->c_stack_bound)) {
        return raise_error(x->c->t, &RecursionError_type,
                           "maximum recursion depth exceeded during ast construction");
    }
    if (node->kind == AST_GenericDefinition) {
        return export_generic(x, AST(GenericDefinition, node));
    }
    const struct ast_shape *shape = ast_shape(node->kind);
    Value made = instance_of(x, node->kind);
    for (unsigned i = 0; !failed(x, made) && i < shape->n_fields; i++) {
        const struct ast_field *field = &shape->fields[i];
        Value name = name_once(x, &x->field_names[node->kind][i], field->name);
        Value v = export_field(x, node, field);
        if (failed(x, v) || !tree_set(x->c->t, made, name, v)) {
            return VALUE_ERROR;
        }
    }
    if (x->c->raised || !export_rest(x, node, made) ||
        (shape->has_place && !export_place(x, node, made))) {
        return VALUE_ERROR;
    }
    return made;
}

Value tree_export(struct compilation *c, const struct ast *tree)
{
    struct exporter x = {.c = c, .module = tree_module(c->t)};
    Value made = x.module == VALUE_ERROR ? x.module : export_node(&x, tree);
    return failed(&x, made) ? VALUE_ERROR : made;
}
