/* Passphrase: keeping one so that it can be checked and not read: Argon2id, with libsodium's parameters for interactive use.
 *
 * Only for the lock of the screen, which keeps out who walks by; it encrypts nothing. */
#ifndef LOKET_STORE_PASSPHRASE_H
#define LOKET_STORE_PASSPHRASE_H

#include <stdbool.h>

#include "loket/base/error.h"

enum { PASSPHRASE_HASH = 128, PASSPHRASE_LEAST = 6 /* bytes */ };

/* Makes the text to keep; ERR_INVALID when it is too short to be any use. Takes some tenths of a second. */
Status passphrase_hash(const char *passphrase, char hash[PASSPHRASE_HASH], Error *err);
/* Whether it is the one; takes as long. A text that is no hash matches nothing. */
bool passphrase_matches(const char *hash, const char *passphrase);

#endif
