/* What terminals send that no hand typed: answers that come late, reports nobody asked for, pieces of sequences, pastes in the wrong place.
 * Bytes go through the decoder to the whole interface, on every page and cut at every place; nothing is to come of them: neither an entry
 * in the trail, nor text in a field, nor another page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "loket/base/text.h"
#include "loket/store/trail.h"
#include "loket/term/input.h"
#include "screen.h"

enum { ROWS = 24, COLUMNS = 80, ESCAPE_MS = 25 };

/* Each kind of page and dialog, and whether a paste is text there. */
static const struct Page {
    const char *name, *keys;
    bool field;
} pages[] = {
    {"overview", "", false},
    {"zoomed pane", "z", false},
    {"list", "g i j", false},
    {"tagged rows", "g i Space", false},
    {"record", "g i Enter", false},
    {"sheet of a request", "g a i", false},
    {"sheet of a report", "g i i", false},
    {"agenda", "g d", false},
    {"radar", "g m", false},
    {"history", "g h", false},
    {"help", "?", false},
    {"triage", "t", false},
    {"first key of two", "g", false},
    {"choice", "g i p", false},
    {"form", "g i a Enter", true},
    {"form, with text", "g i a Enter \"half\"", true},
    {"capture", "a i", true},
    {"remark", "g i c", true},
    {"narrowing", "g i / \"lap\"", true},
    {"filter", "g i f", true},
    {"search", "g / \"lap\"", true},
    {"palette", ": \"ra\"", true},
    {"settings", ": \"settings\" Enter", true},
    {"lock", ": \"lock\" Enter", false},
};

static const char *const strays[] = {
    "\033[I", "\033[O",                                                                          /* focus */
    "\033[<35;10;5M", "\033[<0;10;5m", "\033[<2;3;3M", "\033[M !!", "\033[M#pq", "\033[32;10;5M", /* mouse: motion, release, X10, urxvt */
    "\033[?62;1;6;22c", "\033[>41;370;0c", "\033P!|7E7E4558\033\\",                              /* what kind of terminal */
    "\033[0n", "\033[12;40R", "\033[1;1R", "\033[1;40R", "\033[?12;40;1R",                       /* how it is, where the cursor is */
    "\033]10;rgb:dddd/dddd/dddd\033\\", "\033]11;rgb:0000/0000/0000\007", "\033]4;1;rgb:dd/dd/dd\007", "\033]52;c;ZERxcQ==\007",
    "\033[?2026;2$y", "\033[4;2$y", "\033P1$r0m\033\\", "\033P1+r544e=787465726d\033\\", "\033P>|XTerm(370)\033\\", /* modes, names, versions */
    "\033[8;24;80t", "\033[4;600;800t", "\033]Lsdjq\033\\", "\033_Gi=31;OK\033\\",              /* sizes, titles, pictures */
    "\033[?1u", "\033[97;1:3u", "\033[57358;1u", "\033[57441;2:3u",                              /* kitty */
    "\033[25~", "\033[34~", "\033[200z", "\033[1;2;3;4;5;6A", "\033Oz", "\033[[Z",               /* keys of keyboards that are gone */
    "\x9b\x49", "\xc2\x9b\x49", "\x9d\x31\x31;rgb:0/0/0\007", "\x90qs\033\\", "\xc2\x84", "\x9fqs\033\\", "\x9e\x71s\007", /* eight-bit controls */
    "\033[201~",                                                                                 /* the end of a paste that began elsewhere */
};

/* These say that they were not used. */
static const char *const broken[] = {"\xc3", "\xe2\x82", "\xff", "\xed\xa0\x80", "\xf0\x9f\x98", "\xc0\xaf"};

typedef struct Bytes {
    Screen *screen;
    Input *input;
    int events; /* that came of them */
} Bytes;

static void drain(Bytes *bytes) {
    Event event;
    while (input_next(bytes->input, bytes->screen->steady, &event)) {
        event.at = bytes->screen->steady;
        bytes->events++;
        ui_update(&bytes->screen->ui, &event);
    }
}

/* `from` up to `at`, a pause, the rest, and a long silence. */
static int feed(Screen *screen, const char *from, size_t at, int pause_ms) {
    Bytes bytes = {.screen = screen, .input = input_new(ESCAPE_MS)};
    size_t length = strlen(from);
    input_feed(bytes.input, from, at, screen->steady);
    drain(&bytes);
    screen->steady += pause_ms;
    if (pause_ms > ESCAPE_MS) drain(&bytes);
    input_feed(bytes.input, from + at, length - at, screen->steady);
    drain(&bytes);
    screen->steady += INPUT_PASTE_MS + 1000;
    drain(&bytes);
    input_free(bytes.input);
    return bytes.events;
}

