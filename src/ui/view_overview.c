/* Overview: the opening screen. Four panes over four registers, the next clock, what is elsewhere. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/app/triage.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/cells.h"
#include "loket/ui/rows.h"
#include "preview.h"
#include "views.h"

enum { WIDE = 100, VERY_WIDE = 160, NARROW = 80, PREVIEW = 66 };

typedef struct Overview {
    View view;
    Rows panes[PANE_COUNT];
    Preview preview; /* of the row stood on */
    int focus;
    bool zoomed;
    StrBuf elsewhere, notes;
    int64_t noted; /* revision the notes were read at; 0 = not yet */
    int64_t waiting; /* for triage: told at the foot of the first pane */
    Day day; /* filters that count from today are read anew when it ends */
} Overview;

/* -- layout --------------------------------------------------------------------------------------------------- */

static bool one_pane(const Overview *overview, int columns) {
    return overview->zoomed || columns < NARROW;
}

/* Where pane `i` stands, its title row included; no rows when it is not shown. */
static Rect pane_area(const Overview *overview, Rect area, int i) {
    int next = 1, elsewhere = 1;
    Rect body = {area.row + next, area.column, area.rows - next - elsewhere, area.columns};
    if (area.columns >= VERY_WIDE) body.columns -= PREVIEW + 1;
    if (one_pane(overview, area.columns)) return i == overview->focus ? body : (Rect){0};
    int left = body.columns * 54 / 100, upper = (body.rows + 1) / 2;
    bool right = i % 2 != 0, lower = i >= 2;
    return (Rect){body.row + (lower ? upper : 0), body.column + (right ? left + 1 : 0), lower ? body.rows - upper : upper,
                  right ? body.columns - left - 1 : left};
}

/* Rows at the bottom of pane `i` that are not for records. */
static int foot(const Overview *overview, int i) {
    return i == 0 && overview->waiting > 0;
}

/* -- life ----------------------------------------------------------------------------------------------------- */

static Status overview_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)request;
    Overview *overview = (Overview *)view;
    strbuf_init(&overview->elsewhere);
    strbuf_init(&overview->notes);
    preview_init(&overview->preview);
    Status status = OK;
    for (int i = 0; i < PANE_COUNT && status == OK; i++) {
        const PaneDef *pane = &board_panes[i];
        status = rows_init(&overview->panes[i], ui->desk, register_by_key(pane->reg), pane->filter, pane->columns, "due", err);
        overview->panes[i].seen = ui->personal->seen;
    }
    return status;
}

static void overview_close(View *view, Ui *ui) {
    (void)ui;
    Overview *overview = (Overview *)view;
    for (int i = 0; i < PANE_COUNT; i++)
        if (overview->panes[i].def) rows_done(&overview->panes[i]);
    strbuf_done(&overview->elsewhere);
    strbuf_done(&overview->notes);
    preview_done(&overview->preview);
}

static Status overview_refresh(View *view, Ui *ui, Error *err) {
    Overview *overview = (Overview *)view;
    Rect area = {1, 0, view->rows, view->columns};
    preview_forget(&overview->preview);
    Day today = moment_day(desk_now(ui->desk));
    Status status = OK;
    if (overview->noted != ui->revision || today != overview->day) { /* what counts many records, once for each state of the data */
        overview->noted = ui->revision;
        overview->waiting = triage_waiting(ui->desk);
        strbuf_clear(&overview->notes);
        board_notes(ui->desk, &overview->notes);
    }
    for (int i = 0; i < PANE_COUNT && status == OK; i++) {
        Rect pane = pane_area(overview, area, i);
        overview->panes[i].leaps = !one_pane(overview, view->columns) || view->columns >= VERY_WIDE;
        if (today != overview->day) status = rows_filter(&overview->panes[i], board_panes[i].filter, err);
        if (status == OK && pane.rows > 1) status = rows_refresh(&overview->panes[i], pane.rows - 1 - foot(overview, i), err);
    }
    overview->day = today;
    strbuf_clear(&overview->elsewhere);
    board_elsewhere(ui->desk, &ui->board, overview->notes.data, &overview->elsewhere);
    return status;
}

static void overview_follow(View *view, Ui *ui) {
    Overview *overview = (Overview *)view;
    preview_follow(&overview->preview, ui, view->columns >= VERY_WIDE ? rows_current(&overview->panes[overview->focus]) : NULL);
}

static void focus(Overview *overview, Ui *ui, int pane) {
    overview->focus = (pane + PANE_COUNT) % PANE_COUNT;
    Error err = {0};
    if (overview_refresh(&overview->view, ui, &err) != OK) ui_fail(ui, &err);
}

