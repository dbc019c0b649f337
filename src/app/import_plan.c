/* Import, third part: the plan. Numbers first, so that every link can be written; then values; then what differs. */
#include "import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/model/words.h"

/* -- problems and places --------------------------------------------------------------------------------------- */

void item_place(const Source *source, const Doc *doc, const char *field, Error *err) {
    if (doc && doc->line > 0)
        doc_where(err, source->name, doc->line, doc->column, field);
    else
        error_where(err, "%s%s%s", source->name, field ? " " : "", field ? field : "");
}

/* JSON has no lines: then the record's code or its register says where. */
static void place_of_item(const Item *item, const Doc *doc, const char *field, Error *err) {
    char code[CODE_SIZE] = "";
    const Item *record = item->parent ? item->parent : item;
    if ((doc && doc->line > 0) || !item->def) {
        item_place(item->source, doc, field, err);
        return;
    }
    if (record->no) code_write(record->def, record->no, code);
    error_where(err, "%s %s%s%s", item->source->name, code[0] ? code : item->def->key, field ? " " : "",
                field ? field : "");
}

void plan_problem(Import *import, const Item *item, const Doc *doc, const char *field, const Error *problem) {
    ImportPlan *plan = import->plan;
    Error full = *problem;
    place_of_item(item, doc ? doc : item->doc, field, &full);
    for (size_t i = 0; i < plan->problem_count && i < PLAN_PROBLEMS; i++)
        if (strcmp(plan->problems[i].message, full.message) == 0 && strcmp(plan->problems[i].where, full.where) == 0)
            return;
    if (plan->problem_count < PLAN_PROBLEMS) plan->problems[plan->problem_count] = full;
    plan->problem_count++;
}

static void bad(Import *import, Item *item, const Doc *doc, const char *field, PlanVerdict verdict,
                const Error *problem) {
    plan_problem(import, item, doc, field, problem);
    item->verdict = verdict;
    item->failed = true;
}

const Doc *item_field(const Item *item, const char *key) {
    return item->doc->kind == DOC_MAP ? doc_get(item->doc, key) : NULL;
}

/* -- numbers --------------------------------------------------------------------------------------------------- */

static bool is_record(const Item *item) {
    return !item->changes && item->def->kind != KIND_CHILD;
}

static void given_number(Import *import, Item *item) {
    const RegisterDef *def = NULL;
    Error problem;
    char clip[CLIP_SIZE];
    const char *text = item->code->kind == DOC_SCALAR ? item->code->text : "";
    if (!*text) return; /* an empty cell: a new one */
    const RegisterDef *wanted = item->def;
    if (code_parse(text, &def, &item->no) && (def == wanted || wanted->kind == KIND_CHILD)) return;
    item->no = 0;
    fail(&problem, ERR_INVALID, _("'%s' is no code of this register"), words_clip(text, clip));
    error_hint(&problem, _("a code here looks like %s-0012; without one the next number is taken"),
               wanted->prefix ? wanted->prefix : "INC");
    bad(import, item, item->code, "code", PLAN_BAD, &problem);
}

static void load_stored(Import *import, Item *item) {
    Error problem;
    if (!item->no || records_load(import->desk->db, item->def, item->no, import->arena, &item->stored, NULL) != OK) {
        item->stored = NULL;
        return;
    }
    if (!item->stored->voided_at) return;
    char code[CODE_SIZE];
    code_write(item->def, item->no, code);
    fail(&problem, ERR_CLASH, _("'%s' is there and was struck as entered by mistake"), code);
    error_hint(&problem, "%s", _("restore it first, or leave out the code to make a new one"));
    bad(import, item, item->code, "code", PLAN_CLASH, &problem);
}

/* Numbers that are given go first; the others follow behind the highest, in the order in which they are made. */
static void give_numbers(Import *import, const RegisterDef *def) {
    int64_t next = records_next_number(import->desk->db, def);
    for (size_t i = 0; i < import->count; i++)
        if (import->items[i]->def == def && is_record(import->items[i]) && import->items[i]->no >= next)
            next = import->items[i]->no + 1;
    for (size_t i = 0; i < import->count; i++) {
        Item *item = import->items[i];
        if (item->def == def && is_record(item) && !item->no) item->no = next++;
    }
}

