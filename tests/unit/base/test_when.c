/* Days, moments, calendars and their texts, against a naive civil calendar that walks day by day, the zone rule of the
 * C library, and random round trips. A failing run prints its seed; LOKET_SEED repeats it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "loket/base/when.h"

#include <cmocka.h> /* last: its macro fail() would hide ours */

static uint64_t seed;

static uint64_t random_next(void) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static int64_t random_between(int64_t low, int64_t high) {
    return low + (int64_t)(random_next() % (uint64_t)(high - low + 1));
}

static const Calendar nl = {CALENDAR_NL, false}, eu = {CALENDAR_EU, false}, eu_friday = {CALENDAR_EU, true};

static Day day_of(const char *iso) {
    int year, month, day;
    assert_int_equal(sscanf(iso, "%d-%d-%d", &year, &month, &day), 3);
    return day_from_civil(year, month, day);
}

/* Monday 23 November 2026, 09:15 */
static Moment test_now(void) {
    return day_of("2026-11-23") * DAY_SECONDS + 8 * 3600 + 15 * 60;
}

static const int naive_lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static int naive_length(int year, int month) {
    bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
    return month == 2 && leap ? 29 : naive_lengths[month - 1];
}

static void test_civil_against_walking(void **state) {
    (void)state;
    int year = 1600, month = 1, day = 1;
    for (Day z = day_from_civil(1600, 1, 1), weekday = 5; year < 2500; z++, weekday = (weekday + 1) % 7) {
        int y, m, d;
        day_to_civil(z, &y, &m, &d);
        if (y != year || m != month || d != day || day_from_civil(year, month, day) != z || day_weekday(z) != weekday)
            fail_msg("%d-%d-%d is read as %d-%d-%d", year, month, day, y, m, d);
        if (++day > naive_length(year, month)) {
            day = 1;
            if (++month > 12) month = 1, year++;
        }
    }
    assert_int_equal(day_from_civil(1970, 1, 1), 0);
    assert_false(civil_valid(2100, 2, 29));
    assert_false(civil_valid(2026, 13, 1));
    assert_true(civil_valid(2000, 2, 29));
}

static void test_damaged_numbers_do_not_overflow(void **state) {
    (void)state;
    int y, m, d;
    char text[32];
    day_to_civil(INT64_MAX, &y, &m, &d);
    day_to_civil(INT64_MIN, &y, &m, &d);
    moment_write(INT64_MAX, text);
    moment_write(INT64_MIN, text);
    day_add_months(INT64_MAX, 2000000000, NULL);
    moment_at(INT64_MIN, DAY_END);
    assert_in_range(day_weekday(INT64_MIN), 0, 6);
}

static void test_add_months(void **state) {
    (void)state;
    bool clamped;
    assert_int_equal(day_add_months(day_of("2026-01-31"), 1, &clamped), day_of("2026-02-28"));
    assert_true(clamped);
    assert_int_equal(day_add_months(day_of("2028-03-31"), -1, &clamped), day_of("2028-02-29"));
    assert_int_equal(day_add_months(day_of("2026-01-15"), -13, &clamped), day_of("2024-12-15"));
    assert_false(clamped);
    for (int i = 0; i < 5000; i++) {
        Day from = random_between(day_of("1950-01-01"), day_of("2100-12-31"));
        int months = (int)random_between(-600, 600), year, month, day;
        day_to_civil(from, &year, &month, &day);
        for (int left = abs(months); left > 0; left--) {
            month += months > 0 ? 1 : -1;
            if (month == 13) month = 1, year++;
            if (month == 0) month = 12, year--;
        }
        int kept = day < naive_length(year, month) ? day : naive_length(year, month);
        assert_int_equal(day_add_months(from, months, &clamped), day_from_civil(year, month, kept));
        assert_int_equal(clamped, kept != day);
    }
}

static void test_zone_against_the_library(void **state) {
    (void)state;
    setenv("TZ", "CET-1CEST,M3.5.0/2,M10.5.0/3", 1); /* a written rule, so that no zone file is needed */
    tzset();
    for (int i = 0; i < 20000; i++) {
        Moment moment = random_between(day_of("1996-01-01") * DAY_SECONDS, day_of("2100-12-31") * DAY_SECONDS);
        if (i % 4 == 0) { /* near a change of the clock */
            int month = i % 8 ? 3 : 10, year = (int)random_between(1996, 2100);
            moment = random_between(day_from_civil(year, month, 24), day_from_civil(year, month, 31)) * DAY_SECONDS;
            moment += random_between(3500, 3700);
        }
        time_t clock = moment;
        struct tm local;
        localtime_r(&clock, &local);
        assert_int_equal(zone_offset(moment), local.tm_gmtoff);
        assert_int_equal(moment_day(moment), day_from_civil(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday));
        assert_int_equal(moment_second(moment), local.tm_hour * 3600 + local.tm_min * 60 + local.tm_sec);
    }
}

