/* Search: what a search costs, on the file it is given.
 *
 * search FILE: types words, as fresh searches, and prints for each what it found, how long that took (the file is warm), and the longest
 * time in which it could not have been stopped. It decides nothing. */
#include <stdio.h>
#include <time.h>

#include "loket/store/select.h"

enum { SHOWN = 60, ROUNDS = 3 };

static const char *const typed[] = {"p",          "ph",         "phi",     "phis",    "phish",  "phishing",    "mail lap", "okaf jans", "a b c d", "contract supplier access",
                                    "con sup acc", "2026", "20261", "2026123", "inter", "interta", "qqq", "verst", "con-2026", "übergabe", "zz con"};

typedef struct Watch {
    double last, longest;
} Watch;

static double now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Asked whether to stop: says no, and takes down how long it was not asked. */
static bool asked(void *ctx) {
    Watch *watch = ctx;
    double now = now_ms();
    if (now - watch->last > watch->longest) watch->longest = now - watch->last;
    watch->last = now;
    return false;
}

static Moment clock_now(void *ctx) {
    (void)ctx;
    return 0;
}

static void no_chance(void *ctx, void *bytes, size_t count) {
    (void)ctx, (void)bytes, (void)count;
}

/* The best of some rounds, which the first makes warm. */
static Status measure(Db *db, const Search *search, Error *err) {
    double best = 1e9, longest = 1e9;
    size_t count = 0;
    Status status = OK;
    for (int round = 0; status == OK && round < ROUNDS; round++) {
        Arena *arena = arena_new();
        Found *found;
        double began = now_ms();
        Watch watch = {.last = began};
        db_give_up_when(db, asked, &watch);
        status = select_found(db, search, arena, &found, &count, err);
        asked(&watch);
        db_give_up_when(db, NULL, NULL);
        if (watch.last - began < best) best = watch.last - began;
        if (watch.longest < longest) longest = watch.longest;
        arena_free(arena);
    }
    printf("%-38s%10zu%10.2f%10.2f\n", search->words, count, best, longest);
    return status;
}

int main(int argc, char **argv) {
    if (argc < 2) return fprintf(stderr, "usage: search FILE [WORDS...]\n"), 2;
    Env env = {.now = clock_now, .random = no_chance, .login = "bench", .utf8 = true};
    Error err = {0};
    Db *db;
    Status status = db_open(argv[1], 0, &env, &db, &err);
    printf("%-38s%10s%10s%10s\n", "search", "found", "ms", "at a time");
    for (size_t i = 0; status == OK && argc == 2 && i < COUNT_OF(typed); i++) status = measure(db, &(Search){.words = typed[i], .open = -1, .limit = SHOWN, .snippets = true}, &err);
    for (int i = 2; status == OK && i < argc; i++) status = measure(db, &(Search){.words = argv[i], .open = -1, .limit = SHOWN, .snippets = true}, &err);
    if (status != OK) fprintf(stderr, "search: %s\n", err.message);
    else db_close(db);
    return status_exit_code(status);
}
