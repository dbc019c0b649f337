/* The picture of triage: what came in above, the decision below it, who is next beside it where it is wide. */
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/cells.h"
#include "loket/ui/rows.h"
#include "triage_view.h"

enum { WIDE = 100, TALL = 14, INDENT = 3, LABEL = 11 /* as wide as "Behandelaar" */, CHOICES = 3 /* rows of the decision */ };

typedef struct Pen {
    const TriageView *triage;
    const Ui *ui;
    Canvas *canvas;
    Rect area;
    int row, end; /* end: the first row that is not to be written */
} Pen;

static bool room(const Pen *pen, int rows) {
    return pen->row + rows <= pen->end;
}

static int text_at(Pen *pen, int indent, Style style, const char *text) {
    return canvas_text(pen->canvas, pen->row, pen->area.column + indent, pen->area.columns - indent - 1, style, text);
}

static void line(Pen *pen, int indent, Style style, const char *text) {
    if (room(pen, 1)) {
        text_at(pen, indent, style, text);
        pen->row++;
    }
}

/* Draws at most `most` rows from row `from` of the wrapped text on; returns how many rows it has. */
static int wrapped(Pen *pen, int indent, Style style, const char *text, int from, int most) {
    size_t length = strlen(text), at = 0, shown;
    int width = pen->area.columns - indent - 1, row = 0;
    if (width < 4) return 0;
    for (; at < length; row++) {
        size_t next = cells_wrap(text, length, at, width, &shown);
        if (row >= from && row < from + most && room(pen, 1))
            cells_draw(pen->canvas, pen->row++, pen->area.column + indent, width, style, text + at, shown - at);
        at = next;
    }
    return row;
}

/* -- what came in --------------------------------------------------------------------------------------------- */

static void head(Pen *pen, int title_rows) {
    const TriageItem *item = pen->triage->item;
    Style style = style_of_field(register_field(item->record->def, item->how->rank), record_value(item->record, item->how->rank));
    if (room(pen, 1)) {
        int at = 1 + text_at(pen, 1, STYLE_CODE, item->code) + 3;
        int width = *item->reporters ? utf8_width(item->reporters) : 0, rest = pen->area.columns - at - 1;
        if (width > rest / 3) width = rest / 3;
        StrBuf what;
        strbuf_init(&what);
        triage_what(item, triage_kind(pen->triage), &what);
        canvas_text(pen->canvas, pen->row, pen->area.column + at, rest - (width ? width + 2 : 0), STYLE_PLAIN, what.data);
        strbuf_done(&what);
        if (width) canvas_text(pen->canvas, pen->row, pen->area.column + pen->area.columns - width - 1, width, STYLE_QUIET, item->reporters);
        pen->row++;
    }
    const char *title = record_title(item->record);
    wrapped(pen, 1, style == STYLE_PLAIN ? STYLE_TITLE : style, *title ? title : _("(no title)"), 0, title_rows);
}

/* As many rows as are left above the rest; says when there is more. */
static void story(Pen *pen, int most) {
    const TriageItem *item = pen->triage->item;
    int from = pen->triage->more ? pen->triage->scroll : 0, first = pen->row, width = pen->area.columns - INDENT - 1;
    if (!*item->story) {
        if (most > 0) line(pen, INDENT, STYLE_QUIET, _("no description"));
        return;
    }
    int rows = cells_rows(item->story, width);
    if (from > rows - 1) from = rows - 1;
    wrapped(pen, INDENT, STYLE_PLAIN, item->story, from, most);
    if (rows <= from + most || pen->row == first) return;
    char key[24], text[40];
    ui_key_of(pen->ui, pen->triage->more ? "" : "triage-more", key);
    snprintf(text, sizeof text, " %s+", *key ? key : "");
    int cells = utf8_width(text);
    canvas_text(pen->canvas, pen->row - 1, pen->area.column + pen->area.columns - cells - 1, cells, STYLE_KEY, text);
}

static void label(Pen *pen, const char *text) {
    canvas_text(pen->canvas, pen->row, pen->area.column + 1, LABEL - 1, STYLE_LABEL, text);
}

