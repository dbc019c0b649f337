/* Clocks from facts: a table of what facts add up to, and random facts against a second, simpler reading of the same rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "loket/base/lang.h"
#include "loket/model/clock.h"

#include <cmocka.h>

static const Regime hours = {.code = "H", .rule = DEADLINE_HOURS, .legs = {72}, .leg_count = 1, .unit = SPAN_HOURS, .calendar = CALENDAR_EU, .active = true};
static const Regime month = {.code = "M", .rule = DEADLINE_EU1182, .legs = {1}, .leg_count = 1, .extension = {2}, .extension_count = 1,
                             .unit = SPAN_MONTHS, .calendar = CALENDAR_EU, .active = true};
static const Regime dora = {.code = "D", .rule = DEADLINE_DORA_INIT, .legs = {4}, .leg_count = 1, .unit = SPAN_HOURS, .calendar = CALENDAR_EU};
static const Regime paused = {.code = "P", .rule = DEADLINE_EU1182_PAUSE, .legs = {1}, .leg_count = 1, .unit = SPAN_MONTHS, .calendar = CALENDAR_EU};

static Moment at(const char *text) {
    Moment moment;
    Error err = {0};
    if (moment_parse(text, 0, &moment, &err) != OK) fail_msg("%s: %s", text, err.message);
    return moment;
}

/* "start 2026-11-23 09:00; met 2026-11-24" as facts of `rule`. */
static size_t read_facts(const char *rule, const char *text, ClockFact facts[16]) {
    size_t count = 0;
    char copy[400], *rest = copy;
    snprintf(copy, sizeof copy, "%s", text);
    for (char *one; (one = strsep(&rest, ";"));) {
        one += strspn(one, " ");
        char *blank = strchr(one, ' ');
        if (blank) *blank++ = '\0';
        ClockFactKind kind = clock_fact_kind(one);
        if (kind == FACT_KINDS) fail_msg("no fact '%s'", one);
        facts[count++] = (ClockFact){.rule = rule, .kind = kind, .has_moment = blank != NULL, .moment = blank ? at(blank) : 0, .reason = "because"};
    }
    return count;
}

static const struct {
    const Regime *regime;
    const char *facts;
    ClockState state;
    const char *due; /* NULL = none */
    bool late, extended, corrected;
} table[] = {
    {&hours, "na", CLOCK_OFF, NULL, false, false, false},
    {&hours, "met 2026-11-23 09:00", CLOCK_NONE, NULL, false, false, false},
    {&hours, "start 2026-11-23 09:15", CLOCK_RUNNING, "2026-11-26 09:15", false, false, false},
    {&hours, "if_so 2026-11-23 09:15", CLOCK_IF_SO, "2026-11-26 09:15", false, false, false},
    {&hours, "if_so 2026-11-23 09:15; start 2026-11-23 09:15", CLOCK_RUNNING, "2026-11-26 09:15", false, false, false},
    {&hours, "start 2026-11-23 09:15; correct 2026-11-22 09:15", CLOCK_RUNNING, "2026-11-25 09:15", false, false, true},
    {&hours, "start 2026-11-23 09:15; na", CLOCK_OFF, "2026-11-26 09:15", false, false, false},
    {&hours, "start 2026-11-23 09:15; na; start 2026-11-23 10:00", CLOCK_RUNNING, "2026-11-26 10:00", false, false, false},
    /* met at the last second, and one second later */
    {&hours, "start 2026-11-23 09:15; met 2026-11-26 09:15", CLOCK_MET, "2026-11-26 09:15", false, false, false},
    {&hours, "start 2026-11-23 09:15; late 2026-11-26 09:15:01", CLOCK_MET, "2026-11-26 09:15", true, false, false},
    /* the first notice counts, whenever it was entered */
    {&hours, "start 2026-11-23 09:15; met 2026-11-27 10:00; met 2026-11-24 10:00", CLOCK_MET, "2026-11-26 09:15", false, false, false},
    {&month, "start 2026-01-31 10:00", CLOCK_RUNNING, "2026-03-02 23:59:59", false, false, false},
    /* told in the last minute of the rolled month; and the day after */
    {&month, "start 2026-01-31 10:00; extend 2026-03-02 23:59", CLOCK_RUNNING, "2026-04-30 23:59:59", false, true, false},
    {&month, "start 2026-01-31 10:00; extend 2026-03-03 00:00", CLOCK_RUNNING, "2026-03-02 23:59:59", false, false, false},
    {&hours, "start 2026-11-23 09:15; extend 2026-11-23 10:00", CLOCK_RUNNING, "2026-11-26 09:15", false, false, false},
    /* aware, not classified yet: a day; classified after two hours, and on the fourth day */
    {&dora, "if_so 2026-11-23 09:00", CLOCK_IF_SO, "2026-11-24 09:00", false, false, false},
    {&dora, "if_so 2026-11-23 09:00; aware 2026-11-23 09:00; start 2026-11-23 11:00", CLOCK_RUNNING, "2026-11-23 15:00", false, false, false},
    {&dora, "aware 2026-11-23 09:00; start 2026-11-27 11:00", CLOCK_RUNNING, "2026-11-27 15:00", false, false, false},
    {&paused, "start 2026-11-23 09:00", CLOCK_RUNNING, "2026-12-23 23:59:59", false, false, false},
    {&paused, "start 2026-11-23 09:00; pause 2026-11-25; resume 2026-11-27", CLOCK_RUNNING, "2026-12-28 23:59:59", false, false, false},
    {&paused, "start 2026-11-23 09:00; pause 2026-11-25", CLOCK_RUNNING, "2026-12-23 23:59:59", false, false, false},
};

