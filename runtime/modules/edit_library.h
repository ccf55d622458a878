/* The functions of libedit that the line editor calls; the library is opened at the first call. */
#ifndef HASP_RUNTIME_MODULES_EDIT_LIBRARY_H
#define HASP_RUNTIME_MODULES_EDIT_LIBRARY_H

#include <histedit.h>

struct edit_library {
    EditLine *(*init)(const char *program, FILE *in, FILE *out, FILE *err);
    int (*set)(EditLine *editor, int what, ...);
    const char *(*gets)(EditLine *editor, int *count);
    const LineInfo *(*line)(EditLine *editor);
    int (*insert)(EditLine *editor, const char *text);
    void (*delete)(EditLine *editor, int count);
    int (*cursor)(EditLine *editor, int count);
    void (*resize)(EditLine *editor);
    int (*source)(EditLine *editor, const char *path);
    History *(*history_init)(void);
    int (*history)(History *history, HistEvent *event, int what, ...);
};

/* NULL: it is not installed. Any thread. */
const struct edit_library *edit_library_get(void);

#endif
