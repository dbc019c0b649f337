/* Trigger events: counted back, frozen when the assessment starts, heard too late; and what no state ends without its reason. */
#include "duty_world.h"

#include "loket/app/computed.h"
#include "loket/app/radar.h"
#include "loket/app/sheet.h"

static void the_term_counts_back_with_the_lead_days_of_the_kind(void **state) {
    Duty *duty = *state;
    duty_kind(duty);
    const char *event = duty_add(duty, "trigger", "kind=KND-0001|title=Portal|decision_on=2026-12-21");
    duty_is(duty, event, "needs", "advice judgement");
    assert_int_equal(duty_due(duty, event, "give"), 7); /* 15 working days before 21 December is 30 November */
    duty_edit(duty, "KND-0001", "lead_days=5");
    assert_int_equal(duty_due(duty, event, "give"), 21);
    duty_edit(duty, event, "state=assessing"); /* from now on as it was */
    duty_edit(duty, "KND-0001", "lead_days=15");
    assert_int_equal(duty_due(duty, event, "give"), 21);
    duty_is(duty, event, "lead_days", "5");
}

static void checks_are_frozen_when_the_assessment_starts(void **state) {
    Duty *duty = *state;
    duty_kind(duty);
    const char *event = duty_add(duty, "trigger", "kind=KND-0001|title=Portal");
    assert_int_equal(duty_rows(duty, event, "check").count, 0);
    duty_edit(duty, event, "state=assessing");
    assert_int_equal(duty_rows(duty, event, "check").count, 2);
    duty_add_row(duty, "KND-0001", "check", "item=Fallback|moment=before");
    assert_int_equal(duty_rows(duty, event, "check").count, 2);
    assert_false(duty_change(duty, event, "state=given|given_on=today|outcome=sign"));
    duty_told(duty, "Exit");
}

static void heard_too_late_is_a_number_and_the_work_goes_on(void **state) {
    Duty *duty = *state;
    duty_kind(duty);
    const char *late = duty_add(duty, "trigger", "kind=KND-0001|title=Signs friday|decision_on=2026-11-27");
    assert_int_equal(trigger_heard_late(duty->desk, duty_load(duty, late)), 11);
    assert_int_equal(trigger_heard_late(duty->desk, duty_load(duty, duty_add(duty, "trigger", "kind=KND-0001|title=x|decision_on=2026-12-14"))), 0);
    assert_int_equal(trigger_heard_late(duty->desk, duty_load(duty, duty_add(duty, "trigger", "kind=KND-0001|title=y"))), 0);
    duty_edit(duty, late, "state=assessing");
}

static void what_counts_as_large_is_frozen_too(void **state) {
    Duty *duty = *state;
    duty_kind(duty); /* large from 10,000 to 50,000 */
    const char *event = duty_add(duty, "trigger", "kind=KND-0001|title=Portal|value_class=to_50k");
    const ComputedDef *large = computed_find(register_by_key("trigger"), "large");
    for (int step = 0; step < 4; step++) {
        static const char *const from[] = {"to_50k", "over_221k", "to_50k", "over_221k"};
        duty_edit(duty, "KND-0001", arena_printf(duty->arena, "large_from=%s", from[step]));
        if (step == 2) duty_edit(duty, event, "state=assessing"); /* from now on as it was */
        StrBuf text;
        strbuf_init(&text);
        large->format(duty->desk, duty_load(duty, event), &text);
        assert_int_equal(text.length > 0, step != 1);
        strbuf_done(&text);
    }
    duty_is(duty, event, "large_from", "to_50k");
}

static const char *computed(Duty *duty, const char *code, const char *key) {
    const Record *record = duty_load(duty, code);
    StrBuf text;
    strbuf_init(&text);
    computed_find(record->def, key)->format(duty->desk, record, &text);
    const char *made = arena_strdup(duty->arena, text.data);
    strbuf_done(&text);
    return made;
}

