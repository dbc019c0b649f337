/* The ISMS year: what comes back. Doing it adds a row; the next date is then set by whoever records it. */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice isms_parts[] = {
    {"context", N_("context")}, {"leadership", N_("leadership")}, {"planning", N_("planning")},
    {"support", N_("support")}, {"operation", N_("operation")}, {"evaluation", N_("evaluation")},
    {"improvement", N_("improvement")}, {0}};

static const Choice duty_phases[] = {
    {"implementing", N_("implementing")}, {"running", N_("running")}, {0}};

static const Choice done_results[] = {
    {"in_order", N_("in order")}, {"findings", N_("findings")}, {"not_held", N_("not held")}, {0}};

static const FieldDef duty_fields[] = {
    {.key = "title", .label = N_("Title"), .help = N_("what must be done"), .group = N_("Duty"), .type = FT_TEXT,
     .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH | FF_ORDER, .width = 40},
    {.key = "owner", .label = N_("Owner"), .help = N_("who does it"), .type = FT_LINK, .flags = FF_REQUIRED | FF_ORDER,
     .target = "contact", .width = 14},
    {.key = "anchor", .label = N_("Anchor"), .help = N_("the clause or rule it comes from"), .type = FT_LINK,
     .target = "anchor"},
    {.key = "isms_part", .label = N_("ISMS part"), .help = N_("the part of the management system"), .type = FT_CHOICE,
     .flags = FF_ORDER, .choices = isms_parts, .width = 12},
    {.key = "phase", .label = N_("Phase"), .help = N_("being set up, or running"), .type = FT_CHOICE,
     .flags = FF_ORDER, .choices = duty_phases, .initial = "running"},
    {.key = "every", .label = N_("Every"), .help = N_("how often: 1y, 6m, 1w"), .type = FT_SPAN},
    {.key = "next_on", .label = N_("Next on"), .help = N_("the day it is due again"), .type = FT_DATE,
     .flags = FF_ORDER},
    {.key = "lead", .label = N_("Warn before"), .help = N_("how long before you want to see it; empty = a week, or a day for what comes back within a month"), .type = FT_SPAN,
     .flags = FF_LONG},
    {.key = "text", .label = N_("What it takes"), .help = N_("what is done, with whom, and what an auditor will ask"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    RECORD_FIELDS("active"),
};

static const StateDef duty_states[] = {
    {.key = "active", .label = N_("active"), .moves = "ended", .open = true},
    {.key = "ended", .label = N_("ended"), .moves = "active", .open = false},
};

static const DueRule duty_dues[] = {
    {.key = "do", .label = N_("do it"), .from = "next_on", .when = "state:active", .flags = DUE_COMPUTED},
};

static const ListDef duty_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:active",
     .columns = "title owner isms_part every next_on code due", .order = "next_on"},
    {.key = "late", .label = N_("late"), .filter = "state:active next_on<today",
     .columns = "title owner isms_part next_on code", .order = "next_on"},
    {.key = "setting_up", .label = N_("being set up"), .filter = "state:active phase:implementing",
     .columns = "title owner isms_part next_on code", .order = "next_on"},
    {.key = "mine", .label = N_("mine"), .filter = "state:active owner:me",
     .columns = "title isms_part every next_on code", .order = "next_on"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "title owner isms_part phase state next_on code",
     .order = "title"},
};

static const FieldDef done_fields[] = {
    {.key = "done_on", .label = N_("Done on"), .help = N_("the day it was done"), .type = FT_DATE,
     .flags = FF_REQUIRED | FF_HAPPENED, .initial = "today"},
    {.key = "done_by", .label = N_("Done by"), .help = N_("who did it"), .type = FT_LINK, .target = "contact"},
    {.key = "result", .label = N_("Result"), .help = N_("in order, with findings, or not held"), .type = FT_CHOICE,
     .flags = FF_REQUIRED, .choices = done_results, .initial = "in_order"},
    {.key = "findings", .label = N_("Findings"), .help = N_("how many findings"), .type = FT_NUMBER},
    {.key = "proof", .label = N_("Proof"), .help = N_("where the report or minutes are"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    {.key = "text", .label = N_("Note"), .help = N_("what was seen"), .type = FT_NOTE, .flags = FF_SEARCH},
};

/* clang-format on */

static void check_done(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)before;
    rule_past(facts, problems, after, "done_on", _("it cannot be done later than today"));
    if (record_is(after, "result", "not_held")) rule_need(problems, after, "text", _("say why it was not held"));
}

static const RegisterDef duty_register = {
    .id = 12,
    .key = "duty",
    .prefix = "DUT",
    .noun = N_("duty"),
    .title = N_("Duties"),
    .help = N_("The ISMS year: audits, reviews, sources to look at, reports; each comes back."),
    .kind = KIND_RECORDS,
    FIELDS(duty_fields),
    STATES(duty_states),
    DUES(duty_dues),
    LISTS(duty_lists),
};

static const RegisterDef done_register = {
    .id = 109,
    .key = "done",
    .noun = N_("time done"),
    .title = N_("Done"),
    .help = N_("Each time the duty was done, with its proof and findings."),
    .kind = KIND_CHILD,
    .parents = "duty",
    FIELDS(done_fields),
    .check = check_done,
};

const RegisterDef *const registers_duty[] = {&duty_register, &done_register, NULL};
