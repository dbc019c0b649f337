#include "loket/model/deadline.h"

#include "loket/base/lang.h"

enum { FIRST_YEAR = 2014, LAST_YEAR = 2100, HOUR = 3600, DORA_HOURS = 4, DORA_CAP_HOURS = 24 };

static int total(const DeadlineInput *input) {
    int sum = 0;
    for (int i = 0; i < input->leg_count; i++)
        sum += input->legs[i];
    return sum;
}

/* The one place where a calendar is asked, so that no day beyond the known decrees is looked at unnoticed. */
static bool is_worked(Day day, Calendar calendar, DeadlineResult *result) {
    if (calendar.id == CALENDAR_NL && !day_decrees_known(day)) result->flags |= DEADLINE_DECREE_UNKNOWN;
    return day_is_working(day, calendar);
}

static void skip(Day day, Calendar calendar, DeadlineResult *result) {
    if (result->skip_count == DEADLINE_SKIPS)
        result->skips_left_out++;
    else
        result->skips[result->skip_count++] = (DeadlineSkip){.day = day, .holiday = day_holiday(day, calendar)};
}

/* The first worked day from `day` on, in steps of +1 or -1. */
static Day roll(Day day, int step, Calendar calendar, DeadlineResult *result) {
    for (; !is_worked(day, calendar, result); day += step) {
        skip(day, calendar, result);
        result->flags |= DEADLINE_ROLLED;
    }
    return day;
}

/* Counts `days` worked days on or back. Weekends are left out of the skipped days: nobody asks why. */
static Day count_working(Day day, int days, int step, Calendar calendar, DeadlineResult *result) {
    for (int i = 0; i < days; i++) {
        for (day += step; !is_worked(day, calendar, result); day += step)
            if (day_weekday(day) < 5) skip(day, calendar, result);
    }
    return day;
}

/* Always from the original day, in one step: a rolled or clamped day is never counted on from. */
static Day add(Day day, int count, SpanUnit unit, DeadlineResult *result) {
    bool clamped = false;
    switch (unit) {
    case SPAN_WEEKS:
        return day + 7 * (Day)count;
    case SPAN_MONTHS:
        day = day_add_months(day, count, &clamped);
        break;
    case SPAN_YEARS:
        day = day_add_months(day, 12 * count, &clamped);
        break;
    default:
        return day + count;
    }
    if (clamped) result->flags |= DEADLINE_CLAMPED;
    return day;
}

/* A period holds two working days: `first`..`last`, of which `last` is one. */
static Day min_two(Day first, Day last, Calendar calendar, DeadlineResult *result) {
    int count = 0;
    for (Day day = first; day <= last; day++)
        count += is_worked(day, calendar, result);
    for (; count < 2; count++) {
        last++;
        while (!is_worked(last, calendar, result))
            skip(last++, calendar, result);
        result->flags |= DEADLINE_MIN_TWO;
    }
    return last;
}

static void end_on(Day unrolled, Day last, DeadlineResult *result) {
    result->unrolled = moment_at(unrolled, DAY_END);
    result->due = moment_at(last, DAY_END);
    result->whole_days = true;
}

static Moment hours_1182(Moment start, int hours) {
    Moment into_hour = ((start % HOUR) + HOUR) % HOUR;
    return start - into_hour + (1 + (Moment)hours) * HOUR;
}

static Moment last_moment(void) {
    return moment_at(day_from_civil(LAST_YEAR, 12, 31), DAY_END);
}

static void compute_hours(const DeadlineInput *input, DeadlineResult *result) {
    result->due = result->unrolled = input->starts[0] + HOUR * (Moment)total(input);
    if (input->calendar.id != CALENDAR_EU) return;
    result->legal = hours_1182(input->starts[0], total(input));
    result->has_legal = result->legal <= last_moment();
}

static void compute_hours_1182(const DeadlineInput *input, DeadlineResult *result) {
    result->due = result->unrolled = hours_1182(input->starts[0], total(input));
}

