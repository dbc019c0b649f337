/* Rows: a window on a register, with a cursor, ready to be drawn.
 *
 * Holds only what is shown. The cursor stays on its record when the data changes; when the record goes, it goes to the next after
 * its old place. Cells are made to text when the rows are read, so that drawing asks nothing of the file. */
#ifndef LOKET_UI_ROWS_H
#define LOKET_UI_ROWS_H

#include "loket/app/computed.h"
#include "loket/app/desk.h"
#include "loket/store/select.h"
#include "loket/ui/canvas.h"

enum { ROWS_COLUMNS = 12, ROWS_TAGS = 2000 };

typedef struct Column {
    const char *key;       /* field key, "code" or "due" */
    const FieldDef *field; /* NULL for code, due and what is computed */
    const ComputedDef *computed;
    int min, preferred, grow, priority;
    bool right;
} Column;

typedef struct Row {
    const Record *record;
    const char *cells[ROWS_COLUMNS]; /* as columns; texts for people, not made safe */
    char mark;                       /* '!', '.', ' ' */
    bool fresh;                      /* made since last time */
    bool tagged;
} Row;

typedef struct Rows {
    Desk *desk; /* borrowed */
    const RegisterDef *def;
    Arena *query_arena, *arena;
    StrBuf filter; /* as parsed last */
    Query query;
    Order order;
    Column columns[ROWS_COLUMNS];
    int column_count;
    int scrolled;       /* place by importance of the moving column shown first; 0 = as the list has them */
    Row *items;
    int count, height;
    int cursor;         /* into items; 0 when empty */
    bool leaps;         /* at its edge the window goes on by half of it, not by a row: where something stands beside it, scrolling paints it all anew */
    bool above, below;  /* there is more */
    Anchor top, at;     /* first row; cursor */
    Moment seen;        /* what was made later is fresh */
    int64_t *tags;      /* numbers of tagged records */
    size_t tag_count, tag_room;
} Rows;

/* Starts on `filter` with `columns` and `order` in the words of a ListDef. `width` cells for a due column follow from it. */
Status rows_init(Rows *rows, Desk *desk, const RegisterDef *def, const char *filter, const char *columns, const char *order, Error *err);
void rows_done(Rows *rows);
/* Another filter or order; the cursor stays on its record if that is still there. On an error all stays as it was. */
Status rows_filter(Rows *rows, const char *filter, Error *err);
/* Other columns, in the words of a ListDef; to be followed by a refresh. */
void rows_columns(Rows *rows, const char *columns);
/* The words of its columns and its order, as a ListDef has them. */
void rows_describe(const Rows *rows, StrBuf *columns, StrBuf *order);
Status rows_order(Rows *rows, const char *order, Error *err);
/* Reads again for `height` rows (at least 1). */
Status rows_refresh(Rows *rows, int height, Error *err);

const Record *rows_current(const Rows *rows);
Status rows_move(Rows *rows, int by, Error *err);
Status rows_first(Rows *rows, Error *err);
Status rows_last(Rows *rows, Error *err);
/* Puts the cursor on record `no`, if the filter has it. */
Status rows_goto(Rows *rows, int64_t no, Error *err);
/* The same; when the filter does not have it, false, and nothing moves. */
bool rows_seek(Rows *rows, int64_t no);

/* The same for a record that is shown now. */
bool rows_in_sight(Rows *rows, int64_t no);

/* Tags: the batch keys act on. */
bool rows_tagged(const Rows *rows, int64_t no);
void rows_tag(Rows *rows, int64_t no, bool tagged);
/* Tags all that fit the list's filter and `filter` too, shown or not; at most ROWS_TAGS of them: `*all` tells whether that was all. */
Status rows_tag_matching(Rows *rows, const char *filter, bool *all, Error *err);
void rows_untag_all(Rows *rows);

/* Puts the cursor on the row shown at `index`; false if it stood there already. One that is not there leaves it: true. */
bool rows_point(Rows *rows, int index);

/* Draws the rows into `area`, `heading` first when asked; the cursor row is marked when `focus`. `<` and `>` in the
 * heading say on which side there are more columns. They can be pointed at as items of `part`. */
void rows_draw(const Rows *rows, Canvas *canvas, Rect area, int part, bool heading, bool focus, bool narrow_cursor);

/* Shows the columns that have no room in `width` cells, or with `by` < 0 those before; code and title stay. False when there are none. */
bool rows_scroll(Rows *rows, int width, int by);

/* Appends the cells of a record as its register's first list shows them, two blanks between them. */
void rows_line(Desk *desk, const Record *record, StrBuf *out);

/* The style a value is shown in: severity and lateness stand out, all else is plain. */
Style style_of_field(const FieldDef *field, Value value);

#endif