static void test_wall_time(void **state) {
    (void)state;
    bool missing, twice;
    char text[32];
    moment_write(moment_at_checked(day_of("2026-10-25"), 2 * 3600 + 1800, &missing, &twice), text);
    assert_string_equal(text, "2026-10-25T02:30:00+02:00");
    assert_true(twice && !missing);
    moment_at_checked(day_of("2026-10-25"), 3 * 3600, &missing, &twice);
    assert_true(!twice && !missing);
    moment_at_checked(day_of("2026-10-25"), 2 * 3600 - 1, &missing, &twice);
    assert_true(!twice && !missing);
    moment_write(moment_at_checked(day_of("2026-03-29"), 2 * 3600, &missing, &twice), text);
    assert_string_equal(text, "2026-03-29T01:00:00+01:00");
    assert_true(missing && !twice);
    moment_write(moment_at_checked(day_of("2026-03-29"), 3 * 3600, &missing, &twice), text);
    assert_string_equal(text, "2026-03-29T03:00:00+02:00");
    assert_true(!missing && !twice);
    for (Day day = day_of("2014-01-01"); day <= day_of("2100-12-31"); day++) {
        int second = day % 2 ? DAY_NOON : DAY_END;
        Moment moment = moment_at_checked(day, second, &missing, &twice);
        assert_true(!missing && !twice && moment_day(moment) == day && moment_second(moment) == second);
    }
}

/* Another computus: the paschal full moon by stepping from the equinox through the 19-year table of the Gregorian
 * calendar. */
static Day naive_easter(int year) {
    int golden = year % 19 + 1, century = year / 100 + 1;
    int epact = ((11 * golden + 20 + (8 * century + 5) / 25 - 5 - (3 * century / 4 - 12)) % 30 + 30) % 30;
    if (epact == 24 || (epact == 25 && golden > 11)) epact++;
    int full_moon = 44 - epact;
    if (full_moon < 21) full_moon += 30;
    Day day = day_from_civil(year, 3, 1) + full_moon - 1;
    do
        day++;
    while (day_weekday(day) != 6);
    return day;
}

static void test_holidays(void **state) {
    (void)state;
    static const char *const easters[] = {"2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"};
    for (size_t i = 0; i < COUNT_OF(easters); i++)
        assert_int_equal(easter_sunday(atoi(easters[i])), day_of(easters[i]));
    for (int year = 1900; year <= 2200; year++)
        assert_int_equal(easter_sunday(year), naive_easter(year));

    assert_string_equal(day_holiday(day_of("2026-04-27"), eu), "King's Day");
    assert_string_equal(day_holiday(day_of("2025-04-26"), eu), "King's Day");
    assert_null(day_holiday(day_of("2025-04-28"), nl));
    assert_null(day_holiday(day_of("2026-04-26"), nl));
    assert_null(day_holiday(day_of("2026-04-03"), eu));
    assert_string_equal(day_holiday(day_of("2026-04-03"), nl), "Good Friday");
    assert_string_equal(day_holiday(day_of("2026-04-03"), eu_friday), "Good Friday");
    assert_non_null(day_holiday(day_of("2026-05-15"), nl));
    assert_null(day_holiday(day_of("2026-05-15"), eu_friday));
    assert_null(day_holiday(day_of("2026-11-22"), nl)); /* a Sunday is no holiday */
    assert_false(day_is_working(day_of("2026-11-22"), nl));
    assert_true(day_is_working(day_of("2026-11-23"), nl));
    assert_true(day_decrees_known(day_of("2023-01-01")) && day_decrees_known(day_of("2028-12-31")));
    assert_false(day_decrees_known(day_of("2022-12-31")) || day_decrees_known(day_of("2029-01-01")));

    int holidays = 0, decrees = 0; /* eight of the Act each year, none twice; Good Friday; ten by decree */
    for (Day day = day_of("2023-01-01"); day <= day_of("2028-12-31"); day++) {
        holidays += day_holiday(day, eu) != NULL;
        decrees += day_holiday(day, nl) && strstr(day_holiday(day, nl), "decree");
    }
    assert_int_equal(holidays, 6 * 8);
    assert_int_equal(decrees, 10);
}

