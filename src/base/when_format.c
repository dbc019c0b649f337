#include "loket/base/when.h"

#include <stdio.h>
#include <stdlib.h>

#include "loket/base/lang.h"

static const char *const month_names[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
                                          N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};
static const char *const weekday_names[] = {N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"),
                                            N_("Fri"), N_("Sat"), N_("Sun")};
static const char *const span_units[] = {"h", "d", "wd", "w", "m", "y"};

void span_format(Span span, char text[16]) {
    snprintf(text, 16, "%d%s", span.count, span_units[span.unit]);
}

void day_write(Day day, char text[16]) {
    int year, month, month_day;
    day_to_civil(day, &year, &month, &month_day);
    snprintf(text, 16, "%04d-%02d-%02d", year, month, month_day);
}

void moment_write(Moment moment, char text[32]) {
    char date[16];
    unsigned second = (unsigned)moment_second(moment), offset = (unsigned)zone_offset(moment);
    day_write(moment_day(moment), date);
    snprintf(text, 32, "%sT%02u:%02u:%02u+%02u:00", date, second / 3600 % 24, second / 60 % 60, second % 60,
             offset / 3600 % 24);
}

void day_format(Day day, StrBuf *out) {
    int year, month, month_day;
    day_to_civil(day, &year, &month, &month_day);
    strbuf_addf(out, "%d %s %d", month_day, _(month_names[month - 1]), year);
}

void day_format_weekday(Day day, StrBuf *out) {
    strbuf_addf(out, "%s ", _(weekday_names[day_weekday(day)]));
    day_format(day, out);
}

void moment_format_time(Moment moment, StrBuf *out) {
    int second = moment_second(moment);
    strbuf_addf(out, "%02d:%02d", second / 3600, second / 60 % 60);
}

void moment_format(Moment moment, StrBuf *out) {
    day_format_weekday(moment_day(moment), out);
    strbuf_addc(out, ' ');
    moment_format_time(moment, out);
}

void moment_format_offset(Moment moment, StrBuf *out) {
    moment_format(moment, out);
    strbuf_addf(out, " +%02d:00", zone_offset(moment) / 3600);
}

/* Whole minutes left, rounded down: half a minute late is -1, so that late never reads as nothing. */
static int64_t minutes_left(Moment due, Moment now) {
    int64_t left = due - now;
    return left < 0 ? -((59 - left) / 60) : left / 60;
}

enum { TWO_DAYS = 2 * 24 * 60 };

void when_left_short(Moment due, Moment now, bool hours, StrBuf *out) {
    if (!hours) {
        strbuf_addf(out, "%lldd", (long long)(moment_day(due) - moment_day(now)));
        return;
    }
    int64_t left = minutes_left(due, now);
    const char *sign = left < 0 ? "-" : "";
    long long size = llabs((long long)left);
    if (size >= TWO_DAYS)
        strbuf_addf(out, "%s%lldd", sign, size / (24 * 60));
    else if (size >= 60)
        strbuf_addf(out, _("%s%lldh"), sign, size / 60);
    else
        strbuf_addf(out, "%s%lldm", sign, size);
}

static void hours_left_long(int64_t left, StrBuf *out) {
    long long size = llabs((long long)left), days = size / (24 * 60), hours = size / 60, minutes = size % 60;
    bool late = left < 0;
    if (size >= TWO_DAYS) {
        strbuf_addf(out, late ? _("%lld d %lld h late") : _("%lld d %lld h left"), days, hours % 24);
    } else if (hours > 0) {
        strbuf_addf(out, late ? _("%lld h %lld min late") : _("%lld h %lld min left"), hours, minutes);
    } else {
        strbuf_addf(out, late ? _("%lld min late") : _("%lld min left"), minutes);
    }
}

void when_left_long(Moment due, Moment now, bool hours, StrBuf *out) {
    if (hours) {
        hours_left_long(minutes_left(due, now), out);
        return;
    }
    long long days = (long long)(moment_day(due) - moment_day(now));
    if (days < 0)
        strbuf_addf(out, _("%lld d late"), -days);
    else if (days > 0)
        strbuf_addf(out, _("in %lld d"), days);
    else
        strbuf_add(out, due < now ? _("late since today") : _("today"));
}
