/* One talk with one or more people. Only `with` counts for the cadence. A talk needs nobody's permission: there is no
 * such field. Lines in the text that begin with > or < are promises, which become actions elsewhere. */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice talk_channels[] = {
    {"room", N_("in a room")}, {"walk", N_("in passing")}, {"phone", N_("phone")}, {"video", N_("video")},
    {"mail", N_("mail")}, {"visit", N_("on site")}, {0}};

static const FieldDef talk_fields[] = {
    {.key = "topics", .label = N_("Topics"), .help = N_("what it is about, in one line"), .group = N_("Talk"),
     .type = FT_TEXT, .flags = FF_TITLE | FF_SEARCH, .width = 36},
    {.key = "with", .label = N_("With"), .help = N_("who takes part; only these people count as spoken"),
     .type = FT_LINKS, .flags = FF_REQUIRED, .target = "contact", .width = 20},
    {.key = "round", .label = N_("Round"), .help = N_("the round it belongs to"), .type = FT_LINK, .target = "round"},
    {.key = "planned_at", .label = N_("Planned at"), .help = N_("when it is planned"), .type = FT_MOMENT,
     .flags = FF_ORDER},
    {.key = "held_at", .label = N_("Held at"), .help = N_("when it was held"), .type = FT_MOMENT,
     .flags = FF_ORDER | FF_HAPPENED},
    {.key = "formality", .label = N_("Formal or informal"),
     .help = N_("formal talks have minutes and also count as informal ones"), .type = FT_CHOICE,
     .flags = FF_REQUIRED | FF_ORDER, .choices = choices_formality, .initial = "informal"},
    {.key = "channel", .label = N_("Channel"), .help = N_("how you spoke"), .type = FT_CHOICE,
     .choices = talk_channels},
    {.key = "about", .label = N_("About"), .help = N_("the reports, requests, advices and events it was about"),
     .type = FT_LINKS},
    {.key = "text", .label = N_("Notes"),
     .help = N_("what was said; a line \"> Name: what, date\" is their promise, \"< what, date\" mine"),
     .type = FT_NOTE, .flags = FF_SEARCH},
    {.key = "minutes", .label = N_("Minutes"), .help = N_("reference to the minutes, with the item"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    {.key = "asked_about", .label = N_("Asked about"), .help = N_("the kinds of trigger event you asked for"),
     .type = FT_LINKS, .target = "kind"},
    {.key = "referred_to", .label = N_("Referred to"),
     .help = N_("to whom you sent the person on, a counsellor for one"), .type = FT_PARTY},
    {.key = "cancelled_because", .label = N_("Cancelled because"), .help = N_("why it was not held"), .type = FT_TEXT,
     .flags = FF_SEARCH | FF_LONG},
    RECORD_FIELDS("planned"),
};

static const StateDef talk_states[] = {
    {.key = "planned", .label = N_("planned"), .moves = "held recorded cancelled", .open = true},
    {.key = "held", .label = N_("held"), .moves = "recorded", .open = true},
    {.key = "recorded", .label = N_("recorded"), .moves = "held", .open = false},
    {.key = "cancelled", .label = N_("cancelled"), .moves = "planned", .open = false},
};

static const DueRule talk_dues[] = {
    {.key = "hold", .label = N_("hold the talk"), .from = "planned_at", .done = "held_at", .when = "state:planned"},
    {.key = "record", .label = N_("write down the talk"), .from = "held_at", .offset = "2wd", .term = "term_talk", .when = "state:held"},
    /* a formal talk exists on paper or not at all; also when it was written down here */
    {.key = "minutes", .label = N_("get the minutes: where they are, and the item"), .from = "held_at", .offset = "5wd", .term = "term_minutes",
     .done = "minutes", .when = "formality:formal state:held,recorded", .flags = DUE_ALWAYS},
};

static const ListDef talk_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:open",
     .columns = "planned_at topics with formality state code due", .order = "due"},
    {.key = "held", .label = N_("held"), .filter = "state:held,recorded",
     .columns = "held_at topics with formality code", .order = "-held_at"},
    {.key = "today", .label = N_("today"), .filter = "state:planned planned_at<tomorrow",
     .columns = "planned_at topics with code", .order = "planned_at"},
    {.key = "formal", .label = N_("formal"), .filter = "formality:formal state:recorded",
     .columns = "held_at topics with minutes code", .order = "-held_at"},
    {.key = "minutes", .label = N_("minutes missing"), .filter = "formality:formal state:held,recorded -minutes:",
     .columns = "held_at topics with code due", .order = "due"},
    {.key = "unwritten", .label = N_("to write down"), .filter = "state:held",
     .columns = "held_at topics with code due", .order = "due"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "held_at planned_at topics with state code",
     .order = "-held_at"},
};

/* clang-format on */

static void check_talk(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    (void)before;
    if (record_is(after, "state", "planned"))
        rule_need(problems, after, "planned_at", _("when it is planned is missing"));
    if (rule_in_state(after, "held recorded")) {
        rule_need(problems, after, "held_at", _("when it was held is missing"));
        rule_past(facts, problems, after, "held_at", _("a talk to come is planned, not held"));
    }
    if (record_is(after, "state", "recorded") && !record_has(after, "text") && !record_has(after, "minutes"))
        problem_add(problems, after->def, "text", _("write what was said, or where the minutes are"));
}

static const RegisterDef talk_register = {
    .id = 5,
    .key = "talk",
    .prefix = "TLK",
    .noun = N_("talk"),
    .title = N_("Talks"),
    .help = N_("Talks planned and held, formal and informal, with what was promised in them."),
    .kind = KIND_RECORDS,
    FIELDS(talk_fields),
    STATES(talk_states),
    DUES(talk_dues),
    LISTS(talk_lists),
    .check = check_talk,
};

const RegisterDef *const registers_talk[] = {&talk_register, NULL};
