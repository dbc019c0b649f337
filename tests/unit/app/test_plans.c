/* Nothing is proportional to the size of the file: every statement that ordinary work prepares is a search in an index. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "loket/app/agenda.h"
#include "loket/app/bends.h"
#include "loket/app/board.h"
#include "loket/app/clocks.h"
#include "loket/app/history.h"
#include "loket/app/reading.h"
#include "loket/app/sheet.h"
#include "loket/app/structural.h"
#include "loket/app/triage.h"

#include <cmocka.h> /* last: it defines fail() as a macro */

static Moment now(void *ctx) {
    (void)ctx;
    return 1795438800; /* 2026-11-23 */
}

static void chance(void *ctx, void *bytes, size_t count) {
    (void)ctx;
    memset(bytes, 7, count);
}

static const Env env = {.now = now, .random = chance, .login = "tester", .utf8 = true};

static int64_t add(Desk *desk, Arena *arena, const char *reg, const char *const *values) {
    Error err = {0};
    Record *record = record_new_initial(register_by_key(reg), desk_now(desk), arena);
    for (; *values; values += 2)
        if (desk_parse(desk, record, values[0], values[1], arena, &err) != OK) fail_msg("%s: %s", values[0], err.message);
    Change change = {.wanted = record};
    if (desk_apply(desk, &change, 1, NULL, NULL, &err) != OK) fail_msg("%s: %s %s", reg, err.message, err.hint);
    return record->no;
}

/* Every page over the whole file, and every sheet. */
static void pages(Desk *desk, Arena *arena) {
    Error err = {0};
    Sheet sheet;
    for (const ReadingDef *reading = NULL; (reading = reading_next(reading));)
        if (reading->belongs != BELONGS_OWN && reading_read(desk, reading, 0, NULL, arena, &sheet, &err) != OK) fail_msg("%s: %s", reading->key, err.message);
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        Record *record;
        if (sheet_has(def) && records_load(desk_db(desk), def, 1, arena, &record, NULL) == OK && sheet_read(desk, record, arena, &sheet, &err) != OK)
            fail_msg("%s: %s", def->key, err.message);
    }
}

/* Every list as it comes, and what is typed behind it. */
static void lists(Desk *desk, Arena *arena) {
    static const char *const typed[] = {"", "phish", "#cloud", "@CON-0001", "due<7d"};
    QueryContext context = desk_query_context(desk);
    Error err = {0};
    for (const RegisterDef *def = NULL; (def = register_next(def));)
        for (size_t i = 0; def->kind == KIND_RECORDS && desk_holds(desk, def) && i < def->list_count * COUNT_OF(typed); i++) {
            const ListDef *list = &def->lists[i / COUNT_OF(typed)];
            const char *filter = arena_printf(arena, "%s %s", list->filter, typed[i % COUNT_OF(typed)]);
            Select select = {.limit = 20};
            Query query;
            RecordList rows;
            if (query_parse(def, filter, &context, arena, &query, &err) != OK) continue; /* a register without people or tags */
            select.query = &query;
            if (order_parse(def, list->order, &select.order, &err) != OK || select_window(desk_db(desk), &select, arena, &rows, NULL, &err) != OK)
                fail_msg("%s %s: %s", def->key, filter, err.message);
        }
}

