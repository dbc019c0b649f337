#include "loket/ui/line_editor.h"

#include <string.h>

#include "loket/base/utf8.h"
#include "loket/ui/cells.h"

void line_editor_init(LineEditor *line) {
    *line = (LineEditor){0};
    edit_init(&line->edit);
    strbuf_init(&line->ghost);
}

static void wipe(StrBuf *text) {
    if (text->capacity) explicit_bzero(text->data, text->capacity);
}

void line_editor_make_secret(LineEditor *line) {
    enum { SECRET_BYTES = 1000 };
    static const char room[SECRET_BYTES];
    line->secret = true;
    line->edit.limit = SECRET_BYTES;
    strbuf_addn(&line->edit.text, room, sizeof room); /* all at once: growing later would leave copies behind */
    strbuf_clear(&line->edit.text);
}

void line_editor_done(LineEditor *line) {
    if (line->secret) {
        edit_forget(&line->edit);
        wipe(&line->edit.text);
    }
    edit_done(&line->edit);
    strbuf_done(&line->ghost);
}

void line_editor_set(LineEditor *line, const char *text) {
    StrBuf clean;
    strbuf_init(&clean);
    if (text) edit_clean(&clean, text, strlen(text), true);
    if (line->secret) wipe(&line->edit.text);
    edit_set(&line->edit, clean.data);
    if (line->secret) wipe(&clean);
    strbuf_done(&clean);
    strbuf_clear(&line->ghost);
    line->blanked = 0;
    line->refused = false;
}

const char *line_editor_text(const LineEditor *line) {
    return line->edit.text.data;
}

void line_editor_propose(LineEditor *line, const char *rest) {
    strbuf_clear(&line->ghost);
    if (rest) edit_clean(&line->ghost, rest, strlen(rest), true);
}

/* ---- keys ---- */

static int count_graphemes(const char *text, size_t length) {
    int count = 0;
    for (size_t at = 0; at < length; count++)
        at = utf8_next(text, length, at);
    return count;
}

static bool fits(const LineEditor *line, const char *text, size_t length) {
    if (line->max <= 0) return true;
    const EditBuffer *edit = &line->edit;
    StrBuf trial; /* graphemes merge across the seams, so only counting the whole is right */
    strbuf_init(&trial);
    strbuf_addn(&trial, edit->text.data, edit->cursor);
    strbuf_addn(&trial, text, length);
    strbuf_add(&trial, edit->text.data + edit->cursor);
    bool ok = count_graphemes(trial.data, trial.length) <= line->max;
    strbuf_done(&trial);
    return ok;
}

/* Puts in as many graphemes of `text` as there is room for. */
static void insert(LineEditor *line, const char *text, size_t length) {
    size_t kept = length;
    if (line->max > 0) {
        size_t most = 0;
        for (int i = 0; i < line->max && most < length; i++)
            most = utf8_next(text, length, most);
        kept = most;
        while (kept > 0 && !fits(line, text, kept))
            kept = utf8_previous(text, length, kept);
    }
    line->refused = kept < length;
    if (kept > 0 && !edit_replace(&line->edit, line->edit.cursor, 0, text, kept)) line->refused = true;
}

static bool take_ghost(LineEditor *line, const Event *event) {
    if (event->key != KEY_TAB || event->mods || line->ghost.length == 0) return false;
    if (line->edit.cursor != line->edit.text.length) return false;
    StrBuf rest = line->ghost;
    strbuf_init(&line->ghost);
    insert(line, rest.data, rest.length);
    strbuf_done(&rest);
    return true;
}

static bool type(LineEditor *line, const Event *event) {
    char character[4];
    size_t length = edit_character(event, character);
    if (!length) return false;
    line->refused = !fits(line, character, length) || !edit_type(&line->edit, character, length);
    return true;
}

static bool paste(LineEditor *line, const Event *event) {
    StrBuf clean;
    strbuf_init(&clean);
    line->blanked = edit_clean(&clean, event->text, event->length, true);
    insert(line, clean.data, clean.length);
    if (line->secret) wipe(&clean);
    strbuf_done(&clean);
    return true;
}

static bool dispatch(LineEditor *line, const Event *event) {
    if (event->kind == EVENT_PASTE) return paste(line, event);
    if (take_ghost(line, event) || type(line, event)) return true;
    bool yanked = event->key == 'y' && event->mods == MOD_CTRL;
    if (yanked && !fits(line, line->edit.killed.data, line->edit.killed.length)) {
        line->refused = true;
        return true;
    }
    return edit_key(&line->edit, event);
}

