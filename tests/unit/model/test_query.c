/* The filter language: what is printed reads back as the same query, and each term lets through what it should. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include "samples.h"

#include "loket/model/query.h"
#include "loket/model/words.h"

#include <cmocka.h> /* last: its fail() hides ours */

static const char *find_person(void *ctx, const char *name) {
    (void)ctx;
    if (strcmp(name, "okafor") == 0) return "CON-0003";
    return strcmp(name, "Jan de Vries") == 0 ? "CON-0017" : NULL;
}

static const QueryContext context = {.now = sample_now, .me = "CON-0001", .person = find_person};

/* Printed form of `text` for incidents; "!" when it is refused. */
static const char *canonical(const RegisterDef *def, const char *text, Arena *arena, Error *err) {
    Query query;
    *err = (Error){0};
    if (query_parse(def, text, &context, arena, &query, err) != OK) return "!";
    StrBuf out;
    strbuf_init(&out);
    query_print(&query, &out);
    const char *printed = arena_strdup(arena, out.data);
    strbuf_done(&out);
    return printed;
}

static bool same_value(Value a, Value b) {
    return a.set == b.set && a.number == b.number && text_equal(a.text, b.text);
}

static bool same_term(const Term *a, const Term *b) {
    if (a->kind != b->kind || a->negate != b->negate || a->op != b->op || a->field != b->field) return false;
    if (a->value_count != b->value_count || !text_equal(a->word, b->word)) return false;
    for (size_t i = 0; i < a->value_count; i++)
        if (!same_value(a->values[i], b->values[i])) return false;
    return true;
}

/* A term that parses, for any field of `def` or none. */
static void random_term(Random *random, const RegisterDef *def, StrBuf *out) {
    static const char *const loose[] = {"\"exact words\"",
                                        "phish",
                                        "state:open",
                                        "state:closed",
                                        "-state:open,closed",
                                        "due<7d",
                                        "due>=today",
                                        "created:2026-11-23",
                                        "updated>-3d",
                                        "code:3,14",
                                        "due<4h",
                                        "due:",
                                        "-due:",
                                        "foo-bar.x",
                                        "code>4",
                                        "due:>now",
                                        "inc.3"};
    static const char *const ops[] = {"<", "<=", ">", ">=", ":"};
    if (random_below(random, 3)) strbuf_add(out, random_below(random, 4) ? "" : "-");
    if (random_below(random, 3) == 0) {
        strbuf_add(out, loose[random_below(random, COUNT_OF(loose))]);
        return;
    }
    const FieldDef *field = &def->fields[random_below(random, def->field_count)];
    bool ordered = field->type == FT_CHOICE || field->type == FT_DATE || field->type == FT_MOMENT ||
                   field->type == FT_NUMBER || field->type == FT_SPAN;
    size_t op = ordered ? random_below(random, COUNT_OF(ops)) : COUNT_OF(ops) - 1;
    strbuf_addf(out, "%s%s", field->key, ops[op]);
    bool always = (field->flags & (FF_REQUIRED | FF_TITLE)) || field->type == FT_STATE;
    size_t count = op == COUNT_OF(ops) - 1 ? (size_t)always + random_below(random, 4 - always) : 1;
    for (size_t i = 0; i < count; i++) {
        StrBuf input;
        strbuf_init(&input);
        random_input(random, field, def, &input);
        strbuf_add(out, i ? ",\"" : "\"");
        for (const char *c = input.data; *c; c++)
            strbuf_addf(out, *c == '"' ? "\"\"" : "%c", *c);
        strbuf_addc(out, '"');
        strbuf_done(&input);
    }
}

static void random_query(Random *random, const RegisterDef *def, StrBuf *out) {
    size_t count = random_below(random, 5);
    for (size_t i = 0; i < count; i++) {
        if (i) strbuf_addc(out, ' ');
        random_term(random, def, out);
    }
}

static void check_printed(const RegisterDef *def, const char *text) {
    Arena *arena = arena_new();
    Query query, again;
    Error err = {0};
    StrBuf printed, second;
    strbuf_init(&printed), strbuf_init(&second);
    if (query_parse(def, text, &context, arena, &query, &err) != OK)
        print_error("%s: %s: %s %s\n", def->key, text, err.where, err.message);
    query_print(&query, &printed);
    if (query_parse(def, printed.data, &context, arena, &again, &err) != OK)
        print_error("%s: %s -> %s: %s\n", def->key, text, printed.data, err.message);
    query_print(&again, &second);
    assert_string_equal(printed.data, second.data);
    assert_int_equal(query.term_count, again.term_count);
    for (size_t i = 0; i < query.term_count; i++) {
        if (!same_term(&query.terms[i], &again.terms[i])) print_error("%s: %s -> %s\n", def->key, text, printed.data);
        assert_true(same_term(&query.terms[i], &again.terms[i]));
    }
    strbuf_done(&printed), strbuf_done(&second);
    arena_free(arena);
}

