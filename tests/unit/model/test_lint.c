/* The real tables must be without faults, and the check must be able to find some. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include "loket/model/register.h"

#include <cmocka.h> /* last: its fail() hides ours */

static void real_registers_have_no_faults(void **state) {
    (void)state;
    StrBuf faults;
    strbuf_init(&faults);
    size_t count = register_lint(&faults);
    if (count) print_error("%s", faults.data);
    assert_int_equal(count, 0);
    strbuf_done(&faults);
}

static void the_walk_is_ordered_and_complete(void **state) {
    (void)state;
    size_t count = 0;
    int last = 0;
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def), count++) {
        assert_true(def->id > last);
        last = def->id;
        assert_ptr_equal(register_by_key(def->key), def);
        assert_ptr_equal(register_by_id(def->id), def);
    }
    assert_int_equal(count, register_count());
}

static void children_are_found_under_their_parents(void **state) {
    (void)state;
    for (const RegisterDef *child = register_next(NULL); child; child = register_next(child)) {
        if (child->kind != KIND_CHILD) continue;
        bool found = false;
        for (const RegisterDef *parent = register_next(NULL); parent; parent = register_next(parent)) {
            if (!register_is_child_of(child, parent)) continue;
            for (const RegisterDef *each = register_child(parent, NULL); each; each = register_child(parent, each))
                found = found || each == child;
        }
        assert_true(found);
    }
}

/* One broken table: each row of faults names what the check must say about it. */

static const Choice bad_choices[] = {{"same", "one"}, {"same", "two"}, {"Not A Slug", "three"}, {"mute", ""}, {0}};
static const FieldDef bad_fields[] = {
    {.key = "due", .label = "Due", .help = "reserved", .type = FT_DATE},
    {.key = "twice", .label = "Twice", .help = "help", .type = FT_TEXT},
    {.key = "twice", .label = "Twice", .help = "help", .type = FT_TEXT},
    {.key = "kind", .label = "Kind", .help = "help", .type = FT_CHOICE, .choices = bad_choices, .initial = "no such"},
    {.key = "bare", .label = "Bare", .help = "help", .type = FT_CHOICE},
    {.key = "mute", .type = FT_TEXT},
    {.key = "link", .label = "Link", .help = "help", .type = FT_LINK, .target = "nowhere"},
    {.key = "worst", .label = "Worst", .help = "help", .type = FT_TEXT, .flags = FF_WORST_FIRST},
    {.key = "state", .label = "State", .help = "help", .type = FT_STATE, .initial = "second"},
};
static const StateDef bad_states[] = {
    {"first", "first", "second nowhere", true},
    {"second", "second", "second", true},
    {"island", "island", "", true},
};
static const DueRule bad_dues[] = {
    {.key = "answer", .label = "answer", .from = "twice", .offset = "soon", .done = "nothing", .when = "colour:red"},
    {.key = "answer", .label = "again", .from = "due"},
};
static const ListDef bad_lists[] = {
    {.key = "all", .label = "all", .filter = "sevrity:s1", .columns = "code nothing", .order = "twice"},
};
static const RegisterDef bad_def = {.id = 150,
                                    .key = "Bad",
                                    .prefix = "bad",
                                    .noun = "bad",
                                    .title = "Bad",
                                    .rank = "twice",
                                    .kind = KIND_RECORDS,
                                    FIELDS(bad_fields),
                                    STATES(bad_states),
                                    DUES(bad_dues),
                                    LISTS(bad_lists)};

static void faults_are_found(void **state) {
    (void)state;
    static const char *const expected[] = {
        "the key is not well-formed",
        "noun, title or help is missing",
        "id 150 is out of range",
        "the prefix must be three capitals",
        "field key \"due\" is not well-formed or reserved",
        "field \"twice\" is there twice",
        "choice \"same\" of \"kind\" is there twice",
        "choice \"Not A Slug\" of \"kind\" is not well-formed",
        "choice \"mute\" has no label",
        "initial \"no such\"",
        "field \"bare\" has no choices",
        "field \"mute\" has no label",
        "field \"mute\" has no help",
        "target \"nowhere\" of field \"link\" is no register",
        "FF_WORST_FIRST does not go with type text",
        "no field gives the title",
        "rank \"twice\" is no choice field",
        "the first state is not the initial one",
        "goes to \"nowhere\", which is none",
        "state \"second\" goes to itself",
        "state \"island\" cannot be reached",
        "there must be open and closed states",
        "from is no date or moment",
        "there is no field \"nothing\"",
        "\"soon\"",
        "there is no field \"colour\" here",
        "due \"answer\" is there twice",
        "there is no field \"sevrity\" here",
        "there is no column \"nothing\"",
        "cannot be sorted by \"twice\"",
    };
    StrBuf faults;
    strbuf_init(&faults);
    assert_true(register_lint_def(&bad_def, &faults) >= COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        if (!strstr(faults.data, expected[i])) print_error("not found: %s\nin:\n%s", expected[i], faults.data);
        assert_non_null(strstr(faults.data, expected[i]));
    }
    strbuf_done(&faults);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_registers_have_no_faults),
        cmocka_unit_test(the_walk_is_ordered_and_complete),
        cmocka_unit_test(children_are_found_under_their_parents),
        cmocka_unit_test(faults_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
