/* The module math: dist, fsum, hypot, prod. */
#include <math.h>
#include <stdlib.h>

#include "runtime/abstract.h"
#include "runtime/float.h"
#include "runtime/list.h"
#include "runtime/modules/math_functions.h"
#include "runtime/tuple.h"

/* ---- fsum ---- */

/*
 * The exact sum as partials that do not overlap, smallest first (Shewchuk, "Adaptive precision floating-point
 * arithmetic", 1997, grow-expansion). Infinities and NaN are summed apart.
 */
struct partials {
    double *items; /* malloc'ed */
    size_t n, capacity;
    double special, infinities; /* sums of what is not finite, and of the infinities among it */
    bool no_memory, overflow;
};

/* Adds to the first n partials, keeping those of which something is left; returns how many those are. */
static size_t add_exactly(double *partials, size_t n, double *x)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        double y = partials[i];
        if (fabs(*x) < fabs(y)) {
            double larger = y;
            y = *x;
            *x = larger;
        }
        volatile double high = *x + y, back = high - *x;
        double low = y - back;
        if (low != 0.0) {
            partials[kept++] = low;
        }
        *x = high;
    }
    return kept;
}

static bool add_double(struct thread *t, Value item, void *context)
{
    struct partials *p = context;
    double x;
    if (!number_to_double(t, item, &x)) {
        return false;
    }
    if (!isfinite(x)) {
        p->special += x;
        p->infinities += isinf(x) ? x : 0.0;
        return true;
    }
    if (p->n + 1 >= p->capacity) {
        size_t capacity = p->capacity * 2 + 32;
        double *items = realloc(p->items, capacity * sizeof *items);
        if (items == NULL) {
            p->no_memory = true;
            return false;
        }
        p->items = items;
        p->capacity = capacity;
    }
    p->n = add_exactly(p->items, p->n, &x);
    p->overflow = !isfinite(x);
    p->items[p->n++] = x;
    return !p->overflow;
}

/* The sum of the partials, correctly rounded: if it ends exactly half way, the sign of the next one decides. */
static double round_partials(const double *partials, size_t n)
{
    if (n == 0) {
        return 0.0;
    }
    double high = partials[--n], low = 0.0;
    while (n > 0) {
        double x = high, y = partials[--n];
        volatile double sum = x + y, back = sum - x;
        high = sum;
        low = y - back;
        if (low != 0.0) {
            break;
        }
    }
    if (n > 0 && ((low < 0.0 && partials[n - 1] < 0.0) || (low > 0.0 && partials[n - 1] > 0.0))) {
        double twice = low * 2.0;
        volatile double up = high + twice, back = up - high;
        if (twice == back) {
            high = up;
        }
    }
    return high;
}

FUNCTION(math_fsum)
{
    struct partials p = {0};
    bool done = iterate(t, args[0], add_double, &p);
    double sum = round_partials(p.items, p.n);
    free(p.items);
    if (p.no_memory) {
        return raise_no_memory(t);
    }
    if (p.overflow) {
        return raise_error(t, &OverflowError_type, "intermediate overflow in fsum");
    }
    if (!done) {
        return VALUE_ERROR;
    }
    if (p.special != 0.0) { /* NaN too */
        return isnan(p.infinities) ? raise_error(t, &ValueError_type, "-inf + inf in fsum")
                                   : float_from_double(t, p.special);
    }
    return float_from_double(t, sum);
}

/* ---- prod ---- */

static bool multiply_item(struct thread *t, Value item, void *context)
{
    Value *product = context;
    *product = number_binary(t, BINARY_MULTIPLY, *product, item);
    return *product != VALUE_ERROR;
}

FUNCTION(math_prod)
{
    Value product = args[1] == VALUE_UNBOUND ? value_from_small_int(1) : args[1];
    return iterate(t, args[0], multiply_item, &product) ? product : VALUE_ERROR;
}

/* ---- hypot, dist ---- */

/* The length of a vector: scaled by a power of two, so that nothing overflows, and squared and summed in extended
   precision, so that only the last step rounds visibly. */
struct norm {
    double largest;
    bool has_nan;
};

static void norm_look(struct norm *norm, double x)
{
    norm->has_nan |= isnan(x);
    norm->largest = fabs(x) > norm->largest ? fabs(x) : norm->largest;
}

static double norm_of(const double *vector, size_t n)
{
    struct norm norm = {0.0, false};
    for (size_t i = 0; i < n; i++) {
        norm_look(&norm, vector[i]);
    }
    if (isinf(norm.largest) || norm.has_nan || norm.largest == 0.0) {
        return isinf(norm.largest) ? norm.largest : norm.has_nan ? (double)NAN : 0.0;
    }
    int exponent;
    frexp(norm.largest, &exponent);
    long double sum = 0.0L;
    for (size_t i = 0; i < n; i++) {
        long double scaled = ldexpl((long double)vector[i], -exponent);
        sum += scaled * scaled;
    }
    return (double)ldexpl(sqrtl(sum), exponent);
}

/* What is in malloc'ed memory must be freed on each way out: the callers have one. */
static bool doubles_of(struct thread *t, const Value *values, double *to, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!number_to_double(t, values[i], &to[i])) {
            return false;
        }
    }
    return true;
}

FUNCTION(math_hypot)
{
    if (!reject_keywords(t, "math.hypot", keyword_names)) {
        return VALUE_ERROR;
    }
    double *vector = malloc((n_args + 1) * sizeof *vector);
    if (vector == NULL) {
        return raise_no_memory(t);
    }
    bool converted = doubles_of(t, args, vector, n_args);
    double length = converted ? norm_of(vector, n_args) : 0.0;
    free(vector);
    return converted ? float_from_double(t, length) : VALUE_ERROR;
}

static double distance(double *p, const double *q, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        p[i] = fabs(p[i] - q[i]);
    }
    return norm_of(p, n);
}

FUNCTION(math_dist)
{
    Value p = tuple_from_iterable(t, args[0]),
          q = p == VALUE_ERROR ? p : tuple_from_iterable(t, args[1]);
    if (q == VALUE_ERROR) {
        return q;
    }
    const struct tuple *from = value_to_tuple(p), *to = value_to_tuple(q);
    if (from->length != to->length) {
        return raise_error(t, &ValueError_type,
                           "both points must have the same number of dimensions");
    }
    size_t n = from->length;
    double *vectors = malloc((2 * n + 1) * sizeof *vectors);
    if (vectors == NULL) {
        return raise_no_memory(t);
    }
    bool converted =
        doubles_of(t, from->items, vectors, n) && doubles_of(t, to->items, vectors + n, n);
    double length = converted ? distance(vectors, vectors + n, n) : 0.0;
    free(vectors);
    return converted ? float_from_double(t, length) : VALUE_ERROR;
}

const struct native_def math_sum_functions[] = {
    {"dist", math_dist, "(p, q, /)", "Return the Euclidean distance between two points p and q.",
     NATIVE_METHOD},
    {"fsum", math_fsum, "(seq, /)",
     "Return an accurate floating point sum of values in the iterable seq.", NATIVE_METHOD},
    {"hypot", math_hypot, "(*)",
     "hypot(*coordinates) -> value\n\nMultidimensional Euclidean distance from the origin to a "
     "point.",
     NATIVE_METHOD},
    {"prod", math_prod, "(iterable, /, *, start=1)",
     "Calculate the product of all the elements in the input iterable.", NATIVE_METHOD},
    {0},
};