static void facts_add_up(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        ClockFact facts[16];
        Clock clock;
        size_t count = read_facts(table[i].regime->code, table[i].facts, facts);
        clock_compute(table[i].regime, facts, count, false, &clock);
        if (clock.state != table[i].state) fail_msg("%s: state %d", table[i].facts, (int)clock.state);
        if (clock.has_due != (table[i].due != NULL)) fail_msg("%s: %s", table[i].facts, clock.problem);
        if (table[i].due && clock.result.due != at(table[i].due)) fail_msg("%s: due %lld", table[i].facts, (long long)clock.result.due);
        if (clock.late != table[i].late || clock.extended != table[i].extended || clock.corrected != table[i].corrected)
            fail_msg("%s: late %d extended %d corrected %d", table[i].facts, clock.late, clock.extended, clock.corrected);
    }
}

static void others_and_struck_are_passed_over(void **state) {
    (void)state;
    Clock clock;
    ClockFact facts[] = {{.rule = "X", .kind = FACT_START, .has_moment = true, .moment = 1795431600},
                         {.rule = "h", .kind = FACT_START, .has_moment = true, .moment = 1795431600},
                         {.rule = "H", .kind = FACT_NA, .void_at = 1795431700}};
    clock_compute(&hours, facts, 1, false, &clock);
    assert_int_equal(clock.state, CLOCK_NONE);
    clock_compute(&hours, facts, 3, false, &clock);
    assert_int_equal(clock.state, CLOCK_RUNNING);
}

static void a_forecast_starts_nothing(void **state) {
    (void)state;
    Clock clock;
    clock_compute(&month, NULL, 0, false, &clock);
    clock_forecast(&clock, at("2026-11-26 09:15"), false);
    assert_int_equal(clock.state, CLOCK_FORECAST);
    assert_int_equal(clock.result.due, at("2026-12-28 23:59:59"));
    ClockFact start = {.rule = "M", .kind = FACT_START, .has_moment = true, .moment = at("2026-11-01 10:00")};
    clock_compute(&month, &start, 1, false, &clock);
    Moment due = clock.result.due;
    clock_forecast(&clock, at("2026-11-26 09:15"), false);
    assert_int_equal(clock.state, CLOCK_RUNNING);
    assert_int_equal(clock.result.due, due);
}

