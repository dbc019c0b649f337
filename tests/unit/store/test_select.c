/* Windows by key against a plain sort in memory: every order, both ways, every filter of a set; and the plans SQLite makes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/store/records.h"
#include "loket/store/select.h"

#include <cmocka.h> /* last: it defines fail() as a macro */

enum { RECORDS = 250, PAGE = 7 };
static const Moment NOW = 1795438800; /* 2026-11-23 */

static Moment now(void *ctx) {
    (void)ctx;
    return NOW;
}

static void chance(void *ctx, void *bytes, size_t count) {
    (void)ctx;
    memset(bytes, 7, count);
}

static const Env env = {.now = now, .random = chance, .login = "tester", .utf8 = true};

typedef struct Fixture {
    Db *db;
    Arena *arena;
    const RegisterDef *def;
    Record *all[RECORDS];
    size_t count;
} Fixture;

static unsigned seed;

static int roll(int sides) {
    return rand() % sides;
}

static Record *random_incident(Fixture *fixture) {
    static const char *const titles[] = {"Alpha", "alpha", "Beta", "beta gamma", "Überprüfung", "a title that is much longer than what a sort key looks at, number",
                                         "phishing mail", "Phishing"};
    static const char *const severities[] = {"s1", "s2", "s3", "s4"}, *const states[] = {"new", "in_hand", "closed", "withdrawn"};
    Record *record = record_new_initial(fixture->def, NOW, fixture->arena);
    record_set_text(record, "title", arena_printf(fixture->arena, "%s %d", titles[roll(8)], roll(5)));
    if (roll(4)) record_set_text(record, "severity", severities[roll(4)]);
    record_set_text(record, "state", states[roll(4)]);
    if (roll(3)) record_set_text(record, "unit", roll(2) ? "Finance" : "Rentals");
    if (roll(3)) record_set_text(record, "handler", arena_printf(fixture->arena, "CON-000%d", 1 + roll(3)));
    if (roll(3) == 0) record_set_text(record, "tags", roll(2) ? "lost cloud" : "found lost-property");
    if (roll(4) == 0) record_set_text(record, "category", roll(2) ? "Straße" : "strasse 12");
    if (roll(2)) record_set_number(record, "people_count", roll(9));
    if (roll(3)) record_set_number(record, "received_at", NOW - roll(20) * 3600);
    return record;
}

static int setup(void **state) {
    const char *asked = getenv("SEED");
    seed = asked ? (unsigned)strtoul(asked, NULL, 10) : 20261123;
    print_message("seed %u\n", seed);
    srand(seed);
    Fixture *fixture = calloc(1, sizeof *fixture);
    fixture->arena = arena_new();
    fixture->def = register_by_key("incident");
    Error err = {0};
    if (db_open(":memory:", DB_CREATE, &env, &fixture->db, &err) != OK) fail_msg("%s", err.message);
    assert_int_equal(db_begin(fixture->db, &err), OK);
    for (int i = 0; i < RECORDS; i++) {
        Record *record = random_incident(fixture);
        if (records_insert(fixture->db, record, NOW, &err) != OK) fail_msg("%s", err.message);
        Due due = {.rule = "assess", .warn_at = NOW, .due_at = NOW + roll(6) * 86400};
        if (records_set_dues(fixture->db, record, &due, record_open(record) && roll(3) ? 1 : 0, &err) != OK) fail_msg("%s", err.message);
        fixture->all[fixture->count++] = record;
    }
    assert_int_equal(db_commit(fixture->db, &err), OK);
    *state = fixture;
    return 0;
}

static int teardown(void **state) {
    Fixture *fixture = *state;
    db_close(fixture->db);
    arena_free(fixture->arena);
    free(fixture);
    return 0;
}

/* -- the twin: sort it all ------------------------------------------------------------------------------------ */

static Order twin_order;

static int twin_compare(const void *a, const void *b) {
    Anchor left = anchor_of(*(Record *const *)a, twin_order), right = anchor_of(*(Record *const *)b, twin_order);
    int order = left.is_text ? strcmp(left.text, right.text) : (left.number > right.number) - (left.number < right.number);
    if (order == 0) order = (left.rank > right.rank) - (left.rank < right.rank);
    if (order == 0) order = (left.no > right.no) - (left.no < right.no);
    return twin_order.descending ? -order : order;
}

