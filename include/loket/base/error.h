/* Errors: what a fallible function returns and what it tells.
 *
 * A fallible function returns a Status and fills one Error, once, where the cause is known; callers pass it on
 * unchanged. This is not logging and never exits. An Error is a plain value without allocations, so it can be
 * made when memory or disk is gone. Texts are already translated; one that is too long is cut between two characters and ends in "…". */
#ifndef LOKET_BASE_ERROR_H
#define LOKET_BASE_ERROR_H

typedef enum Status {
    OK,
    ERR_USAGE,   /* the caller's words are off: exit 2 */
    ERR_INVALID, /* a rule of the model refuses the value: exit 3 */
    ERR_MISSING, /* there is no such record, file or field: exit 4 */
    ERR_CLASH,   /* somebody else changed the same field: exit 5 */
    ERR_BUSY,    /* the file is locked by another program: exit 6 */
    ERR_FILE,    /* the operating system refuses: exit 7 */
    ERR_DATA,    /* damaged or not understood input: exit 8 */
    ERR_BUG      /* a fault of the program: exit 70 */
} Status;

typedef struct Error {
    Status status;
    char message[240]; /* what failed first; lower case, no full stop, the thing in quotes */
    char hint[160];    /* the next step; may be empty */
    char where[96];    /* file:line:column field; may be empty */
    int column;        /* of the line that was typed, from 1, where the fault begins; 0 = not told */
} Error;

/* (In brackets because cmocka has a macro of that name.) Fills `err` (may be NULL) with `status` and a message, clears hint and place, and returns `status`. */
Status (fail)(Error *err, Status status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Adds the next step to an error already filled; returns its status, so `return error_hint(...)` works. */
Status error_hint(Error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds the place (`file:line:column field`) to an error already filled; returns its status. */
Status error_where(Error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The process exit code of a status: 0 2 3 4 5 6 7 8 70. */
int status_exit_code(Status status);

#endif