static void similar_line(Pen *pen, const TriageSimilar *similar, const char *key) {
    char text[400], hint[60] = "";
    const char *handler = *similar->handler ? triage_short(similar->handler) : "-";
    snprintf(text, sizeof text, "%s %.200s (%s, %.60s)", similar->code, record_title(similar->record), lang_text(record_state(similar->record)->label), handler);
    if (*key) snprintf(hint, sizeof hint, "%s %s", key, pen->triage->item->similar_count > 1 ? _("same as one of these") : _("same as this one"));
    int width = pen->area.columns - LABEL - 2, cells = *hint ? utf8_width(hint) + 3 : 0;
    if (cells > width / 2) cells = 0;
    canvas_text(pen->canvas, pen->row, pen->area.column + LABEL + 1, width - cells, STYLE_PLAIN, text);
    if (cells) canvas_text(pen->canvas, pen->row, pen->area.column + pen->area.columns - cells + 2, cells - 3, STYLE_QUIET, hint);
    pen->row++;
}

static void similar(Pen *pen, int most) {
    const TriageItem *item = pen->triage->item;
    char key[24] = "";
    if (item->how->same) ui_key_of(pen->ui, "triage-same", key);
    for (int i = 0; i < (int)item->similar_count && i < most && room(pen, 1); i++) {
        if (i == 0) label(pen, _("Similar"));
        similar_line(pen, &item->similar[i], i == 0 ? key : "");
    }
}

static void clocks(Pen *pen, int most) {
    const TriageItem *item = pen->triage->item;
    const char *text = item->clocks;
    for (int i = 0; *text && i < most && room(pen, 1); i++) {
        size_t length = strcspn(text, "\n");
        char one[240];
        snprintf(one, sizeof one, "%.*s", (int)length, text);
        if (i == 0) label(pen, _("Clock"));
        canvas_text(pen->canvas, pen->row++, pen->area.column + LABEL + 1, pen->area.columns - LABEL - 2, item->legal && i == 0 ? STYLE_CLOCK : STYLE_PLAIN, one);
        text += length + (text[length] == '\n');
    }
}

static void repeats(Pen *pen) {
    if (!*pen->triage->item->repeats || !room(pen, 1)) return;
    label(pen, _("Repetition"));
    canvas_text(pen->canvas, pen->row++, pen->area.column + LABEL + 1, pen->area.columns - LABEL - 2, STYLE_QUIET, pen->triage->item->repeats);
}

static int clock_rows(const TriageItem *item) {
    int rows = *item->clocks != '\0';
    for (const char *c = item->clocks; *c; c++) rows += *c == '\n';
    return rows;
}

/* -- the decision --------------------------------------------------------------------------------------------- */

/* One of the choices: its key, a mark when it would be taken, its word. Returns whether it fitted. */
static bool option(Pen *pen, int *at, const char *key, const char *word, bool taken, int most) {
    char text[160];
    snprintf(text, sizeof text, "%s%s", taken ? ">" : " ", word);
    char shown[KEY_SHOWN];
    int key_cells = utf8_width(key_shown(key, shown)), cells = utf8_width(text);
    if (most && cells > most) text[utf8_fit(text, most, &cells)] = '\0'; /* a few letters of a name do, without a sign that there were more */
    if (*at + key_cells + cells > pen->area.columns - 1) return false;
    canvas_text(pen->canvas, pen->row, pen->area.column + *at, key_cells, STYLE_KEY, shown);
    canvas_text(pen->canvas, pen->row, pen->area.column + *at + key_cells, cells, taken ? STYLE_FOCUS : STYLE_PLAIN, text);
    if (*key) canvas_spot_keys(pen->canvas, (Rect){pen->row, pen->area.column + *at, 1, key_cells + cells}, key);
    *at += key_cells + cells + (pen->area.columns < 60 ? 1 : 3);
    return true;
}

static int begin_row(Pen *pen, const char *text, bool narrow) {
    if (narrow) return 1;
    canvas_text(pen->canvas, pen->row, pen->area.column + INDENT, LABEL, STYLE_LABEL, text);
    return INDENT + LABEL + 1;
}

