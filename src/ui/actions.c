#include "loket/ui/actions.h"

#include <string.h>

#include "loket/app/make.h"
#include "loket/app/reading.h"
#include "loket/base/lang.h"
#include "views.h"

#define GO(name_, key_, label_, register_)                                                                                                \
    {.name = "go-" name_, .label = label_, .help = N_("go to this register"), .keys = "g" key_, .group = N_("Go to"), .views = VIEW_PAGES, .run = act_go, .arg = register_}
#define ADD(name_, key_, label_, register_)                                                                                               \
    {.name = "add-" name_, .label = label_, .help = N_("enter a new one"), .keys = "a" key_, .group = N_("Enter"), .views = VIEW_BROWSE, .needs = NEED_WRITE, .run = act_add, .arg = register_}

#define READING(name_, keys_, label_, help_)                                                                                              \
    {.name = name_, .label = label_, .help = help_, .keys = keys_, .group = N_("Go to"), .views = VIEW_PAGES, .run = act_reading, .arg = name_}
#define MAKE(name_, key_, label_, register_)                                                                                              \
    {.name = "make-" name_, .label = label_, .help = N_("make one from this record: linked to it and filled in"), .keys = "m" key_, .group = N_("Make from"), .views = VIEW_BROWSE, .needs = NEED_RECORD | NEED_WRITE, .run = act_make, .arg = register_}

#define TRIAGE(name_, keys_, label_, help_, hint_, arg_)                                                                                  \
    {.name = "triage-" name_, .label = label_, .help = help_, .keys = keys_, .group = N_("Triage"), .views = VIEW_TRIAGE, .needs = NEED_RECORD | NEED_WRITE, .hint = hint_, .run = act_triage, .arg = arg_}

