#include "loket/io/ics.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/utf8.h"

enum { FOLD_AT = 75 };

/* A line of at most 75 octets; the blank that begins a continuation counts too. */
static void add_folded(const char *line, size_t length, StrBuf *out) {
    size_t used = 0;
    for (size_t at = 0; at < length;) {
        int32_t code;
        size_t bytes = utf8_decode(line + at, length - at, &code);
        if (used + bytes > FOLD_AT) {
            strbuf_add(out, "\r\n ");
            used = 1;
        }
        strbuf_addn(out, line + at, bytes);
        used += bytes;
        at += bytes;
    }
    strbuf_add(out, "\r\n");
}

static void add_escaped(const char *text, StrBuf *out) {
    StrBuf safe;
    strbuf_init(&safe);
    utf8_make_safe(&safe, text, strlen(text), SAFE_KEEP_NEWLINE);
    for (const char *c = safe.data; *c; c++) {
        if (*c == '\n')
            strbuf_add(out, "\\n");
        else if (*c == '\t')
            strbuf_addc(out, ' ');
        else if (*c == '\\' || *c == ';' || *c == ',')
            strbuf_addf(out, "\\%c", *c);
        else
            strbuf_addc(out, *c);
    }
    strbuf_done(&safe);
}

void ics_text_line(const char *name, const char *value, StrBuf *out) {
    StrBuf line;
    strbuf_init(&line);
    strbuf_addf(&line, "%s:", name);
    add_escaped(value, &line);
    add_folded(line.data, line.length, out);
    strbuf_done(&line);
}

static void plain_line(const char *text, StrBuf *out) {
    strbuf_addf(out, "%s\r\n", text);
}

static void add_moment(const char *name, Moment moment, StrBuf *out) {
    int year, month, month_day;
    Day day = (moment - (moment % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS) / DAY_SECONDS;
    int second = (int)(moment - day * DAY_SECONDS);
    day_to_civil(day, &year, &month, &month_day);
    strbuf_addf(out, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name, year, month, month_day, second / 3600, second / 60 % 60, second % 60);
}

static void add_day(const char *name, Day day, StrBuf *out) {
    int year, month, month_day;
    day_to_civil(day, &year, &month, &month_day);
    strbuf_addf(out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, year, month, month_day);
}

static void add_alarm(const IcsEvent *event, int minutes, StrBuf *out) {
    plain_line("BEGIN:VALARM", out);
    plain_line("ACTION:DISPLAY", out);
    strbuf_addf(out, "TRIGGER:%sPT%dM\r\n", minutes > 0 ? "-" : "", minutes > 0 ? minutes : -minutes);
    ics_text_line("DESCRIPTION", event->summary, out);
    plain_line("END:VALARM", out);
}

void ics_begin(const char *name, StrBuf *out) {
    plain_line("BEGIN:VCALENDAR", out);
    plain_line("VERSION:2.0", out);
    plain_line("PRODID:-//Loket//Loket//EN", out);
    plain_line("CALSCALE:GREGORIAN", out);
    plain_line("METHOD:PUBLISH", out);
    ics_text_line("X-WR-CALNAME", name, out);
}

void ics_event(const IcsEvent *event, StrBuf *out) {
    plain_line("BEGIN:VEVENT", out);
    ics_text_line("UID", event->uid, out);
    add_moment("DTSTAMP", event->stamp, out);
    if (event->whole_day) {
        add_day("DTSTART", event->day, out);
        add_day("DTEND", event->day + 1, out);
    } else {
        add_moment("DTSTART", event->at, out);
    }
    ics_text_line("SUMMARY", event->summary, out);
    plain_line("TRANSP:TRANSPARENT", out); /* a term takes no time of the day */
    for (int i = 0; i < event->alarm_count; i++) add_alarm(event, event->alarms[i], out);
    plain_line("END:VEVENT", out);
}

void ics_end(StrBuf *out) {
    plain_line("END:VCALENDAR", out);
}
