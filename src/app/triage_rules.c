/* Rules of triage: reading them, and the proposal that follows from them and from similar records. */
#include <stdio.h>
#include <string.h>

#include "desk_private.h"
#include "loket/base/embed.h"
#include "loket/base/lang.h"
#include "loket/base/nearest.h"
#include "loket/io/json.h"
#include "loket/io/yaml.h"
#include "loket/store/policy.h"
#include "triage_private.h"

enum { PRECEDENTS = 5 };

extern const EmbeddedFile embedded_triage[];

/* -- reading -------------------------------------------------------------------------------------------------- */

typedef struct Reading {
    Desk *desk;
    const char *name;
    Arena *arena;
    TriageRules *rules;
    int number; /* of the last rule; 0 in `otherwise` */
    bool numbered;
    Error *err;
} Reading;

/* A text that is wrong at its own place, a list or an unknown member at its key. */
static Status wrong(const Reading *reading, const Doc *node) {
    bool value = node->kind == DOC_SCALAR || !node->key;
    return doc_where(reading->err, reading->name, value ? node->line : node->key_line, value ? node->column : node->key_column, node->key);
}

static Status take_register(const Reading *reading, const Doc *node, TriageRule *rule) {
    const RegisterDef *def = register_by_key(node->text);
    rule->how = def ? triage_def(def) : NULL;
    if (rule->how) return OK;
    Nearest nearest = nearest_start(node->text);
    for (const TriageDef *how = triage_defs; how->reg; how++) nearest_offer(&nearest, how->reg);
    fail(reading->err, ERR_INVALID, _("'%s' has no triage"), node->text);
    if (nearest_word(&nearest)) error_hint(reading->err, _("did you mean %s?"), nearest_word(&nearest));
    return wrong(reading, node);
}

/* A value is kept as it will be typed, if the field can read it; a name of a person may come later. */
static Status take_value(const Reading *reading, const Doc *node, const TriageRule *rule, const char *key, const char **value) {
    Arena *arena = arena_new();
    Record *record = record_new(register_by_key(rule->how->reg), arena);
    bool me = strcmp(node->text, "me") == 0 && !desk_me(reading->desk);
    Status status = me ? OK : desk_parse(reading->desk, record, key, node->text, arena, reading->err);
    arena_free(arena);
    if (status != OK) return wrong(reading, node);
    *value = arena_strdup(reading->arena, node->text);
    return OK;
}

static Status take_filter(const Reading *reading, const Doc *node, TriageRule *rule) {
    Query query;
    Arena *arena = arena_new();
    QueryContext context = desk_query_context(reading->desk);
    if (!context.me) context.me = "CON-0000"; /* whoever is not tied to a contact yet fits nothing */
    Status status = query_parse(register_by_key(rule->how->reg), node->text, &context, arena, &query, reading->err);
    arena_free(arena);
    if (status != OK) return wrong(reading, node);
    rule->when = arena_strdup(reading->arena, node->text);
    return OK;
}

static Status take_member(const Reading *reading, const Doc *node, TriageRule *rule) {
    const char *const known[] = {"name", "for", "when", "kind", "handler", "state", "severity"};
    if (node->kind != DOC_SCALAR) {
        fail(reading->err, ERR_DATA, _("'%s' is to be a text"), node->key);
        return wrong(reading, node);
    }
    if (strcmp(node->key, "name") == 0) rule->name = arena_strdup(reading->arena, node->text);
    if (strcmp(node->key, "name") == 0 || strcmp(node->key, "for") == 0) return OK;
    if (strcmp(node->key, "when") == 0) return take_filter(reading, node, rule);
    if (strcmp(node->key, "kind") == 0) return take_value(reading, node, rule, "kind", &rule->kind);
    if (strcmp(node->key, "handler") == 0) return take_value(reading, node, rule, "handler", &rule->handler);
    if (strcmp(node->key, "state") == 0) return take_value(reading, node, rule, "state", &rule->state);
    if (strcmp(node->key, "severity") == 0 || strcmp(node->key, rule->how->rank) == 0)
        return take_value(reading, node, rule, rule->how->rank, &rule->rank);
    Nearest nearest = nearest_start(node->key);
    for (size_t i = 0; i < COUNT_OF(known); i++) nearest_offer(&nearest, known[i]);
    fail(reading->err, ERR_DATA, _("a rule has no '%s'"), node->key);
    if (nearest_word(&nearest)) error_hint(reading->err, _("did you mean %s?"), nearest_word(&nearest));
    return wrong(reading, node);
}

