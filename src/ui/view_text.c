/* History: who changed what in the whole file. */
#include <stdio.h>
#include <string.h>

#include "loket/app/history.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/actions.h"
#include "loket/ui/cells.h"
#include "loket/ui/text_view.h"
#include "views.h"

enum { HISTORY_SHOWN = 300 };

typedef struct TextPage {
    View view;
    TextView text;
} TextPage;

static Status text_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)request;
    (void)err;
    TextPage *page = (TextPage *)view;
    (void)ui;
    text_view_init(&page->text);
    return OK;
}

static void text_close(View *view, Ui *ui) {
    (void)ui;
    text_view_done(&((TextPage *)view)->text);
}

static bool text_event(View *view, Ui *ui, const Event *event) {
    (void)ui;
    if (event->kind != EVENT_KEY && event->kind != EVENT_PASTE) return false;
    return text_view_key(&((TextPage *)view)->text, event);
}

static void text_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    text_view_draw(&((const TextPage *)view)->text, canvas, area, true, ui->narrow_cursor);
}

static int text_hints(const View *view, Hint *hints, int room) {
    (void)view;
    if (room < 2) return 0;
    hints[0] = (Hint){.key = "j/k", .text = _("scroll"), .priority = 1};
    hints[1] = (Hint){.key = "/", .text = _("find"), .priority = 2};
    return 2;
}

/* -- history -------------------------------------------------------------------------------------------------- */

static void text_point_text(View *view, Ui *ui, int item, Rect at) {
    (void)ui, (void)item;
    text_view_point(&((TextPage *)view)->text, at.columns, at.column);
}

static void history_entry(TextView *text, const HistoryEntry *entry, StrBuf *line) {
    char code[CODE_SIZE] = "";
    if (entry->def) code_write(entry->def, entry->no, code);
    strbuf_clear(line);
    moment_format(entry->at, line);
    strbuf_addf(line, "  %s  %s %s %s", entry->who, entry->what, code, entry->child ? lang_text(entry->child->noun) : "");
    text_view_add(text, STYLE_PLAIN, 1, line->data);
    if (strcmp(entry->op, "create") == 0) return;
    for (size_t i = 0; i < entry->count; i++) {
        const FieldChange *change = &entry->changes[i];
        strbuf_clear(line);
        strbuf_addf(line, "%s  %s > %s", change->field ? lang_text(change->field->label) : change->key, *change->old ? change->old : "-",
                    *change->made ? change->made : "-");
        text_view_add(text, STYLE_QUIET, 5, line->data);
    }
}

static Status history_refresh(View *view, Ui *ui, Error *err) {
    TextPage *page = (TextPage *)view;
    Arena *arena = arena_new();
    HistoryEntry *entries;
    size_t count;
    StrBuf line;
    strbuf_init(&line);
    text_view_clear(&page->text);
    Status status = history_read(ui->desk, NULL, 0, 0, HISTORY_SHOWN, arena, &entries, &count, err);
    for (size_t i = 0; status == OK && i < count; i++) history_entry(&page->text, &entries[i], &line);
    text_view_layout(&page->text, view->rows, view->columns);
    strbuf_done(&line);
    arena_free(arena);
    return status;
}

static void history_title(const View *view, const Ui *ui, StrBuf *out) {
    (void)view;
    (void)ui;
    strbuf_add(out, _("History"));
}

static void history_note(const View *view, Place *place) {
    place->at = ((const TextPage *)view)->text.top;
}

static View *history_revisit(Ui *ui, const Place *place) {
    View *view = ui_push(ui, &view_history, NULL);
    if (view) text_view_show(&((TextPage *)view)->text, (int)place->at);
    return view;
}

const ViewOps view_history = {.name = "history",
                              .kind = VIEW_TEXT,
                              .size = sizeof(TextPage),
                              .open = text_open,
                              .event = text_event,
                              .point_text = text_point_text,
                              .refresh = history_refresh,
                              .draw = text_draw,
                              .title = history_title,
                              .hints = text_hints,
                              .note = history_note,
                              .revisit = history_revisit,
                              .close = text_close};
