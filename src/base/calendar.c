#include "loket/base/when.h"

#include "loket/base/lang.h"

/* Fixed days; King's Day is apart, because it gives way to a Sunday. */
static const struct {
    int month, day;
    const char *name;
} fixed_holidays[] = {
    {1, 1, N_("New Year's Day")},
    {5, 5, N_("Liberation Day")},
    {12, 25, N_("Christmas Day")},
    {12, 26, N_("Second Christmas Day")},
};

/* Days counted from Easter Sunday. Good Friday is on a par only for the Algemene termijnenwet (art. 3(2)). */
static const struct {
    int offset;
    bool good_friday;
    const char *name;
} easter_holidays[] = {
    {-2, true, N_("Good Friday")},
    {1, false, N_("Easter Monday")},
    {39, false, N_("Ascension Day")},
    {50, false, N_("Whit Monday")},
};

/* Algemene termijnenwet art. 3(3): put on a par by decree. A new decree is new rows here and a new last year. */
static const struct {
    int year, month, day;
} decree_days[] = {
    {2023, 4, 28}, {2023, 5, 19}, {2024, 5, 10}, {2024, 12, 27}, {2025, 5, 30},
    {2026, 1, 2},  {2026, 5, 15}, {2027, 5, 7},  {2028, 4, 28},  {2028, 5, 26},
};
enum { DECREES_FROM = 2023, DECREES_TO = 2028 };

/* The Gregorian computus, by the golden number and the epact. */
Day easter_sunday(int year) {
    int golden = year % 19, century = year / 100, of_century = year % 100;
    int moon_shift = (century + 8) / 25;
    int epact = (19 * golden + century - century / 4 - (century - moon_shift + 1) / 3 + 15) % 30;
    int to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    int correction = (golden + 11 * epact + 22 * to_sunday) / 451;
    int march_days = epact + to_sunday - 7 * correction + 114;
    return day_from_civil(year, march_days / 31, march_days % 31 + 1);
}

static bool is_kings_day(Day day, int month, int month_day) {
    if (month != 4) return false;
    int weekday = day_weekday(day);
    return (month_day == 27 && weekday != 6) || (month_day == 26 && weekday == 5);
}

static const char *moving_holiday(Day day, int year, Calendar calendar) {
    Day easter = easter_sunday(year);
    for (size_t i = 0; i < COUNT_OF(easter_holidays); i++) {
        if (day != easter + easter_holidays[i].offset) continue;
        bool counts = !easter_holidays[i].good_friday || calendar.id == CALENDAR_NL || calendar.good_friday;
        return counts ? easter_holidays[i].name : NULL;
    }
    return NULL;
}

static bool is_decree_day(int year, int month, int month_day) {
    for (size_t i = 0; i < COUNT_OF(decree_days); i++)
        if (decree_days[i].year == year && decree_days[i].month == month && decree_days[i].day == month_day)
            return true;
    return false;
}

const char *day_holiday(Day day, Calendar calendar) {
    int year, month, month_day;
    day_to_civil(day, &year, &month, &month_day);
    for (size_t i = 0; i < COUNT_OF(fixed_holidays); i++)
        if (fixed_holidays[i].month == month && fixed_holidays[i].day == month_day) return fixed_holidays[i].name;
    if (is_kings_day(day, month, month_day)) return N_("King's Day");
    if (month >= 3 && month <= 6) {
        const char *name = moving_holiday(day, year, calendar);
        if (name) return name;
    }
    return calendar.id == CALENDAR_NL && is_decree_day(year, month, month_day) ? N_("day off by decree") : NULL;
}

bool day_is_working(Day day, Calendar calendar) {
    return day_weekday(day) < 5 && !day_holiday(day, calendar);
}

bool day_decrees_known(Day day) {
    int year, month, month_day;
    day_to_civil(day, &year, &month, &month_day);
    return year >= DECREES_FROM && year <= DECREES_TO;
}

Day day_add_working(Day day, int days, Calendar calendar) {
    int step = days < 0 ? -1 : 1;
    for (int left = days; left != 0; left -= step) {
        do
            day += step;
        while (!day_is_working(day, calendar));
    }
    return day;
}

int day_count_working(Day from, Day to, Calendar calendar) {
    if (to < from) return -day_count_working(to, from, calendar);
    int count = 0;
    for (Day day = from + 1; day <= to; day++)
        count += day_is_working(day, calendar);
    return count;
}
