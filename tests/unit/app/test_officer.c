/* The officer's means: the two ladders, the sheet of a rule, cards, position, the management system, the own file and the handover. */
#include "duty_world.h"

#include <stdlib.h>
#include <unistd.h>

#include "loket/app/officer.h"
#include "loket/app/setup.h"
#include "loket/app/warnings.h"
#include "loket/base/file.h"
#include "loket/store/trail.h"


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


static Sheet reading_of(Duty *duty, const char *key) {
    Sheet sheet;
    assert_ok(reading_read(duty->desk, reading_find(key), 0, NULL, duty->arena, &sheet, &duty->err), &duty->err);
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

/* -- messages ---------------------------------------------------------------------------------------------------------- */

static void a_message_says_for_whom_and_whom_it_reached(void **state) {
    Duty *duty = *state;
    assert_null(duty_try(duty, "message", "title=Locks|kind=awareness"));
    duty_told(duty, "say for whom it is");
    const char *code = duty_add(duty, "message", "title=Locks|kind=training|unit=Sales|on=+5d|invited=20|anchors=ANC-0001");
    assert_int_equal(duty_due(duty, code, "send"), 5);
    assert_false(duty_change(duty, code, "reach=21"));
    duty_told(duty, "more people reached than invited");
    duty_edit(duty, code, "reach=18");
    assert_int_equal(duty_due(duty, code, "send"), 9999);
}

/* Nothing on the page of what a small unit has: no name, no number, and no sum to take the others from. */
static void a_small_unit_is_neither_shown_nor_derivable(void **state) {
    Duty *duty = *state;
    for (int i = 0; i < 9; i++)
        duty_add(duty, "incident", arena_printf(duty->arena, "title=x|unit=%s|heard=%s", i < 5 ? "Sales" : "Board office", i % 2 ? "they_came" : "we_found"));
    Sheet sheet = reading_of(duty, "heard");
    assert_int_equal(sheet.count, 2);
    must_find(&sheet, "", "Sales", "they came 2, we found 3: 40% came");
    must_find(&sheet, "", NULL, "1 unit with fewer than five reports is not shown");
    for (size_t i = 0; i < sheet.count; i++) {
        assert_null(strstr(sheet.lines[i].text, "Board office"));
        assert_null(strstr(sheet.lines[i].text, "9"));
        assert_null(strstr(sheet.lines[i].text, "4 "));
    }
}

/* -- cards and position ----------------------------------------------------------------------------------------------- */

static void the_charter_stands_from_the_first_day_and_is_quoted(void **state) {
    Duty *duty = *state;
    Sheet sheet = reading_of(duty, "charter");
    size_t responsibilities = 0, authorities = 0;
    for (size_t i = 0; i < sheet.count; i++) {
        responsibilities += sheet.lines[i].group && text_starts(sheet.lines[i].label, "Responsibility ");
        authorities += sheet.lines[i].group && text_starts(sheet.lines[i].label, "Authority ");
    }
    assert_int_equal(responsibilities, 6);
    assert_int_equal(authorities, 4);
    assert_int_equal(must_find(&sheet, "Adopted", "Adopted by", "not adopted yet")->tone, SHEET_WARNING);
    must_find(&sheet, "Adopted", NULL, "10 lines are the text of the program");
    StrBuf quote;
    strbuf_init(&quote);
    charter_quote(duty->desk, must_find(&sheet, "Authorities", "Authority 2", "without leave"), &quote);
    assert_non_null(strstr(quote.data, "Nordhaven: Authority 2; not adopted yet"));
    duty_edit(duty, "ORG-0001", "authority_2=May talk with everybody.|adopted_by=the board|adopted_on=2026-01-05|charter=CH-01");
    sheet = reading_of(duty, "charter");
    strbuf_clear(&quote);
    charter_quote(duty->desk, must_find(&sheet, "Authorities", "Authority 2", "with everybody"), &quote);
    assert_string_equal(quote.data, "\"May talk with everybody.\"\nCharter of the security officer, Nordhaven: Authority 2; adopted by the board on 5 Jan 2026\n");
    must_find(&sheet, "Adopted", NULL, "9 lines are the text of the program");
    assert_string_equal(must_find(&sheet, "Adopted", "Charter", "CH-01")->code, "ANC-0002");
    strbuf_done(&quote);
}

static void the_desk_card_is_due_when_not_tried_for_long(void **state) {
    Duty *duty = *state;
    Sheet sheet = reading_of(duty, "deskcard");
    must_find(&sheet, "How to reach the desk", "Phone", "not filled in");
    assert_int_equal(duty_due(duty, "ORG-0001", "card"), 9999); /* there is nothing to try */
    duty_edit(duty, "ORG-0001", "desk_phone=088 555 0110|desk_mail=desk@nordhaven.example|urgent_route=call the guard");
    assert_in_range(duty_due(duty, "ORG-0001", "card"), 179, 185);
    sheet = reading_of(duty, "deskcard");
    must_find(&sheet, "How to reach the desk", "Phone", "088 555 0110");
    must_find(&sheet, "Is it right?", "Last checked", "never");
    assert_ok(deskcard_checked(duty->desk, &duty->err), &duty->err);
    duty_is(duty, "ORG-0001", "card_checked_on", duty_day(duty, 0));
    duty_is(duty, "ORG-0001", "card_check_next", "2027-05-23");
    duty->fixture.now += (Moment)200 * DAY_SECONDS;
    sheet = reading_of(duty, "deskcard");
    assert_int_equal(must_find(&sheet, "Is it right?", "Check again on", "23 May 2027")->tone, SHEET_WARNING);
}

static bool warned(Duty *duty, const char *key) {
    Warning warnings[WARNINGS_MOST];
    size_t count = warnings_read(duty->desk, duty->arena, warnings);
    for (size_t i = 0; i < count; i++)
        if (strcmp(warnings[i].key, key) == 0) return true;
    return false;
}

static void a_wrong_position_is_a_warning(void **state) {
    Duty *duty = *state;
    static const char *const wrong[] = {"ict", "facilities", "hr", "procurement"};
    static const char *const right[] = {"board", "finance", "other"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        duty_edit(duty, "ORG-0001", arena_printf(duty->arena, "line=%s|stand_in_line=%s", wrong[i], wrong[i]));
        assert_true(warned(duty, "line") && warned(duty, "stand_in_line"));
    }
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        duty_edit(duty, "ORG-0001", arena_printf(duty->arena, "line=%s|stand_in_line=%s", right[i], right[i]));
        assert_false(warned(duty, "line") || warned(duty, "stand_in_line"));
    }
    duty_edit(duty, "CON-0003", "roles=hr manager");
    duty_edit(duty, "ORG-0001", "line=board|reports_to=CON-0003"); /* whatever the charter says */
    assert_true(warned(duty, "line"));
    duty_edit(duty, "ORG-0001", "reports_to=CON-0002");
    assert_false(warned(duty, "line"));
    duty_edit(duty, "CON-0001", "roles=security_officer dpo");
    assert_true(warned(duty, "officer_is_dpo"));
    duty_edit(duty, "CON-0001", "roles=security_officer ict manager");
    assert_true(warned(duty, "officer_is_ict_manager") && !warned(duty, "officer_is_dpo"));
    duty_edit(duty, "CON-0001", "roles=security_officer");
    assert_false(warned(duty, "officer_is_ict_manager"));
    duty_edit(duty, "ORG-0001", "officer_is_dpo=yes|officer_is_ict_manager=yes");
    assert_true(warned(duty, "officer_is_ict_manager") && warned(duty, "officer_is_dpo"));
}

