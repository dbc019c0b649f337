/* Risk: the 5x5 matrix of likelihood and impact (STANDARDS section 4).
 *
 * Both factors are stored on the record; score and band are always derived, never stored. Pure. */
#ifndef LOKET_MODEL_RISK_H
#define LOKET_MODEL_RISK_H

typedef enum RiskBand { RISK_NONE, RISK_LOW, RISK_MEDIUM, RISK_HIGH, RISK_CRITICAL } RiskBand;

/* 1..5 for a slug of choices_likelihood or choices_impact; 0 for NULL or another word. */
int risk_likelihood(const char *slug);
int risk_impact(const char *slug);
/* Product of both slugs, 1..25; 0 when one of them is missing. */
int risk_score(const char *likelihood, const char *impact);
/* 1-4 low, 5-9 medium, 10-14 high, 15-25 critical; the most serious impact is never below medium. */
RiskBand risk_band(const char *likelihood, const char *impact);
/* N_("low") .. N_("critical"); "" for RISK_NONE. */
const char *risk_band_label(RiskBand band);

#endif
