/*
 * Many runs of one program from one start: under the policy `seeded`, a process that finds a socket's number in the
 * variable HASP_RUN_SERVER comes up as far as the program, and then forks for each request. A child is what a process of its own
 * would be with that schedule, but for having started: nothing of the program has been read yet.
 *
 *      controller:  "POLICY\nSTDIN\nSTDOUT\nSTDERR"          one message: what --gil=POLICY would say, and files
 *      server:      "PID"  and, when it has ended,  "STATUS"     as from wait(2)
 *
 * An empty name leaves that stream as it is. A child whose stderr is a file leads a process group of its own, for the
 * controller to end it by; all die with the server. The end of the socket ends the server. runtime/lib/hasplab/runs.py is the controller.
 */
#ifndef HASP_VM_RUN_SERVER_H
#define HASP_VM_RUN_SERVER_H

#include "runtime/thread.h"

/* Takes the variable out of the environment. Before anything of the interpreter looks at that. */
void run_server_init(void);

/* Returns at once in a process that serves nobody; else in the children only. The calling thread is the only one. */
void run_server_serve(struct thread *t);

#endif
