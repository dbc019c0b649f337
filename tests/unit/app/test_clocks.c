/* Clocks on records: what people enter starts, corrects, extends and stops them; what may not be is refused; and after any random
 * work a rebuild finds nothing to change. */
#include "desk_fixture.h"

#include "loket/app/calendar.h"
#include "loket/app/checkup.h"
#include "loket/app/clocks.h"
#include "loket/app/policy.h"
#include "loket/store/clock.h"

typedef struct Scene {
    Fixture fixture;
    Desk *desk;
    Arena *arena;
    Record *record;
    Problems problems;
} Scene;

static Status save(Scene *scene, const Record *seen, Record *wanted) {
    Error err = {0};
    Status status = desk_apply(scene->desk, &(Change){.seen = seen, .wanted = wanted}, 1, &scene->problems, NULL, &err);
    if (status != OK && status != ERR_INVALID) fail_msg("%s %s", err.message, err.where);
    return status;
}

static Record *parsed(Scene *scene, const char *key, const char *values) {
    Record *record = record_new_initial(register_by_key(key), desk_now(scene->desk), scene->arena);
    Error err = {0};
    char copy[600], *rest = copy;
    snprintf(copy, sizeof copy, "%s", values);
    for (char *one; (one = strsep(&rest, ";"));) {
        one += strspn(one, " ");
        char *value = strchr(one, '=');
        *value++ = '\0';
        assert_ok(desk_parse(scene->desk, record, one, value, scene->arena, &err), &err);
    }
    return record;
}

static void start(Scene *scene, const char *groups) {
    fixture_start(&scene->fixture, 41);
    scene->desk = fixture_open(&scene->fixture, ":memory:", DB_CREATE);
    scene->arena = arena_new();
    StrBuf values;
    strbuf_init(&values);
    strbuf_addf(&values, "name=Nordhaven;regimes=%s;public_body=yes", groups);
    assert_int_equal(save(scene, NULL, parsed(scene, "organisation", values.data)), OK);
    strbuf_done(&values);
    assert_int_equal(save(scene, NULL, parsed(scene, "contact", "name=K. Brandt;roles=security_officer")), OK);
    assert_int_equal(save(scene, NULL, parsed(scene, "anchor", "title=PRO-01;reference=PRO-01;kind=procedure")), OK);
}

static void finish(Scene *scene) {
    Checkup checkup;
    Error err = {0};
    checkup_init(&checkup);
    assert_ok(checkup_rebuild(scene->desk, false, &checkup, &err), &err);
    if (checkup.faults) fail_msg("rebuild: %s", checkup.findings.data);
    checkup_done(&checkup);
    arena_free(scene->arena);
    desk_close(scene->desk);
}

static void add(Scene *scene, const char *key, const char *values) {
    scene->record = parsed(scene, key, values);
    assert_int_equal(save(scene, NULL, scene->record), OK);
}

static Status try_row(Scene *scene, const char *key, const char *values) {
    Record *row = parsed(scene, key, values);
    row->parent = scene->record->def;
    row->parent_no = scene->record->no;
    return save(scene, NULL, row);
}

static void add_row(Scene *scene, const char *key, const char *values) {
    if (try_row(scene, key, values) != OK) fail_msg("%s: %s", values, scene->problems.items[0].message);
}

static Status try_change(Scene *scene, const char *key, const char *value) {
    Record *seen;
    Error err = {0};
    assert_ok(records_load(desk_db(scene->desk), scene->record->def, scene->record->no, scene->arena, &seen, &err), &err);
    Record *wanted = record_copy(seen, scene->arena);
    assert_ok(desk_parse(scene->desk, wanted, key, value, scene->arena, &err), &err);
    return save(scene, seen, wanted);
}

static void change(Scene *scene, const char *key, const char *value) {
    if (try_change(scene, key, value) != OK) fail_msg("%s: %s", key, scene->problems.items[0].message);
}

static bool refused_with(const Scene *scene, const char *part) {
    return scene->problems.count && strstr(scene->problems.items[0].message, part);
}

