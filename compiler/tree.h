/*
 * Trees of compiler/ast.h as scripts see them (the module ast), and back. Both directions walk by the tables of
 * ast_shape; the classes are those of the module _ast.
 */
#ifndef HASP_COMPILER_TREE_H
#define HASP_COMPILER_TREE_H

#include "compiler/unit.h"

/* Instances for `tree`, which a parser has made. ERROR: c->raised. */
RAISES MAY_GC Value tree_export(struct compilation *c, const struct ast *tree);

/*
 * The tree in c->arena that the instance `root` stands for, checked so that the later passes may take it for a parser's.
 * The constants that it refers to lie in c->kept. NULL: an exception is pending (c->raised), or c->error.
 */
RAISES MAY_GC struct ast *tree_import(struct compilation *c, Value root, enum ast_kind kind);

/* The second half of it: what the single fields do not tell (tree_check.c). */
RAISES bool tree_check(struct compilation *c, const struct ast *tree);

#endif
