/* Events, talks, advice, duties and actions: what follows from a change, in the same batch, and what the clock says. */
#include "duty_world.h"

#include "loket/app/radar.h"
#include "loket/app/sheet.h"
#include "loket/app/structural.h"

/* -- trigger events ------------------------------------------------------------------------------------------------ */

static const char *kind(Duty *duty) {
    const char *code = duty_add(duty, "kind", "label=Contract|needs=advice judgement|lead_days=15|large_from=to_50k");
    duty_add_row(duty, code, "check", "item=Exit|moment=before");
    duty_add_row(duty, code, "check", "item=Pen test|moment=after");
    return code;
}

static void the_term_counts_back_with_the_lead_days_of_the_kind(void **state) {
    Duty *duty = *state;
    kind(duty);
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
    kind(duty);
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
    kind(duty);
    const char *late = duty_add(duty, "trigger", "kind=KND-0001|title=Signs friday|decision_on=2026-11-27");
    assert_int_equal(trigger_heard_late(duty->desk, duty_load(duty, late)), 11);
    assert_int_equal(trigger_heard_late(duty->desk, duty_load(duty, duty_add(duty, "trigger", "kind=KND-0001|title=x|decision_on=2026-12-14"))), 0);
    assert_int_equal(trigger_heard_late(duty->desk, duty_load(duty, duty_add(duty, "trigger", "kind=KND-0001|title=y"))), 0);
    duty_edit(duty, late, "state=assessing");
}

static void radar_shows_told_asked_came_and_late(void **state) {
    Duty *duty = *state;
    kind(duty);
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

/* -- talks --------------------------------------------------------------------------------------------------------- */

static void lines_become_promises_once(void **state) {
    Duty *duty = *state;
    const char *talk = duty_add(duty, "talk", "topics=x|with=CON-0003|state=held|held_at=now|text=We spoke.\n> Amsel: MFA budget 1-12\n< proposal friday");
    assert_int_equal(duty_count(duty, "action"), 2);
    duty_is(duty, "ACT-0001", "kind", "promise");
    duty_is(duty, "ACT-0001", "title", "MFA budget");
    duty_is(duty, "ACT-0001", "owner", "CON-0003");
    duty_is(duty, "ACT-0001", "promised_to", "CON-0001");
    duty_is(duty, "ACT-0001", "due_on", "2026-12-01");
    duty_is(duty, "ACT-0001", "origin", talk);
    duty_is(duty, "ACT-0002", "title", "proposal");
    duty_is(duty, "ACT-0002", "owner", "CON-0001");
    duty_is(duty, "ACT-0002", "promised_to", "CON-0003");
    duty_is(duty, "ACT-0002", "due_on", "2026-11-27");
    duty_edit(duty, talk, "text=We spoke long.\n> Amsel: MFA budget 1-12\n< proposal friday");
    assert_int_equal(duty_count(duty, "action"), 2);
    duty_edit(duty, "ACT-0001", "title=Money for MFA");
    duty_edit(duty, talk, "text=We spoke.\n> Amsel: MFA budget 1-12\n< proposal friday\n< call him");
    assert_int_equal(duty_count(duty, "action"), 3);
    duty_is(duty, "ACT-0003", "due_on", duty_day(duty, 14));
}

static void a_plan_promises_nothing_until_it_was_held(void **state) {
    Duty *duty = *state;
    const char *talk = duty_add(duty, "talk", "topics=x|with=CON-0003|planned_at=+1d 10:00|text=> Amsel: figures");
    assert_int_equal(duty_count(duty, "action"), 0);
    duty->fixture.now += 2 * DAY_SECONDS;
    duty_edit(duty, talk, "state=held|held_at=-1h");
    assert_int_equal(duty_count(duty, "action"), 1);
}

static void a_promise_of_nobody_is_refused(void **state) {
    Duty *duty = *state;
    assert_null(duty_try(duty, "talk", "topics=x|with=CON-0003|state=held|held_at=now|text=> Zanzibar: figures"));
    duty_told(duty, "Zanzibar");
    duty_add(duty, "talk", "topics=x|with=CON-0003|state=held|held_at=now|text=>> quoted: mail\n<-- arrow\n>= 5: fine");
    assert_int_equal(duty_count(duty, "action"), 0);
}

/* A talk that comes with its actions in one file is not given them twice. */
static void import_brings_promises_once(void **state) {
    Duty *duty = *state;
    static const char text[] = "talk:\n  - {code: TLK-0001, topics: x, with: CON-0003, state: held, held_at: -1h, text: \"> Amsel: MFA budget\"}\n"
                               "action:\n  - {title: Money for MFA, kind: promise, origin: TLK-0001, owner: CON-0003, promised_to: CON-0001, due_on: +9d}\n";
    ImportPlan *plan;
    assert_ok(import_read_bytes(duty->desk, text, strlen(text), "x.yaml", &(ImportOptions){0}, &plan, &duty->err), &duty->err);
    assert_ok(import_apply(duty->desk, plan, NULL, &duty->err), &duty->err);
    import_free(plan);
    assert_int_equal(duty_count(duty, "action"), 1);
}

static void a_held_round_counts_for_those_who_were_there(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "CON-0002", "informal_ideal=30d");
    duty_edit(duty, "CON-0003", "informal_ideal=30d");
    duty_add(duty, "round", "title=Board|formality=formal|members=CON-0002 CON-0003|cadence=90d");
    assert_int_equal(duty_due(duty, "RND-0001", "hold_round"), 90);
    duty->fixture.now += (Moment)10 * DAY_SECONDS;
    Record *talk = record_new_initial(register_by_key("talk"), duty->fixture.now, duty->arena);
    duty_fill(duty, talk, "topics=Q4|round=RND-0001|state=held|held_at=now|minutes=item 1");
    Change change = {.wanted = talk};
    assert_int_equal(desk_apply(duty->desk, &change, 1, NULL, NULL, &duty->err), OK);
    duty_is(duty, "TLK-0001", "with", "CON-0002 CON-0003");
    duty_is(duty, "TLK-0001", "formality", "formal");
    assert_int_equal(duty_due(duty, "CON-0003", "talk_informal"), 30);
    duty_edit(duty, "TLK-0001", "with=CON-0002"); /* the other was not there */
    assert_int_equal(duty_due(duty, "CON-0002", "talk_informal"), 30);
    assert_int_equal(duty_due(duty, "CON-0003", "talk_informal"), 20);
    assert_int_equal(duty_due(duty, "RND-0001", "hold_round"), 90);
}

