/* Actions on records: what a dialog was opened about is what its answer changes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "loket/base/lang.h"
#include "screen.h"

/* The list moves on under an open question: the answer is not for what stands there now. */
static void test_answer_is_about_what_was_asked(void **state) {
    (void)state;
    static const struct {
        const char *ask, *answer, *field, *wanted;
    } cases[] = {{"d", "\"1 dec 2026\" Enter", "follow_up_on", "2026-12-01"},
                 {"w", "\"brandt\" Enter", "handler", "CON-0003"},
                 {"p", "\"4\"", "severity", "s4"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Screen screen;
        screen_open(&screen, 24, 80);
        screen_keys(&screen, "g i f C-u \"severity=s1\" Enter");
        assert_int_equal(ui_target(&screen.ui).no, 1);
        screen_keys(&screen, cases[i].ask);
        screen_change(&screen, "INC-0001", "severity=s2");
        screen_change(&screen, "INC-0004", "severity=s1");
        screen_tick(&screen, 60);
        assert_int_equal(ui_target(&screen.ui).no, 4);
        screen_keys(&screen, cases[i].answer);
        assert_string_equal(screen_field(&screen, "INC-0001", cases[i].field), cases[i].wanted);
        assert_string_not_equal(screen_field(&screen, "INC-0004", cases[i].field), cases[i].wanted);
        screen_close(&screen);
    }
}

static void test_strike_is_about_what_was_asked(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"severity=s1\" Enter : \"strike\" Enter");
    screen_change(&screen, "INC-0001", "severity=s2");
    screen_change(&screen, "INC-0004", "severity=s1");
    screen_tick(&screen, 60);
    int64_t before = screen_count(&screen, "incident");
    screen_keys(&screen, "\"1 entered twice\" Enter");
    assert_int_equal(screen_count(&screen, "incident"), before - 1);
    screen_keys(&screen, "f C-u \"code=INC-0004\" Enter");
    assert_int_equal(ui_target(&screen.ui).no, 4);
    screen_close(&screen);
}

/* What is taken back is where the cursor goes; what cannot be, says with which key one goes past it. */
static void test_undo_stands_on_what_came_back(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i G");
    int64_t last = ui_target(&screen.ui).no;
    screen_keys(&screen, "p \"1\" g g");
    assert_int_not_equal(ui_target(&screen.ui).no, last);
    screen_keys(&screen, "u");
    assert_int_equal(ui_target(&screen.ui).no, last);
    assert_int_equal(ui_target(&screen.ui).def->id, register_by_key("incident")->id);
    screen_close(&screen);
}

/* Behind the back of this session, so that it is not ours to take back. */
static void change_elsewhere(Screen *screen, int64_t no, const char *severity) {
    Arena *arena = arena_new();
    Record *record;
    Db *db = desk_db(screen->desk);
    assert_int_equal(db_begin(db, NULL), OK);
    assert_int_equal(records_load(db, register_by_key("incident"), no, arena, &record, NULL), OK);
    record_set_text(record, "severity", severity);
    assert_int_equal(records_update(db, record, desk_now(screen->desk), NULL), OK);
    assert_int_equal(db_commit(db, NULL), OK);
    arena_free(arena);
}

static void test_undo_names_the_key_to_go_past(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i p \"1\"");
    char code[CODE_SIZE];
    code_write(ui_target(&screen.ui).def, ui_target(&screen.ui).no, code);
    change_elsewhere(&screen, ui_target(&screen.ui).no, "s4");
    screen_keys(&screen, "u");
    assert_true(screen_has(&screen, "was changed since; u again skips it"));
    assert_string_equal(screen_field(&screen, code, "severity"), "s4");
    screen_keys(&screen, "u");
    assert_string_equal(screen_field(&screen, code, "severity"), "s4");
    assert_true(screen_has(&screen, "left as it is"));
    screen_close(&screen);
}

/* A wrong answer is told by the label a reader knows, not by the key scripts use. */
static void test_wrong_answer_is_told_by_label(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i d C-u \"31-2-2026\" Enter");
    assert_true(screen_has(&screen, "Follow up on: \"31-2-2026\" is no date"));
    screen_close(&screen);
}

/* The line stands again with what was typed, to be mended; also where many are asked about. */
static void test_wrong_answer_keeps_the_line(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i d \"31-2-2026\" Enter");
    assert_true(screen_has(&screen, "Follow up on: 31-2-2026"));
    screen_keys(&screen, "Home Delete Enter");
    assert_string_equal(screen_field(&screen, "INC-0003", "follow_up_on"), "2026-02-01");
    screen_keys(&screen, "T Enter d \"soonish\" Enter");
    assert_true(screen_has(&screen, "soonish"));
    assert_false(screen_has(&screen, "Change Follow up on of all"));
    screen_keys(&screen, "C-u \"1-12\" Enter");
    assert_true(screen_has(&screen, "Change Follow up on of all"));
    screen_close(&screen);
}

