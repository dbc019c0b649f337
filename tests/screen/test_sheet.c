/* The sheets: a request is decided from one screen, a talk is prepared on one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "screen.h"

/* Three people and a rule of their own, so that what the small desk holds does not matter. */
static int64_t request(Screen *screen, char code[16]) {
    int64_t owner = screen_add(screen, "contact", "name=Rutger Amsel; roles=process_owner");
    int64_t asks = screen_add(screen, "contact", "name=Corrie Blom; roles=employee");
    int64_t rule = screen_add(screen, "anchor", "reference=PR-77");
    char fields[500];
    snprintf(fields, sizeof fields,
             "title=Administrator for a week; requester=CON-%04d; rule=ANC-%04d; reason=Tests of the new release cannot be run without it.; right=local "
             "administrator; system=Ledger; until=2026-11-30; decider=CON-%04d; risk_owner=CON-%04d; measure=log looked at each day; likelihood_without=possible; "
             "impact_without=large; likelihood_with=small; impact_with=large",
             (int)asks, (int)rule, (int)owner, (int)owner);
    screen_add_row(screen, "anchor", rule, "condition", "kind=logging; text=log looked at each day"); /* for `2` */
    int64_t no = screen_add(screen, "approval", fields);
    snprintf(code, 16, "APR-%04d", (int)no);
    return no;
}

static void test_a_request_on_one_screen(void **state) {
    (void)state;
    static const int sizes[][2] = {{24, 80}, {12, 40}};
    for (size_t i = 0; i < 2; i++) {
        Screen screen;
        char code[16];
        screen_open(&screen, sizes[i][0], sizes[i][1]);
        request(&screen, code);
        screen_keys(&screen, "g a / \"Administrator\" Enter i");
        screen_golden(&screen, i ? "sheet-40x12" : "sheet-80x24");
        screen_close(&screen);
    }
}

static void test_one_key_and_a_motivation_decide(void **state) {
    (void)state;
    static const char *const outcomes[] = {"approved", "conditions", "rejected"};
    for (int i = 0; i < 3; i++) {
        Screen screen;
        char code[16], keys[80];
        screen_open(&screen, 24, 80);
        int64_t no = request(&screen, code);
        snprintf(keys, sizeof keys, "g a / \"Administrator\" Enter i %d", i + 1);
        screen_keys(&screen, keys);
        assert_string_equal(screen_field(&screen, code, "state"), "received"); /* a form, not yet a decision */
        screen_keys(&screen, "\"one week only\" C-x");
        assert_string_equal(screen_field(&screen, code, "state"), "decided");
        Arena *arena = arena_new();
        RecordList rows;
        const RegisterDef *approval = register_by_key("approval");
        assert_int_equal(records_children(desk_db(screen.desk), approval, no, register_by_key("decision"), false, arena, &rows, NULL), OK);
        assert_int_equal(rows.count, 1);
        assert_string_equal(record_text(rows.items[0], "outcome"), outcomes[i]);
        assert_string_equal(record_text(rows.items[0], "motivation"), "one week only");
        assert_int_equal(record_has(rows.items[0], "until"), i < 2);
        arena_free(arena);
        screen_close(&screen);
    }
}

static void test_without_motivation_nothing_is_decided(void **state) {
    (void)state;
    Screen screen;
    char code[16];
    screen_open(&screen, 24, 80);
    request(&screen, code);
    screen_keys(&screen, "g a / \"Administrator\" Enter i 1 C-x");
    assert_string_equal(screen_field(&screen, code, "state"), "received");
    screen_close(&screen);
}

/* A contract to be signed on friday, heard on monday: looked at, then said, in few keys. */
static int64_t contract(Screen *screen, char code[16]) {
    char fields[300];
    int64_t kind = screen_add(screen, "kind", "label=Contract with a supplier of software; needs=advice judgement; lead_days=15; large_from=to_50k");
    screen_add_row(screen, "kind", kind, "check", "item=processor agreement; moment=before");
    screen_add_row(screen, "kind", kind, "check", "item=exit: data back and deleted; moment=before");
    screen_add_row(screen, "kind", kind, "check", "item=fallback plan; moment=after");
    int64_t sponsor = screen_add(screen, "contact", "name=Rutger Amsel; roles=director");
    snprintf(fields, sizeof fields, "kind=KND-%04d; title=Payroll in the cloud; decision_on=2026-11-27; party=Nexus Payroll; value_class=to_221k; sponsor=CON-%04d; heard_from=CON-%04d; state=assessing",
             (int)kind, (int)sponsor, (int)sponsor);
    int64_t no = screen_add(screen, "trigger", fields);
    snprintf(code, 16, "TRG-%04d", (int)no);
    return no;
}

