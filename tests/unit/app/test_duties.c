/* Talks, advice, duties and actions: what follows from a change, in the same batch, and what the clock says. */
#include "duty_world.h"

#include "loket/app/computed.h"
#include "loket/app/radar.h"
#include "loket/app/sheet.h"
#include "loket/app/structural.h"

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
    assert_int_equal(sheet_read(duty->desk, duty_load(duty, "ACT-0001"), duty->arena, &sheet, &duty->err), ERR_USAGE);
}

/* -- advice -------------------------------------------------------------------------------------------------------- */

#define ADVICE "addressee=CON-0002|text=do"
#define WEIGHTY ADVICE "|weight=weighty|anchors=ANC-0001|risk_if_not=theft"

static void an_answer_that_comes_in_is_dated_and_asks_the_second_question(void **state) {
    Duty *duty = *state;
    const char *advice = duty_add(duty, "advice", "title=a|" ADVICE "|state=given|given_on=-9d");
    duty_edit(duty, advice, "answer=adopted"); /* nothing else is typed */
    duty_is(duty, advice, "state", "answered");
    duty_is(duty, advice, "answered_on", duty_day(duty, 0));
    duty_is(duty, advice, "answered_by", duty_value(duty, advice, "addressee"));
    assert_int_equal(duty_due(duty, advice, "review"), 90); /* carried out? */
    const char *refused = duty_add(duty, "advice", "title=b|" ADVICE "|state=given|given_on=-9d");
    duty_edit(duty, refused, "answer=not_adopted");
    duty_is(duty, refused, "state", "answered");
    assert_int_equal(duty_due(duty, refused, "risk_told"), 7);
    assert_int_equal(duty_due(duty, refused, "review"), 9999);
    /* what is entered as a whole keeps its gaps: nothing is made up about the past */
    const char *old = duty_add(duty, "advice", "title=c|" ADVICE "|state=answered|given_on=-90d|answer=adopted");
    duty_is(duty, old, "answered_on", "");
    assert_null(duty_try(duty, "advice", "title=d|" ADVICE "|state=given|given_on=+2d"));
    duty_told(duty, "later than today");
}

static void the_answer_is_needed_after_the_board_but_before_the_decision(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "ORG-0001", "next_board_on=+10d");
    const char *advice = duty_add(duty, "advice", "title=a|" ADVICE "|state=given|given_on=today");
    duty_is(duty, advice, "answer_due", duty_day(duty, 15));
    duty_kind(duty);
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

