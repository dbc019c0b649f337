#include "loket/app/personal.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/file.h"
#include "loket/base/lang.h"
#include "loket/io/yaml.h"
#include "loket/store/trail.h"

enum { FILE_MOST = 256 * 1024 };

/* -- our own files -------------------------------------------------------------------------------------------- */

/* Of one file, or (NULL) of every file. */
static char *state_path(Desk *desk, Arena *arena) {
    if (!desk) return env_path(FOLDER_STATE, "settings.yaml", arena);
    const char *uuid = db_meta(desk_db(desk), "uuid", arena);
    return uuid ? env_path(FOLDER_STATE, arena_printf(arena, "%s.yaml", uuid), arena) : NULL;
}

/* What there is; an empty map when there is nothing, or nothing we understand. */
static Doc *state_read(const char *path, Arena *arena) {
    char *data;
    size_t length;
    Doc *doc;
    bool good = path && file_read_kept(path, FILE_MOST, arena, &data, &length, NULL) == OK && yaml_read(data, length, path, arena, &doc, NULL) == OK &&
                doc->kind == DOC_MAP;
    return good ? doc : doc_map(arena);
}

/* Changes some members of the file as it is by now; an empty text takes one away. */
static Status state_change(Desk *desk, const char *const *keys, const char *const *texts, size_t count, Error *err) {
    Arena *arena = arena_new();
    StrBuf yaml;
    strbuf_init(&yaml);
    char *path = state_path(desk, arena);
    Doc *old = state_read(path, arena), *doc = doc_map(arena);
    for (const Doc *each = old->first; each; each = each->next) {
        bool changed = each->kind != DOC_SCALAR;
        for (size_t i = 0; i < count; i++) changed = changed || strcmp(each->key, keys[i]) == 0;
        if (!changed) doc_add_text(arena, doc, each->key, each->text);
    }
    for (size_t i = 0; i < count; i++)
        if (!text_empty(texts[i])) doc_add_text(arena, doc, keys[i], texts[i]);
    yaml_write(doc, 0, &yaml);
    Status status = path ? file_make_parent(path, err) : OK;
    if (status == OK && path) status = file_write(path, yaml.data, yaml.length, err);
    strbuf_done(&yaml);
    arena_free(arena);
    return status;
}

static void take_settings(Personal *personal, SettingSource source, const Doc *doc) {
    settings_clear(&personal->settings, source);
    for (size_t i = 0; i < settings_table.field_count; i++) {
        const char *key = settings_table.fields[i].key, *text = doc_get_text(doc, key);
        if (text) settings_put(&personal->settings, source, key, text, NULL, NULL);
    }
}

/* -- what others wrote ---------------------------------------------------------------------------------------- */

static void add_fault(StrBuf *faults, const Error *err) {
    strbuf_addf(faults, "%s%s%s%s%s\n", err->where, err->where[0] ? ": " : "", err->message, err->hint[0] ? "; " : "", err->hint);
}

static size_t take_line(Personal *personal, const Doc *node, StrBuf *faults) {
    Error err = {0};
    char place[64];
    snprintf(place, sizeof place, "config.yaml:%d", node->key_line);
    Status status = node->kind == DOC_SCALAR ? settings_put(&personal->settings, SETTING_CONFIG, node->key, node->text, place, &err)
                                             : fail(&err, ERR_DATA, _("'%s' is to be one value"), node->key);
    if (status == OK) return 0;
    doc_where(&err, "config.yaml", status == ERR_USAGE ? node->key_line : node->line, status == ERR_USAGE ? node->key_column : node->column, NULL);
    add_fault(faults, &err);
    return 1;
}

/* A line that is wrong costs that line, never the rest. */
static size_t read_config(Personal *personal, StrBuf *faults) {
    Arena *arena = arena_new();
    char *data, *path = env_path(FOLDER_CONFIG, "config.yaml", arena);
    size_t length, count = 0;
    Doc *doc = NULL;
    Error err = {0};
    Status status = path ? file_read_kept(path, FILE_MOST, arena, &data, &length, &err) : ERR_MISSING;
    if (status == OK) status = yaml_read(data, length, "config.yaml", arena, &doc, &err);
    if (status == OK && doc->kind != DOC_MAP) {
        status = fail(&err, ERR_DATA, "%s", _("settings are lines as in: theme: dark"));
        doc_where(&err, "config.yaml", doc->line, doc->column, NULL);
    }
    if (status != OK && status != ERR_MISSING) {
        add_fault(faults, &err);
        count = 1;
    }
    for (const Doc *node = status == OK ? doc->first : NULL; node; node = node->next) count += take_line(personal, node, faults);
    arena_free(arena);
    return count;
}

