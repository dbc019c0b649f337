#include "loket/store/passphrase.h"

#include <sodium.h>
#include <string.h>

#include "loket/base/lang.h"

_Static_assert(PASSPHRASE_HASH == crypto_pwhash_STRBYTES, "libsodium's texts fit");

Status passphrase_hash(const char *passphrase, char hash[PASSPHRASE_HASH], Error *err) {
    if (strlen(passphrase) < PASSPHRASE_LEAST) return fail(err, ERR_INVALID, _("a passphrase has at least %d characters"), PASSPHRASE_LEAST);
    if (sodium_init() < 0) return fail(err, ERR_BUG, "libsodium does not start");
    if (crypto_pwhash_str(hash, passphrase, strlen(passphrase), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return fail(err, ERR_FILE, "%s", _("there is not enough memory for the passphrase"));
    return OK;
}

bool passphrase_matches(const char *hash, const char *passphrase) {
    return sodium_init() >= 0 && crypto_pwhash_str_verify(hash, passphrase, strlen(passphrase)) == 0;
}
