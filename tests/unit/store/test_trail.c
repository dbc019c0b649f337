/* The chain as somebody else would check it, and what happens when a file is changed behind our back; and opening files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket/store/records.h"
#include "loket/store/trail.h"

#include <cmocka.h> /* last: it defines fail() as a macro */

static Moment now(void *ctx) {
    (void)ctx;
    return 1795438800;
}

static void chance(void *ctx, void *bytes, size_t count) {
    (void)ctx;
    randombytes_buf(bytes, count);
}

static const Env env = {.now = now, .random = chance, .login = "tester", .utf8 = true};
enum { ENTRIES = 20 };

typedef struct Place {
    char folder[64], file[96];
} Place;

static int setup(void **state) {
    Place *place = calloc(1, sizeof *place);
    snprintf(place->folder, sizeof place->folder, "loket-trail-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->file, sizeof place->file, "%s/a.db", place->folder);
    *state = place;
    return 0;
}

static int teardown(void **state) {
    Place *place = *state;
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", place->file, ends[i]);
        unlink(path);
    }
    rmdir(place->folder);
    free(place);
    return 0;
}

static Db *open_file(const Place *place, unsigned flags) {
    Db *db;
    Error err = {0};
    if (db_open(place->file, flags, &env, &db, &err) != OK) fail_msg("%s", err.message);
    return db;
}

static void fill(const Place *place) {
    Db *db = open_file(place, DB_CREATE);
    Error err = {0};
    for (int i = 0; i < ENTRIES; i++) {
        assert_int_equal(db_begin(db, &err), OK);
        TrailEntry entry = {.at = 1795438800 + i, .actor = 1, .session = "s", .reg = 1, .no = 1 + i % 3, .op = "change", .fields = "title",
                            .body = "{\"title\":[\"a\",\"b,1:x\"]}"};
        assert_int_equal(trail_append(db, &entry, &err), OK);
        assert_int_equal(entry.seq, i + 1);
        assert_int_equal(entry.batch, i + 1);
        assert_int_equal(db_commit(db, &err), OK);
    }
    db_close(db);
}

static void test_a_whole_chain_is_verified(void **state) {
    fill(*state);
    Db *db = open_file(*state, 0);
    int64_t checked;
    Error err = {0};
    assert_int_equal(trail_verify(db, NULL, NULL, &checked, &err), OK);
    assert_int_equal(checked, ENTRIES);
    db_close(db);
}

/* Hash of a row by the words of the header alone: netstrings of the columns in order. */
static void independent_hash(sqlite3_stmt *row, char hex[65]) {
    char text[2000];
    size_t length = 0;
    for (int i = 0; i < 14; i++) {
        const char *value = (const char *)sqlite3_column_text(row, i);
        length += (size_t)snprintf(text + length, sizeof text - length, "%zu:%s,", strlen(value), value);
    }
    unsigned char digest[32];
    crypto_hash_sha256(digest, (unsigned char *)text, length);
    sodium_bin2hex(hex, 65, digest, sizeof digest);
}

