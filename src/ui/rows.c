#include "loket/ui/rows.h"

#include <stdlib.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/app/board.h"
#include "loket/base/utf8.h"

/* -- columns -------------------------------------------------------------------------------------------------- */

static int choice_width(const FieldDef *field) {
    int widest = 4;
    for (const Choice *choice = field->choices; choice && choice->key; choice++) {
        int width = utf8_width(lang_text(choice->label));
        if (width > widest) widest = width;
    }
    return widest > 14 ? 14 : widest;
}

static int state_width(const RegisterDef *def) {
    int widest = 4;
    for (size_t i = 0; i < def->state_count; i++) {
        int width = utf8_width(lang_text(def->states[i].label));
        if (width > widest) widest = width;
    }
    return widest > 14 ? 14 : widest;
}

enum { TITLE_LEAST = 10 };

static Column column_of(const RegisterDef *def, const char *word, int priority) {
    Column column = {.key = word, .field = register_field(def, word), .priority = priority};
    const FieldDef *field = column.field;
    if (!field && strcmp(word, "due") == 0) {
        column.min = column.preferred = 5;
        column.right = true;
        column.priority = 0; /* when it is due is never left out */
    } else if (!field && strcmp(word, "code") == 0) {
        column.min = column.preferred = 8;
    } else if ((column.computed = field ? NULL : computed_find(def, word))) {
        enum { SENTENCE = 14 }; /* what is longer is worth showing in part, and more where there is room */
        column.preferred = column.computed->width;
        column.min = column.preferred < SENTENCE ? column.preferred : SENTENCE;
        column.grow = column.preferred > SENTENCE;
    } else if (!field) { /* "title": whatever field that is */
        column.field = register_title_field(def);
        column.min = TITLE_LEAST;
        column.preferred = 30;
        column.grow = 4;
        column.priority = 0;
    } else if (field->type == FT_DATE || field->type == FT_MOMENT) {
        column.min = column.preferred = 11;
        column.right = true;
    } else if (field->type == FT_STATE) {
        column.min = column.preferred = state_width(def);
    } else if (field->type == FT_CHOICE) {
        column.min = column.preferred = field->width ? field->width : choice_width(field);
    } else if (field->type == FT_NUMBER) {
        column.min = column.preferred = 5;
        column.right = true;
    } else {
        bool title = field->flags & FF_TITLE;
        column.min = title ? TITLE_LEAST : 8;
        column.preferred = title ? 30 : field->width ? field->width : 14;
        column.grow = title ? 4 : 1;
        if (title) column.priority = 0;
    }
    return column;
}

/* Seriousness, code, the rest as listed, the due at the right: the same places in every list. */
static int place_of(const RegisterDef *def, const Column *column) {
    if (column->field && def->rank && strcmp(column->field->key, def->rank) == 0) return 0;
    if (!column->field && strcmp(column->key, "code") == 0) return 1;
    return !column->field && strcmp(column->key, "due") == 0 ? 3 : 2;
}

static void set_columns(Rows *rows, const char *words) {
    char word[64];
    Column all[ROWS_COLUMNS];
    int count = 0;
    while (count < ROWS_COLUMNS && text_next_word(&words, word, sizeof word)) {
        all[count] = column_of(rows->def, arena_strdup(rows->query_arena, word), count + 1);
        count++;
    }
    rows->column_count = rows->scrolled = 0;
    for (int place = 0; place < 4; place++)
        for (int i = 0; i < count; i++)
            if (place_of(rows->def, &all[i]) == place) rows->columns[rows->column_count++] = all[i];
}

/* -- reading -------------------------------------------------------------------------------------------------- */

static const char *due_cell(const Record *record, Moment now, Arena *arena) {
    if (!record->due_at) return "";
    StrBuf text;
    strbuf_init(&text);
    when_left_short(record->due_at, now, record->due_hours, &text);
    const char *cell = arena_strdup(arena, text.data);
    strbuf_done(&text);
    return cell;
}

