/* Forms, as they look and as they act. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "loket/store/draft.h"
#include "screen.h"
#include "form_private.h"

static void open_form(Screen *screen, const char *reg, int64_t no) {
    ui_push(&screen->ui, &view_form, &(FormRequest){.def = register_by_key(reg), .no = no});
}

static size_t drafts(Screen *screen) {
    Arena *arena = arena_new();
    Draft *list;
    size_t count = 0;
    Error err = {0};
    assert_int_equal(draft_list(desk_db(screen->desk), desk_user(screen->desk), arena, &list, &count, &err), OK);
    arena_free(arena);
    return count;
}

/* -- pictures ------------------------------------------------------------------------------------------------- */

static void test_new_at_each_size(void **state) {
    (void)state;
    static const struct {
        int rows, columns;
        const char *name;
    } sizes[] = {{24, 80, "form-new-80x24"}, {12, 40, "form-new-40x12"}, {40, 120, "form-new-120x40"}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        Screen screen;
        screen_open(&screen, sizes[i].rows, sizes[i].columns);
        open_form(&screen, "incident", 0);
        screen_keys(&screen, "\"Visitor photographed switch room\" Tab");
        screen_golden(&screen, sizes[i].name);
        screen_close(&screen);
    }
}

static void test_editors(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("incident"), .field = "kind"});
    screen_keys(&screen, "Right");
    screen_golden(&screen, "form-choice");
    screen_keys(&screen, "\"conc\"");
    screen_golden(&screen, "form-choice-pick");
    screen_keys(&screen, "Enter \"Camera in hall\" Tab C-u \"20 nov 8:1\"");
    screen_golden(&screen, "form-moment");
    screen_keys(&screen, "C-g");
    screen_golden(&screen, "form-calendar");
    screen_keys(&screen, "Left Enter Tab Tab Tab \"bil\"");
    screen_golden(&screen, "form-suggest");
    screen_keys(&screen, "Tab Tab \"oka\"");
    screen_golden(&screen, "form-party");
    screen_close(&screen);
}

/* One form with each remaining type, the focus on it. */
static void test_more_editors(void **state) {
    (void)state;
    static const struct {
        const char *reg, *field, *keys, *name;
    } cases[] = {
        {"incident", "people_count", "\"21x\"", "form-number"},
        {"incident", "data_kinds", "Enter Space Down Space Enter", "form-several"},
        {"incident", "description",
         "\"Guard saw a visitor of contractor H take pictures of the switch room.\" Enter \"He left at ten.\"",
         "form-note"},
        {"incident", "handler", "\"lind\"", "form-link"},
        {"incident", "handler", "\"New Person\"", "form-link-new"},
        {"incident", "links", "\"INC-0002, ransom\"", "form-links"},
        {"talk", "with", "\"okafor, lind\" Tab \", Somebody New\"", "form-links-names"},
        {"incident", "tags", "\"cloud phi\"", "form-tags"},
        {"incident", "formal", "Space", "form-flag"},
        {"incident", "follow_up_on", "\"+2w\"", "form-date"},
        {"duty", "every", "\"6w\"", "form-span"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Screen screen;
        screen_open(&screen, 24, 80);
        ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key(cases[i].reg), .field = cases[i].field});
        screen_keys(&screen, cases[i].keys);
        screen_golden(&screen, cases[i].name);
        screen_close(&screen);
    }
}

static void test_errors_at_fields(void **state) {
    (void)state;
    static const struct {
        int rows, columns;
        const char *name;
    } sizes[] = {{24, 80, "form-errors-80x24"}, {12, 40, "form-errors-40x12"}, {40, 120, "form-errors-120x40"}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        Screen screen;
        screen_open(&screen, sizes[i].rows, sizes[i].columns);
        ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("incident"), .field = "received_at"});
        screen_keys(&screen, "C-u \"half past nine\" Tab C-x");
        screen_golden(&screen, sizes[i].name);
        assert_int_equal(screen_count(&screen, "incident"), 5);
        screen_close(&screen);
    }
}

static void test_help(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("incident"), .field = "received_at"});
    screen_keys(&screen, "F1");
    screen_golden(&screen, "form-help");
    screen_close(&screen);
}

static void test_child_row(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_add_row(&screen, "incident", 2, "reporter", "who=CON-0003; role=employee");
    ui_push(&screen.ui, &view_form,
            &(FormRequest){
                .def = register_by_key("reporter"), .no = 1, .parent = register_by_key("incident"), .parent_no = 2});
    screen_golden(&screen, "form-child");
    screen_close(&screen);
}

