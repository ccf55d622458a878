/* import and from ... import. */
#include <string.h>

#include "compiler/parse.h"

/* a.b.c as one identifier. */
static const char *parse_dotted_name(struct parser *p)
{
    const char *name = parse_name(p);
    while (name && accept(p, TOKEN_DOT)) {
        const char *part = parse_name(p);
        if (!part) {
            return NULL;
        }
        buffer_clear(&p->text);
        if (!buffer_append_string(&p->text, name) || !buffer_append_byte(&p->text, '.') ||
            !buffer_append_string(&p->text, part)) {
            return stop_no_memory(p);
        }
        name = identifier_intern(p->identifiers, p->text.data, p->text.size);
        if (!name) {
            return stop_no_memory(p);
        }
    }
    return name;
}

/* name ['as' name] */
static struct ast *parse_alias(struct parser *p, bool is_dotted)
{
    struct spot start = spot_here(p);
    const char *name = is_dotted ? parse_dotted_name(p) : parse_name(p);
    const char *as_name = NULL;
    if (!name || (accept(p, TOKEN_AS) && !(as_name = parse_name(p)))) {
        return NULL;
    }
    return NODE_NEW(p, alias, start, .name = name, .asname = as_name);
}

struct ast *parse_import(struct parser *p)
{
    struct spot start = spot_here(p);
    uint32_t from = p->n_stack;
    struct ast_list names;
    advance(p);
    do {
        struct ast *alias = parse_alias(p, true);
        if (!alias || !list_push(p, alias)) {
            return NULL;
        }
    } while (accept(p, TOKEN_COMMA));
    return node_list_take(p, from, &names) ? NODE_NEW(p, Import, start, .names = names) : NULL;
}

/* '*', names in parentheses or without, pushed. */
static bool parse_imported(struct parser *p)
{
    struct spot start = spot_here(p);
    if (accept(p, TOKEN_STAR)) {
        const char *star = identifier_intern(p->identifiers, "*", 1);
        struct ast *alias = star ? NODE_NEW(p, alias, start, .name = star) : stop_no_memory(p);
        return alias && list_push(p, alias);
    }
    bool has_parenthesis = accept(p, TOKEN_LPAR);
    do {
        struct ast *alias = parse_alias(p, false);
        if (!alias || !list_push(p, alias)) {
            return false;
        }
        if (!accept(p, TOKEN_COMMA)) {
            break;
        }
        if (!has_parenthesis && p->diagnosing && peek(p) == TOKEN_NEWLINE) {
            STOP_LAST(p, "trailing comma not allowed without surrounding parentheses");
            return false;
        }
    } while (!has_parenthesis || peek(p) != TOKEN_RPAR);
    return !has_parenthesis || accept(p, TOKEN_RPAR);
}

struct ast *parse_import_from(struct parser *p)
{
    struct spot start = spot_here(p);
    const char *module = NULL;
    int level = 0;
    advance(p);
    for (; peek(p) == TOKEN_DOT || peek(p) == TOKEN_ELLIPSIS; advance(p)) {
        level += peek(p) == TOKEN_DOT ? 1 : 3;
    }
    if ((level == 0 || peek(p) == TOKEN_NAME) && !(module = parse_dotted_name(p))) {
        return NULL;
    }
    uint32_t from = p->n_stack;
    struct ast_list names;
    if (!accept(p, TOKEN_IMPORT) || !parse_imported(p) || !node_list_take(p, from, &names)) {
        return NULL;
    }
    return NODE_NEW(p, ImportFrom, start, .module = module, .names = names, .level = level);
}
