/* Looking around: panes, lists, records, places; nothing here changes the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journey.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

enum { KEY_BYTES = 400, KEY_BYTES_PREVIEW = 1500, SILENCE_MS = 1500 };

static void test_panes(void **state) {
    (void)state;
    static const char *const focus[] = {"[1 Incidents", "[2 Approvals", "[3 Contacts", "[4 Trigger"};
    Journey journey;
    journey_open(&journey);
    for (size_t i = 0; i < COUNT_OF(focus); i++) {
        journey_sees(&journey, focus[i]);
        assert_true(journey_cursor(&journey) > 0); /* the hardware cursor is on the row in focus */
        journey_keys(&journey, "Tab");
    }
    journey_sees(&journey, focus[0]);
    journey_keys(&journey, "S-Tab");
    journey_sees(&journey, focus[3]);
    journey_keys(&journey, "2");
    journey_sees(&journey, focus[1]);
    journey_keys(&journey, "z");
    journey_sees(&journey, "z all panes");
    journey_sees(&journey, "[2 Approvals");
    assert_true(tty_cell(journey.tty, 3, 0).character == '>');
    journey_keys(&journey, "z");
    journey_misses(&journey, "z all panes");
    journey_leave(&journey);
    journey_end(&journey);
}

/* Every way to move, and how few bytes one row costs. */
static void test_moving(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g c"); /* contacts: more than a screen */
    char first[16], last[16], code[16];
    snprintf(first, sizeof first, "%s", journey_code(&journey));
    int top = journey_cursor(&journey);
    journey_keys(&journey, "j j k Down Up");
    assert_int_equal(journey_cursor(&journey), top + 1);
    journey_keys(&journey, "G");
    snprintf(last, sizeof last, "%s", journey_code(&journey));
    assert_string_not_equal(first, last);
    journey_keys(&journey, "j");
    assert_string_equal(journey_code(&journey), last);
    journey_keys(&journey, "C-u PageUp C-d");
    snprintf(code, sizeof code, "%s", journey_code(&journey));
    assert_string_not_equal(code, last);
    journey_keys(&journey, "g g");
    assert_string_equal(journey_code(&journey), first);
    journey_keys(&journey, "End Home");
    assert_string_equal(journey_code(&journey), first);
    size_t before = tty_bytes(journey.tty);
    journey_keys(&journey, "j");
    print_message("one row down beside a preview: %zu bytes\n", tty_bytes(journey.tty) - before);
    assert_in_range(tty_bytes(journey.tty) - before, 1, KEY_BYTES_PREVIEW);
    journey_keys(&journey, "g o");
    before = tty_bytes(journey.tty);
    journey_keys(&journey, "j");
    print_message("one row down without: %zu bytes\n", tty_bytes(journey.tty) - before);
    assert_in_range(tty_bytes(journey.tty) - before, 1, KEY_BYTES);
    assert_int_equal(tty_idle(journey.tty, SILENCE_MS), 0); /* who does nothing is sent nothing */
    journey_leave(&journey);
    journey_end(&journey);
}

/* Where the preview is at its largest no step of the cursor costs more than a slow line can bear: over all rows, and whatever they hold. */
static void test_every_step_is_cheap(void **state) {
    (void)state;
    static const char *const pages[] = {"g o", "g i", "g a", "g c", "g v"};
    Journey journey;
    journey_begin(&journey);
    journey_start(&journey, 200, 50, NULL);
    size_t most = 0;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        journey_keys(&journey, pages[i]);
        char code[16] = "";
        for (int steps = 0; steps < 40 && strcmp(code, journey_code(&journey)) != 0; steps++) {
            snprintf(code, sizeof code, "%s", journey_code(&journey));
            size_t before = tty_bytes(journey.tty);
            journey_keys(&journey, "j");
            size_t bytes = tty_bytes(journey.tty) - before;
            if (bytes > most) most = bytes;
            if (bytes > KEY_BYTES_PREVIEW) fail_msg("%s below %s: %zu bytes", pages[i], code, bytes);
        }
    }
    print_message("the dearest step at 200x50: %zu bytes\n", most);
    journey_leave(&journey);
    journey_end(&journey);
}

