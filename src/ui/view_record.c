/* Record: one record whole. Fields in groups, child rows, links both ways, remarks, history, as one page to scroll. */
#include <stdio.h>
#include <string.h>

#include "loket/app/computed.h"
#include "loket/app/agenda.h"
#include "loket/app/clocks.h"
#include "loket/app/history.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/cells.h"
#include "loket/ui/list_cursor.h"
#include "loket/ui/rows.h"
#include "views.h"

enum { HISTORY_SHOWN = 60, LINKS_SHOWN = 40, LABEL = 20, NARROW_LABEL = 13, NARROW = 60, TWO_COLUMNS = 100, ROOM = 400 };

/* One line of the page; some can be stood on: a link leads somewhere, a child row can be changed. */
typedef struct Line {
    Style style;
    int indent;
    const char *label, *text;
    bool coded;     /* the label is a record's code */
    bool rule;      /* a heading with a rule */
    Target target;  /* a line that leads to another record */
    const char *codes; /* and to several: all of them */
    int child, row; /* a line that is a child row */
} Line;

typedef struct RecordView {
    View view;
    Target target;
    Arena *data; /* of what was read last */
    Record *record;
    Line *lines;
    int count, room, top, cursor;
} RecordView;

/* -- composing ------------------------------------------------------------------------------------------------ */

static Line *add_line(RecordView *page, Line line) {
    if (page->count == page->room) {
        Line *grown = ARENA_ARRAY(page->data, Line, page->room = page->room ? page->room * 2 : ROOM);
        if (page->count) memcpy(grown, page->lines, (size_t)page->count * sizeof *grown);
        page->lines = grown;
    }
    page->lines[page->count] = line;
    return &page->lines[page->count++];
}

static void add_rule(RecordView *page, const char *title) {
    add_line(page, (Line){.rule = true, .text = title});
}

/* A long text takes several lines, wrapped to the page. */
static void add_text(RecordView *page, Line line, const char *text) {
    int width = page->view.columns - 3 - line.indent;
    size_t length = strlen(text), at = 0, shown;
    if (width < 8) width = 8;
    do {
        size_t next = cells_wrap(text, length, at, width, &shown);
        line.text = arena_strndup(page->data, text + at, shown - at);
        add_line(page, line);
        line.label = NULL;
        at = next;
    } while (at < length);
}

static Target link_target(const FieldDef *field, Value value) {
    Target target = {0};
    char code[CODE_SIZE];
    const char *codes = value.text;
    if ((field->type == FT_LINK || field->type == FT_LINKS || field->type == FT_PARTY) && text_next_word(&codes, code, sizeof code))
        code_parse(code, &target.def, &target.no);
    return target;
}

static int label_width(const RecordView *page) {
    return page->view.columns < NARROW ? NARROW_LABEL : LABEL;
}

static void add_field(RecordView *page, Ui *ui, const Record *record, size_t i, int indent) {
    const FieldDef *field = &record->def->fields[i];
    StrBuf text;
    strbuf_init(&text);
    desk_format(ui->desk, record, field, &text);
    Line line = {.style = style_of_field(field, record->values[i]),
                 .indent = indent + label_width(page),
                 .label = lang_text(field->label),
                 .target = link_target(field, record->values[i])};
    if (line.target.no && strchr(record->values[i].text, ' ')) line.codes = record->values[i].text;
    add_text(page, line, text.data);
    strbuf_done(&text);
}

static void add_fields(RecordView *page, Ui *ui) {
    const Record *record = page->record;
    const char *group = NULL;
    bool ruled = true;
    for (size_t i = 0; i < record->def->field_count; i++) {
        const FieldDef *field = &record->def->fields[i];
        if (field->group) {
            group = field->group;
            ruled = false;
        }
        if (!record->values[i].set || (field->flags & FF_TITLE)) continue;
        if (!ruled) add_rule(page, lang_text(group));
        ruled = true;
        add_field(page, ui, record, i, 1);
    }
}

/* What follows from other records, or from now: heard too late, the end in force. */
static void add_computed(RecordView *page, Ui *ui) {
    for (const ComputedDef *row = NULL; (row = computed_next(page->record->def, row));) {
        StrBuf text;
        strbuf_init(&text);
        row->format(ui->desk, page->record, &text);
        if (text.length) add_text(page, (Line){.indent = 1 + label_width(page), .label = lang_text(row->label)}, text.data);
        strbuf_done(&text);
    }
}