static void test_an_event_on_one_screen(void **state) {
    (void)state;
    static const int sizes[][2] = {{24, 80}, {12, 40}};
    for (size_t i = 0; i < 2; i++) {
        Screen screen;
        char code[16];
        screen_open(&screen, sizes[i][0], sizes[i][1]);
        contract(&screen, code);
        screen_keys(&screen, "g t / \"Payroll\" Enter i");
        screen_golden(&screen, i ? "sheet-event-40x12" : "sheet-event-80x24");
        screen_close(&screen);
    }
}

static void test_checks_are_ticked_off_and_the_outcome_said(void **state) {
    (void)state;
    Screen screen;
    char code[16];
    screen_open(&screen, 24, 80);
    int64_t no = contract(&screen, code);
    screen_keys(&screen, "g t / \"Payroll\" Enter i 5");
    assert_true(screen_has(&screen, "put the cursor on a check first"));
    screen_keys(&screen, "j j j j 5"); /* the kind, who told it, the sponsor, the first check */
    Arena *arena = arena_new();
    RecordList rows;
    const RegisterDef *trigger = register_by_key("trigger"), *check = register_by_key("check");
    assert_int_equal(records_children(desk_db(screen.desk), trigger, no, check, false, arena, &rows, NULL), OK);
    assert_int_equal(rows.count, 3);
    assert_string_equal(record_text(rows.items[0], "result"), "in_order");
    assert_true(record_has(rows.items[0], "checked_on"));
    screen_keys(&screen, "1"); /* the second one was not looked at yet */
    assert_string_equal(screen_field(&screen, code, "state"), "assessing");
    assert_true(screen_has(&screen, "exit"));
    screen_keys(&screen, "Esc 6 \"no exit agreed\" C-x"); /* the cursor has gone on to it */
    assert_int_equal(records_children(desk_db(screen.desk), trigger, no, check, false, arena, &rows, NULL), OK);
    assert_string_equal(record_text(rows.items[1], "result"), "gap");
    assert_string_equal(record_text(rows.items[1], "note"), "no exit agreed");
    screen_keys(&screen, "2");
    assert_string_equal(screen_field(&screen, code, "state"), "given");
    assert_string_equal(screen_field(&screen, code, "outcome"), "conditions");
    assert_string_equal(screen_field(&screen, code, "given_on"), "2026-11-23");
    arena_free(arena);
    screen_close(&screen);
}

/* "Not adopted" saves at once: what is still to be recorded becomes due, and one key takes it back. */
static void test_the_answer_to_an_advice_is_one_key(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    int64_t board = screen_add(&screen, "contact", "name=Hanneke Verhulst; roles=portfolio_holder");
    char fields[200], code[16];
    snprintf(fields, sizeof fields, "title=Patch in time; addressee=CON-%04d; text=within a week; state=draft", (int)board);
    snprintf(code, sizeof code, "ADV-%04d", (int)screen_add(&screen, "advice", fields));
    screen_keys(&screen, "g v / \"Patch\" Enter i 1");
    assert_string_equal(screen_field(&screen, code, "state"), "given");
    screen_keys(&screen, "4");
    assert_string_equal(screen_field(&screen, code, "answer"), "not_adopted");
    assert_string_equal(screen_field(&screen, code, "state"), "answered");
    assert_true(screen_has(&screen, "Saved"));
    screen_keys(&screen, "u");
    assert_string_equal(screen_field(&screen, code, "answer"), "");
    assert_string_equal(screen_field(&screen, code, "state"), "given");
    screen_keys(&screen, "2 6");
    assert_string_equal(screen_field(&screen, code, "carried_out"), "no");
    screen_close(&screen);
}

