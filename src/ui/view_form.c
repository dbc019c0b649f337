/* Form: adding or changing a record or a child row of any register, from its table of fields. Keys, focus, beginning
 * and end. */
#include "form_private.h"

#include <string.h>

#include "loket/app/sheet.h"
#include "loket/base/lang.h"

enum { KEEP_SECONDS = 2, KEEP_MS = 1500 };

/* -- focus ---------------------------------------------------------------------------------------------------- */

void form_go(Form *form, Ui *ui, int index) {
    if (index < 0 || index >= form->count) return;
    FormField *left = &form->fields[form->focus];
    bool moved = index != form->focus;
    if (moved) {
        line_editor_propose(&left->line, NULL); /* what was not taken is not to be seen any more */
        strbuf_clear(&left->candidate);
        if (!left->error.length) form_field_check(form, ui, left);
    }
    form->focus = index;
    if (moved) form->completer.open = false;
    if (moved && form->dirty) form_keep(form, ui);
    form_assist(form, ui, &form->fields[index]);
    form_layout(form);
}

/* The next field in that direction that is shown; where there is none, nothing moves. */
static void step(Form *form, Ui *ui, int direction) {
    int index = form->focus + direction;
    while (index >= 0 && index < form->count && !form_field_shown(form, index))
        index += direction;
    if (index < 0 || index >= form->count) {
        ui_say(ui, "%s", direction > 0 ? _("the last field; Ctrl-X saves") : _("the first field"));
        return;
    }
    form_go(form, ui, index);
}

static void leap(Form *form, Ui *ui, int direction) {
    int rows = form->view.rows / 2;
    for (int i = 0; i < rows; i++) {
        int index = form->focus + direction;
        while (index >= 0 && index < form->count && !form_field_shown(form, index))
            index += direction;
        if (index < 0 || index >= form->count) return;
        form_go(form, ui, index);
    }
}

static int first_field(const Form *form, const char *wanted) {
    int index = wanted ? register_field_index(form->def, wanted) : -1;
    if (index >= 0) return index;
    int first = -1;
    for (int i = 0; i < form->count; i++) {
        const FormField *field = &form->fields[i];
        if (!form_field_shown(form, i) || field->fixed) continue;
        if (first < 0) first = i;
        bool needed = field->def->flags & (FF_REQUIRED | FF_TITLE);
        if (needed && !*form_field_text(field)) return i;
    }
    return first < 0 ? 0 : first;
}

void form_touch(Form *form, Ui *ui, FormField *field) {
    Moment now = desk_now(ui->desk);
    strbuf_clear(&field->error);
    field->fault = 0;
    strbuf_clear(&form->general);
    if (!form->dirty) form->dirty_since = now;
    form->dirty = true;
    if (now - form->dirty_since >= KEEP_SECONDS) form_keep(form, ui);
    form_assist(form, ui, field);
    form_layout(form);
}

/* -- beginning ------------------------------------------------------------------------------------------------ */

static Status begin_record(Form *form, Ui *ui, const FormRequest *asked, Error *err) {
    Arena *arena = form->view.arena;
    if (form->no) return form_load(form, ui, &form->seen, err);
    bool filled = asked->fill && !asked->typed;
    form->seen = filled ? record_copy(asked->fill, arena) : record_new_initial(form->def, desk_now(ui->desk), arena);
    form->seen->no = 0;
    form->seen->parent = form->parent;
    form->seen->parent_no = form->parent_no;
    return OK;
}

static void begin_fields(Form *form, Ui *ui) {
    form->count = (int)form->def->field_count;
    form->fields = ARENA_ARRAY(form->view.arena, FormField, form->count);
    bool child = form->def->kind == KIND_CHILD;
    for (int i = 0; i < form->count; i++) {
        FormField *field = &form->fields[i];
        form_field_init(field, &form->def->fields[i]);
        form_field_start(form, ui, field, form->seen->values[i]);
        field->fixed = form->source ? form->source->remark(ui, field->def, &field->tip)
                                    : form->no && form->seen->values[i].set && (child || (field->def->flags & FF_KEEP));
        if (form->no && !form->source && db_keeps_back(desk_db(ui->desk), field->def, form->seen->values[i])) field->fixed = field->discreet = true;
        if (form_field_links(field)) form_assist(form, ui, field);
    }
}