static void add_dues(RecordView *page, Ui *ui, Error *err) {
    Due *dues;
    size_t count;
    if (records_dues(desk_db(ui->desk), page->target.def, page->target.no, page->data, &dues, &count, err) != OK) return;
    for (size_t i = 0; i < count; i++) {
        StrBuf left, text;
        strbuf_init(&left);
        strbuf_init(&text);
        when_left_long(dues[i].due_at, ui->board.at, dues[i].hours, &left);
        agenda_reason(ui->desk, page->target.def, &dues[i], page->record, &text);
        strbuf_add(&text, ", ");
        day_format_weekday(moment_day(dues[i].due_at), &text);
        if (dues[i].hours) {
            strbuf_addc(&text, ' ');
            moment_format_time(dues[i].due_at, &text);
        }
        Style style = dues[i].due_at < ui->board.at ? STYLE_LATE : dues[i].hours ? STYLE_CLOCK : dues[i].warn_at <= ui->board.at ? STYLE_TODAY : STYLE_PLAIN;
        add_text(page, (Line){.style = style, .indent = 1 + label_width(page), .label = arena_strdup(page->data, left.data)}, text.data);
        strbuf_done(&left);
        strbuf_done(&text);
    }
}

static Style style_of_clock(const Ui *ui, const Clock *clock) {
    if (clock_overdue(clock, ui->board.at) || clock->late) return STYLE_LATE;
    if (clock->state != CLOCK_RUNNING && clock->state != CLOCK_IF_SO) return STYLE_QUIET;
    return regime_hours(clock->regime) ? STYLE_CLOCK : STYLE_PLAIN;
}

/* The terms of law and policy with why, those that are over too: a clock never leaves its record. */
static Status add_clocks(RecordView *page, Ui *ui, Error *err) {
    Clock *clocks;
    size_t count;
    Status status = clocks_of(ui->desk, page->record, page->data, &clocks, &count, err);
    if (status != OK || count == 0) return status;
    add_rule(page, _("Clocks"));
    StrBuf text;
    strbuf_init(&text);
    for (size_t i = 0; i < count; i++) {
        const Clock *clock = &clocks[i];
        strbuf_clear(&text);
        strbuf_addf(&text, "%s: ", policy_text(clock->regime->title));
        clock_format_line(ui->desk, clock, ui->board.at, &text);
        add_text(page, (Line){.style = style_of_clock(ui, clock), .indent = 11, .label = clock->regime->code}, text.data);
        strbuf_clear(&text);
        if (clock->state != CLOCK_OFF) clock_format_why(clock, &text);
        if (text.length) add_text(page, (Line){.style = STYLE_QUIET, .indent = 11}, text.data);
    }
    strbuf_clear(&text);
    clocks_unknown(ui->desk, page->record, &text);
    if (text.length) add_text(page, (Line){.style = STYLE_LATE, .indent = 11}, text.data);
    strbuf_done(&text);
    return OK;
}

/* A child row in one line: its values in order, then the rest of long ones below. */
static void add_row(RecordView *page, Ui *ui, const Record *row) {
    StrBuf text;
    strbuf_init(&text);
    for (size_t i = 0; i < row->def->field_count; i++) {
        const FieldDef *field = &row->def->fields[i];
        if (!row->values[i].set) continue;
        StrBuf value;
        strbuf_init(&value);
        desk_format(ui->desk, row, field, &value);
        bool plain = field->type == FT_NOTE || i == 0;
        strbuf_addf(&text, "%s", text.length ? ", " : "");
        if (!plain) strbuf_addf(&text, "%s ", lang_text(field->label));
        strbuf_add(&text, value.data);
        strbuf_done(&value);
    }
    char number[16];
    snprintf(number, sizeof number, "%d", (int)row->no);
    Line line = {.indent = 5, .label = arena_strdup(page->data, number), .child = row->def->id, .row = (int)row->no,
                 .style = row->voided_at ? STYLE_DISABLED : STYLE_PLAIN};
    add_text(page, line, text.data);
    strbuf_done(&text);
}

static Status add_children(RecordView *page, Ui *ui, Error *err) {
    Status status = OK;
    for (const RegisterDef *child = NULL; status == OK && (child = register_child(page->target.def, child));) {
        RecordList rows;
        status = records_children(desk_db(ui->desk), page->target.def, page->target.no, child, false, page->data, &rows, err);
        if (status != OK || rows.count == 0) continue;
        add_rule(page, lang_text(child->title));
        for (size_t i = 0; i < rows.count; i++) add_row(page, ui, rows.items[i]);
    }
    return status;
}

static Status add_links(RecordView *page, Ui *ui, Error *err) {
    Link *links;
    size_t count;
    Status status = records_linked(desk_db(ui->desk), page->target.def, page->target.no, NULL, page->data, &links, &count, LINKS_SHOWN, err);
    if (status != OK || count == 0) return status;
    add_rule(page, _("Linked from"));
    for (size_t i = 0; i < count; i++) {
        char code[CODE_SIZE];
        code_write(links[i].def, links[i].no, code);
        const FieldDef *field = register_field(links[i].def, links[i].field);
        const char *by = field ? lang_text(field->label) : links[i].field;
        add_line(page, (Line){.indent = 11,
                              .coded = true,
                              .label = arena_strdup(page->data, code),
                              .text = arena_printf(page->data, "%s  (%s)", desk_title_of(ui->desk, code, page->data), by),
                              .target = {links[i].def, links[i].no}});
    }
    return OK;
}

