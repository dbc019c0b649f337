/* A person's own keys: presets, what goes before what, and that each fault is told at its line and costs only that line. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "loket/base/lang.h"
#include "loket/ui/actions.h"

static size_t read_text(Keymap *keymap, const char *yaml, StrBuf *faults) {
    strbuf_init(faults);
    keymap_init(keymap, actions, action_count);
    return keymap_read(keymap, yaml, strlen(yaml), "keys.yaml", faults);
}

static const char *what(const Keymap *keymap, const char *key, unsigned view) {
    KeyStroke strokes[KEYMAP_STROKES];
    int count = 0, action;
    while (*key) {
        char one[2] = {*key, '\0'};
        size_t used = key_parse(key, &strokes[count].key, &strokes[count].mods);
        if (used != strlen(key)) used = key_parse(one, &strokes[count].key, &strokes[count].mods);
        key += used;
        count++;
    }
    return keymap_find(keymap, strokes, count, view, &action) == KEYS_ACTION ? actions[action].name : "-";
}

static void assert_name(const Keymap *keymap, const char *action, unsigned view, const char *wanted) {
    char name[24];
    keymap_name(keymap, action_find(action), view, name);
    assert_string_equal(name, wanted);
}

/* The table itself, and what we ship, must be without clashes. */
static void test_shipped(void **state) {
    (void)state;
    static Keymap keymap, fresh;
    StrBuf faults;
    assert_int_equal(read_text(&keymap, "preset: vi\n", &faults), 0);
    strbuf_done(&faults);
    assert_int_equal(read_text(&keymap, "preset: plain\n", &faults), 0);
    assert_string_equal(faults.data, "");
    strbuf_done(&faults);
    assert_string_equal(what(&keymap, "F10", VIEW_OVERVIEW), "quit");
    assert_string_equal(what(&keymap, "F10", VIEW_LIST), "back");
    assert_string_equal(what(&keymap, "q", VIEW_LIST), "back");
    assert_name(&keymap, "help", VIEW_LIST, "F1");
    keymap_init(&fresh, actions, action_count);
    for (int i = 0; i < fresh.count; i++)
        for (int j = 0; j < i; j++) {
            const Binding *a = &fresh.bindings[i], *b = &fresh.bindings[j];
            int shorter = a->count < b->count ? a->count : b->count;
            bool alike = (a->views & b->views) != 0;
            for (int k = 0; k < shorter && alike; k++) alike = a->strokes[k].key == b->strokes[k].key && a->strokes[k].mods == b->strokes[k].mods;
            if (alike) fail_msg("%s and %s share a key", actions[a->action].name, actions[b->action].name);
        }
}

static void test_bind(void **state) {
    (void)state;
    static Keymap keymap;
    StrBuf faults;
    size_t count = read_text(&keymap,
                             "bind:\n"
                             "  - {view: list, key: x, action: strike}\n"
                             "  - {view: list record, key: F8, action: strike}\n"
                             "  - {view: list, key: e, action: copy}\n" /* before what e was there */
                             "  - {view: overview, key: C-k, action: go-agenda}\n"
                             "  - {view: all, key: w, action: none}\n"
                             "  - {view: list, key: ww, action: handler}\n",
                             &faults);
    assert_string_equal(faults.data, "");
    assert_int_equal(count, 0);
    assert_string_equal(what(&keymap, "x", VIEW_LIST), "strike");
    assert_string_equal(what(&keymap, "x", VIEW_RECORD), "-");
    assert_string_equal(what(&keymap, "x", VIEW_TRIAGE), "triage-reject");
    assert_string_equal(what(&keymap, "e", VIEW_LIST), "copy");
    assert_string_equal(what(&keymap, "e", VIEW_RECORD), "edit");
    assert_string_equal(what(&keymap, "w", VIEW_RECORD), "-");
    assert_string_equal(what(&keymap, "ww", VIEW_LIST), "handler");
    assert_name(&keymap, "strike", VIEW_LIST, "F8"); /* the last one bound */
    assert_name(&keymap, "copy", VIEW_LIST, "e");
    assert_name(&keymap, "copy", VIEW_RECORD, "y");
    assert_name(&keymap, "edit", VIEW_RECORD, "e");
    strbuf_done(&faults);
}

static void test_faults(void **state) {
    (void)state;
    static Keymap keymap;
    StrBuf faults;
    size_t count = read_text(&keymap,
                             "preset: emacs\n"
                             "bind:\n"
                             "  - {view: lst, key: x, action: strike}\n"
                             "  - {view: list, key: x, action: strik}\n"
                             "  - {view: list, key: Hyper, action: strike}\n"
                             "  - {view: form, key: x, action: strike}\n"
                             "  - {view: list, key: x, action: strike}\n"
                             "  - {view: list, key: x, action: copy}\n"
                             "  - {view: list, key: g, action: copy}\n"
                             "  - {view: list, key: ee, action: copy}\n"
                             "  - {view: overview, key: z, action: copy}\n"
                             "  - {view: list, action: copy}\n"
                             "other: 1\n",
                             &faults);
    static const char *const wanted[] = {"keys.yaml:1:", "emacs",       "keys.yaml:3:", "did you mean list?", "keys.yaml:4:",  "did you mean strike?",
                                         "keys.yaml:5:", "Hyper",       "keys.yaml:6:", "does not work",      "keys.yaml:8:",  "by line 7",
                                         "keys.yaml:9:", "clashes with", "keys.yaml:10:", "'e'",              "keys.yaml:11:", "overview itself",
                                         "keys.yaml:12:", "'key' is missing", "keys.yaml:13:", "'other'"};
    for (size_t i = 0; i < COUNT_OF(wanted); i++)
        if (!strstr(faults.data, wanted[i])) fail_msg("no '%s' in:\n%s", wanted[i], faults.data);
    assert_int_equal(count, COUNT_OF(wanted) / 2);
    assert_string_equal(what(&keymap, "x", VIEW_LIST), "strike"); /* the good one stands */
    assert_string_equal(what(&keymap, "gi", VIEW_LIST), "go-incident");
    strbuf_done(&faults);
    assert_int_equal(read_text(&keymap, "bind: [\n", &faults), 1);
    assert_non_null(strstr(faults.data, "keys.yaml:"));
    strbuf_done(&faults);
}

int main(void) {
    lang_start("en", NULL);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shipped), cmocka_unit_test(test_bind), cmocka_unit_test(test_faults)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
