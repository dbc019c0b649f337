/* Records: the values of one row, of whatever register.
 *
 * A record and the texts in it belong to one arena. A field is named by its key; a key that does not exist is a bug and aborts.
 * Not tied to storage: what is on disk is the business of store/. */
#ifndef LOKET_MODEL_RECORD_H
#define LOKET_MODEL_RECORD_H

#include "loket/model/register.h"

struct Record {
    const RegisterDef *def;
    int64_t no;                /* number within the register; 0 = not stored yet; for a child its row number */
    const RegisterDef *parent; /* of a child row: whose row it is */
    int64_t parent_no;
    int64_t version; /* counts the changes; 0 = not stored yet */
    Moment created_at, updated_at;
    Moment voided_at; /* child row struck through by undo or "entered by mistake"; 0 = in force */
    /* Derived by the desk: the most urgent open due, or 0 */
    Moment due_at, warn_at;
    const char *due_rule; /* key of its rule */
    bool due_hours;       /* an hour clock, not an end of day */
    const struct Record *clear; /* NULL, or: this is a mask, and that is what it hides; for order, never to be shown or matched */
    const struct Record *named; /* NULL, or: this is shown discreetly, and that is how it stands; for order and filters */
    Value values[];       /* as def->fields */
};

/* What stands for a title that is not to be seen. */
#define RECORD_MASK "\u2592\u2592\u2592\u2592\u2592\u2592\u2592\u2592"

/* The record as it is in the file, where it was read discreetly: for what is kept, never to be shown. A mask stays one. */
static inline const Record *record_as_it_stands(const Record *record) {
    return record->named ? record->named : record;
}

typedef struct RecordList {
    Record **items;
    size_t count;
} RecordList;

/* An empty record of `def`; initial values are not filled in. */
Record *record_new(const RegisterDef *def, Arena *arena);
/* The same with the initial values of the table, parsed at `now`. */
Record *record_new_initial(const RegisterDef *def, Moment now, Arena *arena);
Record *record_copy(const Record *record, Arena *arena);

Value record_value(const Record *record, const char *key);
/* Text of a text-like field, or NULL when unset. */
const char *record_text(const Record *record, const char *key);
/* Number of a numeric field, or `otherwise` when unset. */
int64_t record_number(const Record *record, const char *key, int64_t otherwise);
/* The local day in a date or moment field; `otherwise` when unset. */
Day field_day(const Record *record, const char *key, Day otherwise);
bool record_has(const Record *record, const char *key);
/* True if the choice or state field `key` holds exactly `slug`. */
bool record_is(const Record *record, const char *key, const char *slug);
/* Puts a value (its text must live as long as the record). */
void record_set(Record *record, const char *key, Value value);
void record_set_text(Record *record, const char *key, const char *text);
void record_set_number(Record *record, const char *key, int64_t number);
/* Parses `text` into field `key`, as if typed. */
Status record_parse(Record *record, const char *key, const char *text, Moment now, Arena *arena, Error *err);

/* Its title: the title field, or "" (never NULL); not made safe. */
const char *record_title(const Record *record);
const StateDef *record_state(const Record *record);
/* In an open state, or without states; never when struck through. */
bool record_open(const Record *record);
/* Open, or ended with something still due (a removal to be proven): what lists, panes and counts call open. */
bool record_live(const Record *record);
/* True if the value of `field` is kept back in this row, because its flag `shielded` is set: it is not searched, linked, listed or
 * exported, and shown only when somebody asks for it. The one rule of shielding: everything that reads for others asks here. */
bool record_hides(const Record *record, const FieldDef *field);
/* "INC-0142"; children: "INC-0142 reporter 2". */
void record_code(const Record *record, char *code, size_t size);

/* Says whether two records (of one register) hold the same values; `*first` (may be NULL) gets the first field that differs. */
bool record_same(const Record *a, const Record *b, size_t *first);

#endif