static void an_assignment_ends_and_has_its_non_disclosure(void **state) {
    Duty *duty = *state;
    assert_false(warned(duty, "non_disclosure"));
    duty_edit(duty, "ORG-0001", "assignment_from=-100d|assignment_until=+40d");
    assert_true(warned(duty, "non_disclosure"));
    assert_int_equal(duty_due(duty, "ORG-0001", "assignment"), 40);
    duty_edit(duty, "ORG-0001", "nda_signed_on=-101d|nda_kept=safe of the office");
    assert_false(warned(duty, "non_disclosure"));
    Sheet sheet = reading_of(duty, "charter");
    must_find(&sheet, "Position", NULL, "safe of the office");
    assert_false(duty_change(duty, "ORG-0001", "assignment_until=-101d"));
    duty_told(duty, "ends before it begins");
}

/* -- the management system -------------------------------------------------------------------------------------------- */

static void the_usual_duties_are_taken_over_once(void **state) {
    Duty *duty = *state;
    size_t made;
    duty_add(duty, "duty", "title=management review|owner=CON-0002"); /* it is there already, in other letters */
    assert_ok(duties_take_over(duty->desk, &made, &duty->err), &duty->err);
    assert_int_equal(made, 10);
    assert_int_equal(duty_count(duty, "duty"), 11);
    duty_is(duty, "DUT-0002", "owner", "CON-0001");
    duty_is(duty, "DUT-0002", "phase", "implementing");
    assert_in_range(duty_due(duty, "DUT-0002", "do"), 1, 366);
    assert_ok(duties_take_over(duty->desk, &made, &duty->err), &duty->err);
    assert_int_equal(made, 0);
    StrBuf done;
    strbuf_init(&done);
    assert_ok(desk_undo(duty->desk, &done, &duty->err), &duty->err); /* one step */
    for (int i = 2; i <= 11; i++) assert_true(duty_load(duty, arena_printf(duty->arena, "DUT-%04d", i))->voided_at);
    strbuf_done(&done);
}

