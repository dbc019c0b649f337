#include "loket/model/words.h"

#include <string.h>
#include <utf8proc.h>

#include "loket/base/utf8.h"

typedef struct Word {
    const char *start;
    size_t length;
} Word;

bool word_character(int codepoint) {
    switch (utf8proc_category(codepoint)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_CO:
        return true;
    default:
        return false;
    }
}

/* Length of the character at `at`, and whether it belongs to a word; a bad byte is one of no word. */
static size_t character(const char *at, bool *in_word) {
    unsigned char c = (unsigned char)*at;
    if (c < 0x80) {
        *in_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
        return 1;
    }
    utf8proc_int32_t codepoint;
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &codepoint);
    *in_word = length > 0 && word_character(codepoint);
    return length > 0 ? (size_t)length : 1;
}

static bool next_word(const char **cursor, Word *word) {
    const char *at = *cursor;
    bool in_word = false;
    size_t step = 0;
    while (*at && (step = character(at, &in_word), !in_word))
        at += step;
    word->start = at;
    while (*at && (step = character(at, &in_word), in_word))
        at += step;
    word->length = (size_t)(at - word->start);
    *cursor = at;
    return word->length > 0;
}

bool words_any(const char *text) {
    Word word;
    return next_word(&text, &word);
}

static bool same_word(Word text, Word sought, bool prefix) {
    if (prefix ? text.length < sought.length : text.length != sought.length) return false;
    return memcmp(text.start, sought.start, sought.length) == 0;
}

/* True if `sought` stands in `text` from its first word on. */
static bool starts_here(const char *text, const char *sought, bool prefix) {
    Word here, wanted, after;
    if (!next_word(&sought, &wanted)) return false;
    for (;;) {
        bool more = next_word(&sought, &after);
        if (!next_word(&text, &here) || !same_word(here, wanted, prefix && !more)) return false;
        if (!more) return true;
        wanted = after;
    }
}

bool words_match(const char *text, const char *sought, bool prefix) {
    Word word;
    for (const char *at = text; *at; next_word(&at, &word)) {
        if (starts_here(at, sought, prefix)) return true;
    }
    return false;
}

char *words_join(Arena *arena, const char *text, char between) {
    char *joined = arena_alloc(arena, strlen(text) + 1), *end = joined;
    for (Word word; next_word(&text, &word);) {
        if (end > joined) *end++ = between;
        memcpy(end, word.start, word.length);
        end += word.length;
    }
    return joined;
}

static bool begins_any(Arena *arena, Word word, const char *sought) {
    const char *folded = text_fold(arena, arena_strndup(arena, word.start, word.length));
    Word here = {folded, strlen(folded)};
    for (Word wanted; next_word(&sought, &wanted);)
        if (same_word(here, wanted, true)) return true;
    return false;
}

/* Which word of `text` that is, and how many there are; the first when there is none. */
static int place_of(const char *text, const char *sought, int *count) {
    Arena *arena = arena_new();
    int place = -1;
    *count = 0;
    for (Word word; next_word(&text, &word); ++*count)
        if (place < 0 && begins_any(arena, word, sought)) place = *count;
    arena_free(arena);
    return place < 0 ? 0 : place;
}

static Word word_at(const char *text, int place) {
    Word word = {text, 0};
    while (place-- >= 0 && next_word(&text, &word)) {}
    return word;
}

char *words_around(Arena *arena, const char *text, const char *sought, int most) {
    int count, first = place_of(text, sought, &count) - (most - 1) / 2;
    if (first > count - most) first = count - most;
    if (first < 0) first = 0;
    bool whole = first + most >= count;
    const char *start = first > 0 ? word_at(text, first).start : text, *end = text + strlen(text);
    if (!whole) {
        Word last = word_at(text, first + most - 1);
        end = last.start + last.length;
    }
    return arena_printf(arena, "%s%.*s%s", first > 0 ? "…" : "", (int)(end - start), start, whole ? "" : "…");
}

char *words_fold(Arena *arena, const char *text) {
    char *folded = text_fold(arena, text);
    for (int round = 0; round < 4; round++) {
        char *again = text_fold(arena, folded);
        if (strcmp(again, folded) == 0) break;
        folded = again;
    }
    return folded;
}

const char *words_clip(const char *text, char clip[CLIP_SIZE]) {
    utf8_print(clip, CLIP_SIZE, "%s", text);
    return clip;
}
