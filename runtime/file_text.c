/* Text of a stream: its configuration, and encoding what is written. Reading is in file_text_read.c. */
#include <string.h>

#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/file_private.h"
#include "runtime/str.h"

/* ---- configuration ---- */

static enum file_encoding find_kind(const struct encoding *encoding)
{
    switch (encoding->kind) {
    case ENCODING_UTF_8:
        return encoding->has_mark ? FILE_UTF8_MARKED : FILE_UTF8;
    case ENCODING_ASCII:
        return FILE_ASCII;
    case ENCODING_LATIN_1:
        return FILE_LATIN1;
    case ENCODING_UTF_16:
        return FILE_UTF16;
    case ENCODING_UTF_32:
        return FILE_UTF32;
    }
    UNREACHABLE();
}

bool newline_argument(struct thread *t, Value newline, const char *complaint, uint8_t *mode)
{
    static const char *const texts[] = {"", "\n", "\r", "\r\n"};
    if (newline == VALUE_UNBOUND || newline == VALUE_NONE) {
        *mode = NEWLINES_UNIVERSAL;
        return true;
    }
    if (!value_is_str(newline)) {
        return raise_false(t, &TypeError_type, "newline must be str or None, not %T", newline);
    }
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (str_equals_cstr(newline, texts[i])) {
            *mode = (uint8_t)(NEWLINES_KEPT + i);
            return true;
        }
    }
    return raise_false(t, &ValueError_type, complaint, newline);
}

static bool is_given(Value v)
{
    return v != VALUE_UNBOUND && v != VALUE_NONE;
}

static bool check_text(struct thread *t, const char *name, Value v)
{
    return !is_given(v) || value_is_str(v) ||
           raise_false(t, &TypeError_type,
                       "TextIOWrapper() argument '%s' must be str or None, not %A", name, v);
}

bool text_check_arguments(struct thread *t, Value encoding, Value errors)
{
    return check_text(t, "encoding", encoding) && check_text(t, "errors", errors);
}

Value text_encoding_name(struct thread *t, Value encoding)
{
    return is_given(encoding) && !str_equals_cstr(encoding, "locale") ? encoding
                                                                      : str_from_cstr(t, "UTF-8");
}

bool text_configure(struct thread *t, struct file *f, Value encoding, Value errors, Value newline)
{
    bool has_errors = is_given(errors);
    if (!newline_argument(t, newline, "illegal newline value: %V", &f->newline_mode)) {
        return false;
    }
    Value encoding_text = text_encoding_name(t, encoding);
    Value errors_text = has_errors ? errors : str_from_cstr(t, "strict");
    if (encoding_text == VALUE_ERROR || errors_text == VALUE_ERROR) {
        return false;
    }
    if (str_to_utf8(t, encoding_text, NULL) == NULL || str_to_utf8(t, errors_text, NULL) == NULL) {
        return false; /* surrogates */
    }
    const struct encoding *found = encoding_find(encoding_text);
    f->encoding_kind = found == NULL ? FILE_OTHER : (uint8_t)find_kind(found);
    f->has_mark = found != NULL && found->has_mark;
    f->big_endian = found != NULL && found->big_endian;
    f->strict = str_equals_cstr(errors_text, "strict");
    value_store(&f->encoding, encoding_text);
    value_store(&f->errors, errors_text);
    return true;
}

/* ---- writing ---- */

static bool has_line_end(const struct str *s)
{
    if (s->kind == 1) {
        return memchr(s->characters, '\n', s->length) != NULL ||
               memchr(s->characters, '\r', s->length) != NULL;
    }
    for (uint64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (c == '\n' || c == '\r') {
            return true;
        }
    }
    return false;
}

/* newline="\r" or "\r\n": every "\n" becomes that. */
static Value translate_for_writing(struct thread *t, const struct file *f, Value text)
{
    const struct str *s = value_to_str(text);
    if (f->newline_mode != NEWLINES_ONLY_CR && f->newline_mode != NEWLINES_ONLY_CRLF) {
        return text;
    }
    struct str_builder b;
    str_builder_init(&b, t);
    for (uint64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (c != '\n') {
            str_builder_add_code_point(&b, c);
        } else {
            str_builder_add_cstr(&b, f->newline_mode == NEWLINES_ONLY_CR ? "\r" : "\r\n");
        }
    }
    return str_builder_finish(&b);
}

/* The bytes of the text: those of the string itself where they are the same, else of a new bytes object, *keep. */
static bool encode(struct thread *t, const struct file *f, Value text, const char **data, size_t *n,
                   Value *keep)
{
    const struct str *s = value_to_str(text);
    *keep = text;
    if (f->encoding_kind <= FILE_ASCII && (object_has_flag(&s->base, STR_ASCII) ||
                                           (s->kind == 1 && f->encoding_kind == FILE_LATIN1))) {
        *data = s->characters;
        *n = s->length;
        return true;
    }
    Value bytes = codec_encode(t, text, value_load(&f->encoding), value_load(&f->errors));
    if (bytes == VALUE_ERROR) {
        return false;
    }
    *keep = bytes;
    *data = value_to_bytes(bytes)->data;
    *n = value_to_bytes(bytes)->length;
    return true;
}

/* Encodings with a byte order mark put it before the empty text, too: it belongs to the start of a file only. */
static bool skip_mark(struct thread *t, const struct file *f, struct stream *s, const char **data,
                      size_t *n)
{
    if (!f->has_mark || !s->text_begun) {
        s->text_begun = true;
        return true;
    }
    Value mark = codec_encode(t, str_empty, value_load(&f->encoding), VALUE_UNBOUND);
    if (mark == VALUE_ERROR) {
        return false;
    }
    *data += value_to_bytes(mark)->length;
    *n -= value_to_bytes(mark)->length;
    return true;
}

bool text_write(struct thread *t, struct file *f, struct stream *s, Value str)
{
    const char *data;
    size_t n;
    Value keep;
    str = translate_for_writing(t, f, str);
    if (str == VALUE_ERROR || !encode(t, f, str, &data, &n, &keep) ||
        !skip_mark(t, f, s, &data, &n) || !stream_write(t, s, data, n)) {
        return false;
    }
    bool flush = load_relaxed(&f->write_through) ||
                 (load_relaxed(&f->line_buffering) && has_line_end(value_to_str(str)));
    gc_keep(keep);
    return !flush || stream_flush(t, s);
}
