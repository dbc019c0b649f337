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

void act_places(Ui *ui, const char *arg) {
    int by = (int)strtol(arg, NULL, 10), at = ui->place_at + by;
    const Target here = ui_target(ui), *last = ui->place_at > 0 ? &ui->places[ui->place_at - 1] : NULL;
    /* from a list, back means the record looked at last; from that record, the one before it */
    bool there = last && ui_page(ui)->ops == &view_record && here.def == last->def && here.no == last->no;
    if (by < 0 && !there) at = ui->place_at;
    if (at < 1 || at > ui->place_count) {
        ui_say(ui, "%s", by < 0 ? _("there is no earlier record to go back to") : _("there is no later record to go to"));
        return;
    }
    Target target = ui->places[at - 1];
    ui_home(ui);
    if (ui_push(ui, &view_record, &target)) ui->place_at = at;
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
            ui_ask(ui, &view_prompt, &(PromptRequest){.label = _("tag"), .text = "", .hint = _("those that fit a filter: severity>=S2 @name #tag; empty: all")}, tag_answered);
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

void act_copy(Ui *ui, const char *arg) {
    (void)arg;
    Target target = ui_target(ui);
    Arena *arena = arena_new();
    Record *record;
    Error err = {0};
    if (records_load(desk_db(ui->desk), target.def, target.no, arena, &record, &err) == OK) {
        char code[CODE_SIZE];
        code_write(target.def, target.no, code);
        strbuf_clear(&ui->request.text);
        strbuf_addf(&ui->request.text, "%s %s", code, record_title(record));
        ui->request.kind = REQUEST_COPY;
    } else
        ui_fail(ui, &err);
    arena_free(arena);
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

void act_help(Ui *ui, const char *arg) {
    (void)arg;
    ui_push(ui, &view_help, NULL);
}

void act_palette(Ui *ui, const char *arg) {
    (void)arg;
    ui_push(ui, &view_palette, NULL);
}

static void theme_answered(Ui *ui, View *dialog) {
    Arena *arena = arena_new();
    size_t count;
    const char **names = theme_list(arena, &count);
    int answer = pick_answer(dialog);
    Error err = {0};
    if (dialog->accepted && answer >= 0 && (size_t)answer < count) {
        if (theme_load(names[answer], &ui->theme, &err) == OK)
            ui->request.kind = REQUEST_THEME;
        else
            ui_fail(ui, &err);
    }
    arena_free(arena);
}

void act_theme(Ui *ui, const char *arg) {
    (void)arg;
    Arena *arena = arena_new();
    size_t count;
    const char **names = theme_list(arena, &count);
    PickChoice choices[32];
    int current = -1;
    if (count > COUNT_OF(choices)) count = COUNT_OF(choices);
    for (size_t i = 0; i < count; i++) {
        choices[i] = (PickChoice){.text = names[i], .id = (int)i};
        if (strcmp(names[i], ui->theme.name) == 0) current = (int)i;
    }
    ui_ask(ui, &view_pick, &(PickRequest){.title = _("theme"), .choices = choices, .count = (int)count, .current = current}, theme_answered);
    arena_free(arena);
}
