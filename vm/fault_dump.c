#include "vm/fault_dump.h"

#include <string.h>
#include <unistd.h>

#include "runtime/str.h"
#include "vm/frame.h"

/* What CPython shows at most of each. */
enum { MAX_FRAMES = 100, MAX_THREADS = 100, MAX_CHARACTERS = 500 };

static void write_n(int fd, const char *text, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, text, n);
        if (done <= 0) {
            return;
        }
        text += done;
        n -= (size_t)done;
    }
}

void fault_write(int fd, const char *text)
{
    write_n(fd, text, strlen(text));
}

/* snprintf is not async-signal-safe. */
static void write_number(int fd, uint64_t n, unsigned base, int digits)
{
    char text[24], *p = text + sizeof text;
    do {
        *--p = "0123456789abcdef"[n % base];
        n /= base;
        digits--;
    } while (n > 0 || digits > 0);
    write_n(fd, p, (size_t)(text + sizeof text - p));
}

static void write_character(int fd, uint32_t c)
{
    if (c >= ' ' && c < 0x7f) {
        char byte = (char)c;
        write_n(fd, &byte, 1);
    } else if (c <= 0xff) {
        fault_write(fd, "\\x");
        write_number(fd, c, 16, 2);
    } else {
        fault_write(fd, c <= 0xffff ? "\\u" : "\\U");
        write_number(fd, c, 16, c <= 0xffff ? 4 : 8);
    }
}

static void write_str(int fd, Value v)
{
    if (!value_is_str(v)) {
        fault_write(fd, "???");
        return;
    }
    const struct str *s = value_to_str(v);
    for (uint64_t i = 0; i < s->length && i < MAX_CHARACTERS; i++) {
        write_character(fd, str_at(s, i));
    }
    fault_write(fd, s->length > MAX_CHARACTERS ? "..." : "");
}

static void write_frame(int fd, const struct frame *frame)
{
    const struct code *code = frame->code;
    fault_write(fd, "  File \"");
    write_str(fd, code->filename);
    fault_write(fd, "\", line ");
    write_number(fd, (uint64_t)frame_line(frame), 10, 1);
    fault_write(fd, " in ");
    write_str(fd, code->name);
    fault_write(fd, "\n");
}

void fault_dump_stack(int fd, const struct thread *t)
{
    const struct frame *frame = frame_running(t);
    if (frame == NULL) {
        fault_write(fd, "  <no Python frame>\n");
    }
    for (int i = 0; frame != NULL; i++) {
        if (i == MAX_FRAMES) {
            fault_write(fd, "  ...\n");
            return;
        }
        write_frame(fd, frame);
        frame = frame_caller(t, frame);
    }
}

static void write_thread(int fd, const struct thread *t, bool is_current)
{
    fault_write(fd, is_current ? "Current thread 0x" : "Thread 0x");
    write_number(fd, t->ident, 16, 16);
    fault_write(fd, " (most recent call first):\n");
    fault_dump_stack(fd, t);
}

static const struct thread *thread_of(const struct lock_thread *t)
{
    return CONTAINER_OF(t, struct thread, lock);
}

void fault_dump(int fd, const struct thread *current, bool all_threads)
{
    if (!all_threads) {
        fault_write(fd, "Stack (most recent call first):\n");
        if (current != NULL) {
            fault_dump_stack(fd, current);
        }
        return;
    }
    const struct thread *threads[MAX_THREADS];
    int n = 0;
    const struct lock_thread *next = thread_peek_first();
    for (; next != NULL && n < MAX_THREADS; next = thread_peek_next(next)) {
        threads[n++] = thread_of(next);
    }
    fault_write(fd, next != NULL ? "...\n" : "");
    while (n-- > 0) { /* the youngest first */
        write_thread(fd, threads[n], threads[n] == current);
        fault_write(fd, n > 0 ? "\n" : "");
    }
}
