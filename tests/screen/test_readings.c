/* The readings: pages over the whole file, whose lines lead to records. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "screen.h"

/* Three weighty advices on one theme that were not adopted. */
static void ignored_advice(Screen *screen) {
    int64_t holder = screen_add(screen, "contact", "name=Hanneke Verhulst; roles=portfolio_holder");
    int64_t law = screen_add(screen, "anchor", "reference=PR-88");
    for (int i = 0; i < 3; i++) {
        char fields[500];
        snprintf(fields, sizeof fields,
                 "title=Patch in time, %d; weight=weighty; addressee=CON-%04d; text=patch within a week; anchors=ANC-%04d; theme=patching; risk_if_not=theft of "
                 "data; given_on=2026-0%d-01; state=answered; answer=not_adopted; answered_on=2026-0%d-20; answer_reason=no money",
                 i + 1, (int)holder, (int)law, i + 5, i + 5);
        screen_add(screen, "advice", fields);
    }
}

static void test_each_reading_opens_at_each_size(void **state) {
    (void)state;
    static const int sizes[][2] = {{24, 80}, {12, 40}, {50, 200}};
    static const char *const keys[] = {"g m", "g p", "g !", ": \"bent rules\" Enter", ": \"how we hear\" Enter", "g y", ": \"charter card\" Enter", ": \"desk card\" Enter",
                                       ": \"handover\" Enter"};
    static const char *const titles[] = {"Radar", "Structural", "Warnings", "Bent rules", "How we hear", "ISMS", "Charter card", "Desk card", "Handover"};
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < COUNT_OF(keys); j++) {
            Screen screen;
            screen_open(&screen, sizes[i][0], sizes[i][1]);
            screen_keys(&screen, keys[j]);
            assert_true(screen_has(&screen, titles[j]));
            screen_keys(&screen, "j j k PageDown G g g q");
            assert_true(screen_has(&screen, sizes[i][1] == 40 ? "[1 " : "[1 Incidents"));
            screen_close(&screen);
        }
}

static void test_structural(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ignored_advice(&screen);
    screen_keys(&screen, "g p");
    screen_golden(&screen, "structural-80x24");
    screen_close(&screen);
}

/* The third advice that was not adopted: one key plans the talk, and the proposal is gone. */
static void test_from_a_pattern_to_a_board_talk(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ignored_advice(&screen);
    int64_t talks = screen_count(&screen, "talk");
    screen_keys(&screen, "g p 1");
    assert_int_equal(screen_count(&screen, "talk"), talks + 1);
    assert_true(screen_has(&screen, "TLK-")); /* its page */
    char code[16];
    snprintf(code, sizeof code, "TLK-%04d", (int)talks + 1);
    assert_string_equal(screen_field(&screen, code, "state"), "planned");
    assert_string_equal(screen_field(&screen, code, "formality"), "formal");
    screen_keys(&screen, "g o g p");
    assert_false(screen_has(&screen, "proposed"));
    screen_keys(&screen, "1");
    assert_true(screen_has(&screen, "is about these advices already"));
    assert_int_equal(screen_count(&screen, "talk"), talks + 1);
    screen_close(&screen);
}

static void test_the_risk_letter_is_copied(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ignored_advice(&screen);
    screen_keys(&screen, "g p y");
    assert_int_equal(screen.ui.request.kind, REQUEST_COPY);
    assert_non_null(strstr(screen.ui.request.text.data, "theft of data"));
    screen_close(&screen);
}

/* What works on a row of a list works on a line of a page. */
static void test_keys_act_on_the_record_of_the_line(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ignored_advice(&screen);
    screen_keys(&screen, "g p j j Enter");
    assert_true(screen_has(&screen, "ADV-0"));
    screen_keys(&screen, "q d \"+3d\" Enter");
    assert_true(screen_has(&screen, "Follow up on"));
    screen_keys(&screen, "g ! Enter"); /* a warning about a pattern leads to the patterns */
    assert_true(screen_has(&screen, "Structural"));
    screen_close(&screen);
}

static void test_the_agenda_is_worked_where_it_stands(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    int64_t no = screen_add(&screen, "incident", "title=Zero hour; received_at=2026-11-20; severity=s2; state=assessed; follow_up_on=2026-11-10");
    char code[16];
    snprintf(code, sizeof code, "INC-%04d", (int)no);
    screen_keys(&screen, "g d d \"+9d\" Enter"); /* the most late stands first */
    assert_string_equal(screen_field(&screen, code, "follow_up_on"), "2026-12-02");
    screen_keys(&screen, "u");
    assert_string_equal(screen_field(&screen, code, "follow_up_on"), "2026-11-10");
    screen_close(&screen);
}

/* One key takes over what comes back each year, one undoes it; the list of duties is a key away. */
static void test_the_isms_takes_over_the_usual_duties(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_change(&screen, "ORG-0001", "officer=CON-0003");
    screen_keys(&screen, "g y 1");
    assert_int_equal(screen_count(&screen, "duty"), 11);
    assert_true(screen_has(&screen, "11 added"));
    screen_golden(&screen, "isms-80x24");
    screen_keys(&screen, "1");
    assert_true(screen_has(&screen, "there already"));
    screen_keys(&screen, "2");
    assert_true(screen_has(&screen, "Duties"));
    screen_close(&screen);
}

/* What may I do here? One key copies the line stood on, with its number. */
static void test_the_charter_is_quoted(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, ": \"charter card\" Enter / \"without leave\" Enter");
    screen_golden(&screen, "charter-80x24");
    screen_keys(&screen, "G 1");
    assert_int_not_equal(screen.ui.request.kind, REQUEST_COPY);
    assert_true(screen_has(&screen, "put the cursor on a responsibility"));
    screen_keys(&screen, "g g j j j j 1");
    assert_int_equal(screen.ui.request.kind, REQUEST_COPY);
    assert_non_null(strstr(screen.ui.request.text.data, "Responsibility "));
    screen_close(&screen);
}

static void test_the_desk_card_is_tried(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_change(&screen, "ORG-0001", "desk_phone=0100 200 300");
    screen_keys(&screen, ": \"desk card\" Enter 1");
    assert_string_equal(screen_field(&screen, "ORG-0001", "card_checked_on"), "2026-11-23");
    assert_true(screen_has(&screen, "23 May 2027"));
    screen_keys(&screen, "u");
    assert_string_equal(screen_field(&screen, "ORG-0001", "card_checked_on"), "");
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_reading_opens_at_each_size),
        cmocka_unit_test(test_structural),
        cmocka_unit_test(test_from_a_pattern_to_a_board_talk),
        cmocka_unit_test(test_the_risk_letter_is_copied),
        cmocka_unit_test(test_keys_act_on_the_record_of_the_line),
        cmocka_unit_test(test_the_agenda_is_worked_where_it_stands),
        cmocka_unit_test(test_the_isms_takes_over_the_usual_duties),
        cmocka_unit_test(test_the_charter_is_quoted),
        cmocka_unit_test(test_the_desk_card_is_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
