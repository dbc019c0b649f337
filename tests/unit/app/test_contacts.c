/* People, rounds and talks: who must be spoken and when, what is promised in a talk, what must still be written down. */
#include "duty_world.h"

#include "loket/app/agenda.h"
#include "loket/app/radar.h"
#include "loket/app/strike.h"
#include "loket/app/warnings.h"

enum { NONE = 9999 };

/* The day from which the due asks for somebody, counted from today. */
static int warns(Duty *duty, const char *code, const char *rule) {
    Record *record = duty_load(duty, code);
    Due *dues;
    size_t count;
    assert_int_equal(records_dues(desk_db(duty->desk), record->def, record->no, duty->arena, &dues, &count, NULL), OK);
    for (size_t i = 0; i < count; i++)
        if (strcmp(dues[i].rule, rule) == 0) return (int)(moment_day(dues[i].warn_at) - moment_day(duty->fixture.now));
    return NONE;
}

static const char *reason(Duty *duty, const char *code, const char *rule) {
    Record *record = duty_load(duty, code);
    Due *dues;
    size_t count;
    const char *text = "";
    assert_int_equal(records_dues(desk_db(duty->desk), record->def, record->no, duty->arena, &dues, &count, NULL), OK);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(dues[i].rule, rule) != 0) continue;
        StrBuf out;
        strbuf_init(&out);
        agenda_reason(duty->desk, record->def, &dues[i], record, &out);
        text = arena_strdup(duty->arena, out.data);
        strbuf_done(&out);
    }
    return text;
}

static void days_pass(Duty *duty, int days) {
    duty->fixture.now += (Moment)days * DAY_SECONDS;
}

/* -- cadence ------------------------------------------------------------------------------------------------------- */

static void never_spoken_counts_from_creation(void **state) {
    Duty *duty = *state;
    assert_int_equal(warns(duty, "CON-0002", "talk_informal"), 30);
    assert_int_equal(duty_due(duty, "CON-0002", "talk_informal"), 45);
    assert_int_equal(warns(duty, "CON-0002", "talk_formal"), 90);
    assert_int_equal(duty_due(duty, "CON-0002", "talk_formal"), 120);
    assert_int_equal(duty_due(duty, "CON-0004", "talk_informal"), NONE); /* an employee */
    assert_string_equal(reason(duty, "CON-0002", "talk_informal"), "portfolio holder never spoken, wanted every 30");
}

static void due_at_the_ideal_and_late_after_the_maximum(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "CON-0002", "informal_ideal=20d|informal_maximum=30d");
    duty_add(duty, "talk", "topics=x|with=CON-0002|state=held|held_at=now");
    days_pass(duty, 20);
    assert_true(duty_load(duty, "CON-0002")->warn_at <= duty->fixture.now);
    assert_false(duty_load(duty, "CON-0002")->due_at < duty->fixture.now);
    assert_string_equal(reason(duty, "CON-0002", "talk_informal"), "portfolio holder not spoken for 20 days, wanted every 20");
    days_pass(duty, 21);
    assert_true(duty_load(duty, "CON-0002")->due_at < duty->fixture.now);
    assert_string_equal(reason(duty, "CON-0002", "talk_informal"), "portfolio holder not spoken for 41 days, at most 30");
}

static void a_formal_talk_also_keeps_informal_touch_and_not_the_reverse(void **state) {
    Duty *duty = *state;
    days_pass(duty, 10);
    duty_add(duty, "talk", "topics=x|with=CON-0002|state=held|held_at=now");
    assert_int_equal(warns(duty, "CON-0002", "talk_informal"), 30);
    assert_int_equal(warns(duty, "CON-0002", "talk_formal"), 80);
    days_pass(duty, 10);
    duty_add(duty, "talk", "topics=y|with=CON-0002|state=held|held_at=now|formality=formal|minutes=item 2");
    assert_int_equal(warns(duty, "CON-0002", "talk_informal"), 30);
    assert_int_equal(warns(duty, "CON-0002", "talk_formal"), 90);
}