/* What an officer does in a minute. */
static void work(Desk *desk, Arena *arena) {
    Error err = {0};
    Board board;
    StrBuf text;
    strbuf_init(&text);
    add(desk, arena, "organisation", (const char *const[]){"name", "Nordhaven", "officer", "L. Quist", NULL});
    add(desk, arena, "contact", (const char *const[]){"name", "R. Amsel", "roles", "portfolio_holder", "informal_ideal", "30d", NULL});
    int64_t no = add(desk, arena, "incident", (const char *const[]){"title", "Phishing", "handler", "R. Amsel", "unit", "Finance", "follow_up_on", "today", NULL});
    add(desk, arena, "talk", (const char *const[]){"topics", "budget", "with", "R. Amsel", "held_at", "now", "state", "held", NULL});
    assert_int_equal(board_read(desk, &board, &err), OK);
    StrBuf notes;
    strbuf_init(&notes);
    board_notes(desk, &notes);
    board_elsewhere(desk, &board, notes.data, &text);
    strbuf_done(&notes);
    AgendaItem *items;
    HistoryEntry *entries;
    Found *found;
    Due *dues;
    Link *links;
    size_t count;
    assert_int_equal(agenda_need(desk, 20, arena, &items, &count, &err), OK);
    assert_int_equal(agenda_window(desk, NULL, INT64_MAX, 20, arena, &items, &count, &err), OK);
    assert_true(count > 0);
    assert_int_equal(agenda_window(desk, &items[0].row, INT64_MAX, 20, arena, &items, &count, &err), OK);
    assert_int_equal(history_read(desk, register_by_key("incident"), no, 0, 20, arena, &entries, &count, &err), OK);
    assert_int_equal(history_read(desk, NULL, 0, 0, 20, arena, &entries, &count, &err), OK);
    assert_int_equal(select_search(desk_db(desk), "phish", NULL, 20, arena, &found, &count, &err), OK);
    assert_int_equal(select_search(desk_db(desk), "phishing ma", register_by_key("incident"), 20, arena, &found, &count, &err), OK);
    assert_int_equal(records_dues(desk_db(desk), register_by_key("incident"), no, arena, &dues, &count, &err), OK);
    assert_int_equal(records_linked(desk_db(desk), register_by_key("contact"), 1, NULL, arena, &links, &count, 20, &err), OK);
    assert_int_equal(records_linked(desk_db(desk), register_by_key("contact"), 1, register_by_key("talk"), arena, &links, &count, 20, &err), OK);
    Bend *bends;
    HeardRatio *ratios;
    Pattern *patterns;
    size_t hidden;
    assert_int_equal(bends_read(desk, 12, NULL, arena, &bends, &count, &err), OK);
    assert_int_equal(bends_read(desk, 12, "ANC-0001", arena, &bends, &count, &err), OK);
    assert_int_equal(ratio_read(desk, 12, arena, &ratios, &count, &hidden, &err), OK);
    assert_int_equal(structural_read(desk, arena, &patterns, &count, &err), OK);
    ClockItem *clocks;
    assert_int_equal(clocks_running(desk, 20, arena, &clocks, &count, NULL, &err), OK);
    assert_int_equal(clocks_passed(desk, desk_now(desk) - 86400, 20, arena, &clocks, &count, NULL, &err), OK);
    pages(desk, arena);
    lists(desk, arena);
    assert_int_equal(triage_waiting(desk), 1);
    assert_int_equal(desk_undo(desk, &text, &err), OK);
    assert_int_equal(desk_redo(desk, &text, &err), OK);
    strbuf_done(&text);
}

/* FTS5 calls its own index a scan of a virtual table; a table made of the statement's own rows is no table of the file. */
static bool allowed(const char *line) {
    return strstr(line, "VIRTUAL TABLE") || strstr(line, "CONSTANT ROW") || strstr(line, "SCAN trail") || strstr(line, "SCAN t ") || strstr(line, "SCAN b ") ||
           strstr(line, "SCAN pragma") || strstr(line, "SCAN (subquery") || strstr(line, "SCAN c"); /* c: the counters, a few for each register */
}

/* A read of the newest entries goes along the primary key from its end: allowed when the statement has a LIMIT or a max(). A way of search
 * (store/search.c) is walked from the newest down, as far as is looked at; what is few (store/narrow.c) is a list of so many numbers at most. */
static bool bounded(const char *sql) {
    return strstr(sql, "LIMIT") || strstr(sql, "max(") || strstr(sql, "ORDER BY rowid DESC -- ") || strstr(sql, "json_each(");
}

static void test_ordinary_work_only_searches(void **state) {
    (void)state;
    Desk *desk;
    Error err = {0};
    Arena *arena = arena_new();
    if (desk_open(":memory:", DB_CREATE, &env, &desk, &err) != OK) fail_msg("%s", err.message);
    work(desk, arena);
    StrBuf plans;
    strbuf_init(&plans);
    db_plans(desk_db(desk), &plans);
    size_t searches = 0;
    for (char *line, *rest = plans.data, *sql = NULL; (line = strsep(&rest, "\n"));) {
        if (line[0] != ' ') {
            sql = line;
            continue;
        }
        searches += strstr(line, "SEARCH") != NULL;
        if (strstr(line, "SCAN") && !(allowed(line) && bounded(sql))) fail_msg("%s\n%s", sql, line);
        /* all that is open is no range; but a list is walked in its order, as far as it is shown */
        if (strstr(line, "(open=?)") && !(strstr(sql, " t WHERE open=") && strstr(sql, ", rank"))) fail_msg("%s\n%s", sql, line);
    }
    assert_true(searches > 40);
    strbuf_done(&plans);
    desk_close(desk);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ordinary_work_only_searches)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
