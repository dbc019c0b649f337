/* desk_apply: every change there is goes through here. */
#include <stdio.h>
#include <string.h>

#include "cadences.h"
#include "own_rules.h"
#include "clocks_private.h"
#include "consequences.h"
#include "desk_private.h"
#include "loket/app/strike.h"
#include "loket/base/lang.h"
#include "loket/io/json.h"
#include "loket/model/words.h"
#include "names.h"

/* One change while it is being applied. */
typedef struct Step {
    Change *change;
    Record *before; /* as the file has it, or NULL */
    Record *after;  /* as it will be */
    bool differs;
    size_t cause; /* the change that was asked for and brought it about; itself for one of those */
    int depth;    /* 0 = asked for, 1 = a consequence of that, … */
} Step;

typedef struct Work {
    Desk *desk;
    Arena *arena;
    Step *steps; /* those asked for, then their consequences */
    size_t count, asked, room;
    int64_t undoes, batch;
    const BatchWatch *watch;
    Moment now;
} Work;

/* -- links by name: "+Name" --------------------------------------------------------------------------------- */

static bool is_link(const FieldDef *field) {
    return (field->type == FT_LINK || field->type == FT_LINKS) && field->target;
}

static Status trail_step(Work *work, const Record *before, const Record *after, const char *op, const char *because, Error *err);

/* Makes the record of register `target` that has only a title; its other required fields have initial values. */
static Status make_named(Work *work, const RegisterDef *target, const char *title, char code[CODE_SIZE], Error *err) {
    Record *record = record_new_initial(target, work->now, work->arena);
    record_set_text(record, register_title_field(target)->key, title);
    Status status = records_insert(work->desk->db, record, work->now, err);
    if (status == OK) status = trail_step(work, NULL, record, "create", NULL, err);
    if (status == OK) status = derive_record(work->desk, record, err);
    code_write(target, record->no, code);
    return status;
}

static Status find_or_make(Work *work, const RegisterDef *target, const char *token, char code[CODE_SIZE], Error *err) {
    char *name = name_read(token, work->arena);
    Status status = name_find(work->desk, target, name, work->arena, code, err);
    return status == OK && !code[0] ? make_named(work, target, name, code, err) : status;
}

static Status resolve_names(Work *work, Record *record, Error *err) {
    Status status = OK;
    for (size_t i = 0; i < record->def->field_count && status == OK; i++) {
        const FieldDef *field = &record->def->fields[i];
        Value *value = &record->values[i];
        if (!is_link(field) || !value->set || !strchr(value->text, '+')) continue;
        StrBuf codes;
        strbuf_init(&codes);
        char token[3 * TEXT_MOST], code[CODE_SIZE];
        for (const char *tokens = value->text; status == OK && text_next_word(&tokens, token, sizeof token);) {
            if (name_is(token)) status = find_or_make(work, register_by_key(field->target), token, code, err);
            strbuf_addf(&codes, "%s%s", codes.length ? " " : "", name_is(token) ? code : token);
        }
        if (status == OK) status = record_parse(record, field->key, codes.data, work->now, work->arena, err);
        strbuf_done(&codes);
    }
    return status;
}

/* A link to a record that is not there would lead nowhere. Asked when all rows stand, so that the rows of one batch may point at each
 * other in any order. */
static void check_links(Work *work, const Record *before, const Record *after, Problems *problems) {
    for (size_t i = 0; i < after->def->field_count; i++) {
        const FieldDef *field = &after->def->fields[i];
        if ((field->type != FT_LINK && field->type != FT_LINKS) || !after->values[i].set) continue;
        if (before && value_equal(field, before->values[i], after->values[i])) continue;
        char code[CODE_SIZE], own[64];
        record_code(after, own, sizeof own);
        for (const char *codes = after->values[i].text; text_next_word(&codes, code, sizeof code);) {
            if (!after->parent && text_equal(code, own)) problem_add(problems, after->def, field->key, "%s", _("it cannot point at itself"));
            Record *other;
            Error reason;
            if (records_find(work->desk->db, code, work->arena, &other, &reason) == ERR_MISSING)
                problem_add(problems, after->def, field->key, _("there is no '%s'"), code);
        }
    }
}

