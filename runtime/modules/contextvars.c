/*
 * The module _contextvars: ContextVar, Context, Token. PEP 567.
 *
 * A context's variables are a dict that is never changed once somebody else may have it: copies of the context, views and
 * iterators. set() then makes a new one and publishes it, which is the context's own until it is shared again. So a
 * copy of a context costs nothing, and reading a variable takes no lock.
 */
#include "runtime/modules/contextvars.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/generic_alias.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/repr_guard.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

struct context {
    struct object base;
    /* A dict ContextVar -> value. value_load; stored under the object lock by the thread inside. */
    Value variables;
    /* Has somebody else the dict? Stored under the object lock; relaxed without: a set() that runs while another thread
       makes a copy may be the last thing that the copy sees. */
    uint32_t is_shared;
    /* While entered: the context around. Of the thread inside. */
    struct context *previous;
    uint32_t is_entered; /* claimed by compare_and_swap */
};

struct variable {
    struct object base;
    /* Immutable. */
    Value name, otherwise; /* otherwise: UNBOUND without a default */
};

struct token {
    struct object base;
    /* Immutable. */
    struct context *context;
    struct variable *variable;
    Value before; /* UNBOUND: there was no value */
    /* Claimed by compare_and_swap. */
    uint32_t is_used;
};

static struct type context_type, variable_type, token_type, missing_type;
static Value missing; /* Token.MISSING; a root */

/* --- Contexts --- */

static void trace_context(struct marker *m, struct object *self)
{
    struct context *context = (struct context *)self;
    mark_value(m, context->variables);
    mark_object(m, context->previous);
}

static struct context *context_new(struct thread *t, Value variables)
{
    struct context *context =
        variables == VALUE_ERROR ? NULL : gc_allocate(t, sizeof *context, &context_type);
    if (context != NULL) {
        value_store(&context->variables, variables);
    }
    return context;
}

/* The running context of the thread, made when it is first needed. */
static struct context *current(struct thread *t)
{
    if (t->context == VALUE_UNBOUND) {
        struct context *context = context_new(t, dict_new(t));
        if (context == NULL) {
            return NULL;
        }
        t->context = value_from_object(context);
    }
    return (struct context *)t->context;
}

static struct dict *variables_of(const struct context *context)
{
    return value_to_dict(value_load(&context->variables));
}

/* The dict for somebody who may keep it. */
static Value share_variables(struct context *context)
{
    bool locked = object_lock(&context->base);
    Value variables = value_load(&context->variables);
    store_relaxed(&context->is_shared, 1u);
    object_unlock(&context->base, locked);
    return variables;
}

static void publish_variables(struct context *context, Value variables)
{
    bool locked = object_lock(&context->base);
    value_store(&context->variables, variables);
    store_relaxed(&context->is_shared, 0u);
    object_unlock(&context->base, locked);
}

/* Changes one variable, in a copy if the dict is shared; `v` UNBOUND removes it. */
static bool set_variable(struct thread *t, struct context *context, Value variable, Value v)
{
    bool is_shared = load_relaxed(&context->is_shared);
    Value own = value_load(&context->variables), was;
    own = is_shared ? dict_copy(t, value_to_dict(own)) : own;
    if (own == VALUE_ERROR) {
        return false;
    }
    bool is_done = v == VALUE_UNBOUND ? dict_remove(t, value_to_dict(own), variable, &was)
                                      : dict_set(t, value_to_dict(own), variable, v);
    if (is_done && is_shared) {
        publish_variables(context, own);
    }
    return is_done;
}

static Value context_copy(struct thread *t, struct context *context)
{
    struct context *copy = context_new(t, share_variables(context));
    if (copy == NULL) {
        return VALUE_ERROR;
    }
    copy->is_shared = true;
    return value_from_object(copy);
}

static Value new_context(struct thread *t, Value *args UNUSED, uint32_t n_args, Value keyword_names)
{
    if (n_args > 1 || keyword_count(keyword_names) > 0) {
        return raise_error(t, &TypeError_type, "Context() does not accept any arguments");
    }
    struct context *context = context_new(t, dict_new(t));
    return context == NULL ? VALUE_ERROR : value_from_object(context);
}