static void begin_notice(Form *form, Ui *ui) {
    StrBuf note;
    strbuf_init(&note);
    if (form->parent && !form->no) sheet_before_deciding(ui->desk, form->def, form->parent, form->parent_no, &note);
    if (note.length) form->notice = arena_strdup(form->view.arena, note.data);
    strbuf_done(&note);
}

/* What to begin with, as if it had been typed: changes of a record that is there, or the line that was not enough for a new one. */
static void begin_changed(Form *form, Ui *ui, const Record *fill, bool typed) {
    StrBuf text;
    strbuf_init(&text);
    for (int i = 0; i < form->count; i++) {
        FormField *field = &form->fields[i];
        if (!fill->values[i].set || field->fixed || value_equal(field->def, fill->values[i], form->seen->values[i])) continue;
        strbuf_clear(&text);
        form_value_text(field->def, form->def, fill->values[i], &text);
        form_field_put(form, ui, field, text.data);
        if (!typed) form_field_begin(field); /* what was typed is kept as a draft when the form is left */
    }
    strbuf_done(&text);
}

static Status form_open(View *view, Ui *ui, const void *request, Error *err) {
    Form *form = (Form *)view;
    const FormRequest *asked = request;
    strbuf_init(&form->general);
    completer_init(&form->completer, NULL);
    form->def = asked->def;
    form->no = asked->no;
    form->parent = asked->parent;
    form->parent_no = asked->parent_no;
    form->source = asked->source;
    if (asked->def->field_count > FORM_MOST)
        return fail(err, ERR_BUG, _("'%s' has too many fields for a form"), asked->def->key);
    if (!form->source && db_read_only(desk_db(ui->desk)))
        return fail(err, ERR_FILE, _("this file is open for reading only: '%s'"), db_path(desk_db(ui->desk)));
    Status status = begin_record(form, ui, asked, err);
    if (status != OK) return status;
    begin_fields(form, ui);
    begin_notice(form, ui);
    form->offer = !asked->resume && form_has_draft(form, ui); /* one of before, not what is typed already */
    if (asked->fill && (form->no || asked->typed)) begin_changed(form, ui, asked->fill, asked->typed);
    form->dirty = asked->typed;
    form->dirty_since = desk_now(ui->desk);
    form->revision = desk_revision(ui->desk);
    form_go(form, ui, first_field(form, asked->field));
    if (asked->refused) form_show_problems(form, ui, asked->refused);
    if (asked->resume) form_resume(form, ui);
    return OK;
}

static void form_close(View *view, Ui *ui) {
    Form *form = (Form *)view;
    if (form->dirty && !view->accepted) form_keep(form, ui);
    for (int i = 0; i < form->count; i++)
        form_field_done(&form->fields[i]);
    strbuf_done(&form->general);
    completer_done(&form->completer);
}

static Status form_refresh(View *view, Ui *ui, Error *err) {
    Form *form = (Form *)view;
    form_layout(form);
    if (form->offer && ui->top == view) { /* only now does it stand on the stack, under the question */
        form->offer = false;
        form_ask_draft(form, ui);
    }
    Status status = form_catch_up(form, ui, err);
    form_layout(form);
    return status;
}

/* -- keys ----------------------------------------------------------------------------------------------------- */

static void leave(Form *form, Ui *ui) {
    form->view.done = true;
    if (!form_typed(form)) {
        form_drop(form, ui);
        return;
    }
    if (form->source) {
        ui_say(ui, "%s", _("left as it was"));
        return;
    }
    StrBuf name;
    strbuf_init(&name);
    form_name(form->def, form->no, form->parent, form->parent_no, &name);
    ui_say(ui, _("draft of %s kept; open the form again to go on or to discard it"), name.data);
    form_keep(form, ui);
    strbuf_done(&name);
}

static void toggle_more(Form *form, Ui *ui) {
    form->more = !form->more;
    if (!form_field_shown(form, form->focus)) step(form, ui, -1);
    form_layout(form);
}

