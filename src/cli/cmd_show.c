/* show and history: one record with everything around it, and what happened to it. */
#include "cmd.h"

#include <stdio.h>
#include <string.h>

#include "loket/app/agenda.h"
#include "loket/app/computed.h"
#include "loket/app/clocks.h"
#include "loket/app/history.h"
#include "loket/base/utf8.h"

enum { LABEL_CELLS = 24 };

/* -- fields ---------------------------------------------------------------------------------------------------- */

static void print_label(StrBuf *line, int indent, const char *label) {
    strbuf_addf(line, "%*s", indent, "");
    cell_add(line, label, LABEL_CELLS - 2, false);
    strbuf_add(line, "  ");
}

static void print_value(Cli *cli, int indent, const char *label, const char *text, bool note) {
    StrBuf line;
    strbuf_init(&line);
    print_label(&line, indent, label);
    StrBuf safe;
    strbuf_init(&safe);
    utf8_make_safe(&safe, text, strlen(text), note ? SAFE_KEEP_NEWLINE : SAFE_LINE);
    bool fits = !strchr(safe.data, '\n') && indent + LABEL_CELLS + utf8_width(safe.data) <= cli->out.width;
    if (fits) strbuf_add(&line, safe.data);
    line_trim(&line);
    output_format(&cli->out, "%s\n", line.data);
    if (!fits) output_wrapped(&cli->out, indent + 2, safe.data);
    strbuf_done(&safe);
    strbuf_done(&line);
}

/* A link shows the code as well as the name: it is what other commands take. */
static void value_text(Cli *cli, const Record *record, const FieldDef *field, StrBuf *out) {
    bool asked = options_given(&cli->options, "shielded");
    (asked ? desk_format_asked : desk_format)(cli->desk, record, field, out);
    if (record_hides(record, field) && !asked) return;
    const RegisterDef *def;
    int64_t no;
    const char *text = record_text(record, field->key);
    bool link = field->type == FT_LINK || field->type == FT_LINKS || field->type == FT_PARTY;
    if (link && text && (field->type != FT_PARTY || code_parse(text, &def, &no)) && strcmp(out->data, text) != 0)
        strbuf_addf(out, " (%s)", text);
}

static void print_fields(Cli *cli, const Record *record, int indent) {
    bool all = options_given(&cli->options, "all"), storage = record->def->kind != KIND_CHILD;
    const char *group = NULL;
    for (size_t i = 0; i < record->def->field_count; i++) {
        const FieldDef *field = &record->def->fields[i];
        if (field->group) group = field->group;
        if (!record->values[i].set && !all) continue;
        if (storage && group && *group) output_format(&cli->out, "\n%s\n", lang_text(group));
        group = NULL;
        StrBuf text;
        strbuf_init(&text);
        if (type_ops[field->type].storage == STORE_TEXT)
            value_text(cli, record, field, &text);
        else
            desk_format(cli->desk, record, field, &text);
        print_value(cli, indent, lang_text(field->label), text.data, field->type == FT_NOTE);
        strbuf_done(&text);
    }
}

/* What follows from other records, or from now. */
static void print_computed(Cli *cli, const Record *record) {
    const char *head = "\n";
    for (const ComputedDef *row = NULL; (row = computed_next(record->def, row));) {
        StrBuf text;
        strbuf_init(&text);
        row->format(cli->desk, record, &text);
        if (text.length) {
            output_text(&cli->out, head);
            print_value(cli, 2, lang_text(row->label), text.data, false);
            head = "";
        }
        strbuf_done(&text);
    }
}

/* -- around it ------------------------------------------------------------------------------------------------- */