static size_t twin(const Fixture *fixture, const Query *query, Order order, Record **out) {
    size_t count = 0;
    for (size_t i = 0; i < fixture->count; i++)
        if (query_match(query, fixture->all[i])) out[count++] = fixture->all[i];
    twin_order = order;
    qsort(out, count, sizeof *out, twin_compare);
    return count;
}

static void check_walk(Fixture *fixture, const Query *query, Order order, bool backwards, int64_t rare, int64_t near, const char *what) {
    Record *expected[RECORDS];
    size_t count = twin(fixture, query, order, expected), at = 0;
    Select select = {.query = query, .order = order, .backwards = backwards, .limit = PAGE, .rare = rare, .near = near};
    bool more = true;
    Error err = {0};
    while (more) {
        RecordList page;
        if (select_window(fixture->db, &select, fixture->arena, &page, &more, &err) != OK) fail_msg("%s: %s", what, err.message);
        for (size_t i = 0; i < page.count; i++, at++) {
            assert_true(at < count);
            const Record *wanted = expected[backwards ? count - 1 - at : at];
            if (page.items[i]->no != wanted->no)
                fail_msg("%s: place %zu holds %lld, not %lld", what, at, (long long)page.items[i]->no, (long long)wanted->no);
        }
        if (page.count) select.from = anchor_of(page.items[page.count - 1], order);
        assert_true(page.count == PAGE || !more);
    }
    assert_int_equal(at, count);
}

static const char *const filters[] = {"",           "state:open",       "state:closed", "-state:open", "severity>=S2 state:open",
                                      "due<3d", "state:open due>=tomorrow", "received_at>=today received_at<tomorrow", "received_at>=-1d", "unit:Finance", "state:in_hand,closed", "phishing",    "-phishing",   "state:open alpha severity:",
                                      "phish mail", "\"phishing mail\"", "a 1", "uberpr 2", "handler:CON-0002", "-handler:CON-0002 state:open",
                                      "INC-0042", "INC-0042 state:open", "state:in_hand severity:s1", "unit:fin", "#lost phishing", "#lost,found", "category:strasse",
                                      "people_count>=3 people_count<5", "received_at>=-1d severity:s2 handler:CON-0001", "due>=2d handler:"};

static void test_walks_equal_a_sort(void **state) {
    Fixture *fixture = *state;
    QueryContext context = {.now = NOW};
    for (size_t f = 0; f < COUNT_OF(filters); f++) {
        Query query;
        Error err = {0};
        if (query_parse(fixture->def, filters[f], &context, fixture->arena, &query, &err) != OK) fail_msg("%s: %s", filters[f], err.message);
        for (size_t i = 0; i <= fixture->def->field_count; i++) {
            const FieldDef *field = i < fixture->def->field_count ? &fixture->def->fields[i] : NULL;
            if (field && !(field->flags & FF_ORDER)) continue;
            for (int way = 0; way < 4; way++) {
                char what[160];
                snprintf(what, sizeof what, "'%s' by %s%s%s", filters[f], field ? field->key : "due", way & 1 ? " descending" : "", way & 2 ? " backwards" : "");
                /* as where nothing, some, all of it is common; as where that is asked soon, late, not at all */
                static const int64_t limits[][2] = {{0, 1}, {50, 1}, {0, 20}, {1, 1}, {50, 20}, {0, 0}};
                const int64_t *limit = limits[(f + i + (size_t)way) % COUNT_OF(limits)];
                check_walk(fixture, &query, (Order){field, way & 1}, way & 2, limit[0], limit[1], what);
            }
        }
    }
}

/* A window must be a range of an index: no walk over the table, no sorting; or of few records, each looked up. */
static void test_windows_use_their_index(void **state) {
    Fixture *fixture = *state;
    StrBuf plans;
    strbuf_init(&plans);
    db_plans(fixture->db, &plans);
    size_t windows = 0, few = 0, halves = 0;
    for (char *line, *rest = plans.data, *window = NULL; (line = strsep(&rest, "\n"));) {
        few += strstr(line, "SEARCH t USING INDEX sqlite_autoindex_incident_1 (no=?)") != NULL;
        halves += strstr(line, "(open=? AND <expr>=?)") || strstr(line, "(open=? AND <expr>>? AND <expr><?)"); /* how many fit is asked of the order of their field */
        if (line[0] != ' ') window = strstr(line, "FROM \"incident\" t WHERE open=") ? line : NULL;
        if (!window || line[0] != ' ') continue;
        windows++;
        if (strstr(line, "TEMP B-TREE") || (strstr(line, "SCAN t") && !strstr(line, "USING"))) fail_msg("%s\n%s", window, line);
    }
    assert_true(windows > 20);
    assert_true(few > 20);
    assert_true(halves > 3);
    strbuf_done(&plans);
}

