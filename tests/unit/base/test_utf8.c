#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <utf8proc.h>
#include <wchar.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"

#define BOX "\u25AF"

typedef struct Case {
    const char *text, *line, *ascii;
} Case;

static void check(const char *text, size_t length, unsigned flags, const char *expected) {
    StrBuf out;
    strbuf_init(&out);
    utf8_make_safe(&out, text, length, flags);
    assert_string_equal(out.data, expected);
    strbuf_done(&out);
}

static void shows_what_hides(void **state) {
    (void)state;
    static const Case cases[] = {
        {"plain ~ text", "plain ~ text", "plain ~ text"},
        {"a\033[31mb", "a" BOX "[31mb", "a?[31mb"},
        {"\x7f\r\n\t", BOX BOX BOX BOX, "????"},
        {"\xc2\x9b"
         "31m\xc2\x85",
         BOX "31m" BOX, "?31m?"},
        {"so\u00adft", "so" BOX "ft", "so?ft"},
        {"a\u200bb\u200ec\u2060", "a" BOX "b" BOX "c" BOX, "a?b?c?"},
        {"\u061c\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
         BOX BOX BOX BOX BOX BOX BOX BOX BOX BOX BOX BOX, "????????????"},
        {"\u2028\u2029", BOX BOX, "??"},
        {"\U000E0041", BOX, "?"}, /* tag character */
        {"\U000E0100", BOX, "?"}, /* the other variation selectors */
        {"\ue000\U0010FFFF\uFFFE\u0378", BOX BOX BOX BOX, "????"},
        {"\u115f\u1160\u3164\uffa0\u2800\u034f", BOX BOX BOX BOX BOX BOX, "??????"},
        {"\u2764\ufe0f \u2764\ufe0e", "\u2764 \u2764", "? ?"},
        {"\U0001F469\u200d\U0001F467", "\U0001F469\U0001F467", "??"},
        {"\U0001F44D\U0001F3FD!", "\U0001F44D!", "?!"},
        {"\u261d\U0001F3FD", "\u261d", "?"},
        {"x\U0001F3FD", "x\U0001F3FD", "x?"},
        {"e\u0301t\u00e9", "e\u0301t\u00e9", "ete"},
        {"\u0301e", "\u25cc\u0301e", "?e"},
        {"o\u0301\u0302\u0303\u0304\u0305\u0306p", "o\u0301\u0302\u0303\u0304p", "op"},
        {"\xff\xc0\xaf\xed\xa0\x80z", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDz", "??????z"},
        {"\xe2\x82", "\uFFFD\uFFFD", "??"},
        {"\xf4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", "????"},
        {"Stra\u00dfe \u00e6\u00f8\u0111\u0142\u0153 \u2013\u2014 \u201ca\u201d \u2018b\u2019 \u2026 \u20ac5 \u2022",
         "Stra\u00dfe \u00e6\u00f8\u0111\u0142\u0153 \u2013\u2014 \u201ca\u201d \u2018b\u2019 \u2026 \u20ac5 \u2022",
         "Strasse aeodloe -- \"a\" 'b' ... EUR5 *"},
        {"\u01d4 \ufb01 \uff21 \u00bd \u6f22", "\u01d4 \ufb01 \uff21 \u00bd \u6f22", "u fi A 1/2 ?"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check(cases[i].text, strlen(cases[i].text), SAFE_LINE, cases[i].line);
        check(cases[i].text, strlen(cases[i].text), SAFE_LINE | SAFE_ASCII, cases[i].ascii);
    }
    check("a\0b", 3, SAFE_LINE, "a" BOX "b");
    check("\xed\xa0\x80", 3, SAFE_KEEP_NEWLINE, "\uFFFD\uFFFD\uFFFD");
    check("a\r\nb\n\tc\rd\v", 10, SAFE_KEEP_NEWLINE, "a\nb\n\tc" BOX "d" BOX);
    check("a\n\u0301", 4, SAFE_KEEP_NEWLINE, "a\n\u25cc\u0301");
}

/* A random text of all sorts: bytes, ASCII, marks, and characters of every plane. */
static size_t random_text(char *text, size_t size) {
    static const char *const odd[] = {"\u0301", "\u200d", "\ufe0f", "\U0001F3FD", "\U0001F44D",
                                      "\n",     "\r\n",   "\t",     "\u1161",     "\u0e33"};
    size_t length = 0, wanted = (size_t)rand() % (size - 8);
    while (length < wanted) {
        int kind = rand() % 6;
        if (kind == 0) {
            text[length++] = (char)(rand() % 256);
        } else if (kind < 3) {
            text[length++] = (char)(' ' + rand() % 95);
        } else if (kind < 4) {
            const char *piece = odd[(size_t)rand() % COUNT_OF(odd)];
            memcpy(text + length, piece, strlen(piece));
            length += strlen(piece);
        } else {
            int32_t code = kind == 4 ? rand() % 0x3000 : rand() % 0x110000;
            if (code >= 0xD800 && code < 0xE000) code = 'x';
            length += (size_t)utf8proc_encode_char(code, (utf8proc_uint8_t *)text + length);
        }
    }
    text[length] = '\0';
    return length;
}

static unsigned start_random(void) {
    const char *asked = getenv("SEED");
    unsigned seed = asked ? (unsigned)strtoul(asked, NULL, 10) : (unsigned)time(NULL);
    print_message("SEED=%u\n", seed);
    srand(seed);
    return seed;
}

static void check_safe(const StrBuf *out, unsigned flags) {
    assert_true(utf8_valid(out->data, out->length));
    int marks = 0;
    bool base = false;
    for (size_t at = 0; at < out->length;) {
        int32_t code;
        at += (size_t)utf8proc_iterate((const utf8proc_uint8_t *)out->data + at, (utf8proc_ssize_t)(out->length - at),
                                       &code);
        if ((flags & SAFE_KEEP_NEWLINE) && (code == '\n' || code == '\t')) {
            base = false;
            continue;
        }
        int width = wcwidth((wchar_t)code);
        assert_true(width >= 0);
        utf8proc_category_t category = utf8proc_category(code);
        assert_false(category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
                     category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_CO ||
                     category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP);
        if (flags & SAFE_ASCII) assert_in_range(code, 0x20, 0x7e);
        marks = width == 0 ? marks + 1 : 0;
        if (width == 0) assert_true(base && marks <= 4);
        base = true;
    }
}

static void safe_text_keeps_its_promises(void **state) {
    (void)state;
    start_random();
    for (int round = 0; round < 20000; round++) {
        char text[128];
        size_t length = random_text(text, sizeof text);
        unsigned flags = (unsigned)rand() % 4;
        StrBuf once, twice;
        strbuf_init(&once);
        strbuf_init(&twice);
        utf8_make_safe(&once, text, length, flags);
        check_safe(&once, flags);
        utf8_make_safe(&twice, once.data, once.length, flags);
        assert_string_equal(once.data, twice.data);
        strbuf_done(&once);
        strbuf_done(&twice);
    }
}

/* Boundaries back are those forward; what fits is a boundary, is no wider, and the next cluster would not fit. */
static void boundaries_agree(void **state) {
    (void)state;
    start_random();
    for (int round = 0; round < 5000; round++) {
        char text[128];
        size_t length = random_text(text, sizeof text), back = 0;
        for (size_t at = 0; at < length;) {
            size_t next = utf8_next(text, length, at);
            assert_true(next > at && next <= length);
            assert_int_equal(utf8_previous(text, length, next), at);
            at = next;
            back++;
        }
        for (size_t at = length; at > 0; back--)
            at = utf8_previous(text, length, at);
        assert_int_equal(back, 0);
        StrBuf safe;
        strbuf_init(&safe);
        utf8_make_safe(&safe, text, length, SAFE_LINE);
        int cells = rand() % 40, used;
        size_t fits = utf8_fit(safe.data, cells, &used);
        assert_true(used <= cells && fits <= safe.length);
        size_t next = utf8_next(safe.data, safe.length, fits);
        safe.data[next] = '\0';
        if (fits < next) assert_true(utf8_width(safe.data) > cells);
        safe.data[fits] = '\0';
        assert_int_equal(utf8_width(safe.data), used);
        strbuf_done(&safe);
    }
}

static void widths(void **state) {
    (void)state;
    int used;
    assert_int_equal(utf8_width("abc"), 3);
    assert_int_equal(utf8_width("e\u0301\u6f22\U0001F44D"), 5);
    assert_int_equal(utf8_fit("a\u6f22b", 2, &used), 1); /* no half of a wide character */
    assert_int_equal(used, 1);
    assert_int_equal(utf8_fit("ae\u0301b", 2, NULL), 4);
    assert_int_equal(utf8_fit("abc", 0, &used), 0);
    assert_int_equal(utf8_fit("abc", -1, &used), 0);
    assert_int_equal(utf8_fit("", 5, &used), 0);
    assert_int_equal(utf8_next("abc", 3, 3), 3);
    assert_int_equal(utf8_previous("abc", 3, 0), 0);
}

static void knows_utf8(void **state) {
    (void)state;
    assert_true(utf8_valid("caf\u00e9", 5));
    assert_true(utf8_valid("", 0));
    assert_false(utf8_valid("a\0b", 3));
    assert_false(utf8_valid("\xc0\x80", 2));
    assert_int_equal(utf8_valid_length("ab\xffz", 4), 2);
    assert_true(utf8_shown('a') && utf8_shown(0xE9) && utf8_shown(0x6F22));
    assert_false(utf8_shown('\n') || utf8_shown(0x202E) || utf8_shown(0x0301) || utf8_shown(0x1F3FD) ||
                 utf8_shown(0x200D));
}

int main(void) {
    lang_start("en", NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_what_hides), cmocka_unit_test(safe_text_keeps_its_promises),
        cmocka_unit_test(boundaries_agree), cmocka_unit_test(widths),
        cmocka_unit_test(knows_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
