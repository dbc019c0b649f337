/* The officer's own file, never the client's: what the function asks, what the officer has, what runs out. */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice competence_kinds[] = {
    {"demand", N_("demand")}, {"experience", N_("experience")}, {"training", N_("training")},
    {"certificate", N_("certificate")}, {"title", N_("title")}, {"case", N_("practice case")},
    {"last_step", N_("last step, private")}, {0}};

static const Choice competence_met[] = {
    {"yes", N_("met")}, {"partly", N_("partly met")}, {"no", N_("not met")}, {0}};

static const FieldDef competence_fields[] = {
    {.key = "kind", .label = N_("Kind"),
     .help = N_("demand, experience, training, certificate, title, practice case; or the last step, laying down the function"),
     .group = N_("Competence"), .type = FT_CHOICE, .flags = FF_REQUIRED | FF_ORDER, .choices = competence_kinds,
     .initial = "certificate"},
    {.key = "title", .label = N_("Title"), .help = N_("what it is"), .type = FT_TEXT,
     .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH | FF_ORDER, .width = 40},
    {.key = "issuer", .label = N_("Issuer"), .help = N_("who gave it, or where it was done"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_SUGGEST},
    {.key = "demands", .label = N_("Meets"), .help = N_("the demands it helps to meet"), .type = FT_LINKS,
     .target = "competence"},
    {.key = "proof", .label = N_("Proof"), .help = N_("number, certificate or reference that shows it"),
     .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "obtained", .label = N_("Obtained"), .help = N_("the day it was reached"), .type = FT_DATE,
     .flags = FF_ORDER | FF_HAPPENED},
    {.key = "valid_until", .label = N_("Valid until"), .help = N_("the day it runs out"), .type = FT_DATE,
     .flags = FF_ORDER},
    {.key = "points_needed", .label = N_("Points needed"),
     .help = N_("professional education points needed before that day"), .type = FT_NUMBER},
    {.key = "points_earned", .label = N_("Points earned"), .help = N_("points earned up to now"), .type = FT_NUMBER},
    {.key = "met", .label = N_("Met"), .help = N_("for a demand: whether you meet it"), .type = FT_CHOICE,
     .choices = competence_met},
    {.key = "gap", .label = N_("Gap"), .help = N_("what is still missing"), .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "review_on", .label = N_("Look again on"), .help = N_("the day to look at it again"), .type = FT_DATE},
    {.key = "lesson", .label = N_("Lesson"), .help = N_("what it taught you"), .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "text", .label = N_("Description"),
     .help = N_("for a case: what happened and what you did, without the client's name; for the last step: what you will do, and when"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    RECORD_FIELDS("active"),
};

static const StateDef competence_states[] = {
    {.key = "active", .label = N_("active"), .moves = "ended", .open = true},
    {.key = "ended", .label = N_("ended"), .moves = "active", .open = false},
};

static const DueRule competence_dues[] = {
    {.key = "renew", .label = N_("renew it, with enough points"), .from = "valid_until", .when = "state:active",
     .warn = "180d"},
    {.key = "points", .label = N_("earn the points that are missing"), .from = "valid_until", .when = "state:active",
     .flags = DUE_COMPUTED},
    {.key = "review", .label = N_("look at it again"), .from = "review_on", .when = "state:active"},
};

static const ListDef competence_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:active",
     .columns = "title kind valid_until points_earned points_needed code due", .order = "due"},
    {.key = "demands", .label = N_("demands"), .filter = "state:active kind:demand", .columns = "title met gap code",
     .order = "title"},
    {.key = "certificates", .label = N_("certificates and titles"), .filter = "state:active kind:certificate,title",
     .columns = "title valid_until points_earned points_needed code", .order = "valid_until"},
    {.key = "cases", .label = N_("practice cases"), .filter = "kind:case", .columns = "title obtained lesson code",
     .order = "-obtained"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "title kind obtained valid_until state code",
     .order = "title"},
};

/* clang-format on */

static void check_competence(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)facts, (void)before;
    rule_order(problems, after, "obtained", "valid_until", _("it runs out before it was obtained"));
    if (record_is(after, "met", "no") || record_is(after, "met", "partly"))
        rule_need(problems, after, "gap", _("say what is missing"));
    if (record_is(after, "kind", "case") && record_has(after, "issuer"))
        problem_add(problems, after->def, "issuer", "%s", _("a practice case does not say at which client it was"));
}

static const RegisterDef competence_register = {
    .id = 14,
    .key = "competence",
    .prefix = "CMP",
    .noun = N_("competence"),
    .title = N_("Competence"),
    .help =
        N_("Your own file: the demands of the function, your experience, training, certificates and practice cases."),
    .kind = KIND_RECORDS,
    FIELDS(competence_fields),
    STATES(competence_states),
    DUES(competence_dues),
    LISTS(competence_lists),
    .belongs = BELONGS_OWN,
    .check = check_competence,
};

const RegisterDef *const registers_competence[] = {&competence_register, NULL};
