#include "vm/lock_record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lock/places.h"
#include "lock/record_report.h"
#include "lock/recording.h"
#include "runtime/base/buffer.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/path.h"
#include "runtime/str.h"
#include "runtime/sys.h"
#include "vm/frame.h"
#include "vm/lock_watch.h"

/* Constant after lock_record_begin. */
static struct recording recording;
static char *drawing; /* the picture that the trace is to become; NULL: none */
static pid_t drawer;  /* the process that draws it */

/* ---- functions of the program ---- */

/* Reads what never changes; allocates nothing in the heap. A lone surrogate becomes '?': the text is to be UTF-8. */
static void append_text(struct buffer *to, Value v)
{
    const struct str *s = value_to_str(v);
    for (uint64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        buffer_append_character(to, c >= 0xd800 && c < 0xe000 ? '?' : c);
    }
}

static uint32_t enter_function(struct code *code)
{
    struct buffer name = BUFFER_EMPTY, file = BUFFER_EMPTY;
    append_text(&name, code->qualname);
    append_text(&file, code->filename);
    const char *name_text = buffer_string(&name), *file_text = buffer_string(&file);
    uint32_t number = name_text == NULL || file_text == NULL
                          ? 0
                          : place_enter(&code->place, name_text, file_text, code->first_line);
    buffer_free(&name);
    buffer_free(&file);
    return number;
}

/* See struct record_callbacks: the frames of `t` stand still, and keep their code alive. */
static struct record_place place_of(struct lock_thread *lock_thread, bool wants_line)
{
    const struct thread *t = CONTAINER_OF(lock_thread, struct thread, lock);
    const struct frame *frame = t->frames == NULL ? NULL : frame_running(t);
    while (frame != NULL && frame->code->flags & CODE_STANDS_FOR_C) {
        frame = frame_caller(t, frame);
    }
    if (frame == NULL) {
        return (struct record_place){0};
    }
    uint32_t number = load_acquire(&frame->code->place);
    return (struct record_place){
        .function = number != 0 ? number : enter_function(frame->code),
        .line = wants_line ? (uint32_t)frame_line(frame) : 0,
    };
}

/* ---- the options ---- */

/* malloc'ed, for as long as the process lives. NULL: no memory. */
static char *absolute_path(const char *path)
{
    char *folder = path[0] == '/' ? NULL : getcwd(NULL, 0), *absolute = NULL;
    if (folder == NULL) {
        return strdup(path);
    }
    if (asprintf(&absolute, "%s/%s", folder, path) < 0) {
        absolute = NULL;
    }
    free(folder);
    return absolute;
}

static bool has_ending(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n > m && strcmp(path + n - m, ending) == 0;
}

static bool complain(const char *path, int error)
{
    fprintf(stderr, "hasp: cannot write %s: %s\n", path, strerror(error));
    return false;
}

/* A picture is drawn from a trace in rows beside it. It must be possible to write it: better to know at once. */
static bool plan_drawing(void)
{
    drawing = (char *)recording.trace_path;
    drawer = getpid();
    recording.trace_format = TRACE_CSV;
    char *rows;
    if (asprintf(&rows, "%s.events.csv", drawing) < 0) {
        return complain(drawing, ENOMEM);
    }
    recording.trace_path = rows;
    int fd = open(drawing, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) {
        return complain(drawing, errno);
    }
    close(fd);
    return true;
}