static void warns_before_it_is_due(void **state) {
    (void)state;
    Clock clock;
    ClockFact start = {.rule = "M", .kind = FACT_START, .has_moment = true, .moment = at("2026-11-01 10:00")};
    clock_compute(&month, &start, 1, false, &clock);
    assert_int_equal(clock_warn_at(&clock), at("2026-11-24"));
    Regime other = month;
    other.warn = "3d";
    clock_compute(&other, &start, 1, false, &clock);
    assert_int_equal(clock_warn_at(&clock), at("2026-11-28"));
    start.rule = "H";
    clock_compute(&hours, &start, 1, false, &clock);
    assert_int_equal(clock_warn_at(&clock), start.moment);
}

static void outside_the_years_there_is_no_due(void **state) {
    (void)state;
    Clock clock;
    ClockFact start = {.rule = "H", .kind = FACT_START, .has_moment = true, .moment = at("2013-12-31 23:00")};
    clock_compute(&hours, &start, 1, false, &clock);
    assert_int_equal(clock.state, CLOCK_RUNNING);
    assert_false(clock.has_due);
    assert_true(clock.problem[0]);
}

/* -- random facts against a second reading ------------------------------------------------------------------------ */

static uint64_t chance;

static size_t pick(size_t limit) {
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (size_t)(chance >> 11) % limit;
}

/* Read backwards: the last word on the start, then whatever ended it first. */
static void second_reading(const ClockFact *facts, size_t count, ClockState *state, Moment *due) {
    bool started = false, off = false, said = false, if_so = false, moved = false;
    Moment start = 0, done = 0;
    *due = 0;
    for (size_t i = count; i-- > 0;) {
        ClockFactKind kind = facts[i].kind;
        if (kind == FACT_MET || kind == FACT_LATE) done = !done || facts[i].moment < done ? facts[i].moment : done;
        if (kind == FACT_CORRECT && !started && !moved) {
            start = facts[i].moment;
            moved = true;
        }
        if (kind == FACT_NA && !said) off = said = true;
        if ((kind == FACT_START || kind == FACT_IF_SO) && !started) {
            if (!moved) start = facts[i].moment;
            started = said = true;
            if_so = kind == FACT_IF_SO;
        }
    }
    if (started) *due = start + (Moment)72 * 3600;
    *state = off ? CLOCK_OFF : !started ? CLOCK_NONE : done ? CLOCK_MET : if_so ? CLOCK_IF_SO : CLOCK_RUNNING;
}

static void random_facts_agree(void **state) {
    (void)state;
    static const ClockFactKind kinds[] = {FACT_START, FACT_IF_SO, FACT_CORRECT, FACT_MET, FACT_LATE, FACT_NA};
    for (int round = 0; round < 20000; round++) {
        ClockFact facts[6];
        size_t count = pick(COUNT_OF(facts) + 1);
        for (size_t i = 0; i < count; i++)
            facts[i] = (ClockFact){.rule = "H", .kind = kinds[pick(COUNT_OF(kinds))], .has_moment = true, .moment = 1400000000 + (Moment)pick(2000000000)};
        Clock clock;
        ClockState wanted;
        Moment due;
        clock_compute(&hours, facts, count, false, &clock);
        second_reading(facts, count, &wanted, &due);
        if (clock.state != wanted || (clock.has_due && clock.result.due != due)) {
            for (size_t i = 0; i < count; i++) print_error("%s %lld\n", clock_fact_key(facts[i].kind), (long long)facts[i].moment);
            fail_msg("state %d instead of %d, due %lld instead of %lld", (int)clock.state, (int)wanted, (long long)clock.result.due, (long long)due);
        }
        if (clock.state == CLOCK_MET) assert_int_equal(clock.late, clock.done_at > due);
    }
}

int main(void) {
    lang_start("en", NULL);
    const char *asked = getenv("LOKET_SEED");
    chance = asked ? strtoull(asked, NULL, 10) : (uint64_t)time(NULL) * 2654435761u + (uint64_t)getpid();
    if (!chance) chance = 1;
    printf("seed: LOKET_SEED=%llu\n", (unsigned long long)chance);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_add_up),
        cmocka_unit_test(others_and_struck_are_passed_over),
        cmocka_unit_test(a_forecast_starts_nothing),
        cmocka_unit_test(warns_before_it_is_due),
        cmocka_unit_test(outside_the_years_there_is_no_due),
        cmocka_unit_test(random_facts_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
