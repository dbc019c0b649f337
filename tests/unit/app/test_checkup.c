/* What was changed behind the program's back is found, and nothing else is. */
#include "desk_fixture.h"

#include <sqlite3.h>

#include "loket/app/checkup.h"

static char path[32];
static Fixture fixture;

static void tamper(const char *sql) {
    sqlite3 *db;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s: %s", sql, message);
    assert_true(sqlite3_changes(db) > 0);
    sqlite3_close(db);
}

static int start(void **state) {
    (void)state;
    snprintf(path, sizeof path, "loket-test-XXXXXX");
    close(mkstemp(path));
    unlink(path);
    fixture_start(&fixture, 5);
    fixture.env.ctx = &fixture;
    Desk *desk = NULL;
    Error err = {0};
    assert_ok(
        desk_init_sample(path, &fixture.env, false, LOKET_SOURCE_DIR "/sample-data", &(ImportOptions){0}, &desk, NULL, &err),
        &err);
    desk_close(desk);
    return 0;
}

static int stop(void **state) {
    (void)state;
    unlink(path);
    return 0;
}

typedef enum What { VERIFY, REBUILD, REPAIR } What;

static size_t faults(What what, Status expected, char *findings, size_t size) {
    Desk *desk = fixture_open(&fixture, path, 0);
    Checkup checkup;
    Error err = {0};
    checkup_init(&checkup);
    Status status =
        what == VERIFY ? checkup_verify(desk, &checkup, &err) : checkup_rebuild(desk, what == REPAIR, &checkup, &err);
    if (status != expected) fail_msg("status %d: %s", status, err.message);
    size_t count = checkup.faults;
    snprintf(findings, size, "%s", checkup.findings.data);
    if (status == OK) assert_true(checkup.records > 50);
    checkup_done(&checkup);
    desk_close(desk);
    return count;
}

static void test_sound(void **state) {
    (void)state;
    char text[2000];
    if (faults(VERIFY, OK, text, sizeof text)) fail_msg("%s", text);
    if (faults(REBUILD, OK, text, sizeof text)) fail_msg("%s", text);
}

static void test_changed_value(void **state) {
    (void)state;
    char text[2000];
    tamper("UPDATE incident SET title='nothing happened' WHERE no=1");
    assert_int_equal(faults(VERIFY, OK, text, sizeof text), 1);
    assert_non_null(strstr(text, "INC-0001"));
    assert_non_null(strstr(text, "Title"));
}

static void test_emptied_and_filled(void **state) {
    (void)state;
    char text[2000];
    tamper("UPDATE incident SET received_at=NULL, lesson='made up' WHERE no=2");
    assert_int_equal(faults(VERIFY, OK, text, sizeof text), 2);
}

static void test_changed_row(void **state) {
    (void)state;
    char text[2000];
    tamper("UPDATE reporter SET promised='a castle' WHERE id=(SELECT min(id) FROM reporter)");
    assert_int_equal(faults(VERIFY, OK, text, sizeof text), 1);
    assert_non_null(strstr(text, "reporter"));
}

static void test_struck(void **state) {
    (void)state;
    char text[2000];
    tamper("UPDATE incident SET voided_at=1 WHERE no=1");
    assert_true(faults(VERIFY, OK, text, sizeof text) >= 1);
}

static void test_deleted_and_added(void **state) {
    (void)state;
    char text[2000];
    tamper("DELETE FROM anchor WHERE no=1");
    assert_true(faults(VERIFY, OK, text, sizeof text) >= 1);
    assert_non_null(strstr(text, "ANC-0001"));
    tamper("INSERT INTO development(no,version,created_at,updated_at,open,rank,title,state) "
           "VALUES(900,1,1,1,1,0,'x','seen')");
    assert_true(faults(VERIFY, OK, text, sizeof text) >= 2);
}

static void test_broken_chain(void **state) {
    (void)state;
    char text[2000];
    tamper("DROP TRIGGER trail_body_forms; UPDATE trail_body SET body=replace(body, 'a', 'b') WHERE seq=5");
    faults(VERIFY, ERR_DATA, text, sizeof text);
}

static void test_dues(void **state) {
    (void)state;
    char text[2000];
    tamper("UPDATE due SET due_at=due_at+86400 WHERE (reg, no, rule) IN (SELECT reg, no, rule FROM due LIMIT 1)");
    assert_int_equal(faults(REBUILD, OK, text, sizeof text), 1);
    assert_int_equal(faults(REBUILD, OK, text, sizeof text), 1); /* looking changes nothing */
    assert_int_equal(faults(REPAIR, OK, text, sizeof text), 1);
    assert_int_equal(faults(REBUILD, OK, text, sizeof text), 0);
    assert_int_equal(faults(VERIFY, OK, text, sizeof text), 0);
}

static void test_text_index(void **state) {
    (void)state;
    char text[2000];
    sqlite3 *raw;
    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, "INSERT INTO item_fts(item_fts) VALUES('delete-all')", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(raw);
    for (int round = 0; round < 2; round++) {
        Desk *desk = fixture_open(&fixture, path, 0);
        StrBuf findings;
        strbuf_init(&findings);
        assert_int_equal(db_check(desk_db(desk), true, &findings, NULL), OK);
        assert_int_equal(findings.length == 0, round == 1);
        strbuf_done(&findings);
        desk_close(desk);
        if (round == 0) assert_int_equal(faults(REPAIR, OK, text, sizeof text), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_sound, start, stop),
                                       cmocka_unit_test_setup_teardown(test_changed_value, start, stop),
                                       cmocka_unit_test_setup_teardown(test_emptied_and_filled, start, stop),
                                       cmocka_unit_test_setup_teardown(test_changed_row, start, stop),
                                       cmocka_unit_test_setup_teardown(test_struck, start, stop),
                                       cmocka_unit_test_setup_teardown(test_deleted_and_added, start, stop),
                                       cmocka_unit_test_setup_teardown(test_broken_chain, start, stop),
                                       cmocka_unit_test_setup_teardown(test_dues, start, stop),
                                       cmocka_unit_test_setup_teardown(test_text_index, start, stop)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
