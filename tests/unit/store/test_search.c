/* Search against a plain look through all records: random words, spelled anyhow, rare and common ones, in all registers and in one, page by
 * page; also with its limits so small that every way of looking is taken. And that it can be stopped wherever it is. */
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

enum { RECORDS = 400, SEARCHES = 80, PAGE = 7 };
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
    Record *all[RECORDS]; /* oldest first */
} Fixture;

static int roll(int sides) {
    return rand() % sides;
}

/* Few letters, so that many words begin alike; the first ones far more often. */
static const char *some_word(void) {
    static const char *const words[] = {"phishing", "Phish",  "PHI",    "phone",      "contract", "contracts", "Contra",    "con",   "café", "Cafés",
                                        "über",     "Übergabe", "a",    "ab",         "b",        "12",        "2026",      "20261", "2026-11", "con-2026",
                                        "jan.sen",  "jansen", "jan",    "o'kafor",    "okafor",   "straße", "Strassen", "\"quoted\"", "a*b",  "AND",  "–"};
    int most = roll(3) ? (int)COUNT_OF(words) / 3 : (int)COUNT_OF(words);
    return words[roll(most)];
}

static char *some_words(Arena *arena, int count) {
    StrBuf text;
    strbuf_init(&text);
    while (count-- > 0) strbuf_addf(&text, "%s%s", text.length ? roll(4) ? " " : ", " : "", some_word());
    char *kept = arena_strdup(arena, text.data);
    strbuf_done(&text);
    return kept;
}

static void fill(Record *record, Arena *arena) {
    record_set_text(record, register_title_field(record->def)->key, some_words(arena, 1 + roll(3)));
    record_set_text(record, record->def == register_by_key("contact") ? "about" : "description", roll(3) ? some_words(arena, roll(8)) : "");
    if (roll(4) == 0) record_set_text(record, "state", record->def == register_by_key("contact") ? "ended" : "closed");
}

