/* Generate: makes a big organisation file for benchmarks.
 *
 * generate FILE RECORDS: as many records, spread over the registers as a busy desk would have them after ten years, with children left out;
 * stored with their index of texts, links, dues, counters and trail, by store/ as the program does. Values fit their fields, but
 * nobody checked them against the rules of the model: the file is big, not right. The same on every machine (fixed seed, fixed clock). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/io/json.h"
#include "loket/store/db.h"
#include "loket/store/records.h"
#include "loket/store/trail.h"

enum { BATCH = 5000, YEARS = 10, TEXT_ROOM = 1200, VOCABULARY = 30000, WORD_ROOM = 24 };

/* What a desk of a thousand records holds; registers that this program does not know are left out. */
static const struct {
    const char *key;
    int share;
} shares[] = {{"contact", 60},  {"anchor", 20}, {"incident", 400}, {"approval", 200}, {"trigger", 100},
              {"advice", 60},   {"talk", 80},   {"action", 80}};

/* The words everybody writes; behind them come invented ones. */
static const char *const common[] = {
    "mailbox",   "laptop",   "supplier", "contract",  "access",    "payroll",  "badge",    "backup",   "tenant",   "portal",   "phishing",
    "password",  "archive",  "printer",  "migration", "firewall",  "account",  "scanner",  "meeting",  "register", "key",      "cabinet",
    "processor", "retention", "logging",  "outage",    "building",  "reception", "works",    "council",  "audit",    "findings", "Müller",
    "Okafor",    "Jansen",   "Yılmaz",   "café",      "déjà",      "übergabe", "open",     "shared",   "lost",     "wrong",    "late",
    "double",    "missing",  "expired",  "external",  "temporary", "weekly",   "old",      "new",      "second",   "main"};
/* What invented words are made of, so that many begin alike. */
static const char *const beginnings[] = {"be",    "ver",  "con",   "on",   "af",   "uit",  "door", "in",   "over", "per", "pro", "in",
                                         "inter", "sub",  "re",    "de",   "dis",  "com",  "phi",  "sys", "ac",  "sup", "sta", "tra",
                                         "pla",   "klo",  "brui",  "vree", "moo",  "dij",  "san",  "jan", "el",  "mi",  "os",  "ka"};
static const char *const middles[] = {"ta", "le", "ri", "no", "ster", "mel", "den", "cou", "vi", "ge", "bo", "lan", "zu", "ti", "ker", "pa", "do", "wij", "fre", "hau"};
static const char *const ends[] = {"", "s", "en", "ing", "heid", "er", "je", "tion", "ed", "al", "lijk", "dam", "man", "sen", "berg", "kamp"};
static const char *const units[] = {"Finance", "Housing", "ICT", "Human resources", "Legal", "Facilities", "Customer contact", "Board office"};

typedef struct Generator {
    Db *db;
    Arena *arena; /* of one record */
    uint64_t seed;
    Moment now;
    int64_t made[128]; /* by register id */
    char (*words)[WORD_ROOM]; /* VOCABULARY of them, the most frequent first */
} Generator;

static Moment clock_now(void *ctx) {
    return ((Generator *)ctx)->now;
}

static uint64_t next(Generator *generator) {
    generator->seed ^= generator->seed << 13;
    generator->seed ^= generator->seed >> 7;
    return generator->seed ^= generator->seed << 17;
}

/* 0 up to, not including, `below`. */
static int64_t pick(Generator *generator, int64_t below) {
    return (int64_t)((next(generator) >> 11) % (uint64_t)below);
}

static void fill_random(void *ctx, void *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) ((unsigned char *)bytes)[i] = (unsigned char)(next(ctx) >> 24);
}

#define ONE_OF(table) (table)[pick(generator, (int64_t)COUNT_OF(table))]

static void invent_words(Generator *generator) {
    generator->words = calloc(VOCABULARY, sizeof *generator->words);
    if (!generator->words) abort();
    for (size_t i = 0; i < VOCABULARY; i++) {
        char *word = generator->words[i];
        if (i < COUNT_OF(common))
            snprintf(word, WORD_ROOM, "%s", common[i]);
        else
            snprintf(word, WORD_ROOM, "%s%s%s%s", ONE_OF(beginnings), ONE_OF(middles), pick(generator, 3) ? ONE_OF(middles) : "", ONE_OF(ends));
    }
}

