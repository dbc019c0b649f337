/* Prompt: one line to type, on the message line. Where it is a filter, a list above it says how it can go on. */
#include <stdio.h>
#include <string.h>

#include "loket/app/lookup.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/line_editor.h"
#include "loket/ui/pick_list.h"
#include "loket/ui/popup.h"
#include "views.h"

typedef struct Prompt {
    View view;
    PromptRequest request;
    LineEditor line;
    Error fault;      /* why the answer was not taken; until the next key */
    PickList list;    /* of a filter: what may stand at the cursor */
    size_t from, to;  /* bytes of the line that an item of it replaces */
    bool open;        /* it is shown, if there is anything in it */
    bool chosen;      /* moved in since the last change: Enter takes it */
} Prompt;

/* -- how it can go on ----------------------------------------------------------------------------------------- */

static void complete(Prompt *prompt, Ui *ui) {
    pick_list_clear(&prompt->list);
    prompt->chosen = false;
    if (!prompt->request.filters) return;
    Arena *arena = arena_new();
    Completion *out = arena_alloc(arena, sizeof *out);
    Lookup lookup = desk_lookup(ui->desk);
    complete_filter(prompt->request.filters, line_editor_text(&prompt->line), prompt->line.edit.cursor, &lookup, arena, out);
    for (size_t i = 0; i < out->count; i++) pick_list_add(&prompt->list, &(PickItem){.text = out->items[i].text, .detail = out->items[i].label, .id = (int)i});
    prompt->from = out->start;
    prompt->to = out->end;
    arena_free(arena);
}

static bool listed(const Prompt *prompt) {
    return prompt->open && prompt->list.count > 0;
}

static void changed(Prompt *prompt, Ui *ui) {
    complete(prompt, ui);
    if (prompt->request.changed) prompt->request.changed(ui, line_editor_text(&prompt->line));
}

static void take(Prompt *prompt, Ui *ui) {
    const char *text = pick_list_current(&prompt->list)->text;
    edit_replace(&prompt->line.edit, prompt->from, prompt->to - prompt->from, text, strlen(text));
    changed(prompt, ui);
}

/* Behind a term that is whole, Tab begins the next one. */
static void tab(Prompt *prompt, Ui *ui) {
    const EditBuffer *edit = &prompt->line.edit;
    bool opened = !prompt->open;
    prompt->open = true;
    if (!prompt->list.count && edit->cursor && edit->text.data[edit->cursor - 1] != ' ') {
        edit_type(&prompt->line.edit, " ", 1);
        changed(prompt, ui);
    } else if (prompt->list.count && !(opened && prompt->list.count > 1)) {
        take(prompt, ui);
    }
}

/* Keys of the list; the line has all others. */
static bool list_key(Prompt *prompt, Ui *ui, const Event *event) {
    if (event->kind != EVENT_KEY || !prompt->request.filters) return false;
    bool up = event->key == KEY_UP || (event->key == 'p' && event->mods == MOD_CTRL);
    bool down = event->key == KEY_DOWN || (event->key == 'n' && event->mods == MOD_CTRL);
    if (event->key == KEY_TAB && !event->mods) {
        tab(prompt, ui);
        return true;
    }
    if (!listed(prompt)) return false;
    if (event->key == KEY_ENTER && prompt->chosen) {
        take(prompt, ui);
        return true;
    }
    if (!up && !down) return false;
    pick_list_key(&prompt->list, event);
    prompt->chosen = true;
    return true;
}

/* -- life ----------------------------------------------------------------------------------------------------- */

static Status prompt_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)err;
    Prompt *prompt = (Prompt *)view;
    prompt->request = *(const PromptRequest *)request;
    /* words end in a colon, a sign such as / speaks for itself */
    bool word = strlen(prompt->request.label) > 1;
    prompt->request.label = arena_printf(view->arena, "%s%s", prompt->request.label, word ? ":" : "");
    line_editor_init(&prompt->line);
    line_editor_set(&prompt->line, prompt->request.text ? prompt->request.text : "");
    prompt->line.hint = arena_strdup(view->arena, prompt->request.hint);
    pick_list_init(&prompt->list);
    prompt->open = !prompt->request.on_tab;
    complete(prompt, ui);
    return OK;
}

static void prompt_close(View *view, Ui *ui) {
    (void)ui;
    pick_list_done(&((Prompt *)view)->list);
    line_editor_done(&((Prompt *)view)->line);
}

static void end(View *view, bool accepted) {
    view->done = true;
    view->accepted = accepted;
}

static bool prompt_event(View *view, Ui *ui, const Event *event) {
    Prompt *prompt = (Prompt *)view;
    bool plain = event->kind == EVENT_KEY && !event->mods;
    if (event->kind == EVENT_KEY || event->kind == EVENT_PASTE) prompt->fault.message[0] = '\0';
    if (list_key(prompt, ui, event)) return true;
    if (plain && (event->key == KEY_ENTER || event->key == KEY_ESC)) {
        end(view, event->key == KEY_ENTER);
        return true;
    }
    unsigned long before = prompt->line.edit.version;
    size_t cursor = prompt->line.edit.cursor;
    if (!line_editor_key(&prompt->line, event)) return true;
    if (prompt->line.blanked)
        ui_say(ui, ngettext("%d line break became a blank", "%d line breaks became blanks", (unsigned long)prompt->line.blanked), prompt->line.blanked);
    if (prompt->line.edit.version != before)
        changed(prompt, ui);
    else if (prompt->line.edit.cursor != cursor)
        complete(prompt, ui);
    return true;
}

