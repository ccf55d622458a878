/*
 * Text of a stream: encoding what is written, and finding lines and characters among the bytes that are read.
 *
 * In the encodings offered for reading every byte below 128 is a character of its own, so lines are found
 * by looking for the bytes "\n" and "\r", and only whole lines, or whole characters, are decoded.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "runtime/base/buffer.h"
#include "runtime/bytes.h"
#include "runtime/codec.h"
#include "runtime/file_private.h"
#include "runtime/str.h"

/* ---- configuration ---- */

static bool encoding_is(const char *name, const char *const *aliases)
{
    for (; *aliases != NULL; aliases++) {
        if (strcasecmp(name, *aliases) == 0) {
            return true;
        }
    }
    return false;
}

static enum file_encoding find_encoding(const char *name)
{
    static const char *const utf8[] = {"utf-8", "utf8", "utf_8", "u8", NULL};
    static const char *const latin1[] = {"latin-1",   "latin1",     "latin_1", "iso-8859-1",
                                         "iso8859-1", "iso_8859_1", "l1",      NULL};
    static const char *const ascii[] = {"ascii", "us-ascii", "646", NULL};
    return encoding_is(name, utf8)     ? ENCODING_UTF8
           : encoding_is(name, latin1) ? ENCODING_LATIN1
           : encoding_is(name, ascii)  ? ENCODING_ASCII
                                       : ENCODING_OTHER;
}

bool newline_argument(struct thread *t, Value newline, uint8_t *mode)
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
    return raise_false(t, &ValueError_type, "illegal newline value: %V", newline);
}

bool text_configure(struct thread *t, struct file *f, Value encoding, Value errors, Value newline)
{
    bool has_encoding =
        encoding != VALUE_UNBOUND && encoding != VALUE_NONE && !str_equals_cstr(encoding, "locale");
    bool has_errors = errors != VALUE_UNBOUND && errors != VALUE_NONE;
    if (!newline_argument(t, newline, &f->newline_mode)) {
        return false;
    }
    Value encoding_text = has_encoding ? encoding : str_from_cstr(t, "UTF-8");
    Value errors_text = has_errors ? errors : str_from_cstr(t, "strict");
    if (encoding_text == VALUE_ERROR || errors_text == VALUE_ERROR) {
        return false;
    }
    const char *name = str_to_utf8(t, encoding_text, NULL);
    if (name == NULL) {
        return false;
    }
    f->encoding_kind = (uint8_t)find_encoding(name);
    if (f->encoding_kind == ENCODING_OTHER &&
        codec_encode(t, str_empty, encoding_text, errors_text) == VALUE_ERROR) {
        return false; /* LookupError: unknown encoding */
    }
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
    if (f->encoding_kind != ENCODING_OTHER &&
        (object_has_flag(&s->base, STR_ASCII) ||
         (s->kind == 1 && f->encoding_kind == ENCODING_LATIN1))) {
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
    if (f->encoding_kind != ENCODING_OTHER || !s->text_begun) {
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

/* ---- decoding ---- */

/* Which line ends occur, for the attribute `newlines`; a "\r" at the very end counts as such. */
static uint8_t newline_kinds(const char *bytes, size_t n)
{
    uint8_t seen = 0;
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '\n') {
            seen |= NEWLINE_LF;
        } else if (bytes[i] == '\r') {
            bool pair = i + 1 < n && bytes[i + 1] == '\n';
            seen |= pair ? NEWLINE_CRLF : NEWLINE_CR;
            i += pair;
        }
    }
    return seen;
}

/* Into malloc'ed `to` of n bytes: "\r\n" and "\r" become "\n". Returns the new length. */
static size_t translate_newlines(char *to, const char *from, size_t n)
{
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        if (from[i] == '\r') {
            to[length++] = '\n';
            i += i + 1 < n && from[i + 1] == '\n';
        } else {
            to[length++] = from[i];
        }
    }
    return length;
}

static Value decode_bytes(struct thread *t, const struct file *f, const char *bytes, size_t n)
{
    if (f->encoding_kind == ENCODING_LATIN1) {
        return str_from_latin1(t, (const uint8_t *)bytes, n);
    }
    if (f->encoding_kind == ENCODING_UTF8 && f->strict) {
        return codec_decode_utf8(t, bytes, n, "strict");
    }
    Value object = bytes_new(t, bytes, n);
    return object == VALUE_ERROR
               ? object
               : codec_decode(t, object, value_load(&f->encoding), value_load(&f->errors));
}