/* As people write: the word of rank n about 1/n as often as the first. Now and then the number of a ticket, of which there is one each. */
static void add_word(Generator *generator, char word[WORD_ROOM]) {
    if (pick(generator, 60) == 0) {
        snprintf(word, WORD_ROOM, "2026%07lld", (long long)pick(generator, 10000000));
        return;
    }
    double share = (double)pick(generator, 1 << 30) / (1 << 30);
    int64_t rank = (int64_t)pow(VOCABULARY, share) - 1;
    snprintf(word, WORD_ROOM, "%s", generator->words[rank]);
}

static char *sentence(Generator *generator, int64_t count) {
    char text[TEXT_ROOM], word[WORD_ROOM];
    size_t length = 0;
    for (int64_t i = 0; i < count && length < sizeof text - 40; i++) {
        add_word(generator, word);
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s", i ? " " : "", word);
    }
    return arena_strndup(generator->arena, text, length);
}

static char *code_of(Generator *generator, const char *target) {
    const RegisterDef *def = register_by_key(target ? target : "contact");
    if (!def || def->id >= (int)COUNT_OF(generator->made) || generator->made[def->id] == 0) return NULL;
    char code[CODE_SIZE];
    code_write(def, 1 + pick(generator, generator->made[def->id]), code);
    return arena_strdup(generator->arena, code);
}

static const char *choice_of(Generator *generator, const FieldDef *field) {
    int64_t count = 0;
    while (field->choices[count].key) count++;
    if (field->choices == record_levels) return pick(generator, 30) ? "internal" : "confidential";
    return field->choices[pick(generator, count)].key;
}

/* A text that fits the field, to be parsed as if typed; NULL for nothing. */
static const char *text_for(Generator *generator, const FieldDef *field, Moment created) {
    char text[64];
    switch (field->type) {
    case FT_TEXT:
        if (strcmp(field->key, "unit") == 0) return ONE_OF(units);
        if (field->flags & FF_SUGGEST) return arena_printf(generator->arena, "%s %s", ONE_OF(common), ONE_OF(common));
        return sentence(generator, 3 + pick(generator, 5));
    case FT_NOTE:
        return sentence(generator, 8 + pick(generator, 20));
    case FT_CHOICE:
    case FT_CHOICES:
        return choice_of(generator, field);
    case FT_FLAG:
        return pick(generator, 2) ? "yes" : "no";
    case FT_DATE:
        day_write(moment_day(created) + (Day)pick(generator, 60), text);
        return arena_strdup(generator->arena, text);
    case FT_MOMENT:
        moment_write(created + pick(generator, 20) * 3600, text);
        return arena_strdup(generator->arena, text);
    case FT_NUMBER:
        return arena_printf(generator->arena, "%d", (int)pick(generator, 400));
    case FT_SPAN:
        return arena_printf(generator->arena, "%dd", (int)(10 + pick(generator, 90)));
    case FT_LINK:
    case FT_LINKS:
        return code_of(generator, field->target);
    case FT_PARTY:
        return pick(generator, 4) ? code_of(generator, "contact") : sentence(generator, 2);
    case FT_TAGS:
        return pick(generator, 2) ? arena_printf(generator->arena, "%s %s", ONE_OF(common), ONE_OF(common)) : NULL;
    default:
        return NULL;
    }
}

/* Nearly all that is young is open, hardly anything that is old; people stay. */
static const char *state_for(Generator *generator, const RegisterDef *def, Moment created) {
    bool young = generator->now - created < (Moment)120 * DAY_SECONDS || def->states[1].open == false;
    bool open = pick(generator, 100) < (young ? 90 : 2);
    const char *state = def->states[0].key;
    int64_t seen = 0;
    for (size_t i = 0; i < def->state_count; i++) {
        if (def->states[i].open != open) continue;
        if (pick(generator, ++seen) == 0) state = def->states[i].key;
        if (!open && pick(generator, 10)) break; /* the first way to end is the ordinary one */
    }
    return state;
}

static Status fill(Generator *generator, Record *record, Moment created, Error *err) {
    const RegisterDef *def = record->def;
    Status status = OK;
    for (size_t i = 0; i < def->field_count && status == OK; i++) {
        const FieldDef *field = &def->fields[i];
        bool always = (field->flags & (FF_REQUIRED | FF_TITLE)) || field->type == FT_TAGS;
        if (field->type == FT_STATE || !(always || pick(generator, 100) < (field->flags & FF_LONG ? 8 : 25))) continue;
        const char *text = text_for(generator, field, created);
        if (text) status = record_parse(record, field->key, text, created, generator->arena, err);
    }
    if (status == OK && def->state_count) record_set_text(record, "state", state_for(generator, def, created));
    return status;
}