static Rows *overview_rows(View *view) {
    Overview *overview = (Overview *)view;
    return &overview->panes[overview->focus];
}

static bool overview_seek(View *view, Ui *ui, const RegisterDef *def, int64_t no, bool scroll) {
    Overview *overview = (Overview *)view;
    for (int i = 0; i < PANE_COUNT; i++) {
        if (overview->panes[i].def != def || !(scroll ? rows_seek : rows_in_sight)(&overview->panes[i], no)) continue;
        focus(overview, ui, i);
        return true;
    }
    return false;
}

/* Two panes stand beside each other; as tabs all four do. */
static bool overview_sideways(View *view, Ui *ui, int by) {
    Overview *overview = (Overview *)view;
    int from = overview->focus, to = from + by;
    if (to < 0 || to >= PANE_COUNT || (!one_pane(overview, view->columns) && to / 2 != from / 2)) return false;
    focus(overview, ui, to);
    return true;
}

static bool overview_event(View *view, Ui *ui, const Event *event) {
    Overview *overview = (Overview *)view;
    if (event->kind != EVENT_KEY) return false;
    if (event->key == KEY_TAB)
        focus(overview, ui, overview->focus + (event->mods & MOD_SHIFT ? -1 : 1));
    else if (!event->mods && event->key >= '1' && event->key < '1' + PANE_COUNT)
        focus(overview, ui, (int)(event->key - '1'));
    else if (!event->mods && event->key == 'z') {
        overview->zoomed = !overview->zoomed;
        focus(overview, ui, overview->focus);
    } else if (event->key == KEY_ESC && overview_rows(view)->tag_count)
        rows_untag_all(overview_rows(view));
    else
        return false;
    return true;
}

static bool overview_point(View *view, Ui *ui, int part, int item) {
    Overview *overview = (Overview *)view;
    bool other = part != overview->focus;
    if (other) focus(overview, ui, part);
    return rows_point(&overview->panes[part], item) || other;
}

static Target overview_target(const View *view) {
    const Overview *overview = (const Overview *)view;
    const Rows *rows = &overview->panes[overview->focus];
    const Record *record = rows_current(rows);
    return (Target){rows->def, record ? record->no : 0};
}

