/* What help() and inspect show of the methods that stand for slots: their parameters, and what they do. */
#include "runtime/slot.h"
#include "runtime/str.h"

#define NONE "($self, /)"
#define VALUE "($self, value, /)"
#define KEY "($self, key, /)"
#define ANY "($self, /, *args, **kwargs)"

#define OPERATOR(forward, backward, in_place, sign)                                                \
    {&name_##forward, VALUE, "self " sign " value"},                                               \
        {&name_##backward, VALUE, "value " sign " self"},                                          \
    {                                                                                              \
        &name_##in_place, VALUE, "self " sign "= value, in place if it can be"                     \
    }

static const struct slot_text {
    Value *name;
    const char *signature, *doc;
} texts[] = {
    {&name___getattribute__, "($self, name, /)", "getattr(self, name)"},
    {&name___setattr__, "($self, name, value, /)", "setattr(self, name, value)"},
    {&name___delattr__, "($self, name, /)", "delattr(self, name)"},
    {&name___repr__, NONE, "repr(self)"},
    {&name___str__, NONE, "str(self)"},
    {&name___hash__, NONE, "hash(self)"},
    {&name___lt__, VALUE, "self < value"},
    {&name___le__, VALUE, "self <= value"},
    {&name___eq__, VALUE, "self == value"},
    {&name___ne__, VALUE, "self != value"},
    {&name___gt__, VALUE, "self > value"},
    {&name___ge__, VALUE, "self >= value"},
    {&name___call__, ANY, "self(*args, **kwargs)"},
    {&name___iter__, NONE, "iter(self)"},
    {&name___next__, NONE, "next(self)"},
    {&name___get__, "($self, instance, owner=None, /)",
     "What `instance`, whose class is `owner`, has as this attribute."},
    {&name___set__, "($self, instance, value, /)", "Set this attribute of `instance`."},
    {&name___delete__, "($self, instance, /)", "Delete this attribute of `instance`."},
    {&name___init__, ANY, "Fill a new object; help(type(self)) tells with what."},
    {&name___len__, NONE, "len(self)"},
    {&name___getitem__, KEY, "self[key]"},
    {&name___setitem__, "($self, key, value, /)", "self[key] = value"},
    {&name___delitem__, KEY, "del self[key]"},
    {&name___contains__, KEY, "key in self"},
    {&name___bool__, NONE, "bool(self)"},
    OPERATOR(__add__, __radd__, __iadd__, "+"),
    OPERATOR(__sub__, __rsub__, __isub__, "-"),
    OPERATOR(__mul__, __rmul__, __imul__, "*"),
    OPERATOR(__matmul__, __rmatmul__, __imatmul__, "@"),
    OPERATOR(__truediv__, __rtruediv__, __itruediv__, "/"),
    OPERATOR(__floordiv__, __rfloordiv__, __ifloordiv__, "//"),
    OPERATOR(__mod__, __rmod__, __imod__, "%"),
    OPERATOR(__lshift__, __rlshift__, __ilshift__, "<<"),
    OPERATOR(__rshift__, __rrshift__, __irshift__, ">>"),
    OPERATOR(__and__, __rand__, __iand__, "&"),
    OPERATOR(__or__, __ror__, __ior__, "|"),
    OPERATOR(__xor__, __rxor__, __ixor__, "^"),
    {&name___pow__, "($self, value, mod=None, /)", "pow(self, value, mod)"},
    {&name___rpow__, "($self, value, mod=None, /)", "pow(value, self, mod)"},
    {&name___ipow__, VALUE, "self **= value, in place if it can be"},
    {&name___divmod__, VALUE, "divmod(self, value)"},
    {&name___rdivmod__, VALUE, "divmod(value, self)"},
    {&name___neg__, NONE, "-self"},
    {&name___pos__, NONE, "+self"},
    {&name___abs__, NONE, "abs(self)"},
    {&name___invert__, NONE, "~self"},
    {&name___int__, NONE, "int(self)"},
    {&name___float__, NONE, "float(self)"},
    {&name___index__, NONE, "The int that self is as a subscript."},
};
#undef OPERATOR
#undef NONE
#undef VALUE
#undef KEY
#undef ANY

/* NULL: __del__ has none. */
static const struct slot_text *find(const struct slot_def *def)
{
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (texts[i].name == def->name) {
            return &texts[i];
        }
    }
    return NULL;
}

const char *slot_signature(const struct slot_def *def)
{
    const struct slot_text *text = find(def);
    return text == NULL ? NULL : text->signature;
}

const char *slot_doc(const struct slot_def *def)
{
    const struct slot_text *text = find(def);
    return text == NULL ? NULL : text->doc;
}