static void number_all(Import *import) {
    for (size_t i = 0; i < import->count; i++) {
        Item *item = import->items[i];
        if (!is_record(item)) continue;
        if (item->code) given_number(import, item);
        if (item->def->kind == KIND_SINGLE && !item->no) item->no = 1;
        load_stored(import, item);
    }
    for (const RegisterDef *def = NULL; (def = register_next(def));)
        if (def->kind != KIND_CHILD) give_numbers(import, def);
}

/* A number that stands in the files twice would be two truths. */
static void refuse_doubles(Import *import) {
    for (size_t i = 0; i < import->count; i++) {
        Item *item = import->items[i];
        char code[CODE_SIZE];
        if (!is_record(item)) continue;
        code_write(item->def, item->no, code);
        const Item *first = names_find(import, code);
        if (first == item) continue;
        Error problem, place = {0};
        item_place(first->source, first->doc, NULL, &place);
        fail(&problem, ERR_CLASH, _("'%s' stands in the files twice"), code);
        error_hint(&problem, _("first at %s"), place.where);
        bad(import, item, item->code, "code", PLAN_CLASH, &problem);
    }
}

/* -- child rows of a table find their record --------------------------------------------------------------------- */

static void find_parent(Import *import, Item *item) {
    const RegisterDef *def = NULL;
    int64_t no = 0;
    Error problem;
    const char *text = item->code && item->code->kind == DOC_SCALAR ? item->code->text : "";
    char code[CODE_SIZE], clip[CLIP_SIZE];
    if (!code_parse(text, &def, &no) || !register_is_child_of(item->def, def)) {
        fail(&problem, ERR_INVALID, _("'%s' is no code of a record that has such rows"), words_clip(text, clip));
        error_hint(&problem, "%s", _("the column code holds the code of the record that the row belongs to"));
        bad(import, item, item->code, "code", PLAN_BAD, &problem);
        return;
    }
    code_write(def, no, code);
    item->parent = names_find(import, code);
    if (item->parent) return;
    Item *parent = arena_alloc(import->arena, sizeof *parent);
    *parent = (Item){.source = item->source, .doc = item->doc, .def = def, .no = no, .verdict = PLAN_SAME};
    if (records_load(import->desk->db, def, no, import->arena, &parent->stored, &problem) != OK) {
        bad(import, item, item->code, "code", PLAN_BAD, &problem);
        return;
    }
    parent->wanted = parent->tail = parent->stored;
    item->parent = parent;
}

/* -- values ---------------------------------------------------------------------------------------------------- */

static Record *base_of(const Import *import, const Item *item) {
    if (item->changes) return record_copy(item->changes->tail, import->arena);
    if (item->stored) return record_copy(item->stored, import->arena);
    Record *record = record_new_initial(item->def, item->timed ? item->at : import->now, import->arena);
    record->no = item->def->kind == KIND_CHILD ? 0 : item->no;
    return record;
}

static void fill_item(Import *import, Item *item) {
    if (item->changes && item->changes->failed) item->failed = true;
    if (item->parent && item->parent->failed) item->failed = true;
    if (item->doc->kind != DOC_MAP || (item->changes && !item->changes->tail)) return;
    if (item->changes) item->stored = item->changes->tail;
    item->wanted = base_of(import, item);
    if (item->parent) {
        item->wanted->parent = item->parent->def;
        item->wanted->parent_no = item->parent->no;
    }
    bool good = true;
    for (const Doc *doc = item->doc->first; doc; doc = doc->next) {
        const FieldDef *field = register_field(item->def, doc->key);
        if (field) good = names_fill(import, item, field, doc, item->wanted) && good;
    }
    if (!good) {
        item->failed = true;
        item->verdict = PLAN_BAD;
    }
    item->tail = item->wanted;
    if (item->changes) item->changes->tail = item->wanted;
}

/* -- what differs ------------------------------------------------------------------------------------------------ */

/* True if `row` is `wanted`, or is it but for what was still empty. */
static bool completes(const Record *row, const Record *wanted, bool exactly) {
    for (size_t i = 0; i < row->def->field_count; i++) {
        if (value_equal(&row->def->fields[i], row->values[i], wanted->values[i])) continue;
        if (exactly || row->values[i].set) return false;
    }
    return true;
}

