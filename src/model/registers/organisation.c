/* The organisation itself: a register of one row, so that form, history, undo and command line come for free. Whether a
 * position is a risk is computed from these facts and shown as a warning; it is never a problem that stops saving. */
#include "loket/base/lang.h"
#include "loket/model/cadence.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice lines[] = {
    {"board", N_("directly under the board")}, {"ict", N_("ICT")}, {"facilities", N_("facilities")}, {"hr", N_("HR")},
    {"procurement", N_("procurement")}, {"finance", N_("finance")}, {"other", N_("another line")}, {0}};

static const Choice designations[] = {
    {"officer", N_("(C)ISO")}, {"ciso", N_("CISO")}, {"iso", N_("ISO")}, {0}};

static const Choice presets[] = {
    {"company", N_("company")}, {"government", N_("government")}, {0}};

static const Choice regime_groups[] = {
    {"data_protection", N_("data protection")}, {"contract", N_("contracts")}, {"policy", N_("own policy")},
    {"cyber", N_("cyber security act")}, {"finance", N_("financial sector (DORA)")}, {"trust", N_("trust services")},
    {"critical", N_("critical entities")}, {"products", N_("products with digital elements")},
    {"telecom", N_("telecom")}, {"complaints", N_("complaints at a public body")},
    {"whistleblowers", N_("whistle-blowers")}, {"public_access", N_("access to public information")}, {0}};

