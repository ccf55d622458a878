#include "runtime/base/assert.h"

#include <stdio.h>
#include <stdlib.h>

void fatal_check(const char *file, int line, const char *expectation)
{
    fprintf(stderr, "hasp: fatal: %s:%d: expected: %s\n", file, line, expectation);
    abort();
}
