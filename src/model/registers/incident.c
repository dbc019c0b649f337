/* What is reported to the desk: incidents, near misses, weaknesses, complaints, concerns, questions; and the empty stub
 * of a whistle-blower report that was passed on. Terms of law follow from the judgement and notice rows, not from this
 * table. */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice incident_kinds[] = {
    {"incident", N_("incident")}, {"near_miss", N_("near miss")}, {"weakness", N_("weakness")},
    {"complaint", N_("complaint")}, {"concern", N_("concern")}, {"question", N_("question")},
    {"whistleblower", N_("whistle-blower report")}, {0}};

static const Choice incident_channels[] = {
    {"talk", N_("talk")}, {"phone", N_("phone")}, {"mail", N_("mail")}, {"desk", N_("at the desk")},
    {"letter", N_("letter")}, {"form", N_("reporting form")}, {"monitoring", N_("monitoring")}, {"audit", N_("audit")},
    {"supplier", N_("through a supplier")}, {"authority", N_("through an authority")},
    {"media", N_("news or social media")}, {0}};

static const Choice heard_choices[] = {
    {"they_came", N_("they came to us")}, {"we_found", N_("we found out")}, {0}};

static const Choice our_roles[] = {
    {"controller", N_("controller")}, {"processor", N_("processor")}, {"joint", N_("joint controllers")}, {0}};

static const Choice data_kinds[] = {
    {"name", N_("name and address")}, {"contact", N_("phone and mail")}, {"birth", N_("date of birth")},
    {"citizen_number", N_("citizen service number")}, {"identity_document", N_("copy of an identity document")},
    {"financial", N_("financial")}, {"income", N_("income and debts")}, {"household", N_("household and family")},
    {"employment", N_("employment")}, {"login", N_("login and password")}, {"image", N_("photo and film")},
    {"location", N_("location")}, {"behaviour", N_("behaviour, nuisance files")}, {"health", N_("health")},
    {"criminal", N_("criminal offences")}, {"special", N_("other special kinds")}, {0}};

static const Choice people_risks[] = {
    {"high", N_("high risk")}, {"risk", N_("risk")}, {"unlikely", N_("unlikely")}, {0}};

static const Choice cause_kinds[] = {
    {"system", N_("system failure")}, {"natural", N_("natural event")}, {"human", N_("human error")},
    {"malicious", N_("malicious act")}, {"third_party", N_("third party")}, {"process", N_("process or design")},
    {"unknown", N_("not known")}, {0}};

static const Choice answer_ways[] = {
    {"talk", N_("in a talk")}, {"phone", N_("by phone")}, {"mail", N_("by mail")}, {"letter", N_("by letter")},
    {"meeting", N_("in a meeting")}, {"none", N_("not possible")}, {0}};

static const Choice reporter_roles[] = {
    {"manager", N_("manager")}, {"employee", N_("employee")}, {"client", N_("client")}, {"supplier", N_("supplier")},
    {"data_subject", N_("data subject")}, {"citizen", N_("citizen")}, {0}};

static const Choice notice_steps[] = {
    {"early_warning", N_("early warning")}, {"first", N_("first notification")}, {"supplement", N_("supplement")},
    {"interim", N_("interim report")}, {"final", N_("final report")}, {"extension", N_("extension told")},
    {"withdrawn", N_("withdrawn")}, {0}};

