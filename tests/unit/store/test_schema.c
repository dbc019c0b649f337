/* The frozen migration steps add up to what the register tables describe. On a fault it prints the lines to add. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "loket/store/schema.h"

#include <cmocka.h> /* last: it defines fail() as a macro */

static Moment now(void *ctx) {
    (void)ctx;
    return 1795460400; /* 2026-11-23 */
}

static void chance(void *ctx, void *bytes, size_t count) {
    (void)ctx;
    memset(bytes, 7, count);
}

static const Env env = {.now = now, .random = chance, .login = "tester", .utf8 = true};

static void test_migrations_equal_tables(void **state) {
    (void)state;
    Db *db;
    Error err = {0};
    if (db_open(":memory:", DB_CREATE, &env, &db, &err) != OK) fail_msg("%s", err.message);
    StrBuf sql;
    strbuf_init(&sql);
    size_t count;
    assert_int_equal(schema_missing(db, &sql, &count, &err), OK);
    if (count) fprintf(stderr, "a migration step must add:\n%s\n", sql.data);
    assert_int_equal(count, 0);
    strbuf_done(&sql);
    db_close(db);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_migrations_equal_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
