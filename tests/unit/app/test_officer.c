/* The officer's means: the two ladders, the sheet of a rule, cards, position, the management system, the own file and the handover. */
#include "duty_world.h"

#include "loket/app/sheet.h"


/* The text under `heading` and `label` that holds `part`; "" as label: goes on below the one before. */
static const SheetLine *find_line(const Sheet *sheet, const char *heading, const char *label, const char *part) {
    const char *under = "", *last = "";
    for (size_t i = 0; i < sheet->count; i++) {
        const SheetLine *line = &sheet->lines[i];
        if (line->tone == SHEET_HEADING) under = line->label;
        if (line->label && *line->label) last = line->label;
        if (strstr(under, heading) && (!label || strcmp(last, label) == 0) && strstr(line->text, part)) return line;
    }
    return NULL;
}

static Sheet sheet_of(Duty *duty, const char *code) {
    Sheet sheet;
    assert_ok(sheet_read(duty->desk, duty_load(duty, code), duty->arena, &sheet, &duty->err), &duty->err);
    return sheet;
}


static const SheetLine *must_find(const Sheet *sheet, const char *heading, const char *label, const char *part) {
    const SheetLine *line = find_line(sheet, heading, label, part);
    if (!line) fail_msg("no line \"%s\" / \"%s\" / \"%s\"", heading, label ? label : "any", part);
    return line;
}

/* -- ladders ------------------------------------------------------------------------------------------------------- */

#define LINE "Steps in the line"
#define ASKED "to=CON-0004|rule=ANC-0001|asked=lock the door"

static void the_line_shows_the_steps_taken_and_prefers_talking(void **state) {
    Duty *duty = *state;
    const char *first = duty_add(duty, "instruction", ASKED "|given_on=-40d");
    Sheet sheet = sheet_of(duty, first);
    must_find(&sheet, LINE, "1 talk", "not taken");
    assert_string_equal(must_find(&sheet, LINE, "2 instruction", "lock the door")->code, first);
    must_find(&sheet, LINE, "Next step", "talk first");
    const char *talk = duty_add(duty, "talk", arena_printf(duty->arena, "topics=the door|with=CON-0004|state=held|held_at=-35d 10:00|about=%s", first));
    duty_edit(duty, first, "followed=no");
    sheet = sheet_of(duty, first);
    assert_string_equal(must_find(&sheet, LINE, "1 talk", "the door")->code, talk);
    must_find(&sheet, LINE, "2 instruction", "followed: no");
    must_find(&sheet, LINE, "3 formal step", "not taken");
    must_find(&sheet, LINE, "Next step", "else a formal intervention");
    const char *formal = duty_add(duty, "instruction",
                                  arena_printf(duty->arena, ASKED "|kind=formal|earlier_talk=%s|dialogue_failed=twice|holder_told_on=-20d|given_on=-20d", talk));
    sheet = sheet_of(duty, first); /* one ladder, from whichever step it is looked at */
    assert_string_equal(must_find(&sheet, LINE, "3 formal step", "lock the door")->code, formal);
    must_find(&sheet, LINE, "Next step", "else the board");
    duty_add(duty, "talk", arena_printf(duty->arena, "topics=the door again|with=CON-0002|state=planned|planned_at=+3d 10:00|about=%s", formal));
    sheet = sheet_of(duty, formal);
    must_find(&sheet, LINE, "4 to the board", "the door again (planned)");
    must_find(&sheet, LINE, "Next step", "keep talking");
    duty_edit(duty, formal, "followed=yes");
    sheet = sheet_of(duty, formal);
    must_find(&sheet, LINE, "Next step", "none: it was followed");
}

static void the_line_stands_on_the_sheet_of_the_person_too(void **state) {
    Duty *duty = *state;
    Sheet sheet = sheet_of(duty, "CON-0004");
    assert_null(find_line(&sheet, LINE, NULL, ""));
    duty_add(duty, "anchor", "reference=PR-02");
    duty_add(duty, "instruction", ASKED);
    duty_add(duty, "instruction", "to=CON-0004|rule=ANC-0002|asked=wear a badge");
    duty_add(duty, "instruction", "to=CON-0003|rule=ANC-0002|asked=of somebody else");
    sheet = sheet_of(duty, "CON-0004");
    must_find(&sheet, LINE, "2 instruction", "lock the door");
    must_find(&sheet, LINE, "2 instruction", "wear a badge");
    assert_null(find_line(&sheet, LINE, NULL, "of somebody else"));
    sheet = sheet_of(duty, "INS-0001"); /* of an instruction: those on its own rule */
    assert_null(find_line(&sheet, LINE, NULL, "wear a badge"));
}

#define BOARD "Steps to the board"

