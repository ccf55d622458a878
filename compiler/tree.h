/*
 * Trees of compiler/ast.h as scripts see them (the module ast), and back. Both directions walk by the tables of
 * ast_shape; the classes are those of the module _ast.
 */
#ifndef HASP_COMPILER_TREE_H
#define HASP_COMPILER_TREE_H

#include "compiler/unit.h"

/* Instances for `tree`, which a parser has made. ERROR: c->raised. */
RAISES MAY_GC Value tree_export(struct compilation *c, const struct ast *tree);

#endif
