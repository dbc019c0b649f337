/* An organisation's own terms and thresholds: changing one moves the dues that hang on it, and nothing else; taking it back moves them back. */
#include "desk_fixture.h"

#include "loket/app/structural.h"

static Fixture fixture;

static Record *stored(Desk *desk, const char *code, Arena *arena) {
    Record *record;
    Error err = {0};
    assert_ok(desk_find(desk, code, arena, &record, &err), &err);
    return record;
}

static Status set(Desk *desk, const char *code, const char *key, const char *text, Problems *problems) {
    Arena *arena = arena_new();
    Record *seen = stored(desk, code, arena), *wanted = record_copy(seen, arena);
    Error err = {0};
    assert_ok(desk_parse(desk, wanted, key, text, arena, &err), &err);
    Change change = {.seen = seen, .wanted = wanted};
    Status status = desk_apply(desk, &change, 1, problems, NULL, &err);
    arena_free(arena);
    return status;
}

static void add(Desk *desk, const char *reg, const char *const *fields) {
    Arena *arena = arena_new();
    Record *wanted = record_new_initial(register_by_key(reg), desk_now(desk), arena);
    Error err = {0};
    for (; *fields; fields += 2) assert_ok(desk_parse(desk, wanted, fields[0], fields[1], arena, &err), &err);
    Change change = {.wanted = wanted};
    Problems problems = {0};
    if (desk_apply(desk, &change, 1, &problems, NULL, &err) != OK) fail_msg("%s: %s %s", reg, problems.count && problems.items[0].field ? problems.items[0].field->key : "", err.message);
    arena_free(arena);
}
#define ADD(desk, reg, ...) add(desk, reg, (const char *const[]){__VA_ARGS__, NULL})

static Day due_day(Desk *desk, const char *code) {
    Arena *arena = arena_new();
    Day day = moment_day(stored(desk, code, arena)->due_at);
    arena_free(arena);
    return day;
}

static Desk *open_desk(void) {
    Desk *desk = fixture_open(&fixture, ":memory:", DB_CREATE);
    ADD(desk, "organisation", "name", "Nordhaven Wonen");
    ADD(desk, "contact", "name", "M. Okafor", "roles", "ict");
    ADD(desk, "development", "title", "New act", "source", "gazette", "kind", "law", "seen_on", "2026-11-23");
    ADD(desk, "incident", "title", "Laptop lost", "received_at", "2026-11-23 09:00");
    return desk;
}

static void test_terms(void **state) {
    (void)state;
    Desk *desk = open_desk();
    Error err = {0};
    Day developed = due_day(desk, "DEV-0001"), reported = due_day(desk, "INC-0001");
    assert_int_equal(developed, day_from_civil(2026, 12, 7)); /* ten working days */
    assert_int_equal(set(desk, "ORG-0001", "term_verdict", "3d", NULL), OK);
    assert_int_equal(due_day(desk, "DEV-0001"), day_from_civil(2026, 11, 26));
    assert_int_equal(due_day(desk, "INC-0001"), reported);
    assert_int_equal(set(desk, "ORG-0001", "term_assess", "4d", NULL), OK);
    assert_int_equal(due_day(desk, "INC-0001"), day_from_civil(2026, 11, 27));
    ADD(desk, "development", "title", "Another act", "source", "gazette", "kind", "law", "seen_on", "2026-11-24"); /* and new ones begin with it */
    assert_int_equal(due_day(desk, "DEV-0002"), day_from_civil(2026, 11, 27));
    assert_int_equal(set(desk, "ORG-0001", "term_verdict", "", NULL), OK);
    assert_int_equal(due_day(desk, "DEV-0001"), developed);
    StrBuf done;
    strbuf_init(&done);
    assert_ok(desk_undo(desk, &done, &err), &err);
    assert_int_equal(due_day(desk, "DEV-0001"), day_from_civil(2026, 11, 26));
    strbuf_done(&done);
    desk_close(desk);
}

static void test_refused(void **state) {
    (void)state;
    static const struct {
        const char *key, *text;
    } wrong[] = {{"term_decide", "-5wd"}, {"term_talk", "0d"}, {"pattern_weighty", "0"}, {"answer_after_board", "-3"}, {"pattern_months", "1001"}};
    Desk *desk = open_desk();
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Arena *arena = arena_new();
        Record *seen = stored(desk, "ORG-0001", arena), *wanted = record_copy(seen, arena);
        Error err = {0};
        Status status = desk_parse(desk, wanted, wrong[i].key, wrong[i].text, arena, &err);
        Change change = {.seen = seen, .wanted = wanted};
        if (status == OK) status = desk_apply(desk, &change, 1, NULL, NULL, &err);
        if (status != ERR_INVALID) fail_msg("%s=%s is taken", wrong[i].key, wrong[i].text);
        arena_free(arena);
    }
    desk_close(desk);
}

static size_t patterns(Desk *desk) {
    Arena *arena = arena_new();
    Pattern *found;
    size_t count;
    Error err = {0};
    assert_ok(structural_read(desk, arena, &found, &count, &err), &err);
    arena_free(arena);
    return count;
}

static void test_patterns(void **state) {
    (void)state;
    Desk *desk = open_desk();
    ADD(desk, "advice", "title", "Segment the network", "weight", "weighty", "addressee", "CON-0001", "text", "Do it", "risk_if_not", "spread", "anchors", "ISO 27001", "given_on",
        "2026-06-01", "answer", "not_adopted", "answered_on", "2026-06-10", "state", "answered");
    assert_int_equal(patterns(desk), 0);
    assert_int_equal(set(desk, "ORG-0001", "pattern_same", "1", NULL), OK); /* one is enough by one decider */
    assert_int_equal(patterns(desk), 1);
    assert_int_equal(set(desk, "ORG-0001", "pattern_weighty", "1", NULL), OK);
    assert_int_equal(patterns(desk), 2);
    assert_int_equal(set(desk, "ORG-0001", "pattern_months", "3", NULL), OK); /* June is out of sight */
    assert_int_equal(patterns(desk), 0);
    desk_close(desk);
}

static int begin(void **state) {
    (void)state;
    fixture_start(&fixture, 1);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup(test_terms, begin), cmocka_unit_test_setup(test_refused, begin), cmocka_unit_test_setup(test_patterns, begin)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
