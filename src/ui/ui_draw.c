/* The whole picture: header, message and footer around the views of the stack. */
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/actions.h"
#include "views.h"

enum { LEAST_ROWS = 6, LEAST_COLUMNS = 24, FOOTER_HINTS = 48 };

bool ui_too_small(const Ui *ui) {
    return ui->rows < LEAST_ROWS || ui->columns < LEAST_COLUMNS;
}

Rect ui_page_area(const Ui *ui) {
    return (Rect){1, 0, ui->rows - 3, ui->columns};
}

/* -- header --------------------------------------------------------------------------------------------------- */

/* Day and time, the year only where there is room for it. */
static void add_clock(const Ui *ui, int room, StrBuf *out) {
    StrBuf clock;
    strbuf_init(&clock);
    moment_format(ui->board.at, &clock);
    if (utf8_width(clock.data) + 3 > room) {
        strbuf_clear(&clock);
        moment_format_time(ui->board.at, &clock);
    }
    if (utf8_width(clock.data) + 3 <= room) strbuf_addf(out, "%s   ", clock.data);
    strbuf_done(&clock);
}

/* Where there is no room for all, the name of the organisation gives way before the name of the page. */
static void draw_header(const Ui *ui, Canvas *canvas) {
    StrBuf left, title, right, need;
    strbuf_init(&left);
    strbuf_init(&title);
    strbuf_init(&right);
    strbuf_init(&need);
    const View *page = ui_page(ui);
    if (page->ops->title) page->ops->title(page, ui, &title);
    strbuf_addf(&left, " %s%s", desk_is_demo(ui->desk) ? "DEMO " : "", ui->organisation);
    strbuf_addf(&need, ngettext("%lld needs you", "%lld need you", (unsigned long)ui->board.need), (long long)ui->board.need);
    if (db_read_only(desk_db(ui->desk))) strbuf_addf(&need, " %s", _("READ ONLY"));
    if (desk_private(ui->desk)) strbuf_addf(&need, " %s", _("PRIVACY"));
    int wanted = utf8_width(left.data) + 3 + utf8_width(title.data) + 1;
    add_clock(ui, ui->columns - wanted - utf8_width(need.data) - 2, &right);
    strbuf_addf(&right, "%s ", need.data);
    int width = utf8_width(right.data), name = ui->columns - width - 1 - 3 - utf8_width(title.data);
    int least = (ui->columns - width) / 3; /* whose file this is always shows: a long title is cut instead */
    if (name < least) name = least;
    if (name > utf8_width(left.data)) name = utf8_width(left.data);
    canvas_fill(canvas, (Rect){0, 0, 1, ui->columns}, STYLE_HEADER);
    int at = name < 6 ? 0 : canvas_text(canvas, 0, 0, name, STYLE_HEADER, left.data);
    if (at) at += canvas_text(canvas, 0, at, 3, STYLE_HEADER, ui->ascii ? " | " : " │ ");
    if (!at) at = 1;
    canvas_text(canvas, 0, at, ui->columns - width - at - 1, STYLE_HEADER, title.data);
    canvas_text(canvas, 0, ui->columns - width, width, STYLE_HEADER, right.data);
    strbuf_done(&left);
    strbuf_done(&title);
    strbuf_done(&right);
    strbuf_done(&need);
}

/* -- footer --------------------------------------------------------------------------------------------------- */

/* A key that begins several actions has one hint for all of them, where the first is possible. */
static int prefix_hints(const Ui *ui, Hint *hints, char keys[][24]) {
    static const struct {
        const char *action, *label;
        int priority;
    } prefixes[] = {{"add", N_("add"), 5}, {"make-action", N_("make"), 6}};
    int count = 0;
    for (size_t i = 0; i < COUNT_OF(prefixes) && (ui->top->ops->kind & (VIEW_OVERVIEW | VIEW_LIST)); i++) {
        if (action_refused(ui, &actions[action_find(prefixes[i].action)])) continue;
        ui_key_bound(ui, prefixes[i].action, keys[count]);
        keys[count][strcspn(keys[count], " ")] = '\0';
        if (!keys[count][0]) continue;
        hints[count] = (Hint){.key = keys[count], .text = lang_text(prefixes[i].label), .priority = prefixes[i].priority};
        count++;
    }
    return count;
}

/* Most useful first at the left edge, and last at the right one: both ends of the row stay where they are. */
static bool before(const Hint *a, const Hint *b) {
    return a->right && b->right ? a->priority > b->priority : a->priority < b->priority;
}

static void sort_hints(Hint *hints, int count) {
    for (int i = 1; i < count; i++) {
        Hint hint = hints[i];
        int at = i;
        for (; at > 0 && before(&hint, &hints[at - 1]); at--) hints[at] = hints[at - 1];
        hints[at] = hint;
    }
}

