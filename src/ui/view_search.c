/* Search: everything, while it is typed. Each key asks anew; a key that comes before the answer stops the asking, and what was found before
 * stays until the next answer, which is waited for as soon as a key is about what was found. The words stay too while a record is looked at. */
#include <stdio.h>
#include <string.h>

#include "loket/app/search.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/line_editor.h"
#include "loket/ui/list_cursor.h"
#include "views.h"

enum { CHUNK = 60, CODE_CELLS = 9, STATE_CELLS = 12, STATE_FROM = 60, REGISTER_CELLS = 22, REGISTER_FROM = 110 };

typedef struct Hit {
    Target target;
    int64_t id;
    char code[CODE_SIZE];
    const char *title, *snippet, *state;
} Hit;

typedef struct SearchView {
    View view;
    Arena *data;
    LineEditor words;
    const RegisterDef *only; /* chosen with Tab; NULL = all */
    char *answered;          /* the words that `hits` are about; lives in data */
    Hit *hits;
    int count, cursor, top;
    bool more;
    bool stale; /* a key came before the answer */
} SearchView;

/* -- asking --------------------------------------------------------------------------------------------------- */

/* What is found behind `before`; false if it was stopped, which only happens in a `hurry`. */
static bool ask(SearchView *search, Ui *ui, bool hurry, Arena *arena, int64_t before, Found **found, size_t *count) {
    Error err = {0};
    if (hurry && ui->waits && ui->waits(ui->waits_ctx)) return false; /* of many keys at once only the last is asked */
    ui_hurry(ui, hurry);
    Status status = desk_search(ui->desk, line_editor_text(&search->words), search->only, before, CHUNK, arena, found, count, &err);
    ui_hurry(ui, false);
    bool stopped = status != OK && hurry && ui_gave_up(ui);
    if (status != OK && !stopped) ui_fail(ui, &err);
    return status == OK;
}

static const char *state_of(const Ui *ui, const Found *found, Arena *arena) {
    const char *key = select_state_of(desk_db(ui->desk), found->def, found->no, arena);
    const StateDef *state = key ? register_state(found->def, key) : NULL;
    return state ? lang_text(state->label) : "";
}

static void add(SearchView *search, const Ui *ui, const Found *found, size_t count) {
    Hit *hits = ARENA_ARRAY(search->data, Hit, (size_t)search->count + count + 1);
    if (search->count) memcpy(hits, search->hits, (size_t)search->count * sizeof *hits);
    search->hits = hits;
    for (size_t i = 0; i < count; i++) {
        Hit *hit = &hits[search->count++];
        *hit = (Hit){{found[i].def, found[i].no}, found[i].id, "", found[i].title, found[i].snippet, state_of(ui, &found[i], search->data)};
        code_write(found[i].def, found[i].no, hit->code);
    }
    search->more = count >= CHUNK;
}

static void keep_in_sight(SearchView *search) {
    list_cursor_keep(&search->cursor, &search->top, search->count, search->view.rows - 1);
}

/* The cursor stays on the record it was on, if that was moved to. */
static void look(SearchView *search, Ui *ui, bool hurry, bool again) {
    Found *found;
    size_t count;
    Target on = again && search->cursor ? search->hits[search->cursor].target : (Target){0};
    Arena *fresh = arena_new();
    search->stale = !ask(search, ui, hurry, fresh, 0, &found, &count);
    if (search->stale) {
        arena_free(fresh);
        return;
    }
    arena_free(search->data);
    search->data = fresh;
    search->count = search->cursor = 0;
    search->answered = arena_strdup(fresh, line_editor_text(&search->words));
    add(search, ui, found, count);
    for (int i = 0; i < search->count && on.no; i++)
        if (search->hits[i].target.def == on.def && search->hits[i].target.no == on.no) search->cursor = i;
    keep_in_sight(search);
}

/* Before a key means something of what was found. */
static void settle(SearchView *search, Ui *ui) {
    if (search->stale) look(search, ui, false, false);
}

static void look_further(SearchView *search, Ui *ui) {
    Found *found;
    size_t count;
    if (ask(search, ui, true, search->data, search->hits[search->count - 1].id, &found, &count)) add(search, ui, found, count);
}

/* -- keys ----------------------------------------------------------------------------------------------------- */