static bool on_sheet(Duty *duty, const char *code, const char *heading, const char *line) {
    Sheet sheet;
    assert_ok(sheet_read(duty->desk, duty_load(duty, code), duty->arena, &sheet, &duty->err), &duty->err);
    const char *under = "";
    for (size_t i = 0; i < sheet.count; i++) {
        if (sheet.lines[i].tone == SHEET_HEADING) under = sheet.lines[i].label;
        if (strcmp(under, heading) == 0 && strstr(sheet.lines[i].text, line)) return true;
    }
    return false;
}

static void the_prep_sheet_puts_what_is_asked_of_you_first(void **state) {
    Duty *duty = *state;
    duty_add(duty, "round", "title=Board|members=CON-0002 CON-0003|cadence=90d|standing_questions=any new contract?");
    duty_add(duty, "talk", "topics=x|with=CON-0003|round=RND-0001|formality=formal|state=held|held_at=-3d 10:00|text=> Amsel: MFA budget 9-12\n< figures 8-12");
    duty_add(duty, "advice", "title=Patch|addressee=CON-0003|text=x|state=given|given_on=today");
    duty_add(duty, "approval", "title=Scanner|requester=CON-0003|rule=ANC-0001|reason=x|decider_role=board|decider=CON-0002");
    static const char *const sheets[] = {"CON-0003", "RND-0001"};
    for (size_t i = 0; i < COUNT_OF(sheets); i++) {
        assert_true(on_sheet(duty, sheets[i], "Asked of you", "Scanner"));
        assert_true(on_sheet(duty, sheets[i], "You promised", "figures"));
        assert_true(on_sheet(duty, sheets[i], "They promised", "MFA budget"));
        assert_true(on_sheet(duty, sheets[i], "Waits for their answer", "Patch"));
        assert_true(on_sheet(duty, sheets[i], "Changed since then", "Patch"));
        assert_true(on_sheet(duty, sheets[i], "", "missing for TLK-0001")); /* a formal talk without minutes */
    }
    assert_true(on_sheet(duty, "RND-0001", "Questions", "any new contract?"));
    Sheet sheet;
    assert_ok(sheet_read(duty->desk, duty_load(duty, "CON-0003"), duty->arena, &sheet, &duty->err), &duty->err);
    size_t first = 0;
    while (first < sheet.count && sheet.lines[first].tone != SHEET_HEADING) first++;
    assert_string_equal(sheet.lines[first].label, "Asked of you");
    assert_int_equal(sheet_read(duty->desk, duty_load(duty, "ADV-0001"), duty->arena, &sheet, &duty->err), ERR_USAGE);
}