static bool prompt_point(View *view, Ui *ui, int part, int item) {
    (void)ui, (void)part;
    Prompt *prompt = (Prompt *)view;
    if (!listed(prompt)) return true;
    prompt->chosen = true;
    return pick_list_point(&prompt->list, item);
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

/* Columns are counted in characters, from 1. */
static size_t byte_of(const char *text, int column) {
    size_t at = 0;
    for (; text[at] && column > 1; column--)
        do at++;
        while (((unsigned char)text[at] & 0xc0) == 0x80);
    return at;
}

/* In place of the footer, on the side of a mark under the letter where the fault begins; without the mark where neither side has room,
 * without the next step where it is too long altogether. */
static void draw_fault(const Prompt *prompt, Canvas *canvas, Rect line) {
    const Error *fault = &prompt->fault;
    char text[sizeof fault->message + sizeof fault->hint + 8];
    snprintf(text, sizeof text, "%s%s%s", fault->message, fault->hint[0] ? "; " : "", fault->hint);
    if (utf8_width(text) > line.column + line.columns - 1) snprintf(text, sizeof text, "%s", fault->message);
    int width = utf8_width(text), end = line.column + line.columns;
    int mark = line.column + line_editor_place(&prompt->line, line.columns, byte_of(line_editor_text(&prompt->line), fault->column));
    bool behind = mark + 2 + width <= end, before = mark - 1 - width > 0;
    canvas_fill(canvas, (Rect){line.row, 0, 1, end + 1}, STYLE_PLAIN);
    if (!fault->column || !(behind || before)) {
        canvas_text(canvas, line.row, 1, end - 1, STYLE_ERROR, text);
        return;
    }
    canvas_text(canvas, line.row, mark, 1, STYLE_ERROR, "^");
    canvas_text(canvas, line.row, behind ? mark + 2 : mark - 1 - width, width, STYLE_ERROR, text);
}

static void draw_list(const Prompt *prompt, Canvas *canvas, Rect above) {
    enum { MOST = 10 };
    Hint hints[] = {{.key = "Tab", .text = _("takes it"), .priority = 1}, {.key = "Up/Dn", .text = _("choose"), .priority = 2}};
    Popup popup = {.place = POPUP_BOTTOM, .hints = hints, .hint_count = 2};
    int rows = prompt->list.count < MOST ? prompt->list.count : MOST, room = above.rows / 2;
    Rect inside = popup_draw(&popup, canvas, popup_place(&popup, above, rows < room ? rows : room, above.columns - POPUP_EDGE_COLUMNS));
    pick_list_draw(&prompt->list, canvas, inside, false);
}

/* Stands on the message line, so that what is narrowed stays in sight. */
static void prompt_draw(const View *view, const Ui *ui, Canvas *canvas, Rect screen) {
    const Prompt *prompt = (const Prompt *)view;
    int row = screen.rows - 2;
    canvas_fill(canvas, (Rect){row, 0, 1, screen.columns}, STYLE_PLAIN);
    int width = utf8_width(prompt->request.label);
    canvas_text(canvas, row, 1, width, STYLE_KEY, prompt->request.label);
    Rect line = {row, width + 2, 1, screen.columns - width - 3};
    if (prompt->fault.message[0])
        draw_fault(prompt, canvas, (Rect){row + 1, line.column, 1, line.columns});
    else if (listed(prompt))
        draw_list(prompt, canvas, (Rect){0, 0, row, screen.columns});
    if (prompt->line.blanked) { /* the line stands where messages do: what a paste lost is told below it */
        canvas_fill(canvas, (Rect){row + 1, 0, 1, screen.columns}, STYLE_PLAIN);
        canvas_text(canvas, row + 1, 1, screen.columns - 2, ui->message_style, ui->message);
    }
    line_editor_draw(&prompt->line, canvas, line, true);
}

static int prompt_hints(const View *view, Hint *hints, int room) {
    const Prompt *prompt = (const Prompt *)view;
    if (room < 3) return 0;
    hints[0] = (Hint){.key = "Enter", .text = listed(prompt) && prompt->chosen ? _("take it") : _("use it"), .priority = 1};
    hints[1] = (Hint){.key = "Esc", .text = _("leave"), .priority = 2};
    hints[2] = (Hint){.key = "Tab", .text = _("how to go on"), .priority = 3};
    return prompt->request.filters && !listed(prompt) ? 3 : 2;
}

const char *prompt_text(const View *view) {
    return line_editor_text(&((const Prompt *)view)->line);
}

void dialog_refuse(Ui *ui, View *dialog, const Error *err) {
    if (!dialog || dialog->ops != &view_prompt) {
        ui_fail(ui, err);
        if (dialog && dialog->ops == &view_palette) dialog->done = dialog->accepted = false;
        return;
    }
    Prompt *prompt = (Prompt *)dialog;
    prompt->fault = *err;
    dialog->done = dialog->accepted = false;
}

const ViewOps view_prompt = {.name = "prompt",
                             .kind = VIEW_DIALOG,
                             .size = sizeof(Prompt),
                             .open = prompt_open,
                             .event = prompt_event,
                             .point = prompt_point,
                             .draw = prompt_draw,
                             .hints = prompt_hints,
                             .close = prompt_close,
                             .popup = true};
