/* Field types: what is written reads back, over every field of every register, and what each type accepts and refuses.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include "samples.h"

#include "loket/model/risk.h"

#include <cmocka.h> /* last: its fail() hides ours */

static const Choice kinds[] = {{"near_miss", "near miss"}, {"complaint", "complaint"}, {"incident", "incident"}, {0}};

static FieldDef field_of(FieldType type) {
    FieldDef field = {.key = "it", .label = "It", .help = "help", .type = type};
    if (type == FT_CHOICE || type == FT_CHOICES) field.choices = kinds;
    return field;
}

/* Canonical text of `text` for `field`; "!" and the message when it is refused. */
static const char *canonical(const FieldDef *field, const char *text, Arena *arena, Error *err) {
    Value value;
    const RegisterDef *def = register_by_key("incident");
    ParseContext context = {.now = sample_now, .def = def};
    *err = (Error){0};
    if (field_parse(field, &context, text, arena, &value, err) != OK) return "!";
    StrBuf out;
    strbuf_init(&out);
    field_write(field, def, value, &out);
    const char *copy = arena_strdup(arena, out.data);
    strbuf_done(&out);
    return copy;
}

static void written_values_read_back(void **state) {
    (void)state;
    Random random = random_start();
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def)) {
        for (size_t i = 0; i < def->field_count; i++) {
            const FieldDef *field = &def->fields[i];
            for (int round = 0; round < 20; round++) {
                Arena *arena = arena_new();
                Value value = random_value(&random, field, def, arena), again;
                ParseContext context = {.now = sample_now + 86400 * 400, .def = def};
                StrBuf out, second;
                strbuf_init(&out), strbuf_init(&second);
                field_write(field, def, value, &out);
                Error err = {0};
                if (field_parse(field, &context, out.data, arena, &again, &err) != OK) print_error("%s\n", err.message);
                field_write(field, def, again, &second);
                if (!value_equal(field, value, again)) print_error("%s.%s: %s\n", def->key, field->key, out.data);
                assert_true(value_equal(field, value, again));
                assert_string_equal(out.data, second.data);
                assert_int_equal(type_ops[field->type].compare(field, def, value, again), 0);
                strbuf_done(&out), strbuf_done(&second);
                arena_free(arena);
            }
        }
    }
}

static void displayed_choices_read_back(void **state) {
    (void)state;
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def)) {
        for (size_t i = 0; i < def->field_count; i++) {
            const FieldDef *field = &def->fields[i];
            if (field->type != FT_CHOICE) continue;
            for (const Choice *choice = field->choices; choice->key; choice++) {
                Arena *arena = arena_new();
                Error err;
                assert_string_equal(canonical(field, choice->label, arena, &err), choice->key);
                arena_free(arena);
            }
        }
    }
}

typedef struct Case {
    FieldType type;
    const char *input, *output; /* "!" = refused */
} Case;

