/*
 * What AddressSanitizer must be told: locals stay on the real stack, where the collector looks for them, and memory that
 * only collected objects refer to is no leak (their `release` frees it; at exit nobody does). And ThreadSanitizer: native
 * threads that have ended are joined by whoever starts the next one (lock/native.c), the last ones by nobody.
 */
#include "runtime/base/sanitizer.h"

#if ADDRESS_SANITIZER
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_stack_use_after_return=0:detect_leaks=0";
}
#endif

#if THREAD_SANITIZER
const char *__tsan_default_options(void);
const char *__tsan_default_options(void)
{
    return "report_thread_leaks=0:die_after_fork=0";
}
#endif
