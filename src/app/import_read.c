/* Import, first part: from files to items. What is not a known register, child or field is found here. */
#include "import.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/nearest.h"
#include "loket/io/csv.h"
#include "loket/io/json.h"
#include "loket/io/yaml.h"
#include "loket/model/words.h"

TransferFormat transfer_format(const char *name) {
    static const struct {
        const char *word;
        TransferFormat format;
    } formats[] = {{"yaml", TRANSFER_YAML}, {"yml", TRANSFER_YAML}, {"csv", TRANSFER_CSV}, {"json", TRANSFER_JSON}};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (strcmp(dot ? dot + 1 : name, formats[i].word) == 0) return formats[i].format;
    return TRANSFER_AUTO;
}

/* The register that a file is about by its name: "export/incident.csv". */
static const RegisterDef *register_of_name(const char *name, Arena *arena) {
    const char *slash = strrchr(name, '/'), *stem = slash ? slash + 1 : name;
    return register_by_key(arena_strndup(arena, stem, strcspn(stem, ".")));
}

static Status find_register(Import *import, Source *source, Error *err) {
    const char *asked = import->options.reg;
    source->def = asked ? register_by_key(asked) : register_of_name(source->name, import->texts);
    if (source->def || (!asked && !source->table)) return OK;
    if (asked)
        fail(err, ERR_USAGE, _("there is no register '%s'"), asked);
    else
        fail(err, ERR_USAGE, _("'%s' does not say which register it holds"), source->name);
    return error_hint(err, "%s", _("name the file after its register, as incident.csv, or say which"));
}

Status source_add(Import *import, const char *data, size_t length, const char *name, Error *err) {
    TransferFormat format = import->options.format ? import->options.format : transfer_format(name);
    if (import->source_count == import->source_room) {
        Source *grown = ARENA_ARRAY(import->texts, Source,
                                    import->source_room = import->source_room ? 2 * import->source_room : 16);
        if (import->source_count) memcpy(grown, import->sources, import->source_count * sizeof *grown);
        import->sources = grown;
    }
    Source *source = &import->sources[import->source_count];
    *source = (Source){.name = arena_strdup(import->texts, name), .table = format == TRANSFER_CSV};
    Status status = find_register(import, source, err);
    if (status != OK) return status;
    if (format == TRANSFER_CSV)
        status = csv_read(data, length, source->name, import->texts, &source->doc, err);
    else if (format == TRANSFER_JSON)
        status = json_read(data, length, source->name, import->texts, &source->doc, err);
    else
        status = yaml_read(data, length, source->name, import->texts, &source->doc, err);
    if (status == OK) import->source_count++;
    return status;
}

/* -- items ------------------------------------------------------------------------------------------------------ */

static Item *item_add(Import *import, const Source *source, const RegisterDef *def, const Doc *doc) {
    if (import->count == import->room) {
        Item **grown = ARENA_ARRAY(import->arena, Item *, import->room = import->room ? 2 * import->room : 64);
        if (import->count) memcpy(grown, import->items, import->count * sizeof *grown);
        import->items = grown;
    }
    Item *item = arena_alloc(import->arena, sizeof *item);
    *item = (Item){.source = source, .def = def, .doc = doc};
    return import->items[import->count++] = item;
}

/* A problem about the key or value at `doc` of the item. */
static void complain(Import *import, const Item *item, const Doc *doc, const char *key, const char *hint,
                     const char *format, ...) __attribute__((format(printf, 6, 7)));

static void complain(Import *import, const Item *item, const Doc *doc, const char *key, const char *hint,
                     const char *format, ...) {
    Error problem;
    char text[sizeof problem.message];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    fail(&problem, ERR_INVALID, "%s", text);
    if (hint) error_hint(&problem, "%s", hint);
    plan_problem(import, item, doc, key, &problem);
}

static void spoil(Item *item) {
    item->failed = true;
    item->verdict = PLAN_BAD;
}

static void unknown_key(Import *import, Item *item, const Doc *doc) {
    spoil(item);
    char clip[CLIP_SIZE];
    Nearest nearest = nearest_start(doc->key);
    for (size_t i = 0; i < item->def->field_count; i++)
        nearest_offer(&nearest, item->def->fields[i].key);
    for (const RegisterDef *child = NULL; (child = register_child(item->def, child));)
        nearest_offer(&nearest, child->key);
    const char *word = nearest_word(&nearest);
    const char *hint = word ? arena_printf(import->arena, _("did you mean \"%s\"?"), word)
                            : arena_printf(import->arena, _("loket help %s lists the fields"), item->def->key);
    Doc at = *doc;
    at.line = doc->key_line;
    at.column = doc->key_column;
    complain(import, item, &at, item->def->key, hint, _("there is no field '%s' here"), words_clip(doc->key, clip));
}

static void read_record(Import *import, Item *item);

static void read_rows(Import *import, const Source *source, const RegisterDef *def, Item *parent, const Doc *doc) {
    const Doc *first = doc->kind == DOC_LIST ? doc->first : doc;
    for (const Doc *row = first; row; row = doc->kind == DOC_LIST ? row->next : NULL) {
        Item lost = {.source = source, .doc = row};
        if (row->kind == DOC_MAP) {
            Item *item = item_add(import, source, def, row);
            item->parent = parent;
            read_record(import, item);
        } else if (row->kind == DOC_LIST || *row->text) { /* "incident:" with nothing behind it is no fault */
            complain(import, &lost, row, def->key, NULL, "%s", _("this is no record: each is a list of field: value"));
        }
    }
}

static bool is_past_key(const char *key) {
    return strcmp(key, "at") == 0 || strcmp(key, "by") == 0 || strcmp(key, "steps") == 0;
}

