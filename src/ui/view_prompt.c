/* Prompt: one line to type, on the message line. Where it is a filter, a list above it says how it can go on. */
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "completer.h"
#include "views.h"

typedef struct Prompt {
    View view;
    PromptRequest request;
    LineEditor line;
    Error fault;      /* why the answer was not taken; until the next key */
    Completer completer;
} Prompt;

static void changed(Prompt *prompt, Ui *ui) {
    if (prompt->request.changed) prompt->request.changed(ui, line_editor_text(&prompt->line));
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
    completer_init(&prompt->completer, prompt->request.filters);
    prompt->completer.open = !prompt->request.on_tab;
    completer_look(&prompt->completer, ui, &prompt->line);
    return OK;
}

static void prompt_close(View *view, Ui *ui) {
    (void)ui;
    completer_done(&((Prompt *)view)->completer);
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
    unsigned long before = prompt->line.edit.version;
    if (completer_key(&prompt->completer, ui, &prompt->line, event)) {
        if (prompt->line.edit.version != before) changed(prompt, ui);
        return true;
    }
    if (plain && (event->key == KEY_ENTER || event->key == KEY_ESC)) {
        end(view, event->key == KEY_ENTER);
        return true;
    }
    size_t cursor = prompt->line.edit.cursor;
    if (!line_editor_key(&prompt->line, event)) return true;
    if (prompt->line.blanked)
        ui_say(ui, ngettext("%d line break became a blank", "%d line breaks became blanks", (unsigned long)prompt->line.blanked), prompt->line.blanked);
    if (prompt->line.edit.version != before || prompt->line.edit.cursor != cursor) completer_look(&prompt->completer, ui, &prompt->line);
    if (prompt->line.edit.version != before) changed(prompt, ui);
    return true;
}

static bool prompt_point(View *view, Ui *ui, int part, int item) {
    (void)ui, (void)part;
    Prompt *prompt = (Prompt *)view;
    return !completer_listed(&prompt->completer) || completer_point(&prompt->completer, item);
}

static void prompt_point_text(View *view, Ui *ui, int item, Rect at) {
    (void)item;
    Prompt *prompt = (Prompt *)view;
    line_editor_point(&prompt->line, at.columns, at.column);
    completer_look(&prompt->completer, ui, &prompt->line);
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

/* The text beside a mark under the letter where the fault begins; false where neither side of it has room. */
static bool draw_marked(Canvas *canvas, int row, int mark, int end, const char *text) {
    int width = utf8_width(text);
    bool behind = mark + 2 + width <= end, before = mark - 1 - width > 0;
    if (!behind && !before) return false;
    canvas_text(canvas, row, mark, 1, STYLE_ERROR, "^");
    canvas_text(canvas, row, behind ? mark + 2 : mark - 1 - width, width, STYLE_ERROR, text);
    return true;
}

/* In place of the footer, under the letter; where there is no room for that the column is named, or the next step left out. */
static void draw_fault(const Prompt *prompt, Canvas *canvas, Rect line) {
    const Error *fault = &prompt->fault;
    char text[sizeof fault->message + sizeof fault->hint + 8], placed[sizeof text + sizeof fault->where];
    int end = line.column + line.columns;
    int mark = line.column + line_editor_place(&prompt->line, line.columns, utf8_at_column(line_editor_text(&prompt->line), fault->column));
    snprintf(text, sizeof text, "%s%s%s", fault->message, fault->hint[0] ? "; " : "", fault->hint);
    snprintf(placed, sizeof placed, "%s%s%s", fault->column ? fault->where : "", fault->column ? ": " : "", text);
    canvas_fill(canvas, (Rect){line.row, 0, 1, end + 1}, STYLE_PLAIN);
    if (fault->column && draw_marked(canvas, line.row, mark, end, text)) return;
    if (utf8_width(placed) <= end - 1)
        canvas_text(canvas, line.row, 1, end - 1, STYLE_ERROR, placed);
    else if (!fault->column || !draw_marked(canvas, line.row, mark, end, fault->message))
        canvas_text(canvas, line.row, 1, end - 1, STYLE_ERROR, fault->message);
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
    else if (completer_listed(&prompt->completer))
        completer_draw(&prompt->completer, canvas, (Rect){0, 0, row, screen.columns}, &(Popup){.place = POPUP_BOTTOM});
    if (prompt->line.blanked) { /* the line stands where messages do: what a paste lost is told below it */
        canvas_fill(canvas, (Rect){row + 1, 0, 1, screen.columns}, STYLE_PLAIN);
        canvas_text(canvas, row + 1, 1, screen.columns - 2, ui->message_style, ui->message);
    }
    line_editor_draw(&prompt->line, canvas, line, true);
}

static int prompt_hints(const View *view, Hint *hints, int room) {
    const Prompt *prompt = (const Prompt *)view;
    if (room < 3) return 0;
    hints[0] = (Hint){.key = "Enter", .text = completer_listed(&prompt->completer) && prompt->completer.chosen ? _("take it") : _("use it"), .priority = 1};
    hints[1] = (Hint){.key = "Esc", .text = _("leave"), .priority = 2};
    hints[2] = (Hint){.key = "Tab", .text = _("how to go on"), .priority = 3};
    return prompt->request.filters && !completer_listed(&prompt->completer) ? 3 : 2;
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
                             .point_text = prompt_point_text,
                             .draw = prompt_draw,
                             .hints = prompt_hints,
                             .close = prompt_close,
                             .popup = true};
