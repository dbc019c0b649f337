/* Random values for the tests of the model: a seeded generator and, per field type, text as somebody could type it. */
#ifndef LOKET_TESTS_SAMPLES_H
#define LOKET_TESTS_SAMPLES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/model/record.h"

static const Moment sample_now = 1795425900; /* 2026-11-23 10:25 in Amsterdam */

typedef struct Random {
    uint64_t seed;
} Random;

/* LOKET_SEED repeats a failing run. */
static inline Random random_start(void) {
    const char *given = getenv("LOKET_SEED");
    Random random = {given ? strtoull(given, NULL, 10) : 20261123};
    fprintf(stderr, "seed %llu\n", (unsigned long long)random.seed);
    return random;
}

static inline uint64_t random_next(Random *random) {
    uint64_t mixed = random->seed += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
}

static inline size_t random_below(Random *random, size_t limit) {
    return (size_t)(random_next(random) % limit);
}

static inline const char *random_word(Random *random) {
    static const char *const words[] = {"phishing",
                                        "Zorg",
                                        "café",
                                        "Überprüfung",
                                        "MFA",
                                        "x",
                                        "İstanbul",
                                        "ﬁne",
                                        "Straße",
                                        "日本",
                                        "o'neil",
                                        "a-b_c",
                                        "50%",
                                        "\"yes\"",
                                        "=1+1",
                                        "#hash",
                                        "e\xcc\x81t\xc3\xa9",
                                        "CON-0003",
                                        "me",
                                        "a,b",
                                        "key:value",
                                        "—",
                                        "open",
                                        "𝔘nicode"};
    return words[random_below(random, COUNT_OF(words))];
}

static inline void random_words(Random *random, StrBuf *out) {
    size_t count = 1 + random_below(random, 5);
    for (size_t i = 0; i < count; i++)
        strbuf_addf(out, "%s%s", i ? " " : "", random_word(random));
}

static inline const RegisterDef *random_register(Random *random) {
    const RegisterDef *def = NULL;
    size_t skip = random_below(random, register_count()) + 1;
    for (; skip > 0; skip--)
        def = register_next(def);
    while (!def || !def->prefix)
        def = register_next(def);
    return def;
}

static inline void random_code(Random *random, const FieldDef *field, StrBuf *out) {
    char code[CODE_SIZE], key[64];
    const char *targets = field->target;
    const RegisterDef *def = text_next_word(&targets, key, sizeof key) ? register_by_key(key) : random_register(random);
    code_write(def, (int64_t)random_below(random, 20000) + 1, code);
    strbuf_add(out, code);
}

static inline const char *random_slug(Random *random, const FieldDef *field, const RegisterDef *def) {
    if (field->type == FT_STATE) return def->states[random_below(random, def->state_count)].key;
    size_t count = 0;
    while (field->choices[count].key)
        count++;
    return field->choices[random_below(random, count)].key;
}

static inline void random_tokens(Random *random, const FieldDef *field, const RegisterDef *def, StrBuf *out) {
    static const char *const tags[] = {"cloud", "#MFA", "Café", "net-2.0", "a_b", "日本", "ISO/27001", "Straße"};
    size_t count = 1 + random_below(random, 4);
    for (size_t i = 0; i < count; i++) {
        if (i) strbuf_add(out, random_below(random, 2) ? "," : ", ");
        if (field->type == FT_TAGS) strbuf_add(out, tags[random_below(random, COUNT_OF(tags))]);
        if (field->type == FT_LINKS) random_code(random, field, out);
        if (field->type == FT_CHOICES) strbuf_add(out, random_slug(random, field, def));
    }
}

/* Text that parses for `field`. */
static inline void random_input(Random *random, const FieldDef *field, const RegisterDef *def, StrBuf *out) {
    static const char *const flags[] = {"yes", "no", "ja", "Nee", "TRUE", "false", "1", "0", "x"};
    static const char *const units[] = {"h", "d", "wd", "w", "m", "y"};
    char text[32];
    switch (field->type) {
    case FT_TEXT:
    case FT_PARTY:
        strbuf_add(out, "A ");
        random_words(random, out);
        break;
    case FT_NOTE:
        strbuf_add(out, "A "); /* dashes alone hold no word to filter by */
        random_words(random, out);
        strbuf_add(out, "\r\n\n  ");
        random_words(random, out);
        strbuf_add(out, " \n");
        break;
    case FT_CHOICE:
    case FT_STATE:
        strbuf_add(out, random_slug(random, field, def));
        break;
    case FT_CHOICES:
    case FT_LINKS:
    case FT_TAGS:
        random_tokens(random, field, def, out);
        break;
    case FT_FLAG:
        strbuf_add(out, flags[random_below(random, COUNT_OF(flags))]);
        break;
    case FT_DATE:
        day_write((Day)random_below(random, 40000), text);
        strbuf_add(out, text);
        break;
    case FT_MOMENT:
        moment_write((Moment)random_below(random, 4000000000u), text);
        strbuf_add(out, text);
        break;
    case FT_NUMBER:
        strbuf_addf(out, "%s%lld", random_below(random, 2) ? "-" : "",
                    (long long)(random_next(random) % 1000000000000000));
        break;
    case FT_SPAN:
        strbuf_addf(out, "%zu%s", random_below(random, 400) + 1, units[random_below(random, COUNT_OF(units))]);
        break;
    case FT_LINK:
        random_code(random, field, out);
        break;
    case FT_COUNT:
        break;
    }
}

/* A random value, by parsing random input. */
static inline Value random_value(Random *random, const FieldDef *field, const RegisterDef *def, Arena *arena) {
    StrBuf input;
    strbuf_init(&input);
    random_input(random, field, def, &input);
    ParseContext context = {.now = sample_now, .def = def};
    Value value;
    Error err;
    if (field_parse(field, &context, input.data, arena, &value, &err) != OK) {
        fprintf(stderr, "%s.%s: \"%s\": %s\n", def->key, field->key, input.data, err.message);
        abort();
    }
    strbuf_done(&input);
    return value;
}

/* A record with about two of three fields filled. */
static inline Record *random_record(Random *random, const RegisterDef *def, Arena *arena) {
    Record *record = record_new(def, arena);
    record->no = (int64_t)random_below(random, 30) + 1;
    record->created_at = sample_now - (Moment)random_below(random, 10000000);
    record->updated_at = record->created_at + (Moment)random_below(random, 10000);
    record->due_at = random_below(random, 3) ? sample_now + (Moment)random_below(random, 2000000) - 1000000 : 0;
    for (size_t i = 0; i < def->field_count; i++) {
        bool state = def->fields[i].type == FT_STATE;
        if (state || random_below(random, 3)) record->values[i] = random_value(random, &def->fields[i], def, arena);
    }
    return record;
}

#endif
