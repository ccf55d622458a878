/* The scopes of a module as values, for the module _symtable. */
#ifndef HASP_COMPILER_SCOPE_EXPORT_H
#define HASP_COMPILER_SCOPE_EXPORT_H

#include "compiler/unit.h"

/*
 * A tuple with one for each scope, outer ones first: (number of the one around it, kind, name, line, is nested, symbols). The
 * symbols are a tuple of (name, flags, storage), parameters first. Numbers as in compiler/scope.h; around the module is -1.
 */
RAISES Value scopes_export(struct compilation *c, const struct scopes *scopes);

#endif
