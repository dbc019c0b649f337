#include "loket/app/triage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/store/select.h"
#include "loket/store/trail.h"
#include "triage_private.h"

enum { QUEUE_MOST = 2000 };

/* clang-format off */
const TriageDef triage_defs[] = {
    {.reg = "incident", .states = "assessed in_hand waiting", .rank = "severity", .drop = "withdrawn", .drop_because = "no_action_because", .same = "duplicate",
     .story = "description", .since = "received_at"},
    {.reg = "approval", .states = "assessing consulting", .rank = "complex", .drop = "withdrawn", .drop_because = "withdrawn_because",
     .story = "reason", .since = "received_at"},
    {.reg = "trigger", .states = "assessing", .rank = "critical", .drop = "closed", .drop_because = "decided_how", .story = "description", .since = "heard_on"},
    {.reg = "development", .states = "judged", .rank = "verdict", .drop = "judged", .drop_because = "verdict_because",
     .drop_key = "verdict", .drop_value = "none", .story = "description", .since = "seen_on"},
    {0},
};
/* clang-format on */

const TriageDef *triage_def(const RegisterDef *def) {
    for (const TriageDef *how = triage_defs; how->reg; how++)
        if (strcmp(how->reg, def->key) == 0) return how;
    return NULL;
}

/* -- the queue ------------------------------------------------------------------------------------------------ */

/* In its first state, and not put off to a later day. */
static Status waiting(Desk *desk, const TriageDef *how, size_t limit, Arena *arena, RecordList *list, Error *err) {
    const RegisterDef *def = register_by_key(how->reg);
    *list = (RecordList){0};
    if (records_count(desk_db(desk), def, COUNT_NEW) == 0) return OK;
    Status status = select_state(desk_db(desk), def, def->states[0].key, limit, arena, list, err);
    Day today = moment_day(desk_now(desk));
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) /* nobody decides about what is masked */
        if (!list->items[i]->clear && record_number(list->items[i], "follow_up_on", 0) <= today) list->items[kept++] = list->items[i];
    list->count = kept;
    return status;
}

int64_t triage_waiting(Desk *desk) {
    int64_t count = 0;
    Day today = moment_day(desk_now(desk));
    for (const TriageDef *how = triage_defs; how->reg; how++) count += records_waiting(desk_db(desk), register_by_key(how->reg), today);
    return count;
}

typedef struct Waiting {
    TriageEntry entry;
    Moment clock, since;
    int rank, turn; /* turn: among what was skipped */
} Waiting;

/* Not judged yet may be anything: between what is serious and what is not. */
static int rank_of(const TriageDef *how, const Record *record) {
    const FieldDef *field = register_field(record->def, how->rank);
    if (!(field->flags & FF_WORST_FIRST)) return 4;
    const char *slug = record_text(record, how->rank);
    return slug ? 2 * choice_index(field->choices, slug) : 3;
}

static Moment since_of(const TriageDef *how, const Record *record) {
    const FieldDef *field = register_field(record->def, how->since);
    int64_t number = record_number(record, how->since, 0);
    if (!number) return record->created_at;
    return field->type == FT_DATE ? moment_at(number, 0) : number;
}