/* How many days before its day a duty needs somebody. */
static int warns(Duty *duty, const char *values) {
    Record *record = duty_load(duty, duty_add(duty, "duty", values));
    return (int)(moment_day(record->due_at) - moment_day(record->warn_at));
}

static void a_duty_is_seen_as_long_before_as_asked(void **state) {
    Duty *duty = *state;
    assert_int_equal(warns(duty, "title=a|owner=me|every=1y|next_on=+300d"), 7);
    assert_int_equal(warns(duty, "title=b|owner=me|every=1y|next_on=+300d|lead=30d"), 30);
    assert_int_equal(warns(duty, "title=c|owner=me|every=1w|next_on=+7d"), 1); /* else it would need you for ever */
    assert_int_equal(warns(duty, "title=d|owner=me|every=1m|next_on=+7d"), 1);
    assert_int_equal(warns(duty, "title=e|owner=me|next_on=+300d"), 7);
}

static void the_isms_shows_each_part(void **state) {
    Duty *duty = *state;
    duty_add(duty, "duty", "title=Internal audit|owner=CON-0003|isms_part=evaluation|every=1y|next_on=-3d");
    duty_add(duty, "duty", "title=Odd one|owner=me");
    duty_add_row(duty, "DUT-0001", "done", "done_on=-370d|result=findings|findings=7");
    duty_add_row(duty, "DUT-0001", "done", "done_on=-10d|result=findings|findings=3");
    const char *open = duty_add(duty, "action", "title=Fix|origin=DUT-0001|owner=CON-0003|due_on=+9d");
    duty_add(duty, "action", "title=Dropped|origin=DUT-0001|owner=CON-0003|due_on=+9d|state=closed|dropped_because=no use");
    duty_edit(duty, "DUT-0001", "next_on=-3d");
    Sheet sheet = reading_of(duty, "isms");
    const SheetLine *line = must_find(&sheet, "evaluation", "DUT-0001", "Internal audit, Rutger Amsel; last ");
    assert_int_equal(line->tone, SHEET_WARNING); /* late */
    assert_string_equal(line->code, "DUT-0001");
    assert_non_null(strstr(line->text, "findings: 3; next "));
    line = must_find(&sheet, "evaluation", "In this part", "duties 1, being set up 0; findings 3; open actions 1");
    assert_non_null(strstr(line->text, open));
    must_find(&sheet, "In no part yet", "DUT-0002", "never done; no next date");
    static const char *const parts[] = {"context", "leadership", "planning", "support", "operation", "improvement"};
    for (size_t i = 0; i < COUNT_OF(parts); i++) must_find(&sheet, parts[i], NULL, "nothing comes back here yet");
}

/* -- the own file ------------------------------------------------------------------------------------------------------- */

static int own_start(void **state) {
    Duty *duty = test_calloc(1, sizeof *duty);
    fixture_start(&duty->fixture, 21);
    duty->fixture.env.ctx = &duty->fixture;
    duty->arena = arena_new();
    assert_ok(desk_init(":memory:", &duty->fixture.env, &(Setup){.officer = "Marit Brandt", .own = true}, &duty->desk, &duty->err), &duty->err);
    *state = duty;
    return 0;
}