static const char *key_of(const Ui *ui, const char *action, int number, char key[24]) {
    char name[40];
    snprintf(name, sizeof name, "%s-%d", action, number);
    ui_key_bound(ui, name, key);
    return key;
}

/* S1 is CRIT in the drawings; what a choice is called in a narrow row is its label up to the first blank. */
static const char *rank_word(const Choice *choice, bool narrow, char word[40]) {
    snprintf(word, 40, "%s", lang_text(choice->label));
    if (narrow) word[strcspn(word, " ,")] = '\0';
    return word;
}

static void rank_row(Pen *pen, bool narrow) {
    const TriageItem *item = pen->triage->item;
    const FieldDef *field = register_field(item->record->def, item->how->rank);
    const char *now = triage_rank(pen->triage);
    int at = begin_row(pen, lang_text(field->label), narrow);
    char key[24], word[40];
    for (int i = 0; field->choices[i].key && i < 4; i++)
        option(pen, &at, key_of(pen->ui, "triage-rank", i + 1, key), rank_word(&field->choices[i], narrow, word), text_equal(now, field->choices[i].key), 0);
    pen->row++;
}

/* The person that would handle it stands there even without a letter. */
static void owner_row(Pen *pen, bool narrow) {
    const TriageOwner *owners;
    triage_owners(pen->triage->triage, &owners);
    const char *now = pen->triage->item->proposal.handler;
    int at = begin_row(pen, _("Handler"), narrow), count = triage_letters(pen->triage, pen->triage->view.columns);
    bool shown = false;
    char key[24];
    if (pen->triage->armed && !narrow) canvas_text(pen->canvas, pen->row, pen->area.column + 1, 1, STYLE_FOCUS, ">");
    for (int i = 0; i < count; i++) {
        bool taken = text_equal(now, owners[i].code);
        shown |= taken;
        option(pen, &at, key_of(pen->ui, "triage-owner", i + 1, key), triage_short(owners[i].name), taken, narrow ? 4 : 14);
    }
    if (!now) option(pen, &at, "", _("nobody"), true, 0);
    if (now && !shown) {
        Arena *arena = arena_new();
        option(pen, &at, "", triage_short(desk_title_of(pen->ui->desk, now, arena)), true, narrow ? 6 : 14);
        arena_free(arena);
    }
    ui_key_bound(pen->ui, "triage-owner-other", key);
    option(pen, &at, key, _("other"), false, 0);
    pen->row++;
}

static void state_row(Pen *pen, bool narrow) {
    const TriageView *triage = pen->triage;
    const RegisterDef *def = triage->item->record->def;
    const char *states[8], *now = triage_state(triage);
    char key[24], text[240];
    int count = triage_states(triage, states), at = begin_row(pen, _("State"), narrow);
    ui_key_of(pen->ui, "triage-state", key);
    size_t length = (size_t)snprintf(text, sizeof text, "%s", lang_text(register_state(def, now)->label));
    if (count > 1 && narrow)
        snprintf(text + length, sizeof text - length, " (%s %s)", key, _("changes"));
    else if (count > 1) {
        length += (size_t)snprintf(text + length, sizeof text - length, "     %s %s: ", key, _("changes it"));
        int at_state = triage->state < 0 ? 0 : triage->state;
        for (int i = 1; i < count && length < sizeof text; i++) /* in the order in which the key brings them */
            length += (size_t)snprintf(text + length, sizeof text - length, "%s%s", i > 1 ? ", " : "", lang_text(register_state(def, states[(at_state + i) % count])->label));
    }
    canvas_text(pen->canvas, pen->row, pen->area.column + at, pen->area.columns - at - 1, STYLE_PLAIN, text);
    pen->row++;
}

static void choices(Pen *pen, bool narrow) {
    rank_row(pen, narrow);
    owner_row(pen, narrow);
    canvas_place_cursor(pen->canvas, pen->row - (pen->triage->armed ? 1 : 2), pen->area.column + 1, false);
    state_row(pen, narrow);
}