static void step(SearchView *search, Ui *ui, int by) {
    settle(search, ui);
    if (search->more && search->count && search->cursor + by >= search->count) look_further(search, ui);
    search->cursor += by;
    keep_in_sight(search);
}

/* All registers, then each that can be searched, round and round. */
static void next_register(SearchView *search, Ui *ui, bool back) {
    const RegisterDef *all[64];
    int count = 0, at = 0;
    all[count++] = NULL;
    for (const RegisterDef *def = NULL; (def = register_next(def)) && count < (int)COUNT_OF(all);)
        if (def->kind == KIND_RECORDS && desk_holds(ui->desk, def) && records_count(desk_db(ui->desk), def, COUNT_ALL) > 0) all[count++] = def;
    for (int i = 0; i < count; i++)
        if (all[i] == search->only) at = i;
    search->only = all[(at + (back ? count - 1 : 1)) % count];
    look(search, ui, true, false);
}

static bool move_key(SearchView *search, Ui *ui, const Event *event) {
    int page = search->view.rows - 2;
    bool control = event->mods == MOD_CTRL;
    if (event->mods && !control) return false;
    int by = event->key == KEY_DOWN && !control        ? 1
             : event->key == KEY_UP && !control        ? -1
             : event->key == KEY_PAGE_DOWN && !control ? page
             : event->key == KEY_PAGE_UP && !control   ? -page
             : control && (event->key == 'n' || event->key == 'j') ? 1
             : control && event->key == 'p'            ? -1
                                                       : 0;
    if (by) step(search, ui, by);
    return by != 0;
}

static bool search_event(View *view, Ui *ui, const Event *event) {
    SearchView *search = (SearchView *)view;
    if (event->kind == EVENT_TICK) return true; /* what was stopped is asked again when all is read anew */
    bool key = event->kind == EVENT_KEY && !event->mods;
    if (event->kind == EVENT_KEY && move_key(search, ui, event)) return true;
    if (key && event->key == KEY_ENTER) {
        settle(search, ui);
        if (search->count) ui_show_record(ui, search->hits[search->cursor].target.def, search->hits[search->cursor].target.no);
        return true;
    }
    if (key && event->key == KEY_ESC) {
        view->done = true;
        return true;
    }
    if (event->kind == EVENT_KEY && event->key == KEY_TAB) {
        next_register(search, ui, event->mods & MOD_SHIFT);
        return true;
    }
    unsigned long before = search->words.edit.version;
    if (!line_editor_key(&search->words, event)) return event->kind == EVENT_KEY && event->key < KEY_NONE;
    if (search->words.edit.version != before) look(search, ui, true, false);
    return true;
}

static int search_tick(const View *view) {
    return ((const SearchView *)view)->stale ? 0 : -1;
}

/* -- life ----------------------------------------------------------------------------------------------------- */

static Status search_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)ui, (void)request, (void)err;
    SearchView *search = (SearchView *)view;
    search->data = arena_new();
    line_editor_init(&search->words);
    search->words.hint = _("words; inc: looks only there; state:open; a code");
    return OK;
}

static void search_close(View *view, Ui *ui) {
    (void)ui;
    line_editor_done(&((SearchView *)view)->words);
    arena_free(((SearchView *)view)->data);
}

static Status search_refresh(View *view, Ui *ui, Error *err) {
    (void)err;
    look((SearchView *)view, ui, true, true);
    keep_in_sight((SearchView *)view);
    return OK;
}

static void search_point_text(View *view, Ui *ui, int item, Rect at) {
    (void)ui, (void)item;
    line_editor_point(&((SearchView *)view)->words, at.columns, at.column);
}

static bool search_point(View *view, Ui *ui, int part, int item) {
    (void)ui, (void)part;
    SearchView *search = (SearchView *)view;
    return list_cursor_point(&search->cursor, search->count, item);
}

static void search_note(const View *view, Place *place) {
    const SearchView *search = (const SearchView *)view;
    place->at = search->cursor;
    snprintf(place->words, sizeof place->words, "%s", line_editor_text(&search->words));
}

static View *search_revisit(Ui *ui, const Place *place) {
    SearchView *search = (SearchView *)ui_push(ui, &view_search, NULL);
    if (!search) return NULL;
    line_editor_set(&search->words, place->words);
    look(search, ui, true, false);
    step(search, ui, (int)place->at);
    return &search->view;
}

