#include "loket/app/bends.h"

#include <stdlib.h>
#include <string.h>

#include "approvals.h"
#include "consequences.h"
#include "loket/model/rules.h"

enum { ROWS_MOST = 20000 };

/* All records of a register since a day, by number. */
static Status read_since(Desk *desk, const char *reg, const char *key, Day since, Arena *arena, RecordList *list, Error *err) {
    enum { WINDOW = 500 };
    const RegisterDef *def = register_by_key(reg);
    size_t room = (size_t)records_count(desk->db, def, COUNT_ALL) + 1;
    *list = (RecordList){.items = ARENA_ARRAY(arena, Record *, room)};
    int64_t after = 0;
    for (size_t got = WINDOW; got == WINDOW && list->count < ROWS_MOST;) {
        RecordList window;
        Status status = records_page(desk->db, def, after, WINDOW, arena, &window, err);
        if (status != OK) return status;
        got = window.count;
        for (size_t i = 0; i < got; i++) {
            after = window.items[i]->no;
            bool recent = field_day(window.items[i], key, moment_day(window.items[i]->created_at)) >= since;
            if (recent && list->count < room) list->items[list->count++] = window.items[i];
        }
    }
    return OK;
}

static Bend *bend_of(Bend *bends, size_t *count, const Record *request) {
    const char *rule = record_text(request, "rule"), *unit = record_text(request, "unit");
    for (size_t i = 0; i < *count; i++)
        if (text_equal(bends[i].rule, rule) && text_equal(bends[i].unit, unit)) return &bends[i];
    bends[*count] = (Bend){.rule = rule, .unit = unit, .codes = ""};
    return &bends[(*count)++];
}

static int by_granted(const void *a, const void *b) {
    const Bend *left = a, *right = b;
    if (left->granted != right->granted) return left->granted > right->granted ? -1 : 1;
    if (left->asked != right->asked) return left->asked > right->asked ? -1 : 1;
    int rule = strcmp(left->rule, right->rule);
    return rule ? rule : strcmp(left->unit ? left->unit : "", right->unit ? right->unit : "");
}

static void count_request(Desk *desk, const Record *request, Arena *arena, Bend *bend) {
    const Record *decision = last_row(desk, request, "decision", arena);
    bool granted = decision && rule_grants(decision);
    bend->asked++;
    bend->granted += granted;
    bend->running += record_is(request, "state", "running");
    bend->renewed += granted && approval_renewals(desk, request, arena) > 0;
    bend->codes = arena_printf(arena, "%s%s%s", bend->codes, *bend->codes ? " " : "", code_of(request, arena));
    bend->suggests = bend->granted >= BENDS_SUGGEST;
}

Status bends_read(Desk *desk, int months, const char *only, Arena *arena, Bend **bends, size_t *count, Error *err) {
    static const char people[] = "access rectification erasure portability restriction objection";
    RecordList requests;
    *count = 0;
    Day since = day_add_months(moment_day(desk_now(desk)), -months, NULL);
    Status status = only ? find_pointing(desk, only, "approval", "rule", arena, &requests, err) /* newest first: as many as point there */
                         : read_since(desk, "approval", "received_at", since, arena, &requests, err);
    *bends = ARENA_ARRAY(arena, Bend, requests.count + 1);
    for (size_t i = 0; i < requests.count && status == OK; i++) {
        const Record *request = requests.items[only ? requests.count - 1 - i : i];
        if (text_has_word(people, record_text(request, "kind")) || !record_has(request, "rule")) continue;
        if (only && field_day(request, "received_at", moment_day(request->created_at)) < since) continue;
        count_request(desk, request, arena, bend_of(*bends, count, request));
    }
    if (*count) qsort(*bends, *count, sizeof **bends, by_granted);
    return status;
}

/* -- they came / we found ------------------------------------------------------------------------------------------ */

static HeardRatio *ratio_of(HeardRatio *ratios, size_t *count, const char *unit) {
    for (size_t i = 0; i < *count; i++)
        if (text_equal(ratios[i].unit, unit)) return &ratios[i];
    ratios[*count] = (HeardRatio){.unit = unit};
    return &ratios[(*count)++];
}

static int by_unit(const void *a, const void *b) {
    return strcmp(((const HeardRatio *)a)->unit, ((const HeardRatio *)b)->unit);
}

Status ratio_read(Desk *desk, int months, Arena *arena, HeardRatio **ratios, size_t *count, size_t *hidden, Error *err) {
    Day since = day_add_months(moment_day(desk_now(desk)), -months, NULL);
    RecordList reports, messages = {0};
    size_t all = 0;
    *count = *hidden = 0;
    Status status = read_since(desk, "incident", "received_at", since, arena, &reports, err);
    if (status == OK) status = read_since(desk, "message", "on", since, arena, &messages, err);
    if (status != OK) return status;
    *ratios = ARENA_ARRAY(arena, HeardRatio, reports.count + 1);
    for (size_t i = 0; i < reports.count; i++) {
        const Record *report = reports.items[i];
        if (!record_has(report, "unit") || !record_has(report, "heard")) continue;
        HeardRatio *ratio = ratio_of(*ratios, &all, record_text(report, "unit"));
        ratio->came += record_is(report, "heard", "they_came");
        ratio->found += record_is(report, "heard", "we_found");
    }
    for (size_t i = 0; i < all; i++) { /* few reports would point at a person */
        if ((*ratios)[i].came + (*ratios)[i].found >= RATIO_LEAST)
            (*ratios)[(*count)++] = (*ratios)[i];
        else
            ++*hidden;
    }
    for (size_t i = 0; i < messages.count; i++)
        for (size_t j = 0; j < *count; j++) (*ratios)[j].messages += text_equal(record_text(messages.items[i], "unit"), (*ratios)[j].unit);
    if (*count) qsort(*ratios, *count, sizeof **ratios, by_unit);
    return OK;
}
