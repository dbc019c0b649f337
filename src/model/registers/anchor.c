/* What advice, requests and instructions stand on: laws, standards, contracts, and the organisation's own rules. */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice anchor_kinds[] = {
    {"law", N_("law")}, {"standard", N_("standard")}, {"norm", N_("norm")}, {"contract", N_("contract")},
    {"risk_analysis", N_("risk analysis")}, {"procedure", N_("procedure")}, {"protocol", N_("protocol")},
    {"matrix", N_("authorisation matrix")}, {"agreement", N_("privacy agreement")}, {"charter", N_("charter")}, {0}};

static const FieldDef anchor_fields[] = {
    {.key = "kind", .label = N_("Kind"), .help = N_("what sort of rule it is"), .group = N_("Anchor"),
     .type = FT_CHOICE, .flags = FF_REQUIRED | FF_ORDER, .choices = anchor_kinds, .initial = "procedure", .width = 14},
    {.key = "reference", .label = N_("Reference"),
     .help = N_("the short name it is quoted by: ISO/IEC 27001 A.8.8, PR-07"), .type = FT_TEXT,
     .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH | FF_ORDER, .width = 20},
    {.key = "title", .label = N_("Name"), .help = N_("its full name"), .type = FT_TEXT, .flags = FF_SEARCH,
     .width = 36},
    {.key = "owner", .label = N_("Owner"), .help = N_("who keeps it up to date"), .type = FT_LINK,
     .target = "contact"},
    {.key = "adopted_by", .label = N_("Adopted by"), .help = N_("who adopted it"), .type = FT_PARTY, .flags = FF_LONG},
    {.key = "place", .label = N_("Place"), .help = N_("where it can be read"), .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "in_force_from", .label = N_("In force from"), .help = N_("first day"), .type = FT_DATE,
     .flags = FF_ORDER},
    {.key = "in_force_until", .label = N_("In force until"), .help = N_("last day"), .type = FT_DATE},
    {.key = "review_on", .label = N_("Review on"), .help = N_("the day it is looked at again"), .type = FT_DATE,
     .flags = FF_ORDER},
    {.key = "text", .label = N_("Gist"), .help = N_("the part that is quoted most, in own words"), .type = FT_NOTE,
     .flags = FF_SEARCH},
    RECORD_FIELDS("active"),
};

static const StateDef anchor_states[] = {
    {.key = "active", .label = N_("active"), .moves = "ended", .open = true},
    {.key = "ended", .label = N_("ended"), .moves = "active", .open = false},
};

static const DueRule anchor_dues[] = {
    {.key = "review", .label = N_("review the rule"), .from = "review_on", .when = "state:active", .warn = "14d"},
    {.key = "ends", .label = N_("it ends"), .from = "in_force_until", .when = "state:active", .warn = "30d"},
};

static const ListDef anchor_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:active",
     .columns = "reference title kind review_on code due", .order = "reference"},
    {.key = "own", .label = N_("own rules"), .filter = "state:active kind:procedure,protocol,matrix,charter",
     .columns = "reference title owner review_on code due", .order = "due"},
    {.key = "outside", .label = N_("law and standards"), .filter = "state:active kind:law,standard,norm",
     .columns = "reference title in_force_from code", .order = "reference"},
    {.key = "agreements", .label = N_("contracts and agreements"), .filter = "state:active kind:contract,agreement",
     .columns = "reference title in_force_until code due", .order = "due"},
    {.key = "late", .label = N_("review late"), .filter = "state:active review_on<today",
     .columns = "reference title owner review_on code", .order = "review_on"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "reference title kind state code",
     .order = "reference"},
};

/* clang-format on */

static void check_anchor(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)facts, (void)before;
    rule_order(problems, after, "in_force_from", "in_force_until", _("it ends before it begins"));
}

static const RegisterDef anchor_register = {
    .id = 11,
    .key = "anchor",
    .prefix = "ANC",
    .noun = N_("anchor"),
    .title = N_("Anchors"),
    .help = N_("Laws, standards, norms, contracts, risk analyses and own rules that everything else refers to."),
    .kind = KIND_RECORDS,
    FIELDS(anchor_fields),
    STATES(anchor_states),
    DUES(anchor_dues),
    LISTS(anchor_lists),
    .computed = "bent",
    .check = check_anchor,
};

const RegisterDef *const registers_anchor[] = {&anchor_register, NULL};