bool lock_record_begin(const struct options *o)
{
    static const struct record_callbacks callbacks = {.place = place_of};
    if (!o->gil_stats && o->gil_stats_path == NULL && o->gil_trace_path == NULL &&
        o->gil_dump_signal == 0) {
        return true;
    }
    recording = (struct recording){
        .prints_sums = o->gil_stats,
        .sums_path = o->gil_stats_path == NULL ? NULL : absolute_path(o->gil_stats_path),
        .trace_path = o->gil_trace_path == NULL ? NULL : absolute_path(o->gil_trace_path),
        .joins = o->gil_joins,
    };
    if (recording.trace_path != NULL && has_ending(recording.trace_path, ".csv")) {
        recording.trace_format = TRACE_CSV;
    } else if (recording.trace_path != NULL && (has_ending(recording.trace_path, ".svg") ||
                                                has_ending(recording.trace_path, ".txt"))) {
        if (!plan_drawing()) {
            return false;
        }
    }
    const char *failed = NULL;
    int error = recording_begin(&recording, &callbacks, &failed);
    return error == 0 || complain(failed, error);
}

void lock_record_draw(struct thread *t)
{
    if (drawing == NULL || drawer != getpid()) {
        return;
    }
    trace_end();
    Value module = str_intern_cstr(t, "hasplab.timeline"), name = str_intern_cstr(t, "draw");
    module = module == VALUE_ERROR ? module : import_module(t, module);
    Value rows = path_to_str(t, recording.trace_path, strlen(recording.trace_path));
    Value picture = path_to_str(t, drawing, strlen(drawing));
    Value arguments[3] = {VALUE_UNBOUND, rows, picture}; /* the first is the call's to use */
    if (module == VALUE_ERROR || name == VALUE_ERROR || rows == VALUE_ERROR ||
        picture == VALUE_ERROR || call_method(t, module, name, arguments + 1, 2) == VALUE_ERROR) {
        error_print(t, error_take(t));
    }
}

/* ---- sys ---- */

/* Builds Python's objects of the pieces. The values lie on the C stack, where the collector finds them. */
enum { DEPTH_MAX = 4 };
struct object_builder {
    struct report_visitor base;
    struct thread *t;
    Value open[DEPTH_MAX];
    uint32_t depth;
    Value result;
    bool failed;
};

static void add(struct report_visitor *v, const char *key, Value value)
{
    struct object_builder *b = CONTAINER_OF(v, struct object_builder, base);
    if (b->failed || value == VALUE_ERROR) {
        b->failed = true;
    } else if (b->depth == 0) {
        b->result = value;
    } else if (key == NULL) {
        b->failed = !list_append(b->t, value_to_list(b->open[b->depth - 1]), value);
    } else {
        b->failed = !dict_set_cstr(b->t, value_to_dict(b->open[b->depth - 1]), key, value);
    }
}

static void object_begin(struct report_visitor *v, const char *key, bool is_list)
{
    struct object_builder *b = CONTAINER_OF(v, struct object_builder, base);
    Value value = b->failed ? VALUE_ERROR : is_list ? list_new(b->t, 0) : dict_new(b->t);
    add(v, key, value);
    ASSERT(b->depth < DEPTH_MAX);
    b->open[b->depth++] = value;
}

static void object_end(struct report_visitor *v, bool is_list UNUSED)
{
    CONTAINER_OF(v, struct object_builder, base)->depth--;
}

static void object_number(struct report_visitor *v, const char *key, int64_t number)
{
    add(v, key, value_from_small_int(number));
}

static void object_seconds(struct report_visitor *v, const char *key, double seconds)
{
    add(v, key, float_from_double(CONTAINER_OF(v, struct object_builder, base)->t, seconds));
}

static void object_text(struct report_visitor *v, const char *key, const char *text)
{
    add(v, key, str_from_cstr(CONTAINER_OF(v, struct object_builder, base)->t, text));
}

static void object_truth(struct report_visitor *v, const char *key, bool truth)
{
    add(v, key, value_from_bool(truth));
}

static Value sys_gil_stats(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                           Value names UNUSED)
{
    struct record_picture *picture = record_picture_take();
    if (picture == NULL) {
        return record_is_on() ? raise_no_memory(t) : VALUE_NONE;
    }
    struct object_builder b = {.base = {.begin = object_begin,
                                        .end = object_end,
                                        .number = object_number,
                                        .seconds = object_seconds,
                                        .text = object_text,
                                        .truth = object_truth},
                               .t = t};
    record_report_visit(picture, &b.base);
    record_picture_free(picture);
    return b.failed ? VALUE_ERROR : b.result;
}