static Status take_rule(Reading *reading, const Doc *node) {
    TriageRule *rule = &reading->rules->items[reading->rules->count];
    const Doc *about = node->kind == DOC_MAP ? doc_get(node, "for") : NULL;
    *rule = (TriageRule){.number = reading->numbered ? ++reading->number : 0};
    if (!about || about->kind != DOC_SCALAR) {
        fail(reading->err, ERR_DATA, "%s", _("a rule says for which register it is: for: incident"));
        return wrong(reading, node);
    }
    Status status = take_register(reading, about, rule);
    for (const Doc *member = node->first; member && status == OK; member = member->next) status = take_member(reading, member, rule);
    if (status != OK) return status;
    if (text_empty(rule->name)) rule->name = arena_printf(reading->arena, "%d", rule->number);
    reading->rules->count++;
    return OK;
}

Status triage_rules_read(Desk *desk, const char *yaml, const char *name, Arena *arena, TriageRules *rules, Error *err) {
    static const char *const lists[] = {"rules", "otherwise"};
    Error ignored = {0};
    Reading reading = {.desk = desk, .name = name, .arena = arena, .rules = rules, .err = err ? err : &ignored};
    Doc *doc;
    *rules = (TriageRules){0};
    Status status = yaml_read(yaml, strlen(yaml), name, arena, &doc, reading.err);
    if (status != OK) return status;
    size_t total = 0;
    for (const Doc *list = doc->first; list; list = list->next) {
        bool known = list->key && (strcmp(list->key, lists[0]) == 0 || strcmp(list->key, lists[1]) == 0);
        if (!known || (list->kind != DOC_LIST && list->count)) {
            fail(reading.err, ERR_DATA, "%s", _("rules stand in two lists: rules, otherwise"));
            return wrong(&reading, list);
        }
        total += list->count;
    }
    rules->items = ARENA_ARRAY(arena, TriageRule, total + 1);
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        const Doc *list = doc_get(doc, lists[i]);
        reading.numbered = i == 0;
        for (const Doc *node = list ? list->first : NULL; node && status == OK; node = node->next) status = take_rule(&reading, node);
    }
    return status;
}

const char *triage_rules_text(Desk *desk, Arena *arena, bool *own) {
    const char *text = policy_load(desk_db(desk), "triage", arena, NULL);
    if (own) *own = text != NULL;
    return text ? text : embedded_triage[0].data;
}

Status triage_rules_use(Desk *desk, const char *yaml, const char *name, Error *err) {
    Arena *arena = arena_new();
    TriageRules rules;
    Status status = triage_rules_read(desk, yaml, name, arena, &rules, err);
    const char *old = policy_load(desk_db(desk), "triage", arena, NULL);
    StrBuf body;
    strbuf_init(&body);
    strbuf_add(&body, "{\"triage\":[");
    if (old)
        json_write_string(old, &body);
    else
        strbuf_add(&body, "null");
    strbuf_addc(&body, ',');
    json_write_string(yaml, &body);
    strbuf_add(&body, "]}");
    TrailEntry entry = {.at = desk_now(desk), .actor = desk_user(desk), .session = desk->session, .op = "policy", .fields = "triage", .body = body.data};
    if (status == OK) {
        status = db_begin(desk_db(desk), err);
        char hash[65];
        if (status == OK) status = policy_store(desk_db(desk), "triage", yaml, hash, err);
        if (status == OK) status = trail_append(desk_db(desk), &entry, err);
        if (status == OK) status = db_commit(desk_db(desk), err);
        if (status != OK) db_rollback(desk_db(desk));
    }
    strbuf_done(&body);
    arena_free(arena);
    return status;
}

/* -- the proposal --------------------------------------------------------------------------------------------- */