static void add_entry(RecordView *page, const HistoryEntry *entry, Day *day) {
    StrBuf when;
    strbuf_init(&when);
    if (moment_day(entry->at) != *day) {
        *day = moment_day(entry->at);
        day_format_weekday(*day, &when);
        add_line(page, (Line){.style = STYLE_QUIET, .indent = 1, .text = arena_strdup(page->data, when.data)});
        strbuf_clear(&when);
    }
    moment_format_time(entry->at, &when);
    char number[24] = "";
    if (entry->child) snprintf(number, sizeof number, " %d", (int)entry->row);
    const char *head = arena_printf(page->data, "%s  %s%s%s%s", entry->who, entry->what, entry->child ? " " : "",
                                    entry->child ? lang_text(entry->child->noun) : "", number);
    add_line(page, (Line){.indent = 9, .label = arena_strdup(page->data, when.data), .text = head});
    bool made = strcmp(entry->op, "create") == 0;
    for (size_t i = 0; i < entry->count && !made; i++) {
        const FieldChange *change = &entry->changes[i];
        const char *label = change->field ? lang_text(change->field->label) : change->key;
        add_text(page, (Line){.style = STYLE_QUIET, .indent = 11},
                 arena_printf(page->data, "%s  %s > %s", label, *change->old ? change->old : "-", *change->made ? change->made : "-"));
    }
    strbuf_done(&when);
}

static Status add_history(RecordView *page, Ui *ui, Error *err) {
    HistoryEntry *entries;
    size_t count;
    Status status = history_read(ui->desk, page->target.def, page->target.no, 0, HISTORY_SHOWN, page->data, &entries, &count, err);
    if (status != OK) return status;
    add_rule(page, _("History"));
    Day day = 0;
    for (size_t i = 0; i < count; i++) add_entry(page, &entries[i], &day);
    return OK;
}

/* On an error half a page, or none: see record_refresh. */
static Status compose(RecordView *page, Ui *ui, Error *err) {
    Status status = records_load(desk_db(ui->desk), page->target.def, page->target.no, page->data, &page->record, err);
    if (status != OK) return status;
    if (page->record->voided_at) add_line(page, (Line){.style = STYLE_LATE, .indent = 1, .text = _("struck: entered by mistake; it counts nowhere")});
    add_text(page, (Line){.style = STYLE_TITLE, .indent = 1}, record_title(page->record));
    if (page->record->clear) {
        char key[24];
        ui_key_of(ui, "privacy", key);
        add_line(page, (Line){.style = STYLE_QUIET, .indent = 1, .text = arena_printf(page->data, _("masked; %s ends the privacy screen"), key)});
        return OK;
    }
    add_dues(page, ui, err);
    status = add_clocks(page, ui, err);
    if (status != OK) return status;
    add_computed(page, ui);
    add_fields(page, ui);
    status = add_children(page, ui, err);
    if (status == OK) status = add_links(page, ui, err);
    return status == OK ? add_history(page, ui, err) : status;
}

/* -- life ----------------------------------------------------------------------------------------------------- */

static void step(RecordView *page, int by) {
    page->cursor += by;
    list_cursor_keep(&page->cursor, &page->top, page->count, page->view.rows - 1);
}

/* A page that cannot be read leaves the one that was read last. */
static Status record_refresh(View *view, Ui *ui, Error *err) {
    RecordView *page = (RecordView *)view, fresh = *page;
    fresh.data = arena_new();
    fresh.lines = NULL;
    fresh.count = fresh.room = 0;
    Status status = compose(&fresh, ui, err);
    if (status != OK) {
        arena_free(fresh.data);
        return status;
    }
    arena_free(page->data);
    *page = fresh;
    step(page, 0);
    return OK;
}

static Status record_open_view(View *view, Ui *ui, const void *request, Error *err) {
    (void)ui;
    (void)err;
    RecordView *page = (RecordView *)view;
    page->target = *(const Target *)request;
    return OK;
}

static void record_close(View *view, Ui *ui) {
    (void)ui;
    arena_free(((RecordView *)view)->data);
}

/* To the next or previous heading: a long record is read by its parts. */
static void jump(RecordView *page, int way) {
    int at = page->cursor + way;
    while (at > 0 && at < page->count - 1 && !page->lines[at].rule) at += way;
    step(page, at - page->cursor);
}

