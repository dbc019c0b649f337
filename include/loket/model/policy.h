/* Policy: the regimes, which are the duties with a term, as data: who must be told what, within which term, from which moment.
 *
 * A regime says which records it is about (a register, a filter over their own fields), what starts it, by which rule of
 * deadline.h it is counted, what ends it and which other regime it follows. It is read from YAML (app/policy.h); here is only its
 * shape and what can be asked of it. Nothing is computed here and no clock is asked. All texts belong to the arena it was
 * read into. */
#ifndef LOKET_MODEL_POLICY_H
#define LOKET_MODEL_POLICY_H

#include "loket/model/deadline.h"
#include "loket/model/query.h"

/* A text in both languages; `nl` NULL = the English one. */
typedef struct PolicyText {
    const char *en, *nl;
} PolicyText;
/* In the language in force; "" when there is none. */
const char *policy_text(PolicyText text);

/* A condition on a record's own fields; `text` NULL = none. */
typedef struct Condition {
    const char *text;
    Query query;
} Condition;
/* False when there is none. */
bool condition_fits(const Condition *condition, const Record *record);

typedef struct Regime {
    const char *code;    /* "AVG33": what judgement and notice rows name, and the key of its due */
    const char *article; /* "GDPR 33(1)" */
    const char *group;   /* a slug of the organisation's field `regimes` */
    PolicyText title;    /* "report a data breach": the label of its due */
    PolicyText sentence; /* one sentence that explains it */
    PolicyText to;       /* the recipient */
    const char *to_role; /* the role that recipient has among the contacts; NULL = none */
    PolicyText trigger;  /* what its start is, in words: "became aware" */
    const char *basis;   /* where the figures come from */
    const char *reg;     /* the register it is about; NULL = any that has judgements: starts by hand */
    const char *starts;  /* fields that start it without a judgement, blank-separated, as many as its rule has; NULL = by hand */
    Condition when;      /* it applies, unless judged otherwise */
    Condition if_so;     /* it is not known yet: it runs "if so" */
    Condition unless;    /* it does not apply, with its reason in the field `unless_because` */
    const char *unless_because;
    const char *needs;   /* flag of the organisation without which it never starts by itself */
    const char *same_as; /* without a judgement of its own it takes those of this regime */
    const char *after;   /* starts when the notice of this regime was sent */
    bool after_last;     /* … the last of its notices, not the first */
    DeadlineRule rule;
    int legs[DEADLINE_LEGS], leg_count;
    int extension[DEADLINE_LEGS], extension_count; /* more legs, once the extension was told in time */
    SpanUnit unit;
    CalendarId calendar;
    const char *extended, *extended_because; /* fields: told on, why; NULL = only by a notice "extension" */
    const char *met;     /* field that ends it, besides a notice: "answered_on", or of all rows of a child: "reporter.answered_on" */
    const char *warn;    /* span before its due at which it needs you; NULL = hours: at once, days: 7 days before */
    bool has_from, has_until;
    Day from, until;     /* in force for starts on these days */
    bool judge;          /* a person says whether it applies, before the record it touches is closed */
    bool target;         /* the law gives no figure: the term is our own target */
    bool active;         /* starts by itself; else only by a judgement */
    bool own;            /* from the organisation's own text */
    int line, column;    /* where it was read */
} Regime;

typedef struct Policy {
    Regime *items; /* what a regime follows stands before it */
    size_t count;
} Policy;

/* The regime with that code (case ignored), or NULL. */
const Regime *policy_find(const Policy *policy, const char *code);
/* Starts by itself in this organisation (NULL = none known): active, its group chosen, the flag it needs set. */
bool regime_chosen(const Regime *regime, const Record *organisation);
/* Starts by itself here and is about `record`: it fits `when` or `if_so`. */
bool regime_touches(const Regime *regime, const Record *organisation, const Record *record);
/* In force for something that starts at `start`. */
bool regime_in_force(const Regime *regime, Moment start);
/* An hour clock, counted to the second; else the end of a day. */
bool regime_hours(const Regime *regime);
/* "72 hours", "1 month + 2 months if extended" in the language in force. */
void regime_term_format(const Regime *regime, StrBuf *out);

/* Parses its conditions and checks all that can be wrong with one regime, given those before it: fields, rule, unit, chain.
 * ERR_INVALID says what. */
Status regime_check(const Policy *before, Regime *regime, Arena *arena, Error *err);

/* What a group of regimes is about, in one sentence; NULL for an unknown one. */
const char *policy_group_help(const char *group);
const char *policy_group_label(const char *group);

#endif