/* A key held down, or typed ahead, never goes past the last row, and needs no repaint for each. */
static void test_burst(void **state) {
    (void)state;
    Journey journey;
    journey_begin(&journey);
    journey_start(&journey, 100, 40, NULL);
    journey_keys(&journey, "g c");
    int top = journey_cursor(&journey);
    size_t before = tty_bytes(journey.tty);
    journey_type(&journey, "jjjjjjjjjjjjjjjjjjjj");
    assert_int_equal(journey_cursor(&journey), top + 20);
    assert_in_range(tty_bytes(journey.tty) - before, 1, 3 * KEY_BYTES_PREVIEW);
    journey_leave(&journey);
    journey_end(&journey);
}

static void test_open_and_back(void **state) {
    (void)state;
    Journey journey;
    char code[16], other[16];
    journey_open(&journey);
    snprintf(code, sizeof code, "%s", journey_code(&journey));
    journey_keys(&journey, "Enter");
    journey_sees(&journey, code);
    journey_sees(&journey, "Report ──");
    journey_misses(&journey, "Elsewhere");
    journey_keys(&journey, "Tab");
    assert_true(journey_cursor(&journey) > 1); /* to the next part */
    journey_keys(&journey, "G");
    journey_keys(&journey, "q");
    journey_sees(&journey, "Elsewhere");
    assert_string_equal(journey_code(&journey), code); /* where it was left */
    journey_keys(&journey, "j");
    snprintf(other, sizeof other, "%s", journey_code(&journey));
    journey_keys(&journey, "Enter Esc Esc"); /* Esc goes back and never out */
    journey_sees(&journey, "Elsewhere");
    journey_keys(&journey, "b");
    journey_sees(&journey, other);
    journey_misses(&journey, "Elsewhere");
    journey_keys(&journey, "b");
    assert_non_null(strstr(tty_row(journey.tty, 0), code));
    journey_keys(&journey, "B");
    assert_non_null(strstr(tty_row(journey.tty, 0), other));
    journey_keys(&journey, "B");
    journey_sees(&journey, "Elsewhere"); /* pages are places too */
    journey_keys(&journey, "B");
    journey_sees(&journey, "there is nothing later");
    journey_leave(&journey);
    journey_end(&journey);
}

/* Enter on a line that names another record goes there. */
static void test_links(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    tty_type(journey.tty, ":INC-0009");
    journey_keys(&journey, "Enter");
    assert_non_null(strstr(tty_row(journey.tty, 0), "INC-0009"));
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "nothing opens here");
    for (int i = 0; i < 150 && !strstr(tty_row(journey.tty, journey_cursor(&journey)), "MSG-"); i++) journey_keys(&journey, "j");
    journey_keys(&journey, "Enter");
    assert_non_null(strstr(tty_row(journey.tty, 0), "MSG-"));
    journey_keys(&journey, "Esc");
    assert_non_null(strstr(tty_row(journey.tty, 0), "INC-0009"));
    journey_leave(&journey);
    journey_end(&journey);
}

static void test_registers(void **state) {
    (void)state;
    static const char keys[] = "iactvsrxuenywkz";
    Journey journey;
    journey_open(&journey);
    for (const char *key = keys; *key; key++) {
        char names[8];
        snprintf(names, sizeof names, "g %c", *key);
        journey_keys(&journey, names);
        journey_misses(&journey, "Elsewhere");
        journey_misses(&journey, "does nothing here");
        if (*key == 'y')
            journey_sees(&journey, "In this part"); /* the year is a page, from which its list is a key away */
        else if (*key != 'z')
            journey_sees(&journey, "in all");
        journey_keys(&journey, "Enter"); /* every kind of record can be shown */
        journey_sees(&journey, "need you");
    }
    journey_keys(&journey, "g");
    journey_sees(&journey, "─ then ─"); /* what may follow */
    journey_keys(&journey, "h");
    journey_sees(&journey, "History");
    journey_keys(&journey, "g Q");
    journey_sees(&journey, "'g Q' does nothing here");
    journey_keys(&journey, "g o");
    journey_sees(&journey, "Elsewhere");
    journey_leave(&journey);
    journey_end(&journey);
}