/* clang-format off */
const ActionDef actions[] = {
    {"open", N_("open"), N_("open the record under the cursor"), "Enter", N_("Here"), VIEW_OVERVIEW | VIEW_LIST | VIEW_SHEET, NEED_RECORD, 1, act_open, NULL},
    {"edit", N_("edit"), N_("change its fields"), "e", N_("Here"), VIEW_BROWSE, NEED_RECORD | NEED_WRITE, 3, act_edit, NULL},
    {"state", N_("state"), N_("move it to another state; the gate says what is missing"), "s", N_("Here"), VIEW_BROWSE, NEED_STATES | NEED_WRITE, 4, act_state, NULL},
    {"severity", N_("severity"), N_("set how serious it is"), "p", N_("Here"), VIEW_BROWSE, NEED_RECORD | NEED_WRITE, 9, act_choose, "severity"},
    {"handler", N_("who"), N_("set who works on it"), "w", N_("Here"), VIEW_BROWSE, NEED_RECORD | NEED_WRITE, 8, act_choose, "handler"},
    {"follow-up", N_("follow up"), N_("set the day to look at it again"), "d", N_("Here"), VIEW_BROWSE, NEED_RECORD | NEED_WRITE, 10, act_ask, "follow_up_on"},
    {"remark", N_("remark"), N_("add a remark; remarks are never overwritten"), "c", N_("Here"), VIEW_BROWSE, NEED_RECORD | NEED_WRITE, 7, act_remark, NULL},
    {"add-row", N_("add row"), N_("add a row to it: a reporter, a decision, a check"), "A", N_("Here"), VIEW_BROWSE, NEED_RECORD | NEED_WRITE, 6, act_add_row, NULL},
    {"sheet", N_("sheet"), N_("one page for acting: a request to decide, a person or round to talk with"), "i", N_("Here"), VIEW_BROWSE, NEED_RECORD, 5, act_sheet, NULL},
    {"copy", N_("copy"), N_("copy its code, title, row or text to the clipboard of your terminal"), "y", N_("Here"), VIEW_BROWSE, NEED_TEXT, 15, act_copy, NULL},
    {"strike", N_("strike"), N_("strike it as entered by mistake; it stays in history"), NULL, N_("Here"), VIEW_BROWSE, NEED_RECORD | NEED_WRITE, 0, act_strike, NULL},

    {"tag", N_("tag"), N_("tag the row and step; keys then act on all that are tagged"), "Space", N_("List"), VIEW_OVERVIEW | VIEW_LIST, NEED_RECORD, 16, act_tag, NULL},
    {"tag-all", N_("tag all"), N_("tag all that fit the list's filter, also below the window"), "*", N_("List"), VIEW_OVERVIEW | VIEW_LIST, NEED_RECORD, 0, act_tag, "all"},
    {"tag-filter", N_("tag by filter"), N_("tag those of the list that fit a filter"), "T", N_("List"), VIEW_OVERVIEW | VIEW_LIST, NEED_RECORD, 0, act_tag, "filter"},
    {"narrow", N_("narrow"), N_("narrow the list while you type"), "/", N_("List"), VIEW_LIST, 0, 11, act_list, "narrow"},
    {"filter", N_("filter"), N_("change the filter of the list"), "f", N_("List"), VIEW_LIST, 0, 12, act_list, "filter"},
    {"order", N_("order"), N_("choose what the list is sorted by"), "o", N_("List"), VIEW_LIST, 0, 13, act_list, "order"},
    {"preset", N_("which"), N_("choose a ready list or a saved view of this register; save this one, rename, end"), "V", N_("List"), VIEW_LIST, 0, 14, act_list, "preset"},

    {"undo", N_("undo"), N_("take the last change back; that too is an entry in the trail"), "u", N_("Change"), VIEW_PAGES, NEED_WRITE, 17, act_undo, NULL},
    {"redo", N_("redo"), N_("make it again"), "U", N_("Change"), VIEW_PAGES, NEED_WRITE, 0, act_redo, NULL},
    ADD("incident", "i", N_("report"), "incident"),
    ADD("approval", "a", N_("request"), "approval"),
    ADD("contact", "c", N_("contact"), "contact"),
    ADD("trigger", "t", N_("trigger event"), "trigger"),
    ADD("advice", "v", N_("advice"), "advice"),
    ADD("talk", "s", N_("talk"), "talk"),
    ADD("round", "r", N_("round"), "round"),
    ADD("action", "x", N_("action"), "action"),
    ADD("instruction", "u", N_("instruction"), "instruction"),
    ADD("development", "e", N_("development"), "development"),
    ADD("anchor", "n", N_("anchor"), "anchor"),
    ADD("duty", "y", N_("duty"), "duty"),
    ADD("message", "w", N_("message"), "message"),
    ADD("competence", "q", N_("competence"), "competence"),
    ADD("kind", "k", N_("kind of trigger"), "kind"),
    {"add", N_("add"), N_("enter a new one in this list"), "aEnter Insert", N_("Enter"), VIEW_BROWSE, NEED_REGISTER | NEED_WRITE, 0, act_add, NULL},

    MAKE("action", "x", N_("action"), "action"),
    MAKE("advice", "v", N_("advice"), "advice"),
    MAKE("talk", "s", N_("talk"), "talk"),
    MAKE("instruction", "u", N_("instruction"), "instruction"),
    MAKE("trigger", "t", N_("trigger event"), "trigger"),
    MAKE("notice", "n", N_("external notice"), "notice"),
    MAKE("incident", "i", N_("report"), "incident"),
    MAKE("approval", "a", N_("request"), "approval"),
    MAKE("message", "w", N_("message"), "message"),

    {"go-overview", N_("overview"), N_("back to the opening screen"), "go", N_("Go to"), VIEW_PAGES, 0, 0, act_go, "overview"},
    GO("incident", "i", N_("incidents & complaints"), "incident"),
    GO("approval", "a", N_("approvals"), "approval"),
    GO("contact", "c", N_("contacts"), "contact"),
    GO("trigger", "t", N_("trigger events"), "trigger"),
    GO("advice", "v", N_("advice"), "advice"),
    GO("talk", "s", N_("talks"), "talk"),
    GO("round", "r", N_("rounds"), "round"),
    GO("action", "x", N_("actions"), "action"),
    GO("instruction", "u", N_("instructions"), "instruction"),
    GO("development", "e", N_("developments"), "development"),
    GO("anchor", "n", N_("anchors"), "anchor"),
    {.name = "go-duty", .label = N_("duties"), .help = N_("go to this register"), .group = N_("Go to"), .views = VIEW_PAGES, .run = act_go, .arg = "duty"},
    GO("message", "w", N_("messages"), "message"),
    GO("competence", "q", N_("competence"), "competence"),
    GO("kind", "k", N_("kinds of trigger"), "kind"),
    GO("organisation", "z", N_("organisation"), "organisation"),
    {"go-agenda", N_("agenda"), N_("everything that is due, in one order, with its reason"), "gd", N_("Go to"), VIEW_PAGES, 0, 0, act_go, "agenda"},
    {"search", N_("search"), N_("search everything while you type"), "g/", N_("Go to"), VIEW_PAGES, 0, 0, act_go, "search"},
    {"search-here", N_("search"), N_("search everything while you type"), "/", N_("Go to"), VIEW_OVERVIEW | VIEW_RECORD, 0, 11, act_go, "search"},
    {"go-history", N_("history"), N_("what was changed in this file, newest first"), "gh", N_("Go to"), VIEW_PAGES, 0, 0, act_go, "history"},
    READING("radar", "gm", N_("radar"), N_("kinds of trigger event, and who should warn of them: told, asked, came, late")),
    READING("structural", "gp", N_("structural"), N_("patterns in what happens to advice, with the advices behind each")),
    READING("bends", NULL, N_("bent rules"), N_("how often each rule is bent, per unit")),
    READING("heard", NULL, N_("how we hear"), N_("they came to us or we found out, per unit")),
    READING("warnings", "g!", N_("warnings"), N_("what is not well about the desk itself: roles, position, patterns in advice")),
    READING("isms", "gy", N_("ISMS"), N_("the management system by its parts: who, last done, next, open actions, findings")),
    READING("charter", NULL, N_("charter card"), N_("what the officer answers for and may do, who adopted it, and the position")),
    READING("deskcard", NULL, N_("desk card"), N_("how people reach the desk, where that is published, and when it was tried")),
    READING("handover", NULL, N_("handover"), N_("the last day at a client: what goes along, what is due, what must be ended")),
    READING("demands", NULL, N_("demands of the function"), N_("your own file: what shows each demand, what is missing, what was learned")),
    {"links", N_("links"), N_("what it is linked with, both ways; opens the one you pick"), "gl", N_("Go to"), VIEW_BROWSE, NEED_RECORD, 0, act_links, NULL},
    {"back-place", N_("back"), N_("to where you were before"), "b", N_("Go to"), VIEW_PAGES, 0, 0, act_places, "-1"},
    {"forward-place", N_("forward"), N_("to where you came back from"), "B", N_("Go to"), VIEW_PAGES, 0, 0, act_places, "1"},

    {"down", N_("down"), N_("one row down"), "j Down", N_("Move"), VIEW_BROWSE, 0, 0, act_move, "1"},
    {"up", N_("up"), N_("one row up"), "k Up", N_("Move"), VIEW_BROWSE, 0, 0, act_move, "-1"},
    {"left", N_("left"), N_("in a list the columns before; on the overview the pane to the left"), "h Left", N_("Move"), VIEW_OVERVIEW | VIEW_LIST, 0, 0, act_sideways, "-1"},
    {"right", N_("right"), N_("in a list the columns that have no room, as > in its heading says; on the overview the pane to the right"), "l Right", N_("Move"), VIEW_OVERVIEW | VIEW_LIST, 0, 0, act_sideways, "1"},
    {"half-down", N_("half a page down"), N_("half a page down"), "C-d", N_("Move"), VIEW_BROWSE, 0, 0, act_move, "half"},
    {"half-up", N_("half a page up"), N_("half a page up"), "C-u", N_("Move"), VIEW_BROWSE, 0, 0, act_move, "-half"},
    {"page-down", N_("page down"), N_("a page down"), "PageDown", N_("Move"), VIEW_BROWSE, 0, 0, act_move, "page"},
    {"page-up", N_("page up"), N_("a page up"), "PageUp", N_("Move"), VIEW_BROWSE, 0, 0, act_move, "-page"},
    {"first", N_("first"), N_("to the first row"), "gg Home", N_("Move"), VIEW_BROWSE, 0, 0, act_move, "first"},
    {"last", N_("last"), N_("to the last row"), "G End", N_("Move"), VIEW_BROWSE, 0, 0, act_move, "last"},

    {"regimes", N_("regimes"), N_("choose which rules with a term apply to this organisation"), NULL, N_("Program"), VIEW_PAGES, 0, 0, act_regimes, NULL},
    {"triage", N_("triage"), N_("decide about what is new, one key a record"), "t", N_("Here"), VIEW_OVERVIEW | VIEW_LIST, NEED_WRITE, 2, act_triage, NULL},
    TRIAGE("accept", "Enter", N_("accept"), N_("take what is proposed, and go on"), 1, "accept"),
    TRIAGE("rank-1", "1", N_("1st severity"), N_("how serious it is; a letter then says who, saves and goes on"), 0, "rank 1"),
    TRIAGE("rank-2", "2", N_("2nd severity"), N_("how serious it is; a letter then says who, saves and goes on"), 0, "rank 2"),
    TRIAGE("rank-3", "3", N_("3rd severity"), N_("how serious it is; a letter then says who, saves and goes on"), 0, "rank 3"),
    TRIAGE("rank-4", "4", N_("4th severity"), N_("how serious it is; a letter then says who, saves and goes on"), 0, "rank 4"),
    TRIAGE("owner-1", "a", N_("1st person"), N_("this person handles it: saves and goes on"), 0, "owner 1"),
    TRIAGE("owner-2", "s", N_("2nd person"), N_("this person handles it: saves and goes on"), 0, "owner 2"),
    TRIAGE("owner-3", "d", N_("3rd person"), N_("this person handles it: saves and goes on"), 0, "owner 3"),
    TRIAGE("owner-4", "f", N_("4th person"), N_("this person handles it: saves and goes on"), 0, "owner 4"),
    TRIAGE("owner-5", "h", N_("5th person"), N_("this person handles it: saves and goes on"), 0, "owner 5"),
    TRIAGE("owner-6", "j", N_("6th person"), N_("this person handles it: saves and goes on"), 0, "owner 6"),
    TRIAGE("owner-7", "k", N_("7th person"), N_("this person handles it: saves and goes on"), 0, "owner 7"),
    TRIAGE("owner-other", "g", N_("other"), N_("somebody else handles it"), 0, "other"),
    TRIAGE("state", ".", N_("state"), N_("another state than the one proposed"), 0, "state"),
    TRIAGE("skip", "Space", N_("skip"), N_("leave it; it comes once more behind the others"), 2, "skip"),
    TRIAGE("reject", "x", N_("reject"), N_("turn it down, with a reason"), 3, "reject"),
    TRIAGE("remark", "c", N_("remark"), N_("add a line that stays with the record"), 4, "remark"),
    {"triage-undo", N_("undo"), N_("take the last step back and return to its record"), "u", N_("Triage"), VIEW_TRIAGE, NEED_WRITE, 5, act_triage, "back -1"},
    {"triage-redo", N_("redo"), N_("make it again"), "U", N_("Triage"), VIEW_TRIAGE, NEED_WRITE, 0, act_triage, "back 1"},
    TRIAGE("same", "=", N_("same as"), N_("it is the same as another one"), 8, "same"),
    TRIAGE("personal-yes", "p", N_("personal"), N_("personal data are touched: starts the clock"), 9, "personal 1"),
    TRIAGE("personal-no", "n", N_("not personal"), N_("no personal data are touched; after a suspicion it asks why"), 10, "personal 0"),
    TRIAGE("snooze", "w", N_("wait"), N_("put it off until a day"), 11, "snooze"),
    TRIAGE("make", "m", N_("make it"), N_("it is a complaint, a concern, a request …"), 12, "make"),
    TRIAGE("level", "v", N_("level"), N_("who may see it"), 14, "level"),
    TRIAGE("link", "l", N_("link"), N_("link it to other records"), 15, "link"),
    TRIAGE("more", "z", N_("more"), N_("all of its text; arrows scroll"), 6, "more"),
    {"triage-open", N_("open"), N_("open the record"), "o", N_("Triage"), VIEW_TRIAGE, NEED_RECORD, 13, act_open, NULL},
    {"triage-edit", N_("edit"), N_("change its fields"), "e", N_("Triage"), VIEW_TRIAGE, NEED_RECORD | NEED_WRITE, 16, act_edit, NULL},
    {"triage-stop", N_("stop"), N_("leave triage; coming back goes on"), "q Esc", N_("Triage"), VIEW_TRIAGE, 0, 7, act_back, NULL},

    {"palette", N_("command"), N_("find any action by its name"), ":", N_("Program"), VIEW_PAGES | VIEW_TRIAGE, 0, 18, act_palette, NULL},
    {"clients", N_("clients"), N_("another client's file, by its letter; add, rename or forget one"), "C", N_("Program"), VIEW_PAGES, 0, 0, act_clients, NULL},
    {"mouse", N_("mouse"), N_("use the mouse, or leave it to the terminal"), NULL, N_("Program"), VIEW_PAGES | VIEW_TRIAGE, 0, 0, act_mouse, NULL},
    {"theme", N_("theme"), N_("choose how it looks"), NULL, N_("Program"), VIEW_PAGES | VIEW_TRIAGE, 0, 0, act_theme, NULL},
    {"privacy", N_("privacy"), N_("privacy screen: mask what is confidential, or show it again"), "H", N_("Program"), VIEW_PAGES | VIEW_TRIAGE, 0, 0, act_privacy, NULL},
    {"lock", N_("lock"), N_("lock the screen; nothing of the organisation is left on it"), "L", N_("Program"), VIEW_PAGES | VIEW_TRIAGE, 0, 0, act_lock, NULL},
    {"settings", N_("settings"), N_("how you want the program to be: looks, keys, mouse, clipboard, lock"), NULL, N_("Program"), VIEW_PAGES | VIEW_TRIAGE, 0, 0, act_settings, NULL},
    {"reload", N_("reload"), N_("read the file again"), "r", N_("Program"), VIEW_PAGES | VIEW_TRIAGE, 0, 0, act_reload, NULL},
    {"repaint", N_("repaint"), N_("draw the screen again"), "C-l", N_("Program"), VIEW_PAGES | VIEW_TRIAGE | VIEW_FORM | VIEW_DIALOG, 0, 0, act_repaint, NULL},
    {"back", N_("back"), N_("leave this page"), "q Esc", N_("Program"), VIEW_LIST | VIEW_RECORD | VIEW_SHEET | VIEW_TEXT, 0, 19, act_back, NULL},
    {"quit", N_("quit"), N_("leave the program"), "q", N_("Program"), VIEW_OVERVIEW, 0, 20, act_quit, NULL},
    {"tour", N_("tour"), N_("what the marks mean and the five keys to begin with, on one screen"), NULL, N_("Program"), VIEW_PAGES | VIEW_TRIAGE, 0, 0, act_tour, NULL},
    {"help", N_("help"), N_("the keys that work here"), "? F1", N_("Program"), VIEW_PAGES | VIEW_TRIAGE, 0, 2, act_help, NULL},
};
/* clang-format on */
const int action_count = (int)COUNT_OF(actions);

