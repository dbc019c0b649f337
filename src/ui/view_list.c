/* List: one register in a window, with a preview beside or below it. */
#include <stdio.h>
#include <string.h>

#include "loket/app/saved_views.h"
#include "loket/base/lang.h"
#include "loket/ui/rows.h"
#include "preview.h"
#include "views.h"

enum { BESIDE = 100, PREVIEW_ROWS = 6, PREVIEW_LEAST = 18, BY_DUE = 1000 /* in the list of orders */ };

typedef struct List {
    View view;
    Rows rows;
    Preview preview;
    int64_t all, open; /* records of the register */
    const ListDef *preset; /* NULL: a filter of one's own */
    char *base;            /* the filter that is being narrowed; lives as long as the view */
    int64_t base_no;       /* and the record stood on */
} List;

static bool beside(int columns) {
    return columns >= BESIDE;
}

static int preview_columns(int columns) {
    return beside(columns) ? columns * 2 / 5 : 0;
}

/* The list, title and heading included. */
static Rect list_area(Rect area) {
    int below = !beside(area.columns) && area.rows >= PREVIEW_LEAST ? PREVIEW_ROWS + 1 : 0;
    int side = preview_columns(area.columns);
    return (Rect){area.row, area.column, area.rows - below, area.columns - (side ? side + 1 : 0)};
}

/* Beside the list where it is wide, else under it; no rows where there is no room. */
static Rect preview_area(Rect area) {
    Rect table = list_area(area);
    int width = preview_columns(area.columns);
    if (width) return (Rect){area.row, area.columns - width, area.rows, width};
    return (Rect){table.row + table.rows, area.column, area.rows - table.rows, area.columns};
}

/* A saved view as a list of its own. */
static const ListDef *keep(List *list, const ListDef *saved) {
    Arena *arena = list->view.arena;
    ListDef *copy = arena_alloc(arena, sizeof *copy);
    *copy = (ListDef){.key = "",
                      .label = arena_strdup(arena, saved->label),
                      .filter = arena_strdup(arena, saved->filter),
                      .columns = arena_strdup(arena, saved->columns),
                      .order = arena_strdup(arena, saved->order)};
    return copy;
}

static Status list_open(View *view, Ui *ui, const void *request, Error *err) {
    List *list = (List *)view;
    const ListRequest *asked = request;
    preview_init(&list->preview);
    list->preset = asked->filter ? NULL : asked->preset ? register_list(asked->def, asked->preset) : &asked->def->lists[0];
    if (!list->preset && !asked->filter) return fail(err, ERR_MISSING, _("there is no list '%s'"), asked->preset);
    if (asked->saved) list->preset = keep(list, asked->saved);
    const ListDef *shape = list->preset ? list->preset : &asked->def->lists[0];
    Status status = rows_init(&list->rows, ui->desk, asked->def, asked->filter ? asked->filter : shape->filter, shape->columns, shape->order, err);
    list->rows.seen = ui->personal->seen;
    return status;
}

static void list_close(View *view, Ui *ui) {
    (void)ui;
    rows_done(&((List *)view)->rows);
    preview_done(&((List *)view)->preview);
}

static Status list_refresh(View *view, Ui *ui, Error *err) {
    List *list = (List *)view;
    Rect area = list_area((Rect){1, 0, view->rows, view->columns});
    preview_forget(&list->preview);
    list->all = records_count(desk_db(ui->desk), list->rows.def, COUNT_ALL);
    list->open = records_count(desk_db(ui->desk), list->rows.def, COUNT_OPEN);
    return rows_refresh(&list->rows, area.rows - 2, err);
}

static void list_follow(View *view, Ui *ui) {
    List *list = (List *)view;
    bool shown = preview_area((Rect){1, 0, view->rows, view->columns}).rows > 0;
    preview_follow(&list->preview, ui, shown ? rows_current(&list->rows) : NULL);
}

static Rows *list_rows(View *view) {
    return &((List *)view)->rows;
}

static bool list_seek(View *view, Ui *ui, const RegisterDef *def, int64_t no, bool scroll) {
    (void)ui;
    List *list = (List *)view;
    return list->rows.def == def && (scroll ? rows_seek : rows_in_sight)(&list->rows, no);
}

static bool list_sideways(View *view, Ui *ui, int by) {
    (void)ui;
    return rows_scroll(&((List *)view)->rows, list_area((Rect){1, 0, view->rows, view->columns}).columns, by);
}

