/* What is read over many records: bends, the ratio of reports, warnings of position, what is computed for lists. */
#include "duty_world.h"

#include "loket/app/bends.h"
#include "loket/app/board.h"
#include "loket/app/computed.h"
#include "loket/app/warnings.h"

static void bends_are_counted_per_rule_and_unit(void **state) {
    Duty *duty = *state;
    duty_add(duty, "anchor", "reference=PR-02");
    for (int i = 0; i < 4; i++) {
        const char *code = duty_add(duty, "approval", arena_printf(duty->arena, "title=x|requester=CON-0004|rule=ANC-000%d|reason=y|unit=%s|"
                                                                                "not_renewal_because=new", i == 3 ? 2 : 1, i == 2 ? "IT" : "Sales"));
        duty_add_row(duty, code, "decision", i == 1 ? "decided_by=CON-0003|outcome=rejected|motivation=z" : "decided_by=CON-0003|outcome=approved|motivation=z|until=+9d");
    }
    duty_add(duty, "approval", "kind=access|title=mine|requester=CON-0004|rule=ANC-0001|reason=y|unit=Sales|decider=CON-0003"); /* bends nothing */
    Bend *bends;
    size_t count;
    assert_ok(bends_read(duty->desk, 12, NULL, duty->arena, &bends, &count, &duty->err), &duty->err);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++) {
        bool first = strcmp(bends[i].rule, "ANC-0001") == 0 && strcmp(bends[i].unit, "Sales") == 0;
        assert_int_equal(bends[i].asked, first ? 2 : 1);
        assert_int_equal(bends[i].granted, 1);
        assert_false(bends[i].suggests);
        if (first) assert_string_equal(bends[i].codes, "APR-0001 APR-0002");
    }
    assert_ok(bends_read(duty->desk, 12, "ANC-0002", duty->arena, &bends, &count, &duty->err), &duty->err);
    assert_int_equal(count, 1);
}

static void a_rule_bent_three_times_suggests_changing_it(void **state) {
    Duty *duty = *state;
    for (int i = 0; i < 3; i++) {
        const char *code = duty_add(duty, "approval", "title=x|requester=CON-0004|rule=ANC-0001|reason=y|not_renewal_because=new");
        duty_add_row(duty, code, "decision", "decided_by=CON-0003|outcome=approved|motivation=z|until=+9d");
    }
    Bend *bends;
    size_t count;
    assert_ok(bends_read(duty->desk, 12, NULL, duty->arena, &bends, &count, &duty->err), &duty->err);
    assert_true(bends[0].suggests);
    assert_null(bends[0].unit);
}

static void units_under_five_reports_are_not_shown(void **state) {
    Duty *duty = *state;
    for (int i = 0; i < 5; i++) duty_add(duty, "incident", arena_printf(duty->arena, "title=x|unit=Sales|heard=%s", i < 3 ? "they_came" : "we_found"));
    for (int i = 0; i < 4; i++) duty_add(duty, "incident", "title=x|unit=Works council|heard=they_came");
    duty_add(duty, "incident", "title=x|unit=Works council"); /* not told how: does not count */
    duty_add(duty, "message", "title=x|unit=Sales");
    HeardRatio *ratios;
    size_t count, hidden;
    assert_ok(ratio_read(duty->desk, 12, duty->arena, &ratios, &count, &hidden, &duty->err), &duty->err);
    assert_int_equal(count, 1);
    assert_int_equal(hidden, 1);
    assert_string_equal(ratios[0].unit, "Sales");
    assert_int_equal(ratios[0].came, 3);
    assert_int_equal(ratios[0].found, 2);
    assert_int_equal(ratios[0].messages, 1);
}

static bool warned(Duty *duty, const char *key) {
    Warning warnings[WARNINGS_MOST];
    size_t count = warnings_read(duty->desk, duty->arena, warnings);
    for (size_t i = 0; i < count; i++)
        if (strcmp(warnings[i].key, key) == 0) return true;
    return false;
}