static void the_own_file_begins_with_twelve_demands(void **state) {
    Duty *duty = *state;
    size_t made;
    assert_int_equal(duty_count(duty, "competence"), 12);
    assert_ok(demands_take_over(duty->desk, &made, &duty->err), &duty->err);
    assert_int_equal(made, 0);
    Sheet sheet = reading_of(duty, "demands");
    must_find(&sheet, "12. Enough practice cases: not looked at yet", NULL, "nothing shows it yet");
    const char *proof = duty_add(duty, "competence", "kind=certificate|title=CISM|demands=CMP-0010|proof=no 12|valid_until=+400d|points_needed=120|points_earned=80|lesson=begin early");
    duty_edit(duty, "CMP-0010", "met=partly|gap=forty points");
    sheet = reading_of(duty, "demands");
    static const char ten[] = "10. Training and exam CISSP, CISA, CISM or RE: partly met";
    assert_string_equal(must_find(&sheet, ten, proof, "certificate: CISM; no 12; valid until")->code, proof);
    must_find(&sheet, ten, NULL, "points 80 of 120");
    must_find(&sheet, ten, NULL, "40 points short");
    must_find(&sheet, ten, "Gap", "forty points");
    must_find(&sheet, ten, "Lesson", "begin early");
    duty_add(duty, "competence", "kind=training|title=Loose end");
    sheet = reading_of(duty, "demands");
    must_find(&sheet, "Serves no demand yet", NULL, "Loose end");
}

static void a_shortfall_of_points_and_an_expiry_are_dues(void **state) {
    Duty *duty = *state;
    const char *code = duty_add(duty, "competence", "kind=certificate|title=CISM|valid_until=+400d|points_needed=120|points_earned=80");
    assert_int_equal(duty_due(duty, code, "renew"), 400);
    assert_int_equal(duty_due(duty, code, "points"), 310);
    duty_edit(duty, code, "points_earned=120");
    assert_int_equal(duty_due(duty, code, "points"), 9999);
    duty_edit(duty, code, "state=ended");
    assert_int_equal(duty_due(duty, code, "renew"), 9999);
}

static void the_private_last_step_is_only_in_the_own_file(void **state) {
    Duty *duty = *state;
    Sheet sheet = reading_of(duty, "demands");
    must_find(&sheet, "Steps to the board, and the last one", "5 laying down", "nothing written");
    duty_add(duty, "competence", "kind=last_step|title=If the fourth is laid aside|text=with a letter");
    sheet = reading_of(duty, "demands");
    must_find(&sheet, "Steps to the board, and the last one", "5 laying down", "If the fourth is laid aside: with a letter");
    assert_null(duty_try(duty, "competence", "kind=case|title=A hard night|issuer=Nordhaven Wonen"));
    duty_told(duty, "does not say at which client");
    assert_int_equal(reading_read(duty->desk, reading_find("charter"), 0, NULL, duty->arena, &sheet, &duty->err), ERR_USAGE);
    assert_int_equal(handover_begin(duty->desk, NULL, false, &duty->err), ERR_USAGE);
}

static void the_demands_are_not_in_an_organisation(void **state) {
    Duty *duty = *state;
    Sheet sheet;
    assert_int_equal(reading_read(duty->desk, reading_find("demands"), 0, NULL, duty->arena, &sheet, &duty->err), ERR_USAGE);
    assert_null(duty_try(duty, "competence", "kind=last_step|title=x"));
}

/* -- handover ------------------------------------------------------------------------------------------------------------ */

static void the_handover_lists_what_goes_what_is_due_and_what_must_end(void **state) {
    Duty *duty = *state;
    duty_edit(duty, "CON-0001", "login=brandt");
    duty_edit(duty, "ORG-0001", "assignment_from=-100d|assignment_until=+9d|stand_in=CON-0003");
    duty_add(duty, "development", "title=New act|follow_up_on=-2d");
    duty_add(duty, "incident", "title=Very private|level=confidential|follow_up_on=+2d|kind=concern");
    const char *struck = duty_add(duty, "incident", "title=Typo|level=confidential");
    Record *seen = duty_load(duty, struck);
    Change strike = {.op = CHANGE_STRIKE, .seen = seen, .wanted = record_copy(seen, duty->arena), .because = "entered twice"};
    assert_ok(desk_apply(duty->desk, &strike, 1, NULL, NULL, &duty->err), &duty->err);
    const char *request = duty_add(duty, "approval", "title=Admin right|kind=matrix|requester=CON-0001|rule=ANC-0001|decider=board|reason=x|right=administrator");
    Sheet sheet = reading_of(duty, "handover");
    must_find(&sheet, "", "Assignment until", "2 Dec 2026");
    must_find(&sheet, "What an export holds", "1", "External developments, open 1");
    must_find(&sheet, "What an export holds", "Left out", "confidential: 1");
    must_find(&sheet, "Open dues", "21 Nov 2026", "New act: follow up");
    must_find(&sheet, "Open dues", NULL, "INC-0001 confidential");
    assert_string_equal(must_find(&sheet, "own rights", "Request", "Admin right, received")->code, request);
    must_find(&sheet, "own rights", "Login", "Marit Brandt: brandt");
    must_find(&sheet, "Confidential and sealed", "Confidential", "1: INC-0001");
    must_find(&sheet, "Confidential and sealed", "Who may have them", "named by Hanneke Verhulst; until then Rutger Amsel");
    must_find(&sheet, "Confidential and sealed", "Sealed", "none");
    char head[65];
    trail_head(desk_db(duty->desk), head);
    must_find(&sheet, "Trail", "Head of the chain", head);
    for (size_t i = 0; i < sheet.count; i++) assert_null(strstr(sheet.lines[i].text, "Very private")); /* the page may be printed */
}

