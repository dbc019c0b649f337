/* Drafts of forms: what was typed is kept in the file until it is saved or thrown away.
 *
 * The body is JSON: `text` has the texts, `was` the values they were typed over, so that a change by somebody else in
 * the meantime is still seen as a clash. A child row's key is packed from its parent and row. */
#include "form_private.h"

#include <string.h>

#include "loket/base/lang.h"
#include "loket/io/json.h"

enum { PARENT_SHIFT = 48, NUMBER_SHIFT = 16, ROW_MOST = (1 << NUMBER_SHIFT) - 1 };

static int64_t draft_number(const RegisterDef *parent, int64_t parent_no, int64_t no) {
    if (!parent) return no;
    return ((int64_t)parent->id << PARENT_SHIFT) | (parent_no << NUMBER_SHIFT) | (no & ROW_MOST);
}

/* What a draft is about; false if no register here knows it. */
static bool draft_about(const Draft *draft, FormRequest *about) {
    *about = (FormRequest){.def = register_by_id(draft->reg), .no = draft->no};
    if (!about->def || about->def->kind != KIND_CHILD) return about->def != NULL;
    about->parent = register_by_id((int)(draft->no >> PARENT_SHIFT));
    about->parent_no = (draft->no >> NUMBER_SHIFT) & (((int64_t)1 << (PARENT_SHIFT - NUMBER_SHIFT)) - 1);
    about->no = draft->no & ROW_MOST;
    return about->parent != NULL;
}

void form_name(const RegisterDef *def, int64_t no, const RegisterDef *parent, int64_t parent_no, StrBuf *out) {
    char code[CODE_SIZE];
    if (parent) {
        code_write(parent, parent_no, code);
        strbuf_addf(out, "%s, ", code);
    }
    if (!no) {
        strbuf_addf(out, _("new %s"), lang_text(def->noun));
    } else if (def->kind == KIND_RECORDS) {
        code_write(def, no, code);
        strbuf_add(out, code);
    } else {
        strbuf_add(out, lang_text(def->noun));
        if (parent) strbuf_addf(out, " %lld", (long long)no);
    }
}

/* -- writing -------------------------------------------------------------------------------------------------- */

bool form_changed(const Form *form) {
    for (int i = 0; i < form->count; i++)
        if (form_field_changed(&form->fields[i])) return true;
    return false;
}

bool form_typed(const Form *form) {
    for (int i = 0; i < form->count; i++)
        if (strcmp(form_field_text(&form->fields[i]), form->fields[i].begun.data) != 0) return true;
    return false;
}

static void compose(const Form *form, StrBuf *body) {
    Arena *arena = arena_new();
    Doc *root = doc_map(arena), *texts = doc_map(arena), *was = doc_map(arena);
    for (int i = 0; i < form->count; i++) {
        const FormField *field = &form->fields[i];
        const char *text = form_field_text(field);
        /* what a new one starts with belongs to it: "now" was when it was begun */
        if (!form_field_changed(field) && (form->no || !*text)) continue;
        doc_add_text(arena, texts, field->def->key, arena_strdup(arena, text));
        StrBuf old;
        strbuf_init(&old);
        field_write(field->def, form->def, form->seen->values[i], &old);
        if (form->no) doc_add_text(arena, was, field->def->key, arena_strdup(arena, old.data));
        strbuf_done(&old);
    }
    doc_add_text(arena, root, "focus", form->fields[form->focus].def->key);
    doc_add(root, "text", texts);
    doc_add(root, "was", was);
    json_write(root, false, body);
    arena_free(arena);
}

void form_keep(Form *form, Ui *ui) {
    form->dirty = false;
    if (form->source || db_read_only(desk_db(ui->desk))) return;
    if (!form_typed(form)) {
        form_drop(form, ui);
        return;
    }
    StrBuf body;
    strbuf_init(&body);
    compose(form, &body);
    Draft draft = {.reg = form->def->id,
                   .no = draft_number(form->parent, form->parent_no, form->no),
                   .base_version = form->seen->version,
                   .at = desk_now(ui->desk),
                   .body = body.data};
    Error err = {0};
    if (draft_save(desk_db(ui->desk), desk_user(ui->desk), &draft, &err) == OK)
        form->kept_at = draft.at;
    else
        ui_fail(ui, &err);
    strbuf_done(&body);
}

