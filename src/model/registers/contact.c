/* People and bodies the officer deals with. Which talk is due follows from the last real talk and the cadences here; it
 * is computed elsewhere and never typed. */
#include "loket/base/lang.h"
#include "loket/model/cadence.h"
#include "loket/model/rules.h"

/* clang-format off */
const Choice contact_roles[] = {
    {"portfolio_holder", N_("portfolio holder")}, {"board_deputy", N_("board deputy")}, {"director", N_("director")},
    {"dpo", N_("DPO")}, {"privacy_officer", N_("privacy officer")}, {"security_officer", N_("security officer")},
    {"manager", N_("manager")}, {"employee", N_("employee")}, {"key_official", N_("key official")},
    {"process_owner", N_("process owner")}, {"ict", N_("ICT")}, {"procurement", N_("procurement")},
    {"project_office", N_("project office")}, {"hr", N_("HR")}, {"facilities", N_("facilities")},
    {"works_council", N_("works council")}, {"internal_audit", N_("internal audit")},
    {"supervisory_board", N_("supervisory board")}, {"confidential_counsellor", N_("confidential counsellor")},
    {"complaints_officer", N_("complaints officer")}, {"supplier", N_("supplier")}, {"client", N_("client")},
    {"partner", N_("partner")}, {"authority", N_("authority")}, {"csirt", N_("CSIRT")}, {"peer", N_("peer")},
    {"data_subject", N_("data subject")}, {0}};

