/* A coming contract, project or replacement that needs the officer before it is decided. How many days too late it was
 * heard is computed from heard_on, decision_on and the lead time of its kind; nothing of that is typed. */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice heard_ways[] = {
    {"told", N_("they told us")}, {"asked", N_("on our question")}, {"came", N_("we came across it")},
    {"agenda", N_("in an agenda or calendar")}, {0}};

const Choice choices_value_class[] = {
    {"under_10k", N_("under 10,000")}, {"to_50k", N_("10,000 to 50,000")}, {"to_221k", N_("50,000 to 221,000")},
    {"over_221k", N_("over 221,000, European tender")}, {0}};

static const Choice trigger_needs[] = {
    {"advice", N_("advice")}, {"judgement", N_("judgement")}, {"approval", N_("approval")}, {0}};

static const Choice trigger_outcomes[] = {
    {"sign", N_("sign, go")}, {"conditions", N_("on conditions")}, {"postpone", N_("postpone")},
    {"do_not", N_("do not")}, {0}};

static const Choice check_moments[] = {
    {"before", N_("before signature")}, {"after", N_("may follow")}, {0}};

static const Choice check_results[] = {
    {"in_order", N_("in order")}, {"gap", N_("gap")}, {"not_applicable", N_("not applicable")}, {0}};

