/* list and search: rows of a register, window by window, so that a million of them never sit in memory. */
#include "cmd.h"

#include <stdio.h>
#include <string.h>

#include "loket/app/agenda.h"
#include "loket/app/saved_views.h"
#include "loket/app/search.h"
#include "loket/app/computed.h"
#include "loket/base/nearest.h"
#include "loket/cli/table.h"
#include "loket/io/csv.h"
#include "loket/io/json.h"
#include "loket/io/yaml.h"

enum { WINDOW = 500 };

typedef enum Format { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON, FORMAT_YAML, FORMAT_COUNT } Format;
static const char *const formats[FORMAT_COUNT] = {"table", "csv", "json", "yaml"};

/* One column: a field, or code, due, created, updated when `field` is NULL. */
typedef struct Shown {
    const char *key;
    const FieldDef *field;
    const ComputedDef *computed; /* then `field` is NULL too */
} Shown;

typedef struct Listing {
    Cli *cli;
    const RegisterDef *def;
    Query query;
    Order order;
    Shown columns[TABLE_COLUMNS * 4];
    size_t column_count;
    Format format;
    long limit; /* 0 = all */
    Table table;
    size_t printed;
} Listing;

/* -- what was asked -------------------------------------------------------------------------------------------- */

static const char *const pseudo[] = {"code", "due", "created", "updated"};

static Status add_column(Listing *listing, const char *key, Error *err) {
    const FieldDef *field = register_field(listing->def, key);
    Nearest nearest = nearest_start(key);
    const ComputedDef *computed = field ? NULL : computed_find(listing->def, key);
    const char *known = field ? field->key : computed ? computed->key : NULL;
    for (size_t i = 0; !known && i < COUNT_OF(pseudo); i++) {
        if (strcmp(key, pseudo[i]) == 0) known = pseudo[i];
        nearest_offer(&nearest, pseudo[i]);
    }
    for (size_t i = 0; !known && i < listing->def->field_count; i++)
        nearest_offer(&nearest, listing->def->fields[i].key);
    if (!known) {
        fail(err, ERR_USAGE, _("%s has no column '%s'"), lang_text(listing->def->title), key);
        if (nearest_word(&nearest)) return error_hint(err, _("did you mean %s?"), nearest_word(&nearest));
        return error_hint(err, _("its fields are listed by: loket help %s"), listing->def->key);
    }
    if (listing->column_count < COUNT_OF(listing->columns))
        listing->columns[listing->column_count++] = (Shown){known, field, computed};
    return OK;
}

static Status add_columns(Listing *listing, const char *keys, Error *err) {
    char *words = arena_strdup(listing->cli->arena, keys), key[64];
    for (char *c = words; *c; c++)
        if (*c == ',')
            *c = ' ';
        else if (*c == '-')
            *c = '_';
    Status status = OK;
    for (const char *rest = words; status == OK && text_next_word(&rest, key, sizeof key);)
        status = add_column(listing, key, err);
    if (status != OK || listing->column_count) return status;
    fail(err, ERR_USAGE, "%s", _("--columns names no column"));
    return error_hint(err, "%s", _("as in --columns code,title,due"));
}

/* Programs get all there is, in the order of the table of fields. */
static Status all_columns(Listing *listing, Error *err) {
    Status status = add_column(listing, "code", err);
    for (size_t i = 0; status == OK && i < listing->def->field_count; i++)
        status = add_column(listing, listing->def->fields[i].key, err);
    return status;
}

static Status choose_format(Listing *listing, Error *err) {
    const char *format = options_value(&listing->cli->options, "format");
    for (size_t i = 0; format && i < FORMAT_COUNT; i++) {
        if (strcmp(formats[i], format) != 0) continue;
        listing->format = (Format)i;
        return OK;
    }
    if (!format) return OK;
    fail(err, ERR_USAGE, _("--format: there is no format '%s'"), format);
    return error_hint(err, "%s", _("choose table, csv, json or yaml"));
}

static Status choose_list(const Listing *listing, const ListDef **list, Error *err) {
    const char *name = options_value(&listing->cli->options, "list");
    *list = name ? register_list(listing->def, name) : listing->def->list_count ? &listing->def->lists[0] : NULL;
    if (!name || *list) return OK;
    const SavedView *saved = saved_view_named(listing->cli->desk, listing->def, name, listing->cli->arena);
    if (saved) {
        *list = &saved->list;
        return OK;
    }
    StrBuf known;
    strbuf_init(&known);
    for (size_t i = 0; i < listing->def->list_count; i++)
        strbuf_addf(&known, "%s%s", i ? ", " : "", listing->def->lists[i].key);
    SavedView *views;
    size_t count;
    if (saved_views(listing->cli->desk, listing->def, listing->cli->arena, &views, &count, NULL) == OK)
        for (size_t i = 0; i < count; i++) strbuf_addf(&known, ", %s", views[i].list.label);
    fail(err, ERR_USAGE, _("%s has no list '%s'"), lang_text(listing->def->title), name);
    error_hint(err, _("it has: %s"), known.data);
    strbuf_done(&known);
    return ERR_USAGE;
}

