#include "loket/store/policy.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "sql.h"

char *policy_load(Db *db, const char *kind, Arena *arena, char hash[65]) {
    if (hash) policy_hash(db, kind, hash);
    return sql_text(db, arena, "SELECT yaml FROM policy WHERE kind=?", "t", kind);
}

void policy_hash(Db *db, const char *kind, char hash[65]) {
    Arena *arena = arena_new();
    const char *found = sql_text(db, arena, "SELECT hash FROM policy WHERE kind=?", "t", kind);
    snprintf(hash, 65, "%s", found ? found : "");
    arena_free(arena);
}

Status policy_store(Db *db, const char *kind, const char *yaml, char hash[65], Error *err) {
    hash[0] = '\0';
    if (!yaml) return sql_run(db, err, "DELETE FROM policy WHERE kind=?", "t", kind);
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, (const unsigned char *)yaml, strlen(yaml));
    sodium_bin2hex(hash, 65, digest, sizeof digest);
    return sql_run(db, err,
                   "INSERT INTO policy(kind,yaml,hash) VALUES(?,?,?) "
                   "ON CONFLICT(kind) DO UPDATE SET yaml=excluded.yaml, hash=excluded.hash",
                   "ttt", kind, yaml, hash);
}
