/* Actions that look and go elsewhere, and change nothing in the file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/ui/actions.h"
#include "loket/ui/rows.h"
#include "views.h"

Rows *page_rows(const Ui *ui) {
    View *page = ui_page(ui);
    return page->ops->rows ? page->ops->rows(page) : NULL;
}

static int distance(const char *arg, int height) {
    static const struct {
        const char *word;
        int tenths; /* of a page */
    } words[] = {{"half", 5}, {"-half", -5}, {"page", 10}, {"-page", -10}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(words[i].word, arg) == 0) return height * words[i].tenths / 10;
    return (int)strtol(arg, NULL, 10);
}

void act_move(Ui *ui, const char *arg) {
    View *page = ui_page(ui);
    Rows *rows = page_rows(ui);
    bool first = strcmp(arg, "first") == 0, last = strcmp(arg, "last") == 0;
    if (!rows) {
        int far = 1 << 20;
        if (page->ops->move) page->ops->move(page, ui, first ? -far : last ? far : distance(arg, page->rows - 2));
        return;
    }
    Error err = {0};
    Status status = first ? rows_first(rows, &err) : last ? rows_last(rows, &err) : rows_move(rows, distance(arg, rows->height), &err);
    if (status != OK) ui_fail(ui, &err);
}

void act_sideways(Ui *ui, const char *arg) {
    View *page = ui_page(ui);
    int by = distance(arg, 1);
    if (page->ops->sideways(page, ui, by)) return;
    if (page->ops->kind == VIEW_OVERVIEW)
        ui_say(ui, "%s", by > 0 ? _("there is no pane to the right") : _("there is no pane to the left"));
    else
        ui_say(ui, "%s", by > 0 ? _("there are no more columns to the right") : _("there are no more columns to the left"));
}

void act_open(Ui *ui, const char *arg) {
    (void)arg;
    Target target = ui_target(ui);
    ui_show_record(ui, target.def, target.no);
}

void act_back(Ui *ui, const char *arg) {
    (void)arg;
    ui->top->done = true;
}

void act_quit(Ui *ui, const char *arg) {
    (void)arg;
    ui->quit = true;
}

void act_go(Ui *ui, const char *arg) {
    if (strcmp(arg, "overview") == 0) {
        ui_home(ui);
        return;
    }
    static const struct {
        const char *word;
        const ViewOps *view;
    } pages[] = {{"history", &view_history}, {"agenda", &view_agenda}, {"search", &view_search}};
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        if (strcmp(arg, pages[i].word) == 0) {
            ui_push(ui, pages[i].view, NULL);
            return;
        }
    const RegisterDef *def = register_by_key(arg);
    ui_home(ui); /* going elsewhere does not pile up: q is always the overview */
    if (def->kind == KIND_SINGLE)
        ui_show_record(ui, def, 1);
    else
        ui_push(ui, &view_list, &(ListRequest){.def = def});
}

void act_list(Ui *ui, const char *arg) {
    static const struct {
        const char *word;
        void (*ask)(Ui *ui);
    } words[] = {{"narrow", list_ask_narrow}, {"filter", list_ask_filter}, {"order", list_ask_order}, {"preset", list_ask_preset}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(words[i].word, arg) == 0) words[i].ask(ui);
}

static void say_tagged(Ui *ui, const Rows *rows) {
    ui_say(ui, ngettext("%zu tagged; Esc takes the tags off", "%zu tagged; Esc takes the tags off", rows->tag_count), rows->tag_count);
}

/* Of what the list shows, also where it goes on below the window. */
static void tag_matching(Ui *ui, Rows *rows, View *dialog, const char *filter) {
    Error err = {0};
    bool all = false;
    if (rows_tag_matching(rows, filter, &all, &err) != OK)
        dialog_refuse(ui, dialog, &err);
    else if (!all)
        ui_say(ui, _("%zu tagged, and that is not all: narrow the list first"), rows->tag_count);
    else
        say_tagged(ui, rows);
}

static void tag_answered(Ui *ui, View *dialog) {
    Rows *rows = page_rows(ui);
    if (dialog->accepted && rows && dialog->about == rows->def) tag_matching(ui, rows, dialog, prompt_text(dialog));
}

void act_tag(Ui *ui, const char *arg) {
    Rows *rows = page_rows(ui);
    if (!rows) return;
    if (arg && strcmp(arg, "filter") == 0) {
        View *dialog =
            ui_ask(ui, &view_prompt, &(PromptRequest){.label = _("tag"), .text = "", .hint = _("those that fit a filter: severity>=S2 @name #tag; empty: all"), .filters = rows->def}, tag_answered);
        if (dialog) dialog->about = rows->def;
        return;
    }
    if (arg) {
        tag_matching(ui, rows, NULL, "");
        return;
    }
    const Record *record = rows_current(rows);
    rows_tag(rows, record->no, !rows_tagged(rows, record->no));
    act_move(ui, "1");
    say_tagged(ui, rows);
}

void act_reload(Ui *ui, const char *arg) {
    (void)arg;
    ui_refresh(ui);
    ui_say(ui, "%s", _("read again"));
}

void act_repaint(Ui *ui, const char *arg) {
    (void)arg;
    ui->request.kind = REQUEST_REPAINT;
}

void act_privacy(Ui *ui, const char *arg) {
    (void)arg;
    bool on = !desk_private(ui->desk);
    char key[24];
    desk_set_private(ui->desk, on);
    ui_refresh(ui);
    ui_reread(ui);
    ui_key_of(ui, "privacy", key);
    if (on)
        ui_say(ui, _("privacy screen: what is confidential is masked; %s ends it"), key);
    else
        ui_say(ui, "%s", _("privacy screen off"));
}

void act_help(Ui *ui, const char *arg) {
    (void)arg;
    ui_push(ui, &view_help, NULL);
}

void act_palette(Ui *ui, const char *arg) {
    (void)arg;
    ui_push(ui, &view_palette, NULL);
}
