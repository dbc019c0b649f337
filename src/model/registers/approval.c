/* Requests to bend a rule, and data-subject requests. The end in force comes only from the last decision; `until` on
 * the request is what was asked for. Whether the officer decides or advises is a setting, so it is not in this table.
 */
#include <string.h>

#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice approval_kinds[] = {
    {"procedure", N_("procedure deviation")}, {"protocol", N_("protocol deviation")},
    {"matrix", N_("right outside matrix")}, {"mandate", N_("mandate deviation")}, {"access", N_("access to own data")},
    {"rectification", N_("rectification")}, {"erasure", N_("erasure")}, {"portability", N_("portability")},
    {"restriction", N_("restriction")}, {"objection", N_("objection")}, {"privacy", N_("privacy deviation")}, {0}};

static const Choice decider_roles[] = {
    {"officer", N_("officer")}, {"process_owner", N_("process owner")}, {"board", N_("board")}, {0}};

static const Choice identity_states[] = {
    {"no_doubt", N_("not in doubt")}, {"asked", N_("asked")}, {"established", N_("established")}, {0}};

static const Choice decision_outcomes[] = {
    {"approved", N_("approved")}, {"conditions", N_("approved on conditions")}, {"rejected", N_("rejected")},
    {"not_applicable", N_("rule does not apply")}, {"action", N_("becomes an action")}, {0}};

static const Choice consult_roles[] = {
    {"dpo", N_("DPO")}, {"privacy_officer", N_("privacy officer")}, {"owner", N_("process or system owner")},
    {"ict", N_("ICT")}, {"legal", N_("legal")}, {"other", N_("other")}, {0}};

static const Choice consult_views[] = {
    {"positive", N_("positive")}, {"conditions", N_("positive, on conditions")}, {"negative", N_("negative")},
    {"none", N_("no view")}, {0}};

static const Choice condition_kinds[] = {
    {"account", N_("separate account")}, {"mfa", N_("MFA")}, {"logging", N_("logging")}, {"end_date", N_("end date")},
    {"supervision", N_("somebody watches along")}, {"network", N_("only from one place or network")},
    {"data", N_("only test or masked data")}, {"agreement", N_("signed agreement")}, {"other", N_("other")}, {0}};

static const Choice condition_results[] = {
    {"met", N_("met")}, {"not_met", N_("not met")}, {0}};

