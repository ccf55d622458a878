/* The memo of a Pickler as scripts know it: Pickler.memo and Pickler.clear_memo(). RuntimeError while another thread pickles. */
#ifndef HASP_RUNTIME_MODULES_PICKLE_MEMO_PROXY_H
#define HASP_RUNTIME_MODULES_PICKLE_MEMO_PROXY_H

#include "runtime/modules/pickle.h"

RAISES Value pickler_memo_proxy_new(struct thread *t, Value pickler);
RAISES bool pickler_forget(struct thread *t, struct pickler *p);
/* From a proxy or a dict of id -> (number, object). UNBOUND: TypeError. */
RAISES MAY_GC bool pickler_assign_memo(struct thread *t, struct pickler *p, Value v);

#endif