static Status print_dues(Cli *cli, const Record *record, Error *err) {
    Due *dues;
    size_t count;
    Status status = records_dues(desk_db(cli->desk), record->def, record->no, cli->arena, &dues, &count, err);
    if (status == OK && count) output_format(&cli->out, "\n%s\n", _("Due"));
    for (size_t i = 0; status == OK && i < count; i++) {
        StrBuf when, reason;
        strbuf_init(&when);
        strbuf_init(&reason);
        if (dues[i].hours)
            moment_format(dues[i].due_at, &when);
        else
            day_format_weekday(moment_day(dues[i].due_at), &when);
        strbuf_add(&when, ", ");
        when_left_long(dues[i].due_at, desk_now(cli->desk), dues[i].hours, &when);
        agenda_reason(cli->desk, record->def, &dues[i], record, &reason);
        strbuf_addf(&reason, ": %s", when.data);
        output_format(&cli->out, "  %s\n", reason.data);
        strbuf_done(&when);
        strbuf_done(&reason);
    }
    return status;
}

/* The terms of law and policy, with why; those that are over too. */
static Status print_clocks(Cli *cli, const Record *record, Error *err) {
    Clock *clocks;
    size_t count;
    StrBuf text;
    Status status = clocks_of(cli->desk, record, cli->arena, &clocks, &count, err);
    if (status == OK && count) output_format(&cli->out, "\n%s\n", _("Clocks"));
    strbuf_init(&text);
    for (size_t i = 0; status == OK && i < count; i++) {
        strbuf_clear(&text);
        strbuf_addf(&text, "%-9s ", clocks[i].regime->code);
        StrBuf line;
        strbuf_init(&line);
        strbuf_addf(&line, "%s: ", policy_text(clocks[i].regime->title));
        clock_format_line(cli->desk, &clocks[i], desk_now(cli->desk), &line);
        line_add(&text, line.data);
        output_wrapped(&cli->out, 2, text.data);
        strbuf_clear(&line);
        if (clocks[i].state != CLOCK_OFF) clock_format_why(&clocks[i], &line);
        strbuf_clear(&text);
        line_add(&text, line.data);
        if (text.length) output_wrapped(&cli->out, 6, text.data);
        strbuf_done(&line);
    }
    strbuf_clear(&text);
    if (status == OK) clocks_unknown(cli->desk, record, &text);
    if (text.length) output_wrapped(&cli->out, 2, text.data);
    strbuf_done(&text);
    return status;
}

static Status print_children(Cli *cli, const Record *record, Error *err) {
    bool all = options_given(&cli->options, "all");
    Status status = OK;
    for (const RegisterDef *child = NULL; status == OK && (child = register_child(record->def, child));) {
        RecordList rows;
        status = records_children(desk_db(cli->desk), record->def, record->no, child, all, cli->arena, &rows, err);
        if (status != OK || rows.count == 0) continue;
        output_format(&cli->out, "\n%s\n", lang_text(child->title));
        for (size_t i = 0; i < rows.count; i++) {
            StrBuf when;
            strbuf_init(&when);
            moment_format(rows.items[i]->created_at, &when);
            output_format(&cli->out, "  %s %lld, %s%s%s\n", lang_text(child->noun), (long long)rows.items[i]->no,
                          when.data, rows.items[i]->voided_at ? ", " : "",
                          rows.items[i]->voided_at ? _("struck through") : "");
            strbuf_done(&when);
            print_fields(cli, rows.items[i], 4);
        }
    }
    return status;
}

static const char *field_label(const RegisterDef *def, const char *key) {
    const char *dot = strchr(key, '.');
    if (dot) {
        char child[64];
        snprintf(child, sizeof child, "%.*s", (int)(dot - key), key);
        def = register_by_key(child);
        key = dot + 1;
    }
    const FieldDef *field = def ? register_field(def, key) : NULL;
    return field ? lang_text(field->label) : key;
}

static Status print_links(Cli *cli, const Record *record, Error *err) {
    enum { MOST = 50 };
    Link *links;
    size_t count;
    Status status =
        records_linked(desk_db(cli->desk), record->def, record->no, NULL, cli->arena, &links, &count, MOST + 1, err);
    if (status == OK && count) output_format(&cli->out, "\n%s\n", _("Points at this"));
    for (size_t i = 0; status == OK && i < count && i < MOST; i++) {
        char code[CODE_SIZE];
        code_write(links[i].def, links[i].no, code);
        StrBuf title;
        strbuf_init(&title);
        line_add(&title, desk_title_of(cli->desk, code, cli->arena));
        output_format(&cli->out, "  %-9s %s (%s)\n", code, title.data, field_label(links[i].def, links[i].field));
        strbuf_done(&title);
    }
    if (status == OK && count > MOST) output_format(&cli->out, "  …\n");
    return status;
}

