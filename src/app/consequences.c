#include "consequences.h"

#include <string.h>

static const Consequence consequences_table[] = {
    {"incident", CONSEQUENCE_FILL, report_fill},     {"incident", CONSEQUENCE_CHECK, report_check},
    {"reporter", CONSEQUENCE_FILL, reporter_fill},   {"reporter", CONSEQUENCE_CHECK, reporter_check},
    {"approval", CONSEQUENCE_FILL, approval_fill},   {"approval", CONSEQUENCE_CHECK, approval_check},
    {"decision", CONSEQUENCE_CHECK, decision_check}, {"decision", CONSEQUENCE_FOLLOW, decision_follow},
    {"consult", CONSEQUENCE_CHECK, consult_check},   {"condition", CONSEQUENCE_FILL, condition_fill},
    {"advice", CONSEQUENCE_FILL, advice_fill},       {"advice", CONSEQUENCE_CHECK, advice_check},
    {"trigger", CONSEQUENCE_FILL, trigger_fill},     {"trigger", CONSEQUENCE_FOLLOW, trigger_follow},
    {"talk", CONSEQUENCE_FILL, talk_fill},           {"talk", CONSEQUENCE_CHECK, talk_check},
    {"talk", CONSEQUENCE_FOLLOW, talk_follow},       {"done", CONSEQUENCE_FOLLOW, done_follow},
    {"action", CONSEQUENCE_FILL, action_fill},       {"postponement", CONSEQUENCE_FILL, postponement_fill},
    {"postponement", CONSEQUENCE_FOLLOW, postponement_follow}, {"action", CONSEQUENCE_FOLLOW, action_follow},
    {"action", CONSEQUENCE_FILL, today_fill},        {"instruction", CONSEQUENCE_FILL, today_fill},
    {"development", CONSEQUENCE_FILL, today_fill},   {"development", CONSEQUENCE_FILL, development_fill},
    {"anchor", CONSEQUENCE_FILL, anchor_fill},       {"organisation", CONSEQUENCE_FILL, organisation_fill},
};

Status consequences_run(Effect *effect, ConsequenceWhen when, Error *err) {
    Status status = OK;
    for (size_t i = 0; i < COUNT_OF(consequences_table) && status == OK; i++) {
        const Consequence *row = &consequences_table[i];
        if (row->when == when && strcmp(row->reg, effect->after->def->key) == 0) status = row->run(effect, err);
    }
    return status;
}

bool enters(const Effect *effect, const char *states) {
    const char *now = record_text(effect->after, "state"), *was = effect->before ? record_text(effect->before, "state") : NULL;
    return text_has_word(states, now) && !text_equal(now, was);
}