static Clock clock_now(Scene *scene, const char *code) {
    Clock *clocks;
    size_t count;
    Error err = {0};
    Record *record;
    assert_ok(records_load(desk_db(scene->desk), scene->record->def, scene->record->no, scene->arena, &record, &err), &err);
    assert_ok(clocks_of(scene->desk, record, scene->arena, &clocks, &count, &err), &err);
    for (size_t i = 0; i < count; i++)
        if (strcmp(clocks[i].regime->code, code) == 0) return clocks[i];
    return (Clock){.state = CLOCK_NONE};
}

/* The open due of that regime, or 0. */
static Moment due_now(Scene *scene, const char *code) {
    Due *dues;
    size_t count;
    Error err = {0};
    assert_ok(records_dues(desk_db(scene->desk), scene->record->def, scene->record->no, scene->arena, &dues, &count, &err), &err);
    for (size_t i = 0; i < count; i++)
        if (!dues[i].child && strcmp(dues[i].rule, code) == 0) return dues[i].due_at;
    return 0;
}

static Moment at(const char *text) {
    Moment moment;
    assert_int_equal(moment_parse(text, NOON_NOV_23, &moment, NULL), OK);
    return moment;
}

#define ALL "data_protection contract policy cyber finance trust critical products telecom complaints whistleblowers public_access"

/* -- one event, many clocks ------------------------------------------------------------------------------------------ */

static void one_key_starts_it(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "data_protection cyber");
    add(&scene, "incident", "title=Laptop lost;received_at=2026-11-23 09:15");
    assert_int_equal(clock_now(&scene, "AVG33").state, CLOCK_NONE);
    change(&scene, "personal_data", "unknown");
    assert_int_equal(clock_now(&scene, "AVG33").state, CLOCK_IF_SO);
    assert_int_equal(due_now(&scene, "AVG33"), at("2026-11-26 09:15"));
    change(&scene, "personal_data", "yes");
    assert_int_equal(clock_now(&scene, "AVG33").state, CLOCK_RUNNING);
    assert_true(clock_now(&scene, "AVG33").estimated);
    change(&scene, "significant", "yes");
    assert_int_equal(due_now(&scene, "CBW26"), at("2026-11-24 09:15"));
    assert_int_equal(due_now(&scene, "CBW27"), at("2026-11-26 09:15"));
    assert_int_equal(due_now(&scene, "CBW29"), 0);
    assert_int_equal(clock_now(&scene, "CBW29").state, CLOCK_FORECAST);
    assert_int_equal(clock_now(&scene, "CBW29").result.due, at("2026-12-28 23:59:59"));
    finish(&scene);
}

static void judgements_rule(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "data_protection");
    add(&scene, "incident", "title=Laptop lost;received_at=2026-11-23 09:15;personal_data=yes");
    add_row(&scene, "judgement", "regime=AVG33;applies=unknown;known_since=2026-11-22 10:00");
    assert_int_equal(clock_now(&scene, "AVG33").state, CLOCK_IF_SO);
    assert_int_equal(due_now(&scene, "AVG33"), at("2026-11-25 10:00"));
    add_row(&scene, "judgement", "regime=avg33;applies=yes;known_since=2026-11-22 08:00");
    assert_int_equal(clock_now(&scene, "AVG33").state, CLOCK_RUNNING);
    assert_int_equal(due_now(&scene, "AVG33"), at("2026-11-25 08:00"));

    assert_int_equal(try_row(&scene, "judgement", "regime=AVG33;applies=yes;known_since=2026-11-22 20:00"), ERR_INVALID);
    assert_true(refused_with(&scene, "later start"));
    assert_int_equal(try_row(&scene, "judgement", "regime=AVG33;applies=yes;known_since=2026-11-22 20:00;reason=only then sure"), ERR_INVALID);
    assert_int_equal(due_now(&scene, "AVG33"), at("2026-11-25 08:00"));
    add_row(&scene, "judgement", "regime=AVG33;applies=yes;known_since=2026-11-22 20:00;reason=only then sure;judged_by=CON-0001");
    assert_int_equal(due_now(&scene, "AVG33"), at("2026-11-25 20:00"));
    assert_true(clock_now(&scene, "AVG33").corrected);

    add_row(&scene, "judgement", "regime=AVG33;applies=no;reason=encrypted;judged_by=CON-0001");
    assert_int_equal(due_now(&scene, "AVG33"), 0);
    assert_int_equal(clock_now(&scene, "AVG33").state, CLOCK_OFF);
    assert_string_equal(clock_now(&scene, "AVG33").reason, "encrypted");
    assert_string_equal(clock_now(&scene, "AVG33").by, "CON-0001");
    StrBuf done;
    strbuf_init(&done);
    Error err = {0};
    assert_ok(desk_undo(scene.desk, &done, &err), &err);
    strbuf_done(&done);
    assert_int_equal(due_now(&scene, "AVG33"), at("2026-11-25 20:00"));
    finish(&scene);
}