static bool fits(Triage *triage, const TriageRule *rule, const Record *record, Arena *arena) {
    if (!rule->when) return true;
    QueryContext context = desk_query_context(triage->desk);
    if (!context.me) context.me = "CON-0000";
    Query query;
    return query_parse(record->def, rule->when, &context, arena, &query, NULL) == OK && query_match(&query, record);
}

/* The code of the person a rule names, or NULL when it is nobody, or somebody who has left. */
static const char *person_of(Triage *triage, const RegisterDef *def, const char *name, Arena *arena) {
    Record *record = record_new(def, arena);
    if (!name || (strcmp(name, "me") == 0 && !desk_me(triage->desk))) return NULL;
    if (desk_parse(triage->desk, record, "handler", name, arena, NULL) != OK) return NULL;
    const char *code = record_text(record, "handler");
    return code && code[0] != '+' && triage_can_handle(triage->desk, code) ? code : NULL;
}

/* Fills what is still open; tells whether it gave anything. */
static bool fill(Triage *triage, const TriageRule *rule, const Record *record, TriageProposal *proposal, Arena *arena) {
    TriageProposal before = *proposal;
    if (!proposal->rank) proposal->rank = rule->rank;
    if (!proposal->handler) proposal->handler = person_of(triage, record->def, rule->handler, arena);
    if (!proposal->state) proposal->state = rule->state;
    return before.rank != proposal->rank || before.handler != proposal->handler || before.state != proposal->state;
}

/* The state a record was first brought to by hand, from its trail; NULL when it was made in it. */
static const char *first_move(Desk *desk, const Record *record, Arena *arena) {
    enum { LOOKED_AT = 60 };
    TrailEntry *entries;
    size_t count;
    const char *state = NULL;
    if (trail_of_record(desk_db(desk), record->def->id, record->no, 0, LOOKED_AT, arena, &entries, &count, NULL) != OK) return NULL;
    for (size_t i = 0; i < count; i++) { /* newest first: the last one found is the first that was */
        if (entries[i].child || !entries[i].body || entries[i].undoes || !text_has_word(entries[i].fields, "state")) continue;
        Doc *body;
        if (strcmp(entries[i].op, "change") != 0 || json_read(entries[i].body, strlen(entries[i].body), "trail", arena, &body, NULL) != OK) continue;
        const Doc *field = doc_get(body, "state"), *old = field ? field->first : NULL;
        if (old && old->next && strcmp(old->text, record->def->states[0].key) == 0) state = old->next->text;
    }
    return state;
}

typedef struct Vote {
    const char *value;
    int count;
} Vote;

static void vote(Vote *votes, const char *value) {
    if (!value) return;
    for (int i = 0; i < PRECEDENTS; i++) {
        if (votes[i].value && strcmp(votes[i].value, value) != 0) continue;
        votes[i].value = value;
        votes[i].count++;
        return;
    }
}

/* What more than half of them agree on. */
static const char *winner(const Vote *votes, int of, int *agreed) {
    for (int i = 0; i < PRECEDENTS; i++)
        if (votes[i].value && votes[i].count * 2 > of) {
            if (votes[i].count < *agreed) *agreed = votes[i].count;
            return votes[i].value;
        }
    return NULL;
}

/* How those were decided that are alike: at least two, and more than half of them must agree. */
static const char *follow(Triage *triage, const TriageDef *how, const TriageSimilar *similar, size_t count, TriageProposal *proposal, Arena *arena) {
    Vote ranks[PRECEDENTS] = {0}, handlers[PRECEDENTS] = {0}, states[PRECEDENTS] = {0};
    int of = 0, agreed = PRECEDENTS;
    for (size_t i = 0; i < count && of < PRECEDENTS; i++) {
        const Record *record = similar[i].record;
        const char *state = first_move(triage->desk, record, arena), *handler = record_text(record, "handler");
        if (record_is(record, "state", record->def->states[0].key)) continue;
        of++;
        vote(ranks, record_text(record, how->rank));
        if (handler && triage_can_handle(triage->desk, handler)) vote(handlers, handler);
        if (text_has_word(how->states, state)) vote(states, state);
    }
    if (of < 2) return NULL;
    bool gave = false;
    if (!proposal->rank) gave |= (proposal->rank = winner(ranks, of, &agreed)) != NULL;
    if (!proposal->handler) gave |= (proposal->handler = winner(handlers, of, &agreed)) != NULL;
    if (!proposal->state) gave |= (proposal->state = winner(states, of, &agreed)) != NULL;
    return gave ? arena_printf(arena, _("as %d of %d alike"), agreed, of) : NULL;
}

