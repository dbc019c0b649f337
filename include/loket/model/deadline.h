/* Deadlines: the pure engine of legal and internal terms. In: a rule, start moments, a term, a calendar. Out: the
 * moment it is due, and all that is needed to say why.
 *
 * It is not the list of duties (policy) nor the list of clocks (app/derive): those choose the rule and the start. No
 * clock is asked and nothing is stored. Rules: Regulation (EEC, Euratom) 1182/71 art. 3, Algemene termijnenwet art.
 * 1-4, Delegated Regulation (EU) 2025/301 art. 5. Supported: starts from 2014-01-01, results to 2100-12-31, else an
 * error. */
#ifndef LOKET_MODEL_DEADLINE_H
#define LOKET_MODEL_DEADLINE_H

#include "loket/base/error.h"
#include "loket/base/text.h"
#include "loket/base/when.h"

typedef enum DeadlineRule {
    DEADLINE_HOURS,
    DEADLINE_HOURS_1182,
    DEADLINE_EU1182,
    DEADLINE_EU1182_PAUSE,
    DEADLINE_ATW,
    DEADLINE_PLAIN,
    DEADLINE_WORKDAYS,
    DEADLINE_BACK,
    DEADLINE_BACK_WD,
    DEADLINE_DORA_INIT,
    DEADLINE_DORA_NOON,
    DEADLINE_DORA_INIT_NOON,
    DEADLINE_RULES /* how many */
} DeadlineRule;

enum { DEADLINE_STARTS = 3, DEADLINE_LEGS = 4, DEADLINE_SKIPS = 16 };

/* What the computation met on its way: bits of DeadlineResult.flags. */
enum {
    DEADLINE_ROLLED = 1 << 0,          /* the end moved off a day that is not worked */
    DEADLINE_CLAMPED = 1 << 1,         /* the last month has no such day number */
    DEADLINE_MIN_TWO = 1 << 2,         /* stretched to hold two working days */
    DEADLINE_ATW4 = 1 << 3,            /* a leg over the caps of Algemene termijnenwet art. 4: no roll */
    DEADLINE_DECREE_UNKNOWN = 1 << 4,  /* NL days looked at beyond the years whose decrees are known */
    DEADLINE_AMBIGUOUS_START = 1 << 5, /* a start in the double autumn hour, written without offset */
    DEADLINE_CAPPED = 1 << 6,          /* DORA: 24 hours after awareness come first */
    DEADLINE_LATE_CLASSIFIED = 1 << 7, /* DORA: classified later than 24 hours after awareness */
    DEADLINE_PAUSED = 1 << 8           /* paused days were added */
};

typedef struct DeadlineInput {
    DeadlineRule rule;
    Moment starts[DEADLINE_STARTS]; /* in the order of DeadlineRuleDef.start_names, never earlier than the one before */
    int start_count;
    int legs[DEADLINE_LEGS]; /* a term and its extensions, each positive; one 0 only for WORKDAYS */
    int leg_count;
    SpanUnit unit;
    Calendar calendar;
    bool ambiguous_start;
    const char
        *trigger; /* what the first start is, translated ("became aware"); NULL = the rule's own word; borrowed */
} DeadlineInput;

/* A day passed over; `holiday` is its English name (for gettext) or NULL for a plain Saturday or Sunday. */
typedef struct DeadlineSkip {
    Day day;
    const char *holiday;
} DeadlineSkip;

typedef struct DeadlineResult {
    Moment due; /* met when done <= due, whole seconds */
    bool has_legal;
    Moment
        legal; /* HOURS under the EU calendar: the later limit of 1182/71 art. 3(1), to show beside it, never instead */
    bool whole_days; /* a day term: count it in days, not in hours */
    unsigned flags;
    Moment unrolled; /* the end after clamp and pause, before any roll or minimum */
    int paused_days;
    DeadlineSkip
        skips[DEADLINE_SKIPS]; /* days rolled over; for WORKDAYS and BACK_WD the weekday holidays not counted */
    int skip_count, skips_left_out;
} DeadlineResult;

typedef struct DeadlineRuleDef {
    const char *name;                         /* "EU1182" */
    const char *help;                         /* one sentence, for gettext */
    const char *start_names[DEADLINE_STARTS]; /* for gettext; the first `start_count` are set */
    int start_count;
    unsigned units;      /* bit 1 << SpanUnit for each that is allowed */
    CalendarId calendar; /* the usual one */
    void (*compute)(const DeadlineInput *input, DeadlineResult *result);
} DeadlineRuleDef;

/* The row of `rule`. */
const DeadlineRuleDef *deadline_rule(DeadlineRule rule);

/* Computes one deadline. ERR_INVALID when the input does not fit the rule: number of starts or their order, unit, legs,
 * or anything outside the supported years. */
Status deadline_compute(const DeadlineInput *input, DeadlineResult *result, Error *err);

/* Appends the reason in the language in force, one line: start, term, clamp, pause, roll with each holiday by name,
 * minimum of two working days, end. */
void deadline_explain(const DeadlineInput *input, const DeadlineResult *result, StrBuf *out);

/* The words of a flag set, as in "rolled, clamped", translated; nothing for none. */
void deadline_flags_format(unsigned flags, StrBuf *out);

/* Textual forms, as in a regime's YAML, on the command line and in the vectors. All ERR_INVALID with a hint. */
Status deadline_rule_parse(const char *text, DeadlineRule *rule, Error *err);     /* "EU1182" */
Status deadline_unit_parse(const char *text, SpanUnit *unit, Error *err);         /* "month", "months", "m" */
Status deadline_calendar_parse(const char *text, Calendar *calendar, Error *err); /* "EU", "NL" */
Status deadline_legs_parse(const char *text, DeadlineInput *input, Error *err);   /* "72", "1+2" */
/* One to three moments (see moment_parse) split by '/'; also sets `ambiguous_start`. */
Status deadline_starts_parse(const char *text, Moment now, DeadlineInput *input, Error *err);

/* The five texts of one deadline. `calendar` NULL or "" = the usual one of the rule. */
typedef struct DeadlineText {
    const char *rule, *start, *duration, *unit, *calendar;
} DeadlineText;
Status deadline_input_parse(const DeadlineText *text, Moment now, DeadlineInput *input, Error *err);

/* One line of a file of vectors: id,regime,rule,start,duration,unit,calendar,expected_deadline,why. */
typedef struct DeadlineCheck {
    char id[32];
    char expected[48], computed[48];
    bool agrees; /* the same text, offset included */
    DeadlineInput input;
    DeadlineResult result;
} DeadlineCheck;
/* ERR_DATA when the line has too few fields, else the errors of parsing and computing. Fields hold no comma or quote.
 */
Status deadline_check_line(const char *line, DeadlineCheck *check, Error *err);

#endif
