#include "tests/trials/lock_park.h"

#include <criterion/criterion.h>

#define UNIT(name)                                                                                 \
    Test(lock_park, name)                                                                          \
    {                                                                                              \
        name();                                                                                    \
    }
LOCK_PARK_TRIALS(UNIT)
