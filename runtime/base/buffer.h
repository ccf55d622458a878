/*
 * A growable byte buffer in malloc'ed memory: text under construction.
 *
 * Always true: size <= capacity, and data is NULL only while capacity is 0. After a failed growth the buffer
 * keeps what it had, `failed` stays set and further appends do nothing, so that a writer may check once at the end.
 * The collector does not scan it: it must never hold the only pointer to a heap object. One thread at a time.
 */
#ifndef HASP_BASE_BUFFER_H
#define HASP_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime/base/attributes.h"

struct buffer {
    char *data; /* owned */
    size_t size;
    size_t capacity;
    bool failed; /* there was no memory for something */
};

/* A valid empty buffer, which owns nothing yet. */
#define BUFFER_EMPTY ((struct buffer){NULL, 0, 0, false})

/* Makes room for `n_more` bytes. Every function here returns false if the buffer has failed. */
bool buffer_reserve(struct buffer *buffer, size_t n_more);
bool buffer_append(struct buffer *buffer, const void *bytes, size_t size);
bool buffer_append_byte(struct buffer *buffer, char byte);
bool buffer_append_string(struct buffer *buffer, const char *string);
/* Appends the UTF-8 form of a character; a surrogate takes three bytes. */
bool buffer_append_character(struct buffer *buffer, uint32_t character);
bool buffer_append_format(struct buffer *buffer, const char *format, ...) PRINTF_LIKE(2, 3);

/* The bytes with a NUL after them (not counted in size); NULL if the buffer has failed. Still owned by it. */
const char *buffer_string(struct buffer *buffer);

/* Forgets the contents and the failure, keeps the memory. */
void buffer_clear(struct buffer *buffer);
/* Gives the bytes to the caller, who frees them, and leaves the buffer empty. NULL if it has failed or is empty. */
char *buffer_take(struct buffer *buffer, size_t *size);
/* Frees the memory and leaves the buffer empty. */
void buffer_free(struct buffer *buffer);

#endif
