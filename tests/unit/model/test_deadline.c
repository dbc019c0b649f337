/* The deadline engine: the given vectors, properties over random starts, and a naive second engine that walks from
 * second day to second day with holidays taken from a list made once. LOKET_SEED repeats a failing run. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "loket/model/deadline.h"

#include <cmocka.h> /* last: its macro fail() would hide ours */

static uint64_t seed;

static int random_between(int64_t low, int64_t high) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (int)(low + (int64_t)(seed % (uint64_t)(high - low + 1)));
}

static const char *const vectors = LOKET_SOURCE_DIR "/tests/unit/model/deadline-vectors.csv";

static void test_vectors(void **state) {
    (void)state;
    FILE *file = fopen(vectors, "r");
    assert_non_null(file);
    char line[1024];
    int rows = 0, wrong = 0;
    assert_non_null(fgets(line, sizeof line, file));
    for (; fgets(line, sizeof line, file); rows++) {
        DeadlineCheck check;
        Error err;
        if (deadline_check_line(line, &check, &err) != OK) fail_msg("%s: %s", check.id, err.message);
        if (!check.agrees) print_error("%s: %s, not %s\n", check.id, check.computed, check.expected), wrong++;
    }
    fclose(file);
    assert_int_equal(rows, 150);
    assert_int_equal(wrong, 0);
}

/* ---- the naive twin: tables and walking, none of the engine's helpers beyond the day number ---- */

enum { TWIN_FROM = 2013, TWIN_TO = 2110, TWIN_DAYS = (TWIN_TO - TWIN_FROM + 1) * 366 };

typedef struct TwinDay {
    int year, month, day;
    bool off[2]; /* by CalendarId */
} TwinDay;

static TwinDay twin[TWIN_DAYS];
static Day twin_first;
static int twin_count;

