/* Setup: a new organisation file, with what every desk begins with.
 *
 * The organisation's one record, the officer as a contact tied to the login at work, and the catalogue of trigger
 * events in the language in force. Opening a file that is there is desk_open. */
#ifndef LOKET_APP_SETUP_H
#define LOKET_APP_SETUP_H

#include "loket/app/desk.h"
#include "loket/app/transfer.h"

typedef struct Setup {
    const char *name;         /* of the organisation */
    const char *officer;      /* name of the officer; NULL = the login at work */
    const char *mail, *phone; /* of the officer, or NULL */
    bool own;                 /* the officer's own file (loket --me): no organisation, no catalogue */
    bool demo;                /* says DEMO for ever, and may be given a past */
} Setup;

/* Makes the file `path` (mode 0600; ERR_CLASH when there is one) and opens it. Nothing is left behind when it fails. */
Status desk_init(const char *path, const Env *env, const Setup *setup, Desk **desk, Error *err);

/* Makes a demo file (`own`: the officer's) from sample data (a file or folder, see transfer.h) that brings its own organisation and officer;
 * the officer is tied to the login at work. The catalogue is added when the data has none. `*plan` (may be NULL) is for
 * showing what was wrong; to be freed by the caller, whatever is returned, before the desk is closed; NULL when it came
 * to none. */
Status desk_init_sample(const char *path, const Env *env, bool own, const char *sample, const ImportOptions *options, Desk **desk,
                        ImportPlan **plan, Error *err);

#endif
