/* New records in one line, what is made from a record, and the sheets of a person and a round: keys, and nothing typed is lost. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "loket/base/arena.h"
#include "screen.h"

static const int sizes[][2] = {{24, 80}, {12, 40}};

/* With an officer, who owns and promises. */
static void open_desk(Screen *screen, int rows, int columns) {
    screen_open(screen, rows, columns);
    screen_change(screen, "ORG-0001", "officer=M. Okafor");
}

/* The code the next record of a register gets. */
static const char *next(Screen *screen, const char *reg) {
    static char code[CODE_SIZE];
    const RegisterDef *def = register_by_key(reg);
    code_write(def, records_next_number(desk_db(screen->desk), def), code);
    return code;
}

static void test_m_shows_what_can_be_made(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        Screen screen;
        char name[40];
        open_desk(&screen, sizes[i][0], sizes[i][1]);
        screen_keys(&screen, "g i m");
        snprintf(name, sizeof name, "make-%dx%d", sizes[i][1], sizes[i][0]);
        screen_golden(&screen, name);
        screen_close(&screen);
    }
}

static void test_one_line_makes_an_action_of_a_report(void **state) {
    (void)state;
    Screen screen;
    open_desk(&screen, 24, 80);
    int64_t no = screen_add(&screen, "incident", "title=Zebra loose; kind=incident; unit=Zoo");
    char code[CODE_SIZE], action[CODE_SIZE];
    code_write(register_by_key("incident"), no, code);
    snprintf(action, sizeof action, "%s", next(&screen, "action"));
    screen_keys(&screen, "g i / \"Zebra\" Enter m x \"mend the fence friday\" Enter");
    assert_string_equal(screen_field(&screen, action, "title"), "mend the fence");
    assert_string_equal(screen_field(&screen, action, "origin"), code);
    assert_string_equal(screen_field(&screen, action, "unit"), "Zoo");
    assert_true(screen_has(&screen, action)); /* the message names it */
    assert_true(screen_has(&screen, code));
    screen_keys(&screen, "u");
    assert_true(screen_has(&screen, action)); /* taken back */
    screen_close(&screen);
}

static void test_what_cannot_be_made_says_why(void **state) {
    (void)state;
    Screen screen;
    open_desk(&screen, 24, 80);
    screen_keys(&screen, "g c m n");
    assert_true(screen_has(&screen, "not made from a record of this register"));
    screen_close(&screen);
}

static void test_a_notice_is_a_row_with_its_form(void **state) {
    (void)state;
    Screen screen;
    open_desk(&screen, 24, 80);
    screen_add(&screen, "incident", "title=Zebra list published; kind=incident; personal_data=yes");
    screen_keys(&screen, "g i / \"Zebra\" Enter m n");
    assert_true(screen_has(&screen, "AVG33"));
    assert_true(screen_has(&screen, "data protection authority"));
    screen_close(&screen);
}

/* The form opens at what is missing, with the line's values; left without saving, they stay as a draft. */
static void test_a_line_that_is_not_enough_opens_the_form(void **state) {
    (void)state;
    Screen screen;
    open_desk(&screen, 24, 80);
    screen_keys(&screen, "g i a a \"Zebra in the server room @Okafor\" Enter");
    assert_true(screen_has(&screen, "Zebra in the server room"));
    assert_true(screen_has(&screen, "M. Okafor"));
    assert_true(screen_has(&screen, "empty"));
    screen_keys(&screen, "Esc");
    screen_restart(&screen);
    ui_begin(&screen.ui);
    assert_true(screen_has(&screen, "new request"));
    screen_keys(&screen, "Enter");
    assert_true(screen_has(&screen, "Zebra in the server room"));
    screen_close(&screen);
}

static void test_a_line_that_is_wrong_stays(void **state) {
    (void)state;
    Screen screen;
    open_desk(&screen, 24, 80);
    int64_t before = screen_count(&screen, "incident");
    screen_keys(&screen, "a i \"Zebra loose !zebra\" Enter");
    assert_true(screen_has(&screen, "Zebra loose !zebra"));
    assert_true(screen_has(&screen, "there is no '!zebra'"));
    assert_int_equal(screen_count(&screen, "incident"), before);
    screen_keys(&screen, "Backspace Backspace Backspace Backspace Backspace Backspace Enter");
    assert_int_equal(screen_count(&screen, "incident"), before + 1);
    screen_close(&screen);
}

/* The form that takes over goes on with what was typed: that is no draft of before. */
static void test_a_form_that_takes_over_asks_of_no_draft(void **state) {
    (void)state;
    Screen screen;
    open_desk(&screen, 24, 80);
    screen_keys(&screen, "a s \"Budget\" Enter");
    assert_true(screen_has(&screen, "Planned at"));
    assert_true(screen_has(&screen, "Budget"));
    assert_false(screen_has(&screen, "draft of"));
    screen_close(&screen);
}