static const FieldDef trigger_fields[] = {
    {.key = "kind", .label = N_("Kind"), .help = N_("from the catalogue; it sets the lead time and the checks"),
     .group = N_("Event"), .type = FT_LINK, .flags = FF_REQUIRED | FF_ORDER, .target = "kind", .width = 10},
    {.key = "title", .label = N_("Title"), .help = N_("what is coming, in one line"), .type = FT_TEXT,
     .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH, .width = 40},
    {.key = "heard_on", .label = N_("Heard on"), .help = N_("the day it first reached you"), .type = FT_DATE,
     .flags = FF_REQUIRED | FF_ORDER | FF_HAPPENED, .initial = "today"},
    {.key = "heard_from", .label = N_("Heard from"), .help = N_("who told you"), .type = FT_PARTY},
    {.key = "how", .label = N_("How heard"), .help = N_("told of their own accord, on our question, or found"),
     .type = FT_CHOICE, .choices = heard_ways},
    {.key = "decision_on", .label = N_("Decision on"),
     .help = N_("signature, go or no-go: the decision to replace, not the day it goes live"), .type = FT_DATE,
     .flags = FF_ORDER},
    {.key = "decided_on", .label = N_("Decided on"), .help = N_("the day it was decided"), .type = FT_DATE,
     .flags = FF_ORDER},
    {.key = "start_on", .label = N_("Start on"), .help = N_("the day it begins or goes live"), .type = FT_DATE},
    {.key = "party", .label = N_("Party"), .help = N_("the client, supplier or partner"), .type = FT_PARTY,
     .flags = FF_SEARCH},
    {.key = "unit", .label = N_("Unit"), .help = N_("the part of the organisation it is for"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_ORDER | FF_SUGGEST},
    {.key = "system", .label = N_("System"), .help = N_("the system it brings or replaces"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_SUGGEST},
    {.key = "value_class", .label = N_("Value"), .help = N_("in which class of value it falls"), .type = FT_CHOICE,
     .flags = FF_ORDER, .choices = choices_value_class},
    {.key = "critical", .label = N_("Critical"), .help = N_("whether a critical process depends on it"),
     .type = FT_CHOICE, .choices = choices_yes_no_unknown},
    {.key = "personal_data", .label = N_("Personal data"), .help = N_("whether it processes personal data"),
     .type = FT_CHOICE, .choices = choices_yes_no_unknown},
    {.key = "sponsor", .label = N_("Sponsor"), .help = N_("who decides or orders it"), .type = FT_LINK,
     .target = "contact"},
    {.key = "needs", .label = N_("Needs"), .help = N_("advice, judgement or approval of the officer; empty: as its kind says"),
     .group = N_("What is needed"), .type = FT_CHOICES, .flags = FF_REQUIRED, .choices = trigger_needs},
    {.key = "lead_days", .label = N_("Lead, working days"),
     .help = N_("how long before the decision the officer must know; taken from the kind when the assessment starts"),
     .type = FT_NUMBER, .flags = FF_LONG},
    {.key = "large_from", .label = N_("Large from"),
     .help = N_("the value class from which it counts as large; taken from the kind when the assessment starts"),
     .type = FT_CHOICE, .flags = FF_LONG, .choices = choices_value_class},
    {.key = "description", .label = N_("Description"), .help = N_("what it is, and what is special about it"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "given_on", .label = N_("Given on"), .help = N_("the day the officer gave what was needed"),
     .type = FT_DATE},
    {.key = "outcome", .label = N_("Outcome"),
     .help = N_("what the officer said: sign, on conditions, postpone, do not"), .type = FT_CHOICE,
     .choices = trigger_outcomes},
    {.key = "checks_follow", .label = N_("Checks still due"),
     .help = N_("on conditions: the checks not looked at are still to be done before signature, and stay due"), .type = FT_FLAG,
     .flags = FF_LONG},
    {.key = "decided_how", .label = N_("Decided how"), .help = N_("what was decided, and where that is recorded"),
     .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "followed_up", .label = N_("Followed up"), .help = N_("what came of the conditions"), .type = FT_NOTE,
     .flags = FF_SEARCH | FF_LONG},
    WORK_FIELDS,
    RECORD_FIELDS("signalled"),
};

static const StateDef trigger_states[] = {
    {.key = "signalled", .label = N_("signalled"), .moves = "assessing given decided followed_up closed",
     .open = true},
    {.key = "assessing", .label = N_("assessing"), .moves = "given decided followed_up closed", .open = true},
    {.key = "given", .label = N_("given"), .moves = "decided followed_up closed", .open = true},
    {.key = "decided", .label = N_("decided"), .moves = "followed_up closed", .open = true},
    {.key = "followed_up", .label = N_("followed up"), .moves = "closed", .open = true},
    {.key = "closed", .label = N_("closed"), .moves = "", .open = false},
};

static const DueRule trigger_dues[] = {
    {.key = "give", .label = N_("give what is needed"), .from = "decision_on", .offset = "-10wd", .done = "given_on",
     .when = "state:signalled,assessing", .warn = "10d", .flags = DUE_COMPUTED},
    {.key = "decision", .label = N_("hear the decision"), .from = "decision_on", .done = "decided_on",
     .when = "state:signalled,assessing,given"},
    WORK_DUES,
};

static const ListDef trigger_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:open",
     .columns = "code title kind decision_on heard_late state sponsor handler due", .order = "due"},
    {.key = "late", .label = N_("late"), .filter = "state:open due<today",
     .columns = "code title decision_on heard_late state sponsor due", .order = "due"},
    {.key = "unheard", .label = N_("heard late"), .filter = "decision_on:",
     .columns = "code title heard_late heard_from heard_on decision_on due", .order = "-heard_on"},
    {.key = "contracts", .label = N_("with a party"), .filter = "state:open party:",
     .columns = "code title party value_class decision_on due", .order = "due"},
    {.key = "critical", .label = N_("critical"), .filter = "state:open critical:yes,unknown",
     .columns = "code title system decision_on due", .order = "due"},
    {.key = "mine", .label = N_("mine"), .filter = "state:open handler:me",
     .columns = "code title next_step decision_on due", .order = "due"},
    {.key = "decided", .label = N_("decided"), .filter = "state:decided,followed_up,closed",
     .columns = "code title outcome decided_on decision_on heard_on", .order = "-decided_on"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "code title kind state heard_on decision_on",
     .order = "-heard_on"},
};

static const FieldDef check_fields[] = {
    {.key = "item", .label = N_("Item"), .help = N_("what is looked at: processor agreement, location, exit"),
     .type = FT_TEXT, .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH, .width = 36},
    {.key = "moment", .label = N_("When"), .help = N_("before signature, or may follow"), .type = FT_CHOICE,
     .flags = FF_REQUIRED, .choices = check_moments, .initial = "before"},
    {.key = "due_on", .label = N_("Clear by"), .help = N_("the day it must be clear"), .type = FT_DATE},
    {.key = "result", .label = N_("Result"), .help = N_("in order, a gap, or not applicable"), .type = FT_CHOICE,
     .choices = check_results},
    {.key = "checked_on", .label = N_("Checked on"), .help = N_("the day you looked"), .type = FT_DATE},
    {.key = "note", .label = N_("Note"), .help = N_("what was found"), .type = FT_NOTE, .flags = FF_SEARCH},
};

static const DueRule check_dues[] = {
    {.key = "check", .label = N_("look at the check"), .from = "due_on", .done = "checked_on", .when = "-result:"},
};

/* clang-format on */

/* Checks that must come before signature are a gate for "given", not for "decided": what others decide is a fact. On conditions they may be
 * among what is still to be done, if that is said. */
static void check_given(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    rule_need(problems, after, "given_on", _("when it was given is missing"));
    rule_need(problems, after, "outcome", _("say what the outcome is: sign, on conditions, postpone, do not"));
    bool says = rule_enters(before, after, "given") || rule_changed(before, after, "outcome");
    bool sign = record_is(after, "outcome", "sign"), follow = says && record_is(after, "outcome", "conditions") && !record_number(after, "checks_follow", 0);
    if (!sign && !follow) return;
    RecordList checks = facts->children(facts->ctx, "check");
    StrBuf items;
    strbuf_init(&items);
    for (size_t i = 0; i < checks.count; i++) {
        const Record *row = checks.items[i];
        if (!record_is(row, "moment", "before") || record_has(row, "result")) continue;
        strbuf_addf(&items, "%s%s", items.length ? ", " : "", record_text(row, "item"));
        if (sign) problem_add(problems, after->def, NULL, _("not looked at yet, and needed before signature: %s"), record_text(row, "item"));
    }
    if (follow && items.length)
        problem_add(problems, after->def, "checks_follow", _("say that it is still to be done before signature: %s"), items.data);
    strbuf_done(&items);
}

static void check_trigger(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    rule_past(facts, problems, after, "heard_on", _("it cannot be heard later than today"));
    if (record_is(after, "state", "given")) check_given(facts, before, after, problems);
    if (record_is(after, "state", "decided"))
        rule_need(problems, after, "decided_on", _("when it was decided is missing"));
    if (record_is(after, "state", "closed") && !record_has(after, "decided_how"))
        rule_need(problems, after, "outcome", _("say what the officer said, or in \"decided how\" what came of it without that"));
    rule_past(facts, problems, after, "decided_on", _("a decision to come is planned in \"decision on\""));
}

static void check_check(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)facts, (void)before;
    if (record_is(after, "result", "gap")) rule_need(problems, after, "note", _("say what the gap is"));
}

static const RegisterDef trigger_register = {
    .id = 6,
    .key = "trigger",
    .prefix = "TRG",
    .noun = N_("trigger event"),
    .title = N_("Trigger events"),
    .help = N_("Coming contracts, projects and replacements that need the officer, counted back from the day they are "
               "decided."),
    .kind = KIND_RECORDS,
    FIELDS(trigger_fields),
    STATES(trigger_states),
    DUES(trigger_dues),
    LISTS(trigger_lists),
    .computed = "heard_late large",
    .check = check_trigger,
};

static const RegisterDef check_register = {
    .id = 107,
    .key = "check",
    .noun = N_("check"),
    .title = N_("Checks"),
    .help = N_(
        "What is looked at; in the catalogue the list for that kind, in an event the list as it was when it started."),
    .kind = KIND_CHILD,
    .parents = "trigger kind",
    FIELDS(check_fields),
    DUES(check_dues),
    .check = check_check,
};

const RegisterDef *const registers_trigger[] = {&trigger_register, &check_register, NULL};