static void types_accept_and_refuse(void **state) {
    (void)state;
    static const Case cases[] = {
        {FT_TEXT, "  two\nlines\tand more ", "two lines and more"},
        {FT_TEXT, " \n ", ""},
        {FT_TEXT, "bad \xff byte", "!"},
        {FT_NOTE, "\n\none\r\ntwo\rthree\n\n", "one\ntwo\nthree"},
        {FT_CHOICE, "Near Miss", "near_miss"},
        {FT_CHOICE, "near-miss", "near_miss"},
        {FT_CHOICE, "miss", "!"},
        {FT_CHOICES, "incident,near miss, incident", "incident near_miss"},
        {FT_CHOICES, "near miss", "near_miss"},
        {FT_CHOICES, "incident complaint", "complaint incident"},
        {FT_CHOICES, ",,", ""},
        {FT_CHOICES, "incident foo", "!"},
        {FT_FLAG, "JA", "yes"},
        {FT_FLAG, "nee", "no"},
        {FT_FLAG, "x", "yes"},
        {FT_FLAG, "perhaps", "!"},
        {FT_DATE, "now", "2026-11-23"},
        {FT_DATE, "23-11-2026", "2026-11-23"},
        {FT_DATE, "31-02-2026", "!"},
        {FT_MOMENT, "2026-11-23 09:15", "2026-11-23T09:15:00+01:00"},
        {FT_MOMENT, "2026-07-01T09:15:00Z", "2026-07-01T11:15:00+02:00"},
        {FT_NUMBER, " -0012 ", "-12"},
        {FT_NUMBER, "-0", "0"},
        {FT_NUMBER, "999999999999999", "999999999999999"},
        {FT_NUMBER, "1000000000000000", "!"},
        {FT_NUMBER, "12x", "!"},
        {FT_NUMBER, "-", "!"},
        {FT_SPAN, "6w", "6w"},
        {FT_SPAN, "six", "!"},
        {FT_LINK, "inc142", "INC-0142"},
        {FT_LINK, "INC-12345", "INC-12345"},
        {FT_LINK, "XYZ-1", "!"},
        {FT_LINK, "INC-0", "!"},
        {FT_LINK, "INC-1 ", "INC-0001"},
        {FT_LINKS, "con17 CON-0003,con-3", "CON-0003 CON-0017"},
        {FT_LINKS, "con17,CON-0003, con-3", "CON-0003 CON-0017"},
        {FT_LINKS, "con17 con3", "CON-0003 CON-0017"},
        {FT_PARTY, "con3", "CON-0003"},
        {FT_PARTY, "inc3", "inc3"},
        {FT_PARTY, "Acme bv", "Acme bv"},
        {FT_PARTY, "@nobody", "!"},
        {FT_TAGS, "#Cloud, mfa  #CLOUD", "cloud mfa"},
        {FT_TAGS, "e\xcc\x81t\xc3\xa9", "\xc3\xa9t\xc3\xa9"},
        {FT_TAGS, "a\"b", "!"},
        {FT_TAGS, "#", "!"},
        {FT_STATE, "in hand", "in_hand"},
        {FT_STATE, "open", "!"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Arena *arena = arena_new();
        FieldDef field = field_of(cases[i].type);
        Error err;
        const char *found = canonical(&field, cases[i].input, arena, &err);
        if (strcmp(found, cases[i].output) != 0)
            print_error("case %zu \"%s\": \"%s\" %s\n", i, cases[i].input, found, err.message);
        assert_string_equal(found, cases[i].output);
        arena_free(arena);
    }
}

static void severity_reads_slugs_and_labels(void **state) {
    (void)state;
    static const char *const inputs[][2] = {{"S1", "s1"}, {"crit", "s1"}, {"High", "s2"}, {"med", "s3"}, {"LOW", "s4"}};
    FieldDef field = {.key = "severity", .type = FT_CHOICE, .choices = choices_severity};
    for (size_t i = 0; i < COUNT_OF(inputs); i++) {
        Arena *arena = arena_new();
        Error err;
        assert_string_equal(canonical(&field, inputs[i][0], arena, &err), inputs[i][1]);
        arena_free(arena);
    }
}

static void refusals_name_field_and_help(void **state) {
    (void)state;
    Arena *arena = arena_new();
    FieldDef choice = field_of(FT_CHOICE), link = field_of(FT_LINK);
    link.target = "contact";
    Error err;
    assert_string_equal(canonical(&choice, "complant", arena, &err), "!");
    assert_int_equal(err.status, ERR_INVALID);
    assert_string_equal(err.message, "it: \"complant\" is not one of the choices");
    assert_string_equal(err.hint, "did you mean \"complaint\"?");
    assert_string_equal(canonical(&choice, "zzz", arena, &err), "!");
    assert_string_equal(err.hint, "one of: near_miss, complaint, incident");
    assert_string_equal(canonical(&link, "INC-0001", arena, &err), "!");
    assert_string_equal(err.message, "it: \"INC-0001\" points at the wrong register");
    assert_string_equal(err.hint, "give a code that starts with CON");
    arena_free(arena);
}

static void limits_hold(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Error err;
    char *text = arena_alloc(arena, NOTE_MOST + 2);
    FieldDef line = field_of(FT_TEXT), note = field_of(FT_NOTE), tags = field_of(FT_TAGS);
    memset(text, 'a', TEXT_MOST);
    assert_int_equal(strlen(canonical(&line, text, arena, &err)), TEXT_MOST);
    text[TEXT_MOST] = 'a';
    assert_string_equal(canonical(&line, text, arena, &err), "!");
    assert_string_equal(canonical(&tags, text, arena, &err), "!");
    memset(text, 'a', NOTE_MOST);
    assert_int_equal(strlen(canonical(&note, text, arena, &err)), NOTE_MOST);
    text[NOTE_MOST] = 'a';
    assert_string_equal(canonical(&note, text, arena, &err), "!");
    arena_free(arena);
}

static void codes_read_and_write(void **state) {
    (void)state;
    static const char *const good[] = {"INC-0142", "inc-142", "Inc142", "INC-00000142"};
    static const char *const bad[] = {
        "", "INC", "INC-", "INC-0", "INC--1", "INC-1x", "INC -1", "142", "IN-1", "INCI-1", "INC-1234567890123456"};
    const RegisterDef *def = NULL;
    int64_t no = 0;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(code_parse(good[i], &def, &no));
        assert_string_equal(def->key, "incident");
        assert_int_equal(no, 142);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(code_parse(bad[i], &def, &no));
    char code[CODE_SIZE];
    code_write(def, 123456, code);
    assert_string_equal(code, "INC-123456");
}

static void displays_are_for_people(void **state) {
    (void)state;
    static const Case cases[] = {
        {FT_CHOICES, "incident,near_miss", "incident, near miss"},
        {FT_TAGS, "b a", "#a #b"},
        {FT_LINKS, "con3 con4", "CON-0003, CON-0004"},
        {FT_FLAG, "1", "yes"},
        {FT_SPAN, "1wd", "1 working day"},
        {FT_SPAN, "6w", "6 weeks"},
        {FT_STATE, "in_hand", "in hand"},
    };
    const RegisterDef *def = register_by_key("incident");
    ParseContext context = {.now = sample_now, .def = def};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Arena *arena = arena_new();
        FieldDef field = field_of(cases[i].type);
        Value value;
        StrBuf out;
        strbuf_init(&out);
        assert_int_equal(field_parse(&field, &context, cases[i].input, arena, &value, NULL), OK);
        field_format(&field, def, value, &out);
        assert_string_equal(out.data, cases[i].output);
        strbuf_done(&out);
        arena_free(arena);
    }
}