static void test_the_record_under_the_cursor_is_the_origin(void **state) {
    (void)state;
    Screen screen;
    open_desk(&screen, 24, 80);
    int64_t no = screen_add(&screen, "incident", "title=Zebra loose; kind=incident");
    char code[CODE_SIZE], action[CODE_SIZE];
    code_write(register_by_key("incident"), no, code);
    snprintf(action, sizeof action, "%s", next(&screen, "action"));
    screen_keys(&screen, "g i / \"Zebra\" Enter a x \"mend the fence\" Enter");
    assert_string_equal(screen_field(&screen, action, "origin"), code);
    assert_true(screen_has(&screen, "Origin INC-")); /* nobody typed it, so it is told */
    screen_close(&screen);
}

/* A complaint by phone within 20 seconds. Somebody who types 300 strokes a minute, five a second, has room for a hundred. */
static void test_a_complaint_by_phone_in_20_seconds(void **state) {
    (void)state;
    enum { STROKES = 20 * 5 };
    static const char said[] = "Mrs Vos: bill of her neighbour in her envelope !complaint !phone";
    char script[200];
    Screen screen;
    open_desk(&screen, 24, 80);
    char code[CODE_SIZE];
    snprintf(code, sizeof code, "%s", next(&screen, "incident"));
    snprintf(script, sizeof script, "a i \"%s\" Enter", said);
    screen_keys(&screen, script);
    assert_string_equal(screen_field(&screen, code, "title"), "Mrs Vos: bill of her neighbour in her envelope");
    assert_string_equal(screen_field(&screen, code, "kind"), "complaint");
    assert_string_equal(screen_field(&screen, code, "channel"), "phone");
    assert_string_equal(screen_field(&screen, code, "state"), "new");
    assert_true(strlen("ai") + strlen(said) + 1 <= STROKES); /* three strokes besides what was said */
    screen_close(&screen);
}

/* -- sheets -------------------------------------------------------------------------------------------------------- */

/* A portfolio holder of our own with something of everything; the clock stands at 23 November. */
static void person(Screen *screen, char code[CODE_SIZE]) {
    int64_t no = screen_add(screen, "contact", "name=Zara Quist; roles=portfolio_holder; phone=0612 345 678; about=Reads on the train.");
    code_write(register_by_key("contact"), no, code);
    char text[300];
    snprintf(text, sizeof text, "topics=Winter; with=%s; state=recorded; held_at=-50d 10:00; text=Spoke about the winter.", code);
    screen_add(screen, "talk", text);
    snprintf(text, sizeof text, "topics=Budget; with=%s; planned_at=today 16:00", code);
    screen_add(screen, "talk", text);
    int64_t rule = screen_add(screen, "anchor", "reference=PR-77");
    snprintf(text, sizeof text, "title=Scanner without login; requester=%s; rule=ANC-%04d; reason=driver; decider_role=board; decider=%s", code, (int)rule, "R. Amsel");
    screen_add(screen, "approval", text);
    snprintf(text, sizeof text, "title=Patch the gateway; addressee=%s; text=patch; state=given; given_on=-9d; answer_due=-2d", code);
    screen_add(screen, "advice", text);
    snprintf(text, sizeof text, "title=Figures per quarter; kind=promise; origin=TLK-0001; owner=M. Okafor; promised_to=%s; due_on=+3d", code);
    screen_add(screen, "action", text);
    snprintf(text, sizeof text, "title=Budget for MFA; kind=promise; origin=TLK-0001; owner=%s; promised_to=M. Okafor; due_on=+8d", code);
    screen_add(screen, "action", text);
    snprintf(text, sizeof text, "title=Board and officer; members=%s; formality=formal; standing_questions=Any new contract, project or replacement?", code);
    screen_add(screen, "round", text);
}

static void test_a_person_on_one_screen(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        Screen screen;
        char code[CODE_SIZE], name[40];
        open_desk(&screen, sizes[i][0], sizes[i][1]);
        person(&screen, code);
        screen_keys(&screen, "g c / \"Quist\" Enter i");
        snprintf(name, sizeof name, "sheet-person-%dx%d", sizes[i][1], sizes[i][0]);
        screen_golden(&screen, name);
        screen_keys(&screen, "q g r / \"Board and\" Enter i");
        snprintf(name, sizeof name, "sheet-round-%dx%d", sizes[i][1], sizes[i][0]);
        screen_golden(&screen, name);
        screen_close(&screen);
    }
}

