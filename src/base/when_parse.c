#include "loket/base/when.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2100, SPAN_DIGITS = 5, MAX_WORDS = 6, WORD_SIZE = 40 };

static const char *const months_english[] = {"january", "february", "march",     "april",   "may",      "june",
                                             "july",    "august",   "september", "october", "november", "december"};
static const char *const months_dutch[] = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                           "juli",    "augustus", "september", "oktober", "november", "december"};
static const char *const weekdays_english[] = {"monday", "tuesday",  "wednesday", "thursday",
                                               "friday", "saturday", "sunday"};
static const char *const weekdays_dutch[] = {"maandag", "dinsdag",  "woensdag", "donderdag",
                                             "vrijdag", "zaterdag", "zondag"};

static const struct {
    const char *name;
    int days;
} near_days[] = {
    {"now", 0},    {"nu", 0},         {"today", 0},     {"vandaag", 0},    {"tomorrow", 1},
    {"morgen", 1}, {"yesterday", -1}, {"gisteren", -1}, {"overmorgen", 2}, {"eergisteren", -2},
};

static const struct {
    const char *name;
    SpanUnit unit;
} span_units[] = {
    {"h", SPAN_HOURS}, {"u", SPAN_HOURS},  {"d", SPAN_DAYS},  {"wd", SPAN_WORKDAYS},
    {"w", SPAN_WEEKS}, {"m", SPAN_MONTHS}, {"y", SPAN_YEARS}, {"j", SPAN_YEARS},
};

/* The text in lower case, cut at blanks; with too many or too long words there are none. */
typedef struct Words {
    char word[MAX_WORDS][WORD_SIZE];
    int count;
} Words;

static Words words_of(const char *text) {
    Words words = {.count = 0};
    for (const char *at = text + strspn(text, " \t"); *at; at += strspn(at, " \t")) {
        size_t length = strcspn(at, " \t");
        if (words.count == MAX_WORDS || length >= WORD_SIZE) return (Words){.count = 0};
        char *word = words.word[words.count++];
        for (size_t i = 0; i < length; i++)
            word[i] = (char)tolower((unsigned char)at[i]);
        word[length] = '\0';
        at += length;
    }
    return words;
}

/* Reads up to `digits` digits; moves on; -1 if there are none. */
static int read_number(const char **at, int digits) {
    int value = -1;
    for (int i = 0; i < digits && **at >= '0' && **at <= '9'; i++) {
        value = (value < 0 ? 0 : value * 10) + (**at - '0');
        (*at)++;
    }
    return value;
}

static bool read_char(const char **at, char expected) {
    if (**at != expected) return false;
    (*at)++;
    return true;
}

/* The index of the name that `word` begins, given at least `least` letters of it; -1 if none. */
static int find_prefix(const char *const names[], int count, const char *word, size_t least) {
    size_t length = strlen(word);
    if (length > least && word[length - 1] == '.') length--;
    for (int i = 0; i < count && length >= least; i++)
        if (strncmp(names[i], word, length) == 0) return i;
    return -1;
}

static int read_month(const char *word) {
    if (text_equal(word, "mrt") || text_equal(word, "mrt.")) return 3;
    int index = find_prefix(months_english, 12, word, 3);
    return (index >= 0 ? index : find_prefix(months_dutch, 12, word, 3)) + 1;
}

static int read_weekday(const char *word) {
    int index = find_prefix(weekdays_english, 7, word, 2);
    return index >= 0 ? index : find_prefix(weekdays_dutch, 7, word, 2);
}

static bool read_span(const char *text, Span *span) {
    const char *at = text;
    bool negative = *at == '-';
    if (*at == '-' || *at == '+') at++;
    int count = read_number(&at, SPAN_DIGITS);
    if (count < 0) return false;
    for (size_t i = 0; i < COUNT_OF(span_units); i++) {
        if (strcmp(at, span_units[i].name) != 0) continue;
        *span = (Span){.count = negative ? -count : count, .unit = span_units[i].unit};
        return true;
    }
    return false;
}

Status span_parse(const char *text, Span *span, Error *err) {
    Words words = words_of(text);
    if (words.count == 1 && read_span(words.word[0], span)) return OK;
    fail(err, ERR_INVALID, _("\"%s\" is no span of time"), text);
    error_hint(err, _("a number and h, d, wd, w, m or y: 72h, 30d, 5wd, 6w, 2m, 1y"));
    return ERR_INVALID;
}

