#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/text.h"
#include "loket/term/input.h"

#include <cmocka.h> /* last: its fail() is a macro */

enum { ESCAPE_MS = 25 };

static void write_event(const Event *event, StrBuf *out) {
    char name[24] = "";
    if (event->kind != EVENT_PASTE) key_format(event->key, event->mods, name);
    if (out->length) strbuf_addc(out, ' ');
    switch (event->kind) {
    case EVENT_KEY:
        strbuf_add(out, name);
        break;
    case EVENT_MOUSE:
        strbuf_addf(out, "%s@%d,%d", name, event->row, event->column);
        break;
    case EVENT_PASTE:
        strbuf_add(out, "paste(");
        strbuf_addn(out, event->text, event->length);
        strbuf_add(out, ")");
        break;
    default:
        strbuf_add(out, "??");
        break;
    }
}

static void drain(Input *input, int64_t now, StrBuf *out) {
    Event event;
    while (input_next(input, now, &event))
        write_event(&event, out);
}

typedef struct Case {
    const char *bytes, *events;
} Case;

static const Case cases[] = {
    {"a", "a"},
    {"A~ ", "A ~ Space"},
    {"\r\n\t\b\x7f", "Enter Enter Tab Backspace Backspace"},
    {"\x01\x1a\x1c\x1f", "C-a C-z C-\\ C-_"},
    {"\033", "Esc"},
    {"\033\033", "Esc Esc"},
    {"\033x", "A-x"},
    {"\033\r", "A-Enter"},
    {"\033\x01", "C-A-a"},
    {"\033\xc3\xa9", "A-é"},
    {"é語😀", "é 語 😀"},
    {"\033[A\033[B\033[C\033[D", "Up Down Right Left"},
    {"\033OA\033OB\033OC\033OD", "Up Down Right Left"},
    {"\033[H\033[F\033OH\033OF\033[1~\033[4~\033[7~\033[8~", "Home End Home End Home End Home End"},
    {"\033[2~\033[3~\033[5~\033[6~", "Ins Del PgUp PgDn"},
    {"\033[1;2A\033[1;3B\033[1;5C\033[1;8D", "S-Up A-Down C-Right C-A-S-Left"},
    {"\033[3;5~\033[5;2~", "C-Del S-PgUp"},
    {"\033[3$\033[3^\033[3@\033[a\033Oa", "S-Del C-Del C-S-Del S-Up C-Up"},
    {"\033O5A", "C-Up"},
    {"\033[Z", "S-Tab"},
    {"\033OP\033OQ\033OR\033OS\033[15~\033[17~\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~",
     "F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12"},
    {"\033[11~\033[14~\033[1;2P", "F1 F4 S-F1"},
    {"\033[[A\033[[E\033[[Zx", "F1 F5 x"},
    {"\033OM\033Oq", "Enter 1"},
    {"\033[13;5u\033[97;5u\033[97;2u\033[9;2u\033[27;5;13~\033[27u", "C-Enter C-a A S-Tab C-Enter Esc"},
    {"\033[200~dd\r\033[A:q!\033[201~j", "paste(dd\r\033[A:q!) j"},
    {"\033[200~\033[201~", "paste()"},
    {"\033[200~a\033[20\033[201~", "paste(a\033[20)"},
    {"\033[200~one\033[201~\033[200~two\033[201~", "paste(one) paste(two)"},
    {"\033[200~never ended", "paste(never ended)"},
    {"\033[201~x", "x"},
    {"\033[<0;5;3M\033[<0;5;3m\033[<64;1;1M\033[<65;1;2M\033[<35;9;9M\033[<2;1;1Mx",
     "Click@2,4 WheelUp@0,0 WheelDown@1,0 x"},
    {"\033[M !!x", "x"},
    /* swallowed whole */
    {"\033[I\033[Ox", "x"},
    {"\033[?1;2c\033[>0;276;0c\033[12;40R\033[0n\033[?2026;2$yx", "x"},
    {"\033]11;rgb:ffff/ffff/ffff\007x", "x"},
    {"\033]11;rgb:ffff/ffff/ffff\033\\x", "x"},
    {"\033P1$r0m\033\\\033_Gi=1;OK\033\\\033^pm\033\\x", "x"},
    {"\033[1;2;3;4;5;6Ax", "x"},
    {"\033[999999999999999999999999999999999999999999999999~x", "x"},
    {"\033[99~\033[0~\033[25~\033[34~x", "x"},
    {"\033[1;1R\033[1;40R\033[1;5R", "C-F3"}, /* where the cursor is, and a key */
    {"\033[97;1:3u\033[97;5:1u\033[1;1:3A\033[3;5:3~x", "C-a x"}, /* keys let go */
    {"\033[57358;1u\033[57441;2ux", "x"}, /* keys that are no text */
    {"\033[?0u\033[4;2$y\033[>4;1mx", "x"},
    {"\033[32;10;5M\033[<35;10;5M\033[<0;10;5mx", "x"},
    {"\033P>|xterm(370)\033\\\033P1+r544e=78\033\\\033]52;c;ZEQ=\007x", "x"},
    {"\033]broken\033[Ax", "Up x"},
    {"\033[1;\033[Bx", "Down x"},
    {"\033[1\rx", "Enter x"},
    {"\033[12", ""},
    {"\033O", ""},
    {"\033]0;no end", ""},
    /* broken characters */
    {"\xff", "\xef\xbf\xbd"},
    {"\xc3x", "\xef\xbf\xbd x"},
    {"\xe2\x82\033[A", "\xef\xbf\xbd Up"},
    {"\xe2\x82", "\xef\xbf\xbd"},
    {"\xc0\xaf", "\xef\xbf\xbd \xef\xbf\xbd"},
    {"\xed\xa0\x80", "\xef\xbf\xbd"},
    {"\xe0\x80\xafx", "\xef\xbf\xbd x"},
    /* eight-bit controls, as one byte and as a character */
    {"\x9b\x41\xc2\x9b\x41", "Up Up"},
    {"\x8f\x50\x9d\x31\x31;rgb:0/0/0\007\x90q\033\\x", "F1 x"},
    {"\x9b\x32\x30\x30~dd\033[201~x", "paste(dd) x"},
    {"\x80x", "\xef\xbf\xbd x"},
};