static Value decode(struct thread *t, struct file *f, struct stream *s, const char *bytes, size_t n)
{
    bool looks = f->newline_mode <= NEWLINES_KEPT && f->encoding_kind != ENCODING_OTHER;
    bool has_return = looks && memchr(bytes, '\r', n) != NULL;
    if (!has_return) {
        s->newlines |= looks && n > 0 && memchr(bytes, '\n', n) != NULL ? NEWLINE_LF : 0;
        return decode_bytes(t, f, bytes, n);
    }
    s->newlines |= newline_kinds(bytes, n);
    if (f->newline_mode == NEWLINES_KEPT) {
        return decode_bytes(t, f, bytes, n);
    }
    char *translated = malloc(n);
    if (translated == NULL) {
        return raise_no_memory(t);
    }
    Value text = decode_bytes(t, f, translated, translate_newlines(translated, bytes, n));
    free(translated);
    return text;
}

/* ---- finding lines ---- */

/*
 * How many bytes of the unread [0, n) are one line; 0: no end of line among them. `at_end`: nothing comes behind. A
 * "\r" as the last byte is undecided until then.
 */
static size_t line_length(const struct file *f, const char *bytes, size_t n, bool at_end)
{
    const char *feed = f->newline_mode == NEWLINES_ONLY_CR ? NULL : memchr(bytes, '\n', n);
    if (f->newline_mode == NEWLINES_ONLY_LF) {
        return feed == NULL ? 0 : (size_t)(feed - bytes) + 1;
    }
    if (f->newline_mode == NEWLINES_ONLY_CRLF) {
        while (feed != NULL && (feed == bytes || feed[-1] != '\r')) {
            feed = memchr(feed + 1, '\n', n - (size_t)(feed + 1 - bytes));
        }
        return feed == NULL ? 0 : (size_t)(feed - bytes) + 1;
    }
    const char *back = memchr(bytes, '\r', feed != NULL ? (size_t)(feed - bytes) : n);
    if (back == NULL) {
        return feed == NULL ? 0 : (size_t)(feed - bytes) + 1;
    }
    size_t length = (size_t)(back - bytes) + 1;
    if (f->newline_mode == NEWLINES_ONLY_CR || (length < n && bytes[length] != '\n')) {
        return length;
    }
    return length < n ? length + 1 : at_end ? length : 0;
}

/*
 * Gathers the bytes of one line in `line`, of which `examined` bytes were looked at in vain. Most lines lie in the
 * stream's buffer in one piece and never come here.
 */
static bool gather_line(struct thread *t, struct file *f, struct stream *s, struct buffer *line)
{
    for (;;) {
        size_t n_read, before = line->size;
        if (!buffer_append(line, s->buffer + s->from, s->to - s->from)) {
            (void)raise_no_memory(t);
            return false;
        }
        s->from = s->to;
        /* A "\r" that ended the last piece is looked at again. */
        size_t start = before > 0 ? before - 1 : 0;
        size_t length =
            line->size > start ? line_length(f, line->data + start, line->size - start, false) : 0;
        if (length == 0) {
            if (!stream_fill(t, s, &n_read)) {
                return false;
            }
            if (n_read != 0) {
                continue;
            }
            length = line->size > start
                         ? line_length(f, line->data + start, line->size - start, true)
                         : 0;
            start = length == 0 ? line->size : start;
        }
        /* What lies behind the line goes back. It came from the buffer's end, and is still there. */
        s->from -= line->size - (start + length);
        line->size = start + length;
        return true;
    }
}

static Value read_whole_line(struct thread *t, struct file *f, struct stream *s)
{
    size_t length =
        s->from < s->to ? line_length(f, s->buffer + s->from, s->to - s->from, false) : 0;
    if (length != 0) {
        const char *line = s->buffer + s->from;
        s->from += length;
        return decode(t, f, s, line, length);
    }
    struct buffer line = BUFFER_EMPTY;
    Value text = VALUE_ERROR;
    if (stream_make_buffer(t, s) && gather_line(t, f, s, &line)) {
        text = line.size == 0 ? str_empty : decode(t, f, s, line.data, line.size);
    }
    buffer_free(&line);
    return text;
}

/* ---- counting characters ---- */