static void a_planned_talk_shows_but_does_not_reset(void **state) {
    Duty *duty = *state;
    days_pass(duty, 50);
    const char *talk = duty_add(duty, "talk", "topics=x|with=CON-0002|planned_at=+4d 10:00");
    assert_int_equal(duty_due(duty, "CON-0002", "talk_informal"), -5);
    assert_string_equal(reason(duty, "CON-0002", "talk_informal"), "portfolio holder never spoken, at most 45; talk planned 16 Jan 2027");
    duty_edit(duty, talk, "state=cancelled|cancelled_because=ill");
    assert_int_equal(duty_due(duty, "CON-0002", "talk_informal"), -5);
    assert_string_equal(reason(duty, "CON-0002", "talk_informal"), "portfolio holder never spoken, at most 45");
}

static void a_struck_talk_counts_no_more(void **state) {
    Duty *duty = *state;
    days_pass(duty, 10);
    const char *talk = duty_add(duty, "talk", "topics=x|with=CON-0002|state=held|held_at=now");
    assert_int_equal(duty_due(duty, "CON-0002", "talk_informal"), 45);
    Record *seen = duty_load(duty, talk);
    Change change = {.op = CHANGE_STRIKE, .seen = seen, .wanted = record_copy(seen, duty->arena), .because = "entered twice"};
    assert_ok(desk_apply(duty->desk, &change, 1, NULL, NULL, &duty->err), &duty->err);
    assert_int_equal(duty_due(duty, "CON-0002", "talk_informal"), 35);
}

/* What hangs on a record is told before, by name; what happened is no mistake of entering. */
static void striking_says_what_hangs_and_keeps_facts(void **state) {
    Duty *duty = *state;
    Problems problems = {0};
    StrBuf hangs;
    strbuf_init(&hangs);
    const char *advice = duty_add(duty, "advice", "title=Patch|addressee=CON-0002|text=patch");
    strike_hangs(duty->desk, duty_load(duty, "CON-0002"), &hangs);
    assert_non_null(strstr(hangs.data, "role: portfolio holder"));
    assert_non_null(strstr(hangs.data, "ADV-0001 Addressee"));
    strike_check(duty->desk, duty_load(duty, advice), &problems);
    assert_int_equal(problems.count, 0); /* a draft may go */
    duty_edit(duty, advice, "state=given|given_on=today");
    strike_check(duty->desk, duty_load(duty, advice), &problems);
    assert_int_equal(problems.count, 1);
    assert_non_null(strstr(problems.items[0].message, "withdraw it"));
    strbuf_clear(&hangs);
    const char *talk = duty_add(duty, "talk", "topics=x|with=CON-0002|state=held|held_at=now");
    strike_hangs(duty->desk, duty_load(duty, talk), &hangs);
    assert_non_null(strstr(hangs.data, "the next talk counts from"));
    strbuf_done(&hangs);
}

static void nobody_has_to_speak_with_himself(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "CON-0001", "roles=security_officer dpo");
    assert_int_equal(duty_due(duty, "CON-0001", "talk_informal"), NONE);
    duty_edit(duty, "ORG-0001", "officer=CON-0004");
    assert_int_equal(duty_due(duty, "CON-0001", "talk_informal"), 45);
}

static void who_leaves_is_passed_on_and_then_not_due(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "CON-0002", "left_on=+20d");
    assert_int_equal(duty_due(duty, "CON-0002", "leaves"), 20);
    assert_int_equal(warns(duty, "CON-0002", "leaves"), 13);
    assert_int_equal(duty_due(duty, "CON-0002", "talk_informal"), NONE); /* would be asked for after that */
    days_pass(duty, 21);
    assert_false(duty_change(duty, "CON-0002", "phone=1"));
    duty_edit(duty, "CON-0002", "phone=1|state=ended");
    assert_int_equal(duty_due(duty, "CON-0002", "leaves"), NONE);
}

