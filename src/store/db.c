#include "loket/store/db.h"

#include <errno.h>
#include <linux/magic.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "loket/base/lang.h"
#include "newfile.h"
#include "sought.h"

enum {
    APPLICATION_ID = 0x4c4f4b54 /* "LOKT" */,
    BUSY_MS = 2000,
    STOP_STEPS = 4000,  /* of SQLite, after which it is asked whether to stop: a millisecond or less */
    HURRY_STEPS = 400   /* the same while somebody types: a step may be to look something up in the text index */
};

struct Db {
    sqlite3 *handle;
    char *path;
    NewFile made; /* while it is not at its place yet */
    bool read_only, asked_so, no_wait; /* asked_so: not because it cannot be written */
    bool bulk; /* a transaction stands around those to come */
    int ceiling;
    bool discreet;
    bool (*give_up)(void *ctx);
    void *give_up_ctx;
    bool gave_up;
    const Env *env;
    Statements *statements;
};

sqlite3 *sql_handle(Db *db) {
    return db->handle;
}

Statements *sql_statements(Db *db) {
    return db->statements;
}

const Env *sql_env(const Db *db) {
    return db->env;
}

void db_set_ceiling(Db *db, int level) {
    db->ceiling = level;
}

int db_ceiling(const Db *db) {
    return db->ceiling;
}

void db_set_discreet(Db *db, bool on) {
    db->discreet = on;
}

bool db_discreet(const Db *db) {
    return db->discreet && sqlite3_get_autocommit(db->handle);
}

int sql_ceiling(const Db *db) {
    return sqlite3_get_autocommit(db->handle) ? db->ceiling : DB_SEES_ALL;
}

const char *db_path(const Db *db) {
    return db->path;
}

bool db_read_only(const Db *db) {
    return db->read_only;
}

Status db_may_write(const Db *db, Error *err) {
    if (!db->read_only) return OK;
    fail(err, ERR_FILE, _("'%s' is open for reading only"), db->path);
    return error_hint(err, "%s", db->asked_so ? _("leave out --auditor") : _("look at the permissions of the file and its folder"));
}

/* Where it stands now. */
static const char *where(const Db *db) {
    return db->made.beside ? db->made.beside : db->path;
}

/* SQLite has one code for a sentence that is wrong and for tables that are not what they were. Our sentences are tested. */
static bool tables_differ(const char *why) {
    static const char *const signs[] = {"no such table", "no such column", "no such index", "has no column", "unsupported file format"};
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (strstr(why, signs[i])) return true;
    return false;
}

/* Without any room even reading fails, with an error of its own: there is no place for the index of the -wal. */
static bool disk_full(const char *path) {
    struct statvfs info;
    return statvfs(path, &info) == 0 && info.f_bavail == 0;
}

Status sql_fail(Db *db, Error *err, const char *doing) {
    Error unheard;
    if (!err) err = &unheard; /* the status is wanted all the same */
    int code = db->handle ? sqlite3_extended_errcode(db->handle) : SQLITE_NOMEM;
    const char *why = db->handle ? sqlite3_errmsg(db->handle) : "out of memory";
    int kind = code & 0xff;
    if (kind == SQLITE_IOERR && disk_full(where(db))) kind = SQLITE_FULL;
    switch (kind) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        fail(err, ERR_BUSY, _("%s: another program is writing to '%s'"), doing, db->path);
        return error_hint(err, "%s", _("try again in a moment"));
    case SQLITE_FULL:
        fail(err, ERR_FILE, _("%s: the disk that holds '%s' is full"), doing, db->path);
        return error_hint(err, "%s", _("make room and try again; nothing was changed"));
    case SQLITE_IOERR:
        fail(err, ERR_FILE, _("%s: cannot read or write '%s' (%s)"), doing, db->path, why);
        return error_hint(err, "%s", _("is the disk full or gone? nothing was changed"));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        fail(err, ERR_FILE, _("%s: '%s' cannot be written (%s)"), doing, db->path, why);
        return error_hint(err, "%s", _("look at the permissions of the file and its folder"));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        fail(err, ERR_DATA, _("%s: '%s' is damaged or no Loket file (%s)"), doing, db->path, why);
        return error_hint(err, "%s", _("put back a backup, or look with: loket doctor"));
    case SQLITE_INTERRUPT:
        return fail(err, ERR_USAGE, _("%s: stopped, nothing was changed"), doing);
    default:
        if (!tables_differ(why)) return fail(err, ERR_BUG, "%s: %s", doing, why);
        fail(err, ERR_DATA, _("%s: the tables of '%s' are not those of Loket (%s)"), doing, db->path, why);
        return error_hint(err, "%s", _("put back a backup, or look with: loket doctor"));
    }
}

