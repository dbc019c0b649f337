/* A captured line in a record: what its marks say, what the sentence says besides, and what can only be one thing. */
#include <string.h>

#include "find.h"
#include "loket/app/capture.h"
#include "loket/model/rules.h"
#include "reports.h"

typedef struct Filling {
    Desk *desk;
    Arena *arena;
    Record *record;
    Capture *capture; /* what is found besides the marks is added to it: whoever tells what was understood tells that too */
} Filling;

static void put(Filling *filling, const FieldDef *field, const char *text) {
    Capture *capture = filling->capture;
    if (!text || desk_parse(filling->desk, filling->record, field->key, text, filling->arena, NULL) != OK) return;
    if (capture->count < CAPTURE_MOST) capture->picks[capture->count++] = (CapturePick){field, text};
}

/* -- what the sentence says ------------------------------------------------------------------------------------- */

/* "… because the driver needs it": the words behind it, and the sentence ends before it. */
static const char *split_reason(Arena *arena, const char **sentence) {
    static const char *const signs[] = {" because ", " omdat ", " want ", " wegens "};
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        const char *at = strstr(*sentence, signs[i]);
        if (!at || at == *sentence || !at[strlen(signs[i])]) continue;
        *sentence = arena_strndup(arena, *sentence, (size_t)(at - *sentence) - (at[-1] == ','));
        return at + strlen(signs[i]);
    }
    return NULL;
}

/* The anchor whose reference these words are. */
static const char *anchor_called(Filling *filling, const char *words) {
    enum { LOOKED_AT = 20 };
    Found *found;
    size_t count;
    const RegisterDef *anchor = register_by_key("anchor");
    const char *wanted = text_fold(filling->arena, words);
    if (select_search(filling->desk->db, words, anchor, LOOKED_AT, filling->arena, &found, &count, NULL) != OK) return NULL;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(text_fold(filling->arena, found[i].title), wanted) != 0) continue;
        char *code = arena_alloc(filling->arena, CODE_SIZE);
        code_write(anchor, found[i].no, code);
        return code;
    }
    return NULL;
}

/* The first reference in the sentence that is known, the longest where several begin at one word: "access policy 4.2". */
static void fill_anchor(Filling *filling, const FieldDef *field) {
    enum { WORDS = 40, LONGEST = 4 };
    char *copy = arena_strdup(filling->arena, filling->capture->sentence), *words[WORDS], *word;
    size_t count = 0;
    while (count < WORDS && (word = strsep(&copy, " "))) {
        size_t length = strlen(word);
        while (length && strchr(".,;:()", word[length - 1])) word[--length] = '\0';
        if (length) words[count++] = word;
    }
    for (size_t from = 0; from < count; from++)
        for (size_t most = count - from < LONGEST ? count - from : LONGEST; most > 0; most--) {
            const char *run = words[from];
            for (size_t i = 1; i < most; i++) run = arena_printf(filling->arena, "%s %s", run, words[from + i]);
            const char *code = anchor_called(filling, run);
            if (!code) continue;
            put(filling, field, code);
            return;
        }
}

/* How many of the words of a label stand in the sentence; little words say nothing. */
static int words_shared(Filling *filling, const char *label) {
    enum { LEAST = 4 };
    const char *wanted = text_fold(filling->arena, label), *sentence = text_fold(filling->arena, filling->capture->sentence);
    char word[64], said[64];
    int shared = 0;
    while (text_next_word(&wanted, word, sizeof word)) {
        bool found = false;
        for (const char *rest = sentence; strlen(word) >= LEAST && !found && text_next_word(&rest, said, sizeof said);)
            found = text_starts(said, word) || (strlen(said) >= LEAST && text_starts(word, said));
        shared += found;
    }
    return shared;
}

/* The kind of event the sentence speaks of, where that is one only. */
static void fill_kind(Filling *filling, const FieldDef *field) {
    enum { KINDS = 100 };
    RecordList kinds;
    const Record *best = NULL;
    int most = 0;
    bool tie = false;
    if (find_where(filling->desk, "kind", "state:active", "label", KINDS, filling->arena, &kinds, NULL) != OK) return;
    for (size_t i = 0; i < kinds.count; i++) {
        int shared = words_shared(filling, record_title(kinds.items[i]));
        tie = shared == most ? tie || shared > 0 : shared < most && tie;
        if (shared <= most) continue;
        best = kinds.items[i];
        most = shared;
    }
    if (!best && kinds.count == 1) best = kinds.items[0];
    if (best && !tie) put(filling, field, code_of(best, filling->arena));
}

/* -- what can only be one thing ---------------------------------------------------------------------------------- */

static void fill_officer(Filling *filling, const FieldDef *field) {
    put(filling, field, officer_code(filling->desk, filling->arena));
}

/* Advice goes to the board, if one person is that. */
static void fill_holder(Filling *filling, const FieldDef *field) {
    put(filling, field, only_role(filling->desk, "portfolio_holder", filling->arena));
}

/* A draft says what its title says until more is written; that is not worth telling. */
static void fill_sentence(Filling *filling, const FieldDef *field) {
    desk_parse(filling->desk, filling->record, field->key, filling->capture->sentence, filling->arena, NULL);
}

static const struct {
    const char *reg, *field; /* "*" = every register with that field */
    void (*fill)(Filling *filling, const FieldDef *field);
} completions[] = {
    {"approval", "rule", fill_anchor},     {"instruction", "rule", fill_anchor},   {"advice", "anchors", fill_anchor},
    {"duty", "anchor", fill_anchor},       {"message", "anchors", fill_anchor},    {"trigger", "kind", fill_kind},
    {"advice", "addressee", fill_holder},  {"advice", "text", fill_sentence},      {"*", "owner", fill_officer},
};

static void complete(Filling *filling) {
    const RegisterDef *def = filling->record->def;
    for (size_t i = 0; i < COUNT_OF(completions); i++) {
        const FieldDef *field = register_field(def, completions[i].field);
        bool here = strcmp(completions[i].reg, def->key) == 0 || (completions[i].reg[0] == '*' && field && (field->flags & FF_REQUIRED));
        if (here && !record_has(filling->record, field->key)) completions[i].fill(filling, field);
    }
}

Status capture_fill(Desk *desk, const char *line, Record *record, Arena *arena, Capture *capture, Error *err) {
    if (line[strspn(line, " ")] == '\0') return OK;
    Status status = capture_parse(record->def, line, desk_now(desk), arena, capture, err);
    if (status != OK) return status;
    Filling filling = {.desk = desk, .arena = arena, .record = record, .capture = capture};
    bool reasoned = strcmp(record->def->key, "approval") == 0;
    const char *title = capture->sentence, *reason = reasoned ? split_reason(arena, &title) : NULL;
    if (*title) status = desk_parse(desk, record, register_title_field(record->def)->key, title, arena, err);
    for (size_t i = 0; i < capture->count && status == OK; i++)
        status = desk_parse(desk, record, capture->picks[i].field->key, capture->picks[i].text, arena, err);
    if (status != OK) return status;
    if (reason) put(&filling, register_field(record->def, "reason"), reason);
    complete(&filling);
    capture->kept_out = capture_stub(desk, record, arena);
    return OK;
}

bool capture_stub(Desk *desk, Record *record, Arena *arena) {
    bool report = strcmp(record->def->key, "incident") == 0 && record_is(record, "kind", "whistleblower");
    if (!report || report_desk_is_designated(desk, arena)) return false;
    incident_stub(record);
    return true;
}
