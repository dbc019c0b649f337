/* Palette: one line that finds whatever can be done or gone to: actions with their keys, so that it teaches itself; records by code or title;
 * lists; settings. A line that begins with a command (see commands.h) is completed as that. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "loket/app/saved_views.h"
#include "loket/app/search.h"
#include "loket/base/lang.h"
#include "loket/base/nearest.h"
#include "loket/ui/actions.h"
#include "loket/ui/pick_list.h"
#include "loket/ui/popup.h"

enum { RECORDS = 8, TEXT_CELLS = 36 };

/* What stands behind an item of the list; its id is the place here. */
typedef struct Entry {
    enum { ENTRY_ACTION, ENTRY_RECORD, ENTRY_LIST, ENTRY_SETTING, ENTRY_COMMAND } kind;
    const char *line; /* what Tab makes of the line */
    int action;
    Target target;       /* RECORD; LIST: its register */
    const ListDef *list;
    bool more;           /* COMMAND: something is still to come behind it */
} Entry;

typedef struct Palette {
    View view;
    PickList list;
    Arena *data; /* of the entries */
    Entry *entries;
    int count, room;
    unsigned about; /* kind of the page below: where the action will run */
    bool chosen;    /* moved in since the last change */
    bool stale;     /* a key came before all records were found */
} Palette;

/* -- what there is -------------------------------------------------------------------------------------------- */

static void add(Palette *palette, Entry entry, const char *text, const char *detail, const char *key, const char *disabled) {
    if (palette->count == palette->room) {
        palette->room = palette->room ? palette->room * 2 : 512;
        Entry *entries = ARENA_ARRAY(palette->data, Entry, palette->room);
        if (palette->count) memcpy(entries, palette->entries, (size_t)palette->count * sizeof *entries);
        palette->entries = entries;
    }
    palette->entries[palette->count] = entry;
    pick_list_add(&palette->list, &(PickItem){.text = text, .detail = detail, .key = key, .disabled = disabled, .id = palette->count++});
}

/* An action that works on the page below, or says why not. */
static const char *refused(const Palette *palette, const Ui *ui, const ActionDef *action) {
    return action->views & palette->about ? action_refused(ui, action) : _("not on this page");
}

/* An action that sets a field is the command of that name. */
static const char *line_for(const Palette *palette, const ActionDef *action) {
    bool field = action->run == act_choose || action->run == act_ask || action->run == act_state;
    return field ? arena_printf(palette->data, "%s ", action->run == act_state ? "state" : action->arg) : action->name;
}

static void add_actions(Palette *palette, const Ui *ui, const char *typed) {
    for (int usable = 1; usable >= 0; usable--) /* what works here first */
        for (int i = 0; i < action_count; i++) {
            const char *why = refused(palette, ui, &actions[i]);
            if ((why == NULL) != usable || actions[i].run == act_palette) continue;
            char key[24], shown[KEY_SHOWN];
            keymap_name(&ui->keymap, i, palette->about, key);
            bool by_name = strchr(typed, '-') && text_starts(actions[i].name, typed);
            const char *label = arena_printf(palette->data, "%s  %s", lang_text(actions[i].group), lang_text(actions[i].label));
            add(palette, (Entry){.kind = ENTRY_ACTION, .line = line_for(palette, &actions[i]), .action = i}, by_name ? actions[i].name : label,
                lang_text(actions[i].help), key_shown(key, shown), why);
        }
}

/* A window of them, and only when something was typed; in a `hurry` a key that waits goes before. */
static void add_records(Palette *palette, Ui *ui, const char *typed, bool hurry) {
    Found *found;
    size_t count;
    if (!*typed) return;
    ui_hurry(ui, hurry);
    Status status = desk_search(ui->desk, typed, NULL, 0, RECORDS, palette->data, &found, &count, NULL);
    ui_hurry(ui, false);
    palette->stale = status != OK && hurry && ui_gave_up(ui);
    for (size_t i = 0; status == OK && i < count && i < RECORDS; i++) {
        char code[CODE_SIZE];
        code_write(found[i].def, found[i].no, code);
        add(palette, (Entry){.kind = ENTRY_RECORD, .line = arena_strdup(palette->data, code), .target = {found[i].def, found[i].no}},
            arena_printf(palette->data, "%s  %s", code, found[i].title), lang_text(found[i].def->noun), NULL, NULL);
    }
}

