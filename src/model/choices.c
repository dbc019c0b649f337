/* Lists of choices that several registers share. The order is part of their meaning. */
#include "loket/base/lang.h"
#include "loket/model/register.h"

const Choice record_levels[] = {
    {"internal", N_("internal")},
    {"confidential", N_("confidential")},
    {"sealed", N_("sealed")},
    {0},
};

const Choice choices_yes_no_unknown[] = {
    {"yes", N_("yes")},
    {"no", N_("no")},
    {"unknown", N_("unknown")},
    {0},
};

const Choice choices_yes_no[] = {
    {"yes", N_("yes")},
    {"no", N_("no")},
    {0},
};

const Choice choices_formality[] = {
    {"formal", N_("formal")},
    {"informal", N_("informal")},
    {0},
};

const Choice choices_likelihood[] = {
    {"very_small", N_("very small")}, {"small", N_("small")},           {"possible", N_("possible")},
    {"large", N_("large")},           {"very_large", N_("very large")}, {0},
};

const Choice choices_impact[] = {
    {"negligible", N_("negligible")}, {"limited", N_("limited")}, {"considerable", N_("considerable")},
    {"large", N_("large")},           {"serious", N_("serious")}, {0},
};

const Choice choices_severity[] = {
    {"s1", N_("CRIT")}, {"s2", N_("HIGH")}, {"s3", N_("MED")}, {"s4", N_("LOW")}, {0},
};
