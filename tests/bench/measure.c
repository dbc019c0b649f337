/* Measure: starts programs in a terminal of their own and counts what they cost from outside.
 *
 * measure COLUMNSxROWS NAME COMMAND... [-- NAME COMMAND...]: each program is started some times, then gets j and k; a frame is complete
 * when its marker arrives (marker.h). Prints a column for each program, and its ratio to the first. The numbers of one run are to be
 * compared with each other; those of another machine or hour are not. */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "marker.h"

enum { STARTS = 15, KEYS = 200, HAND_MS = 25 /* no hand is faster, and a burst is drawn otherwise */, TURN = 10 /* j so often, then k so often */, PATIENCE_MS = 60000, AGAIN_MS = 500, PROGRAMS = 4 };

typedef struct Session {
    pid_t pid;
    int master;
    long bytes;   /* all but the markers */
    long handled; /* what the last marker said; -1 before the first */
    size_t matched; /* bytes of a marker's start seen */
    char number[64]; /* what came of a marker behind its start */
} Session;

typedef struct Result {
    const char *name;
    double start_ms, start_bytes;
    double key_median_ms, key_p95_ms, key_bytes;
    double memory_mib;
} Result;

static double now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void die(const char *what) {
    fprintf(stderr, "measure: %s\n", what);
    exit(1);
}

/* The rest of a marker: N ; ROWS ; COLUMNS. */
static void marker_take(Session *session, char byte) {
    if (byte == MARKER_END) {
        session->handled = strtol(session->number, NULL, 10);
        session->matched = 0;
        return;
    }
    size_t length = strlen(session->number);
    if (length + 1 >= sizeof session->number) die("a marker is malformed");
    session->number[length] = byte;
    session->number[length + 1] = '\0';
}

/* A marker may be cut anywhere by a read, so it is matched byte by byte. */
static void session_take(Session *session, char byte) {
    static const char start[] = MARKER_START;
    if (session->matched == sizeof start - 1) {
        marker_take(session, byte);
    } else if (byte == start[session->matched]) {
        session->number[0] = '\0';
        session->matched++;
    } else { /* only its first byte can begin it again */
        session->bytes += (long)session->matched;
        session->matched = byte == start[0];
        session->bytes += !session->matched;
    }
}

/* Reads until the program has drawn `handled` bytes of input. */
static bool session_wait(Session *session, long handled) {
    double until = now_ms() + PATIENCE_MS;
    while (session->handled < handled) {
        struct pollfd ready = {.fd = session->master, .events = POLLIN};
        char chunk[65536];
        int left = (int)(until - now_ms());
        if (left <= 0 || poll(&ready, 1, left) < 0) return false;
        ssize_t got = read(session->master, chunk, sizeof chunk);
        if (got <= 0) return false;
        for (ssize_t i = 0; i < got; i++) session_take(session, chunk[i]);
    }
    return true;
}

/* The surroundings are the same for every program: no terminal size, language, time zone or settings of whoever runs this. */
static void surroundings(void) {
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TZ", "UTC", 1);
    setenv(MARKER_VARIABLE, "1", 1);
    setenv("LOKET_NOW", BENCH_NOW, 1);
    unsetenv("LINES");
    unsetenv("COLUMNS");
}

static Session session_start(char *const *command, struct winsize size) {
    Session session = {.handled = -1};
    session.pid = forkpty(&session.master, NULL, NULL, &size);
    if (session.pid < 0) die("cannot make a terminal");
    if (session.pid == 0) {
        execv(command[0], command);
        _exit(127);
    }
    if (!session_wait(&session, 0)) {
        fprintf(stderr, "measure: '%s' does not draw a first screen\n", command[0]);
        kill(session.pid, SIGKILL);
        exit(1);
    }
    return session;
}

/* Reads until it says nothing for a while, or has closed its terminal. */
static bool session_gone(Session *session) {
    struct pollfd ready = {.fd = session->master, .events = POLLIN};
    char chunk[4096];
    while (poll(&ready, 1, AGAIN_MS) > 0)
        if (read(session->master, chunk, sizeof chunk) <= 0) return true;
    return false;
}

/* Sends q and reads what the program still has to say, until it closes its terminal. At a first start q only ends the welcome, so it is sent
 * again; who does not go even then is killed. */
