/* What a program finds when it starts, and the small shell above it. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tty_private.h"

#include <cmocka.h> /* last: its fail() is a macro */

enum { ENV_MAX = 64 };

static size_t name_length(const char *entry) {
    return strcspn(entry, "=");
}

static void set_entry(char **env, size_t *count, const char *entry) {
    size_t length = name_length(entry), at = 0;
    while (at < *count && !(name_length(env[at]) == length && strncmp(env[at], entry, length) == 0))
        at++;
    if (at < *count) {
        free(env[at]);
        env[at] = env[--*count];
    }
    if (entry[length] == '=' && *count < ENV_MAX) env[(*count)++] = strdup(entry);
    env[*count] = NULL;
}

/* The tour of the first start is a test of its own: see test_start. */
static void been_here(const char *home) {
    char path[160];
    snprintf(path, sizeof path, "%s/state/loket", home);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/state/loket/settings.yaml", home);
    FILE *file = fopen(path, "w");
    if (!file) return;
    fputs("tour: seen\n", file);
    fclose(file);
}

char **tty_make_env(const char *home, const char *const more[]) {
    char **env = calloc(ENV_MAX + 1, sizeof *env);
    assert_non_null(env);
    size_t count = 0;
    static const char *const fixed[] = {
        "TERM=xterm-256color",
        "LC_ALL=C.UTF-8",
        "TZ=UTC",
        "PATH=/usr/bin:/bin",
        "LOKET_NOW=2026-11-23T18:24:00+01:00",
        "LOKET_USER=tester",
        "LOKET_TEST_MARKER=1",
        "ASAN_OPTIONS=handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:detect_leaks=1",
    };
    for (size_t i = 0; i < COUNT_OF(fixed); i++)
        set_entry(env, &count, fixed[i]);
    static const struct {
        const char *name, *folder;
    } folders[] = {{"HOME", ""},
                   {"XDG_DATA_HOME", "/data"},
                   {"XDG_STATE_HOME", "/state"},
                   {"XDG_CONFIG_HOME", "/config"},
                   {"XDG_RUNTIME_DIR", "/run"}};
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        char entry[160];
        snprintf(entry, sizeof entry, "%s=%s%s", folders[i].name, home, folders[i].folder);
        if (i) mkdir(entry + strlen(folders[i].name) + 1, 0700);
        set_entry(env, &count, entry);
    }
    been_here(home);
    for (size_t i = 0; more && more[i]; i++)
        set_entry(env, &count, more[i]);
    return env;
}

void tty_free_env(char **env) {
    for (size_t i = 0; env[i]; i++)
        free(env[i]);
    free(env);
}

/* ---- the small shell of tty_start_job ---- */

static void own_terminal(pid_t group) {
    signal(SIGTTOU, SIG_IGN);
    tcsetpgrp(STDIN_FILENO, group);
    signal(SIGTTOU, SIG_DFL);
}

_Noreturn void tty_run(char *const argv[], char *const env[]) {
    execve(argv[0], argv, env);
    fprintf(stderr, "cannot run %s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

_Noreturn void tty_run_shell(char *const argv[], char *const env[]) {
    struct termios own;
    tcgetattr(STDIN_FILENO, &own);
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        own_terminal(getpid());
        tty_run(argv, env);
    }
    setpgid(child, child);
    int state;
    while (waitpid(child, &state, WUNTRACED) == child && WIFSTOPPED(state)) {
        struct termios theirs;
        tcgetattr(STDIN_FILENO, &theirs);
        own_terminal(getpgrp());
        bool same = theirs.c_lflag == own.c_lflag && theirs.c_iflag == own.c_iflag && theirs.c_oflag == own.c_oflag;
        tcsetattr(STDIN_FILENO, TCSADRAIN, &own);
        printf("STOPPED %s\r\n", same ? "modes restored" : "modes left behind");
        fflush(stdout);
        char line[80];
        if (read(STDIN_FILENO, line, sizeof line) <= 0) _exit(126);
        own_terminal(child);
        kill(-child, SIGCONT);
    }
    own_terminal(getpgrp());
    _exit(WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state));
}