/* One spelling of a unit or a system, or counting by it means nothing. */
static void fold_spelling(Work *work, const Record *before, Record *after) {
    for (size_t i = 0; i < after->def->field_count; i++) {
        const FieldDef *field = &after->def->fields[i];
        if (!(field->flags & FF_SUGGEST) || !after->values[i].set || (before && value_equal(field, before->values[i], after->values[i]))) continue;
        after->values[i].text = text_squeeze(work->arena, after->values[i].text);
        char *used = records_spelling(work->desk->db, after->def, field, after->values[i].text, work->arena);
        if (used) after->values[i].text = used;
    }
}

/* -- the trail ----------------------------------------------------------------------------------------------- */

static void body_value(const Record *record, size_t i, StrBuf *out) {
    if (!record || !record->values[i].set) {
        strbuf_add(out, "null");
        return;
    }
    StrBuf text;
    strbuf_init(&text);
    field_write(&record->def->fields[i], record->def, record->values[i], &text);
    json_write_string(text.data, out);
    strbuf_done(&text);
}

/* What changed, field by field; and why, where that is asked, as if it were one. */
static void body_compose(const Record *before, const Record *after, const char *because, StrBuf *fields, StrBuf *body) {
    strbuf_addc(body, '{');
    for (size_t i = 0; i < after->def->field_count; i++) {
        const FieldDef *field = &after->def->fields[i];
        if (before ? value_equal(field, before->values[i], after->values[i]) : !after->values[i].set) continue;
        strbuf_addf(fields, "%s%s", fields->length ? " " : "", field->key);
        strbuf_addf(body, "%s\"%s\":[", body->length > 1 ? "," : "", field->key);
        body_value(before, i, body);
        strbuf_addc(body, ',');
        body_value(after, i, body);
        strbuf_addc(body, ']');
    }
    if (because) {
        strbuf_addf(fields, "%sbecause", fields->length ? " " : "");
        strbuf_addf(body, "%s\"because\":[null,", body->length > 1 ? "," : "");
        json_write_string(because, body);
        strbuf_addc(body, ']');
    }
    strbuf_addc(body, '}');
}

static Status trail_step(Work *work, const Record *before, const Record *after, const char *op, const char *because, Error *err) {
    StrBuf fields, body;
    strbuf_init(&fields);
    strbuf_init(&body);
    body_compose(before, after, because, &fields, &body);
    bool child = after->parent != NULL;
    TrailEntry entry = {.at = work->now,
                        .actor = work->desk->user,
                        .session = work->desk->session,
                        .batch = work->batch,
                        .reg = child ? after->parent->id : after->def->id,
                        .no = child ? after->parent_no : after->no,
                        .child = child ? after->def->id : 0,
                        .row = child ? after->no : 0,
                        .op = op,
                        .undoes = work->undoes,
                        .fields = fields.data,
                        .body = body.data};
    Status status = trail_append(work->desk->db, &entry, err);
    work->batch = entry.batch;
    strbuf_done(&fields);
    strbuf_done(&body);
    return status;
}

/* -- merging ------------------------------------------------------------------------------------------------- */

static Status clash(const Record *record, const FieldDef *field, Error *err) {
    char code[64];
    record_code(record, code, sizeof code);
    char clip[CLIP_SIZE];
    StrBuf now;
    strbuf_init(&now);
    if (!record_hides(record, field)) field_format(field, record->def, record_value(record, field->key), &now);
    fail(err, ERR_CLASH, _("%s: %s was changed by somebody else meanwhile, it is now '%s'"), code, lang_text(field->label), words_clip(now.data, clip));
    error_hint(err, "%s", _("look at it and enter yours again if it still holds"));
    error_where(err, "%s", field->key);
    strbuf_done(&now);
    return ERR_CLASH;
}

/* What the file has, with my changed fields over it: those in which `wanted` differs from `seen`. */
static Status merge(Work *work, Step *step, Error *err) {
    const Record *seen = step->change->seen, *wanted = step->change->wanted;
    step->after = record_copy(step->before, work->arena);
    for (size_t i = 0; i < wanted->def->field_count; i++) {
        const FieldDef *field = &wanted->def->fields[i];
        if (value_equal(field, seen->values[i], wanted->values[i])) continue;
        bool theirs = !value_equal(field, step->before->values[i], seen->values[i]);
        if (theirs && !value_equal(field, step->before->values[i], wanted->values[i])) return clash(step->before, field, err);
        step->after->values[i] = value_copy(wanted->values[i], work->arena);
    }
    return OK;
}

