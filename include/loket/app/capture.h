/* Capture: one typed line becomes a record. "Laptop lost at the north gate @Brandt #mobile !S2 friday"
 *
 * A sentence with, anywhere in it, `@name` (whom it is about: who asks, is advised, instructed or spoken with, owns or handles it;
 * `@"two words"` too), `#tag`, `!word` (a choice: how serious it is, else its kind, channel, role) and, at its end, a date. What is
 * left is the title. capture_parse only picks the words out; capture_fill puts them into a record and understands what else the
 * sentence says: an anchor by its reference, a reason behind "because", a kind of event by its words; what is then still needed
 * and can only be one thing is filled in. Used by the capture line on the screen, `loket add`, and what is made from a record. */
#ifndef LOKET_APP_CAPTURE_H
#define LOKET_APP_CAPTURE_H

#include "loket/app/desk.h"

enum { CAPTURE_MOST = 16 };

typedef struct CapturePick {
    const FieldDef *field;
    const char *text; /* as desk_parse takes it */
} CapturePick;

typedef struct Capture {
    const char *sentence;            /* what is left, blanks closed up */
    CapturePick picks[CAPTURE_MOST]; /* a field at most once: several tags or people are joined */
    size_t count;
} Capture;

/* Takes `line` apart for `def`. A word that `def` has no field for stays in the sentence; `!word` that names no choice
 * is ERR_INVALID, its hint lists those of the first. A date counts only at the end, when it is no past day and looks like a date by
 * itself (digits, a whole weekday, tomorrow, +2w). */
Status capture_parse(const RegisterDef *def, const char *line, Moment now, Arena *arena, Capture *capture, Error *err);

/* The same, put into `record` as if typed into its fields; a blank line puts nothing. The only function here that looks into the
 * file: names, anchors and kinds are looked up there. What the record has already stays, unless the line says otherwise. */
Status capture_fill(Desk *desk, const char *line, Record *record, Arena *arena, Capture *capture, Error *err);

/* The fields that `@`, `!` and a date fill in `def`; NULL when it has none. */
const FieldDef *capture_who(const RegisterDef *def);
const FieldDef *capture_rank(const RegisterDef *def);
const FieldDef *capture_date(const RegisterDef *def);

/* The letter that means a register after `a` (and in `loket add`), or 0; and the reverse. */
char capture_letter(const RegisterDef *def);
const RegisterDef *capture_register(char letter);

#endif
