/* Select: windows on a register and search over all of them.
 *
 * A window is a range by key, never by offset: (sort key, rank, number). It costs what it shows, not what the file holds. The filter
 * decides per row with query_match; SQL only gives what can be asked of an index, so that both always agree. */
#ifndef LOKET_STORE_SELECT_H
#define LOKET_STORE_SELECT_H

#include "loket/model/query.h"
#include "loket/store/records.h"

typedef struct Order {
    const FieldDef *field; /* NULL = soonest due first */
    bool descending;
} Order;

/* Reads "due", "-received_at": ERR_INVALID when `def` cannot be sorted by it. */
Status order_parse(const RegisterDef *def, const char *text, Order *order, Error *err);

/* A place in an order: taken from a record, it stays right when that record is gone. */
typedef struct Anchor {
    bool set;
    bool is_text;
    int64_t number;
    char text[160];
    int64_t rank, no;
} Anchor;
Anchor anchor_of(const Record *record, Order order);
/* Order of two rows as the index has it: negative when `a` comes first in ascending order. */
int anchor_compare(const Anchor *a, const Anchor *b);

typedef struct Select {
    const Query *query;
    Order order;
    Anchor from;     /* not set: from the first (or, backwards, the last) */
    bool inclusive;  /* the row at `from` itself too */
    bool backwards;  /* those before `from`, nearest first */
    size_t limit;
    int64_t rare, near; /* so few are read all; rows passed over before that is asked. 0: as was measured; tests make them small */
} Select;

/* The rows of a window. `*more` (may be NULL): there are others behind it. */
Status select_window(Db *db, const Select *select, Arena *arena, RecordList *list, bool *more, Error *err);

/* Up to `limit` records of `def` in force that stand in `state`, by seriousness and number: costs what it gives, however many others
 * there are. */
Status select_state(Db *db, const RegisterDef *def, const char *state, size_t limit, Arena *arena, RecordList *list, Error *err);

/* Up to `limit` numbers behind `after` of records in force that stand in `state` and whose choices `key` hold `choice`, lowest first. For fields with
 * an index of all sets of choices: it costs what it gives, and a look for each set there is. Returns how many. */
size_t select_holding(Db *db, const RegisterDef *def, const char *key, const char *choice, const char *state, int64_t after, size_t limit, int64_t *numbers);

/* All records of `def` in force whose field `key` is `value` and whose date or moment `when` is `since` or later, oldest first. For pairs of
 * fields on which an index stands: it costs what it gives. */
Status select_since(Db *db, const RegisterDef *def, const char *key, const char *value, const char *when, int64_t since, Arena *arena, RecordList *list,
                    Error *err);

/* Up to `limit` records in force like `record` in all fields of `keys` (a set of its register's `alike`), that happened since a day and
 * before itself, newest first. An index stands on each set. */
Status select_alike(Db *db, const Record *record, const char *keys, Day since, size_t limit, Arena *arena, RecordList *list, Error *err);

typedef enum RecordLevel { LEVEL_INTERNAL, LEVEL_CONFIDENTIAL, LEVEL_SEALED } RecordLevel; /* as record_levels */

typedef struct Found {
    const RegisterDef *def;
    int64_t no, id; /* id: in the order they are found */
    const char *title, *snippet;
    bool open;
} Found;
/* Searches all registers for words (each by prefix), newest first. An empty text finds nothing. */
Status select_search(Db *db, const char *words, const RegisterDef *only, size_t limit, Arena *arena, Found **found, size_t *count, Error *err);

/* Up to `limit` records of all registers that are confidential, or sealed; struck ones too. Costs what it gives. */
Status select_level(Db *db, RecordLevel level, size_t limit, Arena *arena, Found **found, size_t *count, Error *err);

/* The same with more asked of it. */
typedef struct Search {
    const char *words;
    bool titles;             /* all of them in the title */
    const RegisterDef *only; /* NULL = all; then without words: its newest */
    int open;                /* 1 = only open ones, 0 = only closed ones, -1 = all */
    int64_t before;          /* id of the last one that is there already; 0 = from the newest on */
    size_t limit;
    bool snippets;           /* with the text around what was found */
    int64_t rare, near; /* less often is rare, and looked up whole; steps before a place is looked up. 0: as was measured; tests make them small */
} Search;
Status select_found(Db *db, const Search *search, Arena *arena, Found **found, size_t *count, Error *err);
/* Records of `def` whose number is, or begins with, `no`: INC-12 is 12, and 120 to 129, and so on. Lowest first. */
Status select_codes(Db *db, const RegisterDef *def, int64_t no, size_t limit, Arena *arena, Found **found, size_t *count, Error *err);
/* The key of the state it stands in; NULL when its register has none. */
char *select_state_of(Db *db, const RegisterDef *def, int64_t no, Arena *arena);
/* Up to `limit` records of `only` whose whole title is `title`, but for case and accents: open ones first, then the oldest. One look in an index, at any size. */
Status select_titled(Db *db, const char *title, const RegisterDef *only, size_t limit, Arena *arena, Found **found, size_t *count, Error *err);

/* What is due over all registers, soonest first. */
typedef struct AgendaRow {
    const RegisterDef *def;
    int64_t no;
    const char *title;
    Due due;
} AgendaRow;
/* Those behind `after` (NULL = from the first; without `def`: from its due.due_at on, rule ""), up to `until`. */
Status select_agenda(Db *db, const AgendaRow *after, Moment until, size_t limit, Arena *arena, AgendaRow **rows, size_t *count, Error *err);
/* The first `limit` that are due by one rule, of records themselves and not of their rows. Costs what it gives. */
Status select_agenda_rule(Db *db, const char *rule, size_t limit, Arena *arena, AgendaRow **rows, size_t *count, Error *err);
/* The first `limit` records that need somebody (a due of theirs warns at `now`), each with the soonest of those dues, soonest first. Costs what
 * needs somebody, not what is due later. */
Status select_need(Db *db, Moment now, size_t limit, Arena *arena, AgendaRow **rows, size_t *count, Error *err);

#endif
