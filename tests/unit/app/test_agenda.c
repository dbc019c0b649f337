/* Reasons in words, buckets, and that the count of what needs you is the number of records in the list. */
#include "desk_fixture.h"

#include "loket/app/agenda.h"
#include "loket/app/board.h"

static Desk *sample(Fixture *fixture, char *path) {
    fixture_start(fixture, 7);
    fixture->env.ctx = fixture;
    close(mkstemp(path));
    unlink(path);
    Desk *desk = NULL;
    Error err = {0};
    assert_ok(
        desk_init_sample(path, &fixture->env, false, LOKET_SOURCE_DIR "/sample-data", &(ImportOptions){0}, &desk, NULL, &err),
        &err);
    return desk;
}

static void test_need_is_counted(void **state) {
    (void)state;
    Fixture fixture;
    char path[] = "loket-test-XXXXXX";
    Desk *desk = sample(&fixture, path);
    Arena *arena = arena_new();
    AgendaItem *items;
    size_t count;
    Error err = {0};
    assert_ok(agenda_need(desk, 10000, arena, &items, &count, &err), &err);
    assert_true(count > 3);
    /* what is told is what is counted, also what still runs on a closed record (a removal to be proven) */
    assert_int_equal(count, agenda_need_count(desk));
    Board board;
    assert_ok(board_read(desk, &board, &err), &err);
    assert_int_equal(count, board.need);
    /* the header's count is that of the panes and of what is elsewhere, and each of it stands in the agenda */
    int64_t sum = board.elsewhere_need, elsewhere = 0;
    for (size_t i = 0; i < PANE_COUNT; i++) sum += board.panes[i].need;
    for (size_t i = 0; i < board.elsewhere_count; i++) elsewhere += board.elsewhere[i].need;
    assert_int_equal(sum, board.need);
    assert_int_equal(elsewhere, board.elsewhere_need);
    AgendaItem *all;
    size_t all_count;
    assert_ok(agenda_window(desk, NULL, fixture.now + 400 * (Moment)DAY_SECONDS, 10000, arena, &all, &all_count, &err), &err);
    for (size_t i = 0; i < count; i++) {
        bool reached = false;
        for (size_t j = 0; j < all_count && !reached; j++) reached = strcmp(all[j].code, items[i].code) == 0;
        if (!reached) fail_msg("%s is counted and not in the agenda", items[i].code);
    }
    for (size_t i = 0; i < count; i++) {
        assert_true(agenda_needs(&items[i].row.due, fixture.now));
        assert_true(items[i].reason[0] != '\0');
        assert_null(strchr(items[i].reason, '_'));
        if (i) assert_true(items[i - 1].row.due.due_at <= items[i].row.due.due_at);
        for (size_t j = 0; j < i; j++)
            assert_false(items[i].row.def == items[j].row.def && items[i].row.no == items[j].row.no);
    }
    AgendaItem *few;
    size_t few_count;
    assert_ok(agenda_need(desk, 2, arena, &few, &few_count, &err), &err);
    assert_int_equal(few_count, 2);
    assert_string_equal(few[1].code, items[1].code);
    arena_free(arena);
    desk_close(desk);
    unlink(path);
}

/* Small windows one after another give the same as one big one. */
static void test_windows_join(void **state) {
    (void)state;
    Fixture fixture;
    char path[] = "loket-test-XXXXXX";
    Desk *desk = sample(&fixture, path);
    Arena *arena = arena_new();
    AgendaItem *all, *some;
    size_t count, got;
    Moment until = fixture.now + (Moment)60 * DAY_SECONDS;
    assert_int_equal(agenda_window(desk, NULL, until, 10000, arena, &all, &count, NULL), OK);
    assert_true(count > 10);
    const AgendaRow *after = NULL;
    size_t seen = 0;
    do {
        assert_int_equal(agenda_window(desk, after, until, 3, arena, &some, &got, NULL), OK);
        for (size_t i = 0; i < got; i++, seen++) {
            assert_true(seen < count);
            assert_string_equal(some[i].code, all[seen].code);
            assert_string_equal(some[i].reason, all[seen].reason);
            after = &some[i].row;
        }
    } while (got);
    assert_int_equal(seen, count);
    arena_free(arena);
    desk_close(desk);
    unlink(path);
}

static void test_buckets(void **state) {
    (void)state;
    Moment now = NOON_NOV_23;
    static const struct {
        int day, second;
        AgendaBucket bucket;
    } rows[] = {{-1, DAY_END, AGENDA_LATE}, {0, 3600, AGENDA_LATE},    {0, DAY_END, AGENDA_TODAY},
                {1, 0, AGENDA_WEEK},        {7, DAY_END, AGENDA_WEEK}, {8, 0, AGENDA_LATER}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Due due = {.rule = "x", .due_at = moment_at(moment_day(now) + rows[i].day, rows[i].second)};
        assert_int_equal(agenda_bucket(&due, now), rows[i].bucket);
        assert_true(agenda_bucket_label(rows[i].bucket)[0]);
    }
}