static Target list_target(const View *view) {
    const Rows *rows = &((const List *)view)->rows;
    const Record *record = rows_current(rows);
    return (Target){rows->def, record ? record->no : 0};
}

/* -- back and forward ------------------------------------------------------------------------------------------ */

static void list_note(const View *view, Place *place) {
    const List *list = (const List *)view;
    const Order *order = &list->rows.order;
    place->target.def = list->rows.def;
    place->part = list->preset && *list->preset->key; /* a saved view comes back by its filter */
    place->at = list_target(view).no;
    int length = snprintf(place->words, sizeof place->words, "%s", place->part ? list->preset->key : list->rows.filter.data);
    if (length >= (int)sizeof place->words) { /* half a filter is another one */
        place->part = true;
        snprintf(place->words, sizeof place->words, "%s", list->rows.def->lists[0].key);
    }
    snprintf(place->order, sizeof place->order, "%s%s", order->descending ? "-" : "", order->field ? order->field->key : "due");
}

/* A record that has left the list meanwhile leaves the cursor on what took its place. */
static View *list_revisit(Ui *ui, const Place *place) {
    ListRequest asked = {.def = place->target.def, .preset = place->part ? place->words : NULL, .filter = place->part ? NULL : place->words};
    View *view = ui_push(ui, &view_list, &asked);
    if (!view) return NULL;
    Rows *rows = &((List *)view)->rows;
    Error err = {0};
    Status status = rows_order(rows, place->order, &err);
    if (status == OK && place->at) status = rows_goto(rows, place->at, &err);
    if (status != OK) ui_fail(ui, &err);
    return view;
}

/* -- dialogs ------------------------------------------------------------------------------------------------ */

static Status narrow_to(List *list, const char *text, Error *err) {
    StrBuf filter;
    strbuf_init(&filter);
    strbuf_addf(&filter, "%s%s%s", list->base, *list->base && *text ? " " : "", text);
    Status status = rows_filter(&list->rows, filter.data, err);
    strbuf_done(&filter);
    return status;
}

/* What is typed after `/` narrows while typing, as far as the fingers leave time for it; a half word that does not parse leaves the
 * list as it was. */
static void narrow(Ui *ui, const char *text) {
    ui_hurry(ui, true);
    narrow_to((List *)ui_page(ui), text, NULL);
    ui_hurry(ui, false);
}

/* Esc: as it was, on the record it was. */
static void widen(List *list, Ui *ui) {
    Error err = {0};
    Status status = narrow_to(list, "", &err);
    if (status == OK && list->base_no) status = rows_goto(&list->rows, list->base_no, &err);
    if (status != OK) ui_fail(ui, &err);
}

/* Read by itself first: its faults have their own columns. */
static void narrow_answered(Ui *ui, View *dialog) {
    List *list = (List *)ui_page(ui);
    Error err = {0};
    Arena *arena = arena_new();
    QueryContext context = desk_query_context(ui->desk);
    Query query;
    if (!dialog->accepted)
        widen(list, ui);
    else if (query_parse(list->rows.def, prompt_text(dialog), &context, arena, &query, &err) != OK || narrow_to(list, prompt_text(dialog), &err) != OK)
        dialog_refuse(ui, dialog, &err);
    else if (*prompt_text(dialog))
        list->preset = NULL;
    arena_free(arena);
}

void list_ask_narrow(Ui *ui) {
    List *list = (List *)ui_page(ui);
    list->base = arena_strdup(list->view.arena, list->rows.filter.data);
    list->base_no = list_target(&list->view).no;
    PromptRequest request = {.label = "/",
                             .text = "",
                             .hint = _("words, fields: severity>=S2 #tag @name"),
                             .changed = narrow,
                             .filters = list->rows.def,
                             .on_tab = true};
    ui_ask(ui, &view_prompt, &request, narrow_answered);
}

static void filter_answered(Ui *ui, View *dialog) {
    List *list = (List *)ui_page(ui);
    Error err = {0};
    Arena *arena = arena_new();
    char *text = arena_strdup(arena, prompt_text(dialog));
    for (size_t length = strlen(text); length && text[length - 1] == ' ';) text[--length] = '\0'; /* the one to go on behind */
    bool same = strcmp(text, list->rows.filter.data) == 0;
    if (dialog->accepted && !same && rows_filter(&list->rows, text, &err) != OK)
        dialog_refuse(ui, dialog, &err);
    else if (dialog->accepted && !same)
        list->preset = NULL;
    arena_free(arena);
}

