/* Reports: each rule of incidents, complaints and concerns that needs other records, with an attempt to break it. */
#include "duty_world.h"

#include "loket/app/capture.h"
#include "loket/app/computed.h"
#include "loket/app/history.h"
#include "loket/app/triage.h"

#define CLOSABLE "severity=s3|personal_data=no|significant=no|no_action_because=seen to|no_talk_because=by mail"

static const char *report(Duty *duty, const char *values) {
    return duty_add(duty, "incident", arena_printf(duty->arena, "title=Wrong letter|severity=s3|%s", values));
}

static const char *computed(Duty *duty, const char *code, const char *key) {
    StrBuf out;
    strbuf_init(&out);
    Record *record = duty_load(duty, code);
    computed_find(record->def, key)->format(duty->desk, record, &out);
    const char *text = arena_strdup(duty->arena, out.data);
    strbuf_done(&out);
    return text;
}

static void an_acknowledgement_owed_is_a_due(void **state) {
    Duty *duty = *state;
    const char *code = report(duty, "kind=complaint");
    duty_add_row(duty, code, "reporter", "who=Tenant");
    assert_int_equal(duty_due(duty, code, "acknowledge"), 7); /* five working days */
    duty->fixture.now += 3 * DAY_SECONDS;
    duty_add_row(duty, code, "reporter", "who=Neighbour"); /* from the day this one came */
    duty_add_row(duty, code, "reporter", "anonymous=yes");
    Record *first = duty_rows(duty, code, "reporter").items[0], *done = record_copy(first, duty->arena);
    duty_fill(duty, done, "acknowledged_on=today");
    Change change = {.seen = first, .wanted = done};
    assert_ok(desk_apply(duty->desk, &change, 1, &duty->problems, NULL, &duty->err), &duty->err);
    assert_int_equal(duty_due(duty, code, "acknowledge"), 7);
    const char *other = report(duty, "kind=incident");
    duty_add_row(duty, other, "reporter", "who=Tenant");
    assert_int_equal(duty_due(duty, other, "acknowledge"), 9999);
}

static void a_formal_complaint_runs_the_terms_of_the_law_instead(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "ORG-0001", "public_body=yes|regimes=complaints data_protection policy");
    const char *code = report(duty, "kind=complaint|formal=yes|written_on=today");
    duty_add_row(duty, code, "reporter", "who=Tenant");
    assert_int_equal(duty_due(duty, code, "acknowledge"), 9999);
    assert_int_equal(duty_due(duty, code, "AWB-A"), 7);
    assert_int_equal(duty_due(duty, code, "AWB9"), 42);
    Record *row = duty_rows(duty, code, "reporter").items[0], *wanted = record_copy(row, duty->arena);
    duty_fill(duty, wanted, "answered_on=today|answered_how=letter"); /* who was answered needs no acknowledgement */
    Change change = {.seen = row, .wanted = wanted};
    assert_ok(desk_apply(duty->desk, &change, 1, &duty->problems, NULL, &duty->err), &duty->err);
    assert_int_equal(duty_due(duty, code, "AWB-A"), 9999);
    assert_int_equal(duty_due(duty, code, "AWB9"), 9999);
}

static void the_gate_lists_all_that_is_missing_at_once(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "ORG-0001", "regimes=cyber data_protection policy");
    const char *code = report(duty, "kind=complaint|personal_data=yes|significant=yes");
    duty_add_row(duty, code, "reporter", "who=Tenant");
    duty_edit(duty, code, "state=resolved");
    assert_false(duty_change(duty, code, "state=closed"));
    static const char *const missing[] = {"make an action", "link the talk", "reporter Tenant has no answer", "not judged yet: AVG33", "not judged yet: CBW26"};
    for (size_t i = 0; i < COUNT_OF(missing); i++) duty_told(duty, missing[i]);
}