static void add_lists(Palette *palette, const Ui *ui) {
    for (const RegisterDef *def = NULL; (def = register_next(def));)
        for (size_t i = 0; i < def->list_count && def->kind == KIND_RECORDS && desk_holds(ui->desk, def); i++) {
            const char *text = arena_printf(palette->data, "%s: %s", lang_text(def->title), lang_text(def->lists[i].label));
            add(palette, (Entry){.kind = ENTRY_LIST, .line = text, .target = {def, 0}, .list = &def->lists[i]}, text, def->lists[i].filter, NULL, NULL);
        }
}

static void add_saved(Palette *palette, const Ui *ui) {
    SavedView *views;
    size_t count;
    if (saved_views(ui->desk, NULL, palette->data, &views, &count, NULL) != OK) return;
    for (size_t i = 0; i < count; i++) {
        char key[2] = {views[i].letter, '\0'};
        const char *text = arena_printf(palette->data, "%s: %s", lang_text(views[i].def->title), views[i].list.label);
        add(palette, (Entry){.kind = ENTRY_LIST, .line = text, .target = {views[i].def, 0}, .list = &views[i].list}, text, views[i].list.filter, key, NULL);
    }
}

static void add_settings(Palette *palette) {
    for (size_t i = 0; i < settings_table.field_count; i++) {
        const FieldDef *field = &settings_table.fields[i];
        add(palette, (Entry){.kind = ENTRY_SETTING, .line = arena_printf(palette->data, "set %s ", field->key), .action = (int)i},
            arena_printf(palette->data, "%s  %s", lang_text(settings_table.title), lang_text(field->label)), lang_text(field->help), NULL, NULL);
    }
}

static void add_values(Palette *palette, Ui *ui, const char *typed) {
    Completion *out = arena_alloc(palette->data, sizeof *out);
    bool more;
    command_complete(ui, typed, palette->data, out, &more);
    for (size_t i = 0; i < out->count; i++) {
        const char *line = arena_printf(palette->data, "%.*s%s", (int)out->start, typed, out->items[i].text);
        add(palette, (Entry){.kind = ENTRY_COMMAND, .line = more ? arena_printf(palette->data, "%s ", line) : line, .more = more}, line, out->items[i].label, NULL, NULL);
    }
}

static void fill(Palette *palette, Ui *ui, bool hurry) {
    const char *typed = line_editor_text(&palette->list.filter);
    arena_clear(palette->data);
    palette->entries = NULL;
    palette->count = palette->room = 0;
    palette->chosen = palette->stale = false;
    pick_list_clear(&palette->list);
    if (command_kind(ui, typed) == LINE_VALUE) {
        add_values(palette, ui, typed);
        return;
    }
    add_actions(palette, ui, typed);
    add_records(palette, ui, typed, hurry);
    add_lists(palette, ui);
    add_saved(palette, ui);
    add_settings(palette);
    if (palette->list.text_width > TEXT_CELLS) palette->list.text_width = TEXT_CELLS; /* one long title is not to push out what the others do */
}

/* -- running -------------------------------------------------------------------------------------------------- */

static const Entry *current(const Palette *palette) {
    const PickItem *item = pick_list_current(&palette->list);
    return item ? &palette->entries[item->id] : NULL;
}

static void open_list(Ui *ui, const Entry *entry) {
    ui_home(ui); /* going elsewhere does not pile up */
    bool shipped = *entry->list->key;
    ListRequest request = {.def = entry->target.def, .preset = shipped ? entry->list->key : NULL, .saved = shipped ? NULL : entry->list};
    ui_push(ui, &view_list, &request);
}

/* What was typed, unless something of the list is meant. */
static bool runs_line(const Palette *palette, const Ui *ui, const char *typed) {
    const PickItem *item = pick_list_current(&palette->list);
    LineKind kind = command_kind(ui, typed);
    if (kind == LINE_OTHER || (palette->chosen && item)) return false;
    return kind == LINE_WORD || !item || strcmp(item->text, typed) == 0 || !command_means_candidate(ui, typed);
}

/* Told when the palette is gone: only then the action finds its page on top. */
static void palette_answered(Ui *ui, View *dialog) {
    if (!dialog->accepted) return;
    Palette *palette = (Palette *)dialog;
    const char *typed = line_editor_text(&palette->list.filter);
    const Entry *entry = current(palette);
    if (runs_line(palette, ui, typed)) {
        command_run(ui, dialog, typed);
        return;
    }
    switch (entry->kind) {
    case ENTRY_ACTION: action_run(ui, &actions[entry->action]); break;
    case ENTRY_RECORD: ui_show_record(ui, entry->target.def, entry->target.no); break;
    case ENTRY_LIST: open_list(ui, entry); break;
    case ENTRY_SETTING: settings_open(ui, settings_table.fields[entry->action].key); break;
    case ENTRY_COMMAND: command_run(ui, dialog, entry->line); break;
    }
}

