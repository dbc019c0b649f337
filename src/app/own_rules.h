/* Own rules: terms and thresholds that an organisation may set for itself, in fields of its record; what is empty there is as the tables
 * and the code say. Private to app/. */
#ifndef LOKET_APP_OWN_RULES_H
#define LOKET_APP_OWN_RULES_H

#include "desk_private.h"

/* The number or span in field `key` of the organisation, or `otherwise`. */
int own_number(Desk *desk, const char *key, int otherwise);
Span own_span(Desk *desk, const char *key, const char *otherwise);

/* The offset of a due rule: the organisation's own term, else the table's; false when it has none. */
bool own_offset(Desk *desk, const DueRule *rule, Span *span);
/* Whether this change of the organisation moves dues; and deriving those again. */
bool own_terms_changed(const Record *before, const Record *after);
Status own_terms_recompute(Desk *desk, Error *err);

#endif