/* Names of the rules that are built in, so that they are found in the catalogue; rules of one's own are called as they are. */
static const char *const built_in[] = {N_("ransomware or encryption"), N_("special personal data"), N_("many people's data"), N_("title says complaint"), N_("personal data touched"),
                                       N_("complaint"), N_("a question or a near miss"), N_("the usual")};

bool triage_rule_built_in(const char *name) {
    for (size_t i = 0; i < COUNT_OF(built_in); i++)
        if (strcmp(built_in[i], name) == 0) return true;
    return false;
}

static const char *name_of(const TriageRule *rule, Arena *arena) {
    if (rule->number) return arena_printf(arena, _("rule %d \"%s\""), rule->number, lang_text(rule->name));
    return arena_printf(arena, "%s", lang_text(rule->name));
}

/* The first of `rules` that fits and calls it something else than it was entered as. */
static const TriageRule *other_kind(Triage *triage, const TriageDef *how, const Record *record, Arena *arena) {
    for (size_t i = 0; i < triage->rules.count; i++) {
        const TriageRule *rule = &triage->rules.items[i];
        if (rule->kind && rule->number && rule->how == how && !record_is(record, "kind", rule->kind) && fits(triage, rule, record, arena)) return rule;
    }
    return NULL;
}

static bool only_kind(const TriageRule *rule) {
    return rule->kind && !rule->rank && !rule->handler && !rule->state;
}

/* Why it would be another kind stands before why the rest. */
static const char *source_of(const char *kind, const char *const sources[3], Arena *arena) {
    const char *rest = sources[0] ? sources[0] : sources[1] ? sources[1] : sources[2] ? sources[2] : "";
    if (!kind || strcmp(kind, rest) == 0) return rest;
    return *rest ? arena_printf(arena, "%s; %s", kind, rest) : kind;
}

Status triage_propose(Triage *triage, const TriageDef *how, const Record *record, const TriageSimilar *similar, size_t count, Arena *arena,
                      TriageProposal *proposal, Error *err) {
    (void)err;
    /* what is known already is kept; a handler is proposed only while there is none */
    *proposal = (TriageProposal){.rank = record_text(record, how->rank), .handler = record_text(record, "handler")};
    const char *sources[3] = {0}, *kind = NULL;
    const TriageRule *renames = other_kind(triage, how, record, arena);
    const Record *becomes = record; /* what the usual is asked about */
    if (renames) {
        Record *other = record_copy(record, arena);
        proposal->kind = renames->kind;
        record_set_text(other, "kind", renames->kind);
        becomes = other;
        kind = name_of(renames, arena);
    }
    bool ruled = false;
    for (size_t i = 0; i < triage->rules.count && !ruled; i++) {
        const TriageRule *rule = &triage->rules.items[i];
        if (!rule->number || rule->how != how || only_kind(rule) || !fits(triage, rule, record, arena)) continue;
        ruled = true;
        if (fill(triage, rule, record, proposal, arena)) sources[0] = name_of(rule, arena);
    }
    sources[1] = follow(triage, how, similar, count, proposal, arena);
    for (size_t i = 0; i < triage->rules.count; i++) {
        const TriageRule *rule = &triage->rules.items[i];
        if (rule->number || rule->how != how || !fits(triage, rule, becomes, arena)) continue;
        if (fill(triage, rule, record, proposal, arena) && !sources[2]) sources[2] = name_of(rule, arena);
        break;
    }
    if (!proposal->state) { /* rules of one's own may say nothing of it */
        char first[64];
        const char *states = how->states;
        text_next_word(&states, first, sizeof first);
        proposal->state = arena_strdup(arena, first);
    }
    proposal->source = source_of(kind, sources, arena);
    return OK;
}
