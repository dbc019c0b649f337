#include "loket/store/select.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/model/words.h"
#include "narrow.h"
#include "rows.h"
#include "sought.h"

Status order_parse(const RegisterDef *def, const char *text, Order *order, Error *err) {
    bool descending = text[0] == '-';
    const char *key = text + descending;
    const FieldDef *field = strcmp(key, "due") == 0 ? NULL : register_field(def, key);
    if (strcmp(key, "due") != 0 && (!field || !(field->flags & FF_ORDER))) {
        StrBuf keys;
        strbuf_init(&keys);
        for (size_t i = 0; i < def->field_count; i++)
            if (def->fields[i].flags & FF_ORDER) strbuf_addf(&keys, " %s", def->fields[i].key);
        fail(err, ERR_INVALID, _("%s cannot be sorted by '%s'"), lang_text(def->title), key);
        error_hint(err, _("sort by: due%s"), keys.data);
        strbuf_done(&keys);
        return ERR_INVALID;
    }
    *order = (Order){field, descending};
    return OK;
}

static bool sorts_text(const FieldDef *field) {
    return field && type_ops[field->type].storage == STORE_TEXT;
}

/* Twin of row_sort_key: SQLite's lower() knows ASCII only, and so does this; at most SORT_CHARACTERS are compared. */
static void sort_text(char *text, size_t size, const char *from) {
    size_t i = 0, characters = 0;
    for (; from[i] && i + 1 < size; i++) {
        bool begins = ((unsigned char)from[i] & 0xc0) != 0x80;
        if (begins && ++characters > SORT_CHARACTERS) break;
        text[i] = (char)(from[i] >= 'A' && from[i] <= 'Z' ? from[i] + 32 : from[i]);
    }
    text[i] = '\0';
}

Anchor anchor_of(const Record *record, Order order) {
    if (record->clear || record->named) record = record->clear ? record->clear : record->named;
    Anchor anchor = {.set = true, .rank = row_rank(record), .no = record->no, .is_text = sorts_text(order.field)};
    if (!order.field) {
        anchor.number = record->due_at ? record->due_at : MOMENT_FAR;
        return anchor;
    }
    Value value = record_value(record, order.field->key);
    if (anchor.is_text)
        sort_text(anchor.text, sizeof anchor.text, value.set ? value.text : "");
    else
        anchor.number = value.set ? value.number : INT64_MAX;
    return anchor;
}

int anchor_compare(const Anchor *a, const Anchor *b) {
    int order = a->is_text ? strcmp(a->text, b->text) : (a->number > b->number) - (a->number < b->number);
    if (order == 0) order = (a->rank > b->rank) - (a->rank < b->rank);
    if (order == 0) order = (a->no > b->no) - (a->no < b->no);
    return order;
}

/* What SQL is told of the filter: open or not, words; the rest is decided by query_match. */
typedef struct Plan {
    bool open[2];      /* which halves of the register are wanted: closed, open */
    Sought words;      /* which stand in the text of the record or of a row of it */
    const char *few;   /* numbers of which those that fit are, if they are few; else NULL */
    int64_t near;      /* how many rows that do not fit may still be passed over; below 0: too many were */
    Query rest;        /* the terms left to query_match */
    int ceiling;       /* what lies above it has no words */
    int64_t low, high; /* what the sort key must lie between, when the filter says so of it */
} Plan;

/* A range asked of what the list is sorted by ends the walk where the range ends. */
static void plan_bounds(const Term *term, Order order, Plan *plan) {
    bool sorted = order.field ? term->kind == TERM_FIELD && term->field == order.field : term->kind == TERM_DUE;
    int64_t low, high;
    if (!sorted || term->negate || term->value_count != 1 || !query_bounds(term, term->values[0], &low, &high)) return;
    if (low > plan->low) plan->low = low;
    if (high < plan->high) plan->high = high;
    int64_t unset = order.field ? INT64_MAX : MOMENT_FAR; /* what has no value fits no range, and sorts at the end */
    if (plan->high >= unset) plan->high = unset - 1;
}