static void test_counters_are_what_counting_gives(void **state) {
    Fixture *fixture = *state;
    int64_t open = 0, fresh = 0, need = 0;
    for (size_t i = 0; i < fixture->count; i++) {
        const Record *record = fixture->all[i];
        open += record_live(record);
        fresh += record_is(record, "state", "new");
        need += record->warn_at && record->warn_at <= NOW;
    }
    assert_int_equal(records_count(fixture->db, fixture->def, COUNT_ALL), RECORDS);
    assert_int_equal(records_count(fixture->db, fixture->def, COUNT_OPEN), open);
    assert_int_equal(records_count(fixture->db, fixture->def, COUNT_NEW), fresh);
    assert_int_equal(records_need(fixture->db, fixture->def, NOW), need);
}

static void test_search_finds_by_prefix_without_accents(void **state) {
    Fixture *fixture = *state;
    static const char *const words[] = {"uberpr", "phish", "PHISHING ma", "\"", "a AND", "nothing-there", ""};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        Found *found;
        size_t count;
        Error err = {0};
        assert_int_equal(select_search(fixture->db, words[i], NULL, 1000, fixture->arena, &found, &count, &err), OK);
        size_t expected = 0;
        for (size_t r = 0; r < fixture->count; r++) {
            const char *title = text_fold(fixture->arena, record_title(fixture->all[r]));
            expected += (i == 0 && strstr(title, "uberpr")) || (i == 1 && strstr(title, "phish")) || (i == 2 && strstr(title, "phishing mail"));
        }
        if (i < 3 || i > 4) assert_int_equal(count, expected);
    }
}

/* Who holds a role, page by page, against a look at all. */
static void test_holding_equals_looking_at_all(void **state) {
    Fixture *fixture = *state;
    enum { CONTACTS = 60, WINDOW = 4 };
    static const char *const sets[] = {"employee", "manager employee", "dpo", "dpo manager", "portfolio_holder", "ict dpo employee", "board_deputy"}, *const states[] = {"active", "ended"};
    const RegisterDef *contact = register_by_key("contact");
    Record *all[CONTACTS];
    Error err = {0};
    assert_int_equal(db_begin(fixture->db, &err), OK);
    for (int i = 0; i < CONTACTS; i++) {
        all[i] = record_new_initial(contact, NOW, fixture->arena);
        record_set_text(all[i], "name", "A");
        if (roll(9)) record_set_text(all[i], "roles", sets[roll((int)COUNT_OF(sets))]);
        record_set_text(all[i], "state", states[roll(4) == 0]);
        if (records_insert(fixture->db, all[i], NOW, &err) != OK) fail_msg("%s", err.message);
    }
    assert_int_equal(db_commit(fixture->db, &err), OK);
    static const char *const roles[] = {"employee", "dpo", "manager", "board_deputy", "supplier", "board"};
    for (size_t r = 0; r < COUNT_OF(roles); r++) {
        int64_t numbers[WINDOW], after = 0;
        size_t got = WINDOW, at = 0;
        while (got == WINDOW) {
            got = select_holding(fixture->db, contact, "roles", roles[r], "active", after, WINDOW, numbers);
            for (size_t i = 0; i < got; i++, at++) {
                while (at < CONTACTS && !(record_is(all[at], "state", "active") && text_has_word(record_text(all[at], "roles"), roles[r]))) at++;
                assert_true(at < CONTACTS);
                assert_int_equal(numbers[i], all[at]->no);
                after = numbers[i];
            }
        }
        for (; at < CONTACTS; at++) assert_false(record_is(all[at], "state", "active") && text_has_word(record_text(all[at], "roles"), roles[r]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_walks_equal_a_sort),
        cmocka_unit_test(test_windows_use_their_index), /* after the walks: it reads their plans */
        cmocka_unit_test(test_counters_are_what_counting_gives),
        cmocka_unit_test(test_search_finds_by_prefix_without_accents),
        cmocka_unit_test(test_holding_equals_looking_at_all),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