static void printed_queries_read_back(void **state) {
    (void)state;
    Random random = random_start();
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def)) {
        for (int round = 0; round < 60; round++) {
            StrBuf text;
            strbuf_init(&text);
            random_query(&random, def, &text);
            check_printed(def, text.data);
            strbuf_done(&text);
        }
    }
}

/* A twin of matching: split the query in its terms, and no term may let through less or more than alone. */
static void terms_are_joined_by_and(void **state) {
    (void)state;
    Random random = random_start();
    const RegisterDef *def = register_by_key("incident");
    for (int round = 0; round < 600; round++) {
        Arena *arena = arena_new();
        StrBuf text;
        strbuf_init(&text);
        random_query(&random, def, &text);
        Query query;
        assert_int_equal(query_parse(def, text.data, &context, arena, &query, NULL), OK);
        Record *record = random_record(&random, def, arena);
        bool all = true;
        for (size_t i = 0; i < query.term_count; i++) {
            Query alone = {.def = def, .terms = &query.terms[i], .term_count = 1};
            bool plain = query_match(&alone, record);
            Term turned = query.terms[i];
            turned.negate = !turned.negate;
            Query other = {.def = def, .terms = &turned, .term_count = 1};
            assert_int_equal(query_match(&other, record), !plain);
            all = all && plain;
        }
        assert_int_equal(query_match(&query, record), all);
        strbuf_done(&text);
        arena_free(arena);
    }
}

/* Whatever a record holds, a filter for just that finds it. */
static void every_value_finds_its_record(void **state) {
    (void)state;
    Random random = random_start();
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def)) {
        for (int round = 0; round < 5; round++) {
            Arena *arena = arena_new();
            Record *record = random_record(&random, def, arena);
            for (size_t i = 0; i < def->field_count; i++) {
                const FieldDef *field = &def->fields[i];
                if (!record->values[i].set) continue;
                StrBuf value, text;
                strbuf_init(&value), strbuf_init(&text);
                field_write(field, def, record->values[i], &value);
                strbuf_addf(&text, "%s%s\"", field->key, field->type == FT_STATE ? "=" : ":");
                for (const char *c = value.data; *c; c++)
                    strbuf_addf(&text, *c == '"' ? "\"\"" : "%c", *c);
                strbuf_addc(&text, '"');
                Query query;
                Error err = {0};
                if (query_parse(def, text.data, &context, arena, &query, &err) != OK)
                    print_error("%s: %s\n", text.data, err.message);
                if (!query_match(&query, record)) print_error("%s: %s\n", def->key, text.data);
                assert_true(query_match(&query, record));
                query.terms[0].negate = true;
                assert_false(query_match(&query, record));
                strbuf_done(&value), strbuf_done(&text);
            }
            arena_free(arena);
        }
    }
}

typedef struct Printed {
    const char *typed, *printed; /* "!" = refused */
} Printed;