static void plan_make(const Select *select, int ceiling, Arena *arena, Plan *plan) {
    const Query *query = select->query;
    plan->ceiling = ceiling;
    plan->open[0] = plan->open[1] = true;
    plan->few = NULL;
    plan->low = INT64_MIN;
    plan->high = INT64_MAX;
    sought_init(&plan->words);
    plan->rest = (Query){.def = query->def, .terms = ARENA_ARRAY(arena, Term, query->term_count + 1)};
    for (size_t i = 0; i < query->term_count; i++) {
        const Term *term = &query->terms[i];
        bool word = term->kind == TERM_WORD || term->kind == TERM_PHRASE;
        if (word && !term->negate && words_any(term->word)) {
            sought_add(&plan->words, term->word, term->kind == TERM_PHRASE, arena);
            continue;
        }
        if (term->kind == TERM_OPEN && term->value_count == 1) plan->open[(term->values[0].number != 0) == term->negate] = false;
        if (term->kind == TERM_FIELD && term->field->type == FT_STATE && term->op == OP_IS && !term->negate) {
            bool half[2] = {false, false};
            for (size_t v = 0; v < term->value_count; v++) {
                const StateDef *state = register_state(query->def, term->values[v].text);
                if (state) half[state->open] = true;
                if (state && !state->open) half[true] = true; /* ended, but with something due it stands among the open */
            }
            plan->open[0] &= half[0];
            plan->open[1] &= half[1];
        }
        plan_bounds(term, select->order, plan);
        plan->rest.terms[plan->rest.term_count++] = *term;
    }
}

/* Where a walk begins. SQLite uses a row value over an expression only for its first column, so a range is asked for in two
 * pieces, each a plain index range: the rest of the ties, then what lies behind them. */
typedef enum Piece { PIECE_ALL, PIECE_TIES, PIECE_BEHIND } Piece;

static void compose_bound(const Select *select, const char *bound, bool wanted, StrBuf *sql) {
    if (!wanted) return;
    strbuf_add(sql, " AND ");
    row_sort_key(select->order.field, sql);
    strbuf_add(sql, bound);
}

static void compose(const Select *select, const Plan *plan, bool open, Piece piece, StrBuf *sql) {
    const RegisterDef *def = select->query->def;
    bool down = select->order.descending != select->backwards;
    char side = down ? '<' : '>';
    strbuf_add(sql, "SELECT ");
    row_columns(def, sql);
    strbuf_addf(sql, " FROM \"%s\" t WHERE %sopen=%d AND voided_at=0", def->key, plan->few ? "+" : "", open);
    if (piece != PIECE_ALL) {
        strbuf_add(sql, " AND ");
        row_sort_key(select->order.field, sql);
        strbuf_addf(sql, "%c?1", piece == PIECE_TIES ? '=' : side);
    }
    /* behind an anchor that is itself the nearer bound */
    if (piece == PIECE_ALL || (piece == PIECE_BEHIND && down)) compose_bound(select, ">=?5", plan->low != INT64_MIN, sql);
    if (piece == PIECE_ALL || (piece == PIECE_BEHIND && !down)) compose_bound(select, "<=?6", plan->high != INT64_MAX, sql);
    if (piece == PIECE_TIES) strbuf_addf(sql, " AND (rank, no) %c%s (?2,?3)", side, select->inclusive ? "=" : "");
    if (plan->few) strbuf_add(sql, " AND no IN (SELECT value FROM json_each(?4))");
    if (plan->words.lines.length)
        strbuf_addf(sql, " AND EXISTS (SELECT 1 FROM item i WHERE i.reg=%d AND i.no=t.no AND i.level<=%d AND holds(?7, i.title, i.text))", def->id, plan->ceiling);
    const char *way = down ? " DESC" : "";
    strbuf_add(sql, " ORDER BY ");
    if (piece != PIECE_TIES) {
        row_sort_key(select->order.field, sql);
        strbuf_addf(sql, "%s, ", way);
    }
    strbuf_addf(sql, "rank%s, no%s", way, way);
}