/* However many advices were followed since: what was not is found. */
static void many_that_were_followed_hide_none(void **state) {
    Duty *duty = *state;
    const Pattern *found = NULL;
    for (int i = 0; i < 3; i++) refused(duty, "a", "CON-0002", 300 - i);
    for (int i = 0; i < 120; i++)
        duty_add(duty, "advice", "title=x|text=do|weight=weighty|anchors=ANC-0001|risk_if_not=theft|addressee=CON-0003|state=answered|answer=adopted|"
                                 "carried_out=yes|given_on=-20d|answered_on=-19d");
    assert_int_equal(patterns(duty, "weighty", &found), 1);
    assert_string_equal(found->codes, "ADV-0001 ADV-0002 ADV-0003");
    duty_edit(duty, "ADV-0002", "carried_out=no"); /* both not adopted and not carried out: still one */
    assert_int_equal(patterns(duty, "weighty", &found), 1);
    assert_string_equal(found->codes, "ADV-0001 ADV-0002 ADV-0003");
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

static const char *same_subject(Duty *duty, const Record *advice, bool theme) {
    if (!advice_not_followed(advice, duty->fixture.now)) return NULL;
    if (!theme) return record_text(advice, record_has(advice, "answered_by") ? "answered_by" : "addressee");
    return record_has(advice, "theme") ? text_fold(duty->arena, record_text(advice, "theme")) : NULL;
}

/* Each advice against all later ones, for all advices as they were given: what structural_read finds by sorting. Appends a line each. */
static void same_plainly(Duty *duty, RecordList all, bool theme, StrBuf *out) {
    for (size_t i = 0; i < all.count; i++) {
        const char *first = same_subject(duty, all.items[i], theme), *codes = "";
        size_t count = 0, before = 0;
        for (size_t j = 0; first && j < all.count; j++) {
            if (!text_equal(same_subject(duty, all.items[j], theme), first)) continue;
            if (j < i) before++;
            char code[CODE_SIZE];
            code_write(all.items[j]->def, all.items[j]->no, code);
            codes = arena_printf(duty->arena, "%s%s%s", codes, count++ ? " " : "", code);
        }
        if (count >= 2 && !before) strbuf_addf(out, "%s %s\n", theme ? "theme" : "decider", codes);
    }
}

static void sorting_finds_what_comparing_finds(void **state) {
    Duty *duty = *state;
    static const char *const themes[] = {"", "Access", "access", "Patching", "Suppliers", "backup"};
    static const char *const ends[] = {"state=answered|answer=not_adopted", "state=answered|answer=partly", "state=answered|answer=adopted|carried_out=no",
                                       "state=answered|answer=adopted|carried_out=yes", "state=given"};
    enum { ADVICES = 40 };
    RecordList all = {.items = ARENA_ARRAY(duty->arena, Record *, ADVICES)};
    for (int i = 0; i < ADVICES; i++) { /* given on days of their own, the first longest ago */
        const char *values = arena_printf(duty->arena, "title=x|text=do|anchors=ANC-0001|risk_if_not=theft|weight=%s|addressee=CON-000%zu|given_on=-%dd|answer_due=-1d|theme=%s|%s",
                                          fixture_pick(&duty->fixture, 6) ? "weighty" : "normal", 2 + fixture_pick(&duty->fixture, 3), ADVICES + 9 - i,
                                          themes[fixture_pick(&duty->fixture, COUNT_OF(themes))], ends[fixture_pick(&duty->fixture, COUNT_OF(ends))]);
        if (!strstr(values, "state=given")) values = arena_printf(duty->arena, "%s|answered_on=-2d", values);
        all.items[all.count++] = duty_load(duty, duty_add(duty, "advice", values));
    }
    Pattern *patterns;
    size_t count;
    StrBuf expected, found;
    strbuf_init(&expected);
    strbuf_init(&found);
    same_plainly(duty, all, true, &expected);
    same_plainly(duty, all, false, &expected);
    assert_ok(structural_read(duty->desk, duty->arena, &patterns, &count, &duty->err), &duty->err);
    for (size_t i = 0; i < count; i++)
        if (strcmp(patterns[i].rule, "theme") == 0 || strcmp(patterns[i].rule, "decider") == 0) strbuf_addf(&found, "%s %s\n", patterns[i].rule, patterns[i].codes);
    assert_true(found.length > 0);
    assert_string_equal(found.data, expected.data);
    strbuf_done(&expected);
    strbuf_done(&found);
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
    duty_told(duty, "say why the date is moved");
    duty_add_row(duty, code, "postponement", "to_due=+9d|reason=holiday");
    duty_is(duty, code, "due_on", duty_day(duty, 9));
    assert_false(duty_change(duty, code, "due_on=+3d")); /* that row told of another move */
    duty_told(duty, "this time");
    duty_add_row(duty, code, "postponement", "to_due=+3d|reason=ill");
    duty_is(duty, code, "moved_because", "ill");
    assert_int_equal(duty_rows(duty, code, "postponement").count, 2);
    assert_false(duty_row(duty, code, "postponement", "to_due=+20d"));
}

/* The date and its reason are one step: the row follows, with who moved it, and undo takes both back. */
static void moving_a_date_with_its_reason_is_one_step(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "action", TASK "+5d");
    duty_edit(duty, code, "due_on=+9d|moved_because=no budget yet");
    RecordList rows = duty_rows(duty, code, "postponement");
    assert_int_equal(rows.count, 1);
    assert_string_equal(record_text(rows.items[0], "reason"), "no budget yet");
    assert_string_equal(record_text(rows.items[0], "moved_by"), "CON-0001");
    assert_int_equal(record_number(rows.items[0], "from_due", 0), moment_day(duty->fixture.now) + 5);
    assert_int_equal(record_number(rows.items[0], "to_due", 0), moment_day(duty->fixture.now) + 9);
    assert_false(duty_change(duty, code, "due_on=+12d"));
    duty_edit(duty, code, "title=Other|moved_because=the budget was cut"); /* a better wording moves nothing */
    assert_int_equal(duty_rows(duty, code, "postponement").count, 1);
    duty_edit(duty, code, "due_on=+12d|moved_because=still no budget");
    assert_int_equal(duty_rows(duty, code, "postponement").count, 2);
    StrBuf done;
    strbuf_init(&done);
    assert_ok(desk_undo(duty->desk, &done, &duty->err), &duty->err);
    duty_is(duty, code, "due_on", duty_day(duty, 9));
    assert_int_equal(duty_rows(duty, code, "postponement").count, 1);
    strbuf_done(&done);
}