static void risk_follows_the_matrix(void **state) {
    (void)state;
    assert_int_equal(risk_score("very_small", "negligible"), 1);
    assert_int_equal(risk_score("very_large", "serious"), 25);
    assert_int_equal(risk_score(NULL, "serious"), 0);
    assert_int_equal(risk_band("small", "limited"), RISK_LOW);
    assert_int_equal(risk_band("very_small", "serious"), RISK_MEDIUM);
    assert_int_equal(risk_band("possible", "considerable"), RISK_MEDIUM);
    assert_int_equal(risk_band("possible", "large"), RISK_HIGH);
    assert_int_equal(risk_band("possible", "serious"), RISK_CRITICAL);
    assert_int_equal(risk_band("possible", NULL), RISK_NONE);
    for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
            int score = (i + 1) * (j + 1);
            RiskBand wanted = score >= 15   ? RISK_CRITICAL
                              : score >= 10 ? RISK_HIGH
                              : score >= 5  ? RISK_MEDIUM
                                            : RISK_LOW;
            assert_int_equal(risk_band(choices_likelihood[i].key, choices_impact[j].key), wanted);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_values_read_back),     cmocka_unit_test(displayed_choices_read_back),
        cmocka_unit_test(types_accept_and_refuse),      cmocka_unit_test(severity_reads_slugs_and_labels),
        cmocka_unit_test(refusals_name_field_and_help), cmocka_unit_test(limits_hold),
        cmocka_unit_test(codes_read_and_write),         cmocka_unit_test(displays_are_for_people),
        cmocka_unit_test(risk_follows_the_matrix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
