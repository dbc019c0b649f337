/* The sample organisation can be loaded on whatever day and hour: its order of events, its moves and all rules hold,
 * and the desk it gives is alive: something is late, something is due today, something runs out. */
#include "desk_fixture.h"

#include "loket/app/board.h"

/* Makes a demo file of `folder`; `path` is a template for mkstemp. */
static Desk *load(Fixture *fixture, char *path, const char *folder) {
    close(mkstemp(path));
    unlink(path);
    fixture->env.ctx = fixture;
    Desk *desk = NULL;
    ImportPlan *plan = NULL;
    Error err = {0};
    Status status = desk_init_sample(path, &fixture->env, false, folder, &(ImportOptions){0}, &desk, &plan, &err);
    for (size_t i = 0; plan && i < plan->problem_count && i < PLAN_PROBLEMS; i++)
        print_error("%s: %s\n", plan->problems[i].where, plan->problems[i].message);
    import_free(plan);
    assert_ok(status, &err);
    desk_close(desk);
    return fixture_open(fixture, path, 0); /* what counts is what is in the file */
}

/* Days of every kind: a Monday, the middle of the night, a weekend, after long holidays, both changes of the clock. */
static const char *const moments[] = {"2026-11-23 12:00", "2026-11-25 03:00", "2026-11-28 23:50", "2027-01-04 00:20",
                                      "2026-12-27 09:00", "2027-05-07 16:00", "2027-03-28 08:00", "2026-10-25 12:00"};

static void loads_on_any_day(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(moments); i++) {
        Fixture fixture;
        fixture_start(&fixture, 11);
        assert_int_equal(moment_parse(moments[i], NOON_NOV_23, &fixture.now, NULL), OK);
        char path[] = "loket-test-XXXXXX";
        Desk *desk = load(&fixture, path, LOKET_SOURCE_DIR "/sample-data");
        int64_t checked;
        assert_int_equal(trail_verify(desk_db(desk), NULL, NULL, &checked, NULL), OK);
        desk_close(desk);
        unlink(path);
    }
}

static size_t count_dues(Desk *desk, Moment from, Moment until) {
    Arena *arena = arena_new();
    size_t found = 0;
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def)) {
        if (def->kind == KIND_CHILD) continue;
        int64_t last = records_count(desk_db(desk), def, COUNT_ALL);
        for (int64_t no = 1; no <= last; no++) {
            Due *dues;
            size_t count;
            assert_int_equal(records_dues(desk_db(desk), def, no, arena, &dues, &count, NULL), OK);
            for (size_t i = 0; i < count; i++)
                found += dues[i].due_at >= from && dues[i].due_at < until;
        }
    }
    arena_free(arena);
    return found;
}

static void the_desk_is_alive(void **state) {
    (void)state;
    Fixture fixture;
    fixture_start(&fixture, 12);
    char path[] = "loket-test-XXXXXX";
    Desk *desk = load(&fixture, path, LOKET_SOURCE_DIR "/sample-data");
    Board board;
    Error err = {0};
    assert_ok(board_read(desk, &board, &err), &err);
    for (size_t i = 0; i < PANE_COUNT; i++)
        if (board.panes[i].need < 1 || board.panes[i].need >= board.panes[i].open)
            fail_msg("%s: %d of %d", board.panes[i].def->key, (int)board.panes[i].need, (int)board.panes[i].open);
    assert_true(board.has_next);
    Day today = moment_day(fixture.now);
    Moment begins = moment_at(today, 0), ends = moment_at(today + 1, 0);
    assert_in_range(count_dues(desk, 0, begins), 10, 40);
    assert_in_range(count_dues(desk, begins, ends), 4, 20);
    assert_true(count_dues(desk, ends, moment_at(today + 30, 0)) > 20);
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def))
        if (def->kind == KIND_RECORDS && def->belongs != BELONGS_OWN) assert_true(records_count(desk_db(desk), def, COUNT_ALL) > 3);
    desk_close(desk);
    unlink(path);
}

/* One folder, two files: what is the officer's own never gets into the organisation's, nor the other way round. */
static void own_file_and_organisation_stay_apart(void **state) {
    (void)state;
    Fixture fixture;
    fixture_start(&fixture, 13);
    char path[] = "loket-test-XXXXXX", own_path[] = "loket-test-XXXXXX";
    Desk *desk = load(&fixture, path, LOKET_SOURCE_DIR "/sample-data");
    assert_int_equal(records_count(desk_db(desk), register_by_key("competence"), COUNT_ALL), 0);
    desk_close(desk);
    unlink(path);

    close(mkstemp(own_path));
    unlink(own_path);
    desk = fixture_open(&fixture, own_path, DB_CREATE);
    assert_int_equal(db_meta_set(desk_db(desk), "own", "1", NULL), OK);
    assert_int_equal(db_meta_set(desk_db(desk), "demo", "1", NULL), OK);
    desk_close(desk);
    desk = fixture_open(&fixture, own_path, 0);
    ImportPlan *plan;
    Error err = {0};
    assert_ok(import_read(desk, LOKET_SOURCE_DIR "/sample-data", &(ImportOptions){0}, &plan, &err), &err);
    assert_ok(import_apply(desk, plan, NULL, &err), &err);
    import_free(plan);
    assert_true(records_count(desk_db(desk), register_by_key("competence"), COUNT_ALL) > 12);
    assert_int_equal(records_count(desk_db(desk), register_by_key("incident"), COUNT_ALL), 0);
    desk_close(desk);
    unlink(own_path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loads_on_any_day),
        cmocka_unit_test(the_desk_is_alive),
        cmocka_unit_test(own_file_and_organisation_stay_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
