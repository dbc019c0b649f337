/* Items: titles and searched text of all records, and the text index, which only this file writes. */
#include <stdio.h>
#include <string.h>

#include "rows.h"

#include "loket/model/words.h"
#include "loket/store/select.h"

static void add_searched(const Record *record, const FieldDef *title, StrBuf *text) {
    for (size_t i = 0; i < record->def->field_count; i++) {
        const FieldDef *field = &record->def->fields[i];
        if (field == title || !(field->flags & FF_SEARCH) || !record->values[i].set || record_hides(record, field)) continue;
        field_format(field, record->def, record->values[i], text);
        strbuf_addc(text, '\n');
    }
}

static Status add_children(Db *db, const Record *record, Arena *arena, StrBuf *text, Error *err) {
    Status status = OK;
    for (const RegisterDef *child = NULL; status == OK && (child = register_child(record->def, child));) {
        RecordList rows;
        status = records_children(db, record->def, record->no, child, false, arena, &rows, err);
        for (size_t i = 0; status == OK && i < rows.count; i++) add_searched(rows.items[i], NULL, text);
    }
    return status;
}

typedef struct Item {
    int64_t id;
    const char *title, *text;
} Item;

static Item item_stored(Db *db, const Record *record, Arena *arena) {
    Item item = {0};
    sqlite3_stmt *statement;
    bool row;
    if (sql_bind(db, &statement, NULL, "SELECT id, title, text FROM item WHERE reg=? AND no=?", "ii", (int64_t)record->def->id, record->no) !=
            OK ||
        sql_step(db, statement, &row, NULL) != OK || !row)
        return item;
    item = (Item){sqlite3_column_int64(statement, 0), sql_column(statement, 1, arena), sql_column(statement, 2, arena)};
    sqlite3_reset(statement);
    return item;
}

/* FTS5 with external content needs exactly the old values to forget them. */
static Status index_forget(Db *db, const Item *item, Error *err) {
    return sql_run(db, err, "INSERT INTO item_fts(item_fts, rowid, title, text) VALUES('delete', ?, ?, ?)", "itt", item->id, item->title,
                   item->text);
}

static Status index_add(Db *db, const Item *item, Error *err) {
    return sql_run(db, err, "INSERT INTO item_fts(rowid, title, text) VALUES(?, ?, ?)", "itt", item->id, item->title, item->text);
}

/* `key` is the title as names are compared: one is found by it however many others hold its words. */
static Status item_write(Db *db, const Record *record, Item *item, const char *title, const char *key, const char *text, Error *err) {
    int64_t open = record_live(record);
    int64_t level = choice_index(record_levels, record_text(record, "level") ? record_text(record, "level") : "internal");
    bool same = item->id && strcmp(item->title, title) == 0 && strcmp(item->text, text) == 0;
    Status status = item->id && !same ? index_forget(db, item, err) : OK;
    if (status == OK)
        status = sql_run(db, err,
                         "INSERT INTO item(reg,no,level,open,at,warn_at,title,key,text) VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(reg,no) DO UPDATE "
                         "SET level=excluded.level, open=excluded.open, at=excluded.at, title=excluded.title, key=excluded.key, text=excluded.text",
                         "iiiiiittt", (int64_t)record->def->id, record->no, level, open, row_happened(record), MOMENT_FAR, title, key, text);
    if (status != OK || same) return status;
    item->id = sql_number(db, 0, "SELECT id FROM item WHERE reg=? AND no=?", "ii", (int64_t)record->def->id, record->no);
    item->title = title;
    item->text = text;
    return index_add(db, item, err);
}

Status item_refresh(Db *db, const Record *record, Error *err) {
    Arena *arena = arena_new();
    StrBuf text;
    strbuf_init(&text);
    const FieldDef *title = register_title_field(record->def);
    if (!record->voided_at) add_searched(record, title, &text);
    Status status = record->voided_at ? OK : add_children(db, record, arena, &text, err);
    Item item = item_stored(db, record, arena);
    const char *named = record->voided_at ? "" : record_title(record);
    if (status == OK) status = item_write(db, record, &item, named, text_fold(arena, named), text.data, err);
    strbuf_done(&text);
    arena_free(arena);
    return status;
}

