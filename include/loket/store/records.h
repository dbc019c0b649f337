/* Records in the file: rows of registers and of their children, with everything that is kept beside them.
 *
 * Writing a row also keeps its counters, its links, its item (title, search text) and what it needs you for. To be called inside a
 * transaction, only by app/desk, which validates and writes the trail. */
#ifndef LOKET_STORE_RECORDS_H
#define LOKET_STORE_RECORDS_H

#include "loket/model/record.h"
#include "loket/store/db.h"

/* Loads record `no`; ERR_MISSING when there is none. Struck records are found too: see voided_at. */
Status records_load(Db *db, const RegisterDef *def, int64_t no, Arena *arena, Record **record, Error *err);
/* The same by "INC-0142". */
Status records_find(Db *db, const char *code, Arena *arena, Record **record, Error *err);
/* Up to `limit` records in force with a number above `after`, by number: for walking through all of them in windows. */
Status records_page(Db *db, const RegisterDef *def, int64_t after, size_t limit, Arena *arena, RecordList *list, Error *err);
/* The number that the next new record of `def` gets. */
int64_t records_next_number(Db *db, const RegisterDef *def);
/* All rows of `child` under record `no` of `parent`, by number; struck ones only when asked. */
Status records_children(Db *db, const RegisterDef *parent, int64_t no, const RegisterDef *child, bool voided, Arena *arena,
                        RecordList *list, Error *err);
Status records_load_child(Db *db, const RegisterDef *parent, int64_t no, const RegisterDef *child, int64_t n, Arena *arena,
                          Record **record, Error *err);

/* Stores a new row: number 0 takes the next, another one must be free (ERR_CLASH). Sets no, version, created_at, updated_at. */
Status records_insert(Db *db, Record *record, Moment now, Error *err);
/* Stores all values of an existing row. */
Status records_update(Db *db, Record *record, Moment now, Error *err);

/* One due derived from a record. */
typedef struct Due {
    const char *rule;  /* key of its DueRule, or of a cadence or clock */
    int child, row;    /* where it comes from: child register id and row number, or 0 */
    Moment start_at, warn_at, due_at;
    bool hours;        /* an hour clock, not the end of a day */
} Due;

/* Replaces the open dues of a record, and keeps with the row the most urgent of them. */
Status records_set_dues(Db *db, Record *record, const Due *dues, size_t count, Error *err);
/* The open dues of a record, soonest first. */
Status records_dues(Db *db, const RegisterDef *def, int64_t no, Arena *arena, Due **dues, size_t *count, Error *err);

/* How many records have something due by this rule. */
int64_t records_due_by(Db *db, const char *rule);

/* Kept counters of a register: never counted. */
typedef enum CountKind { COUNT_ALL, COUNT_OPEN, COUNT_NEW /* in the initial state */ } CountKind;
int64_t records_count(Db *db, const RegisterDef *def, CountKind kind);
/* How many open records of `def` need you: warn_at <= now. Kept by day; only today's are looked at. */
int64_t records_need(Db *db, const RegisterDef *def, Moment now);
/* How many records are new and not put off beyond `today`. Kept by day, so never counted. */
int64_t records_waiting(Db *db, const RegisterDef *def, Day today);

/* A spelling of `text` already used in this column, equal but for case and accents; NULL when none. */
char *records_spelling(Db *db, const RegisterDef *def, const FieldDef *field, const char *text, Arena *arena);
/* Up to `limit` values of a FF_SUGGEST column that start like `text`; none under a ceiling. */
size_t records_suggest(Db *db, const RegisterDef *def, const FieldDef *field, const char *text, Arena *arena, const char **out,
                       size_t limit);
/* Up to `limit` different tags that start like `text`, of the newest records that have any. */
size_t records_tags(Db *db, const RegisterDef *def, const char *text, Arena *arena, const char **out, size_t limit);

/* A link seen from either side. */
typedef struct Link {
    const RegisterDef *def; /* of the record at the other side */
    int64_t no;
    const char *field; /* field that makes it, "reporter.who" for a child's */
    Moment at;
} Link;
/* Who points at record `no` of `def`, newest first; `from` (may be NULL) limits to one register. */
Status records_linked(Db *db, const RegisterDef *def, int64_t no, const RegisterDef *from, Arena *arena, Link **links, size_t *count,
                      size_t limit, Error *err);
int64_t records_linked_count(Db *db, const RegisterDef *def, int64_t no, const RegisterDef *from, const char *field);

#endif
