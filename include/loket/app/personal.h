/* Personal: what Loket remembers for one user about one file, outside that file: when it was last left, the theme.
 *
 * One small YAML file in the state folder, named by the file's uuid, so that nothing of a client is in its name. Never a
 * settings file a person writes: that is config.yaml, which is read elsewhere and never rewritten. */
#ifndef LOKET_APP_PERSONAL_H
#define LOKET_APP_PERSONAL_H

#include "loket/app/desk.h"

typedef struct Personal {
    Moment seen;    /* when the desk was last left; 0 = never */
    char theme[64]; /* "" = the default */
    char head[65];  /* hash at the end of the trail then: a file put back or changed behind our back shows */
} Personal;

/* Reads what there is; what is missing or not understood is as if it had never been. */
void personal_load(Desk *desk, Personal *personal);
Status personal_save(Desk *desk, const Personal *personal, Error *err);

#endif
