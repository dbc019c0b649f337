/* today, agenda and the overview: readings of what is due, as plain text. */
#include "cmd.h"

#include <string.h>

#include "loket/app/agenda.h"
#include "loket/app/board.h"
#include "loket/app/clocks.h"
#include "loket/base/utf8.h"
#include "loket/store/select.h"

static const char *line_of(Cli *cli, const char *text) {
    StrBuf safe;
    strbuf_init(&safe);
    line_add(&safe, text ? text : "");
    const char *line = arena_strdup(cli->arena, safe.data);
    strbuf_done(&safe);
    return line;
}

/* "Nordhaven Wonen, Mon 23 Nov 2026 18:24: 9 need you" */
static void print_title(Cli *cli) {
    const Record *organisation = desk_organisation(cli->desk, cli->arena);
    unsigned long need = (unsigned long)agenda_need_count(cli->desk);
    StrBuf line;
    strbuf_init(&line);
    if (desk_is_demo(cli->desk)) strbuf_add(&line, "DEMO ");
    strbuf_addf(&line, "%s, ", organisation ? cli_title(cli, organisation) : _("own file"));
    moment_format(desk_now(cli->desk), &line);
    strbuf_add(&line, ": ");
    strbuf_addf(&line, ngettext("%lu needs you", "%lu need you", need), need);
    output_format(&cli->out, "%s\n", line.data);
    strbuf_done(&line);
}

/* The cells that titles get: as much as the longest, but so that the longest reason, up to three eighths of a line,
 * still fits; a longer one gets a line of its own. */
static int title_cells(Cli *cli, const AgendaItem *items, size_t count) {
    enum { FIXED = 22, LEAST = 20 };
    int title = LEAST, reason = 0, most = cli->out.width * 3 / 8;
    for (size_t i = 0; i < count; i++) {
        int cells = utf8_width(line_of(cli, items[i].row.title));
        if (cells > title) title = cells;
        cells = utf8_width(line_of(cli, items[i].reason));
        if (cells > reason) reason = cells;
    }
    if (reason > most) reason = most;
    int room = cli->out.width - FIXED - reason;
    return title < room ? title : room < LEAST ? LEAST : room;
}

/* "!  -2d  INC-0138  Complaint: wrong bill            answer the reporter" */
static void print_item(Cli *cli, const AgendaItem *item, int title_room) {
    enum { INDENT = 19 };
    StrBuf line, left;
    strbuf_init(&line);
    strbuf_init(&left);
    const char *mark = item->bucket == AGENDA_LATE ? "!" : item->bucket == AGENDA_TODAY ? "." : " ";
    if (item->row.due.due_at) when_left_short(item->row.due.due_at, desk_now(cli->desk), item->row.due.hours, &left);
    strbuf_addf(&line, "%s %5s  %-9s  ", mark, left.data, item->code);
    cell_add(&line, text_empty(item->row.title) ? "-" : line_of(cli, item->row.title), title_room, false);
    strbuf_addf(&line, "  %s", line_of(cli, item->reason));
    if (utf8_width(line.data) > cli->out.width) { /* a reason is worth a line of its own, and not to be cut */
        strbuf_clear(&line);
        strbuf_addf(&line, "%s %5s  %-9s  ", mark, left.data, item->code);
        cell_add(&line, line_of(cli, item->row.title), cli->out.width - INDENT, false);
        line_trim(&line);
        strbuf_addf(&line, "\n%*s%s", INDENT, "", line_of(cli, item->reason));
    }
    line_trim(&line);
    output_format(&cli->out, "%s\n", line.data);
    strbuf_done(&line);
    strbuf_done(&left);
}

static Status print_need(Cli *cli, long limit, Error *err) {
    AgendaItem *items;
    size_t count;
    Status status = agenda_need(cli->desk, (size_t)limit, cli->arena, &items, &count, err);
    if (status != OK || count == 0) return status;
    output_format(&cli->out, "\n%s\n", _("Needs you"));
    int room = title_cells(cli, items, count);
    for (size_t i = 0; i < count; i++)
        print_item(cli, &items[i], room);
    unsigned long more = (unsigned long)agenda_need_count(cli->desk) - (unsigned long)count;
    if (agenda_need_count(cli->desk) <= (int64_t)count) return OK;
    output_format(&cli->out, ngettext("  and %lu more: loket agenda\n", "  and %lu more: loket agenda\n", more), more);
    return OK;
}