static void test_working_days(void **state) {
    (void)state;
    for (int i = 0; i < 2000; i++) {
        Calendar calendar = i % 2 ? nl : eu;
        Day from = random_between(day_of("2014-01-01"), day_of("2100-06-30"));
        int days = (int)random_between(-60, 60);
        Day to = day_add_working(from, days, calendar);
        int count = 0;
        for (Day day = from; day != to; count += day_is_working(day, calendar))
            day += days > 0 ? 1 : -1;
        assert_int_equal(count, abs(days));
        assert_true(days == 0 || day_is_working(to, calendar));
        if (days > 0) assert_int_equal(day_count_working(from, to, calendar), days);
        assert_int_equal(day_count_working(to, from, calendar), -day_count_working(from, to, calendar));
    }
    assert_int_equal(day_count_working(day_of("2026-11-27"), day_of("2026-11-30"), nl), 1);
}

static void test_spans(void **state) {
    (void)state;
    static const struct {
        const char *text;
        Span span;
        const char *written;
    } rows[] = {
        {"6w", {6, SPAN_WEEKS}, "6w"},     {" 5WD ", {5, SPAN_WORKDAYS}, "5wd"}, {"-30d", {-30, SPAN_DAYS}, "-30d"},
        {"+72h", {72, SPAN_HOURS}, "72h"}, {"2m", {2, SPAN_MONTHS}, "2m"},       {"1j", {1, SPAN_YEARS}, "1y"},
        {"24u", {24, SPAN_HOURS}, "24h"},
    };
    Span span;
    Error err;
    char text[16];
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(span_parse(rows[i].text, &span, &err), OK);
        assert_true(span.count == rows[i].span.count && span.unit == rows[i].span.unit);
        span_format(span, text);
        assert_string_equal(text, rows[i].written);
    }
    static const char *const bad[] = {"", "w", "6", "6 w", "6x", "--6w", "6w2", "123456d", "99999999999999999999d"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(span_parse(bad[i], &span, &err), ERR_INVALID);
        assert_true(err.hint[0]);
    }
    Day day = day_of("2026-11-23");
    assert_int_equal(day_add_span(day, (Span){25, SPAN_HOURS}), day + 2);
    assert_int_equal(day_add_span(day, (Span){-25, SPAN_HOURS}), day - 2);
    assert_int_equal(day_add_span(day, (Span){48, SPAN_HOURS}), day + 2);
    assert_int_equal(day_add_span(day, (Span){1, SPAN_YEARS}), day_of("2027-11-23"));
    assert_int_equal(day_add_span(day, (Span){5, SPAN_WORKDAYS}), day_of("2026-11-30"));
}

static void test_day_parse(void **state) {
    (void)state;
    static const struct {
        const char *text, *iso;
    } rows[] = {
        {"2026-11-23", "2026-11-23"},
        {"23-11-2026", "2026-11-23"},
        {"3-1-2027", "2027-01-03"},
        {"23-11", "2026-11-23"},
        {"22-5", "2027-05-22"},
        {"23-05", "2026-05-23"},
        {"1 Jan", "2027-01-01"},
        {"23 nov", "2026-11-23"},
        {"23 NOVEMBER 2026", "2026-11-23"},
        {"1 mrt", "2027-03-01"},
        {"1 maart 2028", "2028-03-01"},
        {"1 mei", "2027-05-01"},
        {"1 okt 2026", "2026-10-01"},
        {"29 feb", "2028-02-29"},
        {"29-02", "2028-02-29"},
        {"fri", "2026-11-27"},
        {"Vrijdag", "2026-11-27"},
        {"mon", "2026-11-30"},
        {"ma", "2026-11-30"},
        {"zondag", "2026-11-29"},
        {"today", "2026-11-23"},
        {"vandaag", "2026-11-23"},
        {"tomorrow", "2026-11-24"},
        {"morgen", "2026-11-24"},
        {"yesterday", "2026-11-22"},
        {"gisteren", "2026-11-22"},
        {"+5wd", "2026-11-30"},
        {"-3d", "2026-11-20"},
        {"2w", "2026-12-07"},
        {"1m", "2026-12-23"},
        {"Mon 23 Nov 2026", "2026-11-23"},
        {"vr 27 nov", "2026-11-27"},
        {"  2026-11-23  ", "2026-11-23"},
        {"1900-01-01", "1900-01-01"},
        {"2100-12-31", "2100-12-31"},
        {"wo", "2026-11-25"},
    };
    Day day;
    Error err;
    char text[16];
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (day_parse(rows[i].text, test_now(), &day, &err) != OK) fail_msg("\"%s\": %s", rows[i].text, err.message);
        day_write(day, text);
        assert_string_equal(text, rows[i].iso);
    }
    static const char *const bad[] = {
        "",
        "2026-02-29",
        "2026-13-01",
        "31-4",
        "30 feb",
        "23",
        "23 foo",
        "2026-11",
        "tue 23 nov 2026",
        "1899-12-31",
        "2101-01-01",
        "+99999d",
        "-99999d",
        "23-11-26",
        "2026-11-23x",
        "2026-11-23 9:15",
        "t",
        "00-11",
        "0 nov",
        "23 nov 26",
        "1-1-1-1",
        "a b c d e f g h",
        "\xff\xfe",
        "today tomorrow",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (day_parse(bad[i], test_now(), &day, &err) != ERR_INVALID) fail_msg("\"%s\" is taken", bad[i]);
    assert_int_equal(day_parse("no", test_now(), &day, NULL), ERR_INVALID);
    assert_int_equal(day_parse("2101-01-01", test_now(), &day, NULL), ERR_INVALID);
}