/* run(callable, *args, **kwargs) */
static Value context_run(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    struct context *context = (struct context *)args[0];
    if (n_args < 2) {
        return raise_error(t, &TypeError_type, "run() missing 1 required positional argument");
    }
    uint32_t outside = 0;
    struct context *around = current(t);
    if (around == NULL) {
        return VALUE_ERROR;
    }
    if (!compare_and_swap(&context->is_entered, &outside, 1)) {
        return raise_error(t, &RuntimeError_type, "cannot enter context: %R is already entered",
                           value_from_object(context));
    }
    context->previous = around;
    t->context = value_from_object(context);
    Value result = call(t, args[1], args + 2, n_args - 2, keyword_names);
    t->context = value_from_object(context->previous);
    context->previous = NULL;
    store_release(&context->is_entered, 0u);
    return result;
}

static bool check_key(struct thread *t, Value key)
{
    return value_type(key) == &variable_type ||
           raise_false(t, &TypeError_type, "a ContextVar key was expected, got %R", key);
}

static Value context_get_item(struct thread *t, Value self, Value key)
{
    if (!check_key(t, key)) {
        return VALUE_ERROR;
    }
    Value v = dict_get(t, variables_of((struct context *)self), key);
    return v == VALUE_UNBOUND ? raise_with_argument(t, &KeyError_type, key) : v;
}

static enum truth context_contains(struct thread *t, Value self, Value key)
{
    if (!check_key(t, key)) {
        return TRUTH_ERROR;
    }
    Value v = dict_get(t, variables_of((struct context *)self), key);
    return v == VALUE_ERROR ? TRUTH_ERROR : v != VALUE_UNBOUND ? TRUTH_TRUE : TRUTH_FALSE;
}

static bool context_length(struct thread *t, Value self, int64_t *length)
{
    return object_length(t, value_load(&((struct context *)self)->variables), length);
}

static Value context_iter(struct thread *t, Value self)
{
    return object_iter(t, share_variables((struct context *)self));
}

static Value context_compare(struct thread *t, Value self, Value other, enum compare_op op)
{
    if ((op != COMPARE_EQ && op != COMPARE_NE) || value_type(other) != &context_type) {
        return VALUE_NOT_IMPLEMENTED;
    }
    return object_compare(t, share_variables((struct context *)self),
                          share_variables((struct context *)other), op);
}

static Value context_method_copy(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                 Value names UNUSED)
{
    return context_copy(t, (struct context *)args[0]);
}

static Value context_method_get(struct thread *t, Value *args, uint32_t n_args UNUSED,
                                Value names UNUSED)
{
    if (!check_key(t, args[1])) {
        return VALUE_ERROR;
    }
    Value v = dict_get(t, variables_of((struct context *)args[0]), args[1]);
    return v != VALUE_UNBOUND ? v : args[2] == VALUE_UNBOUND ? VALUE_NONE : args[2];
}

static Value view(struct thread *t, const Value *args, Value name)
{
    return call_method_0(t, share_variables((struct context *)args[0]), name);
}

static Value context_items(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return view(t, args, name_items);
}

static Value context_keys(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    return view(t, args, name_keys);
}

static Value context_values(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    return view(t, args, name_values);
}

static const struct native_def context_methods[] = {
    {"copy", context_method_copy, "(self, /)", "Return a shallow copy of the context object.",
     NATIVE_METHOD},
    {"get", context_method_get, "(self, key, default=None, /)",
     "Return the value for `key` if `key` has the value in the context object.\n\nIf `key` does "
     "not exist, return "
     "`default`. If `default` is not given,\nreturn None.",
     NATIVE_METHOD},
    {"items", context_items, "(self, /)",
     "Return all variables and their values in the context object.\n\nThe result is returned as a "
     "list of 2-tuples "
     "(variable, value).",
     NATIVE_METHOD},
    {"keys", context_keys, "(self, /)", "Return a list of all variables in the context object.",
     NATIVE_METHOD},
    {"run", context_run, "(*)", NULL, NATIVE_METHOD},
    {"values", context_values, "(self, /)",
     "Return a list of all variables' values in the context object.", NATIVE_METHOD},
    {0},
};

static struct type context_type = {
    TYPE_HEADER("Context", sizeof(struct context)),
    .module = "_contextvars",
    .trace = trace_context,
    .new = new_context,
    .hash = hash_unhashable,
    .compare = context_compare,
    .length = context_length,
    .get_item = context_get_item,
    .contains = context_contains,
    .iter = context_iter,
    .methods = context_methods,
};

