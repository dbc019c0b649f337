#include "loket/base/nearest.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 48 }; /* words beyond this are nobody's typing error */

static int least(int a, int b) {
    return a < b ? a : b;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Insertions, deletions, replacements and swaps of neighbours between two words. */
static int distance(const char *a, const char *b) {
    size_t rows = strlen(a), columns = strlen(b);
    if (rows > LONGEST || columns > LONGEST) return INT_MAX;
    int cost[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= rows; i++)
        cost[i][0] = (int)i;
    for (size_t j = 0; j <= columns; j++)
        cost[0][j] = (int)j;
    for (size_t i = 1; i <= rows; i++) {
        for (size_t j = 1; j <= columns; j++) {
            bool same = lower(a[i - 1]) == lower(b[j - 1]);
            int here = least(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
            here = least(here, cost[i - 1][j - 1] + !same);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                here = least(here, cost[i - 2][j - 2] + 1);
            cost[i][j] = here;
        }
    }
    return cost[rows][columns];
}

Nearest nearest_start(const char *typed) {
    return (Nearest){.typed = typed, .distance = INT_MAX};
}

void nearest_offer(Nearest *nearest, const char *word) {
    size_t length = strlen(nearest->typed);
    int found = distance(nearest->typed, word);
    /* Who types the beginning of a word means that word. */
    if (length >= 2 && strncasecmp(word, nearest->typed, length) == 0) found = least(found, 1);
    if (found >= nearest->distance) return;
    nearest->distance = found;
    nearest->best = word;
}

const char *nearest_word(const Nearest *nearest) {
    int allowed = 1 + (int)(strlen(nearest->typed) / 3);
    /* All letters replaced is another word, not a slip. */
    if (nearest->distance >= (int)strlen(nearest->typed)) return NULL;
    return nearest->distance <= allowed ? nearest->best : NULL;
}