static void test_moment_parse(void **state) {
    (void)state;
    static const struct {
        const char *text, *iso;
    } rows[] = {
        {"2026-11-23 09:15", "2026-11-23T09:15:00+01:00"},
        {"2026-11-23T09:15", "2026-11-23T09:15:00+01:00"},
        {"2026-11-23T09:15:42Z", "2026-11-23T10:15:42+01:00"},
        {"2026-07-01T21:50:00Z", "2026-07-01T23:50:00+02:00"},
        {"2026-03-04T20:00:00-05:00", "2026-03-05T02:00:00+01:00"},
        {"2026-03-04T20:00:00.999-0500", "2026-03-05T02:00:00+01:00"},
        {"2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+01:00"},
        {"2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+02:00"},
        {"2026-10-25 02:30", "2026-10-25T02:30:00+02:00"},
        {"2026-11-23", "2026-11-23T00:00:00+01:00"},
        {"now", "2026-11-23T09:15:00+01:00"},
        {"nu", "2026-11-23T09:15:00+01:00"},
        {"7:05", "2026-11-23T07:05:00+01:00"},
        {"nu 9:00", "2026-11-23T09:00:00+01:00"},
        {"today 14:00", "2026-11-23T14:00:00+01:00"},
        {"gisteren 23:59:59", "2026-11-22T23:59:59+01:00"},
        {"fri 9:00", "2026-11-27T09:00:00+01:00"},
        {"23 nov 18:24", "2026-11-23T18:24:00+01:00"},
        {"Mon 23 Nov 2026 18:24", "2026-11-23T18:24:00+01:00"},
        {"+72h", "2026-11-26T09:15:00+01:00"},
        {"-2h", "2026-11-23T07:15:00+01:00"},
        {"+3d 12:00", "2026-11-26T12:00:00+01:00"},
    };
    Moment moment;
    Error err;
    char text[32];
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (moment_parse(rows[i].text, test_now(), &moment, &err) != OK)
            fail_msg("\"%s\": %s", rows[i].text, err.message);
        moment_write(moment, text);
        assert_string_equal(text, rows[i].iso);
    }
    static const char *const bad[] = {"",
                                      "24:00",
                                      "9:5",
                                      "9:60",
                                      "2026-11-23T",
                                      "2026-11-23T9",
                                      "2026-11-23 09:15:61",
                                      "2026-11-23T09:15+1",
                                      "2026-11-23T09:15+25:00",
                                      "2026-11-23T09:15Zx",
                                      "now now",
                                      "2026-03-29 02:30",
                                      "2101-01-01 00:00",
                                      "9:15 today",
                                      "2026-11-23T09:15 10:00"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (moment_parse(bad[i], test_now(), &moment, &err) != ERR_INVALID) fail_msg("\"%s\" is taken", bad[i]);
    bool twice;
    assert_int_equal(moment_parse_checked("2026-10-25 02:30", test_now(), &moment, &twice, &err), OK);
    assert_true(twice);
    assert_int_equal(moment_parse_checked("2026-10-25T02:30+01:00", test_now(), &moment, &twice, &err), OK);
    assert_false(twice);
}

