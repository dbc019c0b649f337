/* The lock: what is seen of it, what a key does to it, and that what lies under it is as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "screen.h"

static void nothing_shows(Screen *screen) {
    static const char *const words[] = {"Nordhaven", "INC-", "CON-", "Okafor", "Laptop", "need", "Overview", "Half a title", "incident"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (screen_has(screen, words[i])) fail_msg("the lock shows '%s':\n%.2000s", words[i], screen_text(screen));
}

static void test_curtain(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "j L");
    assert_int_equal(screen.ui.request.kind, REQUEST_REPAINT);
    screen.ui.request.kind = REQUEST_NONE;
    nothing_shows(&screen);
    assert_true(screen_has(&screen, "locked; Enter unlocks"));
    screen_golden(&screen, "lock-80x24");
    int64_t before = screen_count(&screen, "incident");
    screen_keys(&screen, "q Esc : \"q\" a i \"more\" p 1 u C-l C-c C-x");
    screen_paste(&screen, "Enter\nq");
    screen_resize(&screen, 12, 40);
    screen_tick(&screen, 120);
    nothing_shows(&screen);
    assert_false(screen.ui.quit);
    assert_int_equal(screen_count(&screen, "incident"), before);
    screen_resize(&screen, 5, 20);
    nothing_shows(&screen);
    screen_resize(&screen, 24, 80);
    screen_keys(&screen, "Enter");
    assert_true(screen_has(&screen, "Nordhaven Wonen"));
    assert_true(screen_has(&screen, ">. CRIT INC-0001")); /* the cursor stands where it stood */
    screen_close(&screen);
}

/* A form that is half filled, and a question over it. */
static void test_under_it(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen.ui.minute_ms = 60 * 1000;
    screen_keys(&screen, "e Tab C-u \"Half a title\"");
    assert_true(screen_has(&screen, "[Half a title"));
    screen_tick(&screen, 9 * 60);
    assert_false(screen.ui.locked);
    screen_tick(&screen, 61);
    assert_true(screen.ui.locked);
    nothing_shows(&screen);
    screen_keys(&screen, "Enter");
    assert_false(screen.ui.locked);
    assert_true(screen_has(&screen, "[Half a title"));
    screen_keys(&screen, "\" more\"");
    assert_true(screen_has(&screen, "[Half a title more"));
    screen_close(&screen);
}

/* Back after a stop, or a key before the tick came: the key goes nowhere. */
static void test_idle_key(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen.ui.minute_ms = 60 * 1000;
    screen_keys(&screen, "j");
    screen.steady += 11 * 60 * 1000;
    screen_keys(&screen, "p");
    assert_true(screen.ui.locked);
    screen_keys(&screen, "Enter");
    assert_true(screen_has(&screen, "Overview"));
    Error err = {0};
    assert_int_equal(settings_put(&screen.personal.settings, SETTING_OPTION, "idle_lock", "0", "", &err), OK);
    screen.steady += (int64_t)100 * 60 * 1000;
    screen_keys(&screen, "j");
    assert_false(screen.ui.locked);
    screen_close(&screen);
}

static void test_passphrase(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    Error err = {0};
    assert_int_equal(personal_set_passphrase(&screen.personal, "open sesame", &err), OK);
    screen_keys(&screen, "L Enter");
    assert_true(screen_has(&screen, "locked; the passphrase unlocks"));
    screen_keys(&screen, "\"open sesam\"");
    nothing_shows(&screen);
    assert_false(screen_has(&screen, "sesam"));
    assert_true(screen_has(&screen, "**********"));
    screen_golden(&screen, "lock-passphrase-80x24");
    screen_keys(&screen, "Enter");
    assert_true(screen.ui.locked);
    assert_true(screen_has(&screen, "wrong; the next try in 1 second"));
    screen_tick(&screen, 1);
    assert_true(screen_has(&screen, "locked; the passphrase unlocks"));
    screen_keys(&screen, "\"nonsense\" Enter");
    assert_true(screen_has(&screen, "wrong; the next try in 2 seconds"));
    screen_keys(&screen, "o"); /* too soon: dropped */
    screen_tick(&screen, 2);
    screen_keys(&screen, "\"open sesame\" Enter");
    assert_false(screen.ui.locked);
    assert_true(screen_has(&screen, "Nordhaven Wonen"));
    settings_put(&screen.personal.settings, SETTING_OPTION, "unlock", "enter", "", &err);
    screen_keys(&screen, "L Enter");
    assert_false(screen.ui.locked);
    assert_int_equal(personal_set_passphrase(&screen.personal, "", &err), OK);
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_curtain), cmocka_unit_test(test_under_it), cmocka_unit_test(test_idle_key),
                                       cmocka_unit_test(test_passphrase)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