int action_find(const char *name) {
    for (int i = 0; i < action_count; i++)
        if (strcmp(actions[i].name, name) == 0) return i;
    return -1;
}

/* An action about one field needs a register that has it. */
static bool lacks_field(const ActionDef *action, const RegisterDef *def) {
    bool about_field = action->run == act_choose || action->run == act_ask;
    return about_field && def && register_field_index(def, action->arg) < 0;
}

/* An action about a register or a page that this file does not hold. */
static bool elsewhere(const Ui *ui, const ActionDef *action) {
    const ReadingDef *reading = action->run == act_reading ? reading_find(action->arg) : NULL;
    if (reading) return reading->belongs != BELONGS_BOTH && (reading->belongs == BELONGS_OWN) != desk_is_own(ui->desk);
    const RegisterDef *def = (action->run == act_go || action->run == act_add) && action->arg ? register_by_key(action->arg) : NULL;
    return def && !desk_holds(ui->desk, def);
}

/* Not everything can be made from everything. */
static bool not_from_this(const ActionDef *action, const RegisterDef *def) {
    return action->run == act_make && def && !make_can(def, register_by_key(action->arg));
}

/* The page of a record is not opened from itself. */
static bool stands_already(const Ui *ui, const ActionDef *action, Target target) {
    const View *page = ui_page(ui);
    return action->run == act_sheet && page->ops == &view_sheet && sheet_is_of(page, target);
}

