/*
 * Signals. The handler in C sets one flag per signal and interrupts the main thread; its next safepoint runs the
 * handlers in Python, on the main thread alone.
 */
#ifndef HASP_RUNTIME_SIGNALS_H
#define HASP_RUNTIME_SIGNALS_H

#include "runtime/error.h"

/* Ignores SIGPIPE and SIGXFSZ and has SIGINT raise KeyboardInterrupt, as CPython at its start. By the main thread. */
RAISES bool signals_init(struct thread *t);

/*
 * The reaction to SAFEPOINT_SIGNAL: calls the handlers of the signals that have come. false: one of them raised, and
 * the others stay flagged. On other threads than the main one it does nothing.
 */
RAISES MAY_GC bool signals_run_handlers(struct thread *t);

/*
 * As if the process had got `number` (_thread.interrupt_main), from any thread: the handler in Python will run, if there is one.
 * false: there is no such signal.
 */
bool signals_simulate(int number);

#endif
