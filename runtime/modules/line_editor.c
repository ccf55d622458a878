/*
 * The module _line_editor.
 *
 * libedit waits for a key inside el_gets, which is therefore called from a blocking region; it calls back here for every key
 * (read_key) and on Tab (complete). Where a callback runs Python code it attaches the thread again:
 *
 *     line_editor_read  blocking_enter            blocking_leave
 *          el_gets               |                       ^
 *          callback              +--> attach --> detach -+
 *
 * The spill that blocking_enter has made stands for the whole region: libedit's frames hold no heap pointers, and what the
 * callback's own frame holds is no longer needed when it detaches. So detach puts that spill back.
 */
#include "runtime/modules/line_editor.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "lock/safepoint.h"
#include "runtime/abstract.h"
#include "runtime/call.h"
#include "runtime/module.h"
#include "runtime/modules/edit_library.h"
#include "runtime/native.h"
#include "runtime/path.h"
#include "runtime/str.h"
#include "runtime/terminal.h"
#include "runtime/tuple.h"

/* A key may come while a signal goes to another thread: how long that waits for its handler. */
enum { SIGNAL_WAIT_MS = 500, HISTORY_SIZE = 1000000 };

static EditLine *editor; /* made by the import of the module, constant from then on */
static History *past_lines;

/* The hooks in Python, or None: roots. Any thread. */
static Value completer = VALUE_NONE, starter = VALUE_NONE, receiver = VALUE_NONE;

/* Of the line that is being read: by the thread that reads it, which is_reading keeps others out of. */
static bool is_reading; /* compare_and_swap */
static struct reading {
    struct thread *t;
    const char *prompt; /* UTF-8, on the reader's C stack's side: kept by it */
    struct thread_spill spill;
    bool has_failed; /* an exception is pending in t */
} reading;

/* --- In and out of the blocking region --- */

static void attach(void)
{
    reading.spill = reading.t->lock.spill;
    blocking_leave(&reading.t->lock);
}

static void detach(void)
{
    reading.t->lock.spill = reading.spill;
    blocking_enter_spilled(&reading.t->lock, "input");
}

/* --- Keys --- */

/* Runs the handlers of signals that have come. False: one of them has raised. */
static bool serve_signals(void)
{
    attach();
    reading.has_failed = !safepoint_poll(&reading.t->lock);
    detach();
    return !reading.has_failed;
}

/* The next byte: 1; 0 at the end of the file; -1: an exception is pending, or an error that errno tells. */
static int read_byte(char *byte)
{
    for (;;) {
        struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
        int n = poll(&in, 1, SIGNAL_WAIT_MS);
        if (n > 0) {
            n = (int)read(STDIN_FILENO, byte, 1);
            if (n >= 0) {
                return n;
            }
        }
        if (n < 0 && errno != EINTR) {
            return -1;
        }
        bool is_asked = load_relaxed(&reading.t->lock.safepoint_word) & SAFEPOINT_SIGNAL;
        if (is_asked && !serve_signals()) {
            return -1;
        }
    }
}

/* A key of several bytes is put together by the locale, which is one of UTF-8. What is none is left out. */
static int read_key(EditLine *el UNUSED, wchar_t *key)
{
    mbstate_t state = {0};
    char byte;
    for (;;) {
        int n = read_byte(&byte);
        if (n <= 0) {
            return n;
        }
        size_t done = mbrtowc(key, &byte, 1, &state);
        if (done == (size_t)-1) {
            memset(&state, 0, sizeof state);
        } else if (done != (size_t)-2) {
            return 1;
        }
    }
}

static char *show_prompt(EditLine *el UNUSED)
{
    return (char *)reading.prompt;
}

/* --- Completion --- */

