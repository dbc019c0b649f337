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
    text_view_draw(&((const TextPage *)view)->text, canvas, area, true, ui->narrow_cursor);
}

static int text_hints(const View *view, Hint *hints, int room) {
    (void)view;
    if (room < 2) return 0;
    hints[0] = (Hint){.key = "j/k", .text = _("scroll"), .priority = 1};
    hints[1] = (Hint){.key = "/", .text = _("find"), .priority = 2};
    return 2;
}

/* -- help ----------------------------------------------------------------------------------------------------- */

/* A key, its name and what it does; a long sentence goes on below where it began. */
static void help_line(const TextPage *page, TextView *text, bool works, const char *key, const char *label, const char *help) {
    enum { KEY = 11, LABEL = 24, NARROW = 64 };
    char line[400];
    Style style = works ? STYLE_PLAIN : STYLE_DISABLED;
    bool beside = page->view.columns >= NARROW;
    int indent = beside ? KEY + LABEL : KEY, label_gap = beside ? LABEL - utf8_width(label) : 0;
    char shown_key[KEY_SHOWN];
    int key_gap = KEY - utf8_width(key_shown(key, shown_key)), width = page->view.columns - indent - 3;
    snprintf(line, sizeof line, "%s%*s%s%*s", shown_key, key_gap > 0 ? key_gap : 1, "", label, label_gap > 0 ? label_gap : 0, "");
    size_t length = strlen(help), shown;
    if (!beside || !length) text_view_add(text, style, 1, line);
    for (size_t at = 0; at < length;) {
        size_t next = cells_wrap(help, length, at, width, &shown), used = at || !beside ? 0 : strlen(line);
        if (!used) snprintf(line, sizeof line, "%*s", indent, "");
        used = strlen(line);
        snprintf(line + used, sizeof line - used, "%.*s", (int)(shown - at), help + at);
        text_view_add(text, style, 1, line);
        at = next;
        line[0] = '\0';
    }
}

static void help_action(const TextPage *page, const Ui *ui, TextView *text, int i) {
    char key[24];
    keymap_name(&ui->keymap, i, page->about, key);
    help_line(page, text, !action_refused(ui, &actions[i]), key[0] ? key : "-", lang_text(actions[i].label), lang_text(actions[i].help));
}

/* What the page below does with keys by itself. */
static void help_page(const TextPage *page, TextView *text) {
    Hint hints[16];
    const View *below = page->view.below;
    int count = below && below->ops->hints ? below->ops->hints(below, hints, (int)COUNT_OF(hints)) : 0;
    if (count) text_view_add(text, STYLE_TITLE, 0, _("This page"));
    for (int i = 0; i < count; i++) help_line(page, text, true, hints[i].key, hints[i].text, "");
}

/* Every action there is, under its heading; those that do not work here last. */
static void help_fill(const TextPage *page, const Ui *ui, TextView *text) {
    text_view_clear(text);
    const char *group = "";
    help_page(page, text);
    for (int i = 0; i < action_count; i++) {
        if (!(actions[i].views & page->about)) continue;
        if (strcmp(group, actions[i].group) != 0) {
            group = actions[i].group;
            text_view_add(text, STYLE_TITLE, 0, lang_text(group));
        }
        help_action(page, ui, text, i);
    }
    text_view_add(text, STYLE_TITLE, 0, _("On other pages"));
    for (int i = 0; i < action_count; i++)
        if (!(actions[i].views & page->about)) help_action(page, ui, text, i);
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
                              .refresh = history_refresh,
                              .draw = text_draw,
                              .title = history_title,
                              .hints = text_hints,
                              .note = history_note,
                              .revisit = history_revisit,
                              .close = text_close};
