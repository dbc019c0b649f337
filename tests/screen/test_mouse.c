/* The mouse: what is drawn can be pointed at, and pointing does no more than keys do. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "screen.h"

/* Off until it is asked for; then what the terminal took with it is told. */
static void test_asked_for(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    assert_false(settings_on(&screen.personal.settings, "mouse"));
    screen_keys(&screen, ": \"set mouse on\" Enter");
    assert_true(settings_on(&screen.personal.settings, "mouse"));
    assert_int_equal(screen.ui.request.kind, REQUEST_SETTINGS);
    assert_true(screen_has(&screen, "Shift"));
    ui_served(&screen.ui);
    screen_keys(&screen, ": \"use the mouse\" Enter"); /* an action that does the same */
    assert_false(settings_on(&screen.personal.settings, "mouse"));
    screen_close(&screen);
}

/* A click puts the cursor there, a second one opens; the pane comes along. */
static void test_rows(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_click(&screen, "INC-0002");
    assert_int_equal(ui_target(&screen.ui).no, 2);
    assert_string_equal(screen.ui.top->ops->name, "overview");
    screen_click(&screen, "INC-0002");
    assert_string_equal(screen.ui.top->ops->name, "record");
    screen_click(&screen, "? help"); /* a hint of the footer is its key */
    assert_string_equal(screen.ui.top->ops->name, "help");
    screen_click(&screen, "q back");
    assert_string_equal(screen.ui.top->ops->name, "record");
    screen_keys(&screen, "q");
    screen_click(&screen, "nobody to be spoken"); /* a pane without a row */
    assert_string_equal(ui_target(&screen.ui).def->key, "contact");
    assert_string_equal(screen.ui.top->ops->name, "overview"); /* the first click only goes there */
    screen_keys(&screen, "g i");
    screen_click(&screen, "Badge lent");
    assert_int_equal(ui_target(&screen.ui).no, 5);
    screen_click(&screen, "Badge lent");
    assert_string_equal(screen.ui.top->ops->name, "record");
    screen_close(&screen);
}

/* In a narrow window the panes are tabs. */
static void test_tabs(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 12, 40);
    screen_click(&screen, "3 Con");
    assert_string_equal(ui_target(&screen.ui).def->key, "contact");
    screen_close(&screen);
}

/* A line of a record, and the link on it. */
static void test_links(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g x Enter");
    screen_click(&screen, "Origin");
    assert_string_equal(ui_target(&screen.ui).def->key, "action");
    screen_click(&screen, "Origin");
    assert_string_equal(ui_target(&screen.ui).def->key, "incident");
    screen_close(&screen);
}

/* A popup: its items and keys; what lies around and under it is out of reach. */
static void test_popups(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i j p");
    View *popup = screen.ui.top;
    for (int row = 0; row < 24; row++)
        for (int column = 0; column < 80; column += 3) {
            ui_draw(&screen.ui, &screen.canvas);
            bool nothing = !canvas_spot_at(&screen.canvas, row, column);
            if (nothing) screen_mouse(&screen, KEY_CLICK, row, column);
        }
    assert_ptr_equal(screen.ui.top, popup);
    assert_false(screen.ui.quit);
    screen_click(&screen, "LOW");
    assert_ptr_equal(screen.ui.top, popup); /* on it */
    screen_click(&screen, "LOW");
    assert_ptr_not_equal(screen.ui.top, popup); /* taken */
    assert_string_equal(screen_field(&screen, "INC-0001", "severity"), "s4");
    screen_keys(&screen, "p");
    screen_click(&screen, "Esc leave");
    assert_string_equal(screen.ui.top->ops->name, "list");
    screen_keys(&screen, "g");
    screen_click(&screen, "contacts"); /* what may follow a first key */
    assert_string_equal(ui_target(&screen.ui).def->key, "contact");
    screen_keys(&screen, "g");
    screen_mouse(&screen, KEY_CLICK, 5, 5); /* elsewhere: never mind */
    assert_int_equal(screen.ui.pending_count, 0);
    screen_close(&screen);
}

/* No click ever answers a question by itself. */
static void test_question(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i Space p 1 * p 4");
    assert_true(screen_has(&screen, "y yes"));
    char before[8];
    snprintf(before, sizeof before, "%s", screen_field(&screen, "INC-0001", "severity"));
    for (int row = 0; row < 23; row++)
        for (int column = 0; column < 80; column++) {
            ui_draw(&screen.ui, &screen.canvas);
            const Spot *spot = canvas_spot_at(&screen.canvas, row, column);
            if (!spot || !spot->keys[0]) screen_mouse(&screen, KEY_CLICK, row, column);
        }
    assert_string_equal(screen_field(&screen, "INC-0001", "severity"), before);
    screen_click(&screen, "y yes");
    assert_string_equal(screen_field(&screen, "INC-0001", "severity"), "s4");
    screen_close(&screen);
}

