/*
 * The mark in the environment keeps a system that accepts the personality and forgets it from executing us for ever: it
 * names this process, and is gone before a script could see it.
 */
#include "vm/addresses.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <unistd.h>

#include <stdbool.h>

#define MARK "HASP_ADDRESSES_FIXED"

static void warn(const char *why)
{
    fprintf(stderr, "hasp: warning: addresses are not the same in every run: %s\n", why);
}

/* What the kernel calls /proc/self/exe, so that the process keeps its name. */
static void execute_again(char **argv)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n > 0) {
        path[n] = '\0';
        execv(path, argv);
    }
    warn(strerror(errno));
}

void addresses_fix(char **argv)
{
    char mine[24];
    const char *mark = getenv(MARK);
    snprintf(mine, sizeof mine, "%ld", (long)getpid());
    bool was_executed = mark != NULL && strcmp(mark, mine) == 0;
    unsetenv(MARK);
    int now = personality(0xffffffff);
    if (now != -1 && (now & ADDR_NO_RANDOMIZE)) {
        return;
    }
    if (was_executed) {
        warn("the system has randomised them again");
    } else if (now == -1 || personality((unsigned long)now | ADDR_NO_RANDOMIZE) == -1) {
        warn(strerror(errno));
    } else {
        setenv(MARK, mine, 1);
        execute_again(argv);
        unsetenv(MARK);
    }
}