static void bind_anchor(sqlite3_stmt *statement, const Anchor *from, Piece piece) {
    if (piece == PIECE_ALL) return;
    if (from->is_text)
        sqlite3_bind_text(statement, 1, from->text, -1, SQLITE_TRANSIENT);
    else
        sqlite3_bind_int64(statement, 1, from->number);
    if (piece != PIECE_TIES) return;
    sqlite3_bind_int64(statement, 2, from->rank);
    sqlite3_bind_int64(statement, 3, from->no);
}

/* Walks one piece until there is one row more than `limit`, or too many were passed over. */
static Status walk_piece(Db *db, const Select *select, Plan *plan, bool open, Piece piece, Arena *arena, RecordList *list, Error *err) {
    StrBuf sql;
    strbuf_init(&sql);
    compose(select, plan, open, piece, &sql);
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err, sql.data, "");
    strbuf_done(&sql);
    if (status != OK) return status;
    bind_anchor(statement, &select->from, piece);
    if (plan->few) sqlite3_bind_text(statement, 4, plan->few, -1, SQLITE_TRANSIENT);
    if (plan->words.lines.length) sqlite3_bind_text(statement, 7, plan->words.lines.data, -1, SQLITE_TRANSIENT);
    if (plan->low != INT64_MIN) sqlite3_bind_int64(statement, 5, plan->low); /* a statement without it does not mind */
    if (plan->high != INT64_MAX) sqlite3_bind_int64(statement, 6, plan->high);
    Arena *scratch = arena_new();
    bool row = true;
    while (status == OK && list->count <= select->limit && plan->near >= 0 && (status = sql_step(db, statement, &row, err)) == OK && row) {
        arena_clear(scratch);
        const Record *record = row_masked(db, row_read(select->query->def, NULL, 0, statement, scratch), scratch); /* and is matched as that */
        if (query_match(&plan->rest, record))
            list->items[list->count++] = record_copy(record, arena);
        else
            plan->near--;
    }
    sqlite3_reset(statement);
    arena_free(scratch);
    return status;
}

static Status walk(Db *db, const Select *select, Plan *plan, bool open, Arena *arena, RecordList *list, Error *err) {
    list->items = ARENA_ARRAY(arena, Record *, select->limit + 1);
    list->count = 0;
    if (!select->from.set) return walk_piece(db, select, plan, open, PIECE_ALL, arena, list, err);
    Status status = walk_piece(db, select, plan, open, PIECE_TIES, arena, list, err);
    if (status != OK || list->count > select->limit) return status;
    return walk_piece(db, select, plan, open, PIECE_BEHIND, arena, list, err);
}

/* Both halves are in order; together they are by taking the nearer one each time. */
static void merge(const Select *select, const RecordList *a, const RecordList *b, Arena *arena, RecordList *list, bool *more) {
    size_t i = 0, j = 0;
    list->items = ARENA_ARRAY(arena, Record *, select->limit + 1);
    list->count = 0;
    bool down = select->order.descending != select->backwards;
    while (list->count < select->limit && (i < a->count || j < b->count)) {
        bool first = j == b->count;
        if (i < a->count && j < b->count) {
            Anchor left = anchor_of(a->items[i], select->order), right = anchor_of(b->items[j], select->order);
            first = (anchor_compare(&left, &right) < 0) != down;
        }
        list->items[list->count++] = first ? a->items[i++] : b->items[j++];
    }
    if (more) *more = i < a->count || j < b->count;
}

static Status walk_halves(Db *db, const Select *select, Plan *plan, int64_t near, Arena *arena, RecordList *halves, Error *err) {
    Status status = OK;
    plan->near = near;
    for (int open = 0; open < 2 && status == OK; open++)
        if (plan->open[open]) status = walk(db, select, plan, open, arena, &halves[open], err);
    return status;
}

/* Most windows are full before much was passed over, so only then is it asked what the indexes know. Rows without a word asked for are passed
 * over by SQL, uncounted: those are asked about at once. */
