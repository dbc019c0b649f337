#include "loket/app/structural.h"

#include <stdlib.h>
#include <string.h>

#include "consequences.h"
#include "own_rules.h"
#include "loket/base/lang.h"
#include "loket/model/words.h"

bool advice_not_followed(const Record *advice, Moment now) {
    const char *answer = advice_answer(advice, now);
    if (!record_is(advice, "weight", "weighty") || !answer) return false;
    if (text_has_word("not_adopted partly none", answer)) return true;
    return record_is(advice, "carried_out", "no"); /* adopted but not carried out counts */
}

static bool is_unanswered(const Record *advice, Moment now) {
    return text_equal(advice_answer(advice, now), "none");
}

typedef struct Reading {
    Desk *desk;
    Arena *arena;
    RecordList advices; /* given in the last `months` and not followed or not answered, oldest first */
    Pattern *patterns;
    size_t count;
    int months;
    size_t weighty, same, unanswered; /* from how many on it is a pattern */
} Reading;

static int by_given(const void *a, const void *b) {
    const Record *left = *(Record *const *)a, *right = *(Record *const *)b;
    Day x = field_day(left, "given_on", 0), y = field_day(right, "given_on", 0);
    return x != y ? (x < y ? -1 : 1) : (left->no > right->no) - (left->no < right->no);
}

/* Adds those of `list` that were given, and not followed or not answered. */
static void add_advices(Reading *reading, const RecordList *list) {
    RecordList *all = &reading->advices;
    Record **items = ARENA_ARRAY(reading->arena, Record *, all->count + list->count + 1);
    size_t count = all->count;
    for (size_t i = 0; i < count; i++) items[i] = all->items[i];
    for (size_t i = 0; i < list->count; i++) {
        Record *advice = list->items[i];
        bool given = text_has_word("given answered following_up closed", record_text(advice, "state"));
        if (given && (advice_not_followed(advice, desk_now(reading->desk)) || is_unanswered(advice, desk_now(reading->desk)))) items[count++] = advice;
    }
    *all = (RecordList){items, count};
}

/* Those that were not followed, each found by what makes it so: its answer, that it was not carried out, or that it still waits. What was
 * followed, and what is older, is not looked at. */
static Status read_advices(Reading *reading, Error *err) {
    static const char *const ways[][2] = {{"state", "given"}, {"answer", "not_adopted"}, {"answer", "partly"}, {"answer", "none"}, {"carried_out", "no"}};
    const RegisterDef *def = register_by_key("advice");
    Db *db = desk_db(reading->desk);
    Day since = day_add_months(moment_day(desk_now(reading->desk)), -reading->months, NULL);
    Status status = OK;
    for (size_t i = 0; i < COUNT_OF(ways) && status == OK; i++) {
        RecordList list;
        status = select_since(db, def, ways[i][0], ways[i][1], "given_on", since, reading->arena, &list, err);
        if (status == OK) add_advices(reading, &list);
    }
    RecordList *all = &reading->advices;
    if (status != OK || !all->count) return status;
    qsort(all->items, all->count, sizeof *all->items, by_given);
    size_t kept = 1; /* not carried out and not adopted: found twice, side by side */
    for (size_t i = 1; i < all->count; i++)
        if (all->items[i]->no != all->items[kept - 1]->no) all->items[kept++] = all->items[i];
    all->count = kept;
    return OK;
}

/* A talk that is linked to each of them: planned, held or written down. */
static const char *talk_about_all(Reading *reading, const RecordList *advices) {
    RecordList talks;
    if (advices->count == 0) return NULL;
    const char *first = code_of(advices->items[0], reading->arena);
    if (find_pointing(reading->desk, first, "talk", "about", reading->arena, &talks, NULL) != OK) return NULL;
    for (size_t i = 0; i < talks.count; i++) {
        bool all = !record_is(talks.items[i], "state", "cancelled");
        for (size_t j = 1; j < advices->count && all; j++)
            all = text_has_word(record_text(talks.items[i], "about"), code_of(advices->items[j], reading->arena));
        if (all) return code_of(talks.items[i], reading->arena);
    }
    return NULL;
}

static void add_pattern(Reading *reading, const char *rule, const char *reason, const char *about, RecordList advices) {
    Pattern *pattern = &reading->patterns[reading->count++];
    StrBuf codes;
    strbuf_init(&codes);
    for (size_t i = 0; i < advices.count; i++) {
        char code[CODE_SIZE];
        code_write(advices.items[i]->def, advices.items[i]->no, code);
        strbuf_addf(&codes, "%s%s", i ? " " : "", code);
    }
    *pattern = (Pattern){.rule = rule, .reason = reason, .about = about, .codes = arena_strdup(reading->arena, codes.data), .advices = advices};
    strbuf_done(&codes);
    pattern->addressee = record_text(advices.items[advices.count - 1], "addressee");
    pattern->talk = talk_about_all(reading, &advices);
}

