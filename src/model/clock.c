#include "loket/model/clock.h"

#include <string.h>
#include <strings.h>

#include "loket/base/utf8.h"

static const char *const fact_keys[FACT_KINDS] = {
    [FACT_START] = "start",   [FACT_IF_SO] = "if_so",   [FACT_CORRECT] = "correct", [FACT_AWARE] = "aware", [FACT_PAUSE] = "pause",
    [FACT_RESUME] = "resume", [FACT_EXTEND] = "extend", [FACT_MET] = "met",         [FACT_LATE] = "late",   [FACT_NA] = "na"};

const char *clock_fact_key(ClockFactKind kind) {
    return fact_keys[kind];
}

ClockFactKind clock_fact_kind(const char *key) {
    for (unsigned i = 0; i < FACT_KINDS; i++)
        if (text_equal(fact_keys[i], key)) return (ClockFactKind)i;
    return FACT_KINDS;
}

/* What the facts add up to. */
typedef struct Sum {
    bool started, if_so, off, has_aware, has_pause, has_resume;
    Moment start, aware, pause, resume;
} Sum;

static void add_done(const ClockFact *fact, Clock *clock) {
    if (!clock->done_at || fact->moment < clock->done_at) {
        clock->done_at = fact->moment;
        if (fact->kind == FACT_LATE) clock->reason = fact->reason;
    }
    if (fact->moment > clock->last_done) clock->last_done = fact->moment;
}

static void add_start(const ClockFact *fact, Sum *sum, Clock *clock) {
    sum->start = fact->moment;
    sum->if_so = fact->kind == FACT_IF_SO;
    sum->started = true;
    sum->off = false;
    clock->estimated = fact->estimated;
    clock->reason = clock->by = NULL;
}

static void add_fact(const ClockFact *fact, Sum *sum, Clock *clock) {
    switch (fact->kind) {
    case FACT_START:
    case FACT_IF_SO:
        add_start(fact, sum, clock);
        break;
    case FACT_CORRECT:
        sum->start = fact->moment;
        clock->corrected = true;
        clock->estimated = fact->estimated;
        clock->reason = fact->reason;
        clock->by = fact->by;
        break;
    case FACT_AWARE:
        sum->has_aware = true;
        sum->aware = fact->moment;
        break;
    case FACT_PAUSE:
        sum->has_pause = true;
        sum->pause = fact->moment;
        break;
    case FACT_RESUME:
        sum->has_resume = true;
        sum->resume = fact->moment;
        break;
    case FACT_EXTEND:
        if (!clock->extended_at || fact->moment < clock->extended_at) clock->extended_at = fact->moment;
        break;
    case FACT_MET:
    case FACT_LATE:
        add_done(fact, clock);
        break;
    case FACT_NA:
        sum->off = true;
        clock->reason = fact->reason;
        clock->by = fact->by;
        break;
    case FACT_KINDS:
        break;
    }
}

/* A classification that is still to come may come so late that only the day after awareness counts. */
enum { NOT_CLASSIFIED = 20 * 3600 };

static void set_starts(const Regime *regime, const Sum *sum, DeadlineInput *input) {
    int needed = deadline_rule(regime->rule)->start_count;
    input->starts[0] = sum->start;
    input->start_count = needed;
    if (needed == 2) {
        Moment aware = sum->has_aware && sum->aware < sum->start ? sum->aware : sum->start;
        input->starts[0] = aware;
        input->starts[1] = sum->if_so ? aware + NOT_CLASSIFIED : sum->start;
    } else if (needed == 3 && sum->has_pause && sum->has_resume && sum->pause >= sum->start && sum->resume >= sum->pause) {
        input->starts[1] = sum->pause;
        input->starts[2] = sum->resume;
    } else if (needed == 3) { /* asked, not proven yet: nothing to add */
        input->starts[1] = input->starts[2] = sum->start;
    }
}

static void set_legs(const Regime *regime, bool extended, DeadlineInput *input) {
    input->leg_count = 0;
    for (int i = 0; i < regime->leg_count; i++) input->legs[input->leg_count++] = regime->legs[i];
    for (int i = 0; extended && i < regime->extension_count; i++) input->legs[input->leg_count++] = regime->extension[i];
}

/* An extension told in time counts; told later it changes nothing, whenever it was entered. */
static void compute_term(Clock *clock, const Sum *sum, bool good_friday) {
    const Regime *regime = clock->regime;
    Error err = {0};
    clock->input = (DeadlineInput){
        .rule = regime->rule, .unit = regime->unit, .calendar = {regime->calendar, good_friday}, .trigger = policy_text(regime->trigger)};
    if (!*clock->input.trigger) clock->input.trigger = NULL;
    set_starts(regime, sum, &clock->input);
    set_legs(regime, false, &clock->input);
    Status status = deadline_compute(&clock->input, &clock->result, &err);
    clock->first_due = clock->result.due;
    if (status == OK && clock->extended_at && regime->extension_count && clock->extended_at <= clock->first_due) {
        set_legs(regime, true, &clock->input);
        clock->extended = true;
        status = deadline_compute(&clock->input, &clock->result, &err);
    }
    clock->has_due = status == OK;
    if (status != OK) utf8_print(clock->problem, sizeof clock->problem, "%s", err.message);
}

void clock_compute(const Regime *regime, const ClockFact *facts, size_t count, bool good_friday, Clock *clock) {
    *clock = (Clock){.regime = regime};
    Sum sum = {0};
    for (size_t i = 0; i < count; i++)
        if (!facts[i].void_at && strcasecmp(facts[i].rule, regime->code) == 0) add_fact(&facts[i], &sum, clock);
    if (sum.started) compute_term(clock, &sum, good_friday);
    if (sum.off)
        clock->state = CLOCK_OFF;
    else if (!sum.started)
        clock->state = CLOCK_NONE;
    else if (clock->done_at)
        clock->state = CLOCK_MET;
    else
        clock->state = sum.if_so ? CLOCK_IF_SO : CLOCK_RUNNING;
    clock->late = clock->state == CLOCK_MET && clock->has_due && clock->done_at > clock->result.due;
}

void clock_forecast(Clock *clock, Moment start, bool good_friday) {
    if (clock->state != CLOCK_NONE) return;
    Sum sum = {.started = true, .start = start};
    compute_term(clock, &sum, good_friday);
    clock->state = CLOCK_FORECAST;
}

Moment clock_warn_at(const Clock *clock) {
    enum { WARN_DAYS = 7 };
    const Regime *regime = clock->regime;
    Moment start = clock->input.starts[0];
    Span span = {-WARN_DAYS, SPAN_DAYS};
    if (regime->warn && span_parse(regime->warn, &span, NULL) == OK)
        span.count = -span.count;
    else if (regime_hours(regime))
        return start;
    if (span.unit == SPAN_HOURS) return clock->result.due + (Moment)span.count * 3600;
    Moment warn = moment_at(day_add_span(moment_day(clock->result.due), span), 0);
    bool back = regime->rule == DEADLINE_BACK || regime->rule == DEADLINE_BACK_WD;
    return warn < start && !back ? start : warn;
}