static void decision_rule(Pen *pen) {
    char note[160] = "";
    const char *source = pen->triage->item->proposal.source;
    if (*source) snprintf(note, sizeof note, _("proposed: %.120s"), source);
    draw_rule(pen->canvas, pen->row++, pen->area.column, pen->area.columns, _("Decision"), note, true);
}

/* How it is worked, in two sentences that name the keys as they are bound. */
static void how_to(Pen *pen) {
    char accept[24], digit[24], letter[24], text[240], word[40];
    const TriageOwner *owners;
    const TriageItem *item = pen->triage->item;
    const Choice *second = &register_field(item->record->def, item->how->rank)->choices[1];
    ui_key_of(pen->ui, "triage-accept", accept);
    ui_key_of(pen->ui, "triage-rank-2", digit);
    ui_key_of(pen->ui, "triage-owner-1", letter);
    if (pen->triage->armed)
        snprintf(text, sizeof text, _("Now a letter: who handles it. Saves, next. %s keeps who is proposed."), accept);
    else if (triage_owners(pen->triage->triage, &owners))
        snprintf(text, sizeof text, _("%s accepts what is marked.   %s %s = %s + %.40s, saves, next."), accept, digit, letter, rank_word(second, false, word),
                 triage_short(owners[0].name));
    else
        snprintf(text, sizeof text, _("%s accepts what is marked."), accept);
    line(pen, INDENT, STYLE_QUIET, text);
}

static void done_lines(Pen *pen) {
    const TriageView *triage = pen->triage;
    if (!triage->done_count || !room(pen, 2)) return;
    draw_rule(pen->canvas, pen->row++, pen->area.column, pen->area.columns, _("Done so far"), "", false);
    for (size_t i = 0; i < triage->done_count; i++) line(pen, INDENT, STYLE_PLAIN, triage->done[i]);
}

/* -- all of it ------------------------------------------------------------------------------------------------ */

static void draw_short(Pen *pen) {
    const TriageItem *item = pen->triage->item;
    int bottom = pen->area.row + pen->area.rows - CHOICES - 1;
    pen->end = bottom - item->legal;
    head(pen, 2);
    story(pen, pen->end - pen->row);
    pen->end = bottom;
    if (item->legal) {
        pen->row = bottom - 1;
        clocks(pen, 1);
    }
    pen->row = bottom;
    pen->end = pen->area.row + pen->area.rows;
    canvas_hline(pen->canvas, pen->row++, pen->area.column, pen->area.columns, GLYPH_HLINE, STYLE_QUIET);
    choices(pen, pen->area.columns < 60);
}

/* Similar and clocks keep their rows; the story takes what is left, what was done the rest. */
static void draw_tall(Pen *pen) {
    enum { DECISION = CHOICES + 3, AIR = 21, DONE = 3 };
    const TriageItem *item = pen->triage->item;
    int bottom = pen->area.row + pen->area.rows, air = pen->area.rows >= AIR, width = pen->area.columns - INDENT - 1;
    bool beside = pen->area.columns < pen->triage->view.columns; /* what is alike stands there */
    int alike = beside || pen->triage->more ? 0 : item->similar_count < 3 ? (int)item->similar_count : 3;
    int clock = clock_rows(item) > 2 ? 2 : clock_rows(item);
    int again = *item->repeats && !pen->triage->more;
    int kept = DECISION + alike + clock + again + (alike + clock + again > 0) * air + (pen->triage->more ? 0 : air * DONE);
    pen->row += air;
    pen->end = bottom - kept;
    head(pen, 2);
    pen->row += air;
    int rows = pen->end - pen->row - 1, needed = cells_rows(item->story, width);
    story(pen, needed < rows && !pen->triage->more ? needed : rows);
    pen->row += 1;
    pen->end = bottom;
    similar(pen, alike);
    clocks(pen, clock);
    if (again) repeats(pen);
    if (alike + clock > 0) pen->row += air;
    decision_rule(pen);
    pen->row += air && room(pen, CHOICES + 4);
    choices(pen, pen->area.columns < 60);
    pen->row += air && room(pen, 4);
    how_to(pen);
    pen->row += air && room(pen, 4);
    done_lines(pen);
}

