/*
 * From instances to a tree. Reading an attribute may run Python code, which may change the instances: every value is
 * looked at as it is when it is read, and lives on in the frames of this recursion while it is needed.
 */
#include <stdio.h>
#include <string.h>

#include "compiler/recursion.h"
#include "compiler/tree.h"

/* Lies on the C stack as a whole; UNBOUND: not asked for yet. */
struct importer {
    struct compilation *c;
    Value module;
    Value classes[AST_N_KINDS];
    unsigned levels_left;
};

/* What ends the import: an exception is pending. */
static bool fail(struct importer *x)
{
    return compile_raised(x->c);
}

#define MISTAKE(x, type, ...) (raise_error((x)->c->t, &type##_type, __VA_ARGS__), fail(x))

/* The attribute, or UNBOUND; ERROR: failed. */
static Value get(struct importer *x, Value from, const char *name)
{
    Value key = identifier_value(x->c, name);
    Value v = x->c->raised ? VALUE_ERROR : tree_get(x->c->t, from, key);
    if (v == VALUE_ERROR) {
        fail(x);
    }
    return v;
}

static Value class_of(struct importer *x, enum ast_kind kind)
{
    if (x->classes[kind] == VALUE_UNBOUND) {
        Value class = tree_class(x->c->t, x->module, ast_shape(kind)->name);
        if (class == VALUE_ERROR) {
            fail(x);
            return class;
        }
        x->classes[kind] = class;
    }
    return x->classes[kind];
}

/* --- Texts, numbers, constants --- */

static bool import_identifier(struct importer *x, Value v, const char **out)
{
    if (v == VALUE_NONE) {
        *out = NULL;
        return true;
    }
    if (tree_constant_kind(v) != TREE_STR) {
        return MISTAKE(x, TypeError, "AST identifier must be of type str");
    }
    size_t n;
    const char *text = tree_text(x->c->t, v, &n);
    if (text == NULL) {
        return fail(x);
    }
    if (memchr(text, '\0', n) != NULL) {
        return MISTAKE(x, ValueError, "source code string cannot contain null bytes");
    }
    *out = identifier_intern(x->c->identifiers, text, n);
    return *out != NULL || compile_no_memory(x->c);
}

static bool copy_text(struct importer *x, Value v, struct ast_constant *out)
{
    const char *text = tree_text(x->c->t, v, &out->n);
    if (text == NULL) {
        return fail(x);
    }
    out->text = arena_strdup(x->c->arena, text, out->n);
    return out->text != NULL || compile_no_memory(x->c);
}

static bool copy_small_int(struct importer *x, Value v, struct ast_constant *out)
{
    char digits[16];
    int number;
    if (!tree_int(x->c->t, v, &number)) {
        return fail(x);
    }
    out->n = (size_t)snprintf(digits, sizeof digits, "%d", number);
    out->base = 10;
    out->text = arena_strdup(x->c->arena, digits, out->n);
    return out->text != NULL || compile_no_memory(x->c);
}

static bool import_constant(struct importer *x, Value v, struct ast_constant *out)
{
    static const enum ast_constant_kind kinds[] = {[TREE_STR] = CONSTANT_STR,
                                                   [TREE_BYTES] = CONSTANT_BYTES,
                                                   [TREE_SMALL_INT] = CONSTANT_INT,
                                                   [TREE_OTHER] = CONSTANT_VALUE};
    const char *refused = tree_constant_refused(x->c->t, v);
    if (refused != NULL) {
        return MISTAKE(x, TypeError, "got an invalid type in Constant: %s", refused);
    }
    enum tree_constant kind = tree_constant_kind(v);
    out->kind = v == VALUE_NONE       ? CONSTANT_NONE
                : v == VALUE_TRUE     ? CONSTANT_TRUE
                : v == VALUE_FALSE    ? CONSTANT_FALSE
                : v == VALUE_ELLIPSIS ? CONSTANT_ELLIPSIS
                                      : kinds[kind];
    switch (out->kind) {
    case CONSTANT_STR:
    case CONSTANT_BYTES:
        return copy_text(x, v, out);
    case CONSTANT_INT:
        return copy_small_int(x, v, out);
    case CONSTANT_VALUE:
        out->bits = value_bits(v);
        return tree_append(x->c->t, x->c->kept, v) || fail(x);
    default:
        return true;
    }
}

