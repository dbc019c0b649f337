/* radar, structural, bends and heard: readings over what was entered, each with the records behind it. */
#include "cmd.h"

#include <stdlib.h>

#include "loket/app/bends.h"
#include "loket/app/radar.h"
#include "loket/app/structural.h"
#include "loket/app/warnings.h"
#include "loket/cli/table.h"

static const char *safe(Cli *cli, const char *text) {
    StrBuf line;
    strbuf_init(&line);
    line_add(&line, text ? text : "");
    const char *made = arena_strdup(cli->arena, line.data);
    strbuf_done(&line);
    return made;
}

static const char *day_text(Cli *cli, Day day) {
    StrBuf text;
    strbuf_init(&text);
    if (day) day_format(day, &text);
    const char *made = arena_strdup(cli->arena, text.data);
    strbuf_done(&text);
    return made;
}

static const char *number(Cli *cli, size_t count) {
    return count ? arena_printf(cli->arena, "%zu", count) : "-";
}

static Status months_of(Cli *cli, int *months, Error *err) {
    long asked = 12;
    Status status = options_number(&cli->options, "months", 1, &asked, err);
    *months = asked > 1200 ? 1200 : (int)asked;
    return status;
}

static void print_table(Cli *cli, Table *table, const char *const *cells, size_t rows) {
    table_settle(table, cells, rows, cli->out.width);
    table_head(table, &cli->out);
    for (size_t i = 0; i < rows; i++) table_row(table, cells + i * table->count, &cli->out);
}

/* -- radar ---------------------------------------------------------------------------------------------------------- */

static void radar_row(Cli *cli, const RadarKind *kind, const RadarCell *cell, const char **cells) {
    *cells++ = kind ? safe(cli, record_title(kind->kind)) : "";
    *cells++ = !cell ? _("nobody") : cell->who ? safe(cli, record_title(cell->who)) : _("others");
    *cells++ = !cell || !cell->told_on ? "-"
               : cell->confirmed_on    ? day_text(cli, cell->told_on)
                                       : arena_printf(cli->arena, "%s ?", day_text(cli, cell->told_on));
    *cells++ = cell && cell->asked_on ? day_text(cli, cell->asked_on) : "-";
    *cells++ = number(cli, cell ? cell->came : 0);
    *cells++ = number(cli, cell ? cell->late : 0);
}

Status cmd_radar(Cli *cli, Error *err) {
    enum { COLUMNS = 6 };
    int months;
    Radar radar;
    Status status = months_of(cli, &months, err);
    if (status == OK) status = radar_read(cli->desk, months, cli->arena, &radar, err);
    if (status != OK) return status;
    Table table = {0};
    table_column(&table, (Column){.head = _("Kind"), .most = 30, .grows = true});
    table_column(&table, (Column){.head = _("Should warn"), .most = 20});
    table_column(&table, (Column){.head = _("Told"), .most = 13, .stays = true});
    table_column(&table, (Column){.head = _("Asked"), .most = 11, .stays = true});
    table_column(&table, (Column){.head = _("Came"), .right = true, .stays = true});
    table_column(&table, (Column){.head = _("Late"), .right = true, .stays = true});
    size_t rows = 0, room = 0;
    for (size_t i = 0; i < radar.count; i++) room += radar.kinds[i].cell_count + 1;
    const char **cells = ARENA_ARRAY(cli->arena, const char *, (room + 1) * COLUMNS);
    for (size_t i = 0; i < radar.count; i++) {
        const RadarKind *kind = &radar.kinds[i];
        if (kind->cell_count == 0) radar_row(cli, kind, NULL, cells + COLUMNS * rows++);
        for (size_t j = 0; j < kind->cell_count; j++) radar_row(cli, j ? NULL : kind, &kind->cells[j], cells + COLUMNS * rows++);
    }
    print_table(cli, &table, cells, rows);
    output_format(&cli->out, "\n%s\n", _("Told with ?: not confirmed yet. Late: heard after the last moment at which advice is in time."));
    return OK;
}

/* -- structural ----------------------------------------------------------------------------------------------------- */