static void what_is_not_done_has_no_effect(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "action", TASK "+5d|effect_check_on=+9d");
    assert_false(duty_change(duty, code, "effective=yes|effect_judged_by=CON-0001"));
    duty_told(duty, "what is not done has no effect yet");
    assert_false(duty_change(duty, code, "state=closed"));
    duty_told(duty, "say when it was done, or why it is dropped");
    duty_edit(duty, code, "state=done|done_on=today");
    assert_false(duty_change(duty, code, "state=closed"));
    duty_told(duty, "the effect is not judged yet");
    duty_edit(duty, code, "state=closed|effective=yes|effect_judged_by=CON-0001");
    duty_is(duty, code, "effect_judged_on", duty_day(duty, 0));
    assert_false(duty_change(duty, code, "owner=CON-0001")); /* who judged it does not become its owner */
    duty_told(duty, "another than the owner");
}

/* -- instructions, developments, anchors -------------------------------------------------------------------------------- */

#define INSTRUCTION "to=CON-0004|rule=ANC-0001|asked=lock the door"

static void an_instruction_stands_on_a_rule_in_force_that_day(void **state) {
    Duty *duty = *state;
    const char *coming = duty_add(duty, "anchor", "reference=PR-02|in_force_from=2026-12-10");
    const char *gone = duty_add(duty, "anchor", "reference=PR-03|in_force_from=2025-01-01");
    duty_edit(duty, gone, "state=ended");
    duty_is(duty, gone, "in_force_until", duty_day(duty, 0)); /* what ends has a last day */
    duty_edit(duty, gone, "in_force_until=2026-11-01");
    assert_null(duty_try(duty, "instruction", arena_printf(duty->arena, "to=CON-0004|asked=x|rule=%s", coming)));
    duty_told(duty, "in force from 10 Dec 2026");
    assert_null(duty_try(duty, "instruction", arena_printf(duty->arena, "to=CON-0004|asked=x|rule=%s", gone)));
    duty_told(duty, "in force until 1 Nov 2026");
    const char *code = duty_add(duty, "instruction", arena_printf(duty->arena, "to=CON-0004|asked=x|rule=%s|given_on=2026-10-30", gone));
    duty_edit(duty, code, "observed=twice"); /* it was in force that day */
    assert_false(duty_change(duty, code, "given_on=today"));
}

static void an_instruction_has_its_dues_and_closes_with_a_result(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "instruction", INSTRUCTION "|due_on=+9d");
    assert_int_equal(duty_due(duty, code, "acknowledge"), 7);
    assert_int_equal(duty_due(duty, code, "done"), 9);
    assert_int_equal(duty_due(duty, code, "tell_holder"), 9999);
    duty_edit(duty, code, "state=acknowledged|acknowledged=today");
    assert_int_equal(duty_due(duty, code, "acknowledge"), 9999);
    assert_false(duty_change(duty, code, "state=closed"));
    duty_told(duty, "say whether it was followed, or what comes instead");
    duty_edit(duty, code, "followed=no");
    duty_is(duty, code, "followed_on", duty_day(duty, 0));
    assert_int_equal(duty_due(duty, code, "done"), 9999);
    assert_int_equal(duty_due(duty, code, "tell_holder"), 7);
    assert_false(duty_change(duty, code, "state=closed"));
    duty_told(duty, "say what comes instead");
    assert_false(duty_change(duty, code, "holder_told_on=+1d"));
    duty_told(duty, "tell the portfolio holder first");
    duty_edit(duty, code, "holder_told_on=today");
    assert_int_equal(duty_due(duty, code, "tell_holder"), 9999);
    duty_edit(duty, code, "state=closed|ended_because=a formal intervention");
}

