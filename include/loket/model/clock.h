/* Clock: one regime running on one record, computed from the facts that were entered. Pure: no file, no now.
 *
 * Facts are append-only rows: when it started, that this was corrected, paused, extended, met. The due and the state follow from
 * them each time; only whether it is late *now* is left to who shows it. */
#ifndef LOKET_MODEL_CLOCK_H
#define LOKET_MODEL_CLOCK_H

#include "loket/model/policy.h"

typedef enum ClockFactKind {
    FACT_START,   /* it runs from `moment` */
    FACT_IF_SO,   /* not known whether it applies: runs from `moment`, "if so" */
    FACT_CORRECT, /* the start was another one after all */
    FACT_AWARE,   /* of two starts the first: became aware */
    FACT_PAUSE,   /* identity asked */
    FACT_RESUME,  /* identity proven */
    FACT_EXTEND,  /* the extension was told at `moment` */
    FACT_MET,     /* the notice was sent, the answer given */
    FACT_LATE,    /* the same, with the reason why it was late */
    FACT_NA,      /* does not apply, with reason and decider */
    FACT_KINDS
} ClockFactKind;

typedef struct ClockFact {
    const char *rule; /* code of the regime */
    int n;            /* its number, 0 = not stored yet */
    ClockFactKind kind;
    bool has_moment, estimated;
    Moment moment, entered, void_at; /* void_at: the row it came from was struck or changed; 0 = in force */
    const char *reason, *by;
} ClockFact;

/* "start": as stored. */
const char *clock_fact_key(ClockFactKind kind);
/* FACT_KINDS when there is no such. */
ClockFactKind clock_fact_kind(const char *key);

typedef enum ClockState {
    CLOCK_NONE,     /* nothing started it */
    CLOCK_RUNNING,
    CLOCK_IF_SO,    /* runs until it is judged */
    CLOCK_FORECAST, /* starts when the one before it is sent: from the due of that one */
    CLOCK_MET,      /* in time, or late: see `late` */
    CLOCK_OFF       /* does not apply */
} ClockState;

typedef struct Clock {
    const Regime *regime;
    ClockState state;
    bool has_due;       /* input and result hold a computed term */
    DeadlineInput input;
    DeadlineResult result;
    Moment first_due;   /* the end of the term without extension */
    Moment extended_at; /* told at; 0 = not */
    bool extended;      /* told in time, so it counts */
    bool estimated, corrected;
    bool late;          /* met after its due */
    Moment done_at;     /* met at; 0 = not */
    Moment last_done;   /* the last notice */
    const char *reason, *by; /* of late, not applicable, or the correction */
    char problem[160];  /* why no term could be computed */
} Clock;

/* Computes the clock of `regime` from its facts in order; those of other regimes and struck ones are passed over. `good_friday`: the
 * setting eu_good_friday. */
void clock_compute(const Regime *regime, const ClockFact *facts, size_t count, bool good_friday, Clock *clock);
/* Makes it a forecast that starts at `start`, if nothing started it yet. */
void clock_forecast(Clock *clock, Moment start, bool good_friday);
/* From when on it needs somebody. */
Moment clock_warn_at(const Clock *clock);

#endif