static void spellings_have_one_form(void **state) {
    (void)state;
    static const Printed cases[] = {
        {"", ""},
        {"  phishing   Mail ", "phishing mail"},
        {"\"Exact  Words\"", "\"exact words\""},
        {"inc142", "code:INC-0142"},
        {"-INC-0142", "-code:INC-0142"},
        {"code:3,inc4", "code:INC-0003,INC-0004"},
        {"con142", "con142"},
        {"#Cloud", "#cloud"},
        {"-#old,cloud", "-#old,cloud"},
        {"tags:", "tags:"},
        {"@okafor", "handler:CON-0003"},
        {"@me", "handler:CON-0001"},
        {"@\"Jan de Vries\"", "handler:CON-0017"},
        {"handler:me,con3", "handler:CON-0001,CON-0003"},
        {"waiting_for:okafor", "waiting_for:CON-0003"},
        {"waiting-for:\"Acme, Inc\"", "waiting_for:\"acme inc\""},
        {"Severity>=S2", "severity>=s2"},
        {"severity=high,LOW", "severity:s2,s4"},
        {"kind:\"near miss\"", "kind:near_miss"},
        {"due<7d", "due<2026-11-30"},
        {"due:<7d", "due<2026-11-30"},
        {"due<4h", "due<2026-11-23T14:25:00+01:00"},
        {"due<=now", "due<=2026-11-23T10:25:00+01:00"},
        {"created:today", "created:2026-11-23"},
        {"received_at>=2026-11-01", "received_at>=2026-11-01"},
        {"written_on<-3d", "written_on<2026-11-20"},
        {"state:open", "state:open"},
        {"state:OPEN,closed", "state:open,closed"},
        {"state:closed", "state:closed"},
        {"state=closed", "state=closed"},
        {"state:new", "state:new"},
        {"state:closed,new", "state=closed,withdrawn,duplicate,handed_over,new"},
        {"state<resolved", "state<resolved"},
        {"unit:\"ICT & Zorg\"", "unit:\"ict zorg\""},
        {"12:30", "12.30"},
        {"formal:ja", "formal:yes"},
        {"-severity:", "-severity:"},
        {"severity:", "severity:"},
        {"-title:", "-title:"},
        {"(draft) or", "draft or"},
        {"unit:\"\"", "unit:"},
    };
    const RegisterDef *def = register_by_key("incident");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Arena *arena = arena_new();
        Error err;
        const char *printed = canonical(def, cases[i].typed, arena, &err);
        if (strcmp(printed, cases[i].printed) != 0)
            print_error("%s -> %s, not %s; %s\n", cases[i].typed, printed, cases[i].printed, err.message);
        assert_string_equal(printed, cases[i].printed);
        check_printed(def, cases[i].typed);
        arena_free(arena);
    }
}

typedef struct Refused {
    const char *typed, *where, *message, *hint; /* beginnings */
} Refused;

static void refusals_say_where_and_what_instead(void **state) {
    (void)state;
    static const Refused cases[] = {
        {"state:open sevrity:s1", "column 12", "there is no field \"sevrity\" here", "did you mean \"severity\"?"},
        {"één sevrity:s1", "column 5", "there is no field \"sevrity\" here", "did you mean \"severity\"?"},
        {"https://x.nl", "column 1", "there is no field \"https\" here", "put it in quotes"},
        {"severity:s1,s9", "column 13", "severity: \"s9\" is not one of the choices", ""},
        {"kind:complant", "column 6", "kind: \"complant\" is not one of the choices", "did you mean \"complaint\"?"},
        {"state:opne", "column 7", "state: \"opne\"", ""},
        {"state=open", "column 7", "state: \"open\"", ""},
        {"due<", "column 5", "a value is missing", "such as due<7d"},
        {"due<soon", "column 5", "", ""},
        {"unit<x", "column 1", "this field has no order", ""},
        {"severity>=s1,s2", "column 1", "only one value", ""},
        {"a \"b c", "column 3", "a quote is not closed", ""},
        {"unit:\"a\"b", "column 9", "something stands right behind", ""},
        {"#", "column 1", "a value is missing", ""},
        {"#a\"b", "column 2", "tags: \"a\"b\" cannot be a tag", ""},
        {"@nobody", "column 2", "handler: \"nobody\" is no contact", ""},
        {"code:con3", "column 6", "code: \"con3\" is no code here", "give a code such as INC-0012"},
        {"kind:\" \"", "column 6", "a value is missing", ""},
        {"unit:\"&\"", "column 6", "unit: there is no word in \"&\"", ""},
        {"due<soon", "column 5", "due: \"soon\" is no moment", "such as today, 7d"},
        {"due>9999-12-31", "column 5", "due: \"9999-12-31\" lies outside the years 1900 to 2100", "such as today"},
        {"due<0001-01-01", "column 5", "due: \"0001-01-01\" lies outside", "such as today"},
        {"due<31-02-2026", "column 5", "due: \"31-02-2026\" is no moment", "such as today"},
        {"due<<7d", "column 5", "two operators stand together", "one of : = <"},
        {"state::open", "column 7", "two operators stand together", ""},
        {"handler==me", "column 9", "two operators stand together", ""},
        {"state:", "column 7", "state: a value is missing", "such as state:open"},
        {"-state:", "column 8", "state: a value is missing", ""},
        {"mail title:", "column 12", "title: a value is missing", "such as title:mail"},
        {"kind:", "column 6", "kind: a value is missing", "such as kind:incident"},
        {"created:", "column 9", "created: a value is missing", "such as created>=-7d"},
        {"code:", "column 6", "code: a value is missing", "such as code:12"},
        {"unit:,", "column 7", "a value is missing", ""},
        {"((", "column 1", "there is no word in \"((\"", "a blank means and"},
        {"x &", "column 3", "there is no word in \"&\"", "leave it out"},
        {"x -", "column 4", "nothing stands behind the -", "such as -#old"},
        {"x \"\"", "column 3", "there is no word between the quotes", ""},
        {"(state:open)", "column 1", "there are no brackets", "a blank means and, a,b one"},
        {"!state:open", "column 1", "there are no brackets or !", "a blank"},
        {"state:open)", "column 7", "", "a blank means and"},
        {"kind:concern|complaint", "column 6", "", "a blank means and"},
        {"a OR b", "column 3", "OR is not written out here", "a blank means and"},
        {"<7d", "column 1", "there is no field before the operator", "such as due<7d"},
        {"state:opne", "column 7", "", "did you mean \"open\"?"},
        {"@", "column 1", "a value is missing", "such as #cloud or @okafor"},
        {"x \xff", "column 1", "the filter is not UTF-8", ""},
    };
    const RegisterDef *def = register_by_key("incident");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Arena *arena = arena_new();
        Error err;
        bool refused = strcmp(canonical(def, cases[i].typed, arena, &err), "!") == 0;
        bool right = refused && err.status == ERR_INVALID && strcmp(err.where, cases[i].where) == 0 &&
                     text_starts(err.message, cases[i].message) && text_starts(err.hint, cases[i].hint);
        if (!right) print_error("%s: %s: %s (%s)\n", cases[i].typed, err.where, err.message, err.hint);
        assert_true(right);
        arena_free(arena);
    }
}

