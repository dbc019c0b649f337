/* iCalendar: what is written, read by a second reader that knows only the standard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "loket/base/arena.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/io/ics.h"

#include <cmocka.h>

/* -- a reader of its own ------------------------------------------------------------------------------------------ */

typedef struct Content {
    char *name, *parameters, *value;
} Content;

typedef struct Parsed {
    Content lines[400];
    size_t count;
} Parsed;

/* Splits at CRLF, checks each piece by itself, then joins what begins with a blank. */
static Parsed parse(const char *text, Arena *arena) {
    Parsed parsed = {0};
    char *lines[400];
    size_t count = 0;
    while (*text) {
        const char *end = strstr(text, "\r\n");
        if (!end) fail_msg("no CRLF at the end of: %.60s", text);
        size_t length = (size_t)(end - text);
        if (length > 75) fail_msg("%zu octets: %.*s", length, (int)length, text);
        if (!utf8_valid(text, length)) fail_msg("folded inside a character: %.*s", (int)length, text);
        for (size_t i = 0; i < length; i++)
            if ((unsigned char)text[i] < 0x20) fail_msg("control %02x", (unsigned)text[i]);
        if (*text == ' ') {
            assert_true(count > 0);
            lines[count - 1] = arena_printf(arena, "%s%.*s", lines[count - 1], (int)length - 1, text + 1);
        } else {
            assert_true(length > 0 && count < COUNT_OF(lines));
            lines[count++] = arena_strndup(arena, text, length);
        }
        text = end + 2;
    }
    for (size_t i = 0; i < count; i++) {
        char *colon = strchr(lines[i], ':');
        if (!colon) fail_msg("no value: %s", lines[i]);
        *colon = '\0';
        char *semicolon = strchr(lines[i], ';');
        if (semicolon) *semicolon = '\0';
        parsed.lines[parsed.count++] = (Content){lines[i], semicolon ? semicolon + 1 : arena_strdup(arena, ""), colon + 1};
    }
    return parsed;
}

static const char *unescaped(const char *value, Arena *arena) {
    char *out = arena_alloc(arena, strlen(value) + 1), *at = out;
    for (const char *c = value; *c; c++) {
        if (*c == ';' || *c == ',') fail_msg("not escaped: %s", value);
        if (*c == '\\') {
            c++;
            if (!strchr("\\;,nN", *c) || !*c) fail_msg("bad escape: %s", value);
            *at++ = *c == 'n' || *c == 'N' ? '\n' : *c;
        } else {
            *at++ = *c;
        }
    }
    return out;
}

static const Content *find(const Parsed *parsed, const char *name) {
    for (size_t i = 0; i < parsed->count; i++)
        if (strcmp(parsed->lines[i].name, name) == 0) return &parsed->lines[i];
    return NULL;
}

/* BEGIN and END match like brackets. */
static void assert_nested(const Parsed *parsed) {
    const char *open[8];
    size_t depth = 0;
    for (size_t i = 0; i < parsed->count; i++) {
        if (strcmp(parsed->lines[i].name, "BEGIN") == 0) {
            assert_true(depth < COUNT_OF(open));
            open[depth++] = parsed->lines[i].value;
        } else if (strcmp(parsed->lines[i].name, "END") == 0) {
            assert_true(depth > 0);
            assert_string_equal(open[--depth], parsed->lines[i].value);
        } else {
            assert_true(depth > 0);
        }
    }
    assert_int_equal(depth, 0);
}

/* -- tests ---------------------------------------------------------------------------------------------------------- */

static void an_event_holds_what_is_required(void **state) {
    (void)state;
    Arena *arena = arena_new();
    StrBuf out;
    strbuf_init(&out);
    ics_begin("Loket", &out);
    ics_event(&(IcsEvent){.uid = "a@loket", .summary = "INC-0001 notify", .stamp = 1795431600, .at = 1795431600 + 72 * 3600, .alarms = {120}, .alarm_count = 1}, &out);
    ics_event(&(IcsEvent){.uid = "b@loket", .summary = "APR-0001 answer", .stamp = 1795431600, .whole_day = true, .day = day_from_civil(2026, 12, 31),
                          .alarms = {900, -540}, .alarm_count = 2}, &out);
    ics_end(&out);
    Parsed parsed = parse(out.data, arena);
    assert_nested(&parsed);
    static const struct {
        const char *name, *parameters, *value;
    } expected[] = {
        {"BEGIN", "", "VCALENDAR"}, {"VERSION", "", "2.0"}, {"PRODID", "", "-//Loket//Loket//EN"}, {"CALSCALE", "", "GREGORIAN"},
        {"METHOD", "", "PUBLISH"}, {"X-WR-CALNAME", "", "Loket"},
        {"BEGIN", "", "VEVENT"}, {"UID", "", "a@loket"}, {"DTSTAMP", "", "20261123T110000Z"}, {"DTSTART", "", "20261126T110000Z"},
        {"SUMMARY", "", "INC-0001 notify"}, {"TRANSP", "", "TRANSPARENT"}, {"BEGIN", "", "VALARM"}, {"ACTION", "", "DISPLAY"},
        {"TRIGGER", "", "-PT120M"}, {"DESCRIPTION", "", "INC-0001 notify"}, {"END", "", "VALARM"}, {"END", "", "VEVENT"},
        {"BEGIN", "", "VEVENT"}, {"UID", "", "b@loket"}, {"DTSTAMP", "", "20261123T110000Z"}, {"DTSTART", "VALUE=DATE", "20261231"},
        {"DTEND", "VALUE=DATE", "20270101"}, {"SUMMARY", "", "APR-0001 answer"}, {"TRANSP", "", "TRANSPARENT"},
        {"BEGIN", "", "VALARM"}, {"ACTION", "", "DISPLAY"}, {"TRIGGER", "", "-PT900M"}, {"DESCRIPTION", "", "APR-0001 answer"}, {"END", "", "VALARM"},
        {"BEGIN", "", "VALARM"}, {"ACTION", "", "DISPLAY"}, {"TRIGGER", "", "PT540M"}, {"DESCRIPTION", "", "APR-0001 answer"}, {"END", "", "VALARM"},
        {"END", "", "VEVENT"}, {"END", "", "VCALENDAR"},
    };
    assert_int_equal(parsed.count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_string_equal(parsed.lines[i].name, expected[i].name);
        assert_string_equal(parsed.lines[i].parameters, expected[i].parameters);
        assert_string_equal(parsed.lines[i].value, expected[i].value);
    }
    strbuf_done(&out);
    arena_free(arena);
}