static Status read_listing(Listing *listing, Error *err) {
    Cli *cli = listing->cli;
    const Options *options = &cli->options;
    const ListDef *list;
    Status status = choose_list(listing, &list, err);
    if (status == OK) status = choose_format(listing, err);
    if (status == OK) status = options_number(options, "limit", 0, &listing->limit, err);
    if (status != OK) return status;
    const char *filter = cli_rest(cli, 1), *sort = options_value(options, "sort"),
               *columns = options_value(options, "columns");
    /* a filter of one's own replaces that of the first list, but narrows a list that was asked for */
    bool preset = list && (options_given(options, "list") || text_empty(filter));
    QueryContext context = desk_query_context(cli->desk);
    status = query_parse(listing->def, filter, &context, cli->arena, &listing->query, err);
    if (status == OK && preset) { /* it was read by itself, so its faults have their own columns; now both */
        filter = arena_printf(cli->arena, "%s %s", list->filter ? list->filter : "", filter);
        status = query_parse(listing->def, filter, &context, cli->arena, &listing->query, err);
    }
    if (status == OK)
        status = order_parse(listing->def, sort ? sort : preset ? list->order : "due", &listing->order, err);
    if (status != OK) return status;
    if (columns) return add_columns(listing, columns, err);
    if (listing->format != FORMAT_TABLE || !list) return all_columns(listing, err);
    return add_columns(listing, list->columns, err);
}

/* -- cells ----------------------------------------------------------------------------------------------------- */

static void pseudo_cell(const Listing *listing, const Record *record, const char *key, StrBuf *out) {
    char text[64];
    bool plain = listing->format == FORMAT_TABLE;
    Moment moment = strcmp(key, "due") == 0       ? record->due_at
                    : strcmp(key, "created") == 0 ? record->created_at
                                                  : record->updated_at;
    if (strcmp(key, "code") == 0) {
        record_code(record, text, sizeof text);
        strbuf_add(out, text);
    } else if (moment && plain && strcmp(key, "due") == 0) {
        when_left_short(moment, desk_now(listing->cli->desk), record->due_hours, out);
    } else if (moment && plain) {
        moment_format(moment, out);
    } else if (moment) {
        moment_write(moment, text);
        strbuf_add(out, text);
    }
}

static const char *cell(const Listing *listing, const Record *record, const Shown *column, Arena *arena) {
    StrBuf raw, safe;
    strbuf_init(&raw);
    strbuf_init(&safe);
    if (column->computed)
        column->computed->format(listing->cli->desk, record, &raw);
    else if (!column->field)
        pseudo_cell(listing, record, column->key, &raw);
    else if (listing->format == FORMAT_TABLE)
        desk_format(listing->cli->desk, record, column->field, &raw);
    else
        field_write(column->field, record->def, record_value(record, column->field->key), &raw);
    if (listing->format == FORMAT_TABLE) line_add(&safe, raw.data);
    const char *text = arena_strdup(arena, listing->format == FORMAT_TABLE ? safe.data : raw.data);
    strbuf_done(&raw);
    strbuf_done(&safe);
    return text;
}

/* -- formats --------------------------------------------------------------------------------------------------- */

static const char *head_of(const Shown *column) {
    if (column->field) return lang_text(column->field->label);
    if (column->computed) return lang_text(column->computed->label);
    if (strcmp(column->key, "code") == 0) return _("Code");
    if (strcmp(column->key, "due") == 0) return _("Due");
    return strcmp(column->key, "created") == 0 ? _("Entered") : _("Changed");
}

static void settle_table(Listing *listing, const char *const *cells, size_t rows) {
    for (size_t i = 0; i < listing->column_count; i++) {
        const Shown *column = &listing->columns[i];
        const FieldDef *field = column->field;
        bool due = !field && strcmp(column->key, "due") == 0;
        bool title = field && field->flags & FF_TITLE;
        table_column(&listing->table,
                     (Column){.head = head_of(column),
                              .least = !field ? (due ? 4 : 8) : 0,
                              .most = field && field->width && !title ? (field->width < 8 ? 8 : field->width) : 60,
                              .right = due || (field && field->type == FT_NUMBER),
                              .grows = title,
                              .stays = !field && (due || strcmp(column->key, "code") == 0)});
    }
    table_settle(&listing->table, cells, rows, listing->cli->out.width);
    table_head(&listing->table, &listing->cli->out);
}