/* WAL needs shared memory between the processes, which network file systems do not give. */
static bool on_network(const char *path) {
    static const unsigned long network[] = {NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, 0xff534d42 /* CIFS */, 0xfe534d42 /* SMB2 */,
                                            V9FS_MAGIC, AFS_FS_MAGIC};
    struct statfs info;
    if (statfs(path, &info) != 0) return false;
    for (size_t i = 0; i < COUNT_OF(network); i++)
        if ((unsigned long)info.f_type == network[i]) return true;
    return false;
}

/* Also who only reads needs room beside the file for the index of its -wal. */
static bool folder_writable(const char *path) {
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    if (!folder) abort();
    bool writable = access(folder, W_OK) == 0;
    free(folder);
    return writable;
}

static int stop_asked(void *ctx) {
    Db *db = ctx;
    if (db->give_up && !db->gave_up && db->give_up(db->give_up_ctx)) db->gave_up = true;
    return (db->give_up && db->gave_up) || env_stopped(db->env);
}

void db_give_up_when(Db *db, bool (*stop)(void *ctx), void *ctx) {
    db->give_up = stop;
    db->give_up_ctx = ctx;
    if (stop) db->gave_up = false;
    sqlite3_progress_handler(db->handle, stop ? HURRY_STEPS : STOP_STEPS, stop_asked, db);
}

bool db_gave_up(const Db *db) {
    return db->gave_up;
}

/* For migration steps, which must be able to compute what a column holds; not for the schema. */
static void fold(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    Arena *arena = arena_new();
    const char *text = (const char *)sqlite3_value_text(values[0]);
    sqlite3_result_text(context, text_fold(arena, text ? text : ""), -1, SQLITE_TRANSIENT);
    arena_free(arena);
}

