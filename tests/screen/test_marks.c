/* Tags: by row, by filter, all of the list; what is done to them is asked once, done once and taken back once. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "loket/ui/rows.h"
#include "screen.h"
#include "views.h"

enum { MANY = 50 };

static void open_many(Screen *screen) {
    screen_open_empty(screen, 24, 80);
    for (int i = 0; i < MANY; i++) {
        char fields[120];
        snprintf(fields, sizeof fields, "title=Report number %d; received_at=-%dh; unit=%s", i + 1, 100 - i, i % 5 ? "Field" : "Gate");
        screen_add(screen, "incident", fields);
    }
    screen_restart(screen);
    screen_keys(screen, "g i");
}

static size_t tagged(Screen *screen) {
    return page_rows(&screen->ui)->tag_count;
}

static int with_severity(Screen *screen, const char *severity) {
    int count = 0;
    for (int i = 1; i <= MANY; i++) {
        char code[CODE_SIZE];
        code_write(register_by_key("incident"), i, code);
        count += strcmp(screen_field(screen, code, "severity"), severity) == 0;
    }
    return count;
}

static void test_all_of_the_list(void **state) {
    (void)state;
    Screen screen;
    open_many(&screen);
    screen_keys(&screen, "*");
    assert_int_equal(tagged(&screen), MANY); /* not only the twelve that are shown */
    screen_keys(&screen, "p 2");
    assert_true(screen_has(&screen, "50")); /* named and counted before anything is done */
    assert_true(screen_has(&screen, "INC-0001"));
    assert_int_equal(with_severity(&screen, "s2"), 0);
    screen_keys(&screen, "y");
    assert_int_equal(with_severity(&screen, "s2"), MANY);
    screen_keys(&screen, "u");
    assert_int_equal(with_severity(&screen, "s2"), 0); /* one step */
    screen_keys(&screen, "U");
    assert_int_equal(with_severity(&screen, "s2"), MANY);
    screen_close(&screen);
}

static void test_by_filter(void **state) {
    (void)state;
    Screen screen;
    open_many(&screen);
    screen_keys(&screen, "T \"unit:gate\" Enter");
    assert_int_equal(tagged(&screen), MANY / 5);
    screen_keys(&screen, "p 1 n");
    assert_int_equal(with_severity(&screen, "s1"), 0);
    screen_keys(&screen, "p 1 y");
    assert_int_equal(with_severity(&screen, "s1"), MANY / 5);
    assert_string_equal(screen_field(&screen, "INC-0006", "severity"), "s1");
    screen_keys(&screen, "Esc");
    assert_int_equal(tagged(&screen), 0);
    screen_keys(&screen, "T \"unt:gate\" Enter");
    assert_true(screen_has(&screen, "unt"));
    assert_int_equal(tagged(&screen), 0);
    screen_close(&screen);
}

/* Below five nothing is asked: that is one key more than it needs. */
static void test_few_are_not_asked(void **state) {
    (void)state;
    Screen screen;
    open_many(&screen);
    screen_keys(&screen, "Space Space Space Space p 3");
    assert_int_equal(with_severity(&screen, "s3"), 4);
    screen_keys(&screen, "u");
    assert_int_equal(with_severity(&screen, "s3"), 0);
    screen_close(&screen);
}

static int struck(Screen *screen) {
    return MANY - (int)records_count(desk_db(screen->desk), register_by_key("incident"), COUNT_ALL);
}

static void test_strike_all_tagged(void **state) {
    (void)state;
    Screen screen;
    open_many(&screen);
    screen_keys(&screen, "T \"unit:gate\" Enter : \"strike\" Enter");
    assert_true(screen_has(&screen, "INC-0001, INC-0006"));
    char answer[40];
    snprintf(answer, sizeof answer, "\"%d test\" Enter", MANY / 5);
    screen_keys(&screen, "y");
    assert_int_equal(struck(&screen), 0); /* not before how many and why */
    screen_keys(&screen, answer);
    assert_int_equal(struck(&screen), MANY / 5);
    assert_int_equal(tagged(&screen), 0);
    screen_keys(&screen, "u");
    assert_int_equal(struck(&screen), 0);
    screen_close(&screen);
}

/* What hangs on them is told of those on which something hangs, however far down the list they are. */
static void test_strike_names_what_hangs(void **state) {
    (void)state;
    Screen screen;
    open_many(&screen);
    char fields[80];
    screen_add(&screen, "contact", "name=Marit Brandt; roles=employee");
    snprintf(fields, sizeof fields, "title=Ask; owner=CON-0001; due_on=2026-12-01; origin=INC-%04d", MANY);
    screen_add(&screen, "action", fields);
    screen_keys(&screen, "T Enter : \"strike\" Enter");
    snprintf(fields, sizeof fields, "INC-%04d: ACT-", MANY);
    assert_true(screen_has(&screen, fields));
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_of_the_list),
        cmocka_unit_test(test_by_filter),
        cmocka_unit_test(test_few_are_not_asked),
        cmocka_unit_test(test_strike_all_tagged),
        cmocka_unit_test(test_strike_names_what_hangs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
