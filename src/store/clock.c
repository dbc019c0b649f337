#include "loket/store/clock.h"

#include "sql.h"

/* -- facts ------------------------------------------------------------------------------------------------------ */

static ClockFact read_fact(sqlite3_stmt *statement, Arena *arena) {
    return (ClockFact){.rule = sql_column(statement, 0, arena),
                       .n = sqlite3_column_int(statement, 1),
                       .kind = clock_fact_kind((const char *)sqlite3_column_text(statement, 2)),
                       .has_moment = sqlite3_column_type(statement, 3) != SQLITE_NULL,
                       .moment = sqlite3_column_int64(statement, 3),
                       .entered = sqlite3_column_int64(statement, 4),
                       .estimated = sqlite3_column_int(statement, 5) != 0,
                       .reason = sql_column(statement, 6, arena),
                       .by = sql_column(statement, 7, arena),
                       .void_at = sqlite3_column_int64(statement, 8)};
}

Status clock_facts_load(Db *db, const RegisterDef *def, int64_t no, bool struck, Arena *arena, ClockFact **facts, size_t *count, Error *err) {
    int64_t total = sql_number(db, 0, "SELECT count(*) FROM clock_fact WHERE reg=? AND no=?", "ii", (int64_t)def->id, no);
    *facts = ARENA_ARRAY(arena, ClockFact, total + 1);
    *count = 0;
    if (!total) return OK;
    sqlite3_stmt *statement;
    bool row;
    Status status = sql_bind(db, &statement, err,
                             "SELECT rule, n, kind, moment, entered, estimated, reason, by, ifnull(void_at, 0) FROM clock_fact "
                             "WHERE reg=? AND no=? AND (? OR void_at IS NULL) ORDER BY rule, n LIMIT ?",
                             "iiii", (int64_t)def->id, no, (int64_t)struck, total);
    while (status == OK && (status = sql_step(db, statement, &row, err)) == OK && row) (*facts)[(*count)++] = read_fact(statement, arena);
    if (db_masks(db, def, no)) *count = 0;
    return status;
}

/* Who entered it and when is no part of what it says; a fact that names its own person says that too. */
static bool same_fact(const ClockFact *stored, const ClockFact *wanted) {
    return stored->kind == wanted->kind && text_equal(stored->rule, wanted->rule) && stored->has_moment == wanted->has_moment &&
           (!stored->has_moment || stored->moment == wanted->moment) && stored->estimated == wanted->estimated &&
           text_equal(stored->reason, wanted->reason) && (!wanted->by || text_equal(stored->by, wanted->by));
}

static Status insert_fact(Db *db, const RegisterDef *def, int64_t no, const ClockFact *fact, Moment now, const char *by, Error *err) {
    int64_t n = 1 + sql_number(db, 0, "SELECT max(n) FROM clock_fact WHERE reg=? AND no=? AND rule=?", "iit", (int64_t)def->id, no, fact->rule);
    static const char with[] = "INSERT INTO clock_fact(reg,no,rule,n,kind,moment,entered,estimated,reason,by) VALUES(?,?,?,?,?,?,?,?,?,?)";
    static const char without[] = "INSERT INTO clock_fact(reg,no,rule,n,kind,entered,estimated,reason,by) VALUES(?,?,?,?,?,?,?,?,?)";
    const char *person = fact->by ? fact->by : by;
    if (fact->has_moment)
        return sql_run(db, err, with, "iititiiitt", (int64_t)def->id, no, fact->rule, n, clock_fact_key(fact->kind), fact->moment, now,
                       (int64_t)fact->estimated, fact->reason, person);
    return sql_run(db, err, without, "iititiitt", (int64_t)def->id, no, fact->rule, n, clock_fact_key(fact->kind), now,
                   (int64_t)fact->estimated, fact->reason, person);
}

Status clock_facts_sync(Db *db, const RegisterDef *def, int64_t no, const ClockFact *facts, size_t count, Moment now, const char *by,
                        size_t *changed, Error *err) {
    Arena *arena = arena_new();
    ClockFact *stored;
    size_t stored_count, changes = 0;
    Status status = clock_facts_load(db, def, no, false, arena, &stored, &stored_count, err);
    bool *kept = ARENA_ARRAY(arena, bool, count + 1);
    for (size_t i = 0; status == OK && i < stored_count; i++) {
        bool wanted = false;
        for (size_t j = 0; j < count && !wanted; j++)
            if (!kept[j] && same_fact(&stored[i], &facts[j])) wanted = kept[j] = true;
        if (wanted) continue;
        changes++;
        status = sql_run(db, err, "UPDATE clock_fact SET void_at=? WHERE reg=? AND no=? AND rule=? AND n=?", "iiiti", now, (int64_t)def->id, no,
                         stored[i].rule, (int64_t)stored[i].n);
    }
    for (size_t j = 0; status == OK && j < count; j++) {
        if (kept[j]) continue;
        changes++;
        status = insert_fact(db, def, no, &facts[j], now, by, err);
    }
    arena_free(arena);
    if (changed) *changed += changes;
    return status;
}
