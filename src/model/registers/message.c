/* What the officer tells others: information, awareness, training, the notice where to find the desk. */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice message_kinds[] = {
    {"inform", N_("inform")}, {"awareness", N_("awareness")}, {"training", N_("training")},
    {"notice", N_("desk notice")}, {0}};

static const Choice message_channels[] = {
    {"intranet", N_("intranet")}, {"mail", N_("mail")}, {"meeting", N_("meeting")}, {"course", N_("course")},
    {"poster", N_("poster")}, {"exercise", N_("exercise")}, {0}};

static const FieldDef message_fields[] = {
    {.key = "kind", .label = N_("Kind"), .help = N_("information, awareness, training or a notice about the desk"),
     .group = N_("Message"), .type = FT_CHOICE, .flags = FF_REQUIRED | FF_ORDER, .choices = message_kinds,
     .initial = "awareness"},
    {.key = "title", .label = N_("Title"), .help = N_("the message in one line"), .type = FT_TEXT,
     .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH, .width = 40},
    {.key = "audience", .label = N_("Audience"), .help = N_("for whom it is"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_SUGGEST},
    {.key = "unit", .label = N_("Unit"), .help = N_("the unit it is for; the ratio of reports is shown per unit"),
     .type = FT_TEXT, .flags = FF_SEARCH | FF_ORDER | FF_SUGGEST},
    {.key = "on", .label = N_("On"), .help = N_("the day it was sent or held"), .type = FT_DATE,
     .flags = FF_REQUIRED | FF_ORDER | FF_HAPPENED, .initial = "today"},
    {.key = "channel", .label = N_("Channel"), .help = N_("how it was brought"), .type = FT_CHOICE,
     .choices = message_channels},
    {.key = "anchors", .label = N_("Anchors"), .help = N_("the rules it is about"), .type = FT_LINKS,
     .target = "anchor"},
    {.key = "about", .label = N_("About"), .help = N_("the report or development it follows from"), .type = FT_LINKS},
    {.key = "invited", .label = N_("Invited"), .help = N_("how many people it was meant for"), .type = FT_NUMBER},
    {.key = "reach", .label = N_("Reach"), .help = N_("how many people it reached"), .type = FT_NUMBER,
     .flags = FF_ORDER},
    {.key = "result", .label = N_("Result"), .help = N_("what was seen after it: clicks, reports, questions"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "text", .label = N_("Text"), .help = N_("what was said"), .type = FT_NOTE, .flags = FF_SEARCH},
    RECORD_FIELDS("active"),
};

static const StateDef message_states[] = {
    {.key = "active", .label = N_("active"), .moves = "ended", .open = true},
    {.key = "ended", .label = N_("ended"), .moves = "active", .open = false},
};

static const DueRule message_dues[] = {
    {.key = "send", .label = N_("send or hold it"), .from = "on", .done = "reach", .when = "state:active -reach:",
     .warn = "3d"},
};

static const ListDef message_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:active",
     .columns = "on title kind unit audience reach code due", .order = "-on"},
    {.key = "planned", .label = N_("planned"), .filter = "state:active on>today",
     .columns = "on title kind unit audience code", .order = "on"},
    {.key = "training", .label = N_("training"), .filter = "kind:training",
     .columns = "on title unit invited reach code", .order = "-on"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "on title kind unit reach state code", .order = "-on"},
};

/* clang-format on */

static void check_message(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)facts, (void)before;
    if (!record_has(after, "audience") && !record_has(after, "unit"))
        problem_add(problems, after->def, "audience", _("say for whom it is: an audience or a unit"));
    if (record_has(after, "invited") && record_number(after, "reach", 0) > record_number(after, "invited", 0))
        problem_add(problems, after->def, "reach", _("more people reached than invited"));
}

static const RegisterDef message_register = {
    .id = 13,
    .key = "message",
    .prefix = "MSG",
    .noun = N_("message"),
    .title = N_("Messages"),
    .help = N_("Information, awareness, training and desk notices: to whom, when and whom it reached."),
    .kind = KIND_RECORDS,
    FIELDS(message_fields),
    STATES(message_states),
    DUES(message_dues),
    LISTS(message_lists),
    .check = check_message,
};

const RegisterDef *const registers_message[] = {&message_register, NULL};