static bool pragmas(Db *db) {
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_busy_timeout(db->handle, db->no_wait ? 0 : BUSY_MS);
    sqlite3_progress_handler(db->handle, STOP_STEPS, stop_asked, db);
    sqlite3_create_function_v2(db->handle, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, fold, NULL, NULL, NULL);
    sought_define(db->handle);
    const char *sql = "PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON;"
                      "PRAGMA temp_store=MEMORY; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;";
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* What the header of the file says, before anything is changed in it. */
static Status identify(Db *db, bool created, Error *err) {
    sqlite3_stmt *statement;
    bool row;
    Status status = sql_bind(db, &statement, err, "PRAGMA application_id", "");
    if (status == OK) status = sql_step(db, statement, &row, err);
    if (status != OK) return status;
    int64_t application = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    if (!created && sql_number(db, 1, "PRAGMA page_count", "") == 0) {
        fail(err, ERR_DATA, _("'%s' is empty, so it is no Loket file"), db->path);
        return error_hint(err, "%s", _("remove it and make it again with: loket init"));
    }
    if (!created && application != APPLICATION_ID) {
        fail(err, ERR_DATA, _("'%s' is no Loket file"), db->path);
        return error_hint(err, "%s", _("name another file with --db, or make a new one with: loket init"));
    }
    int64_t version = sql_number(db, 0, "PRAGMA user_version", "");
    if (version > migrate_latest()) {
        fail(err, ERR_DATA, _("'%s' was made by a newer Loket (format %d, this program knows %d)"), db->path, (int)version,
             migrate_latest());
        return error_hint(err, "%s", _("install the newer Loket; nothing was changed"));
    }
    return OK;
}

/* What makes an empty file ours. */
static Status begin_file(Db *db, Error *err) {
    unsigned char bytes[16];
    char uuid[2 * sizeof bytes + 1], mark[48];
    snprintf(mark, sizeof mark, "PRAGMA application_id=%d", APPLICATION_ID);
    if (sqlite3_exec(db->handle, mark, NULL, NULL, NULL) != SQLITE_OK) return sql_fail(db, err, _("cannot save"));
    db->env->random(db->env->ctx, bytes, sizeof bytes);
    sodium_bin2hex(uuid, sizeof uuid, bytes, sizeof bytes);
    Status status = migrate(db, err);
    return status == OK ? db_meta_set(db, "uuid", uuid, err) : status;
}

static Status prepare_file(Db *db, bool created, Error *err) {
    if (!pragmas(db)) return sql_fail(db, err, _("cannot open the file"));
    Status status = identify(db, created, err);
    if (status == OK && created) status = begin_file(db, err);
    if (status != OK) return status;
    if (db->read_only && sql_number(db, 0, "PRAGMA user_version", "") < migrate_latest()) {
        fail(err, ERR_FILE, _("'%s' has an older format and cannot be written, so it cannot be brought up to date"), db->path);
        return error_hint(err, "%s", _("make it writable, or copy it to where you may write"));
    }
    if (db->read_only) return OK;
    if (strcmp(db->path, ":memory:") != 0 && !on_network(where(db)) &&
        sqlite3_exec(db->handle, "PRAGMA journal_mode=WAL", NULL, NULL, NULL) != SQLITE_OK)
        return sql_fail(db, err, _("cannot open the file"));
    return migrate(db, err); /* nothing to do for a new one */
}

static Status check_path(const char *path, Error *err) {
    struct stat info;
    if (stat(path, &info) == 0 && !S_ISREG(info.st_mode)) {
        fail(err, ERR_FILE, S_ISDIR(info.st_mode) ? _("'%s' is a folder") : _("'%s' is no ordinary file"), path);
        return error_hint(err, "%s", _("name the file of an organisation with --db"));
    }
    if (access(path, R_OK) == 0) return OK;
    int why = errno;
    Status status = newfile_led(path, err);
    if (status != OK) return status;
    fail(err, why == ENOENT ? ERR_MISSING : ERR_FILE, _("cannot open '%s': %s"), path, strerror(why));
    return error_hint(err, "%s", why == ENOENT ? _("make it with: loket init") : _("look at the permissions of the file"));
}

static Status connect(Db *db, bool created, Error *err) {
    bool memory = strcmp(db->path, ":memory:") == 0;
    db->statements = statements_new();
    int flags = db->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | (memory ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(where(db), &db->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
        return sql_fail(db, err, _("cannot open the file"));
    Status status = prepare_file(db, created, err);
    if (status == ERR_FILE && !created && !folder_writable(db->path)) {
        fail(err, ERR_FILE, _("'%s' lies in a folder in which you may not write, and cannot be read there"), db->path);
        error_hint(err, "%s", _("copy it, and its -wal if there is one, to a folder of your own and open that; or ask who keeps it for a backup"));
    }
    return status;
}

static void disconnect(Db *db) {
    statements_free(db->statements);
    db->statements = NULL;
    sqlite3_close(db->handle);
    db->handle = NULL;
}

Status db_settle(Db *db, Error *err) {
    if (!db->made.beside) return OK;
    disconnect(db); /* the last one out takes the -wal along */
    Status status = newfile_keep(&db->made, err);
    return status == OK ? connect(db, false, err) : status;
}

Status db_open(const char *path, unsigned flags, const Env *env, Db **out, Error *err) {
    if (sodium_init() < 0) return fail(err, ERR_BUG, "libsodium does not start");
    if (!*path) {
        fail(err, ERR_USAGE, "%s", _("the file to open has an empty name"));
        return error_hint(err, "%s", _("name one with --db, or leave it out for the one in your data folder"));
    }
    bool memory = strcmp(path, ":memory:") == 0, created = memory || (flags & DB_CREATE);
    Db *db = calloc(1, sizeof *db);
    if (db) db->ceiling = DB_SEES_ALL;
    if (!db || !(db->path = strdup(path))) abort();
    db->env = env;
    db->made.lock = -1;
    db->no_wait = flags & DB_NO_WAIT;
    Status status = OK;
    if (!created)
        status = check_path(path, err);
    else if (!memory)
        status = newfile_begin(&db->made, path, err);
    db->asked_so = flags & DB_READ_ONLY;
    db->read_only = db->asked_so || (!created && access(path, W_OK) != 0);
    if (status == OK) status = connect(db, created, err);
    if (status == OK && !(flags & DB_UNSETTLED)) status = db_settle(db, err);
    if (status != OK) {
        db_close(db);
        return status;
    }
    *out = db;
    return OK;
}

void db_close(Db *db) {
    if (!db) return;
    disconnect(db);
    newfile_drop(&db->made); /* what was only half made is no file */
    free(db->path);
    free(db);
}

Status db_begin(Db *db, Error *err) {
    Status status = db_may_write(db, err);
    if (status != OK) return status;
    if (db->bulk && sqlite3_get_autocommit(db->handle)) /* a full disk took the outer one: a step alone must not remain */
        return fail(err, ERR_FILE, "%s", _("cannot save: the disk refused earlier; nothing was changed"));
    return sql_run(db, err, db->bulk ? "SAVEPOINT one" : "BEGIN IMMEDIATE", "");
}

Status db_read_begin(Db *db, Error *err) {
    return sql_run(db, err, db->bulk ? "SAVEPOINT one" : "BEGIN", "");
}

Status db_commit(Db *db, Error *err) {
    if (db->bulk && sqlite3_get_autocommit(db->handle)) /* a full disk took the outer one: a step alone must not remain */
        return fail(err, ERR_FILE, "%s", _("cannot save: the disk refused earlier; nothing was changed"));
    return sql_run(db, err, db->bulk ? "RELEASE one" : "COMMIT", "");
}

void db_rollback(Db *db) {
    if (sqlite3_get_autocommit(db->handle)) return;
    sql_run(db, NULL, db->bulk ? "ROLLBACK TO one" : "ROLLBACK", "");
    if (db->bulk) sql_run(db, NULL, "RELEASE one", "");
}

Status db_bulk_begin(Db *db, Error *err) {
    Status status = db_begin(db, err);
    db->bulk = status == OK;
    return status;
}

Status db_bulk_end(Db *db, bool keep, Error *err) {
    bool gone = sqlite3_get_autocommit(db->handle);
    db->bulk = false;
    if (keep && gone) return fail(err, ERR_FILE, "%s", _("cannot save: the disk refused earlier; nothing was changed"));
    Status status = keep ? db_commit(db, err) : OK;
    if (!keep || status != OK) db_rollback(db);
    return status;
}

int64_t db_data_version(Db *db) {
    return sql_number(db, 0, "PRAGMA data_version", "");
}

char *db_meta(Db *db, const char *key, Arena *arena) {
    return sql_text(db, arena, "SELECT value FROM meta WHERE key=?", "t", key);
}

Status db_meta_set(Db *db, const char *key, const char *value, Error *err) {
    return sql_run(db, err, "INSERT INTO meta(key,value) VALUES(?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value", "tt", key,
                   value);
}

int64_t db_user(Db *db, const char *login, bool make, Error *err) {
    if (make && sql_run(db, err, "INSERT INTO user(login) VALUES(?) ON CONFLICT(login) DO NOTHING", "t", login) != OK) return 0;
    return sql_number(db, 0, "SELECT id FROM user WHERE login=?", "t", login);
}

char *db_user_login(Db *db, int64_t user, Arena *arena) {
    return sql_text(db, arena, "SELECT login FROM user WHERE id=?", "i", user);
}

char *db_user_contact(Db *db, int64_t user, Arena *arena) {
    return sql_text(db, arena, "SELECT contact FROM user WHERE id=?", "i", user);
}

Status db_user_tie(Db *db, int64_t user, const char *contact, Error *err) {
    return sql_run(db, err, "UPDATE user SET contact=? WHERE id=?", "ti", contact, user);
}

static Status check_with(Db *db, const char *sql, StrBuf *findings, Error *err) {
    sqlite3_stmt *statement;
    bool row = true;
    Status status = sql_bind(db, &statement, err, sql, "");
    while (status == OK && (status = sql_step(db, statement, &row, err)) == OK && row) {
        const char *text = (const char *)sqlite3_column_text(statement, 0);
        if (text && strcmp(text, "ok") != 0) strbuf_addf(findings, "%s\n", text);
    }
    return status;
}

Status db_check(Db *db, bool deep, StrBuf *findings, Error *err) {
    Status status = check_with(db, deep ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)", findings, err);
    if (status != OK || !deep || db->read_only) return status;
    Error text_index = {0};
    if (sql_run(db, &text_index, "INSERT INTO item_fts(item_fts, rank) VALUES('integrity-check', 1)", "") != OK)
        strbuf_addf(findings, "%s\n", _("the text index does not agree with the records: loket doctor --rebuild makes it anew"));
    return OK;
}

Status db_rebuild_index(Db *db, Error *err) {
    return sql_run(db, err, "INSERT INTO item_fts(item_fts) VALUES('rebuild')", "");
}

Status db_backup(Db *db, const char *path, Error *err) {
    NewFile copy;
    Status status = newfile_begin(&copy, path, err);
    if (status != OK) return status;
    status = sql_run(db, err, "VACUUM INTO ?", "t", copy.beside);
    if (status == OK) return newfile_keep(&copy, err);
    newfile_drop(&copy);
    return status;
}
