/* Copying: what goes to the clipboard, and what never does. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "screen.h"

static const char *copied(Screen *screen, const char *keys) {
    screen->ui.request.kind = REQUEST_NONE;
    screen_keys(screen, keys);
    return screen->ui.request.kind == REQUEST_COPY ? screen->ui.request.text.data : NULL;
}

static void test_one(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"laptop\" Enter");
    assert_string_equal(copied(&screen, "y y"), "INC-0003 Laptop lost, field crew");
    assert_string_equal(copied(&screen, "y c"), "INC-0003");
    assert_string_equal(copied(&screen, "y t"), "Laptop lost, field crew");
    assert_string_equal(copied(&screen, "y r"), "HIGH  INC-0003  Laptop lost, field crew  new  incident  Field  0d");
    const char *all = copied(&screen, "y a");
    assert_non_null(strstr(all, "INC-0003 Laptop lost, field crew\n"));
    assert_non_null(strstr(all, "\nUnit: Field"));
    assert_null(copied(&screen, "y f"));
    assert_string_equal(copied(&screen, "\"unit\" Enter"), "Field");
    assert_null(copied(&screen, "y Esc"));
    screen_keys(&screen, "Enter"); /* on the record itself as in the list */
    assert_string_equal(copied(&screen, "y c"), "INC-0003");
    screen_close(&screen);
}

/* All that is tagged, each on its line. */
static void test_tagged(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"unit:field,gate\" Enter *");
    screen_keys(&screen, "y");
    assert_true(screen_has(&screen, "copy of 2 tagged"));
    const char *codes = copied(&screen, "c");
    assert_int_equal(strlen(codes), strlen("INC-0003\nINC-0005"));
    assert_non_null(strstr(codes, "INC-0003"));
    assert_non_null(strstr(codes, "INC-0005"));
    assert_non_null(strchr(codes, '\n'));
    screen_close(&screen);
}

/* Only a request has a decision to mail, and only on its sheet. */
static void test_mail(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i Enter y");
    assert_false(screen_has(&screen, "mail"));
    screen_keys(&screen, "Esc");
    screen_add(&screen, "anchor", "reference=PR-77");
    screen_add(&screen, "approval", "title=Scanner without MFA; requester=CON-0003; rule=ANC-0001; reason=Old; decider=CON-0004");
    screen_keys(&screen, "g a y");
    assert_false(screen_has(&screen, "mail"));
    screen_keys(&screen, "Esc i");
    assert_null(copied(&screen, "y")); /* nothing is decided yet */
    assert_true(screen_has(&screen, "no decision"));
    screen_keys(&screen, "3 \"no budget\" C-x");
    const char *mail = copied(&screen, "y"); /* the sheet as a whole: one key */
    assert_non_null(mail);
    assert_non_null(strstr(mail, "Scanner without MFA"));
    assert_non_null(strchr(mail, '\n'));
    screen_keys(&screen, "j y"); /* on a line that leads elsewhere it is asked what */
    assert_true(screen_has(&screen, "decision as mail"));
    screen_keys(&screen, "Esc q");
    assert_string_equal(copied(&screen, "y c"), "APR-0001");
    screen_close(&screen);
}

/* Bytes that steer a terminal do not travel by the clipboard either. */
static void test_hostile(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_add(&screen, "incident", "title=Hub \xe2\x80\xae reversed; received_at=23 nov 2026 10:00");
    screen_keys(&screen, "r g i f C-u \"hub\" Enter");
    assert_null(strstr(copied(&screen, "y t"), "\xe2\x80\xae"));
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_one), cmocka_unit_test(test_tagged), cmocka_unit_test(test_mail), cmocka_unit_test(test_hostile)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
