/* Regimes: any text is read or refused with a place; what was read gives a clock with a due or a reason why not. */
#include <string.h>

#include "fuzz.h"
#include "loket/app/policy.h"
#include "loket/base/lang.h"
#include "loket/model/clock.h"

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    lang_start("en", NULL);
    return 0;
}

static void try_clock(const Regime *regime) {
    const Moment start = 1795431600;
    ClockFact facts[] = {{.rule = regime->code, .kind = FACT_START, .has_moment = true, .moment = start},
                         {.rule = regime->code, .kind = FACT_EXTEND, .has_moment = true, .moment = start}};
    Clock clock;
    StrBuf term;
    clock_compute(regime, facts, COUNT_OF(facts), false, &clock);
    FUZZ_CHECK(clock.state == CLOCK_RUNNING);
    FUZZ_CHECK(clock.has_due || *clock.problem);
    if (clock.has_due) FUZZ_CHECK(clock_warn_at(&clock) <= clock.result.due || clock.result.due < start);
    strbuf_init(&term);
    regime_term_format(regime, &term);
    FUZZ_CHECK(term.length > 0);
    strbuf_done(&term);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Policy policy = {0};
    Error err = {0};
    Status status = policy_read(&policy, (const char *)data, size, "input", false, NULL, arena, &err);
    if (status != OK) FUZZ_CHECK(*err.message && strncmp(err.where, "input", 5) == 0);
    for (size_t i = 0; i < policy.count; i++) {
        FUZZ_CHECK(policy_find(&policy, policy.items[i].code) == &policy.items[i]);
        try_clock(&policy.items[i]);
    }
    arena_free(arena);
    return 0;
}
