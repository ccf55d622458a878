/*
 * ASSERT       what we must guarantee; compiled out of release builds
 * CHECK        kept in release builds: going on would corrupt memory
 * UNREACHABLE  impossible defaults
 *
 * None of them is ever applied to a user's input.
 */
#ifndef HASP_BASE_ASSERT_H
#define HASP_BASE_ASSERT_H

#include <assert.h> /* static_assert */

#include "runtime/base/attributes.h"

/* Prints the place and what was expected on stderr, then aborts. */
NORETURN COLD void fatal_check(const char *file, int line, const char *expectation);

#define CHECK(condition) (LIKELY(condition) ? (void)0 : fatal_check(__FILE__, __LINE__, #condition))

#ifdef HASP_DEBUG
#define ASSERT(condition) CHECK(condition)
#define UNREACHABLE() fatal_check(__FILE__, __LINE__, "unreachable")
#else
#define ASSERT(condition) ((void)sizeof(condition))
#define UNREACHABLE() __builtin_unreachable()
#endif

#endif