static bool record_event(View *view, Ui *ui, const Event *event) {
    RecordView *page = (RecordView *)view;
    if (event->kind != EVENT_KEY || event->mods & ~(unsigned)MOD_SHIFT) return false;
    if (event->key == KEY_TAB) {
        jump(page, event->mods & MOD_SHIFT ? -1 : 1);
        return true;
    }
    if (event->key != KEY_ENTER || page->count == 0) return false;
    const Line *line = &page->lines[page->cursor];
    if (line->codes)
        links_show(ui, page->target, line->codes);
    else if (line->target.no)
        ui_show_record(ui, line->target.def, line->target.no);
    else if (line->child)
        ui_push(ui, &view_form, &(FormRequest){.def = register_by_id(line->child), .no = line->row, .parent = page->target.def, .parent_no = page->target.no});
    else
        ui_say(ui, "%s", _("nothing opens here: Enter works on links and rows"));
    return true;
}

static void record_move(View *view, Ui *ui, int by) {
    (void)ui;
    step((RecordView *)view, by);
}

static bool record_point(View *view, Ui *ui, int part, int item) {
    (void)ui;
    (void)part;
    RecordView *page = (RecordView *)view;
    return list_cursor_point(&page->cursor, page->count, item);
}

static Target record_target(const View *view) {
    return ((const RecordView *)view)->target;
}

static void record_note(const View *view, Place *place) {
    const RecordView *page = (const RecordView *)view;
    place->target = page->target;
    place->at = page->cursor;
}

static View *record_revisit(Ui *ui, const Place *place) {
    View *view = ui_push(ui, &view_record, &place->target);
    if (view) step((RecordView *)view, (int)place->at);
    return view;
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

static void draw_line(const Line *line, Canvas *canvas, int row, int columns, bool cursor) {
    if (line->rule) {
        draw_rule(canvas, row, 0, columns, line->text, NULL, false);
    } else {
        int indent = line->indent;
        if (line->label) canvas_text(canvas, row, 2, indent - 3, line->coded ? STYLE_CODE : STYLE_LABEL, line->label);
        canvas_text(canvas, row, indent + 1, columns - indent - 1, line->style, line->text);
    }
    if (!cursor) return;
    canvas_text(canvas, row, 0, 1, STYLE_PLAIN, ">");
    canvas_place_cursor(canvas, row, 0, false);
    if (line->target.no || line->child) canvas_select(canvas, row, 0, columns);
}

static void record_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    const RecordView *page = (const RecordView *)view;
    (void)ui;
    char note[40];
    int height = area.rows - 1, last = page->top + height < page->count ? page->top + height : page->count;
    snprintf(note, sizeof note, _("%d-%d of %d"), page->top + 1, last, page->count);
    char code[CODE_SIZE];
    code_write(page->target.def, page->target.no, code);
    char title[120];
    const StateDef *state = record_state(page->record);
    snprintf(title, sizeof title, "%s  %s", lang_text(page->target.def->noun), state ? lang_text(state->label) : "");
    draw_rule(canvas, area.row, area.column, area.columns, title, note, true);
    canvas_spot(canvas, area, 0, -1);
    for (int i = page->top; i < last; i++) {
        int row = area.row + 1 + i - page->top;
        draw_line(&page->lines[i], canvas, row, area.columns, i == page->cursor);
        canvas_spot(canvas, (Rect){row, 0, 1, area.columns}, 0, i);
    }
}

static void record_title_of(const View *view, const Ui *ui, StrBuf *out) {
    const RecordView *page = (const RecordView *)view;
    (void)ui;
    char code[CODE_SIZE];
    code_write(page->target.def, page->target.no, code);
    strbuf_add(out, code);
}

static int record_hints(const View *view, Hint *hints, int room) {
    (void)view;
    if (room < 2) return 0;
    hints[0] = (Hint){.key = "Enter", .text = _("open link or row"), .priority = 1};
    hints[1] = (Hint){.key = "Tab", .text = _("next part"), .priority = 12, .right = true};
    return 2;
}

const ViewOps view_record = {.name = "record",
                             .kind = VIEW_RECORD,
                             .size = sizeof(RecordView),
                             .open = record_open_view,
                             .event = record_event,
                             .point = record_point,
                             .refresh = record_refresh,
                             .draw = record_draw,
                             .title = record_title_of,
                             .target = record_target,
                             .note = record_note,
                             .revisit = record_revisit,
                             .move = record_move,
                             .hints = record_hints,
                             .close = record_close};

bool record_row_at(const Ui *ui, const RegisterDef **child, int64_t *row) {
    const RecordView *page = (const RecordView *)ui_page(ui);
    if (page->view.ops != &view_record || page->cursor >= page->count || !page->lines[page->cursor].child) return false;
    const Line *line = &page->lines[page->cursor];
    *child = register_by_id(line->child);
    *row = line->row;
    return true;
}