/* --- Variables --- */

static void trace_variable(struct marker *m, struct object *self)
{
    mark_value(m, ((struct variable *)self)->name);
    mark_value(m, ((struct variable *)self)->otherwise);
}

static Value new_variable(struct thread *t, Value *args, uint32_t n_args, Value keyword_names)
{
    static struct argument_parser parser = {"ContextVar", "(name, /, *, default=None)", NULL};
    Value bound[2];
    if (!arguments_bind(t, &parser, args + 1, n_args - 1, keyword_names, bound)) {
        return VALUE_ERROR;
    }
    if (!value_is_str(bound[0])) {
        return raise_error(t, &TypeError_type, "context variable name must be a str");
    }
    struct variable *variable = gc_allocate(t, sizeof *variable, &variable_type);
    if (variable == NULL) {
        return VALUE_ERROR;
    }
    variable->name = bound[0];
    variable->otherwise = bound[1];
    return value_from_object(variable);
}

static Value variable_repr(struct thread *t, Value self)
{
    const struct variable *variable = (struct variable *)self;
    char address[24];
    address_text(variable, address);
    if (variable->otherwise == VALUE_UNBOUND) {
        return str_format(t, "<ContextVar name=%R at %s>", variable->name, address);
    }
    enum truth entered = repr_enter(t, self);
    if (entered != TRUTH_TRUE) {
        return entered == TRUTH_ERROR ? VALUE_ERROR : str_format(t, "...");
    }
    Value text = str_format(t, "<ContextVar name=%R default=%R at %s>", variable->name,
                            variable->otherwise, address);
    repr_leave(t, self);
    return text;
}

static Value variable_get(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    const struct variable *variable = (struct variable *)args[0];
    if (t->context != VALUE_UNBOUND) {
        Value v = dict_get(t, variables_of((struct context *)t->context), args[0]);
        if (v != VALUE_UNBOUND) {
            return v;
        }
    }
    if (args[1] != VALUE_UNBOUND) {
        return args[1];
    }
    return variable->otherwise != VALUE_UNBOUND
               ? variable->otherwise
               : raise_with_argument(t, &LookupError_type, args[0]);
}

static Value variable_set(struct thread *t, Value *args, uint32_t n_args UNUSED, Value names UNUSED)
{
    struct context *context = current(t);
    struct token *token = context == NULL ? NULL : gc_allocate(t, sizeof *token, &token_type);
    if (token == NULL) {
        return VALUE_ERROR;
    }
    Value before = dict_get(t, variables_of(context), args[0]);
    if (before == VALUE_ERROR || !set_variable(t, context, args[0], args[1])) {
        return VALUE_ERROR;
    }
    token->context = context;
    token->variable = (struct variable *)args[0];
    token->before = before;
    return value_from_object(token);
}

static Value variable_reset(struct thread *t, Value *args, uint32_t n_args UNUSED,
                            Value names UNUSED)
{
    if (value_type(args[1]) != &token_type) {
        return raise_error(t, &TypeError_type, "expected an instance of Token, got %R", args[1]);
    }
    struct token *token = (struct token *)args[1];
    if (load_acquire(&token->is_used)) {
        return raise_error(t, &RuntimeError_type, "%R has already been used once", args[1]);
    }
    if (value_from_object(token->variable) != args[0]) {
        return raise_error(t, &ValueError_type, "%R was created by a different ContextVar",
                           args[1]);
    }
    struct context *context = current(t);
    if (context == NULL) {
        return VALUE_ERROR;
    }
    if (token->context != context) {
        return raise_error(t, &ValueError_type, "%R was created in a different Context", args[1]);
    }
    uint32_t unused = 0;
    if (!compare_and_swap(&token->is_used, &unused, 1)) {
        return raise_error(t, &RuntimeError_type, "%R has already been used once", args[1]);
    }
    return set_variable(t, context, args[0], token->before) ? VALUE_NONE : VALUE_ERROR;
}

static Value variable_get_name(struct thread *t UNUSED, Value self)
{
    return ((struct variable *)self)->name;
}