/* -- saving --------------------------------------------------------------------------------------------------- */

static void test_save_new(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    open_form(&screen, "incident", 0);
    screen_keys(&screen, "\"Visitor photographed switch room\" C-x");
    assert_int_equal(screen_count(&screen, "incident"), 6);
    assert_string_equal(screen_field(&screen, "INC-0006", "title"), "Visitor photographed switch room");
    assert_true(screen_has(&screen, "Saved 18:24 INC-0006"));
    assert_int_equal(drafts(&screen), 0);
    assert_ptr_equal(screen.ui.top->below, NULL);
    screen_close(&screen);
}

static void test_save_change_keeps_the_rest(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    char before[64];
    snprintf(before, sizeof before, "%s", screen_field(&screen, "INC-0002", "received_at"));
    ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("incident"), .no = 2, .field = "handler"});
    assert_true(screen_has(&screen, "S. Brandt"));
    screen_keys(&screen, "C-u \"oka\" Tab C-x");
    assert_string_equal(screen_field(&screen, "INC-0002", "handler"), "CON-0001");
    assert_string_equal(screen_field(&screen, "INC-0002", "received_at"), before);
    assert_true(screen_has(&screen, "Saved 18:24 INC-0002 Handler"));
    screen_close(&screen);
}

/* Leaving the field without Tab comes to the same: what saving would understand is shown. */
static void test_part_of_a_name(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("incident"), .no = 3, .field = "handler"});
    screen_keys(&screen, "\"lind\" Enter");
    assert_true(screen_has(&screen, "[J. Lindqvist"));
    assert_true(screen_has(&screen, "CON-0002"));
    screen_keys(&screen, "C-x");
    assert_string_equal(screen_field(&screen, "INC-0003", "handler"), "CON-0002");
    screen_close(&screen);
}

/* Control characters from outside are not shown, and are no change as long as nobody types. */
/* Moving the date of an action asks why in the same step: the field appears, and saving again moves it. */
static void test_moving_a_date_asks_why(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("action"), .no = 1, .field = "due_on"});
    assert_false(screen_has(&screen, "Moved because"));
    screen_keys(&screen, "C-u \"2026-12-21\" C-x");
    assert_true(screen_has(&screen, "say why the date is moved"));
    screen_keys(&screen, "\"no budget yet\" C-x");
    assert_string_equal(screen_field(&screen, "ACT-0001", "due_on"), "2026-12-21");
    assert_string_equal(screen_field(&screen, "ACT-0001", "moved_because"), "no budget yet");
    assert_ptr_equal(screen.ui.top->below, NULL);
    screen_close(&screen);
}

static void test_hostile_text(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_change(&screen, "INC-0004", "title=\033]0;title\a\033[2J mail \u202e\u200b; unit=\033[31mUnit");
    open_form(&screen, "incident", 4);
    assert_false(form_changed((const Form *)screen.ui.top));
    assert_null(strchr(screen_text(&screen), '\033'));
    screen_close(&screen);
}

static void test_new_name_makes_a_contact(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("incident"), .no = 3, .field = "handler"});
    screen_keys(&screen, "\"New Person\"");
    assert_true(screen_has(&screen, "+ new contact"));
    screen_keys(&screen, "C-x");
    assert_string_equal(screen_field(&screen, "CON-0005", "name"), "New Person");
    assert_string_equal(screen_field(&screen, "INC-0003", "handler"), "CON-0005");
    screen_close(&screen);
}

static void test_clash(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("incident"), .no = 3, .field = "title"});
    screen_keys(&screen, "C-u \"Laptop found\"");
    screen_change(&screen, "INC-0003", "title=Laptop stolen; unit=Depot");
    screen_keys(&screen, "C-x");
    screen_golden(&screen, "form-clash");
    assert_string_equal(screen_field(&screen, "INC-0003", "title"), "Laptop stolen");
    screen_keys(&screen, "C-x"); /* seen, and still meant */
    assert_string_equal(screen_field(&screen, "INC-0003", "title"), "Laptop found");
    assert_string_equal(screen_field(&screen, "INC-0003", "unit"), "Depot");
    screen_close(&screen);
}