Day day_add_span(Day day, Span span) {
    int rounding = span.count < 0 ? -23 : 23;
    switch (span.unit) {
    case SPAN_HOURS:
        return day + (span.count + rounding) / 24;
    case SPAN_DAYS:
        return day + span.count;
    case SPAN_WORKDAYS:
        return day_add_working(day, span.count, (Calendar){.id = CALENDAR_NL});
    case SPAN_WEEKS:
        return day + 7 * (Day)span.count;
    case SPAN_MONTHS:
        return day_add_months(day, span.count, NULL);
    case SPAN_YEARS:
        return day_add_months(day, 12 * span.count, NULL);
    }
    return day;
}

/* "2026-11-23", "23-11-2026" or "23-11" (year 0). */
static bool read_numeric(const char *word, int *year, int *month, int *day) {
    const char *at = word;
    int first = read_number(&at, 4);
    bool year_first = at - word == 4;
    if (first < 0 || (!year_first && at - word > 2) || !read_char(&at, '-')) return false;
    *month = read_number(&at, 2);
    *year = *day = first;
    if (!year_first) *year = 0;
    if (!year_first && !*at) return *month > 0;
    if (*month < 0 || !read_char(&at, '-')) return false;
    const char *last = at;
    int third = read_number(&at, year_first ? 2 : 4);
    if (year_first)
        *day = third;
    else
        *year = third;
    return third >= 0 && !*at && (year_first || at - last == 4);
}

/* "23 nov" (year 0) or "23 nov 2026". */
static bool read_named(const Words *words, int from, int *year, int *month, int *day) {
    int count = words->count - from;
    if (count != 2 && count != 3) return false;
    const char *at = words->word[from];
    *day = read_number(&at, 2);
    *month = read_month(words->word[from + 1]);
    *year = 0;
    if (*day < 0 || *at || *month == 0) return false;
    if (count == 2) return true;
    at = words->word[from + 2];
    *year = read_number(&at, 4);
    return at - words->word[from + 2] == 4 && !*at;
}

/* The first such day that is not more than half a year back; looks on until a year has it (29 February). */
static bool near_date(Day today, int month, int month_day, Day *day) {
    int year, this_month, this_day;
    Day earliest = day_add_months(today, -6, NULL);
    day_to_civil(earliest, &year, &this_month, &this_day);
    for (int tries = 0; tries < 9; tries++, year++) {
        if (!civil_valid(year, month, month_day)) continue;
        *day = day_from_civil(year, month, month_day);
        if (*day >= earliest) return true;
    }
    return false;
}

static bool read_date(const Words *words, int from, Day today, Day *day) {
    int year, month, month_day;
    bool numeric = words->count - from == 1 && read_numeric(words->word[from], &year, &month, &month_day);
    if (!numeric && !read_named(words, from, &year, &month, &month_day)) return false;
    if (year == 0) return near_date(today, month, month_day, day);
    if (!civil_valid(year, month, month_day)) return false;
    *day = day_from_civil(year, month, month_day);
    return true;
}

static bool read_near(const char *word, Day today, Day *day) {
    for (size_t i = 0; i < COUNT_OF(near_days); i++) {
        if (strcmp(near_days[i].name, word) != 0) continue;
        *day = today + near_days[i].days;
        return true;
    }
    int weekday = read_weekday(word);
    if (weekday >= 0) *day = today + (weekday - day_weekday(today) + 6) % 7 + 1;
    Span span;
    if (weekday >= 0 || !read_span(word, &span)) return weekday >= 0;
    *day = day_add_span(today, span);
    return true;
}

static bool read_day(const Words *words, Day today, Day *day) {
    if (words->count == 0) return false;
    if (words->count == 1 && read_near(words->word[0], today, day)) return true;
    int weekday = words->count > 1 ? read_weekday(words->word[0]) : -1;
    if (weekday < 0) return read_date(words, 0, today, day);
    return read_date(words, 1, today, day) && day_weekday(*day) == weekday;
}

static Status check_years(const char *text, Day day, Error *err) {
    int year, month, month_day;
    day_to_civil(day, &year, &month, &month_day);
    if (year >= FIRST_YEAR && year <= LAST_YEAR) return OK;
    return fail(err, ERR_INVALID, _("\"%s\" lies outside the years %d to %d"), text, FIRST_YEAR, LAST_YEAR);
}

static Status no_day(const char *text, Error *err) {
    fail(err, ERR_INVALID, _("\"%s\" is no date"), text);
    error_hint(err, _("for example 2026-11-23, 23-11, 23 nov, fri, today, +5wd"));
    return ERR_INVALID;
}