/* A weighty one says what it stands on before it is given: the key opens the form at what lacks. */
static void test_what_lacks_is_asked_in_the_form(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    int64_t board = screen_add(&screen, "contact", "name=Hanneke Verhulst; roles=portfolio_holder");
    char fields[200], code[16];
    snprintf(fields, sizeof fields, "title=Patch in time; weight=weighty; addressee=CON-%04d; text=within a week; state=draft", (int)board);
    snprintf(code, sizeof code, "ADV-%04d", (int)screen_add(&screen, "advice", fields));
    screen_keys(&screen, "g v / \"Patch\" Enter i 1");
    assert_string_equal(screen_field(&screen, code, "state"), "draft");
    assert_true(screen_has(&screen, "Ctrl-X"));
    screen_keys(&screen, "\"theft of papers\"");
    assert_true(screen_has(&screen, "theft of papers")); /* into the first field that lacks */
    assert_string_equal(screen_field(&screen, code, "state"), "draft");
    screen_close(&screen);
}

/* INC-0001 of the small desk: ransomware, personal data not known yet; with who is called and who reported it. */
static void incident(Screen *screen) {
    screen_change(screen, "CON-0002", "phone=0100 200 400; mail=dpo@nordhaven.example");
    screen_add(screen, "contact", "name=Data protection authority; roles=authority; phone=088 180 5250");
    screen_change(screen, "INC-0001", "cause_kind=malicious; category=malware; description=Files renamed on the share of the staff office.; data_kinds=name health; next_step=restore");
    screen_add_row(screen, "incident", 1, "reporter", "who=P. Vink, HR; role=employee; call_back_at=23 nov 2026 19:00; promised=say when the share is back; promised_on=24 nov 2026");
    screen_add_row(screen, "incident", 1, "reporter", "who=Zwaantje Quist; shielded=yes; acknowledged_on=23 nov 2026");
    screen_add(screen, "incident", "title=Share encrypted before; severity=s3; received_at=3 mar 2026 10:00; unit=HR; cause_kind=malicious; state=in_hand; handler=CON-0001");
    screen_add(screen, "incident", "title=Cannot open my files; unit=HR; received_at=23 nov 2026 08:00; state=duplicate; same_as=INC-0001");
}

static void test_an_incident_on_one_screen(void **state) {
    (void)state;
    static const int sizes[][2] = {{24, 80}, {12, 40}};
    for (size_t i = 0; i < 2; i++) {
        Screen screen;
        screen_open(&screen, sizes[i][0], sizes[i][1]);
        incident(&screen);
        screen_keys(&screen, "g i / \"Ransomware\" Enter i");
        screen_golden(&screen, i ? "sheet-incident-40x12" : "sheet-incident-80x24");
        assert_false(screen_has(&screen, "Quist"));
        screen_close(&screen);
    }
}

static RecordList rows_of(Screen *screen, const char *child, Arena *arena) {
    RecordList rows;
    const RegisterDef *def = register_by_key("incident");
    assert_int_equal(records_children(desk_db(screen->desk), def, 1, register_by_key(child), false, arena, &rows, NULL), OK);
    return rows;
}

/* 1 judges, 2 tells, 3 answers, 4 closes: each row is filled in as far as it is known. */
static void test_an_incident_in_few_keys(void **state) {
    (void)state;
    Screen screen;
    Arena *arena = arena_new();
    screen_open(&screen, 24, 80);
    incident(&screen);
    screen_keys(&screen, "g i / \"Ransomware\" Enter i 1");
    assert_int_equal(rows_of(&screen, "judgement", arena).count, 0); /* a form, not yet a row */
    screen_keys(&screen, "C-x");
    const Record *judged = rows_of(&screen, "judgement", arena).items[0];
    assert_string_equal(record_text(judged, "regime"), "AVG33");
    assert_string_equal(record_text(judged, "heard"), "CON-0002");
    screen_keys(&screen, "2 C-x");
    assert_string_equal(record_text(rows_of(&screen, "notice", arena).items[0], "sent_to"), "CON-0005");
    screen_keys(&screen, "3 C-x 3 C-x 3"); /* two reporters; a third press has nobody left */
    assert_true(screen_has(&screen, "no reporter waits"));
    assert_true(record_has(rows_of(&screen, "reporter", arena).items[1], "answered_on"));
    screen_keys(&screen, "4 \"restored, seen to\" Enter");
    assert_true(screen_has(&screen, "say whether personal data are touched")); /* all that is missing, in a window */
    assert_string_equal(screen_field(&screen, "INC-0001", "state"), "in_hand");
    screen_keys(&screen, "Escape");
    screen_change(&screen, "INC-0001", "personal_data=yes");
    screen_keys(&screen, "r 4 \"restored, seen to\" Enter");
    assert_string_equal(screen_field(&screen, "INC-0001", "state"), "closed");
    assert_string_equal(screen_field(&screen, "INC-0001", "no_action_because"), "restored, seen to");
    arena_free(arena);
    screen_close(&screen);
}