static void say_unknown(Ui *ui, const char *typed) {
    Arena *arena = arena_new();
    char first[64] = "";
    const char *rest = typed;
    text_next_word(&rest, first, sizeof first);
    Nearest nearest = nearest_start(text_fold(arena, *rest ? first : typed));
    for (int i = 0; i < action_count; i++) {
        nearest_offer(&nearest, text_fold(arena, lang_text(actions[i].label)));
        nearest_offer(&nearest, actions[i].name);
    }
    command_offer(ui, &nearest);
    const char *word = nearest_word(&nearest);
    if (word)
        ui_say(ui, _("there is no command '%s'; did you mean '%s'?"), typed, word);
    else
        ui_say(ui, _("there is no command '%s'"), typed);
    arena_free(arena);
}

/* -- keys ----------------------------------------------------------------------------------------------------- */

static void put_line(Palette *palette, Ui *ui, const char *line) {
    pick_list_filter(&palette->list, line);
    fill(palette, ui, true);
}

/* A key that is about what is listed waits until that is all there. */
static void settle(Palette *palette, Ui *ui, const Event *event) {
    bool about = event->kind == EVENT_KEY && event->key > KEY_NONE && event->key != KEY_BACKSPACE && event->key != KEY_ESC;
    if (palette->stale && about) fill(palette, ui, false);
}

static void enter(Palette *palette, Ui *ui) {
    View *view = &palette->view;
    const PickItem *item = pick_list_current(&palette->list);
    const Entry *entry = current(palette);
    const char *typed = line_editor_text(&palette->list.filter);
    if (runs_line(palette, ui, typed))
        view->done = view->accepted = true;
    else if (!item) /* the line stays, to be mended */
        say_unknown(ui, typed);
    else if (item->disabled)
        ui_say(ui, "%s: %s", item->text, item->disabled);
    else if (entry->more)
        put_line(palette, ui, entry->line);
    else
        view->done = view->accepted = true;
}

static bool palette_event(View *view, Ui *ui, const Event *event) {
    Palette *palette = (Palette *)view;
    bool key = event->kind == EVENT_KEY && !event->mods;
    settle(palette, ui, event);
    if (key && event->key == KEY_ESC) {
        view->done = true;
    } else if (key && event->key == KEY_ENTER) {
        enter(palette, ui);
    } else if (key && event->key == KEY_TAB) {
        if (current(palette)) put_line(palette, ui, current(palette)->line);
    } else {
        unsigned long before = palette->list.filter.edit.version;
        int cursor = palette->list.cursor;
        if (!pick_list_key(&palette->list, event)) return event->kind == EVENT_KEY;
        if (palette->list.filter.edit.version != before)
            fill(palette, ui, true);
        else if (palette->list.cursor != cursor)
            palette->chosen = true;
    }
    return true;
}

static void palette_point_text(View *view, Ui *ui, int item, Rect at) {
    (void)ui, (void)item;
    line_editor_point(&((Palette *)view)->list.filter, at.columns, at.column);
}

static bool palette_point(View *view, Ui *ui, int part, int item) {
    (void)ui, (void)part;
    Palette *palette = (Palette *)view;
    palette->chosen = true;
    return pick_list_point(&palette->list, item);
}

/* -- life ----------------------------------------------------------------------------------------------------- */

static Status palette_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)request, (void)err;
    Palette *palette = (Palette *)view;
    view->answered = palette_answered;
    palette->about = ui->top->ops->kind;
    palette->data = arena_new();
    pick_list_init(&palette->list);
    fill(palette, ui, true);
    return OK;
}

static void palette_close(View *view, Ui *ui) {
    (void)ui;
    pick_list_done(&((Palette *)view)->list);
    arena_free(((Palette *)view)->data);
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

static void palette_draw(const View *view, const Ui *ui, Canvas *canvas, Rect screen) {
    const Palette *palette = (const Palette *)view;
    (void)screen;
    Hint hints[] = {{.key = "Enter", .text = _("runs it"), .priority = 1},
                    {.key = "Tab", .text = _("completes"), .priority = 3},
                    {.key = "Esc", .text = _("leaves"), .priority = 2}};
    Popup popup = {.title = _("command"), .place = POPUP_BOTTOM, .hints = hints, .hint_count = COUNT_OF(hints)};
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
                              .point_text = palette_point_text,
                              .refresh = palette_refresh,
                              .draw = palette_draw,
                              .close = palette_close,
                              .popup = true};