static int sign(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

static int compare(const void *left, const void *right) {
    const Waiting *a = left, *b = right;
    int order = sign(a->entry.skipped, b->entry.skipped);
    if (order == 0) order = sign(a->turn, b->turn);
    if (order == 0) order = sign(a->clock, b->clock);
    if (order == 0) order = sign(a->rank, b->rank);
    if (order == 0) order = sign(a->since, b->since);
    if (order == 0) order = sign(a->entry.def->id, b->entry.def->id);
    return order ? order : sign(a->entry.no, b->entry.no);
}

static bool same(const TriageEntry *a, const TriageEntry *b) {
    return a->def == b->def && a->no == b->no && a->no;
}

/* What was skipped stands behind all others, in the order in which it was skipped; twice is enough for this round. */
static Waiting weigh(const Triage *triage, const TriageDef *how, const Record *record) {
    Waiting one = {.entry = {record->def, record->no, 0}, .clock = INT64_MAX, .since = since_of(how, record), .rank = rank_of(how, record)};
    if (record->due_at && record->due_hours) one.clock = record->due_at;
    for (size_t i = 0; i < triage->skip_count; i++)
        if (same(&triage->skips[i], &one.entry)) {
            one.entry.skipped = triage->skips[i].skipped;
            one.turn = (int)i;
        }
    if (same(&triage->front, &one.entry)) one.entry.skipped = -1; /* before all */
    return one;
}

static void *grown(void *items, size_t count, size_t *room, size_t size) {
    if (count < *room) return items;
    *room = *room ? *room * 2 : 32;
    items = realloc(items, *room * size);
    if (!items) abort();
    return items;
}

static bool in_queue(const Triage *triage, const TriageEntry *entry) {
    for (size_t i = 0; i < triage->count; i++)
        if (same(&triage->queue[i], entry)) return true;
    return false;
}

static void take_place(Triage *triage) {
    if (!in_queue(triage, &triage->front)) triage->front = (TriageEntry){0};
    if (triage->front.no)
        triage->current = triage->front;
    else if (!in_queue(triage, &triage->current)) /* else it stays at the desk */
        triage->current = triage->count ? triage->queue[0] : (TriageEntry){0};
}

Status triage_read(Triage *triage, Error *err) {
    Arena *arena = arena_new();
    Waiting *all = NULL;
    size_t count = 0, room = 0;
    Status status = OK;
    for (const TriageDef *how = triage_defs; how->reg && status == OK; how++) {
        RecordList list;
        status = waiting(triage->desk, how, QUEUE_MOST, arena, &list, err);
        for (size_t i = 0; status == OK && i < list.count; i++) {
            Waiting one = weigh(triage, how, list.items[i]);
            if (one.entry.skipped > 1) continue;
            all = grown(all, count, &room, sizeof *all);
            all[count++] = one;
        }
    }
    if (status == OK) {
        if (count) qsort(all, count, sizeof *all, compare);
        triage->count = 0;
        for (size_t i = 0; i < count; i++) {
            triage->queue = grown(triage->queue, triage->count, &triage->room, sizeof *triage->queue);
            if (all[i].entry.skipped < 0) all[i].entry.skipped = 0;
            triage->queue[triage->count++] = all[i].entry;
        }
        take_place(triage);
    }
    free(all);
    arena_free(arena);
    return status;
}

size_t triage_count(const Triage *triage) {
    return triage->count;
}

const TriageEntry *triage_at(const Triage *triage, size_t index) {
    return index < triage->count ? &triage->queue[index] : NULL;
}

const TriageEntry *triage_current(const Triage *triage) {
    return triage->current.no ? &triage->current : NULL;
}

void triage_progress(const Triage *triage, size_t *place, size_t *total) {
    size_t decided = 0, fresh = 0;
    for (size_t i = 0; i < triage->step_count; i++) decided += triage->steps[i].kind == STEP_SAVED && triage->steps[i].decided;
    for (size_t i = 0; i < triage->count; i++) fresh += triage->queue[i].skipped == 0;
    *total = decided + triage->count;
    /* what was skipped was passed too, until only that is left */
    *place = *total - (fresh ? fresh : triage->count) + (triage->count > 0);
}

/* -- life ----------------------------------------------------------------------------------------------------- */

Triage *triage_new(Desk *desk) {
    Triage *triage = calloc(1, sizeof *triage);
    if (!triage) abort();
    triage->desk = desk;
    triage->arena = arena_new();
    return triage;
}

void triage_free(Triage *triage) {
    if (!triage) return;
    arena_free(triage->arena);
    free(triage->queue);
    free(triage->skips);
    free(triage->steps);
    free(triage);
}

Status triage_start(Triage *triage, Error *err) {
    arena_clear(triage->arena);
    bool own;
    const char *text = triage_rules_text(triage->desk, triage->arena, &own);
    Status rules = triage_rules_read(triage->desk, text, "triage.yaml", triage->arena, &triage->rules, err);
    /* the organisation's own text was read when it was put in, but names and fields may have gone since */
    if (rules != OK) triage->rules = (TriageRules){0};
    triage->rules.own = own && rules == OK;
    if (!triage->owner_count) triage_find_owners(triage); /* a letter keeps its person */
    size_t kept = 0;
    for (size_t i = 0; i < triage->skip_count; i++) {
        if (triage->skips[i].skipped > 1) continue;
        triage->skips[kept++] = triage->skips[i];
    }
    triage->skip_count = kept;
    Status status = triage_read(triage, rules == OK ? err : NULL);
    return rules == OK ? status : rules;
}

/* -- steps ---------------------------------------------------------------------------------------------------- */

static Step *add_step(Triage *triage, StepKind kind, const TriageEntry *entry) {
    triage->steps = grown(triage->steps, triage->step_count, &triage->step_room, sizeof *triage->steps);
    Step *step = &triage->steps[triage->step_count++];
    *step = (Step){.kind = kind, .def = entry->def, .no = entry->no};
    return step;
}

static TriageEntry *find_skip(Triage *triage, const TriageEntry *entry) {
    for (size_t i = 0; i < triage->skip_count; i++)
        if (same(&triage->skips[i], entry)) return &triage->skips[i];
    return NULL;
}

void triage_skip(Triage *triage) {
    if (!triage->current.no) return;
    TriageEntry entry = triage->current, *skip = find_skip(triage, &entry);
    int times = skip ? skip->skipped + 1 : 1;
    if (skip) { /* to the end of those skipped */
        memmove(skip, skip + 1, (size_t)(triage->skips + triage->skip_count - skip - 1) * sizeof *skip);
        triage->skip_count--;
    }
    triage->skips = grown(triage->skips, triage->skip_count, &triage->skip_room, sizeof *triage->skips);
    triage->skips[triage->skip_count++] = (TriageEntry){entry.def, entry.no, times};
    add_step(triage, STEP_SKIPPED, &entry);
    triage->current = triage->front = (TriageEntry){0};
    triage_read(triage, NULL);
}

/* "INC-0143 LOW, Okafor, assessed": what the record became. */
static void describe(Triage *triage, const Record *record, const TriageDecision *decision, StrBuf *said) {
    char code[CODE_SIZE];
    code_write(record->def, record->no, code);
    strbuf_add(said, code);
    const TriageDef *how = triage_def(record->def);
    const char *const keys[] = {how ? how->rank : NULL, "handler", "state"};
    const char *gap = " ";
    for (size_t k = 0; k < COUNT_OF(keys); k++)
        for (size_t i = 0; keys[k] && i < decision->count; i++) {
            if (strcmp(decision->sets[i].key, keys[k]) != 0 || !record_has(record, keys[k])) continue;
            strbuf_add(said, gap);
            desk_format(triage->desk, record, register_field(record->def, keys[k]), said);
            gap = ", ";
        }
    for (size_t i = 0; i < decision->count; i++) {
        bool told = false;
        for (size_t k = 0; k < COUNT_OF(keys); k++) told |= keys[k] && strcmp(decision->sets[i].key, keys[k]) == 0;
        const FieldDef *field = register_field(record->def, decision->sets[i].key);
        if (told || !record_has(record, field->key) || field->type == FT_NOTE) continue;
        strbuf_addf(said, "%s%s ", gap, lang_text(field->label));
        desk_format(triage->desk, record, field, said);
        gap = ", ";
    }
}

static bool still_waits(const Record *record) {
    return record_is(record, "state", record->def->states[0].key);
}

static Status prepare(Triage *triage, Record *wanted, const TriageDecision *decision, Arena *arena, Error *err) {
    Status status = OK;
    for (size_t i = 0; i < decision->count && status == OK; i++)
        status = desk_parse(triage->desk, wanted, decision->sets[i].key, decision->sets[i].text, arena, err);
    return status;
}

static Record *remark_for(Triage *triage, const Record *record, const char *text, Arena *arena) {
    Record *remark = record_new_initial(register_by_key("remark"), desk_now(triage->desk), arena);
    remark->parent = record->def;
    remark->parent_no = record->no;
    record_set_text(remark, "text", text);
    return remark;
}

static void finish(Triage *triage, const TriageEntry *entry, const Record *after, int64_t batch, const char *said) {
    Step *step = add_step(triage, STEP_SAVED, entry);
    step->batch = batch;
    step->decided = !still_waits(after) || record_number(after, "follow_up_on", 0) > moment_day(desk_now(triage->desk));
    snprintf(step->said, sizeof step->said, "%s", said);
    if (step->decided) triage->front = (TriageEntry){0};
    bool here = same(entry, &triage->current);
    if (step->decided && here) triage->current = (TriageEntry){0};
}

Status triage_decide(Triage *triage, const TriageEntry *asked, const TriageDecision *decision, Problems *problems, StrBuf *said, Error *err) {
    Arena *arena = arena_new();
    TriageEntry entry = *asked; /* the queue it stands in is read anew below */
    Record *seen;
    Change changes[3];
    size_t count = 0;
    int64_t batch = 0;
    Status status = records_load(desk_db(triage->desk), entry.def, entry.no, arena, &seen, err);
    if (status == OK) {
        if (decision->add) changes[count++] = (Change){.wanted = decision->add};
        changes[count++] = (Change){.seen = seen, .wanted = record_copy(seen, arena)};
        status = prepare(triage, changes[count - 1].wanted, decision, arena, err);
    }
    if (status == OK && !text_empty(decision->remark)) {
        changes[count] = (Change){.wanted = remark_for(triage, seen, decision->remark, arena)};
        count++;
    }
    if (status == OK) status = desk_apply(triage->desk, changes, count, problems, &batch, err);
    if (status == OK) {
        const Record *after = changes[decision->add ? 1 : 0].wanted;
        StrBuf text;
        strbuf_init(&text);
        describe(triage, after, decision, &text);
        if (batch) finish(triage, &entry, after, batch, text.data);
        strbuf_add(said, text.data);
        strbuf_done(&text);
        status = triage_read(triage, err);
    }
    arena_free(arena);
    return status;
}

void triage_set(TriageDecision *decision, const char *key, const char *text) {
    if (decision->count == TRIAGE_SETS) return;
    decision->sets[decision->count].key = key;
    decision->sets[decision->count++].text = text;
}

void triage_drop(TriageDecision *decision, const TriageDef *how, const char *reason) {
    triage_set(decision, "state", how->drop);
    if (how->drop_key) triage_set(decision, how->drop_key, how->drop_value);
    if (how->drop_because)
        triage_set(decision, how->drop_because, reason);
    else
        decision->remark = reason;
}

/* -- taking back ---------------------------------------------------------------------------------------------- */

static void return_to(Triage *triage, const RegisterDef *def, int64_t no) {
    TriageEntry *skip = find_skip(triage, &(TriageEntry){def, no, 0});
    if (skip && skip->skipped > 1) skip->skipped = 1;
    triage->front = (TriageEntry){def, no, 0};
    triage->current = (TriageEntry){0};
}

static void undo_skip(Triage *triage, const Step *step, StrBuf *said) {
    TriageEntry *skip = find_skip(triage, &(TriageEntry){step->def, step->no, 0});
    if (skip && --skip->skipped == 0) {
        memmove(skip, skip + 1, (size_t)(triage->skips + triage->skip_count - skip - 1) * sizeof *skip);
        triage->skip_count--;
    }
    char code[CODE_SIZE];
    code_write(step->def, step->no, code);
    strbuf_addf(said, _("%s was skipped"), code);
    return_to(triage, step->def, step->no);
}

/* The record that the last undo or redo was about, and the batch it took back. */
static bool last_entry(Desk *desk, TrailEntry *entry, Arena *arena) {
    TrailEntry *entries;
    size_t count;
    if (trail_recent(desk_db(desk), 0, 1, arena, &entries, &count, NULL) != OK || !count) return false;
    *entry = entries[0];
    return true;
}

static Status step_desk(Triage *triage, Status (*step)(Desk *, StrBuf *, Error *), StrBuf *said, Error *err) {
    Status status = step(triage->desk, said, err);
    if (status != OK) return status;
    Arena *arena = arena_new();
    TrailEntry entry;
    const Step *last = triage->step_count ? &triage->steps[triage->step_count - 1] : NULL;
    if (last_entry(triage->desk, &entry, arena)) {
        bool mine = step == desk_undo && last && last->kind == STEP_SAVED && last->batch == entry.undoes;
        const RegisterDef *def = mine ? last->def : register_by_id(entry.reg);
        if (mine) {
            strbuf_clear(said);
            strbuf_add(said, last->said);
            triage->step_count--;
        }
        if (def && triage_def(def)) return_to(triage, def, mine ? last->no : entry.no);
    }
    arena_free(arena);
    return OK;
}

Status triage_undo(Triage *triage, StrBuf *said, Error *err) {
    Step *last = triage->step_count ? &triage->steps[triage->step_count - 1] : NULL;
    Status status = OK;
    if (last && last->kind == STEP_SKIPPED) {
        triage->step_count--;
        undo_skip(triage, last, said);
    } else
        status = step_desk(triage, desk_undo, said, err);
    return status == OK ? triage_read(triage, err) : status;
}

/* What was made again was decided again, by the batch that desk_undo would now take back. */
Status triage_redo(Triage *triage, StrBuf *said, Error *err) {
    Status status = desk_redo(triage->desk, said, err);
    if (status != OK) return status;
    Arena *arena = arena_new();
    TrailEntry entry;
    Record *record;
    if (last_entry(triage->desk, &entry, arena)) {
        const RegisterDef *def = register_by_id(entry.reg);
        if (def && triage_def(def) && records_load(desk_db(triage->desk), def, entry.no, arena, &record, NULL) == OK)
            finish(triage, &(TriageEntry){def, entry.no, 0}, record, entry.batch, said->data);
    }
    arena_free(arena);
    return triage_read(triage, err);
}

size_t triage_done(const Triage *triage, const char **said, size_t room) {
    size_t count = 0;
    for (size_t i = triage->step_count; i-- > 0 && count < room;)
        if (triage->steps[i].kind == STEP_SAVED) said[count++] = triage->steps[i].said;
    return count;
}