static void a_row_of_the_organisation_changes_the_dues_of_all(void **state) {
    Duty *duty = *state;
    for (int i = 0; i < 450; i++) duty_add(duty, "contact", arena_printf(duty->arena, "name=Manager %d|roles=manager", i));
    assert_int_equal(duty_due(duty, "CON-0300", "talk_informal"), 120);
    duty_add_row(duty, "ORG-0001", "cadence", "role=manager|informal_ideal=10d|informal_maximum=15d");
    assert_int_equal(duty_due(duty, "CON-0300", "talk_informal"), 15);
    assert_int_equal(duty_due(duty, "CON-0454", "talk_informal"), 15);
    assert_int_equal(duty_due(duty, "CON-0002", "talk_informal"), 45);
    duty_add_row(duty, "ORG-0001", "cadence", "role=manager|informal_ideal=5d|informal_maximum=6d");
    assert_int_equal(duty_due(duty, "CON-0300", "talk_informal"), 6);
    StrBuf done;
    strbuf_init(&done);
    assert_ok(desk_undo(duty->desk, &done, &duty->err), &duty->err);
    strbuf_done(&done);
    assert_int_equal(duty_due(duty, "CON-0300", "talk_informal"), 15);
}

static void count_calls(void *ctx, size_t done, size_t total) {
    size_t *seen = ctx;
    seen[0]++;
    seen[1] = done;
    seen[2] = total;
}

static void that_job_tells_how_far_it_is_once_for_the_batch(void **state) {
    Duty *duty = *state;
    for (int i = 0; i < 446; i++) duty_add(duty, "contact", arena_printf(duty->arena, "name=Manager %d|roles=manager", i));
    size_t seen[3] = {0};
    desk_watch(duty->desk, count_calls, seen);
    Change changes[3];
    Record *organisation = duty_load(duty, "ORG-0001");
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        Record *row = record_new_initial(register_by_key("cadence"), duty->fixture.now, duty->arena);
        row->parent = organisation->def;
        row->parent_no = 1;
        duty_fill(duty, row, "role=manager|informal_ideal=10d");
        changes[i] = (Change){.wanted = row};
    }
    assert_ok(desk_apply(duty->desk, changes, COUNT_OF(changes), NULL, NULL, &duty->err), &duty->err);
    assert_int_equal(seen[0], 3); /* three windows of at most 200, and not three times */
    assert_int_equal(seen[1], 450);
    assert_int_equal(seen[2], 450);
}

static void a_row_that_cannot_be_is_refused(void **state) {
    Duty *duty = *state;
    assert_false(duty_row(duty, "ORG-0001", "cadence", "role=manager|informal_ideal=30d|informal_maximum=10d"));
    assert_false(duty_row(duty, "ORG-0001", "cadence", "informal_ideal=30d"));
    assert_false(duty_change(duty, "CON-0002", "formal_ideal=3m|formal_maximum=2w"));
}

/* -- minutes ------------------------------------------------------------------------------------------------------- */

static void a_formal_talk_without_minutes_is_due_until_they_are_there(void **state) {
    Duty *duty = *state;
    const char *talk = duty_add(duty, "talk", "topics=x|with=CON-0002|state=held|held_at=now|formality=formal");
    assert_int_equal(duty_due(duty, talk, "minutes"), 7); /* five working days from Monday */
    duty_edit(duty, talk, "state=recorded|text=spoken");
    assert_int_equal(duty_due(duty, talk, "minutes"), 7);
    assert_true(record_live(duty_load(duty, talk))); /* recorded, and still in the lists of what is open */
    duty_edit(duty, talk, "minutes=board minutes, item 5");
    assert_int_equal(duty_due(duty, talk, "minutes"), NONE);
    assert_false(record_live(duty_load(duty, talk)));
}

static void an_informal_or_planned_talk_needs_no_minutes(void **state) {
    Duty *duty = *state;
    assert_int_equal(duty_due(duty, duty_add(duty, "talk", "topics=x|with=CON-0002|state=recorded|held_at=now|text=spoken"), "minutes"), NONE);
    assert_int_equal(duty_due(duty, duty_add(duty, "talk", "topics=x|with=CON-0002|planned_at=+1d|formality=formal"), "minutes"), NONE);
}