static void side_similar(Pen *pen) {
    const TriageItem *item = pen->triage->item;
    char note[60] = "", key[24];
    ui_key_of(pen->ui, "triage-same", key);
    if (item->how->same && item->similar_count) snprintf(note, sizeof note, "%s %s", key, item->similar_count > 1 ? _("same as one of these") : _("same as this one"));
    draw_rule(pen->canvas, pen->row++, pen->area.column, pen->area.columns, _("Similar"), note, false);
    if (!item->similar_count) line(pen, 1, STYLE_QUIET, _("nothing like it was found"));
    for (size_t i = 0; i < item->similar_count && room(pen, 2); i++) {
        const TriageSimilar *one = &item->similar[i];
        char text[200];
        const FieldDef *rank = register_field(one->record->def, item->how->rank);
        StrBuf word;
        strbuf_init(&word);
        field_format(rank, one->record->def, record_value(one->record, rank->key), &word);
        snprintf(text, sizeof text, "%s  %s, %.40s, %.60s", one->code, word.length ? word.data : "-", lang_text(record_state(one->record)->label),
                 *one->handler ? triage_short(one->handler) : "-");
        strbuf_done(&word);
        line(pen, 1, STYLE_CODE, text);
        line(pen, 3, STYLE_PLAIN, record_title(one->record));
    }
}

static void side(Pen *pen) {
    const TriageView *triage = pen->triage;
    side_similar(pen);
    if (triage->item->similar_count && room(pen, 24)) { /* enough room to look into the one most alike */
        pen->row++;
        preview_draw(&triage->alike, pen->canvas, (Rect){pen->row, pen->area.column, 12, pen->area.columns});
        pen->row += 12;
    }
    pen->row++;
    if (!room(pen, 2)) return;
    draw_rule(pen->canvas, pen->row++, pen->area.column, pen->area.columns, _("Then"), "", false);
    if (!triage->coming_count) line(pen, 1, STYLE_QUIET, _("this is the last one"));
    for (int i = 0; i < triage->coming_count && room(pen, 1); i++) {
        char text[240];
        snprintf(text, sizeof text, "%s  %.200s", triage->coming[i].code, triage->coming[i].title);
        line(pen, 1, triage->coming[i].style, text);
    }
}

static void draw_empty(Pen *pen) {
    char text[200], undo[24], stop[24];
    ui_key_of(pen->ui, "triage-undo", undo);
    ui_key_of(pen->ui, "triage-stop", stop);
    pen->end = pen->area.row + pen->area.rows;
    pen->row += pen->area.rows > 6;
    line(pen, 1, STYLE_TITLE, pen->triage->done_count ? _("All is decided.") : _("Nothing new waits."));
    if (pen->triage->done_count)
        snprintf(text, sizeof text, _("%s takes back, %s stops. What was skipped waits for the next round."), undo, stop);
    else
        snprintf(text, sizeof text, _("What comes in stands here by itself. %s stops."), stop);
    wrapped(pen, 1, STYLE_PLAIN, text, 0, 3);
    pen->row += pen->area.rows > 6;
    done_lines(pen);
    canvas_place_cursor(pen->canvas, pen->area.row, pen->area.column, false);
}

void triage_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    const TriageView *triage = (const TriageView *)view;
    Pen pen = {triage, ui, canvas, area, area.row, area.row + area.rows};
    canvas_spot(canvas, area, 0, -1);
    if (!triage->item) {
        draw_empty(&pen);
        return;
    }
    if (area.rows < TALL) {
        draw_short(&pen);
        return;
    }
    if (area.columns >= WIDE) {
        int width = area.columns * 2 / 5, column = area.columns - width;
        for (int row = area.row; row < area.row + area.rows; row++) canvas_glyph(canvas, row, column - 1, GLYPH_VLINE, STYLE_QUIET);
        Pen right = {triage, ui, canvas, {area.row, column, area.rows, width}, area.row, area.row + area.rows};
        side(&right);
        pen.area.columns = column - 1;
    }
    draw_tall(&pen);
}