void list_ask_filter(Ui *ui) {
    List *list = (List *)ui_page(ui);
    Arena *arena = arena_new();
    const char *text = list->rows.filter.data; /* one goes on behind it */
    if (*text) text = arena_printf(arena, "%s ", text);
    ui_ask(ui, &view_prompt, &(PromptRequest){.label = _("filter"), .text = text, .hint = _("state:open severity>=S2 due<7d @name #tag"), .filters = list->rows.def},
           filter_answered);
    arena_free(arena);
}

static void order_answered(Ui *ui, View *dialog) {
    if (!dialog->accepted) return;
    Rows *rows = page_rows(ui);
    int picked = pick_answer(dialog);
    const FieldDef *field = picked == BY_DUE ? NULL : &rows->def->fields[picked];
    bool again = rows->order.field == field && !rows->order.descending;
    char order[80];
    snprintf(order, sizeof order, "%s%s", again ? "-" : "", field ? field->key : "due");
    Error err = {0};
    if (rows_order(rows, order, &err) != OK) ui_fail(ui, &err);
}

void list_ask_order(Ui *ui) {
    List *list = (List *)ui_page(ui);
    const RegisterDef *def = list->rows.def;
    PickChoice choices[64];
    int count = 0;
    choices[count++] = (PickChoice){.text = _("due"), .id = BY_DUE, .detail = _("soonest first")};
    for (size_t i = 0; i < def->field_count && count < (int)COUNT_OF(choices); i++)
        if (def->fields[i].flags & FF_ORDER) choices[count++] = (PickChoice){.text = lang_text(def->fields[i].label), .detail = def->fields[i].key, .id = (int)i};
    ui_ask(ui, &view_pick, &(PickRequest){.title = _("order by (again: the other way)"), .choices = choices, .count = count, .current = -1}, order_answered);
}

static void use_preset(List *list, Ui *ui, const ListDef *preset) {
    Error err = {0};
    if (rows_filter(&list->rows, preset->filter, &err) != OK || rows_order(&list->rows, preset->order, &err) != OK) {
        ui_fail(ui, &err);
        return;
    }
    list->preset = preset;
    rows_columns(&list->rows, preset->columns);
    if (list_refresh(&list->view, ui, &err) != OK) ui_fail(ui, &err);
}

/* -- ready lists and saved views --------------------------------------------------------------------------------- */

enum { SAVED = 1000, SAVE_THIS = 5000, CHANGE_ONE };

/* "l late ones @me": a letter alone in front is its key, @me at the end makes it one's own. */
static void read_name(char *typed, SavedView *view) {
    size_t length = strlen(typed);
    if (length > 4 && strcmp(typed + length - 4, " @me") == 0) {
        typed[length - 4] = '\0';
        view->own = true;
    }
    if (typed[0] && typed[1] == ' ' && typed[2]) {
        view->letter = typed[0];
        typed += 2 + strspn(typed + 2, " ");
    }
    view->list.label = typed;
}

static void save_answered(Ui *ui, View *dialog) {
    if (!dialog->accepted) return;
    List *list = (List *)ui_page(ui);
    StrBuf columns, order;
    strbuf_init(&columns);
    strbuf_init(&order);
    rows_describe(&list->rows, &columns, &order);
    SavedView view = {.def = list->rows.def, .list = {.filter = list->rows.filter.data, .columns = columns.data, .order = order.data}};
    read_name(arena_strdup(list->view.arena, prompt_text(dialog)), &view);
    Error err = {0};
    if (saved_view_keep(ui->desk, &view, NULL, &err) != OK)
        dialog_refuse(ui, dialog, &err);
    else {
        char lists[24];
        list->preset = keep(list, &view.list);
        ui_refresh(ui);
        ui_key_of(ui, "preset", lists);
        say_done(ui, arena_printf(list->view.arena, _("saved as '%s': %s finds it"), view.list.label, lists));
    }
    strbuf_done(&columns);
    strbuf_done(&order);
}

static void rename_answered(Ui *ui, View *dialog) {
    const SavedView *view = dialog->about;
    Error err = {0};
    if (!dialog->accepted) return;
    const char *name = prompt_text(dialog);
    Status status = *name ? saved_view_rename(ui->desk, view, name, &err) : saved_view_end(ui->desk, view, &err);
    if (status != OK) {
        dialog_refuse(ui, dialog, &err);
        return;
    }
    ui_refresh(ui);
    if (*name)
        ui_say(ui, _("'%s' is called '%s' now"), view->list.label, name);
    else
        ui_say(ui, _("'%s' is ended; history keeps it"), view->list.label);
}

