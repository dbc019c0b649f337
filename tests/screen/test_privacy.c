/* The privacy screen: no word of what is confidential on any page, and everything back when it is off. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "screen.h"

/* Every text of the confidential records has "Quokka" in it, and no other record has. */

static void open_secret(Screen *screen, int rows, int columns) {
    screen_open(screen, rows, columns);
    screen_add(screen, "contact", "name=Quokka V.; roles=hr; unit=Quokka unit; informal_maximum=5d; level=confidential; tags=quokka");
    int64_t no = screen_add(screen, "incident", "title=Quokka harassment; severity=s1; kind=concern; unit=Quokka unit; description=Quokka story; about=Quokka V.; "
                                                "tags=quokka; personal_data=yes; received_at=22 nov 2026 10:00; next_step=Quokka call; handler=CON-0005; level=confidential");
    screen_add_row(screen, "incident", no, "reporter", "who=Quokka W.; promised=Quokka news; promised_on=24 nov 2026");
    screen_add_row(screen, "incident", no, "judgement", "regime=AVG33; applies=yes; known_since=2026-11-22 10:00; reason=Quokka reason");
    screen_add(screen, "advice", "title=Quokka advice; weight=weighty; addressee=CON-0005; text=Quokka text; theme=quokka; risk_if_not=Quokka risk; level=confidential");
    screen_add(screen, "advice", "title=Quokka advice two; weight=weighty; addressee=CON-0005; text=Quokka text; theme=quokka; risk_if_not=Quokka risk; level=confidential");
    screen_add(screen, "talk", "with=CON-0005; topics=Quokka talk; held_at=20 nov 2026 10:00; state=held; text=Quokka said; level=confidential");
    screen_add(screen, "kind", "label=Project; lead_days=10; needs=advice");
    screen_add(screen, "trigger", "title=Quokka project; kind=KND-0001; needs=advice; heard_on=20 nov 2026; decision_on=1 dec 2026; party=Quokka BV; level=confidential");
    screen_add(screen, "approval", "kind=protocol; title=Quokka request; requester=CON-0005; decider=CON-0001; rule=Access protocol; reason=Quokka reason; level=confidential");
    screen_add(screen, "action", "title=Quokka action; origin=INC-0006; owner=CON-0005; due_on=24 nov 2026; level=confidential");
    screen_change(screen, "INC-0006", "description=Quokka story, longer");
    screen_add(screen, "action", "title=An open action; origin=INC-0006; owner=CON-0005; due_on=24 nov 2026");
    screen_restart(screen);
}

static const char *fold(const char *text) {
    static char lower[128 * 1024];
    size_t i = 0;
    for (; text[i] && i + 1 < sizeof lower; i++) lower[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
    lower[i] = '\0';
    return lower;
}

static bool shows(Screen *screen) {
    return strstr(fold(screen_text(screen)), "quokka") != NULL;
}

/* Ways to every page; what is typed there is not the secret itself. */
static const char *const pages[] = {"g o",
                                    "g o Tab", "g o 3", "g o 4", "g o z", "g o t", "g o t Space Space",
                                    "g i", "g a", "g c", "g t", "g v", "g s", "g r", "g x", "g u", "g e", "g n", "g d", "g h", "g m", "g w", "g y", "g z", "g k",
                                    "g i Enter", "g i o r Enter", "g i / \"har\"", "g c / \"q\"", "g i G", "g c G Enter", "g c G i", "g c i",
                                    "g / \"quo\"", "g x G Enter", "g x G e", "g x G e Esc", "g x w", "a x", "g x / \"open\" Enter Enter",
                                    "? ", ": \"inc-0006\"", ": \"inc-0006\" Enter", "g i T", "g i *", "b", "g o i", "g v Enter", "g a Enter i", "g t Enter i"};

static void leave_all(Screen *screen) {
    screen_keys(screen, "Esc Esc Esc Esc Esc Esc");
    while (screen->ui.top->below) screen_keys(screen, "Esc");
    screen_keys(screen, "g o 1");
}

static void test_nowhere(void **state) {
    (void)state;
    Screen screen;
    open_secret(&screen, 24, 80);
    size_t bare = 0; /* there is something to be hidden on most of them */
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        screen_keys(&screen, pages[i]);
        bare += shows(&screen);
        leave_all(&screen);
    }
    assert_true(bare > COUNT_OF(pages) / 2);
    screen_keys(&screen, "H");
    assert_true(screen_has(&screen, "PRIVACY"));
    static const int sizes[][2] = {{24, 80}, {12, 40}, {40, 120}, {50, 200}};
    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        screen_resize(&screen, sizes[s][0], sizes[s][1]);
        for (size_t i = 0; i < COUNT_OF(pages); i++) {
            screen_keys(&screen, pages[i]);
            if (shows(&screen)) fail_msg("%s at %dx%d shows it:\n%.3000s", pages[i], sizes[s][1], sizes[s][0], screen_text(&screen));
            leave_all(&screen);
        }
    }
    screen_resize(&screen, 24, 80);
    screen_keys(&screen, "H g i");
    assert_true(shows(&screen));
    assert_false(screen_has(&screen, "PRIVACY"));
    screen_close(&screen);
}