Status day_parse(const char *text, Moment now, Day *day, Error *err) {
    Words words = words_of(text);
    Day found;
    if (!read_day(&words, moment_day(now), &found)) return no_day(text, err);
    Status status = check_years(text, found, err);
    if (status == OK) *day = found;
    return status;
}

/* Wall time, with an offset from UTC if one was written. */
typedef struct WallTime {
    int second, offset;
    bool has_offset;
} WallTime;

/* "Z", "+01", "+0100" or "+01:00" to the end of the word. */
static bool read_offset(const char *at, WallTime *time) {
    time->has_offset = true;
    if (*at == 'z') return !at[1];
    if (*at != '+' && *at != '-') return false;
    int sign = *at++ == '-' ? -1 : 1;
    const char *start = at;
    int hours = read_number(&at, 2), minutes = 0;
    if (at - start != 2) return false;
    if (*at) {
        read_char(&at, ':');
        start = at;
        minutes = read_number(&at, 2);
        if (at - start != 2) return false;
    }
    time->offset = sign * (hours * 3600 + minutes * 60);
    return !*at && hours <= 15 && minutes < 60;
}

/* "9:15", "09:15:42", "09:15:42.5Z", "09:15+01:00"; fractions are cut off. */
static bool read_time(const char *word, WallTime *time) {
    *time = (WallTime){0};
    const char *at = word;
    int hour = read_number(&at, 2), second = 0;
    if (hour < 0 || hour > 23 || !read_char(&at, ':')) return false;
    const char *start = at;
    int minute = read_number(&at, 2);
    if (at - start != 2 || minute > 59) return false;
    if (read_char(&at, ':')) {
        start = at;
        second = read_number(&at, 2);
        if (at - start != 2 || second > 59) return false;
        if (*at == '.' || *at == ',') at += 1 + strspn(at + 1, "0123456789");
    }
    time->second = hour * 3600 + minute * 60 + second;
    return !*at || read_offset(at, time);
}

/* "2026-11-23T09:15" becomes two words. */
static void split_iso(Words *words) {
    char *word = words->word[0];
    if (words->count != 1 || strlen(word) < 12 || word[10] != 't' || !isdigit((unsigned char)word[9])) return;
    word[10] = '\0';
    memmove(words->word[1], word + 11, strlen(word + 11) + 1);
    words->count = 2;
}

/* The words of a moment: an instant already, or a day with a wall time. */
typedef struct MomentWords {
    Moment moment;
    bool absolute; /* `moment` is the answer */
    Day day;
    WallTime time;
} MomentWords;

static bool read_moment(Words *words, Moment now, MomentWords *found) {
    *found = (MomentWords){.moment = now};
    Span span;
    const char *only = words->count == 1 ? words->word[0] : "";
    found->absolute = text_equal(only, "now") || text_equal(only, "nu");
    if (found->absolute) return true;
    if (read_span(only, &span) && span.unit == SPAN_HOURS) {
        found->moment = now + 3600 * (Moment)span.count;
        return found->absolute = true;
    }
    split_iso(words);
    bool timed = words->count > 0 && read_time(words->word[words->count - 1], &found->time);
    if (timed) words->count--;
    found->day = moment_day(now);
    if (!(timed && words->count == 0) && !read_day(words, moment_day(now), &found->day)) return false;
    if (found->time.has_offset) {
        found->moment = found->day * DAY_SECONDS + found->time.second - found->time.offset;
        found->absolute = true;
    }
    return true;
}

Status moment_parse_checked(const char *text, Moment now, Moment *moment, bool *twice, Error *err) {
    Words words = words_of(text);
    MomentWords found;
    if (!read_moment(&words, now, &found)) {
        fail(err, ERR_INVALID, _("\"%s\" is no moment"), text);
        error_hint(err, _("for example 2026-11-23 09:15, today 14:00, 9:15, now, +72h"));
        return ERR_INVALID;
    }
    bool missing = false;
    *twice = false;
    if (!found.absolute) found.moment = moment_at_checked(found.day, found.time.second, &missing, twice);
    if (missing) {
        fail(err, ERR_INVALID, _("\"%s\" does not exist: the clock goes from 02:00 to 03:00 that night"), text);
        error_hint(err, _("a time before 02:00 or from 03:00 on"));
        return ERR_INVALID;
    }
    Status status = check_years(text, moment_day(found.moment), err);
    if (status == OK) *moment = found.moment;
    return status;
}

Status moment_parse(const char *text, Moment now, Moment *moment, Error *err) {
    bool twice;
    return moment_parse_checked(text, now, moment, &twice, err);
}