static Status load_current(Work *work, const Record *seen, Record **record, Error *err) {
    if (seen->parent)
        return records_load_child(work->desk->db, seen->parent, seen->parent_no, seen->def, seen->no, work->arena, record, err);
    return records_load(work->desk->db, seen->def, seen->no, work->arena, record, err);
}

/* -- consequences: see consequences.h ------------------------------------------------------------------------- */

static Status save_effect(Effect *effect, const Record *seen, Record *wanted, Error *err);
static Status strike_effect(Effect *effect, const Record *seen, const char *because, Error *err);

static const Record *made_in_batch(const Effect *effect, const RegisterDef *def, int64_t no, const Record **before) {
    const Work *work = effect->ctx;
    for (size_t i = 0; i < work->count; i++) {
        const Step *step = &work->steps[i];
        if (!step->differs || step->after->parent || step->after->def != def || step->after->no != no) continue;
        *before = step->before;
        return step->after;
    }
    return NULL;
}

/* What is taken back brings its own consequences back with it; and a past that is told tells what followed, too. */
static Status consequences(Work *work, size_t at, ConsequenceWhen when, Problems *problems, Error *err) {
    const Step *step = &work->steps[at];
    bool told = work->watch && work->watch->past && when != CONSEQUENCE_CHECK;
    if (work->undoes || told || !step->differs || step->after->voided_at) return OK;
    Effect effect = {.desk = work->desk,
                     .arena = work->arena,
                     .now = work->now,
                     .before = step->before,
                     .after = step->after,
                     .problems = problems,
                     .save = save_effect,
                     .strike = strike_effect,
                     .in_batch = made_in_batch,
                     .ctx = work,
                     .step = at};
    return consequences_run(&effect, when, err);
}

static Status prepare(Work *work, Step *step, Error *err) {
    Change *change = step->change;
    Status status;
    if (!desk_holds(work->desk, change->wanted->def)) {
        bool own = desk_is_own(work->desk);
        fail(err, ERR_INVALID, own ? _("'%s' belongs in an organisation's file, not in your own") : _("'%s' belongs in your own file, not in the organisation's"),
             change->wanted->def->key);
        return error_hint(err, "%s", own ? _("leave out --me") : _("use: loket --me"));
    }
    if (!change->seen) {
        step->after = record_copy(change->wanted, work->arena);
        if (change->parent) {
            const Record *parent = work->steps[change->parent - 1].after;
            step->after->parent = parent->def;
            step->after->parent_no = parent->no;
        }
        step->differs = true;
    } else {
        status = load_current(work, change->seen, &step->before, err);
        if (status != OK) return status;
        status = merge(work, step, err);
        if (status != OK) return status;
        if (change->op == CHANGE_STRIKE) step->after->voided_at = work->now;
        if (change->op == CHANGE_RESTORE) step->after->voided_at = 0;
        step->differs = change->op != CHANGE_SAVE || !record_same(step->before, step->after, NULL);
    }
    if (!step->differs) return OK;
    status = resolve_names(work, step->after, err);
    fold_spelling(work, step->before, step->after);
    return status == OK ? consequences(work, (size_t)(step - work->steps), CONSEQUENCE_FILL, NULL, err) : status;
}

static Status store_step(Work *work, Step *step, Error *err) {
    Status status = prepare(work, step, err);
    if (status != OK || !step->differs) return status;
    static const char *const ops[] = {[CHANGE_SAVE] = "change", [CHANGE_STRIKE] = "strike", [CHANGE_RESTORE] = "restore"};
    status = step->before ? records_update(work->desk->db, step->after, work->now, err)
                          : records_insert(work->desk->db, step->after, work->now, err);
    if (status != OK) return status;
    const char *because = step->change->op == CHANGE_STRIKE && !text_empty(step->change->because) ? step->change->because : NULL;
    return trail_step(work, step->before, step->after, step->before ? ops[step->change->op] : "create", because, err);
}