static void print_data(Listing *listing, const char *const *cells) {
    Cli *cli = listing->cli;
    StrBuf text;
    strbuf_init(&text);
    if (listing->format == FORMAT_CSV) {
        csv_write_row(cells, listing->column_count, &text);
    } else {
        Arena *arena = arena_new();
        Doc *map = doc_map(arena);
        for (size_t i = 0; i < listing->column_count; i++)
            if (*cells[i]) doc_add_text(arena, map, listing->columns[i].key, cells[i]);
        if (listing->format == FORMAT_JSON) {
            strbuf_add(&text, listing->printed ? ",\n" : "");
            json_write(map, false, &text);
        } else {
            Doc *list = doc_list(arena);
            doc_add(list, NULL, map);
            yaml_write(list, 0, &text);
        }
        arena_free(arena);
    }
    output_data(&cli->out, text.data, cli->ascii);
    strbuf_done(&text);
}

static void begin(Listing *listing) {
    Cli *cli = listing->cli;
    if (listing->format == FORMAT_JSON) output_text(&cli->out, "[\n");
    if (listing->format != FORMAT_CSV) return;
    const char *heads[COUNT_OF(listing->columns)];
    for (size_t i = 0; i < listing->column_count; i++)
        heads[i] = listing->columns[i].key;
    print_data(listing, heads);
}

static void print_window(Listing *listing, const RecordList *list, Arena *arena) {
    size_t columns = listing->column_count;
    if (listing->format == FORMAT_TABLE && columns > TABLE_COLUMNS) columns = listing->column_count = TABLE_COLUMNS;
    const char **cells = ARENA_ARRAY(arena, const char *, list->count *columns + 1);
    for (size_t i = 0; i < list->count; i++)
        for (size_t j = 0; j < columns; j++)
            cells[i * columns + j] = cell(listing, list->items[i], &listing->columns[j], arena);
    if (listing->format == FORMAT_TABLE && listing->printed == 0 && list->count)
        settle_table(listing, cells, list->count);
    for (size_t i = 0; i < list->count; i++) {
        if (listing->format == FORMAT_TABLE)
            table_row(&listing->table, cells + i * columns, &listing->cli->out);
        else
            print_data(listing, cells + i * columns);
        listing->printed++;
    }
}

static void end(const Listing *listing) {
    Cli *cli = listing->cli;
    if (listing->format == FORMAT_JSON) output_text(&cli->out, listing->printed ? "\n]\n" : "]\n");
    if (listing->format == FORMAT_YAML && !listing->printed) output_text(&cli->out, "[]\n");
    if (listing->format == FORMAT_TABLE && !listing->printed) output_format(&cli->out, "%s\n", _("nothing fits"));
}

Status cmd_list(Cli *cli, Error *err) {
    Listing *listing = arena_alloc(cli->arena, sizeof *listing);
    listing->cli = cli;
    Status status = cli_register(cli_word(cli, 0), &listing->def, err);
    if (status == OK) status = read_listing(listing, err);
    if (status != OK) return status;
    begin(listing);
    Select select = {.query = &listing->query, .order = listing->order};
    Arena *arena = arena_new();
    for (bool more = true; status == OK && more && !cli->out.failed;) {
        size_t left = listing->limit ? (size_t)listing->limit - listing->printed : WINDOW;
        select.limit = left < WINDOW ? left : WINDOW;
        if (select.limit == 0) break;
        RecordList list;
        arena_clear(arena);
        status = select_window(desk_db(cli->desk), &select, arena, &list, &more, err);
        if (status != OK) break;
        print_window(listing, &list, arena);
        if (list.count == 0) break;
        select.from = anchor_of(list.items[list.count - 1], listing->order);
    }
    if (status == OK) end(listing);
    arena_free(arena);
    return status;
}

/* -- search ---------------------------------------------------------------------------------------------------- */

Status cmd_search(Cli *cli, Error *err) {
    const RegisterDef *only = NULL;
    const char *in = options_value(&cli->options, "in");
    long limit = 50;
    Status status = in ? cli_register(in, &only, err) : OK;
    if (status == OK) status = options_number(&cli->options, "limit", 1, &limit, err);
    Found *found = NULL;
    size_t count = 0;
    if (status == OK)
        status =
            desk_search(cli->desk, cli_rest(cli, 0), only, 0, (size_t)limit, cli->arena, &found, &count, err);
    if (status != OK) return status;
    for (size_t i = 0; i < count; i++) {
        char code[CODE_SIZE];
        StrBuf line;
        strbuf_init(&line);
        code_write(found[i].def, found[i].no, code);
        strbuf_addf(&line, "%-9s %s ", code, found[i].open ? " " : "x");
        line_add(&line, found[i].title ? found[i].title : "");
        if (!text_empty(found[i].snippet)) {
            strbuf_add(&line, "\n            ");
            line_add(&line, found[i].snippet);
            line_trim(&line);
        }
        output_format(&cli->out, "%s\n", line.data);
        strbuf_done(&line);
    }
    if (count == 0) output_format(&cli->out, "%s\n", _("nothing found"));
    return OK;
}