Status cmd_show(Cli *cli, Error *err) {
    Record *record;
    Status status = desk_find(cli->desk, cli_word(cli, 0), cli->arena, &record, err);
    if (status != OK) return status;
    char code[64];
    record_code(record, code, sizeof code);
    const StateDef *state = record_state(record);
    output_format(&cli->out, "%s  %s%s%s%s\n", code, cli_title(cli, record), state ? ", " : "",
                  state ? lang_text(state->label) : "", record->voided_at ? _(", struck through") : "");
    print_fields(cli, record, 2);
    print_computed(cli, record);
    status = print_dues(cli, record, err);
    if (status == OK) status = print_clocks(cli, record, err);
    if (status == OK) status = print_children(cli, record, err);
    if (status == OK) status = print_links(cli, record, err);
    if (status != OK || !options_given(&cli->options, "history")) return status;
    output_format(&cli->out, "\n%s\n", _("History"));
    return print_history(cli, record->def, record->no, 1000, err);
}

/* -- history --------------------------------------------------------------------------------------------------- */

static void print_change(Cli *cli, const FieldChange *change, bool made) {
    StrBuf line;
    strbuf_init(&line);
    strbuf_addf(&line, "%s: ", change->field ? lang_text(change->field->label) : change->key);
    if (!made) {
        line_add(&line, *change->old ? change->old : "-");
        strbuf_add(&line, " -> ");
    }
    line_add(&line, *change->made ? change->made : "-");
    output_wrapped(&cli->out, 6, line.data);
    strbuf_done(&line);
}

static void print_entry(Cli *cli, const HistoryEntry *entry) {
    StrBuf line;
    char code[CODE_SIZE] = "";
    strbuf_init(&line);
    moment_format(entry->at, &line);
    strbuf_add(&line, "  ");
    line_add(&line, entry->who);
    if (entry->def && entry->no) code_write(entry->def, entry->no, code);
    strbuf_addf(&line, "%s%s", code[0] ? "  " : "", code);
    if (entry->child) strbuf_addf(&line, " %s %lld", lang_text(entry->child->noun), (long long)entry->row);
    strbuf_addf(&line, " %s", entry->what);
    output_format(&cli->out, "  %s\n", line.data);
    strbuf_done(&line);
    for (size_t i = 0; i < entry->count; i++)
        print_change(cli, &entry->changes[i], strcmp(entry->op, "create") == 0);
}

/* In windows: the history of a file may be long. */
Status print_history(Cli *cli, const RegisterDef *def, int64_t no, long limit, Error *err) {
    enum { WINDOW = 200 };
    Arena *arena = arena_new();
    int64_t before = 0;
    Status status = OK;
    for (size_t count = 1; status == OK && count && limit > 0 && !cli->out.failed; limit -= (long)count) {
        HistoryEntry *entries;
        arena_clear(arena);
        status = history_read(cli->desk, def, no, before, limit < WINDOW ? (size_t)limit : WINDOW, arena, &entries,
                              &count, err);
        for (size_t i = 0; status == OK && i < count; i++)
            print_entry(cli, &entries[i]);
        if (status == OK && count) before = entries[count - 1].seq;
    }
    arena_free(arena);
    return status;
}

Status cmd_history(Cli *cli, Error *err) {
    long limit = 50;
    Record *record = NULL;
    Status status = options_number(&cli->options, "limit", 1, &limit, err);
    if (status == OK && cli_word(cli, 0)) status = desk_find(cli->desk, cli_word(cli, 0), cli->arena, &record, err);
    return status == OK ? print_history(cli, record ? record->def : NULL, record ? record->no : 0, limit, err) : status;
}