/* Somebody else's change to a field not touched here comes in while typing. */
static void test_follows_others(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("incident"), .no = 3, .field = "title"});
    screen_keys(&screen, "C-u \"Laptop found\"");
    screen_change(&screen, "INC-0003", "unit=Depot");
    ui_update(&screen.ui, &(Event){.kind = EVENT_CHANGED});
    assert_true(screen_has(&screen, "[Depot"));
    assert_true(screen_has(&screen, "[Laptop found"));
    screen_close(&screen);
}

/* -- drafts --------------------------------------------------------------------------------------------------- */

static void test_leave(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    open_form(&screen, "incident", 3);
    screen_keys(&screen, "Esc");
    assert_ptr_equal(screen.ui.top->below, NULL);
    assert_int_equal(drafts(&screen), 0);
    open_form(&screen, "incident", 3);
    screen_keys(&screen, "\"x\" Esc Esc"); /* a letter in a list of choices opens it */
    open_form(&screen, "incident", 3);
    screen_close(&screen);
}

static void test_draft_is_kept_in_time(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    open_form(&screen, "incident", 0);
    screen_keys(&screen, "\"Half a stor\"");
    assert_true(ui_next_tick(&screen.ui) <= 2000);
    assert_int_equal(drafts(&screen), 0);
    screen_tick(&screen, 2);
    assert_int_equal(drafts(&screen), 1);
    assert_true(ui_next_tick(&screen.ui) > 2000);
    /* who never stops typing has a draft too */
    screen.now += 10;
    screen_keys(&screen, "\"y\"");
    screen.now += 3;
    screen_keys(&screen, "\"!\"");
    assert_true(ui_next_tick(&screen.ui) > 2000);
    screen_keys(&screen, "C-u");
    screen_tick(&screen, 2);
    assert_int_equal(drafts(&screen), 0);
    screen_close(&screen);
}

static void test_hangup_and_resume(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("incident"), .field = "title"});
    screen_keys(
        &screen,
        "\"Visitor photographed\" Tab C-u \"20 nov 8:1\" Tab Right Tab Tab \"Depot\" Tab \"oka\" Tab Tab \"unsaid");
    screen_hangup(&screen);
    assert_true(screen.ui.quit);
    screen_restart(&screen);
    form_offer_drafts(&screen.ui);
    screen_golden(&screen, "form-offer");
    screen_keys(&screen, "Enter");
    screen_golden(&screen, "form-resumed");
    assert_true(screen_has(&screen, "[Visitor photographed"));
    assert_true(screen_has(&screen, "[20 nov 8:1"));
    assert_true(screen_has(&screen, "[Depot"));
    assert_true(screen_has(&screen, "M. Okafor"));
    screen_keys(&screen, "C-x");
    assert_int_equal(screen_count(&screen, "incident"), 5); /* 8:1 is no time */
    screen_keys(&screen, "C-u \"20 nov 8:10\" C-x");
    assert_int_equal(screen_count(&screen, "incident"), 6);
    assert_string_equal(screen_field(&screen, "INC-0006", "about"), "CON-0001");
    assert_int_equal(drafts(&screen), 0);
    screen_close(&screen);
}

static void test_discard(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    open_form(&screen, "contact", 0);
    screen_keys(&screen, "\"Nobody\" Esc");
    assert_true(screen_has(&screen, "draft of new contact kept"));
    assert_int_equal(drafts(&screen), 1);
    open_form(&screen, "contact", 0);
    screen_keys(&screen, "Esc"); /* later */
    assert_int_equal(drafts(&screen), 1);
    assert_ptr_equal(screen.ui.top->below, NULL);
    open_form(&screen, "contact", 0);
    screen_keys(&screen, "Down Enter");
    assert_int_equal(drafts(&screen), 0);
    assert_false(screen_has(&screen, "Nobody"));
    screen_close(&screen);
}

/* A draft typed over a value that somebody changed in the meantime may not overwrite it unseen. */
static void test_resumed_clash(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    FormRequest request = {.def = register_by_key("incident"), .no = 3, .field = "title"};
    ui_push(&screen.ui, &view_form, &request);
    screen_keys(&screen, "C-u \"Laptop found\" Esc");
    screen_change(&screen, "INC-0003", "title=Laptop stolen");
    request.resume = true;
    ui_push(&screen.ui, &view_form, &request);
    screen_keys(&screen, "C-x");
    assert_string_equal(screen_field(&screen, "INC-0003", "title"), "Laptop stolen");
    assert_true(screen_has(&screen, "somebody else made it 'Laptop stolen'"));
    screen_close(&screen);
}

