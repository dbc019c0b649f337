/* Records that were made to do harm, and words that are merely wide: neither leaves its cells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sqlite3.h>

#include "journey.h"
#include "loket/base/text.h"

#include <cmocka.h> /* last: its fail() is a macro */

/* As a damaged or forged file has it: past every check the program makes. */
static void forge(Journey *journey, const char *sql, const char *text) {
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(journey->file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    assert_true(sqlite3_changes(db) > 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

static void forge_incident(Journey *journey, int no, const char *text) {
    char sql[120];
    snprintf(sql, sizeof sql, "UPDATE incident SET title = ?, description = title WHERE no = %d", no);
    forge(journey, sql, text);
    snprintf(sql, sizeof sql, "UPDATE incident SET description = ?1 || ' end' WHERE no = %d", no);
    forge(journey, sql, text);
    snprintf(sql, sizeof sql, "UPDATE item SET title = ?1 WHERE reg = 1 AND no = %d", no);
    forge(journey, sql, text);
}

/* Bytes that must never come out again, whatever a record holds. */
static const char *const never[] = {"\033]0;", "\033]8;",     "\033]52;",       "\033P",        "\033[2J\033[9",     "\xc2\x9b",
                                    "\xc2\x90", "\xe2\x80\xae", "\xe2\x80\x8b", "\a",           "\xff",              "\033[31;5mred"};

static void no_bytes(const char *what, const char *raw) {
    for (size_t i = 0; i < COUNT_OF(never); i++) {
        const char *found = strstr(raw, never[i]);
        /* the bell ends our own marker */
        for (const char *at = found; at && *never[i] == '\a'; at = found = strchr(at + 1, '\a')) {
            const char *begin = at;
            while (begin > raw && *begin != '\033') begin--;
            if (strncmp(begin, "\033]7717;", 7) != 0) break;
        }
        if (found) fail_msg("%s lets number %zu out", what, i);
    }
}

static void test_hostile_record(void **state) {
    (void)state;
    static const char evil[] = "Bad \033]0;title\a\033]8;;http://x\033\\\033]52;c;AAAA\a\033Pq\033\\ \033[2J\033[99;99H \xc2\x9b"
                               "2J \xc2\x90 \xe2\x80\xae"
                               "rtl \xe2\x80\x8b \xff\xfe \033[31;5mred \r\n\b\b";
    Journey journey;
    journey_begin(&journey);
    forge_incident(&journey, 19, evil);
    forge(&journey, "UPDATE contact SET name = ?1 WHERE no = 1", evil);
    journey_start(&journey, 120, 40, NULL);
    journey_sees(&journey, "Bad ");
    journey_keys(&journey, "Enter");
    journey_sees(&journey, "Bad ");
    journey_keys(&journey, "G g g e");
    journey_sees(&journey, "(change)");
    journey_keys(&journey, "Esc");
    tty_wait_gone(journey.tty, "(change)");
    journey_keys(&journey, "g i p 1 u w");
    journey_keys(&journey, "Esc");
    journey_keys(&journey, "g h g o / b a d");
    journey_keys(&journey, "Esc");
    no_bytes("the desk", tty_raw(journey.tty, NULL));
    journey_leave(&journey);
    static const char *const commands[][4] = {{"show", "INC-0019"}, {"list", "incident"}, {"today"}, {"history"}, {"search", "bad"}, {"agenda"}};
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        int code;
        char *text = journey_command(&journey, &code, commands[i]);
        assert_int_equal(code, 0);
        no_bytes(commands[i][0], text);
        free(text);
    }
    journey_end(&journey);
}

static int divider(Journey *journey, int row) {
    for (int column = 30; column < 60; column++) {
        uint32_t character = tty_cell(journey->tty, row, column).character;
        if (character == 0x2502 || character == 0x253c || character == 0x252c) return column;
    }
    return -1;
}

/* Wide, combining and joined characters: what stands right of them stays in its column. */
static void test_wide_text(void **state) {
    (void)state;
    static const char *const texts[] = {"会議室のカメラが外から見える件について", "a\u0301e\u0301o\u0301 n\u0303 Zwo\u0308lf", "👩‍👩‍👧‍👦 family ✈️ trip 👍🏽",
                                        "ｆｕｌｌ ｗｉｄｔｈ ｔｅｘｔ ｈｅｒｅ", "שלום עולם", "한글 제목"};
    static const int numbers[] = {19, 14, 16, 9, 11, 15};
    Journey journey;
    journey_begin(&journey);
    for (size_t i = 0; i < COUNT_OF(texts); i++) forge_incident(&journey, numbers[i], texts[i]);
    forge(&journey, "UPDATE contact SET name = ?1 WHERE no IN (1, 5, 7, 9)", texts[0]);
    journey_start(&journey, 80, 24, NULL);
    int column = divider(&journey, 2);
    assert_true(column > 0);
    for (int row = 3; row < 21; row++)
        if (divider(&journey, row) != column) fail_msg("row %d: the divider stands in %d, not in %d: %s", row, divider(&journey, row), column, tty_row(journey.tty, row));
    journey_keys(&journey, "j j j k Enter G");
    journey_keys(&journey, "g o");
    for (int row = 3; row < 21; row++) assert_int_equal(divider(&journey, row), column);
    journey_leave(&journey);
    journey_end(&journey);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_hostile_record), cmocka_unit_test(test_wide_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
