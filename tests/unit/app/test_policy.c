/* Regimes as data: the built-in ones give what the vectors ask, an own text adds to them and changes them, and what is wrong is told
 * with its place. */
#include "desk_fixture.h"

#include "loket/app/clocks.h"
#include "loket/app/policy.h"
#include "loket/base/file.h"
#include "loket/store/clock.h"

static Policy builtin(Arena *arena) {
    Policy policy;
    Error err = {0};
    assert_ok(policy_builtin(&policy, arena, &err), &err);
    return policy;
}

/* A desk in memory, with an organisation. */
static Desk *new_desk(Fixture *fixture) {
    Desk *desk = fixture_open(fixture, ":memory:", DB_CREATE);
    Arena *arena = arena_new();
    Record *organisation = record_new_initial(register_by_key("organisation"), desk_now(desk), arena);
    Error err = {0};
    record_set_text(organisation, "name", "Nordhaven");
    assert_ok(desk_apply(desk, &(Change){.wanted = organisation}, 1, NULL, NULL, &err), &err);
    arena_free(arena);
    return desk;
}

/* -- the built-in text ------------------------------------------------------------------------------------------ */

static void every_regime_is_explained(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Policy policy = builtin(arena);
    assert_true(policy.count > 35);
    for (size_t i = 0; i < policy.count; i++) {
        const Regime *regime = &policy.items[i];
        if (!regime->sentence.en || !regime->sentence.nl || !regime->title.nl || !regime->to.nl || !regime->trigger.nl || !regime->article ||
            !regime->basis)
            fail_msg("%s is not explained in both languages", regime->code);
        if (!policy_group_help(regime->group)) fail_msg("%s: group '%s' has no sentence", regime->code, regime->group);
        if (policy_find(&policy, regime->code) != regime) fail_msg("%s stands there twice", regime->code);
    }
    arena_free(arena);
}

/* What a vector is about when its code is not that of the regime. */
static const struct {
    const char *vector, *rule, *duration, *regime;
} codes[] = {
    {"AVG12X", NULL, NULL, "AVG12"},     {"CRA14", NULL, "72", "CRA14-1N"},  {"CRA14", NULL, "14", "CRA14-2"}, {"CRA14", NULL, "1", "CRA14-3"},
    {"CER15", "ATW", NULL, "CER15F"},    {"TEL611", NULL, "3", "TEL611-2"}, {"BIO2", NULL, NULL, "BIO2-V"},
};

static const Regime *regime_of(const Policy *policy, char *const fields[9]) {
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (strcmp(codes[i].vector, fields[1]) == 0 && (!codes[i].rule || strcmp(codes[i].rule, fields[2]) == 0) &&
            (!codes[i].duration || strcmp(codes[i].duration, fields[4]) == 0))
            return policy_find(policy, codes[i].regime);
    return policy_find(policy, fields[1]);
}

static void vector_agrees(const Regime *regime, char *const fields[9], size_t *checked) {
    DeadlineCheck check;
    Error err = {0};
    char line[600];
    /* rows that ask what another rule would give (an outer limit, weekend relief) are about the rule, not about the regime */
    DeadlineRule rule;
    assert_ok(deadline_rule_parse(fields[2], &rule, &err), &err);
    if (rule != regime->rule) return;
    snprintf(line, sizeof line, "%s,%s,%s,%s,%s,%s,%s,%s,%s", fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], fields[7], fields[8]);
    assert_ok(deadline_check_line(line, &check, &err), &err);
    int legs = regime->leg_count + (check.input.leg_count > regime->leg_count ? regime->extension_count : 0);
    bool fits = check.input.unit == regime->unit && check.input.calendar.id == regime->calendar && check.input.leg_count == legs;
    for (int i = 0; fits && i < legs; i++)
        fits = check.input.legs[i] == (i < regime->leg_count ? regime->legs[i] : regime->extension[i - regime->leg_count]);
    bool free_term = strcmp(regime->code, "POLICY") == 0 || strcmp(regime->code, "CONTRACT") == 0 || strcmp(regime->code, "AVG33-2") == 0;
    /* V023 asks how four hours run through the repeated hour */
    if (!fits && !free_term && strcmp(fields[0], "V023") != 0) fail_msg("%s: the regime %s has another term", fields[0], regime->code);
    ClockFact facts[4];
    size_t count = 0;
    const Moment *starts = check.input.starts;
    if (check.input.start_count == 2) facts[count++] = (ClockFact){.rule = regime->code, .kind = FACT_AWARE, .has_moment = true, .moment = starts[0]};
    facts[count++] = (ClockFact){
        .rule = regime->code, .kind = FACT_START, .has_moment = true, .moment = check.input.start_count == 2 ? starts[1] : starts[0]};
    if (check.input.start_count == 3) {
        facts[count++] = (ClockFact){.rule = regime->code, .kind = FACT_PAUSE, .has_moment = true, .moment = starts[1]};
        facts[count++] = (ClockFact){.rule = regime->code, .kind = FACT_RESUME, .has_moment = true, .moment = starts[2]};
    }
    if (legs > regime->leg_count)
        facts[count++] = (ClockFact){.rule = regime->code, .kind = FACT_EXTEND, .has_moment = true, .moment = starts[0] + 3600};
    if (!fits) return;
    Clock clock;
    char due[32];
    clock_compute(regime, facts, count, false, &clock);
    if (!clock.has_due) fail_msg("%s: %s", fields[0], clock.problem);
    moment_write(clock.result.due, due);
    if (strcmp(due, fields[7]) != 0) fail_msg("%s %s: %s instead of %s", fields[0], regime->code, due, fields[7]);
    ++*checked;
}