/* A talk needs nobody's permission: no field, state or rule of it may ask for one. */
static void a_talk_needs_nobodys_permission(void **state) {
    (void)state;
    static const char *const words[] = {"permi", "approv", "allow", "leave", "consent", "authori", "decider", "granted"};
    const RegisterDef *talk = register_by_key("talk");
    for (size_t w = 0; w < COUNT_OF(words); w++) {
        for (size_t i = 0; i < talk->field_count; i++) assert_null(strstr(talk->fields[i].key, words[w]));
        for (size_t i = 0; i < talk->state_count; i++) assert_null(strstr(talk->states[i].key, words[w]));
        for (size_t i = 0; i < talk->due_count; i++) assert_null(strstr(talk->dues[i].key, words[w]));
    }
    for (size_t i = 0; i < talk->field_count; i++) /* and it is saved with who, when and nothing else */
        if (talk->fields[i].flags & FF_REQUIRED)
            assert_true(text_has_word("with formality state level", talk->fields[i].key));
}

/* -- required roles ------------------------------------------------------------------------------------------------ */

static bool warned(Duty *duty, const char *key) {
    Warning warnings[WARNINGS_MOST];
    size_t count = warnings_read(duty->desk, duty->arena, warnings);
    for (size_t i = 0; i < count; i++)
        if (strcmp(warnings[i].key, key) == 0) return true;
    return false;
}

static void a_role_nobody_fills_is_a_warning(void **state) {
    Duty *duty = *state;
    assert_false(warned(duty, "role_portfolio_holder"));
    assert_true(warned(duty, "role_dpo"));
    duty_add(duty, "contact", "name=J. Lindqvist|roles=employee dpo");
    assert_false(warned(duty, "role_dpo"));
    duty_edit(duty, "CON-0002", "state=ended");
    assert_true(warned(duty, "role_portfolio_holder"));
}

static void who_has_left_fills_no_role(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "CON-0002", "left_on=+3d");
    assert_false(warned(duty, "role_portfolio_holder"));
    days_pass(duty, 3);
    assert_true(warned(duty, "role_portfolio_holder"));
}

/* -- promises ------------------------------------------------------------------------------------------------------ */

static const char *held(Duty *duty, const char *text) {
    return duty_add(duty, "talk", arena_printf(duty->arena, "topics=x|with=CON-0003|state=held|held_at=now|text=%s", text));
}

static void dates_of_every_form_are_understood(void **state) {
    Duty *duty = *state; /* Monday 23 November 2026 */
    static const struct {
        const char *line, *title, *due;
    } lines[] = {
        {"> Amsel: figures 2026-12-04", "figures", "2026-12-04"}, {"> Amsel: figures 4-12", "figures", "2026-12-04"},
        {"> Amsel: figures 4-12-2026", "figures", "2026-12-04"},  {"> Amsel: figures 4 dec", "figures", "2026-12-04"},
        {"> Amsel: figures 4 december 2026", "figures", "2026-12-04"}, {"> Amsel: figures by friday", "figures", "2026-11-27"},
        {"> Amsel: figures, fri", "figures", "2026-11-27"},       {"> Amsel: figures vrijdag", "figures", "2026-11-27"},
        {"> Amsel: figures, vr", "figures", "2026-11-27"},        {"> Amsel: figures +5wd", "figures", "2026-11-30"},
        {"> Amsel: figures, 2w", "figures", "2026-12-07"},        {"> Amsel: figures tomorrow", "figures", "2026-11-24"},
        {"> Amsel: figures voor morgen", "figures", "2026-11-24"}, {"> Amsel: figures, today 16:00", "figures", "2026-11-23"},
        {"> Amsel: figures on the sun", "figures on the sun", "2026-12-07"}, /* no date: two weeks */
        {"> Amsel: one, two and three", "one, two and three", "2026-12-07"},
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        held(duty, lines[i].line);
        const char *code = arena_printf(duty->arena, "ACT-%04zu", i + 1);
        assert_string_equal(duty_value(duty, code, "title"), lines[i].title);
        assert_string_equal(duty_value(duty, code, "due_on"), lines[i].due);
    }
}

static void dates_count_from_the_day_of_the_talk(void **state) {
    Duty *duty = *state;
    duty_add(duty, "talk", "topics=x|with=CON-0003|state=held|held_at=-5d 10:00|text=> Amsel: figures friday");
    duty_is(duty, "ACT-0001", "due_on", "2026-11-20");
}

