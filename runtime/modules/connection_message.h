/*
 * Messages through a descriptor, as multiprocessing.connection frames them:
 *
 *     4 bytes: length, signed, most significant first | bytes
 *     ff ff ff ff | 8 bytes: length                   | bytes      (2 GiB or more)
 *
 * A message may take several system calls: two who send, or receive, through one descriptor at a time need a lock.
 */
#ifndef HASP_RUNTIME_MODULES_CONNECTION_MESSAGE_H
#define HASP_RUNTIME_MODULES_CONNECTION_MESSAGE_H

#include "runtime/native.h"

/* send_message(fd, data), receive_message(fd, limit). */
extern const struct native_def connection_message_functions[];

#endif