static void regimes_give_what_the_vectors_ask(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Policy policy = builtin(arena);
    char *data, *line;
    size_t length, checked = 0;
    Error err = {0};
    assert_ok(file_read(LOKET_SOURCE_DIR "/tests/unit/model/deadline-vectors.csv", 1 << 20, arena, &data, &length, &err), &err);
    strsep(&data, "\n");
    while ((line = strsep(&data, "\n"))) {
        char *fields[9];
        size_t count = 0;
        for (char *field; count < 9 && (field = strsep(&line, ","));) fields[count++] = field;
        if (count < 9) continue;
        const Regime *regime = regime_of(&policy, fields);
        /* rows of the two general systems have no regime */
        if (!regime && strcmp(fields[1], "ATW") != 0 && strcmp(fields[1], "EU") != 0) fail_msg("%s: no regime '%s'", fields[0], fields[1]);
        if (regime) vector_agrees(regime, fields, &checked);
    }
    assert_true(checked > 80);
    arena_free(arena);
}

/* -- what can be wrong ------------------------------------------------------------------------------------------ */

#define REGIME "- {code: X, group: contract, title: t, rule: HOURS, term: 24, unit: hours"

static const struct {
    const char *text, *where, *message;
} wrong[] = {
    {"- {group: contract, title: t, rule: HOURS, term: 24, unit: hours}", "own:1:3", "code"},
    {"- {code: X Y, group: contract, title: t, rule: HOURS, term: 24, unit: hours}", "own:1:3", "X Y"},
    {"- {code: X, group: contract, rule: HOURS, term: 24, unit: hours}", "own:1:3", "title"},
    {"- {code: X, title: t, rule: HOURS, term: 24, unit: hours}", "own:1:3", "group"},
    {"- {code: X, group: nonsense, title: t, rule: HOURS, term: 24, unit: hours}", "own:1:3", "nonsense"},
    {"- {code: X, group: contract, title: t, rule: HOURS, unit: hours}", "own:1:3", "term"},
    {"- {code: X, group: contract, title: t, rule: HOUR, term: 24}", "own:1:46", "HOUR"},
    {"- {code: X, group: contract, title: t, rule: HOURS, term: 24, unit: days}", "own:1:3", "unit"},
    {REGIME ", sentense: s}", "own:1:8", "sentense"},
    {REGIME ", register: nowhere}", "own:1:3", "nowhere"},
    {REGIME ", register: incident, starts: title}", "own:1:3", "title"},
    {REGIME ", register: incident, starts: received_at, when: \"colour:red\"}", "own:1:3", "colour"},
    {REGIME ", register: incident, starts: received_at, when: \"due<7d\"}", "own:1:3", "when"},
    {REGIME ", register: incident, starts: received_at, when: phishing}", "own:1:3", "when"},
    {REGIME ", register: incident, when: \"severity:s1\"}", "own:1:3", "starts"},
    {REGIME ", when: \"severity:s1\"}", "own:1:3", "register"},
    {REGIME ", after: Y}", "own:1:3", "Y"},
    {REGIME ", after: X}", "own:1:3", "X"},
    {REGIME ", needs: name}", "own:1:3", "name"},
    {REGIME ", register: incident, met: judgement.reason}", "own:1:3", "judgement.reason"},
    {REGIME ", from: 2026-02-30}", "own:1:8", "2026-02-30"},
    {REGIME ", from: 2026-03-01, until: 2026-02-01}", "own:1:3", "until"},
    {REGIME ", target: perhaps}", "own:1:8", "perhaps"},
    {REGIME ", calendar: BE}", "own:1:8", "BE"},
    {REGIME ", warn: soon}", "own:1:3", "soon"},
    {"just text", "own:1:1", "regimes"},
    {"regime: []", "own:1:1", "regimes"},
};