static void a_name_that_several_have_is_refused_with_both_reasons(void **state) {
    Duty *duty = *state;
    duty_add(duty, "contact", "name=Pieter Jansen|roles=employee");
    duty_add(duty, "contact", "name=Kees Jansen|roles=employee");
    assert_null(duty_try(duty, "talk", "topics=x|with=CON-0003|state=held|held_at=now|text=> Jansen: figures"));
    duty_told(duty, "several have that name");
    duty_add(duty, "talk", "topics=x|with=CON-0003|state=held|held_at=now|text=> Kees Jansen: figures"); /* he need not be there */
    duty_is(duty, "ACT-0001", "owner", "CON-0006");
    duty_add(duty, "talk", "topics=x|with=CON-0003 CON-0005|state=held|held_at=now|text=> Jansen: numbers"); /* the one at the table */
    duty_is(duty, "ACT-0002", "owner", "CON-0005");
}

static void a_line_without_a_name_needs_one_person_at_the_table(void **state) {
    Duty *duty = *state;
    held(duty, "> figures\n< proposal");
    duty_is(duty, "ACT-0001", "owner", "CON-0003");
    duty_is(duty, "ACT-0002", "promised_to", "CON-0003");
    assert_null(duty_try(duty, "talk", "topics=x|with=CON-0002 CON-0003|state=held|held_at=now|text=> figures"));
    duty_told(duty, "a promise of whom");
    duty_add(duty, "round", "title=Board|members=CON-0001 CON-0002 CON-0003|chair=CON-0003");
    duty_add(duty, "talk", "topics=x|round=RND-0001|state=held|held_at=now|text=< minutes");
    duty_is(duty, "ACT-0003", "promised_to", "CON-0003"); /* who leads it */
    assert_null(duty_try(duty, "talk", "topics=x|with=CON-0001|state=held|held_at=now|text=< note to self"));
}

static size_t open_actions(Duty *duty) {
    return (size_t)records_count(desk_db(duty->desk), register_by_key("action"), COUNT_OPEN);
}

static void a_line_taken_out_takes_its_promise_with_it(void **state) {
    Duty *duty = *state;
    const char *talk = held(duty, "> Amsel: figures\n< proposal friday");
    assert_int_equal(open_actions(duty), 2);
    duty_edit(duty, talk, "text=< proposal friday");
    assert_int_equal(open_actions(duty), 1);
    assert_true(duty_load(duty, "ACT-0001")->voided_at > 0);
    StrBuf done;
    strbuf_init(&done);
    assert_ok(desk_undo(duty->desk, &done, &duty->err), &duty->err);
    assert_int_equal(open_actions(duty), 2);
    duty_is(duty, talk, "text", "> Amsel: figures\n< proposal friday");
    assert_ok(desk_redo(duty->desk, &done, &duty->err), &duty->err);
    assert_int_equal(open_actions(duty), 1);
    strbuf_done(&done);
}

static void a_line_written_anew_is_one_promise(void **state) {
    Duty *duty = *state;
    const char *talk = held(duty, "> Amsel: figurs 1-12");
    duty_edit(duty, talk, "text=> Amsel: figures 4-12");
    assert_int_equal(open_actions(duty), 1);
    duty_is(duty, "ACT-0002", "title", "figures");
    duty_is(duty, "ACT-0002", "due_on", "2026-12-04");
    duty_edit(duty, talk, "text=> Verhulst: figures 4-12"); /* somebody else's */
    assert_int_equal(open_actions(duty), 1);
    duty_is(duty, "ACT-0003", "owner", "CON-0002");
}

static void a_promise_that_was_worked_on_stays(void **state) {
    Duty *duty = *state;
    const char *talk = held(duty, "> Amsel: figures\n< proposal");
    duty_edit(duty, "ACT-0001", "next_step=call");
    duty_edit(duty, "ACT-0002", "state=done|done_on=today");
    duty_edit(duty, talk, "text=nothing came of it");
    assert_int_equal(duty_load(duty, "ACT-0001")->voided_at, 0);
    assert_int_equal(duty_load(duty, "ACT-0002")->voided_at, 0);
    duty_edit(duty, talk, "text=> Amsel: figures"); /* again: it is there already */
    assert_int_equal(duty_count(duty, "action"), 2);
}