/* The fault of a filter is marked under its place, and the nearest word named. */
static void test_fault_stands_under_its_place(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"state:open sevrity>=s2\" Enter");
    screen_golden(&screen, "prompt-fault-80x24");
    screen_keys(&screen, "C-u \"severity>=s2\" Enter");
    assert_false(screen_has(&screen, "sevrity"));
    screen_close(&screen);
    screen_open(&screen, 12, 40);
    screen_keys(&screen, "g i f C-u \"phishing state:oopen\" Enter");
    screen_golden(&screen, "prompt-fault-40x12");
    screen_close(&screen);
}

/* Tagged records stay the ones that were asked about. */
static void test_answer_is_for_all_tagged(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_keys(&screen, "g i f C-u \"severity=s3\" Enter * d \"1 dec 2026\" Enter");
    assert_string_equal(screen_field(&screen, "INC-0004", "follow_up_on"), "2026-12-01");
    assert_string_equal(screen_field(&screen, "INC-0005", "follow_up_on"), "2026-12-01");
    assert_string_equal(screen_field(&screen, "INC-0001", "follow_up_on"), "");
    screen_keys(&screen, "u");
    assert_string_equal(screen_field(&screen, "INC-0004", "follow_up_on"), "");
    screen_close(&screen);
}

/* Who handles most stands first where it is asked who: one key after the other gives it away. */
static void test_usual_handler_stands_first(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_add(&screen, "contact", "name=Zed Zwart; roles=ict");
    int64_t last = 0;
    for (int i = 0; i < 5; i++) last = screen_add(&screen, "incident", "title=Beamer gone; handler=Zed Zwart");
    last = screen_add(&screen, "incident", "title=Giraffe loose");
    char code[CODE_SIZE];
    code_write(register_by_key("incident"), last, code);
    screen_keys(&screen, "r g i / \"Giraffe\" Enter w Enter");
    assert_true(screen_has(&screen, "Zed Zwart"));
    assert_non_null(strstr(screen_field(&screen, code, "handler"), "CON-"));
    screen_keys(&screen, "t g");
    assert_true(screen_has(&screen, "> Zed Zwart"));
    screen_close(&screen);
}

/* A name that is not there becomes a contact, and is said as a name. */
static void test_new_person_is_said_by_name(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    int64_t before = screen_count(&screen, "contact");
    screen_keys(&screen, "w \"Zoë Quist\" Enter");
    assert_int_equal(screen_count(&screen, "contact"), before + 1);
    assert_true(screen_has(&screen, "Zoë Quist"));
    assert_false(screen_has(&screen, "+Zoë"));
    screen_close(&screen);
}

/* Readers see the names of keys in their language; what they press, and what keymaps call them, is the same. */
static void test_keys_in_dutch(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    lang_start("nl", LOKET_BINARY_DIR "/src");
    screen_keys(&screen, "a"); /* what may follow, in full: none is cut */
    assert_true(screen_has(&screen, "externe ontwikkeling"));
    screen_keys(&screen, "Esc g i e");
    assert_true(screen_has(&screen, "Links/Rechts"));
    assert_false(screen_has(&screen, "Left/Right"));
    screen_keys(&screen, "Esc ? / \"spatie\" Enter");
    assert_true(screen_has(&screen, "Spatie"));
    screen_resize(&screen, 24, 200);
    screen_keys(&screen, "q t");
    assert_true(screen_has(&screen, "Behandelaar "));
    assert_true(screen_has(&screen, "Spatie"));
    lang_use("en");
    assert_true(screen_has(&screen, "Space"));
    char shown[KEY_SHOWN], many[200] = "";
    lang_use("nl");
    assert_string_equal(key_shown("g Space", shown), "g Spatie");
    assert_string_equal(key_shown("Up/Dn", shown), "Op/Neer");
    assert_string_equal(key_shown("S-Tab Enter C-x Esc", shown), "S-Tab Enter C-x Esc");
    assert_string_equal(key_shown("-", shown), "-");
    for (size_t i = 0; i + 8 < sizeof many; i += 6) memcpy(many + i, "Space ", 7);
    assert_true(strlen(key_shown(many, shown)) < KEY_SHOWN);
    screen_close(&screen);
    lang_use("en");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_answer_is_about_what_was_asked),
                                       cmocka_unit_test(test_strike_is_about_what_was_asked),
                                       cmocka_unit_test(test_undo_stands_on_what_came_back),
                                       cmocka_unit_test(test_undo_names_the_key_to_go_past),
                                       cmocka_unit_test(test_answer_is_for_all_tagged),
                                       cmocka_unit_test(test_wrong_answer_is_told_by_label),
                                       cmocka_unit_test(test_wrong_answer_keeps_the_line),
                                       cmocka_unit_test(test_fault_stands_under_its_place),
                                       cmocka_unit_test(test_usual_handler_stands_first), cmocka_unit_test(test_new_person_is_said_by_name), cmocka_unit_test(test_keys_in_dutch)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