static void what_is_wrong_has_its_place(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Arena *arena = arena_new();
        Policy policy = builtin(arena);
        size_t before = policy.count;
        Error err = {0};
        Status status = policy_read(&policy, wrong[i].text, strlen(wrong[i].text), "own", false, NULL, arena, &err);
        if (status == OK) fail_msg("accepted: %s", wrong[i].text);
        if (strncmp(err.where, wrong[i].where, strlen(wrong[i].where)) != 0) fail_msg("%s: at %s (%s)", wrong[i].text, err.where, err.message);
        if (!strstr(err.message, wrong[i].message)) fail_msg("%s: %s", wrong[i].text, err.message);
        assert_int_equal(policy.count, before);
        arena_free(arena);
    }
}

static void what_is_wrong_is_left_out_leniently(void **state) {
    (void)state;
    static const char text[] = "- {code: BAD, group: contract}\n- {code: GOOD, group: contract, title: t, rule: HOURS, term: 8, unit: hours}\n";
    Arena *arena = arena_new();
    Policy policy = builtin(arena);
    StrBuf problems;
    strbuf_init(&problems);
    Error err = {0};
    assert_ok(policy_read(&policy, text, strlen(text), "own", true, &problems, arena, &err), &err);
    assert_non_null(strstr(problems.data, "own:1:3"));
    assert_null(policy_find(&policy, "BAD"));
    assert_non_null(policy_find(&policy, "GOOD"));
    strbuf_done(&problems);
    arena_free(arena);
}

/* -- the own text in a file ------------------------------------------------------------------------------------------ */

static const char own_text[] = "regimes:\n"
                               "  - {code: HULST-24, group: contract, title: tell Hulst, rule: HOURS, term: 24, unit: hours}\n"
                               "  - {code: WEAK-5, group: policy, title: close the weakness, register: incident, starts: received_at,\n"
                               "     when: \"kind:weakness\", rule: WORKDAYS, term: 5, unit: workdays, calendar: NL}\n"
                               "  - {code: avg33, term: 96}\n";

static void import(Desk *desk, const char *text, PolicyChange *change) {
    Error err = {0};
    assert_ok(policy_import(desk, text, strlen(text), "own", change, &err), &err);
}

static Record *add_incident(Desk *desk, Arena *arena, const char *kind, const char *personal_data) {
    Record *record = record_new_initial(register_by_key("incident"), desk_now(desk), arena);
    Error err = {0};
    record_set_text(record, "kind", kind);
    record_set_text(record, "title", "something");
    if (personal_data) record_set_text(record, "personal_data", personal_data);
    assert_ok(desk_apply(desk, &(Change){.wanted = record}, 1, NULL, NULL, &err), &err);
    return record;
}

static size_t running(Desk *desk, Arena *arena, const char *code, Moment *due) {
    ClockItem *items;
    size_t count, found = 0;
    Error err = {0};
    assert_ok(clocks_running(desk, 1000, arena, &items, &count, NULL, &err), &err);
    for (size_t i = 0; i < count; i++)
        if (strcmp(items[i].due.rule, code) == 0) {
            found++;
            if (due) *due = items[i].due.due_at;
        }
    return found;
}