void form_drop(Form *form, Ui *ui) {
    Error err = {0};
    form->dirty = false;
    if (!form->kept_at) return;
    if (draft_drop(desk_db(ui->desk), desk_user(ui->desk), form->def->id,
                   draft_number(form->parent, form->parent_no, form->no), &err) != OK)
        ui_fail(ui, &err);
    form->kept_at = 0;
}

/* -- reading -------------------------------------------------------------------------------------------------- */

static bool find_draft(Form *form, Ui *ui, Arena *arena, Draft *draft) {
    Draft *drafts;
    size_t count;
    int64_t no = draft_number(form->parent, form->parent_no, form->no);
    if (draft_list(desk_db(ui->desk), desk_user(ui->desk), arena, &drafts, &count, NULL) != OK) return false;
    for (size_t i = 0; i < count; i++) {
        if (drafts[i].reg != form->def->id || drafts[i].no != no) continue;
        *draft = drafts[i];
        return true;
    }
    return false;
}

bool form_has_draft(Form *form, Ui *ui) {
    Arena *arena = arena_new();
    Draft draft;
    bool found = !form->source && find_draft(form, ui, arena, &draft);
    form->kept_at = found ? draft.at : 0;
    arena_free(arena);
    return found;
}

/* The value the text was typed over, not what somebody else made of it since. */
static void take_base(Form *form, int i, const char *was) {
    ParseContext context = {.def = form->def};
    Value value;
    if (field_parse(form->fields[i].def, &context, was, form->view.arena, &value, NULL) == OK)
        form->seen->values[i] = value;
}

static void take_texts(Form *form, Ui *ui, const Doc *root) {
    const Doc *texts = doc_get(root, "text"), *was = doc_get(root, "was");
    for (int i = 0; i < form->count; i++) {
        FormField *field = &form->fields[i];
        const char *text = texts ? doc_get_text(texts, field->def->key) : NULL,
                   *base = was ? doc_get_text(was, field->def->key) : NULL;
        if (!text || field->fixed) continue;
        form_field_put(form, ui, field, text);
        if (form->no && base) take_base(form, i, base);
        if (field->def->flags & FF_LONG) form->more = true;
    }
    const char *focus = doc_get_text(root, "focus");
    int index = focus ? register_field_index(form->def, focus) : -1;
    if (index >= 0) form_go(form, ui, index);
    for (int i = 0; i < form->count; i++) { /* as if each had just been left */
        if (i == form->focus) continue;
        form_field_check(form, ui, &form->fields[i]);
        if (form->fields[i].code.length) form_assist(form, ui, &form->fields[i]);
    }
    form_layout(form);
}

void form_resume(Form *form, Ui *ui) {
    Arena *arena = arena_new();
    Draft draft;
    Doc *root;
    Error err = {0};
    if (find_draft(form, ui, arena, &draft)) {
        if (json_read(draft.body, strlen(draft.body), _("draft"), arena, &root, &err) == OK)
            take_texts(form, ui, root);
        else
            ui_fail(ui, &err);
        form->kept_at = draft.at;
    }
    arena_free(arena);
}

/* -- asking --------------------------------------------------------------------------------------------------- */

enum { DRAFT_RESUME, DRAFT_DISCARD, DRAFT_LATER };

static void ask(Ui *ui, Moment at, const char *name, const char *later, void (*answered)(Ui *ui, View *dialog)) {
    StrBuf title;
    strbuf_init(&title);
    if (moment_day(at) == moment_day(desk_now(ui->desk))) {
        StrBuf time;
        strbuf_init(&time);
        moment_format_time(at, &time);
        strbuf_addf(&title, _("draft of %s, %s"), time.data, name);
        strbuf_done(&time);
    } else {
        StrBuf day;
        strbuf_init(&day);
        moment_format(at, &day);
        strbuf_addf(&title, _("draft of %s, %s"), day.data, name);
        strbuf_done(&day);
    }
    const PickChoice choices[] = {{.text = _("resume"), .detail = _("go on where it was left"), .id = DRAFT_RESUME},
                                  {.text = _("discard"), .detail = _("throw away what was typed"), .id = DRAFT_DISCARD},
                                  {.text = _("later"), .detail = later, .id = DRAFT_LATER}};
    ui_ask(ui, &view_pick, &(PickRequest){.title = title.data, .choices = choices, .count = COUNT_OF(choices), .current = DRAFT_RESUME}, answered);
    strbuf_done(&title);
}