static const char *computed_cell(Rows *rows, const Record *record, const Column *column) {
    StrBuf text;
    strbuf_init(&text);
    column->computed->format(rows->desk, record, &text);
    const char *made = arena_strdup(rows->arena, text.data);
    strbuf_done(&text);
    return made;
}

static const char *cell(Rows *rows, const Record *record, const Column *column, Moment now) {
    if (!column->field && strcmp(column->key, "due") == 0) return due_cell(record, now, rows->arena);
    if (column->computed) return record->clear ? "" : computed_cell(rows, record, column);
    if (!column->field) {
        char *code = arena_alloc(rows->arena, CODE_SIZE);
        code_write(record->def, record->no, code);
        return code;
    }
    StrBuf text;
    strbuf_init(&text);
    if (column->field->type == FT_MOMENT && record_has(record, column->field->key))
        day_format(moment_day(record_number(record, column->field->key, 0)), &text);
    else
        desk_format(rows->desk, record, column->field, &text);
    const char *made = arena_strdup(rows->arena, text.data);
    strbuf_done(&text);
    return made;
}

static void fill(Rows *rows, const RecordList *list) {
    Moment now = desk_now(rows->desk);
    rows->count = (int)list->count;
    rows->items = ARENA_ARRAY(rows->arena, Row, list->count + 1);
    for (int i = 0; i < rows->count; i++) {
        const Record *record = list->items[i];
        Row *row = &rows->items[i];
        row->record = record;
        row->mark = due_mark(record, now);
        row->fresh = rows->seen && record->created_at > rows->seen;
        row->tagged = rows_tagged(rows, record->no);
        for (int c = 0; c < rows->column_count; c++) row->cells[c] = cell(rows, record, &rows->columns[c], now);
    }
}

void rows_line(Desk *desk, const Record *record, StrBuf *out) {
    Arena *arena = arena_new();
    Rows rows = {.desk = desk, .def = record->def, .query_arena = arena, .arena = arena};
    set_columns(&rows, record->def->lists[0].columns);
    for (int i = 0, shown = 0; i < rows.column_count; i++) {
        const char *text = cell(&rows, record, &rows.columns[i], desk_now(desk));
        if (*text) strbuf_addf(out, "%s%s", shown++ ? "  " : "", text);
    }
    arena_free(arena);
}

static Status window(Rows *rows, Anchor from, bool inclusive, bool backwards, int limit, RecordList *list, bool *more, Error *err) {
    Select select = {.query = &rows->query,
                     .order = rows->order,
                     .from = from,
                     .inclusive = inclusive,
                     .backwards = backwards,
                     .limit = (size_t)limit};
    return select_window(desk_db(rows->desk), &select, rows->arena, list, more, err);
}

static void reverse(RecordList *list) {
    for (size_t i = 0; i < list->count / 2; i++) {
        Record *swapped = list->items[i];
        list->items[i] = list->items[list->count - 1 - i];
        list->items[list->count - 1 - i] = swapped;
    }
}

static RecordList joined(Rows *rows, const RecordList *a, const RecordList *b) {
    RecordList list = {ARENA_ARRAY(rows->arena, Record *, a->count + b->count + 1), a->count + b->count};
    if (a->count) memcpy(list.items, a->items, a->count * sizeof *list.items);
    if (b->count) memcpy(list.items + a->count, b->items, b->count * sizeof *list.items);
    return list;
}

static void remember(Rows *rows) {
    if (rows->count == 0) return;
    rows->top = anchor_of(rows->items[0].record, rows->order);
    rows->at = anchor_of(rows->items[rows->cursor].record, rows->order);
}