static bool import_choice(struct importer *x, Value v, enum ast_field_type type, int *out)
{
    static const char *const categories[] = {[FIELD_operator] = "operator",
                                             [FIELD_unary] = "unaryop",
                                             [FIELD_boolean] = "boolop",
                                             [FIELD_context] = "expr_context",
                                             [FIELD_compare_list] = "cmpop"};
    const struct ast_choices *choices = ast_choices(type);
    for (uint32_t i = 0; i < choices->n; i++) {
        Value class = tree_class(x->c->t, x->module, choices->names[i]);
        if (class == VALUE_ERROR) {
            return fail(x);
        }
        if (tree_is_instance(v, class)) {
            *out = (int)i;
            return true;
        }
    }
    raise_error(x->c->t, &TypeError_type, "expected some sort of %s, but got %R", categories[type],
                v);
    return fail(x);
}

/* --- Lists --- */

/* How many items; their array in the arena. */
static bool begin_list(struct importer *x, const struct ast_shape *shape,
                       const struct ast_field *field, Value v, uint32_t *n, size_t size,
                       void **items)
{
    if (!tree_is_list(v)) {
        raise_error(x->c->t, &TypeError_type, "%s field \"%s\" must be a list, not a %T",
                    shape->name, field->name, v);
        return fail(x);
    }
    uint64_t length = tree_list_length(v);
    *n = (uint32_t)length;
    *items = length == *n ? arena_alloc_array(x->c->arena, length, size) : NULL;
    return *items != NULL || compile_no_memory(x->c);
}

static Value list_item(struct importer *x, const struct ast_shape *shape,
                       const struct ast_field *field, Value list, uint32_t i)
{
    Value item = tree_list_item(list, i);
    if (item == VALUE_UNBOUND) {
        MISTAKE(x, RuntimeError, "%s field \"%s\" changed size during iteration", shape->name,
                field->name);
    }
    return item;
}

static bool import_node(struct importer *x, Value v, enum ast_category category, struct ast **out);

static bool is_null_allowed(const struct ast_shape *shape, const struct ast_field *field)
{
    return strcmp(field->name, "kw_defaults") == 0 ||
           (strcmp(field->name, "keys") == 0 && strcmp(shape->name, "Dict") == 0);
}

static bool import_list(struct importer *x, const struct ast_shape *shape,
                        const struct ast_field *field, Value v, struct ast_list *out)
{
    void *items;
    if (!begin_list(x, shape, field, v, &out->n, sizeof *out->items, &items)) {
        return false;
    }
    out->items = items;
    for (uint32_t i = 0; i < out->n; i++) {
        Value item = list_item(x, shape, field, v, i);
        if (item == VALUE_UNBOUND || !import_node(x, item, field->category, &out->items[i])) {
            return false;
        }
        if (out->items[i] == NULL && !is_null_allowed(shape, field)) {
            const char *what = field->category == AST_CATEGORY_stmt         ? "statement"
                               : field->category == AST_CATEGORY_expr       ? "expression"
                               : field->category == AST_CATEGORY_type_param ? "type_param"
                                                                            : "pattern";
            return MISTAKE(x, ValueError, "None disallowed in %s list", what);
        }
    }
    return true;
}

static bool import_names(struct importer *x, const struct ast_shape *shape,
                         const struct ast_field *field, Value v, struct ast_identifier_list *out)
{
    void *items;
    if (!begin_list(x, shape, field, v, &out->n, sizeof *out->items, &items)) {
        return false;
    }
    out->items = items;
    for (uint32_t i = 0; i < out->n; i++) {
        Value item = list_item(x, shape, field, v, i);
        if (item == VALUE_UNBOUND || !import_identifier(x, item, &out->items[i])) {
            return false;
        }
        if (out->items[i] == NULL) {
            return MISTAKE(x, ValueError, "None disallowed in identifier list");
        }
    }
    return true;
}

