/* Checkup: proof that a file is what it says: the trail is whole, the records are what the trail last said, the dues
 * are what the records give.
 *
 * Reads everything and, but for checkup_rebuild with `repair`, changes nothing. Findings are lines in the language in
 * force. */
#ifndef LOKET_APP_CHECKUP_H
#define LOKET_APP_CHECKUP_H

#include "loket/app/desk.h"

typedef struct Checkup {
    int64_t entries; /* of the trail that were looked at */
    int64_t records; /* records and rows compared with it, or derived again */
    size_t faults;   /* lines in `findings` */
    char head[65];   /* hash of the last entry; "" = an empty trail */
    StrBuf findings; /* a line each; at most CHECKUP_TOLD of them */
} Checkup;

enum { CHECKUP_TOLD = 50 };

void checkup_init(Checkup *checkup);
void checkup_done(Checkup *checkup);

/* Walks the chain (ERR_DATA at a broken link), and compares each record and row with the last values that the trail
 * gives them; erased bodies say nothing. What differs was changed behind the program's back: a finding. */
Status checkup_verify(Desk *desk, Checkup *checkup, Error *err);

/* Derives the dues of every record again. One that comes out differently is a finding; with `repair` the new ones are
 * kept, and the text index is made anew; else everything stays as it was. */
Status checkup_rebuild(Desk *desk, bool repair, Checkup *checkup, Error *err);

#endif
