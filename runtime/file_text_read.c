/*
 * Text of a stream: finding lines and characters among the bytes that are read, and decoding them.
 *
 * Nothing is decoded ahead: lines are found by looking for the units "\n" and "\r" (bytes, or pairs or quadruples of them
 * in UTF-16 and UTF-32), and only whole lines, or whole characters, are decoded. So where the reader stands is a
 * position in bytes; all that a decoder would remember besides is the byte order.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/base/buffer.h"
#include "runtime/bytes.h"
#include "runtime/codec_internal.h"
#include "runtime/file_private.h"
#include "runtime/str.h"

/* ---- units ---- */

static ALWAYS_INLINE size_t unit_size(const struct file *f)
{
    return f->encoding_kind == FILE_UTF16 ? 2 : f->encoding_kind == FILE_UTF32 ? 4 : 1;
}

/* The unit that begins at `bytes`; two or four bytes in the order of the text. */
static uint32_t unit_at(const struct file *f, const struct stream *s, const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    bool big = s->text_order == TEXT_BIG_ENDIAN;
    switch (f->encoding_kind) {
    case FILE_UTF16:
        return big ? (uint32_t)b[0] << 8 | b[1] : (uint32_t)b[1] << 8 | b[0];
    case FILE_UTF32:
        return big ? (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3]
                   : (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
    default:
        return b[0];
    }
}

/* ---- the byte order mark ---- */

/* Does the text begin with the mark, whole or as far as there are bytes? */
static bool begins_with(const struct stream *s, const char *mark, size_t n)
{
    size_t have = s->to - s->from;
    return memcmp(s->buffer + s->from, mark, have < n ? have : n) == 0;
}

static enum text_order order_of_mark(const struct file *f, const struct stream *s, size_t n)
{
    const char *big = f->encoding_kind == FILE_UTF16 ? "\xfe\xff" : "\0\0\xfe\xff";
    const char *little = f->encoding_kind == FILE_UTF16 ? "\xff\xfe" : "\xff\xfe\0\0";
    return s->to - s->from < n         ? TEXT_UNBEGUN
           : begins_with(s, big, n)    ? TEXT_BIG_ENDIAN
           : begins_with(s, little, n) ? TEXT_LITTLE_ENDIAN
                                       : TEXT_UNBEGUN;
}

/* Skips the mark, if there is one, and notes the byte order. */
static bool pass_mark(struct thread *t, struct file *f, struct stream *s)
{
    size_t n = f->encoding_kind == FILE_UTF8_MARKED ? 3 : unit_size(f), n_read = 1;
    while (s->to - s->from < n && n_read != 0) {
        if (!stream_fill(t, s, &n_read)) {
            return false;
        }
    }
    size_t have = s->to - s->from;
    if (have == 0) {
        return true;
    }
    if (f->encoding_kind == FILE_UTF8_MARKED) {
        s->text_order = TEXT_LITTLE_ENDIAN;
        s->from += begins_with(s, "\xef\xbb\xbf", 3) ? (have < 3 ? have : 3) : 0;
        return true;
    }
    enum text_order order = order_of_mark(f, s, n);
    s->text_order = order == TEXT_UNBEGUN ? TEXT_LITTLE_ENDIAN : (uint8_t)order;
    s->from += order == TEXT_UNBEGUN ? 0 : n;
    return true;
}

/* Before anything is read: there is a buffer, and the byte order is known. */
static bool begin(struct thread *t, struct file *f, struct stream *s)
{
    if (!stream_make_buffer(t, s)) {
        return false;
    }
    if (f->encoding_kind <= FILE_OTHER || s->text_order != TEXT_UNBEGUN) {
        return true;
    }
    if (f->has_mark) {
        return pass_mark(t, f, s);
    }
    s->text_order = f->big_endian ? TEXT_BIG_ENDIAN : TEXT_LITTLE_ENDIAN;
    return true;
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
    if (f->encoding_kind == FILE_LATIN1) {
        return str_from_latin1(t, (const uint8_t *)bytes, n);
    }
    bool is_utf8 = f->encoding_kind == FILE_UTF8 || f->encoding_kind == FILE_UTF8_MARKED;
    if (is_utf8 && f->strict) {
        return codec_decode_utf8(t, bytes, n, "strict");
    }
    Value object = bytes_new(t, bytes, n);
    Value encoding = is_utf8 ? VALUE_UNBOUND : value_load(&f->encoding);
    return object == VALUE_ERROR ? object
                                 : codec_decode(t, object, encoding, value_load(&f->errors));
}

/* "\r\n" and "\r" become "\n"; what occurs is noted in *seen. */
static Value translate_text(struct thread *t, Value text, bool translates, uint8_t *seen)
{
    const struct str *s = value_to_str(text);
    struct str_builder b;
    str_builder_init(&b, t);
    for (uint64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        bool pair = c == '\r' && i + 1 < s->length && str_at(s, i + 1) == '\n';
        *seen |= pair ? NEWLINE_CRLF : c == '\r' ? NEWLINE_CR : c == '\n' ? NEWLINE_LF : 0;
        str_builder_add_code_point(&b, c == '\r' && translates ? '\n' : c);
        if (pair && !translates) {
            str_builder_add_code_point(&b, '\n');
        }
        i += pair;
    }
    return str_builder_finish(&b);
}

static Value decode_wide(struct thread *t, struct file *f, struct stream *s, const char *bytes,
                         size_t n)
{
    static const char *const names[2][2] = {{"utf-16-le", "utf-16-be"}, {"utf-32-le", "utf-32-be"}};
    bool big = s->text_order == TEXT_BIG_ENDIAN, is_wider = f->encoding_kind == FILE_UTF32;
    Value name = str_from_cstr(t, names[is_wider][big]);
    Value object = name == VALUE_ERROR ? name : bytes_new(t, bytes, n);
    Value text =
        object == VALUE_ERROR ? object : codec_decode(t, object, name, value_load(&f->errors));
    if (text == VALUE_ERROR || f->newline_mode > NEWLINES_KEPT) {
        return text;
    }
    return translate_text(t, text, f->newline_mode == NEWLINES_UNIVERSAL, &s->newlines);
}

static Value decode(struct thread *t, struct file *f, struct stream *s, const char *bytes, size_t n)
{
    if (unit_size(f) > 1) {
        return decode_wide(t, f, s, bytes, n);
    }
    bool looks = f->newline_mode <= NEWLINES_KEPT;
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
static size_t line_length_of_bytes(const struct file *f, const char *bytes, size_t n, bool at_end)
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

/* The same for wider units. */
static size_t line_length_of_units(const struct file *f, const struct stream *s, const char *bytes,
                                   size_t n, bool at_end)
{
    size_t size = unit_size(f);
    bool after_return = false;
    for (size_t i = 0; i + size <= n; i += size) {
        uint32_t unit = unit_at(f, s, bytes + i);
        if (after_return && (unit == '\n' || f->newline_mode <= NEWLINES_KEPT)) {
            return i + (unit == '\n' ? size : 0);
        }
        after_return = unit == '\r' && f->newline_mode != NEWLINES_ONLY_LF;
        if ((unit == '\n' && f->newline_mode <= NEWLINES_ONLY_LF) ||
            (unit == '\r' && f->newline_mode == NEWLINES_ONLY_CR)) {
            return i + size;
        }
    }
    return after_return && at_end && f->newline_mode <= NEWLINES_KEPT ? n - n % size : 0;
}

static size_t line_length(const struct file *f, const struct stream *s, const char *bytes, size_t n,
                          bool at_end)
{
    return unit_size(f) == 1 ? line_length_of_bytes(f, bytes, n, at_end)
                             : line_length_of_units(f, s, bytes, n, at_end);
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
        size_t unit = unit_size(f), start = before < unit ? 0 : (before / unit - 1) * unit;
        size_t length = line->size > start
                            ? line_length(f, s, line->data + start, line->size - start, false)
                            : 0;
        if (length == 0) {
            if (!stream_fill(t, s, &n_read)) {
                return false;
            }
            if (n_read != 0) {
                continue;
            }
            length = line->size > start
                         ? line_length(f, s, line->data + start, line->size - start, true)
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
    if (!begin(t, f, s)) {
        return VALUE_ERROR;
    }
    size_t length =
        s->from < s->to ? line_length(f, s, s->buffer + s->from, s->to - s->from, false) : 0;
    if (length != 0) {
        const char *line = s->buffer + s->from;
        s->from += length;
        return decode(t, f, s, line, length);
    }
    struct buffer line = BUFFER_EMPTY;
    Value text = VALUE_ERROR;
    if (gather_line(t, f, s, &line)) {
        text = line.size == 0 ? str_empty : decode(t, f, s, line.data, line.size);
    }
    buffer_free(&line);
    return text;
}

/* ---- counting characters ---- */

/* The bytes of a character, as its first unit says; a wrong one counts alone. */
static size_t character_length(const struct file *f, uint32_t first)
{
    bool is_utf8 = f->encoding_kind == FILE_UTF8 || f->encoding_kind == FILE_UTF8_MARKED;
    if (f->encoding_kind == FILE_UTF16) {
        return first >= 0xD800 && first < 0xDC00 ? 4 : 2;
    }
    if (!is_utf8 || first < 0xC2 || first > 0xF4) {
        return unit_size(f);
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
    unsigned char limit =
        f->encoding_kind == FILE_UTF8 || f->encoding_kind == FILE_UTF8_MARKED ? 0x80 : 0xFF;
    const unsigned char *bytes = (const unsigned char *)s->buffer + s->from;
    while (i < most && bytes[i] < limit && bytes[i] != '\r') {
        i++;
    }
    return i;
}

/* Is the last character of `text` the end of a line? */
static bool ends_line(const struct file *f, const struct stream *s, const struct buffer *text)
{
    size_t unit = unit_size(f);
    if (text->size % unit != 0) {
        return false;
    }
    uint32_t last = unit_at(f, s, text->data + text->size - unit);
    return (last == '\n' || last == '\r') && line_length(f, s, text->data, text->size, true) != 0;
}

/*
 * Consumes up to `n` characters of text into `text`; stops early behind an end of line if `one_line`, and at the end of
 * the file. A line end that is translated to one character counts as one.
 */
static bool gather_characters(struct thread *t, struct file *f, struct stream *s,
                              struct buffer *text, int64_t n, bool one_line)
{
    size_t unit = unit_size(f);
    while (n > 0) {
        size_t have = s->to - s->from, n_read,
               plain = one_line || unit > 1 ? 0 : plain_run(f, s, n);
        if (plain > 0) {
            if (!take(t, s, text, plain)) {
                return false;
            }
            n -= (int64_t)plain;
            continue;
        }
        uint32_t first = have >= unit ? unit_at(f, s, s->buffer + s->from) : 0;
        size_t length = have >= unit ? character_length(f, first) : unit;
        bool pairs = first == '\r' && f->newline_mode == NEWLINES_UNIVERSAL;
        if (have < length || (pairs && have < 2 * unit)) {
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
        } else if (pairs && unit_at(f, s, s->buffer + s->from + unit) == '\n') {
            length = 2 * unit;
        }
        if (!take(t, s, text, length)) {
            return false;
        }
        n--;
        if (one_line && ends_line(f, s, text)) {
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
    if (begin(t, f, s) && gather_characters(t, f, s, &bytes, n, one_line)) {
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

/* How many bytes of a regular file are left behind the descriptor's position, as far as the system knows; else 0. */
static size_t bytes_left(const struct stream *s)
{
    struct stat status;
    if (fstat(s->fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        return 0;
    }
    off_t position = lseek(s->fd, 0, SEEK_CUR);
    return position >= 0 && status.st_size > position ? (size_t)(status.st_size - position) : 0;
}

/* What does not fit into the first read is asked for at once, and one more byte, lest a growing file cost a system call each. */
bool stream_read_all(struct thread *t, struct stream *s, struct buffer *all)
{
    enum { FIRST_BYTES = 4 * STREAM_BUFFER_BYTES };
    if (!stream_flush(t, s) || !buffer_append(all, s->buffer + s->from, s->to - s->from)) {
        return error_pending(t) ? false : (raise_no_memory(t), false);
    }
    s->from = s->to = 0;
    size_t room = FIRST_BYTES, n_read;
    do {
        if (!buffer_reserve(all, room)) {
            (void)raise_no_memory(t);
            return false;
        }
        room = all->capacity - all->size;
        if (!stream_read_raw(t, s, all->data + all->size, room, &n_read)) {
            return false;
        }
        all->size += n_read;
        size_t left = n_read == room ? bytes_left(s) : 0;
        room = left > 0 ? left + 1 : all->size < all->capacity ? 1 : all->size;
    } while (n_read != 0);
    return true;
}

Value text_read(struct thread *t, struct file *f, struct stream *s, int64_t n)
{
    if (n >= 0) {
        return read_characters(t, f, s, n, false);
    }
    struct buffer all = BUFFER_EMPTY;
    Value text = VALUE_ERROR;
    if (begin(t, f, s) && stream_read_all(t, s, &all)) {
        text = all.size == 0 ? str_empty : decode(t, f, s, all.data, all.size);
    }
    buffer_free(&all);
    return text;
}

bool text_skip(struct thread *t, struct file *f, struct stream *s, int64_t n)
{
    struct buffer bytes = BUFFER_EMPTY;
    bool done = begin(t, f, s) && gather_characters(t, f, s, &bytes, n, false);
    buffer_free(&bytes);
    return done;
}