/* Each row that is there answers to one row of the files at most: struck from the list when it is taken. */
static bool match_row(RecordList *rows, Item *item, bool exactly) {
    for (size_t i = 0; i < rows->count; i++) {
        if (!rows->items[i] || !completes(rows->items[i], item->wanted, exactly)) continue;
        item->stored = rows->items[i];
        item->wanted->no = item->no = item->stored->no;
        item->wanted->version = item->stored->version;
        item->verdict = exactly ? PLAN_SAME : PLAN_CHANGED;
        rows->items[i] = NULL;
        return true;
    }
    return false;
}

/* A row of the files that no row answers to, of the day of a row to which nothing of the files does: that row as somebody changed it. What was
 * written stays, and a decision moved by way of a file would stand as a new one that nobody took. */
static void refuse_rewritten(Import *import, const RecordList *rows, Item *item) {
    const FieldDef *day = NULL;
    for (size_t i = 0; i < item->def->field_count && !day; i++)
        if (item->def->fields[i].flags & FF_HAPPENED) day = &item->def->fields[i];
    for (size_t i = 0; i < rows->count && day; i++) {
        if (!rows->items[i] || !record_has(rows->items[i], day->key)) continue;
        if (!value_equal(day, record_value(rows->items[i], day->key), record_value(item->wanted, day->key))) continue;
        Error err = {0};
        fail(&err, ERR_INVALID, _("this is not the row %lld that was written, and what was written stays"), (long long)rows->items[i]->no);
        error_hint(&err, "%s", _("strike it through and add the right one, or give the new one its own day"));
        plan_problem(import, item, NULL, day->key, &err);
        item->failed = true;
        return;
    }
}

/* The rows in [from, to) are of one child and one record that is there. */
static void match_rows(Import *import, Item **items, size_t count) {
    RecordList rows;
    const Item *first = items[0];
    if (records_children(import->desk->db, first->parent->def, first->parent->no, first->def, false, import->arena,
                         &rows, NULL) != OK)
        return;
    for (int exactly = 1; exactly >= 0; exactly--)
        for (size_t i = 0; i < count; i++)
            if (!items[i]->stored && items[i]->wanted && !items[i]->failed) match_row(&rows, items[i], exactly);
    for (size_t i = 0; i < count; i++)
        if (!items[i]->stored && items[i]->wanted && !items[i]->failed) refuse_rewritten(import, &rows, items[i]);
}

static int by_parent(const void *a, const void *b) {
    const Item *left = *(Item *const *)a, *right = *(Item *const *)b;
    if (left->parent->def->id != right->parent->def->id) return left->parent->def->id - right->parent->def->id;
    if (left->parent->no != right->parent->no) return left->parent->no < right->parent->no ? -1 : 1;
    if (left->def->id != right->def->id) return left->def->id - right->def->id;
    return (left->doc->line > right->doc->line) - (left->doc->line < right->doc->line);
}

static bool same_rows(const Item *a, const Item *b) {
    return a->parent->def == b->parent->def && a->parent->no == b->parent->no && a->def == b->def;
}

static void match_children(Import *import) {
    Item **rows = ARENA_ARRAY(import->arena, Item *, import->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < import->count; i++) {
        Item *item = import->items[i];
        if (item->def->kind == KIND_CHILD && !item->changes && item->parent && item->parent->stored)
            rows[count++] = item;
    }
    qsort(rows, count, sizeof *rows, by_parent);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && same_rows(rows[from], rows[to]); to++)
            continue;
        match_rows(import, rows + from, to - from);
    }
}

static const char *differing(const Import *import, const Item *item) {
    StrBuf keys;
    strbuf_init(&keys);
    for (size_t i = 0; i < item->def->field_count; i++)
        if (!value_equal(&item->def->fields[i], item->stored->values[i], item->wanted->values[i]))
            strbuf_addf(&keys, "%s%s", keys.length ? " " : "", item->def->fields[i].key);
    const char *text = arena_strdup(import->arena, keys.data);
    strbuf_done(&keys);
    return text;
}

