/* The module binascii in two files: binascii.c (hex, base64, checksums) and binascii_mail.c (uu, quoted-printable). */
#ifndef HASP_RUNTIME_MODULES_BINASCII_H
#define HASP_RUNTIME_MODULES_BINASCII_H

#include "runtime/native.h"

extern Value binascii_error; /* binascii.Error; a root */

struct octets {
    const uint8_t *data;
    size_t n;
};
/* What the a2b functions take: bytes-like or an ASCII str. Valid while the caller holds *keep. */
RAISES bool binascii_ascii_argument(struct thread *t, Value v, struct octets *octets, Value *keep);
RAISES bool binascii_bytes_argument(struct thread *t, Value v, struct octets *octets, Value *keep);
/* The first `n` bytes of a result of bytes_new_unset(t, room). */
RAISES Value binascii_finish(struct thread *t, Value result, size_t n);
/* The value of a hexadecimal digit, or -1. */
int binascii_digit(uint8_t c);

RAISES Value binascii_a2b_qp(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
RAISES Value binascii_a2b_uu(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
RAISES Value binascii_b2a_qp(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
RAISES Value binascii_b2a_uu(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);

#endif