static void a_confidential_talk_has_confidential_promises(void **state) {
    Duty *duty = *state;
    duty_add(duty, "talk", "topics=x|with=CON-0003|state=held|held_at=now|level=confidential|text=< find somebody to talk to");
    duty_is(duty, "ACT-0001", "level", "confidential");
}

/* -- rounds -------------------------------------------------------------------------------------------------------- */

static void planning_a_talk_of_a_round_copies_what_it_asks_about(void **state) {
    Duty *duty = *state;
    duty_add(duty, "kind", "label=Contract|needs=advice");
    duty_add(duty, "kind", "label=Project|needs=advice");
    duty_add(duty, "round", "title=Projects|formality=formal|members=CON-0002 CON-0003|asks_about=KND-0001 KND-0002");
    const char *talk = duty_add(duty, "talk", "topics=x|round=RND-0001|planned_at=+1d 10:00");
    duty_is(duty, talk, "with", "CON-0002 CON-0003");
    duty_is(duty, talk, "asked_about", "KND-0001 KND-0002");
    duty_is(duty, talk, "formality", "formal");
    Radar radar;
    duty_add_row(duty, "CON-0003", "warns_of", "kind=KND-0001|told_on=today");
    assert_ok(radar_read(duty->desk, 12, duty->arena, &radar, &duty->err), &duty->err);
    assert_int_equal(radar.kinds[0].cells[0].asked_on, 0); /* planned is not yet asked */
    days_pass(duty, 2);
    duty_edit(duty, talk, "state=recorded|held_at=-1d 10:00|with=CON-0003|asked_about=KND-0001|text=x|minutes=item 1");
    assert_ok(radar_read(duty->desk, 12, duty->arena, &radar, &duty->err), &duty->err);
    assert_int_equal(radar.kinds[0].cells[0].asked_on, moment_day(duty->fixture.now) - 1);
    duty_is(duty, talk, "with", "CON-0003"); /* who was not there is not put back */
    duty_is(duty, talk, "asked_about", "KND-0001");
}

/* What names its people is taken as it is, so that export and import lose nothing. */
static void a_talk_that_names_people_gets_nothing_from_its_round(void **state) {
    Duty *duty = *state;
    duty_add(duty, "kind", "label=Contract|needs=advice");
    duty_add(duty, "round", "title=Projects|formality=formal|members=CON-0002 CON-0003|asks_about=KND-0001");
    const char *talk = duty_add(duty, "talk", "topics=x|round=RND-0001|with=CON-0002|state=held|held_at=now|formality=informal");
    duty_is(duty, talk, "formality", "informal");
    duty_is(duty, talk, "asked_about", "");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, duty_start, duty_stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(never_spoken_counts_from_creation),
        CASE(due_at_the_ideal_and_late_after_the_maximum),
        CASE(a_formal_talk_also_keeps_informal_touch_and_not_the_reverse),
        CASE(a_planned_talk_shows_but_does_not_reset),
        CASE(a_struck_talk_counts_no_more),
        CASE(striking_says_what_hangs_and_keeps_facts),
        CASE(nobody_has_to_speak_with_himself),
        CASE(who_leaves_is_passed_on_and_then_not_due),
        CASE(a_row_of_the_organisation_changes_the_dues_of_all),
        CASE(that_job_tells_how_far_it_is_once_for_the_batch),
        CASE(a_row_that_cannot_be_is_refused),
        CASE(a_formal_talk_without_minutes_is_due_until_they_are_there),
        CASE(an_informal_or_planned_talk_needs_no_minutes),
        CASE(a_talk_needs_nobodys_permission),
        CASE(a_role_nobody_fills_is_a_warning),
        CASE(who_has_left_fills_no_role),
        CASE(dates_of_every_form_are_understood),
        CASE(dates_count_from_the_day_of_the_talk),
        CASE(a_name_that_several_have_is_refused_with_both_reasons),
        CASE(a_line_without_a_name_needs_one_person_at_the_table),
        CASE(a_line_taken_out_takes_its_promise_with_it),
        CASE(a_line_written_anew_is_one_promise),
        CASE(a_promise_that_was_worked_on_stays),
        CASE(a_confidential_talk_has_confidential_promises),
        CASE(planning_a_talk_of_a_round_copies_what_it_asks_about),
        CASE(a_talk_that_names_people_gets_nothing_from_its_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