/* Reads `height` rows from `top` on; when there are not enough, those before fill the room. */
static Status read_from(Rows *rows, Anchor top, Error *err) {
    RecordList list, before = {0};
    bool more = false, earlier = false;
    Arena *was = rows->arena;
    rows->arena = arena_new();
    Status status = window(rows, top, true, false, rows->height, &list, &more, err);
    if (status == OK && top.set) status = window(rows, top, false, true, rows->height, &before, &earlier, err);
    if (status != OK) { /* what was there stays */
        arena_free(rows->arena);
        rows->arena = was;
        return status;
    }
    size_t lacking = (size_t)rows->height > list.count ? (size_t)rows->height - list.count : 0;
    rows->above = before.count > lacking || (earlier && before.count >= lacking);
    if (before.count > lacking) before.count = lacking;
    reverse(&before);
    list = joined(rows, &before, &list);
    rows->below = more;
    fill(rows, &list);
    arena_free(was);
    return OK;
}

static void find_cursor(Rows *rows, int64_t no, int place) {
    rows->cursor = 0;
    for (int i = 0; i < rows->count; i++)
        if (rows->items[i].record->no == no) {
            rows->cursor = i;
            return;
        }
    /* the record is gone: what took its place */
    rows->cursor = place < rows->count ? place : rows->count ? rows->count - 1 : 0;
}

/* Puts the cursor on the row that comes after `at`, if the window shows that place: then nothing need scroll. */
static bool next_after(Rows *rows, const Anchor *at) {
    int way = rows->order.descending ? -1 : 1;
    for (int i = 0; i < rows->count; i++) {
        Anchor here = anchor_of(rows->items[i].record, rows->order);
        if (way * anchor_compare(&here, at) < 0) continue;
        if (i == 0 && rows->above) return false; /* it may have stood before the window */
        rows->cursor = i;
        return true;
    }
    return false;
}

Status rows_refresh(Rows *rows, int height, Error *err) {
    rows->height = height > 0 ? height : 1;
    int64_t no = rows->at.set ? rows->at.no : 0;
    int place = rows->cursor;
    Anchor at = rows->at;
    Status status = read_from(rows, rows->top, err);
    if (status != OK) return status;
    find_cursor(rows, no, place);
    bool lost = at.set && rows->count && rows->items[rows->cursor].record->no != no;
    Anchor top = rows->top;
    bool elsewhere = lost && (rows->above || rows->below) && !next_after(rows, &at);
    if (elsewhere) { /* it moved out of the window, or is gone, and so did what stood around it: look where it was */
        status = read_from(rows, at, err);
        find_cursor(rows, no, 0);
    }
    remember(rows);
    /* a window that was made small and large again shows what it showed, unless one has moved in between */
    if (elsewhere && top.set) rows->top = top;
    return status;
}

/* -- moving --------------------------------------------------------------------------------------------------- */

const Record *rows_current(const Rows *rows) {
    return rows->count ? rows->items[rows->cursor].record : NULL;
}

/* Scrolls by up to that many rows; `*target`, a row of the window, stays on its record. */
static Status scroll_down(Rows *rows, int by, int *target, Error *err) {
    Anchor last = anchor_of(rows->items[rows->count - 1].record, rows->order);
    RecordList next;
    bool more;
    Status status = window(rows, last, false, false, by, &next, &more, err);
    if (status != OK || next.count == 0) return status;
    size_t drop = (size_t)rows->count + next.count > (size_t)rows->height ? (size_t)rows->count + next.count - (size_t)rows->height : 0;
    Anchor top = drop < (size_t)rows->count ? anchor_of(rows->items[drop].record, rows->order)
                                            : anchor_of(next.items[drop - (size_t)rows->count], rows->order);
    *target -= (int)drop;
    return read_from(rows, top, err);
}

static Status scroll_up(Rows *rows, int by, int *target, Error *err) {
    Anchor first = anchor_of(rows->items[0].record, rows->order);
    RecordList previous;
    bool more;
    Status status = window(rows, first, false, true, by, &previous, &more, err);
    if (status != OK || previous.count == 0) return status;
    *target += (int)previous.count;
    return read_from(rows, anchor_of(previous.items[previous.count - 1], rows->order), err);
}

