#include "loket/store/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "rows.h"

static void from_table(const RegisterDef *def, StrBuf *sql) {
    strbuf_add(sql, "SELECT ");
    row_columns(def, sql);
    strbuf_addf(sql, " FROM \"%s\" t ", def->key);
}

Status records_load(Db *db, const RegisterDef *def, int64_t no, Arena *arena, Record **record, Error *err) {
    StrBuf sql;
    strbuf_init(&sql);
    from_table(def, &sql);
    strbuf_add(&sql, "WHERE t.no=?");
    sqlite3_stmt *statement;
    RecordList list;
    Status status = sql_bind(db, &statement, err, sql.data, "i", no);
    if (status == OK) status = rows_gather(db, statement, def, NULL, 0, arena, &list, err);
    strbuf_done(&sql);
    if (status != OK) return status;
    if (list.count == 0) {
        char code[CODE_SIZE];
        code_write(def, no, code);
        fail(err, ERR_MISSING, _("there is no '%s'"), code);
        return error_hint(err, _("loket list %s shows what there is"), def->key);
    }
    *record = list.items[0];
    return OK;
}

Status records_find(Db *db, const char *code, Arena *arena, Record **record, Error *err) {
    const RegisterDef *def;
    int64_t no;
    if (!code_parse(code, &def, &no)) {
        fail(err, ERR_INVALID, _("'%s' is no code of a record"), code);
        return error_hint(err, "%s", _("a code looks like INC-0142"));
    }
    return records_load(db, def, no, arena, record, err);
}

Status records_page(Db *db, const RegisterDef *def, int64_t after, size_t limit, Arena *arena, RecordList *list, Error *err) {
    StrBuf sql;
    strbuf_init(&sql);
    from_table(def, &sql);
    strbuf_add(&sql, "WHERE t.no>? AND t.voided_at=0 ORDER BY t.no LIMIT ?");
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err, sql.data, "ii", after, (int64_t)limit);
    if (status == OK) status = rows_gather(db, statement, def, NULL, 0, arena, list, err);
    strbuf_done(&sql);
    return status;
}

int64_t records_next_number(Db *db, const RegisterDef *def) {
    return sql_number(db, 1, "SELECT n FROM counter WHERE reg=? AND what='next'", "i", (int64_t)def->id);
}

Status records_children(Db *db, const RegisterDef *parent, int64_t no, const RegisterDef *child, bool voided, Arena *arena,
                        RecordList *list, Error *err) {
    StrBuf sql;
    strbuf_init(&sql);
    from_table(child, &sql);
    strbuf_addf(&sql, "WHERE t.reg=? AND t.no=? %s ORDER BY t.n", voided ? "" : "AND t.voided_at=0");
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err, sql.data, "ii", (int64_t)parent->id, no);
    if (status == OK) status = rows_gather(db, statement, child, parent, no, arena, list, err);
    strbuf_done(&sql);
    return status;
}

Status records_load_child(Db *db, const RegisterDef *parent, int64_t no, const RegisterDef *child, int64_t n, Arena *arena,
                          Record **record, Error *err) {
    StrBuf sql;
    strbuf_init(&sql);
    from_table(child, &sql);
    strbuf_add(&sql, "WHERE t.reg=? AND t.no=? AND t.n=?");
    sqlite3_stmt *statement;
    RecordList list;
    Status status = sql_bind(db, &statement, err, sql.data, "iii", (int64_t)parent->id, no, n);
    if (status == OK) status = rows_gather(db, statement, child, parent, no, arena, &list, err);
    strbuf_done(&sql);
    if (status == OK && list.count == 0) {
        char code[CODE_SIZE];
        code_write(parent, no, code);
        return fail(err, ERR_MISSING, _("'%s' has no %s %d"), code, lang_text(child->noun), (int)n);
    }
    if (status == OK) *record = list.items[0];
    return status;
}

/* Binds the fields of `record` from parameter `at` on. */
static void bind_fields(sqlite3_stmt *statement, int at, const Record *record) {
    for (size_t i = 0; i < record->def->field_count; i++, at++) {
        Value value = record->values[i];
        if (!value.set)
            sqlite3_bind_null(statement, at);
        else if (type_ops[record->def->fields[i].type].storage == STORE_INTEGER)
            sqlite3_bind_int64(statement, at, value.number);
        else
            sqlite3_bind_text(statement, at, value.text, -1, SQLITE_TRANSIENT);
    }
}

static Status run_bound(Db *db, sqlite3_stmt *statement, Error *err) {
    bool row;
    return sql_step(db, statement, &row, err);
}

