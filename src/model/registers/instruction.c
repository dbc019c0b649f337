/* An instruction to keep to a rule that is adopted and in force. A formal intervention is the last step of the line, so
 * it shows the steps before it. */
#include "loket/base/lang.h"
#include "loket/base/when.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice instruction_ranks[] = {
    {"formal", N_("formal intervention")}, {"everyday", N_("everyday")}, {0}};

static const Choice followed_choices[] = {
    {"yes", N_("yes")}, {"partly", N_("partly")}, {"no", N_("no")}, {0}};

static const FieldDef instruction_fields[] = {
    {.key = "kind", .label = N_("Rank"), .help = N_("everyday, or a formal intervention"), .group = N_("Instruction"),
     .type = FT_CHOICE, .flags = FF_REQUIRED | FF_ORDER | FF_WORST_FIRST, .choices = instruction_ranks,
     .initial = "everyday", .width = 10},
    {.key = "to", .label = N_("To"), .help = N_("who is instructed"), .type = FT_LINK, .flags = FF_REQUIRED | FF_ORDER,
     .target = "contact"},
    {.key = "rule", .label = N_("Rule"), .help = N_("the rule it refers to: adopted and in force"), .type = FT_LINK,
     .flags = FF_REQUIRED, .target = "anchor"},
    {.key = "rule_place", .label = N_("Place in the rule"), .help = N_("clause or page"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    {.key = "observed", .label = N_("Observed"), .help = N_("what you saw, when and where"), .type = FT_NOTE,
     .flags = FF_SEARCH},
    {.key = "asked", .label = N_("Asked"), .help = N_("what must be done, in one line"), .type = FT_TEXT,
     .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH, .width = 40},
    {.key = "unit", .label = N_("Unit"), .help = N_("the part of the organisation"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_ORDER | FF_SUGGEST},
    {.key = "about", .label = N_("About"), .help = N_("the report or request it follows from"), .type = FT_LINKS},
    {.key = "given_on", .label = N_("Given on"), .help = N_("the day it was given"), .type = FT_DATE,
     .flags = FF_ORDER | FF_HAPPENED, .initial = "today"},
    {.key = "due_on", .label = N_("Due"), .help = N_("the day by which it must be done"), .type = FT_DATE,
     .flags = FF_ORDER},
    {.key = "acknowledged", .label = N_("Acknowledged on"), .help = N_("the day the person confirmed it"),
     .type = FT_DATE},
    {.key = "followed", .label = N_("Followed"), .help = N_("whether it was done"), .type = FT_CHOICE,
     .choices = followed_choices},
    {.key = "followed_on", .label = N_("Followed on"), .help = N_("the day you saw that it was done, or not"),
     .type = FT_DATE},
    {.key = "earlier_talk", .label = N_("Earlier talk"), .help = N_("the talk in which it was tried first"),
     .group = N_("Formal intervention"), .type = FT_LINK, .target = "talk"},
    {.key = "dialogue_failed", .label = N_("Why dialogue failed"), .help = N_("why talking was not enough"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "holder_told_on", .label = N_("Portfolio holder told on"),
     .help = N_("the day the portfolio holder was told"), .type = FT_DATE},
    {.key = "ended_because", .label = N_("Closed without result, because"),
     .help = N_("what comes instead when it was not followed"), .type = FT_TEXT, .flags = FF_SEARCH},
    WORK_FIELDS,
    RECORD_FIELDS("given"),
};

static const StateDef instruction_states[] = {
    {.key = "given", .label = N_("given"), .moves = "acknowledged closed", .open = true},
    {.key = "acknowledged", .label = N_("acknowledged"), .moves = "closed", .open = true},
    {.key = "closed", .label = N_("closed"), .moves = "acknowledged", .open = false},
};

static const DueRule instruction_dues[] = {
    {.key = "acknowledge", .label = N_("hear that it was understood"), .from = "given_on", .offset = "5wd", .term = "term_acknowledge",
     .done = "acknowledged", .when = "state:given"},
    {.key = "done", .label = N_("see whether it was done"), .from = "due_on", .done = "followed", .when = "state:open",
     .warn = "2d"},
    {.key = "tell_holder", .label = N_("tell the portfolio holder"), .from = "followed_on", .offset = "5wd",
     .done = "holder_told_on", .when = "followed:no,partly state:open"},
    WORK_DUES,
};

static const ListDef instruction_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:open", .columns = "code asked to kind state due",
     .order = "due"},
    {.key = "late", .label = N_("late"), .filter = "state:open due<today", .columns = "code asked to kind state due",
     .order = "due"},
    {.key = "formal", .label = N_("formal interventions"), .filter = "kind:formal",
     .columns = "code asked to holder_told_on followed state", .order = "-given_on"},
    {.key = "not_followed", .label = N_("not followed"), .filter = "followed:no,partly",
     .columns = "code asked to rule followed given_on", .order = "-given_on"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "code asked to kind followed state given_on",
     .order = "-given_on"},
};

/* clang-format on */

/* Stepping in formally shows that talking came first and that the portfolio holder knows. */
static void check_formal(const Record *after, Problems *problems) {
    rule_need(problems, after, "earlier_talk", _("a formal intervention refers to an earlier talk"));
    rule_need(problems, after, "dialogue_failed", _("a formal intervention says why dialogue failed"));
    rule_need(problems, after, "holder_told_on", _("a formal intervention says when the portfolio holder was told"));
}

/* Nobody can be held to a rule that was not in force on the day the instruction was given. Asked when the rule or the day is entered:
 * what becomes of the rule later does not touch what was given under it. */
static void check_rule(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    const Record *rule = record_has(after, "rule") ? facts->find(facts->ctx, record_text(after, "rule")) : NULL;
    bool entered = rule_changed(before, after, "rule") || rule_changed(before, after, "given_on");
    if (!rule || !entered || facts->put_back) return;
    Day given = field_day(after, "given_on", moment_day(facts->now));
    Day from = field_day(rule, "in_force_from", given), until = field_day(rule, "in_force_until", given);
    StrBuf day;
    strbuf_init(&day);
    if (from > given) {
        day_format(from, &day);
        problem_add(problems, after->def, "rule", _("that rule is in force from %s"), day.data);
    } else if (until < given) {
        day_format(until, &day);
        problem_add(problems, after->def, "rule", _("that rule was in force until %s"), day.data);
    } else if (record_is(rule, "state", "ended") && !record_has(rule, "in_force_until")) {
        problem_add(problems, after->def, "rule", "%s", _("that rule has ended"));
    }
    strbuf_done(&day);
}

/* It ends with what came of it, or with what comes instead. */
static void check_closed(const Record *after, Problems *problems) {
    if (!record_has(after, "followed") && !record_has(after, "ended_because"))
        problem_add(problems, after->def, "followed", "%s", _("say whether it was followed, or what comes instead"));
    if (record_is(after, "followed", "no"))
        rule_need(problems, after, "ended_because", _("it was not followed: say what comes instead"));
}

static void check_instruction(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    if (record_is(after, "kind", "formal")) check_formal(after, problems);
    rule_past(facts, problems, after, "holder_told_on", _("tell the portfolio holder first"));
    check_rule(facts, before, after, problems);
    if (record_is(after, "state", "acknowledged"))
        rule_need(problems, after, "acknowledged", _("when it was acknowledged is missing"));
    rule_order(problems, after, "given_on", "acknowledged", _("it was acknowledged before it was given"));
    if (record_is(after, "state", "closed")) check_closed(after, problems);
}

static const RegisterDef instruction_register = {
    .id = 8,
    .key = "instruction",
    .prefix = "INS",
    .noun = N_("instruction"),
    .title = N_("Instructions"),
    .help = N_("Instructions to staff and managers, everyday ones and formal interventions, each on a rule in force."),
    .kind = KIND_RECORDS,
    FIELDS(instruction_fields),
    STATES(instruction_states),
    DUES(instruction_dues),
    LISTS(instruction_lists),
    .rank = "kind",
    .check = check_instruction,
};

const RegisterDef *const registers_instruction[] = {&instruction_register, NULL};
