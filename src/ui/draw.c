/* What several views draw alike: rules with a title, the window behind a first key. */
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/cells.h"
#include "loket/ui/match.h"
#include "loket/ui/popup.h"
#include "views.h"

void draw_rule(Canvas *canvas, int row, int column, int width, const char *title, const char *note, bool focus) {
    canvas_hline(canvas, row, column, width, focus ? GLYPH_DOUBLE : GLYPH_HLINE, STYLE_QUIET);
    Style style = focus ? STYLE_FOCUS : STYLE_TITLE;
    int note_width = note && *note ? utf8_width(note) : 0, at = column + 1;
    int room = width - 4 - (note_width ? note_width + 4 : 0);
    if (room < 8) { /* the title matters more than the note */
        note_width = 0;
        room = width - 4;
    }
    if (room < 1) return;
    if (!*title && !note_width) return; /* only a line */
    int title_width = utf8_width(title);
    if (title_width > room) title_width = room;
    canvas_text(canvas, row, at++, 1, style, focus ? "[" : " ");
    canvas_text(canvas, row, at, title_width, style, title);
    canvas_text(canvas, row, at + title_width, 1, style, focus ? "]" : " ");
    if (!note_width) return;
    at = column + width - note_width - 3;
    canvas_text(canvas, row, at, 1, STYLE_QUIET, " ");
    canvas_text(canvas, row, at + 1, note_width, STYLE_TITLE, note);
    canvas_text(canvas, row, at + 1 + note_width, 1, STYLE_QUIET, " ");
}

static bool begins_word(const Folded *folded, size_t source) {
    for (size_t i = 0; i < folded->length; i++)
        if (folded->from[i] == source) return i == 0 || !strchr("abcdefghijklmnopqrstuvwxyz0123456789", folded->text[i - 1]);
    return false;
}

static void mark_word(Canvas *canvas, int row, int column, int width, const char *text, const Folded *folded, const char *word) {
    size_t start, end;
    for (size_t at = 0; match_find(folded, word, at, &start, &end) && end > at; at = end) {
        int from = cells_width(text, start), to = cells_width(text, end);
        if (from >= width) return;
        if (begins_word(folded, start)) canvas_restyle(canvas, row, column + from, (to < width ? to : width) - from, STYLE_MATCH);
    }
}

void draw_matched(Canvas *canvas, int row, int column, int width, Style style, const char *text, const char *words) {
    char word[128];
    Arena *arena = arena_new();
    int room = canvas_text(canvas, row, column, width, style, text);
    if (room < utf8_width(text)) room--; /* the ellipsis */
    Folded folded = match_fold(arena, text, strlen(text));
    for (const char *rest = text_fold(arena, words); text_next_word(&rest, word, sizeof word);) mark_word(canvas, row, column, room, text, &folded, word);
    arena_free(arena);
}

enum { GAP_ACROSS = 2 };

/* Entries one below the other in columns, each as wide as its longest. */
typedef struct Across {
    int columns, rows, widths[3], key; /* key: cells for the keys */
} Across;

/* The cells that so many columns take, the last gap left out. */
static int lay_columns(Across *across, int columns, const Hint *hints, int count) {
    int used = -GAP_ACROSS;
    *across = (Across){.columns = columns, .rows = (count + columns - 1) / columns, .key = across->key};
    for (int i = 0; i < count; i++) {
        int *width = &across->widths[i / across->rows], wanted = across->key + utf8_width(hints[i].text) + GAP_ACROSS;
        if (wanted > *width) *width = wanted;
    }
    for (int i = 0; i < columns; i++) used += across->widths[i];
    return used;
}

/* As many columns as stand whole beside each other; where fewer would not all stand below each other, more that are cut. */
static Across lay_across(const Hint *hints, int count, int rows, int room) {
    Across across = {.key = 2};
    char shown[KEY_SHOWN];
    for (int i = 0; i < count; i++) {
        int key = utf8_width(key_shown(hints[i].key, shown)) + 1;
        if (key > across.key) across.key = key;
    }
    int columns = (int)COUNT_OF(across.widths);
    while (lay_columns(&across, columns, hints, count) > room && columns > 1 && (count + columns - 2) / (columns - 1) <= rows) columns--;
    if (lay_columns(&across, columns, hints, count) > room)
        for (int i = 0; i < columns; i++) across.widths[i] = (room + GAP_ACROSS) / columns;
    return across;
}

void draw_prefix_popup(const Ui *ui, Canvas *canvas, const Hint *hints, int count) {
    Popup popup = {.title = _("then"), .place = POPUP_BOTTOM};
    Across across = lay_across(hints, count, ui->rows - 2 - POPUP_EDGE_ROWS, ui->columns - POPUP_EDGE_COLUMNS);
    Rect box = popup_place(&popup, (Rect){0, 0, ui->rows - 2, ui->columns}, across.rows, ui->columns - POPUP_EDGE_COLUMNS);
    Rect inside = popup_draw(&popup, canvas, box);
    /* spread evenly where there is room */
    int used = across.widths[0] + across.widths[1] + across.widths[2] - GAP_ACROSS, spare = across.columns > 1 && used < inside.columns ? (inside.columns - used) / across.columns : 0;
    for (int i = 0, column = inside.column; i < count; i++) {
        int row = inside.row + i % across.rows, width = across.widths[i / across.rows];
        char shown[KEY_SHOWN];
        if (i && i % across.rows == 0) column += across.widths[i / across.rows - 1] + spare;
        if (i % across.rows >= inside.rows) continue;
        canvas_text(canvas, row, column, across.key, STYLE_KEY, key_shown(hints[i].key, shown));
        canvas_text(canvas, row, column + across.key, width - across.key - GAP_ACROSS, STYLE_PLAIN, hints[i].text);
        canvas_spot_keys(canvas, (Rect){row, column, 1, width - GAP_ACROSS}, hints[i].key);
    }
}
