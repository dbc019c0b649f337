#include "loket/model/deadline.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "loket/base/lang.h"

static const struct {
    const char *name;
    SpanUnit unit;
} unit_names[] = {
    {"hours", SPAN_HOURS},      {"hour", SPAN_HOURS},    {"h", SPAN_HOURS},      {"days", SPAN_DAYS},
    {"day", SPAN_DAYS},         {"d", SPAN_DAYS},        {"weeks", SPAN_WEEKS},  {"week", SPAN_WEEKS},
    {"w", SPAN_WEEKS},          {"months", SPAN_MONTHS}, {"month", SPAN_MONTHS}, {"m", SPAN_MONTHS},
    {"years", SPAN_YEARS},      {"year", SPAN_YEARS},    {"y", SPAN_YEARS},      {"workdays", SPAN_WORKDAYS},
    {"workday", SPAN_WORKDAYS}, {"wd", SPAN_WORKDAYS},
};

Status deadline_rule_parse(const char *text, DeadlineRule *rule, Error *err) {
    for (unsigned i = 0; i < DEADLINE_RULES; i++) {
        if (strcasecmp(text, deadline_rule((DeadlineRule)i)->name) != 0) continue;
        *rule = (DeadlineRule)i;
        return OK;
    }
    fail(err, ERR_INVALID, _("\"%s\" is no rule for a deadline"), text);
    error_hint(err, "HOURS, HOURS_1182, EU1182, EU1182_PAUSE, ATW, PLAIN, WORKDAYS, BACK, BACK_WD, DORA_INIT, "
                    "DORA_NOON, DORA_INIT_NOON");
    return ERR_INVALID;
}

Status deadline_unit_parse(const char *text, SpanUnit *unit, Error *err) {
    for (size_t i = 0; i < COUNT_OF(unit_names); i++) {
        if (strcasecmp(text, unit_names[i].name) != 0) continue;
        *unit = unit_names[i].unit;
        return OK;
    }
    fail(err, ERR_INVALID, _("\"%s\" is no unit of time"), text);
    error_hint(err, "hours, days, workdays, weeks, months, years");
    return ERR_INVALID;
}

Status deadline_calendar_parse(const char *text, Calendar *calendar, Error *err) {
    bool dutch = strcasecmp(text, "NL") == 0;
    if (!dutch && strcasecmp(text, "EU") != 0) {
        fail(err, ERR_INVALID, _("\"%s\" is no calendar"), text);
        error_hint(err, _("NL or EU"));
        return ERR_INVALID;
    }
    calendar->id = dutch ? CALENDAR_NL : CALENDAR_EU;
    return OK;
}

Status deadline_legs_parse(const char *text, DeadlineInput *input, Error *err) {
    int count = 0;
    for (const char *at = text; count < DEADLINE_LEGS; at++) {
        size_t digits = strspn(at, "0123456789");
        if (digits == 0 || digits > 6) break;
        int value = 0;
        for (size_t i = 0; i < digits; i++)
            value = value * 10 + (at[i] - '0');
        input->legs[count++] = value;
        at += digits;
        if (!*at) {
            input->leg_count = count;
            return OK;
        }
        if (*at != '+') break;
    }
    fail(err, ERR_INVALID, _("\"%s\" is no term"), text);
    error_hint(err, _("a whole number, or a term and its extension: 72, 1+2"));
    return ERR_INVALID;
}

Status deadline_starts_parse(const char *text, Moment now, DeadlineInput *input, Error *err) {
    input->start_count = 0;
    input->ambiguous_start = false;
    for (const char *at = text;; at++) {
        char one[64];
        size_t length = strcspn(at, "/");
        if (input->start_count == DEADLINE_STARTS)
            return fail(err, ERR_INVALID, _("\"%s\" holds more than %d moments"), text, DEADLINE_STARTS);
        if (length >= sizeof one) return fail(err, ERR_INVALID, _("\"%s\" is no moment"), text);
        memcpy(one, at, length);
        one[length] = '\0';
        bool twice;
        Status status = moment_parse_checked(one, now, &input->starts[input->start_count++], &twice, err);
        if (status != OK) return status;
        input->ambiguous_start |= twice;
        at += length;
        if (!*at) return OK;
    }
}

Status deadline_input_parse(const DeadlineText *text, Moment now, DeadlineInput *input, Error *err) {
    *input = (DeadlineInput){0};
    Status status = deadline_rule_parse(text->rule, &input->rule, err);
    if (status != OK) return status;
    input->calendar.id = deadline_rule(input->rule)->calendar;
    if (!text_empty(text->calendar)) status = deadline_calendar_parse(text->calendar, &input->calendar, err);
    if (status == OK) status = deadline_starts_parse(text->start, now, input, err);
    if (status == OK) status = deadline_legs_parse(text->duration, input, err);
    return status == OK ? deadline_unit_parse(text->unit, &input->unit, err) : status;
}

enum { CHECK_FIELDS = 8, CHECK_FIELD_SIZE = 128 };

static bool split_fields(const char *line, char fields[CHECK_FIELDS][CHECK_FIELD_SIZE]) {
    const char *at = line;
    for (int i = 0; i < CHECK_FIELDS; i++) {
        size_t length = strcspn(at, ",\r\n");
        if (length >= CHECK_FIELD_SIZE) return false;
        memcpy(fields[i], at, length);
        fields[i][length] = '\0';
        at += length;
        if (*at == ',')
            at++;
        else if (i < CHECK_FIELDS - 1)
            return false;
    }
    return true;
}

Status deadline_check_line(const char *line, DeadlineCheck *check, Error *err) {
    enum { ID, REGIME, RULE, START, DURATION, UNIT, CALENDAR, EXPECTED };
    char fields[CHECK_FIELDS][CHECK_FIELD_SIZE];
    *check = (DeadlineCheck){.agrees = false};
    if (!split_fields(line, fields)) {
        fail(err, ERR_DATA, _("\"%s\" is no line of a deadline check"), line);
        error_hint(err, "id,regime,rule,start,duration,unit,calendar,expected_deadline,why");
        return ERR_DATA;
    }
    snprintf(check->id, sizeof check->id, "%.31s", fields[ID]);
    snprintf(check->expected, sizeof check->expected, "%.47s", fields[EXPECTED]);
    DeadlineText text = {fields[RULE], fields[START], fields[DURATION], fields[UNIT], fields[CALENDAR]};
    Status status = deadline_input_parse(&text, 0, &check->input, err);
    if (status == OK) status = deadline_compute(&check->input, &check->result, err);
    if (status != OK) return status;
    moment_write(check->result.due, check->computed);
    check->agrees = strcmp(fields[EXPECTED], check->computed) == 0;
    return OK;
}
