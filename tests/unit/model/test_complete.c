/* Completion of filters: what is offered at a place, and that what is offered can be read there. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include "samples.h"

#include "loket/model/complete.h"

#include <cmocka.h> /* last: its fail() hides ours */

static size_t ask(void *ctx, const RegisterDef *def, const FieldDef *field, const char *typed, Arena *arena, Candidate *found, size_t most) {
    (void)ctx, (void)def, (void)arena, (void)most;
    size_t count = 0;
    bool people = !field || field->type != FT_TAGS;
    static const Candidate persons[] = {{"okafor", "M. Okafor"}, {"Jan de Vries", "Jan de Vries"}}, tags[] = {{"cloud", ""}, {"client", ""}};
    for (size_t i = 0; i < 2; i++)
        if (text_starts(people ? persons[i].text : tags[i].text, typed)) found[count++] = people ? persons[i] : tags[i];
    return count;
}

static const Lookup lookup = {.now = sample_now, .ask = ask};

/* The line with "|" where the cursor stands; what is offered, blank-separated, "[...]" around what it replaces. */
static const char *offered(const char *reg, const char *line, Arena *arena) {
    const char *bar = strchr(line, '|');
    const char *text = arena_printf(arena, "%.*s%s", (int)(bar - line), line, bar + 1);
    Completion *out = arena_alloc(arena, sizeof *out);
    complete_filter(register_by_key(reg), text, (size_t)(bar - line), &lookup, arena, out);
    StrBuf said;
    strbuf_init(&said);
    strbuf_addf(&said, "[%.*s]", (int)(out->end - out->start), text + out->start);
    for (size_t i = 0; i < out->count && i < 6; i++) strbuf_addf(&said, " %s", out->items[i].text);
    const char *copy = arena_strdup(arena, said.data);
    strbuf_done(&said);
    return copy;
}