static void test_child_draft(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ui_push(&screen.ui, &view_form,
            &(FormRequest){.def = register_by_key("reporter"), .parent = register_by_key("incident"), .parent_no = 4});
    screen_keys(&screen, "\"A tenant\"");
    screen_hangup(&screen);
    screen_restart(&screen);
    form_offer_drafts(&screen.ui);
    assert_true(screen_has(&screen, "INC-0004, new reporter"));
    screen_keys(&screen, "Enter C-x");
    assert_true(screen_has(&screen, "INC-0004 reporter 1"));
    assert_int_equal(drafts(&screen), 0);
    screen_close(&screen);
}

/* -- other events --------------------------------------------------------------------------------------------- */

static void test_resize_keeps_text_and_focus(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    open_form(&screen, "incident", 0);
    screen_keys(&screen, "\"Visitor photographed\" Tab Tab Tab Tab \"Depo\"");
    for (int columns = 24; columns <= 200; columns += 11) {
        screen_resize(&screen, columns / 4, columns);
        screen_text(&screen);
    }
    screen_resize(&screen, 1, 1);
    screen_text(&screen);
    screen_resize(&screen, 12, 40);
    screen_golden(&screen, "form-resized-40x12");
    screen_keys(&screen, "\"t\"");
    screen_resize(&screen, 24, 80);
    assert_true(screen_has(&screen, "[Depot"));
    screen_keys(&screen, "PgUp");
    assert_true(screen_has(&screen, "[Visitor photographed"));
    screen_close(&screen);
}

static void test_paste(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    open_form(&screen, "incident", 0);
    screen_paste(&screen, "dDxq:q!\nsecond");
    assert_true(screen_has(&screen, "[dDxq:q! second"));
    screen_close(&screen);
}

static void test_click(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    open_form(&screen, "incident", 0);
    ui_update(&screen.ui, &(Event){.kind = EVENT_MOUSE, .key = KEY_CLICK, .row = 7, .column = 30});
    screen_keys(&screen, "\"Depot\"");
    assert_true(screen_has(&screen, "> Unit                   [Depot"));
    screen_close(&screen);
}

/* Enter held down walks through a form and changes nothing in it. */
static void test_enter_changes_nothing(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    View *form = ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("incident"), .field = "kind"});
    for (int i = 0; i < 40; i++)
        screen_keys(&screen, "Enter Enter");
    while (screen.ui.top != form)
        screen_keys(&screen, "Esc");
    const Form *fields = (const Form *)form;
    assert_true(fields->focus > 10);
    for (int i = 0; i < fields->count; i++)
        if (fields->fields[i].kind != FIELD_NOTE)
            assert_false(form_field_changed(&fields->fields[i])); /* there it is a line break */
    screen_close(&screen);
}

/* What a rule says of the record as a whole is shown too, and the form stays. */
static void test_rule_of_the_whole(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    screen_add_row(&screen, "incident", 4, "reporter", "who=A tenant");
    ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("incident"), .no = 4, .field = "kind"});
    screen_keys(&screen, "\"whis\" Enter C-x");
    screen_golden(&screen, "form-rules");
    screen_close(&screen);
}

static void test_editor_round_trip(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    ui_push(&screen.ui, &view_form, &(FormRequest){.def = register_by_key("incident"), .field = "description"});
    screen_keys(&screen, "\"short\" C-o");
    assert_int_equal(screen.ui.request.kind, REQUEST_EDIT);
    assert_string_equal(screen.ui.request.text.data, "short");
    strbuf_add(&screen.ui.request.text, " and long\nstory\n");
    ui_served(&screen.ui);
    assert_true(screen_has(&screen, "short and long"));
    screen_keys(&screen, "C-o");
    strbuf_clear(&screen.ui.request.text);
    screen.ui.request.failed = true;
    ui_served(&screen.ui);
    assert_true(screen_has(&screen, "short and long"));
    screen_close(&screen);
}

