/*
 * Waiting for a message that may be about to come.
 *
 * Two processes that answer each other at once spend most of their time falling asleep and being woken. So a thread that
 * has lately waited for some microseconds only looks a few times more before it sleeps. What that may cost is bounded: a
 * thread that has looked in vain sleeps at once the next time, and after n failures the next 2^n times.
 */
#ifndef HASP_RUNTIME_MODULES_CONNECTION_WAIT_H
#define HASP_RUNTIME_MODULES_CONNECTION_WAIT_H

#include <sys/types.h>

struct thread;

/* read(fd, to, n) of a pipe or socket. To be called outside of the lock. EINTR also if the signal came before it slept. */
ssize_t connection_read(struct thread *t, int fd, void *to, size_t n);

#endif
