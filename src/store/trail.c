#include "loket/store/trail.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "sql.h"

enum { SALT_BYTES = 16, HEX_SIZE = 65 };

static void sha256_hex(const char *data, size_t length, char hex[HEX_SIZE]) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, (const unsigned char *)data, length);
    sodium_bin2hex(hex, HEX_SIZE, digest, sizeof digest);
}

static void netstring(StrBuf *out, const char *text) {
    strbuf_addf(out, "%zu:%s,", strlen(text), text);
}

static void net_number(StrBuf *out, int64_t number) {
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)number);
    netstring(out, text);
}

static void entry_hash(const TrailEntry *entry, const char *digest, const char *prev, char hash[HEX_SIZE]) {
    StrBuf text;
    strbuf_init(&text);
    net_number(&text, entry->seq);
    net_number(&text, entry->at);
    net_number(&text, entry->actor);
    netstring(&text, entry->session);
    net_number(&text, entry->batch);
    net_number(&text, entry->reg);
    net_number(&text, entry->no);
    net_number(&text, entry->child);
    net_number(&text, entry->row);
    netstring(&text, entry->op);
    net_number(&text, entry->undoes);
    netstring(&text, entry->fields);
    netstring(&text, digest);
    netstring(&text, prev);
    sha256_hex(text.data, text.length, hash);
    strbuf_done(&text);
}

static void body_digest(const char *salt, const char *body, char digest[HEX_SIZE]) {
    StrBuf text;
    strbuf_init(&text);
    strbuf_add(&text, salt);
    strbuf_add(&text, body);
    sha256_hex(text.data, text.length, digest);
    strbuf_done(&text);
}

void trail_head(Db *db, char head[65]) {
    Arena *arena = arena_new();
    const char *last = sql_text(db, arena, "SELECT hash FROM trail ORDER BY seq DESC LIMIT 1", "");
    snprintf(head, HEX_SIZE, "%s", last ? last : "");
    arena_free(arena);
}

int64_t trail_last(Db *db) {
    return sql_number(db, 0, "SELECT max(seq) FROM trail", "");
}

Status trail_append(Db *db, TrailEntry *entry, Error *err) {
    unsigned char bytes[SALT_BYTES];
    char salt[2 * SALT_BYTES + 1], digest[HEX_SIZE], prev[HEX_SIZE], hash[HEX_SIZE];
    const Env *env = sql_env(db);
    env->random(env->ctx, bytes, sizeof bytes);
    sodium_bin2hex(salt, sizeof salt, bytes, sizeof bytes);
    trail_head(db, prev);
    entry->seq = trail_last(db) + 1;
    if (!entry->batch) entry->batch = entry->seq;
    const char *body = entry->body ? entry->body : "";
    body_digest(salt, body, digest);
    entry_hash(entry, digest, prev, hash);
    Status status = sql_run(db, err,
                            "INSERT INTO trail(seq,at,actor,session,batch,reg,no,child,n,op,undoes,fields,digest,prev,hash) "
                            "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                            "iiitiiiiititttt", entry->seq, entry->at, entry->actor, entry->session, entry->batch, (int64_t)entry->reg,
                            entry->no, (int64_t)entry->child, entry->row, entry->op, entry->undoes, entry->fields, digest, prev, hash);
    if (status != OK) return status;
    return sql_run(db, err, "INSERT INTO trail_body(seq,form,salt,body) VALUES(?,'plain',?,?)", "itt", entry->seq, salt, body);
}

Status trail_append_alone(Db *db, TrailEntry *entry, Error *err) {
    Status status = db_begin(db, err);
    if (status == OK) status = trail_append(db, entry, err);
    if (status == OK) status = db_commit(db, err);
    if (status != OK) db_rollback(db);
    return status;
}

#define ENTRY_COLUMNS "t.seq,t.at,t.actor,t.session,t.batch,t.reg,t.no,t.child,t.n,t.op,t.undoes,t.fields,b.body"

static void entry_read(sqlite3_stmt *statement, Arena *arena, TrailEntry *entry) {
    *entry = (TrailEntry){.seq = sqlite3_column_int64(statement, 0),
                          .at = sqlite3_column_int64(statement, 1),
                          .actor = sqlite3_column_int64(statement, 2),
                          .session = sql_column(statement, 3, arena),
                          .batch = sqlite3_column_int64(statement, 4),
                          .reg = sqlite3_column_int(statement, 5),
                          .no = sqlite3_column_int64(statement, 6),
                          .child = sqlite3_column_int(statement, 7),
                          .row = sqlite3_column_int64(statement, 8),
                          .op = sql_column(statement, 9, arena),
                          .undoes = sqlite3_column_int64(statement, 10),
                          .fields = sql_column(statement, 11, arena),
                          .body = sql_column(statement, 12, arena)};
}

static Status gather(Db *db, Status status, sqlite3_stmt *statement, size_t limit, Arena *arena, TrailEntry **entries, size_t *count,
                     Error *err) {
    size_t room = limit ? limit : 64;
    *entries = ARENA_ARRAY(arena, TrailEntry, room);
    *count = 0;
    bool row;
    while (status == OK && (status = sql_step(db, statement, &row, err)) == OK && row) {
        if (*count == room) {
            TrailEntry *grown = ARENA_ARRAY(arena, TrailEntry, room *= 2);
            memcpy(grown, *entries, *count * sizeof *grown);
            *entries = grown;
        }
        entry_read(statement, arena, &(*entries)[(*count)++]);
    }
    return status;
}

