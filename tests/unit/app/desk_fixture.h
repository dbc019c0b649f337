/* What the tests of the desk share: a clock that can be set, chance that is repeatable, a desk in memory or in a file.
 */
#ifndef DESK_FIXTURE_H
#define DESK_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "loket/app/desk.h"
#include "loket/app/setup.h"
#include "loket/app/transfer.h"
#include "loket/store/trail.h"

enum { NOON_NOV_23 = 1795431600 }; /* 2026-11-23T12:00:00+01:00, a Monday */

typedef struct Fixture {
    Env env;
    Moment now;
    uint64_t chance;
} Fixture;

static Moment fixture_now(void *ctx) {
    return ((Fixture *)ctx)->now;
}

static uint64_t fixture_next(Fixture *fixture) {
    fixture->chance ^= fixture->chance << 13;
    fixture->chance ^= fixture->chance >> 7;
    fixture->chance ^= fixture->chance << 17;
    return fixture->chance;
}

static void fixture_random(void *ctx, void *bytes, size_t count) {
    for (size_t i = 0; i < count; i++)
        ((unsigned char *)bytes)[i] = (unsigned char)(fixture_next(ctx) >> 24);
}

/* A number from 0 up to but not `limit`. */
static inline size_t fixture_pick(Fixture *fixture, size_t limit) {
    return (size_t)(fixture_next(fixture) >> 11) % limit;
}

/* `seed` 0: from LOKET_SEED, or the time; printed either way. */
static void fixture_start(Fixture *fixture, uint64_t seed) {
    const char *asked = getenv("LOKET_SEED");
    if (!seed) seed = asked ? strtoull(asked, NULL, 10) : (uint64_t)time(NULL) * 2654435761u + (uint64_t)getpid();
    if (!seed) seed = 1;
    *fixture = (Fixture){.now = NOON_NOV_23, .chance = seed};
    fixture->env = (Env){.now = fixture_now, .random = fixture_random, .login = "officer", .utf8 = true};
    printf("seed: LOKET_SEED=%llu\n", (unsigned long long)seed);
    fflush(stdout);
    for (int i = 0; i < 8; i++)
        fixture_next(fixture);
}

#include <cmocka.h> /* behind all else: it defines fail() as a macro */

/* The Env in a fixture points at the fixture itself, so it must not move afterwards. */
static Desk *fixture_open(Fixture *fixture, const char *path, unsigned flags) {
    Desk *desk = NULL;
    Error err = {0};
    fixture->env.ctx = fixture;
    if (desk_open(path, flags, &fixture->env, &desk, &err) != OK) fail_msg("%s (%s)", err.message, err.hint);
    return desk;
}

static inline void assert_ok(Status status, const Error *err) {
    if (status != OK) fail_msg("%s (%s) %s", err->message, err->hint, err->where);
}

#endif