static void compute_eu1182(const DeadlineInput *input, DeadlineResult *result) {
    Day start = moment_day(input->starts[0]);
    Day end = add(start, total(input), input->unit, result);
    Day last = roll(end, 1, input->calendar, result);
    if (end - start >= 2) last = min_two(start + 1, last, input->calendar, result);
    end_on(end, last, result);
}

/* Starts: received, asked, proven. The paused days come after the clamp and before the roll. */
static void compute_eu1182_pause(const DeadlineInput *input, DeadlineResult *result) {
    Day start = moment_day(input->starts[0]);
    result->paused_days = (int)(moment_day(input->starts[2]) - moment_day(input->starts[1]));
    if (result->paused_days > 0) result->flags |= DEADLINE_PAUSED;
    Day end = add(start, total(input), input->unit, result) + result->paused_days;
    Day last = roll(end, 1, input->calendar, result);
    end_on(end, min_two(start + 1, last, input->calendar, result), result);
}

/* Art. 4: each statutory term is held against the cap by itself, so an extension does not lift the first term over it.
 */
static bool over_cap(const DeadlineInput *input) {
    static const int caps[] = {[SPAN_DAYS] = 90, [SPAN_WEEKS] = 12, [SPAN_MONTHS] = 3, [SPAN_YEARS] = 0};
    for (int i = 0; i < input->leg_count; i++)
        if (input->legs[i] > caps[input->unit]) return true;
    return false;
}

static void compute_atw(const DeadlineInput *input, DeadlineResult *result) {
    Day start = moment_day(input->starts[0]);
    Day end = add(start, total(input), input->unit, result);
    Day last = end;
    if (over_cap(input)) {
        result->flags |= DEADLINE_ATW4;
    } else {
        last = roll(end, 1, input->calendar, result);
        if (end - start >= 3) last = min_two(start + 1, last, input->calendar, result);
    }
    end_on(end, last, result);
}

static void compute_plain(const DeadlineInput *input, DeadlineResult *result) {
    Day end = add(moment_day(input->starts[0]), total(input), input->unit, result);
    end_on(end, end, result);
}

static void compute_workdays(const DeadlineInput *input, DeadlineResult *result) {
    Day start = moment_day(input->starts[0]);
    int days = total(input);
    Day end = days == 0 ? start : count_working(start, days, 1, input->calendar, result);
    end_on(end, roll(end, 1, input->calendar, result), result);
}

static void compute_back(const DeadlineInput *input, DeadlineResult *result) {
    Day end = add(moment_day(input->starts[0]), -total(input), input->unit, result);
    end_on(end, end, result);
}

static void compute_back_working(const DeadlineInput *input, DeadlineResult *result) {
    Day start = moment_day(input->starts[0]);
    Day end = input->unit == SPAN_WORKDAYS ? count_working(start, total(input), -1, input->calendar, result)
                                           : add(start, -total(input), input->unit, result);
    end_on(end, roll(end, -1, input->calendar, result), result);
}

/* Starts: aware, classified. */
static void compute_dora_init(const DeadlineInput *input, DeadlineResult *result) {
    Moment cap = input->starts[0] + DORA_CAP_HOURS * HOUR, classified = input->starts[1];
    result->due = classified + DORA_HOURS * HOUR;
    if (classified > cap) {
        result->flags |= DEADLINE_LATE_CLASSIFIED;
    } else if (cap < result->due) {
        result->due = cap;
        result->flags |= DEADLINE_CAPPED;
    }
    result->unrolled = result->due;
}

/* Art. 5(4): a limit on a weekend day or bank holiday moves to noon of the next working day. Bank holidays are read as
 * the EU set, whatever calendar the caller has. */
static void to_noon(const DeadlineInput *input, DeadlineResult *result) {
    Calendar calendar = {.id = CALENDAR_EU, .good_friday = input->calendar.good_friday};
    Day day = moment_day(result->due);
    Day worked = roll(day, 1, calendar, result);
    if (worked != day) result->due = moment_at(worked, DAY_NOON);
}