/* -- advice -------------------------------------------------------------------------------------------------------- */

#define ADVICE "addressee=CON-0002|text=do"
#define WEIGHTY ADVICE "|weight=weighty|anchors=ANC-0001|risk_if_not=theft"

static void the_answer_is_needed_after_the_board_but_before_the_decision(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "ORG-0001", "next_board_on=+10d");
    const char *advice = duty_add(duty, "advice", "title=a|" ADVICE "|state=given|given_on=today");
    duty_is(duty, advice, "answer_due", duty_day(duty, 15));
    kind(duty);
    const char *event = duty_add(duty, "trigger", "kind=KND-0001|title=Portal|decision_on=+12d");
    const char *serving = duty_add(duty, "advice", arena_printf(duty->arena, "title=b|" ADVICE "|about=%s|state=given|given_on=today", event));
    duty_is(duty, serving, "answer_due", duty_day(duty, 12));
    assert_false(duty_change(duty, serving, "answer_due=+13d"));
    duty_told(duty, "before the decision it serves");
    duty_edit(duty, event, "decision_on=+5d");
    duty_is(duty, serving, "answer_due", duty_day(duty, 5));
}

static void none_in_time_is_said_by_the_clock(void **state) {
    Duty *duty = *state;
    const char *advice = duty_add(duty, "advice", "title=a|" ADVICE "|state=given|given_on=today|answer_due=+3d");
    assert_false(duty_change(duty, advice, "state=answered|answer=none"));
    duty_told(duty, "none in time");
    assert_null(advice_answer(duty_load(duty, advice), duty->fixture.now));
    duty->fixture.now += (Moment)4 * DAY_SECONDS;
    assert_string_equal(advice_answer(duty_load(duty, advice), duty->fixture.now), "none");
    assert_int_equal(duty_due(duty, advice, "none_in_time"), 7 - 1); /* 27 November and five working days */
    duty_edit(duty, advice, "state=answered|answer=none|answered_on=today");
    assert_int_equal(duty_due(duty, advice, "none_in_time"), 9999);
}

static void not_adopted_saves_at_once_with_its_dues(void **state) {
    Duty *duty = *state;
    const char *advice = duty_add(duty, "advice", "title=a|" ADVICE "|state=given|given_on=today");
    duty_edit(duty, advice, "state=answered|answer=not_adopted|answered_on=today");
    assert_int_equal(duty_due(duty, advice, "risk_told"), 7);
    assert_int_equal(duty_due(duty, advice, "place"), 7);
    assert_false(duty_change(duty, advice, "state=closed"));
    duty_told(duty, "the risk was told");
    duty_edit(duty, advice, "risk_told_to=CON-0002|risk_told_on=today|carried_by=CON-0002|answer_place=minutes 4");
    assert_int_equal(duty_due(duty, advice, "risk_told"), 9999);
    duty_edit(duty, advice, "state=closed");
}

static size_t patterns(Duty *duty, const char *rule, const Pattern **found) {
    Pattern *all;
    size_t count, hits = 0;
    assert_ok(structural_read(duty->desk, duty->arena, &all, &count, &duty->err), &duty->err);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].rule, rule) != 0) continue;
        *found = &all[i];
        hits++;
    }
    return hits;
}

static const char *refused(Duty *duty, const char *theme, const char *addressee, int days_ago) {
    const char *values = arena_printf(duty->arena, "title=x|text=do|weight=weighty|anchors=ANC-0001|risk_if_not=theft|theme=%s|addressee=%s|"
                                                   "state=answered|answer=not_adopted|given_on=-%dd|answered_on=-%dd", theme, addressee, days_ago, days_ago - 1);
    return duty_add(duty, "advice", values);
}