static void test_places(void **state) {
    (void)state;
    static const struct {
        const char *reg, *line, *wanted;
    } cases[] = {
        {"incident", "sev|", "[sev] severity"},
        {"incident", "-sev|", "[sev] severity"},
        {"incident", "phishing se|v", "[sev] severity"},
        {"incident", "severity|", "[severity] severity: severity>= severity<= severity< severity>"},
        {"incident", "unit|", "[unit] unit:"},
        {"incident", "sev|erity>=s2 x", "[severity]"},
        {"incident", "sev|rity>=s2 x", "[sevrity] severity"},
        {"incident", "severity>=|", "[] s1 s2 s3 s4"},
        {"incident", "severity>=s|2", "[s2] s1 s2 s3 s4"},
        {"incident", "severity>=s2|", "[s2]"},
        {"incident", "severity:s1,|", "[] s1 s2 s3 s4"},
        {"incident", "state:op|", "[op] open"},
        {"incident", "state:open|", "[open]"},
        {"incident", "state=op|", "[op]"},
        {"incident", "kind:compl|", "[compl] complaint"},
        {"incident", "#cl|", "[cl] cloud client"},
        {"incident", "-#clo|", "[clo] cloud"},
        {"incident", "#cloud,cli|", "[cli] client"},
        {"incident", "@ok|", "[ok] okafor"},
        {"incident", "@me|", "[me]"},
        {"incident", "handler:|", "[] me okafor \"Jan de Vries\""},
        {"incident", "handler:\"Jan d|", "[\"Jan d] \"Jan de Vries\""},
        {"incident", "handler:\"Jan d|e Vries\" x", "[\"Jan de Vries\"]"},
        {"incident", "due<tod|", "[tod] today"},
        {"incident", "due<3|", "[3] 3d 3w 3m 3y 3wd 30d"},
        {"incident", "received_at>=yes|", "[yes] yesterday"},
        {"incident", "\"exact wo|", "[\"exact wo]"},
        {"incident", "nonsense:|", "[]"},
        {"incident", "code:|", "[]"},
        {"contact", "@Jan|", "[Jan] \"Jan de Vries\""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Arena *arena = arena_new();
        const char *said = offered(cases[i].reg, cases[i].line, arena);
        if (strcmp(said, cases[i].wanted) != 0) fail_msg("%s: offers \"%s\", not \"%s\"", cases[i].line, said, cases[i].wanted);
        arena_free(arena);
    }
}

/* At the beginning of a term: what most lists are narrowed by first, and the signs. */
static void test_nothing_typed(void **state) {
    (void)state;
    Arena *arena = arena_new();
    assert_true(text_starts(offered("incident", "|", arena), "[] state due created"));
    assert_true(text_starts(offered("incident", "phishing |", arena), "[] state due created"));
    Completion *out = arena_alloc(arena, sizeof *out);
    complete_filter(register_by_key("incident"), "", 0, &lookup, arena, out);
    bool tag = false, person = false;
    for (size_t i = 0; i < out->count; i++) {
        tag = tag || strcmp(out->items[i].text, "#") == 0;
        person = person || strcmp(out->items[i].text, "@") == 0;
    }
    assert_true(tag && person);
    arena_free(arena);
}

/* A reader who thinks in labels finds the field by its label. */
static void test_by_label(void **state) {
    (void)state;
    Arena *arena = arena_new();
    assert_string_equal(offered("incident", "follow|", arena), "[follow] follow_up_on");
    assert_string_equal(offered("incident", "next|", arena), "[next] due next_step:");
    arena_free(arena);
}

static const char *find_person(void *ctx, const char *name) {
    (void)ctx;
    return strstr(name, "o") || strstr(name, "Jan") ? "CON-0003" : NULL;
}

/* Whatever is offered for whichever field of whichever register is read there. */
static void test_all_can_be_read(void **state) {
    (void)state;
    static const QueryContext context = {.now = sample_now, .me = "CON-0001", .person = find_person};
    for (const RegisterDef *def = NULL; (def = register_next(def));)
        for (size_t f = 0; f < def->field_count; f++) {
            Arena *arena = arena_new();
            Completion *out = arena_alloc(arena, sizeof *out);
            const char *start = arena_printf(arena, "%s:", def->fields[f].key);
            complete_filter(def, start, strlen(start), &lookup, arena, out);
            bool links = (def->fields[f].type == FT_LINK || def->fields[f].type == FT_LINKS) && !text_has_word(def->fields[f].target ? def->fields[f].target : "", "contact");
            for (size_t i = 0; i < out->count && !links; i++) {
                Query query;
                Error err = {0};
                const char *line = arena_printf(arena, "%s%s", start, out->items[i].text);
                if (query_parse(def, line, &context, arena, &query, &err) != OK) fail_msg("%s: %s is refused: %s", def->key, line, err.message);
                assert_int_equal(query.term_count, 1);
            }
            arena_free(arena);
        }
}

static void test_values(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const RegisterDef *def = register_by_key("incident");
    Completion *out = arena_alloc(arena, sizeof *out);
    complete_value(def, register_field(def, "severity"), "s", &lookup, arena, out);
    assert_int_equal(out->count, 4);
    complete_value(def, register_field(def, "handler"), "Jan", &lookup, arena, out);
    assert_int_equal(out->count, 1);
    assert_string_equal(out->items[0].text, "Jan de Vries"); /* one value: no quotes */
    assert_int_equal(out->end, 3);
    complete_value(def, register_field(def, "state"), "clo", &lookup, arena, out);
    assert_string_equal(out->items[0].text, "closed"); /* the state, not all that are not open */
    assert_int_equal(out->count, 1);
    arena_free(arena);
}

int main(void) {
    lang_start("en", NULL);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places), cmocka_unit_test(test_nothing_typed), cmocka_unit_test(test_by_label),
                                       cmocka_unit_test(test_all_can_be_read), cmocka_unit_test(test_values)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