static void each_regime_that_it_touches_is_judged(void **state) {
    Duty *duty = *state;
    const char *code = report(duty, "kind=incident|personal_data=yes|people_risk=high|significant=yes|no_action_because=none needed");
    duty->fixture.now += 40 * DAY_SECONDS; /* the terms are missed; that blocks nothing */
    duty_edit(duty, code, "state=resolved");
    assert_false(duty_change(duty, code, "state=closed"));
    duty_told(duty, "not judged yet: AVG33");
    duty_told(duty, "not judged yet: AVG34");
    for (size_t i = 0; i < duty->problems.count; i++) assert_null(strstr(duty->problems.items[i].message, "CBW")); /* not in force in this file */
    duty_add_row(duty, code, "judgement", "regime=avg33|applies=yes|known_since=-39d|judged_by=CON-0001|reason=names");
    duty_add_row(duty, code, "judgement", "regime=AVG34|applies=unknown|known_since=-39d");
    assert_false(duty_change(duty, code, "state=closed"));
    duty_told(duty, "whether AVG34 applies");
    duty_add_row(duty, code, "judgement", "regime=AVG34|applies=no|judged_by=CON-0001|reason=told already by the client");
    duty_edit(duty, code, "state=closed");
}

static void a_missed_term_never_blocks_closing(void **state) {
    Duty *duty = *state;
    const char *code = report(duty, "kind=incident|personal_data=yes|no_action_because=none needed");
    duty_add_row(duty, code, "judgement", "regime=AVG33|applies=yes|known_since=now|judged_by=CON-0001|reason=names");
    duty_edit(duty, code, "state=resolved");
    assert_false(duty_change(duty, code, "state=closed"));
    duty_told(duty, "AVG33");
    duty->fixture.now += 4 * DAY_SECONDS;
    duty_edit(duty, code, "state=closed");
}

static void a_concern_ends_talked_through(void **state) {
    Duty *duty = *state;
    const char *code = report(duty, "kind=concern");
    duty_add_row(duty, code, "reporter", "who=CON-0004|answered_on=today|answered_how=talk");
    duty_edit(duty, code, "state=resolved|no_action_because=talked through, foil on the screen");
    duty_edit(duty, code, "state=closed");
    const char *unanswered = report(duty, "kind=concern");
    duty_add_row(duty, unanswered, "reporter", "who=CON-0004");
    duty_edit(duty, unanswered, "state=resolved");
    assert_false(duty_change(duty, unanswered, "state=closed|no_action_because=talked through|no_talk_because=by mail"));
    duty_told(duty, "reporter Corrie Blom has no answer");
}

static void handed_over_says_to_whom_and_when(void **state) {
    Duty *duty = *state;
    const char *code = report(duty, "kind=concern");
    assert_false(duty_change(duty, code, "state=handed_over"));
    duty_told(duty, "to whom");
    duty_edit(duty, code, "state=handed_over|handed_to=CON-0003");
    duty_is(duty, code, "handed_on", duty_day(duty, 0));
}