static bool twin_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int twin_length(int year, int month) {
    if (month == 2) return twin_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Easter by golden number and full moon table of 1900-2199, in days after 21 March. */
static int twin_full_moon(int year) {
    static const int days[] = {24, 13, 2, 21, 10, 28, 18, 7, 26, 15, 4, 23, 12, 1, 20, 9, 27, 17, 6};
    return days[year % 19];
}

static void twin_mark(int index, bool dutch_only) {
    twin[index].off[CALENDAR_NL] = true;
    if (!dutch_only) twin[index].off[CALENDAR_EU] = true;
}

static int twin_index(int year, int month, int day) {
    for (int i = (year - TWIN_FROM) * 365; i < twin_count; i++)
        if (twin[i].year == year && twin[i].month == month && twin[i].day == day) return i;
    return -1;
}

static bool twin_is_sunday(int index) {
    return index % 7 == 5; /* 1 January 2013 was a Tuesday */
}

static void twin_year(int year) {
    static const int moving[] = {1, 39, 50};
    twin_mark(twin_index(year, 1, 1), false);
    twin_mark(twin_index(year, 5, 5), false);
    twin_mark(twin_index(year, 12, 25), false);
    twin_mark(twin_index(year, 12, 26), false);
    int king = twin_index(year, 4, 27);
    twin_mark(twin_is_sunday(king) ? king - 1 : king, false);
    int easter = twin_index(year, 3, 21) + twin_full_moon(year) + 1;
    while (!twin_is_sunday(easter))
        easter++;
    for (size_t i = 0; i < COUNT_OF(moving); i++)
        twin_mark(easter + moving[i], false);
    twin_mark(easter - 2, true);
}

static void twin_make(void) {
    static const int decrees[][3] = {{2023, 4, 28}, {2023, 5, 19}, {2024, 5, 10}, {2024, 12, 27}, {2025, 5, 30},
                                     {2026, 1, 2},  {2026, 5, 15}, {2027, 5, 7},  {2028, 4, 28},  {2028, 5, 26}};
    twin_first = 15706; /* 1 January 2013 */
    for (int year = TWIN_FROM; year <= TWIN_TO; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= twin_length(year, month); day++)
                twin[twin_count++] = (TwinDay){.year = year, .month = month, .day = day};
    for (int i = 0; i < twin_count; i++)
        if (i % 7 == 4 || twin_is_sunday(i)) twin_mark(i, false);
    for (int year = TWIN_FROM; year <= TWIN_TO; year++)
        twin_year(year);
    for (size_t i = 0; i < COUNT_OF(decrees); i++)
        twin_mark(twin_index(decrees[i][0], decrees[i][1], decrees[i][2]), true);
}

/* Seconds since 1970 of the end of the day; summer time holds on days from the last Sunday of March to the day before
 * the last Sunday of October. */
static Moment twin_end(int index) {
    const TwinDay *d = &twin[index];
    int back = index; /* the last Sunday on or before */
    while (!twin_is_sunday(back))
        back--;
    bool summer = d->month > 3 && d->month < 10;
    if (d->month == 3) summer = twin[back].month == 3 && twin[back].day >= 25;
    if (d->month == 10) summer = !(twin[back].month == 10 && twin[back].day >= 25);
    return (twin_first + index) * 86400 + 86399 - (summer ? 7200 : 3600);
}

static int twin_add(int start, int count, SpanUnit unit) {
    if (unit == SPAN_DAYS) return start + count;
    if (unit == SPAN_WEEKS) return start + 7 * count;
    int year = twin[start].year, month = twin[start].month;
    for (int left = unit == SPAN_YEARS ? 12 * count : count; left > 0; left--)
        if (++month == 13) month = 1, year++;
    int length = twin_length(year, month);
    return twin_index(year, month, twin[start].day > length ? length : twin[start].day);
}

static int twin_worked(int first, int last, CalendarId calendar) {
    int count = 0;
    for (int i = first; i <= last; i++)
        count += !twin[i].off[calendar];
    return count;
}

/* The end is the first worked day from `end` on by which two have been worked, if that is asked. */
static int twin_roll(int start, int end, bool two, CalendarId calendar) {
    while (twin[end].off[calendar] || (two && twin_worked(start + 1, end, calendar) < 2))
        end++;
    return end;
}

static int twin_due(const DeadlineInput *in, int start) {
    int count = 0, longest = 0;
    for (int i = 0; i < in->leg_count; i++) {
        count += in->legs[i];
        if (in->legs[i] > longest) longest = in->legs[i];
    }
    if (in->rule == DEADLINE_WORKDAYS) {
        int day = start;
        while (twin_worked(start + 1, day, in->calendar.id) < count || twin[day].off[in->calendar.id])
            day++;
        return day;
    }
    int end = twin_add(start, count, in->unit);
    if (in->rule == DEADLINE_EU1182) return twin_roll(start, end, end >= start + 2, in->calendar.id);
    bool capped = (in->unit == SPAN_DAYS && longest > 90) || (in->unit == SPAN_WEEKS && longest > 12) ||
                  (in->unit == SPAN_MONTHS && longest > 3) || in->unit == SPAN_YEARS;
    return capped ? end : twin_roll(start, end, end >= start + 3, in->calendar.id);
}

static DeadlineInput random_input(DeadlineRule rule, Day start) {
    static const SpanUnit units[] = {SPAN_DAYS, SPAN_WEEKS, SPAN_MONTHS, SPAN_YEARS};
    static const int most[] = {[SPAN_DAYS] = 100, [SPAN_WEEKS] = 14, [SPAN_MONTHS] = 14, [SPAN_YEARS] = 4};
    DeadlineInput in = {.rule = rule, .start_count = 1, .unit = units[random_between(0, 3)]};
    in.calendar.id = random_between(0, 1) ? CALENDAR_NL : CALENDAR_EU;
    in.starts[0] = moment_at(start, random_between(0, 1) * random_between(0, DAY_END));
    in.leg_count = random_between(1, 2);
    int top = random_between(0, 1) ? 5 : most[in.unit];
    for (int i = 0; i < in.leg_count; i++)
        in.legs[i] = random_between(1, top < most[in.unit] ? top : most[in.unit]);
    if (rule == DEADLINE_WORKDAYS) {
        in.unit = SPAN_WORKDAYS;
        in.leg_count = 1;
        in.legs[0] = random_between(0, 30);
    }
    return in;
}

static const DeadlineRule twinned[] = {DEADLINE_EU1182, DEADLINE_ATW, DEADLINE_WORKDAYS};

static void compare_with_twin(const DeadlineInput *in, Day start) {
    DeadlineResult result;
    Error err;
    Moment expected = twin_end(twin_due(in, (int)(start - twin_first)));
    if (expected > moment_at(day_from_civil(2100, 12, 31), DAY_END)) {
        assert_int_equal(deadline_compute(in, &result, &err), ERR_INVALID);
        return;
    }
    if (deadline_compute(in, &result, &err) != OK) fail_msg("%s", err.message);
    if (result.due == expected) return;
    StrBuf why;
    strbuf_init(&why);
    deadline_explain(in, &result, &why);
    char text[32];
    moment_write(expected, text);
    print_error("%s, not %s\n", why.data, text);
    strbuf_done(&why);
    fail_msg("the twin differs");
}

static void test_against_the_twin(void **state) {
    (void)state;
    Day low = day_from_civil(2014, 1, 1), high = day_from_civil(2100, 12, 20);
    for (int i = 0; i < 20000; i++) {
        Day start = random_between(low, high);
        DeadlineInput in = random_input(twinned[i % 3], start);
        if (moment_day(in.starts[0]) == start) compare_with_twin(&in, start);
    }
    for (Day start = low; start <= high; start++) { /* every day: the terms that matter most */
        DeadlineInput in = {
            .rule = twinned[start % 2], .start_count = 1, .leg_count = 1, .legs = {1}, .unit = SPAN_MONTHS};
        in.calendar.id = start % 2 ? CALENDAR_NL : CALENDAR_EU;
        in.starts[0] = moment_at(start, DAY_NOON);
        compare_with_twin(&in, start);
        in.unit = SPAN_DAYS;
        in.legs[0] = random_between(1, 7);
        compare_with_twin(&in, start);
    }
}

/* ---- properties ---- */

static void check_properties(const DeadlineInput *in) {
    DeadlineResult result, later;
    Error err;
    if (deadline_compute(in, &result, &err) != OK) return; /* the end of the supported years */
    bool back = in->rule == DEADLINE_BACK_WD;
    assert_true(back ? result.due <= result.unrolled : result.due >= result.unrolled);
    bool rolls = in->rule != DEADLINE_PLAIN && !(result.flags & DEADLINE_ATW4);
    assert_true(!rolls || day_is_working(moment_day(result.due), in->calendar));
    assert_int_equal(moment_second(result.due), DAY_END);
    if (!(result.flags & (DEADLINE_ROLLED | DEADLINE_MIN_TWO))) assert_int_equal(result.due, result.unrolled);
    DeadlineInput next = *in;
    next.starts[0] += random_between(1, 3 * DAY_SECONDS);
    if (deadline_compute(&next, &later, &err) == OK) assert_true(later.due >= result.due);
    StrBuf why;
    strbuf_init(&why);
    deadline_explain(in, &result, &why);
    assert_null(strchr(why.data, '\n'));
    assert_true((result.flags & DEADLINE_MIN_TWO) == 0 || strstr(why.data, "at least two working days"));
    for (int i = 0; i < result.skip_count; i++)
        if (result.skips[i].holiday) assert_non_null(strstr(why.data, result.skips[i].holiday));
    strbuf_done(&why);
}

static void test_properties(void **state) {
    (void)state;
    static const DeadlineRule day_rules[] = {DEADLINE_EU1182, DEADLINE_ATW, DEADLINE_WORKDAYS, DEADLINE_PLAIN,
                                             DEADLINE_BACK_WD};
    for (int i = 0; i < 10000; i++) {
        Day start = random_between(day_from_civil(2016, 1, 1), day_from_civil(2100, 12, 31));
        DeadlineInput in = random_input(day_rules[i % 5], start);
        check_properties(&in);
    }
}

static void test_hour_properties(void **state) {
    (void)state;
    for (int i = 0; i < 5000; i++) {
        DeadlineInput in = {.rule = DEADLINE_HOURS, .start_count = 1, .leg_count = 1, .calendar = {CALENDAR_EU, false}};
        in.starts[0] = random_between(1400000000, 2000000000);
        in.legs[0] = random_between(1, 500);
        DeadlineResult exact, outer;
        assert_int_equal(deadline_compute(&in, &exact, NULL), OK);
        assert_int_equal(exact.due - in.starts[0], 3600 * in.legs[0]);
        assert_true(exact.has_legal && exact.legal > exact.due && exact.legal <= exact.due + 3600);
        in.rule = DEADLINE_HOURS_1182;
        assert_int_equal(deadline_compute(&in, &outer, NULL), OK);
        assert_int_equal(outer.due, exact.legal);
        assert_int_equal(outer.due % 3600, 0);
        in.rule = DEADLINE_DORA_NOON;
        assert_int_equal(deadline_compute(&in, &outer, NULL), OK);
        assert_true(day_is_working(moment_day(outer.due), in.calendar));
        assert_true(outer.due == exact.due || moment_second(outer.due) == DAY_NOON);

        in = (DeadlineInput){.rule = DEADLINE_DORA_INIT, .start_count = 2, .leg_count = 1, .legs = {4}};
        in.starts[0] = random_between(1400000000, 2000000000);
        in.starts[1] = in.starts[0] + random_between(0, 3 * DAY_SECONDS);
        assert_int_equal(deadline_compute(&in, &outer, NULL), OK);
        assert_true(outer.due >= in.starts[1] && outer.due <= in.starts[1] + 4 * 3600);
        assert_true(outer.due <= in.starts[0] + DAY_SECONDS || outer.flags & DEADLINE_LATE_CLASSIFIED);
        in.calendar.id = CALENDAR_NL;
    }
}

/* ---- single cases ---- */

static Status compute_text(DeadlineText text, DeadlineInput *in, DeadlineResult *result, Error *err) {
    Status status = deadline_input_parse(&text, 0, in, err);
    return status == OK ? deadline_compute(in, result, err) : status;
}

static void test_refusals(void **state) {
    (void)state;
    static const DeadlineText bad[] = {
        {"EU1182", "2013-12-31 23:59:59", "1", "months", "EU"},
        {"EU1182", "2100-12-01 10:00", "1", "months", "EU"},
        {"HOURS", "2100-12-31 10:00", "24", "hours", "EU"},
        {"BACK", "2014-01-10", "1", "months", "EU"},
        {"PLAIN", "2020-01-01", "87", "years", "NL"},
        {"PLAIN", "2020-01-01", "999999", "years", "NL"},
        {"WORKDAYS", "2020-01-01", "31777", "workdays", "NL"},
        {"WORKDAYS", "2020-01-01", "0+1", "workdays", "NL"},
        {"EU1182", "2026-01-01", "0", "days", "EU"},
        {"EU1182", "2026-01-01", "-1", "days", "EU"},
        {"EU1182", "2026-01-01", "1+", "days", "EU"},
        {"EU1182", "2026-01-01", "1+1+1+1+1", "days", "EU"},
        {"EU1182", "2026-01-01", "9999999", "days", "EU"},
        {"EU1182", "2026-01-01", "72", "hours", "EU"},
        {"EU1182", "2026-01-01", "5", "workdays", "EU"},
        {"HOURS", "2026-01-01", "5", "days", "EU"},
        {"BACK_WD", "2026-01-01", "0", "workdays", "EU"},
        {"DORA_INIT", "2026-11-23 10:00/2026-11-23 09:59:59", "4", "hours", "EU"},
        {"DORA_INIT", "2026-11-23 10:00", "4", "hours", "EU"},
        {"DORA_INIT", "2026-11-23 10:00/2026-11-23 11:00", "5", "hours", "EU"},
        {"EU1182_PAUSE", "2026-11-02/2026-11-06/2026-11-05", "1", "months", "EU"},
        {"EU1182_PAUSE", "2026-11-02/2026-11-01/2026-11-05", "1", "months", "EU"},
        {"EU1182", "2026-01-01/2026-01-02", "1", "months", "EU"},
        {"EU1182", "2026-01-01/2026-01-02/2026-01-03/2026-01-04", "1", "months", "EU"},
        {"EU1182", "2026-03-29 02:30", "1", "months", "EU"},
        {"EU1182", "", "1", "months", "EU"},
        {"EU1182", "2026-01-01", "1", "moons", "EU"},
        {"EU1182", "2026-01-01", "1", "months", "DE"},
        {"EU1183", "2026-01-01", "1", "months", "EU"},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        DeadlineInput in;
        DeadlineResult result;
        Error err = {.message = ""};
        if (compute_text(bad[i], &in, &result, &err) != ERR_INVALID) fail_msg("row %zu is taken", i);
        assert_true(err.message[0]);
    }
    DeadlineCheck check;
    assert_int_equal(deadline_check_line("V1,AVG33,HOURS,2026-01-01", &check, NULL), ERR_DATA);
}

static void test_flags(void **state) {
    (void)state;
    static const struct {
        DeadlineText text;
        unsigned flags;
    } rows[] = {
        {{"EU1182", "2026-01-31", "1", "month", "EU"}, DEADLINE_CLAMPED | DEADLINE_ROLLED},
        {{"EU1182", "2026-03-05", "1", "m", "EU"}, DEADLINE_ROLLED},
        {{"EU1182", "2026-06-05", "2", "days", "EU"}, DEADLINE_ROLLED | DEADLINE_MIN_TWO},
        {{"EU1182", "2026-06-06", "2", "days", "EU"}, DEADLINE_MIN_TWO},
        {{"ATW", "2026-02-15", "91", "days", NULL}, DEADLINE_ATW4},
        {{"ATW", "2026-11-21", "10+4", "weeks", "NL"}, DEADLINE_ROLLED},
        {{"ATW", "2030-01-01", "6", "weeks", "NL"}, DEADLINE_DECREE_UNKNOWN},
        {{"ATW", "2030-01-01", "6", "weeks", "EU"}, 0},
        {{"PLAIN", "2030-01-01", "6", "weeks", "NL"}, 0},
        {{"HOURS", "2026-10-25 02:30", "72", "hours", "EU"}, DEADLINE_AMBIGUOUS_START},
        {{"HOURS", "2026-10-25T02:30+01:00", "72", "hours", "EU"}, 0},
        {{"DORA_INIT", "2026-11-23 08:00/2026-11-24 06:00", "4", "hours", "EU"}, DEADLINE_CAPPED},
        {{"DORA_INIT", "2026-11-23 08:00/2026-11-24 09:00", "4", "hours", "EU"}, DEADLINE_LATE_CLASSIFIED},
        {{"EU1182_PAUSE", "2026-11-02/2026-11-05/2026-11-07", "1", "months", "EU"}, DEADLINE_PAUSED},
        {{"EU1182_PAUSE", "2026-11-02/2026-11-05/2026-11-05", "1", "months", "EU"}, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        DeadlineInput in;
        DeadlineResult result;
        Error err;
        if (compute_text(rows[i].text, &in, &result, &err) != OK) fail_msg("row %zu: %s", i, err.message);
        if (result.flags != rows[i].flags) fail_msg("row %zu: flags %x, not %x", i, result.flags, rows[i].flags);
    }
}

static void test_explain(void **state) {
    (void)state;
    static const struct {
        DeadlineText text;
        const char *why;
    } rows[] = {
        {{"EU1182", "2026-01-31 09:00", "1", "month", "EU"},
         "start Sat 31 Jan 2026 09:00 +01:00; term 1 month; that month is shorter, so its last day; would end Sat 28 "
         "Feb "
         "2026; not worked: Sat 28 Feb 2026, Sun 1 Mar 2026; due Mon 2 Mar 2026"},
        {{"ATW", "2026-11-25 15:00", "1", "month", "NL"},
         "start Wed 25 Nov 2026 15:00 +01:00; term 1 month; would end Fri 25 Dec 2026; not worked: Fri 25 Dec 2026 "
         "(Christmas Day), Sat 26 Dec 2026 (Second Christmas Day), Sun 27 Dec 2026; due Mon 28 Dec 2026"},
        {{"HOURS", "2026-10-23 16:30", "72", "hours", "EU"},
         "start Fri 23 Oct 2026 16:30 +02:00; term 72 hours; due Mon 26 Oct 2026 15:30 +01:00; outer limit (Regulation "
         "1182/71 art. 3(1)) Mon 26 Oct 2026 16:00 +01:00"},
        {{"EU1182", "2026-03-05", "1+2", "months", "EU"},
         "start Thu 5 Mar 2026 00:00 +01:00; term 1 + 2 months in one step; due Fri 5 Jun 2026"},
        {{"BACK", "2027-01-31", "3", "months", "EU"},
         "date Sun 31 Jan 2027 00:00 +01:00; 3 months back; due Sat 31 Oct 2026"},
        {{"WORKDAYS", "2026-04-24 10:00", "3", "workdays", "NL"},
         "start Fri 24 Apr 2026 10:00 +02:00; term 3 working days; not worked: Mon 27 Apr 2026 (King's Day); due Thu "
         "30 "
         "Apr 2026"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        DeadlineInput in;
        DeadlineResult result;
        StrBuf why;
        strbuf_init(&why);
        assert_int_equal(compute_text(rows[i].text, &in, &result, NULL), OK);
        deadline_explain(&in, &result, &why);
        assert_string_equal(why.data, rows[i].why);
        strbuf_done(&why);
    }
}

static void test_rule_table(void **state) {
    (void)state;
    for (int i = 0; i < DEADLINE_RULES; i++) {
        const DeadlineRuleDef *rule = deadline_rule((DeadlineRule)i);
        DeadlineRule found;
        assert_int_equal(deadline_rule_parse(rule->name, &found, NULL), OK);
        assert_int_equal(found, i);
        assert_true(rule->help[strlen(rule->help) - 1] == '.' && rule->units && rule->compute);
        for (int s = 0; s < DEADLINE_STARTS; s++)
            assert_int_equal(rule->start_names[s] != NULL, s < rule->start_count);
    }
}

int main(void) {
    const char *given = getenv("LOKET_SEED");
    seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    if (seed == 0) seed = 1;
    print_message("seed %llu\n", (unsigned long long)seed);
    twin_make();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),    cmocka_unit_test(test_against_the_twin),
        cmocka_unit_test(test_properties), cmocka_unit_test(test_hour_properties),
        cmocka_unit_test(test_refusals),   cmocka_unit_test(test_flags),
        cmocka_unit_test(test_explain),    cmocka_unit_test(test_rule_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