/* On the page of such a record the key hides it at once, and brings it back as it was. */
static void test_here(void **state) {
    (void)state;
    Screen screen;
    open_secret(&screen, 24, 80);
    screen_keys(&screen, ": \"inc-0006\" Enter");
    assert_true(shows(&screen));
    screen_keys(&screen, "H");
    assert_false(shows(&screen));
    assert_true(screen_has(&screen, "INC-0006"));
    screen_golden(&screen, "privacy-record-80x24");
    screen_keys(&screen, "e");
    assert_true(screen_has(&screen, "edit: masked; H ends the privacy screen"));
    screen_keys(&screen, "y");
    assert_true(screen_has(&screen, "copy: masked; H ends the privacy screen"));
    assert_int_equal(screen.ui.request.kind, REQUEST_NONE);
    screen_keys(&screen, "H");
    assert_true(shows(&screen));
    screen_close(&screen);
}

/* That a mask is found would tell what is under it. */
static void test_not_found(void **state) {
    (void)state;
    static const char *const ways[] = {"g i / \"harass\"", "g i f C-u \"handler:CON-0005\" Enter", "g i f C-u \"#quokka\" Enter", "g / \"harass\""};
    Screen screen;
    open_secret(&screen, 24, 80);
    for (int masked = 0; masked < 2; masked++) {
        for (size_t i = 0; i < COUNT_OF(ways); i++) {
            leave_all(&screen);
            screen_keys(&screen, ways[i]);
            assert_true(screen_has(&screen, "INC-0006") == !masked);
        }
        leave_all(&screen);
        screen_keys(&screen, "g i Esc g o H");
    }
    screen_close(&screen);
}

/* Lists keep their order and their place; what is masked cannot be opened; all else works, and changes nothing that is masked. */
static void test_list(void **state) {
    (void)state;
    Screen screen;
    open_secret(&screen, 24, 80);
    screen_keys(&screen, "H");
    screen_golden(&screen, "privacy-overview-80x24");
    screen_keys(&screen, "g i");
    screen_golden(&screen, "privacy-list-80x24");
    screen_keys(&screen, "/ \"inc-6\" Enter Enter");
    assert_true(screen_has(&screen, "open: masked; H ends the privacy screen"));
    screen_keys(&screen, "Esc Esc C");
    assert_true(screen_has(&screen, "names of clients are not on the privacy screen; H ends it"));
    screen_keys(&screen, "Esc Esc g x G s");
    leave_all(&screen);
    screen_keys(&screen, "g x G d \"+2d\" Enter u");
    screen_change(&screen, "INC-0006", "follow_up_on=27 nov 2026"); /* a session that saw it only as a mask */
    screen_keys(&screen, "H g i");
    assert_true(shows(&screen));
    assert_string_equal(screen_field(&screen, "INC-0006", "follow_up_on"), "2026-11-27");
    assert_string_equal(screen_field(&screen, "INC-0006", "title"), "Quokka harassment");
    assert_string_equal(screen_field(&screen, "INC-0006", "handler"), "CON-0005");
    assert_string_equal(screen_field(&screen, "INC-0006", "tags"), "quokka");
    screen_close(&screen);
}

/* With long lists the order of what is hidden decides where a page ends: nothing is left out, nothing comes twice. */
static void test_paging(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 12, 80);
    char fields[120];
    for (int i = 0; i < 40; i++) {
        snprintf(fields, sizeof fields, "name=%c%c person; roles=hr; level=%s", 'a' + (i * 7) % 26, 'a' + i % 26, i % 3 ? "internal" : "confidential");
        screen_add(&screen, "contact", fields);
    }
    screen_keys(&screen, "H g c o \"name\" Enter g g");
    unsigned seen[64] = {0};
    int64_t last = 0;
    for (int i = 0; i < 60; i++) {
        int64_t no = ui_target(&screen.ui).no;
        if (no != last) seen[no]++;
        last = no;
        screen_keys(&screen, "j");
    }
    for (int64_t no = 1; no <= 44; no++)
        if (seen[no] != 1) fail_msg("CON-%d came %u times", (int)no, seen[no]);
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_nowhere), cmocka_unit_test(test_here), cmocka_unit_test(test_not_found), cmocka_unit_test(test_list), cmocka_unit_test(test_paging)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
