/* Setup: what a new file begins with, and that a file half made is no file. */
#include "desk_fixture.h"

#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

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

static int names_in_folder(void) {
    int count = 0;
    DIR *listing = opendir(folder);
    assert_non_null(listing);
    for (const struct dirent *entry; (entry = readdir(listing));) count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(listing);
    return count;
}

/* A child that is killed when its file is half made. */
static void be_killed_midway(void) {
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        Desk *desk;
        Error err;
        char word = desk_open(path, DB_CREATE | DB_UNSETTLED, &fixture.env, &desk, &err) == OK &&
                            db_begin(desk_db(desk), &err) == OK && db_meta_set(desk_db(desk), "half", "1", &err) == OK ? 'y' : 'n';
        if (write(ready[1], &word, 1) == 1)
            for (;;) pause();
        _exit(1);
    }
    char word = 'n';
    assert_int_equal(read(ready[0], &word, 1), 1);
    assert_int_equal(word, 'y');
    kill(child, SIGKILL);
    int state;
    assert_int_equal(waitpid(child, &state, 0), child);
    close(ready[0]);
    close(ready[1]);
}

static void test_killed_midway(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) be_killed_midway();
    assert_int_equal(access(path, F_OK), -1); /* there is no file, and nothing to be removed by hand */
    assert_true(names_in_folder() > 0);
    Desk *desk;
    Error err = {0};
    assert_ok(desk_init(path, &fixture.env, &(Setup){.name = "Waterlo"}, &desk, &err), &err);
    desk_close(desk);
    assert_int_equal(names_in_folder(), 1); /* the next one has cleaned up */
    unlink(path);
}

/* Two at a time: neither takes the other's for left behind, and the first that is whole has the place. */
static void test_two_at_a_time(void **state) {
    (void)state;
    Desk *slow, *quick;
    Error err = {0};
    assert_ok(desk_open(path, DB_CREATE | DB_UNSETTLED, &fixture.env, &slow, &err), &err);
    assert_ok(desk_init(path, &fixture.env, &(Setup){.name = "Quick"}, &quick, &err), &err);
    assert_ok(db_meta_set(desk_db(slow), "still", "here", &err), &err);
    assert_int_equal(db_settle(desk_db(slow), &err), ERR_CLASH);
    desk_close(slow);
    desk_close(quick);
    quick = fixture_open(&fixture, path, 0);
    Arena *arena = arena_new();
    assert_string_equal(record_text(desk_organisation(quick, arena), "name"), "Quick");
    arena_free(arena);
    desk_close(quick);
    assert_int_equal(names_in_folder(), 1);
    unlink(path);
}

/* A copy that is stopped is no copy, also the one that is kept before the format changes. */
static void test_a_backup_is_whole_or_not_there(void **state) {
    (void)state;
    char copy[80];
    Desk *desk;
    Error err = {0};
    (void)snprintf(copy, sizeof copy, "%s/copy.loket", folder);
    assert_ok(desk_init(path, &fixture.env, &(Setup){.name = "Waterlo"}, &desk, &err), &err);
    assert_ok(db_begin(desk_db(desk), &err), &err);
    assert_int_equal(db_backup(desk_db(desk), copy, &err), ERR_BUG); /* not within a transaction: it fails after it began */
    db_rollback(desk_db(desk));
    assert_int_equal(access(copy, F_OK), -1);
    assert_ok(db_backup(desk_db(desk), copy, &err), &err);
    assert_int_equal(db_backup(desk_db(desk), copy, &err), ERR_CLASH);
    struct stat info;
    assert_int_equal(stat(copy, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    desk_close(desk);
    assert_int_equal(names_in_folder(), 2);
    unlink(path);
    unlink(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_new_organisation, setup, teardown),
        cmocka_unit_test_setup_teardown(test_killed_midway, setup, teardown),
        cmocka_unit_test_setup_teardown(test_two_at_a_time, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_backup_is_whole_or_not_there, setup, teardown),
        cmocka_unit_test_setup_teardown(test_own_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_demo, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_is_left_of_a_bad_demo, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
