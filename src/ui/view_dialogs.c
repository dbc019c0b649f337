/* Dialogs: a question, a list to pick from; the line to type stands in view_prompt.c. Each is a view that stands over a page and is answered once. */
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/cells.h"
#include "loket/ui/line_editor.h"
#include "loket/ui/pick_list.h"
#include "loket/ui/popup.h"
#include "views.h"

static void answer(View *view, bool accepted) {
    view->done = true;
    view->accepted = accepted;
}

static bool is_key(const Event *event, uint32_t key) {
    return event->kind == EVENT_KEY && event->key == key && !event->mods;
}

/* -- confirm -------------------------------------------------------------------------------------------------- */

typedef struct Confirm {
    View view;
    ConfirmRequest request;
} Confirm;

static Status confirm_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)ui;
    (void)err;
    Confirm *confirm = (Confirm *)view;
    confirm->request = *(const ConfirmRequest *)request;
    confirm->request.title = arena_strdup(view->arena, confirm->request.title);
    confirm->request.text = arena_strdup(view->arena, confirm->request.text);
    return OK;
}

/* Enter is no answer: whoever holds it down has not read the question. */
static bool confirm_event(View *view, Ui *ui, const Event *event) {
    (void)ui;
    if (event->kind != EVENT_KEY) return true;
    if (((Confirm *)view)->request.notice) {
        answer(view, false);
        return true;
    }
    const char *yes = _("y"), *no = _("n");
    if (event->key == 'y' || event->key == (unsigned char)yes[0])
        answer(view, true);
    else if (event->key == 'n' || event->key == (unsigned char)no[0] || event->key == KEY_ESC || event->key == 'q')
        answer(view, false);
    return true;
}

static void confirm_draw(const View *view, const Ui *ui, Canvas *canvas, Rect screen) {
    const Confirm *confirm = (const Confirm *)view;
    (void)ui;
    Hint hints[] = {{.key = _("y"), .text = _("yes"), .priority = 1}, {.key = _("n"), .text = _("no"), .priority = 2}};
    if (confirm->request.notice) hints[0] = (Hint){.key = "Esc", .text = _("leave"), .priority = 1};
    Popup popup = {.title = confirm->request.title, .hints = hints, .hint_count = confirm->request.notice ? 1 : 2};
    int width = screen.columns - 8 < 60 ? screen.columns - 8 : 60;
    Rect inside = popup_draw(&popup, canvas, popup_place(&popup, screen, cells_rows(confirm->request.text, width), width));
    cells_draw_wrapped(canvas, inside, STYLE_PLAIN, confirm->request.text);
    canvas_place_cursor(canvas, inside.row, inside.column, false);
}

static int confirm_hints(const View *view, Hint *hints, int room) {
    if (room < 2) return 0;
    if (((const Confirm *)view)->request.notice) {
        hints[0] = (Hint){.key = "Esc", .text = _("leave"), .priority = 1};
        return 1;
    }
    hints[0] = (Hint){.key = _("y"), .text = _("yes"), .priority = 1};
    hints[1] = (Hint){.key = _("n"), .text = _("no"), .priority = 2};
    return 2;
}

const ViewOps view_confirm = {.name = "confirm",
                              .kind = VIEW_DIALOG,
                              .size = sizeof(Confirm),
                              .open = confirm_open,
                              .event = confirm_event,
                              .draw = confirm_draw,
                              .hints = confirm_hints,
                              .popup = true};

/* -- pick ----------------------------------------------------------------------------------------------------- */

typedef struct Pick {
    View view;
    char *title;
    int answer;
    bool free;
    PickList list;
} Pick;

static Status pick_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)ui;
    (void)err;
    Pick *pick = (Pick *)view;
    const PickRequest *asked = request;
    pick->title = arena_strdup(view->arena, asked->title);
    pick->free = asked->free;
    pick->answer = -1;
    pick_list_init(&pick->list);
    pick->list.multi = asked->multi;
    pick->list.by_key = asked->by_key;
    pick->list.filter.hint = _("type to find");
    for (int i = 0; i < asked->count; i++) {
        const PickChoice *choice = &asked->choices[i];
        pick_list_add(&pick->list, &(PickItem){.text = choice->text,
                                               .detail = choice->detail,
                                               .key = choice->key,
                                               .disabled = choice->disabled,
                                               .id = choice->id,
                                               .chosen = choice->chosen});
    }
    if (asked->current >= 0) pick_list_goto(&pick->list, asked->current);
    return OK;
}