/* A copy that lives as long as `arena`. */
static SavedView *copy_of(const SavedView *view, Arena *arena) {
    SavedView *copy = arena_alloc(arena, sizeof *copy);
    *copy = *view;
    copy->list = (ListDef){.key = "",
                           .label = arena_strdup(arena, view->list.label),
                           .filter = arena_strdup(arena, view->list.filter),
                           .columns = arena_strdup(arena, view->list.columns),
                           .order = arena_strdup(arena, view->list.order)};
    return copy;
}

static void change_answered(Ui *ui, View *dialog) {
    if (!dialog->accepted) return;
    Arena *arena = arena_new();
    SavedView *views;
    size_t count;
    Error err = {0};
    int picked = pick_answer(dialog);
    if (saved_views(ui->desk, page_rows(ui)->def, arena, &views, &count, &err) != OK)
        ui_fail(ui, &err);
    else if ((size_t)picked < count) {
        PromptRequest request = {.label = _("name"), .text = views[picked].list.label, .hint = _("another name; empty ends the view")};
        View *prompt = ui_ask(ui, &view_prompt, &request, rename_answered);
        if (prompt) prompt->about = copy_of(&views[picked], prompt->arena);
    }
    arena_free(arena);
}

static void ask_which(Ui *ui) {
    Arena *arena = arena_new();
    SavedView *views;
    size_t count = 0;
    PickChoice choices[64];
    Error err = {0};
    if (saved_views(ui->desk, page_rows(ui)->def, arena, &views, &count, &err) != OK) ui_fail(ui, &err);
    if (count > COUNT_OF(choices)) count = COUNT_OF(choices);
    for (size_t i = 0; i < count; i++) choices[i] = (PickChoice){.text = views[i].list.label, .detail = views[i].list.filter, .id = (int)i};
    if (count) ui_ask(ui, &view_pick, &(PickRequest){.title = _("rename or end"), .choices = choices, .count = (int)count, .current = -1}, change_answered);
    arena_free(arena);
}

static void saved_chosen(List *list, Ui *ui, size_t picked) {
    Arena *arena = arena_new();
    SavedView *views;
    size_t count;
    Error err = {0};
    if (saved_views(ui->desk, list->rows.def, arena, &views, &count, &err) != OK)
        ui_fail(ui, &err);
    else if (picked < count)
        use_preset(list, ui, keep(list, &views[picked].list));
    arena_free(arena);
}

static void preset_answered(Ui *ui, View *dialog) {
    List *list = (List *)ui_page(ui);
    int picked = pick_answer(dialog);
    if (!dialog->accepted) return;
    if (picked == SAVE_THIS)
        ui_ask(ui, &view_prompt, &(PromptRequest){.label = _("save as"), .text = "", .hint = _("a name; x name: with key x; name @me: only for you")}, save_answered);
    else if (picked == CHANGE_ONE)
        ask_which(ui);
    else if (picked >= SAVED)
        saved_chosen(list, ui, (size_t)(picked - SAVED));
    else
        use_preset(list, ui, &list->rows.def->lists[picked]);
}

void list_ask_preset(Ui *ui) {
    enum { MOST = 40 };
    const RegisterDef *def = page_rows(ui)->def;
    Arena *arena = arena_new();
    SavedView *views;
    size_t saved = 0;
    Error err = {0};
    PickChoice choices[MOST + 2];
    char keys[MOST][2] = {""};
    Letters letters = {"+-"};
    int count = 0, at = 0;
    if (saved_views(ui->desk, def, arena, &views, &saved, &err) != OK) ui_fail(ui, &err);
    /* a letter that somebody chose goes before those that are made up */
    for (size_t i = 0; i < saved && at < MOST; i++, at++) keys[at][0] = letters_give(&letters, views[i].letter, views[i].list.label);
    for (size_t i = 0; i < def->list_count && at < MOST; i++, at++) {
        keys[at][0] = letters_give(&letters, '\0', lang_text(def->lists[i].label));
        choices[count++] = (PickChoice){.text = lang_text(def->lists[i].label), .detail = def->lists[i].filter, .key = keys[at], .id = (int)i};
    }
    for (size_t i = 0; i < saved && i < MOST && count < MOST; i++) {
        const char *text = views[i].own ? arena_printf(arena, "%s @me", views[i].list.label) : views[i].list.label;
        choices[count++] = (PickChoice){.text = text, .detail = views[i].list.filter, .key = keys[i], .id = SAVED + (int)i};
    }
    choices[count++] = (PickChoice){.text = _("save this list"), .detail = _("its filter, order and columns under a name"), .key = "+", .id = SAVE_THIS};
    if (saved) choices[count++] = (PickChoice){.text = _("rename or end one"), .key = "-", .id = CHANGE_ONE};
    ui_ask(ui, &view_pick, &(PickRequest){.title = _("list"), .choices = choices, .count = count, .current = -1, .by_key = true}, preset_answered);
    arena_free(arena);
}