/* What any keys have left in a form is found back after a hang-up, field by field. */
static void compare_drafts(Screen *screen, const FormRequest *request, unsigned *seed) {
    static const char *const keys[] = {
        "\"oka\"", "\"20 nov\"", "\"é, x#y\"", "\"12\"", "Tab", "Tab", "S-Tab", "Down", "Up",  "Left", "Right", "Enter",
        "Space",   "Backspace",  "C-g",        "Home",   "C-k", "C-y", "C-r",   "C-w",  "C-a", "PgDn", "PgUp",  "F1"};
    View *view = ui_push(&screen->ui, &view_form, request);
    assert_non_null(view);
    for (int i = 0; i < 60; i++) {
        *seed = *seed * 1103515245u + 12345u;
        const char *key = keys[(*seed >> 16) % COUNT_OF(keys)];
        uint32_t code;
        unsigned mods;
        if (key[0] == '"' || key_parse(key, &code, &mods) == strlen(key)) screen_keys(screen, key);
        screen_text(screen);
    }
    while (screen->ui.top != view)
        screen_keys(screen, "Esc");
    const Form *form = (const Form *)view;
    Arena *arena = arena_new();
    const char **texts = ARENA_ARRAY(arena, const char *, form->count);
    for (int i = 0; i < form->count; i++)
        texts[i] = arena_strdup(arena, form_field_text(&form->fields[i]));
    int count = form->count;
    screen_hangup(screen);
    screen_restart(screen);
    FormRequest again = *request;
    again.resume = true;
    form = (const Form *)ui_push(&screen->ui, &view_form, &again);
    for (int i = 0; i < count; i++)
        if (!text_equal(texts[i], form_field_text(&form->fields[i])))
            fail_msg("%s %s: '%s' came back as '%s'", request->def->key, form->def->fields[i].key, texts[i],
                     form_field_text(&form->fields[i]));
    form_drop((Form *)screen->ui.top, &screen->ui);
    arena_free(arena);
    screen_restart(screen);
}

static void test_drafts_hold_everything(void **state) {
    (void)state;
    unsigned seed = (unsigned)time(NULL), now = seed;
    print_message("seed %u\n", seed);
    Screen screen;
    screen_open(&screen, 24, 80);
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        FormRequest request = {.def = def, .no = def->kind == KIND_SINGLE};
        if (def->kind == KIND_CHILD)
            request = (FormRequest){.def = def, .parent = register_by_key("incident"), .parent_no = 1};
        compare_drafts(&screen, &request, &now);
        if (strcmp(def->key, "incident") != 0) continue;
        request.no = 2;
        compare_drafts(&screen, &request, &now);
    }
    screen_close(&screen);
}

/* Every register and child row has a form that opens, is walked through and can be left, in small and large windows. */
static void test_every_register(void **state) {
    (void)state;
    Screen screen;
    screen_open(&screen, 24, 80);
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        FormRequest request = {.def = def};
        if (def->kind == KIND_CHILD)
            request = (FormRequest){.def = def, .parent = register_by_key("incident"), .parent_no = 1};
        if (def->kind == KIND_SINGLE) request.no = 1;
        assert_non_null(ui_push(&screen.ui, &view_form, &request));
        screen_keys(&screen, "C-r");
        for (size_t i = 0; i <= def->field_count; i++) {
            screen_keys(&screen, "S-Tab C-l F1 Esc Tab Down");
            screen_resize(&screen, i % 2 ? 12 : 40, i % 2 ? 40 : 120);
            screen_text(&screen);
        }
        screen_keys(&screen, "Esc");
        assert_ptr_equal(screen.ui.top->below, NULL);
        assert_int_equal(drafts(&screen), 0);
    }
    screen_close(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new_at_each_size),
        cmocka_unit_test(test_editors),
        cmocka_unit_test(test_more_editors),
        cmocka_unit_test(test_errors_at_fields),
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_child_row),
        cmocka_unit_test(test_save_new),
        cmocka_unit_test(test_save_change_keeps_the_rest),
        cmocka_unit_test(test_part_of_a_name),
        cmocka_unit_test(test_moving_a_date_asks_why),
        cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_new_name_makes_a_contact),
        cmocka_unit_test(test_clash),
        cmocka_unit_test(test_follows_others),
        cmocka_unit_test(test_leave),
        cmocka_unit_test(test_draft_is_kept_in_time),
        cmocka_unit_test(test_hangup_and_resume),
        cmocka_unit_test(test_discard),
        cmocka_unit_test(test_resumed_clash),
        cmocka_unit_test(test_child_draft),
        cmocka_unit_test(test_resize_keeps_text_and_focus),
        cmocka_unit_test(test_click),
        cmocka_unit_test(test_enter_changes_nothing),
        cmocka_unit_test(test_rule_of_the_whole),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_editor_round_trip),
        cmocka_unit_test(test_every_register),
        cmocka_unit_test(test_drafts_hold_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
