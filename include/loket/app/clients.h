/* Clients: the files an officer works in on this machine, each under a nickname of the officer's own.
 *
 * One small YAML file in the state folder, written anew at each change. A nickname is what the officer typed; until then it is the name of
 * the file. The name of an organisation is never taken from a file. Files of other machines (a home folder may be shared) stay in it and
 * are not shown. Opens no file, but for clients_look. */
#ifndef LOKET_APP_CLIENTS_H
#define LOKET_APP_CLIENTS_H

#include <stdbool.h>

#include "loket/base/env.h"
#include "loket/base/error.h"

enum { CLIENT_NICKNAME = 40, CLIENT_REASON = 240 };

typedef struct Client {
    const char *nickname, *path; /* path: absolute */
    char letter;                 /* a to z, from when it got its nickname; '\0' when all were taken */
    Moment used;                 /* when it was last opened */
} Client;

/* Those of this machine, last used first; in the arena. A list that is not there, or not understood, is empty. */
Client *clients_read(Arena *arena, size_t *count);
/* The absolute path of a file as a person types it (from here, or with ~ for the home folder); NULL, and why, if there is none. */
const char *clients_path(const char *typed, Arena *arena, Error *err);
/* A file was opened now: remembers it, under the name of the file if it is new. */
Status clients_touch(const char *path, Moment now, Error *err);
/* Gives a file a nickname, and makes it one of the list if it was none. ERR_INVALID: no nickname, or one that another has; ERR_MISSING: no
 * such file. */
Status clients_name(const char *path, const char *nickname, Error *err);
/* Whether that is the file at `path`, however it is written. */
bool clients_is(const Client *client, const char *path);
/* Takes it off the list; the file stays. */
Status clients_forget(const char *path, Error *err);

typedef struct ClientLook {
    int64_t need;                /* how many things need you there */
    char why_not[CLIENT_REASON]; /* why it cannot be looked at, translated: gone, locked, newer; "" = it can */
} ClientLook;
/* Reads the kept counters of a file, for reading only and without waiting for anybody. */
void clients_look(const Client *client, const Env *env, ClientLook *look);

#endif
