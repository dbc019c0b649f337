/* Personal: what Loket keeps for one user outside the organisation's file: settings, when a file was last left, the lock.
 *
 * In the state folder, written by the program: "settings.yaml" with what holds for every file, and one file named by a database's uuid, so
 * that nothing of a client is in its name. In the folder of settings "config.yaml", written by hand: read, wins, never rewritten. Both have
 * the rows of model/settings.h. Each write reads again and changes one thing, so that two sessions do not undo each other. */
#ifndef LOKET_APP_PERSONAL_H
#define LOKET_APP_PERSONAL_H

#include "loket/app/desk.h"
#include "loket/model/settings.h"
#include "loket/store/passphrase.h"

typedef struct Personal {
    Settings settings;
    Moment seen;                /* when the desk of this file was last left; 0 = never */
    char head[65];              /* hash at the end of the trail then: a file put back or changed behind our back shows */
    bool toured;                /* the first screen was explained once */
    char lock[PASSPHRASE_HASH]; /* of the passphrase that unlocks; "" = none was set */
} Personal;

/* Reads what holds for every file, config.yaml and the environment. What is wrong there is left out; each fault is a line of `faults`,
 * "config.yaml:3:1: …". Returns how many. What is missing or not understood in our own files is as if it had never been. */
size_t personal_init(Personal *personal, StrBuf *faults);
/* Reads what is kept for this file too. */
void personal_open(Personal *personal, Desk *desk);
void personal_done(Personal *personal);

/* This user leaves now: all that is there has been seen. */
Status personal_leave(Personal *personal, Desk *desk, Error *err);
/* Chooses a value (empty: none of one's own any more) and keeps it where it belongs; `desk` may be NULL, then for every file. ERR_INVALID,
 * and no change, when the setting does not take it or is fixed from outside. */
Status personal_choose(Personal *personal, Desk *desk, const char *key, const char *text, Error *err);
/* The first screen has been explained: never again by itself. */
Status personal_toured(Personal *personal, Error *err);
/* Sets the passphrase that unlocks; an empty one takes it away. */
Status personal_set_passphrase(Personal *personal, const char *passphrase, Error *err);
/* Whether unlocking asks for a passphrase. */
bool personal_asks_passphrase(const Personal *personal);

#endif
