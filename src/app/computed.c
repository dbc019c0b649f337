#include "loket/app/computed.h"

#include <string.h>

#include "approvals.h"
#include "consequences.h"
#include "events.h"
#include "loket/app/agenda.h"
#include "loket/app/radar.h"
#include "loket/app/structural.h"
#include "loket/base/lang.h"

static void heard_late(Desk *desk, const Record *record, StrBuf *out) {
    int days = trigger_heard_late(desk, record);
    if (days > 0) strbuf_addf(out, _("%d wd"), days); /* working days, as spans are written */
}

static void large(Desk *desk, const Record *record, StrBuf *out) {
    Arena *arena = arena_new();
    if (trigger_is_large(desk, record, arena)) strbuf_add(out, _("yes"));
    arena_free(arena);
}

/* Only what the clock says: a given answer is a field. */
static void clock_answer(Desk *desk, const Record *record, StrBuf *out) {
    const char *answer = record_has(record, "answer") ? NULL : advice_answer(record, desk_now(desk));
    if (answer) strbuf_add(out, _("none in time"));
}

static void in_force(Desk *desk, const Record *record, StrBuf *out) {
    Arena *arena = arena_new();
    Day end;
    if (text_has_word("decided running", record_text(record, "state")) && approval_end(desk, record, arena, &end)) day_format(end, out);
    arena_free(arena);
}

static void renewals(Desk *desk, const Record *record, StrBuf *out) {
    Arena *arena = arena_new();
    int count = approval_renewals(desk, record, arena);
    if (count) strbuf_addf(out, "%d", count);
    arena_free(arena);
}

static void moved(Desk *desk, const Record *record, StrBuf *out) {
    Arena *arena = arena_new();
    size_t count = rows_of(desk, record, "postponement", arena).count;
    if (count) strbuf_addf(out, ngettext("%zu time", "%zu times", count), count);
    arena_free(arena);
}

/* What a request waits for, in a word: of the officer first. */
static void waits(Desk *desk, const Record *record, StrBuf *out) {
    static const char people[] = "access rectification erasure portability restriction objection";
    (void)desk;
    bool advises = !record_is(record, "decider_role", "officer") || text_has_word(people, record_text(record, "kind"));
    const char *word = "";
    if (text_has_word("received assessing", record_text(record, "state"))) word = advises ? _("advise") : _("decide");
    if (record_is(record, "state", "consulting")) word = _("waits");
    if (record_is(record, "state", "decided")) word = _("grant");
    if (record_is(record, "state", "running")) word = record_has(record, "ended_on") ? _("proof") : _("runs");
    if (record_is(record, "state", "revoked")) word = _("proof");
    strbuf_add(out, word);
}

static const ComputedDef table[] = {
    {"approval", "waits", N_("Waits for"), 6, waits},                 {"contact", "spoken", N_("Spoken"), 36, agenda_spoken},
    {"trigger", "heard_late", N_("Heard late"), 10, heard_late}, {"trigger", "large", N_("Large"), 5, large},
    {"advice", "clock_answer", N_("By the clock"), 12, clock_answer}, {"approval", "in_force", N_("End in force"), 11, in_force},
    {"approval", "renewals", N_("Renewals"), 8, renewals},            {"action", "moved", N_("Date moved"), 10, moved},
};

const ComputedDef *computed_next(const RegisterDef *def, const ComputedDef *previous) {
    for (size_t i = previous ? (size_t)(previous - table) + 1 : 0; i < COUNT_OF(table); i++)
        if (strcmp(table[i].reg, def->key) == 0) return &table[i];
    return NULL;
}

const ComputedDef *computed_find(const RegisterDef *def, const char *key) {
    for (const ComputedDef *row = NULL; (row = computed_next(def, row));)
        if (strcmp(row->key, key) == 0) return row;
    return NULL;
}
