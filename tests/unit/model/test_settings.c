/* Settings: the table as data, and which layer wins. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "loket/model/settings.h"

static void put(Settings *settings, SettingSource source, const char *key, const char *text) {
    Error err = {0};
    if (settings_put(settings, source, key, text, "somewhere", &err) != OK) fail_msg("%s", err.message);
}

static void test_table(void **state) {
    (void)state;
    StrBuf faults;
    strbuf_init(&faults);
    register_lint_def(&settings_table, &faults);
    /* what a register has and settings have not */
    for (char *line = faults.data, *end; line && *line; line = end ? end + 1 : NULL) {
        end = strchr(line, '\n');
        if (end) *end = '\0';
        if (!strstr(line, "state") && !strstr(line, "list") && !strstr(line, "level")) fail_msg("%s", line);
    }
    strbuf_done(&faults);
}

/* Each setting: what its initial value writes is what parsing reads, and a help and a variable of its own. */
static void test_rows(void **state) {
    (void)state;
    Settings settings;
    settings_init(&settings);
    for (size_t i = 0; i < settings_table.field_count; i++) {
        const FieldDef *field = &settings_table.fields[i];
        char name[64], other[64];
        StrBuf text, again;
        strbuf_init(&text);
        strbuf_init(&again);
        assert_int_equal(settings_source(&settings, field->key), SETTING_BUILT_IN);
        field_write(field, &settings_table, settings_value(&settings, field->key), &text);
        put(&settings, SETTING_EVERY_FILE, field->key, text.data);
        field_write(field, &settings_table, settings_value(&settings, field->key), &again);
        assert_string_equal(text.data, again.data);
        settings_variable(field, name);
        for (size_t j = 0; j < i; j++) {
            settings_variable(&settings_table.fields[j], other);
            assert_string_not_equal(name, other);
        }
        strbuf_done(&text);
        strbuf_done(&again);
    }
    settings_done(&settings);
}

/* The twin of the rule: of all ways to fill layers, the highest that says something is the one that counts. */
static void test_precedence(void **state) {
    (void)state;
    static const char *const values[SETTING_SOURCES] = {"auto", "one", "two", "three", "four", "five"};
    for (unsigned filled = 0; filled < 1U << SETTING_SOURCES; filled += 2) { /* the lowest bit: always there */
        Settings settings;
        int highest = SETTING_BUILT_IN;
        settings_init(&settings);
        for (int source = SETTING_SOURCES - 1; source > 0; source--) { /* in whatever order they are read */
            if (!(filled & 1U << source)) continue;
            put(&settings, (SettingSource)source, "theme", values[source]);
            if (source > highest) highest = source;
        }
        assert_string_equal(settings_text(&settings, "theme"), values[highest]);
        assert_int_equal(settings_source(&settings, "theme"), highest);
        assert_int_equal(settings_fixed(&settings, "theme"), highest >= SETTING_CONFIG);
        assert_string_equal(settings_place(&settings, "theme"), highest ? "somewhere" : "");
        Arena *arena = arena_new();
        assert_string_equal(record_text(settings_record(&settings, arena), "theme"), values[highest]);
        arena_free(arena);
        put(&settings, (SettingSource)highest, "theme", highest ? "" : "auto"); /* taken back: the next one holds */
        assert_true(settings_source(&settings, "theme") < (SettingSource)highest || highest == 0);
        settings_done(&settings);
    }
}

static void test_refused(void **state) {
    (void)state;
    static const struct {
        const char *key, *text, *message;
        Status status;
    } wrong[] = {
        {"thema", "dark", "there is no setting 'thema'", ERR_USAGE},
        {"mouse", "maybe", "mouse: ", ERR_INVALID},
        {"idle_lock", "soon", "idle_lock: ", ERR_INVALID},
        {"idle_lock", "-1", "idle_lock: a number from 0 to 1440", ERR_INVALID},
        {"escape_delay", "2001", "escape_delay: a number from 0 to 2000", ERR_INVALID},
        {"clipboard", "paper", "clipboard: ", ERR_INVALID},
    };
    Settings settings;
    settings_init(&settings);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Error err = {0};
        assert_int_equal(settings_put(&settings, SETTING_CONFIG, wrong[i].key, wrong[i].text, "", &err), wrong[i].status);
        if (strncmp(err.message, wrong[i].message, strlen(wrong[i].message)) != 0) fail_msg("'%s'", err.message);
        if (wrong[i].status != ERR_USAGE) assert_int_equal(settings_source(&settings, wrong[i].key), SETTING_BUILT_IN);
    }
    settings_done(&settings);
}

/* What a client's terminal looks like and where copies go is chosen for each of them; fingers are the same everywhere. */
static void test_home(void **state) {
    (void)state;
    assert_int_equal(settings_home(register_field(&settings_table, "theme")), SETTING_THIS_FILE);
    assert_int_equal(settings_home(register_field(&settings_table, "clipboard")), SETTING_THIS_FILE);
    assert_int_equal(settings_home(register_field(&settings_table, "mouse")), SETTING_EVERY_FILE);
    assert_int_equal(settings_home(register_field(&settings_table, "idle_lock")), SETTING_EVERY_FILE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table), cmocka_unit_test(test_rows), cmocka_unit_test(test_precedence), cmocka_unit_test(test_refused), cmocka_unit_test(test_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