static const FieldDef organisation_fields[] = {
    {.key = "name", .label = N_("Name"), .help = N_("the name shown on every screen"), .group = N_("Organisation"),
     .type = FT_TEXT, .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH | FF_ORDER | FF_NAMES, .width = 30},
    {.key = "designation", .label = N_("Function"), .help = N_("what the officer is called here"), .type = FT_CHOICE,
     .choices = designations, .initial = "ciso"},
    {.key = "officer", .label = N_("Officer"), .help = N_("the contact record of the officer"), .type = FT_LINK,
     .target = "contact"},
    {.key = "board_name", .label = N_("Name of the board"),
     .help = N_("how the board is called: board of directors, executive board"), .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "next_board_on", .label = N_("Next board meeting"),
     .help = N_("the answer to an advice is asked for five days after it"), .type = FT_DATE},
    {.key = "public_body", .label = N_("Public body"),
     .help = N_("public bodies have the complaint term and the access-to-information term"), .type = FT_FLAG},
    {.key = "whistleblower_desk", .label = N_("Designated desk"),
     .help = N_("this desk is designated for whistle-blower reports"), .type = FT_FLAG, .flags = FF_LONG},
    {.key = "preset", .label = N_("Preset"),
     .help = N_("who decides on deviations; in government the process owner does, after advice"), .group = N_("Rules"),
     .type = FT_CHOICE, .choices = presets, .initial = "company"},
    {.key = "regimes", .label = N_("Regimes"), .help = N_("which rules with a term apply here"), .type = FT_CHOICES,
     .choices = regime_groups, .initial = "contract data_protection policy"},
    {.key = "eu_good_friday", .label = N_("Good Friday in EU terms"),
     .help = N_("count Good Friday as a holiday in European terms; off gives the earlier day"), .type = FT_FLAG,
     .flags = FF_LONG},
    {.key = "term_assess", .label = N_("Assess a report"), .help = N_("own term from its receipt; empty: one working day (1wd)"),
     .group = N_("Own terms"), .type = FT_SPAN, .flags = FF_LONG},
    {.key = "term_decide", .label = N_("Decide a request"),
     .help = N_("own term from its receipt, not for requests of data subjects; empty: 5wd"), .type = FT_SPAN, .flags = FF_LONG},
    {.key = "answer_after_board", .label = N_("Answer after board"),
     .help = N_("days after the board meeting in which an advice is to be answered; empty: 5"), .type = FT_NUMBER, .flags = FF_LONG},
    {.key = "answer_without_board", .label = N_("Answer, no meeting"),
     .help = N_("days in which an advice is to be answered when no board meeting is known; empty: 14"), .type = FT_NUMBER, .flags = FF_LONG},
    {.key = "term_not_adopted", .label = N_("After not adopted"),
     .help = N_("own term to tell the risk and record the place of the answer; empty: 5wd"), .type = FT_SPAN, .flags = FF_LONG},
    {.key = "term_acknowledge", .label = N_("Acknowledge"), .help = N_("own term in which an instruction is acknowledged; empty: 5wd"),
     .type = FT_SPAN, .flags = FF_LONG},
    {.key = "term_verdict", .label = N_("Judge development"), .help = N_("own term for the verdict on a development; empty: 10wd"),
     .type = FT_SPAN, .flags = FF_LONG},
    {.key = "term_talk", .label = N_("Write down a talk"), .help = N_("own term after it was held; empty: 2wd"), .type = FT_SPAN,
     .flags = FF_LONG},
    {.key = "term_minutes", .label = N_("Get the minutes"), .help = N_("own term after a formal talk; empty: 5wd"), .type = FT_SPAN,
     .flags = FF_LONG},
    {.key = "renewal_days", .label = N_("Renewal within"),
     .help = N_("days after the end in which the same request counts as a renewal; empty: 90"), .type = FT_NUMBER, .flags = FF_LONG},
    {.key = "pattern_months", .label = N_("Patterns over"), .help = N_("months of advice in which patterns are looked for; empty: 12"),
     .group = N_("Patterns in advice"), .type = FT_NUMBER, .flags = FF_LONG},
    {.key = "pattern_weighty", .label = N_("Weighty advices"),
     .help = N_("so many weighty advices not followed are structural; empty: 3"), .type = FT_NUMBER, .flags = FF_LONG},
    {.key = "pattern_same", .label = N_("Theme or decider"),
     .help = N_("so many of them on one theme or by one decider are structural; empty: 2"), .type = FT_NUMBER, .flags = FF_LONG},
    {.key = "pattern_unanswered", .label = N_("Without answer"), .help = N_("so many advices without an answer are structural; empty: 2"),
     .type = FT_NUMBER, .flags = FF_LONG},
    {.key = "reports_to", .label = N_("Reports to"), .help = N_("who the officer reports to"), .group = N_("Position"),
     .type = FT_LINK, .target = "contact"},
    {.key = "line", .label = N_("Own line"),
     .help = N_("under which line the officer works; anything but the board is a warning"), .type = FT_CHOICE,
     .choices = lines, .initial = "board"},
    {.key = "charter", .label = N_("Charter"), .help = N_("the document that lays down the position"), .type = FT_LINK,
     .target = "anchor"},
    {.key = "charter_dated", .label = N_("Charter dated"), .help = N_("its date"), .type = FT_DATE},
    {.key = "officer_is_dpo", .label = N_("Also DPO"),
     .help = N_("the officer is also data protection officer: a warning"), .type = FT_FLAG},
    {.key = "officer_is_ict_manager", .label = N_("Also ICT manager"),
     .help = N_("the officer also manages ICT: a warning"), .type = FT_FLAG},
    {.key = "stand_in", .label = N_("Stand-in"), .help = N_("who stands in for the officer"), .type = FT_LINK,
     .target = "contact"},
    {.key = "stand_in_line", .label = N_("Line of the stand-in"), .help = N_("under which line the stand-in works"),
     .type = FT_CHOICE, .choices = lines},
    {.key = "responsibility_1", .label = N_("Responsibility 1"), .help = N_("coordinate the management system; empty = the text of the program"), .group = N_("Charter card"),
     .type = FT_NOTE, .flags = FF_SEARCH | FF_LONG},
    {.key = "responsibility_2", .label = N_("Responsibility 2"), .help = N_("incidents, complaints and concerns"), .type = FT_NOTE,
     .flags = FF_SEARCH | FF_LONG},
    {.key = "responsibility_3", .label = N_("Responsibility 3"), .help = N_("requests: decide or advise"), .type = FT_NOTE,
     .flags = FF_SEARCH | FF_LONG},
    {.key = "responsibility_4", .label = N_("Responsibility 4"), .help = N_("advise, and record what is not followed"),
     .type = FT_NOTE, .flags = FF_SEARCH | FF_LONG},
    {.key = "responsibility_5", .label = N_("Responsibility 5"), .help = N_("keep in touch with the board and key officials"), .type = FT_NOTE,
     .flags = FF_SEARCH | FF_LONG},
    {.key = "responsibility_6", .label = N_("Responsibility 6"), .help = N_("follow developments outside"), .type = FT_NOTE,
     .flags = FF_SEARCH | FF_LONG},
    {.key = "authority_1", .label = N_("Authority 1"), .help = N_("give instructions"), .type = FT_NOTE,
     .flags = FF_SEARCH | FF_LONG},
    {.key = "authority_2", .label = N_("Authority 2"), .help = N_("talk to anybody without leave"), .type = FT_NOTE,
     .flags = FF_SEARCH | FF_LONG},
    {.key = "authority_3", .label = N_("Authority 3"), .help = N_("keep talks confidential"), .type = FT_NOTE,
     .flags = FF_SEARCH | FF_LONG},
    {.key = "authority_4", .label = N_("Authority 4"), .help = N_("give weighty advice"), .type = FT_NOTE,
     .flags = FF_SEARCH | FF_LONG},
    {.key = "adopted_by", .label = N_("Adopted by"), .help = N_("who adopted the charter"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    {.key = "adopted_on", .label = N_("Adopted on"), .help = N_("the day it was adopted"), .type = FT_DATE},
    {.key = "desk_phone", .label = N_("Phone"), .help = N_("where the desk is called"), .group = N_("Desk card"),
     .type = FT_TEXT},
    {.key = "desk_mail", .label = N_("Mail"), .help = N_("where the desk is written to"), .type = FT_TEXT},
    {.key = "desk_hours", .label = N_("Hours"), .help = N_("when the desk is there"), .type = FT_TEXT},
    {.key = "urgent_route", .label = N_("Urgent route"), .help = N_("what to do outside these hours"),
     .type = FT_NOTE},
    {.key = "desk_stand_in", .label = N_("Stand-in of the desk"), .help = N_("who answers when the officer is away"),
     .type = FT_TEXT},
    {.key = "published_at", .label = N_("Where published"), .help = N_("where people find the desk card"),
     .type = FT_TEXT},
    {.key = "card_checked_on", .label = N_("Last checked"), .help = N_("the day somebody tried all of it"),
     .type = FT_DATE},
    {.key = "card_check_next", .label = N_("Check again on"), .help = N_("the day to try it again"), .type = FT_DATE},
    {.key = "assignment_from", .label = N_("Assignment from"),
     .help = N_("for a consultant: first day at this client"), .group = N_("Assignment"), .type = FT_DATE,
     .flags = FF_LONG},
    {.key = "assignment_until", .label = N_("Assignment until"), .help = N_("for a consultant: last day"),
     .type = FT_DATE, .flags = FF_LONG},
    {.key = "nda_signed_on", .label = N_("Non-disclosure signed on"), .help = N_("the day the statement was signed"),
     .type = FT_DATE, .flags = FF_LONG},
    {.key = "nda_kept", .label = N_("Non-disclosure kept"), .help = N_("where the signed statement is"),
     .type = FT_TEXT, .flags = FF_LONG},
    RECORD_FIELDS("active"),
};

static const StateDef organisation_states[] = {
    {.key = "active", .label = N_("active"), .moves = "ended", .open = true},
    {.key = "ended", .label = N_("ended"), .moves = "active", .open = false},
};

static const DueRule organisation_dues[] = {
    {.key = "card", .label = N_("check the desk card"), .from = "card_check_next", .when = "state:active",
     .warn = "14d"},
    {.key = "assignment", .label = N_("the assignment ends: hand over"), .from = "assignment_until",
     .when = "state:active", .warn = "30d"},
};

static const ListDef organisation_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:active", .columns = "name officer board_name line code due",
     .order = "name"},
};

