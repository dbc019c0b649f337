/* Agenda: everything that is due over all registers, in one order, each with its reason in words.
 *
 * A reading of the dues the desk derived, not a store of its own; "late", "today" and "need you" are computed from now.
 * Reasons are composed when asked, in the language in force. Used by the command line and by the screens alike. */
#ifndef LOKET_APP_AGENDA_H
#define LOKET_APP_AGENDA_H

#include "loket/app/desk.h"
#include "loket/store/select.h"

typedef enum AgendaBucket { AGENDA_LATE, AGENDA_TODAY, AGENDA_WEEK, AGENDA_LATER, AGENDA_BUCKETS } AgendaBucket;

/* Where a due falls: late (an hour clock: to the second, else by days), today, within the next 7 days, later. */
AgendaBucket agenda_bucket(const Due *due, Moment now);
/* N_("late"), N_("today"), N_("this week"), N_("later"). */
const char *agenda_bucket_label(AgendaBucket bucket);
/* It asks for somebody: from its warning on. */
bool agenda_needs(const Due *due, Moment now);

/* Appends why `record` of `def` is due: the label of its rule and, for a row of a child, whose it is; for a cadence who
 * was not spoken for how long and what is wanted. Not when: that is when_left_short. `record` NULL is as much as the
 * tables can say. */
void agenda_reason(Desk *desk, const RegisterDef *def, const Due *due, const Record *record, StrBuf *out);
/* Appends the cadence that is due of a contact, short: "82 d, max 60d, board deputy"; nothing when none is. */
void agenda_spoken(Desk *desk, const Record *contact, StrBuf *out);
/* The label of a due rule, or the title of a regime, in the language in force; the rule's key with blanks when nothing knows it. */
const char *agenda_rule_label(Desk *desk, const RegisterDef *def, const Due *due, Arena *arena);

typedef struct AgendaItem {
    AgendaRow row;
    char code[CODE_SIZE];
    const char *reason;
    AgendaBucket bucket;
} AgendaItem;

/* A window of the agenda with reasons; as select_agenda. */
Status agenda_window(Desk *desk, const AgendaRow *after, Moment until, size_t limit, Arena *arena, AgendaItem **items,
                     size_t *count, Error *err);
/* What needs you now, soonest first, at most `limit`: one item a record, its most urgent due. */
Status agenda_need(Desk *desk, size_t limit, Arena *arena, AgendaItem **items, size_t *count, Error *err);
/* How many records need you, over all registers: the number in the header. */
int64_t agenda_need_count(Desk *desk);

#endif
