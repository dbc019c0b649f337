/* Triage: the queue of what nobody has looked at yet, one record at a time, and the decisions taken on it.
 *
 * Holds every record in its first state of the registers in `triage_defs`, except those put off to a later day. Makes a proposal
 * (own rules, else how similar records were decided, else the usual), and applies each decision as one batch for undo. Knows no
 * screen. The place in the queue, what was skipped and the steps taken live as long as the Triage; the queue itself is always read
 * from the file, so that coming back, and other people at work, need no more. */
#ifndef LOKET_APP_TRIAGE_H
#define LOKET_APP_TRIAGE_H

#include "loket/app/desk.h"

/* What triage means for one register. */
typedef struct TriageDef {
    const char *reg;
    const char *states;         /* what a decision makes of it, the usual one first; blank-separated */
    const char *rank;           /* the choice field that digits set */
    const char *drop;           /* the state of what is turned down */
    const char *drop_because;   /* the field for the reason; NULL = a remark */
    const char *drop_key, *drop_value; /* what else turning down sets; NULL = nothing */
    const char *same;           /* the state of what is the same as another; NULL = cannot be */
    const char *story;          /* the field that tells it */
    const char *since;          /* the date or moment it reached the desk */
} TriageDef;

/* In the order of the registers; ended by a row without a register. */
extern const TriageDef triage_defs[];
/* NULL: nothing of that register waits for triage. */
const TriageDef *triage_def(const RegisterDef *def);
/* How many wait now. */
int64_t triage_waiting(Desk *desk);

enum { TRIAGE_OWNERS = 7, TRIAGE_SIMILAR = 5, TRIAGE_SETS = 8 };

typedef struct TriageOwner {
    char code[CODE_SIZE];
    char name[80]; /* not made safe */
} TriageOwner;

typedef struct TriageEntry {
    const RegisterDef *def;
    int64_t no;
    int skipped; /* how often, this time round */
} TriageEntry;

typedef struct Triage Triage;

Triage *triage_new(Desk *desk);
void triage_free(Triage *triage);
/* A new round: what was skipped comes again. Reads rules and owners anew. A fault in the rules is told in `err` and the built-in ones
 * are used: the status is OK only when there was none. */
Status triage_start(Triage *triage, Error *err);
/* Reads the queue again, as after a change by others; the record that stands at the desk stays there if it still waits. */
Status triage_read(Triage *triage, Error *err);

/* The queue in its order: legal clock, seriousness, age; what was skipped once more behind it. */
size_t triage_count(const Triage *triage);
const TriageEntry *triage_at(const Triage *triage, size_t index);
/* The record at the desk, or NULL: nothing waits. */
const TriageEntry *triage_current(const Triage *triage);
/* "3 of 17": its place, and how many there were with those decided since the start. */
void triage_progress(const Triage *triage, size_t *place, size_t *total);
/* Those who handle most, the same letter for the same person as long as this lives. */
size_t triage_owners(const Triage *triage, const TriageOwner **owners);

/* The same people without a queue, in an array of TRIAGE_OWNERS. Returns how many they are. */
size_t triage_usual_owners(Desk *desk, TriageOwner *owners);

typedef struct TriageProposal {
    const char *kind;    /* slug of another kind than it was entered as, or NULL */
    const char *rank;    /* slug of the register's rank field, or NULL */
    const char *handler; /* code of a contact, or NULL */
    const char *state;
    const char *source;  /* why, translated: rule "privacy + portal" */
} TriageProposal;

typedef struct TriageSimilar {
    const Record *record;
    char code[CODE_SIZE];
    const char *handler; /* name, or "" */
    int likeness;
} TriageSimilar;

/* One record with all that is needed to decide; texts are not made safe. */
typedef struct TriageItem {
    const TriageDef *how;
    const Record *record;
    char code[CODE_SIZE];
    const char *from;    /* "mail, Billing, 2 h ago": see triage_what */
    const char *story;   /* "" when there is none */
    const char *reporters; /* who came with it, or "" */
    const char *clocks;  /* a line for each that runs, or would, or "" */
    bool legal;          /* one of them is an hour clock */
    const char *repeats; /* "3rd in 12 months in Customer centre: …", or "" */
    TriageSimilar similar[TRIAGE_SIMILAR]; /* most alike first */
    size_t similar_count;
    TriageProposal proposal;
} TriageItem;

/* Reads an entry into the arena. */
Status triage_item(Triage *triage, const TriageEntry *entry, Arena *arena, TriageItem **item, Error *err);

/* What it is and where it came from: "complaint, mail, Billing, 2 h ago"; as `kind` (may be NULL) it would become "incident > complaint, mail …". */
void triage_what(const TriageItem *item, const char *kind, StrBuf *out);

typedef struct TriageDecision {
    struct {
        const char *key, *text; /* as desk_parse takes it */
    } sets[TRIAGE_SETS];
    size_t count;
    const char *remark; /* kept with it; NULL = none */
    Record *add;        /* another record made in the same batch, or NULL; after a success it has its number */
} TriageDecision;

void triage_set(TriageDecision *decision, const char *key, const char *text);
/* Turned down; `reason` is kept in the field for it, or as a remark. */
void triage_drop(TriageDecision *decision, const TriageDef *how, const char *reason);
/* Does it to `entry` as one batch, and goes on to the next if it no longer waits. As desk_apply: with ERR_INVALID nothing was changed
 * and `problems` tells all that is missing. `said` gets "INC-0143 LOW, Okafor, assessed". */
Status triage_decide(Triage *triage, const TriageEntry *entry, const TriageDecision *decision, Problems *problems, StrBuf *said, Error *err);
/* Puts the record behind all others; a second time, out of this round. */
void triage_skip(Triage *triage);
/* Takes the last step back, a skip too, and returns to its record. ERR_MISSING when there is none. */
Status triage_undo(Triage *triage, StrBuf *said, Error *err);
Status triage_redo(Triage *triage, StrBuf *said, Error *err);
/* The last steps, newest first: what was said of them. */
size_t triage_done(const Triage *triage, const char **said, size_t room);

/* Rules, as YAML: a list `rules` and a list `otherwise`, each of {name, for, when, kind, severity …, handler, state}. */
typedef struct TriageRule {
    const char *name;
    const TriageDef *how;
    const char *when;  /* a filter, already known to parse */
    const char *kind, *rank, *handler, *state;
    int number; /* from 1, as listed; 0 = one of `otherwise` */
} TriageRule;

typedef struct TriageRules {
    TriageRule *items;
    size_t count;
    bool own; /* the organisation's, not the built-in */
} TriageRules;

/* Reads a text of rules; ERR_DATA or ERR_INVALID says where. */
Status triage_rules_read(Desk *desk, const char *yaml, const char *name, Arena *arena, TriageRules *rules, Error *err);
/* Whether a rule of that name is built in, so that its name is translated. */
bool triage_rule_built_in(const char *name);
/* The text in force: the organisation's own, or the built-in one. */
const char *triage_rules_text(Desk *desk, Arena *arena, bool *own);
/* Makes `yaml` the organisation's own, if it can be read. */
Status triage_rules_use(Desk *desk, const char *yaml, const char *name, Error *err);

#endif
