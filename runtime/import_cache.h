/*
 * Bytecode files: where the bytecode of a source file is kept, and the file's format, as in CPython.
 *
 *     __pycache__/NAME.TAG.pyc beside the source, or the same beneath sys.pycache_prefix
 *
 *     +-------+-------+-------+------+-----------------------
 *     | magic | flags | mtime | size | what marshal wrote ...       four bytes each, little-endian; flags: 0
 *     +-------+-------+-------+------+-----------------------
 *
 * mtime and size are the source's: a file that says others is out of date. It is replaced whole, so that no reader sees
 * half of one. Whatever goes wrong with it is no error: the source is compiled.
 *
 * The installed library belongs to another Python, whose folders are not written into: its bytecode lies in the user's
 * cache, ~/.cache/hasp, and is read only if it is the user's own.
 */
#ifndef HASP_RUNTIME_IMPORT_CACHE_H
#define HASP_RUNTIME_IMPORT_CACHE_H

#include "runtime/import_find.h"

/* The folder that stands for "/" where the bytecode of the installed library is kept: str, or None. */
RAISES Value import_cache_library(struct thread *t);

/* The bytecode file of what was found: str, or None if there is to be none. */
RAISES Value import_cache_path(struct thread *t, const struct import_found *found);

/* Reading and writing are blocking calls, and raise nothing. */

/* What marshal wrote, malloc'ed, if the file is there and up to date; else NULL. */
MAY_GC char *import_cache_read(struct thread *t, Value path, const struct import_found *found,
                               uint32_t magic, size_t *n);

/* Writes the file, unless sys.dont_write_bytecode. */
MAY_GC void import_cache_write(struct thread *t, Value path, const struct import_found *found,
                               uint32_t magic, const char *bytes, size_t n);

#endif