static void test_the_chain_can_be_checked_by_others(void **state) {
    const Place *place = *state;
    fill(place);
    sqlite3 *handle;
    sqlite3_stmt *row;
    char previous[65] = "", hash[65];
    int count = 0;
    assert_int_equal(sqlite3_open(place->file, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(handle, "SELECT seq,at,actor,session,batch,reg,no,child,n,op,undoes,fields,digest,prev,hash FROM trail ORDER BY seq", -1, &row, NULL),
                     SQLITE_OK);
    for (; sqlite3_step(row) == SQLITE_ROW; count++) {
        assert_string_equal((const char *)sqlite3_column_text(row, 13), previous);
        independent_hash(row, hash);
        assert_string_equal((const char *)sqlite3_column_text(row, 14), hash);
        memcpy(previous, hash, sizeof hash);
    }
    assert_int_equal(count, ENTRIES);
    sqlite3_finalize(row);
    sqlite3_close(handle);
}

static void tamper(const Place *place, const char *sql) {
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(place->file, &handle), SQLITE_OK);
    if (sqlite3_exec(handle, "DROP TRIGGER trail_no_update; DROP TRIGGER trail_no_delete; DROP TRIGGER trail_body_forms", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(handle));
    sqlite3_close(handle);
}

static void test_tampering_is_found(void **state) {
    const Place *place = *state;
    static const struct {
        const char *sql;
        int broken;
    } acts[] = {
        {"UPDATE trail SET actor=2 WHERE seq=7", 7},
        {"UPDATE trail_body SET body='{}' WHERE seq=5", 5},
        {"DELETE FROM trail WHERE seq=9", 10},
        {"UPDATE trail SET prev='' WHERE seq=1; UPDATE trail SET fields='' WHERE seq=20", 20},
    };
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        fill(place);
        tamper(place, acts[i].sql);
        Db *db = open_file(place, 0);
        int64_t checked;
        Error err = {0};
        char entry[40];
        assert_int_equal(trail_verify(db, NULL, NULL, &checked, &err), ERR_DATA);
        snprintf(entry, sizeof entry, "entry %d", acts[i].broken);
        assert_non_null(strstr(err.message, entry));
        db_close(db);
        unlink(place->file);
    }
}

static void test_the_trail_refuses_change(void **state) {
    const Place *place = *state;
    static const char *const acts[] = {"UPDATE trail SET actor=2", "DELETE FROM trail", "DELETE FROM trail_body", "UPDATE trail_body SET body='x'"};
    fill(place);
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(place->file, &handle), SQLITE_OK);
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) assert_int_not_equal(sqlite3_exec(handle, acts[i], NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, "UPDATE trail_body SET form='erased', body=NULL WHERE seq=3", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(handle);
    Db *db = open_file(place, 0);
    int64_t checked;
    Error err = {0};
    assert_int_equal(trail_verify(db, NULL, NULL, &checked, &err), OK); /* erasing leaves a valid chain */
    db_close(db);
}

/* -- opening -------------------------------------------------------------------------------------------------- */

static Status try_open(const Place *place, unsigned flags, Error *err) {
    Db *db = NULL;
    Status status = db_open(place->file, flags, &env, &db, err);
    if (status == OK) db_close(db);
    return status;
}

static void test_opening_what_is_not_ours(void **state) {
    const Place *place = *state;
    Error err = {0};
    assert_int_equal(try_open(place, 0, &err), ERR_MISSING);
    assert_non_null(strstr(err.hint, "loket init"));
    FILE *file = fopen(place->file, "w");
    fputs("this is no database, and long enough that SQLite looks at its header and sees that: ......................", file);
    fclose(file);
    assert_int_equal(try_open(place, 0, &err), ERR_DATA);
    assert_int_equal(try_open(place, DB_CREATE, &err), ERR_CLASH);
    unlink(place->file);
    sqlite3 *handle;
    assert_int_equal(sqlite3_open(place->file, &handle), SQLITE_OK);
    sqlite3_exec(handle, "CREATE TABLE a(b)", NULL, NULL, NULL);
    sqlite3_close(handle);
    assert_int_equal(try_open(place, 0, &err), ERR_DATA);
    assert_non_null(strstr(err.message, "no Loket file"));
}

static void test_a_newer_file_is_left_alone(void **state) {
    const Place *place = *state;
    fill(place);
    tamper(place, "PRAGMA user_version=99");
    Error err = {0};
    assert_int_equal(try_open(place, 0, &err), ERR_DATA);
    assert_non_null(strstr(err.message, "newer"));
}

static void test_a_new_file_is_private(void **state) {
    const Place *place = *state;
    struct stat info;
    fill(place);
    assert_int_equal(stat(place->file, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_whole_chain_is_verified, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_chain_can_be_checked_by_others, setup, teardown),
        cmocka_unit_test_setup_teardown(test_tampering_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_trail_refuses_change, setup, teardown),
        cmocka_unit_test_setup_teardown(test_opening_what_is_not_ours, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_newer_file_is_left_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_new_file_is_private, setup, teardown),
    };
    if (sodium_init() < 0) return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
