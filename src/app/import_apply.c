/* Import, last part: the plan becomes one batch of changes, or a list of what is wrong. */
#include "loket/app/transfer.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "import.h"
#include "loket/base/file.h"
#include "loket/base/lang.h"

enum { FILE_LIMIT = 512 * 1024 * 1024 };

/* -- reading --------------------------------------------------------------------------------------------------- */

static Import *import_new(Desk *desk, const ImportOptions *options) {
    Arena *texts = arena_new();
    Import *import = arena_alloc(texts, sizeof *import);
    import->desk = desk;
    import->texts = texts;
    import->arena = arena_new();
    if (options) import->options = *options;
    import->now = desk_now(desk);
    import->plan = arena_alloc(texts, sizeof *import->plan);
    import->plan->import = import;
    return import;
}

void import_free(ImportPlan *plan) {
    if (!plan) return;
    Arena *texts = plan->import->texts;
    arena_free(plan->import->arena);
    arena_free(texts);
}

static Status add_file(Import *import, const char *path, Error *err) {
    char *data;
    size_t length;
    Status status = file_read(path, FILE_LIMIT, import->texts, &data, &length, err);
    return status == OK ? source_add(import, data, length, path, err) : status;
}

static int is_ours(const struct dirent *entry) {
    return entry->d_name[0] != '.' && transfer_format(entry->d_name) != TRANSFER_AUTO;
}

static Status add_folder(Import *import, const char *path, Error *err) {
    struct dirent **entries;
    int count = scandir(path, &entries, is_ours, alphasort);
    if (count < 0) return fail(err, ERR_FILE, _("cannot read folder \"%s\": %s"), path, strerror(errno));
    Status status = OK;
    for (int i = 0; i < count; i++) {
        if (status == OK)
            status = add_file(import, arena_printf(import->texts, "%s/%s", path, entries[i]->d_name), err);
        free(entries[i]);
    }
    free(entries);
    if (count == 0) {
        status = fail(err, ERR_MISSING, _("folder \"%s\" holds no files to import"), path);
        error_hint(err, "%s", _("their names end in .yaml, .json or .csv"));
    }
    return status;
}

Status import_read(Desk *desk, const char *path, const ImportOptions *options, ImportPlan **plan, Error *err) {
    Import *import = import_new(desk, options);
    struct stat info;
    *plan = import->plan;
    import->folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
    Status status = import->folder ? add_folder(import, path, err) : add_file(import, path, err);
    if (status == OK) plan_build(import);
    return status;
}

Status import_read_bytes(Desk *desk, const char *data, size_t length, const char *name, const ImportOptions *options,
                         ImportPlan **plan, Error *err) {
    Import *import = import_new(desk, options);
    *plan = import->plan;
    Status status = source_add(import, data, length, name, err);
    if (status == OK) plan_build(import);
    return status;
}

/* -- applying -------------------------------------------------------------------------------------------------- */

static bool makes_change(const Item *item) {
    if (item->failed || !item->wanted) return false;
    return item->changes || item->verdict == PLAN_NEW ||
           (item->stored && !record_same(item->stored, item->wanted, NULL));
}

size_t items_changes(Item **items, size_t count, Change *changes, Item **of) {
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        Item *item = items[i];
        item->change = 0;
        if (!makes_change(item)) continue;
        size_t parent = item->parent && !item->changes && !item->parent->stored ? item->parent->change : 0;
        changes[made] = (Change){.seen = item->stored, .wanted = item->wanted, .parent = parent};
        of[made++] = item;
        item->change = made;
    }
    for (size_t i = 0; i < count; i++)
        items[i]->change = 0; /* holds only within this batch */
    return made;
}

/* What looked fine and was refused is a bad one after all. */
static void mark_bad(ImportPlan *plan, const Item *item) {
    const Item *record = item->parent ? item->parent : item->changes ? item->changes : item;
    if (!record->row || plan->rows[record->row - 1].verdict == PLAN_BAD) return;
    plan->counts[plan->rows[record->row - 1].verdict]--;
    plan->counts[plan->rows[record->row - 1].verdict = PLAN_BAD]++;
}

void items_refused(void *ctx, size_t index, const Problems *problems, const Error *err) {
    const Refusals *refusals = ctx;
    Item *item = refusals->of[index];
    mark_bad(refusals->import->plan, item);
    if (problems->count == 0) plan_problem(refusals->import, item, NULL, NULL, err);
    for (size_t i = 0; i < problems->count && i < COUNT_OF(problems->items); i++) {
        const Problem *problem = &problems->items[i];
        const char *key = problem->field ? problem->field->key : NULL;
        Error full;
        fail(&full, ERR_INVALID, "%s", problem->message);
        plan_problem(refusals->import, item, key ? item_field(item, key) : NULL, key, &full);
    }
}

static void tell_progress(void *ctx, size_t done, size_t total) {
    const Import *import = ((const Refusals *)ctx)->import;
    if (import->options.progress) import->options.progress(import->options.ctx, done, total);
}

static Status apply_plain(Import *import, bool keep, int64_t *batch, Error *err) {
    Change *changes = ARENA_ARRAY(import->arena, Change, import->count + 1);
    Item **of = ARENA_ARRAY(import->arena, Item *, import->count + 1);
    Refusals refusals = {import, of};
    BatchWatch watch = {.refused = items_refused, .progress = tell_progress, .ctx = &refusals};
    size_t count = items_changes(import->items, import->count, changes, of);
    if (count == 0) return OK;
    if (keep) return apply_watched(import->desk, changes, count, &watch, batch, err);
    Status status = db_bulk_begin(import->desk->db, err);
    if (status != OK) return status;
    status = apply_batch(import->desk, changes, count, 0, &watch, NULL, NULL, err);
    Status ended = db_bulk_end(import->desk->db, false, NULL);
    return status != OK ? status : ended;
}

static Status refuse(const ImportPlan *plan, Error *err) {
    size_t count = plan->problem_count;
    fail(err, ERR_INVALID, ngettext("nothing was imported: %d problem", "nothing was imported: %d problems", count),
         (int)count);
    error_hint(err, "%s", plan->problems[0].message);
    return error_where(err, "%s", plan->problems[0].where);
}

static Status apply(ImportPlan *plan, bool keep, int64_t *batch, Error *err) {
    Import *import = plan->import;
    Error quiet;
    if (!err) err = &quiet;
    if (batch) *batch = 0;
    /* what was read may be old: numbers taken, records changed */
    if (import->revision != desk_revision(import->desk) || import->partial) plan_build(import);
    if (plan->problem_count) return refuse(plan, err);
    import->partial = true;
    Status status = import->past ? past_apply(import, keep, err) : apply_plain(import, keep, batch, err);
    if (plan->problem_count) return refuse(plan, err);
    return status;
}

Status import_check(Desk *desk, ImportPlan *plan, Error *err) {
    (void)desk;
    return apply(plan, false, NULL, err);
}

Status import_apply(Desk *desk, ImportPlan *plan, int64_t *batch, Error *err) {
    (void)desk;
    return apply(plan, true, batch, err);
}
