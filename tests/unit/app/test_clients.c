/* Clients: a list of files under nicknames, of this machine only, that opens nothing and says why a file cannot be looked at. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "loket/app/clients.h"
#include "loket/base/file.h"
#include "loket/base/env.h"
#include "loket/app/desk.h"

static char folder[64];

static int begin(void **state) {
    (void)state;
    const char *scratch = getenv("TMPDIR"); /* whole: folders of the environment must be; see scratch.sh */
    snprintf(folder, sizeof folder, "%s/loket-clients-XXXXXX", scratch ? scratch : "/tmp");
    assert_non_null(mkdtemp(folder));
    setenv("XDG_STATE_HOME", folder, 1);
    return 0;
}

static int end(void **state) {
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static const char *path_of(const char *name) {
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static const char *make(const char *name) {
    Error err = {0};
    assert_int_equal(file_write(path_of(name), "", 0, &err), OK);
    return path_of(name);
}

static void test_list(void **state) {
    (void)state;
    Arena *arena = arena_new();
    size_t count;
    Error err = {0};
    clients_read(arena, &count);
    assert_int_equal(count, 0);
    assert_int_equal(clients_touch(make("north.db"), 1000, &err), OK);
    assert_int_equal(clients_touch(make("north.new.db"), 2000, &err), OK);
    assert_int_equal(clients_touch(make("south.db"), 3000, &err), OK);
    Client *clients = clients_read(arena, &count);
    assert_int_equal(count, 3);
    assert_string_equal(clients[0].nickname, "south"); /* last used first */
    assert_string_equal(clients[1].nickname, "north.new");
    assert_string_equal(clients[2].nickname, "north");
    assert_int_equal(clients[0].letter, 's');
    assert_int_equal(clients[1].letter, 'o');
    assert_int_equal(clients[2].letter, 'n');
    assert_int_equal(clients_touch(path_of("north.db"), 4000, &err), OK);
    clients = clients_read(arena, &count);
    assert_int_equal(count, 3); /* not twice */
    assert_string_equal(clients[0].nickname, "north");
    assert_int_equal(clients[0].letter, 'n'); /* fingers remember it */
    arena_free(arena);
}

static void test_nicknames(void **state) {
    (void)state;
    Arena *arena = arena_new();
    size_t count;
    Error err = {0};
    clients_touch(make("a.db"), 1000, &err);
    clients_touch(make("b.db"), 2000, &err);
    assert_int_equal(clients_name(path_of("a.db"), "  the harbour ", &err), OK);
    Client *clients = clients_read(arena, &count);
    assert_string_equal(clients[1].nickname, "the harbour");
    assert_int_equal(clients[1].letter, 't');
    assert_int_equal(clients[1].used, 1000); /* naming is not opening */
    assert_int_equal(clients_name(path_of("b.db"), "the harbour", &err), ERR_INVALID);
    assert_int_equal(clients_name(path_of("b.db"), " ", &err), ERR_INVALID);
    assert_int_equal(clients_name(path_of("none.db"), "new", &err), ERR_MISSING);
    assert_int_equal(clients_name(make("c.db"), "third", &err), OK); /* adds it */
    clients_read(arena, &count);
    assert_int_equal(count, 3);
    assert_int_equal(clients_forget(path_of("b.db"), &err), OK);
    assert_int_equal(clients_forget(path_of("b.db"), &err), ERR_MISSING);
    clients_read(arena, &count);
    assert_int_equal(count, 2);
    assert_int_equal(access(path_of("b.db"), F_OK), 0); /* the file stays */
    struct stat info;
    assert_int_equal(stat(path_of("loket/clients.yaml"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    arena_free(arena);
}

/* A home folder may be shared between machines: theirs are kept and not shown. */
static void test_other_machines(void **state) {
    (void)state;
    Arena *arena = arena_new();
    size_t count;
    Error err = {0};
    const char *yaml = "- nickname: far\n  letter: f\n  file: /srv/far.db\n  host: elsewhere\n  used: 2026-11-01T10:00\n- just a word\n";
    assert_int_equal(file_make_parent(path_of("loket/clients.yaml"), &err), OK);
    assert_int_equal(file_write(path_of("loket/clients.yaml"), yaml, strlen(yaml), &err), OK);
    clients_read(arena, &count);
    assert_int_equal(count, 0);
    assert_int_equal(clients_touch(make("near.db"), 1000, &err), OK);
    clients_read(arena, &count);
    assert_int_equal(count, 1);
    char *data;
    size_t length;
    assert_int_equal(file_read(path_of("loket/clients.yaml"), 10000, arena, &data, &length, &err), OK);
    assert_non_null(strstr(data, "elsewhere"));
    arena_free(arena);
}

static void look(const char *name, ClientLook *seen, const Env *env) {
    Client client = {.nickname = "x", .path = path_of(name)};
    clients_look(&client, env, seen);
}

static void test_looking(void **state) {
    (void)state;
    Env env;
    Error err = {0};
    ClientLook seen;
    assert_int_equal(env_system(&env, &err), OK);
    look("gone.db", &seen, &env);
    assert_string_equal(seen.why_not, "the file is gone");
    make("text.db");
    look("text.db", &seen, &env);
    assert_non_null(strstr(seen.why_not, "no Loket file"));
    assert_null(strstr(seen.why_not, folder)); /* paths are not told */

    Desk *desk;
    assert_int_equal(desk_open(path_of("good.db"), DB_CREATE, &env, &desk, &err), OK);
    look("good.db", &seen, &env); /* while it is open here */
    assert_string_equal(seen.why_not, "");
    assert_int_equal(seen.need, 0);
    desk_close(desk);

    sqlite3 *other;
    assert_int_equal(sqlite3_open(path_of("good.db"), &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    int64_t before = env_steady();
    look("good.db", &seen, &env);
    assert_string_equal(seen.why_not, "locked by another program");
    assert_in_range(env_steady() - before, 0, 1500); /* it waits for nobody */
    sqlite3_exec(other, "ROLLBACK; PRAGMA user_version=9999", NULL, NULL, NULL);
    sqlite3_close(other);
    look("good.db", &seen, &env);
    assert_non_null(strstr(seen.why_not, "newer Loket"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_list, begin, end),
        cmocka_unit_test_setup_teardown(test_nicknames, begin, end),
        cmocka_unit_test_setup_teardown(test_other_machines, begin, end),
        cmocka_unit_test_setup_teardown(test_looking, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