/* Stores what follows from another change in the same batch; what follows from that in turn is seen to later. */
static Status store_effect(Effect *effect, ChangeOp op, const Record *seen, Record *wanted, const char *because, Error *err) {
    enum { DEEPEST = 8 };
    Work *work = effect->ctx;
    Step cause = work->steps[effect->step];
    if (cause.depth >= DEEPEST) return fail(err, ERR_BUG, "%s", _("consequences go round in a circle"));
    if (work->count == work->room) {
        work->room = 2 * work->room + 8;
        Step *steps = ARENA_ARRAY(work->arena, Step, work->room);
        memcpy(steps, work->steps, work->count * sizeof *steps);
        work->steps = steps;
    }
    Change *change = arena_alloc(work->arena, sizeof *change);
    *change = (Change){.op = op, .seen = seen, .wanted = wanted, .because = because};
    Step *step = &work->steps[work->count++];
    *step = (Step){.change = change, .cause = cause.cause, .depth = cause.depth + 1};
    Status status = store_step(work, step, err);
    wanted->no = step->after ? step->after->no : 0;
    return status;
}

static Status save_effect(Effect *effect, const Record *seen, Record *wanted, Error *err) {
    return store_effect(effect, CHANGE_SAVE, seen, wanted, NULL, err);
}

static Status strike_effect(Effect *effect, const Record *seen, const char *because, Error *err) {
    return store_effect(effect, CHANGE_STRIKE, seen, record_copy(seen, effect->arena), because, err);
}

/* -- validation ---------------------------------------------------------------------------------------------- */

typedef struct FactsContext {
    Work *work;
    const Record *record;
} FactsContext;

static RecordList facts_children(void *ctx, const char *child_key) {
    FactsContext *context = ctx;
    RecordList list = {0};
    const RegisterDef *child = register_by_key(child_key);
    records_children(context->work->desk->db, context->record->def, context->record->no, child, false, context->work->arena, &list, NULL);
    return list;
}

static const Record *facts_find(void *ctx, const char *code) {
    FactsContext *context = ctx;
    Record *record;
    return records_find(context->work->desk->db, code, context->work->arena, &record, NULL) == OK ? record : NULL;
}

static int64_t facts_linked(void *ctx, const char *from_key, const char *field_key) {
    FactsContext *context = ctx;
    return records_linked_count(context->work->desk->db, context->record->def, context->record->no, register_by_key(from_key), field_key);
}

static void check(Work *work, const Record *before, const Record *after, bool put_back, Problems *problems) {
    FactsContext context = {work, after};
    Facts facts = {.now = work->now,
                   .put_back = put_back,
                   .me = desk_me(work->desk),
                   .children = facts_children,
                   .find = facts_find,
                   .linked = facts_linked,
                   .ctx = &context};
    validate(&facts, before, after, problems);
}

/* What is struck counts nowhere, and what was typed into it would count nowhere with it: somebody else may have struck it meanwhile. Only
 * what is asked for itself is refused, not what follows from it. */
static bool into_struck(Work *work, const Step *step, Problems *problems) {
    const Record *struck = step->before, *after = step->after;
    Record *parent = NULL;
    if (!step->differs || work->undoes || step->depth || step->change->op == CHANGE_RESTORE) return false;
    if (after->parent && !step->change->parent && records_load(work->desk->db, after->parent, after->parent_no, work->arena, &parent, NULL) == OK && parent->voided_at)
        struck = parent;
    if (!struck || !struck->voided_at) return false;
    char code[64];
    record_code(struck, code, sizeof code);
    problem_add(problems, after->def, NULL, _("%s was struck through: entered by mistake; loket strike %s --restore puts it back"), code, code);
    return true;
}

