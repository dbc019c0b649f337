/* One record at the triage desk: who came with it, what runs, what is like it. */
#include <stdio.h>
#include <string.h>

#include "loket/app/agenda.h"
#include "loket/base/lang.h"
#include "loket/model/words.h"
#include "loket/store/select.h"
#include "reports.h"
#include "triage_private.h"

enum { WORDS = 6, WORD_LEAST = 4, HITS = 30, CANDIDATES = 160, LIKE_LEAST = 4 };

/* -- what is alike -------------------------------------------------------------------------------------------- */

typedef struct Words {
    char text[WORDS][64]; /* folded, longest first */
    size_t count;
} Words;

static bool has_word(const Words *words, const char *word) {
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(words->text[i], word) == 0) return true;
    return false;
}

/* The longest words tell most. */
static void add_word(Words *words, const char *word) {
    if (strlen(word) < WORD_LEAST || has_word(words, word)) return;
    size_t at = words->count;
    while (at > 0 && strlen(words->text[at - 1]) < strlen(word)) at--;
    if (at == WORDS) return;
    if (words->count < WORDS) words->count++;
    memmove(words->text[at + 1], words->text[at], (words->count - at - 1) * sizeof words->text[0]);
    snprintf(words->text[at], sizeof words->text[at], "%s", word);
}

static Words words_of(const char *text, Arena *arena) {
    Words words = {0};
    char word[64];
    const char *rest = words_join(arena, words_fold(arena, text), ' ');
    while (text_next_word(&rest, word, sizeof word)) add_word(&words, word);
    return words;
}

static const char *text_of(const Record *record, const char *key) {
    return register_field(record->def, key) ? record_text(record, key) : NULL;
}

static bool agree(const Record *a, const Record *b, const char *key) {
    const char *left = text_of(a, key);
    return left && text_equal(left, text_of(b, key));
}

/* A shared word counts by how much it says; the same sort of thing in the same place counts for more. */
static int likeness(const Record *record, const Words *words, const Record *other, Arena *arena) {
    int score = 0;
    const char *title = words_fold(arena, record_title(other));
    for (size_t i = 0; i < words->count; i++)
        if (words_match(title, words->text[i], false)) score += strlen(words->text[i]) > 6 ? 3 : 2;
    static const struct {
        const char *key;
        int weight;
    } fields[] = {{"category", 4}, {"unit", 1}, {"system", 2}, {"kind", 1}, {"party", 2}, {"rule", 2}, {"requester", 1}};
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (agree(record, other, fields[i].key)) score += fields[i].weight;
    char tag[64];
    for (const char *tags = record_text(record, "tags"); text_next_word(&tags, tag, sizeof tag);)
        if (text_has_word(record_text(other, "tags"), tag)) score += 2;
    return score;
}

typedef struct Candidates {
    int64_t numbers[CANDIDATES];
    size_t count;
} Candidates;

static void look_for(Desk *desk, const Record *record, const char *words, Candidates *candidates, Arena *arena) {
    Found *found;
    size_t count;
    if (text_empty(words) || select_search(desk_db(desk), words, record->def, HITS, arena, &found, &count, NULL) != OK) return;
    for (size_t i = 0; i < count && candidates->count < CANDIDATES; i++) {
        bool known = found[i].no == record->no;
        for (size_t c = 0; c < candidates->count && !known; c++) known = candidates->numbers[c] == found[i].no;
        if (!known) candidates->numbers[candidates->count++] = found[i].no;
    }
}

static void keep(const TriageSimilar *one, TriageSimilar *similar, size_t *count, size_t limit) {
    size_t at = *count;
    while (at > 0 && similar[at - 1].likeness < one->likeness) at--;
    if (at == limit) return;
    if (*count < limit) ++*count;
    memmove(&similar[at + 1], &similar[at], (*count - at - 1) * sizeof *similar);
    similar[at] = *one;
}