static int setup(void **state) {
    const char *asked = getenv("SEED");
    unsigned seed = asked ? (unsigned)strtoul(asked, NULL, 10) : 20261123;
    print_message("seed %u\n", seed);
    srand(seed);
    Fixture *fixture = calloc(1, sizeof *fixture);
    fixture->arena = arena_new();
    Error err = {0};
    if (db_open(":memory:", DB_CREATE, &env, &fixture->db, &err) != OK) fail_msg("%s", err.message);
    assert_int_equal(db_begin(fixture->db, &err), OK);
    for (int i = 0; i < RECORDS; i++) {
        fixture->all[i] = record_new_initial(register_by_key(roll(5) ? "incident" : roll(3) ? "contact" : "trigger"), NOW, fixture->arena);
        fill(fixture->all[i], fixture->arena);
        if (records_insert(fixture->db, fixture->all[i], NOW, &err) != OK) fail_msg("%s", err.message);
    }
    for (int i = 0; i < RECORDS / 4; i++) { /* what was written before is to be forgotten */
        Record *record = fixture->all[roll(RECORDS)];
        fill(record, fixture->arena);
        if (records_update(fixture->db, record, NOW, &err) != OK) fail_msg("%s", err.message);
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

/* -- the twin: read it all -------------------------------------------------------------------------------------- */

/* Folded, what is no letter or digit made one blank, with a blank at both ends: " con 2026 ". */
static char *spread(Arena *arena, const char *text) {
    StrBuf out;
    strbuf_init(&out);
    strbuf_addc(&out, ' ');
    for (const char *c = text_fold(arena, text ? text : ""); *c; c++) {
        bool letter = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
        if (letter || out.data[out.length - 1] != ' ') strbuf_addc(&out, letter ? *c : ' ');
    }
    if (out.data[out.length - 1] != ' ') strbuf_addc(&out, ' ');
    char *kept = arena_strdup(arena, out.data);
    strbuf_done(&out);
    return kept;
}

/* Each blank-separated word by its beginning, in title or text; one without letters is not looked for. */
static bool twin_holds(Arena *arena, const Record *record, const char *words, bool titles) {
    char word[128];
    const FieldDef *title_field = register_title_field(record->def);
    const char *title = spread(arena, record_text(record, title_field->key));
    const char *text = spread(arena, record_text(record, record->def == register_by_key("contact") ? "about" : "description"));
    while (text_next_word(&words, word, sizeof word)) {
        char *sought = spread(arena, word);
        size_t length = strlen(sought);
        if (length < 2) continue;
        sought[length - 1] = '\0'; /* only its beginning */
        if (!strstr(title, sought) && (titles || !strstr(text, sought))) return false;
    }
    return true;
}

static bool twin_asked(Arena *arena, const Search *search) {
    return strlen(spread(arena, search->words)) > 1 || (search->only && !*search->words);
}

static size_t twin(const Fixture *fixture, const Search *search, Arena *arena, const Record **out) {
    size_t count = 0;
    for (int i = RECORDS - 1; i >= 0 && twin_asked(arena, search); i--) {
        const Record *record = fixture->all[i];
        if (search->only && record->def != search->only) continue;
        if (search->open >= 0 && record_open(record) != (search->open == 1)) continue;
        if (twin_holds(arena, record, search->words, search->titles)) out[count++] = record;
    }
    return count;
}

static void check(Fixture *fixture, Search search, Arena *arena) {
    const Record *expected[RECORDS];
    size_t count = twin(fixture, &search, arena, expected), at = 0, got = PAGE;
    Error err = {0};
    for (search.limit = PAGE; got == PAGE; at += got) {
        Found *found;
        if (select_found(fixture->db, &search, arena, &found, &got, &err) != OK) fail_msg("'%s': %s", search.words, err.message);
        for (size_t i = 0; i < got; i++) {
            const Record *wanted = at + i < count ? expected[at + i] : NULL;
            if (!wanted || found[i].def != wanted->def || found[i].no != wanted->no)
                fail_msg("'%s' in %s%s, rare %d near %d: place %zu of %zu holds %s %lld, not %s %lld", search.words, search.only ? search.only->key : "all",
                         search.titles ? ", titles" : "", (int)search.rare, (int)search.near, at + i, count, found[i].def->key, (long long)found[i].no,
                         wanted ? wanted->def->key : "", wanted ? (long long)wanted->no : 0);
            search.before = found[i].id;
        }
    }
    if (at != count) fail_msg("'%s', rare %d near %d: %zu of %zu found", search.words, (int)search.rare, (int)search.near, at, count);
}

/* Of a word that is in the records: all of it, or its beginning; in capitals; never the half of a character. */
static char *typed_word(Arena *arena) {
    char *word = arena_strdup(arena, some_word());
    size_t keep = 1 + (size_t)roll((int)strlen(word));
    while (((unsigned char)word[keep] & 0xc0) == 0x80) keep++;
    if (roll(3)) word[keep] = '\0';
    for (char *c = word; *c && roll(3) == 0; c++)
        if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 32);
    return word;
}

static void test_finds_what_reading_all_finds(void **state) {
    Fixture *fixture = *state;
    static const struct {
        int64_t rare, near;
    } limits[] = {{0, 0}, {1, 0}, {1, 1}, {30, 1}, {30, 0}, {100, 2}};
    const char *const registers[] = {"incident", "contact", "trigger", "round"};
    Arena *arena = arena_new();
    size_t some = 0;
    for (int i = 0; i < SEARCHES; i++, arena_clear(arena)) {
        StrBuf words;
        strbuf_init(&words);
        for (int count = roll(4); count > 0; count--) strbuf_addf(&words, "%s%s", words.length ? " " : "", typed_word(arena));
        Search search = {.words = words.data, .titles = roll(5) == 0, .only = roll(3) ? NULL : register_by_key(registers[roll(4)]), .open = roll(3) - 1};
        const Record *expected[RECORDS];
        some += twin(fixture, &search, arena, expected) > 0;
        for (size_t l = 0; l < COUNT_OF(limits); l++) {
            search.rare = limits[l].rare;
            search.near = limits[l].near;
            check(fixture, search, arena);
        }
        strbuf_done(&words);
    }
    assert_true(some > SEARCHES / 2);
    arena_free(arena);
}

/* More words than are looked up. */
static void test_finds_by_many_words(void **state) {
    Fixture *fixture = *state;
    Arena *arena = arena_new();
    check(fixture, (Search){.words = "p ph phi phis phish c co con cont contr", .open = -1}, arena);
    check(fixture, (Search){.words = "p ph phi phis phish c co con cont contr zzz", .open = -1}, arena);
    check(fixture, (Search){.words = "c-o-n-t-r-a-c-t-s phish", .open = -1, .rare = 1}, arena);
    arena_free(arena);
}

/* -- stopping ----------------------------------------------------------------------------------------------------- */

typedef struct Waiting {
    int asked, stop_at;
} Waiting;

static bool key_waits(void *ctx) {
    Waiting *waiting = ctx;
    return ++waiting->asked == waiting->stop_at;
}

/* Words that all records have, and never both: nothing is found, and all is looked at. */
static Db *apart(Arena *arena, int records) {
    Db *db;
    Error err = {0};
    if (db_open(":memory:", DB_CREATE, &env, &db, &err) != OK) fail_msg("%s", err.message);
    assert_int_equal(db_begin(db, &err), OK);
    for (int i = 0; i < records; i++) {
        Record *record = record_new_initial(register_by_key("anchor"), NOW, arena);
        record_set_text(record, "title", i % 2 ? "firewalls" : "mailboxes");
        record_set_text(record, "reference", "x");
        if (records_insert(db, record, NOW, &err) != OK) fail_msg("%s", err.message);
    }
    assert_int_equal(db_commit(db, &err), OK);
    return db;
}

/* Steps between two questions are SQLite's own, so how often it asks says how long it goes without. */
static void test_a_waiting_key_stops_it(void **state) {
    (void)state;
    enum { MANY = 2000 };
    static const struct {
        const char *words;
        int64_t rare, near;
        int least; /* questions */
    } searches[] = {{"firewall mailbox", 1, 0, 10}, {"firewall mailbox", 1, 1, 10}, {"fire mail", 0, 0, 10}, {"fir mai", 1, 0, 10}, {"firewall mailbox", 0, 0, 10}};
    Arena *arena = arena_new();
    Db *db = apart(arena, MANY);
    for (size_t i = 0; i < COUNT_OF(searches); i++) {
        Search search = {.words = searches[i].words, .open = -1, .limit = 60, .rare = searches[i].rare, .near = searches[i].near};
        Found *found;
        size_t count;
        Error err = {0};
        Waiting patient = {0};
        db_give_up_when(db, key_waits, &patient);
        if (select_found(db, &search, arena, &found, &count, &err) != OK) fail_msg("'%s': %s", search.words, err.message);
        assert_int_equal(count, 0);
        if (patient.asked < searches[i].least) fail_msg("'%s' asked %d times", search.words, patient.asked);
        for (int at = 1; at <= patient.asked / 2; at++) {
            Waiting waiting = {.stop_at = at};
            db_give_up_when(db, key_waits, &waiting);
            assert_int_equal(select_found(db, &search, arena, &found, &count, &err), ERR_USAGE);
            assert_true(db_gave_up(db));
            assert_int_equal(waiting.asked, at); /* the question was answered once, and that was all */
        }
        db_give_up_when(db, NULL, NULL);
        assert_int_equal(select_found(db, &search, arena, &found, &count, &err), OK);
    }
    db_close(db);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_what_reading_all_finds),
        cmocka_unit_test(test_finds_by_many_words),
        cmocka_unit_test(test_a_waiting_key_stops_it),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