static Value class_getitem(struct thread *t, Value *args, uint32_t n_args UNUSED,
                           Value names UNUSED)
{
    return generic_alias_new(t, args[0], args[1]);
}

static const struct native_def variable_methods[] = {
    {"__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585", NATIVE_CLASS_METHOD},
    {"get", variable_get, "(self, default=None, /)",
     "Return a value for the context variable for the current context.", NATIVE_METHOD},
    {"reset", variable_reset, "(self, token, /)", "Reset the context variable.", NATIVE_METHOD},
    {"set", variable_set, "(self, value, /)",
     "Call to set a new value for the context variable in the current context.", NATIVE_METHOD},
    {0},
};

static const struct getset_def variable_getsets[] = {
    {"name", variable_get_name, NULL, NULL},
    {0},
};

static struct type variable_type = {
    TYPE_HEADER("ContextVar", sizeof(struct variable)),
    .module = "_contextvars",
    .trace = trace_variable,
    .new = new_variable,
    .repr = variable_repr,
    .methods = variable_methods,
    .getsets = variable_getsets,
};

/* --- Tokens --- */

static void trace_token(struct marker *m, struct object *self)
{
    struct token *token = (struct token *)self;
    mark_object(m, token->context);
    mark_object(m, token->variable);
    mark_value(m, token->before);
}

static Value new_token(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                       Value names UNUSED)
{
    return raise_error(t, &RuntimeError_type, "Tokens can only be created by ContextVars");
}

static Value token_repr(struct thread *t, Value self)
{
    const struct token *token = (struct token *)self;
    char address[24];
    return str_format(t, "<Token%s var=%R at %s>", load_acquire(&token->is_used) ? " used" : "",
                      value_from_object(token->variable), address_text(token, address));
}

static Value token_variable(struct thread *t UNUSED, Value self)
{
    return value_from_object(((struct token *)self)->variable);
}

static Value token_before(struct thread *t UNUSED, Value self)
{
    Value before = ((struct token *)self)->before;
    return before == VALUE_UNBOUND ? missing : before;
}

static const struct native_def token_methods[] = {
    {"__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585", NATIVE_CLASS_METHOD},
    {0},
};

static const struct getset_def token_getsets[] = {
    {"old_value", token_before, NULL, NULL},
    {"var", token_variable, NULL, NULL},
    {0},
};

static struct type token_type = {
    TYPE_HEADER("Token", sizeof(struct token)),
    .module = "_contextvars",
    .trace = trace_token,
    .new = new_token,
    .hash = hash_unhashable,
    .repr = token_repr,
    .methods = token_methods,
    .getsets = token_getsets,
};

static Value missing_repr(struct thread *t, Value self UNUSED)
{
    return str_from_cstr(t, "<Token.MISSING>");
}

static struct type missing_type = {
    TYPE_HEADER("Token.MISSING", sizeof(struct object)),
    .module = "_contextvars",
    .repr = missing_repr,
};

/* --- The module --- */

Value context_copy_current(struct thread *t)
{
    struct context *context = current(t);
    return context == NULL ? VALUE_ERROR : context_copy(t, context);
}

static Value copy_context(struct thread *t, Value *args UNUSED, uint32_t n_args UNUSED,
                          Value names UNUSED)
{
    return context_copy_current(t);
}

static const struct native_def functions[] = {
    {"copy_context", copy_context, "()", NULL, NATIVE_METHOD},
    {0},
};

static bool make_missing(struct thread *t)
{
    if (missing == VALUE_UNBOUND) {
        gc_add_root(&missing);
        struct object *object = gc_new(t, &missing_type);
        missing = object == NULL ? VALUE_UNBOUND : value_from_object(object);
    }
    return missing != VALUE_UNBOUND;
}

bool module_init__contextvars(struct thread *t, Value module)
{
    if (!type_ready(t, &context_type) || !type_ready(t, &variable_type) ||
        !type_ready(t, &token_type) || !type_ready(t, &missing_type) || !make_missing(t)) {
        return false;
    }
    return dict_set_cstr(t, token_type.attributes, "MISSING", missing) &&
           module_add_functions(t, module, functions) &&
           module_add(t, module, "Context", value_from_object(&context_type)) &&
           module_add(t, module, "ContextVar", value_from_object(&variable_type)) &&
           module_add(t, module, "Token", value_from_object(&token_type));
}
