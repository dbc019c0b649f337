/* What the files that make up the import share. Private to app/.
 *
 * Documents become items: a record, a child row, or (demo) a step that changes one of these later. An item first gets
 * its number, so that links to it can be written, then its values. All of it lives in the arenas of the Import. */
#ifndef LOKET_APP_IMPORT_H
#define LOKET_APP_IMPORT_H

#include "desk_private.h"
#include "loket/app/transfer.h"
#include "loket/io/doc.h"

typedef struct Source {
    const char *name;
    const RegisterDef *def; /* of all its rows: a CSV, or a list without a key; else NULL */
    bool table;             /* CSV */
    Doc *doc;
} Source;

typedef struct Item Item;
struct Item {
    const Source *source;
    const Doc *doc;
    const RegisterDef *def;
    Item *parent;    /* child row: its record */
    Item *changes;   /* step: the record or row it changes */
    const Doc *code; /* as written, or NULL */
    int64_t no;      /* number of the record; of a child row when it is there already */
    Moment at;       /* demo: when it happens */
    const char *by;  /* demo: who does it; NULL = the login at work */
    bool timed;      /* it says its own moment */
    bool failed;
    bool touched;   /* demo: already in the group being applied */
    Record *stored; /* as the file had it, or NULL */
    Record *wanted; /* as it is to become */
    Record *tail;   /* the newest of its steps so far */
    PlanVerdict verdict;
    size_t row;    /* records: index + 1 in the plan's rows */
    size_t change; /* index + 1 of its change in the batch being applied */
};

typedef struct IndexEntry {
    const char *key;
    Item *item;
    size_t count; /* how many items have this key */
} IndexEntry;

struct Import {
    Desk *desk;
    ImportOptions options;
    ImportPlan *plan;
    Arena *texts; /* files, documents */
    Arena *arena; /* of this plan: cleared when it is made again */
    Moment now;
    int64_t revision;
    Source *sources;
    size_t source_count, source_room;
    Item **items; /* records before child rows before steps of the same */
    size_t count, room;
    IndexEntry *index;
    size_t index_size;
    const char *me; /* code of the officer, also when the officer comes with this import; or NULL */
    bool folder;    /* read from a folder: what belongs in the other sort of file is passed over */
    bool past;      /* some item says its own moment */
    bool partial;   /* problems found by applying, not by reading: away when planned again */
};

/* import_read.c */
Status source_add(Import *import, const char *data, size_t length, const char *name, Error *err);
void items_read(Import *import);

/* import_names.c */
void names_index(Import *import);
Item *names_find(const Import *import, const char *code);
/* Puts the text of `doc` (a scalar or a list) into `record`; a problem at its place when it cannot. */
bool names_fill(Import *import, const Item *item, const FieldDef *field, const Doc *doc, Record *record);

/* import_plan.c */
void plan_build(Import *import);
/* Adds a problem at a place of an item; `doc` NULL = the item itself. */
void plan_problem(Import *import, const Item *item, const Doc *doc, const char *field, const Error *problem);
/* The member of an item's document for field `key`, or NULL. */
const Doc *item_field(const Item *item, const char *key);
void item_place(const Source *source, const Doc *doc, const char *field, Error *err);

/* import_apply.c */

/* Changes of up to `count` items, in order; what is the same or failed makes none. `of` gets the item of each change.
 */
size_t items_changes(Item **items, size_t count, Change *changes, Item **of);
/* Lists what desk_apply refuses, at the place of the item. */
typedef struct Refusals {
    Import *import;
    Item **of;
} Refusals;
void items_refused(void *ctx, size_t index, const Problems *problems, const Error *err);

/* import_past.c */
void past_read(Import *import, Item *item);
void past_order(Import *import);
Status past_apply(Import *import, bool keep, Error *err);

#endif
