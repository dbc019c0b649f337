/* Setup: what a new file begins with, and that a file half made is no file. */
#include "desk_fixture.h"

#include <sys/stat.h>

static Fixture fixture;
static char folder[] = "loket-setup-XXXXXX";
static char path[64];

static int setup(void **state) {
    (void)state;
    fixture_start(&fixture, 3);
    fixture.env.ctx = &fixture;
    strcpy(folder, "loket-setup-XXXXXX");
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/new.loket", folder);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    unlink(path);
    assert_int_equal(rmdir(folder), 0); /* nothing else was left there */
    return 0;
}

static void test_a_new_organisation(void **state) {
    (void)state;
    Desk *desk;
    Error err = {0};
    Setup wanted = {.name = "Waterlo", .officer = "L. Verbeek", .mail = "l@waterlo.example"};
    assert_ok(desk_init(path, &fixture.env, &wanted, &desk, &err), &err);
    Arena *arena = arena_new();
    assert_string_equal(record_text(desk_organisation(desk, arena), "name"), "Waterlo");
    assert_string_equal(record_text(desk_organisation(desk, arena), "officer"), "CON-0001");
    assert_string_equal(desk_me(desk), "CON-0001");
    Record *officer;
    assert_ok(desk_find(desk, "CON-0001", arena, &officer, &err), &err);
    assert_string_equal(record_text(officer, "name"), "L. Verbeek");
    assert_string_equal(record_text(officer, "login"), "officer");
    assert_true(record_is(officer, "roles", "security_officer"));
    assert_false(desk_is_demo(desk));
    StrBuf done;
    strbuf_init(&done);
    assert_int_equal(desk_undo(desk, &done, &err), ERR_MISSING); /* its beginning cannot be taken back */
    strbuf_done(&done);
    RecordList kinds, checks;
    assert_int_equal(records_page(desk_db(desk), register_by_key("kind"), 0, 100, arena, &kinds, NULL), OK);
    assert_true(kinds.count >= 9);
    size_t rows = 0;
    for (size_t i = 0; i < kinds.count; i++) {
        assert_true(record_has(kinds.items[i], "needs") && record_number(kinds.items[i], "lead_days", 0) > 0);
        assert_int_equal(records_children(desk_db(desk), kinds.items[i]->def, kinds.items[i]->no,
                                          register_by_key("check"), false, arena, &checks, NULL),
                         OK);
        assert_true(checks.count > 0);
        rows += checks.count;
    }
    assert_true(rows > 40);
    desk_close(desk);
    Setup other = {.name = "Other"};
    assert_int_equal(desk_init(path, &fixture.env, &other, &desk, &err), ERR_CLASH); /* never over another */
    desk = fixture_open(&fixture, path, 0);
    assert_string_equal(record_text(desk_organisation(desk, arena), "name"), "Waterlo");
    assert_string_equal(desk_me(desk), "CON-0001");
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    desk_close(desk);
    unlink(path);
    arena_free(arena);
}

static void test_own_file(void **state) {
    (void)state;
    Desk *desk;
    Error err = {0};
    Setup wanted = {.officer = "L. Verbeek", .own = true};
    assert_ok(desk_init(path, &fixture.env, &wanted, &desk, &err), &err);
    Arena *arena = arena_new();
    assert_null(desk_organisation(desk, arena));
    assert_string_equal(desk_me(desk), "CON-0001");
    assert_int_equal(records_count(desk_db(desk), register_by_key("kind"), COUNT_ALL), 0);
    arena_free(arena);
    desk_close(desk);
    unlink(path);
}

static void write_sample(char *name, size_t size, const char *text) {
    (void)snprintf(name, size, "%s/sample.yaml", folder);
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    (void)fputs(text, file);
    (void)fclose(file);
}

static void test_a_demo(void **state) {
    (void)state;
    char sample[80];
    write_sample(sample, sizeof sample,
                 "organisation: {name: Waterlo, officer: L. Verbeek}\n"
                 "contact:\n  - {name: L. Verbeek, roles: security_officer, login: verbeek, at: -30d 09:00}\n");
    Desk *desk;
    Error err = {0};
    assert_ok(desk_init_sample(path, &fixture.env, false, sample, NULL, &desk, NULL, &err), &err);
    assert_true(desk_is_demo(desk));
    assert_string_equal(desk_me(desk), "CON-0001");
    assert_true(records_count(desk_db(desk), register_by_key("kind"), COUNT_ALL) >= 9); /* the sample had none */
    desk_close(desk);
    desk = fixture_open(&fixture, path, 0);
    assert_true(desk_is_demo(desk)); /* for ever */
    desk_close(desk);
    unlink(path);
    unlink(sample);
}

static void test_nothing_is_left_of_a_bad_demo(void **state) {
    (void)state;
    char sample[80];
    write_sample(sample, sizeof sample,
                 "contact:\n  - {name: A, roles: peer, at: -30d 09:00}\n  - {name: B, at: -20d 09:00}\n");
    Desk *desk;
    Error err = {0};
    ImportPlan *plan;
    assert_int_equal(desk_init_sample(path, &fixture.env, false, sample, NULL, &desk, &plan, &err), ERR_INVALID);
    assert_int_equal(plan->problem_count, 1);
    assert_non_null(strstr(plan->problems[0].where, "sample.yaml:3:5 roles"));
    import_free(plan);
    assert_int_equal(access(path, F_OK), -1);
    unlink(sample);
    assert_int_equal(desk_init_sample(path, &fixture.env, false, sample, NULL, &desk, &plan, &err),
                     ERR_MISSING); /* no sample at all */
    import_free(plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_new_organisation, setup, teardown),
        cmocka_unit_test_setup_teardown(test_own_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_demo, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_is_left_of_a_bad_demo, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