static Status store_due(Generator *generator, Record *record, Error *err) {
    const RegisterDef *def = record->def;
    if (!record_open(record)) return OK;
    Day day = moment_day(generator->now) - 20 + (Day)pick(generator, 140);
    Due due = {.rule = def->due_count ? def->dues[pick(generator, (int64_t)def->due_count)].key : "talk_informal",
               .start_at = record->created_at,
               .warn_at = moment_at(day - 7, 0),
               .due_at = moment_at(day, DAY_END)};
    return records_set_dues(generator->db, record, &due, 1, err);
}

static Status store_trail(Generator *generator, const Record *record, Error *err) {
    StrBuf fields, body, value;
    strbuf_init(&fields);
    strbuf_init(&body);
    strbuf_init(&value);
    for (size_t i = 0; i < record->def->field_count; i++) {
        const FieldDef *field = &record->def->fields[i];
        if (!record->values[i].set) continue;
        strbuf_clear(&value);
        field_write(field, record->def, record->values[i], &value);
        strbuf_addf(&fields, "%s%s", fields.length ? " " : "", field->key);
        strbuf_addf(&body, "%s\"%s\":[null,", body.length ? "," : "{", field->key);
        json_write_string(value.data, &body);
        strbuf_add(&body, "]");
    }
    strbuf_add(&body, body.length ? "}" : "{}");
    TrailEntry entry = {.at = record->created_at, .actor = 1, .session = "bench", .reg = record->def->id, .no = record->no, .op = "create",
                        .fields = fields.data, .body = body.data};
    Status status = trail_append(generator->db, &entry, err);
    strbuf_done(&fields);
    strbuf_done(&body);
    strbuf_done(&value);
    return status;
}

static Status make_record(Generator *generator, const RegisterDef *def, Moment created, Error *err) {
    Record *record = record_new_initial(def, created, generator->arena);
    Status status = fill(generator, record, created, err);
    if (status == OK) status = records_insert(generator->db, record, created, err);
    if (status == OK) status = store_due(generator, record, err);
    if (status == OK) status = store_trail(generator, record, err);
    if (status == OK) generator->made[def->id]++;
    arena_clear(generator->arena);
    return status;
}

static const RegisterDef *register_for(Generator *generator) {
    for (;;) {
        int64_t at = pick(generator, 1000);
        for (size_t i = 0; i < COUNT_OF(shares); i++) {
            const RegisterDef *def = register_by_key(shares[i].key);
            if (def && at < shares[i].share) return def;
            at -= shares[i].share;
        }
    }
}

/* Contacts and anchors first, a few: others point at them. Then everything in the order in which it came in. */
static Status make_all(Generator *generator, int64_t count, Error *err) {
    Status status = db_begin(generator->db, err);
    if (status == OK && db_user(generator->db, "bench", true, err) == 0) status = ERR_BUG;
    const RegisterDef *organisation = register_by_key("organisation");
    Moment began = generator->now - (Moment)YEARS * 365 * DAY_SECONDS;
    if (status == OK && organisation) status = make_record(generator, organisation, began, err);
    for (int64_t i = 0; i < count && status == OK; i++) {
        const RegisterDef *first = i < 20 ? register_by_key(i % 2 ? "anchor" : "contact") : NULL;
        Moment created = began + (generator->now - began) / count * i;
        status = make_record(generator, first ? first : register_for(generator), created, err);
        if (status == OK && i % BATCH == BATCH - 1) {
            status = db_commit(generator->db, err);
            if (status == OK) status = db_begin(generator->db, err);
            if (i % 100000 == 99999) fprintf(stderr, "%lld records\n", (long long)i + 1);
        }
    }
    return status == OK ? db_commit(generator->db, err) : status;
}

int main(int argc, char **argv) {
    long long count = argc == 3 ? strtoll(argv[2], NULL, 10) : 0;
    if (count <= 0) {
        fprintf(stderr, "usage: generate FILE RECORDS\n");
        return 2;
    }
    Error err = {0};
    Generator generator = {.seed = 88172645463325252u, .arena = arena_new()};
    moment_parse(BENCH_NOW, 0, &generator.now, &err);
    invent_words(&generator);
    Env env = {.now = clock_now, .random = fill_random, .ctx = &generator, .login = "bench", .utf8 = true};
    Status status = db_open(argv[1], DB_CREATE, &env, &generator.db, &err);
    if (status == OK) status = make_all(&generator, count, &err);
    db_close(generator.db);
    arena_free(generator.arena);
    free(generator.words);
    if (status != OK) fprintf(stderr, "generate: %s%s%s\n", err.message, *err.where ? " at " : "", err.where);
    return status_exit_code(status);
}