/* The opening screen says what a request waits for, and how long somebody was not spoken. */
static void panes_say_what_is_waited_for(void **state) {
    Duty *duty = *state;
    const char *request = duty_add(duty, "approval", "title=a|kind=procedure|requester=CON-0004|rule=ANC-0001|reason=x|until=+10d");
    assert_string_equal(computed(duty, request, "waits"), "decide");
    duty_edit(duty, request, "state=consulting");
    assert_string_equal(computed(duty, request, "waits"), "waits");
    assert_string_equal(computed(duty, duty_add(duty, "approval", "title=b|kind=mandate|requester=CON-0004|rule=ANC-0001|reason=x|until=+10d|decider=CON-0003"), "waits"), "advise");
    duty_add_row(duty, request, "decision", "decided_by=CON-0001|outcome=approved|motivation=x|until=+10d");
    duty_edit(duty, request, "state=running|granted_on=today");
    assert_string_equal(computed(duty, request, "waits"), "runs");
    duty_edit(duty, request, "ended_on=today");
    assert_string_equal(computed(duty, request, "waits"), "proof");
    const char *who = duty_add(duty, "contact", "name=Femke Dijkstra|roles=hr|informal_ideal=30d|informal_maximum=60d");
    duty_add(duty, "talk", arena_printf(duty->arena, "topics=x|with=%s|state=held|held_at=-71d 10:00", who));
    assert_string_equal(computed(duty, who, "spoken"), "71 d, max 60d, HR");
    duty_add(duty, "talk", arena_printf(duty->arena, "topics=x|with=%s|state=held|held_at=-40d 10:00", who));
    assert_string_equal(computed(duty, who, "spoken"), "40 d, every 30d, HR");
}

static const char *sheet_text(Duty *duty, const char *code) {
    Sheet sheet;
    StrBuf text;
    strbuf_init(&text);
    assert_int_equal(sheet_read(duty->desk, duty_load(duty, code), duty->arena, &sheet, &duty->err), OK);
    for (size_t i = 0; i < sheet.count; i++)
        strbuf_addf(&text, "%s%s|%s\n", sheet.lines[i].tone == SHEET_WARNING ? "!" : "", sheet.lines[i].label ? sheet.lines[i].label : "", sheet.lines[i].text);
    const char *made = arena_strdup(duty->arena, text.data);
    strbuf_done(&text);
    return made;
}

static void the_sheet_of_an_event_says_what_is_late_and_not_looked_at(void **state) {
    Duty *duty = *state;
    duty_kind(duty);
    const char *event = duty_add(duty, "trigger", "kind=KND-0001|title=Payroll|decision_on=2026-11-27|heard_from=CON-0003|sponsor=CON-0003|state=assessing");
    const char *text = sheet_text(duty, event);
    assert_non_null(strstr(text, "!In time until|"));
    assert_non_null(strstr(text, "heard 11 working days too late"));
    assert_non_null(strstr(text, "!not looked at|Exit")); /* before signature */
    assert_non_null(strstr(text, "\nnot looked at|Pen test")); /* may follow */
    Record *row = duty_rows(duty, event, "check").items[0];
    Change change = {.seen = row, .wanted = sheet_checked(duty->desk, row, "in_order", duty->arena)};
    assert_int_equal(desk_apply(duty->desk, &change, 1, NULL, NULL, &duty->err), OK);
    assert_non_null(strstr(sheet_text(duty, event), "\nin order|Exit"));
    const Record *seen = duty_load(duty, event);
    Record *wanted = sheet_outcome(duty->desk, seen, "sign", duty->arena);
    change = (Change){.seen = seen, .wanted = wanted};
    assert_int_equal(desk_apply(duty->desk, &change, 1, NULL, NULL, &duty->err), OK);
    duty_is(duty, event, "state", "given");
    Record *advice = sheet_event_advice(duty->desk, seen, duty->arena);
    assert_string_equal(record_text(advice, "addressee"), "CON-0003");
    assert_string_equal(record_text(advice, "about"), event);
}