static void compute_dora_noon(const DeadlineInput *input, DeadlineResult *result) {
    if (input->unit == SPAN_HOURS)
        result->due = result->unrolled = input->starts[0] + HOUR * (Moment)total(input);
    else
        compute_plain(input, result);
    to_noon(input, result);
}

static void compute_dora_init_noon(const DeadlineInput *input, DeadlineResult *result) {
    compute_dora_init(input, result);
    to_noon(input, result);
}

enum {
    IN_HOURS = 1 << SPAN_HOURS,
    IN_WORKDAYS = 1 << SPAN_WORKDAYS,
    IN_DATES = 1 << SPAN_DAYS | 1 << SPAN_WEEKS | 1 << SPAN_MONTHS | 1 << SPAN_YEARS
};

static const DeadlineRuleDef rules[DEADLINE_RULES] = {
    [DEADLINE_HOURS] = {"HOURS",
                        N_("Exact elapsed hours from the start, day and night, never moved."),
                        {N_("start")},
                        1,
                        IN_HOURS,
                        CALENDAR_EU,
                        compute_hours},
    [DEADLINE_HOURS_1182] =
        {"HOURS_1182",
         N_("Hours counted from the next full hour (Regulation 1182/71 art. 3(1)): the outer limit."),
         {N_("start")},
         1,
         IN_HOURS,
         CALENDAR_EU,
         compute_hours_1182},
    [DEADLINE_EU1182] = {"EU1182",
                         N_("End of the last day, moved to the next working day, with at least two working days "
                            "(Regulation 1182/71 art. 3)."),
                         {N_("start")},
                         1,
                         IN_DATES,
                         CALENDAR_EU,
                         compute_eu1182},
    [DEADLINE_EU1182_PAUSE] = {"EU1182_PAUSE",
                               N_("As EU1182, with the days between asking for and getting proof of identity added."),
                               {N_("received"), N_("asked"), N_("proven")},
                               3,
                               IN_DATES,
                               CALENDAR_EU,
                               compute_eu1182_pause},
    [DEADLINE_ATW] = {"ATW",
                      N_("End of the last day, moved to the next working day, with at least two working days from a "
                         "term of three days, under the caps of the Algemene termijnenwet."),
                      {N_("start")},
                      1,
                      IN_DATES,
                      CALENDAR_NL,
                      compute_atw},
    [DEADLINE_PLAIN] = {"PLAIN",
                        N_("End of the calendar day the term leads to, never moved."),
                        {N_("start")},
                        1,
                        IN_DATES,
                        CALENDAR_NL,
                        compute_plain},
    [DEADLINE_WORKDAYS] = {"WORKDAYS",
                           N_("End of the last of a number of working days after the start."),
                           {N_("start")},
                           1,
                           IN_WORKDAYS,
                           CALENDAR_NL,
                           compute_workdays},
    [DEADLINE_BACK] =
        {"BACK", N_("Counted back from a date, never moved."), {N_("date")}, 1, IN_DATES, CALENDAR_EU, compute_back},
    [DEADLINE_BACK_WD] = {"BACK_WD",
                          N_("Counted back from a date to a working day."),
                          {N_("date")},
                          1,
                          IN_DATES | IN_WORKDAYS,
                          CALENDAR_NL,
                          compute_back_working},
    [DEADLINE_DORA_INIT] = {"DORA_INIT",
                            N_("Four hours after classification, at most 24 hours after awareness "
                               "(Regulation 2025/301 art. 5)."),
                            {N_("aware"), N_("classified")},
                            2,
                            IN_HOURS,
                            CALENDAR_EU,
                            compute_dora_init},
    [DEADLINE_DORA_NOON] = {"DORA_NOON",
                            N_("The term of the report; on a day not worked: noon of the next working day "
                               "(Regulation 2025/301 art. 5(4))."),
                            {N_("sent")},
                            1,
                            IN_HOURS | IN_DATES,
                            CALENDAR_EU,
                            compute_dora_noon},
    [DEADLINE_DORA_INIT_NOON] = {"DORA_INIT_NOON",
                                 N_("As DORA_INIT; on a day not worked: noon of the next working day."),
                                 {N_("aware"), N_("classified")},
                                 2,
                                 IN_HOURS,
                                 CALENDAR_EU,
                                 compute_dora_init_noon},
};

