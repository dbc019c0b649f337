#include "completer.h"

#include <string.h>

#include "loket/app/lookup.h"
#include "loket/base/lang.h"

void completer_init(Completer *completer, const RegisterDef *def) {
    *completer = (Completer){.def = def};
    pick_list_init(&completer->list);
    strbuf_init(&completer->note);
}

void completer_done(Completer *completer) {
    pick_list_done(&completer->list);
    strbuf_done(&completer->note);
}

void completer_look(Completer *completer, Ui *ui, const LineEditor *line) {
    pick_list_clear(&completer->list);
    strbuf_clear(&completer->note);
    completer->chosen = false;
    if (!completer->def) return;
    Arena *arena = arena_new();
    Completion *out = arena_alloc(arena, sizeof *out);
    Lookup lookup = desk_lookup(ui->desk);
    complete_filter(completer->def, line_editor_text(line), line->edit.cursor, &lookup, arena, out);
    for (size_t i = 0; i < out->count; i++) pick_list_add(&completer->list, &(PickItem){.text = out->items[i].text, .detail = out->items[i].label, .id = (int)i});
    strbuf_add(&completer->note, out->note);
    completer->from = out->start;
    completer->to = out->end;
    arena_free(arena);
}

bool completer_listed(const Completer *completer) {
    return completer->open && completer->list.count > 0;
}

static void take(Completer *completer, Ui *ui, LineEditor *line) {
    const char *text = pick_list_current(&completer->list)->text;
    edit_replace(&line->edit, completer->from, completer->to - completer->from, text, strlen(text));
    completer_look(completer, ui, line);
}

/* Behind a term that is whole, Tab begins the next one. */
static void tab(Completer *completer, Ui *ui, LineEditor *line) {
    const EditBuffer *edit = &line->edit;
    bool opened = !completer->open;
    completer->open = true;
    if (!completer->list.count && edit->cursor && edit->text.data[edit->cursor - 1] != ' ') {
        edit_type(&line->edit, " ", 1);
        completer_look(completer, ui, line);
    } else if (completer->list.count && !(opened && completer->list.count > 1)) {
        take(completer, ui, line);
    }
}

bool completer_key(Completer *completer, Ui *ui, LineEditor *line, const Event *event) {
    if (event->kind != EVENT_KEY || !completer->def) return false;
    bool up = event->key == KEY_UP || (event->key == 'p' && event->mods == MOD_CTRL);
    bool down = event->key == KEY_DOWN || (event->key == 'n' && event->mods == MOD_CTRL);
    if (event->key == KEY_TAB && !event->mods) {
        tab(completer, ui, line);
        return true;
    }
    if (!completer_listed(completer)) return false;
    if (event->key == KEY_ENTER && completer->chosen) {
        take(completer, ui, line);
        return true;
    }
    if (!up && !down) return false;
    pick_list_key(&completer->list, event);
    completer->chosen = true;
    return true;
}

bool completer_point(Completer *completer, int row) {
    completer->chosen = true;
    return pick_list_point(&completer->list, row);
}

void completer_draw(const Completer *completer, Canvas *canvas, Rect screen, const Popup *place) {
    enum { MOST = 10 };
    Hint hints[] = {{.key = "Tab", .text = _("takes it"), .priority = 1}, {.key = "Up/Dn", .text = _("choose"), .priority = 2}};
    Popup popup = *place;
    popup.title = completer->note.length ? completer->note.data : NULL;
    popup.hints = hints;
    popup.hint_count = 2;
    int rows = completer->list.count < MOST ? completer->list.count : MOST, room = screen.rows / 2;
    Rect inside = popup_draw(&popup, canvas, popup_place(&popup, screen, rows < room ? rows : room, screen.columns - place->anchor_column - POPUP_EDGE_COLUMNS));
    pick_list_draw(&completer->list, canvas, inside, false);
}
