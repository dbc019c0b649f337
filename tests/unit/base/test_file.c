#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket/base/env.h"
#include "loket/base/file.h"
#include "loket/base/lang.h"
#include "loket/base/log.h"

typedef struct Place {
    Arena *arena;
    char folder[64];
} Place;

static int make_place(void **state) {
    Place *place = calloc(1, sizeof *place);
    place->arena = arena_new();
    const char *scratch = getenv("TMPDIR"); /* whole: folders of the environment must be; see scratch.sh */
    snprintf(place->folder, sizeof place->folder, "%s/loket-test-XXXXXX", scratch ? scratch : "/tmp");
    *state = place;
    return mkdtemp(place->folder) ? 0 : -1;
}

static int remove_place(void **state) {
    Place *place = *state;
    int status = system(arena_printf(place->arena, "rm -rf '%s'", place->folder));
    arena_free(place->arena);
    free(place);
    return status;
}

static char *path_in(Place *place, const char *name) {
    return arena_printf(place->arena, "%s/%s", place->folder, name);
}

static void writes_and_reads(void **state) {
    Place *place = *state;
    const char *path = path_in(place, "a/b/c.txt");
    Error err = {0};
    char *data = NULL;
    size_t length = 0;
    assert_int_equal(file_read(path, 10, place->arena, &data, &length, &err), ERR_MISSING);
    assert_non_null(strstr(err.message, "c.txt"));
    assert_int_equal(file_write(path, "x", 1, &err), ERR_MISSING); /* no such folder */
    assert_int_equal(file_make_parent(path, &err), OK);
    assert_int_equal(file_make_parent(path, &err), OK); /* is there already */
    assert_int_equal(file_write(path, "old", 3, &err), OK);
    assert_int_equal(file_write(path, "n\0w!", 4, &err), OK);
    assert_int_equal(file_read(path, 4, place->arena, &data, &length, &err), OK);
    assert_int_equal(length, 4);
    assert_memory_equal(data, "n\0w!", 5);
    assert_int_equal(file_read(path, 3, place->arena, &data, &length, &err), ERR_DATA);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(stat(path_in(place, "a"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
}

static void fails_with_a_reason(void **state) {
    Place *place = *state;
    Error err = {0};
    char *data;
    size_t length;
    assert_int_equal(file_read(place->folder, 10, place->arena, &data, &length, &err), ERR_FILE); /* a folder */
    const char *path = path_in(place, "file");
    assert_int_equal(file_write(path, "kept", 4, &err), OK);
    assert_int_equal(file_make_parent(path_in(place, "file/below/x"), &err), ERR_FILE);
    assert_true(strlen(err.message) > 0);
    /* a folder stands where the file should come: nothing is left beside it */
    assert_int_equal(mkdir(path_in(place, "taken"), 0700), 0);
    assert_int_equal(file_write(path_in(place, "taken"), "x", 1, &err), ERR_FILE);
    assert_int_equal(system(arena_printf(place->arena, "test $(ls '%s' | wc -l) = 2", place->folder)), 0);
}

static void big_file_comes_back(void **state) {
    Place *place = *state;
    size_t size = 300 * 1000, length;
    char *data = arena_alloc(place->arena, size), *back;
    for (size_t i = 0; i < size; i++)
        data[i] = (char)(i * 7 % 251);
    assert_int_equal(file_write(path_in(place, "big"), data, size, NULL), OK);
    assert_int_equal(file_read(path_in(place, "big"), size, place->arena, &back, &length, NULL), OK);
    assert_int_equal(length, size);
    assert_memory_equal(back, data, size);
}

/* A pipe stands for a device: what is written arrives, and it is still there afterwards. */
static void a_device_is_written_to_and_stays(void **state) {
    Place *place = *state;
    const char *path = arena_printf(place->arena, "%s/pipe", place->folder);
    Error err = {0};
    char got[16] = "";
    struct stat info;
    assert_int_equal(mkfifo(path, 0600), 0);
    int reader = open(path, O_RDONLY | O_NONBLOCK);
    assert_true(reader >= 0);
    assert_int_equal(file_write(path, "through", 7, &err), OK);
    assert_int_equal(read(reader, got, sizeof got - 1), 7);
    assert_string_equal(got, "through");
    close(reader);
    assert_int_equal(stat(path, &info), 0);
    assert_true(S_ISFIFO(info.st_mode));
}

static void folders_follow_xdg(void **state) {
    Place *place = *state;
    setenv("HOME", "/home/x", 1);
    setenv("XDG_DATA_HOME", "/data", 1);
    setenv("XDG_STATE_HOME", "relative", 1); /* invalid by the rules */
    unsetenv("XDG_CONFIG_HOME");
    setenv("XDG_RUNTIME_DIR", "", 1);
    assert_string_equal(env_path(FOLDER_DATA, "a.db", place->arena), "/data/loket/a.db");
    assert_string_equal(env_path(FOLDER_STATE, "log", place->arena), "/home/x/.local/state/loket/log");
    assert_string_equal(env_path(FOLDER_CONFIG, "c.yaml", place->arena), "/home/x/.config/loket/c.yaml");
    assert_string_equal(env_path(FOLDER_RUNTIME, "s", place->arena), "/home/x/.local/state/loket/s");
    setenv("XDG_RUNTIME_DIR", "/run/user/1", 1);
    assert_string_equal(env_path(FOLDER_RUNTIME, "s", place->arena), "/run/user/1/loket/s");
}

static void surroundings_can_be_set(void **state) {
    (void)state;
    Env env;
    Error err = {0};
    setenv("LOKET_USER", "p.jansen", 1);
    setenv("LOKET_NOW", "2026-11-23T09:15:00+01:00", 1);
    assert_int_equal(env_system(&env, &err), OK);
    assert_string_equal(env.login, "p.jansen");
    Moment frozen = env_now(&env);
    assert_true(frozen > 1700000000);
    assert_int_equal(env_now(&env), frozen);
    assert_false(env_stopped(&env));
    setenv("LOKET_NOW", "nonsense", 1);
    assert_int_equal(env_system(&env, &err), ERR_USAGE);
    assert_int_equal(env_system(&env, NULL), ERR_USAGE);
    unsetenv("LOKET_NOW");
    unsetenv("LOKET_USER");
    assert_int_equal(env_system(&env, &err), OK);
    assert_true(strlen(env.login) > 0);
    unsigned char one[32] = {0}, other[32] = {0};
    env.random(env.ctx, one, sizeof one);
    env.random(env.ctx, other, sizeof other);
    assert_memory_not_equal(one, other, sizeof one);
}

typedef struct LocaleCase {
    const char *all, *ctype, *lang;
    bool utf8;
    const char *language;
} LocaleCase;

static void locale_is_taken_from_the_environment(void **state) {
    (void)state;
    static const LocaleCase cases[] = {
        {"nl_NL.UTF-8", "C", "C", true, "nl"},
        {"", "en_US.utf8", "nl_NL", true, "nl"},
        {"", "", "nl_NL.ISO-8859-1", false, "nl"},
        {"C", "x.UTF-8", "nl_NL.UTF-8", false, "en"},
        {"", "", "", false, "en"},
        {"", "", "de_DE.UTF-8@euro", true, "en"},
        {"nl", "", "", false, "nl"},
        {"", "", "nlx_NL.UTF-8", true, "en"},
        {"xx_NOT_THERE.UTF-8", "", "", true, "en"},
    };
    setenv("LC_MESSAGES", "", 1);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        setenv("LC_ALL", cases[i].all, 1);
        setenv("LC_CTYPE", cases[i].ctype, 1);
        setenv("LANG", cases[i].lang, 1);
        assert_int_equal(lang_start(NULL, NULL), cases[i].utf8);
        assert_string_equal(lang_now(), cases[i].language);
        assert_string_equal(nl_langinfo(CODESET), "UTF-8"); /* inside, always */
        assert_string_equal(localeconv()->decimal_point, ".");
    }
    lang_start("nl", NULL);
    assert_string_equal(lang_now(), "nl");
}

/* A catalogue made here: one word, and the header that an empty text must not answer. */
static void language_changes_while_running(void **state) {
    Place *place = *state;
    const char *file = path_in(place, "locale/nl/LC_MESSAGES/loket.mo"), *po = path_in(place, "nl.po");
    static const char words[] = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
                                "msgid \"incident\"\nmsgstr \"geb\u00e9urtenis\"\n";
    assert_int_equal(file_make_parent(file, NULL), OK);
    assert_int_equal(file_write(po, words, strlen(words), NULL), OK);
    assert_int_equal(system(arena_printf(place->arena, "msgfmt -o '%s' '%s'", file, po)), 0); /* the build needs msgfmt too */
    setenv("LC_ALL", "xx_NOT_THERE", 1);
    lang_start("nl", NULL);
    assert_true(lang_lacks());
    lang_start("nl", place->folder);
    assert_false(lang_lacks());
    assert_string_equal(_("incident"), "geb\u00e9urtenis");
    lang_use("en");
    assert_string_equal(_("incident"), "incident");
    assert_false(lang_lacks());
    assert_string_equal(lang_text_in(1, "incident"), "geb\u00e9urtenis"); /* whatever is in force, which stays so */
    assert_string_equal(lang_text_in(0, "incident"), "incident");
    assert_null(lang_text_in(2, "incident"));
    assert_string_equal(lang_now(), "en");
    lang_use("nl");
    assert_string_equal(lang_text("incident"), "geb\u00e9urtenis");
    assert_string_equal(lang_text("unknown"), "unknown");
    assert_string_equal(lang_text(""), "");
    assert_string_equal(lang_text(NULL), "");
    lang_use("en");
}

static void log_is_one_safe_line_each(void **state) {
    Place *place = *state;
    Env env;
    setenv("XDG_STATE_HOME", place->folder, 1);
    assert_int_equal(env_system(&env, NULL), OK);
    log_line(&env, "first %d", 1);
    log_line(&env, "bad\033[31m\nname");
    char *data;
    size_t length;
    assert_int_equal(file_read(path_in(place, "loket/loket.log"), 4096, place->arena, &data, &length, NULL), OK);
    assert_non_null(strstr(data, " first 1\n"));
    assert_non_null(strstr(data, "bad\u25AF[31m\u25AFname\n"));
    struct stat info;
    assert_int_equal(stat(path_in(place, "loket/loket.log"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    setenv("XDG_STATE_HOME", "/proc/nowhere", 1);
    log_line(&env, "is lost without harm");
}

int main(void) {
    lang_start("en", NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_and_reads, make_place, remove_place),
        cmocka_unit_test_setup_teardown(fails_with_a_reason, make_place, remove_place),
        cmocka_unit_test_setup_teardown(big_file_comes_back, make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_device_is_written_to_and_stays, make_place, remove_place),
        cmocka_unit_test_setup_teardown(folders_follow_xdg, make_place, remove_place),
        cmocka_unit_test(surroundings_can_be_set),
        cmocka_unit_test(locale_is_taken_from_the_environment),
        cmocka_unit_test_setup_teardown(language_changes_while_running, make_place, remove_place),
        cmocka_unit_test_setup_teardown(log_is_one_safe_line_each, make_place, remove_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
