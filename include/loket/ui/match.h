/* Match: finding typed words in texts the way people type them, without accents and capitals.
 *
 * Ranks for lists one types into, and plain search for texts one reads. Positions are bytes of the text as it was
 * given, at graphemes. Knows nothing of lists or screens; the full-text search of the database is another thing. Pure.
 */
#ifndef LOKET_UI_MATCH_H
#define LOKET_UI_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "loket/base/text.h"

/* Text folded for comparing, with the way back: byte i of `text` comes from the grapheme at `from[i]`; from[length] =
 * length of the source. Lives in the arena. */
typedef struct Folded {
    const char *text;
    const size_t *from;
    size_t length;
} Folded;

Folded match_fold(Arena *arena, const char *text, size_t length);

/* How well `text` answers the blank-separated, folded words of `filter`: 0 = not at all, else higher is better: the
 * whole text begins with the word, a word of it does, the word stands inside, its letters come in this order. Every
 * word must be found. `marks` (may be NULL; as many bytes as the source text) gets 1 where a matched grapheme begins.
 */
int match_score(const Folded *text, const char *filter, unsigned char *marks);

/* The next place at or after byte `at` of the source where the folded `needle` stands; false if there is none. `*start`
 * and `*end` get source bytes. */
bool match_find(const Folded *text, const char *needle, size_t at, size_t *start, size_t *end);

#endif
