/* Settings: the form over their table, what it does at once, taking back, what is fixed from outside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "loket/base/lang.h"
#include "screen.h"

static void fix(Screen *screen, const char *key, const char *text) {
    Error err = {0};
    assert_int_equal(settings_put(&screen->personal.settings, SETTING_CONFIG, key, text, "config.yaml:3", &err), OK);
}

static void test_pictures(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    fix(&screen, "clipboard", "off");
    screen_keys(&screen, ": \"settings\" Enter");
    screen_golden(&screen, "settings-80x24");
    screen_resize(&screen, 12, 40);
    screen_golden(&screen, "settings-40x12");
    screen_resize(&screen, 40, 120);
    screen_golden(&screen, "settings-120x40");
    screen_close(&screen);
}

/* Saved, done at once, kept, and taken back with the same key as a record. */
static void test_takes_effect(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    assert_true(screen_has(&screen, "Nordhaven Wonen"));
    screen_keys(&screen, ": \"settings\" Enter Tab Right Right Tab Right Right Tab Right Tab Tab y C-x");
    assert_false(screen_has(&screen, "Nordhaven Wonen"));
    assert_string_equal(lang_now(), "nl");
    assert_true(screen.ui.ascii);
    assert_true(screen.ui.narrow_cursor);
    assert_int_equal(screen.ui.request.kind, REQUEST_SETTINGS);
    assert_true(screen_has(&screen, "Saved 18:24 settings Language, Characters, Narrow cursor"));
    Personal again; /* as the next start reads it */
    StrBuf faults;
    strbuf_init(&faults);
    assert_int_equal(personal_init(&again, &faults), 0);
    personal_open(&again, screen.desk);
    assert_string_equal(settings_text(&again.settings, "language"), "nl");
    assert_int_equal(settings_source(&again.settings, "language"), SETTING_EVERY_FILE);
    assert_int_equal(settings_source(&again.settings, "discreet"), SETTING_THIS_FILE);
    personal_done(&again);
    strbuf_done(&faults);
    screen_keys(&screen, "u");
    assert_true(screen_has(&screen, "taken back: settings"));
    assert_true(screen_has(&screen, "Nordhaven Wonen"));
    assert_false(screen.ui.ascii);
    screen_keys(&screen, "U");
    assert_false(screen_has(&screen, "Nordhaven Wonen"));
    screen_keys(&screen, "u");
    screen_close(&screen);
}

/* A change of a record since is newer: that one is taken back. */
static void test_undo_order(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, ": \"set mouse on\" Enter");
    assert_true(screen_has(&screen, "Saved 18:24 mouse (u undoes)"));
    screen_keys(&screen, "p 4 u");
    assert_true(settings_on(&screen.personal.settings, "mouse"));
    screen_keys(&screen, ": \"set mouse off\" Enter");
    assert_false(settings_on(&screen.personal.settings, "mouse"));
    screen_keys(&screen, "u");
    assert_true(settings_on(&screen.personal.settings, "mouse"));
    screen_keys(&screen, ": \"set mouse\" Enter");
    assert_true(screen_has(&screen, "mouse: yes (own choice)"));
    screen_keys(&screen, ": \"set mouse off\" Enter");
    screen_close(&screen);
}

static void test_fixed_and_wrong(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    fix(&screen, "mouse", "yes");
    screen_keys(&screen, ": \"set mouse off\" Enter");
    assert_true(screen_has(&screen, "mouse is fixed by config.yaml:3"));
    screen_keys(&screen, "Esc : \"set theme nosuch\" Enter");
    assert_true(screen_has(&screen, "nosuch"));
    assert_int_equal(settings_source(&screen.personal.settings, "theme"), SETTING_BUILT_IN);
    screen_keys(&screen, "Esc : \"settings\" Enter C-u \"nosuch\" C-x"); /* the cursor stands in the theme */
    assert_true(screen_has(&screen, "1 field needs attention: Theme"));
    screen_keys(&screen, "Esc");
    assert_true(screen_has(&screen, "left as it was"));
    assert_string_equal(settings_text(&screen.personal.settings, "theme"), "auto");
    screen_close(&screen);
}

/* The preset of arrows and function keys at once, and back. */
static void test_keys(void **state) {
    (void)state;
    Screen screen;
    char key[24];
    screen_open(&screen, 24, 80);
    screen_keys(&screen, ": \"set keys plain\" Enter");
    ui_key_of(&screen.ui, "edit", key);
    assert_string_not_equal(key, "e");
    screen_keys(&screen, ": \"set keys vi\" Enter");
    ui_key_of(&screen.ui, "edit", key);
    assert_string_equal(key, "e");
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pictures),        cmocka_unit_test(test_takes_effect), cmocka_unit_test(test_undo_order),
        cmocka_unit_test(test_fixed_and_wrong), cmocka_unit_test(test_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