static void draft_answered(Ui *ui, View *dialog) {
    Form *form = (Form *)ui_page(ui);
    int answer = dialog->accepted ? pick_answer(dialog) : DRAFT_LATER;
    if (answer == DRAFT_RESUME)
        form_resume(form, ui);
    else if (answer == DRAFT_DISCARD)
        form_drop(form, ui);
    else
        form->view.done = true;
}

void form_ask_draft(Form *form, Ui *ui) {
    StrBuf name;
    strbuf_init(&name);
    form_name(form->def, form->no, form->parent, form->parent_no, &name);
    ask(ui, form->kept_at, name.data, _("leave the form, keep the draft"), draft_answered);
    strbuf_done(&name);
}

/* -- at the start --------------------------------------------------------------------------------------------- */

/* Asks about each draft in turn; stands unseen between the overview and the question. */
typedef struct Drafts {
    View view;
    Draft *drafts;
    size_t count, at;
    bool asked;
} Drafts;

static Status drafts_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)request;
    Drafts *list = (Drafts *)view;
    return draft_list(desk_db(ui->desk), desk_user(ui->desk), view->arena, &list->drafts, &list->count, err);
}

static void drafts_answered(Ui *ui, View *dialog);

static Status drafts_refresh(View *view, Ui *ui, Error *err) {
    (void)err;
    Drafts *list = (Drafts *)view;
    FormRequest about = {0};
    if (list->asked || ui->top != view) return OK;
    while (list->at < list->count && !draft_about(&list->drafts[list->at], &about))
        list->at++;
    list->asked = true;
    if (list->at == list->count) {
        view->done = true;
        return OK;
    }
    StrBuf name;
    strbuf_init(&name);
    form_name(about.def, about.no, about.parent, about.parent_no, &name);
    if (list->count > 1) strbuf_addf(&name, _(" (%zu of %zu)"), list->at + 1, list->count);
    ask(ui, list->drafts[list->at].at, name.data, _("ask again at the next start"), drafts_answered);
    strbuf_done(&name);
    return OK;
}

/* The form of a draft that was taken up is done; so are the drafts. */
static void draft_resumed(Ui *ui, View *form) {
    Target saved;
    ui->top->done = true;
    if (form_saved(form, &saved)) ui_show_record(ui, saved.def, saved.no);
}

static void drafts_answered(Ui *ui, View *dialog) {
    View *view = ui->top;
    Drafts *list = (Drafts *)view;
    const Draft *draft = &list->drafts[list->at];
    FormRequest about = {0};
    int answer = dialog->accepted ? pick_answer(dialog) : DRAFT_LATER;
    if (answer == DRAFT_DISCARD) {
        Error err = {0};
        if (draft_drop(desk_db(ui->desk), desk_user(ui->desk), draft->reg, draft->no, &err) != OK) ui_fail(ui, &err);
        list->at++;
        list->asked = false; /* on to the next */
        return;
    }
    view->done = answer == DRAFT_LATER;
    if (answer != DRAFT_RESUME || !draft_about(draft, &about)) return;
    about.resume = true;
    if (!ui_ask(ui, &view_form, &about, draft_resumed)) view->done = true;
}

static bool drafts_event(View *view, Ui *ui, const Event *event) {
    (void)ui;
    if (event->kind == EVENT_KEY) view->done = true; /* never to be in the way */
    return false;
}

static void drafts_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    (void)view, (void)ui, (void)canvas, (void)area;
}

static const ViewOps view_drafts = {.name = "drafts",
                                    .kind = VIEW_DIALOG,
                                    .size = sizeof(Drafts),
                                    .open = drafts_open,
                                    .event = drafts_event,
                                    .refresh = drafts_refresh,
                                    .draw = drafts_draw,
                                    .popup = true};

void form_offer_drafts(Ui *ui) {
    Arena *arena = arena_new();
    Draft *drafts;
    size_t count = 0;
    if (!db_read_only(desk_db(ui->desk)) &&
        draft_list(desk_db(ui->desk), desk_user(ui->desk), arena, &drafts, &count, NULL) == OK && count)
        ui_push(ui, &view_drafts, NULL);
    arena_free(arena);
}