static void who_i_am_must_be_known(void **state) {
    (void)state;
    QueryContext nobody = {.now = sample_now};
    const RegisterDef *def = register_by_key("incident");
    static const char *const texts[] = {"handler:me", "@me", "waiting_for:me", "@okafor"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Arena *arena = arena_new();
        Query query;
        assert_int_equal(query_parse(def, texts[i], &nobody, arena, &query, NULL), ERR_INVALID);
        arena_free(arena);
    }
}

static void a_long_filter_is_refused(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Query query;
    char *text = arena_alloc(arena, QUERY_MOST + 2);
    for (size_t i = 0; i < QUERY_MOST; i++)
        text[i] = i % 2 ? ' ' : 'a';
    const RegisterDef *def = register_by_key("incident");
    assert_int_equal(query_parse(def, text, &context, arena, &query, NULL), OK);
    assert_int_equal(query.term_count, QUERY_MOST / 2);
    text[QUERY_MOST] = 'a';
    assert_int_equal(query_parse(def, text, &context, arena, &query, NULL), ERR_INVALID);
    arena_free(arena);
}

static Record *sample_incident(Arena *arena) {
    static const char *const values[][2] = {
        {"kind", "complaint"},
        {"title", "Phishing-mail bij de Überprüfung"},
        {"severity", "s2"},
        {"unit", "Finance & Control"},
        {"handler", "CON-0003"},
        {"waiting_for", "Acme bv"},
        {"tags", "cloud mfa"},
        {"state", "in_hand"},
        {"received_at", "2026-11-20 16:30"},
        {"written_on", "2026-11-20"},
        {"people_count", "120"},
        {"data_kinds", "name,login"},
        {"formal", "yes"},
        {"description", "They clicked.\nAccount BLOCKED at once."},
    };
    Record *record = record_new(register_by_key("incident"), arena);
    record->no = 142;
    record->created_at = sample_now - 3600;
    record->updated_at = sample_now;
    record->due_at = sample_now + 86400; /* 24 Nov 10:25 */
    for (size_t i = 0; i < COUNT_OF(values); i++)
        assert_int_equal(record_parse(record, values[i][0], values[i][1], sample_now, arena, NULL), OK);
    return record;
}