/* What the view itself does with keys and the actions that work here, most useful first. */
static int footer_hints(const Ui *ui, Hint *hints, char keys[][24]) {
    int count = ui->top->ops->hints ? ui->top->ops->hints(ui->top, hints, FOOTER_HINTS / 2) : 0;
    count += prefix_hints(ui, &hints[count], &keys[count]);
    for (int i = 0; i < action_count && count < FOOTER_HINTS; i++) {
        const ActionDef *action = &actions[i];
        if (!action->hint || !(action->views & ui->top->ops->kind) || action_refused(ui, action)) continue;
        keymap_name(&ui->keymap, i, ui->top->ops->kind, keys[count]);
        if (!keys[count][0]) continue;
        bool help = strcmp(action->name, "help") == 0;
        hints[count] = (Hint){.key = keys[count], .text = lang_text(action->label), .priority = action->hint, .right = help};
        count++;
    }
    sort_hints(hints, count);
    return count;
}

static void draw_footer(const Ui *ui, Canvas *canvas) {
    Hint hints[FOOTER_HINTS];
    char keys[FOOTER_HINTS][24];
    int count = footer_hints(ui, hints, keys);
    hints_draw(hints, count, 2, canvas, ui->rows - 1, 1, ui->columns - 2);
}

/* -- message, and what may follow a key ------------------------------------------------------------------------ */

static void draw_message(const Ui *ui, Canvas *canvas) {
    if (ui->pending_count) {
        char name[24];
        char shown[KEY_SHOWN];
        keymap_format(ui->pending, ui->pending_count, name);
        canvas_text(canvas, ui->rows - 2, 1, ui->columns - 2, STYLE_KEY, key_shown(name, shown));
    } else if (ui->message[0]) {
        canvas_text(canvas, ui->rows - 2, 1, ui->columns - 2, ui->message_style, ui->message);
    }
}

/* What may follow a key that begins a sequence. */
static void draw_pending(const Ui *ui, Canvas *canvas) {
    Hint hints[FOOTER_HINTS];
    char keys[FOOTER_HINTS][24];
    int count = 0;
    for (int i = 0; i < ui->keymap.count && count < FOOTER_HINTS; i++) {
        const Binding *binding = &ui->keymap.bindings[i];
        int action;
        if (!(binding->views & ui->top->ops->kind) || binding->count <= ui->pending_count ||
            keymap_find(&ui->keymap, binding->strokes, ui->pending_count, ui->top->ops->kind, &action) != KEYS_PREFIX ||
            memcmp(binding->strokes, ui->pending, (size_t)ui->pending_count * sizeof *ui->pending) != 0)
            continue;
        keymap_format(binding->strokes + ui->pending_count, binding->count - ui->pending_count, keys[count]);
        hints[count] = (Hint){.key = keys[count], .text = lang_text(actions[binding->action].label), .priority = count};
        count++;
    }
    draw_prefix_popup(ui, canvas, hints, count);
}

/* -- all of it ------------------------------------------------------------------------------------------------ */

static void draw_too_small(const Ui *ui, Canvas *canvas) {
    char text[120];
    snprintf(text, sizeof text, _("window %dx%d, need %dx%d"), ui->columns, ui->rows, LEAST_COLUMNS, LEAST_ROWS);
    if (utf8_width(text) > ui->columns) snprintf(text, sizeof text, "%dx%d < %dx%d", ui->columns, ui->rows, LEAST_COLUMNS, LEAST_ROWS);
    canvas_text(canvas, 0, 0, ui->columns, STYLE_PLAIN, text);
}

/* Only the topmost can be pointed at, and the footer, which tells its keys. */
static void draw_stack(const Ui *ui, const View *view, Canvas *canvas) {
    if (view->ops->popup && view->below) draw_stack(ui, view->below, canvas);
    Rect screen = {0, 0, ui->rows, ui->columns};
    canvas_cover(canvas, (Rect){0, 0, ui->rows - 1, ui->columns});
    view->ops->draw(view, ui, canvas, view->ops->popup ? screen : ui_page_area(ui));
}

void ui_draw(const Ui *ui, Canvas *canvas) {
    canvas_clear(canvas);
    if (ui->locked) {
        lock_draw(ui, canvas);
        return;
    }
    if (ui_too_small(ui)) {
        draw_too_small(ui, canvas);
        return;
    }
    draw_header(ui, canvas);
    draw_message(ui, canvas);
    draw_footer(ui, canvas);
    draw_stack(ui, ui->top, canvas);
    if (!ui->pending_count || (ui->moving && ui->slow_line)) return; /* who knows the way needs no signpost, which is many bytes on a slow line */
    canvas_cover(canvas, (Rect){0, 0, ui->rows, ui->columns});
    draw_pending(ui, canvas);
}
