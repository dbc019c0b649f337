/* Actions on records: what a dialog was opened about is what its answer changes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "screen.h"

/* The list moves on under an open question: the answer is not for what stands there now. */
static void test_answer_is_about_what_was_asked(void **state) {
    (void)state;
    static const struct {
        const char *ask, *answer, *field, *wanted;
    } cases[] = {{"d", "\"1 dec 2026\" Enter", "follow_up_on", "2026-12-01"},
                 {"w", "\"brandt\" Enter", "handler", "CON-0003"},
                 {"p", "\"4\"", "severity", "s4"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Screen screen;
        screen_open(&screen, 24, 80);
        screen_keys(&screen, "g i f C-u \"severity=s1\" Enter");
        assert_int_equal(ui_target(&screen.ui).no, 1);
        screen_keys(&screen, cases[i].ask);
        screen_change(&screen, "INC-0001", "severity=s2");
        screen_change(&screen, "INC-0004", "severity=s1");
        screen_tick(&screen, 60);
        assert_int_equal(ui_target(&screen.ui).no, 4);
        screen_keys(&screen, cases[i].answer);
        assert_string_equal(screen_field(&screen, "INC-0001", cases[i].field), cases[i].wanted);
        assert_string_not_equal(screen_field(&screen, "INC-0004", cases[i].field), cases[i].wanted);
        screen_close(&screen);
    }
}

static void test_strike_is_about_what_was_asked(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"severity=s1\" Enter : \"strike\" Enter");
    screen_change(&screen, "INC-0001", "severity=s2");
    screen_change(&screen, "INC-0004", "severity=s1");
    screen_tick(&screen, 60);
    int64_t before = screen_count(&screen, "incident");
    screen_keys(&screen, "y");
    assert_int_equal(screen_count(&screen, "incident"), before - 1);
    screen_keys(&screen, "f C-u \"code=INC-0004\" Enter");
    assert_int_equal(ui_target(&screen.ui).no, 4);
    screen_close(&screen);
}

/* A wrong answer is told by the label a reader knows, not by the key scripts use. */
static void test_wrong_answer_is_told_by_label(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i d C-u \"31-2-2026\" Enter");
    assert_true(screen_has(&screen, "Follow up on: \"31-2-2026\" is no date"));
    screen_close(&screen);
}

/* The line stands again with what was typed, to be mended; also where many are asked about. */
static void test_wrong_answer_keeps_the_line(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i d \"31-2-2026\" Enter");
    assert_true(screen_has(&screen, "Follow up on: 31-2-2026"));
    screen_keys(&screen, "Home Delete Enter");
    assert_string_equal(screen_field(&screen, "INC-0003", "follow_up_on"), "2026-02-01");
    screen_keys(&screen, "T Enter d \"soonish\" Enter");
    assert_true(screen_has(&screen, "soonish"));
    assert_false(screen_has(&screen, "Change Follow up on of all"));
    screen_keys(&screen, "C-u \"1-12\" Enter");
    assert_true(screen_has(&screen, "Change Follow up on of all"));
    screen_close(&screen);
}

/* The fault of a filter is marked under its place, and the nearest word named. */
static void test_fault_stands_under_its_place(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"state:open sevrity>=s2\" Enter");
    screen_golden(&screen, "prompt-fault-80x24");
    screen_keys(&screen, "C-u \"severity>=s2\" Enter");
    assert_false(screen_has(&screen, "sevrity"));
    screen_close(&screen);
    screen_open(&screen, 12, 40);
    screen_keys(&screen, "g i f C-u \"phishing state:oopen\" Enter");
    screen_golden(&screen, "prompt-fault-40x12");
    screen_close(&screen);
}

/* Tagged records stay the ones that were asked about. */
static void test_answer_is_for_all_tagged(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"severity=s3\" Enter * d \"1 dec 2026\" Enter");
    assert_string_equal(screen_field(&screen, "INC-0004", "follow_up_on"), "2026-12-01");
    assert_string_equal(screen_field(&screen, "INC-0005", "follow_up_on"), "2026-12-01");
    assert_string_equal(screen_field(&screen, "INC-0001", "follow_up_on"), "");
    screen_keys(&screen, "u");
    assert_string_equal(screen_field(&screen, "INC-0004", "follow_up_on"), "");
    screen_close(&screen);
}

/* A name that is not there becomes a contact, and is said as a name. */
static void test_new_person_is_said_by_name(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    int64_t before = screen_count(&screen, "contact");
    screen_keys(&screen, "w \"Zoë Quist\" Enter");
    assert_int_equal(screen_count(&screen, "contact"), before + 1);
    assert_true(screen_has(&screen, "Zoë Quist"));
    assert_false(screen_has(&screen, "+Zoë"));
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_answer_is_about_what_was_asked),
                                       cmocka_unit_test(test_strike_is_about_what_was_asked),
                                       cmocka_unit_test(test_answer_is_for_all_tagged),
                                       cmocka_unit_test(test_wrong_answer_is_told_by_label),
                                       cmocka_unit_test(test_wrong_answer_keeps_the_line),
                                       cmocka_unit_test(test_fault_stands_under_its_place),
                                       cmocka_unit_test(test_new_person_is_said_by_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
