#include "loket/model/deadline.h"

#include "loket/base/lang.h"

static const struct {
    unsigned flag;
    const char *label;
} flag_labels[] = {
    {DEADLINE_ROLLED, N_("moved off a day not worked")},
    {DEADLINE_CLAMPED, N_("shorter month")},
    {DEADLINE_PAUSED, N_("paused")},
    {DEADLINE_MIN_TWO, N_("two working days")},
    {DEADLINE_ATW4, N_("over the cap, not moved")},
    {DEADLINE_DECREE_UNKNOWN, N_("decree days not known yet")},
    {DEADLINE_AMBIGUOUS_START, N_("start in the double hour")},
    {DEADLINE_CAPPED, N_("24 hours after awareness")},
    {DEADLINE_LATE_CLASSIFIED, N_("classified late")},
};

void deadline_flags_format(unsigned flags, StrBuf *out) {
    const char *between = "";
    for (size_t i = 0; i < COUNT_OF(flag_labels); i++) {
        if (!(flags & flag_labels[i].flag)) continue;
        strbuf_addf(out, "%s%s", between, _(flag_labels[i].label));
        between = ", ";
    }
}

static const char *unit_word(SpanUnit unit, int count) {
    unsigned long n = (unsigned long)count;
    switch (unit) {
    case SPAN_HOURS:
        return ngettext("hour", "hours", n);
    case SPAN_DAYS:
        return ngettext("day", "days", n);
    case SPAN_WORKDAYS:
        return ngettext("working day", "working days", n);
    case SPAN_WEEKS:
        return ngettext("week", "weeks", n);
    case SPAN_MONTHS:
        return ngettext("month", "months", n);
    case SPAN_YEARS:
        return ngettext("year", "years", n);
    }
    return "";
}

static bool counts_back(DeadlineRule rule) {
    return rule == DEADLINE_BACK || rule == DEADLINE_BACK_WD;
}

static void add_term(const DeadlineInput *input, StrBuf *out) {
    StrBuf legs;
    strbuf_init(&legs);
    int sum = 0;
    for (int i = 0; i < input->leg_count; i++) {
        strbuf_addf(&legs, i ? " + %d" : "%d", input->legs[i]);
        sum += input->legs[i];
    }
    const char *word = unit_word(input->unit, sum);
    if (counts_back(input->rule))
        strbuf_addf(out, _("; %s %s back"), legs.data, word);
    else
        strbuf_addf(out, _("; term %s %s"), legs.data, word);
    if (input->leg_count > 1) strbuf_add(out, _(" in one step"));
    strbuf_done(&legs);
}

static void add_starts(const DeadlineInput *input, StrBuf *out) {
    const DeadlineRuleDef *rule = deadline_rule(input->rule);
    for (int i = 0; i < input->start_count; i++) {
        const char *name = i == 0 && input->trigger ? input->trigger : _(rule->start_names[i]);
        strbuf_addf(out, i ? ", %s " : "%s ", name);
        moment_format_offset(input->starts[i], out);
    }
}

/* A day term ends with its day; every other end is shown with time and offset. */
static void add_end(Moment end, bool whole_days, StrBuf *out) {
    if (whole_days && moment_second(end) == DAY_END)
        day_format_weekday(moment_day(end), out);
    else
        moment_format_offset(end, out);
}

static void add_skips(const DeadlineResult *result, StrBuf *out) {
    if (result->skip_count == 0) return;
    strbuf_add(out, _("; not worked: "));
    for (int i = 0; i < result->skip_count; i++) {
        if (i) strbuf_add(out, ", ");
        day_format_weekday(result->skips[i].day, out);
        if (result->skips[i].holiday) strbuf_addf(out, " (%s)", _(result->skips[i].holiday));
    }
    if (result->skips_left_out)
        strbuf_addf(out, ngettext(" and %d more", " and %d more", (unsigned long)result->skips_left_out),
                    result->skips_left_out);
}

/* What happened between the plain end and the due moment, each with the article it rests on. */
static void add_steps(const DeadlineInput *input, const DeadlineResult *result, StrBuf *out) {
    bool dutch = input->rule == DEADLINE_ATW;
    if (result->flags & DEADLINE_CLAMPED) strbuf_add(out, _("; that month is shorter, so its last day"));
    if (result->flags & DEADLINE_PAUSED)
        strbuf_addf(out,
                    ngettext("; %d paused day added", "; %d paused days added", (unsigned long)result->paused_days),
                    result->paused_days);
    if (result->flags & DEADLINE_CAPPED) strbuf_add(out, _("; 24 hours after awareness come first"));
    if (result->flags & DEADLINE_LATE_CLASSIFIED)
        strbuf_add(out, _("; classified later than 24 hours after awareness, so only the 4 hours count"));
    if (result->due != result->unrolled) {
        strbuf_add(out, _("; would end "));
        add_end(result->unrolled, result->whole_days, out);
    }
    add_skips(result, out);
    if (result->flags & DEADLINE_MIN_TWO)
        strbuf_add(out, dutch ? _("; at least two working days (Algemene termijnenwet art. 2)")
                              : _("; at least two working days (Regulation 1182/71 art. 3(5))"));
    if (result->flags & DEADLINE_ATW4)
        strbuf_add(out, _("; too long a term to be moved (Algemene termijnenwet art. 4)"));
}

void deadline_explain(const DeadlineInput *input, const DeadlineResult *result, StrBuf *out) {
    add_starts(input, out);
    if (result->flags & DEADLINE_AMBIGUOUS_START)
        strbuf_add(out, _(" (the clock showed it twice; the first is taken)"));
    add_term(input, out);
    add_steps(input, result, out);
    strbuf_add(out, _("; due "));
    add_end(result->due, result->whole_days, out);
    if (result->has_legal) {
        strbuf_add(out, _("; outer limit (Regulation 1182/71 art. 3(1)) "));
        add_end(result->legal, false, out);
    }
    if (result->flags & DEADLINE_DECREE_UNKNOWN)
        strbuf_add(out, _("; the days off by decree of that year are not known to this program"));
}