static void judge_record(Import *import, Item *item) {
    PlanRow *row = &import->plan->rows[import->plan->row_count];
    Error place = {0};
    item_place(item->source, item->doc, NULL, &place);
    *row = (PlanRow){.def = item->def, .title = "", .where = arena_strdup(import->arena, place.where)};
    code_write(item->def, item->no, row->code);
    if (item->wanted) row->title = record_title(item->wanted);
    if (item->stored && item->wanted) {
        row->fields = differing(import, item);
        if (!item->failed) item->verdict = *row->fields ? PLAN_CHANGED : PLAN_SAME;
    }
    item->row = ++import->plan->row_count;
}

/* A record that is itself the same has changed when a row comes to it; a bad row makes a bad record. */
static void judge_row(const Import *import, const Item *item) {
    Item *record = item->parent ? item->parent : item->changes;
    if (record && item->changes && item->parent) record = item->parent;
    if (!record) return;
    if (item->failed && !record->failed) {
        record->verdict = PLAN_BAD;
        record->failed = true;
    }
    if (item->verdict == PLAN_SAME || record->verdict != PLAN_SAME) return;
    record->verdict = PLAN_CHANGED;
    if (record->row) import->plan->rows[record->row - 1].fields = item->def->key;
}

static bool may_change(const Import *import, const Item *item) {
    return import->options.update || item->def->kind == KIND_SINGLE || import->past;
}

static void refuse_change(Import *import, Item *item) {
    Error problem;
    char code[CODE_SIZE];
    code_write(item->def, item->no, code);
    const char *fields = item->row ? import->plan->rows[item->row - 1].fields : NULL;
    fail(&problem, ERR_CLASH, _("'%s' is there already and differs: %s"), code, fields ? fields : item->def->key);
    error_hint(&problem, "%s", _("import with --update to change it, or leave out the code to make a new one"));
    bad(import, item, item->code, NULL, PLAN_CLASH, &problem);
}

static void judge(Import *import) {
    import->plan->rows = ARENA_ARRAY(import->arena, PlanRow, import->count + 1);
    for (size_t i = 0; i < import->count; i++)
        if (is_record(import->items[i])) judge_record(import, import->items[i]);
    for (size_t i = 0; i < import->count; i++)
        if (!is_record(import->items[i])) judge_row(import, import->items[i]);
    for (size_t i = 0; i < import->count; i++) {
        Item *item = import->items[i], *record = item->parent ? item->parent : item;
        if (record->verdict == PLAN_CHANGED && !may_change(import, record)) refuse_change(import, record);
        if (!is_record(item)) continue;
        import->plan->rows[item->row - 1].verdict = item->verdict;
    }
    for (size_t i = 0; i < import->plan->row_count; i++)
        import->plan->counts[import->plan->rows[i].verdict]++;
}

/* -- all of it --------------------------------------------------------------------------------------------------- */

/* "me" is the user's contact, or the officer that this import brings. */
static void find_me(Import *import) {
    import->me = desk_me(import->desk) ? arena_strdup(import->arena, desk_me(import->desk)) : NULL;
    for (size_t i = 0; i < import->count && !import->me; i++) {
        const Item *item = import->items[i];
        const Doc *officer = item->def->kind == KIND_SINGLE && !item->changes ? item_field(item, "officer") : NULL;
        if (!officer) continue;
        Record *scratch = record_new(item->def, import->arena);
        size_t problems = import->plan->problem_count;
        if (names_fill(import, item, register_field(item->def, "officer"), officer, scratch))
            import->me = record_text(scratch, "officer");
        import->plan->problem_count = problems; /* told when the record itself is read */
    }
}

void plan_build(Import *import) {
    ImportPlan *plan = import->plan;
    arena_clear(import->arena);
    *plan = (ImportPlan){.import = import};
    import->past = import->partial = false;
    import->revision = desk_revision(import->desk);
    items_read(import);
    if (import->past) past_order(import);
    number_all(import);
    names_index(import);
    refuse_doubles(import);
    for (size_t i = 0; i < import->count; i++)
        if (import->items[i]->source->table && import->items[i]->def->kind == KIND_CHILD)
            find_parent(import, import->items[i]);
    find_me(import);
    for (size_t i = 0; i < import->count; i++)
        fill_item(import, import->items[i]);
    match_children(import);
    judge(import);
}