static void read_steps(Import *import, Item *item, const Doc *steps) {
    if (steps->kind != DOC_LIST) {
        complain(import, item, steps, "steps", NULL, "%s", _("steps are a list"));
        return;
    }
    for (const Doc *doc = steps->first; doc; doc = doc->next) {
        if (doc->kind != DOC_MAP) {
            complain(import, item, doc, "steps", NULL, "%s", _("this is no step: each has at, by and what changes"));
            continue;
        }
        Item *step = item_add(import, item->source, item->def, doc);
        step->changes = item;
        step->parent = item->parent;
        read_record(import, step);
    }
}

/* `at`, `by`, `steps`: the past that only a demo may be given. */
static void read_past(Import *import, Item *item, const Doc *doc) {
    if (!import->desk->demo) {
        spoil(item);
        complain(import, item, doc, doc->key, _("make one with: loket init --demo"),
                 _("only a demo file may be given a past: '%s'"), doc->key);
        return;
    }
    import->past = true;
    if (strcmp(doc->key, "steps") != 0) return;
    if (item->changes)
        complain(import, item, doc, doc->key, NULL, "%s", _("a step has no steps of its own"));
    else
        read_steps(import, item, doc);
}

static void read_member(Import *import, Item *item, const Doc *doc) {
    bool child = item->def->kind == KIND_CHILD, step = item->changes != NULL;
    const RegisterDef *rows = register_by_key(doc->key);
    if (strcmp(doc->key, "code") == 0 && !step && (!child || item->source->table))
        item->code = doc;
    else if (is_past_key(doc->key))
        read_past(import, item, doc);
    else if (register_field(item->def, doc->key))
        return;
    else if (rows && register_is_child_of(rows, item->def))
        read_rows(import, item->source, rows, step ? item->changes : item, doc);
    else
        unknown_key(import, item, doc);
}

static void read_record(Import *import, Item *item) {
    size_t mine = import->count;
    for (const Doc *doc = item->doc->first; doc; doc = doc->next)
        read_member(import, item, doc);
    /* rows under a step happen when the step does, unless they say otherwise */
    past_read(import, item);
    if (!item->changes) return;
    for (size_t i = mine; i < import->count; i++) {
        Item *row = import->items[i];
        if (row->timed || row->changes) continue;
        row->at = item->at;
        row->by = row->by ? row->by : item->by;
        row->timed = item->timed;
    }
}

static void unknown_register(Import *import, const Source *source, const Doc *doc) {
    char clip[CLIP_SIZE];
    Nearest nearest = nearest_start(doc->key);
    for (const RegisterDef *def = NULL; (def = register_next(def));)
        if (def->kind != KIND_CHILD) nearest_offer(&nearest, def->key);
    const char *word = nearest_word(&nearest);
    Item item = {.source = source, .doc = doc};
    Doc at = *doc;
    at.line = doc->key_line;
    at.column = doc->key_column;
    complain(import, &item, &at, NULL, word ? arena_printf(import->arena, _("did you mean \"%s\"?"), word) : NULL,
             _("there is no register '%s'"), words_clip(doc->key, clip));
}

/* The officer's own file and an organisation's do not mix; of a folder that has both, each takes its part. */
static bool belongs(Import *import, const Item *item, const Doc *doc, const RegisterDef *def) {
    bool takes = desk_holds(import->desk, def);
    if (import->folder && desk_is_own(import->desk)) takes = def->belongs == BELONGS_OWN; /* what may stand in both is the organisation's */
    if (takes) return true;
    if (import->folder) return false;
    complain(import, item, doc, NULL, NULL,
             desk_is_own(import->desk) ? _("'%s' belongs in an organisation's file, not in your own")
                                       : _("'%s' belongs in your own file: loket --me"),
             def->key);
    return false;
}

static void read_register(Import *import, const Source *source, const Doc *doc) {
    const RegisterDef *def = register_by_key(strcmp(doc->key, "settings") == 0 ? "organisation" : doc->key);
    Item item = {.source = source, .doc = doc};
    if (!def)
        unknown_register(import, source, doc);
    else if (def->kind == KIND_CHILD)
        complain(import, &item, doc, NULL, NULL, _("'%s' stands within its record, not by itself"), doc->key);
    else if (belongs(import, &item, doc, def))
        read_rows(import, source, def, NULL, doc);
}

static void read_source(Import *import, const Source *source) {
    Item item = {.source = source, .doc = source->doc};
    if (source->doc->kind == DOC_LIST && source->def) {
        if (source->def->kind == KIND_CHILD || belongs(import, &item, source->doc, source->def))
            read_rows(import, source, source->def, NULL, source->doc);
    } else if (source->doc->kind == DOC_MAP) {
        for (const Doc *doc = source->doc->first; doc; doc = doc->next)
            read_register(import, source, doc);
    } else {
        complain(import, &item, source->doc, NULL, NULL, "%s",
                 _("there is no register here: a file begins with the key of one, as incident:"));
    }
}

/* The organisation says how the others are taken, so it stands before them. A row may point at a record further on, but must be stored
 * after its own. */
static int pass_of(const Item *item) {
    if (item->changes) return 3;
    return item->def->kind == KIND_CHILD ? 2 : item->def->kind != KIND_SINGLE;
}

static void records_first(Import *import) {
    Item **sorted = ARENA_ARRAY(import->arena, Item *, import->count + 1);
    size_t count = 0;
    for (int pass = 0; pass <= 3; pass++)
        for (size_t i = 0; i < import->count; i++)
            if (pass_of(import->items[i]) == pass) sorted[count++] = import->items[i];
    import->items = sorted;
}

void items_read(Import *import) {
    import->items = NULL;
    import->count = import->room = 0;
    for (size_t i = 0; i < import->source_count; i++)
        read_source(import, &import->sources[i]);
    records_first(import);
}
