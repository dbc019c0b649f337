/* Records: values by key, copies that stand on their own, titles, codes and openness. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include "samples.h"

#include <cmocka.h> /* last: its fail() hides ours */

static void new_records_start_as_the_table_says(void **state) {
    (void)state;
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def)) {
        Arena *arena = arena_new();
        Record *record = record_new_initial(def, sample_now, arena);
        for (size_t i = 0; i < def->field_count; i++)
            assert_int_equal(record->values[i].set, !text_empty(def->fields[i].initial));
        if (def->state_count) {
            assert_true(record_is(record, "state", def->states[0].key));
            assert_ptr_equal(record_state(record), &def->states[0]);
        }
        assert_int_equal(record_open(record), def->state_count == 0 || def->states[0].open);
        arena_free(arena);
    }
}

static void copies_stand_on_their_own(void **state) {
    (void)state;
    Random random = random_start();
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def)) {
        Arena *first = arena_new(), *second = arena_new();
        Record *record = random_record(&random, def, first);
        Record *copy = record_copy(record, second);
        size_t differs = SIZE_MAX;
        assert_true(record_same(record, copy, &differs));
        assert_int_equal(differs, SIZE_MAX);
        for (size_t i = 0; i < def->field_count; i++) {
            if (record->values[i].text) assert_ptr_not_equal(record->values[i].text, copy->values[i].text);
        }
        size_t at = random_below(&random, def->field_count);
        copy->values[at].set = !copy->values[at].set;
        assert_false(record_same(record, copy, &differs));
        assert_int_equal(differs, at);
        arena_free(first); /* the copy must not look into it: ASan would tell */
        StrBuf out;
        strbuf_init(&out);
        copy->values[at].set = false;
        for (size_t i = 0; i < def->field_count; i++)
            field_write(&def->fields[i], def, copy->values[i], &out);
        strbuf_done(&out);
        arena_free(second);
    }
}

static void values_are_found_by_key(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Record *record = record_new(register_by_key("incident"), arena);
    assert_string_equal(record_title(record), "");
    assert_null(record_text(record, "title"));
    assert_int_equal(record_number(record, "people_count", -1), -1);
    record_set_text(record, "title", "A title");
    record_set_number(record, "people_count", 12);
    assert_string_equal(record_title(record), "A title");
    assert_int_equal(record_number(record, "people_count", -1), 12);
    assert_true(record_has(record, "title"));
    record_set_text(record, "title", "");
    assert_false(record_has(record, "title"));
    Error err;
    assert_int_equal(record_parse(record, "severity", "urgent", sample_now, arena, &err), ERR_INVALID);
    assert_false(record_has(record, "severity"));
    assert_int_equal(record_parse(record, "severity", "high", sample_now, arena, &err), OK);
    assert_true(record_is(record, "severity", "s2"));
    assert_int_equal(record_parse(record, "severity", " ", sample_now, arena, &err), OK);
    assert_false(record_is(record, "severity", "s2"));
    arena_free(arena);
}

static void codes_and_openness(void **state) {
    (void)state;
    Arena *arena = arena_new();
    char code[64];
    Record *record = record_new_initial(register_by_key("incident"), sample_now, arena);
    record->no = 142;
    record_code(record, code, sizeof code);
    assert_string_equal(code, "INC-0142");
    assert_true(record_open(record));
    record_set_text(record, "state", "closed");
    assert_false(record_open(record));
    record_set_text(record, "state", "new");
    record->voided_at = sample_now;
    assert_false(record_open(record));
    Record *child = record_new(register_by_key("reporter"), arena);
    child->no = 2;
    child->parent = record->def;
    child->parent_no = 142;
    record_code(child, code, sizeof code);
    assert_string_equal(code, "INC-0142 reporter 2");
    assert_true(record_open(child));
    child->voided_at = sample_now;
    assert_false(record_open(child));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_records_start_as_the_table_says),
        cmocka_unit_test(copies_stand_on_their_own),
        cmocka_unit_test(values_are_found_by_key),
        cmocka_unit_test(codes_and_openness),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