static size_t read_environment(Personal *personal, StrBuf *faults) {
    size_t count = 0;
    for (size_t i = 0; i < settings_table.field_count; i++) {
        char name[64];
        settings_variable(&settings_table.fields[i], name);
        const char *text = env_variable(name);
        Error err = {0};
        if (!text || settings_put(&personal->settings, SETTING_ENVIRONMENT, settings_table.fields[i].key, text, name, &err) == OK) continue;
        snprintf(err.where, sizeof err.where, "%s", name);
        add_fault(faults, &err);
        count++;
    }
    return count;
}

/* -- reading -------------------------------------------------------------------------------------------------- */

size_t personal_init(Personal *personal, StrBuf *faults) {
    *personal = (Personal){0};
    settings_init(&personal->settings);
    Arena *arena = arena_new();
    const Doc *doc = state_read(state_path(NULL, arena), arena);
    const char *lock = doc_get_text(doc, "lock");
    take_settings(personal, SETTING_EVERY_FILE, doc);
    if (lock) snprintf(personal->lock, sizeof personal->lock, "%s", lock);
    personal->toured = doc_get_text(doc, "tour") != NULL;
    arena_free(arena);
    return read_config(personal, faults) + read_environment(personal, faults);
}

void personal_open(Personal *personal, Desk *desk) {
    Arena *arena = arena_new();
    const Doc *doc = state_read(state_path(desk, arena), arena);
    const char *seen = doc_get_text(doc, "seen"), *head = doc_get_text(doc, "head");
    take_settings(personal, SETTING_THIS_FILE, doc);
    if (!seen || moment_parse(seen, desk_now(desk), &personal->seen, NULL) != OK) personal->seen = 0;
    snprintf(personal->head, sizeof personal->head, "%s", head ? head : "");
    arena_free(arena);
}

void personal_done(Personal *personal) {
    settings_done(&personal->settings);
}

/* -- writing -------------------------------------------------------------------------------------------------- */

Status personal_leave(Personal *personal, Desk *desk, Error *err) {
    char seen[32];
    personal->seen = desk_now(desk);
    moment_write(personal->seen, seen);
    trail_head(desk_db(desk), personal->head);
    return state_change(desk, (const char *const[]){"seen", "head"}, (const char *const[]){seen, personal->head}, 2, err);
}

Status personal_choose(Personal *personal, Desk *desk, const char *key, const char *text, Error *err) {
    const FieldDef *field = register_field(&settings_table, key);
    SettingSource home = field && desk ? settings_home(field) : SETTING_EVERY_FILE;
    if (field && settings_fixed(&personal->settings, key)) {
        fail(err, ERR_INVALID, _("%s is fixed by %s"), key, settings_place(&personal->settings, key));
        return error_hint(err, "%s", _("it wins over what is chosen here; change it there"));
    }
    Status status = settings_put(&personal->settings, home, key, text, NULL, err);
    if (status != OK) return status;
    StrBuf written; /* as one writes it, not as one may type it */
    strbuf_init(&written);
    field_write(field, &settings_table, personal->settings.layers[home]->values[register_field_index(&settings_table, key)], &written);
    const char *kept = written.data;
    status = state_change(home == SETTING_THIS_FILE ? desk : NULL, &key, &kept, 1, err);
    strbuf_done(&written);
    return status;
}

Status personal_toured(Personal *personal, Error *err) {
    const char *key = "tour", *text = "seen";
    if (personal->toured) return OK;
    personal->toured = true;
    return state_change(NULL, &key, &text, 1, err);
}

/* -- the lock ------------------------------------------------------------------------------------------------- */

Status personal_set_passphrase(Personal *personal, const char *passphrase, Error *err) {
    char hash[PASSPHRASE_HASH] = "";
    const char *key = "lock", *text = hash;
    Status status = text_empty(passphrase) ? OK : passphrase_hash(passphrase, hash, err);
    if (status == OK) status = state_change(NULL, &key, &text, 1, err);
    if (status == OK) snprintf(personal->lock, sizeof personal->lock, "%s", hash);
    return status;
}

bool personal_asks_passphrase(const Personal *personal) {
    return personal->lock[0] && strcmp(settings_text(&personal->settings, "unlock"), "passphrase") == 0;
}