const char *action_refused(const Ui *ui, const ActionDef *action) {
    Target target = ui_target(ui);
    if ((action->needs & NEED_WRITE) && db_read_only(desk_db(ui->desk))) return _("this file is open for reading only");
    if ((action->needs & NEED_REGISTER) && !target.def) return _("this page is not about one register");
    if ((action->needs & (NEED_RECORD | NEED_STATES)) && (!target.def || !target.no)) return _("there is no record under the cursor");
    if ((action->needs & NEED_TEXT) && !copy_has(ui)) return _("there is no record under the cursor");
    if ((action->needs & (NEED_RECORD | NEED_STATES | NEED_TEXT)) && ui->masked[0]) return ui->masked;
    if ((action->needs & NEED_STATES) && target.def->state_count < 2) return _("this record has no states to move to");
    if (elsewhere(ui, action)) return desk_is_own(ui->desk) ? _("not in your own file") : _("only in your own file: loket --me");
    if (not_from_this(action, target.def)) return _("not made from a record of this register");
    if (stands_already(ui, action, target)) return _("this is its sheet");
    if (lacks_field(action, target.def)) return _("these records have no such field");
    return NULL;
}

void action_run(Ui *ui, const ActionDef *action) {
    const char *why = action_refused(ui, action);
    if (why)
        ui_say(ui, "%s: %s", lang_text(action->label), why);
    else
        action->run(ui, action->arg);
}
