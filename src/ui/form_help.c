/* Help on one field of a form: what belongs there, in which ways it may be typed, what it is called elsewhere. */
#include "form_private.h"

#include <stdio.h>

#include "loket/base/lang.h"
#include "loket/ui/popup.h"
#include "loket/ui/text_view.h"

typedef struct FieldHelp {
    View view;
    const FieldDef *def;
    TextView text;
} FieldHelp;

static Rect help_box(const FieldHelp *help, Popup *popup, int rows, int columns) {
    *popup = (Popup){.title = lang_text(help->def->label), .note = help->def->key};
    int width = columns - 8 < 64 ? columns - 8 : 64;
    return popup_place(popup, (Rect){0, 0, rows, columns}, help->text.row_count, width);
}

static void add_ways(TextView *text, const FieldDef *def) {
    text_view_add(text, STYLE_PLAIN, 2, lang_text(type_ops[def->type].name));
    if (def->flags & FF_REQUIRED) text_view_add(text, STYLE_PLAIN, 2, _("needed to save"));
    if (def->type == FT_DATE || def->type == FT_MOMENT)
        text_view_add(text, STYLE_PLAIN, 2, _("23 nov, 23-11-2026, fri, today, tomorrow, +5wd, -3d, 2w"));
    if (def->type == FT_MOMENT)
        text_view_add(text, STYLE_PLAIN, 2, _("with a time: 23 nov 18:24; 18:24 is today; now; +72h"));
    if (def->type == FT_SPAN) text_view_add(text, STYLE_PLAIN, 2, _("6w, 30d, 5wd, 72h, 2m, 1y"));
    if (def->type == FT_LINK || def->type == FT_LINKS)
        text_view_add(text, STYLE_PLAIN, 2, _("a code, a name or part of one; a new name makes a record"));
    for (const Choice *choice = def->choices; choice && choice->key; choice++)
        text_view_add(text, STYLE_PLAIN, 4, lang_text(choice->label));
}

/* Keys that are the same in every field; the footer tells those of this one. */
static const struct {
    const char *keys, *text;
} form_keys[] = {{"Tab Enter Down", N_("the next field; Tab takes a proposal first")},
                 {"S-Tab Up", N_("the field before")},
                 {"Ctrl-G F4", N_("choose from a list or a calendar")},
                 {"Ctrl-O", N_("write a text in $EDITOR")},
                 {"Ctrl-R F3", N_("show the fields seldom needed, or hide them")},
                 {"Ctrl-X F2", N_("save")},
                 {"Esc", N_("leave; what was typed is kept as a draft")}};

static void add_keys(TextView *text) {
    char line[160], keys[KEY_SHOWN];
    text_view_add(text, STYLE_TITLE, 0, _("Keys of the form"));
    for (size_t i = 0; i < COUNT_OF(form_keys); i++) {
        snprintf(line, sizeof line, "%-15s %s", key_shown(form_keys[i].keys, keys), lang_text(form_keys[i].text));
        text_view_add(text, STYLE_PLAIN, 2, line);
    }
}

static Status help_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)ui;
    (void)err;
    FieldHelp *help = (FieldHelp *)view;
    help->def = request;
    text_view_init(&help->text);
    text_view_add(&help->text, STYLE_PLAIN, 0, lang_text(help->def->help));
    text_view_add(&help->text, STYLE_TITLE, 0, _("What it takes"));
    add_ways(&help->text, help->def);
    StrBuf line;
    strbuf_init(&line);
    text_view_add(&help->text, STYLE_TITLE, 0, _("Elsewhere"));
    strbuf_addf(&line, _("import, filter and command line call it: %s"), help->def->key);
    text_view_add(&help->text, STYLE_PLAIN, 2, line.data);
    strbuf_done(&line);
    add_keys(&help->text);
    return OK;
}

static void help_close(View *view, Ui *ui) {
    (void)ui;
    text_view_done(&((FieldHelp *)view)->text);
}

static Status help_refresh(View *view, Ui *ui, Error *err) {
    (void)err;
    FieldHelp *help = (FieldHelp *)view;
    int width = ui->columns - 8 < 64 ? ui->columns - 8 : 64;
    text_view_layout(&help->text, ui->rows, width);
    Popup popup;
    Rect box = help_box(help, &popup, ui->rows - 1, ui->columns);
    text_view_layout(&help->text, box.rows - POPUP_EDGE_ROWS, box.columns - POPUP_EDGE_COLUMNS);
    return OK;
}

static bool help_event(View *view, Ui *ui, const Event *event) {
    (void)ui;
    FieldHelp *help = (FieldHelp *)view;
    if (event->kind != EVENT_KEY) return event->kind == EVENT_PASTE;
    bool leaves = event->key == KEY_ESC || event->key == KEY_ENTER || event->key == KEY_F1 || event->key == 'q';
    if (!help->text.searching && leaves)
        view->done = true;
    else
        text_view_key(&help->text, event);
    return true;
}

static void help_draw(const View *view, const Ui *ui, Canvas *canvas, Rect screen) {
    (void)ui;
    const FieldHelp *help = (const FieldHelp *)view;
    Popup popup;
    Rect box = help_box(help, &popup, screen.rows - 1, screen.columns);
    text_view_draw(&help->text, canvas, popup_draw(&popup, canvas, box), true, false);
}

static int help_hints(const View *view, Hint *hints, int room) {
    (void)view;
    if (room < 2) return 0;
    hints[0] = (Hint){.key = "Esc", .text = _("close"), .priority = 1};
    hints[1] = (Hint){.key = "Up/Dn", .text = _("scroll"), .priority = 2};
    return 2;
}

const ViewOps view_field_help = {.name = "field-help",
                                 .kind = VIEW_DIALOG,
                                 .size = sizeof(FieldHelp),
                                 .open = help_open,
                                 .event = help_event,
                                 .refresh = help_refresh,
                                 .draw = help_draw,
                                 .hints = help_hints,
                                 .close = help_close,
                                 .popup = true};