static bool import_compares(struct importer *x, const struct ast_shape *shape,
                            const struct ast_field *field, Value v, struct ast_compare_list *out)
{
    void *items;
    if (!begin_list(x, shape, field, v, &out->n, sizeof *out->items, &items)) {
        return false;
    }
    out->items = items;
    for (uint32_t i = 0; i < out->n; i++) {
        int choice = 0;
        Value item = list_item(x, shape, field, v, i);
        if (item == VALUE_UNBOUND || !import_choice(x, item, FIELD_compare_list, &choice)) {
            return false;
        }
        out->items[i] = (enum ast_compare)choice;
    }
    return true;
}

/* --- Nodes --- */

static bool import_field(struct importer *x, Value from, struct ast *node,
                         const struct ast_field *field)
{
    const struct ast_shape *shape = ast_shape(node->kind);
    void *out = (char *)node + field->offset;
    Value v = get(x, from, field->name);
    if (v == VALUE_ERROR) {
        return false;
    }
    if (v == VALUE_UNBOUND || (v == VALUE_NONE && field->is_optional)) {
        return field->is_optional || MISTAKE(x, TypeError, "required field \"%s\" missing from %s",
                                             field->name, shape->name);
    }
    switch (field->type) {
    case FIELD_node:
        return import_node(x, v, field->category, out);
    case FIELD_list:
        return import_list(x, shape, field, v, out);
    case FIELD_identifier:
        return import_identifier(x, v, out);
    case FIELD_identifier_list:
        return import_names(x, shape, field, v, out);
    case FIELD_constant:
        return import_constant(x, v, out);
    case FIELD_operator:
    case FIELD_unary:
    case FIELD_boolean:
    case FIELD_context:
        return import_choice(x, v, field->type, out);
    case FIELD_compare_list:
        return import_compares(x, shape, field, v, out);
    case FIELD_int:
        return tree_int(x->c->t, v, out) || fail(x);
    }
    UNREACHABLE();
}

/* Is NULL there, where a node or an identifier must be? */
static bool check_required(struct importer *x, const struct ast *node)
{
    const struct ast_shape *shape = ast_shape(node->kind);
    for (unsigned i = 0; i < shape->n_fields; i++) {
        const struct ast_field *field = &shape->fields[i];
        bool is_pointer = field->type == FIELD_node || field->type == FIELD_identifier;
        if (is_pointer && !field->is_optional && ast_child(node, field) == NULL) {
            return MISTAKE(x, ValueError, "field '%s' is required for %s", field->name,
                           shape->name);
        }
    }
    return true;
}

static bool import_number(struct importer *x, Value from, const char *name, const char *category,
                          const int32_t *fallback, int32_t *out)
{
    Value v = get(x, from, name);
    int n;
    if (v == VALUE_ERROR) {
        return false;
    }
    if (fallback != NULL && (v == VALUE_UNBOUND || v == VALUE_NONE)) {
        *out = *fallback;
        return true;
    }
    if (v == VALUE_UNBOUND) {
        return MISTAKE(x, TypeError, "required field \"%s\" missing from %s", name, category);
    }
    if (!tree_int(x->c->t, v, &n)) {
        return fail(x);
    }
    *out = n;
    return true;
}

static bool import_place(struct importer *x, Value from, const char *category, struct ast *out)
{
    return import_number(x, from, "lineno", category, NULL, &out->lineno) &&
           import_number(x, from, "col_offset", category, NULL, &out->col_offset) &&
           import_number(x, from, "end_lineno", category, &out->lineno, &out->end_lineno) &&
           import_number(x, from, "end_col_offset", category, &out->col_offset,
                         &out->end_col_offset);
}

/* The kind of a category that `v` is an instance of; AST_N_KINDS: of none, or failed. */
static enum ast_kind kind_of(struct importer *x, Value v, enum ast_category category)
{
    for (unsigned kind = 0; kind < AST_N_KINDS; kind++) {
        if (ast_shape(kind)->category == category) {
            Value class = class_of(x, kind);
            if (class == VALUE_ERROR || tree_is_instance(v, class)) {
                return class == VALUE_ERROR ? AST_N_KINDS : (enum ast_kind)kind;
            }
        }
    }
    return AST_N_KINDS;
}