static void edit_outside(Form *form, Ui *ui) {
    FormField *field = &form->fields[form->focus];
    bool text = field->kind == FIELD_NOTE || (field->kind == FIELD_LINE && !form_field_links(field));
    if (!text || field->fixed) {
        ui_say(ui, "%s", _("this field is not one for the editor"));
        return;
    }
    form_keep(form, ui);
    form->editing = true;
    ui->request.kind = REQUEST_EDIT;
    ui->request.failed = false;
    strbuf_clear(&ui->request.text);
    strbuf_add(&ui->request.text, form_field_text(field));
}

static void edited(Form *form, Ui *ui) {
    FormField *field = &form->fields[form->focus];
    form->editing = false;
    if (ui->request.failed) {
        ui_say(ui, "%s", _("the editor failed; the text is as it was"));
        return;
    }
    StrBuf *text = &ui->request.text; /* editors end a file with a newline that nobody typed */
    while (text->length && text->data[text->length - 1] == '\n')
        text->data[--text->length] = '\0';
    if (strcmp(text->data, form_field_text(field)) == 0) return;
    form_field_put(form, ui, field, text->data);
    form_touch(form, ui, field);
    form_keep(form, ui);
}

static void help(Form *form, Ui *ui) {
    ui_push(ui, &view_field_help, form->fields[form->focus].def);
}

static void choose(Form *form, Ui *ui) {
    form_choose(form, ui, &form->fields[form->focus], NULL);
}

void form_next(Form *form, Ui *ui) {
    step(form, ui, 1);
}

static void previous(Form *form, Ui *ui) {
    step(form, ui, -1);
}

static void tab(Form *form, Ui *ui) {
    if (!form_assist_take(form, ui, &form->fields[form->focus])) form_next(form, ui);
}

static void page_down(Form *form, Ui *ui) {
    leap(form, ui, 1);
}

static void page_up(Form *form, Ui *ui) {
    leap(form, ui, -1);
}

typedef struct FormKey {
    uint32_t key;
    unsigned mods;
    void (*run)(Form *form, Ui *ui);
} FormKey;

/* Before the field sees a key, and what it leaves over. */
static const FormKey first_keys[] = {
    {'x', MOD_CTRL, form_save},    {KEY_F2, 0, form_save},   {KEY_ESC, 0, leave},           {KEY_F1, 0, help},
    {'r', MOD_CTRL, toggle_more},  {KEY_F3, 0, toggle_more}, {'g', MOD_CTRL, choose},       {KEY_F4, 0, choose},
    {'o', MOD_CTRL, edit_outside}, {KEY_TAB, 0, tab},        {KEY_TAB, MOD_SHIFT, previous}};
static const FormKey last_keys[] = {{KEY_ENTER, 0, form_next},
                                    {KEY_DOWN, 0, form_next},
                                    {KEY_UP, 0, previous},
                                    {KEY_PAGE_DOWN, 0, page_down},
                                    {KEY_PAGE_UP, 0, page_up}};

static bool run_key(Form *form, Ui *ui, const Event *event, const FormKey *keys, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (keys[i].key != event->key || keys[i].mods != event->mods) continue;
        keys[i].run(form, ui);
        return true;
    }
    return false;
}

static bool form_point(View *view, Ui *ui, int part, int item) {
    (void)part;
    form_go((Form *)view, ui, item);
    return true;
}

/* The cursor goes to the letter that was pointed at, as the text stood when it was. */
static void form_point_text(View *view, Ui *ui, int item, Rect at) {
    Form *form = (Form *)view;
    FormField *field = &form->fields[item];
    if (field->kind == FIELD_NOTE)
        text_editor_point(&field->note, at.rows, at.columns, at.row, at.column);
    else
        line_editor_point(&field->line, at.columns, at.column);
    form_go(form, ui, item);
}

/* While the list of a filter stands it has its keys before the form has; Esc ends it. */
static bool completer_event(Form *form, Ui *ui, const Event *event) {
    FormField *field = &form->fields[form->focus];
    unsigned long before = field->line.edit.version;
    if (!completer_listed(&form->completer)) return false;
    if (event->key == KEY_ESC)
        form->completer.open = false;
    else if (!completer_key(&form->completer, ui, &field->line, event))
        return false;
    if (field->line.edit.version != before) form_touch(form, ui, field);
    return true;
}