/* The overview is never closed: it keeps its cursors, and needs no opening. */
static void overview_note(const View *view, Place *place) {
    place->part = ((const Overview *)view)->focus;
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

/* What needs you goes before how many there are, where there is no room for both. */
static void pane_note(const Ui *ui, const Rows *rows, int i, int width, StrBuf *note) {
    enum { BOTH = 50 };
    if (rows->tag_count) { /* what keys act on goes before all */
        strbuf_addf(note, _("%zu tagged"), rows->tag_count);
        return;
    }
    const BoardCount *count = &ui->board.panes[i];
    if (count->need) strbuf_addf(note, _("%lld for you"), (long long)count->need);
    if (count->need && width < BOTH) return;
    strbuf_addf(note, "%s%lld %s", note->length ? ", " : "", (long long)count->open, _("open"));
}

/* What fills an empty pane is said whole. */
static void draw_empty(Canvas *canvas, Rect body, const char *text) {
    cells_draw_wrapped(canvas, (Rect){body.row, body.column + 3, body.rows, body.columns - 4}, STYLE_QUIET, text);
}

/* "5 new, all registers: triage (t)" at the foot of the pane that is worked by it; the queue knows no panes. */
static void draw_waiting(const Overview *overview, const Ui *ui, Canvas *canvas, Rect body) {
    if (!foot(overview, 0) || body.rows < 2) return;
    char key[24], text[120];
    ui_key_of(ui, "triage", key);
    snprintf(text, sizeof text, ngettext("%lld new, all registers: triage (%s)", "%lld new, all registers: triage (%s)", (unsigned long)overview->waiting),
             (long long)overview->waiting, key);
    canvas_text_right(canvas, body.row + body.rows - 1, body.column + 1, body.columns - 2, STYLE_NOTICE, text);
}

static void draw_pane(const Overview *overview, const Ui *ui, Canvas *canvas, Rect area, int i) {
    const Rows *rows = &overview->panes[i];
    bool focused = i == overview->focus;
    char title[80];
    StrBuf note;
    strbuf_init(&note);
    pane_note(ui, rows, i, area.columns, &note);
    snprintf(title, sizeof title, "%d %s", i + 1, lang_text(board_panes[i].title));
    draw_rule(canvas, area.row, area.column, area.columns, title, note.data, focused);
    strbuf_done(&note);
    Rect body = {area.row + 1, area.column, area.rows - 1, area.columns};
    if (rows->count == 0) draw_empty(canvas, body, lang_text(board_panes[i].empty));
    if (rows->count == 0 && focused) canvas_place_cursor(canvas, body.row, body.column, false);
    if (i == 0) draw_waiting(overview, ui, canvas, body);
    canvas_spot(canvas, area, i, -1);
    rows_draw(rows, canvas, (Rect){body.row, body.column, body.rows - foot(overview, i), body.columns}, i, false, focused, ui->narrow_cursor);
}

/* How many cells each tab's name gets: the longest give way first. */
static void tab_widths(int room, int widths[PANE_COUNT]) {
    int total = 0, longest = 0;
    for (int i = 0; i < PANE_COUNT; i++) total += widths[i] = utf8_width(lang_text(board_panes[i].title));
    for (; total > room && total > 0; total--, widths[longest]--)
        for (int i = 0; i < PANE_COUNT; i++)
            if (widths[i] > widths[longest]) longest = i;
}

/* With one pane the others are tabs in its title row: all that is open, or only what needs you where it is narrow. */
static void draw_tabs(const Overview *overview, const Ui *ui, Canvas *canvas, Rect area) {
    enum { NAMES = 60, SHORT = 3 };
    canvas_hline(canvas, area.row, area.column, area.columns, GLYPH_HLINE, STYLE_QUIET);
    int widths[PANE_COUNT], at = area.column + 1, numbers = 0;
    bool names = area.columns >= NAMES;
    char counts[PANE_COUNT][24];
    for (int i = 0; i < PANE_COUNT; i++)
        numbers += 5 + snprintf(counts[i], sizeof counts[i], "%lld", (long long)(names ? ui->board.panes[i].open : ui->board.panes[i].need));
    tab_widths(area.columns - 2 - numbers, widths);
    for (int i = 0; i < PANE_COUNT; i++) {
        Style style = i == overview->focus ? STYLE_FOCUS : STYLE_TITLE;
        const char *title = lang_text(board_panes[i].title);
        char head[8], tail[32];
        snprintf(head, sizeof head, "%s%d ", i == overview->focus ? "[" : " ", i + 1);
        snprintf(tail, sizeof tail, " %s%s", counts[i], i == overview->focus ? "]" : " ");
        int from = at;
        at += canvas_text(canvas, area.row, at, 3, style, head);
        if (names)
            at += canvas_text(canvas, area.row, at, widths[i], style, title);
        else
            at += cells_draw(canvas, area.row, at, SHORT, style, title, utf8_fit(title, SHORT, NULL));
        at += canvas_text(canvas, area.row, at, utf8_width(tail), style, tail);
        canvas_spot(canvas, (Rect){area.row, from, 1, at - from}, i, -1);
    }
}

static void draw_next(const Ui *ui, Canvas *canvas, Rect area) {
    const Board *board = &ui->board;
    if (!board->has_next) {
        canvas_text(canvas, area.row, area.column + 1, area.columns - 2, STYLE_QUIET, _("no clock is running"));
        return;
    }
    StrBuf left;
    strbuf_init(&left);
    when_left_long(board->next_at, board->at, board->next_hours, &left);
    int width = utf8_width(left.data);
    Style style = board->next_hours ? STYLE_CLOCK : STYLE_PLAIN;
    int label = canvas_text(canvas, area.row, area.column + 1, 8, STYLE_LABEL, _("NEXT"));
    int text = area.column + 1 + label + 2;
    canvas_text(canvas, area.row, text, area.columns - text - width - 2, STYLE_PLAIN, board->next_text);
    canvas_text(canvas, area.row, area.columns - width - 1, width, style, left.data);
    strbuf_done(&left);
}

/* What an entry counts: "action 6"; one that counts no records in front of a name, such as a talk or a warning, nothing. */
static long counted(const char *entry) {
    const char *number = strrchr(entry, ' ');
    return number ? strtol(number + 1, NULL, 10) : 0;
}

/* The last place where two blanks part two entries. */
static char *last_gap(char *text) {
    char *gap = NULL;
    for (char *at = strstr(text, "  "); at; at = strstr(at + 2, "  ")) gap = at;
    return gap;
}

static void draw_elsewhere(const Overview *overview, const Ui *ui, Canvas *canvas, Rect area) {
    int row = area.row + area.rows - 1;
    char need[60] = "";
    if (ui->board.elsewhere_need)
        snprintf(need, sizeof need, ngettext("%lld needs you", "%lld need you", (unsigned long)ui->board.elsewhere_need),
                 (long long)ui->board.elsewhere_need);
    int width = utf8_width(need);
    int label = canvas_text(canvas, row, area.column + 1, 12, STYLE_LABEL, _("Elsewhere"));
    int text = area.column + 1 + label + 2, room = area.columns - text - width - 2;
    char shown[400];
    snprintf(shown, sizeof shown, "%s", overview->elsewhere.length ? overview->elsewhere.data : _("quiet"));
    long left = 0; /* counted by entries that have no room */
    char more[40] = "", key[24];
    ui_key_of(ui, "go-agenda", key);
    for (char *gap; utf8_width(shown) + utf8_width(more) > room && (gap = last_gap(shown));) { /* an entry vanishes whole */
        left += counted(gap + 2);
        *gap = '\0';
        if (left) snprintf(more, sizeof more, _("  +%ld: %s"), left, key);
    }
    int used = canvas_text(canvas, row, text, room, STYLE_PLAIN, shown);
    canvas_text(canvas, row, text + used, room - used, STYLE_QUIET, more);
    canvas_text(canvas, row, area.columns - width - 1, width, STYLE_PLAIN, need);
}

static void draw_dividers(const Overview *overview, Canvas *canvas, Rect area) {
    if (one_pane(overview, area.columns)) return;
    Rect upper = pane_area(overview, area, 0), lower = pane_area(overview, area, 2);
    int column = upper.column + upper.columns;
    for (int row = upper.row; row < lower.row + lower.rows; row++) canvas_glyph(canvas, row, column, GLYPH_VLINE, STYLE_QUIET);
    canvas_glyph(canvas, upper.row, column, GLYPH_TEE_DOWN, STYLE_QUIET);
    canvas_glyph(canvas, lower.row, column, GLYPH_CROSS, STYLE_QUIET);
}

static void overview_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    const Overview *overview = (const Overview *)view;
    draw_next(ui, canvas, area);
    for (int i = 0; i < PANE_COUNT; i++) {
        Rect pane = pane_area(overview, area, i);
        if (pane.rows > 0) draw_pane(overview, ui, canvas, pane, i);
    }
    draw_dividers(overview, canvas, area);
    if (one_pane(overview, area.columns)) draw_tabs(overview, ui, canvas, pane_area(overview, area, overview->focus));
    if (area.columns >= VERY_WIDE) {
        Rect side = {area.row + 1, area.columns - PREVIEW, area.rows - 2, PREVIEW};
        for (int row = side.row; row < side.row + side.rows; row++) canvas_glyph(canvas, row, side.column - 1, GLYPH_VLINE, STYLE_QUIET);
        preview_draw(&overview->preview, canvas, side);
        canvas_glyph(canvas, side.row, side.column - 1, GLYPH_TEE_DOWN, STYLE_QUIET);
        if (!one_pane(overview, area.columns)) canvas_glyph(canvas, pane_area(overview, area, 2).row, side.column - 1, GLYPH_TEE_LEFT, STYLE_QUIET);
    }
    draw_elsewhere(overview, ui, canvas, area);
}

static void overview_title(const View *view, const Ui *ui, StrBuf *out) {
    (void)view;
    (void)ui;
    strbuf_add(out, _("Overview"));
}

static int overview_hints(const View *view, Hint *hints, int room) {
    const Overview *overview = (const Overview *)view;
    if (room < 3) return 0;
    hints[0] = (Hint){.key = "Tab", .text = _("pane"), .priority = 6, .right = true};
    hints[1] = (Hint){.key = "1-4", .text = _("pane"), .priority = 30, .right = true};
    hints[2] = (Hint){.key = "z", .text = overview->zoomed ? _("all panes") : _("zoom"), .priority = overview->zoomed ? 4 : 14, .right = true};
    return 3;
}

const ViewOps view_overview = {.name = "overview",
                               .kind = VIEW_OVERVIEW,
                               .size = sizeof(Overview),
                               .open = overview_open,
                               .event = overview_event,
                               .point = overview_point,
                               .refresh = overview_refresh,
                               .follow = overview_follow,
                               .draw = overview_draw,
                               .title = overview_title,
                               .target = overview_target,
                               .note = overview_note,
                               .rows = overview_rows,
                               .seek = overview_seek,
                               .sideways = overview_sideways,
                               .hints = overview_hints,
                               .close = overview_close};