static void every_reporter_of_a_duplicate_is_answered(void **state) {
    Duty *duty = *state;
    const char *first = report(duty, "kind=incident|" CLOSABLE);
    const char *second = report(duty, "kind=incident"), *third = report(duty, "kind=incident");
    duty_add_row(duty, second, "reporter", "who=Tenant|promised=call|promised_on=+2d");
    duty_add_row(duty, third, "reporter", "who=Caretaker|call_back_at=+1d");
    duty_edit(duty, second, arena_printf(duty->arena, "state=duplicate|same_as=%s", first));
    duty_edit(duty, third, arena_printf(duty->arena, "state=duplicate|same_as=%s", second)); /* behind the first as well */
    assert_string_equal(computed(duty, first, "behind"), "2 more reports: INC-0002 INC-0003, 2 reporters not answered");
    assert_int_equal(duty_due(duty, second, "promise"), 2); /* goes on */
    assert_int_equal(duty_due(duty, third, "call_back"), 1);
    duty_edit(duty, first, "state=resolved");
    assert_false(duty_change(duty, first, "state=closed"));
    duty_told(duty, "INC-0002: reporter Tenant");
    duty_told(duty, "INC-0003: reporter Caretaker");
    for (int i = 2; i <= 3; i++) {
        Record *row = duty_rows(duty, i == 2 ? second : third, "reporter").items[0], *wanted = record_copy(row, duty->arena);
        duty_fill(duty, wanted, i == 2 ? "answered_on=today|answered_how=phone" : "no_answer_because=left the organisation");
        Change change = {.seen = row, .wanted = wanted};
        assert_ok(desk_apply(duty->desk, &change, 1, &duty->problems, NULL, &duty->err), &duty->err);
    }
    assert_int_equal(duty_due(duty, second, "promise"), 9999);
    duty_edit(duty, first, "state=closed");
    /* what is reported once more, after it was closed, is answered at once */
    const char *late = report(duty, "kind=incident");
    duty_add_row(duty, late, "reporter", "who=Another tenant");
    assert_false(duty_change(duty, late, arena_printf(duty->arena, "state=duplicate|same_as=%s", first)));
    duty_told(duty, "INC-0004: reporter Another tenant");
    assert_false(duty_row(duty, second, "reporter", "who=One more"));
    duty_told(duty, "INC-0001 is closed");
}

static void a_duplicate_does_not_go_round_in_a_circle(void **state) {
    Duty *duty = *state;
    const char *first = report(duty, "kind=incident"), *second = report(duty, "kind=incident");
    duty_edit(duty, second, arena_printf(duty->arena, "state=duplicate|same_as=%s", first));
    assert_false(duty_change(duty, first, arena_printf(duty->arena, "state=duplicate|same_as=%s", second)));
    duty_told(duty, "duplicate of the other");
}

static void a_shielded_reporter_stands_nowhere(void **state) {
    Duty *duty = *state;
    const char *code = report(duty, "kind=concern");
    duty_add_row(duty, code, "reporter", "who=CON-0004|shielded=yes|call_back_at=+1d");
    duty_add_row(duty, code, "reporter", "who=Zwaantje Quist|shielded=yes|promised=ring|promised_on=+1d");
    Found *found;
    Link *links;
    size_t count;
    assert_int_equal(select_search(desk_db(duty->desk), "Quist", NULL, 9, duty->arena, &found, &count, NULL), OK);
    assert_int_equal(count, 0);
    Record *contact = duty_load(duty, "CON-0004"), *record = duty_load(duty, code);
    assert_int_equal(records_linked(desk_db(duty->desk), contact->def, contact->no, record->def, duty->arena, &links, &count, 9, NULL), OK);
    assert_int_equal(count, 0);
    StrBuf text;
    strbuf_init(&text);
    Record *row = duty_rows(duty, code, "reporter").items[1];
    const FieldDef *who = register_field(row->def, "who");
    desk_format(duty->desk, row, who, &text);
    assert_string_equal(text.data, "shielded (not sealed)"); /* so lists, sheets, reasons, calendar and triage say */
    strbuf_clear(&text);
    desk_format_asked(duty->desk, row, who, &text);
    assert_string_equal(text.data, "Zwaantje Quist");
    HistoryEntry *entries;
    assert_int_equal(history_read(duty->desk, NULL, 0, 0, 50, duty->arena, &entries, &count, NULL), OK);
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < entries[i].count; c++) assert_null(strstr(entries[i].changes[c].made, "Quist"));
    strbuf_done(&text);
}

static Status keep_bytes(void *ctx, const char *bytes, size_t length, Error *err) {
    (void)err;
    strbuf_addn(ctx, bytes, length);
    return OK;
}