static void three_weighty_ones_in_a_year_are_structural(void **state) {
    Duty *duty = *state;
    const Pattern *found = NULL;
    refused(duty, "a", "CON-0002", 380); /* too long ago */
    refused(duty, "b", "CON-0003", 300);
    refused(duty, "c", "CON-0002", 200);
    assert_int_equal(patterns(duty, "weighty", &found), 0);
    refused(duty, "d", "CON-0004", 20);
    assert_int_equal(patterns(duty, "weighty", &found), 1);
    assert_string_equal(found->codes, "ADV-0002 ADV-0003 ADV-0004");
}

static void two_on_one_theme_or_by_one_decider_are_structural(void **state) {
    Duty *duty = *state;
    const Pattern *found = NULL;
    refused(duty, "Patching", "CON-0002", 100);
    refused(duty, "patching", "CON-0003", 50);
    assert_int_equal(patterns(duty, "theme", &found), 1);
    assert_string_equal(found->codes, "ADV-0001 ADV-0002");
    assert_int_equal(patterns(duty, "decider", &found), 0);
    refused(duty, "access", "CON-0003", 40);
    assert_int_equal(patterns(duty, "decider", &found), 1);
    assert_string_equal(found->codes, "ADV-0002 ADV-0003");
    assert_string_equal(found->about, "Rutger Amsel");
}

static void two_without_answer_are_structural(void **state) {
    Duty *duty = *state;
    const Pattern *found = NULL;
    for (int i = 0; i < 2; i++) duty_add(duty, "advice", "title=a|" ADVICE "|state=given|given_on=-20d|answer_due=-5d");
    assert_int_equal(patterns(duty, "unanswered", &found), 1);
    duty_edit(duty, "ADV-0001", "state=answered|answer=adopted|answered_on=today");
    assert_int_equal(patterns(duty, "unanswered", &found), 0);
}

static void adopted_but_not_carried_out_counts(void **state) {
    Duty *duty = *state;
    const Pattern *found = NULL;
    refused(duty, "access", "CON-0002", 90);
    const char *advice = duty_add(duty, "advice", "title=y|" WEIGHTY "|theme=access|state=answered|answer=adopted|given_on=-50d|answered_on=-40d");
    assert_int_equal(patterns(duty, "theme", &found), 0);
    duty_edit(duty, advice, "carried_out=no|checked_on=today");
    assert_int_equal(patterns(duty, "theme", &found), 1);
}

static void the_proposal_is_gone_once_the_talk_exists(void **state) {
    Duty *duty = *state;
    const Pattern *found = NULL;
    refused(duty, "patching", "CON-0002", 100);
    refused(duty, "patching", "CON-0002", 50);
    assert_int_equal(patterns(duty, "theme", &found), 1);
    assert_null(found->talk);
    StrBuf letter;
    strbuf_init(&letter);
    structural_letter(duty->desk, found, &letter);
    assert_non_null(strstr(letter.data, "ADV-0001"));
    assert_non_null(strstr(letter.data, "theft"));
    strbuf_done(&letter);
    Change change = {.wanted = structural_talk(duty->desk, found, duty->arena)};
    assert_ok(desk_apply(duty->desk, &change, 1, NULL, NULL, &duty->err), &duty->err);
    assert_int_equal(patterns(duty, "theme", &found), 1);
    assert_string_equal(found->talk, "TLK-0001");
    duty_is(duty, "TLK-0001", "with", "CON-0002");
    duty_is(duty, "TLK-0001", "formality", "formal");
    assert_int_equal(duty_count(duty, "action"), 0);
    duty_edit(duty, "TLK-0001", "state=cancelled");
    patterns(duty, "theme", &found);
    assert_null(found->talk);
}

/* -- duties and actions ---------------------------------------------------------------------------------------------- */

static void done_moves_the_next_time_by_its_rhythm(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "duty", "title=Audit|owner=CON-0001|every=1y|next_on=2026-11-10");
    duty_add_row(duty, code, "done", "done_on=today");
    duty_is(duty, code, "next_on", "2027-11-10");
    duty_add_row(duty, code, "done", "done_on=2026-06-01"); /* written down afterwards */
    duty_is(duty, code, "next_on", "2027-11-10");
    duty_edit(duty, code, "next_on=today");
    duty_add_row(duty, code, "done", "result=not_held|text=ill");
    duty_is(duty, code, "next_on", duty_day(duty, 0));
}