/* What ends a thing without doing it has its reason, and is no way round the gate. */
static void nothing_ends_without_its_reason(void **state) {
    Duty *duty = *state;
    const char *report = duty_add(duty, "incident", "title=Mail to all|personal_data=yes");
    assert_false(duty_change(duty, report, "state=withdrawn|no_action_because=no longer needed"));
    duty_told(duty, "personal data are touched");
    duty_edit(duty, report, "personal_data=no|personal_data_because=only test data");
    assert_false(duty_change(duty, report, "state=withdrawn"));
    duty_told(duty, "say why it is withdrawn");
    duty_add_row(duty, report, "judgement", "regime=AVG33|applies=yes|known_since=-1h");
    assert_false(duty_change(duty, report, "state=withdrawn|no_action_because=a mistake"));
    duty_told(duty, "AVG33 is judged to apply");
    duty_add_row(duty, report, "judgement", "regime=AVG33|applies=no|judged_by=CON-0002|reason=only test data");
    duty_edit(duty, report, "state=withdrawn|no_action_because=a mistake");
    const char *complaint = duty_add(duty, "incident", "title=Wrong bill|kind=complaint");
    duty_add_row(duty, complaint, "reporter", "who=J. Vos|role=client");
    assert_false(duty_change(duty, complaint, "state=withdrawn|no_action_because=x"));
    duty_told(duty, "J. Vos");
    duty_kind(duty);
    const char *event = duty_add(duty, "trigger", "kind=KND-0001|title=Portal");
    assert_false(duty_change(duty, event, "state=closed"));
    duty_edit(duty, event, "state=closed|decided_how=called off");
    assert_null(duty_try(duty, "advice", "title=a|addressee=CON-0002|text=x|carried_by=CON-0001"));
    duty_told(duty, "never carries the risk");
}

static void radar_shows_told_asked_came_and_late(void **state) {
    Duty *duty = *state;
    duty_kind(duty);
    duty_add_row(duty, "CON-0003", "warns_of", "kind=KND-0001|told_on=-90d|confirmed_on=-80d");
    duty_add(duty, "talk", "topics=x|with=CON-0003|state=held|held_at=-5d 10:00|asked_about=KND-0001");
    duty_add(duty, "trigger", "kind=KND-0001|title=in time|heard_from=CON-0003|decision_on=+200d");
    duty_add(duty, "trigger", "kind=KND-0001|title=late|heard_from=Rutger Amsel|decision_on=+1d");
    duty_add(duty, "trigger", "kind=KND-0001|title=found|decision_on=+2d");
    Radar radar;
    assert_int_equal(radar_read(duty->desk, 12, duty->arena, &radar, &duty->err), OK);
    assert_int_equal(radar.count, 1);
    const RadarKind *row = &radar.kinds[0];
    assert_int_equal(row->came, 3);
    assert_int_equal(row->late, 2);
    assert_int_equal(row->cell_count, 2);
    assert_int_equal(row->cells[0].came, 2);
    assert_int_equal(row->cells[0].late, 1);
    assert_true(row->cells[0].told_on && row->cells[0].confirmed_on);
    assert_int_equal(row->cells[0].asked_on, moment_day(duty->fixture.now) - 5);
    assert_null(row->cells[1].who);
    assert_int_equal(row->cells[1].came, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DUTY(the_term_counts_back_with_the_lead_days_of_the_kind),
        DUTY(checks_are_frozen_when_the_assessment_starts),
        DUTY(heard_too_late_is_a_number_and_the_work_goes_on),
        DUTY(what_counts_as_large_is_frozen_too),
        DUTY(panes_say_what_is_waited_for),
        DUTY(the_sheet_of_an_event_says_what_is_late_and_not_looked_at),
        DUTY(nothing_ends_without_its_reason),
        DUTY(radar_shows_told_asked_came_and_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