/* Categories of one kind: CPython takes anything that has the attributes. */
static enum ast_kind only_kind(enum ast_category category)
{
    switch (category) {
    case AST_CATEGORY_comprehension:
        return AST_comprehension;
    case AST_CATEGORY_arguments:
        return AST_arguments;
    case AST_CATEGORY_withitem:
        return AST_withitem;
    case AST_CATEGORY_match_case:
        return AST_match_case;
    case AST_CATEGORY_arg:
        return AST_arg;
    case AST_CATEGORY_keyword:
        return AST_keyword;
    case AST_CATEGORY_alias:
        return AST_alias;
    default:
        return AST_N_KINDS;
    }
}

static unsigned depth_below(const struct ast *node)
{
    const struct ast_shape *shape = ast_shape(node->kind);
    unsigned depth = 0;
    for (unsigned i = 0; i < shape->n_fields; i++) {
        const struct ast_field *field = &shape->fields[i];
        struct ast *only = field->type == FIELD_node ? ast_child(node, field) : NULL;
        struct ast_list one = {&only, 1};
        const struct ast_list *children = field->type == FIELD_list   ? ast_children(node, field)
                                          : field->type == FIELD_node ? &one
                                                                      : NULL;
        for (uint32_t j = 0; children != NULL && j < children->n; j++) {
            const struct ast *child = children->items[j];
            depth = child != NULL && child->depth > depth ? child->depth : depth;
        }
    }
    return depth;
}

/* A text that may be missing, and says nothing here but whether it is "u". */
static bool import_remark(struct importer *x, Value from, const char *name, bool *is_u)
{
    Value v = get(x, from, name);
    size_t n = 0;
    if (v == VALUE_ERROR) {
        return false;
    }
    *is_u = false;
    if (v == VALUE_UNBOUND || v == VALUE_NONE) {
        return true;
    }
    enum tree_constant kind = tree_constant_kind(v);
    if (kind != TREE_STR && kind != TREE_BYTES) {
        return MISTAKE(x, TypeError, "AST string must be of type str");
    }
    const char *text = tree_text(x->c->t, v, &n);
    *is_u = text != NULL && n == 1 && *text == 'u';
    return text != NULL || fail(x);
}

static bool import_type_ignores(struct importer *x, Value from)
{
    Value v = get(x, from, "type_ignores");
    if (v == VALUE_UNBOUND) {
        return MISTAKE(x, TypeError, "required field \"type_ignores\" missing from Module");
    }
    return v != VALUE_ERROR &&
           (tree_is_list(v) ||
            MISTAKE(x, TypeError, "Module field \"type_ignores\" must be a list, not a %T", v));
}

/* What Python's classes have and this tree has not, or keeps elsewhere. */
static bool import_rest(struct importer *x, Value from, struct ast *node)
{
    bool is_u;
    switch (node->kind) {
    case AST_Module:
        return import_type_ignores(x, from);
    case AST_Constant:
        return import_remark(x, from, "kind", &AST(Constant, node)->value.is_u);
    case AST_FunctionDef:
    case AST_AsyncFunctionDef:
    case AST_Assign:
    case AST_For:
    case AST_AsyncFor:
    case AST_With:
    case AST_AsyncWith:
    case AST_arg:
        return import_remark(x, from, "type_comment", &is_u);
    default:
        return true;
    }
}

static struct ast *fill_node(struct importer *x, Value v, enum ast_kind kind)
{
    const struct ast_shape *shape = ast_shape(kind);
    struct ast *node = arena_alloc(x->c->arena, shape->size);
    if (node == NULL) {
        compile_no_memory(x->c);
        return NULL;
    }
    node->kind = (uint16_t)kind;
    for (unsigned i = 0; i < shape->n_fields; i++) {
        if (!import_field(x, v, node, &shape->fields[i])) {
            return NULL;
        }
    }
    node->depth = (uint16_t)(depth_below(node) + 1);
    return import_rest(x, v, node) && check_required(x, node) ? node : NULL;
}