/* The bytes of one character at `bytes`, as its first byte says; a wrong byte counts alone. */
static size_t character_length(const struct file *f, unsigned char first)
{
    if (f->encoding_kind != ENCODING_UTF8 || first < 0xC2 || first > 0xF4) {
        return 1;
    }
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* Moves `n` unread bytes into `text`. */
static bool take(struct thread *t, struct stream *s, struct buffer *text, size_t n)
{
    if (!buffer_append(text, s->buffer + s->from, n)) {
        (void)raise_no_memory(t);
        return false;
    }
    s->from += n;
    return true;
}

/* How many bytes of the unread ones, at most `n`, are a character each and need no second look. */
static size_t plain_run(const struct file *f, const struct stream *s, int64_t n)
{
    size_t have = s->to - s->from, most = (uint64_t)n < have ? (size_t)n : have, i = 0;
    unsigned char limit = f->encoding_kind == ENCODING_UTF8 ? 0x80 : 0xFF;
    const unsigned char *bytes = (const unsigned char *)s->buffer + s->from;
    while (i < most && bytes[i] < limit && bytes[i] != '\r') {
        i++;
    }
    return i;
}

/*
 * Consumes up to `n` characters of text into `text`; stops early behind an end of line if `one_line`, and at the end of
 * the file. A line end that is translated to one character counts as one.
 */
static bool gather_characters(struct thread *t, struct file *f, struct stream *s,
                              struct buffer *text, int64_t n, bool one_line)
{
    while (n > 0) {
        size_t have = s->to - s->from, n_read, plain = one_line ? 0 : plain_run(f, s, n);
        if (plain > 0) {
            if (!take(t, s, text, plain)) {
                return false;
            }
            n -= (int64_t)plain;
            continue;
        }
        char first = have > 0 ? s->buffer[s->from] : 0;
        size_t length = have > 0 ? character_length(f, (unsigned char)first) : 1;
        bool pairs = first == '\r' && f->newline_mode == NEWLINES_UNIVERSAL;
        if (have < length || (pairs && have < 2)) {
            if (!stream_fill(t, s, &n_read)) {
                return false;
            }
            if (n_read > 0) {
                continue;
            }
            if (have == 0) {
                return true;
            }
            length = have < length ? have : length;
        } else if (pairs && s->buffer[s->from + 1] == '\n') {
            length = 2;
        }
        if (!take(t, s, text, length)) {
            return false;
        }
        n--;
        char last = text->data[text->size - 1];
        if (one_line && (last == '\n' || last == '\r') &&
            line_length(f, text->data, text->size, true) != 0) {
            return true;
        }
    }
    return true;
}

static Value read_characters(struct thread *t, struct file *f, struct stream *s, int64_t n,
                             bool one_line)
{
    struct buffer bytes = BUFFER_EMPTY;
    Value text = VALUE_ERROR;
    if (stream_make_buffer(t, s) && gather_characters(t, f, s, &bytes, n, one_line)) {
        text = bytes.size == 0 ? str_empty : decode(t, f, s, bytes.data, bytes.size);
    }
    buffer_free(&bytes);
    return text;
}

Value text_read_line(struct thread *t, struct file *f, struct stream *s, int64_t limit)
{
    return limit < 0 ? read_whole_line(t, f, s) : read_characters(t, f, s, limit, true);
}

/* ---- all of it ---- */

bool stream_read_all(struct thread *t, struct stream *s, struct buffer *all)
{
    if (!stream_flush(t, s) || !buffer_append(all, s->buffer + s->from, s->to - s->from)) {
        return error_pending(t) ? false : (raise_no_memory(t), false);
    }
    s->from = s->to = 0;
    for (size_t n_read = 1; n_read != 0; all->size += n_read) {
        size_t room = all->size < 4 * STREAM_BUFFER_BYTES ? 4 * STREAM_BUFFER_BYTES : all->size;
        if (!buffer_reserve(all, room)) {
            (void)raise_no_memory(t);
            return false;
        }
        if (!stream_read_raw(t, s, all->data + all->size, room, &n_read)) {
            return false;
        }
    }
    return true;
}

Value text_read(struct thread *t, struct file *f, struct stream *s, int64_t n)
{
    if (n >= 0) {
        return read_characters(t, f, s, n, false);
    }
    struct buffer all = BUFFER_EMPTY;
    Value text = VALUE_ERROR;
    if (stream_make_buffer(t, s) && stream_read_all(t, s, &all)) {
        text = all.size == 0 ? str_empty : decode(t, f, s, all.data, all.size);
    }
    buffer_free(&all);
    return text;
}