/* Two keys from the sheet to notes in the talk that was planned for today. */
static void test_the_talk_just_held_is_written_down(void **state) {
    (void)state;
    Screen screen;
    char code[CODE_SIZE];
    open_desk(&screen, 24, 80);
    person(&screen, code);
    int64_t before = screen_count(&screen, "talk");
    char talk[CODE_SIZE];
    code_write(register_by_key("talk"), records_next_number(desk_db(screen.desk), register_by_key("talk")) - 1, talk);
    screen_keys(&screen, "g c / \"Quist\" Enter i 2 \"Agreed on MFA.\" C-x");
    assert_int_equal(screen_count(&screen, "talk"), before);
    assert_string_equal(screen_field(&screen, talk, "state"), "recorded");
    assert_string_equal(screen_field(&screen, talk, "text"), "Agreed on MFA.");
    assert_true(*screen_field(&screen, talk, "held_at"));
    screen_keys(&screen, "2 \"And again.\" C-x"); /* none waits: a new one */
    assert_int_equal(screen_count(&screen, "talk"), before + 1);
    screen_close(&screen);
}

static void test_a_talk_is_planned_from_the_sheet_of_a_round(void **state) {
    (void)state;
    Screen screen;
    char code[CODE_SIZE], talk[CODE_SIZE];
    open_desk(&screen, 24, 80);
    person(&screen, code);
    snprintf(talk, sizeof talk, "%s", next(&screen, "talk"));
    screen_keys(&screen, "g r / \"Board and\" Enter i 1 \"tomorrow 10:00\" C-x");
    assert_string_equal(screen_field(&screen, talk, "with"), code);
    assert_string_equal(screen_field(&screen, talk, "formality"), "formal");
    assert_string_equal(screen_field(&screen, talk, "state"), "planned");
    screen_close(&screen);
}

/* From each that is tagged one, with the same words; one undo takes them all back. From five on it is asked first. */
static void test_make_from_tagged(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i Space Space m x");
    assert_true(screen_has(&screen, "action for each of the 2 tagged"));
    int64_t before = screen_count(&screen, "action");
    screen_keys(&screen, "Enter");
    assert_true(screen_has(&screen, "a sentence is needed"));
    screen_keys(&screen, "\"look at it @okafor\" Enter");
    assert_int_equal(screen_count(&screen, "action"), before + 2);
    assert_true(screen_has(&screen, "2 records, action"));
    assert_string_equal(screen_field(&screen, "ACT-0002", "origin"), "INC-0003");
    assert_string_equal(screen_field(&screen, "ACT-0003", "origin"), "INC-0001");
    screen_keys(&screen, "u");
    assert_int_equal(screen_count(&screen, "action"), before);
    screen_keys(&screen, "* m x \"all of them @okafor\" Enter");
    assert_int_equal(screen_count(&screen, "action"), before);
    screen_keys(&screen, "y");
    assert_int_equal(screen_count(&screen, "action"), before + 5);
    screen_close(&screen);
}

/* What was entered gets the cursor where it is in sight; else the message says what opens it. */
static void test_cursor_on_new(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "a i \"window open\" Enter");
    assert_int_equal(ui_target(&screen.ui).no, 6);
    screen_keys(&screen, "a x \"call them @okafor tomorrow\" Enter");
    assert_true(screen_has(&screen, "ACT-0002 (: ACT-0002 opens it) call them"));
    assert_int_equal(ui_target(&screen.ui).no, 6);
    screen_resize(&screen, 11, 80);
    screen_keys(&screen, "g g a i \"door open\" Enter");
    assert_true(screen_has(&screen, "(: INC-0007 opens it)"));
    screen_keys(&screen, ": \"INC-0007\" Enter");
    assert_true(screen_has(&screen, "door open"));
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_m_shows_what_can_be_made),
        cmocka_unit_test(test_one_line_makes_an_action_of_a_report),
        cmocka_unit_test(test_what_cannot_be_made_says_why),
        cmocka_unit_test(test_a_notice_is_a_row_with_its_form),
        cmocka_unit_test(test_a_line_that_is_not_enough_opens_the_form),
        cmocka_unit_test(test_a_line_that_is_wrong_stays),
        cmocka_unit_test(test_the_record_under_the_cursor_is_the_origin),
        cmocka_unit_test(test_a_complaint_by_phone_in_20_seconds),
        cmocka_unit_test(test_a_person_on_one_screen),
        cmocka_unit_test(test_the_talk_just_held_is_written_down),
        cmocka_unit_test(test_a_form_that_takes_over_asks_of_no_draft),
        cmocka_unit_test(test_make_from_tagged), cmocka_unit_test(test_cursor_on_new), cmocka_unit_test(test_a_talk_is_planned_from_the_sheet_of_a_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
