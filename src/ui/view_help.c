/* Help: every action there is, with the key it has now, those of the page below first; narrowed while one types, and the line stood on is
 * run with Enter. And the tour: one screen for who is here for the first time. */
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/ui/actions.h"
#include "loket/ui/cells.h"
#include "loket/ui/match.h"
#include "loket/ui/text_view.h"
#include "views.h"

typedef struct HelpPage {
    View view;
    TextView text;
    StrBuf filter;  /* "" = all */
    unsigned about; /* kind of the page below: whose keys it tells */
    int run;        /* the action to run when it is gone; -1 = none */
} HelpPage;

/* -- lines ---------------------------------------------------------------------------------------------------- */

/* A key, its name and what it does; a long sentence goes on below where it began. `stop`: see text_view_stop. */
static void help_line(HelpPage *page, bool works, const char *key, const char *label, const char *help, int stop) {
    enum { KEY = 11, LABEL = 24, NARROW = 64 };
    char line[400], shown_key[KEY_SHOWN];
    Style style = works ? STYLE_PLAIN : STYLE_DISABLED;
    bool beside = page->view.columns >= NARROW;
    int indent = beside ? KEY + LABEL : KEY, label_gap = beside ? LABEL - utf8_width(label) : 0;
    int key_gap = KEY - utf8_width(key_shown(key, shown_key)), width = page->view.columns - indent - 3;
    snprintf(line, sizeof line, "%s%*s%s%*s", shown_key, key_gap > 0 ? key_gap : 1, "", label, label_gap > 0 ? label_gap : 0, "");
    size_t length = strlen(help), shown;
    bool first = beside && length;
    if (!first) {
        text_view_add(&page->text, style, 1, line);
        if (stop) text_view_stop(&page->text, stop);
    }
    for (size_t at = 0; at < length;) {
        size_t next = cells_wrap(help, length, at, width, &shown), used;
        if (at || !beside) snprintf(line, sizeof line, "%*s", indent, "");
        used = strlen(line);
        snprintf(line + used, sizeof line - used, "%.*s", (int)(shown - at), help + at);
        text_view_add(&page->text, style, 1, line);
        if (first && stop) text_view_stop(&page->text, stop);
        first = false;
        at = next;
        line[0] = '\0';
    }
}

/* Each word that was typed stands somewhere in it. */
static bool fits(const HelpPage *page, const ActionDef *action, const char *key) {
    Arena *arena = arena_new();
    char shown[KEY_SHOWN];
    const char *all = arena_printf(arena, "%s %s %s %s %s", lang_text(action->group), lang_text(action->label), lang_text(action->help), action->name, key_shown(key, shown));
    Folded folded = match_fold(arena, all, strlen(all));
    const char *words = text_fold(arena, page->filter.data);
    char word[128];
    bool found = true;
    size_t start, end;
    while (found && text_next_word(&words, word, sizeof word)) found = match_find(&folded, word, 0, &start, &end);
    arena_free(arena);
    return found;
}

/* A view in which the action could be bound, by its name. */
static const char *view_for(const HelpPage *page, const ActionDef *action) {
    Keymap trial = {.count = 0};
    for (int i = 0; keymap_view_name(i); i++)
        if (keymap_own(&trial, keymap_view_name(i), "F12", action->name, 0, NULL) == OK && (trial.bindings[0].views & page->about)) return keymap_view_name(i);
    return "all";
}

static void help_action(HelpPage *page, const Ui *ui, int i, const char **group) {
    char key[24], help[320];
    const ActionDef *action = &actions[i];
    keymap_name(&ui->keymap, i, page->about, key);
    if (!fits(page, action, key)) return;
    if (group && strcmp(*group, action->group) != 0) {
        *group = action->group;
        text_view_add(&page->text, STYLE_TITLE, 0, lang_text(*group));
    }
    if (key[0])
        snprintf(help, sizeof help, "%s", lang_text(action->help));
    else /* how to give it a key */
        snprintf(help, sizeof help, _("%s (no key; for one: bind %s KEY %s)"), lang_text(action->help), view_for(page, action), action->name);
    help_line(page, (action->views & page->about) && !action_refused(ui, action), key[0] ? key : "-", lang_text(action->label), help, i + 1);
}

/* What the page below does with keys by itself. */
static void help_page(HelpPage *page) {
    Hint hints[16];
    const View *below = page->view.below;
    int count = below && below->ops->hints ? below->ops->hints(below, hints, (int)COUNT_OF(hints)) : 0;
    if (count) text_view_add(&page->text, STYLE_TITLE, 0, _("This page"));
    for (int i = 0; i < count; i++) help_line(page, true, hints[i].key, hints[i].text, "", 0);
}

static const char *const marks[] = {N_("!  past its due, or a legal clock under 24 hours"), N_(".  needs you today"), N_("+  new since last time"), N_("*  tagged")};


