#include "loket/ui/match.h"

#include <ctype.h>
#include <string.h>

#include "loket/base/utf8.h"

enum {
    SCORE_WHOLE = 4000,
    SCORE_WORD = 3000,
    SCORE_INSIDE = 2000,
    SCORE_LETTERS = 1000,
    SCORE_SPREAD = 900,
    WORD_MAX = 64
};

typedef struct FoldWork {
    StrBuf text;
    Arena *scratch, *arena;
    size_t *from, capacity;
} FoldWork;

static void add_bytes(FoldWork *work, const char *bytes, size_t length, size_t source) {
    size_t need = work->text.length + length + 1;
    if (need > work->capacity) {
        size_t capacity = need * 2;
        size_t *from = ARENA_ARRAY(work->arena, size_t, capacity);
        if (work->from) memcpy(from, work->from, work->text.length * sizeof *from);
        work->from = from;
        work->capacity = capacity;
    }
    for (size_t i = 0; i < length; i++)
        work->from[work->text.length + i] = source;
    strbuf_addn(&work->text, bytes, length);
}

static void add_grapheme(FoldWork *work, const char *text, size_t length, size_t source) {
    if (!work->scratch) work->scratch = arena_new();
    arena_clear(work->scratch);
    const char *folded = text_fold(work->scratch, arena_strndup(work->scratch, text, length));
    add_bytes(work, folded, strlen(folded), source);
}

Folded match_fold(Arena *arena, const char *text, size_t length) {
    FoldWork work = {.arena = arena};
    strbuf_init(&work.text);
    add_bytes(&work, "", 0, 0);
    for (size_t at = 0; at < length;) {
        size_t next = utf8_next(text, length, at);
        unsigned char c = (unsigned char)text[at];
        if (next == at + 1 && c < 0x80) {
            char lower = (char)tolower(c);
            add_bytes(&work, &lower, 1, at);
        } else {
            add_grapheme(&work, text + at, next - at, at);
        }
        at = next;
    }
    work.from[work.text.length] = length;
    Folded folded = {arena_strndup(arena, work.text.data, work.text.length), work.from, work.text.length};
    strbuf_done(&work.text);
    arena_free(work.scratch);
    return folded;
}

static bool is_word(char c) {
    return (unsigned char)c >= 0x80 || isalnum((unsigned char)c);
}

static void mark(const Folded *text, size_t from, size_t to, unsigned char *marks) {
    if (!marks) return;
    for (size_t i = from; i < to; i++)
        marks[text->from[i]] = 1;
}

/* Where `word` stands best: at the start of a word rather than inside one. */
static const char *find_word(const Folded *text, const char *word, bool *at_start) {
    const char *inside = NULL;
    for (const char *at = text->text; (at = strstr(at, word)); at++) {
        *at_start = at == text->text || !is_word(at[-1]);
        if (*at_start) return at;
        if (!inside) inside = at;
    }
    return inside;
}

static bool is_continuation(char c) {
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* The letters of `word` in order; the run of text they span is made as short as walking back from its end can. */
static int score_letters(const Folded *text, const char *word, size_t length, unsigned char *marks) {
    size_t at = 0, found = 0;
    for (; at < text->length && found < length; at++)
        if (text->text[at] == word[found]) found++;
    if (found < length) return 0;
    size_t end = at;
    while (found > 0) {
        at--;
        if (text->text[at] != word[found - 1]) continue;
        found--;
        if (!is_continuation(text->text[at])) mark(text, at, at + 1, marks);
    }
    size_t spread = end - at - length;
    return SCORE_LETTERS - (int)(spread < SCORE_SPREAD ? spread : SCORE_SPREAD);
}

static int score_word(const Folded *text, const char *word, unsigned char *marks) {
    size_t length = strlen(word);
    bool at_start = false;
    const char *at = find_word(text, word, &at_start);
    if (!at) return score_letters(text, word, length, marks);
    size_t from = (size_t)(at - text->text);
    mark(text, from, from + length, marks);
    int late = from < 99 ? (int)from : 99; /* the earlier the better */
    if (from == 0) return SCORE_WHOLE + (text->length == length ? 1 : 0);
    return (at_start ? SCORE_WORD : SCORE_INSIDE) - late;
}

int match_score(const Folded *text, const char *filter, unsigned char *marks) {
    char word[WORD_MAX];
    int total = 1, words = 0;
    const char *rest = filter;
    while (text_next_word(&rest, word, sizeof word)) {
        int score = score_word(text, word, marks);
        if (!score) return 0;
        total += score;
        words++;
    }
    return words ? total / words : 1;
}

bool match_find(const Folded *text, const char *needle, size_t at, size_t *start, size_t *end) {
    size_t length = strlen(needle);
    if (!length) return false;
    for (const char *here = text->text; (here = strstr(here, needle)); here++) {
        size_t from = (size_t)(here - text->text);
        if (text->from[from] < at) continue;
        size_t to = from + length;
        while (to < text->length && text->from[to] == text->from[to - 1])
            to++; /* a grapheme is found whole */
        *start = text->from[from];
        *end = text->from[to];
        return true;
    }
    return false;
}