static bool add_option(struct thread *t, Value list, const char *option, const char *path)
{
    char *text;
    if (path == NULL) {
        return true;
    }
    if (asprintf(&text, "%s=%s", option, path) < 0) {
        (void)raise_no_memory(t);
        return false;
    }
    Value v = path_to_str(t, text, strlen(text));
    free(text);
    return v != VALUE_ERROR && list_append(t, value_to_list(list), v);
}

/* The options that make a child that is started anew add to what this process records. */
static Value sys_gil_child_options(struct thread *t, Value *args UNUSED, uint32_t n UNUSED,
                                   Value names UNUSED)
{
    Value list = list_new(t, 0);
    if (list == VALUE_ERROR) {
        return list;
    }
    if (recording.prints_sums) {
        Value v = str_from_cstr(t, "--gil-stats");
        if (v == VALUE_ERROR || !list_append(t, value_to_list(list), v)) {
            return VALUE_ERROR;
        }
    }
    return add_option(t, list, "--gil-stats-join", recording.sums_path) &&
                   add_option(t, list, "--gil-trace-join", recording.trace_path)
               ? list
               : VALUE_ERROR;
}

static Value name_with(struct thread *t, Value name,
                       void (*set)(struct thread *t, const char *name))
{
    struct buffer text = BUFFER_EMPTY;
    if (!value_is_str(name)) {
        return raise_error(t, &TypeError_type, "a name must be a str, not %T", name);
    }
    if (record_is_on()) {
        append_text(&text, name);
        const char *utf8 = buffer_string(&text);
        if (utf8 != NULL) {
            set(t, utf8);
        }
        buffer_free(&text);
    }
    return VALUE_NONE;
}

static void set_thread_name(struct thread *t, const char *name)
{
    record_name_thread(&t->lock, name);
}

static void set_process_name(struct thread *t UNUSED, const char *name)
{
    record_name_process(name);
}

static Value sys_gil_name_thread(struct thread *t, Value *args, uint32_t n UNUSED,
                                 Value names UNUSED)
{
    Value target = args[1];
    if (record_is_on() && target != VALUE_UNBOUND && value_type(target) == &function_type) {
        struct code *code = (struct code *)value_load(&((struct function *)target)->code);
        uint32_t number = load_acquire(&code->place);
        record_set_home(&t->lock, number != 0 ? number : enter_function(code));
    }
    return name_with(t, args[0], set_thread_name);
}

static Value sys_gil_name_process(struct thread *t, Value *args, uint32_t n UNUSED,
                                  Value names UNUSED)
{
    return name_with(t, args[0], set_process_name);
}

static const struct native_def functions[] = {
    {"_gil_stats", sys_gil_stats, "()",
     "Who held the global lock and waited for it so far, a dict; None if that is not recorded.",
     NATIVE_METHOD},
    {0},
};

/* Only there when something is recorded: threading and multiprocessing look for them. */
static const struct native_def recorded_functions[] = {
    {"_gil_child_options", sys_gil_child_options, "()",
     "Options of a child process that adds to what this one records.", NATIVE_METHOD},
    {"_gil_name_process", sys_gil_name_process, "(name, /)",
     "Name this process in what is recorded.", NATIVE_METHOD},
    {"_gil_name_thread", sys_gil_name_thread, "(name, target=None, /)",
     "Name the calling thread in what is recorded, and the function that it is for.",
     NATIVE_METHOD},
    {0},
};

bool lock_record_init(struct thread *t, const struct options *o)
{
    return module_add_functions(t, sys_module, functions) &&
           (!record_is_on() || (module_add_functions(t, sys_module, recorded_functions) &&
                                lock_watch_init(t, o->gil_dump_signal)));
}