static void the_board_shows_the_steps_taken_per_theme(void **state) {
    Duty *duty = *state;
    const char *first = duty_add(duty, "advice", "title=Patch|text=x|theme=Patching|addressee=CON-0003|state=given|given_on=-200d|answer_due=+9d");
    Sheet sheet = sheet_of(duty, first);
    must_find(&sheet, BOARD, "1 advice", "Patch, no answer yet");
    must_find(&sheet, BOARD, "2 weighty advice", "not taken");
    must_find(&sheet, BOARD, "Next step", "waited for");
    duty_edit(duty, first, "state=answered|answer=not_adopted|answered_on=-190d");
    sheet = sheet_of(duty, first);
    must_find(&sheet, BOARD, "Next step", "talk about it; else a weighty advice");
    const char *weighty = duty_add(duty, "advice", "title=Patch now|weight=weighty|text=x|theme=patching|anchors=ANC-0001|risk_if_not=theft|addressee=CON-0002|"
                                                   "state=answered|given_on=-100d|answer=not_adopted|answered_on=-90d");
    duty_add(duty, "advice", "title=Other|text=x|theme=paper|addressee=CON-0002|state=given|given_on=-50d|answer_due=+9d");
    sheet = sheet_of(duty, first);
    assert_string_equal(must_find(&sheet, BOARD, "2 weighty advice", "Patch now, not adopted")->code, weighty);
    assert_null(find_line(&sheet, BOARD, NULL, "Other"));
    must_find(&sheet, BOARD, "Next step", "on record");
    duty_edit(duty, weighty, "risk_told_to=CON-0002|risk_told_on=-88d|carried_by=CON-0002|answer_place=minutes 4");
    sheet = sheet_of(duty, weighty);
    must_find(&sheet, BOARD, "3 risk on record", "told to Hanneke Verhulst, carried by Hanneke Verhulst");
    must_find(&sheet, BOARD, "Next step", "a board talk");
    duty_add(duty, "talk", arena_printf(duty->arena, "topics=informal word|with=CON-0002|formality=informal|state=held|held_at=-60d 10:00|about=%s", weighty));
    sheet = sheet_of(duty, weighty);
    must_find(&sheet, BOARD, "4 board talk", "not taken"); /* the step is the formal talk */
    duty_add(duty, "talk", arena_printf(duty->arena, "topics=board|with=CON-0002|formality=formal|state=held|held_at=-50d 10:00|minutes=4|about=%s", weighty));
    sheet = sheet_of(duty, weighty);
    must_find(&sheet, BOARD, "4 board talk", "board");
    must_find(&sheet, BOARD, "Next step", "keep talking");
    for (size_t i = 0; i < sheet.count; i++) { /* the officer's private last step is nowhere in an organisation's file */
        assert_null(strstr(sheet.lines[i].text, "laying down"));
        assert_true(!sheet.lines[i].label || !strstr(sheet.lines[i].label, "laying down"));
    }
}

static void without_a_theme_the_board_ladder_goes_by_addressee(void **state) {
    Duty *duty = *state;
    const char *first = duty_add(duty, "advice", "title=One|text=x|addressee=CON-0002|state=given|given_on=-20d|answer_due=-2d");
    duty_add(duty, "advice", "title=Two|text=x|addressee=CON-0002|state=answered|given_on=-30d|answer=adopted|answered_on=-25d");
    duty_add(duty, "advice", "title=Three|text=x|addressee=CON-0003|state=given|given_on=-10d|answer_due=+2d");
    duty_add(duty, "advice", "title=A draft|text=x|addressee=CON-0002");
    Sheet sheet = sheet_of(duty, first);
    must_find(&sheet, BOARD ": Hanneke Verhulst", "1 advice", "One, none in time");
    must_find(&sheet, BOARD, "1 advice", "Two, adopted");
    assert_null(find_line(&sheet, BOARD, NULL, "Three"));
    assert_null(find_line(&sheet, BOARD, NULL, "A draft"));
}

/* -- anchors ------------------------------------------------------------------------------------------------------- */

static void the_sheet_of_a_rule_shows_what_stands_on_it(void **state) {
    Duty *duty = *state;
    Sheet sheet = sheet_of(duty, "ANC-0001");
    must_find(&sheet, "Bent in 12 months", NULL, "not once");
    duty_edit(duty, "ANC-0001", "in_force_from=+9d");
    sheet = sheet_of(duty, "ANC-0001");
    must_find(&sheet, "", "In force", "not yet");
    duty_edit(duty, "ANC-0001", "in_force_from=-900d");
    const char *request = duty_add(duty, "approval", "title=x|kind=procedure|requester=CON-0004|rule=ANC-0001|decider=officer|reason=x|unit=Sales");
    const char *advice = duty_add(duty, "advice", "title=Patch|text=x|addressee=CON-0002|anchors=ANC-0001");
    const char *instruction = duty_add(duty, "instruction", ASKED);
    const char *due = duty_add(duty, "duty", "title=Access review|owner=me|anchor=ANC-0001");
    const char *message = duty_add(duty, "message", "title=Doors|audience=all|anchors=ANC-0001");
    sheet = sheet_of(duty, "ANC-0001");
    static const char *const headings[] = {"Requests under it: 1", "Advice on it: 1", "Instructions on it: 1", "Duties that follow from it: 1", "Messages about it: 1"};
    const char *codes[] = {request, advice, instruction, due, message};
    for (size_t i = 0; i < COUNT_OF(codes); i++) assert_string_equal(must_find(&sheet, headings[i], codes[i], "")->code, codes[i]);
    must_find(&sheet, "Bent in 12 months", "Sales", "asked 1, granted 0");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DUTY(the_line_shows_the_steps_taken_and_prefers_talking),
        DUTY(the_line_stands_on_the_sheet_of_the_person_too),
        DUTY(the_board_shows_the_steps_taken_per_theme),
        DUTY(without_a_theme_the_board_ladder_goes_by_addressee),
        DUTY(the_sheet_of_a_rule_shows_what_stands_on_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