Status select_window(Db *db, const Select *select, Arena *arena, RecordList *list, bool *more, Error *err) {
    Plan plan;
    plan_make(select, sql_ceiling(db), arena, &plan);
    RecordList halves[2] = {0};
    Status status = OK;
    bool words = plan.words.lines.length > 0;
    if (!words) status = walk_halves(db, select, &plan, select->near ? select->near : NARROW_NEAR, arena, halves, err);
    if (status == OK && (words || plan.near < 0)) {
        status = narrow_to_few(db, select->query, select->order, select->rare, arena, &plan.few, err);
        if (status == OK) status = walk_halves(db, select, &plan, INT64_MAX, arena, halves, err);
    }
    if (status == OK) merge(select, &halves[0], &halves[1], arena, list, more);
    sought_done(&plan.words);
    return status;
}

static void bind_alike(sqlite3_stmt *statement, const Record *record, const char *keys, int at) {
    char key[64];
    while (text_next_word(&keys, key, sizeof key)) {
        Value value = record_value(record, key);
        if (type_ops[register_field(record->def, key)->type].storage == STORE_TEXT)
            sqlite3_bind_text(statement, at++, value.text, -1, SQLITE_TRANSIENT);
        else
            sqlite3_bind_int64(statement, at++, value.number);
    }
}

Status select_alike(Db *db, const Record *record, const char *keys, Day since, size_t limit, Arena *arena, RecordList *list, Error *err) {
    const FieldDef *happened = row_happened_field(record->def);
    sqlite3_stmt *statement;
    StrBuf sql;
    char key[64];
    bool row = true;
    Moment from = happened->type == FT_DATE ? since : moment_at(since, 0), until = record_number(record, happened->key, 0);
    *list = (RecordList){.items = ARENA_ARRAY(arena, Record *, limit + 1)};
    strbuf_init(&sql);
    strbuf_addf(&sql, "SELECT no FROM \"%s\" WHERE voided_at=0 AND \"%s\">=?1 AND (\"%s\", no)<(?2, ?3)", record->def->key, happened->key, happened->key);
    int place = 5;
    for (const char *rest = keys; text_next_word(&rest, key, sizeof key);) strbuf_addf(&sql, " AND \"%s\"=?%d", key, place++);
    strbuf_addf(&sql, " ORDER BY \"%s\" DESC, no DESC LIMIT ?4", happened->key);
    Status status = sql_bind(db, &statement, err, sql.data, "iiii", from, until, record->no ? record->no : INT64_MAX, (int64_t)limit);
    strbuf_done(&sql);
    if (status != OK) return status;
    bind_alike(statement, record, keys, 5);
    int64_t *numbers = ARENA_ARRAY(arena, int64_t, limit + 1);
    size_t count = 0;
    while ((status = sql_step(db, statement, &row, err)) == OK && row) numbers[count++] = sqlite3_column_int64(statement, 0);
    for (size_t i = 0; i < count && status == OK; i++) {
        status = records_load(db, record->def, numbers[i], arena, &list->items[list->count], err);
        list->count += status == OK;
    }
    return status;
}

/* -- what is due ------------------------------------------------------------------------------------------------ */

#define AGENDA_COLUMNS "SELECT d.reg, d.no, d.rule, d.child, d.n, d.start_at, d.warn_at, d.due_at, d.flags, iif(i.level > ?1, '" RECORD_MASK "', i.title) "
#define AGENDA_ORDER "ORDER BY d.due_at, d.reg, d.no, d.rule, d.child, d.n LIMIT ?"

/* Adds the rows of a statement with AGENDA_COLUMNS. */
static Status agenda_rows(Db *db, sqlite3_stmt *statement, Arena *arena, AgendaRow *rows, size_t *count, Error *err) {
    bool row;
    Status status;
    while ((status = sql_step(db, statement, &row, err)) == OK && row) {
        const RegisterDef *def = register_by_id(sqlite3_column_int(statement, 0));
        if (!def) continue;
        rows[(*count)++] = (AgendaRow){.def = def,
                                       .no = sqlite3_column_int64(statement, 1),
                                       .title = row_name(db, def, sqlite3_column_int64(statement, 1), sql_column(statement, 9, arena), arena),
                                       .due = {.rule = sql_column(statement, 2, arena),
                                               .child = sqlite3_column_int(statement, 3),
                                               .row = sqlite3_column_int(statement, 4),
                                               .start_at = sqlite3_column_int64(statement, 5),
                                               .warn_at = sqlite3_column_int64(statement, 6),
                                               .due_at = sqlite3_column_int64(statement, 7),
                                               .hours = sqlite3_column_int64(statement, 8) & 1}};
    }
    return status;
}