static Status print_talks(Cli *cli, Error *err) {
    enum { MOST = 50 };
    RecordList list = {0};
    Status status = board_talks_today(cli->desk, MOST, cli->arena, &list, err);
    if (status == OK && list.count) output_format(&cli->out, "\n%s\n", _("Talks today"));
    for (size_t i = 0; status == OK && i < list.count; i++) {
        const Record *record = list.items[i];
        StrBuf time, with;
        char code[CODE_SIZE];
        strbuf_init(&time);
        strbuf_init(&with);
        moment_format_time(record_value(record, "planned_at").number, &time);
        desk_format(cli->desk, record, register_field(record->def, "with"), &with);
        record_code(record, code, sizeof code);
        output_format(&cli->out, "  %s  %-9s %s  %s\n", time.data, code, line_of(cli, with.data),
                      cli_title(cli, record));
        strbuf_done(&time);
        strbuf_done(&with);
    }
    return status;
}

/* What comes in the next days and does not need you yet. */
static Status print_next(Cli *cli, Error *err) {
    enum { DAYS = 7, MOST = 30 };
    Moment now = desk_now(cli->desk);
    AgendaItem *items;
    size_t count;
    AgendaRow after = {.due = {.rule = "", .due_at = now}};
    Status status = agenda_window(cli->desk, &after, moment_at(moment_day(now) + DAYS, DAY_END), 4 * MOST, cli->arena,
                                  &items, &count, err);
    size_t printed = 0;
    Day last = 0;
    int room = status == OK ? title_cells(cli, items, count) : 0;
    for (size_t i = 0; status == OK && i < count && printed < MOST; i++) {
        Day day = moment_day(items[i].row.due.due_at);
        if (agenda_needs(&items[i].row.due, now)) continue;
        if (printed++ == 0) output_format(&cli->out, "\n%s\n", _("Next days"));
        if (day != last) output_format(&cli->out, "%s\n", cli_day(cli, day));
        last = day;
        print_item(cli, &items[i], room);
    }
    return status;
}

/* The moment from which terms that ended are told: "last" = when this user last left the desk. */
static Status read_since(Cli *cli, Moment *since, Error *err) {
    const char *asked = options_value(&cli->options, "since");
    *since = 0;
    if (!asked) return OK;
    if (strcmp(asked, "last") != 0) return moment_parse(asked, desk_now(cli->desk), since, err);
    *since = cli->personal.seen;
    return OK;
}

static Status print_passed(Cli *cli, Moment since, Error *err) {
    enum { MOST = 40 };
    ClockItem *items;
    size_t count;
    bool more = false;
    if (!options_given(&cli->options, "since")) return OK;
    Status status = clocks_passed(cli->desk, since, MOST, cli->arena, &items, &count, &more, err);
    if (status != OK) return status;
    StrBuf when;
    strbuf_init(&when);
    if (since) moment_format(since, &when);
    output_format(&cli->out, "\n%s %s\n", _("Ended since"), since ? when.data : _("ever"));
    for (size_t i = 0; i < count; i++) {
        strbuf_clear(&when);
        moment_format(items[i].due.due_at, &when);
        output_format(&cli->out, "  %s  %-9s %s: %s\n", when.data, items[i].code, line_of(cli, items[i].label), line_of(cli, items[i].title));
    }
    strbuf_done(&when);
    if (count == 0) output_format(&cli->out, "  %s\n", _("nothing"));
    if (more) output_format(&cli->out, "  %s\n", _("and more: loket agenda"));
    return OK;
}

/* What is printed may become a mail, or stand on the screen of whoever logs in. */
static void mask_unless_asked(Cli *cli) {
    if (!options_given(&cli->options, "confidential")) desk_set_private(cli->desk, true);
}

Status cmd_today(Cli *cli, Error *err) {
    long limit = 40;
    Moment since;
    Status status = options_number(&cli->options, "limit", 1, &limit, err);
    if (status == OK) status = read_since(cli, &since, err);
    if (status != OK) return status;
    mask_unless_asked(cli);
    print_title(cli);
    status = print_passed(cli, since, err);
    if (status == OK) status = print_need(cli, limit, err);
    if (status == OK) status = print_talks(cli, err);
    if (status == OK) status = print_next(cli, err);
    if (status == OK) status = print_warnings(cli, err);
    return status;
}

