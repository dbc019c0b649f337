/* The tables of commands and options, as data. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "loket/cli/cli.h"

static void check_options(const OptionDef *table) {
    for (const OptionDef *option = table; option && option->name; option++) {
        assert_true(option->help && option->help[0]);
        for (const char *c = option->name; *c; c++)
            assert_true((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-');
        for (const OptionDef *other = table; other != option; other++) {
            assert_string_not_equal(other->name, option->name);
            assert_true(!option->letter || other->letter != option->letter);
        }
    }
}

static bool has(const OptionDef *table, const char *name) {
    for (; table && table->name; table++)
        if (strcmp(table->name, name) == 0) return true;
    return false;
}

static void test_commands(void **state) {
    (void)state;
    check_options(common_options);
    for (const CommandDef *command = commands; command->name; command++) {
        assert_true(command->summary && command->summary[0] && command->usage && command->run);
        assert_true(command->least <= command->most);
        check_options(command->options);
        for (const OptionDef *option = command->options; option && option->name; option++)
            assert_false(has(common_options, option->name));
        const CommandDef *found;
        assert_int_equal(command_find(command->name, &found, NULL), OK);
        assert_ptr_equal(found, command);
    }
}

/* A field is an option of `add`: it must not hide one that every command has. */
static void test_fields_are_options(void **state) {
    (void)state;
    Arena *arena = arena_new();
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        const OptionDef *table = options_of_fields(def, arena);
        check_options(table);
        for (size_t i = 0; i < def->field_count; i++) {
            if (has(common_options, table[i].name))
                fail_msg("%s: --%s is an option of every command", def->key, table[i].name);
            assert_non_null(table[i].argument);
            assert_ptr_equal(table[i].field, &def->fields[i]);
        }
    }
    arena_free(arena);
}

static void test_registers_by_any_name(void **state) {
    (void)state;
    static const char *const names[] = {"incident", "incidents", "INC", "inc", "i", "Incidents & complaints"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const RegisterDef *def = NULL;
        assert_int_equal(cli_register(names[i], &def, NULL), OK);
        assert_string_equal(def->key, "incident");
    }
    /* no word means two registers */
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        const RegisterDef *found;
        if (def->kind == KIND_CHILD) continue;
        assert_int_equal(cli_register(def->key, &found, NULL), OK);
        assert_ptr_equal(found, def);
        assert_int_equal(cli_register(def->prefix, &found, NULL), OK);
        assert_ptr_equal(found, def);
    }
}

static const OptionDef table[] = {
    {"name", 'n', "NAME", "x", NULL}, {"dry-run", 0, NULL, "x", NULL}, {"name-of-it", 0, "X", "x", NULL}, {0}};

static Status parse(Arena *arena, const char *line, Options *options, Error *err) {
    char *argv[20] = {"loket"};
    int argc = 1;
    for (char *rest = arena_strdup(arena, line), *word; (word = strsep(&rest, " "));)
        argv[argc++] = word;
    options_init(options, arena);
    options_table(options, table);
    return options_parse(options, argc, argv, false, NULL, NULL, NULL, err);
}

static void test_parse(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Options options;
    Error err = {0};
    assert_int_equal(parse(arena, "a --name x b --dry_run -kind:x -n y - -- --name z", &options, &err), OK);
    static const char *const words[] = {"a", "b", "-kind:x", "-", "--name", "z"};
    assert_int_equal(options.word_count, COUNT_OF(words));
    for (size_t i = 0; i < COUNT_OF(words); i++)
        assert_string_equal(options.words[i], words[i]);
    assert_string_equal(options_value(&options, "name"), "y");
    assert_true(options_given(&options, "dry-run"));
    assert_false(options_given(&options, "name-of-it"));
    assert_int_equal(parse(arena, "--name -x --name=--dry-run", &options, &err), OK);
    assert_string_equal(options_value(&options, "name"), "--dry-run");
    assert_int_equal(parse(arena, "--dry", &options, &err), OK);
    assert_true(options_given(&options, "dry-run"));
    static const char *const wrong[] = {"--nome x", "--name", "-n", "-z", "--dry-run=yes", "--"};
    for (size_t i = 0; i + 1 < COUNT_OF(wrong); i++)
        if (parse(arena, wrong[i], &options, &err) != ERR_USAGE || !err.hint[0]) fail_msg("%s", wrong[i]);
    parse(arena, "--nmae x", &options, &err);
    assert_non_null(strstr(err.hint, "--name"));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_commands), cmocka_unit_test(test_fields_are_options),
                                       cmocka_unit_test(test_registers_by_any_name), cmocka_unit_test(test_parse)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