static void print_pattern(Cli *cli, const Pattern *pattern, size_t at) {
    StrBuf line;
    strbuf_init(&line);
    strbuf_addf(&line, "%zu. %s%s%s", at, pattern->reason, pattern->about ? ": " : "", safe(cli, pattern->about));
    if (pattern->talk) strbuf_addf(&line, " (%s)", pattern->talk);
    output_format(&cli->out, "%s\n", line.data);
    for (size_t i = 0; i < pattern->advices.count; i++) {
        const Record *advice = pattern->advices.items[i];
        char code[CODE_SIZE];
        code_write(advice->def, advice->no, code);
        const char *answer = advice_answer(advice, desk_now(cli->desk));
        const FieldDef *field = register_field(advice->def, "answer");
        int index = answer ? choice_index(field->choices, answer) : -1;
        output_format(&cli->out, "   %-9s %s  %s, %s\n", code, day_text(cli, record_number(advice, "given_on", 0)), cli_title(cli, advice),
                      index < 0 ? "-" : lang_text(field->choices[index].label));
    }
    strbuf_done(&line);
}

static Status plan_talk(Cli *cli, const Pattern *pattern, Error *err) {
    if (pattern->talk) return fail(err, ERR_INVALID, _("%s is about these advices already"), pattern->talk);
    if (db_read_only(desk_db(cli->desk))) return fail(err, ERR_FILE, "%s", _("the file cannot be written"));
    Change change = {.wanted = structural_talk(cli->desk, pattern, cli->arena)};
    return cli_save(cli, &change, _("planned"), err);
}

static void print_letter(Cli *cli, const Pattern *pattern) {
    StrBuf text;
    strbuf_init(&text);
    structural_letter(cli->desk, pattern, &text);
    output_text(&cli->out, text.data);
    strbuf_done(&text);
}

Status cmd_structural(Cli *cli, Error *err) {
    Pattern *patterns;
    size_t count;
    Status status = structural_read(cli->desk, cli->arena, &patterns, &count, err);
    if (status != OK) return status;
    const char *word = cli_word(cli, 0);
    bool letter = options_given(&cli->options, "letter"), plan = options_given(&cli->options, "plan");
    size_t chosen = word ? (size_t)strtoul(word, NULL, 10) : count == 1 ? 1 : 0;
    if ((letter || plan || word) && (chosen < 1 || chosen > count)) {
        fail(err, ERR_USAGE, "%s", word ? _("there is no pattern with that number") : _("say which pattern: its number"));
        return error_hint(err, "%s", _("they are listed by: loket structural"));
    }
    if (plan) return plan_talk(cli, &patterns[chosen - 1], err);
    if (letter) {
        print_letter(cli, &patterns[chosen - 1]);
        return OK;
    }
    for (size_t i = 0; i < count; i++)
        if (!word || chosen == i + 1) print_pattern(cli, &patterns[i], i + 1);
    if (count == 0) output_format(&cli->out, "%s\n", _("no pattern in the advices of the last 12 months"));
    return OK;
}

Status print_warnings(Cli *cli, Error *err) {
    Pattern *patterns;
    size_t count, shown = 0;
    Warning warnings[WARNINGS_MOST];
    size_t warned = warnings_read(cli->desk, cli->arena, warnings);
    Status status = structural_read(cli->desk, cli->arena, &patterns, &count, err);
    for (size_t i = 0; status == OK && i < count; i++) {
        if (patterns[i].talk) continue;
        if (shown++ == 0) output_format(&cli->out, "\n%s\n", _("Structural: propose a board talk (loket structural)"));
        output_format(&cli->out, "  %s%s%s\n", patterns[i].reason, patterns[i].about ? ": " : "", safe(cli, patterns[i].about));
    }
    if (status == OK && warned) output_format(&cli->out, "\n%s\n", _("Position and roles"));
    for (size_t i = 0; status == OK && i < warned; i++) output_wrapped(&cli->out, 2, safe(cli, warnings[i].text));
    return status;
}

/* -- bends and heard -------------------------------------------------------------------------------------------------- */

