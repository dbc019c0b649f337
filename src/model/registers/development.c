/* What happens outside and may matter here. It closes only with a verdict, so that "seen" never ends as "forgotten". */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice development_kinds[] = {
    {"law", N_("law")}, {"standard", N_("standard")}, {"threat", N_("threat")}, {"vulnerability", N_("vulnerability")},
    {"technology", N_("technology")}, {"market", N_("market")}, {"ruling", N_("ruling")}, {0}};

static const Choice verdicts[] = {
    {"consequence", N_("consequence")}, {"none", N_("no consequence")}, {"unknown", N_("not known until")}, {0}};

static const FieldDef development_fields[] = {
    {.key = "title", .label = N_("Title"), .help = N_("what is happening, in one line"), .group = N_("Development"),
     .type = FT_TEXT, .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH, .width = 44},
    {.key = "source", .label = N_("Source"), .help = N_("where you read or heard it"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_SUGGEST},
    {.key = "reference", .label = N_("Reference"), .help = N_("number or address, to find it again"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    {.key = "kind", .label = N_("Kind"),
     .help = N_("law, standard, threat, vulnerability, technology, market or ruling"), .type = FT_CHOICE,
     .flags = FF_ORDER, .choices = development_kinds, .width = 10},
    {.key = "seen_on", .label = N_("Seen on"), .help = N_("the day you saw it"), .type = FT_DATE,
     .flags = FF_ORDER | FF_HAPPENED, .initial = "today"},
    {.key = "effective_on", .label = N_("Effective on"), .help = N_("the day it takes effect"), .type = FT_DATE,
     .flags = FF_ORDER},
    {.key = "description", .label = N_("Description"), .help = N_("what it is, in your own words"), .type = FT_NOTE,
     .flags = FF_SEARCH},
    {.key = "verdict", .label = N_("Verdict"), .help = N_("whether it has consequences here"), .group = N_("Verdict"),
     .type = FT_CHOICE, .flags = FF_ORDER, .choices = verdicts},
    {.key = "verdict_because", .label = N_("No consequence, because"), .help = N_("why it does not touch us"),
     .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "unknown_until", .label = N_("Unknown until"), .help = N_("when it will be clear"), .type = FT_DATE},
    {.key = "judged_on", .label = N_("Judged on"), .help = N_("the day of the verdict"), .type = FT_DATE},
    {.key = "consequence", .label = N_("Consequence"), .help = N_("what it means for this organisation"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "told_to", .label = N_("Told to"), .help = N_("whom you told"), .type = FT_LINKS, .target = "contact"},
    WORK_FIELDS,
    RECORD_FIELDS("seen"),
};

static const StateDef development_states[] = {
    {.key = "seen", .label = N_("seen"), .moves = "judged", .open = true},
    {.key = "judged", .label = N_("judged"), .moves = "seen closed", .open = true},
    {.key = "closed", .label = N_("closed"), .moves = "judged", .open = false},
};

static const DueRule development_dues[] = {
    {.key = "judge", .label = N_("give a verdict"), .from = "seen_on", .offset = "10wd", .term = "term_verdict", .done = "verdict",
     .when = "state:seen"},
    {.key = "unknown", .label = N_("look again whether it is clear"), .from = "unknown_until",
     .when = "verdict:unknown state:open"},
    {.key = "effective", .label = N_("it takes effect"), .from = "effective_on",
     .when = "state:open verdict:consequence,unknown", .warn = "90d"},
    WORK_DUES,
};

static const ListDef development_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:open", .columns = "code title kind verdict effective_on due",
     .order = "due"},
    {.key = "unjudged", .label = N_("without verdict"), .filter = "state:open -verdict:consequence,none",
     .columns = "code title kind seen_on source due", .order = "due"},
    {.key = "coming", .label = N_("coming into effect"), .filter = "state:open effective_on:",
     .columns = "code title kind effective_on verdict", .order = "effective_on"},
    {.key = "consequence", .label = N_("with consequence"), .filter = "verdict:consequence",
     .columns = "code title kind effective_on state", .order = "-seen_on"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "code title kind verdict state seen_on",
     .order = "-seen_on"},
};

/* clang-format on */

static void check_development(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)facts, (void)before;
    if (record_is(after, "state", "judged")) rule_need(problems, after, "verdict", _("the verdict is missing"));
    if (record_is(after, "verdict", "none"))
        rule_need(problems, after, "verdict_because", _("say why it has no consequence"));
    if (record_is(after, "verdict", "consequence"))
        rule_need(problems, after, "consequence", _("say what the consequence is"));
    if (record_is(after, "verdict", "unknown"))
        rule_need(problems, after, "unknown_until", _("say until when it is unknown"));
    if (!record_is(after, "state", "closed")) return;
    rule_need(problems, after, "verdict", _("the verdict is missing"));
    if (record_is(after, "verdict", "unknown"))
        problem_add(problems, after->def, "verdict", _("unknown is no verdict to close with"));
}

static const RegisterDef development_register = {
    .id = 9,
    .key = "development",
    .prefix = "DEV",
    .noun = N_("development"),
    .title = N_("External developments"),
    .help = N_("Laws, threats, vulnerabilities and other news from outside, with the verdict what they mean here."),
    .kind = KIND_RECORDS,
    FIELDS(development_fields),
    STATES(development_states),
    DUES(development_dues),
    LISTS(development_lists),
    .check = check_development,
};

const RegisterDef *const registers_development[] = {&development_register, NULL};