static const FieldDef contact_fields[] = {
    {.key = "name", .label = N_("Name"), .help = N_("the person, or the body when it is not a person"),
     .group = N_("Contact"), .type = FT_TEXT, .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH | FF_ORDER | FF_NAMES, .width = 24},
    {.key = "roles", .label = N_("Roles"),
     .help = N_("what this contact is to you; several are possible, and defaults follow from them"),
     .type = FT_CHOICES, .flags = FF_REQUIRED, .choices = contact_roles, .width = 20},
    {.key = "organisation", .label = N_("Organisation"), .help = N_("where the person works, if not here"),
     .type = FT_TEXT, .flags = FF_NAMES | FF_SEARCH | FF_ORDER | FF_SUGGEST},
    {.key = "unit", .label = N_("Unit"), .help = N_("the part of the organisation"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_ORDER | FF_SUGGEST, .width = 14},
    {.key = "function", .label = N_("Function"), .help = N_("the name of the job"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    {.key = "phone", .label = N_("Phone"), .help = N_("the number that is answered"), .type = FT_TEXT,
     .flags = FF_NAMES | FF_SEARCH},
    {.key = "mail", .label = N_("Mail"), .help = N_("mail address"), .type = FT_TEXT, .flags = FF_NAMES | FF_SEARCH},
    {.key = "deputy", .label = N_("Deputy"), .help = N_("who stands in"), .type = FT_LINK, .target = "contact"},
    {.key = "left_on", .label = N_("Left on"), .help = N_("the day the person left; nothing is due any more"),
     .type = FT_DATE},
    {.key = "login", .label = N_("Login"), .help = N_("the login of this person at this desk, if any"),
     .type = FT_TEXT, .flags = FF_NAMES | FF_LONG},
    {.key = "formal_ideal", .label = N_("Formal, ideal"),
     .help = N_("how often you want a formal talk; empty = by role, 0d = not"), .group = N_("Cadence"), .type = FT_SPAN,
     .flags = FF_LONG},
    {.key = "formal_maximum", .label = N_("Formal, at most"), .help = N_("the longest time without a formal talk"),
     .type = FT_SPAN, .flags = FF_LONG},
    {.key = "informal_ideal", .label = N_("Informal, ideal"), .help = N_("how often you want any talk"),
     .type = FT_SPAN, .flags = FF_LONG},
    {.key = "informal_maximum", .label = N_("Informal, at most"), .help = N_("the longest time without any talk"),
     .type = FT_SPAN, .flags = FF_LONG},
    {.key = "about", .label = N_("About"),
     .help = N_("what is good to know before a talk; no judgement of the person"), .group = N_("Notes"),
     .type = FT_NOTE, .flags = FF_SEARCH | FF_LONG},
    RECORD_FIELDS("active"),
};

static const StateDef contact_states[] = {
    {.key = "active", .label = N_("active"), .moves = "ended", .open = true},
    {.key = "ended", .label = N_("ended"), .moves = "active", .open = false},
};

static const ListDef contact_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:active", .columns = "name spoken roles unit code due phone",
     .order = "due"},
    {.key = "late", .label = N_("late"), .filter = "state:active due<today",
     .columns = "name roles unit code due phone", .order = "due"},
    {.key = "board", .label = N_("board"),
     .filter = "state:active roles:portfolio_holder,board_deputy,director,supervisory_board",
     .columns = "name roles code due phone", .order = "due"},
    {.key = "inside", .label = N_("inside"),
     .filter = "state:active -roles:supplier,client,partner,authority,csirt,peer",
     .columns = "name unit roles code due", .order = "name"},
    {.key = "outside", .label = N_("outside"),
     .filter = "state:active roles:supplier,client,partner,authority,csirt,peer",
     .columns = "name organisation roles phone code", .order = "name"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "name roles unit organisation state code",
     .order = "name"},
};

/* Before somebody leaves there is time to hear who follows, and to pass on what they own. */
static const DueRule contact_dues[] = {
    {.key = "leaves", .label = N_("leaves: pass on what is theirs, and end the contact"), .from = "left_on",
     .when = "state:active", .warn = "7d"},
};

static const FieldDef warns_of_fields[] = {
    {.key = "kind", .label = N_("Kind of event"), .help = N_("the trigger events this contact should warn you of"),
     .type = FT_LINK, .flags = FF_REQUIRED, .target = "kind"},
    {.key = "told_on", .label = N_("Told on"), .help = N_("the day you told this contact so"), .type = FT_DATE,
     .flags = FF_REQUIRED, .initial = "today"},
    {.key = "told_how", .label = N_("Told how"), .help = N_("in what way, and where it is recorded"), .type = FT_TEXT},
    {.key = "confirmed_on", .label = N_("Confirmed on"), .help = N_("the day the contact said yes"), .type = FT_DATE},
};

static const DueRule warns_of_dues[] = {
    {.key = "confirm", .label = N_("hear whether they will warn you"), .from = "told_on", .offset = "15wd",
     .done = "confirmed_on"},
};

/* clang-format on */

/* One person has one deputy, and it is somebody else. */
static void check_contact(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    char code[CODE_SIZE];
    (void)before;
    cadence_check(after, problems);
    code_write(after->def, after->no, code);
    if (after->no > 0 && text_equal(code, record_text(after, "deputy")))
        problem_add(problems, after->def, "deputy", _("nobody stands in for oneself"));
    if (record_has(after, "left_on") && field_day(after, "left_on", 0) <= moment_day(facts->now) &&
        record_is(after, "state", "active"))
        problem_add(problems, after->def, "state", _("who has left is ended, so that nothing stays due"));
}

static const RegisterDef contact_register = {
    .id = 3,
    .key = "contact",
    .belongs = BELONGS_BOTH, .prefix = "CON",
    .noun = N_("contact"),
    .title = N_("Contacts"),
    .help = N_("People and bodies you speak with: what they are to you, how often you want to talk, and what they "
               "should warn you of."),
    .kind = KIND_RECORDS,
    FIELDS(contact_fields),
    STATES(contact_states),
    DUES(contact_dues),
    LISTS(contact_lists),
    .computed = "spoken",
    .check = check_contact,
};

static const RegisterDef warns_of_register = {
    .id = 106,
    .key = "warns_of",
    .noun = N_("warning agreed"),
    .title = N_("Warns of"),
    .help = N_("Which trigger events this contact was asked to warn of, and whether that was confirmed."),
    .kind = KIND_CHILD,
    .parents = "contact",
    FIELDS(warns_of_fields),
    DUES(warns_of_dues),
};

const RegisterDef *const registers_contact[] = {&contact_register, &warns_of_register, NULL};
