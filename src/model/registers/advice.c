/* Advice, asked for or not. A weighty advice that is not adopted is saved at once: what must still be recorded then
 * (the risk told, the place of record) is a due of five working days and blocks closing, never the recording itself. */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice advice_weights[] = {
    {"weighty", N_("weighty")}, {"normal", N_("normal")}, {0}};

static const Choice advice_domains[] = {
    {"technical", N_("technical")}, {"organisational", N_("organisational")}, {"both", N_("both")}, {0}};

static const Choice advice_directions[] = {
    {"positive", N_("positive")}, {"conditions", N_("on conditions")}, {"negative", N_("negative")}, {0}};

static const Choice advice_answers[] = {
    {"adopted", N_("adopted")}, {"partly", N_("partly adopted")}, {"not_adopted", N_("not adopted")},
    {"none", N_("none in time")}, {0}};

static const Choice carried_choices[] = {
    {"yes", N_("yes")}, {"partly", N_("partly")}, {"no", N_("no")}, {0}};

static const Choice record_places[] = {
    {"mail", N_("mail")}, {"minutes", N_("minutes")}, {"report", N_("written report")}, {"ticket", N_("ticket")},
    {"letter", N_("letter")}, {0}};

static const FieldDef advice_fields[] = {
    {.key = "title", .label = N_("Title"), .help = N_("the advice in one line"), .group = N_("Advice"),
     .type = FT_TEXT, .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH, .width = 40},
    {.key = "weight", .label = N_("Weight"),
     .help = N_("a weighty advice needs its ground and the risk if it is not followed"), .type = FT_CHOICE,
     .flags = FF_REQUIRED | FF_ORDER | FF_WORST_FIRST, .choices = advice_weights, .initial = "normal", .width = 8},
    {.key = "asked", .label = N_("Asked for"),
     .help = N_("somebody asked for it; otherwise it is your own initiative"), .type = FT_FLAG},
    {.key = "domain", .label = N_("Domain"), .help = N_("technical, organisational or both"), .type = FT_CHOICE,
     .choices = advice_domains},
    {.key = "direction", .label = N_("Direction"), .help = N_("for a request: positive, on conditions, negative"),
     .type = FT_CHOICE, .choices = advice_directions},
    {.key = "addressee", .label = N_("Addressee"), .help = N_("who must decide on it"), .type = FT_LINK,
     .flags = FF_REQUIRED | FF_ORDER, .target = "contact"},
    {.key = "about", .label = N_("About"), .help = N_("the request, event, report or risk it is given on"),
     .type = FT_LINKS},
    {.key = "anchors", .label = N_("Anchors"),
     .help = N_("law, standard, norm, contract or risk analysis it stands on"), .type = FT_LINKS, .target = "anchor"},
    {.key = "text", .label = N_("Text"), .help = N_("the advice itself"), .type = FT_NOTE,
     .flags = FF_REQUIRED | FF_SEARCH},
    {.key = "options", .label = N_("Options"), .help = N_("the choices the addressee has, with what each costs"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "risk_if_not", .label = N_("Risk if not"), .help = N_("what may happen if it is not followed"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "likelihood", .label = N_("Likelihood"), .help = N_("how likely that is"), .type = FT_CHOICE,
     .choices = choices_likelihood},
    {.key = "impact", .label = N_("Impact"), .help = N_("how bad that would be"), .type = FT_CHOICE,
     .choices = choices_impact},
    {.key = "theme", .label = N_("Theme"), .help = N_("the subject, to see repetition"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_ORDER | FF_SUGGEST, .width = 14},
    {.key = "repeats", .label = N_("Repeats"), .help = N_("the earlier advices it repeats"), .type = FT_LINKS,
     .target = "advice"},
    {.key = "given_on", .label = N_("Given on"), .help = N_("the day it was given"), .group = N_("Given"),
     .type = FT_DATE, .flags = FF_ORDER | FF_HAPPENED},
    {.key = "given_in", .label = N_("Given in"), .help = N_("mail, minutes or report"), .type = FT_CHOICE,
     .choices = record_places},
    {.key = "place_of_record", .label = N_("Place of record"), .help = N_("where it can be read back, with the item"),
     .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "answer_due", .label = N_("Answer by"),
     .help = N_("when the answer is needed; never after the decision it serves"), .type = FT_DATE, .flags = FF_ORDER},
    {.key = "answer", .label = N_("Answer"),
     .help = N_("adopted, partly, not adopted; \"none in time\" is set by the clock"), .group = N_("Answer"),
     .type = FT_CHOICE, .flags = FF_ORDER, .choices = advice_answers},
    {.key = "answered_by", .label = N_("Answered by"), .help = N_("who answered"), .type = FT_LINK,
     .target = "contact"},
    {.key = "answered_on", .label = N_("Answered on"), .help = N_("the day of the answer"), .type = FT_DATE},
    {.key = "answer_reason", .label = N_("Reason"), .help = N_("why it was not, or partly, adopted"), .type = FT_NOTE,
     .flags = FF_SEARCH},
    {.key = "risk_told_to", .label = N_("Risk told to"), .help = N_("to whom you told what the risk is now"),
     .type = FT_LINK, .target = "contact"},
    {.key = "risk_told_on", .label = N_("Risk told on"), .help = N_("the day you told it"), .type = FT_DATE},
    {.key = "carried_by", .label = N_("Carried by"), .help = N_("who carries that risk"), .type = FT_PARTY,
     .flags = FF_SEARCH},
    {.key = "answer_place", .label = N_("Place of the answer"), .help = N_("where the answer is recorded"),
     .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "carried_out", .label = N_("Carried out"), .help = N_("whether what was adopted was also done"),
     .group = N_("Follow-up"), .type = FT_CHOICE, .choices = carried_choices},
    {.key = "checked_on", .label = N_("Checked on"), .help = N_("the day you looked"), .type = FT_DATE},
    {.key = "review_on", .label = N_("Review on"), .help = N_("the day to look at it again"), .type = FT_DATE},
    {.key = "withdrawn_because", .label = N_("Withdrawn because"), .help = N_("why you took it back"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_LONG},
    WORK_FIELDS,
    RECORD_FIELDS("draft"),
};

static const StateDef advice_states[] = {
    {.key = "draft", .label = N_("draft"), .moves = "given withdrawn", .open = true},
    {.key = "given", .label = N_("given"), .moves = "answered withdrawn", .open = true},
    {.key = "answered", .label = N_("answered"), .moves = "following_up closed withdrawn", .open = true},
    {.key = "following_up", .label = N_("following up"), .moves = "answered closed withdrawn", .open = true},
    {.key = "closed", .label = N_("closed"), .moves = "following_up", .open = false},
    {.key = "withdrawn", .label = N_("withdrawn"), .moves = "", .open = false},
};

static const DueRule advice_dues[] = {
    {.key = "answer", .label = N_("get an answer"), .from = "answer_due", .done = "answered_on", .when = "state:given",
     .warn = "2d"},
    {.key = "risk_told", .label = N_("tell the risk and record it"), .from = "answered_on", .offset = "5wd", .term = "term_not_adopted",
     .done = "risk_told_on", .when = "answer:not_adopted,partly,none"},
    {.key = "place", .label = N_("record where the answer is"), .from = "answered_on", .offset = "5wd", .term = "term_not_adopted",
     .done = "answer_place", .when = "answer:not_adopted,partly,none"},
    {.key = "none_in_time", .label = N_("no answer in time: record that and tell the risk"), .from = "answer_due",
     .offset = "5wd", .term = "term_not_adopted", .done = "answered_on", .when = "state:given", .flags = DUE_COMPUTED},
    {.key = "review", .label = N_("review it, and whether it was carried out"), .from = "review_on",
     .when = "state:open", .warn = "5d"},
    WORK_DUES,
};

static const ListDef advice_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:open",
     .columns = "code title weight addressee state answer due", .order = "due"},
    {.key = "unanswered", .label = N_("unanswered"), .filter = "state:given -answer:adopted,partly,not_adopted",
     .columns = "code title clock_answer addressee answer_due given_on weight due", .order = "answer_due"},
    {.key = "weighty", .label = N_("weighty"), .filter = "weight:weighty",
     .columns = "code title addressee answer given_on theme state", .order = "-given_on"},
    {.key = "structural", .label = N_("not adopted"), .filter = "weight:weighty answer:not_adopted,partly,none",
     .columns = "code title theme addressee given_on answer risk_told_on", .order = "-given_on"},
    {.key = "adopted", .label = N_("adopted, not carried out"), .filter = "answer:adopted,partly -carried_out:yes",
     .columns = "code title addressee carried_out review_on due", .order = "due"},
    {.key = "groundless", .label = N_("without anchor"), .filter = "-anchors:",
     .columns = "code title weight addressee given_on", .order = "-given_on"},
    {.key = "mine", .label = N_("mine"), .filter = "state:open handler:me", .columns = "code title next_step due",
     .order = "due"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "code title weight addressee answer state given_on",
     .order = "-given_on"},
};

/* clang-format on */

/* A weighty advice must be able to stand on its own a year later. */
static void check_weighty(const Record *after, Problems *problems) {
    rule_need(problems, after, "risk_if_not", _("a weighty advice says what the risk is if it is not followed"));
    rule_need(problems, after, "anchors",
              _("a weighty advice stands on a law, standard, norm, contract or risk analysis"));
}

/* What was not adopted is recorded before the file is closed: the risk told, by whom it is carried, and where it
 * stands. */
static void check_refused(const Record *after, Problems *problems) {
    rule_need(problems, after, "risk_told_to", _("say to whom the risk was told"));
    rule_need(problems, after, "risk_told_on", _("say when the risk was told"));
    rule_need(problems, after, "carried_by", _("say who carries the risk"));
    rule_need(problems, after, "answer_place", _("say where the answer is recorded"));
}

static bool is_refused(const Record *record) {
    return text_has_word("partly not_adopted none", record_text(record, "answer"));
}

static void check_advice_closed(const Record *after, Problems *problems) {
    rule_need(problems, after, "answer", _("the answer is missing"));
    if (is_refused(after)) check_refused(after, problems);
    if (record_is(after, "answer", "adopted") || record_is(after, "answer", "partly"))
        rule_need(problems, after, "carried_out", _("say whether it was carried out"));
}

/* Who asked for a request, or gains by it, gets no say in it: so the advice is not addressed to that person. */
static void check_addressee(const Facts *facts, const Record *after, Problems *problems) {
    if (rule_is_officer(facts, record_text(after, "addressee")))
        problem_add(problems, after->def, "addressee", _("the officer gives the advice, so somebody else gets it"));
}

static void check_advice(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)before;
    bool given = !rule_in_state(after, "draft withdrawn");
    check_addressee(facts, after, problems);
    if (rule_is_officer(facts, record_text(after, "carried_by")))
        problem_add(problems, after->def, "carried_by", _("the officer never carries the risk: a manager does"));
    if (given) rule_need(problems, after, "given_on", _("when it was given is missing"));
    if (given && record_is(after, "weight", "weighty")) check_weighty(after, problems);
    rule_past(facts, problems, after, "given_on", _("it cannot be given later than today"));
    rule_past(facts, problems, after, "answered_on", _("it cannot be answered later than today"));
    if (record_is(after, "state", "answered")) rule_need(problems, after, "answer", _("the answer is missing"));
    rule_order(problems, after, "given_on", "answered_on", _("it was answered before it was given"));
    if (record_is(after, "state", "closed")) check_advice_closed(after, problems);
    if (record_is(after, "state", "withdrawn"))
        rule_need(problems, after, "withdrawn_because", _("say why it was withdrawn"));
}

static const RegisterDef advice_register = {
    .id = 7,
    .key = "advice",
    .prefix = "ADV",
    .noun = N_("advice"),
    .title = N_("Advice"),
    .help = N_("Advice to the board and others, asked for or not: given, answered, and carried out or not."),
    .kind = KIND_RECORDS,
    FIELDS(advice_fields),
    STATES(advice_states),
    DUES(advice_dues),
    LISTS(advice_lists),
    .computed = "clock_answer",
    .rank = "weight",
    .check = check_advice,
};

const RegisterDef *const registers_advice[] = {&advice_register, NULL};
