/* Import into a demo file: records with a past. Each record, row and step happens at its own moment, by its own login,
 * through the one writer with its clock replaced; so that the trail tells a story. All of it stands in one transaction.
 */
#include "import.h"

#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"

static void read_moment(Import *import, Item *item, const Doc *doc) {
    Error problem = {0};
    Status status = doc->kind == DOC_SCALAR ? moment_parse(doc->text, import->now, &item->at, &problem)
                                            : fail(&problem, ERR_INVALID, "%s", _("one value is expected here"));
    if (status == OK && item->at > import->now && moment_day(item->at) == moment_day(import->now))
        item->at = import->now; /* made early in the day */
    if (status == OK && item->at > import->now)
        status = fail(&problem, ERR_INVALID, "%s", _("a past cannot lie in the future"));
    item->timed = status == OK;
    if (status == OK) return;
    item->failed = true;
    item->verdict = PLAN_BAD;
    plan_problem(import, item, doc, "at", &problem);
}

void past_read(Import *import, Item *item) {
    if (!import->desk->demo) return;
    const Doc *at = item_field(item, "at"), *by = item_field(item, "by");
    if (at) read_moment(import, item, at);
    if (by && by->kind == DOC_SCALAR && *by->text) item->by = by->text;
    if (item->changes && !at) {
        Error problem;
        fail(&problem, ERR_INVALID, "%s", _("a step says when it was: at"));
        plan_problem(import, item, NULL, NULL, &problem);
    }
}

/* -- order ----------------------------------------------------------------------------------------------------- */

static Moment earliest(const Import *import) {
    Moment first = import->now;
    for (size_t i = 0; i < import->count; i++)
        if (import->items[i]->timed && import->items[i]->at < first) first = import->items[i]->at;
    return first;
}

/* What says no moment was there from the start; a row, when its record was. Nothing happens before it exists. */
static void settle(Item *item, Moment first) {
    const Item *base = item->changes ? item->changes : item->parent;
    if (!item->timed) {
        item->at = base ? base->at : first;
        if (!item->by && base) item->by = base->by;
    }
    item->timed = true;
    if (base && item->at < base->at) item->at = base->at;
}

typedef struct Sorted {
    Item *item;
    size_t order;
} Sorted;

static int by_moment(const void *a, const void *b) {
    const Sorted *left = a, *right = b;
    if (left->item->at != right->item->at) return left->item->at < right->item->at ? -1 : 1;
    return (left->order > right->order) - (left->order < right->order);
}

void past_order(Import *import) {
    Moment first = earliest(import);
    Sorted *sorted = ARENA_ARRAY(import->arena, Sorted, import->count + 1);
    for (size_t i = 0; i < import->count; i++) {
        settle(import->items[i], first);
        sorted[i] = (Sorted){import->items[i], i};
    }
    qsort(sorted, import->count, sizeof *sorted, by_moment);
    for (size_t i = 0; i < import->count; i++)
        import->items[i] = sorted[i].item;
}

/* -- the clock and the login of then --------------------------------------------------------------------------- */

typedef struct Then {
    Env env;
    const Env *real;
    Moment now;
} Then;

static Moment then_now(void *ctx) {
    return ((Then *)ctx)->now;
}

static void then_random(void *ctx, void *bytes, size_t count) {
    const Env *real = ((Then *)ctx)->real;
    real->random(real->ctx, bytes, count);
}

static bool then_stop(void *ctx) {
    return env_stopped(((Then *)ctx)->real);
}

/* -- applying -------------------------------------------------------------------------------------------------- */

static Item *owner_of(const Item *item) {
    if (item->parent) return item->parent;
    return item->changes ? item->changes : (Item *)item;
}

static bool points_at_failed(const Import *import, const Item *item) {
    for (size_t i = 0; i < item->def->field_count; i++) {
        const FieldDef *field = &item->def->fields[i];
        if ((field->type != FT_LINK && field->type != FT_LINKS) || !item->wanted->values[i].set) continue;
        char code[CODE_SIZE];
        for (const char *codes = item->wanted->values[i].text; text_next_word(&codes, code, sizeof code);) {
            const Item *other = names_find(import, code);
            if (other && other->failed) return true;
        }
    }
    return false;
}