/* What the hook answers: how many characters before the cursor go, what comes instead, what to print below; None: nothing. */
static bool apply_completion(struct thread *t, const struct edit_library *library, Value answer)
{
    static const char message[] = "the completer must return (int, str, str or None)";
    const struct tuple *parts = value_is_tuple(answer) ? value_to_tuple(answer) : NULL;
    if (parts == NULL || parts->length != 3 || !value_is_small_int(parts->items[0]) ||
        !value_is_str(parts->items[1])) {
        return raise_false(t, &TypeError_type, "%s", message);
    }
    const char *text = str_to_utf8(t, parts->items[1], NULL);
    if (text == NULL) {
        return false;
    }
    library->delete (editor, (int)value_to_small_int(parts->items[0]));
    library->insert(editor, text);
    if (!value_is_str(parts->items[2])) {
        return true;
    }
    const char *listing = str_to_utf8(t, parts->items[2], NULL);
    if (listing == NULL) {
        return false;
    }
    printf("\n%s\n", listing);
    gc_keep(text);
    gc_keep(listing);
    return true;
}

static Value ask_completer(struct thread *t, const struct edit_library *library)
{
    const LineInfo *info = library->line(editor);
    size_t before = (size_t)(info->cursor - info->buffer);
    Value line = path_to_str(t, info->buffer, before);
    return line == VALUE_ERROR ? line : call_1(t, value_load(&completer), line);
}

/* On Tab. As CPython, swallows what the completer raises: the terminal is in no state for a traceback. */
static unsigned char complete(EditLine *el UNUSED, int key UNUSED)
{
    const struct edit_library *library = edit_library_get();
    struct thread *t = reading.t;
    if (value_load(&completer) == VALUE_NONE) {
        library->insert(editor, "\t");
        return CC_REFRESH;
    }
    attach();
    Value answer = ask_completer(t, library);
    bool has_listing = answer != VALUE_ERROR && answer != VALUE_NONE &&
                       apply_completion(t, library, answer) &&
                       value_to_tuple(answer)->items[2] != VALUE_NONE;
    if (error_pending(t)) {
        error_clear(t);
    }
    detach();
    return has_listing ? CC_REDISPLAY : CC_REFRESH;
}

/* Ctrl-D: the end of the input, without the echo that libedit's own command has; in a line the next character goes. */
static unsigned char end_or_delete(EditLine *el, int key UNUSED)
{
    const struct edit_library *library = edit_library_get();
    const LineInfo *info = library->line(el);
    if (info->lastchar == info->buffer) {
        return CC_EOF;
    }
    if (info->cursor == info->lastchar) {
        return CC_ERROR;
    }
    library->cursor(el, 1);
    library->delete (el, 1);
    return CC_REFRESH;
}

/* --- Opening --- */

/* libedit takes characters from the locale; one without UTF-8 is not of use. */
static void choose_locale(void)
{
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        setlocale(LC_CTYPE, "C.UTF-8");
    }
}

static bool open_editor(const struct edit_library *library)
{
    HistEvent event;
    choose_locale();
    EditLine *made = library->init("hasp", stdin, stdout, stderr);
    past_lines = library->history_init();
    if (made == NULL || past_lines == NULL) {
        return false;
    }
    library->history(past_lines, &event, H_SETSIZE, HISTORY_SIZE);
    library->set(made, EL_SIGNAL, 0); /* they are served here */
    library->set(made, EL_EDITOR, "emacs");
    library->set(made, EL_PROMPT, show_prompt);
    library->set(made, EL_HIST, library->history, past_lines);
    library->set(made, EL_GETCFN, read_key);
    library->set(made, EL_ADDFN, "hasp-complete", "Complete the word before the cursor", complete);
    library->set(made, EL_BIND, "^I", "hasp-complete", NULL);
    library->set(made, EL_ADDFN, "hasp-end", "End the input, or delete a character", end_or_delete);
    library->set(made, EL_BIND, "^D", "hasp-end", NULL);
    library->set(made, EL_BIND, "^R", "em-inc-search-prev", NULL);
    library->source(made, NULL); /* what the user has bound in ~/.editrc */
    editor = made;
    store_release(&terminal_read_line, line_editor_read);
    return true;
}