static void a_required_role_nobody_fills_is_a_warning(void **state) {
    Duty *duty = *state;
    assert_true(warned(duty, "role_dpo"));
    assert_false(warned(duty, "role_portfolio_holder"));
    duty_add(duty, "contact", "name=J. Lindqvist|roles=dpo");
    assert_false(warned(duty, "role_dpo"));
    duty_edit(duty, "CON-0002", "state=ended|left_on=today");
    assert_true(warned(duty, "role_portfolio_holder"));
}

static void the_position_of_the_officer_is_a_warning(void **state) {
    Duty *duty = *state;
    static const char *const wrong[] = {"ict", "facilities", "hr", "procurement"};
    assert_false(warned(duty, "line"));
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        duty_edit(duty, "ORG-0001", arena_printf(duty->arena, "line=%s|stand_in_line=%s", wrong[i], wrong[i]));
        assert_true(warned(duty, "line"));
        assert_true(warned(duty, "stand_in_line"));
    }
    duty_edit(duty, "ORG-0001", "line=board|stand_in_line=");
    assert_false(warned(duty, "line"));
    duty_edit(duty, "ORG-0001", "officer_is_dpo=yes|officer_is_ict_manager=yes");
    assert_true(warned(duty, "officer_is_dpo"));
    assert_true(warned(duty, "officer_is_ict_manager"));
    duty_edit(duty, "ORG-0001", "officer_is_dpo=no");
    duty_edit(duty, "CON-0001", "roles=security_officer dpo");
    assert_true(warned(duty, "officer_is_dpo"));
}

static void the_elsewhere_line_tells_of_them_and_counts_nothing(void **state) {
    Duty *duty = *state;
    Board board;
    assert_ok(board_read(duty->desk, &board, &duty->err), &duty->err);
    StrBuf line;
    strbuf_init(&line);
    StrBuf notes;
    strbuf_init(&notes);
    board_notes(duty->desk, &notes);
    board_elsewhere(duty->desk, &board, notes.data, &line);
    strbuf_done(&notes);
    assert_non_null(strstr(line.data, "warning"));
    assert_int_equal(board.need, 0);
    strbuf_done(&line);
}

/* The tables name what app/computed.c works out, and nothing else. */
static void computed_columns_are_those_of_the_tables(void **state) {
    (void)state;
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        char key[64];
        size_t named = 0, there = 0;
        for (const char *keys = def->computed; text_next_word(&keys, key, sizeof key); named++)
            if (!computed_find(def, key)) fail_msg("%s has no computed %s", def->key, key);
        for (const ComputedDef *row = NULL; (row = computed_next(def, row)); there++) assert_null(register_field(def, row->key));
        assert_int_equal(named, there);
    }
}

static void computed_texts(void **state) {
    Duty *duty = *state;
    duty_add(duty, "kind", "label=Contract|needs=advice|lead_days=15|large_from=to_50k");
    const char *event = duty_add(duty, "trigger", "kind=KND-0001|title=x|decision_on=2026-11-27|value_class=to_221k");
    const char *task = duty_add(duty, "action", "title=Fix|origin=CON-0002|owner=CON-0003|due_on=+1d");
    duty_add_row(duty, task, "postponement", "to_due=+9d|reason=holiday");
    const struct {
        const char *code, *key, *text;
    } rows[] = {{event, "heard_late", "11 wd"}, {event, "large", "yes"}, {task, "moved", "1 time"}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        StrBuf out;
        strbuf_init(&out);
        Record *record = duty_load(duty, rows[i].code);
        computed_find(record->def, rows[i].key)->format(duty->desk, record, &out);
        assert_string_equal(out.data, rows[i].text);
        strbuf_done(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DUTY(bends_are_counted_per_rule_and_unit),
        DUTY(a_rule_bent_three_times_suggests_changing_it),
        DUTY(units_under_five_reports_are_not_shown),
        DUTY(a_required_role_nobody_fills_is_a_warning),
        DUTY(the_position_of_the_officer_is_a_warning),
        DUTY(the_elsewhere_line_tells_of_them_and_counts_nothing),
        DUTY(computed_columns_are_those_of_the_tables),
        DUTY(computed_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