Status item_refresh_parent(Db *db, const RegisterDef *parent, int64_t no, Error *err) {
    Arena *arena = arena_new();
    Record *record;
    Status status = records_load(db, parent, no, arena, &record, err);
    if (status == OK) status = item_refresh(db, record, err);
    arena_free(arena);
    return status;
}

void item_fts_word(const char *word, bool exact, StrBuf *match) {
    if (match->length) strbuf_addc(match, ' ');
    strbuf_addc(match, '"');
    for (const char *c = word; *c; c++) {
        if (*c == '"') strbuf_addc(match, '"');
        strbuf_addc(match, *c);
    }
    strbuf_add(match, exact ? "\"" : "\"*");
}

static Status search_rows(Db *db, sqlite3_stmt *statement, Arena *arena, Found *found, size_t *count, Error *err) {
    bool row;
    Status status;
    while ((status = sql_step(db, statement, &row, err)) == OK && row) {
        const RegisterDef *def = register_by_id(sqlite3_column_int(statement, 0));
        if (!def) continue;
        const char *title = sql_column(statement, 2, arena), *name = row_name(db, def, sqlite3_column_int64(statement, 1), title, arena);
        char *snippet = name == title ? sql_column(statement, 3, arena) : arena_strdup(arena, "");
        for (char *c = snippet; c && *c; c++) /* the texts of several fields, on one line */
            if (*c == '\n') *c = ' ';
        found[(*count)++] = (Found){.def = def,
                                    .no = sqlite3_column_int64(statement, 1),
                                    .id = sqlite3_column_int64(statement, 5),
                                    .title = name,
                                    .snippet = snippet,
                                    .open = sqlite3_column_int(statement, 4) != 0};
    }
    return status;
}

/* The beginning of a word is looked up in the index of beginnings up to three letters. A longer one makes FTS5 gather all that has it before
 * the first is given, at once and not to be stopped: half a second where a common word stands in a hundred thousand records. So the words
 * of the index that begin so are named one by one: each of those is walked, newest first, only as far as it is looked at. False: they are
 * too many, so they are rare. */
static bool name_words(Db *db, const char *beginning, Arena *arena, StrBuf *match) {
    enum { MOST = 40 };
    StrBuf named;
    strbuf_init(&named);
    int count = 0;
    const char *sql = "SELECT term FROM temp.item_terms WHERE term>=? LIMIT 1", *term = beginning;
    for (; count <= MOST && (term = sql_text(db, arena, sql, "t", term)) && text_starts(term, beginning); count++) {
        strbuf_addf(&named, "%s\"%s\"", count ? " OR " : "", term);
        sql = "SELECT term FROM temp.item_terms WHERE term>? LIMIT 1";
    }
    bool few = count > 0 && count <= MOST;
    if (few) strbuf_addf(match, "(%s)", named.data);
    strbuf_done(&named);
    return few;
}