static void no_needs_a_reason_and_a_person(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "data_protection");
    add(&scene, "incident", "title=Laptop lost;received_at=2026-11-23 09:15;personal_data=unknown");
    assert_int_equal(try_change(&scene, "personal_data", "no"), ERR_INVALID);
    assert_int_not_equal(due_now(&scene, "AVG33"), 0);
    Record *seen, *wanted;
    Error err = {0};
    assert_ok(records_load(desk_db(scene.desk), scene.record->def, 1, scene.arena, &seen, &err), &err);
    wanted = record_copy(seen, scene.arena);
    record_set_text(wanted, "personal_data", "no");
    record_set_text(wanted, "personal_data_because", "empty disk");
    assert_int_equal(save(&scene, seen, wanted), OK);
    assert_int_equal(due_now(&scene, "AVG33"), 0);
    Clock clock = clock_now(&scene, "AVG33");
    assert_int_equal(clock.state, CLOCK_OFF);
    assert_string_equal(clock.reason, "empty disk");
    assert_string_equal(clock.by, "officer"); /* the login that said so */
    finish(&scene);
}

static void a_notice_stops_it_and_starts_the_next(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "cyber");
    add(&scene, "incident", "title=Ransomware;received_at=2026-11-20 09:00;significant=yes");
    add_row(&scene, "judgement", "regime=CBW26;applies=yes;known_since=2026-11-20 10:00");
    assert_int_equal(due_now(&scene, "CBW27"), at("2026-11-23 10:00")); /* the same moment as CBW26 */
    assert_int_equal(try_row(&scene, "notice", "regime=CBW26;sent_to=CSIRT;step=early_warning;sent_at=2026-11-21 10:00:01"), ERR_INVALID);
    assert_true(refused_with(&scene, "CBW26"));
    add_row(&scene, "notice", "regime=CBW26;sent_to=CSIRT;step=early_warning;sent_at=2026-11-21 10:00");
    assert_int_equal(due_now(&scene, "CBW26"), 0);
    assert_false(clock_now(&scene, "CBW26").late);
    add_row(&scene, "notice", "regime=CBW27;sent_to=CSIRT;step=supplement;sent_at=2026-11-22 10:00");
    assert_int_not_equal(due_now(&scene, "CBW27"), 0);
    add_row(&scene, "notice", "regime=CBW27;sent_to=CSIRT;step=first;sent_at=2026-11-23 11:00;late_because=portal was down");
    Clock clock = clock_now(&scene, "CBW27");
    assert_true(clock.late);
    assert_string_equal(clock.reason, "portal was down");
    assert_int_equal(clock_now(&scene, "CBW29").state, CLOCK_RUNNING);
    assert_int_equal(due_now(&scene, "CBW29"), at("2026-12-23 23:59:59")); /* from the sending, not from its term */
    change(&scene, "significant", "no");
    change(&scene, "handed_to", "the municipality");
    change(&scene, "state", "handed_over"); /* no longer ours */
    assert_int_equal(due_now(&scene, "CBW29"), 0);
    assert_int_equal(clock_now(&scene, "CBW29").state, CLOCK_OFF);
    finish(&scene);
}