/* i 3 answers in a talk, 4 ends it with the words that are there already. */
static void test_a_concern_talked_through(void **state) {
    (void)state;
    Screen screen;
    char code[16];
    screen_open(&screen, 24, 80);
    int64_t no = screen_add(&screen, "incident", "title=Screens can be read; kind=concern; severity=s4");
    snprintf(code, sizeof code, "INC-%04d", (int)no);
    screen_add_row(&screen, "incident", no, "reporter", "who=CON-0003; role=employee");
    screen_keys(&screen, "g i / \"Screens\" Enter i 3 C-x 4 \"foil fitted\" Enter");
    assert_string_equal(screen_field(&screen, code, "state"), "closed");
    assert_string_equal(screen_field(&screen, code, "no_action_because"), "talked through, foil fitted");
    screen_close(&screen);
}

/* On its own page the name stands masked; in its row it is told to who goes and stands on it. */
static void test_a_shielded_name_is_told_when_asked(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 40, 120);
    incident(&screen);
    screen_keys(&screen, "g i / \"Ransomware\" Enter Enter");
    assert_false(screen_has(&screen, "Quist"));
    assert_true(screen_has(&screen, "shielded (not sealed)"));
    screen_keys(&screen, "G");
    for (int i = 0; i < 60 && !screen_has(&screen, "> 2   shielded"); i++) screen_keys(&screen, "k"); /* the row of the second reporter */
    screen_keys(&screen, "Enter");
    assert_false(screen_has(&screen, "Quist"));
    screen_keys(&screen, "Up Up Up Up Up Up Up Up Up Up Up Up Up");
    assert_true(screen_has(&screen, "Zwaantje Quist"));
    screen_keys(&screen, "Down");
    assert_false(screen_has(&screen, "Quist"));
    screen_close(&screen);
}

static void test_other_registers_have_no_sheet(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g x i");
    assert_true(screen_has(&screen, "no sheet"));
    screen_close(&screen);
}

/* From the sheet of a record one does not go to it once more. */
static void test_no_sheet_of_a_sheet(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i i");
    assert_string_equal(ui_page(&screen.ui)->ops->name, "sheet");
    assert_false(screen_has(&screen, "i sheet"));
    screen_keys(&screen, "i");
    assert_true(screen_has(&screen, "this is its sheet"));
    screen_keys(&screen, "q");
    assert_string_equal(ui_page(&screen.ui)->ops->name, "list");
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_request_on_one_screen),
        cmocka_unit_test(test_one_key_and_a_motivation_decide),
        cmocka_unit_test(test_without_motivation_nothing_is_decided),
        cmocka_unit_test(test_an_event_on_one_screen),
        cmocka_unit_test(test_checks_are_ticked_off_and_the_outcome_said),
        cmocka_unit_test(test_the_answer_to_an_advice_is_one_key),
        cmocka_unit_test(test_what_lacks_is_asked_in_the_form),
        cmocka_unit_test(test_an_incident_on_one_screen),
        cmocka_unit_test(test_an_incident_in_few_keys),
        cmocka_unit_test(test_a_concern_talked_through),
        cmocka_unit_test(test_a_shielded_name_is_told_when_asked),
        cmocka_unit_test(test_other_registers_have_no_sheet),
        cmocka_unit_test(test_no_sheet_of_a_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