bool line_editor_key(LineEditor *line, const Event *event) {
    if (event->kind != EVENT_KEY && event->kind != EVENT_PASTE) return false;
    line->blanked = 0;
    line->refused = false;
    unsigned long before = line->edit.version;
    bool taken = dispatch(line, event);
    if (line->edit.version != before) strbuf_clear(&line->ghost);
    if (line->secret) edit_forget(&line->edit);
    return taken;
}

/* ---- drawing ---- */

/* The first column to show. It moves in steps of half the width, so that typing on a slow link seldom redraws the whole
 * field, and it depends on nothing but cursor and width. */
static int scroll_for(int cursor, int width) {
    int last = width - 2; /* the right edge may hold an ellipsis */
    if (width < 4) return cursor >= width ? cursor - width + 1 : 0;
    if (cursor <= last) return 0;
    int step = width / 2;
    return (cursor - last + step - 1) / step * step;
}

/* Cells out of sight at the left when drawn in `width` cells. */
static int scrolled(const LineEditor *line, int width) {
    const EditBuffer *edit = &line->edit;
    int cursor = cells_width(edit->text.data, edit->cursor), total = cells_width(edit->text.data, edit->text.length);
    return total < width || (total == width && cursor < total) ? 0 : scroll_for(cursor, width);
}

static void draw_text(const LineEditor *line, Canvas *canvas, Rect area) {
    const EditBuffer *edit = &line->edit;
    int total = cells_width(edit->text.data, edit->text.length), scroll = scrolled(line, area.columns), skipped;
    size_t from = cells_fit(edit->text.data, edit->text.length, scroll, &skipped);
    int lead = scroll - skipped; /* a wide character is cut by the edge: blank its rest */
    int cut = 0;
    if (lead > 0 && from < edit->text.length) from = cells_next(edit->text.data, edit->text.length, from, &cut);
    if (cut > 0) lead = skipped + cut - scroll;
    int drawn = lead + cells_draw(canvas, area.row, area.column + lead, area.columns - lead, STYLE_INPUT,
                                  edit->text.data + from, edit->text.length - from);
    if (scroll > 0 && area.columns >= 4) canvas_glyph(canvas, area.row, area.column, GLYPH_ELLIPSIS, STYLE_QUIET);
    if (total - scroll > area.columns && area.columns >= 4)
        canvas_glyph(canvas, area.row, area.column + area.columns - 1, GLYPH_ELLIPSIS, STYLE_QUIET);
    if (line->ghost.length && edit->cursor == edit->text.length)
        cells_draw(canvas, area.row, area.column + drawn, area.columns - drawn, STYLE_QUIET, line->ghost.data,
                   line->ghost.length);
}

/* The same line with a star for each grapheme. */
static void draw_secret(const LineEditor *line, Canvas *canvas, Rect area, bool focused) {
    const StrBuf *text = &line->edit.text;
    LineEditor stars;
    line_editor_init(&stars);
    for (int i = count_graphemes(text->data, text->length); i > 0; i--)
        strbuf_addc(&stars.edit.text, '*');
    stars.edit.cursor = (size_t)count_graphemes(text->data, line->edit.cursor);
    stars.hint = line->hint;
    line_editor_draw(&stars, canvas, area, focused);
    line_editor_done(&stars);
}

void line_editor_draw(const LineEditor *line, Canvas *canvas, Rect area, bool focused) {
    if (area.rows < 1 || area.columns < 1) return;
    if (line->secret) {
        draw_secret(line, canvas, area, focused);
        return;
    }
    const EditBuffer *edit = &line->edit;
    area.rows = 1;
    canvas_fill(canvas, area, STYLE_INPUT);
    canvas_spot(canvas, area, SPOT_TEXT, 0);
    if (edit->text.length == 0 && line->ghost.length == 0) {
        if (!text_empty(line->hint)) canvas_text(canvas, area.row, area.column, area.columns, STYLE_QUIET, line->hint);
    } else {
        draw_text(line, canvas, area);
    }
    if (focused) canvas_place_cursor(canvas, area.row, area.column + line_editor_place(line, area.columns, edit->cursor), true);
}

int line_editor_place(const LineEditor *line, int width, size_t at) {
    const EditBuffer *edit = &line->edit;
    int place = cells_width(edit->text.data, at < edit->text.length ? at : edit->text.length) - scrolled(line, width);
    return place < 0 ? 0 : place;
}

void line_editor_point(LineEditor *line, int width, int cell) {
    EditBuffer *edit = &line->edit;
    edit->open = false;
    edit_move(edit, cells_fit(edit->text.data, edit->text.length, cell + scrolled(line, width), NULL));
}