/* What builds on something that was refused is not told again. */
static bool built_on_failed(const Import *import, Item *item) {
    if (item->failed || !item->wanted) return true;
    bool failed = owner_of(item)->failed || (item->changes && item->changes->failed) || points_at_failed(import, item);
    item->failed = failed;
    return failed;
}

/* How many items from `from` on happen together: the same moment and login, and no two changes of one record. */
static size_t group_end(Import *import, size_t from) {
    const Item *first = import->items[from];
    size_t end = from;
    for (; end < import->count; end++) {
        Item *item = import->items[end];
        if (item->at != first->at || !text_equal(item->by, first->by)) break;
        if (item->changes && item->changes->touched) break;
        item->touched = true;
        if (item->changes) item->changes->touched = true;
    }
    for (size_t i = from; i < end; i++) {
        import->items[i]->touched = false;
        if (import->items[i]->changes) import->items[i]->changes->touched = false;
    }
    return end;
}

static Status apply_group(Import *import, size_t from, size_t end, Error *err) {
    size_t count = 0;
    Item **items = ARENA_ARRAY(import->arena, Item *, end - from);
    for (size_t i = from; i < end; i++)
        if (!built_on_failed(import, import->items[i])) items[count++] = import->items[i];
    Change *changes = ARENA_ARRAY(import->arena, Change, count + 1);
    Item **of = ARENA_ARRAY(import->arena, Item *, count + 1);
    Refusals refusals = {import, of};
    BatchWatch watch = {.refused = items_refused, .ctx = &refusals, .past = true};
    size_t made = items_changes(items, count, changes, of);
    if (made == 0) return OK;
    Status status = apply_batch(import->desk, changes, made, 0, &watch, NULL, NULL, err);
    if (status != ERR_INVALID && status != ERR_CLASH) return status;
    for (size_t i = 0; i < made; i++)
        of[i]->failed = owner_of(of[i])->failed = true;
    return OK;
}

/* People with a login are its user; the officer is the user at work. */
static Status tie_people(Import *import, Error *err) {
    Desk *desk = import->desk;
    Status status = OK;
    for (size_t i = 0; i < import->count && status == OK; i++) {
        const Item *item = import->items[i];
        if (strcmp(item->def->key, "contact") != 0 || item->changes || !item->wanted ||
            !record_has(item->wanted, "login"))
            continue;
        char code[CODE_SIZE];
        code_write(item->def, item->no, code);
        int64_t user = db_user(desk->db, record_text(item->wanted, "login"), true, err);
        status = user ? db_user_tie(desk->db, user, code, err) : err->status;
    }
    if (status == OK && !desk_me(desk) && import->me) status = desk_tie_me(desk, import->me, err);
    return status;
}

static Status apply_all(Import *import, Then *then, Error *err) {
    Status status = tie_people(import, err);
    const char *login = NULL;
    for (size_t from = 0, end; from < import->count && status == OK; from = end) {
        const Item *first = import->items[from];
        end = group_end(import, from);
        then->now = first->at;
        if (from == 0 || !text_equal(login, first->by)) status = desk_act_as(import->desk, login = first->by, err);
        if (status == OK) status = apply_group(import, from, end, err);
        if (import->options.progress) import->options.progress(import->options.ctx, end, import->count);
    }
    return status;
}

Status past_apply(Import *import, bool keep, Error *err) {
    Desk *desk = import->desk;
    const Env *real = desk->env;
    Then then = {
        .env = {.now = then_now, .random = then_random, .stop = then_stop, .login = real->login, .utf8 = real->utf8},
        .real = real};
    then.env.ctx = &then;
    Status status = db_bulk_begin(desk->db, err);
    if (status != OK) return status;
    desk->env = &then.env;
    status = apply_all(import, &then, err);
    desk->env = real;
    keep = keep && status == OK && import->plan->problem_count == 0;
    Status ended = db_bulk_end(desk->db, keep, status == OK ? err : NULL);
    Status back = desk_act_as(desk, NULL, NULL); /* the user at work again, whatever happened */
    return status != OK ? status : ended != OK ? ended : back;
}
