#include "loket/base/when.h"

/* Beyond these a moment or day is garbage from a damaged file; it is bounded so that no arithmetic overflows. */
static const Day DAY_LIMIT = 200000000; /* some 547,000 years either way */

static int64_t floor_div(int64_t a, int64_t b) {
    int64_t quotient = a / b;
    return a % b < 0 ? quotient - 1 : quotient;
}

static int64_t bounded(int64_t value, int64_t limit) {
    return value > limit ? limit : value < -limit ? -limit : value;
}

/* The civil calendar counts from 1 March of year 0, so that the leap day is the last day of a year; 400 years are
 * one cycle of 146097 days. */
Day day_from_civil(int year, int month, int day) {
    int64_t y = (int64_t)year - (month <= 2);
    int64_t cycle = floor_div(y, 400);
    int64_t year_of_cycle = y - cycle * 400;
    int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    int64_t day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    return cycle * 146097 + day_of_cycle - 719468;
}

void day_to_civil(Day day, int *year, int *month, int *month_day) {
    int64_t shifted = bounded(day, DAY_LIMIT) + 719468;
    int64_t cycle = floor_div(shifted, 146097);
    int64_t of_cycle = shifted - cycle * 146097;
    int64_t year_of_cycle = (of_cycle - of_cycle / 1460 + of_cycle / 36524 - of_cycle / 146096) / 365;
    int64_t of_year = of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    int64_t march_month = (5 * of_year + 2) / 153;
    *month_day = (int)(of_year - (153 * march_month + 2) / 5 + 1);
    *month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
    *year = (int)(year_of_cycle + cycle * 400) + (*month <= 2);
}

static int month_length(int year, int month) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return lengths[month - 1] + (month == 2 && leap);
}

bool civil_valid(int year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= month_length(year, month);
}

int day_weekday(Day day) {
    return (int)(((day % 7) + 7 + 3) % 7);
}

Day day_add_months(Day day, int months, bool *clamped) {
    int year, month, month_day;
    day_to_civil(day, &year, &month, &month_day);
    int64_t index = (int64_t)year * 12 + (month - 1) + months;
    int target_year = (int)bounded(floor_div(index, 12), 500000);
    int target_month = (int)(index - floor_div(index, 12) * 12) + 1;
    int length = month_length(target_year, target_month);
    if (clamped) *clamped = month_day > length;
    return day_from_civil(target_year, target_month, month_day > length ? length : month_day);
}

/* 01:00 UTC on the last Sunday of `month`, which must have 31 days. */
static Moment clock_change(int year, int month) {
    Day last = day_from_civil(year, month, 31);
    Day sunday = last - (day_weekday(last) + 1) % 7;
    return sunday * DAY_SECONDS + 3600;
}

int zone_offset(Moment moment) {
    int year, month, month_day;
    day_to_civil(floor_div(moment, DAY_SECONDS), &year, &month, &month_day);
    return moment >= clock_change(year, 3) && moment < clock_change(year, 10) ? 7200 : 3600;
}

static int64_t wall(Moment moment) {
    Moment bound = bounded(moment, DAY_LIMIT * DAY_SECONDS);
    return bound + zone_offset(bound);
}

Day moment_day(Moment moment) {
    return floor_div(wall(moment), DAY_SECONDS);
}

int moment_second(Moment moment) {
    int64_t seconds = wall(moment);
    return (int)(seconds - floor_div(seconds, DAY_SECONDS) * DAY_SECONDS);
}

Moment moment_at_checked(Day day, int second, bool *missing, bool *twice) {
    int64_t seconds = bounded(day, DAY_LIMIT) * DAY_SECONDS + second;
    Moment summer = seconds - 7200, winter = seconds - 3600;
    bool is_summer = zone_offset(summer) == 7200, is_winter = zone_offset(winter) == 3600;
    *missing = !is_summer && !is_winter;
    *twice = is_summer && is_winter;
    return is_summer || *missing ? summer : winter;
}

Moment moment_at(Day day, int second) {
    bool missing, twice;
    return moment_at_checked(day, second, &missing, &twice);
}
