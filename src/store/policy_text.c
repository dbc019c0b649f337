#include "loket/store/policy_text.h"

#include <sodium.h>
#include <string.h>

#include "sql.h"

char *db_policy_text(Db *db, const char *kind, Arena *arena) {
    return sql_text(db, arena, "SELECT yaml FROM policy WHERE kind=?", "t", kind);
}

Status db_policy_keep(Db *db, const char *kind, const char *yaml, Error *err) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    char hash[2 * sizeof digest + 1];
    crypto_hash_sha256(digest, (const unsigned char *)yaml, strlen(yaml));
    sodium_bin2hex(hash, sizeof hash, digest, sizeof digest);
    return sql_run(db, err, "INSERT INTO policy (kind, yaml, hash) VALUES (?,?,?) ON CONFLICT (kind) DO UPDATE SET yaml=excluded.yaml, hash=excluded.hash",
                   "ttt", kind, yaml, hash);
}