Status triage_similar(Desk *desk, const Record *record, size_t limit, Arena *arena, TriageSimilar *similar, size_t *count, Error *err) {
    Words words = words_of(record_title(record), arena);
    Candidates candidates = {.count = 0};
    *count = 0;
    for (size_t i = 0; i < words.count; i++) look_for(desk, record, words.text[i], &candidates, arena);
    look_for(desk, record, text_of(record, "category"), &candidates, arena);
    look_for(desk, record, text_of(record, "unit"), &candidates, arena);
    Arena *scratch = arena_new();
    Status status = OK;
    for (size_t i = 0; i < candidates.count && status == OK; i++) {
        Record *other;
        arena_clear(scratch);
        status = records_load(desk_db(desk), record->def, candidates.numbers[i], scratch, &other, err);
        if (status != OK || other->voided_at) continue;
        TriageSimilar one = {.likeness = likeness(record, &words, other, scratch)};
        if (one.likeness < LIKE_LEAST) continue;
        one.record = record_copy(other, arena);
        code_write(other->def, other->no, one.code);
        const char *handler = text_of(other, "handler");
        one.handler = handler ? arena_strdup(arena, desk_title_of(desk, handler, scratch)) : "";
        keep(&one, similar, count, limit);
    }
    arena_free(scratch);
    return status;
}

/* -- who and when --------------------------------------------------------------------------------------------- */

static void add_part(StrBuf *out, const char *text) {
    if (!text_empty(text)) strbuf_addf(out, "%s%s", out->length ? ", " : "", text);
}

static void add_choice(const Record *record, const char *key, StrBuf *out) {
    const FieldDef *field = register_field(record->def, key);
    if (!field || !record_has(record, key)) return;
    StrBuf text;
    strbuf_init(&text);
    field_format(field, record->def, record_value(record, key), &text);
    add_part(out, text.data);
    strbuf_done(&text);
}

/* "2 h ago", "3 d ago"; of a date no hours are known. */
static void add_age(Moment since, Moment now, bool date, StrBuf *out) {
    enum { MINUTE = 60, HOUR = 3600 };
    char text[60];
    long minutes = since < now ? (long)((now - since) / MINUTE) : 0;
    long days = (long)(moment_day(now) - moment_day(since));
    if (date && days <= 0)
        snprintf(text, sizeof text, "%s", _("today"));
    else if (!date && minutes < MINUTE)
        snprintf(text, sizeof text, _("%ld min ago"), minutes);
    else if (!date && minutes < 2 * 24 * MINUTE)
        snprintf(text, sizeof text, _("%ld h ago"), minutes / (HOUR / MINUTE));
    else
        snprintf(text, sizeof text, _("%ld d ago"), days);
    add_part(out, text);
}

static const char *from_of(const TriageDef *how, const Record *record, Moment now, Arena *arena) {
    StrBuf text;
    strbuf_init(&text);
    add_choice(record, "channel", &text);
    add_choice(record, "unit", &text);
    const FieldDef *field = register_field(record->def, how->since);
    int64_t since = record_number(record, how->since, 0);
    if (since) add_age(field->type == FT_DATE ? moment_at(since, 0) : since, now, field->type == FT_DATE, &text);
    const char *made = arena_strdup(arena, text.data);
    strbuf_done(&text);
    return made;
}

void triage_what(const TriageItem *item, const char *kind, StrBuf *out) {
    const FieldDef *field = register_field(item->record->def, "kind");
    StrBuf text;
    strbuf_init(&text);
    add_choice(item->record, "kind", &text);
    if (kind && field) strbuf_addf(&text, "%s> %s", text.length ? " " : "", lang_text(field->choices[choice_index(field->choices, kind)].label));
    add_part(&text, item->from);
    strbuf_add(out, text.data);
    strbuf_done(&text);
}

static const char *formatted(Desk *desk, const Record *record, const char *key, Arena *arena) {
    StrBuf text;
    strbuf_init(&text);
    const FieldDef *field = register_field(record->def, key);
    if (field) desk_format(desk, record, field, &text);
    const char *made = arena_strdup(arena, text.data);
    strbuf_done(&text);
    return made;
}