static void a_done_row_that_comes_with_its_duty_moves_nothing(void **state) {
    Duty *duty = *state;
    static const char text[] = "duty:\n  - {title: Audit, owner: CON-0001, every: 1y, next_on: 2027-11-10, done: [{done_on: 2026-11-20, result: in_order}]}\n";
    ImportPlan *plan;
    assert_ok(import_read_bytes(duty->desk, text, strlen(text), "x.yaml", &(ImportOptions){0}, &plan, &duty->err), &duty->err);
    assert_ok(import_apply(duty->desk, plan, NULL, &duty->err), &duty->err);
    import_free(plan);
    duty_is(duty, "DUT-0001", "next_on", "2027-11-10");
}

#define TASK "title=Fix|origin=CON-0002|owner=CON-0003|due_on="

static void a_moved_date_needs_its_row_and_is_counted(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "action", TASK "+5d");
    assert_false(duty_change(duty, code, "due_on=+9d"));
    duty_told(duty, "a later date needs a row");
    duty_add_row(duty, code, "postponement", "to_due=+9d|reason=holiday");
    duty_is(duty, code, "due_on", duty_day(duty, 9));
    duty_edit(duty, code, "due_on=+3d");
    assert_false(duty_change(duty, code, "due_on=+9d")); /* that row told of another move */
    duty_add_row(duty, code, "postponement", "to_due=+9d|reason=ill");
    assert_int_equal(duty_rows(duty, code, "postponement").count, 2);
    assert_false(duty_row(duty, code, "postponement", "to_due=+20d"));
}

static void not_effective_opens_it_again(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "action", TASK "+5d|effect_check_on=+9d");
    duty_edit(duty, code, "state=done|done_on=today");
    assert_false(duty_change(duty, code, "effective=no|effect_judged_by=CON-0003"));
    duty_told(duty, "another than the owner");
    duty_edit(duty, code, "effective=no|effect_judged_by=CON-0001");
    duty_is(duty, code, "state", "open");
    duty_is(duty, code, "done_on", "");
    assert_int_equal(duty_due(duty, code, "done"), 5);
    duty_edit(duty, code, "state=done|done_on=today");
    duty_is(duty, code, "effective", ""); /* to be judged anew */
    assert_int_equal(duty_due(duty, code, "effect"), 9);
}

/* What is taken back brings back what followed from it; and the file stays what the trail and the records say. */
static void undo_takes_the_consequences_along(void **state) {
    Duty *duty = *state;
    kind(duty);
    const char *event = duty_add(duty, "trigger", "kind=KND-0001|title=Portal|decision_on=2026-12-21");
    duty_edit(duty, event, "state=assessing");
    StrBuf done;
    strbuf_init(&done);
    assert_ok(desk_undo(duty->desk, &done, &duty->err), &duty->err);
    assert_int_equal(duty_rows(duty, event, "check").count, 0);
    duty_is(duty, event, "lead_days", "");
    assert_ok(desk_redo(duty->desk, &done, &duty->err), &duty->err);
    assert_int_equal(duty_rows(duty, event, "check").count, 2);
    strbuf_done(&done);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DUTY(the_term_counts_back_with_the_lead_days_of_the_kind),
        DUTY(checks_are_frozen_when_the_assessment_starts),
        DUTY(heard_too_late_is_a_number_and_the_work_goes_on),
        DUTY(radar_shows_told_asked_came_and_late),
        DUTY(lines_become_promises_once),
        DUTY(a_plan_promises_nothing_until_it_was_held),
        DUTY(a_promise_of_nobody_is_refused),
        DUTY(import_brings_promises_once),
        DUTY(a_held_round_counts_for_those_who_were_there),
        DUTY(the_prep_sheet_puts_what_is_asked_of_you_first),
        DUTY(the_answer_is_needed_after_the_board_but_before_the_decision),
        DUTY(none_in_time_is_said_by_the_clock),
        DUTY(not_adopted_saves_at_once_with_its_dues),
        DUTY(three_weighty_ones_in_a_year_are_structural),
        DUTY(two_on_one_theme_or_by_one_decider_are_structural),
        DUTY(two_without_answer_are_structural),
        DUTY(adopted_but_not_carried_out_counts),
        DUTY(the_proposal_is_gone_once_the_talk_exists),
        DUTY(done_moves_the_next_time_by_its_rhythm),
        DUTY(a_done_row_that_comes_with_its_duty_moves_nothing),
        DUTY(a_moved_date_needs_its_row_and_is_counted),
        DUTY(not_effective_opens_it_again),
        DUTY(undo_takes_the_consequences_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