static void test_form(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "a i Esc g i e");
    screen_click(&screen, "Received");
    screen_keys(&screen, "C-u \"2026-11-22 09:00\"");
    assert_true(screen_has(&screen, "[2026-11-22 09:00"));
    screen_click(&screen, "Ctrl-X save");
    assert_string_equal(screen.ui.top->ops->name, "list");
    screen_close(&screen);
}

/* In a text a click puts the cursor on the letter under it: in a field that has not the focus yet, beyond letters of two cells and marks
 * that combine, in a text that is wrapped, in a line that is scrolled, in a prompt, in what is searched. */
static void test_text(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "a i \"x\" Enter g i k e");
    screen_click(&screen, "Title");
    screen_keys(&screen, "C-u \"abc\"");
    screen_paste(&screen, "日本e\xcc\x81 xyz");
    screen_keys(&screen, "Tab");
    ui_draw(&screen.ui, &screen.canvas);
    int row = 0, column = 0;
    for (int r = 0; r < 24; r++)
        for (int c = 0; c < 76; c++)
            if (strcmp(canvas_cell(&screen.canvas, r, c)->text, "a") == 0 && strcmp(canvas_cell(&screen.canvas, r, c + 1)->text, "b") == 0 &&
                strcmp(canvas_cell(&screen.canvas, r, c + 2)->text, "c") == 0)
                row = r, column = c;
    screen_mouse(&screen, KEY_CLICK, row, column + 3 + 4); /* behind two wide ones: the e with its accent */
    screen_keys(&screen, "\"!\" Right \"?\"");
    assert_true(screen_has(&screen, "abc日本!e\xcc\x81? xyz"));
    screen_mouse(&screen, KEY_CLICK, row, 70); /* behind the end */
    screen_keys(&screen, "\"$\"");
    assert_true(screen_has(&screen, "xyz$"));
    screen_mouse(&screen, KEY_CLICK, row, column + 3 + 1); /* the right half of a wide one is that one */
    screen_keys(&screen, "\"%\"");
    assert_true(screen_has(&screen, "abc%日本"));
    screen_close(&screen);
}

static void test_text_wrapped_and_scrolled(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i c");
    screen_paste(&screen, "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty");
    screen_click(&screen, "sixteen");
    screen_keys(&screen, "\"#\"");
    assert_true(screen_has(&screen, "six#teen"));
    screen_close(&screen);
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen\"");
    screen_click(&screen, "twelve");
    screen_keys(&screen, "\"#\"");
    screen_keys(&screen, "C-e");
    assert_true(screen_has(&screen, "twe#lve thirteen"));
    screen_keys(&screen, "Esc g / \"badge\"");
    screen_click(&screen, "badge");
    screen_keys(&screen, "\"x\"");
    assert_true(screen_has(&screen, "baxdge"));
    screen_close(&screen);
}

/* The wheel moves what lies under it. */
static void test_wheel(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i");
    screen_mouse(&screen, KEY_WHEEL_DOWN, 8, 10);
    int64_t no = ui_target(&screen.ui).no;
    screen_keys(&screen, "k k k");
    int64_t first = ui_target(&screen.ui).no;
    screen_keys(&screen, "j j j");
    assert_int_equal(ui_target(&screen.ui).no, no);
    screen_mouse(&screen, KEY_WHEEL_UP, 8, 10);
    assert_int_equal(ui_target(&screen.ui).no, first);
    screen_mouse(&screen, KEY_WHEEL_DOWN, 0, 10); /* the header is nothing to scroll */
    assert_int_equal(ui_target(&screen.ui).no, first);
    screen_keys(&screen, "g o");
    screen_mouse(&screen, KEY_WHEEL_DOWN, 16, 10); /* over another pane */
    assert_string_equal(ui_target(&screen.ui).def->key, "contact");
    screen_keys(&screen, "?");
    assert_false(screen_has(&screen, "Enter run it"));
    screen_mouse(&screen, KEY_WHEEL_DOWN, 5, 5);
    screen_mouse(&screen, KEY_WHEEL_DOWN, 5, 5);
    assert_true(screen_has(&screen, "Enter run it")); /* from line to line */
    screen_close(&screen);
}

/* Two clicks at once, on a picture nobody has seen yet: the second is not obeyed. */
static void test_unseen(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i");
    screen.blind = true;
    screen_keys(&screen, "?");
    screen_click(&screen, "q back");
    assert_string_equal(screen.ui.top->ops->name, "help");
    screen.blind = false;
    screen_click(&screen, "q back");
    assert_string_equal(screen.ui.top->ops->name, "list");
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_asked_for), cmocka_unit_test(test_rows), cmocka_unit_test(test_tabs),  cmocka_unit_test(test_links), cmocka_unit_test(test_popups),
        cmocka_unit_test(test_question),  cmocka_unit_test(test_form), cmocka_unit_test(test_text), cmocka_unit_test(test_text_wrapped_and_scrolled), cmocka_unit_test(test_wheel), cmocka_unit_test(test_unseen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