static const FieldDef incident_fields[] = {
    {.key = "kind", .label = N_("Kind"), .help = N_("what sort of report it is; it decides which rules apply"),
     .group = N_("Report"), .type = FT_CHOICE, .flags = FF_REQUIRED | FF_ORDER, .choices = incident_kinds,
     .initial = "incident", .width = 10},
    {.key = "title", .label = N_("Title"), .help = N_("what happened, in one line; empty for a whistle-blower report"),
     .type = FT_TEXT, .flags = FF_TITLE | FF_SEARCH, .width = 40},
    {.key = "received_at", .label = N_("Received at"), .help = N_("when it reached us, at any normal channel"),
     .type = FT_MOMENT, .flags = FF_REQUIRED | FF_ORDER | FF_HAPPENED, .initial = "now"},
    {.key = "channel", .label = N_("Channel"), .help = N_("how it reached the desk"), .type = FT_CHOICE,
     .choices = incident_channels},
    {.key = "heard", .label = N_("How heard"), .help = N_("whether they came to us or we found out ourselves"),
     .type = FT_CHOICE, .choices = heard_choices},
    {.key = "unit", .label = N_("Unit"),
     .help = N_("the part of the organisation it happened in; repeats are counted per unit"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_ORDER | FF_SUGGEST, .width = 14},
    {.key = "about", .label = N_("About"), .help = N_("the person, party or thing it is about"), .type = FT_PARTY,
     .flags = FF_SEARCH},
    {.key = "formal", .label = N_("Formal complaint"),
     .help = N_("only a written and signed complaint to a public body starts the term of the law"), .type = FT_FLAG,
     .flags = FF_LONG},
    {.key = "written_on", .label = N_("Written on"), .help = N_("the date on the formal complaint"), .type = FT_DATE,
     .flags = FF_LONG},
    {.key = "severity", .label = N_("Severity"), .help = N_("how serious it is, S1 the most"),
     .group = N_("Assessment"), .type = FT_CHOICE, .flags = FF_ORDER | FF_WORST_FIRST, .choices = choices_severity,
     .width = 4},
    {.key = "category", .label = N_("Category"), .help = N_("the sort of incident, as you use to call it"),
     .type = FT_TEXT, .flags = FF_SEARCH | FF_ORDER | FF_SUGGEST, .width = 14},
    {.key = "personal_data", .label = N_("Personal data"),
     .help = N_("yes starts the 72-hour clock; unknown runs it as \"if so\""), .type = FT_CHOICE, .flags = FF_ORDER,
     .choices = choices_yes_no_unknown, .width = 7},
    {.key = "personal_data_because", .label = N_("Personal data, because"),
     .help = N_("why it does or does not touch personal data; needed to say no after a suspicion"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    {.key = "significant", .label = N_("Significant"),
     .help = N_("whether it is a significant incident in the sense of the cyber security act"), .type = FT_CHOICE,
     .choices = choices_yes_no_unknown},
    {.key = "our_role", .label = N_("Our role"), .help = N_("controller or processor of the data touched"),
     .type = FT_CHOICE, .choices = our_roles},
    {.key = "people_count", .label = N_("People"), .help = N_("how many people are touched, counted or estimated"),
     .type = FT_NUMBER, .flags = FF_ORDER},
    {.key = "record_count", .label = N_("Records"), .help = N_("how many records or documents are touched"),
     .type = FT_NUMBER, .flags = FF_LONG},
    {.key = "data_kinds", .label = N_("Data kinds"), .help = N_("which kinds of personal data"), .type = FT_CHOICES,
     .choices = data_kinds},
    {.key = "people_risk", .label = N_("Risk for people"),
     .help = N_("how likely it harms the people concerned; high means they must be told"), .type = FT_CHOICE,
     .flags = FF_WORST_FIRST, .choices = people_risks},
    {.key = "happened_at", .label = N_("Happened at"),
     .help = N_("when it began, as far as known; earlier than it was reported"), .type = FT_MOMENT, .flags = FF_LONG},
    {.key = "description", .label = N_("Description"), .help = N_("what is known, with times"), .group = N_("Story"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "effect", .label = N_("Effect"), .help = N_("what it did or may do, to whom"), .type = FT_NOTE,
     .flags = FF_SEARCH},
    {.key = "measures", .label = N_("Measures"), .help = N_("what was done to stop it and to limit the harm"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "cause_kind", .label = N_("Kind of cause"),
     .help = N_("the root cause in one word; repeats are counted by it"), .type = FT_CHOICE, .flags = FF_ORDER,
     .choices = cause_kinds},
    {.key = "cause", .label = N_("Cause"), .help = N_("how it could happen"), .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "outcome", .label = N_("Outcome"), .help = N_("how it ended, in words you would use to the reporter"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "lesson", .label = N_("Lesson"), .help = N_("what we do differently from now on"), .type = FT_NOTE,
     .flags = FF_SEARCH},
    {.key = "no_action_because", .label = N_("No action, because"),
     .help = N_("why no improvement action follows, or why it is withdrawn; \"talked through\" is a good reason for a concern"),
     .group = N_("Ending"), .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "no_talk_because", .label = N_("No talk, because"),
     .help = N_("why there was no talk about a complaint or concern"), .type = FT_TEXT, .flags = FF_SEARCH | FF_LONG},
    {.key = "same_as", .label = N_("Same as"), .help = N_("the report this one is a duplicate of"), .type = FT_LINK,
     .target = "incident"},
    {.key = "handed_to", .label = N_("Handed over to"), .help = N_("who works on it from now on"), .type = FT_PARTY,
     .flags = FF_SEARCH},
    {.key = "handed_on", .label = N_("Handed over on"), .help = N_("the day it was passed on"), .type = FT_DATE},
    {.key = "reopened_because", .label = N_("Reopened because"), .help = N_("why a closed report is in hand again"),
     .type = FT_TEXT, .flags = FF_SEARCH | FF_LONG},
    WORK_FIELDS,
    RECORD_FIELDS("new"),
};

static const StateDef incident_states[] = {
    {.key = "new", .label = N_("new"), .moves = "assessed in_hand waiting resolved withdrawn duplicate handed_over",
     .open = true},
    {.key = "assessed", .label = N_("assessed"), .moves = "in_hand waiting resolved withdrawn duplicate handed_over",
     .open = true},
    {.key = "in_hand", .label = N_("in hand"), .moves = "waiting resolved withdrawn duplicate handed_over",
     .open = true},
    {.key = "waiting", .label = N_("waiting"), .moves = "in_hand resolved withdrawn duplicate handed_over",
     .open = true},
    {.key = "resolved", .label = N_("resolved"), .moves = "in_hand closed withdrawn duplicate handed_over",
     .open = true},
    {.key = "closed", .label = N_("closed"), .moves = "in_hand", .open = false},
    {.key = "withdrawn", .label = N_("withdrawn"), .moves = "", .open = false},
    {.key = "duplicate", .label = N_("duplicate"), .moves = "", .open = false, .rows_run = true},
    {.key = "handed_over", .label = N_("handed over"), .moves = "", .open = false},
};

static const DueRule incident_dues[] = {
    {.key = "assess", .label = N_("assess it"), .from = "received_at", .offset = "1wd", .term = "term_assess", .done = "severity",
     .when = "state:new", .warn = "1d"},
    WORK_DUES,
};

static const ListDef incident_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:open",
     .columns = "severity code title state handler kind unit due", .order = "due"},
    {.key = "late", .label = N_("late"), .filter = "state:open due<today",
     .columns = "severity code title next_step handler due", .order = "due"},
    {.key = "new", .label = N_("new"), .filter = "state:new",
     .columns = "code title kind received_at unit channel due", .order = "received_at"},
    {.key = "mine", .label = N_("mine"), .filter = "state:open handler:me",
     .columns = "severity code title next_step state due", .order = "due"},
    {.key = "data", .label = N_("personal data"), .filter = "state:open personal_data:yes,unknown",
     .columns = "severity code title personal_data people_count people_risk handler due", .order = "due"},
    {.key = "complaints", .label = N_("complaints and concerns"), .filter = "state:open kind:complaint,concern",
     .columns = "code title kind unit handler state due", .order = "due"},
    {.key = "serious", .label = N_("serious"), .filter = "state:open severity>=s2",
     .columns = "severity code title handler state next_step due", .order = "due"},
    {.key = "waiting", .label = N_("waiting"), .filter = "state:waiting",
     .columns = "severity code title waiting_for next_step due", .order = "due"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "code title kind severity state unit received_at",
     .order = "-received_at"},
};

static const FieldDef reporter_fields[] = {
    {.key = "who", .label = N_("Reporter"), .help = N_("who reported it; leave empty when anonymous"),
     .type = FT_PARTY, .flags = FF_SEARCH | FF_SHIELDED},
    {.key = "anonymous", .label = N_("Anonymous"), .help = N_("the reporter did not say who"), .type = FT_FLAG},
    {.key = "role", .label = N_("Role"), .help = N_("what the reporter is to the organisation"), .type = FT_CHOICE,
     .choices = reporter_roles},
    {.key = "shielded", .label = N_("Shielded"),
     .help = N_("the name stays out of search, lists, previews, exports, calendar and history, and is shown only when "
                "asked for on this record; it is not sealed: whoever can read the file itself can still find it"),
     .type = FT_FLAG},
    {.key = "came_at", .label = N_("Came at"),
     .help = N_("when this reporter came with it; empty: when the report was received"), .type = FT_MOMENT},
    {.key = "call_back_at", .label = N_("Call back at"), .help = N_("when the reporter wants to be called"),
     .type = FT_MOMENT},
    {.key = "called_back_at", .label = N_("Called back at"), .help = N_("when you called"), .type = FT_MOMENT},
    {.key = "acknowledged_on", .label = N_("Acknowledged on"),
     .help = N_("the day you confirmed that it was received"), .type = FT_DATE},
    {.key = "promised", .label = N_("Promised"), .help = N_("what you promised the reporter"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    {.key = "promised_on", .label = N_("Promised by"), .help = N_("the day by which you promised it"),
     .type = FT_DATE},
    {.key = "answered_on", .label = N_("Answered on"), .help = N_("the day the reporter heard the outcome"),
     .type = FT_DATE},
    {.key = "answered_how", .label = N_("Answered how"), .help = N_("in what way the reporter heard it"),
     .type = FT_CHOICE, .choices = answer_ways},
    {.key = "no_answer_because", .label = N_("No answer, because"),
     .help = N_("why this reporter cannot or need not be answered"), .type = FT_TEXT},
};

static const DueRule reporter_dues[] = {
    {.key = "acknowledge", .label = N_("acknowledge receipt to the reporter"), .from = "came_at", .offset = "5wd",
     .done = "acknowledged_on", .warn = "3d", .flags = DUE_COMPUTED},
    {.key = "call_back", .label = N_("call the reporter back"), .from = "call_back_at", .done = "called_back_at",
     .when = "-answered_on:", .warn = "1h"},
    {.key = "promise", .label = N_("keep the promise to the reporter"), .from = "promised_on", .done = "answered_on",
     .when = "-no_answer_because:"},
};

static const FieldDef judgement_fields[] = {
    {.key = "regime", .label = N_("Regime"),
     .help = N_("code of the rule it is judged by, as in the policy: AVG33, CBW26, a contract"), .type = FT_TEXT,
     .flags = FF_REQUIRED | FF_SUGGEST},
    {.key = "applies", .label = N_("Applies"),
     .help = N_("whether that rule applies; unknown runs the clock as \"if so\""), .type = FT_CHOICE,
     .flags = FF_REQUIRED, .choices = choices_yes_no_unknown},
    {.key = "known_since", .label = N_("Known since"),
     .help = N_("the moment from which the organisation knew; the clock starts there"), .type = FT_MOMENT},
    {.key = "estimated", .label = N_("Estimated"),
     .help = N_("the moment is the earliest plausible one, not exact to the minute"), .type = FT_FLAG},
    {.key = "judged_by", .label = N_("Judged by"), .help = N_("who decided this"), .type = FT_LINK,
     .target = "contact"},
    {.key = "judged_on", .label = N_("Judged on"), .help = N_("the day it was judged"), .type = FT_DATE,
     .flags = FF_HAPPENED, .initial = "today"},
    {.key = "heard", .label = N_("Heard"), .help = N_("who was heard first, the DPO for one"), .type = FT_LINKS,
     .target = "contact"},
    {.key = "reason", .label = N_("Reason"), .help = N_("why it does or does not apply"), .type = FT_NOTE,
     .flags = FF_SEARCH},
};

static const FieldDef notice_fields[] = {
    {.key = "regime", .label = N_("Regime"), .help = N_("the rule it is sent under"), .type = FT_TEXT,
     .flags = FF_REQUIRED | FF_SUGGEST},
    {.key = "sent_to", .label = N_("To"), .help = N_("the authority, client or people told"), .type = FT_PARTY,
     .flags = FF_REQUIRED | FF_SEARCH},
    {.key = "step", .label = N_("Which"), .help = N_("first notification, supplement, final report or withdrawal"),
     .type = FT_CHOICE, .flags = FF_REQUIRED, .choices = notice_steps, .initial = "first"},
    {.key = "sent_at", .label = N_("Sent at"), .help = N_("the moment it left"), .type = FT_MOMENT,
     .flags = FF_HAPPENED, .initial = "now"},
    {.key = "sent_by", .label = N_("Sent by"), .help = N_("who sent it"), .type = FT_LINK, .target = "contact"},
    {.key = "number", .label = N_("Number"), .help = N_("the receipt or case number it was given"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    {.key = "late_because", .label = N_("Late because"),
     .help = N_("why it was sent after its term; the law asks for it"), .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "reason", .label = N_("Reason"), .help = N_("why the term is extended, or the notice withdrawn"),
     .type = FT_TEXT, .flags = FF_SEARCH},
};

/* clang-format on */

/* A concern or complaint is about people: it is not closed on paper alone. */
static bool is_talked_about(const Record *record) {
    return record_is(record, "kind", "complaint") || record_is(record, "kind", "concern");
}

/* Every reporter is kept, and hears how it ended or there is a reason why not. */
static void check_reporters(const Facts *facts, const Record *after, Problems *problems) {
    RecordList reporters = facts->children(facts->ctx, "reporter");
    for (size_t i = 0; i < reporters.count; i++) {
        char name[TEXT_MOST];
        if (rule_answered(reporters.items[i])) continue;
        const Record *contact = facts->find(facts->ctx, rule_reporter(reporters.items[i], name));
        problem_add(problems, after->def, NULL, _("reporter %s has no answer, and no reason why not"),
                    contact ? record_title(contact) : name);
    }
}

/* What was answered in a talk was talked about. */
static bool was_talked_about(const Facts *facts, const Record *after) {
    if (record_has(after, "no_talk_because") || facts->linked(facts->ctx, "talk", "about") > 0) return true;
    RecordList reporters = facts->children(facts->ctx, "reporter");
    for (size_t i = 0; i < reporters.count; i++) {
        const Record *row = reporters.items[i];
        bool spoken = record_is(row, "answered_how", "talk") || record_is(row, "answered_how", "meeting");
        if (record_has(row, "answered_on") && spoken) return true;
    }
    return false;
}

/* The last row of a regime holds; an open question about a duty to notify may not be closed over. */
static void check_judgements(const Facts *facts, const Record *after, Problems *problems) {
    RecordList rows = facts->children(facts->ctx, "judgement");
    for (size_t i = 0; i < rows.count; i++) {
        const char *regime = record_text(rows.items[i], "regime");
        bool last = true;
        for (size_t later = i + 1; later < rows.count; later++)
            if (text_equal(regime, record_text(rows.items[later], "regime"))) last = false;
        if (last && record_is(rows.items[i], "applies", "unknown"))
            problem_add(problems, after->def, NULL, _("it is not judged yet whether %s applies"), regime);
    }
    if (record_is(after, "personal_data", "unknown"))
        problem_add(problems, after->def, "personal_data", _("say whether personal data are touched"));
    if (record_is(after, "significant", "unknown"))
        problem_add(problems, after->def, "significant", _("say whether it is significant"));
}

/* The gate before closing. A missed term is not in it: it stays as a fact. */
static void check_closed(const Facts *facts, const Record *after, Problems *problems) {
    if (!record_is(after, "kind", "question") && !record_has(after, "no_action_because") &&
        facts->linked(facts->ctx, "action", "origin") == 0)
        problem_add(problems, after->def, "no_action_because", _("make an action, or say why none follows"));
    check_judgements(facts, after, problems);
    if (!is_talked_about(after)) return;
    if (!was_talked_about(facts, after))
        problem_add(problems, after->def, "no_talk_because", _("link the talk about it, or say why there was none"));
    check_reporters(facts, after, problems);
}

static bool is_kept_on_stub(const FieldDef *field) {
    return text_has_word("kind received_at channel heard handed_to handed_on state level", field->key);
}

void incident_stub(Record *report) {
    for (size_t i = 0; i < report->def->field_count; i++)
        if (!is_kept_on_stub(&report->def->fields[i])) report->values[i] = (Value){0};
}

/* A whistle-blower report is not worked on here: an empty stub that says it was passed on, and to whom. Unless the
 * organisation has designated this desk. */
static void check_stub(const Facts *facts, const Record *after, Problems *problems) {
    const Record *organisation = rule_organisation(facts);
    if (organisation && record_number(organisation, "whistleblower_desk", 0)) return;
    for (size_t i = 0; i < after->def->field_count; i++)
        if (after->values[i].set && !is_kept_on_stub(&after->def->fields[i]))
            problem_add(problems, after->def, after->def->fields[i].key,
                        _("a whistle-blower report is passed on: no title and no text here"));
    if (facts->children(facts->ctx, "reporter").count > 0)
        problem_add(problems, after->def, NULL, _("a whistle-blower report is passed on: no reporter here"));
    if (facts->children(facts->ctx, "remark").count > 0)
        problem_add(problems, after->def, NULL, _("a whistle-blower report is passed on: no remarks here"));
    if (!record_is(after, "state", "handed_over"))
        problem_add(problems, after->def, "state", _("a whistle-blower report is passed on: state handed over"));
    if (record_is(after, "level", "internal"))
        problem_add(problems, after->def, "level", _("a whistle-blower report is at least confidential"));
}

/* Saying no starts nothing, so after a suspicion it must be explained. */
static void check_personal_data(const Record *before, const Record *after, Problems *problems) {
    bool suspected =
        before && (record_is(before, "personal_data", "yes") || record_is(before, "personal_data", "unknown"));
    if (suspected && record_is(after, "personal_data", "no"))
        rule_need(problems, after, "personal_data_because", _("say why no personal data are touched after all"));
}

/* What is withdrawn ends as much as what is closed: with its reason, not over a duty that is judged to apply, and with an answer to who
 * complained. */
static void check_withdrawn(const Facts *facts, const Record *after, Problems *problems) {
    rule_need(problems, after, "no_action_because", _("say why it is withdrawn"));
    RecordList rows = facts->children(facts->ctx, "judgement");
    for (size_t i = 0; i < rows.count; i++) {
        const char *regime = record_text(rows.items[i], "regime");
        bool last = true;
        for (size_t later = i + 1; later < rows.count; later++) last &= !text_equal(regime, record_text(rows.items[later], "regime"));
        if (last && record_is(rows.items[i], "applies", "yes"))
            problem_add(problems, after->def, NULL, _("%s is judged to apply: judge it anew, or close the report"), regime);
    }
    if (record_is(after, "personal_data", "yes"))
        problem_add(problems, after->def, "personal_data", _("personal data are touched: say no with its reason, or close the report"));
    if (is_talked_about(after)) check_reporters(facts, after, problems);
}

/* Assessing is saying how serious it is. Of what came into the file later on, that is as it is. */
static void check_assessed(const Record *before, const Record *after, Problems *problems) {
    static const char ranked[] = "incident near_miss weakness";
    bool assessed = rule_enters(before, after, "assessed") || (before && rule_in_state(before, "new") && rule_in_state(after, "in_hand waiting resolved"));
    if (assessed && text_has_word(ranked, record_text(after, "kind"))) rule_need(problems, after, "severity", _("assessing it says how serious it is"));
}

static void check_incident(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    if (record_is(after, "kind", "whistleblower"))
        check_stub(facts, after, problems);
    else
        rule_need(problems, after, "title", _("title is missing"));
    rule_past(facts, problems, after, "received_at", _("it cannot be received later than now"));
    check_personal_data(before, after, problems);
    check_assessed(before, after, problems);
    if (record_number(after, "formal", 0))
        rule_need(problems, after, "written_on", _("a formal complaint has the date on which it was written"));
    if (record_is(after, "state", "duplicate"))
        rule_need(problems, after, "same_as", _("say of which report it is a duplicate"));
    if (record_is(after, "state", "handed_over"))
        rule_need(problems, after, "handed_to", _("say to whom it was handed over"));
    if (record_is(after, "state", "closed")) check_closed(facts, after, problems);
    if (record_is(after, "state", "withdrawn")) check_withdrawn(facts, after, problems);
    if (before && record_is(before, "state", "closed") && record_is(after, "state", "in_hand") &&
        !(rule_changed(before, after, "reopened_because") && record_has(after, "reopened_because")))
        problem_add(problems, after->def, "reopened_because", _("say why it is opened again"));
}

static void check_reporter(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)facts, (void)before;
    bool kept_back = record_number(after, "anonymous", 0) || record_number(after, "shielded", 0);
    if (!record_has(after, "who") && !kept_back)
        problem_add(problems, after->def, "who", _("say who reported it, or that the reporter is anonymous"));
    if (record_has(after, "who") && record_number(after, "anonymous", 0))
        problem_add(problems, after->def, "anonymous",
                    _("an anonymous reporter has no name; one who is known can be shielded"));
    if (record_has(after, "promised") && !record_has(after, "promised_on"))
        problem_add(problems, after->def, "promised_on", _("a promise has a day"));
}

/* A clock needs its start; one that is put off needs a reason and a person who answers for it. */
static void check_judgement(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)before;
    if (!record_is(after, "applies", "no")) {
        rule_need(problems, after, "known_since", _("since when it is known starts the clock"));
        rule_past(facts, problems, after, "known_since", _("it cannot be known since later than now"));
        return;
    }
    rule_need(problems, after, "reason", _("not applicable needs a reason"));
    rule_need(problems, after, "judged_by", _("not applicable needs the person who decided it"));
}

static void check_notice(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)before;
    rule_need(problems, after, "sent_at", _("when it was sent is missing"));
    rule_past(facts, problems, after, "sent_at", _("it cannot be sent later than now"));
    if (record_is(after, "step", "extension"))
        rule_need(problems, after, "reason", _("an extension needs its reason"));
}

/* A repeat is of one unit and one kind of cause; as long as the cause is not known, of the unit. */
static const char *const incident_alike[] = {"unit cause_kind", "unit", NULL};

static const RegisterDef incident_register = {
    .id = 1,
    .key = "incident",
    .prefix = "INC",
    .noun = N_("incident"),
    .title = N_("Incidents & complaints"),
    .help = N_("Everything that is reported to the desk or found by it, from a lost badge to a data breach, a "
               "complaint or a concern."),
    .kind = KIND_RECORDS,
    FIELDS(incident_fields),
    STATES(incident_states),
    DUES(incident_dues),
    LISTS(incident_lists),
    .rank = "severity",
    .alike = incident_alike,
    .computed = "repeats behind",
    .check = check_incident,
};

static const RegisterDef reporter_register = {
    .id = 100,
    .key = "reporter",
    .noun = N_("reporter"),
    .title = N_("Reporters"),
    .help = N_("Who came with it; several people may report the same, and each is answered."),
    .kind = KIND_CHILD,
    .parents = "incident",
    FIELDS(reporter_fields),
    DUES(reporter_dues),
    .check = check_reporter,
};

static const RegisterDef judgement_register = {
    .id = 101,
    .key = "judgement",
    .noun = N_("judgement"),
    .title = N_("Judgements"),
    .help = N_("Whether a rule with a term applies, since when, and who said so; a correction is a new row."),
    .kind = KIND_CHILD,
    .parents = "incident approval trigger development",
    FIELDS(judgement_fields),
    .check = check_judgement,
};

static const RegisterDef notice_register = {
    .id = 102,
    .key = "notice",
    .noun = N_("external notice"),
    .title = N_("External notices"),
    .help = N_("What was sent to an authority, a client or the people concerned."),
    .kind = KIND_CHILD,
    .parents = "incident approval trigger development",
    FIELDS(notice_fields),
    .check = check_notice,
};

const RegisterDef *const registers_incident[] = {&incident_register, &reporter_register, &judgement_register,
                                                 &notice_register, NULL};
