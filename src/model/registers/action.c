/* Improvement actions and promises. Moving a due date is a fact that counts: each move is a child row with its reason.
 */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice action_kinds[] = {
    {"improvement", N_("improvement")}, {"correction", N_("correction")}, {"condition", N_("condition to be met")},
    {"promise", N_("promise")}, {0}};

static const Choice action_priorities[] = {
    {"high", N_("high")}, {"normal", N_("normal")}, {"low", N_("low")}, {0}};

static const Choice effect_choices[] = {
    {"yes", N_("effective")}, {"partly", N_("partly")}, {"no", N_("not effective")}, {0}};

static const FieldDef action_fields[] = {
    {.key = "title", .label = N_("Title"), .help = N_("what is to be done, in one line"), .group = N_("Action"),
     .type = FT_TEXT, .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH, .width = 44},
    {.key = "kind", .label = N_("Kind"), .help = N_("improvement, correction or a promise"), .type = FT_CHOICE,
     .flags = FF_REQUIRED | FF_ORDER, .choices = action_kinds, .initial = "improvement"},
    {.key = "origin", .label = N_("Origin"), .help = N_("the report, advice, talk or other record it comes from"),
     .type = FT_LINK, .flags = FF_REQUIRED | FF_ORDER},
    {.key = "owner", .label = N_("Owner"), .help = N_("who does it"), .type = FT_LINK, .flags = FF_REQUIRED | FF_ORDER,
     .target = "contact", .width = 14},
    {.key = "promised_to", .label = N_("Promised to"), .help = N_("to whom it was promised"), .type = FT_LINK,
     .target = "contact"},
    {.key = "due_on", .label = N_("Due"),
     .help = N_("the day it is to be done; each move is recorded with its reason"), .type = FT_DATE,
     .flags = FF_REQUIRED | FF_ORDER, .initial = "+14d"},
    {.key = "moved_because", .label = N_("Moved because"), .help = N_("why the date was moved, the last time"),
     .type = FT_TEXT, .flags = FF_SEARCH | FF_LONG},
    {.key = "priority", .label = N_("Priority"), .help = N_("how urgent it is"), .type = FT_CHOICE,
     .flags = FF_ORDER | FF_WORST_FIRST, .choices = action_priorities, .initial = "normal"},
    {.key = "unit", .label = N_("Unit"), .help = N_("the part of the organisation"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_ORDER | FF_SUGGEST},
    {.key = "text", .label = N_("Description"), .help = N_("what exactly, and when it is good"), .type = FT_NOTE,
     .flags = FF_SEARCH},
    {.key = "done_on", .label = N_("Done on"), .help = N_("the day it was done"), .type = FT_DATE, .flags = FF_ORDER},
    {.key = "proof", .label = N_("Proof"), .help = N_("what shows that it was done"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    {.key = "effect_check_on", .label = N_("Check the effect on"), .help = N_("the day to look whether it worked"),
     .group = N_("Effect"), .type = FT_DATE, .flags = FF_ORDER},
    {.key = "effective", .label = N_("Effective"),
     .help = N_("judged by another than the owner; not effective opens it again"), .type = FT_CHOICE,
     .choices = effect_choices},
    {.key = "effect_judged_by", .label = N_("Judged by"), .help = N_("who looked whether it worked"), .type = FT_LINK,
     .target = "contact"},
    {.key = "effect_judged_on", .label = N_("Judged on"), .help = N_("the day it was judged"), .type = FT_DATE},
    {.key = "effect_note", .label = N_("What was seen"), .help = N_("how you know that it works, or not"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "dropped_because", .label = N_("Dropped because"), .help = N_("why it is closed without being done"),
     .type = FT_TEXT, .flags = FF_SEARCH | FF_LONG},
    WORK_FIELDS,
    RECORD_FIELDS("open"),
};

static const StateDef action_states[] = {
    {.key = "open", .label = N_("open"), .moves = "done closed", .open = true},
    {.key = "done", .label = N_("done"), .moves = "open closed", .open = true},
    {.key = "closed", .label = N_("closed"), .moves = "open", .open = false},
};

static const DueRule action_dues[] = {
    {.key = "done", .label = N_("do it"), .from = "due_on", .done = "done_on", .when = "state:open", .warn = "2d"},
    {.key = "effect", .label = N_("check whether it worked"), .from = "effect_check_on", .done = "effective",
     .when = "state:done"},
    WORK_DUES,
};

static const ListDef action_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:open", .columns = "code title owner priority state due",
     .order = "due"},
    {.key = "late", .label = N_("late"), .filter = "state:open due<today",
     .columns = "code title owner priority moved origin due", .order = "due"},
    {.key = "mine", .label = N_("mine"), .filter = "state:open owner:me",
     .columns = "code title promised_to origin due", .order = "due"},
    {.key = "promises", .label = N_("promises"), .filter = "state:open kind:promise",
     .columns = "code title owner promised_to due", .order = "due"},
    {.key = "effect", .label = N_("effect to judge"), .filter = "state:done -effective:",
     .columns = "code title owner effect_check_on done_on", .order = "effect_check_on"},
    {.key = "improvements", .label = N_("improvements"), .filter = "-kind:promise",
     .columns = "code title owner priority state due done_on", .order = "-due_on"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "code title kind owner state due done_on",
     .order = "-due_on"},
};

static const FieldDef postponement_fields[] = {
    {.key = "from_due", .label = N_("Old date"), .help = N_("the date as it was"), .type = FT_DATE, .flags = FF_REQUIRED},
    {.key = "to_due", .label = N_("New date"), .help = N_("the new date"), .type = FT_DATE, .flags = FF_REQUIRED},
    {.key = "reason", .label = N_("Reason"), .help = N_("why it was moved"), .type = FT_TEXT,
     .flags = FF_REQUIRED | FF_SEARCH},
    {.key = "moved_on", .label = N_("Moved on"), .help = N_("the day it was moved"), .type = FT_DATE,
     .flags = FF_HAPPENED, .initial = "today"},
    {.key = "moved_by", .label = N_("Moved by"), .help = N_("who moved it"), .type = FT_LINK, .target = "contact"},
};

/* clang-format on */

/* Another date without a row that says why would hide the move. The reason given with the date becomes that row. */
static void check_moved(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    if (!before || !record_has(before, "due_on") || !record_has(after, "due_on")) return;
    int64_t due = record_number(after, "due_on", 0);
    if (due == record_number(before, "due_on", 0)) return;
    RecordList rows = facts->children(facts->ctx, "postponement");
    const Record *last = rows.count ? rows.items[rows.count - 1] : NULL; /* an older one told of another move */
    if (last && record_number(last, "to_due", 0) == due &&
        record_number(last, "from_due", 0) == record_number(before, "due_on", 0))
        return;
    bool old = record_has(after, "moved_because");
    problem_add(problems, after->def, "moved_because", "%s", old ? _("say why the date is moved this time") : _("say why the date is moved"));
}

/* Nobody judges one's own work. */
static void check_effect(const Record *after, Problems *problems) {
    if (!record_has(after, "effective")) return;
    rule_need(problems, after, "effect_judged_by", _("say who judged the effect"));
    if (!record_is(after, "effective", "no")) rule_need(problems, after, "done_on", _("what is not done has no effect yet"));
    if (rule_same_person(after, "effect_judged_by", after, "owner"))
        problem_add(problems, after->def, "effect_judged_by", _("the effect is judged by another than the owner"));
    if (record_is(after, "effective", "no") && !record_is(after, "state", "open"))
        problem_add(problems, after->def, "state", _("not effective: it is open again"));
}

static void check_action(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    check_moved(facts, before, after, problems);
    check_effect(after, problems);
    if (record_is(after, "kind", "promise"))
        rule_need(problems, after, "promised_to", _("say to whom it was promised"));
    if (record_is(after, "state", "done")) rule_need(problems, after, "done_on", _("when it was done is missing"));
    rule_past(facts, problems, after, "done_on", _("it cannot be done later than today"));
    if (record_is(after, "state", "closed") && !record_has(after, "done_on"))
        rule_need(problems, after, "dropped_because", _("say when it was done, or why it is dropped"));
    if (record_is(after, "state", "closed") && record_has(after, "done_on") && record_has(after, "effect_check_on"))
        rule_need(problems, after, "effective", _("the effect is not judged yet"));
}

static const RegisterDef action_register = {
    .id = 10,
    .key = "action",
    .prefix = "ACT",
    .noun = N_("action"),
    .title = N_("Improvement actions"),
    .help = N_("What is to be better, and promises both ways: who, when, and whether it worked."),
    .kind = KIND_RECORDS,
    FIELDS(action_fields),
    STATES(action_states),
    DUES(action_dues),
    LISTS(action_lists),
    .computed = "moved",
    .rank = "priority",
    .check = check_action,
};

static const RegisterDef postponement_register = {
    .id = 108,
    .key = "postponement",
    .noun = N_("moved date"),
    .title = N_("Moved dates"),
    .help = N_("Each time the due date was moved, with its reason."),
    .kind = KIND_CHILD,
    .parents = "action",
    FIELDS(postponement_fields),
};

const RegisterDef *const registers_action[] = {&action_register, &postponement_register, NULL};