/* What was said about what is masked now stays unsaid. */
static Status mask(Db *db, Status status, TrailEntry *entries, size_t count) {
    for (size_t i = 0; status == OK && i < count; i++) {
        const RegisterDef *def = register_by_id(entries[i].reg);
        if (!def || !db_masks(db, def, entries[i].no)) continue;
        entries[i].body = NULL;
        entries[i].fields = "";
    }
    return status;
}

Status trail_of_record(Db *db, int reg, int64_t no, int64_t before, size_t limit, Arena *arena, TrailEntry **entries, size_t *count,
                       Error *err) {
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err,
                             "SELECT " ENTRY_COLUMNS " FROM trail t LEFT JOIN trail_body b ON b.seq=t.seq "
                             "WHERE t.reg=? AND t.no=? AND t.seq<? ORDER BY t.seq DESC LIMIT ?",
                             "iiii", (int64_t)reg, no, before ? before : INT64_MAX, (int64_t)limit);
    status = gather(db, status, statement, limit, arena, entries, count, err);
    return mask(db, status, *entries, *count);
}

bool trail_others_since(Db *db, const TrailEntry *entry) {
    return sql_number(db, 0, "SELECT 1 FROM trail WHERE reg=?1 AND no=?2 AND seq>?3 AND session<>?4 AND (?5=0 OR (child=?5 AND n=?6)) LIMIT 1", "iiitii", (int64_t)entry->reg, entry->no,
                      entry->seq, entry->session, (int64_t)entry->child, entry->row) != 0;
}

Status trail_of_batch(Db *db, int64_t batch, Arena *arena, TrailEntry **entries, size_t *count, Error *err) {
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err,
                             "SELECT " ENTRY_COLUMNS " FROM trail t LEFT JOIN trail_body b ON b.seq=t.seq WHERE t.batch=? ORDER BY t.seq",
                             "i", batch);
    return gather(db, status, statement, 0, arena, entries, count, err);
}

Status trail_recent(Db *db, int64_t before, size_t limit, Arena *arena, TrailEntry **entries, size_t *count, Error *err) {
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err,
                             "SELECT " ENTRY_COLUMNS " FROM trail t LEFT JOIN trail_body b ON b.seq=t.seq WHERE t.seq<? "
                             "ORDER BY t.seq DESC LIMIT ?",
                             "ii", before ? before : INT64_MAX, (int64_t)limit);
    status = gather(db, status, statement, limit, arena, entries, count, err);
    return mask(db, status, *entries, *count);
}

/* One link of the chain; `prev` is moved on. */
static Status verify_one(sqlite3_stmt *statement, Arena *arena, TrailEntry *entry, char prev[HEX_SIZE], Error *err) {
    entry_read(statement, arena, entry);
    const char *digest = sql_column(statement, 13, arena), *stored_prev = sql_column(statement, 14, arena);
    const char *hash = sql_column(statement, 15, arena), *form = sql_column(statement, 16, arena), *salt = sql_column(statement, 17, arena);
    char expected[HEX_SIZE], seen[HEX_SIZE];
    entry_hash(entry, digest, prev, expected);
    bool broken = strcmp(stored_prev, prev) != 0 || strcmp(hash, expected) != 0 || !form;
    if (!broken && strcmp(form, "plain") == 0) {
        body_digest(salt, entry->body ? entry->body : "", seen);
        broken = strcmp(seen, digest) != 0;
    }
    memcpy(prev, expected, HEX_SIZE);
    if (!broken) return OK;
    fail(err, ERR_DATA, _("the trail is broken at entry %lld"), (long long)entry->seq);
    return error_hint(err, "%s", _("keep this file as it is and compare it with a backup: a broken chain is itself an incident"));
}

Status trail_verify(Db *db, Status (*each)(void *ctx, const TrailEntry *entry, Error *err), void *ctx, int64_t *checked, Error *err) {
    sqlite3_stmt *statement;
    Status status = sql_bind(db, &statement, err,
                             "SELECT " ENTRY_COLUMNS ",t.digest,t.prev,t.hash,b.form,b.salt FROM trail t LEFT JOIN trail_body b ON b.seq=t.seq "
                             "ORDER BY t.seq",
                             "");
    Arena *arena = arena_new();
    char prev[HEX_SIZE] = "";
    bool row = true;
    int64_t expected = 1;
    *checked = 0;
    while (status == OK && (status = sql_step(db, statement, &row, err)) == OK && row) {
        TrailEntry entry;
        arena_clear(arena);
        status = verify_one(statement, arena, &entry, prev, err);
        if (status == OK && entry.seq != expected++) status = fail(err, ERR_DATA, _("the trail lacks entry %lld"), (long long)expected - 1);
        if (status == OK && each) status = each(ctx, &entry, err);
        if (status == OK) ++*checked;
    }
    sqlite3_reset(statement);
    arena_free(arena);
    return status;
}