static const FieldDef cadence_fields[] = {
    {.key = "role", .label = N_("Role"), .help = N_("the role whose contacts are spoken so often; the last row of a role counts"),
     .type = FT_CHOICE, .flags = FF_REQUIRED, .choices = contact_roles},
    {.key = "formal_ideal", .label = N_("Formal, ideal"), .help = N_("how often a formal talk is wanted; empty = none"),
     .type = FT_SPAN},
    {.key = "formal_maximum", .label = N_("Formal, at most"), .help = N_("the longest time without a formal talk"),
     .type = FT_SPAN},
    {.key = "informal_ideal", .label = N_("Informal, ideal"), .help = N_("how often any talk is wanted; empty = none"),
     .type = FT_SPAN},
    {.key = "informal_maximum", .label = N_("Informal, at most"), .help = N_("the longest time without any talk"),
     .type = FT_SPAN},
};

/* clang-format on */

static void check_cadence(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)facts, (void)before;
    cadence_check(after, problems);
}

/* Terms go forward, and of nothing at all there is no pattern. */
static void check_own_rules(const Record *after, Problems *problems) {
    enum { MOST = 1000 };
    for (size_t i = 0; i < after->def->field_count; i++) {
        const FieldDef *field = &after->def->fields[i];
        Value value = after->values[i];
        Span span;
        if (!value.set) continue;
        if (field->type == FT_NUMBER && (value.number < 1 || value.number > MOST))
            problem_add(problems, after->def, field->key, _("a number from 1 to %d"), MOST);
        if (field->type == FT_SPAN && span_parse(value.text, &span, NULL) == OK && (span.count < 1 || span.count > MOST))
            problem_add(problems, after->def, field->key, "%s", _("a term of at least one day or hour, as 5wd"));
    }
}

static void check_organisation(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)facts, (void)before;
    check_own_rules(after, problems);
    rule_order(problems, after, "assignment_from", "assignment_until", _("the assignment ends before it begins"));
    if (record_has(after, "officer") && rule_same_person(after, "officer", after, "stand_in"))
        problem_add(problems, after->def, "stand_in", _("the stand-in is somebody else than the officer"));
}

static const RegisterDef organisation_register = {
    .id = 16,
    .key = "organisation",
    .prefix = "ORG",
    .noun = N_("organisation"),
    .title = N_("Organisation"),
    .help = N_("Whose desk this is: position, charter card, desk card and assignment."),
    .kind = KIND_SINGLE,
    FIELDS(organisation_fields),
    STATES(organisation_states),
    DUES(organisation_dues),
    LISTS(organisation_lists),
    .check = check_organisation,
};

static const RegisterDef cadence_register = {
    .id = 110,
    .key = "cadence",
    .noun = N_("cadence of a role"),
    .title = N_("Cadences by role"),
    .help = N_("How often contacts with a role are to be spoken, where the contact itself says nothing. A row counts instead of what the "
               "program has for that role; a later row for the same role counts instead of an earlier one."),
    .kind = KIND_CHILD,
    .parents = "organisation",
    FIELDS(cadence_fields),
    .check = check_cadence,
};

const RegisterDef *const registers_organisation[] = {&organisation_register, &cadence_register, NULL};