Status rows_move(Rows *rows, int by, Error *err) {
    if (rows->count == 0 || by == 0) return OK;
    int target = rows->cursor + by;
    Status status = OK;
    int leap = rows->leaps ? rows->height / 2 : 1;
    if (target >= rows->count && rows->below) {
        int over = target - rows->count + 1;
        status = scroll_down(rows, over > leap ? over : leap, &target, err);
    } else if (target < 0 && rows->above) {
        status = scroll_up(rows, -target > leap ? -target : leap, &target, err);
    }
    if (target >= rows->count) target = rows->count - 1;
    rows->cursor = target < 0 ? 0 : target;
    remember(rows);
    return status;
}

bool rows_point(Rows *rows, int index) {
    if (index < 0 || index >= rows->count) return true;
    if (index == rows->cursor) return false;
    rows->cursor = index;
    remember(rows);
    return true;
}

Status rows_first(Rows *rows, Error *err) {
    rows->top = rows->at = (Anchor){0};
    Status status = read_from(rows, rows->top, err);
    rows->cursor = 0;
    remember(rows);
    return status;
}

Status rows_last(Rows *rows, Error *err) {
    RecordList list;
    bool more;
    Status status = window(rows, (Anchor){0}, true, true, rows->height, &list, &more, err);
    if (status != OK || list.count == 0) return status;
    status = read_from(rows, anchor_of(list.items[list.count - 1], rows->order), err);
    rows->cursor = rows->count ? rows->count - 1 : 0;
    remember(rows);
    return status;
}

bool rows_in_sight(Rows *rows, int64_t no) {
    for (int i = 0; i < rows->count; i++)
        if (rows->items[i].record->no == no) {
            rows->cursor = i;
            remember(rows);
            return true;
        }
    return false;
}

Status rows_goto(Rows *rows, int64_t no, Error *err) {
    if (rows_in_sight(rows, no)) return OK;
    Arena *arena = arena_new();
    Record *record;
    Status status = records_load(desk_db(rows->desk), rows->def, no, arena, &record, err);
    if (status == OK) status = read_from(rows, anchor_of(record, rows->order), err);
    find_cursor(rows, no, 0);
    remember(rows);
    arena_free(arena);
    return status;
}

bool rows_seek(Rows *rows, int64_t no) {
    Anchor top = rows->top, at = rows->at;
    const Record *record = rows_goto(rows, no, NULL) == OK ? rows_current(rows) : NULL;
    if (record && record->no == no) return true;
    rows->top = top;
    rows->at = at;
    rows_refresh(rows, rows->height, NULL);
    return false;
}

/* -- making --------------------------------------------------------------------------------------------------- */

Status rows_filter(Rows *rows, const char *filter, Error *err) {
    Arena *arena = arena_new();
    QueryContext context = desk_query_context(rows->desk);
    Query query;
    Status status = query_parse(rows->def, filter, &context, arena, &query, err);
    if (status != OK) {
        arena_free(arena);
        return status;
    }
    Column columns[ROWS_COLUMNS];
    memcpy(columns, rows->columns, sizeof columns);
    /* columns stand in the arena too: made anew from their words */
    for (int i = 0; i < rows->column_count; i++) rows->columns[i].key = arena_strdup(arena, rows->columns[i].key);
    Rows was = *rows;
    rows->query_arena = arena;
    rows->query = query;
    /* other rows than before: from the first on, unless the record stood on is further down */
    if (strcmp(rows->filter.data, filter) != 0) rows->top = (Anchor){0};
    status = rows->height ? rows_refresh(rows, rows->height, err) : OK;
    if (status != OK) {
        rows->query_arena = was.query_arena;
        rows->query = was.query;
        rows->top = was.top;
        memcpy(rows->columns, columns, sizeof rows->columns);
        arena_free(arena);
        return status;
    }
    arena_free(was.query_arena);
    const char *kept = arena_strdup(arena, filter); /* it may be the list's own */
    strbuf_clear(&rows->filter);
    strbuf_add(&rows->filter, kept);
    return OK;
}