/* The bytes in pieces that end at each set bit of `cuts`, 10 ms apart, and a second of silence behind them. */
static void check_pieces(const Case *row, const bool *cut, const char *how) {
    Input *input = input_new(ESCAPE_MS);
    StrBuf got;
    strbuf_init(&got);
    int64_t now = 1000;
    size_t length = strlen(row->bytes), from = 0;
    for (size_t at = 1; at <= length; at++)
        if (at == length || cut[at]) {
            input_feed(input, row->bytes + from, at - from, now);
            drain(input, now, &got);
            from = at;
            now += 10;
        }
    drain(input, now + 3000, &got);
    if (strcmp(got.data, row->events) != 0) print_error("case %zu, %s\n", (size_t)(row - cases), how);
    assert_string_equal(got.data, row->events);
    assert_int_equal(input_settled(input), length);
    assert_int_equal(input_wait(input, now), -1);
    strbuf_done(&got);
    input_free(input);
}

static void test_every_split(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        bool cut[256] = {false};
        size_t length = strlen(cases[i].bytes);
        assert_true(length < COUNT_OF(cut));
        check_pieces(&cases[i], cut, "whole");
        for (size_t at = 1; at < length; at++) {
            cut[at] = true;
            check_pieces(&cases[i], cut, "one split");
            cut[at] = false;
        }
        memset(cut, true, sizeof cut);
        check_pieces(&cases[i], cut, "byte by byte");
    }
}

static void test_neighbours_do_not_mix(void **state) {
    (void)state;
    /* Each case that ends by itself, followed by another one in the same read. */
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        for (size_t j = 0; j < COUNT_OF(cases); j++) {
            Input *input = input_new(ESCAPE_MS);
            StrBuf first, both;
            strbuf_init(&first);
            strbuf_init(&both);
            input_feed(input, cases[i].bytes, strlen(cases[i].bytes), 0);
            drain(input, 0, &first);
            bool ended = input_wait(input, 0) == -1;
            if (ended) {
                input_feed(input, cases[j].bytes, strlen(cases[j].bytes), 0);
                drain(input, 0, &both);
                drain(input, 5000, &both);
                assert_string_equal(both.data, cases[j].events);
            }
            strbuf_done(&first);
            strbuf_done(&both);
            input_free(input);
        }
}

typedef struct Step {
    int64_t at;
    const char *bytes; /* NULL: only time */
    const char *events;
} Step;

static void play(const Step *steps, size_t count) {
    Input *input = input_new(ESCAPE_MS);
    for (size_t i = 0; i < count; i++) {
        StrBuf got;
        strbuf_init(&got);
        if (steps[i].bytes) input_feed(input, steps[i].bytes, strlen(steps[i].bytes), steps[i].at);
        drain(input, steps[i].at, &got);
        assert_string_equal(got.data, steps[i].events);
        strbuf_done(&got);
    }
    input_free(input);
}
#define PLAY(...) play((const Step[]){__VA_ARGS__}, sizeof((const Step[]){__VA_ARGS__}) / sizeof(Step))