/* Type parameters are an attribute of definitions (see tree_export.c). NULL: failed. */
static struct ast *with_type_parameters(struct importer *x, Value from, struct ast *definition)
{
    static const struct ast_field field = {.name = "type_params",
                                           .category = AST_CATEGORY_type_param};
    if (definition->kind != AST_FunctionDef && definition->kind != AST_AsyncFunctionDef &&
        definition->kind != AST_ClassDef) {
        return definition;
    }
    Value v = get(x, from, field.name);
    if (v == VALUE_ERROR || v == VALUE_UNBOUND) {
        return v == VALUE_UNBOUND ? definition : NULL;
    }
    struct ast_GenericDefinition *made = arena_alloc(x->c->arena, sizeof *made);
    if (made == NULL) {
        compile_no_memory(x->c);
        return NULL;
    }
    made->base.kind = AST_GenericDefinition;
    made->definition = definition;
    if (!import_list(x, ast_shape(definition->kind), &field, v, &made->type_params)) {
        return NULL;
    }
    made->base.depth = (uint16_t)(depth_below(&made->base) + 1);
    return made->type_params.n == 0 ? definition : &made->base;
}

static void set_place(struct ast *node, const struct ast *place)
{
    node->lineno = place->lineno;
    node->col_offset = place->col_offset;
    node->end_lineno = place->end_lineno;
    node->end_col_offset = place->end_col_offset;
}

static const char *category_name(enum ast_category category)
{
    static const char *const names[] = {[AST_CATEGORY_stmt] = "stmt",
                                        [AST_CATEGORY_expr] = "expr",
                                        [AST_CATEGORY_excepthandler] = "excepthandler",
                                        [AST_CATEGORY_pattern] = "pattern",
                                        [AST_CATEGORY_arg] = "arg",
                                        [AST_CATEGORY_keyword] = "keyword",
                                        [AST_CATEGORY_alias] = "alias",
                                        [AST_CATEGORY_type_param] = "type_param"};
    return names[category];
}

/* NULL in *out for None, where one of several kinds may stand. */
static bool import_node(struct importer *x, Value v, enum ast_category category, struct ast **out)
{
    struct ast place = {0};
    enum ast_kind kind = only_kind(category);
    bool is_only = kind != AST_N_KINDS;
    *out = NULL;
    if (!is_only) {
        if (v == VALUE_NONE) {
            return true;
        }
        if (!import_place(x, v, category_name(category), &place)) {
            return false;
        }
        kind = kind_of(x, v, category);
        if (kind == AST_N_KINDS) {
            if (!x->c->raised) {
                raise_error(x->c->t, &TypeError_type, "expected some sort of %s, but got %R",
                            category_name(category), v);
            }
            return fail(x);
        }
    }
    if (x->levels_left == 0 || !stack_is_left(x->c->t->c_stack_bound)) {
        return MISTAKE(x, RecursionError,
                       "maximum recursion depth exceeded while traversing '%s' node",
                       is_only ? ast_shape(kind)->name : category_name(category));
    }
    x->levels_left--;
    struct ast *node = fill_node(x, v, kind);
    x->levels_left++;
    if (node == NULL || (is_only && ast_shape(kind)->has_place &&
                         !import_place(x, v, category_name(category), &place))) {
        return false;
    }
    set_place(node, &place);
    *out = with_type_parameters(x, v, node);
    if (*out != NULL) {
        set_place(*out, &place);
    }
    return *out != NULL;
}

struct ast *tree_import(struct compilation *c, Value root, enum ast_kind kind)
{
    struct importer x = {.c = c, .module = tree_module(c->t), .levels_left = AST_MAX_DEPTH - 1};
    Value class = x.module == VALUE_ERROR ? VALUE_ERROR : class_of(&x, kind);
    if (class == VALUE_ERROR) {
        fail(&x);
        return NULL;
    }
    if (!tree_is_instance(root, class)) {
        raise_error(c->t, &TypeError_type, "expected %s node, got %T", ast_shape(kind)->name, root);
        fail(&x);
        return NULL;
    }
    struct ast *tree = fill_node(&x, root, kind);
    return tree != NULL && tree_check(c, tree) ? tree : NULL;
}
