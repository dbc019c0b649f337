#include "loket/app/computed.h"

#include <string.h>

#include "approvals.h"
#include "find.h"
#include "events.h"
#include "loket/app/bends.h"
#include "loket/app/agenda.h"
#include "loket/app/radar.h"
#include "loket/app/structural.h"
#include "loket/base/lang.h"
#include "loket/model/rules.h"
#include "reports.h"

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

static void repeats(Desk *desk, const Record *record, StrBuf *out) {
    Arena *arena = arena_new();
    Repeats found;
    if (report_repeats(desk, record, arena, &found, NULL) == OK) report_repeats_format(&found, out);
    arena_free(arena);
}

static void behind(Desk *desk, const Record *record, StrBuf *out) {
    Arena *arena = arena_new();
    RecordList list;
    if (report_behind(desk, record, arena, &list, NULL) == OK) report_behind_format(desk, &list, arena, out);
    arena_free(arena);
}

/* How often a rule is bent says something of the rule. */
static void bent(Desk *desk, const Record *record, StrBuf *out) {
    enum { MONTHS = 12 };
    Arena *arena = arena_new();
    Bend *bends;
    size_t count = 0, granted = 0, running = 0;
    bool suggests = false;
    if (bends_read(desk, MONTHS, code_of(record, arena), arena, &bends, &count, NULL) != OK) count = 0;
    for (size_t i = 0; i < count; i++) {
        granted += bends[i].granted;
        running += bends[i].running;
        suggests |= bends[i].suggests;
    }
    if (count) strbuf_addf(out, ngettext("%zu time in 12 months, %zu running", "%zu times in 12 months, %zu running", granted), granted, running);
    for (size_t i = 0; i < count; i++)
        if (bends[i].granted && bends[i].unit) strbuf_addf(out, "; %s %zu", bends[i].unit, bends[i].granted);
    if (suggests) strbuf_add(out, _(": look at the rule itself"));
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
    (void)desk;
    bool advises = !record_is(record, "decider_role", "officer") || rule_is_data_subject(record_text(record, "kind"));
    const char *word = "";
    if (text_has_word("received assessing", record_text(record, "state"))) word = advises ? _("advise") : _("decide");
    if (record_is(record, "state", "consulting")) word = _("waits");
    if (record_is(record, "state", "decided")) word = _("grant");
    if (record_is(record, "state", "running")) word = record_has(record, "ended_on") ? _("proof") : _("runs");
    if (record_is(record, "state", "revoked")) word = _("proof");
    strbuf_add(out, word);
}

static const ComputedDef table[] = {
    {"anchor", "bent", N_("Bent"), 20, bent},
    {"incident", "repeats", N_("Repetition"), 24, repeats},              {"incident", "behind", N_("Reports behind it"), 20, behind},
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