static RecordList list_new(Reading *reading, size_t most) {
    return (RecordList){.items = ARENA_ARRAY(reading->arena, Record *, most + 1)};
}

static void read_weighty(Reading *reading) {
    RecordList list = list_new(reading, reading->advices.count);
    for (size_t i = 0; i < reading->advices.count; i++)
        if (advice_not_followed(reading->advices.items[i], desk_now(reading->desk))) list.items[list.count++] = reading->advices.items[i];
    if (list.count < reading->weighty) return;
    const char *reason = arena_printf(reading->arena, _("%zu weighty advices not or partly adopted, or not carried out, in %d months"), list.count, reading->months);
    add_pattern(reading, "weighty", reason, NULL, list);
}

static void read_unanswered(Reading *reading) {
    RecordList list = list_new(reading, reading->advices.count);
    for (size_t i = 0; i < reading->advices.count; i++)
        if (is_unanswered(reading->advices.items[i], desk_now(reading->desk))) list.items[list.count++] = reading->advices.items[i];
    if (list.count < reading->unanswered) return;
    add_pattern(reading, "unanswered", arena_printf(reading->arena, _("%zu advices without an answer in time, in %d months"), list.count, reading->months), NULL, list);
}

/* Who did not follow it: who answered, else who should have. */
static const char *decider(const Record *advice) {
    return record_has(advice, "answered_by") ? record_text(advice, "answered_by") : record_text(advice, "addressee");
}

static const char *subject(Reading *reading, const Record *advice, bool theme) {
    if (!theme) return decider(advice);
    return record_has(advice, "theme") ? words_fold(reading->arena, record_text(advice, "theme")) : NULL;
}

/* An advice that was not followed, and what it is told apart by. */
typedef struct Same {
    const char *subject;
    size_t at;           /* its place among the advices */
    size_t count;        /* of the first on a subject: how many there are */
} Same;

static int by_subject(const void *a, const void *b) {
    const Same *left = a, *right = b;
    int order = strcmp(left->subject, right->subject);
    return order ? order : (left->at > right->at) - (left->at < right->at);
}

static void add_same(Reading *reading, const Same *first, bool theme) {
    RecordList list = list_new(reading, first->count);
    for (; list.count < first->count; list.count++) list.items[list.count] = reading->advices.items[first[list.count].at];
    const char *about = theme ? record_text(list.items[0], "theme") : desk_title_of(reading->desk, first->subject, reading->arena);
    const char *reason = theme ? arena_printf(reading->arena, _("%zu weighty advices not followed on one theme"), list.count)
                               : arena_printf(reading->arena, _("%zu weighty advices not followed by one decider"), list.count);
    add_pattern(reading, theme ? "theme" : "decider", reason, about, list);
}

/* Two weighty ones not followed on one theme, or by one decider; that whose first was given first comes first. */
static void read_same(Reading *reading, bool theme) {
    const RecordList *all = &reading->advices;
    Same *sorted = ARENA_ARRAY(reading->arena, Same, all->count + 1), **firsts = ARENA_ARRAY(reading->arena, Same *, all->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const char *name = advice_not_followed(all->items[i], desk_now(reading->desk)) ? subject(reading, all->items[i], theme) : NULL;
        if (name) sorted[count++] = (Same){.subject = name, .at = i};
    }
    qsort(sorted, count, sizeof *sorted, by_subject);
    for (size_t i = 0, first = 0; i < count; i++) {
        if (strcmp(sorted[i].subject, sorted[first].subject) != 0) first = i;
        sorted[first].count++;
        firsts[sorted[first].at] = &sorted[first];
    }
    for (size_t i = 0; i < all->count; i++)
        if (firsts[i] && firsts[i]->count >= reading->same) add_same(reading, firsts[i], theme);
}

Status structural_read(Desk *desk, Arena *arena, Pattern **patterns, size_t *count, Error *err) {
    Reading reading = {.desk = desk,
                       .arena = arena,
                       .months = own_number(desk, "pattern_months", 12),
                       .weighty = (size_t)own_number(desk, "pattern_weighty", 3),
                       .same = (size_t)own_number(desk, "pattern_same", 2),
                       .unanswered = (size_t)own_number(desk, "pattern_unanswered", 2)};
    Status status = read_advices(&reading, err);
    *count = 0;
    if (status != OK) return status;
    reading.patterns = ARENA_ARRAY(arena, Pattern, 2 * reading.advices.count + 3);
    read_weighty(&reading);
    read_same(&reading, true);
    read_same(&reading, false);
    read_unanswered(&reading);
    *patterns = ARENA_ARRAY(arena, Pattern, reading.count + 1);
    for (int settled = 0; settled < 2; settled++)
        for (size_t i = 0; i < reading.count; i++)
            if ((reading.patterns[i].talk != NULL) == settled) (*patterns)[(*count)++] = reading.patterns[i];
    return OK;
}