static const char *reporters_of(Desk *desk, const Record *record, Arena *arena) {
    StrBuf text;
    RecordList rows = {0};
    strbuf_init(&text);
    const RegisterDef *reporter = register_by_key("reporter");
    if (register_is_child_of(reporter, record->def)) records_children(desk_db(desk), record->def, record->no, reporter, false, arena, &rows, NULL);
    for (size_t i = 0; i < rows.count; i++) {
        const Record *row = rows.items[i];
        /* a shielded name is the handler's, and there is no handler yet */
        bool hidden = record_number(row, "shielded", 0) || record_number(row, "anonymous", 0);
        add_part(&text, hidden ? _("a reporter who is not named") : formatted(desk, row, "who", arena));
    }
    static const char *const people[] = {"requester", "heard_from", "source"};
    for (size_t i = 0; i < COUNT_OF(people); i++) add_part(&text, formatted(desk, record, people[i], arena));
    const char *made = arena_strdup(arena, text.data);
    strbuf_done(&text);
    return made;
}

/* What counts stands first: a long reason may be cut, a term never. */
static void clock_line(StrBuf *out, const char *what, Moment due, Moment now, bool hours) {
    if (out->length) strbuf_addc(out, '\n');
    when_left_long(due, now, hours, out);
    strbuf_add(out, ", ");
    if (hours)
        moment_format(due, out);
    else
        day_format_weekday(moment_day(due), out);
    strbuf_addf(out, ": %s", what);
}

/* What runs, and the clock that would if it should turn out that personal data are touched. */
static const char *clocks_of(Desk *desk, const Record *record, bool *legal, Arena *arena) {
    enum { NOTICE = 72 * 3600, SHOWN = 3 }; /* GDPR art. 33(1), counted from the earliest moment it can have been known */
    Moment now = desk_now(desk);
    Due *dues = NULL;
    size_t count = 0;
    StrBuf text, why;
    strbuf_init(&text);
    strbuf_init(&why);
    if (records_dues(desk_db(desk), record->def, record->no, arena, &dues, &count, NULL) != OK) count = 0;
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        strbuf_clear(&why);
        agenda_reason(desk, record->def, &dues[i], record, &why);
        clock_line(&text, why.data, dues[i].due_at, now, dues[i].hours);
        *legal |= dues[i].hours;
    }
    bool open = register_field(record->def, "personal_data") && !record_is(record, "kind", "whistleblower") &&
                !record_is(record, "personal_data", "yes") && !record_is(record, "personal_data", "no");
    if (open && register_field(record->def, "received_at") && !*legal)
        clock_line(&text, _("if personal data, 72 h notice"), record_number(record, "received_at", now) + NOTICE, now, true);
    const char *made = arena_strdup(arena, text.data);
    strbuf_done(&text);
    strbuf_done(&why);
    return made;
}

static const char *repeats_of(Desk *desk, const Record *record, Arena *arena) {
    Repeats found;
    StrBuf text;
    strbuf_init(&text);
    if (record->def->alike && report_repeats(desk, record, arena, &found, NULL) == OK) report_repeats_format(&found, &text);
    const char *made = arena_strdup(arena, text.data);
    strbuf_done(&text);
    return made;
}

Status triage_item(Triage *triage, const TriageEntry *entry, Arena *arena, TriageItem **out, Error *err) {
    enum { LOOKED_AT = 12 }; /* more than are shown: for how they were decided */
    Desk *desk = triage->desk;
    TriageItem *item = ARENA_ARRAY(arena, TriageItem, 1);
    TriageSimilar *similar = ARENA_ARRAY(arena, TriageSimilar, LOOKED_AT + 1);
    size_t count = 0;
    Record *record;
    Status status = records_load(desk_db(desk), entry->def, entry->no, arena, &record, err);
    if (status != OK) return status;
    item->how = triage_def(entry->def);
    item->record = record;
    code_write(record->def, record->no, item->code);
    item->from = from_of(item->how, record, desk_now(desk), arena);
    const char *story = text_of(record, item->how->story);
    item->story = story ? story : "";
    item->reporters = reporters_of(desk, record, arena);
    item->clocks = clocks_of(desk, record, &item->legal, arena);
    item->repeats = repeats_of(desk, record, arena);
    status = triage_similar(desk, record, LOOKED_AT, arena, similar, &count, err);
    item->similar_count = count < TRIAGE_SIMILAR ? count : TRIAGE_SIMILAR;
    memcpy(item->similar, similar, item->similar_count * sizeof *similar);
    if (status == OK) status = triage_propose(triage, item->how, record, similar, count, arena, &item->proposal, err);
    *out = item;
    return status;
}
