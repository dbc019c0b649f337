/* A round is a talk that comes back: who is in it, how often, what is always asked. Its talks are rows of `talk`. */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const FieldDef round_fields[] = {
    {.key = "title", .label = N_("Title"), .help = N_("what the round is called"), .group = N_("Round"),
     .type = FT_TEXT, .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH | FF_ORDER, .width = 32},
    {.key = "formality", .label = N_("Formal or informal"), .help = N_("a formal round has minutes"),
     .type = FT_CHOICE, .flags = FF_REQUIRED | FF_ORDER, .choices = choices_formality, .initial = "formal"},
    {.key = "members", .label = N_("Members"), .help = N_("who is in it; copied into each talk"), .type = FT_LINKS,
     .flags = FF_REQUIRED, .target = "contact", .width = 20},
    {.key = "cadence", .label = N_("Cadence"), .help = N_("how often it is held"), .type = FT_SPAN, .flags = FF_ORDER},
    {.key = "standing_questions", .label = N_("Standing questions"),
     .help = N_("what you ask every time: any new contract, project, system replacement?"), .type = FT_NOTE,
     .flags = FF_SEARCH},
    {.key = "asks_about", .label = N_("Asks about"), .help = N_("the kinds of trigger event it asks for"),
     .type = FT_LINKS, .target = "kind"},
    {.key = "minutes_kept", .label = N_("Minutes kept"), .help = N_("where the minutes are"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    {.key = "chair", .label = N_("Chair"), .help = N_("who leads it"), .type = FT_LINK, .target = "contact"},
    RECORD_FIELDS("active"),
};

static const StateDef round_states[] = {
    {.key = "active", .label = N_("active"), .moves = "ended", .open = true},
    {.key = "ended", .label = N_("ended"), .moves = "active", .open = false},
};

static const ListDef round_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:active",
     .columns = "title formality cadence members code due", .order = "due"},
    {.key = "formal", .label = N_("formal"), .filter = "state:active formality:formal",
     .columns = "title cadence members code due", .order = "due"},
    {.key = "informal", .label = N_("informal"), .filter = "state:active formality:informal",
     .columns = "title cadence members code due", .order = "due"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "title formality cadence state code",
     .order = "title"},
};

/* clang-format on */

static const RegisterDef round_register = {
    .id = 4,
    .key = "round",
    .prefix = "RND",
    .noun = N_("round"),
    .title = N_("Rounds"),
    .help = N_("Meetings that come back: the board, the managers, procurement; with the questions you always ask."),
    .kind = KIND_RECORDS,
    FIELDS(round_fields),
    STATES(round_states),
    LISTS(round_lists),
};

const RegisterDef *const registers_round[] = {&round_register, NULL};