static void nothing_is_closed_over_a_running_duty(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "cyber");
    add(&scene, "incident", "title=Ransomware;received_at=2026-11-20 09:00;significant=yes;no_action_because=told;state=resolved");
    add_row(&scene, "judgement", "regime=CBW26;applies=yes;known_since=2026-11-20 09:00;judged_by=CON-0001;reason=no heat");
    add_row(&scene, "notice", "regime=CBW26;sent_to=CSIRT;step=early_warning;sent_at=2026-11-20 10:00");
    add_row(&scene, "notice", "regime=CBW27;sent_to=CSIRT;step=first;sent_at=2026-11-20 10:00");
    assert_int_equal(try_change(&scene, "state", "closed"), ERR_INVALID);
    assert_true(refused_with(&scene, "CBW29"));
    scene.fixture.now = at("2026-12-22 00:00"); /* missed: no reason to keep it open, and not forgotten */
    change(&scene, "state", "closed");
    assert_int_equal(due_now(&scene, "CBW29"), 0);
    assert_true(clock_overdue(&(Clock[]){clock_now(&scene, "CBW29")}[0], scene.fixture.now));
    assert_int_equal(try_row(&scene, "judgement", "regime=CONTRACT;applies=yes;known_since=2026-12-22 00:00"), ERR_INVALID);
    add_row(&scene, "notice", "regime=CBW29;sent_to=CSIRT;step=final;sent_at=2026-12-21 23:59:59");
    assert_int_equal(clock_now(&scene, "CBW29").state, CLOCK_MET);
    finish(&scene);
}

static void before_it_was_law_nothing_starts(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "cyber");
    add(&scene, "incident", "title=Ransomware;received_at=2026-08-14 23:59;significant=yes");
    assert_int_equal(clock_now(&scene, "CBW26").state, CLOCK_NONE);
    add(&scene, "incident", "title=Ransomware;received_at=2026-08-15 00:00;significant=yes");
    assert_int_equal(clock_now(&scene, "CBW26").state, CLOCK_RUNNING);
    finish(&scene);
}

static void classification_is_a_second_moment(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "finance");
    add(&scene, "incident", "title=Outage;received_at=2026-11-23 08:00;significant=unknown");
    assert_int_equal(due_now(&scene, "DORA-I"), at("2026-11-24 08:00"));
    add_row(&scene, "judgement", "regime=DORA-I;applies=unknown;known_since=2026-11-23 09:00");
    assert_int_equal(due_now(&scene, "DORA-I"), at("2026-11-24 09:00"));
    add_row(&scene, "judgement", "regime=DORA-I;applies=yes;known_since=2026-11-23 11:00");
    assert_int_equal(due_now(&scene, "DORA-I"), at("2026-11-23 15:00"));
    scene.fixture.now = at("2026-12-20 12:00");
    add_row(&scene, "notice", "regime=DORA-I;sent_to=DNB;sent_at=2026-11-23 14:00");
    assert_int_equal(due_now(&scene, "DORA-M"), at("2026-11-26 14:00"));
    add_row(&scene, "notice", "regime=DORA-M;sent_to=DNB;step=interim;sent_at=2026-11-25 14:00");
    assert_int_equal(due_now(&scene, "DORA-F"), at("2026-12-28 12:00")); /* Christmas Day, a Friday: noon of Monday */
    add_row(&scene, "notice", "regime=DORA-M;sent_to=DNB;step=interim;sent_at=2026-11-30 14:00");
    assert_int_equal(due_now(&scene, "DORA-F"), at("2026-12-30 23:59:59")); /* counts from the latest */
    finish(&scene);
}

/* -- requests and complaints ------------------------------------------------------------------------------------------- */

#define REQUEST "kind=access;title=Copy of my file;requester=CON-0001;rule=ANC-0001;reason=wants to know;decider=CON-0001;decider_role=board"

static void an_extension_is_told_in_time(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "data_protection");
    scene.fixture.now = at("2026-04-01 12:00");
    add(&scene, "approval", REQUEST ";received_at=2026-01-31 10:00");
    assert_int_equal(due_now(&scene, "AVG12"), at("2026-03-02 23:59:59"));
    change(&scene, "extension_reason", "many systems");
    assert_int_equal(try_change(&scene, "extension_told_on", "2026-03-03"), ERR_INVALID);
    assert_true(refused_with(&scene, "AVG12"));
    assert_int_equal(due_now(&scene, "AVG12"), at("2026-03-02 23:59:59"));
    change(&scene, "extension_told_on", "2026-03-02"); /* entered a month later, told in time */
    assert_int_equal(due_now(&scene, "AVG12"), at("2026-04-30 23:59:59"));
    assert_true(clock_now(&scene, "AVG12").extended);
    change(&scene, "answered_on", "2026-04-01");
    assert_int_equal(due_now(&scene, "AVG12"), 0);
    assert_int_equal(clock_now(&scene, "AVG12").state, CLOCK_MET);
    finish(&scene);
}