static void terms_let_through_what_they_should(void **state) {
    (void)state;
    static const char *const fit[] = {
        "",
        "state:open",
        "-state:closed",
        "state:in_hand,new",
        "state<resolved",
        "severity>=s2",
        "severity>=s3",
        "severity<=s2",
        "severity<s1",
        "-severity>s2",
        "kind:concern,complaint",
        "#cloud",
        "-#old",
        "tags:x,mfa",
        "@okafor",
        "handler:CON-0003",
        "waiting_for:acme",
        "waiting_for:\"acme b\"",
        "unit:fin",
        "unit:control",
        "unit:\"finance con\"",
        "phish",
        "PHISHING mail",
        "uberpruf",
        "Überprüfung",
        "\"mail bij de\"",
        "-\"mail bi\"",
        "phishing-ma",
        "click block",
        "\"blocked at once\"",
        "due<2d",
        "due:1d",
        "due<=1d",
        "due>now",
        "-due<1d",
        "due<=24h",
        "created:today",
        "created<now",
        "updated<=now",
        "-updated<now",
        "received_at:20-11-2026",
        "received_at:\"20-11-2026 16:30\"",
        "received_at<=2026-11-20",
        "received_at>2026-11-19",
        "written_on>=-3d",
        "people_count>=100",
        "people_count:120,5",
        "-people_count<100",
        "data_kinds:login",
        "formal:yes",
        "formal:",
        "-effect:",
        "code:142",
        "inc142",
        "code>100",
        "-category:x",
        "cloud",
        "-handler:me",
    };
    static const char *const miss[] = {
        "state:closed",
        "state=closed",
        "state:new",
        "severity>s2",
        "severity>=s1",
        "severity:s1",
        "-kind:complaint",
        "#clo",
        "-#cloud",
        "@me",
        "waiting_for:cme",
        "unit:inance",
        "unit:\"control finance\"",
        "hishing",
        "\"phish\"",
        "\"bij mail\"",
        "due<1d",
        "due<now",
        "due>1d",
        "-due:",
        "created>now",
        "updated<now",
        "received_at<2026-11-20",
        "received_at>2026-11-20",
        "received_at:\"20-11-2026 16:31\"",
        "people_count<100",
        "record_count<100",
        "due<24h",
        "data_kinds:image",
        "formal:no",
        "effect:",
        "category:x",
        "inc141",
        "code<142",
        "nothing",
    };
    Arena *arena = arena_new();
    Record *record = sample_incident(arena);
    for (size_t i = 0; i < COUNT_OF(fit) + COUNT_OF(miss); i++) {
        bool wanted = i < COUNT_OF(fit);
        const char *text = wanted ? fit[i] : miss[i - COUNT_OF(fit)];
        Query query;
        Error err = {0};
        if (query_parse(record->def, text, &context, arena, &query, &err) != OK)
            print_error("%s: %s\n", text, err.message);
        if (query_match(&query, record) != wanted) print_error("%s\n", text);
        assert_int_equal(query_match(&query, record), wanted);
    }
    arena_free(arena);
}

/* In the night of 25 October 2026 the clock shows 02:30 twice; a day is a day, also when it has 25 hours. */
static void days_of_25_hours_are_whole(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Record *record = record_new(register_by_key("incident"), arena);
    Query query;
    assert_int_equal(query_parse(record->def, "due:2026-10-25", &context, arena, &query, NULL), OK);
    Moment first = moment_at(day_from_civil(2026, 10, 25), 0);
    const Moment inside[] = {first, first + 25 * 3600 - 1}, outside[] = {first - 1, first + 25 * 3600};
    for (size_t i = 0; i < 2; i++) {
        record->due_at = inside[i];
        assert_true(query_match(&query, record));
        record->due_at = outside[i];
        assert_false(query_match(&query, record));
    }
    arena_free(arena);
}

static void search_text_is_folded(void **state) {
    (void)state;
    Arena *arena = arena_new();
    StrBuf text;
    strbuf_init(&text);
    record_search_text(sample_incident(arena), &text);
    assert_non_null(strstr(text.data, "phishing-mail bij de uberprufung\n"));
    assert_non_null(strstr(text.data, "account blocked at once.\n"));
    assert_non_null(strstr(text.data, "cloud mfa\n"));
    assert_null(strstr(text.data, "120"));
    strbuf_done(&text);
    arena_free(arena);
}

static void words_are_runs_of_letters_and_digits(void **state) {
    (void)state;
    assert_true(words_match("a b c", "b c", false));
    assert_true(words_match("net-2.0", "net 2", true));
    assert_true(words_match("a a b", "a b", false));
    assert_false(words_match("ab c", "b c", false));
    assert_false(words_match("a b", "a b c", true));
    assert_false(words_match("a b", "", true));
    assert_false(words_match("", "a", true));
    assert_false(words_any(" —&. "));
    assert_true(words_any("«é»"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printed_queries_read_back),
        cmocka_unit_test(terms_are_joined_by_and),
        cmocka_unit_test(every_value_finds_its_record),
        cmocka_unit_test(spellings_have_one_form),
        cmocka_unit_test(refusals_say_where_and_what_instead),
        cmocka_unit_test(who_i_am_must_be_known),
        cmocka_unit_test(a_long_filter_is_refused),
        cmocka_unit_test(terms_let_through_what_they_should),
        cmocka_unit_test(days_of_25_hours_are_whole),
        cmocka_unit_test(search_text_is_folded),
        cmocka_unit_test(words_are_runs_of_letters_and_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
