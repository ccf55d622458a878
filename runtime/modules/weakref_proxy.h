/*
 * weakref.proxy: an object that stands for another one without keeping it alive; ReferenceError once that has died. Proxies
 * of callables have a type of their own. Instances begin with struct weakref.
 */
#ifndef HASP_RUNTIME_MODULES_WEAKREF_PROXY_H
#define HASP_RUNTIME_MODULES_WEAKREF_PROXY_H

#include "runtime/weakref.h"

extern struct type proxy_type, callable_proxy_type;

/* A proxy of `object`; `callback` as in weakref_new. */
RAISES Value proxy_new(struct thread *t, Value object, Value callback);

#endif
