#include "runtime/base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/base/utf8.h"

enum { SMALLEST_CAPACITY = 64 };

bool buffer_reserve(struct buffer *buffer, size_t n_more)
{
    if (buffer->failed) {
        return false;
    }
    if (n_more <= buffer->capacity - buffer->size) {
        return true;
    }
    size_t needed;
    if (__builtin_add_overflow(buffer->size, n_more, &needed) || needed > SIZE_MAX / 2) {
        buffer->failed = true;
        return false;
    }
    size_t capacity = buffer->capacity < SMALLEST_CAPACITY ? SMALLEST_CAPACITY : buffer->capacity;
    while (capacity < needed) {
        capacity *= 2;
    }
    char *data = realloc(buffer->data, capacity);
    if (data == NULL) {
        buffer->failed = true;
        return false;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

bool buffer_append(struct buffer *buffer, const void *bytes, size_t size)
{
    if (!buffer_reserve(buffer, size)) {
        return false;
    }
    if (size > 0) {
        memcpy(buffer->data + buffer->size, bytes, size);
        buffer->size += size;
    }
    return true;
}

bool buffer_append_byte(struct buffer *buffer, char byte)
{
    return buffer_append(buffer, &byte, 1);
}

bool buffer_append_string(struct buffer *buffer, const char *string)
{
    return buffer_append(buffer, string, strlen(string));
}

bool buffer_append_character(struct buffer *buffer, uint32_t character)
{
    char encoded[UTF8_MAX_BYTES];
    return buffer_append(buffer, encoded, utf8_encode(character, encoded));
}

bool buffer_append_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || !buffer_reserve(buffer, (size_t)length + 1)) {
        buffer->failed = true;
        return false;
    }
    va_start(arguments, format);
    vsnprintf(buffer->data + buffer->size, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->size += (size_t)length;
    return true;
}

const char *buffer_string(struct buffer *buffer)
{
    if (!buffer_reserve(buffer, 1)) {
        return NULL;
    }
    buffer->data[buffer->size] = '\0';
    return buffer->data;
}

void buffer_clear(struct buffer *buffer)
{
    buffer->size = 0;
    buffer->failed = false;
}

char *buffer_take(struct buffer *buffer, size_t *size)
{
    if (buffer->failed) {
        buffer_free(buffer);
    }
    char *data = buffer->data;
    *size = buffer->size;
    *buffer = BUFFER_EMPTY;
    return data;
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = BUFFER_EMPTY;
}