static const char *exported(Duty *duty, const char *registers, TransferFormat format, bool confidential) {
    StrBuf out;
    ExportResult result;
    strbuf_init(&out);
    ExportOptions options = {.registers = registers, .format = format, .confidential = confidential};
    assert_ok(export_stream(duty->desk, &options, keep_bytes, &out, &result, &duty->err), &duty->err);
    if (!confidential) assert_int_equal(result.shielded, 1);
    const char *text = arena_strdup(duty->arena, out.data);
    strbuf_done(&out);
    return text;
}

static void an_export_names_a_shielded_reporter_only_when_asked(void **state) {
    Duty *duty = *state;
    const char *code = report(duty, "kind=concern");
    duty_add_row(duty, code, "reporter", "who=Zwaantje Quist|shielded=yes");
    static const TransferFormat formats[] = {TRANSFER_YAML, TRANSFER_JSON, TRANSFER_CSV};
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        const char *registers = formats[i] == TRANSFER_CSV ? "reporter" : "incident";
        assert_null(strstr(exported(duty, registers, formats[i], false), "Quist"));
        assert_non_null(strstr(exported(duty, registers, formats[i], true), "Quist"));
    }
    duty_add_row(duty, code, "reporter", "shielded=yes"); /* what came out without the name can be read back */
}

static void putting_up_a_shield_later_hides_what_was_known(void **state) {
    Duty *duty = *state;
    const char *code = report(duty, "kind=concern");
    duty_add_row(duty, code, "reporter", "who=Zwaantje Quist");
    Record *row = duty_rows(duty, code, "reporter").items[0], *wanted = record_copy(row, duty->arena);
    duty_fill(duty, wanted, "shielded=yes");
    Change change = {.seen = row, .wanted = wanted};
    assert_ok(desk_apply(duty->desk, &change, 1, &duty->problems, NULL, &duty->err), &duty->err);
    Found *found;
    size_t count;
    assert_int_equal(select_search(desk_db(duty->desk), "Quist", NULL, 9, duty->arena, &found, &count, NULL), OK);
    assert_int_equal(count, 0);
    HistoryEntry *entries;
    assert_int_equal(history_read(duty->desk, NULL, 0, 0, 50, duty->arena, &entries, &count, NULL), OK);
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < entries[i].count; c++) assert_null(strstr(entries[i].changes[c].made, "Quist"));
}

static void a_whistle_blower_report_keeps_no_text(void **state) {
    Duty *duty = *state;
    duty_add(duty, "contact", "name=Els Kamp|roles=confidential_counsellor");
    Capture capture = {0};
    Record *record = record_new_initial(register_by_key("incident"), desk_now(duty->desk), duty->arena);
    assert_ok(capture_fill(duty->desk, "The director sells flats !whistle #secret", record, duty->arena, &capture, &duty->err), &duty->err);
    assert_true(capture.kept_out);
    assert_string_equal(record_title(record), ""); /* so no form and no draft gets it either */
    const char *code = duty_add(duty, "incident", "kind=whistleblower|title=Director sells flats|description=all of it|unit=Board|about=CON-0002");
    static const char *const empty[] = {"title", "description", "unit", "about", "severity", "tags"};
    for (size_t i = 0; i < COUNT_OF(empty); i++) duty_is(duty, code, empty[i], "");
    duty_is(duty, code, "state", "handed_over");
    duty_is(duty, code, "level", "confidential");
    duty_is(duty, code, "handed_to", "CON-0005");
    duty_is(duty, code, "handed_on", duty_day(duty, 0));
    TrailEntry *entries;
    size_t count;
    assert_int_equal(trail_recent(desk_db(duty->desk), 0, 50, duty->arena, &entries, &count, NULL), OK);
    for (size_t i = 0; i < count; i++) assert_null(strstr(entries[i].body ? entries[i].body : "", "flats"));
    assert_false(duty_row(duty, code, "reporter", "who=Tenant"));
    assert_false(duty_row(duty, code, "remark", "text=more"));
    assert_false(duty_change(duty, code, "title=Director"));
    duty_told(duty, "no title and no text");
}