static bool form_event(View *view, Ui *ui, const Event *event) {
    Form *form = (Form *)view;
    switch (event->kind) {
    case EVENT_TICK:
        if (form->editing && ui->request.kind == REQUEST_EDIT)
            edited(form, ui);
        else if (form->dirty)
            form_keep(form, ui);
        return true;
    case EVENT_HANGUP:
        if (form->dirty) form_keep(form, ui);
        return true;
    case EVENT_PASTE:
        return form_field_event(form, ui, &form->fields[form->focus], event);
    case EVENT_KEY:
        break;
    default:
        return false;
    }
    if (completer_event(form, ui, event)) return true;
    if (run_key(form, ui, event, first_keys, COUNT_OF(first_keys))) return true;
    if (form_field_event(form, ui, &form->fields[form->focus], event)) return true;
    return run_key(form, ui, event, last_keys, COUNT_OF(last_keys));
}

static int form_tick(const View *view) {
    return ((const Form *)view)->dirty ? KEEP_MS : -1;
}

/* -- around it ------------------------------------------------------------------------------------------------ */

bool form_saved(const View *view, Target *target) {
    const Form *form = (const Form *)view;
    *target = form->saved;
    return view->accepted && !form->source;
}

static void form_title(const View *view, const Ui *ui, StrBuf *out) {
    const Form *form = (const Form *)view;
    (void)ui;
    if (form->source) {
        strbuf_add(out, lang_text(form->def->title));
        return;
    }
    form_name(form->def, form->no, form->parent, form->parent_no, out);
    if (form->no) strbuf_addf(out, " %s", _("(change)"));
}

static Target form_target(const View *view) {
    const Form *form = (const Form *)view;
    return form->parent ? (Target){form->parent, form->parent_no} : (Target){form->def, form->no};
}

static bool has_long(const Form *form) {
    for (int i = 0; i < form->count; i++)
        if (form->fields[i].def->flags & FF_LONG) return true;
    return false;
}

static int form_hints(const View *view, Hint *hints, int room) {
    const Form *form = (const Form *)view;
    const FormField *field = &form->fields[form->focus];
    bool listed = field->kind != FIELD_NOTE &&
                  (field->kind != FIELD_LINE || form_field_links(field) || (field->def->flags & (FF_SUGGEST | FF_FILTER)) ||
                   field->def->type == FT_DATE || field->def->type == FT_MOMENT);
    const Hint all[] = {
        {.key = "Tab", .text = field->candidate.length ? _("take") : _("next"), .priority = 3},
        {.key = "Left/Right",
         .text = field->kind == FIELD_OPTIONS && !field->fixed ? _("change") : NULL,
         .priority = 4},
        {.key = "Ctrl-G", .text = listed && !field->fixed ? _("choose") : NULL, .priority = 5},
        {.key = "Ctrl-O", .text = field->kind == FIELD_NOTE ? _("editor") : NULL, .priority = 5},
        {.key = "Ctrl-R",
         .text = !has_long(form) ? NULL
                 : form->more    ? _("fewer fields")
                                 : _("more fields"),
         .priority = 6},
        {.key = "Ctrl-X", .text = _("save"), .priority = 1},
        {.key = "Esc", .text = form_typed(form) && !form->source ? _("leave, keeps draft") : _("leave"), .priority = 2, .right = true},
        {.key = "F1", .text = _("help"), .priority = 4, .right = true}};
    int count = 0;
    for (size_t i = 0; i < COUNT_OF(all) && count < room; i++)
        if (all[i].text) hints[count++] = all[i];
    return count;
}

const ViewOps view_form = {.name = "form",
                           .kind = VIEW_FORM,
                           .size = sizeof(Form),
                           .open = form_open,
                           .event = form_event,
                           .point = form_point,
                           .point_text = form_point_text,
                           .refresh = form_refresh,
                           .draw = form_draw,
                           .title = form_title,
                           .target = form_target,
                           .hints = form_hints,
                           .close = form_close,
                           .tick = form_tick};