static Status store_insert(Db *db, const Record *record, Error *err) {
    const RegisterDef *def = record->def;
    bool child = row_is_child(def);
    StrBuf sql;
    strbuf_init(&sql);
    strbuf_addf(&sql, "INSERT INTO \"%s\"(%s, version, created_at, updated_at", def->key, child ? "reg, no, n" : "no, open, rank");
    for (size_t i = 0; i < def->field_count; i++) strbuf_addf(&sql, ", \"%s\"", def->fields[i].key);
    strbuf_add(&sql, ") VALUES(?,?,?,?,?,?");
    for (size_t i = 0; i < def->field_count; i++) strbuf_add(&sql, ",?");
    strbuf_add(&sql, ")");
    int64_t first = child ? record->parent->id : record->no;
    int64_t second = child ? record->parent_no : row_kept(record).open;
    int64_t third = child ? record->no : row_rank(record);
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err, sql.data, "iiiiii", first, second, third, record->version, record->created_at,
                             record->updated_at);
    if (status == OK) {
        bind_fields(statement, 7, record);
        status = run_bound(db, statement, err);
    }
    strbuf_done(&sql);
    return status;
}

static Status store_update(Db *db, const Record *record, Error *err) {
    const RegisterDef *def = record->def;
    bool child = row_is_child(def);
    StrBuf sql;
    strbuf_init(&sql);
    strbuf_addf(&sql, "UPDATE \"%s\" SET version=?, updated_at=?, voided_at=?", def->key);
    if (!child) strbuf_add(&sql, ", open=?5, rank=?6");
    for (size_t i = 0; i < def->field_count; i++) strbuf_addf(&sql, ", \"%s\"=?%d", def->fields[i].key, (int)i + 7);
    strbuf_add(&sql, child ? " WHERE reg=?4 AND no=?5 AND n=?6" : " WHERE no=?4");
    int64_t fourth = child ? record->parent->id : record->no;
    int64_t fifth = child ? record->parent_no : row_kept(record).open;
    int64_t sixth = child ? record->no : row_rank(record);
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err, sql.data, "iiiiii", record->version, record->updated_at, record->voided_at, fourth, fifth, sixth);
    if (status == OK) {
        bind_fields(statement, 7, record);
        status = run_bound(db, statement, err);
    }
    strbuf_done(&sql);
    return status;
}

/* The next free number: kept for records, the last one plus one for the few rows of a child. */
static Status take_number(Db *db, Record *record, Error *err) {
    const RegisterDef *def = record->def;
    if (row_is_child(def)) {
        StrBuf sql;
        strbuf_init(&sql);
        strbuf_addf(&sql, "SELECT max(n) FROM \"%s\" WHERE reg=? AND no=?", def->key);
        int64_t last = sql_number(db, 0, sql.data, "ii", (int64_t)record->parent->id, record->parent_no);
        strbuf_done(&sql);
        record->no = last + 1;
        return OK;
    }
    int64_t next = records_next_number(db, def);
    if (record->no == 0) record->no = next;
    if (record->no < next) { /* a number is never reused, so it may be taken only if no row has it */
        StrBuf sql;
        strbuf_init(&sql);
        strbuf_addf(&sql, "SELECT count(*) FROM \"%s\" WHERE no=?", def->key);
        bool taken = sql_number(db, 0, sql.data, "i", record->no) > 0;
        strbuf_done(&sql);
        if (!taken) return OK;
        char code[CODE_SIZE];
        code_write(def, record->no, code);
        return fail(err, ERR_CLASH, _("there is a '%s' already"), code);
    }
    return sql_run(db, err, "INSERT INTO counter(reg,what,n) VALUES(?,'next',?) ON CONFLICT DO UPDATE SET n=excluded.n", "ii",
                   (int64_t)def->id, record->no + 1);
}

static Status refresh(Db *db, const Record *record, Error *err) {
    Status status = link_refresh(db, record, err);
    if (status != OK) return status;
    return row_is_child(record->def) ? item_refresh_parent(db, record->parent, record->parent_no, err) : item_refresh(db, record, err);
}

Status records_insert(Db *db, Record *record, Moment now, Error *err) {
    record->version = 1;
    record->created_at = record->updated_at = now;
    Status status = take_number(db, record, err);
    if (status == OK) status = store_insert(db, record, err);
    if (status == OK && !row_is_child(record->def)) status = row_count(db, record->def, (Kept){.warn_at = MOMENT_FAR}, row_kept(record), err);
    if (status == OK) status = refresh(db, record, err);
    return status;
}

Status records_update(Db *db, Record *record, Moment now, Error *err) {
    Status status = OK;
    if (!row_is_child(record->def)) {
        Arena *arena = arena_new();
        Record *was;
        status = records_load(db, record->def, record->no, arena, &was, err);
        if (status == OK) {
            record->due_at = was->due_at; /* the dues come after */
            record->warn_at = was->warn_at;
            status = row_count(db, record->def, row_kept(was), row_kept(record), err);
        }
        arena_free(arena);
    }
    record->version++;
    record->updated_at = now;
    if (status == OK) status = store_update(db, record, err);
    if (status == OK) status = refresh(db, record, err);
    return status;
}

