/* Tally: how many records of a period there are of each kind, counted by SQL.
 *
 * One range of an index from a day on, grouped by what the keys say; of the records only those columns are read, and nothing that is
 * older. For readings (which rule is bent, how reports come in). Not a list: that is select.h. */
#ifndef LOKET_STORE_TALLY_H
#define LOKET_STORE_TALLY_H

#include "loket/store/records.h"

enum { TALLY_KEYS = 8 };

/* What records are told apart by; a row holds one text for each. */
typedef enum TallyHow {
    TALLY_VALUE, /* the field's stored value; NULL = none */
    TALLY_SET,   /* "1" when the field has a value, else NULL */
    TALLY_LAST,  /* the field's value in the last row of `child`; NULL = no row, or no value */
    TALLY_AGAIN  /* "1" when more than one row of `child` has a value that is not `except`, else NULL */
} TallyHow;

typedef struct TallyKey {
    TallyHow how;
    const char *field;
    const char *child, *except; /* register key and value, of the last two */
} TallyKey;

typedef struct Tally {
    const RegisterDef *def;
    const char *when; /* FF_ORDER field: from `since` on */
    int64_t since;    /* as stored: a day, or a moment */
    TallyKey keys[TALLY_KEYS];
    size_t key_count;
    bool numbers; /* tell which they are */
    /* Only those that point at this record through this field, which must happen when `when` says (FF_HAPPENED); NULL = all. */
    const RegisterDef *to;
    int64_t to_no;
    const char *through;
} Tally;

typedef struct TallyRow {
    const char *values[TALLY_KEYS];
    int64_t count;
    const char *numbers; /* blank-separated, in no order; NULL unless asked for */
} TallyRow;

/* One row for each combination there is, ordered by the keys. */
Status tally_read(Db *db, const Tally *tally, Arena *arena, TallyRow **rows, size_t *count, Error *err);

#endif