/* `/` narrows while typing: Enter keeps it, Esc gives back what was there. */
static void test_narrow(void **state) {
    (void)state;
    Journey journey;
    char code[16];
    journey_open(&journey);
    journey_keys(&journey, "g i j j j");
    snprintf(code, sizeof code, "%s", journey_code(&journey));
    char *before = tty_screen(journey.tty);
    journey_type(&journey, "/camera");
    journey_sees(&journey, "INC-0019");
    journey_misses(&journey, "INC-0009");
    journey_keys(&journey, "Esc");
    char *after = tty_screen(journey.tty);
    assert_string_equal(after, before);
    assert_string_equal(journey_code(&journey), code);
    free(before);
    free(after);
    journey_type(&journey, "/camera");
    journey_keys(&journey, "Enter");
    journey_misses(&journey, "INC-0009");
    journey_sees(&journey, "[state:open camera]"); /* the filter is in the title */
    journey_type(&journey, "/nothing like it");
    journey_keys(&journey, "Esc"); /* what was narrowed before stays narrowed */
    journey_sees(&journey, "INC-0019");
    journey_misses(&journey, "INC-0009");
    journey_keys(&journey, "Esc");
    journey_sees(&journey, "INC-0009");
    journey_leave(&journey);
    journey_end(&journey);
}

static void test_filter(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i f");
    journey_keys(&journey, "C-u");
    journey_type(&journey, "severity:S1");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "INC-0009");
    journey_misses(&journey, "INC-0019");
    journey_keys(&journey, "f C-u");
    journey_type(&journey, "sevrity:S1");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "sevrity"); /* says what is wrong, and which word was perhaps meant */
    journey_sees(&journey, "severity");
    journey_sees(&journey, "INC-0009"); /* the list stays */
    journey_misses(&journey, "INC-0019");
    journey_keys(&journey, "Esc"); /* alone: with a letter at once behind it it would be Alt */
    journey_keys(&journey, "f C-u");
    journey_type(&journey, "severity:S1 state:withdrawn");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "Esc shows all again");
    journey_keys(&journey, "Esc");
    journey_sees(&journey, "INC-0019");
    journey_leave(&journey);
    journey_end(&journey);
}

static void test_order(void **state) {
    (void)state;
    Journey journey;
    journey_open(&journey);
    journey_keys(&journey, "g i");
    journey_sees(&journey, "due ↑");
    journey_keys(&journey, "o");
    journey_sees(&journey, "order by");
    journey_type(&journey, "received");
    journey_keys(&journey, "Enter g g");
    journey_sees(&journey, "Received at ↑");
    char first[16];
    snprintf(first, sizeof first, "%s", journey_code(&journey));
    journey_keys(&journey, "o");
    journey_type(&journey, "received");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "Received at ↓");
    journey_keys(&journey, "G");
    assert_string_equal(journey_code(&journey), first); /* the other way round */
    journey_keys(&journey, "V");
    journey_sees(&journey, "─ list ─");
    journey_keys(&journey, "a");
    journey_sees(&journey, "[all]");
    journey_leave(&journey);
    journey_end(&journey);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_panes), cmocka_unit_test(test_moving),    cmocka_unit_test(test_every_step_is_cheap), cmocka_unit_test(test_burst),  cmocka_unit_test(test_open_and_back), cmocka_unit_test(test_links),
        cmocka_unit_test(test_registers), cmocka_unit_test(test_narrow), cmocka_unit_test(test_filter), cmocka_unit_test(test_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
