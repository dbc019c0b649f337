/* Lookup: what the file knows that goes on from a typed word, for the completion of filters and values.
 *
 * People by any part of their name, tags and words in use, other records by their title. Windows, never all. */
#ifndef LOKET_APP_LOOKUP_H
#define LOKET_APP_LOOKUP_H

#include "loket/app/desk.h"
#include "loket/model/complete.h"

/* Good as long as the desk is. */
Lookup desk_lookup(Desk *desk);

#endif