static void session_end(Session *session) {
    for (int told = 0; told < PATIENCE_MS / AGAIN_MS && write(session->master, "q", 1) == 1 && !session_gone(session); told++) {}
    kill(session->pid, SIGKILL);
    waitpid(session->pid, NULL, 0);
    close(session->master);
}

/* Most memory the program ever held, in MiB; asked of the kernel while it lives. */
static double session_memory(const Session *session) {
    char path[40], line[128];
    snprintf(path, sizeof path, "/proc/%d/status", (int)session->pid);
    FILE *file = fopen(path, "r");
    double kib = 0;
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "VmHWM:", 6) == 0) kib = strtod(line + 6, NULL);
    if (file) fclose(file);
    return kib / 1024;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double quantile(double *values, size_t count, double share) {
    qsort(values, count, sizeof *values, by_size);
    return values[(size_t)((double)(count - 1) * share + 0.5)];
}

static void measure_keys(Session *session, Result *result) {
    double times[KEYS];
    long before = session->bytes;
    for (int i = 0; i < KEYS; i++) {
        poll(&(struct pollfd){.fd = session->master, .events = POLLIN}, 1, HAND_MS);
        double began = now_ms();
        if (write(session->master, i / TURN % 2 ? "k" : "j", 1) != 1 || !session_wait(session, i + 1)) die("no answer to a key");
        times[i] = now_ms() - began;
    }
    result->key_bytes = (double)(session->bytes - before) / KEYS;
    result->key_median_ms = quantile(times, KEYS, 0.5);
    result->key_p95_ms = quantile(times, KEYS, 0.95);
}

static Result measure(const char *name, char *const *command, struct winsize size) {
    Result result = {.name = name};
    double times[STARTS];
    for (int i = 0; i < STARTS; i++) {
        double began = now_ms();
        Session session = session_start(command, size);
        times[i] = now_ms() - began;
        result.start_bytes = (double)session.bytes;
        if (i == STARTS - 1) {
            measure_keys(&session, &result);
            result.memory_mib = session_memory(&session);
        }
        session_end(&session);
    }
    result.start_ms = quantile(times, STARTS, 0.5);
    return result;
}

static void print_row(const char *label, const Result *results, size_t count, double (*value)(const Result *), int decimals) {
    printf("%-38s", label);
    for (size_t i = 0; i < count; i++) {
        printf("%10.*f", decimals, value(&results[i]));
        if (i > 0) printf("%8.1fx", value(&results[i]) / value(&results[0]));
    }
    printf("\n");
}

#define READER(field)                                                                                                  \
    static double read_##field(const Result *result) {                                                                 \
        return result->field;                                                                                          \
    }
READER(start_ms)
READER(start_bytes)
READER(key_median_ms)
READER(key_p95_ms)
READER(key_bytes)
READER(memory_mib)

static void print_table(const Result *results, size_t count, struct winsize size) {
    char terminal[40];
    snprintf(terminal, sizeof terminal, "terminal %dx%d", size.ws_col, size.ws_row);
    printf("%-38s", terminal);
    for (size_t i = 0; i < count; i++) printf(i ? "%10s%9s" : "%10s", results[i].name, "ratio");
    printf("\n");
    print_row("start to complete screen, ms (median)", results, count, read_start_ms, 2);
    print_row("bytes of the first screen", results, count, read_start_bytes, 0);
    print_row("key to paint, ms (median)", results, count, read_key_median_ms, 3);
    print_row("key to paint, ms (95 of 100 within)", results, count, read_key_p95_ms, 3);
    print_row("bytes a key", results, count, read_key_bytes, 0);
    print_row("most memory, MiB", results, count, read_memory_mib, 1);
}

int main(int argc, char **argv) {
    struct winsize size = {0};
    Result results[PROGRAMS];
    size_t count = 0;
    if (argc < 4 || sscanf(argv[1], "%hux%hu", &size.ws_col, &size.ws_row) != 2) {
        fprintf(stderr, "usage: measure COLUMNSxROWS NAME PROGRAM WORD... [-- NAME PROGRAM WORD...]\n");
        return 2;
    }
    surroundings();
    signal(SIGPIPE, SIG_IGN);
    for (int at = 2, end; at + 1 < argc && count < PROGRAMS; at = end + 1) {
        for (end = at; end < argc && strcmp(argv[end], "--") != 0; end++) {}
        argv[end] = NULL; /* ends the words of this program; argv ends so anyway */
        results[count++] = measure(argv[at], argv + at + 1, size);
    }
    print_table(results, count, size);
    return 0;
}
