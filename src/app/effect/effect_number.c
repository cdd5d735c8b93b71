// SPDX-License-Identifier: EUPL-1.2
// Reads numbers; see effect_number.h. Up to 2^53 and 22 powers of ten both parts of the quotient
// are exact, so that one division rounds as the C library would; the rest is left to the library.
// Source: Clinger, How to read floating point numbers accurately, PLDI 1990, doi
// 10.1145/93542.93557.
#include "app/effect/effect_number.h"

#include <math.h>

static const double TENS[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                              1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                              1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
enum { DIGITS_MAX = 18, TENS_MAX = 22, EXPONENT_MAX = 10000, LENGTH_MAX = 400 };

struct parts {
    bool is_negative;
    uint64_t digits;
    int n_digits; // leading zeros not counted
    int exponent;
};

static bool read_exponent(struct str text, size_t i, int *exponent) {
    bool is_negative = false;
    if (i < text.n && (text.p[i] == '-' || text.p[i] == '+'))
        is_negative = text.p[i++] == '-';
    if (i == text.n)
        return false;
    int value = 0;
    for (; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
        if (value < EXPONENT_MAX)
            value = 10 * value + (text.p[i] - '0');
    }
    *exponent += is_negative ? -value : value;
    return true;
}

static bool read_parts(struct str text, struct parts *ret_parts) {
    struct parts parts = {0};
    size_t i = 0;
    if (i < text.n && (text.p[i] == '-' || text.p[i] == '+'))
        parts.is_negative = text.p[i++] == '-';
    bool has_digit = false, has_point = false;
    for (; i < text.n; i++) {
        const char c = text.p[i];
        if (c >= '0' && c <= '9') {
            has_digit = true;
            parts.exponent -= has_point;
            if (parts.n_digits < DIGITS_MAX)
                parts.digits = 10 * parts.digits + (uint64_t)(c - '0');
            parts.n_digits += parts.n_digits > 0 || c != '0';
        } else if ((c == '.' || c == ',') && !has_point) {
            has_point = true;
        } else {
            break;
        }
    }
    *ret_parts = parts;
    if (!has_digit || i == text.n)
        return has_digit;
    if (text.p[i] != 'e' && text.p[i] != 'E')
        return false;
    const bool is_read = read_exponent(text, i + 1, &parts.exponent);
    *ret_parts = parts;
    return is_read;
}

// The text was found to be a number; only its comma is unknown to the library.
static double by_library(struct str text) {
    char c[LENGTH_MAX + 1];
    for (size_t i = 0; i < text.n; i++)
        c[i] = text.p[i];
    c[text.n] = '\0';
    char *const comma = strchr(c, ',');
    if (comma != NULL)
        *comma = '.';
    return strtod(c, NULL);
}

enum rc effect_number_read(struct str text, double *ret_number) {
    struct parts parts;
    if (text.n > LENGTH_MAX || !read_parts(text, &parts))
        return RC_INVALID;
    const bool is_exact = parts.n_digits <= DIGITS_MAX && parts.digits <= UINT64_C(1) << 53 &&
                          parts.exponent >= -TENS_MAX && parts.exponent <= TENS_MAX;
    if (!is_exact) {
        const double number = by_library(text);
        if (!isfinite(number))
            return RC_INVALID;
        *ret_number = number;
        return RC_OK;
    }
    const double digits = (double)parts.digits;
    const double size =
        parts.exponent < 0 ? digits / TENS[-parts.exponent] : digits * TENS[parts.exponent];
    *ret_number = parts.is_negative ? -size : size;
    return RC_OK;
}