Status rows_order(Rows *rows, const char *order, Error *err) {
    Order parsed;
    Status status = order_parse(rows->def, order, &parsed, err);
    if (status != OK) return status;
    rows->order = parsed;
    if (rows->count) rows->at = anchor_of(rows->items[rows->cursor].record, parsed);
    rows->top = (Anchor){0};
    return rows->height ? rows_refresh(rows, rows->height, err) : OK;
}

Status rows_init(Rows *rows, Desk *desk, const RegisterDef *def, const char *filter, const char *columns, const char *order, Error *err) {
    *rows = (Rows){.desk = desk, .def = def, .query_arena = arena_new(), .arena = arena_new()};
    strbuf_init(&rows->filter);
    set_columns(rows, columns);
    Status status = rows_filter(rows, filter, err);
    if (status == OK) status = rows_order(rows, order, err);
    return status;
}

void rows_columns(Rows *rows, const char *columns) {
    set_columns(rows, columns);
}

void rows_describe(const Rows *rows, StrBuf *columns, StrBuf *order) {
    /* what is listed first is kept longest where it is narrow */
    for (int priority = 0; priority <= ROWS_COLUMNS; priority++)
        for (int i = 0; i < rows->column_count; i++)
            if (rows->columns[i].priority == priority) strbuf_addf(columns, "%s%s", columns->length ? " " : "", rows->columns[i].key);
    strbuf_addf(order, "%s%s", rows->order.descending ? "-" : "", rows->order.field ? rows->order.field->key : "due");
}

void rows_done(Rows *rows) {
    arena_free(rows->query_arena);
    arena_free(rows->arena);
    strbuf_done(&rows->filter);
    free(rows->tags);
    *rows = (Rows){0};
}

/* -- tags ----------------------------------------------------------------------------------------------------- */

bool rows_tagged(const Rows *rows, int64_t no) {
    for (size_t i = 0; i < rows->tag_count; i++)
        if (rows->tags[i] == no) return true;
    return false;
}

void rows_tag(Rows *rows, int64_t no, bool tagged) {
    if (tagged == rows_tagged(rows, no)) return;
    if (tagged) {
        if (rows->tag_count == rows->tag_room) {
            rows->tag_room = rows->tag_room ? rows->tag_room * 2 : 16;
            rows->tags = realloc(rows->tags, rows->tag_room * sizeof *rows->tags);
            if (!rows->tags) abort();
        }
        rows->tags[rows->tag_count++] = no;
    } else {
        size_t i = 0;
        while (rows->tags[i] != no) i++;
        rows->tags[i] = rows->tags[--rows->tag_count];
    }
    for (int i = 0; i < rows->count; i++)
        if (rows->items[i].record->no == no) rows->items[i].tagged = tagged;
}

Status rows_tag_matching(Rows *rows, const char *filter, bool *all, Error *err) {
    Arena *arena = arena_new();
    QueryContext context = desk_query_context(rows->desk);
    Query query;
    RecordList list = {0};
    bool more = false;
    Status status = query_parse(rows->def, filter, &context, arena, &query, err);
    if (status == OK) { /* the filter by itself was understood, so its faults have their own columns; now both */
        const char *both = arena_printf(arena, "%s %s", rows->filter.data, filter);
        status = query_parse(rows->def, both, &context, arena, &query, err);
    }
    if (status == OK)
        status = select_window(desk_db(rows->desk), &(Select){.query = &query, .order = rows->order, .limit = ROWS_TAGS}, arena, &list, &more, err);
    for (size_t i = 0; status == OK && i < list.count; i++) rows_tag(rows, list.items[i]->no, true);
    *all = !more;
    arena_free(arena);
    return status;
}

void rows_untag_all(Rows *rows) {
    rows->tag_count = 0;
    for (int i = 0; i < rows->count; i++) rows->items[i].tagged = false;
}
