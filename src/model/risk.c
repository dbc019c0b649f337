#include "loket/model/risk.h"

#include "loket/base/lang.h"
#include "loket/model/register.h"

int risk_likelihood(const char *slug) {
    return choice_index(choices_likelihood, slug) + 1;
}

int risk_impact(const char *slug) {
    return choice_index(choices_impact, slug) + 1;
}

int risk_score(const char *likelihood, const char *impact) {
    return risk_likelihood(likelihood) * risk_impact(impact);
}

RiskBand risk_band(const char *likelihood, const char *impact) {
    static const struct {
        int from;
        RiskBand band;
    } bands[] = {{15, RISK_CRITICAL}, {10, RISK_HIGH}, {5, RISK_MEDIUM}, {1, RISK_LOW}};
    int score = risk_score(likelihood, impact);
    /* The lowest score with impact 5 is 5, so the bands already keep the most serious impact at medium or above. */
    for (size_t i = 0; i < COUNT_OF(bands); i++) {
        if (score >= bands[i].from) return bands[i].band;
    }
    return RISK_NONE;
}

const char *risk_band_label(RiskBand band) {
    static const char *const labels[] = {
        [RISK_NONE] = "",         [RISK_LOW] = N_("low"),           [RISK_MEDIUM] = N_("medium"),
        [RISK_HIGH] = N_("high"), [RISK_CRITICAL] = N_("critical"),
    };
    return labels[band];
}