/* Every action there is, under its heading; those that do not work here last. */
static void help_fill(HelpPage *page, const Ui *ui) {
    const char *group = "";
    int at = text_view_at(&page->text);
    text_view_clear(&page->text);
    if (!page->filter.length) help_page(page);
    for (int i = 0; i < action_count; i++)
        if (actions[i].views & page->about) help_action(page, ui, i, &group);
    int before = page->text.line_count;
    text_view_add(&page->text, STYLE_TITLE, 0, _("On other pages"));
    for (int i = 0; i < action_count; i++)
        if (!(actions[i].views & page->about)) help_action(page, ui, i, NULL);
    if (page->filter.length) {
        if (!before && page->text.line_count == 1) text_view_add(&page->text, STYLE_QUIET, 1, _("nothing fits; Esc shows all again"));
    } else {
        text_view_add(&page->text, STYLE_TITLE, 0, _("Marks"));
        for (size_t i = 0; i < COUNT_OF(marks); i++) text_view_add(&page->text, STYLE_PLAIN, 1, lang_text(marks[i]));
        text_view_add(&page->text, STYLE_TITLE, 0, _("Filters"));
        text_view_add(&page->text, STYLE_PLAIN, 1, _("state:open severity>=S2 due<7d @name #tag -#tag kind:complaint \"exact words\""));
    }
    text_view_layout(&page->text, page->view.rows, page->view.columns);
    text_view_goto(&page->text, at);
}

/* -- narrowing and running ------------------------------------------------------------------------------------ */

/* The first line that can be run, so that Enter after a word does what was looked for. */
static void go_first(HelpPage *page) {
    for (int i = 0; i < page->text.line_count; i++)
        if (page->text.lines[i].stop) {
            text_view_goto(&page->text, page->text.lines[i].stop);
            return;
        }
}

static void narrow(Ui *ui, const char *text) {
    HelpPage *page = (HelpPage *)ui_page(ui);
    strbuf_clear(&page->filter);
    strbuf_add(&page->filter, text);
    help_fill(page, ui);
    if (*text) go_first(page);
}

static void narrow_answered(Ui *ui, View *dialog) {
    if (!dialog->accepted) narrow(ui, "");
}

/* Told when help is gone: only then the action finds its page on top. */
static void help_answered(Ui *ui, View *view) {
    const HelpPage *page = (const HelpPage *)view;
    if (!view->accepted) return;
    const ActionDef *action = &actions[page->run];
    if (action->views & page->about)
        action_run(ui, action);
    else
        ui_say(ui, "%s: %s", lang_text(action->label), _("not on this page"));
}

static bool help_event(View *view, Ui *ui, const Event *event) {
    HelpPage *page = (HelpPage *)view;
    bool key = event->kind == EVENT_KEY && !event->mods;
    if (key && event->key == KEY_ENTER && text_view_at(&page->text)) {
        page->run = text_view_at(&page->text) - 1;
        view->done = view->accepted = true;
        return true;
    }
    if (key && event->key == '/') {
        ui_ask(ui, &view_prompt, &(PromptRequest){.label = "/", .text = page->filter.data, .hint = _("words of what you want to do"), .changed = narrow}, narrow_answered);
        return true;
    }
    if (key && event->key == KEY_ESC && page->filter.length) { /* the innermost thing first */
        narrow(ui, "");
        return true;
    }
    return (event->kind == EVENT_KEY || event->kind == EVENT_PASTE) && text_view_key(&page->text, event);
}

static Status help_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)request, (void)err;
    HelpPage *page = (HelpPage *)view;
    view->answered = help_answered;
    page->about = ui->top ? ui->top->ops->kind : 0;
    page->run = -1;
    strbuf_init(&page->filter);
    text_view_init(&page->text);
    return OK;
}

static void help_close(View *view, Ui *ui) {
    (void)ui;
    strbuf_done(&((HelpPage *)view)->filter);
    text_view_done(&((HelpPage *)view)->text);
}

static Status help_refresh(View *view, Ui *ui, Error *err) {
    (void)err;
    help_fill((HelpPage *)view, ui);
    return OK;
}

static void help_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    text_view_draw(&((const HelpPage *)view)->text, canvas, area, true, ui->narrow_cursor);
}

static void help_title(const View *view, const Ui *ui, StrBuf *out) {
    const HelpPage *page = (const HelpPage *)view;
    (void)ui;
    strbuf_add(out, _("Help"));
    if (page->filter.length) strbuf_addf(out, "  /%s", page->filter.data);
}

static int help_hints(const View *view, Hint *hints, int room) {
    const HelpPage *page = (const HelpPage *)view;
    int count = 0;
    if (room < 3) return 0;
    if (text_view_at(&page->text)) hints[count++] = (Hint){.key = "Enter", .text = _("run it"), .priority = 1};
    hints[count++] = (Hint){.key = "j/k", .text = _("move"), .priority = 3};
    hints[count++] = (Hint){.key = "/", .text = _("find"), .priority = 2};
    return count;
}