static void a_handover_exports_writes_its_paper_and_deletes_nothing(void **state) {
    Duty *duty = *state;
    char folder[] = "loket-test-XXXXXX";
    duty_add(duty, "incident", "title=Very private|level=confidential");
    duty_add(duty, "development", "title=New \033[31m act");
    assert_non_null(mkdtemp(folder));
    int64_t before = trail_last(desk_db(duty->desk));
    assert_ok(handover_begin(duty->desk, folder, false, &duty->err), &duty->err);
    TrailEntry *entries;
    size_t count;
    assert_ok(trail_recent(desk_db(duty->desk), 0, 2, duty->arena, &entries, &count, &duty->err), &duty->err);
    assert_string_equal(entries[1].op, "export");
    assert_string_equal(entries[0].op, "handover");
    assert_int_equal(trail_last(desk_db(duty->desk)), before + 2);
    assert_int_equal(handover_begin(duty->desk, folder, false, &duty->err), ERR_CLASH); /* never over another one unasked */
    assert_int_equal(trail_last(desk_db(duty->desk)), before + 2);
    assert_ok(handover_begin(duty->desk, folder, true, &duty->err), &duty->err);
    char *text;
    size_t length;
    assert_ok(file_read(arena_printf(duty->arena, "%s/handover.txt", folder), 1 << 20, duty->arena, &text, &length, &duty->err), &duty->err);
    assert_non_null(strstr(text, "1 confidential record left out"));
    assert_null(strchr(text, 033));
    assert_ok(file_read(arena_printf(duty->arena, "%s/incident.yaml", folder), 1 << 20, duty->arena, &text, &length, &duty->err), &duty->err);
    assert_null(strstr(text, "Very private"));
    assert_int_equal(duty_count(duty, "incident"), 1);
    assert_ok(trail_verify(desk_db(duty->desk), NULL, NULL, &before, &duty->err), &duty->err);
    assert_int_equal(system(arena_printf(duty->arena, "rm -r '%s'", folder)), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DUTY(the_line_shows_the_steps_taken_and_prefers_talking),
        DUTY(the_line_stands_on_the_sheet_of_the_person_too),
        DUTY(the_board_shows_the_steps_taken_per_theme),
        DUTY(without_a_theme_the_board_ladder_goes_by_addressee),
        DUTY(the_sheet_of_a_rule_shows_what_stands_on_it),
        DUTY(a_message_says_for_whom_and_whom_it_reached),
        DUTY(a_small_unit_is_neither_shown_nor_derivable),
        DUTY(the_charter_stands_from_the_first_day_and_is_quoted),
        DUTY(the_desk_card_is_due_when_not_tried_for_long),
        DUTY(a_wrong_position_is_a_warning),
        DUTY(an_assignment_ends_and_has_its_non_disclosure),
        DUTY(the_usual_duties_are_taken_over_once),
        DUTY(a_duty_is_seen_as_long_before_as_asked),
        DUTY(the_isms_shows_each_part),
        cmocka_unit_test_setup_teardown(the_own_file_begins_with_twelve_demands, own_start, duty_stop),
        cmocka_unit_test_setup_teardown(a_shortfall_of_points_and_an_expiry_are_dues, own_start, duty_stop),
        cmocka_unit_test_setup_teardown(the_private_last_step_is_only_in_the_own_file, own_start, duty_stop),
        DUTY(the_demands_are_not_in_an_organisation),
        DUTY(the_handover_lists_what_goes_what_is_due_and_what_must_end),
        DUTY(a_handover_exports_writes_its_paper_and_deletes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
