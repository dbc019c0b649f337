/* The catalogue of trigger events, kept as data: an organisation adds its own kinds and checks without a change of
 * program. */
#include "loket/base/lang.h"
#include "loket/model/rules.h"

/* clang-format off */
static const Choice kind_needs[] = {
    {"advice", N_("advice")}, {"judgement", N_("judgement")}, {"approval", N_("approval")}, {0}};

static const FieldDef kind_fields[] = {
    {.key = "label", .label = N_("Label"), .help = N_("what this kind of event is called"), .group = N_("Kind"),
     .type = FT_TEXT, .flags = FF_REQUIRED | FF_TITLE | FF_SEARCH | FF_ORDER, .width = 36},
    {.key = "needs", .label = N_("Needs"), .help = N_("what the officer usually gives"), .type = FT_CHOICES,
     .flags = FF_REQUIRED, .choices = kind_needs},
    {.key = "lead_days", .label = N_("Lead, working days"),
     .help = N_("how many working days before the decision the officer must know"), .type = FT_NUMBER,
     .flags = FF_REQUIRED | FF_ORDER, .initial = "10"},
    {.key = "large_from", .label = N_("Large from"), .help = N_("the value class from which it counts as large"),
     .type = FT_CHOICE, .choices = choices_value_class},
    {.key = "large_text", .label = N_("Large means"),
     .help = N_("the threshold in words, where money does not say it"), .type = FT_TEXT, .flags = FF_SEARCH},
    {.key = "usual_source", .label = N_("Usual source"),
     .help = N_("where you normally hear of it: tender calendar, project portfolio, change board"), .type = FT_TEXT,
     .flags = FF_SEARCH},
    RECORD_FIELDS("active"),
};

static const StateDef kind_states[] = {
    {.key = "active", .label = N_("active"), .moves = "ended", .open = true},
    {.key = "ended", .label = N_("ended"), .moves = "active", .open = false},
};

static const ListDef kind_lists[] = {
    {.key = "open", .label = N_("open"), .filter = "state:active", .columns = "label lead_days needs large_from code",
     .order = "label"},
    {.key = "all", .label = N_("all"), .filter = "", .columns = "label lead_days needs state code", .order = "label"},
};

/* clang-format on */

static const RegisterDef kind_register = {
    .id = 15,
    .key = "kind",
    .prefix = "KND",
    .noun = N_("kind of event"),
    .title = N_("Kinds of trigger event"),
    .help = N_("The catalogue: which events need the officer, how long before, and what is checked."),
    .kind = KIND_RECORDS,
    FIELDS(kind_fields),
    STATES(kind_states),
    LISTS(kind_lists),
};

const RegisterDef *const registers_kind[] = {&kind_register, NULL};