Status cmd_agenda(Cli *cli, Error *err) {
    enum { DAYS = 14 };
    Moment now = desk_now(cli->desk);
    Day until = moment_day(now) + DAYS;
    long limit = 200;
    const char *asked = options_value(&cli->options, "until");
    Status status = asked ? day_parse(asked, now, &until, err) : OK;
    if (status == OK) status = options_number(&cli->options, "limit", 1, &limit, err);
    AgendaItem *items = NULL;
    size_t count = 0;
    mask_unless_asked(cli);
    if (status == OK)
        status =
            agenda_window(cli->desk, NULL, moment_at(until, DAY_END), (size_t)limit, cli->arena, &items, &count, err);
    if (status != OK) return status;
    AgendaBucket bucket = AGENDA_BUCKETS;
    int room = title_cells(cli, items, count);
    for (size_t i = 0; i < count; i++) {
        if (items[i].bucket != bucket)
            output_format(&cli->out, "%s%s\n", i ? "\n" : "", agenda_bucket_label(items[i].bucket));
        bucket = items[i].bucket;
        print_item(cli, &items[i], room);
    }
    if (count == 0) output_format(&cli->out, "%s\n", _("nothing is due"));
    return OK;
}

/* -- the overview ---------------------------------------------------------------------------------------------- */

static Status pane_item(Cli *cli, const Record *record, AgendaItem *item, Error *err) {
    Due *dues;
    size_t count;
    *item = (AgendaItem){.row = {.def = record->def, .no = record->no, .title = cli_title(cli, record)},
                         .bucket = AGENDA_LATER,
                         .reason = ""};
    code_write(record->def, record->no, item->code);
    Status status = records_dues(desk_db(cli->desk), record->def, record->no, cli->arena, &dues, &count, err);
    if (status != OK || count == 0) return status;
    StrBuf reason;
    strbuf_init(&reason);
    item->row.due = dues[0];
    item->bucket = agenda_bucket(&dues[0], desk_now(cli->desk));
    agenda_reason(cli->desk, record->def, &dues[0], record, &reason);
    item->reason = arena_strdup(cli->arena, reason.data);
    strbuf_done(&reason);
    return OK;
}

static Status print_pane(Cli *cli, const RegisterDef *def, Error *err) {
    enum { PANE_ROWS = 6 };
    unsigned long open = (unsigned long)records_count(desk_db(cli->desk), def, COUNT_OPEN);
    unsigned long need = (unsigned long)records_need(desk_db(cli->desk), def, desk_now(cli->desk));
    output_format(&cli->out, _("\n%s: %lu open, %lu for you\n"), lang_text(def->title), open, need);
    QueryContext context = desk_query_context(cli->desk);
    Query query;
    RecordList list = {0};
    AgendaItem items[PANE_ROWS];
    Select select = {.query = &query, .limit = PANE_ROWS};
    Status status = query_parse(def, "state:open", &context, cli->arena, &query, err);
    if (status == OK) status = select_window(desk_db(cli->desk), &select, cli->arena, &list, NULL, err);
    for (size_t i = 0; status == OK && i < list.count; i++)
        status = pane_item(cli, list.items[i], &items[i], err);
    int room = status == OK ? title_cells(cli, items, list.count) : 0;
    for (size_t i = 0; status == OK && i < list.count; i++)
        print_item(cli, &items[i], room);
    return status;
}

static void print_elsewhere(Cli *cli) {
    StrBuf line;
    strbuf_init(&line);
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        bool shown = def->kind == KIND_CHILD;
        for (size_t i = 0; i < PANE_COUNT; i++)
            shown |= text_equal(board_panes[i].reg, def->key);
        long long need = shown ? 0 : (long long)records_need(desk_db(cli->desk), def, desk_now(cli->desk));
        if (need > 0) strbuf_addf(&line, "%s%s %lld", line.length ? ", " : "", lang_text(def->title), need);
    }
    if (line.length) output_format(&cli->out, "\n%s: %s\n", _("Elsewhere"), line.data);
    strbuf_done(&line);
}

Status print_overview(Cli *cli, Error *err) {
    desk_set_private(cli->desk, true); /* no command, so nothing could be asked */
    print_title(cli);
    Status status = OK;
    for (size_t i = 0; i < PANE_COUNT && status == OK; i++)
        status = print_pane(cli, register_by_key(board_panes[i].reg), err);
    if (status == OK) print_elsewhere(cli);
    return status;
}
