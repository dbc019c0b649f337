/* Env: all that a program takes from its surroundings, as values that can be replaced.
 *
 * The clock, chance, the user and the wish to stop come in through an Env that is passed on; the environment
 * variables, XDG folders and the login are read only in env.c. Owned by whoever made it; everybody else borrows. */
#ifndef LOKET_BASE_ENV_H
#define LOKET_BASE_ENV_H

#include <stdbool.h>
#include <stddef.h>

#include "loket/base/arena.h"
#include "loket/base/when.h"

typedef struct Env {
    Moment (*now)(void *ctx);
    void (*random)(void *ctx, void *bytes, size_t count);
    bool (*stop)(void *ctx); /* asked during long work: true = give up, leave everything as it was; may be NULL */
    void *ctx;
    const char *login; /* name of the login at work, from the user database, or LOKET_USER */
    bool utf8;         /* what is printed may hold bytes above 0x7f */
} Env;

/* The real surroundings. LOKET_NOW (a moment, see moment_parse) freezes the clock for tests and demonstrations;
 * LOKET_USER names the person at a shared account. Strings live as long as the program. */
Status env_system(Env *env, Error *err);

Moment env_now(const Env *env);
/* Milliseconds of a steady clock, for waiting; says nothing about the time of day. */
int64_t env_steady(void);
bool env_stopped(const Env *env);

/* True if the locale asked for (LC_ALL, LC_CTYPE, LANG) is a UTF-8 one, installed or not. */
bool env_utf8(void);

/* The name of this machine; "" if it has none. */
void env_host(char host[64]);

/* An environment variable that is set and not empty, or NULL. */
const char *env_variable(const char *name);

/* A path in one of the XDG base directories, "loket/" and `name` behind it (not made). */
typedef enum EnvFolder { FOLDER_DATA, FOLDER_STATE, FOLDER_CONFIG, FOLDER_RUNTIME } EnvFolder;
char *env_path(EnvFolder folder, const char *name, Arena *arena);

#endif
