/* Words: how text is cut into the words that search and filters compare.
 *
 * A word is a run of letters and digits of folded text (see text_fold), as SQLite's unicode61 tokenizer cuts it, so that
 * matching in memory and FTS5 agree. Also the quoting of typed text in messages. Pure. */
#ifndef LOKET_MODEL_WORDS_H
#define LOKET_MODEL_WORDS_H

#include "loket/base/text.h"

/* A letter or a digit of any script. */
bool word_character(int codepoint);
/* True if `text` holds at least one word. */
bool words_any(const char *text);
/* True if the words of `sought` stand one after another in `text`, the last one exactly or (`prefix`) as the beginning of a word. Both are folded;
 * no words are found nowhere. */
bool words_match(const char *text, const char *sought, bool prefix);
/* The words of folded `text` with `between` between them; "" when there are none. */
char *words_join(Arena *arena, const char *text, char between);
/* `most` words of `text` around the first that begins as a word of folded `sought` does (none: from the start), with an ellipsis where it is cut. */
char *words_around(Arena *arena, const char *text, const char *sought, int most);
/* text_fold until it no longer changes: for what is printed and parsed again. */
char *words_fold(Arena *arena, const char *text);

/* Typed text for a message: cut at a character, with an ellipsis when it is long. */
enum { CLIP_SIZE = 72 };
const char *words_clip(const char *text, char clip[CLIP_SIZE]);

#endif
