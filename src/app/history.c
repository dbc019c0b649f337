#include "loket/app/history.h"

#include <string.h>

#include "loket/base/lang.h"
#include "loket/io/json.h"

static const struct {
    const char *op, *what;
} ops[] = {{"create", N_("made")},       {"change", N_("changed")}, {"strike", N_("struck")},
           {"restore", N_("restored")}, {"export", N_("exported")}, {"handover", N_("handed over")},
           {"import", N_("imported")},  {"policy", N_("changed the policy")}};

static const char *what_of(const TrailEntry *entry) {
    if (entry->undoes) return _("taken back");
    for (size_t i = 0; i < COUNT_OF(ops); i++)
        if (strcmp(ops[i].op, entry->op) == 0) return lang_text(ops[i].what);
    return entry->op;
}

static const char *who_of(Desk *desk, int64_t actor, Arena *arena) {
    const char *code = db_user_contact(desk_db(desk), actor, arena);
    if (code) return desk_title_of(desk, code, arena);
    const char *login = db_user_login(desk_db(desk), actor, arena);
    return db_discreet(desk_db(desk)) ? RECORD_MASK : login ? login : "?";
}

/* A stored canonical text as people read it. */
static const char *for_people(Desk *desk, const RegisterDef *def, const FieldDef *field, const char *text, Arena *arena) {
    if (!*text || !field) return text;
    Record *holder = record_new(def, arena);
    if (record_parse(holder, field->key, text, desk_now(desk), arena, NULL) != OK) return text;
    StrBuf shown;
    strbuf_init(&shown);
    desk_format(desk, holder, field, &shown);
    const char *copy = arena_strdup(arena, shown.data);
    strbuf_done(&shown);
    return copy;
}

/* The name of a shielded reporter is in no history, also not in what was written before the shield was put up. */
static bool is_hidden(Desk *desk, const HistoryEntry *entry, const FieldDef *field, Arena *arena) {
    Record *row;
    return field && (field->flags & FF_SHIELDED) && entry->child && entry->def &&
           records_load_child(desk_db(desk), entry->def, entry->no, entry->child, entry->row, arena, &row, NULL) == OK && record_hides(row, field);
}

static const char *value_of(Desk *desk, const RegisterDef *def, const FieldDef *field, const char *text, bool hidden, Arena *arena) {
    if (field && *text && db_keeps_back(desk_db(desk), field, (Value){.set = true, .text = text})) return RECORD_MASK;
    return hidden && *text ? _("shielded (not sealed)") : for_people(desk, def, field, text, arena);
}

static void read_changes(Desk *desk, const TrailEntry *entry, Arena *arena, HistoryEntry *made) {
    Doc *body;
    const RegisterDef *def = made->child ? made->child : made->def;
    if (!entry->body || !def || json_read(entry->body, strlen(entry->body), "trail", arena, &body, NULL) != OK) return;
    made->changes = ARENA_ARRAY(arena, FieldChange, body->count + 1);
    for (const Doc *pair = body->first; pair; pair = pair->next) {
        const Doc *old = pair->first, *new_value = old ? old->next : NULL;
        if (!new_value) continue;
        const FieldDef *field = register_field(def, pair->key);
        bool hidden = is_hidden(desk, made, field, arena);
        const char *key = strcmp(pair->key, "because") == 0 ? _("because") : pair->key; /* why it was struck */
        made->changes[made->count++] = (FieldChange){field, key, value_of(desk, def, field, old->text, hidden, arena),
                                                     value_of(desk, def, field, new_value->text, hidden, arena)};
    }
}

Status history_read(Desk *desk, const RegisterDef *def, int64_t no, int64_t before, size_t limit, Arena *arena, HistoryEntry **entries,
                    size_t *count, Error *err) {
    TrailEntry *trail;
    size_t found;
    Status status = def ? trail_of_record(desk_db(desk), def->id, no, before, limit, arena, &trail, &found, err)
                        : trail_recent(desk_db(desk), before, limit, arena, &trail, &found, err);
    *count = 0;
    if (status != OK) return status;
    *entries = ARENA_ARRAY(arena, HistoryEntry, found + 1);
    for (size_t i = 0; i < found; i++) {
        const TrailEntry *entry = &trail[i];
        HistoryEntry *made = &(*entries)[(*count)++];
        *made = (HistoryEntry){.seq = entry->seq,
                               .at = entry->at,
                               .who = who_of(desk, entry->actor, arena),
                               .op = entry->op,
                               .what = what_of(entry),
                               .def = register_by_id(entry->reg),
                               .no = entry->no,
                               .child = entry->child ? register_by_id(entry->child) : NULL,
                               .row = entry->row};
        read_changes(desk, entry, arena, made);
    }
    return OK;
}