static void only_a_formal_complaint_starts_the_law(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "complaints");
    add(&scene, "incident", "kind=complaint;title=Wrong bill;received_at=2026-11-02 10:00");
    assert_int_equal(clock_now(&scene, "AWB9").state, CLOCK_NONE);
    scene.record = parsed(&scene, "incident", "kind=complaint;title=Wrong bill;received_at=2026-11-02 10:00;formal=yes;written_on=2026-10-30");
    assert_int_equal(save(&scene, NULL, scene.record), OK);
    assert_int_equal(due_now(&scene, "AWB9"), at("2026-12-14 23:59:59"));
    assert_int_equal(due_now(&scene, "AWB-A"), at("2026-11-09 23:59:59"));
    assert_int_equal(try_row(&scene, "notice", "regime=AWB9;sent_to=Vos;step=extension;sent_at=2026-11-20 10:00"), ERR_INVALID); /* no reason */
    add_row(&scene, "notice", "regime=AWB9;sent_to=Vos;step=extension;sent_at=2026-11-20 10:00;reason=two units involved");
    assert_int_equal(due_now(&scene, "AWB9"), at("2027-01-11 23:59:59"));
    assert_int_equal(try_row(&scene, "notice", "regime=AWB-A;sent_to=Vos;step=extension;sent_at=2026-11-05 10:00;reason=x"), ERR_INVALID);
    add_row(&scene, "reporter", "who=J. Vos;acknowledged_on=2026-11-06;answered_on=2026-11-23");
    assert_int_equal(due_now(&scene, "AWB9"), 0);
    assert_int_equal(due_now(&scene, "AWB-A"), 0);
    add_row(&scene, "reporter", "who=P. Bos;acknowledged_on=2026-11-06"); /* a second one, not answered yet */
    assert_int_equal(due_now(&scene, "AWB9"), at("2027-01-11 23:59:59"));
    finish(&scene);
}

static void the_organisation_says_what_applies(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "data_protection");
    add(&scene, "incident", "title=Ransomware;received_at=2026-11-23 09:00;significant=yes;personal_data=yes");
    int64_t incident = scene.record->no;
    assert_int_equal(due_now(&scene, "CBW26"), 0);
    add_row(&scene, "judgement", "regime=CONTRACT;applies=yes;known_since=2026-11-23 09:00"); /* by hand it always may */
    assert_int_equal(due_now(&scene, "CONTRACT"), at("2026-11-24 09:00"));
    const Record *kept = scene.record;
    scene.record = desk_organisation(scene.desk, scene.arena);
    change(&scene, "regimes", "cyber");
    scene.record = (Record *)kept;
    assert_int_equal(scene.record->no, incident);
    assert_int_equal(due_now(&scene, "CBW26"), at("2026-11-24 09:00"));
    assert_int_equal(due_now(&scene, "AVG33"), 0);
    assert_int_equal(due_now(&scene, "CONTRACT"), at("2026-11-24 09:00"));
    finish(&scene);
}

/* -- facts -------------------------------------------------------------------------------------------------------------- */

static void facts_are_never_overwritten(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "data_protection");
    add(&scene, "incident", "title=Laptop lost;received_at=2026-11-23 09:15;personal_data=yes");
    add_row(&scene, "judgement", "regime=AVG33;applies=yes;known_since=2026-11-22 10:00");
    ClockFact *facts;
    size_t count;
    Error err = {0};
    assert_ok(clock_facts_load(desk_db(scene.desk), scene.record->def, 1, true, scene.arena, &facts, &count, &err), &err);
    assert_int_equal(count, 2);
    assert_int_equal(facts[0].moment, at("2026-11-23 09:15"));
    assert_int_equal(facts[0].void_at, scene.fixture.now);
    assert_int_equal(facts[1].moment, at("2026-11-22 10:00"));
    assert_int_equal(facts[1].void_at, 0);
    change(&scene, "unit", "North"); /* what has nothing to do with it leaves them alone */
    assert_ok(clock_facts_load(desk_db(scene.desk), scene.record->def, 1, true, scene.arena, &facts, &count, &err), &err);
    assert_int_equal(count, 2);
    finish(&scene);
}