static void test_round_trips(void **state) {
    (void)state;
    StrBuf out;
    strbuf_init(&out);
    for (int i = 0; i < 20000; i++) {
        Moment moment = random_between(day_of("1900-01-02") * DAY_SECONDS, day_of("2100-12-31") * DAY_SECONDS), again;
        Day day;
        char text[32];
        moment_write(moment, text);
        assert_int_equal(moment_parse(text, test_now(), &again, NULL), OK);
        assert_int_equal(again, moment);
        day_write(moment_day(moment), text);
        assert_int_equal(day_parse(text, test_now(), &day, NULL), OK);
        assert_int_equal(day, moment_day(moment));
        strbuf_clear(&out);
        day_format_weekday(day, &out);
        assert_int_equal(day_parse(out.data, test_now(), &day, NULL), OK);
        assert_int_equal(day, moment_day(moment));
        strbuf_clear(&out);
        moment_format(moment, &out);
        bool twice;
        assert_int_equal(moment_parse_checked(out.data, test_now(), &again, &twice, NULL), OK);
        if (!twice) assert_int_equal(again, moment - moment_second(moment) % 60);
    }
    strbuf_done(&out);
}

/* Anything may be typed: it is refused or lands in the years promised, and nothing overflows. */
static void test_noise(void **state) {
    (void)state;
    static const char *const bits[] = {"2026", "1",  "23",    "-",   "-",   ":",    "30", "t", "z",
                                       "+",    "wd", "nov",   "fri", " ",   " ",    "h",  "m", "d",
                                       "feb",  "29", "99999", ".",   "now", "\xc3", "\t", "00"};
    for (int i = 0; i < 200000; i++) {
        char text[64] = "";
        for (int64_t left = random_between(1, 8); left > 0; left--)
            strcat(text, bits[random_between(0, COUNT_OF(bits) - 1)]);
        Day day;
        Moment moment;
        Span span;
        int year, month, month_day;
        if (day_parse(text, test_now(), &day, NULL) == OK) {
            day_to_civil(day, &year, &month, &month_day);
            assert_in_range(year, 1900, 2100);
        }
        if (moment_parse(text, test_now(), &moment, NULL) == OK) {
            day_to_civil(moment_day(moment), &year, &month, &month_day);
            assert_in_range(year, 1900, 2100);
        }
        if (span_parse(text, &span, NULL) == OK) assert_in_range(abs(span.count), 0, 99999);
    }
}

static void check_text(StrBuf *out, const char *expected) {
    assert_string_equal(out->data, expected);
    strbuf_clear(out);
}

static void test_formats(void **state) {
    (void)state;
    StrBuf out;
    strbuf_init(&out);
    day_format(day_of("2026-11-23"), &out);
    check_text(&out, "23 Nov 2026");
    day_format_weekday(day_of("2026-05-03"), &out);
    check_text(&out, "Sun 3 May 2026");
    moment_format(test_now(), &out);
    check_text(&out, "Mon 23 Nov 2026 09:15");
    moment_format_offset(test_now(), &out);
    check_text(&out, "Mon 23 Nov 2026 09:15 +01:00");
    moment_format_time(test_now(), &out);
    check_text(&out, "09:15");
    static const struct {
        int64_t left;
        bool hours;
        const char *brief, *words;
    } rows[] = {
        {5 * 3600 + 36 * 60 + 59, true, "5h", "5 h 36 min left"},
        {0, true, "0m", "0 min left"},
        {-1, true, "-1m", "1 min late"},
        {-61 * 60, true, "-1h", "1 h 1 min late"},
        {48 * 3600 - 1, true, "47h", "47 h 59 min left"},
        {53 * 3600, true, "2d", "2 d 5 h left"},
        {-50 * 3600, true, "-2d", "2 d 2 h late"},
        {14 * 3600, false, "0d", "today"},
        {-3600, false, "0d", "late since today"},
        {15 * 3600, false, "1d", "in 1 d"},
        {3 * DAY_SECONDS, false, "3d", "in 3 d"},
        {-10 * 3600, false, "-1d", "1 d late"},
        {-2 * DAY_SECONDS, false, "-2d", "2 d late"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        when_left_short(test_now() + rows[i].left, test_now(), rows[i].hours, &out);
        check_text(&out, rows[i].brief);
        when_left_long(test_now() + rows[i].left, test_now(), rows[i].hours, &out);
        check_text(&out, rows[i].words);
    }
    strbuf_done(&out);
}

int main(void) {
    const char *given = getenv("LOKET_SEED");
    seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    if (seed == 0) seed = 1;
    print_message("seed %llu\n", (unsigned long long)seed);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_civil_against_walking),
        cmocka_unit_test(test_damaged_numbers_do_not_overflow),
        cmocka_unit_test(test_add_months),
        cmocka_unit_test(test_zone_against_the_library),
        cmocka_unit_test(test_wall_time),
        cmocka_unit_test(test_holidays),
        cmocka_unit_test(test_working_days),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_day_parse),
        cmocka_unit_test(test_moment_parse),
        cmocka_unit_test(test_round_trips),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