static void test_escape_and_time(void **state) {
    (void)state;
    PLAY({0, "\033", ""}, {24, NULL, ""}, {25, NULL, "Esc"}, {26, NULL, ""});
    /* an arrow in three pieces, 60 and 200 ms apart: never a command */
    PLAY({0, "\033", ""}, {25, NULL, "Esc"}, {60, "[", ""}, {120, "A", ""}, {130, "A", "A"});
    PLAY({0, "\033", ""}, {25, NULL, "Esc"}, {200, "O", ""}, {400, "A", ""}, {410, "j", "j"});
    PLAY({0, "\033", ""}, {25, NULL, "Esc"}, {200, "]11;rgb:dddd", ""}, {400, "\007", ""}, {410, "j", "j"});
    PLAY({0, "\033[", ""}, {60, NULL, ""}, {200, "A", "Up"});
    PLAY({0, "\033[", ""}, {499, NULL, ""}, {500, NULL, ""}, {501, "A", "A"});
    /* after the tail these are letters again; any other key ends the tail */
    PLAY({0, "\033", ""}, {25, NULL, "Esc"}, {500, "[", "["}, {501, "O", "O"});
    PLAY({0, "\033", ""}, {25, NULL, "Esc"}, {30, "jO", "j O"});
    /* a late paste start still protects what follows */
    PLAY({0, "\033", ""}, {25, NULL, "Esc"}, {60, "[200~dd", ""}, {70, "\033[201~", "paste(dd)"});
    /* a paste that stops in the middle is given out */
    PLAY({0, "\033[200~abc", ""}, {1999, NULL, ""}, {2000, NULL, "paste(abc)"}, {2001, "x", "x"});
    /* late swallowing ends */
    PLAY({0, "\033", ""}, {25, NULL, "Esc"}, {60, "[", ""}, {560, NULL, ""}, {561, "x", "x"});
    /* bytes that waited while we were busy belong together, whatever the clock says */
    PLAY({0, "\033", ""}, {400, "[A", "Up"});
}

static void test_wait(void **state) {
    (void)state;
    Input *input = input_new(ESCAPE_MS);
    Event event;
    assert_int_equal(input_wait(input, 0), -1);
    input_feed(input, "\033", 1, 100);
    assert_int_equal(input_wait(input, 100), 0);
    assert_false(input_next(input, 100, &event));
    assert_int_equal(input_wait(input, 110), 15);
    assert_int_equal(input_settled(input), 0);
    assert_true(input_next(input, 125, &event));
    assert_int_equal(input_settled(input), 1);
    assert_int_equal(input_wait(input, 125), -1);
    input_free(input);
}

static void test_escape_delay(void **state) {
    (void)state;
    assert_int_equal(input_escape_ms(NULL, NULL), 25);
    assert_int_equal(input_escape_ms(NULL, "1.2.3.4 5 6.7.8.9 22"), 100);
    assert_int_equal(input_escape_ms("7", "1.2.3.4 5 6.7.8.9 22"), 7);
    assert_int_equal(input_escape_ms("0", NULL), 0);
    assert_int_equal(input_escape_ms("x", NULL), 25);
    assert_int_equal(input_escape_ms("-4", NULL), 25);
    assert_int_equal(input_escape_ms("99999", NULL), 25);
}

static void test_paste_is_capped(void **state) {
    (void)state;
    Input *input = input_new(ESCAPE_MS);
    size_t size = INPUT_PASTE_MAX + 5000;
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memset(bytes, 'y', size);
    Event event;
    input_feed(input, "\033[200~", 6, 0);
    input_feed(input, bytes, size, 0);
    assert_false(input_next(input, 0, &event));
    input_feed(input, "\033[201~z", 7, 0);
    assert_true(input_next(input, 0, &event));
    assert_int_equal(event.kind, EVENT_PASTE);
    assert_in_range(event.length, INPUT_PASTE_MAX - 8, INPUT_PASTE_MAX);
    assert_true(input_next(input, 0, &event));
    assert_int_equal(event.key, 'z');
    free(bytes);
    input_free(input);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_split),     cmocka_unit_test(test_neighbours_do_not_mix),
        cmocka_unit_test(test_escape_and_time), cmocka_unit_test(test_wait),
        cmocka_unit_test(test_escape_delay),    cmocka_unit_test(test_paste_is_capped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