static void reason_of(Desk *desk, const char *ideal, const char *maximum, int days_ago, const char *rule, bool over,
                      char text[200]) {
    Arena *arena = arena_new();
    Record *contact = record_new_initial(register_by_key("contact"), desk_now(desk), arena);
    record_set_text(contact, "roles", "portfolio_holder");
    bool formal = strcmp(rule, "talk_formal") == 0;
    record_set_text(contact, formal ? "formal_ideal" : "informal_ideal", ideal);
    record_set_text(contact, formal ? "formal_maximum" : "informal_maximum", maximum);
    Moment now = desk_now(desk);
    Due due = {.rule = rule,
               .start_at = days_ago < 0 ? 0 : now - (Moment)days_ago * DAY_SECONDS,
               .due_at = over ? now - 1 : now + 1};
    StrBuf out;
    strbuf_init(&out);
    agenda_reason(desk, contact->def, &due, contact, &out);
    snprintf(text, 200, "%s", out.data);
    strbuf_done(&out);
    arena_free(arena);
}

static void test_reasons_of_cadence(void **state) {
    (void)state;
    Fixture fixture;
    fixture_start(&fixture, 3);
    Desk *desk = fixture_open(&fixture, ":memory:", DB_CREATE);
    char text[200];
    reason_of(desk, "20d", "30d", 41, "talk_informal", true, text);
    assert_string_equal(text, "portfolio holder not spoken for 41 days, at most 30");
    reason_of(desk, "20d", "30d", 25, "talk_informal", false, text);
    assert_string_equal(text, "portfolio holder not spoken for 25 days, wanted every 20");
    reason_of(desk, "6w", "2m", 1, "talk_formal", true, text);
    assert_string_equal(text, "portfolio holder no formal talk for 1 day, at most 2 months");
    reason_of(desk, "6w", "2m", -1, "talk_formal", false, text);
    assert_string_equal(text, "portfolio holder never spoken formally, wanted every 6 weeks");
    desk_close(desk);
}

/* What warns long before it is due is found; of what is late, and of what comes, each record once, soonest first. */
static void test_need_far_ahead(void **state) {
    (void)state;
    Fixture fixture;
    fixture_start(&fixture, 8);
    Desk *desk = fixture_open(&fixture, ":memory:", DB_CREATE);
    Arena *arena = arena_new();
    Error err = {0};
    Moment now = fixture.now;
    const struct {
        Moment warn, due;
    } dues[][3] = {{{now - DAY_SECONDS, now + 3000 * (Moment)DAY_SECONDS}},
                   {{now - 5, now - 1}, {now - 7, now - 2}, {now - 9, now + 1}},
                   {{now + 1, now + 2}, {now - 1, now + 900}},
                   {{now + 1, now + 2}}};
    const RegisterDef *def = register_by_key("action");
    assert_ok(db_begin(desk_db(desk), &err), &err);
    for (size_t i = 0; i < COUNT_OF(dues); i++) {
        Record *record = record_new_initial(def, now, arena);
        record_set_text(record, "title", "x");
        assert_ok(records_insert(desk_db(desk), record, now, &err), &err);
        Due list[3];
        size_t count = 0;
        for (size_t j = 0; j < 3 && dues[i][j].due; j++, count++) list[j] = (Due){.rule = (const char *[]){"a", "b", "c"}[j], .warn_at = dues[i][j].warn, .due_at = dues[i][j].due};
        assert_ok(records_set_dues(desk_db(desk), record, list, count, &err), &err);
    }
    assert_ok(db_commit(desk_db(desk), &err), &err);
    AgendaItem *items;
    size_t count;
    assert_ok(agenda_need(desk, 10, arena, &items, &count, &err), &err);
    assert_int_equal(count, 3);
    assert_int_equal(count, agenda_need_count(desk));
    const char *const codes[] = {"ACT-0002", "ACT-0003", "ACT-0001"}, *const rules[] = {"b", "b", "a"};
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(items[i].code, codes[i]);
        assert_string_equal(items[i].row.due.rule, rules[i]);
    }
    for (size_t few = 0; few < 3; few++) {
        assert_ok(agenda_need(desk, few, arena, &items, &count, &err), &err);
        assert_int_equal(count, few);
    }
    arena_free(arena);
    desk_close(desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_need_far_ahead), cmocka_unit_test(test_need_is_counted), cmocka_unit_test(test_windows_join),
                                       cmocka_unit_test(test_buckets), cmocka_unit_test(test_reasons_of_cadence)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