/* All rows stand already, so each check sees the batch as a whole. A child's change is checked at its parent too. */
static void check_step(Work *work, const Step *step, Problems *problems) {
    const Record *after = step->after;
    if (into_struck(work, step, problems)) return;
    if (step->differs && step->change->op == CHANGE_STRIKE && !work->undoes) {
        strike_check(work->desk, step->before, problems);
        strike_check_reason(step->before, step->change->because, problems);
    }
    if (!step->differs || (after->voided_at && (work->undoes || !after->parent))) return;
    if (!after->voided_at) { /* a row that is struck through must still leave its record sound */
        check_links(work, step->before, after, problems);
        check(work, work->undoes ? NULL : step->before, after, work->undoes || step->change->op == CHANGE_RESTORE, problems);
        if (!work->undoes) clocks_check(work->desk, step->before, after, problems, NULL);
        Error reason;
        if (consequences(work, (size_t)(step - work->steps), CONSEQUENCE_CHECK, problems, &reason) != OK)
            problem_add(problems, after->def, NULL, "%s", reason.message);
    }
    if (step->change->parent) return; /* its record is new in this batch and sees its rows when it is looked at itself */
    Record *parent;
    if (after->parent && records_load(work->desk->db, after->parent, after->parent_no, work->arena, &parent, NULL) == OK)
        check(work, parent, parent, work->undoes, problems);
}

static Status refuse(const Record *record, const Problems *problems, Error *err) {
    const Problem *first = &problems->items[0];
    const char *label = first->field ? lang_text(first->field->label) : lang_text(record->def->noun);
    fail(err, ERR_INVALID, "%s: %s", label, first->message);
    if (problems->count > 1) error_hint(err, ngettext("and %d other point", "and %d other points", problems->count - 1), (int)problems->count - 1);
    if (first->field) error_where(err, "%s", first->field->key);
    return ERR_INVALID;
}

/* -- all of it ----------------------------------------------------------------------------------------------- */

static Status derive_step(Work *work, Step *step, Error *err) {
    Record *record = step->after;
    Status status = OK;
    if (!step->differs) return OK;
    if (record->parent) status = records_load(work->desk->db, record->parent, record->parent_no, work->arena, &record, err);
    if (status == OK) status = derive_record(work->desk, record, err);
    return status == OK ? derive_touched(work->desk, step->before, step->after, err) : status;
}

/* Long work may be watched, and given up between two rows. */
static Status go_on(const Work *work, size_t done, Error *err) {
    const BatchWatch *watch = work->watch;
    if (!watch) return OK;
    if (env_stopped(work->desk->env)) return fail(err, ERR_USAGE, "%s", _("stopped; nothing was changed"));
    if (watch->progress) watch->progress(watch->ctx, done < 3 * work->asked ? done : 3 * work->asked, 3 * work->asked);
    return OK;
}

static void tell_refused(Work *work, size_t at, Status status, Problems *problems, const Error *err) {
    const Step *step = &work->steps[at];
    const char *key = err->where[0] && register_field_index(step->change->wanted->def, err->where) >= 0 ? err->where : NULL;
    if (status == ERR_INVALID) problem_add(problems, step->change->wanted->def, key, "%s", err->message);
    bool row = status == ERR_INVALID || status == ERR_CLASH || status == ERR_MISSING; /* not the disk, or a stop */
    if (row && work->watch && work->watch->refused) work->watch->refused(work->watch->ctx, step->cause, problems, err);
}

static Status store_all(Work *work, Problems *problems, Error *err) {
    Status status = OK;
    for (size_t i = 0; i < work->asked && status == OK; i++) {
        status = go_on(work, i, err);
        if (status == OK) status = store_step(work, &work->steps[i], err);
        if (status != OK) tell_refused(work, i, status, problems, err);
    }
    /* when all stand, so that a batch that brings its own consequences is not given them twice */
    for (size_t i = 0; i < work->count && status == OK; i++) {
        status = consequences(work, i, CONSEQUENCE_FOLLOW, NULL, err);
        if (status != OK) tell_refused(work, i, status, problems, err);
    }
    return status;
}

/* The first row that is refused ends it, unless somebody watches and wants to hear of all. */
static Status check_all(Work *work, Problems *problems, Error *err) {
    Status status = OK, worst = OK;
    for (size_t i = 0; i < work->count && status == OK && (worst == OK || work->watch); i++) {
        Problems own = {0};
        Error reason;
        check_step(work, &work->steps[i], &own);
        status = go_on(work, work->count + i, err);
        if (!own.count || status != OK) continue;
        refuse(work->steps[i].after, &own, &reason);
        if (work->watch && work->watch->refused) work->watch->refused(work->watch->ctx, work->steps[i].cause, &own, &reason);
        if (worst != OK) continue;
        worst = ERR_INVALID;
        *err = reason;
        *problems = own;
    }
    return status == OK ? worst : status;
}

