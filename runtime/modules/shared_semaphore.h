/*
 * POSIX semaphores that processes share.
 *
 * One without a name is a slot of a page that is mapped once and never unmapped: forked children have it, too. A slot goes
 * back to the free list of the process that made it when its owner dies there, but only if that process has never
 * forked since, as a child may use it still. One with a name is the system's (sem_open), which unlinks it when told to.
 */
#ifndef HASP_RUNTIME_MODULES_SHARED_SEMAPHORE_H
#define HASP_RUNTIME_MODULES_SHARED_SEMAPHORE_H

#include <semaphore.h>
#include <sys/types.h>

#include "runtime/error.h"

/* Each gives NULL with errno. create: EEXIST if there is one of that name. */
sem_t *shared_semaphore_new(unsigned value);
sem_t *shared_semaphore_create(const char *name, unsigned value);
sem_t *shared_semaphore_open(const char *name);

/* This process has no more use for it. maker: the process that made it. */
void shared_semaphore_close(sem_t *semaphore, bool is_named, pid_t maker);

/* This process's id, without asking the system. */
pid_t shared_semaphore_process(void);

RAISES bool shared_semaphore_init(struct thread *t);

#endif