bool line_editor_is_active(void)
{
    return editor != NULL && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* --- Reading --- */

static Value take_line(struct thread *t, const char *line, int count)
{
    if (reading.has_failed) {
        return VALUE_ERROR;
    }
    if (line == NULL || count <= 0) {
        return raise_plain(t, &EOFError_type);
    }
    size_t n = (size_t)count;
    return path_to_str(t, line, n - (line[n - 1] == '\n'));
}

static Value read_with_editor(struct thread *t, const char *prompt)
{
    const struct edit_library *library = edit_library_get();
    int count = 0;
    reading = (struct reading){.t = t, .prompt = prompt};
    if (value_load(&starter) != VALUE_NONE && call_0(t, value_load(&starter)) == VALUE_ERROR) {
        error_clear(t);
    }
    fflush(stdout);
    library->resize(editor);
    blocking_enter(&t->lock, "input");
    const char *line = library->gets(editor, &count);
    blocking_leave(&t->lock);
    return take_line(t, line, count);
}

Value line_editor_read(struct thread *t, Value prompt)
{
    bool is_free = false;
    const char *text = str_to_utf8(t, prompt, NULL);
    if (text == NULL) {
        return VALUE_ERROR;
    }
    if (!compare_and_swap(&is_reading, &is_free, true)) {
        return raise_error(t, &RuntimeError_type, "can't re-enter readline");
    }
    Value line = read_with_editor(t, text);
    store_release(&is_reading, false);
    gc_keep(text);
    if (line != VALUE_ERROR && value_load(&receiver) != VALUE_NONE &&
        call_1(t, value_load(&receiver), line) == VALUE_ERROR) {
        return VALUE_ERROR;
    }
    return line;
}

/* --- The module --- */

#define FUNCTION(name)                                                                             \
    static Value name(struct thread *t UNUSED, Value *args UNUSED, uint32_t n_args UNUSED,         \
                      Value names UNUSED)

FUNCTION(line_editor_add_history)
{
    HistEvent event;
    const char *text = str_to_utf8(t, args[0], NULL);
    if (text == NULL) {
        return VALUE_ERROR;
    }
    edit_library_get()->history(past_lines, &event, H_ENTER, text);
    gc_keep(text);
    return VALUE_NONE;
}

FUNCTION(line_editor_clear_history)
{
    HistEvent event;
    edit_library_get()->history(past_lines, &event, H_CLEAR);
    return VALUE_NONE;
}

FUNCTION(line_editor_insert)
{
    const char *text = str_to_utf8(t, args[0], NULL);
    if (text == NULL) {
        return VALUE_ERROR;
    }
    edit_library_get()->insert(editor, text);
    gc_keep(text);
    return VALUE_NONE;
}

FUNCTION(line_editor_set_hooks)
{
    value_store(&completer, args[0]);
    value_store(&starter, args[1]);
    value_store(&receiver, args[2]);
    return VALUE_NONE;
}

static const struct native_def functions[] = {
    {"add_history", line_editor_add_history, "(line, /)", NULL, NATIVE_METHOD},
    {"clear_history", line_editor_clear_history, "()", NULL, NATIVE_METHOD},
    {"insert", line_editor_insert, "(text, /)", "Insert text at the cursor.", NATIVE_METHOD},
    {"set_hooks", line_editor_set_hooks, "(complete, start, receive, /)",
     "What is called on Tab, before a line is read, and with the line.", NATIVE_METHOD},
    {0},
};

#undef FUNCTION

bool module_init__line_editor(struct thread *t, Value module)
{
    const struct edit_library *library = edit_library_get();
    if (library == NULL) {
        return raise_false(t, &ImportError_type,
                           "line editing needs libedit.so.2 (Debian: apt-get install libedit2)");
    }
    if (editor == NULL) {
        gc_add_root(&completer);
        gc_add_root(&starter);
        gc_add_root(&receiver);
        if (!open_editor(library)) {
            return raise_false(t, &ImportError_type, "there is no terminal to edit lines on");
        }
    }
    return module_add_functions(t, module, functions);
}