static bool list_point(View *view, Ui *ui, int part, int item) {
    (void)ui;
    (void)part;
    return rows_point(&((List *)view)->rows, item);
}

static bool list_event(View *view, Ui *ui, const Event *event) {
    List *list = (List *)view;
    /* Esc ends the innermost thing: tags, then a filter of one's own, then the list */
    if (event->kind != EVENT_KEY || event->key != KEY_ESC) return false;
    if (list->rows.tag_count) {
        rows_untag_all(&list->rows);
        return true;
    }
    if (!list->preset) {
        use_preset(list, ui, &list->rows.def->lists[0]);
        return true;
    }
    return false;
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

static void list_counts(const List *list, const Ui *ui, StrBuf *note) {
    const Rows *rows = &list->rows;
    if (rows->tag_count) strbuf_addf(note, _("%zu tagged, "), rows->tag_count);
    if (list->preset && strcmp(list->preset->key, "open") == 0)
        strbuf_addf(note, _("%lld open, "), (long long)list->open);
    strbuf_addf(note, _("%lld in all"), (long long)list->all);
    strbuf_addf(note, "  %s%s", rows->order.field ? lang_text(rows->order.field->label) : _("due"),
                rows->order.descending ? (ui->ascii ? " v" : " ↓") : (ui->ascii ? " ^" : " ↑"));
}

/* What is typed after `/` fits nothing: the list itself may well have something. */
static bool asked_too_much(const List *list) {
    return !list->preset || !text_equal(list->rows.filter.data, list->preset->filter);
}

static void list_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    const List *list = (const List *)view;
    Rect table = list_area(area);
    StrBuf title, note;
    strbuf_init(&title);
    strbuf_init(&note);
    strbuf_addf(&title, "%s", list->preset ? lang_text(list->preset->label) : list->rows.filter.data);
    list_counts(list, ui, &note);
    draw_rule(canvas, table.row, table.column, table.columns, title.data, note.data, true);
    strbuf_done(&title);
    strbuf_done(&note);
    Rect body = {table.row + 1, table.column, table.rows - 1, table.columns};
    rows_draw(&list->rows, canvas, body, 0, true, true, ui->narrow_cursor);
    if (list->rows.count == 0) {
        char key[24];
        ui_key_of(ui, "add", key);
        char text[160];
        snprintf(text, sizeof text, asked_too_much(list) ? _("nothing fits this filter; Esc shows all again") : _("nothing here; %s adds one"), key);
        canvas_text(canvas, body.row + 1, body.column + 3, body.columns - 3, STYLE_QUIET, text);
        canvas_place_cursor(canvas, body.row + 1, body.column, false);
    }
    Rect preview = preview_area(area);
    for (int row = area.row; beside(area.columns) && row < area.row + area.rows; row++)
        canvas_glyph(canvas, row, preview.column - 1, row == area.row ? GLYPH_TEE_DOWN : GLYPH_VLINE, STYLE_QUIET);
    preview_draw(&list->preview, canvas, preview);
}

static void list_title(const View *view, const Ui *ui, StrBuf *out) {
    (void)ui;
    strbuf_add(out, lang_text(((const List *)view)->rows.def->title));
}

const ViewOps view_list = {.name = "list",
                           .kind = VIEW_LIST,
                           .size = sizeof(List),
                           .open = list_open,
                           .event = list_event,
                           .point = list_point,
                           .refresh = list_refresh,
                           .follow = list_follow,
                           .draw = list_draw,
                           .title = list_title,
                           .target = list_target,
                           .rows = list_rows,
                           .seek = list_seek,
                           .sideways = list_sideways,
                           .note = list_note,
                           .revisit = list_revisit,
                           .close = list_close};
