/* Palette: any action by its name, with its key, so that it teaches itself; also a record by its code. */
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/nearest.h"
#include "loket/ui/actions.h"
#include "loket/ui/pick_list.h"
#include "loket/ui/popup.h"
#include "views.h"

typedef struct Palette {
    View view;
    PickList list;
    unsigned about; /* kind of the page below: where the action will run */
} Palette;

/* An action that works on the page below, or says why not. */
static const char *refused(const Palette *palette, const Ui *ui, const ActionDef *action) {
    return action->views & palette->about ? action_refused(ui, action) : _("not on this page");
}

/* ":bind list x strike" holds until the program is left. */
static void bind_typed(Ui *ui, const char *words) {
    char view[32] = "", key[32] = "", action[64] = "";
    Error err = {0};
    bool all = text_next_word(&words, view, sizeof view) && text_next_word(&words, key, sizeof key) && text_next_word(&words, action, sizeof action);
    if (!all)
        ui_say(ui, "%s", _("bind VIEW KEY ACTION, as in: bind list x strike"));
    else if (keymap_own(&ui->keymap, view, key, action, 0, &err) != OK)
        ui_fail(ui, &err);
    else
        ui_say(ui, _("'%s' is %s in view %s, until you leave"), key, action, view);
}

/* ":q" is in many fingers, and ":INC-0142" opens what it names. */
static bool is_typed_command(const char *text) {
    const RegisterDef *def;
    int64_t no;
    return strcmp(text, "q") == 0 || strcmp(text, "quit") == 0 || text_starts(text, "bind ") || text_starts(text, "set ") || code_parse(text, &def, &no);
}

static void run_typed_command(Ui *ui, const char *text) {
    const RegisterDef *def;
    int64_t no;
    if (code_parse(text, &def, &no))
        ui_show_record(ui, def, no);
    else if (text_starts(text, "set "))
        settings_typed(ui, text + strlen("set "));
    else if (text_starts(text, "bind "))
        bind_typed(ui, text + strlen("bind "));
    else
        ui->quit = true;
}

static void say_unknown(Ui *ui, const char *typed) {
    Arena *arena = arena_new();
    Nearest nearest = nearest_start(text_fold(arena, typed));
    for (int i = 0; i < action_count; i++) nearest_offer(&nearest, text_fold(arena, lang_text(actions[i].label)));
    const char *word = nearest_word(&nearest);
    if (word)
        ui_say(ui, _("there is no command '%s'; did you mean '%s'?"), typed, word);
    else
        ui_say(ui, _("there is no command '%s'"), typed);
    arena_free(arena);
}

/* Told when the palette is gone: only then the action finds its page on top. */
static void palette_answered(Ui *ui, View *dialog) {
    if (!dialog->accepted) return;
    Palette *palette = (Palette *)dialog;
    const char *typed = line_editor_text(&palette->list.filter);
    if (is_typed_command(typed))
        run_typed_command(ui, typed);
    else
        action_run(ui, &actions[pick_list_current(&palette->list)->id]);
}

static Status palette_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)request;
    (void)err;
    Palette *palette = (Palette *)view;
    view->answered = palette_answered;
    palette->about = ui->top->ops->kind;
    pick_list_init(&palette->list);
    for (int usable = 1; usable >= 0; usable--) /* what works here first */
        for (int i = 0; i < action_count; i++) {
            const char *why = refused(palette, ui, &actions[i]);
            if ((why == NULL) != usable || actions[i].run == act_palette) continue;
            char key[24], shown[KEY_SHOWN];
            keymap_name(&ui->keymap, i, palette->about, key);
            const char *name = arena_printf(view->arena, "%s  %s", lang_text(actions[i].group), lang_text(actions[i].label));
            pick_list_add(&palette->list, &(PickItem){.text = name, .detail = lang_text(actions[i].help), .key = key_shown(key, shown), .disabled = why, .id = i});
        }
    return OK;
}

static void palette_close(View *view, Ui *ui) {
    (void)ui;
    pick_list_done(&((Palette *)view)->list);
}

static Rect box_of(const Popup *popup, const Ui *ui) {
    int rows = ui->rows > 30 ? 16 : ui->rows / 2;
    return popup_place(popup, (Rect){0, 0, ui->rows - 2, ui->columns}, rows, ui->columns - POPUP_EDGE_COLUMNS);
}

static Status palette_refresh(View *view, Ui *ui, Error *err) {
    (void)err;
    Popup popup = {.title = _("command"), .place = POPUP_BOTTOM};
    pick_list_layout(&((Palette *)view)->list, box_of(&popup, ui).rows - POPUP_EDGE_ROWS - 1);
    return OK;
}

static bool palette_event(View *view, Ui *ui, const Event *event) {
    Palette *palette = (Palette *)view;
    bool key = event->kind == EVENT_KEY && !event->mods;
    if (key && event->key == KEY_ESC) {
        view->done = true;
        return true;
    }
    if (!key || event->key != KEY_ENTER) return pick_list_key(&palette->list, event) || event->kind == EVENT_KEY;
    const PickItem *item = pick_list_current(&palette->list);
    const char *typed = line_editor_text(&palette->list.filter);
    if (is_typed_command(typed))
        view->done = view->accepted = true;
    else if (!item) /* the line stays, to be mended */
        say_unknown(ui, typed);
    else if (item->disabled)
        ui_say(ui, "%s: %s", item->text, item->disabled);
    else
        view->done = view->accepted = true;
    return true;
}

static bool palette_point(View *view, Ui *ui, int part, int item) {
    (void)ui;
    (void)part;
    return pick_list_point(&((Palette *)view)->list, item);
}

static void palette_draw(const View *view, const Ui *ui, Canvas *canvas, Rect screen) {
    const Palette *palette = (const Palette *)view;
    (void)screen;
    Hint hints[] = {{.key = "Enter", .text = _("runs it"), .priority = 1}, {.key = "Esc", .text = _("leaves"), .priority = 2}};
    Popup popup = {.title = _("command"), .place = POPUP_BOTTOM, .hints = hints, .hint_count = 2};
    Rect inside = popup_draw(&popup, canvas, box_of(&popup, ui));
    if (inside.rows < 2) return;
    Rect list = {inside.row, inside.column, inside.rows - 1, inside.columns};
    pick_list_draw(&palette->list, canvas, list, false);
    canvas_text(canvas, inside.row + inside.rows - 1, inside.column, 1, STYLE_KEY, ":");
    line_editor_draw(&palette->list.filter, canvas, (Rect){inside.row + inside.rows - 1, inside.column + 1, 1, inside.columns - 1}, true);
}

const ViewOps view_palette = {.name = "palette",
                              .kind = VIEW_DIALOG,
                              .size = sizeof(Palette),
                              .open = palette_open,
                              .event = palette_event,
                              .point = palette_point,
                              .refresh = palette_refresh,
                              .draw = palette_draw,
                              .close = palette_close,
                              .popup = true};
