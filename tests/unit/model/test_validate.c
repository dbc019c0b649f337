/* What every record must hold, and which moves it may make; on small tables of its own, so that the real rules may
 * change. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include "samples.h"

#include "loket/model/validate.h"

#include <cmocka.h> /* last: its fail() hides ours */

static const Choice kinds[] = {{"a", "kind a"}, {"b", "kind b"}, {0}};

static void gate(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)facts, (void)before;
    if (!record_is(after, "state", "closed")) return;
    if (!record_has(after, "outcome")) problem_add(problems, after->def, "outcome", "say how it ended");
    if (!record_has(after, "kind")) problem_add(problems, after->def, NULL, "say %s", "what it was");
}

static const FieldDef paper_fields[] = {
    {.key = "title", .label = "Title", .help = "h", .type = FT_TEXT, .flags = FF_REQUIRED | FF_TITLE},
    {.key = "kind", .label = "Kind", .help = "h", .type = FT_CHOICE, .choices = kinds},
    {.key = "given_on", .label = "Given on", .help = "h", .type = FT_DATE, .flags = FF_KEEP},
    {.key = "outcome", .label = "Outcome", .help = "h", .type = FT_TEXT},
    RECORD_FIELDS("draft"),
};
static const StateDef paper_states[] = {
    {"draft", "draft", "given", true}, {"given", "given", "closed draft", true}, {"closed", "closed", "", false}};
static const RegisterDef paper = {
    .key = "paper", .kind = KIND_RECORDS, FIELDS(paper_fields), STATES(paper_states), .check = gate};

static const FieldDef line_fields[] = {
    {.key = "who", .label = "Who", .help = "h", .type = FT_TEXT, .flags = FF_REQUIRED},
    {.key = "answered_on", .label = "Answered on", .help = "h", .type = FT_DATE},
};
static const RegisterDef line = {.key = "line", .kind = KIND_CHILD, .parents = "paper", FIELDS(line_fields)};

static const Facts facts = {.now = sample_now};

static Record *new_paper(Arena *arena) {
    Record *record = record_new_initial(&paper, sample_now, arena);
    record_set_text(record, "title", "A paper");
    return record;
}

/* Checks that exactly `count` problems are found and that one at `key` begins with `message`. */
static void expect(const Record *before, const Record *after, size_t count, const char *key, const char *message) {
    Problems problems = {0};
    validate(&facts, before, after, &problems);
    bool found = count == 0;
    for (size_t i = 0; i < problems.count && i < COUNT_OF(problems.items); i++) {
        const Problem *problem = &problems.items[i];
        bool here = key ? problem->field && strcmp(problem->field->key, key) == 0 : !problem->field;
        found = found || (here && text_starts(problem->message, message));
    }
    if (problems.count != count || !found) {
        for (size_t i = 0; i < problems.count; i++)
            print_error("%s\n", problems.items[i].message);
    }
    assert_int_equal(problems.count, count);
    assert_true(found);
}

static void required_fields_are_named(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Record *record = record_new(&paper, arena);
    expect(NULL, record, 3, "title", "still empty");
    expect(NULL, new_paper(arena), 0, NULL, NULL);
    record->voided_at = sample_now;
    expect(NULL, record, 0, NULL, NULL);
    arena_free(arena);
}

static void unknown_choices_and_states_are_refused(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Record *record = new_paper(arena);
    record_set_text(record, "kind", "c");
    expect(NULL, record, 1, "kind", "\"c\" is not one of the choices");
    record_set_text(record, "kind", "b");
    record_set_text(record, "state", "lost");
    expect(NULL, record, 1, "state", "\"lost\" is no state");
    arena_free(arena);
}

static void moves_follow_the_table_once_it_exists(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Record *before = new_paper(arena), *after = record_copy(before, arena);
    record_set_text(after, "state", "closed");
    record_set_text(after, "outcome", "well");
    record_set_text(after, "kind", "a");
    expect(NULL, after, 0, NULL, NULL); /* import may create what could have been */
    expect(before, after, 1, "state", "from \"draft\" it cannot go to \"closed\", only to: given");
    record_set_text(before, "state", "given");
    expect(before, after, 0, NULL, NULL);
    record_set_text(before, "state", "closed");
    record_set_text(after, "state", "draft");
    expect(before, after, 1, "state", "\"closed\" is final");
    arena_free(arena);
}

static void a_gate_lists_all_that_is_missing(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Record *record = new_paper(arena);
    record_set_text(record, "state", "closed");
    expect(NULL, record, 2, "outcome", "say how it ended");
    expect(NULL, record, 2, NULL, "say what it was");
    arena_free(arena);
}

static void kept_fields_are_written_once(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Record *before = new_paper(arena), *after = record_copy(before, arena);
    record_set_number(after, "given_on", 20000);
    expect(before, after, 0, NULL, NULL);
    record_set_number(before, "given_on", 20001);
    expect(before, after, 1, "given_on", "\"Given on\" was written down");
    record_set(after, "given_on", (Value){0});
    expect(before, after, 1, "given_on", "\"Given on\" was written down");
    record_set_number(after, "given_on", 20001);
    record_set_text(after, "title", "Another");
    expect(before, after, 0, NULL, NULL);
    arena_free(arena);
}

static void child_rows_are_written_once(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Record *before = record_new(&line, arena);
    record_set_text(before, "who", "Okafor");
    Record *after = record_copy(before, arena);
    record_set_number(after, "answered_on", 20000);
    expect(before, after, 0, NULL, NULL);
    record_set_text(after, "who", "Amsel");
    expect(before, after, 1, "who", "\"Who\" was written down and stays; strike");
    after->voided_at = sample_now; /* striking through changes nothing else */
    expect(before, after, 1, "who", "\"Who\" was written down");
    record_set_text(after, "who", "Okafor");
    expect(before, after, 0, NULL, NULL);
    arena_free(arena);
}

static void nothing_is_called_sealed_yet(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Record *record = new_paper(arena);
    record_set_text(record, "level", "sealed");
    expect(NULL, record, 1, "level", "this version cannot seal yet");
    record->voided_at = sample_now;
    expect(NULL, record, 1, "level", "this version cannot seal yet");
    arena_free(arena);
}

static void too_many_problems_are_counted(void **state) {
    (void)state;
    Problems problems = {0};
    for (size_t i = 0; i < 40; i++)
        problem_add(&problems, &paper, "title", "%300s", "long");
    assert_int_equal(problems.count, 40);
    assert_int_equal(strlen(problems.items[23].message), sizeof problems.items[0].message - 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(required_fields_are_named),
        cmocka_unit_test(unknown_choices_and_states_are_refused),
        cmocka_unit_test(moves_follow_the_table_once_it_exists),
        cmocka_unit_test(a_gate_lists_all_that_is_missing),
        cmocka_unit_test(kept_fields_are_written_once),
        cmocka_unit_test(child_rows_are_written_once),
        cmocka_unit_test(nothing_is_called_sealed_yet),
        cmocka_unit_test(too_many_problems_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