/* The picture but for the row of messages. */
static void picture(Screen *screen, StrBuf *out) {
    strbuf_clear(out);
    screen->ui.message[0] = '\0';
    strbuf_add(out, screen_text(screen));
}

static void open_page(Screen *screen, const struct Page *page) {
    screen_open(screen, ROWS, COLUMNS);
    screen_keys(screen, page->keys);
}

static int64_t trail(Screen *screen) {
    return trail_last(desk_db(screen->desk));
}

static void same(Screen *screen, const struct Page *page, const StrBuf *before, int64_t entries, const char *bytes, size_t cut) {
    StrBuf now;
    strbuf_init(&now);
    picture(screen, &now);
    if (!text_equal(now.data, before->data) || trail(screen) != entries) {
        StrBuf shown;
        strbuf_init(&shown);
        for (const char *c = bytes; *c; c++) strbuf_addf(&shown, *c >= ' ' && *c <= '~' ? "%c" : "\\x%02x", (unsigned char)*c);
        fail_msg("%s: '%s' cut at %zu does something:\n%s", page->name, shown.data, cut, now.data);
    }
    strbuf_done(&now);
}

static void check_strays(Screen *screen, const struct Page *page) {
    StrBuf before;
    strbuf_init(&before);
    picture(screen, &before);
    int64_t entries = trail(screen);
    for (size_t i = 0; i < COUNT_OF(strays); i++)
        for (size_t cut = 0; cut < strlen(strays[i]); cut++) {
            int events = feed(screen, strays[i], cut, 5);
            if (events) fail_msg("%s: stray %zu cut at %zu gives %d events", page->name, i, cut, events);
        }
    same(screen, page, &before, entries, "all of them", 0);
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        feed(screen, broken[i], 0, 5);
        if (strcmp(page->name, "first key of two") != 0) same(screen, page, &before, entries, broken[i], 0); /* a key, if none that is known, ends it */
        entries = trail(screen);
    }
    strbuf_done(&before);
}

/* Cut where an Esc by itself is already a key: that one may close what it closes, and nothing else happens. */
static void check_pieces(const struct Page *page, size_t number, const StrBuf *escaped) {
    static const struct {
        const char *bytes;
        int gap_ms;
    } pieces[] = {{"\033[A", 60}, {"\033OP", 200}, {"\033]11;rgb:dddd/dddd/dddd\007", 200}};
    size_t i = number % COUNT_OF(pieces);
    Screen screen;
    StrBuf now;
    strbuf_init(&now);
    open_page(&screen, page);
    int64_t entries = trail(&screen);
    feed(&screen, pieces[i].bytes, 1, pieces[i].gap_ms);
    picture(&screen, &now);
    if (!text_equal(now.data, escaped->data)) fail_msg("%s: key %zu in pieces is more than Esc:\n%s", page->name, i, now.data);
    assert_int_equal(trail(&screen), entries);
    screen_close(&screen);
    strbuf_done(&now);
}

/* A paste, also one that never ends or comes in pieces, is nothing where there is no field: one event, whole. */
static void check_pastes(Screen *screen, const struct Page *page) {
    static const char *const pastes[] = {"\033[200~dDxq:q!\rps1\rsr\r\033[201~", "\033[200~dDxq:q!\rps1\r", "\033[200~\033[A\033OP\003\033[201~"};
    StrBuf before;
    strbuf_init(&before);
    picture(screen, &before);
    int64_t entries = trail(screen);
    for (size_t i = 0; i < COUNT_OF(pastes); i++)
        for (size_t cut = 0; cut < strlen(pastes[i]); cut += 3) {
            assert_int_equal(feed(screen, pastes[i], cut, 5), 1);
            same(screen, page, &before, entries, pastes[i], cut);
        }
    strbuf_done(&before);
}

/* And text in one. */
static void check_field(const struct Page *page) {
    Screen screen;
    open_page(&screen, page);
    int64_t entries = trail(&screen);
    assert_int_equal(feed(&screen, "\033[200~qdx!\033[201~", 8, 5), 1);
    if (!screen_has(&screen, "qdx!")) fail_msg("%s: pasted text is not there:\n%s", page->name, screen_text(&screen));
    assert_int_equal(trail(&screen), entries);
    screen_close(&screen);
}

static void test_every_page(void **state) {
    (void)state;
    StrBuf escaped;
    strbuf_init(&escaped);
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        Screen screen;
        open_page(&screen, &pages[i]);
        check_strays(&screen, &pages[i]);
        if (!pages[i].field) check_pastes(&screen, &pages[i]);
        screen_close(&screen);
        open_page(&screen, &pages[i]);
        screen_keys(&screen, "Esc");
        picture(&screen, &escaped);
        screen_close(&screen);
        check_pieces(&pages[i], i, &escaped);
        if (pages[i].field) check_field(&pages[i]);
    }
    strbuf_done(&escaped);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_page)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