static void tells_what_passed(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "data_protection");
    add(&scene, "incident", "title=Secret name;received_at=2026-11-20 09:00;personal_data=yes;severity=s2");
    StrBuf text;
    Error err = {0};
    strbuf_init(&text);
    assert_ok(clocks_tell_passed(scene.desk, at("2026-11-23 08:00"), &text, &err), &err);
    assert_non_null(strstr(text.data, "INC-0001"));
    assert_non_null(strstr(text.data, "report the data breach"));
    assert_non_null(strstr(text.data, "4 h 0 min"));
    assert_null(strstr(text.data, "Secret")); /* it is seen before anybody unlocks anything */
    strbuf_clear(&text);
    assert_ok(clocks_tell_passed(scene.desk, at("2026-11-23 10:00"), &text, &err), &err);
    assert_string_equal(text.data, "");
    strbuf_done(&text);
    finish(&scene);
}

/* -- calendar ----------------------------------------------------------------------------------------------------------- */

static void the_calendar_tells_no_titles(void **state) {
    (void)state;
    Scene scene = {0};
    start(&scene, "data_protection");
    add(&scene, "incident", "title=Secret name;received_at=2026-11-20 12:00;personal_data=yes;severity=s2;level=internal");
    add(&scene, "incident", "title=Hidden;received_at=2026-11-23 09:00;personal_data=yes;severity=s2;level=confidential");
    add(&scene, "approval", REQUEST ";received_at=2026-11-20 10:00");
    StrBuf first, second;
    CalendarResult result;
    CalendarOptions options = {.until = at("2027-11-23")};
    Error err = {0};
    strbuf_init(&first);
    strbuf_init(&second);
    int64_t entries = trail_last(desk_db(scene.desk));
    assert_ok(calendar_export(scene.desk, &options, &first, &result, &err), &err);
    assert_int_equal(trail_last(desk_db(scene.desk)), entries + 1);
    assert_int_equal(result.events, 2);
    assert_int_equal(result.confidential, 1);
    assert_null(strstr(first.data, "Secret"));
    assert_null(strstr(first.data, "Copy of"));
    assert_null(strstr(first.data, "INC-0002"));
    assert_non_null(strstr(first.data, "SUMMARY:INC-0001 report the data breach\r\n"));
    assert_non_null(strstr(first.data, "DTSTART:20261123T110000Z\r\n"));
    assert_non_null(strstr(first.data, "SUMMARY:APR-0001 answer the data subject\r\n"));
    assert_non_null(strstr(first.data, "DTSTART;VALUE=DATE:20261221\r\n"));
    /* again: the same byte for byte, so that a calendar finds what it has */
    assert_ok(calendar_export(scene.desk, &options, &second, &result, &err), &err);
    assert_string_equal(first.data, second.data);
    strbuf_clear(&second);
    options.confidential = true;
    options.def = register_by_key("incident");
    options.no = 2;
    assert_ok(calendar_export(scene.desk, &options, &second, &result, &err), &err);
    assert_int_equal(result.events, 1);
    assert_non_null(strstr(second.data, "INC-0002"));
    strbuf_done(&first);
    strbuf_done(&second);
    finish(&scene);
}

/* -- random work ------------------------------------------------------------------------------------------------------------ */

static const char *one_of(Fixture *fixture, const char *const *words, size_t count) {
    return words[fixture_pick(fixture, count)];
}
#define ONE_OF(array) one_of(&scene->fixture, (array), COUNT_OF(array))

static void random_moment(Scene *scene, char text[40]) {
    moment_write(scene->fixture.now - (Moment)fixture_pick(&scene->fixture, 40 * 86400), text);
}