Status select_agenda(Db *db, const AgendaRow *after, Moment until, size_t limit, Arena *arena, AgendaRow **rows, size_t *count, Error *err) {
    static const char sql[] =
        AGENDA_COLUMNS "FROM due d JOIN item i ON i.reg=d.reg AND i.no=d.no "
        "WHERE d.open=1 AND (d.due_at, d.reg, d.no, d.rule, d.child, d.n) > (?,?,?,?,?,?) AND d.due_at <= ? " AGENDA_ORDER;
    *rows = ARENA_ARRAY(arena, AgendaRow, limit + 1);
    *count = 0;
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err, sql, "iiiitiiii", (int64_t)sql_ceiling(db), after ? after->due.due_at : INT64_MIN, (int64_t)(after && after->def ? after->def->id : 0),
                             after ? after->no : 0, after ? after->due.rule : "", (int64_t)(after ? after->due.child : 0),
                             (int64_t)(after ? after->due.row : 0), until, (int64_t)limit);
    return status == OK ? agenda_rows(db, statement, arena, *rows, count, err) : status;
}

Status select_agenda_rule(Db *db, const char *rule, size_t limit, Arena *arena, AgendaRow **rows, size_t *count, Error *err) {
    static const char sql[] = AGENDA_COLUMNS "FROM due d INDEXED BY due_rule CROSS JOIN item i ON i.reg=d.reg AND i.no=d.no "
                                             "WHERE d.open=1 AND d.rule=? AND d.child=0 " AGENDA_ORDER;
    *rows = ARENA_ARRAY(arena, AgendaRow, limit + 1);
    *count = 0;
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err, sql, "iti", (int64_t)sql_ceiling(db), rule, (int64_t)limit);
    return status == OK ? agenda_rows(db, statement, arena, *rows, count, err) : status;
}

/* Of a record only the soonest of what it needs: no other one that warns already stands before it. */
#define NEED_FIRST \
    "AND NOT EXISTS (SELECT 1 FROM due e WHERE e.reg=d.reg AND e.no=d.no AND +e.open=1 AND e.warn_at<=?2 " \
    "AND (e.due_at, e.rule, e.child, e.n) < (d.due_at, d.rule, d.child, d.n)) "

Status select_need(Db *db, Moment now, size_t limit, Arena *arena, AgendaRow **rows, size_t *count, Error *err) {
    /* what is late: one range of the agenda, as far as is wanted */
    static const char late[] = AGENDA_COLUMNS
        "FROM due d JOIN item i ON i.reg=d.reg AND i.no=d.no WHERE d.open=1 AND d.due_at<=?2 AND d.warn_at<=?2 " NEED_FIRST AGENDA_ORDER;
    /* what warns and is not late yet may be due far ahead, so it is found by register through when that began */
    static const char coming[] = AGENDA_COLUMNS
        "FROM counter c CROSS JOIN item i ON i.reg=c.reg AND i.warn_at<=?2 CROSS JOIN due d ON d.reg=i.reg AND d.no=i.no "
        "WHERE c.what='all' AND +d.open=1 AND d.due_at>?2 AND d.warn_at<=?2 " NEED_FIRST AGENDA_ORDER;
    *rows = ARENA_ARRAY(arena, AgendaRow, limit + 1);
    *count = 0;
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err, late, "iii", (int64_t)sql_ceiling(db), now, (int64_t)limit);
    if (status == OK) status = agenda_rows(db, statement, arena, *rows, count, err);
    if (status != OK || *count == limit) return status;
    status = sql_bind(db, &statement, err, coming, "iii", (int64_t)sql_ceiling(db), now, (int64_t)(limit - *count));
    return status == OK ? agenda_rows(db, statement, arena, *rows, count, err) : status;
}