/* What a role asks concerns all contacts, and an own term all records that have it: however many rows of the batch say so, they are derived once. */
static Status derive_far(Work *work, Error *err) {
    bool contacts = false, terms = false;
    for (size_t i = 0; i < work->count; i++) {
        const Step *step = &work->steps[i];
        contacts = contacts || (step->differs && cadence_touches(step->after));
        terms = terms || (step->differs && own_terms_changed(step->before, step->after));
    }
    Status status = contacts ? cadence_recompute(work->desk, err) : OK;
    return status == OK && terms ? own_terms_recompute(work->desk, err) : status;
}

static Status run(Work *work, Problems *problems, Error *err) {
    Status status = store_all(work, problems, err);
    if (status == OK) status = check_all(work, problems, err);
    for (size_t i = 0; i < work->count && status == OK; i++) {
        status = go_on(work, 2 * work->count + i, err);
        if (status == OK) status = derive_step(work, &work->steps[i], err);
    }
    return status == OK ? derive_far(work, err) : status;
}

/* Tells the caller what was stored: number, version and times. */
static void give_back(Step *step) {
    Record *wanted = step->change->wanted;
    const Record *after = step->after;
    wanted->no = after->no;
    wanted->parent = after->parent;
    wanted->parent_no = after->parent_no;
    wanted->version = after->version;
    wanted->created_at = after->created_at;
    wanted->updated_at = after->updated_at;
    wanted->voided_at = after->voided_at;
}

Status apply_batch(Desk *desk, Change *changes, size_t count, int64_t undoes, const BatchWatch *watch, Problems *problems,
                   int64_t *batch, Error *err) {
    Problems own = {0};
    Error quiet = {0};
    if (!problems) problems = &own;
    if (!err) err = &quiet;
    problems->count = 0;
    Work work = {.desk = desk,
                 .arena = arena_new(),
                 .count = count,
                 .asked = count,
                 .room = count + 1,
                 .undoes = undoes,
                 .watch = watch,
                 .now = desk_now(desk)};
    work.steps = ARENA_ARRAY(work.arena, Step, count + 1);
    for (size_t i = 0; i < count; i++) work.steps[i] = (Step){.change = &changes[i], .cause = i};
    Status status = db_begin(desk->db, err);
    if (status == OK) status = run(&work, problems, err);
    if (status == OK) status = db_commit(desk->db, err);
    if (status != OK) db_rollback(desk->db);
    for (size_t i = 0; i < count && status == OK; i++) give_back(&work.steps[i]);
    if (batch) *batch = status == OK ? work.batch : 0;
    arena_free(work.arena);
    return status;
}

/* What a person did, and may take back. */
static Status apply_own(Desk *desk, Change *changes, size_t count, const BatchWatch *watch, Problems *problems, int64_t *batch, Error *err) {
    int64_t made = 0;
    Status status = apply_batch(desk, changes, count, 0, watch, problems, &made, err);
    if (status == OK && made) undo_remember(desk, made);
    if (batch) *batch = made;
    return status;
}

Status apply_watched(Desk *desk, Change *changes, size_t count, const BatchWatch *watch, int64_t *batch, Error *err) {
    return apply_own(desk, changes, count, watch, NULL, batch, err);
}

Status desk_apply(Desk *desk, Change *changes, size_t count, Problems *problems, int64_t *batch, Error *err) {
    return apply_own(desk, changes, count, NULL, problems, batch, err);
}

Status desk_would(Desk *desk, const Record *seen, const Record *wanted, Problems *problems, Error *err) {
    Arena *arena = arena_new();
    Change change = {.seen = seen};
    Step step = {.change = &change, .before = record_copy(seen, arena), .after = record_copy(wanted, arena), .differs = true};
    Work work = {.desk = desk, .arena = arena, .steps = &step, .count = 1, .asked = 1, .room = 1, .now = desk_now(desk)};
    (void)err;
    check_step(&work, &step, problems);
    arena_free(arena);
    return OK;
}
