#include "loket/base/env.h"

#include <errno.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "loket/base/lang.h"

/* What the real surroundings stand on. One process has one: filled by env_system, read-only afterwards. */
static struct {
    bool frozen;
    Moment moment;
    char login[128];
} surroundings;

const char *env_variable(const char *name) {
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static Moment clock_moment(void) {
    struct timespec time;
    if (clock_gettime(CLOCK_REALTIME, &time) != 0) abort();
    return (Moment)time.tv_sec;
}

static Moment system_now(void *ctx) {
    (void)ctx;
    return surroundings.frozen ? surroundings.moment : clock_moment();
}

/* Without chance there are no salts and no keys: better to stop than to go on with guessable ones. */
static void system_random(void *ctx, void *bytes, size_t count) {
    (void)ctx;
    for (char *at = bytes; count > 0;) {
        ssize_t got = getrandom(at, count, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) abort();
        at += got;
        count -= (size_t)got;
    }
}

static void find_login(char *login, size_t size) {
    const char *asked = env_variable("LOKET_USER");
    const struct passwd *user = asked ? NULL : getpwuid(geteuid());
    if (asked || (user && user->pw_name && *user->pw_name))
        snprintf(login, size, "%s", asked ? asked : user->pw_name);
    else
        snprintf(login, size, "uid-%lu", (unsigned long)geteuid());
}

bool env_utf8(void) {
    const char *locale = env_variable("LC_ALL");
    if (!locale) locale = env_variable("LC_CTYPE");
    if (!locale) locale = env_variable("LANG");
    const char *dot = locale ? strchr(locale, '.') : NULL;
    if (!dot) return false;
    size_t length = strcspn(dot + 1, "@");
    return (length == 5 && strncasecmp(dot + 1, "UTF-8", 5) == 0) ||
           (length == 4 && strncasecmp(dot + 1, "UTF8", 4) == 0);
}

Status env_system(Env *env, Error *err) {
    *env = (Env){.now = system_now, .random = system_random, .login = surroundings.login, .utf8 = env_utf8()};
    find_login(surroundings.login, sizeof surroundings.login);
    surroundings.frozen = false;
    const char *asked = env_variable("LOKET_NOW");
    if (!asked) return OK;
    if (moment_parse(asked, clock_moment(), &surroundings.moment, NULL) != OK) {
        fail(err, ERR_USAGE, _("LOKET_NOW holds \"%s\", which is no moment"), asked);
        return err ? error_hint(err, _("write it as in \"2026-11-23 09:15\"")) : ERR_USAGE;
    }
    surroundings.frozen = true;
    return OK;
}

Moment env_now(const Env *env) {
    return env->now(env->ctx);
}

bool env_stopped(const Env *env) {
    return env->stop && env->stop(env->ctx);
}

typedef struct FolderRule {
    const char *variable, *below_home;
} FolderRule;

/* Where there is no runtime folder (no login session, as in cron), the state folder serves. */
static const FolderRule folder_rules[] = {
    [FOLDER_DATA] = {"XDG_DATA_HOME", ".local/share"},
    [FOLDER_STATE] = {"XDG_STATE_HOME", ".local/state"},
    [FOLDER_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
    [FOLDER_RUNTIME] = {"XDG_RUNTIME_DIR", NULL},
};

static const char *home_folder(void) {
    const char *home = env_variable("HOME");
    if (home) return home;
    const struct passwd *user = getpwuid(geteuid());
    return user && user->pw_dir ? user->pw_dir : "/";
}

char *env_path(EnvFolder folder, const char *name, Arena *arena) {
    const FolderRule *rule = &folder_rules[folder];
    const char *base = env_variable(rule->variable);
    /* The XDG rules say: a relative path there is invalid and is to be ignored. */
    if (base && base[0] == '/') return arena_printf(arena, "%s/loket/%s", base, name);
    if (!rule->below_home) return env_path(FOLDER_STATE, name, arena);
    return arena_printf(arena, "%s/%s/loket/%s", home_folder(), rule->below_home, name);
}

void env_host(char host[64]) {
    if (gethostname(host, 64) != 0) host[0] = '\0';
    host[63] = '\0';
}

int64_t env_steady(void) {
    struct timespec time;
    clock_gettime(CLOCK_BOOTTIME, &time); /* a lid that was closed is time too */
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}
