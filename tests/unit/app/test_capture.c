/* A sentence taken apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "loket/app/capture.h"

static const char *picked(const Capture *capture, const char *key) {
    for (size_t i = 0; i < capture->count; i++)
        if (strcmp(capture->picks[i].field->key, key) == 0) return capture->picks[i].text;
    return NULL;
}

static Moment now(void) {
    return moment_at(day_from_civil(2026, 11, 23), 9 * 3600); /* a Monday */
}

typedef struct Row {
    const char *reg, *line, *sentence, *key, *text; /* text NULL: nothing picked for key */
} Row;

static void test_rows(void **state) {
    (void)state;
    static const Row rows[] = {
        {"incident", "Laptop lost @brandt", "Laptop lost", "handler", "brandt"},
        {"incident", "Laptop @\"J. de Vos\" lost", "Laptop lost", "handler", "J. de Vos"},
        {"incident", "Laptop @J._Vos lost", "Laptop lost", "handler", "J. Vos"},
        {"incident", "Laptop #mobile lost #two.", "Laptop lost", "tags", "mobile two"},
        {"incident", "Laptop !S2 lost", "Laptop lost", "severity", "s2"},
        {"incident", "Laptop !crit lost", "Laptop lost", "severity", "s1"},
        {"incident", "Laptop lost friday", "Laptop lost", "follow_up_on", "friday"},
        {"incident", "Laptop lost 1-12", "Laptop lost", "follow_up_on", "1-12"},
        {"incident", "Laptop lost 27 nov 2026", "Laptop lost", "follow_up_on", "27 nov 2026"},
        {"incident", "Laptop lost +2w #x", "Laptop lost", "follow_up_on", "+2w"},
        {"incident", "  Laptop   lost  ", "Laptop lost", "handler", NULL},
        /* whom it is about */
        {"approval", "Local admin @nijhuis", "Local admin", "requester", "nijhuis"},
        {"advice", "Patch now @verhulst", "Patch now", "addressee", "verhulst"},
        {"instruction", "Stop that @vos", "Stop that", "to", "vos"},
        {"duty", "Access review @me", "Access review", "owner", "me"},
        /* any choice the register has, the most telling field first */
        {"incident", "Bill of neighbour !complaint", "Bill of neighbour", "kind", "complaint"},
        {"incident", "Bill of neighbour !phone", "Bill of neighbour", "channel", "phone"},
        {"incident", "Bill of neighbour !confidential.", "Bill of neighbour", "level", "confidential"},
        {"contact", "J. Vos !manager !process_owner", "J. Vos", "roles", "manager process_owner"},
        {"talk", "Budget !formal", "Budget", "formality", "formal"},
        {"anchor", "ISO 27001 !standard", "ISO 27001", "kind", "standard"},
        /* a talk can do without a topic */
        {"talk", "tomorrow 10:00", "", "planned_at", "tomorrow 10:00"},
        {"talk", "@amsel friday", "", "planned_at", "friday"},
        {"talk", "Budget @amsel tue 10:00", "Budget", "planned_at", "tue 10:00"},
        {"talk", "Begroting @amsel di 10:00", "Begroting", "planned_at", "di 10:00"},
        /* what only looks like it */
        {"incident", "C# is down", "C# is down", "tags", NULL},
        {"incident", "down @ 10 and # really !", "down @ 10 and # really !", "handler", NULL},
        {"incident", "mail to a@b.nl", "mail to a@b.nl", "handler", NULL},
        {"incident", "left in the sun", "left in the sun", "follow_up_on", NULL},
        {"incident", "ran for 3d", "ran for 3d", "follow_up_on", NULL},
        {"incident", "report of 2025-11-01", "report of 2025-11-01", "follow_up_on", NULL},
        {"incident", "friday the camera failed", "friday the camera failed", "follow_up_on", NULL},
        {"incident", "friday", "friday", "follow_up_on", NULL},
        {"incident", "version 12", "version 12", "follow_up_on", NULL},
        {"contact", "M. Okafor @boss", "M. Okafor @boss", "handler", NULL},
        {"talk", "Budget @amsel @vos tomorrow 10:00", "Budget", "with", "amsel, vos"},
        {"talk", "Budget @amsel tomorrow 10:00", "Budget", "planned_at", "tomorrow 10:00"},
        {"action", "Encrypt @me 1-12", "Encrypt", "owner", "me"},
        {"action", "Encrypt @me 1-12", "Encrypt", "due_on", "1-12"},
        {"trigger", "Payroll @me 2027-01-31", "Payroll", "decision_on", "2027-01-31"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Capture capture;
        Error err = {0};
        if (capture_parse(register_by_key(rows[i].reg), rows[i].line, now(), arena, &capture, &err) != OK)
            fail_msg("%s: %s", rows[i].line, err.message);
        assert_string_equal(capture.sentence, rows[i].sentence);
        const char *text = picked(&capture, rows[i].key);
        if (!text != !rows[i].text || (text && strcmp(text, rows[i].text) != 0))
            fail_msg("%s: %s is %s", rows[i].line, rows[i].key, text ? text : "nothing");
    }
    arena_free(arena);
}

static void test_unknown_rank(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Capture capture;
    Error err = {0};
    assert_int_equal(capture_parse(register_by_key("incident"), "Laptop !urgent", now(), arena, &capture, &err),
                     ERR_INVALID);
    assert_non_null(strstr(err.message, "urgent"));
    assert_non_null(strstr(err.hint, "!s1"));
    arena_free(arena);
}

/* Whatever is typed: no word is lost and none is made up. */
static void test_random_words(void **state) {
    (void)state;
    static const char *const words[] = {"laptop", "lost", "@vos", "#tag", "!s1", "friday", "1-12",    "@\"a b\"",
                                        "#",      "@",    "!",    "+3d",  "C#",  "é",      "tomorrow"};
    unsigned seed = (unsigned)time(NULL);
    print_message("seed %u\n", seed);
    srand(seed);
    const RegisterDef *def = register_by_key("incident");
    for (int round = 0; round < 2000; round++) {
        Arena *arena = arena_new();
        const char *line = "";
        size_t plain = 0, count = (size_t)(rand() % 12);
        for (size_t i = 0; i < count; i++)
            line = arena_printf(arena, "%s%s%s", line, *line ? " " : "", words[(size_t)rand() % COUNT_OF(words)]);
        Capture capture;
        assert_int_equal(capture_parse(def, line, now(), arena, &capture, NULL), OK);
        char word[64];
        for (const char *rest = capture.sentence; text_next_word(&rest, word, sizeof word); plain++)
            assert_non_null(strstr(line, word));
        assert_true(plain <= count);
        if (count && !capture.count) assert_string_equal(capture.sentence, line);
        assert_true(picked(&capture, "title") == NULL);
        arena_free(arena);
    }
}

static void test_letters(void **state) {
    (void)state;
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        char letter = capture_letter(def);
        if (letter) assert_ptr_equal(capture_register(letter), def);
        assert_true(letter || def->kind != KIND_RECORDS); /* every register that can be added to has one */
    }
    assert_null(capture_register('Z'));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_unknown_rank),
                                       cmocka_unit_test(test_random_words), cmocka_unit_test(test_letters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