/* Every word as an FTS5 expression, or none. A string without any letter or digit is an error there, and finds nothing here. */
static void match_of(Db *db, const char *words, bool titles, StrBuf *match) {
    enum { BEGINNINGS = 3 };
    char word[128];
    Arena *arena = arena_new();
    StrBuf all;
    strbuf_init(&all);
    bool terms = sql_run(db, NULL, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.item_terms USING fts5vocab(main, item_fts, instance)", "") == OK;
    while (words && text_next_word(&words, word, sizeof word)) {
        if (!words_any(word)) continue;
        const char *folded = words_fold(arena, word);
        bool one = strcmp(words_join(arena, folded, ' '), folded) == 0 && !strchr(folded, ' ');
        if (all.length) strbuf_add(&all, " AND ");
        if (terms && one && strlen(folded) > BEGINNINGS && name_words(db, folded, arena, &all)) continue;
        StrBuf phrase;
        strbuf_init(&phrase);
        item_fts_word(word, false, &phrase);
        strbuf_add(&all, phrase.data);
        strbuf_done(&phrase);
    }
    if (all.length) strbuf_addf(match, titles ? "title : (%s)" : "%s", all.data);
    strbuf_done(&all);
    arena_free(arena);
}

/* ?1 is the ceiling. */
#define TITLE "iif(i.level > ?1, '" RECORD_MASK "', i.title)"

Status select_found(Db *db, const Search *search, Arena *arena, Found **found, size_t *count, Error *err) {
    *found = ARENA_ARRAY(arena, Found, search->limit + 1);
    *count = 0;
    StrBuf match;
    strbuf_init(&match);
    match_of(db, search->words, search->titles, &match);
    int64_t reg = search->only ? search->only->id : 0, any = search->open < 0, before = search->before ? search->before : INT64_MAX, ceiling = sql_ceiling(db);
    sqlite3_stmt *statement;
    Status status = OK;
    bool asked = match.length || (search->only && text_empty(search->words));
    if (match.length)
        status = sql_bind(db, &statement, err,
                          "SELECT i.reg, i.no, " TITLE ", iif(i.level > ?1, '', snippet(item_fts, 1, '', '', '…', 12)), i.open, i.id FROM item_fts f JOIN item i ON i.id=f.rowid "
                          "WHERE item_fts MATCH ? AND f.rowid < ? AND (?=0 OR i.reg=?) AND (? OR i.open=?) ORDER BY f.rowid DESC LIMIT ?",
                          "itiiiiii", ceiling, match.data, before, reg, reg, any, (int64_t)(search->open == 1), (int64_t)search->limit);
    else if (asked)
        status = sql_bind(db, &statement, err,
                          "SELECT i.reg, i.no, " TITLE ", '', i.open, i.id FROM item i WHERE i.reg=? AND i.id < ? AND (? OR i.open=?) ORDER BY i.no DESC LIMIT ?",
                          "iiiiii", ceiling, reg, before, any, (int64_t)(search->open == 1), (int64_t)search->limit);
    if (status == OK && asked) status = search_rows(db, statement, arena, *found, count, err);
    strbuf_done(&match);
    return status;
}

Status select_titled(Db *db, const char *title, const RegisterDef *only, size_t limit, Arena *arena, Found **found, size_t *count, Error *err) {
    *found = ARENA_ARRAY(arena, Found, limit + 1);
    *count = 0;
    const char *key = text_fold(arena, title);
    if (!*key) return OK;
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err,
                             "SELECT i.reg, i.no, " TITLE ", '', i.open, i.id FROM item i WHERE i.reg=?2 AND i.key=?3 ORDER BY i.open DESC, i.no LIMIT ?4", "iiti",
                             (int64_t)sql_ceiling(db), (int64_t)only->id, key, (int64_t)limit);
    return status == OK ? search_rows(db, statement, arena, *found, count, err) : status;
}

Status select_search(Db *db, const char *words, const RegisterDef *only, size_t limit, Arena *arena, Found **found, size_t *count,
                     Error *err) {
    Search search = {.words = words, .only = text_empty(words) ? NULL : only, .open = -1, .limit = limit};
    return select_found(db, &search, arena, found, count, err);
}

Status select_codes(Db *db, const RegisterDef *def, int64_t no, size_t limit, Arena *arena, Found **found, size_t *count, Error *err) {
    *found = ARENA_ARRAY(arena, Found, limit + 1);
    *count = 0;
    if (no < 1 || no > 999999999) return OK;
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err,
                             "SELECT reg, no, " TITLE ", '', open, id FROM item i WHERE reg=?2 AND (no=?3 OR no BETWEEN ?3*10 AND ?3*10+9 OR "
                             "no BETWEEN ?3*100 AND ?3*100+99 OR no BETWEEN ?3*1000 AND ?3*1000+999) ORDER BY no LIMIT ?4",
                             "iiii", (int64_t)sql_ceiling(db), (int64_t)def->id, no, (int64_t)limit);
    return status == OK ? search_rows(db, statement, arena, *found, count, err) : status;
}

char *select_state_of(Db *db, const RegisterDef *def, int64_t no, Arena *arena) {
    char sql[120];
    if (!def->state_count) return NULL;
    snprintf(sql, sizeof sql, "SELECT state FROM \"%s\" WHERE no=?", def->key);
    return sql_text(db, arena, sql, "i", no);
}