static const FieldDef approval_fields[] = {
    {.key = "kind", .label = N_("Kind"),
     .help = N_("which rule is to be bent, or which right of a data subject it is"), .group = N_("Request"),
     .type = FT_CHOICE, .flags = FF_REQUIRED | FF_ORDER, .choices = approval_kinds, .initial = "procedure",
     .width = 14},
    {.key = "title", .label = N_("Title"), .help = N_("what is asked, in one line"), .type = FT_TEXT,
     .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH, .width = 40},
    {.key = "requester", .label = N_("Requester"), .help = N_("the person who asks; never decides or advises on it"),
     .type = FT_LINK, .flags = FF_REQUIRED | FF_ORDER, .target = "contact"},
    {.key = "beneficiary", .label = N_("Beneficiary"),
     .help = N_("the person it is for, if another than the requester"), .type = FT_LINK, .target = "contact"},
    {.key = "received_at", .label = N_("Received at"), .help = N_("when the request arrived"), .type = FT_MOMENT,
     .flags = FF_REQUIRED | FF_ORDER | FF_HAPPENED, .initial = "now"},
    {.key = "unit", .label = N_("Unit"), .help = N_("the part of the organisation that asks"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_ORDER | FF_SUGGEST},
    {.key = "rule", .label = N_("Rule"), .help = N_("the procedure, protocol, matrix or agreement it departs from"),
     .type = FT_LINK, .flags = FF_REQUIRED | FF_ORDER, .target = "anchor"},
    {.key = "rule_place", .label = N_("Place in the rule"), .help = N_("clause, or cell of the matrix"),
     .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "system", .label = N_("System"), .help = N_("the system it is about"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_ORDER | FF_SUGGEST, .width = 14},
    {.key = "right", .label = N_("Right"), .help = N_("the access right asked for"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_SUGGEST},
    {.key = "reason", .label = N_("Reason"), .help = N_("why it is needed"), .type = FT_NOTE,
     .flags = FF_REQUIRED | FF_SEARCH},
    {.key = "already_since", .label = N_("Already so since"),
     .help = N_("if it was done before it was asked, since when"), .type = FT_DATE, .flags = FF_LONG},
    {.key = "complex", .label = N_("Complex"),
     .help = N_("complex requests get advice and more questions; suggested for administrator rights, conflict of duties, special data"),
     .group = N_("Weighing"), .type = FT_CHOICE, .choices = choices_yes_no},
    {.key = "complex_because", .label = N_("Complex, because"), .help = N_("why it is or is not complex"),
     .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "decider_role", .label = N_("Decided by"),
     .help = N_("officer, process owner or board; empty: as kind, complexity and preset say"), .type = FT_CHOICE,
     .flags = FF_REQUIRED | FF_ORDER, .choices = decider_roles},
    {.key = "decider", .label = N_("Decider"),
     .help = N_("the person who decides; not the requester, not the beneficiary"), .type = FT_LINK,
     .flags = FF_REQUIRED, .target = "contact"},
    {.key = "risk_owner", .label = N_("Risk owner"), .help = N_("the manager who carries the risk; never the officer"),
     .type = FT_LINK, .target = "contact"},
    {.key = "alternatives", .label = N_("Alternatives"), .help = N_("what else would do, and why not"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "measure", .label = N_("Compensating measure"), .help = N_("what makes up for it while it lasts"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "likelihood_without", .label = N_("Likelihood without"),
     .help = N_("how likely harm is without the measure"), .type = FT_CHOICE, .flags = FF_LONG,
     .choices = choices_likelihood},
    {.key = "impact_without", .label = N_("Impact without"), .help = N_("how bad it would be without the measure"),
     .type = FT_CHOICE, .flags = FF_LONG, .choices = choices_impact},
    {.key = "likelihood_with", .label = N_("Likelihood with"), .help = N_("how likely harm is with the measure"),
     .type = FT_CHOICE, .flags = FF_LONG, .choices = choices_likelihood},
    {.key = "impact_with", .label = N_("Impact with"), .help = N_("how bad it would be with the measure"),
     .type = FT_CHOICE, .flags = FF_LONG, .choices = choices_impact},
    {.key = "starts_on", .label = N_("From"), .help = N_("first day"), .group = N_("Term"), .type = FT_DATE},
    {.key = "until", .label = N_("Until"), .help = N_("last day asked for; the end in force comes from the decision"),
     .type = FT_DATE, .flags = FF_ORDER},
    {.key = "permanent_because", .label = N_("Permanent, because"),
     .help = N_("why no end date can be given; then it is reviewed"), .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "review_on", .label = N_("Review on"), .help = N_("the day a permanent deviation is looked at again"),
     .type = FT_DATE},
    {.key = "renewal_of", .label = N_("Renewal of"),
     .help = N_("the earlier request it goes on from; a third one goes to the board"), .type = FT_LINK,
     .target = "approval"},
    {.key = "not_renewal_because", .label = N_("No renewal, because"),
     .help = N_("why it is no renewal of the earlier one on the same rule for the same person"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_LONG},
    {.key = "granted_on", .label = N_("Granted on"),
     .help = N_("the day it was carried out: right given, deviation begun"), .type = FT_DATE},
    {.key = "granted_by", .label = N_("Granted by"), .help = N_("who carried it out"), .type = FT_LINK,
     .target = "contact"},
    {.key = "ended_on", .label = N_("Ended on"),
     .help = N_("the day the right was taken away or the deviation stopped"), .type = FT_DATE, .flags = FF_ORDER},
    {.key = "removal_proof", .label = N_("Proof of removal"),
     .help = N_("what shows that it is gone: ticket, screenshot, review"), .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "withdrawn_because", .label = N_("Withdrawn because"), .help = N_("why the requester took it back"),
     .type = FT_TEXT, .flags = FF_SEARCH | FF_LONG},
    {.key = "revoked_because", .label = N_("Revoked because"), .help = N_("why the decider took it back"),
     .type = FT_TEXT, .flags = FF_SEARCH | FF_LONG},
    {.key = "identity", .label = N_("Identity"), .help = N_("asked for only on reasonable doubt, and no copy is kept"),
     .group = N_("Data subject"), .type = FT_CHOICE, .flags = FF_LONG, .choices = identity_states},
    {.key = "identity_because", .label = N_("Identity, because"), .help = N_("why there is or is not doubt"),
     .type = FT_TEXT, .flags = FF_LONG},
    {.key = "identity_asked_on", .label = N_("Asked on"), .help = N_("the day proof of identity was asked for"),
     .type = FT_DATE, .flags = FF_LONG},
    {.key = "identity_established_on", .label = N_("Established on"), .help = N_("the day the identity was clear"),
     .type = FT_DATE, .flags = FF_LONG},
    {.key = "identity_how", .label = N_("Established how"), .help = N_("in what way, without keeping a copy"),
     .type = FT_TEXT, .flags = FF_LONG},
    {.key = "extension_told_on", .label = N_("Extension told on"),
     .help = N_("the day the person was told that it takes up to two months more"), .type = FT_DATE, .flags = FF_LONG},
    {.key = "extension_reason", .label = N_("Extension, because"), .help = N_("complexity or number of the requests"),
     .type = FT_TEXT, .flags = FF_LONG},
    {.key = "advise_by", .label = N_("Advise by"),
     .help = N_("the day the privacy officer needs the advice of this desk"), .type = FT_DATE, .flags = FF_LONG},
    {.key = "advised_on", .label = N_("Advised on"), .help = N_("the day the advice was given"), .type = FT_DATE,
     .flags = FF_LONG},
    {.key = "answered_on", .label = N_("Answered on"), .help = N_("the day the person got the answer"),
     .type = FT_DATE, .flags = FF_LONG},
    WORK_FIELDS,
    RECORD_FIELDS("received"),
};

static const StateDef approval_states[] = {
    {.key = "received", .label = N_("received"), .moves = "assessing consulting decided withdrawn", .open = true},
    {.key = "assessing", .label = N_("assessing"), .moves = "consulting decided withdrawn", .open = true},
    {.key = "consulting", .label = N_("consulting"), .moves = "assessing decided withdrawn", .open = true},
    {.key = "decided", .label = N_("decided"), .moves = "running ended", .open = true},
    {.key = "running", .label = N_("running"), .moves = "assessing ended revoked", .open = true},
    {.key = "ended", .label = N_("ended"), .moves = "", .open = false},
    {.key = "withdrawn", .label = N_("withdrawn"), .moves = "", .open = false},
    {.key = "revoked", .label = N_("revoked"), .moves = "ended", .open = true}, /* until the removal is proven */
};

static const DueRule approval_dues[] = {
    {.key = "decide", .label = N_("decide or advise"), .from = "received_at", .offset = "5wd", .term = "term_decide",
     .when = "state:received,assessing,consulting -kind:access,rectification,erasure,portability,restriction,objection",
     .warn = "2d"},
    {.key = "advise", .label = N_("advise on the data-subject request"), .from = "advise_by", .done = "advised_on",
     .when = "state:received,assessing,consulting", .warn = "3d"},
    {.key = "identity", .label = N_("hear about the identity asked for"), .from = "identity_asked_on", .offset = "10d",
     .done = "identity_established_on", .when = "identity:asked"},
    {.key = "end", .label = N_("it ends: renew or remove"), .from = "until", .done = "ended_on",
     .when = "state:running", .warn = "30d", .flags = DUE_COMPUTED},
    {.key = "review", .label = N_("review what is permanent"), .from = "review_on", .done = "ended_on",
     .when = "state:running", .warn = "30d"},
    {.key = "proof", .label = N_("prove the removal"), .from = "ended_on", .done = "removal_proof",
     .flags = DUE_ALWAYS},
    WORK_DUES,
};

static const ListDef approval_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:open",
     .columns = "code title state requester until system handler due", .order = "due"},
    {.key = "decide", .label = N_("to decide"), .filter = "state:received,assessing,consulting",
     .columns = "code waits title kind requester decider state due", .order = "due"},
    {.key = "running", .label = N_("running"), .filter = "state:running",
     .columns = "code title in_force system renewals requester risk_owner due", .order = "due"},
    {.key = "late", .label = N_("late"), .filter = "state:open due<today",
     .columns = "code title state requester decider due", .order = "due"},
    {.key = "unproven", .label = N_("removal not proven"), .filter = "state:running,revoked ended_on: -removal_proof:",
     .columns = "code title system requester ended_on state", .order = "ended_on"},
    {.key = "people", .label = N_("data-subject requests"),
     .filter = "state:open kind:access,rectification,erasure,portability,restriction,objection",
     .columns = "code title kind state advise_by identity due", .order = "due"},
    {.key = "permanent", .label = N_("permanent"), .filter = "state:running permanent_because:",
     .columns = "code title rule review_on risk_owner", .order = "due"},
    {.key = "mine", .label = N_("mine"), .filter = "state:open handler:me",
     .columns = "code title next_step state due", .order = "due"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "code title kind state requester rule received_at",
     .order = "-received_at"},
};

static const FieldDef consult_fields[] = {
    {.key = "who", .label = N_("Who"), .help = N_("the person asked"), .type = FT_LINK, .flags = FF_REQUIRED,
     .target = "contact"},
    {.key = "role", .label = N_("As"), .help = N_("in which role"), .type = FT_CHOICE, .choices = consult_roles},
    {.key = "asked_on", .label = N_("Asked on"), .help = N_("the day the question went out"), .type = FT_DATE,
     .flags = FF_REQUIRED | FF_HAPPENED, .initial = "today"},
    {.key = "answer_due", .label = N_("Answer by"), .help = N_("the day the view is needed"), .type = FT_DATE},
    {.key = "answered_on", .label = N_("Answered on"), .help = N_("the day the view came"), .type = FT_DATE},
    {.key = "view", .label = N_("View"), .help = N_("positive, negative or in between"), .type = FT_CHOICE,
     .choices = consult_views},
    {.key = "text", .label = N_("In words"), .help = N_("the view in a few sentences"), .type = FT_NOTE,
     .flags = FF_SEARCH},
    {.key = "followed", .label = N_("Followed"), .help = N_("whether the decision follows it"), .type = FT_CHOICE,
     .choices = choices_yes_no},
    {.key = "not_followed_because", .label = N_("Not followed, because"),
     .help = N_("why the decision departs from it"), .type = FT_TEXT, .flags = FF_SEARCH},
};

static const DueRule consult_dues[] = {
    {.key = "answer", .label = N_("get the view asked for"), .from = "answer_due", .done = "answered_on"},
};

static const FieldDef condition_fields[] = {
    {.key = "kind", .label = N_("Condition"), .help = N_("from the usual set"), .type = FT_CHOICE,
     .flags = FF_REQUIRED, .choices = condition_kinds},
    {.key = "text", .label = N_("In words"), .help = N_("what exactly must be so"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    {.key = "within", .label = N_("Check within"),
     .help = N_("how soon after the decision somebody looks; empty: two weeks, or for an end date that day"),
     .type = FT_SPAN},
    {.key = "check_by", .label = N_("Check by"), .help = N_("the day it must be so"), .type = FT_DATE},
    {.key = "checked_on", .label = N_("Checked on"), .help = N_("the day you saw that it is so"), .type = FT_DATE},
    {.key = "checked_by", .label = N_("Checked by"), .help = N_("who looked"), .type = FT_LINK, .target = "contact"},
    {.key = "result", .label = N_("Result"), .help = N_("whether the condition is met"), .type = FT_CHOICE,
     .choices = condition_results},
};

static const DueRule condition_dues[] = {
    {.key = "check", .label = N_("check the condition"), .from = "check_by", .done = "checked_on",
     .flags = DUE_COMPUTED},
    {.key = "unmet", .label = N_("condition not met: mend it or revoke"), .from = "checked_on", .offset = "5wd",
     .when = "result:not_met", .flags = DUE_COMPUTED},
};

static const FieldDef decision_fields[] = {
    {.key = "decided_on", .label = N_("On"), .help = N_("the day of the decision"), .type = FT_DATE,
     .flags = FF_REQUIRED | FF_HAPPENED, .initial = "today"},
    {.key = "decided_by", .label = N_("By"), .help = N_("who decided"), .type = FT_LINK, .flags = FF_REQUIRED,
     .target = "contact"},
    {.key = "on_behalf_of", .label = N_("On behalf of"), .help = N_("the role or body in whose name"),
     .type = FT_PARTY},
    {.key = "outcome", .label = N_("Outcome"),
     .help = N_("approved, approved on conditions, or rejected; of a government measure: it does not apply, or it "
                "becomes an action with a date"),
     .type = FT_CHOICE, .flags = FF_REQUIRED, .choices = decision_outcomes},
    {.key = "motivation", .label = N_("Motivation"), .help = N_("why, in words that can be read back in a year"),
     .type = FT_NOTE, .flags = FF_REQUIRED | FF_SEARCH},
    {.key = "until", .label = N_("Until"),
     .help = N_("the end in force; a renewal is a new decision, never a moved date"), .type = FT_DATE},
    {.key = "unheard_because", .label = N_("Not waited, because"),
     .help = N_("why it is decided while somebody who was asked has not answered"), .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "place_of_record", .label = N_("Place of record"), .help = N_("mail, minutes and item, or ticket"),
     .type = FT_TEXT, .flags = FF_SEARCH},
};

/* clang-format on */

/* Nobody decides on a request of one's own or for one's own good: checked on the person, not on the role. */
static void check_own_case(const Record *after, const char *person, const char *key, Problems *problems) {
    if (!person) return;
    if (text_equal(person, record_text(after, "requester")))
        problem_add(problems, after->def, key, _("the requester neither decides nor advises"));
    else if (text_equal(person, record_text(after, "beneficiary")))
        problem_add(problems, after->def, key, _("the person it is for neither decides nor advises"));
}

/* Approving is not accepting the risk; and what the officer asks goes to the board. */
static void check_officer(const Facts *facts, const Record *after, Problems *problems) {
    if (rule_is_officer(facts, record_text(after, "risk_owner")))
        problem_add(problems, after->def, "risk_owner", _("the officer never owns the risk: a manager does"));
    bool own = rule_is_officer(facts, record_text(after, "requester")) ||
               rule_is_officer(facts, record_text(after, "beneficiary"));
    if (own && !record_is(after, "decider_role", "board"))
        problem_add(problems, after->def, "decider_role", _("a request of or for the officer goes to the board"));
}

static const Record *last_decision(const Facts *facts) {
    RecordList rows = facts->children(facts->ctx, "decision");
    return rows.count > 0 ? rows.items[rows.count - 1] : NULL;
}

/* The state may not say more than the last decision does. */
static void check_decided(const Facts *facts, const Record *after, Problems *problems) {
    const Record *decision = last_decision(facts);
    if (!decision) {
        if (rule_is_data_subject(record_text(after, "kind"))) /* the privacy officer answers; this desk has advised */
            rule_need(problems, after, "advised_on", _("say when the advice was given"));
        else
            problem_add(problems, after->def, NULL, _("there is no decision yet"));
        return;
    }
    if (!record_is(after, "state", "running")) return;
    if (!rule_grants(decision))
        problem_add(problems, after->def, "state", _("it was not granted, so it cannot be running"));
    if (!record_has(decision, "until") && !record_has(after, "permanent_because"))
        problem_add(problems, after->def, NULL, _("the decision needs an end, or say why it is permanent"));
}

/* Complex or long: the owner, the measure and the risk with and without it must be on the page before deciding. */
static void check_weighed(const Record *after, Problems *problems) {
    Day starts = field_day(after, "starts_on", field_day(after, "received_at", 0));
    bool lasting = record_has(after, "permanent_because") || field_day(after, "until", starts) - starts > 30;
    if (rule_is_data_subject(record_text(after, "kind")) || (!lasting && !record_is(after, "complex", "yes"))) return;
    rule_need(problems, after, "risk_owner", _("complex or over 30 days: name the risk owner"));
    rule_need(problems, after, "measure", _("complex or over 30 days: say what makes up for it"));
    rule_need(problems, after, "likelihood_without", _("complex or over 30 days: likelihood without the measure"));
    rule_need(problems, after, "impact_without", _("complex or over 30 days: impact without the measure"));
    rule_need(problems, after, "likelihood_with", _("complex or over 30 days: likelihood with the measure"));
    rule_need(problems, after, "impact_with", _("complex or over 30 days: impact with the measure"));
}

static void check_term(const Record *after, Problems *problems) {
    if (record_has(after, "until") && record_has(after, "permanent_because"))
        problem_add(problems, after->def, "until", _("either an end date or permanent, not both"));
    if (record_has(after, "permanent_because"))
        rule_need(problems, after, "review_on", _("what is permanent has a day of review"));
    rule_order(problems, after, "starts_on", "until", _("the end lies before the beginning"));
    rule_order(problems, after, "granted_on", "ended_on", _("it ended before it was granted"));
    if (record_is(after, "complex", "yes")) rule_need(problems, after, "complex_because", _("say why it is complex"));
}

static void check_people(const Facts *facts, const Record *after, Problems *problems) {
    RecordList decisions = facts->children(facts->ctx, "decision"), consults = facts->children(facts->ctx, "consult");
    if (!rule_is_data_subject(record_text(after, "kind"))) check_own_case(after, record_text(after, "decider"), "decider", problems);
    for (size_t i = 0; i < decisions.count; i++)
        check_own_case(after, record_text(decisions.items[i], "decided_by"), NULL, problems);
    for (size_t i = 0; i < consults.count; i++)
        check_own_case(after, record_text(consults.items[i], "who"), NULL, problems);
}

/* The identity question blocks the answer only while it is asked. */
static void check_data_subject(const Record *after, Problems *problems) {
    if (record_is(after, "identity", "no_doubt"))
        rule_need(problems, after, "identity_because", _("say why the identity is not in doubt"));
    if (record_is(after, "identity", "asked")) {
        rule_need(problems, after, "identity_asked_on", _("when the identity was asked for is missing"));
        if (record_has(after, "answered_on"))
            problem_add(problems, after->def, "answered_on", _("the identity is still asked for"));
    }
    if (record_is(after, "identity", "established")) {
        rule_need(problems, after, "identity_established_on", _("when the identity was established is missing"));
        rule_need(problems, after, "identity_how", _("how the identity was established is missing"));
    }
    if (record_has(after, "extension_told_on"))
        rule_need(problems, after, "extension_reason", _("an extension needs its reason"));
}

/* What was decided on stays as it was decided: a later end, another right or person is a new request or a new decision. */
static void check_smuggled(const Record *before, const Record *after, Problems *problems) {
    static const struct {
        const char *key, *message;
    } kept[] = {
        {"until", N_("a renewal is a new decision: add one, the end in force comes from the last decision")},
        {"permanent_because", N_("a renewal is a new decision: add one, the end in force comes from the last decision")},
        {"kind", N_("it was decided on as it stands; what is different is a new request")},
        {"requester", N_("it was decided on as it stands; what is different is a new request")},
        {"beneficiary", N_("it was decided on as it stands; what is different is a new request")},
        {"rule", N_("it was decided on as it stands; what is different is a new request")},
        {"system", N_("it was decided on as it stands; what is different is a new request")},
        {"right", N_("it was decided on as it stands; what is different is a new request")},
    };
    const char *decided = "decided running revoked ended";
    if (!before || !rule_in_state(before, decided) || !rule_in_state(after, decided)) return;
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        if (rule_changed(before, after, kept[i].key))
            problem_add(problems, after->def, kept[i].key, "%s", lang_text(kept[i].message));
}

/* The review of what is permanent ends in a decision; a day that is only moved on would be a renewal without one. */
static void check_review(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    if (!before || !rule_in_state(before, "running") || !rule_in_state(after, "running")) return;
    if (!record_has(before, "review_on") || field_day(after, "review_on", 0) <= field_day(before, "review_on", 0)) return;
    const Record *decision = last_decision(facts);
    enum { LOOKED_AT_DAYS = 60 };
    if (decision && field_day(decision, "decided_on", 0) >= field_day(before, "review_on", 0) - LOOKED_AT_DAYS) return;
    problem_add(problems, after->def, "review_on", _("a review ends in a decision: add it, then the next review"));
}

/* What ran has ended when it is shown to be gone. */
static void check_gone(const Record *before, const Record *after, Problems *problems) {
    bool ran = (before && rule_in_state(before, "running revoked")) || record_has(after, "granted_on");
    if (!rule_in_state(after, "ended withdrawn") || !ran) return;
    rule_need(problems, after, "ended_on", _("say on which day it ended"));
    rule_need(problems, after, "removal_proof", _("say what shows that it is gone: until then it stays open"));
}

static void check_approval(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    check_term(after, problems);
    check_officer(facts, after, problems);
    check_people(facts, after, problems);
    if (rule_is_data_subject(record_text(after, "kind"))) check_data_subject(after, problems);
    const Record *decision = last_decision(facts);
    bool refused = decision && !rule_grants(decision); /* nobody carries a risk that was not taken */
    if (rule_enters(before, after, "decided") && !refused) check_weighed(after, problems);
    if (rule_in_state(after, "decided running ended revoked")) check_decided(facts, after, problems);
    check_smuggled(before, after, problems);
    check_review(facts, before, after, problems);
    check_gone(before, after, problems);
    if (record_is(after, "state", "revoked"))
        rule_need(problems, after, "revoked_because", _("say why it was revoked"));
    if (record_is(after, "state", "withdrawn"))
        rule_need(problems, after, "withdrawn_because", _("say why it was withdrawn"));
}

static void check_consult(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)facts, (void)before;
    if (record_is(after, "followed", "no"))
        rule_need(problems, after, "not_followed_because", _("not following a view needs a reason"));
    if (record_has(after, "answered_on")) rule_need(problems, after, "view", _("the view itself is missing"));
}

/* The usual set says what to ask; what was seen stands at the request it was copied to. */
static void check_condition(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    static const char *const seen[] = {"check_by", "checked_on", "checked_by", "result"};
    (void)facts, (void)before;
    bool usual = after->parent && strcmp(after->parent->key, "approval") != 0;
    for (size_t i = 0; i < COUNT_OF(seen) && usual; i++)
        if (record_has(after, seen[i]))
            problem_add(problems, after->def, seen[i], _("this is the usual set: a condition is checked at the request"));
}

static const RegisterDef approval_register = {
    .id = 2,
    .key = "approval",
    .prefix = "APR",
    .noun = N_("request"),
    .title = N_("Approvals"),
    .help = N_("Requests to depart from a rule, and data-subject requests: what is asked, who decides, until when, and "
               "the proof that it ended."),
    .kind = KIND_RECORDS,
    FIELDS(approval_fields),
    STATES(approval_states),
    DUES(approval_dues),
    LISTS(approval_lists),
    .computed = "waits in_force renewals",
    .check = check_approval,
};

static const RegisterDef consult_register = {
    .id = 103,
    .key = "consult",
    .noun = N_("consultation"),
    .title = N_("Consultations"),
    .help = N_("Whose view was asked, what it was and whether it was followed."),
    .kind = KIND_CHILD,
    .parents = "approval advice",
    FIELDS(consult_fields),
    DUES(consult_dues),
    .check = check_consult,
};

static const RegisterDef condition_register = {
    .id = 104,
    .key = "condition",
    .noun = N_("condition"),
    .title = N_("Conditions"),
    .help = N_("What must be so while the deviation lasts, and when it was checked. Those of a rule, or else of the "
               "organisation, are the usual set: a decision on conditions copies them."),
    .kind = KIND_CHILD,
    .parents = "approval anchor organisation",
    FIELDS(condition_fields),
    DUES(condition_dues),
    .check = check_condition,
};

static const RegisterDef decision_register = {
    .id = 105,
    .key = "decision",
    .noun = N_("decision"),
    .title = N_("Decisions"),
    .help = N_("Each decision with its motivation; the last one holds, the earlier ones stay."),
    .kind = KIND_CHILD,
    .parents = "approval",
    FIELDS(decision_fields),
};

const RegisterDef *const registers_approval[] = {&approval_register, &consult_register, &condition_register,
                                                 &decision_register, NULL};
