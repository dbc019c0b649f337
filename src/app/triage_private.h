/* What the files of triage share. Private to app/. */
#ifndef LOKET_APP_TRIAGE_PRIVATE_H
#define LOKET_APP_TRIAGE_PRIVATE_H

#include "loket/app/triage.h"

typedef enum StepKind { STEP_SAVED, STEP_SKIPPED } StepKind;

typedef struct Step {
    StepKind kind;
    const RegisterDef *def;
    int64_t no;
    int64_t batch; /* of a saved one */
    bool decided;  /* it left the queue by it */
    char said[160];
} Step;

struct Triage {
    Desk *desk;
    Arena *arena;       /* of the rules */
    TriageRules rules;
    TriageEntry *queue; /* owned, as are the two below */
    size_t count, room;
    TriageEntry *skips; /* what was skipped, in that order */
    size_t skip_count, skip_room;
    Step *steps;
    size_t step_count, step_room;
    TriageEntry current, front; /* front: what undo returned to comes first; no = 0: none */
    TriageOwner owners[TRIAGE_OWNERS];
    size_t owner_count;
};

/* The records of `def` most alike to `record`, most alike first, at most `limit`. Asks the text index only, so it costs the same
 * however many there are. */
Status triage_similar(Desk *desk, const Record *record, size_t limit, Arena *arena, TriageSimilar *similar, size_t *count, Error *err);
/* What to propose for `record`, from the rules and `similar`. */
Status triage_propose(Triage *triage, const TriageDef *how, const Record *record, const TriageSimilar *similar, size_t count, Arena *arena,
                      TriageProposal *proposal, Error *err);
/* Finds out who the owners are. */
void triage_find_owners(Triage *triage);
/* Somebody who is still there to handle it. */
bool triage_can_handle(Desk *desk, const char *code);

#endif