static void own_text_adds_and_changes(void **state) {
    (void)state;
    Fixture fixture;
    fixture_start(&fixture, 31);
    Desk *desk = new_desk(&fixture);
    Arena *arena = arena_new();
    Moment due = 0;
    PolicyChange change;
    add_incident(desk, arena, "weakness", NULL);
    add_incident(desk, arena, "incident", "yes");
    assert_int_equal(running(desk, arena, "AVG33", &due), 1);
    assert_int_equal(due, fixture.now + 72 * 3600);
    size_t before = desk_policy(desk)->count;
    int64_t entries = trail_last(desk_db(desk));

    import(desk, own_text, &change);
    assert_int_equal(change.before, 1);
    assert_int_equal(change.after, 2);
    assert_int_equal(change.started, 1);
    assert_int_equal(change.moved, 1);
    assert_int_equal(change.ended, 0);
    assert_int_equal(change.changed, 2);
    assert_int_equal(change.records, 2);
    assert_int_equal(desk_policy(desk)->count, before + 2);
    assert_string_equal(policy_label(desk, "HULST-24"), "tell Hulst");
    assert_int_equal(running(desk, arena, "AVG33", &due), 1);
    assert_int_equal(due, fixture.now + 96 * 3600);
    assert_int_equal(running(desk, arena, "WEAK-5", &due), 1);
    assert_int_equal(due, moment_at(moment_day(fixture.now) + 7, DAY_END));
    assert_int_equal(trail_last(desk_db(desk)), entries + 1);

    import(desk, own_text, &change); /* the same again: nothing moves, nothing to tell in the trail */
    assert_int_equal(change.changed, 0);
    assert_int_equal(trail_last(desk_db(desk)), entries + 1);

    import(desk, "regimes: []\n", &change);
    assert_int_equal(change.ended, 1);
    assert_int_equal(change.moved, 1);
    assert_int_equal(desk_policy(desk)->count, before);
    assert_int_equal(running(desk, arena, "AVG33", &due), 1);
    assert_int_equal(due, fixture.now + 72 * 3600);
    int64_t checked;
    Error err = {0};
    assert_ok(trail_verify(desk_db(desk), NULL, NULL, &checked, &err), &err);
    arena_free(arena);
    desk_close(desk);
}

static void a_wrong_text_changes_nothing(void **state) {
    (void)state;
    Fixture fixture;
    fixture_start(&fixture, 32);
    Desk *desk = new_desk(&fixture);
    Error err = {0};
    int64_t entries = trail_last(desk_db(desk));
    static const char text[] = "regimes:\n  - {code: A, group: contract, title: t, rule: HOURS, term: 24, unit: hours}\n  - {code: B}\n";
    assert_int_not_equal(policy_import(desk, text, strlen(text), "own", NULL, &err), OK);
    assert_non_null(strstr(err.where, "own:3:5"));
    assert_null(policy_find(desk_policy(desk), "A"));
    assert_int_equal(trail_last(desk_db(desk)), entries);
    desk_close(desk);
}

static void export_and_import_give_the_same(void **state) {
    (void)state;
    Fixture fixture;
    fixture_start(&fixture, 33);
    Desk *desk = new_desk(&fixture);
    Error err = {0};
    StrBuf text, again;
    strbuf_init(&text);
    strbuf_init(&again);
    assert_ok(policy_export(desk, &text, &err), &err); /* without an own text: the built-in one, as an example */
    import(desk, text.data, NULL);
    assert_ok(policy_export(desk, &again, &err), &err);
    assert_string_equal(text.data, again.data);
    strbuf_done(&text);
    strbuf_done(&again);
    desk_close(desk);
}

static void count_progress(void *ctx, size_t done, size_t total) {
    size_t *seen = ctx;
    assert_true(done <= total);
    seen[0]++;
    seen[1] = done;
    seen[2] = total;
}

static void choosing_groups_starts_and_ends(void **state) {
    (void)state;
    Fixture fixture;
    fixture_start(&fixture, 34);
    Desk *desk = new_desk(&fixture);
    Arena *arena = arena_new();
    Error err = {0};
    PolicyChange change;
    for (int i = 0; i < 450; i++) add_incident(desk, arena, "incident", i % 3 ? NULL : "yes");
    assert_int_equal(running(desk, arena, "AVG33", NULL), 150);
    size_t seen[3] = {0};
    desk_watch(desk, count_progress, seen);
    assert_ok(policy_choose(desk, "contract policy", &change, &err), &err);
    assert_int_equal(change.ended, 150);
    assert_int_equal(change.records, 450);
    desk_watch(desk, NULL, NULL);
    assert_true(seen[0] >= 3);
    assert_int_equal(seen[1], seen[2]);
    assert_int_equal(running(desk, arena, "AVG33", NULL), 0);
    StrBuf done;
    strbuf_init(&done);
    assert_ok(desk_undo(desk, &done, &err), &err);
    strbuf_done(&done);
    assert_int_equal(running(desk, arena, "AVG33", NULL), 150);
    arena_free(arena);
    desk_close(desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_regime_is_explained),        cmocka_unit_test(regimes_give_what_the_vectors_ask),
        cmocka_unit_test(what_is_wrong_has_its_place),      cmocka_unit_test(what_is_wrong_is_left_out_leniently),
        cmocka_unit_test(own_text_adds_and_changes),        cmocka_unit_test(a_wrong_text_changes_nothing),
        cmocka_unit_test(export_and_import_give_the_same),  cmocka_unit_test(choosing_groups_starts_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
