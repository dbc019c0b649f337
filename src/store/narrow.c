#include "narrow.h"

#include <stdio.h>

#include "rows.h"
#include "sought.h"

#include "loket/model/words.h"

typedef struct Narrow {
    Db *db;
    const Query *query;
    Arena *arena;
    int64_t most;  /* less than so many are few */
    int64_t *least; /* the fewest that were found to be enough */
    int64_t count; /* of those; most: none yet */
    Error *err;
} Narrow;

/* Runs a bound statement that gives numbers, and keeps them if they are fewer than those before. It stops at as many. */
static Status take(Narrow *narrow, sqlite3_stmt *statement) {
    int64_t *numbers = ARENA_ARRAY(narrow->arena, int64_t, narrow->count + 1), count = 0;
    bool row = true;
    Status status = OK;
    while (count < narrow->count && (status = sql_step(narrow->db, statement, &row, narrow->err)) == OK && row) numbers[count++] = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    if (status != OK || count == narrow->count) return status;
    narrow->least = numbers;
    narrow->count = count;
    return OK;
}

/* -- words ------------------------------------------------------------------------------------------------------ */

/* The index folds letters of other scripts in its own way. */
static bool plain(const char *text) {
    while (*text && (unsigned char)*text < 0x80) text++;
    return !*text;
}

/* What must stand in the text of a record that fits; NULL: nothing. */
static const char *word_of(const Term *term) {
    if (term->kind == TERM_WORD || term->kind == TERM_PHRASE) return term->word;
    bool text = term->kind == TERM_FIELD && term->op == OP_IS && term->value_count == 1 && (term->field->flags & (FF_SEARCH | FF_TITLE));
    return text && (term->field->type == FT_TEXT || term->field->type == FT_TAGS) ? term->values[0].text : NULL;
}

static Status by_words(Narrow *narrow) {
    Sought sought;
    StrBuf match;
    Status status = OK;
    sought_init(&sought);
    strbuf_init(&match);
    for (size_t i = 0; i < narrow->query->term_count; i++) {
        const Term *term = &narrow->query->terms[i];
        const char *word = term->negate ? NULL : word_of(term);
        if (word && plain(word)) sought_add(&sought, word, term->kind == TERM_PHRASE, narrow->arena);
    }
    if (sought.count) sought_weigh(&sought, narrow->db, narrow->most);
    for (size_t i = 0; i < sought.count; i++)
        if (sought.tokens[i].rare) sought_match(&sought.tokens[i], &match);
    sqlite3_stmt *statement;
    if (match.length) {
        status = sql_bind(narrow->db, &statement, narrow->err, "SELECT i.no FROM item_fts f CROSS JOIN item i ON i.id=f.rowid WHERE item_fts MATCH ? AND i.reg=? LIMIT ?",
                          "tii", match.data, (int64_t)narrow->query->def->id, narrow->count);
        if (status == OK) status = take(narrow, statement);
    }
    strbuf_done(&match);
    sought_done(&sought);
    return status;
}

/* -- fields ----------------------------------------------------------------------------------------------------- */

static Status by_link(Narrow *narrow, const Term *term) {
    const RegisterDef *to;
    sqlite3_stmt *statement;
    int64_t no;
    if (!code_parse(term->values[0].text, &to, &no)) return OK;
    Status status = sql_bind(narrow->db, &statement, narrow->err, "SELECT from_no FROM link WHERE to_reg=? AND to_no=? AND from_reg=? AND field=?", "iiit", (int64_t)to->id, no,
                             (int64_t)narrow->query->def->id, term->field->key);
    return status == OK ? take(narrow, statement) : status;
}

/* A range of the index of an order, in both its halves. `field` NULL: when it is due. */
static Status by_order(Narrow *narrow, const FieldDef *field, const char *text, int64_t low, int64_t high) {
    StrBuf sql;
    sqlite3_stmt *statement;
    int64_t unset = field ? INT64_MAX : MOMENT_FAR; /* what has no value fits no range, and sorts at the end */
    strbuf_init(&sql);
    strbuf_addf(&sql, "SELECT no FROM \"%s\" WHERE open IN (0, 1) AND voided_at=0 AND ", narrow->query->def->key);
    row_sort_key(field, &sql);
    strbuf_add(&sql, text ? "=?" : " BETWEEN ? AND ?");
    Status status = text ? sql_bind(narrow->db, &statement, narrow->err, sql.data, "t", text)
                         : sql_bind(narrow->db, &statement, narrow->err, sql.data, "ii", low, high < unset ? high : unset - 1);
    strbuf_done(&sql);
    return status == OK ? take(narrow, statement) : status;
}

static Status by_code(Narrow *narrow, int64_t low, int64_t high) {
    char sql[120];
    sqlite3_stmt *statement;
    snprintf(sql, sizeof sql, "SELECT no FROM \"%s\" WHERE no BETWEEN ? AND ?", narrow->query->def->key);
    Status status = sql_bind(narrow->db, &statement, narrow->err, sql, "ii", low, high);
    return status == OK ? take(narrow, statement) : status;
}

static Status by_field(Narrow *narrow, const Term *term) {
    const FieldDef *field = term->field;
    const char *text = term->values[0].text;
    int64_t low, high;
    bool ordered = field->flags & FF_ORDER;
    if (query_bounds(term, term->values[0], &low, &high)) return ordered ? by_order(narrow, field, NULL, low, high) : OK;
    if (term->op != OP_IS) return OK;
    if (field->type == FT_LINK || field->type == FT_LINKS) return by_link(narrow, term);
    return ordered && (field->type == FT_CHOICE || field->type == FT_STATE) ? by_order(narrow, field, text, 0, 0) : OK;
}

static Status by_term(Narrow *narrow, const Term *term, Order order) {
    int64_t low, high;
    if (term->negate || term->op == OP_SET || term->value_count != 1) return OK;
    if (term->kind == TERM_FIELD) return term->field == order.field ? OK : by_field(narrow, term);
    if (!(term->kind == TERM_CODE || (term->kind == TERM_DUE && order.field)) || !query_bounds(term, term->values[0], &low, &high)) return OK;
    return term->kind == TERM_CODE ? by_code(narrow, low, high) : by_order(narrow, NULL, NULL, low, high);
}

Status narrow_to_few(Db *db, const Query *query, Order order, int64_t most, Arena *arena, const char **few, Error *err) {
    if (!most) most = NARROW_FEW;
    Narrow narrow = {.db = db, .query = query, .arena = arena_new(), .most = most, .count = most, .err = err};
    Status status = by_words(&narrow);
    for (size_t i = 0; i < query->term_count && status == OK; i++) status = by_term(&narrow, &query->terms[i], order);
    StrBuf json;
    strbuf_init(&json);
    for (int64_t i = 0; i < narrow.count && narrow.least; i++) strbuf_addf(&json, "%s%lld", i ? "," : "", (long long)narrow.least[i]);
    *few = narrow.least ? arena_printf(arena, "[%s]", json.data) : NULL;
    strbuf_done(&json);
    arena_free(narrow.arena);
    return status;
}
