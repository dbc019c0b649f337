#include "loket/app/bends.h"

#include <stdlib.h>
#include <string.h>

#include "desk_private.h"
#include "loket/model/rules.h"
#include "loket/store/tally.h"

static Day months_ago(Desk *desk, int months) {
    return day_add_months(moment_day(desk_now(desk)), -months, NULL);
}

/* -- which rules are bent ------------------------------------------------------------------------------------------ */

enum { RULE, UNIT, KIND, STATE, RENEWAL_OF, OUTCOME, AGAIN, BEND_KEYS };

static int by_granted(const void *a, const void *b) {
    const Bend *left = a, *right = b;
    if (left->granted != right->granted) return left->granted > right->granted ? -1 : 1;
    if (left->asked != right->asked) return left->asked > right->asked ? -1 : 1;
    int rule = strcmp(left->rule, right->rule);
    return rule ? rule : strcmp(left->unit ? left->unit : "", right->unit ? right->unit : "");
}

static int by_number(const void *a, const void *b) {
    long long left = *(const long long *)a, right = *(const long long *)b;
    return (left > right) - (left < right);
}

/* The codes of blank-separated numbers, oldest first. */
static const char *codes_of(const char *numbers, size_t count, Arena *arena) {
    long long *all = ARENA_ARRAY(arena, long long, count + 1);
    size_t got = 0;
    for (char *end; got < count && *numbers; numbers = end) all[got++] = strtoll(numbers, &end, 10);
    qsort(all, got, sizeof *all, by_number);
    StrBuf codes;
    strbuf_init(&codes);
    for (size_t i = 0; i < got; i++) {
        char code[CODE_SIZE];
        code_write(register_by_key("approval"), all[i], code);
        strbuf_addf(&codes, "%s%s", i ? " " : "", code);
    }
    const char *kept = arena_strdup(arena, codes.data);
    strbuf_done(&codes);
    return kept;
}

/* Adds the requests of one row of the tally. */
static void add_row(Bend *bend, const TallyRow *row, StrBuf *numbers) {
    const char *outcome = row->values[OUTCOME];
    bool granted = text_has_word(rule_granting, outcome);
    size_t count = (size_t)row->count;
    bend->asked += count;
    if (granted) bend->granted += count;
    if (text_equal(row->values[STATE], "running")) bend->running += count;
    if (granted && (row->values[RENEWAL_OF] || row->values[AGAIN])) bend->renewed += count;
    strbuf_addf(numbers, "%s%s", numbers->length ? " " : "", row->numbers);
}

Status bends_read(Desk *desk, int months, const char *only, Arena *arena, Bend **bends, size_t *count, Error *err) {
    Tally tally = {.def = register_by_key("approval"),
                   .when = "received_at",
                   .since = moment_at(months_ago(desk, months), 0),
                   .keys = {[RULE] = {TALLY_VALUE, "rule", NULL, NULL},
                            [UNIT] = {TALLY_VALUE, "unit", NULL, NULL},
                            [KIND] = {TALLY_VALUE, "kind", NULL, NULL},
                            [STATE] = {TALLY_VALUE, "state", NULL, NULL},
                            [RENEWAL_OF] = {TALLY_SET, "renewal_of", NULL, NULL},
                            [OUTCOME] = {TALLY_LAST, "outcome", "decision", NULL},
                            [AGAIN] = {TALLY_AGAIN, "outcome", "decision", rule_granting}},
                   .key_count = BEND_KEYS,
                   .numbers = true,
                   .through = "rule"};
    TallyRow *rows;
    size_t row_count = 0;
    *count = 0;
    if (only && !code_parse(only, &tally.to, &tally.to_no)) return OK;
    Status status = tally_read(desk->db, &tally, arena, &rows, &row_count, err);
    *bends = ARENA_ARRAY(arena, Bend, row_count + 1);
    StrBuf numbers;
    strbuf_init(&numbers);
    for (size_t i = 0; i < row_count; i++) { /* in order: those of a rule and a unit stand together */
        const char *rule = rows[i].values[RULE], *unit = rows[i].values[UNIT];
        if (!rule || rule_is_data_subject(rows[i].values[KIND])) continue;
        Bend *bend = *count ? &(*bends)[*count - 1] : NULL;
        if (!bend || !text_equal(bend->rule, rule) || !text_equal(bend->unit, unit)) {
            bend = &(*bends)[(*count)++];
            *bend = (Bend){.rule = rule, .unit = unit};
            strbuf_clear(&numbers);
        }
        add_row(bend, &rows[i], &numbers);
        bend->suggests = bend->granted >= BENDS_SUGGEST;
        bool last = i + 1 == row_count || !text_equal(rows[i + 1].values[RULE], rule) || !text_equal(rows[i + 1].values[UNIT], unit);
        if (last) bend->codes = codes_of(numbers.data, bend->asked, arena);
    }
    strbuf_done(&numbers);
    if (*count) qsort(*bends, *count, sizeof **bends, by_granted);
    return status;
}

/* -- they came / we found ------------------------------------------------------------------------------------------ */

static size_t messages_to(const char *unit, const TallyRow *rows, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (text_equal(rows[i].values[0], unit)) return (size_t)rows[i].count;
    return 0;
}

Status ratio_read(Desk *desk, int months, Arena *arena, HeardRatio **ratios, size_t *count, size_t *hidden, Error *err) {
    Day since = months_ago(desk, months);
    Tally reports = {.def = register_by_key("incident"), .when = "received_at", .since = moment_at(since, 0), .key_count = 2,
                     .keys = {{TALLY_VALUE, "unit", NULL, NULL}, {TALLY_VALUE, "heard", NULL, NULL}}};
    Tally messages = {.def = register_by_key("message"), .when = "on", .since = since, .key_count = 1, .keys = {{TALLY_VALUE, "unit", NULL, NULL}}};
    TallyRow *rows, *sent;
    size_t row_count, sent_count;
    *count = *hidden = 0;
    Status status = tally_read(desk->db, &reports, arena, &rows, &row_count, err);
    if (status == OK) status = tally_read(desk->db, &messages, arena, &sent, &sent_count, err);
    if (status != OK) return status;
    *ratios = ARENA_ARRAY(arena, HeardRatio, row_count + 1);
    for (size_t i = 0; i < row_count;) { /* by unit, in order */
        HeardRatio ratio = {.unit = rows[i].values[0]};
        for (; i < row_count && text_equal(rows[i].values[0], ratio.unit); i++) {
            if (text_equal(rows[i].values[1], "they_came")) ratio.came += (size_t)rows[i].count;
            if (text_equal(rows[i].values[1], "we_found")) ratio.found += (size_t)rows[i].count;
        }
        if (!ratio.unit || ratio.came + ratio.found == 0) continue;
        if (ratio.came + ratio.found < RATIO_LEAST) { /* few reports would point at a person */
            ++*hidden;
            continue;
        }
        ratio.messages = messages_to(ratio.unit, sent, sent_count);
        (*ratios)[(*count)++] = ratio;
    }
    return OK;
}
