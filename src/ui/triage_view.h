/* What the files of the triage page share. Private to ui/. */
#ifndef LOKET_UI_TRIAGE_VIEW_H
#define LOKET_UI_TRIAGE_VIEW_H

#include "preview.h"
#include "loket/app/triage.h"
#include "views.h"

enum { TRIAGE_COMING = 24, TRIAGE_DONE = 6, OWNERS_NARROW = 4 };

/* The same key again within a second may be a finger that was not lifted. Then it waits a moment: if yet another comes it was held
 * down, and all of them after the first decide nothing. */
typedef struct Brake {
    uint32_t key;
    unsigned mods;
    int64_t last; /* when it came last; 0 = never */
    bool held;
    int waiting;  /* index + 1 of the action that waits; 0 = none */
    int64_t since;
} Brake;

typedef struct Coming {
    char code[CODE_SIZE];
    const char *title;
    Style style;
} Coming;

typedef struct TriageView {
    View view;
    Triage *triage; /* of the Ui */
    Arena *arena;   /* of what is read for the picture */
    TriageItem *item; /* NULL: nothing waits */
    TriageEntry entry;
    size_t place, total;
    Coming coming[TRIAGE_COMING]; /* who is next */
    int coming_count;
    Preview alike; /* of the record most like it, where there is room */
    const char *done[TRIAGE_DONE];
    size_t done_count;
    int rank, state;   /* chosen, else -1: as proposed */
    bool armed;        /* a digit was typed: a letter ends it */
    bool as_entered;   /* the kind stays as it was entered, whatever is proposed */
    bool more;         /* the whole story */
    int scroll;
    uint64_t came_up;  /* event that brought up what stands here: see Ui.painted */
    Brake brake;
    TriageDecision decision; /* the one being asked about */
    Arena *texts;            /* its texts */
    const char *asked;       /* key of the field that was found missing */
} TriageView;

/* How many letters of the owner row hold at this width. */
int triage_letters(const TriageView *triage, int columns);
/* The slug a decision would set now: what was chosen, else what is proposed. NULL = none. */
const char *triage_rank(const TriageView *triage);
const char *triage_state(const TriageView *triage);
/* The other kind it would become; NULL = it stays what it is. */
const char *triage_kind(const TriageView *triage);
/* The states `.` goes through: proposed first, if it is one of them. */
int triage_states(const TriageView *triage, const char *states[8]);
/* The part of a name that fits a narrow row: "Okafor". */
const char *triage_short(const char *name);

/* Whether the brake lets the action pass now. */
bool triage_brake(TriageView *triage, Ui *ui, int action, const Event *event);
/* True if this action decides about the record, so that it must not be done twice by one press. */
bool triage_decides(const char *arg);
void triage_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area);

#endif