static void a_designated_desk_works_on_it(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "ORG-0001", "whistleblower_desk=yes");
    const char *code = duty_add(duty, "incident", "kind=whistleblower|title=Director sells flats");
    duty_is(duty, code, "title", "Director sells flats");
    duty_is(duty, code, "state", "new");
    duty_add_row(duty, code, "reporter", "who=Tenant");
}

static void repeats_count_per_unit_and_cause_over_twelve_months(void **state) {
    Duty *duty = *state;
    report(duty, "unit=Desk|cause_kind=human|received_at=-400d"); /* too long ago */
    const char *first = report(duty, "unit=Desk|cause_kind=human|received_at=-300d");
    report(duty, "unit=Desk|cause_kind=system|received_at=-200d");
    report(duty, "unit=Yard|cause_kind=human|received_at=-100d");
    const char *again = report(duty, "unit=Desk|cause_kind=human|received_at=-90d");
    duty_edit(duty, again, arena_printf(duty->arena, "state=duplicate|same_as=%s", first)); /* the same one, not a repeat */
    report(duty, "unit=Desk|cause_kind=human|received_at=-50d");
    const char *third = report(duty, "unit=desk|cause_kind=human|received_at=-2d");
    report(duty, "unit=Desk|cause_kind=human|received_at=-1d");
    assert_string_equal(computed(duty, first, "repeats"), "2nd in 12 months in Desk, human error: INC-0001");
    assert_string_equal(computed(duty, third, "repeats"), "3rd in 12 months in Desk, human error: INC-0006 INC-0002");
    const char *fresh = report(duty, "unit=Yard"); /* the cause is not known yet: per unit */
    assert_string_equal(computed(duty, fresh, "repeats"), "2nd in 12 months in Yard: INC-0004");
    assert_string_equal(computed(duty, report(duty, "unit=Roof"), "repeats"), "");
}

static void repeats_cost_the_same_at_any_size(void **state) {
    Duty *duty = *state;
    const char *code = report(duty, "unit=Desk|cause_kind=human");
    computed(duty, code, "repeats");
    StrBuf plans;
    strbuf_init(&plans);
    db_plans(desk_db(duty->desk), &plans);
    assert_non_null(strstr(plans.data, "incident_alike_unit_cause_kind"));
    strbuf_done(&plans);
}

static void triage_shows_repeats(void **state) {
    Duty *duty = *state;
    report(duty, "unit=Desk|state=in_hand|received_at=-9d");
    duty_add(duty, "incident", "title=Again|unit=Desk");
    Triage *triage = triage_new(duty->desk);
    TriageItem *item;
    assert_ok(triage_start(triage, &duty->err), &duty->err);
    assert_ok(triage_item(triage, triage_at(triage, 0), duty->arena, &item, &duty->err), &duty->err);
    assert_string_equal(item->repeats, "2nd in 12 months in Desk: INC-0001");
    triage_free(triage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DUTY(an_acknowledgement_owed_is_a_due),
        DUTY(a_formal_complaint_runs_the_terms_of_the_law_instead),
        DUTY(the_gate_lists_all_that_is_missing_at_once),
        DUTY(each_regime_that_it_touches_is_judged),
        DUTY(a_missed_term_never_blocks_closing),
        DUTY(a_concern_ends_talked_through),
        DUTY(handed_over_says_to_whom_and_when),
        DUTY(every_reporter_of_a_duplicate_is_answered),
        DUTY(a_duplicate_does_not_go_round_in_a_circle),
        DUTY(a_shielded_reporter_stands_nowhere),
        DUTY(an_export_names_a_shielded_reporter_only_when_asked),
        DUTY(putting_up_a_shield_later_hides_what_was_known),
        DUTY(a_whistle_blower_report_keeps_no_text),
        DUTY(a_designated_desk_works_on_it),
        DUTY(repeats_count_per_unit_and_cause_over_twelve_months),
        DUTY(repeats_cost_the_same_at_any_size),
        DUTY(triage_shows_repeats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
