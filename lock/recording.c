#include "lock/recording.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "lock/descriptor.h"
#include "lock/futex.h"
#include "lock/places.h"
#include "lock/record_report.h"
#include "runtime/base/atomics.h"

/* Constant after recording_begin. */
static struct recording recording;
static char *part_path;

/* A lock on this file says that the process takes part. Each has a descriptor of its own. */
static struct own_descriptor membership = OWN_DESCRIPTOR_NONE;

/* Who comes second waits until all is written: it may be about to end the process. */
static uint32_t ending; /* a lock of futex.h */
static bool has_ended;  /* under it */

static void take_part(void)
{
    if (descriptor_is_regular(membership.fd)) {
        flock(membership.fd, LOCK_SH);
    }
}

/* 0 or an errno value. */
static int open_sums(bool joins)
{
    int flags = O_RDWR | O_CREAT | O_CLOEXEC | (joins ? 0 : O_TRUNC);
    int fd = open(recording.sums_path, flags, 0666);
    if (fd < 0) {
        return errno;
    }
    own_descriptor_set(&membership, fd);
    take_part();
    return 0;
}

/* If the program has closed the file, opens it again. 0 or an errno value. */
static int reopen_sums(void)
{
    if (own_descriptor_is_there(&membership)) {
        return 0;
    }
    int error = own_descriptor_reopen(&membership, recording.sums_path, O_RDWR);
    if (error == 0) {
        take_part();
    }
    return error;
}

void recording_after_fork_child(void)
{
    store_relaxed(&ending, 0);
    has_ended = false;
    if (membership.fd >= 0) {
        own_descriptor_close(&membership);
        (void)open_sums(true);
    }
}

int recording_begin(const struct recording *given, const struct record_callbacks *callbacks,
                    const char **failed)
{
    recording = *given;
    record_begin(callbacks);
    if (recording.sums_path != NULL) {
        *failed = recording.sums_path;
        if (asprintf(&part_path, "%s.part", recording.sums_path) < 0) {
            return ENOMEM;
        }
        int error = open_sums(recording.joins);
        if (error != 0) {
            return error;
        }
        if (!recording.joins && descriptor_is_regular(membership.fd)) {
            unlink(part_path);
        }
    }
    if (recording.trace_path != NULL) {
        *failed = recording.trace_path;
        return trace_begin(recording.trace_path, recording.trace_format, recording.joins);
    }
    return 0;
}

/* ---- the end ---- */

static bool write_all(int fd, const char *text, size_t n)
{
    int error = descriptor_write(fd, text, n);
    if (error != 0) {
        errno = error;
    }
    return error == 0;
}

static bool add_part(const char *text, size_t n)
{
    int fd = open(part_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    bool done = fd >= 0 && write_all(fd, text, n);
    int error = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = error;
    return done;
}

static char *read_whole(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rbe");
    struct buffer text = BUFFER_EMPTY;
    char piece[4096];
    while (file != NULL && (*n = fread(piece, 1, sizeof piece, file)) > 0) {
        buffer_append(&text, piece, *n);
    }
    if (file != NULL) {
        fclose(file);
    }
    return buffer_take(&text, n);
}

static const char list_end[] = "\n]}\n";

static void begin_list(struct buffer *to)
{
    buffer_append_format(to, "{\"policy\": \"%s\", \"processes\": [\n", policy_current()->name);
}

/* The lines of all processes, each an object, become a list. An earlier end of the file is written over. */
static bool merge_parts(void)
{
    size_t n, n_old;
    char *lines = read_whole(part_path, &n), *old = read_whole(recording.sums_path, &n_old);
    if (lines == NULL) {
        free(old);
        return true; /* another has done it */
    }
    struct buffer text = BUFFER_EMPTY;
    if (old != NULL && n_old > sizeof list_end) {
        buffer_append(&text, old, n_old - (sizeof list_end - 1));
        buffer_append_string(&text, ",\n");
    } else {
        begin_list(&text);
    }
    for (size_t i = 0; i + 1 < n; i++) {
        if (lines[i] == '\n') {
            buffer_append_byte(&text, ',');
        }
        buffer_append_byte(&text, lines[i]);
    }
    buffer_append_string(&text, list_end);
    bool done =
        !text.failed && pwrite(membership.fd, text.data, text.size, 0) == (ssize_t)text.size;
    if (done) {
        unlink(part_path);
    }
    free(lines);
    free(old);
    buffer_free(&text);
    return done;
}

/* To a pipe or a terminal: this process alone. */
static bool write_alone(const struct record_picture *picture)
{
    struct buffer text = BUFFER_EMPTY;
    begin_list(&text);
    record_report_json(picture, &text);
    buffer_append_string(&text, list_end);
    bool done = !text.failed && write_all(membership.fd, text.data, text.size);
    buffer_free(&text);
    return done;
}

/* Adds this process to those of the file. */
static bool write_together(const struct record_picture *picture)
{
    struct buffer line = BUFFER_EMPTY;
    record_report_json(picture, &line);
    buffer_append_byte(&line, '\n');
    bool done = !line.failed && add_part(line.data, line.size);
    buffer_free(&line);
    flock(membership.fd, LOCK_UN);
    if (done && flock(membership.fd, LOCK_EX | LOCK_NB) == 0) { /* no other process is left */
        done = merge_parts();
    }
    return done;
}

static bool write_where_it_belongs(const struct record_picture *picture)
{
    errno = reopen_sums();
    if (errno != 0) {
        return false;
    }
    return descriptor_is_regular(membership.fd) ? write_together(picture) : write_alone(picture);
}

static void write_sums(const struct record_picture *picture)
{
    if (!write_where_it_belongs(picture)) {
        fprintf(stderr, "hasp: cannot write %s: %s\n", recording.sums_path, strerror(errno));
    }
    own_descriptor_close(&membership);
}

static void write_all_recorded(void)
{
    struct record_picture *picture = record_picture_take();
    trace_end();
    if (picture != NULL && membership.fd >= 0) {
        write_sums(picture);
    }
    if (picture != NULL && recording.prints_sums) {
        struct buffer text = BUFFER_EMPTY;
        record_report_text(picture, &text);
        (void)!write_all(STDERR_FILENO, text.data, text.size);
        buffer_free(&text);
    }
    record_picture_free(picture);
}

void recording_end(void)
{
    if (!record_is_on()) {
        return;
    }
    futex_lock(&ending);
    if (!has_ended) {
        has_ended = true;
        write_all_recorded();
    }
    futex_unlock(&ending);
}