static const char *rule_name(Cli *cli, const char *code) {
    return arena_printf(cli->arena, "%s %s", code, safe(cli, desk_title_of(cli->desk, code, cli->arena)));
}

Status cmd_bends(Cli *cli, Error *err) {
    enum { COLUMNS = 6 };
    int months;
    Bend *bends;
    size_t count = 0;
    Record *rule = NULL;
    Status status = months_of(cli, &months, err);
    if (status == OK && cli_word(cli, 0)) status = desk_find(cli->desk, cli_word(cli, 0), cli->arena, &rule, err);
    char only[CODE_SIZE];
    if (status == OK && rule) code_write(rule->def, rule->no, only);
    if (status == OK) status = bends_read(cli->desk, months, rule ? only : NULL, cli->arena, &bends, &count, err);
    if (status != OK) return status;
    if (count == 0) {
        output_format(&cli->out, "%s\n", _("no rule was bent in that time"));
        return OK;
    }
    Table table = {0};
    table_column(&table, (Column){.head = _("Rule"), .most = 28, .grows = true});
    table_column(&table, (Column){.head = _("Unit"), .most = 20});
    table_column(&table, (Column){.head = _("Asked"), .right = true, .stays = true});
    table_column(&table, (Column){.head = _("Granted"), .right = true, .stays = true});
    table_column(&table, (Column){.head = _("Running"), .right = true, .stays = true});
    table_column(&table, (Column){.head = _("Renewed"), .right = true, .stays = true});
    const char **cells = ARENA_ARRAY(cli->arena, const char *, count * COLUMNS);
    for (size_t i = 0; i < count; i++) {
        const char **row = cells + i * COLUMNS;
        row[0] = rule_name(cli, bends[i].rule);
        row[1] = bends[i].unit ? safe(cli, bends[i].unit) : "-";
        row[2] = number(cli, bends[i].asked);
        row[3] = number(cli, bends[i].granted);
        row[4] = number(cli, bends[i].running);
        row[5] = number(cli, bends[i].renewed);
    }
    print_table(cli, &table, cells, count);
    for (size_t i = 0; i < count; i++)
        if (bends[i].suggests)
            output_format(&cli->out, _("\n%s is bent often there (%s): look at the rule itself\n"), rule_name(cli, bends[i].rule), bends[i].codes);
    return OK;
}

Status cmd_heard(Cli *cli, Error *err) {
    enum { COLUMNS = 5 };
    int months;
    HeardRatio *ratios;
    size_t count = 0, hidden = 0;
    Status status = months_of(cli, &months, err);
    if (status == OK) status = ratio_read(cli->desk, months, cli->arena, &ratios, &count, &hidden, err);
    if (status != OK) return status;
    Table table = {0};
    table_column(&table, (Column){.head = _("Unit"), .grows = true});
    table_column(&table, (Column){.head = _("They came"), .right = true, .stays = true});
    table_column(&table, (Column){.head = _("We found"), .right = true, .stays = true});
    table_column(&table, (Column){.head = _("Came"), .right = true, .stays = true});
    table_column(&table, (Column){.head = _("Messages"), .right = true, .stays = true});
    const char **cells = ARENA_ARRAY(cli->arena, const char *, count * COLUMNS + 1);
    for (size_t i = 0; i < count; i++) {
        const char **row = cells + i * COLUMNS;
        size_t all = ratios[i].came + ratios[i].found;
        row[0] = safe(cli, ratios[i].unit);
        row[1] = number(cli, ratios[i].came);
        row[2] = number(cli, ratios[i].found);
        row[3] = arena_printf(cli->arena, "%zu%%", (100 * ratios[i].came + all / 2) / all);
        row[4] = number(cli, ratios[i].messages);
    }
    if (count) print_table(cli, &table, cells, count);
    if (hidden) output_format(&cli->out, ngettext("%s%zu unit with fewer than five reports is not shown\n",
                                                  "%s%zu units with fewer than five reports are not shown\n", hidden), count ? "\n" : "", hidden);
    if (!count && !hidden) output_format(&cli->out, "%s\n", _("no report says how it was heard"));
    return OK;
}