static void a_verdict_judges_and_only_a_verdict_closes(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "development", "title=New act|kind=law|effective_on=+60d");
    assert_int_equal(duty_due(duty, code, "judge"), 14);
    assert_false(duty_change(duty, code, "state=judged"));
    duty_told(duty, "the verdict is missing");
    assert_false(duty_change(duty, code, "verdict=none"));
    duty_told(duty, "say why it has no consequence");
    assert_false(duty_change(duty, code, "verdict=unknown"));
    duty_told(duty, "until when it is unknown");
    duty_edit(duty, code, "verdict=unknown|unknown_until=+20d");
    duty_is(duty, code, "state", "judged");
    duty_is(duty, code, "judged_on", duty_day(duty, 0));
    assert_int_equal(duty_due(duty, code, "unknown"), 20);
    assert_int_equal(duty_due(duty, code, "effective"), 60);
    assert_false(duty_change(duty, code, "state=closed"));
    duty_told(duty, "unknown is no verdict to close with");
    assert_false(duty_change(duty, code, "verdict=consequence"));
    duty_told(duty, "say what the consequence is");
    duty_edit(duty, code, "verdict=consequence|consequence=register the heat network|told_to=CON-0002|state=closed");
    assert_int_equal(duty_due(duty, code, "effective"), 9999);
}

static void an_anchor_that_is_typed_is_made(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "instruction", "to=CON-0004|rule=PT-77|asked=wear a badge");
    const char *rule = duty_value(duty, code, "rule");
    duty_is(duty, rule, "reference", "PT-77");
    duty_edit(duty, rule, "review_on=+30d|in_force_from=-1d|in_force_until=+300d");
    assert_int_equal(duty_due(duty, rule, "review"), 30);
    assert_int_equal(duty_due(duty, rule, "ends"), 300);
    assert_false(duty_change(duty, rule, "in_force_until=-9d"));
    duty_told(duty, "it ends before it begins");
}

static void a_checked_desk_card_is_checked_again(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "ORG-0001", "card_checked_on=2026-11-20");
    duty_is(duty, "ORG-0001", "card_check_next", "2027-05-20");
    duty_edit(duty, "ORG-0001", "card_checked_on=today|card_check_next=+30d");
    assert_int_equal(duty_due(duty, "ORG-0001", "card"), 30);
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
    duty_kind(duty);
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
        DUTY(lines_become_promises_once),
        DUTY(a_plan_promises_nothing_until_it_was_held),
        DUTY(a_promise_of_nobody_is_refused),
        DUTY(import_brings_promises_once),
        DUTY(a_held_round_counts_for_those_who_were_there),
        DUTY(the_prep_sheet_puts_what_is_asked_of_you_first),
        DUTY(the_answer_is_needed_after_the_board_but_before_the_decision),
        DUTY(none_in_time_is_said_by_the_clock),
        DUTY(an_answer_that_comes_in_is_dated_and_asks_the_second_question),
        DUTY(not_adopted_saves_at_once_with_its_dues),
        DUTY(three_weighty_ones_in_a_year_are_structural),
        DUTY(many_that_were_followed_hide_none),
        DUTY(two_on_one_theme_or_by_one_decider_are_structural),
        DUTY(sorting_finds_what_comparing_finds),
        DUTY(two_without_answer_are_structural),
        DUTY(adopted_but_not_carried_out_counts),
        DUTY(the_proposal_is_gone_once_the_talk_exists),
        DUTY(done_moves_the_next_time_by_its_rhythm),
        DUTY(a_done_row_that_comes_with_its_duty_moves_nothing),
        DUTY(a_moved_date_needs_its_row_and_is_counted),
        DUTY(moving_a_date_with_its_reason_is_one_step),
        DUTY(what_is_not_done_has_no_effect),
        DUTY(not_effective_opens_it_again),
        DUTY(an_instruction_stands_on_a_rule_in_force_that_day),
        DUTY(an_instruction_has_its_dues_and_closes_with_a_result),
        DUTY(a_verdict_judges_and_only_a_verdict_closes),
        DUTY(an_anchor_that_is_typed_is_made),
        DUTY(a_checked_desk_card_is_checked_again),
        DUTY(undo_takes_the_consequences_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
