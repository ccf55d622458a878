/* The text that chooses a policy: NAME, NAME:VALUE or NAME:KEY=VALUE,KEY=VALUE... */
#ifndef HASP_LOCK_POLICY_OPTIONS_H
#define HASP_LOCK_POLICY_OPTIONS_H

#include <stdio.h>

#include "lock/global.h"

/* Long enough for every message. */
enum { POLICY_ERROR_BYTES = 256 };

/*
 * The policy that `text` names, its parameters set. NULL: `error` (of POLICY_ERROR_BYTES) says what is wrong with the
 * text, without a line's end. For the start, before lock_init: parameters are set once and for the whole process.
 */
const struct lock_policy *policy_choose(const char *text, char *error);

/* The manual page of all policies and parameters. */
void policy_print_help(FILE *to);

#endif
