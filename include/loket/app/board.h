/* Board: what the opening screen says, without a screen.
 *
 * The four panes are a table; the counts are kept ones, so nothing here grows with the file. The count in the header is the sum
 * of what the panes and the elsewhere line hold. */
#ifndef LOKET_APP_BOARD_H
#define LOKET_APP_BOARD_H

#include "loket/app/desk.h"
#include "loket/store/select.h"

typedef struct PaneDef {
    const char *reg;     /* register */
    const char *title;   /* N_() */
    const char *filter;  /* what belongs in the pane */
    const char *columns; /* as ListDef.columns */
    const char *empty;   /* N_(): shown when there is nothing, naming what fills it */
} PaneDef;

enum { PANE_COUNT = 4, BOARD_REGISTERS = 24 };
extern const PaneDef board_panes[PANE_COUNT];

typedef struct BoardCount {
    const RegisterDef *def;
    int64_t need, open, fresh; /* need you; open; in their first state */
} BoardCount;

typedef struct Board {
    Moment at;
    int64_t need;                 /* the header's count: panes + elsewhere */
    BoardCount panes[PANE_COUNT];
    BoardCount elsewhere[BOARD_REGISTERS]; /* registers outside the panes */
    size_t elsewhere_count;
    int64_t elsewhere_need;
    bool has_next;                /* the next clock */
    const RegisterDef *next_def;
    int64_t next_no;
    Moment next_at;
    bool next_hours;
    char next_text[TEXT_MOST + 200]; /* title and what is due, not made safe */
} Board;

Status board_read(Desk *desk, Board *board, Error *err);
/* The talks that are planned for today, in the order of the day, at most `most`. */
Status board_talks_today(Desk *desk, size_t most, Arena *arena, RecordList *list, Error *err);
/* What needs a look and is not counted, for no record is due: a pattern in the advice, the position of the desk itself; each with two
 * blanks before it. Reads many records: to be kept until the data or the day change. */
void board_notes(Desk *desk, StrBuf *out);
/* "talk 10:00 Brandt  advice 2  action 1  1 structural": today's first talk, how many need you in the other registers, in the order in which
 * they are asked about, then `notes`; "" when quiet. */
void board_elsewhere(Desk *desk, const Board *board, const char *notes, StrBuf *out);

/* The mark of a row: '!' past its due or an hour clock under 24 hours, '.' needs you today, ' ' not yet. */
char due_mark(const Record *record, Moment now);

#endif
