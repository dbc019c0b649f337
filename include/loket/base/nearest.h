/* Nearest: which known word somebody may have meant.
 *
 * For hints in messages only: nothing is ever done with a guess. Works on bytes, so give it folded or ASCII words. */
#ifndef LOKET_BASE_NEAREST_H
#define LOKET_BASE_NEAREST_H

/* A search for the word nearest to `typed`; a plain value that borrows all its texts. */
typedef struct Nearest {
    const char *typed, *best;
    int distance;
} Nearest;

Nearest nearest_start(const char *typed);
/* Offers a word that could have been meant; the first of equals wins. */
void nearest_offer(Nearest *nearest, const char *word);
/* The best of those offered, or NULL when none is near enough to be worth naming. */
const char *nearest_word(const Nearest *nearest);

#endif
