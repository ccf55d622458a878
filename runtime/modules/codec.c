/* The module _codec: the encodings in C for runtime/lib/_codecs.py, where all others are. */
#include "runtime/codec.h"

#include "runtime/abstract.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/tuple.h"

static Value none_as_unbound(Value v)
{
    return v == VALUE_NONE ? VALUE_UNBOUND : v;
}

static bool check(struct thread *t, Value encoding, Value errors)
{
    if (!value_is_str(encoding)) {
        return raise_false(t, &TypeError_type, "encoding must be str, not %T", encoding);
    }
    return errors == VALUE_NONE || value_is_str(errors) ||
           raise_false(t, &TypeError_type, "errors must be str or None, not %T", errors);
}

static Value decode(struct thread *t, Value *args, uint32_t n_args UNUSED,
                    Value keyword_names UNUSED)
{
    enum truth is_final = object_truth(t, args[3]);
    size_t consumed = 0;
    if (is_final == TRUTH_ERROR || !check(t, args[1], args[2])) {
        return VALUE_ERROR;
    }
    Value text = codec_decode_part(t, args[0], args[1], none_as_unbound(args[2]),
                                   is_final == TRUTH_TRUE, &consumed);
    return text == VALUE_ERROR ? text
                               : tuple_pair(t, text, value_from_small_int((int64_t)consumed));
}

static Value encode(struct thread *t, Value *args, uint32_t n_args UNUSED,
                    Value keyword_names UNUSED)
{
    if (!value_is_str(args[0])) {
        return raise_error(t, &TypeError_type, "encoder argument must be str, not %T", args[0]);
    }
    return check(t, args[1], args[2]) ? codec_encode(t, args[0], args[1], none_as_unbound(args[2]))
                                      : VALUE_ERROR;
}

static const struct native_def functions[] = {
    {"decode", decode, "(data, encoding, errors, final, /)",
     "decode(...) -> (text, number of bytes decoded)", NATIVE_METHOD},
    {"encode", encode, "(text, encoding, errors, /)", "encode(...) -> bytes", NATIVE_METHOD},
    {0},
};

bool module_init__codec(struct thread *t, Value module)
{
    return module_add_functions(t, module, functions);
}
