/* Narrow: the few records of a register that a filter can let through, if an index knows that they are few. Private to store/.
 *
 * A list is a walk in its order, which soon has what it shows where many fit. Where few do, it would look at all there are: then these are
 * read instead, and put in order. What is no term an index stands on, or fits many, narrows nothing. */
#ifndef LOKET_STORE_NARROW_H
#define LOKET_STORE_NARROW_H

#include "loket/store/select.h"
#include "sql.h"

enum {
    NARROW_FEW = 4000, /* to read so many takes as long as the walk at which they were few */
    NARROW_NEAR = 1000 /* rows a walk may pass over before it is asked whether few fit: about as long as asking takes */
};

/* The numbers of less than `most` records as a JSON array, in `arena`, of which all that fit `query` are; NULL: nothing says so. What the walk in
 * `order` bounds itself is left to it. */
Status narrow_to_few(Db *db, const Query *query, Order order, int64_t most, Arena *arena, const char **few, Error *err);

#endif
