/* What is told of a picture (record_sums.h): as text for people, and piece by piece for JSON and for Python's objects. */
#ifndef HASP_LOCK_RECORD_REPORT_H
#define HASP_LOCK_RECORD_REPORT_H

#include "lock/record_sums.h"
#include "runtime/base/buffer.h"

/* The table that --gil-stats prints. */
void record_report_text(const struct record_picture *picture, struct buffer *to);

/*
 * Whoever puts the pieces together. `key` is the name of the piece within the mapping that it belongs to, NULL in a list.
 * Functions are called in the order of docs/lock-laboratory.md, each begin with its end.
 */
struct report_visitor {
    void (*begin)(struct report_visitor *v, const char *key, bool is_list);
    void (*end)(struct report_visitor *v, bool is_list);
    void (*number)(struct report_visitor *v, const char *key, int64_t number);
    void (*seconds)(struct report_visitor *v, const char *key, double seconds);
    void (*text)(struct report_visitor *v, const char *key, const char *text); /* UTF-8 */
    void (*truth)(struct report_visitor *v, const char *key, bool truth);
};
void record_report_visit(const struct record_picture *picture, struct report_visitor *v);

/* The same as one line of JSON, without its end. */
void record_report_json(const struct record_picture *picture, struct buffer *to);

#endif