static void pick_close(View *view, Ui *ui) {
    (void)ui;
    pick_list_done(&((Pick *)view)->list);
}

static Rect pick_box(const Pick *pick, const Popup *popup, Rect screen) {
    const PickList *list = &pick->list;
    int columns = list->text_width + (list->detail_width ? list->detail_width + 2 : 0) + (list->key_width ? list->key_width + 2 : 0) + 4;
    int rows = list->count + !list->by_key;
    if (columns < 30) columns = 30;
    return popup_place(popup, screen, rows > 20 ? 20 : rows, columns);
}

static bool pick_event(View *view, Ui *ui, const Event *event) {
    Pick *pick = (Pick *)view;
    if (is_key(event, KEY_ESC)) {
        answer(view, false);
        return true;
    }
    bool decided = is_key(event, KEY_ENTER);
    if (!decided) {
        pick_list_key(&pick->list, event);
        decided = pick->list.by_key && pick->list.decided;
    }
    if (!decided) return true;
    const PickItem *item = pick_list_current(&pick->list);
    if (item && item->disabled) {
        ui_say(ui, "%s", item->disabled);
        return true;
    }
    if (!item && !pick->free) {
        ui_say(ui, "%s", _("nothing in the list fits; Esc leaves"));
        return true;
    }
    pick->answer = item ? item->id : -1;
    answer(view, true);
    return true;
}

static void pick_point_text(View *view, Ui *ui, int item, Rect at) {
    (void)ui, (void)item;
    line_editor_point(&((Pick *)view)->list.filter, at.columns, at.column);
}

static bool pick_point(View *view, Ui *ui, int part, int item) {
    (void)ui;
    (void)part;
    return pick_list_point(&((Pick *)view)->list, item);
}

static void pick_draw(const View *view, const Ui *ui, Canvas *canvas, Rect screen) {
    const Pick *pick = (const Pick *)view;
    (void)ui;
    Hint hints[] = {{.key = "Enter", .text = _("takes it"), .priority = 1}, {.key = "Esc", .text = _("leaves"), .priority = 2}};
    Popup popup = {.title = pick->title, .hints = hints, .hint_count = 2};
    Rect inside = popup_draw(&popup, canvas, pick_box(pick, &popup, screen));
    if (!pick->list.by_key && inside.rows > 1) {
        line_editor_draw(&pick->list.filter, canvas, (Rect){inside.row, inside.column, 1, inside.columns}, false);
        inside.row++;
        inside.rows--;
    }
    pick_list_draw(&pick->list, canvas, inside, true);
    if (pick->free && !pick_list_current(&pick->list))
        canvas_text(canvas, inside.row, inside.column, inside.columns, STYLE_QUIET, _("not in the list: Enter takes it as typed"));
}

static Status pick_refresh(View *view, Ui *ui, Error *err) {
    (void)err;
    Pick *pick = (Pick *)view;
    Popup popup = {.title = pick->title};
    Rect box = pick_box(pick, &popup, (Rect){0, 0, ui->rows, ui->columns});
    pick_list_layout(&pick->list, box.rows - POPUP_EDGE_ROWS - !pick->list.by_key);
    return OK;
}

static int pick_hints(const View *view, Hint *hints, int room) {
    const Pick *pick = (const Pick *)view;
    if (room < 4) return 0;
    int count = 0;
    hints[count++] = (Hint){.key = "Enter", .text = _("take it"), .priority = 1};
    hints[count++] = (Hint){.key = "Esc", .text = _("leave"), .priority = 2};
    if (pick->list.multi) hints[count++] = (Hint){.key = "Space", .text = _("choose"), .priority = 1};
    hints[count++] = (Hint){.key = "Up/Dn", .text = _("move"), .priority = 3};
    return count;
}

int pick_answer(const View *view) {
    return ((const Pick *)view)->answer;
}

const char *pick_text(const View *view) {
    return line_editor_text(&((const Pick *)view)->list.filter);
}

bool pick_is_chosen(const View *view, int item) {
    const PickList *list = &((const Pick *)view)->list;
    for (int i = 0; i < list->count; i++)
        if (list->items[i].id == item) return list->items[i].chosen;
    return false;
}

const ViewOps view_pick = {.name = "pick",
                           .kind = VIEW_DIALOG,
                           .size = sizeof(Pick),
                           .open = pick_open,
                           .event = pick_event,
                           .point = pick_point,
                           .point_text = pick_point_text,
                           .refresh = pick_refresh,
                           .draw = pick_draw,
                           .hints = pick_hints,
                           .close = pick_close,
                           .popup = true};
