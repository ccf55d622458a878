/*
 * What AddressSanitizer must be told: locals stay on the real stack, where the collector looks for them, and memory that
 * only collected objects refer to is no leak (their `release` frees it; at exit nobody does).
 */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_SANITIZER
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER
#endif

const char *__asan_default_options(void);

#ifdef HAS_ADDRESS_SANITIZER
const char *__asan_default_options(void)
{
    return "detect_stack_use_after_return=0:detect_leaks=0";
}
#endif