static Target search_target(const View *view) {
    const SearchView *search = (const SearchView *)view;
    return search->count ? search->hits[search->cursor].target : (Target){0};
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

static void draw_hit(const Hit *hit, const char *words, Canvas *canvas, Rect line, bool cursor, bool narrow) {
    int at = line.column + 2, end = line.column + line.columns - 1;
    canvas_text(canvas, line.row, line.column, 2, STYLE_PLAIN, cursor ? "> " : "  ");
    canvas_text(canvas, line.row, at, CODE_CELLS - 1, STYLE_CODE, hit->code);
    at += CODE_CELLS;
    if (line.columns >= STATE_FROM) {
        end -= STATE_CELLS;
        canvas_text(canvas, line.row, end + 1, STATE_CELLS - 1, STYLE_PLAIN, hit->state);
    }
    if (line.columns >= REGISTER_FROM) {
        end -= REGISTER_CELLS;
        canvas_text(canvas, line.row, end + 1, REGISTER_CELLS - 1, STYLE_QUIET, lang_text(hit->target.def->title));
    }
    int room = end - at, title = text_empty(hit->snippet) ? room : room * 3 / 5;
    draw_matched(canvas, line.row, at, title, STYLE_PLAIN, hit->title, words);
    if (title < room) draw_matched(canvas, line.row, at + title + 1, room - title - 1, STYLE_QUIET, hit->snippet, words);
    if (!cursor) return;
    canvas_select(canvas, line.row, narrow ? line.column + 2 : line.column, narrow ? CODE_CELLS - 1 : line.columns);
    canvas_place_cursor(canvas, line.row, line.column, false);
}

static void draw_line(const SearchView *search, Canvas *canvas, Rect area) {
    StrBuf note;
    strbuf_init(&note);
    if (search->only) strbuf_addf(&note, "%s  ", lang_text(search->only->title));
    strbuf_addf(&note, search->more ? _("%d and more") : "%d", search->count);
    if (search->stale) strbuf_addf(&note, " …");
    int width = utf8_width(note.data), most = area.columns / 2;
    if (width > most) width = most;
    canvas_text(canvas, area.row, area.column + 1, 1, STYLE_KEY, "/");
    canvas_text_right(canvas, area.row, area.columns - width - 1, width, STYLE_QUIET, note.data);
    line_editor_draw(&search->words, canvas, (Rect){area.row, area.column + 3, 1, area.columns - width - 6}, true);
    strbuf_done(&note);
}

static void search_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    const SearchView *search = (const SearchView *)view;
    int row = area.row + 1, last = area.row + area.rows;
    canvas_spot(canvas, area, 0, -1);
    for (int i = search->top; i < search->count && row < last; i++, row++) {
        Rect line = {row, area.column, 1, area.columns};
        draw_hit(&search->hits[i], search->answered, canvas, line, i == search->cursor, ui->narrow_cursor);
        canvas_spot(canvas, line, 0, i);
    }
    if (search->count == 0 && search->words.edit.text.length && !search->stale)
        canvas_text(canvas, row, area.column + 3, area.columns - 3, STYLE_QUIET, _("nothing found"));
    draw_line(search, canvas, area);
}

static void search_title(const View *view, const Ui *ui, StrBuf *out) {
    (void)view, (void)ui;
    strbuf_add(out, _("Search"));
}

static int search_hints(const View *view, Hint *hints, int room) {
    if (room < 4) return 0;
    bool found = ((const SearchView *)view)->count > 0;
    hints[0] = (Hint){.key = "Esc", .text = _("leave"), .priority = 4};
    hints[1] = (Hint){.key = "Tab", .text = _("one register"), .priority = 3};
    hints[2] = (Hint){.key = "Enter", .text = _("open"), .priority = 1};
    hints[3] = (Hint){.key = "Up/Dn", .text = _("move"), .priority = 2};
    return found ? 4 : 2;
}

const ViewOps view_search = {.name = "search",
                             .kind = VIEW_DIALOG,
                             .size = sizeof(SearchView),
                             .open = search_open,
                             .event = search_event,
                             .point = search_point,
                             .point_text = search_point_text,
                             .refresh = search_refresh,
                             .draw = search_draw,
                             .title = search_title,
                             .target = search_target,
                             .note = search_note,
                             .revisit = search_revisit,
                             .hints = search_hints,
                             .close = search_close,
                             .tick = search_tick};
