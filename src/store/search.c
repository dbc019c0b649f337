/* Search: from words to records, newest first.
 *
 * What a record must have (each word, its register) is a way: the ids of all that have it, from the newest down, one at a time. They are walked
 * in step, each as far as the furthest one is, until all stand at the same record: that one is looked at. So a search costs what it looks
 * at, never what the file holds, and may be stopped between any two steps. */
#include <stdio.h>
#include <string.h>

#include "rows.h"
#include "sought.h"

#include "loket/model/words.h"
#include "loket/store/select.h"

enum {
    WAYS = SOUGHT_TOKENS + 1,
    /* steps that take about as long as to look a place up */
    NEAR_WORD = 2000,
    NEAR_RECORD = 20,
    AROUND = 12  /* words shown of the text around what was found */
};

/* ?1 is the ceiling. */
#define TITLE "iif(i.level > ?1, '" RECORD_MASK "', i.title)"

static Status search_rows(Db *db, sqlite3_stmt *statement, const char *around, Arena *arena, Found *found, size_t *count, Error *err) {
    bool row;
    Status status;
    while ((status = sql_step(db, statement, &row, err)) == OK && row) {
        const RegisterDef *def = register_by_id(sqlite3_column_int(statement, 0));
        if (!def) continue;
        const char *title = sql_column(statement, 2, arena), *name = row_name(db, def, sqlite3_column_int64(statement, 1), title, arena);
        const char *text = around && name == title ? (const char *)sqlite3_column_text(statement, 3) : ""; /* the text of who is not named names too */
        char *snippet = around ? words_around(arena, text, around, AROUND) : arena_strdup(arena, "");
        for (char *c = snippet; *c; c++) /* the texts of several fields, on one line */
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

/* -- ways --------------------------------------------------------------------------------------------------------- */

typedef struct Way {
    const char *match; /* FTS5 expression; NULL: the records of a register */
    int64_t reg;
    int64_t near; /* a place farther away than so many steps is looked up */
    sqlite3_stmt *statement;
    int64_t at; /* where it stands; 0: behind its last */
} Way;

typedef struct Walk {
    Db *db;
    const Search *search;
    Sought sought;
    Way ways[WAYS];
    size_t count;
} Walk;

static void add_way(Walk *walk, Way way) {
    way.at = INT64_MAX;
    if (walk->search->near && way.near < INT64_MAX) way.near = walk->search->near;
    walk->ways[walk->count++] = way;
}

/* Where something is rare, only that is looked up: the rest is then read sooner than found. It is gathered by that, so it is done once. */
static void add_word_ways(Walk *walk, Arena *arena) {
    for (size_t i = 0; i < walk->sought.count; i++) {
        const Token *token = &walk->sought.tokens[i];
        if (walk->sought.some_rare && !token->rare) continue;
        StrBuf match;
        strbuf_init(&match);
        sought_match(token, &match);
        const char *expression = arena_printf(arena, walk->search->titles ? "title : (%s)" : "%s", match.data);
        add_way(walk, (Way){.match = expression, .near = token->rare ? INT64_MAX : NEAR_WORD});
        strbuf_done(&match);
    }
}

/* Looks up the first place at `below` or under it. Each way has a statement of its own, so its number stands in the text. */
static Status way_begin(Walk *walk, Way *way, int64_t below, Error *err) {
    char sql[140];
    int number = (int)(way - walk->ways);
    if (!way->match) {
        snprintf(sql, sizeof sql, "SELECT id FROM item INDEXED BY item_reg WHERE reg=? AND id<=? ORDER BY id DESC -- %d", number);
        return sql_bind(walk->db, &way->statement, err, sql, "ii", way->reg, below);
    }
    snprintf(sql, sizeof sql, "SELECT rowid FROM item_fts WHERE item_fts MATCH ? AND rowid<=? ORDER BY rowid DESC -- %d", number);
    return sql_bind(walk->db, &way->statement, err, sql, "ti", way->match, below);
}

static Status way_to(Walk *walk, Way *way, int64_t below, Error *err) {
    Status status = way->statement ? OK : way_begin(walk, way, below, err);
    for (int64_t steps = 0; status == OK && way->at > below; steps++) {
        bool row;
        if (steps == way->near) status = way_begin(walk, way, below, err);
        if (status == OK) status = sql_step(walk->db, way->statement, &row, err);
        if (status == OK) way->at = row ? sqlite3_column_int64(way->statement, 0) : 0;
    }
    return status;
}

/* The first place at `*at` or under it where all ways meet; 0: none. */
static Status walk_to(Walk *walk, int64_t *at, Error *err) {
    Status status = OK;
    for (size_t i = 0, met = 0; status == OK && *at > 0 && met < walk->count; i = (i + 1) % walk->count) {
        Way *way = &walk->ways[i];
        status = way_to(walk, way, *at, err);
        met = way->at == *at ? met + 1 : 1;
        *at = way->at;
    }
    return status;
}

/* Adds the record, if it is what is asked for. */
static Status look_at(Walk *walk, int64_t id, Arena *arena, Found *found, size_t *count, Error *err) {
    static const char sql[] = "SELECT i.reg, i.no, " TITLE ", iif(i.level > ?1, '', i.text), i.open, i.id FROM item i "
                              "WHERE i.id=?2 AND (?3<0 OR i.open=?3) AND (?4='' OR i.level<=?1) AND holds(?4, i.title, iif(?5, NULL, i.text))";
    const char *lines = walk->sought.lines.data;
    sqlite3_stmt *statement;
    Status status = sql_bind(walk->db, &statement, err, sql, "iiiti", (int64_t)sql_ceiling(walk->db), id, (int64_t)walk->search->open, lines, (int64_t)walk->search->titles);
    return status == OK ? search_rows(walk->db, statement, walk->search->snippets ? lines : NULL, arena, found, count, err) : status;
}

static Status walk_all(Walk *walk, Arena *arena, Found *found, size_t *count, Error *err) {
    Status status = OK;
    int64_t at = walk->search->before ? walk->search->before - 1 : INT64_MAX;
    for (; status == OK && at > 0 && *count < walk->search->limit; at--) {
        status = walk_to(walk, &at, err);
        if (status == OK && at > 0) status = look_at(walk, at, arena, found, count, err);
    }
    for (size_t i = 0; i < walk->count; i++)
        if (walk->ways[i].statement) sqlite3_reset(walk->ways[i].statement);
    return status;
}

Status select_found(Db *db, const Search *search, Arena *arena, Found **found, size_t *count, Error *err) {
    char word[128];
    Walk walk = {.db = db, .search = search};
    *found = ARENA_ARRAY(arena, Found, search->limit + 1);
    *count = 0;
    sought_init(&walk.sought);
    for (const char *words = search->words; text_next_word(&words, word, sizeof word);) sought_add(&walk.sought, word, false, arena);
    sought_weigh(&walk.sought, db, search->rare);
    add_word_ways(&walk, arena);
    bool asked = walk.count || (search->only && text_empty(search->words));
    if (search->only) add_way(&walk, (Way){.reg = search->only->id, .near = NEAR_RECORD});
    Status status = asked ? walk_all(&walk, arena, *found, count, err) : OK;
    sought_done(&walk.sought);
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
    return status == OK ? search_rows(db, statement, NULL, arena, *found, count, err) : status;
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
    return status == OK ? search_rows(db, statement, NULL, arena, *found, count, err) : status;
}

char *select_state_of(Db *db, const RegisterDef *def, int64_t no, Arena *arena) {
    char sql[120];
    if (!def->state_count) return NULL;
    snprintf(sql, sizeof sql, "SELECT state FROM \"%s\" WHERE no=?", def->key);
    return sql_text(db, arena, sql, "i", no);
}
