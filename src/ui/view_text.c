/* Text pages: help about the page below, and the history of the whole file. */
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
    unsigned about; /* kind of the page below: whose keys help tells */
} TextPage;

static Status text_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)request;
    (void)err;
    TextPage *page = (TextPage *)view;
    page->about = ui->top ? ui->top->ops->kind : 0;
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
    (void)ui;
    text_view_draw(&((const TextPage *)view)->text, canvas, area, true);
}

static int text_hints(const View *view, Hint *hints, int room) {
    (void)view;
    if (room < 2) return 0;
    hints[0] = (Hint){.key = "j/k", .text = _("scroll"), .priority = 1};
    hints[1] = (Hint){.key = "/", .text = _("find"), .priority = 2};
    return 2;
}

/* -- help ----------------------------------------------------------------------------------------------------- */

static void help_action(const Ui *ui, TextView *text, int i) {
    enum { KEY_CELLS = 10, LABEL_CELLS = 18, BEFORE = KEY_CELLS + LABEL_CELLS + 2 };
    char key[24], head[120];
    keymap_name(&ui->keymap, i, key);
    Style style = action_refused(ui, &actions[i]) ? STYLE_DISABLED : STYLE_PLAIN;
    const char *label = lang_text(actions[i].label), *help = lang_text(actions[i].help);
    int pad = LABEL_CELLS - utf8_width(label);
    snprintf(head, sizeof head, "%-*s %s%*s ", KEY_CELLS, key[0] ? key : "-", label, pad > 0 ? pad : 0, "");
    size_t length = strlen(help), at = 0, shown;
    int width = ui->columns - BEFORE - 3;
    if (width < 16) { /* no room for two columns: one below the other */
        text_view_add(text, style, 1, head);
        text_view_add(text, style, 4, help);
        return;
    }
    do {
        size_t next = cells_wrap(help, length, at, width, &shown);
        char line[600];
        snprintf(line, sizeof line, "%*s%.*s", BEFORE, at ? "" : head, (int)(shown - at), help + at);
        text_view_add(text, style, 1, line);
        at = next;
    } while (at < length);
}

/* Every action there is, under its heading; those that do not work here last. */
static void help_fill(const TextPage *page, const Ui *ui, TextView *text) {
    text_view_clear(text);
    const char *group = "";
    for (int i = 0; i < action_count; i++) {
        if (!(actions[i].views & page->about)) continue;
        if (strcmp(group, actions[i].group) != 0) {
            group = actions[i].group;
            text_view_add(text, STYLE_TITLE, 0, lang_text(group));
        }
        help_action(ui, text, i);
    }
    text_view_add(text, STYLE_TITLE, 0, _("On other pages"));
    for (int i = 0; i < action_count; i++)
        if (!(actions[i].views & page->about)) help_action(ui, text, i);
    text_view_add(text, STYLE_TITLE, 0, _("Marks"));
    text_view_add(text, STYLE_PLAIN, 1, _("!  past its due, or a legal clock under 24 hours"));
    text_view_add(text, STYLE_PLAIN, 1, _(".  needs you today"));
    text_view_add(text, STYLE_PLAIN, 1, _("+  new since last time"));
    text_view_add(text, STYLE_PLAIN, 1, _("*  tagged"));
    text_view_add(text, STYLE_TITLE, 0, _("Filters"));
    text_view_add(text, STYLE_PLAIN, 1, _("state:open severity>=S2 due<7d @name #tag -#tag kind:complaint \"exact words\""));
}

static Status help_refresh(View *view, Ui *ui, Error *err) {
    (void)err;
    TextPage *page = (TextPage *)view;
    help_fill(page, ui, &page->text);
    text_view_layout(&page->text, view->rows, view->columns);
    return OK;
}

static void help_title(const View *view, const Ui *ui, StrBuf *out) {
    (void)view;
    (void)ui;
    strbuf_add(out, _("Help"));
}

const ViewOps view_help = {.name = "help",
                           .kind = VIEW_TEXT,
                           .size = sizeof(TextPage),
                           .open = text_open,
                           .event = text_event,
                           .refresh = help_refresh,
                           .draw = text_draw,
                           .title = help_title,
                           .hints = text_hints,
                           .close = text_close};

/* -- history -------------------------------------------------------------------------------------------------- */

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

const ViewOps view_history = {.name = "history",
                              .kind = VIEW_TEXT,
                              .size = sizeof(TextPage),
                              .open = text_open,
                              .event = text_event,
                              .refresh = history_refresh,
                              .draw = text_draw,
                              .title = history_title,
                              .hints = text_hints,
                              .close = text_close};