/* -- what is proposed --------------------------------------------------------------------------------------------- */

static void add_field(Desk *desk, const Record *advice, const char *key, StrBuf *out) {
    if (!record_has(advice, key)) return;
    const FieldDef *field = register_field(advice->def, key);
    strbuf_addf(out, "   %s: ", lang_text(field->label));
    desk_format(desk, advice, field, out);
    strbuf_addc(out, '\n');
}

static void agenda(Desk *desk, const Pattern *pattern, StrBuf *out) {
    strbuf_addf(out, "%s%s%s\n", pattern->reason, pattern->about ? ": " : "", pattern->about ? pattern->about : "");
    for (size_t i = 0; i < pattern->advices.count; i++) {
        const Record *advice = pattern->advices.items[i];
        char code[CODE_SIZE];
        code_write(advice->def, advice->no, code);
        strbuf_addf(out, "%zu. %s %s\n", i + 1, code, record_title(advice));
        add_field(desk, advice, "given_on", out);
        const char *answer = choice_label(register_field(advice->def, "answer")->choices, advice_answer(advice, desk_now(desk)), NULL);
        if (answer) strbuf_addf(out, "   %s: %s\n", _("Answer"), answer);
        add_field(desk, advice, "answer_reason", out);
        add_field(desk, advice, "carried_by", out);
    }
    strbuf_addf(out, "%s\n", _("Asked of the board: which of these risks does it carry, who decides, and by when?"));
}

/* The same pattern with the names as they stand: it was read to be shown. */
static const Pattern *to_keep(Desk *desk, const Pattern *pattern, Arena *arena) {
    Pattern *patterns;
    size_t count;
    if (structural_read(desk, arena, &patterns, &count, NULL) != OK) return pattern;
    for (size_t i = 0; i < count; i++)
        if (strcmp(patterns[i].rule, pattern->rule) == 0 && strcmp(patterns[i].codes, pattern->codes) == 0) return &patterns[i];
    return pattern;
}

void structural_letter(Desk *desk, const Pattern *pattern, StrBuf *out) {
    Arena *arena = arena_new();
    bool before = db_compose(desk_db(desk), true);
    pattern = to_keep(desk, pattern, arena);
    const Record *organisation = desk_organisation(desk, arena);
    const char *board = organisation ? record_text(organisation, "board_name") : NULL;
    strbuf_addf(out, _("To: %s\n"), board ? board : _("the board"));
    day_format(moment_day(desk_now(desk)), out);
    strbuf_addf(out, "\n\n%s\n", _("These advices were given and not, or only partly, followed. The risk of each stands as it is written here."));
    for (size_t i = 0; i < pattern->advices.count; i++) {
        const Record *advice = pattern->advices.items[i];
        strbuf_addf(out, "\n%s %s\n", code_of(advice, arena), record_title(advice));
        static const char *const keys[] = {"given_on", "anchors", "risk_if_not", "likelihood", "impact", "answer_reason", "carried_by"};
        for (size_t j = 0; j < COUNT_OF(keys); j++) add_field(desk, advice, keys[j], out);
    }
    strbuf_addf(out, "\n%s\n", _("I ask the board to decide on them, or to state that it carries the risk, and to have that minuted."));
    db_compose(desk_db(desk), before);
    arena_free(arena);
}

Record *structural_talk(Desk *desk, const Pattern *pattern, Arena *arena) {
    enum { IN_DAYS = 14, HOUR = 10 * 3600 };
    bool before = db_compose(desk_db(desk), true);
    pattern = to_keep(desk, pattern, arena);
    Record *talk = record_new_initial(register_by_key("talk"), desk_now(desk), arena);
    const Record *holder = find_role(desk, "portfolio_holder", arena);
    const char *with = holder ? code_of(holder, arena) : pattern->addressee;
    StrBuf text;
    strbuf_init(&text);
    agenda(desk, pattern, &text);
    record_set_text(talk, "topics", arena_printf(arena, _("Advice not followed: %s"), pattern->about ? pattern->about : pattern->reason));
    record_set_text(talk, "with", with);
    record_set_text(talk, "formality", "formal");
    record_set_text(talk, "about", pattern->codes);
    record_set_text(talk, "text", arena_strdup(arena, text.data));
    const Record *organisation = desk_organisation(desk, arena);
    Day today = moment_day(desk_now(desk)), board = organisation ? field_day(organisation, "next_board_on", 0) : 0;
    record_set_number(talk, "planned_at", moment_at(board > today ? board : today + IN_DAYS, HOUR));
    strbuf_done(&text);
    db_compose(desk_db(desk), before);
    return talk;
}