const ViewOps view_help = {.name = "help",
                           .kind = VIEW_TEXT,
                           .size = sizeof(HelpPage),
                           .open = help_open,
                           .event = help_event,
                           .refresh = help_refresh,
                           .draw = help_draw,
                           .title = help_title,
                           .hints = help_hints,
                           .close = help_close};

/* -- the tour ------------------------------------------------------------------------------------------------- */

typedef struct Tour {
    View view;
    TextView text;
} Tour;

/* The keys to begin with, and what to say of them here. */
static const struct {
    const char *action, *text;
} first_keys[] = {{"open", N_("opens what the cursor stands on; q goes back")},
                  {"add-incident", N_("enters a report in one line")},
                  {"triage", N_("decides about what is new, one key each")},
                  {"search-here", N_("finds anything while you type")},
                  {"undo", N_("takes the last change back")}};

/* A line is cut rather than go on below: each has its row. */
static void tour_line(Tour *tour, const char *text) {
    char line[200];
    bool fits = utf8_width(text) <= tour->view.columns - 2;
    snprintf(line, sizeof line, "%.*s%s", (int)utf8_fit(text, tour->view.columns - 2 - !fits, NULL), text, fits ? "" : ".");
    text_view_add(&tour->text, STYLE_PLAIN, 1, line);
}

static void tour_key(Tour *tour, const Ui *ui, const char *action, const char *text) {
    char key[24], shown[KEY_SHOWN], line[160];
    keymap_name(&ui->keymap, action_find(action), VIEW_OVERVIEW, key);
    snprintf(line, sizeof line, "%-7s %s", key_shown(key, shown), text);
    if (key[0]) tour_line(tour, line);
}

static void tour_heading(Tour *tour, const char *text) {
    text_view_add(&tour->text, STYLE_PLAIN, 0, "");
    text_view_add(&tour->text, STYLE_TITLE, 0, text);
}

/* Where there is little room, how to get help comes before the keys to begin with. */
static Status tour_refresh(View *view, Ui *ui, Error *err) {
    Tour *tour = (Tour *)view;
    bool room = view->rows >= 18;
    text_view_clear(&tour->text);
    if (room) {
        text_view_add(&tour->text, STYLE_PLAIN, 1, _("Four panes: what came in, what is asked for, who is to be spoken, what is coming. Soonest due first; the worst is told with its reason."));
        tour_heading(tour, _("Marks"));
    }
    for (size_t i = 0; i < COUNT_OF(marks); i++) tour_line(tour, lang_text(marks[i]));
    if (room) tour_heading(tour, _("Help"));
    tour_key(tour, ui, "help", _("shows the keys of the page you are on, and runs them"));
    tour_key(tour, ui, "palette", _("does or opens anything by its name; :tour shows this again"));
    if (room) tour_heading(tour, _("Keys to begin with"));
    for (size_t i = 0; i < COUNT_OF(first_keys); i++) tour_key(tour, ui, first_keys[i].action, lang_text(first_keys[i].text));
    text_view_layout(&tour->text, view->rows, view->columns);
    return personal_toured(ui->personal, err);
}

static bool tour_event(View *view, Ui *ui, const Event *event) {
    (void)ui;
    if (event->kind == EVENT_KEY) view->done = true;
    return event->kind == EVENT_KEY;
}

static Status tour_open(View *view, Ui *ui, const void *request, Error *err) {
    (void)ui, (void)request, (void)err;
    text_view_init(&((Tour *)view)->text);
    return OK;
}

static void tour_close(View *view, Ui *ui) {
    (void)ui;
    text_view_done(&((Tour *)view)->text);
}

static void tour_draw(const View *view, const Ui *ui, Canvas *canvas, Rect area) {
    (void)ui;
    text_view_draw(&((const Tour *)view)->text, canvas, area, true, false);
}

static void tour_title(const View *view, const Ui *ui, StrBuf *out) {
    (void)view, (void)ui;
    strbuf_add(out, _("Welcome"));
}

static int tour_hints(const View *view, Hint *hints, int room) {
    (void)view;
    if (room < 1) return 0;
    hints[0] = (Hint){.key = _("any key"), .text = _("begins"), .priority = 1};
    return 1;
}

const ViewOps view_tour = {.name = "tour",
                           .kind = VIEW_DIALOG,
                           .size = sizeof(Tour),
                           .open = tour_open,
                           .event = tour_event,
                           .refresh = tour_refresh,
                           .draw = tour_draw,
                           .title = tour_title,
                           .hints = tour_hints,
                           .close = tour_close};

void act_tour(Ui *ui, const char *arg) {
    (void)arg;
    ui_push(ui, &view_tour, NULL);
}