static void text_comes_back(void **state) {
    (void)state;
    static const char *const texts[] = {"", "plain", "a;b,c\\d", "two\nlines", "ends with \\", "\\n is no newline",
                                        "caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9",
                                        "\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Arena *arena = arena_new();
        StrBuf out;
        strbuf_init(&out);
        ics_text_line("SUMMARY", texts[i], &out);
        Parsed parsed = parse(out.data, arena);
        assert_int_equal(parsed.count, 1);
        assert_string_equal(unescaped(parsed.lines[0].value, arena), texts[i]);
        strbuf_done(&out);
        arena_free(arena);
    }
}

static void hostile_text_steers_nothing(void **state) {
    (void)state;
    Arena *arena = arena_new();
    StrBuf out;
    strbuf_init(&out);
    ics_event(&(IcsEvent){.uid = "x\r\nATTACH:file", .summary = "a\r\nEND:VEVENT\x1b]0;t\x07 \u202e", .stamp = 0, .at = 0}, &out);
    Parsed parsed = parse(out.data, arena);
    assert_nested(&parsed);
    assert_null(find(&parsed, "ATTACH"));
    assert_null(strstr(out.data, "\u202e"));
    strbuf_done(&out);
    arena_free(arena);
}

static uint64_t chance;

static size_t pick(size_t limit) {
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (size_t)(chance >> 11) % limit;
}

static void random_text_comes_back(void **state) {
    (void)state;
    static const char *const pieces[] = {"a", "word ", "\u00e9", "\u20ac", "\U0001f600", ";", ",", "\\", "\n", ":", "\"", "n"};
    for (int round = 0; round < 3000; round++) {
        Arena *arena = arena_new();
        StrBuf text, safe, out;
        strbuf_init(&text);
        strbuf_init(&safe);
        strbuf_init(&out);
        for (size_t i = pick(120); i > 0; i--) strbuf_add(&text, pieces[pick(COUNT_OF(pieces))]);
        ics_text_line("SUMMARY", text.data, &out);
        utf8_make_safe(&safe, text.data, text.length, SAFE_KEEP_NEWLINE);
        Parsed parsed = parse(out.data, arena);
        assert_string_equal(unescaped(parsed.lines[0].value, arena), safe.data);
        strbuf_done(&text);
        strbuf_done(&safe);
        strbuf_done(&out);
        arena_free(arena);
    }
}

/* Against the C library's own calendar. */
static void random_moments_are_utc(void **state) {
    (void)state;
    for (int round = 0; round < 3000; round++) {
        Arena *arena = arena_new();
        StrBuf out;
        strbuf_init(&out);
        time_t at = (time_t)pick(4102444800u);
        struct tm parts;
        char expected[32];
        ics_event(&(IcsEvent){.uid = "a", .summary = "s", .at = at, .stamp = at}, &out);
        gmtime_r(&at, &parts);
        strftime(expected, sizeof expected, "%Y%m%dT%H%M%SZ", &parts);
        Parsed parsed = parse(out.data, arena);
        assert_string_equal(find(&parsed, "DTSTART")->value, expected);
        strbuf_done(&out);
        arena_free(arena);
    }
}

int main(void) {
    lang_start("en", NULL);
    const char *asked = getenv("LOKET_SEED");
    chance = asked ? strtoull(asked, NULL, 10) : (uint64_t)time(NULL) * 2654435761u + (uint64_t)getpid();
    if (!chance) chance = 1;
    printf("seed: LOKET_SEED=%llu\n", (unsigned long long)chance);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_holds_what_is_required), cmocka_unit_test(text_comes_back),        cmocka_unit_test(hostile_text_steers_nothing),
        cmocka_unit_test(random_text_comes_back),          cmocka_unit_test(random_moments_are_utc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
