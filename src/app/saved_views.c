#include "loket/app/saved_views.h"

#include <string.h>

#include "loket/base/lang.h"

static const RegisterDef *table(void) {
    return register_by_key("view");
}

static const char *text_of(const Record *row, const char *key) {
    const char *text = record_text(row, key);
    return text ? text : "";
}

/* Without a name of columns: those of the register's first list. */
static bool read_row(Desk *desk, const Record *row, SavedView *view) {
    const char *owner = record_text(row, "owner"), *columns = text_of(row, "columns"), *order = text_of(row, "order");
    const RegisterDef *def = register_by_key(text_of(row, "register"));
    if (!def || !def->list_count || (owner && !text_equal(owner, desk_me(desk)))) return false;
    *view = (SavedView){.row = row->no,
                        .def = def,
                        .list = {.key = "",
                                 .label = text_of(row, "name"),
                                 .filter = text_of(row, "filter"),
                                 .columns = *columns ? columns : def->lists[0].columns,
                                 .order = *order ? order : "due"},
                        .letter = *text_of(row, "letter"),
                        .own = owner != NULL};
    return true;
}

Status saved_views(Desk *desk, const RegisterDef *def, Arena *arena, SavedView **views, size_t *count, Error *err) {
    const RegisterDef *organisation = register_by_key("organisation");
    RecordList rows = {0};
    *count = 0;
    *views = NULL;
    if (!desk_holds(desk, organisation)) return OK;
    Status status = records_children(desk_db(desk), organisation, 1, table(), false, arena, &rows, err);
    *views = ARENA_ARRAY(arena, SavedView, rows.count + 1);
    for (size_t i = 0; status == OK && i < rows.count; i++) {
        SavedView view;
        if (!read_row(desk, rows.items[i], &view) || (def && view.def != def)) continue;
        size_t at = (*count)++;
        for (; at > 0 && strcmp((*views)[at - 1].list.label, view.list.label) > 0; at--) (*views)[at] = (*views)[at - 1];
        (*views)[at] = view;
    }
    return status;
}

const SavedView *saved_view_named(Desk *desk, const RegisterDef *def, const char *name, Arena *arena) {
    SavedView *views;
    size_t count;
    if (saved_views(desk, def, arena, &views, &count, NULL) != OK) return NULL;
    const char *wanted = text_fold(arena, name);
    for (size_t i = 0; i < count; i++)
        if (strcmp(text_fold(arena, views[i].list.label), wanted) == 0) return &views[i];
    return NULL;
}

/* -- changing: rows are never overwritten ------------------------------------------------------------------------ */

static Change strike(Desk *desk, int64_t number, const char *because, Arena *arena, Status *status, Error *err) {
    Record *row = NULL;
    *status = records_load_child(desk_db(desk), register_by_key("organisation"), 1, table(), number, arena, &row, err);
    return (Change){.op = CHANGE_STRIKE, .seen = row, .wanted = row ? record_copy(row, arena) : NULL, .because = because};
}

static Record *row_of(Desk *desk, const SavedView *view, Arena *arena) {
    Record *row = record_new_initial(table(), desk_now(desk), arena);
    char letter[2] = {view->letter, '\0'};
    row->parent = register_by_key("organisation");
    row->parent_no = 1;
    record_set_text(row, "name", arena_strdup(arena, view->list.label));
    record_set_text(row, "register", view->def->key);
    if (view->letter) record_set_text(row, "letter", arena_strdup(arena, letter));
    if (*view->list.filter) record_set_text(row, "filter", arena_strdup(arena, view->list.filter));
    record_set_text(row, "order", arena_strdup(arena, view->list.order));
    record_set_text(row, "columns", arena_strdup(arena, view->list.columns));
    if (view->own) record_set_text(row, "owner", arena_strdup(arena, desk_me(desk)));
    return row;
}

/* `old` 0: it replaces none. */
static Status replace(Desk *desk, int64_t old, const SavedView *view, Problems *problems, Error *err) {
    if (view->own && !desk_me(desk)) {
        fail(err, ERR_INVALID, "%s", _("it is not known who you are, so it cannot be only yours"));
        return error_hint(err, _("tie your login to a contact first"));
    }
    Arena *arena = arena_new();
    Change changes[2];
    size_t count = 0;
    Status status = OK;
    if (old) changes[count++] = strike(desk, old, _("saved anew"), arena, &status, err);
    changes[count++] = (Change){.wanted = row_of(desk, view, arena)};
    if (status == OK) status = desk_apply(desk, changes, count, problems, NULL, err);
    arena_free(arena);
    return status;
}

Status saved_view_keep(Desk *desk, const SavedView *view, Problems *problems, Error *err) {
    Arena *arena = arena_new();
    const SavedView *old = saved_view_named(desk, view->def, view->list.label, arena);
    Status status = replace(desk, old ? old->row : 0, view, problems, err);
    arena_free(arena);
    return status;
}

Status saved_view_rename(Desk *desk, const SavedView *view, const char *name, Error *err) {
    SavedView renamed = *view;
    renamed.list.label = name;
    return replace(desk, view->row, &renamed, NULL, err);
}

Status saved_view_end(Desk *desk, const SavedView *view, Error *err) {
    Arena *arena = arena_new();
    Status status;
    Change change = strike(desk, view->row, _("ended"), arena, &status, err);
    if (status == OK) status = desk_apply(desk, &change, 1, NULL, NULL, err);
    arena_free(arena);
    return status;
}