int64_t records_count(Db *db, const RegisterDef *def, CountKind kind) {
    static const char *const names[] = {"all", "open", "new"};
    return sql_number(db, 0, "SELECT n FROM counter WHERE reg=? AND what=?", "it", (int64_t)def->id, names[kind]);
}

int64_t records_need(Db *db, const RegisterDef *def, Moment now) {
    Day today = moment_day(now);
    int64_t before = sql_number(db, 0, "SELECT sum(n) FROM need_day WHERE reg=? AND day<?", "ii", (int64_t)def->id, today);
    return before + sql_number(db, 0, "SELECT count(*) FROM item WHERE reg=? AND warn_at>=? AND warn_at<=?", "iii",
                               (int64_t)def->id, moment_at(today, 0), now);
}

int64_t records_waiting(Db *db, const RegisterDef *def, Day today) {
    int64_t later = sql_number(db, 0, "SELECT sum(n) FROM later_day WHERE reg=? AND day>?", "ii", (int64_t)def->id, today);
    return records_count(db, def, COUNT_NEW) - later;
}

/* The value equal but for case; most often that is it. */
static char *spelled_alike(Db *db, const RegisterDef *def, const FieldDef *field, const char *text, Arena *arena) {
    StrBuf sql;
    strbuf_init(&sql);
    strbuf_addf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"%s\" = ? COLLATE NOCASE LIMIT 1", field->key, def->key, field->key);
    char *found = sql_text(db, arena, sql.data, "t", text);
    strbuf_done(&sql);
    return found;
}

/* The first value of the column that stands `side` (">" or ">=") `from`: one look in its index, however many rows have it. */
static char *next_value(Db *db, const RegisterDef *def, const FieldDef *field, const char *side, const char *from, Arena *arena) {
    StrBuf sql;
    strbuf_init(&sql);
    strbuf_addf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"%s\" %s ? COLLATE NOCASE ORDER BY \"%s\" COLLATE NOCASE LIMIT 1", field->key, def->key,
                field->key, side, field->key);
    char *value = sql_text(db, arena, sql.data, "t", from);
    strbuf_done(&sql);
    return value;
}

/* Accents sort anywhere, so the different values are looked at one by one. */
char *records_spelling(Db *db, const RegisterDef *def, const FieldDef *field, const char *text, Arena *arena) {
    enum { LOOKED_AT = 500 };
    char *value = spelled_alike(db, def, field, text, arena);
    if (value) return value;
    char *wanted = text_fold(arena, text_squeeze(arena, text));
    value = "";
    for (size_t i = 0; i < LOOKED_AT && (value = next_value(db, def, field, ">", value, arena)); i++)
        if (strcmp(text_fold(arena, text_squeeze(arena, value)), wanted) == 0) return value;
    return NULL;
}

size_t records_suggest(Db *db, const RegisterDef *def, const FieldDef *field, const char *text, Arena *arena, const char **out,
                       size_t limit) {
    size_t count = 0, length = strlen(text);
    if (sql_ceiling(db) < DB_SEES_ALL) return 0; /* whose words they are is not known here */
    if (db_keeps_back(db, field, (Value){.set = true, .text = ""})) return 0;
    char *value = next_value(db, def, field, ">=", text, arena);
    /* the index folds as this does: ASCII only */
    for (; count < limit && value && sqlite3_strnicmp(value, text, (int)length) == 0; value = next_value(db, def, field, ">", value, arena))
        out[count++] = value;
    return count;
}

static bool holds(const char **words, size_t count, const char *word) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0) return true;
    return false;
}

size_t records_tags(Db *db, const RegisterDef *def, const char *text, Arena *arena, const char **out, size_t limit) {
    enum { LOOKED_AT = 2000 }; /* records: what is in use is used again and again */
    char sql[200], tag[TAG_MOST + 1];
    sqlite3_stmt *statement;
    size_t count = 0;
    bool row = true;
    if (!register_field(def, "tags") || sql_ceiling(db) < DB_SEES_ALL) return 0;
    snprintf(sql, sizeof sql, "SELECT tags FROM (SELECT tags FROM \"%s\" ORDER BY no DESC LIMIT %d) WHERE tags > ''", def->key, LOOKED_AT);
    if (sql_bind(db, &statement, NULL, sql, "") != OK) return 0;
    while (count < limit && sql_step(db, statement, &row, NULL) == OK && row)
        for (const char *tags = (const char *)sqlite3_column_text(statement, 0); count < limit && text_next_word(&tags, tag, sizeof tag);)
            if (text_starts(tag, text) && !holds(out, count, tag)) out[count++] = arena_strdup(arena, tag);
    sqlite3_reset(statement);
    return count;
}
