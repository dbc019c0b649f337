/* How often a contact is to be spoken: its own fields, the tightest of its roles, the organisation's rows, the built-in table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "loket/model/cadence.h"
#include "loket/model/validate.h"

typedef struct World {
    Arena *arena;
    Record *contact;
    Record *items[8];
    RecordList rows;
} World;

static int setup(void **state) {
    static World world;
    world = (World){.arena = arena_new()};
    world.contact = record_new(register_by_key("contact"), world.arena);
    world.rows.items = world.items;
    *state = &world;
    return 0;
}

static int teardown(void **state) {
    arena_free(((World *)*state)->arena);
    return 0;
}

static void add_row(World *world, const char *role, const char *ideal, const char *maximum) {
    Record *row = record_new(register_by_key("cadence"), world->arena);
    record_set_text(row, "role", role);
    if (ideal) record_set_text(row, "informal_ideal", ideal);
    if (maximum) record_set_text(row, "informal_maximum", maximum);
    world->items[world->rows.count++] = row;
}

/* The informal pair in days; -1 = none. */
static void assert_pair(World *world, int ideal, int maximum) {
    Cadence wanted = cadence_of(world->contact, world->rows, CADENCE_INFORMAL_IDEAL), most = cadence_of(world->contact, world->rows, CADENCE_INFORMAL_MAXIMUM);
    assert_int_equal(wanted.set ? day_add_span(0, wanted.span) : -1, ideal);
    assert_int_equal(most.set ? day_add_span(0, most.span) : -1, maximum);
}

static void a_portfolio_holder_has_the_terms_of_the_requirements(void **state) {
    World *world = *state;
    static const char *const spans[CADENCE_TERMS] = {"90d", "120d", "30d", "45d"};
    record_set_text(world->contact, "roles", "portfolio_holder");
    for (CadenceTerm term = 0; term < CADENCE_TERMS; term++) {
        char text[16];
        Cadence cadence = cadence_of(world->contact, world->rows, term);
        assert_true(cadence.set);
        span_format(cadence.span, text);
        assert_string_equal(text, spans[term]);
        assert_string_equal(cadence.role, "portfolio_holder");
    }
}

static void who_has_no_cadence_is_not_due(void **state) {
    World *world = *state;
    assert_pair(world, -1, -1);
    record_set_text(world->contact, "roles", "employee supplier");
    assert_pair(world, -1, -1);
}

static void the_tightest_of_several_roles_counts(void **state) {
    World *world = *state;
    record_set_text(world->contact, "roles", "ict manager"); /* 30/45 and 90/120 */
    assert_pair(world, 30, 45);
    add_row(world, "manager", "10d", "100d"); /* each term by itself */
    assert_pair(world, 10, 45);
    assert_string_equal(cadence_of(world->contact, world->rows, CADENCE_INFORMAL_IDEAL).role, "manager");
    assert_string_equal(cadence_of(world->contact, world->rows, CADENCE_INFORMAL_MAXIMUM).role, "ict");
}

static void a_later_row_of_the_organisation_holds(void **state) {
    World *world = *state;
    record_set_text(world->contact, "roles", "dpo");
    add_row(world, "dpo", "7d", "14d");
    add_row(world, "hr", "1d", "1d");
    assert_pair(world, 7, 14);
    add_row(world, "dpo", "60d", NULL);
    assert_pair(world, 60, -1); /* the whole row counts */
    add_row(world, "dpo", NULL, NULL);
    assert_pair(world, -1, -1);
}

static void own_fields_win(void **state) {
    World *world = *state;
    record_set_text(world->contact, "roles", "portfolio_holder");
    record_set_text(world->contact, "informal_ideal", "60d");
    assert_pair(world, 60, -1); /* and the role's longest does not cut it short */
    assert_null(cadence_of(world->contact, world->rows, CADENCE_INFORMAL_IDEAL).role);
    record_set_text(world->contact, "informal_ideal", "0d");
    assert_pair(world, -1, -1);
    assert_true(cadence_of(world->contact, world->rows, CADENCE_FORMAL_IDEAL).set); /* the other kind is untouched */
}

static void months_and_days_compare(void **state) {
    World *world = *state;
    record_set_text(world->contact, "roles", "dpo hr");
    add_row(world, "dpo", "2m", "3m");
    add_row(world, "hr", "9w", "12w");
    Cadence wanted = cadence_of(world->contact, world->rows, CADENCE_INFORMAL_IDEAL), most = cadence_of(world->contact, world->rows, CADENCE_INFORMAL_MAXIMUM);
    assert_string_equal(wanted.role, "dpo");
    assert_string_equal(most.role, "hr");
}

static void every_built_in_role_and_span_is_one(void **state) {
    (void)state;
    size_t with = 0;
    for (const Choice *role = contact_roles; role->key; role++)
        for (CadenceTerm term = 0; term < CADENCE_TERMS; term += 2) {
            const char *ideal = cadence_builtin(role->key, term), *maximum = cadence_builtin(role->key, term + 1);
            Span wanted, most;
            assert_int_equal(ideal == NULL, maximum == NULL);
            if (!ideal) continue;
            with++;
            assert_int_equal(span_parse(ideal, &wanted, NULL), OK);
            assert_int_equal(span_parse(maximum, &most, NULL), OK);
            assert_true(day_add_span(0, most) > day_add_span(0, wanted));
        }
    assert_int_equal(with, 21); /* a role misspelt in the table would be missing */
}

static void what_cannot_be_is_told(void **state) {
    World *world = *state;
    Problems problems = {0};
    record_set_text(world->contact, "informal_ideal", "60d");
    record_set_text(world->contact, "informal_maximum", "6w");
    cadence_check(world->contact, &problems);
    assert_int_equal(problems.count, 1);
    assert_string_equal(problems.items[0].field->key, "informal_maximum");
    record_set_text(world->contact, "informal_ideal", "-1d");
    problems.count = 0;
    cadence_check(world->contact, &problems);
    assert_int_equal(problems.count, 1);
    assert_string_equal(problems.items[0].field->key, "informal_ideal");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(a_portfolio_holder_has_the_terms_of_the_requirements),
        CASE(who_has_no_cadence_is_not_due),
        CASE(the_tightest_of_several_roles_counts),
        CASE(a_later_row_of_the_organisation_holds),
        CASE(own_fields_win),
        CASE(months_and_days_compare),
        CASE(every_built_in_role_and_span_is_one),
        CASE(what_cannot_be_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