static void random_row(Scene *scene) {
    static const char *const codes[] = {"AVG33", "CBW26", "CBW27", "CBW29", "DORA-I", "DORA-M", "CONTRACT", "AVG12", "TEL611", "AWB9", "nothing"};
    static const char *const applies[] = {"yes", "no", "unknown"};
    static const char *const steps[] = {"first", "supplement", "final", "withdrawn", "extension", "early_warning"};
    char values[400], moment[40];
    random_moment(scene, moment);
    if (fixture_pick(&scene->fixture, 2))
        snprintf(values, sizeof values, "regime=%s;applies=%s;known_since=%s%s", ONE_OF(codes), ONE_OF(applies), moment,
                 fixture_pick(&scene->fixture, 2) ? ";reason=so;judged_by=CON-0001" : "");
    else
        snprintf(values, sizeof values, "regime=%s;sent_to=x;step=%s;sent_at=%s%s", ONE_OF(codes), ONE_OF(steps), moment,
                 fixture_pick(&scene->fixture, 2) ? ";late_because=so;reason=so" : "");
    try_row(scene, strstr(values, "applies") ? "judgement" : "notice", values);
}

static void random_field(Scene *scene) {
    static const char *const keys[] = {"personal_data", "significant", "our_role", "people_risk", "state"};
    static const char *const values[][3] = {{"yes", "no", "unknown"}, {"yes", "no", "unknown"}, {"controller", "processor", "joint"},
                                            {"high", "risk", "unlikely"}, {"in_hand", "withdrawn", "resolved"}};
    size_t key = fixture_pick(&scene->fixture, COUNT_OF(keys));
    try_change(scene, keys[key], values[key][fixture_pick(&scene->fixture, 3)]);
}

/* What the dues table holds is what the clocks of each record say, whatever was done. */
static void assert_dues_are_clocks(Scene *scene) {
    Arena *arena = arena_new();
    Record *record;
    Clock *clocks;
    Due *dues;
    size_t count, due_count, running = 0, found = 0;
    Error err = {0};
    assert_ok(records_load(desk_db(scene->desk), scene->record->def, scene->record->no, arena, &record, &err), &err);
    assert_ok(clocks_of(scene->desk, record, arena, &clocks, &count, &err), &err);
    assert_ok(records_dues(desk_db(scene->desk), record->def, record->no, arena, &dues, &due_count, &err), &err);
    for (size_t i = 0; i < count; i++) {
        if (!clocks[i].has_due || (clocks[i].state != CLOCK_RUNNING && clocks[i].state != CLOCK_IF_SO)) continue;
        if (!record_open(record)) continue;
        running++;
        if (due_now(scene, clocks[i].regime->code) != clocks[i].result.due) fail_msg("%s: another due", clocks[i].regime->code);
    }
    for (size_t i = 0; i < due_count; i++) found += !dues[i].child && policy_label(scene->desk, dues[i].rule) != NULL;
    assert_int_equal(running, found);
    arena_free(arena);
}

static void random_work_leaves_nothing_to_rebuild(void **state) {
    (void)state;
    Scene own = {0}, *scene = &own;
    start(scene, ALL);
    fixture_start(&scene->fixture, 0);
    scene->fixture.env.ctx = &scene->fixture;
    for (int i = 0; i < 12; i++) {
        scene->fixture.now += 3600;
        add(scene, "incident", "title=Something");
        for (int step = 0; step < 25; step++) {
            scene->fixture.now += (Moment)fixture_pick(&scene->fixture, 2 * 86400);
            size_t what = fixture_pick(&scene->fixture, 10);
            StrBuf done;
            strbuf_init(&done);
            if (what < 6)
                random_row(scene);
            else if (what < 9)
                random_field(scene);
            else
                desk_undo(scene->desk, &done, NULL);
            strbuf_done(&done);
            assert_dues_are_clocks(scene);
        }
    }
    finish(scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_key_starts_it),
        cmocka_unit_test(judgements_rule),
        cmocka_unit_test(no_needs_a_reason_and_a_person),
        cmocka_unit_test(a_notice_stops_it_and_starts_the_next),
        cmocka_unit_test(nothing_is_closed_over_a_running_duty),
        cmocka_unit_test(before_it_was_law_nothing_starts),
        cmocka_unit_test(classification_is_a_second_moment),
        cmocka_unit_test(an_extension_is_told_in_time),
        cmocka_unit_test(only_a_formal_complaint_starts_the_law),
        cmocka_unit_test(the_organisation_says_what_applies),
        cmocka_unit_test(facts_are_never_overwritten),
        cmocka_unit_test(tells_what_passed),
        cmocka_unit_test(the_calendar_tells_no_titles),
        cmocka_unit_test(random_work_leaves_nothing_to_rebuild),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