const DeadlineRuleDef *deadline_rule(DeadlineRule rule) {
    return &rules[rule];
}

static bool is_supported(Moment moment) {
    return moment >= moment_at(day_from_civil(FIRST_YEAR, 1, 1), 0) && moment <= last_moment();
}

static Status check_starts(const DeadlineInput *input, const DeadlineRuleDef *rule, Error *err) {
    if (input->start_count != rule->start_count)
        return fail(err, ERR_INVALID, _("rule \"%s\" needs %d start moments, not %d"), rule->name, rule->start_count,
                    input->start_count);
    for (int i = 0; i < input->start_count; i++) {
        if (!is_supported(input->starts[i]))
            return fail(err, ERR_INVALID, _("the start lies outside the years %d to %d"), FIRST_YEAR, LAST_YEAR);
        if (i > 0 && input->starts[i] < input->starts[i - 1])
            return fail(err, ERR_INVALID, _("\"%s\" lies before \"%s\""), _(rule->start_names[i]),
                        _(rule->start_names[i - 1]));
    }
    return OK;
}

/* More than the supported years hold is refused here already, so that sums cannot overflow nor counting run on. */
static Status check_legs(const DeadlineInput *input, const DeadlineRuleDef *rule, Error *err) {
    static const int most[] = {[SPAN_HOURS] = 762648, [SPAN_DAYS] = 31777,  [SPAN_WORKDAYS] = 31777,
                               [SPAN_WEEKS] = 4540,   [SPAN_MONTHS] = 1044, [SPAN_YEARS] = 87};
    if (input->leg_count < 1 || input->leg_count > DEADLINE_LEGS)
        return fail(err, ERR_INVALID, _("a term has 1 to %d parts, not %d"), DEADLINE_LEGS, input->leg_count);
    int least = input->rule == DEADLINE_WORKDAYS && input->leg_count == 1 ? 0 : 1;
    for (int i = 0; i < input->leg_count; i++)
        if (input->legs[i] < least || input->legs[i] > most[input->unit])
            return fail(err, ERR_INVALID, _("a term of \"%d\" is not between %d and %d"), input->legs[i], least,
                        most[input->unit]);
    bool fixed = input->rule == DEADLINE_DORA_INIT || input->rule == DEADLINE_DORA_INIT_NOON;
    if (fixed && total(input) != DORA_HOURS)
        return fail(err, ERR_INVALID, _("rule \"%s\" has a term of %d hours, not %d"), rule->name, DORA_HOURS,
                    total(input));
    return OK;
}

Status deadline_compute(const DeadlineInput *input, DeadlineResult *result, Error *err) {
    if (input->rule >= DEADLINE_RULES || input->unit > SPAN_YEARS)
        return fail(err, ERR_BUG, "no such rule or unit: %d, %d", (int)input->rule, (int)input->unit);
    const DeadlineRuleDef *rule = &rules[input->rule];
    if (!(rule->units >> input->unit & 1u))
        return fail(err, ERR_INVALID, _("rule \"%s\" does not count in this unit"), rule->name);
    Status status = check_starts(input, rule, err);
    if (status == OK) status = check_legs(input, rule, err);
    if (status != OK) return status;
    DeadlineResult found = {.flags = input->ambiguous_start ? DEADLINE_AMBIGUOUS_START : 0};
    rule->compute(input, &found);
    if (!is_supported(found.due))
        return fail(err, ERR_INVALID, _("the deadline would lie outside the years %d to %d"), FIRST_YEAR, LAST_YEAR);
    *result = found;
    return OK;
}
