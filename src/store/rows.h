/* Rows: how a record is laid out in its table. Private to store/.
 *
 * Every statement about a register is made from its fields here, so that no other file knows the columns. */
#ifndef LOKET_STORE_ROWS_H
#define LOKET_STORE_ROWS_H

#include "loket/model/record.h"
#include "sql.h"

/* How much of a text sorting looks at: with 4 bytes a character it fits an Anchor. */
enum { SORT_CHARACTERS = 39 };

bool row_is_child(const RegisterDef *def);
/* Appends the columns that row_read reads, in its order. */
void row_columns(const RegisterDef *def, StrBuf *sql);
/* Reads a row selected with row_columns from column 0 on. `parent`: of a child's row. */
Record *row_read(const RegisterDef *def, const RegisterDef *parent, int64_t parent_no, sqlite3_stmt *statement, Arena *arena);
/* Runs a bound SELECT of row_columns to its end and gathers the rows. */
Status rows_gather(Db *db, sqlite3_stmt *statement, const RegisterDef *def, const RegisterDef *parent, int64_t parent_no, Arena *arena,
                   RecordList *list, Error *err);
/* The record, or in `arena` the mask it is to be shown as. Whatever hands rows to others passes them through here. */
Record *row_masked(Db *db, Record *record, Arena *arena);
/* A title that was read without its record: discreetly the code, where it would tell who that is. */
const char *row_name(Db *db, const RegisterDef *def, int64_t no, const char *title, Arena *arena);
/* Appends the expression that sorts by `field` (NULL = soonest due); the same text stands in the index. */
void row_sort_key(const FieldDef *field, StrBuf *sql);
/* Position of the register's seriousness, for ties: 0 = most serious. */
int64_t row_rank(const Record *record);
/* The field that says when it happened, or NULL. */
const FieldDef *row_happened_field(const RegisterDef *def);
/* When it happened: the FF_HAPPENED field, else when it was entered. */
Moment row_happened(const Record *record);

/* What counters say of a row; and moving them from how it was to how it is. A row that is not there yet is {0}. */
typedef struct Kept {
    bool counted, open, initial; /* not struck; live; in the first state */
    Day later;                   /* in the first state and put off until this day; 0 = not */
    int64_t warn_at;             /* when it begins to need somebody; MOMENT_FAR = never */
} Kept;
Kept row_kept(const Record *record);
Status row_count(Db *db, const RegisterDef *def, Kept was, Kept is, Error *err);

/* Keeps what stands beside a row up to date. */
Status link_refresh(Db *db, const Record *record, Error *err);
Status item_refresh(Db *db, const Record *record, Error *err);
Status item_refresh_parent(Db *db, const RegisterDef *parent, int64_t no, Error *err);

#endif
