/* What is composed to be kept or sent says who people are, whether the screen that asked for it is discreet or not: each way of composing, made
 * both ways and compared. */
#include "duty_world.h"

#include "loket/app/capture.h"
#include "loket/app/make.h"
#include "loket/app/officer.h"
#include "loket/app/policy.h"
#include "loket/app/reading.h"
#include "loket/app/sheet.h"
#include "loket/app/structural.h"

#define REFUSED "text=do|weight=weighty|anchors=ANC-0001|risk_if_not=theft|theme=access|addressee=CON-0003|state=answered|answer=not_adopted|" \
                "answer_reason=no money|carried_by=CON-0003|given_on=-30d|answered_on=-20d"

/* People who are contacts and people who are not, in all fields that can hold both. */
static void fill_desk(Duty *duty) {
    duty_edit(duty, "ORG-0001", "adopted_by=CON-0002|adopted_on=2026-01-05");
    duty_add(duty, "kind", "label=Contract with a supplier|needs=advice");
    duty_edit(duty, "CON-0001", "phone=0100 200 300|mail=m@example.org");
    duty_add(duty, "approval", "title=Scanner|requester=CON-0004|rule=ANC-0001|reason=x|decider_role=process_owner|decider=CON-0003|until=+20d|handler=CON-0001");
    duty_add_row(duty, "APR-0001", "decision", "outcome=approved|decided_by=CON-0003|motivation=it must|until=+20d|decided_on=today|on_behalf_of=R. Vreemd");
    duty_add(duty, "incident", "title=Laptop lost|kind=incident|handler=CON-0001|about=L. Pettersen|personal_data=yes|description=gone");
    duty_add_row(duty, "INC-0001", "reporter", "who=L. Pettersen|role=client");
    duty_add(duty, "talk", "topics=Budget|with=CON-0001 CON-0002|state=held|held_at=now");
    duty_add(duty, "round", "title=Board|members=CON-0002 CON-0003|formality=formal|asks_about=KND-0001");
    duty_add(duty, "trigger", "kind=KND-0001|title=Payroll|decision_on=+90d|sponsor=CON-0002|heard_from=J. Elders|party=Derde BV");
    duty_add(duty, "advice", "title=First|" REFUSED);
    duty_add(duty, "advice", "title=Second|" REFUSED);
    duty_add(duty, "instruction", "asked=Stop|to=CON-0003|rule=ANC-0001");
    duty_add(duty, "action", "title=Do|origin=INC-0001|owner=CON-0003|due_on=+9d");
    duty_add(duty, "development", "title=New act");
    duty_add(duty, "message", "title=Phishing|audience=all");
}

static void add_record(const Record *record, StrBuf *out) {
    strbuf_addf(out, "%s:", record ? record->def->key : "nothing");
    for (size_t i = 0; record && i < record->def->field_count; i++) {
        Value value = record->values[i];
        if (!value.set) continue;
        strbuf_addf(out, " %s=", record->def->fields[i].key);
        field_write(&record->def->fields[i], record->def, value, out);
    }
    strbuf_addc(out, '\n');
}

static void made_from_each(Duty *duty, StrBuf *out) {
    static const char *const sources[] = {"CON-0003", "ANC-0001", "APR-0001", "INC-0001", "TLK-0001", "RND-0001", "TRG-0001", "ADV-0001", "INS-0001", "ACT-0001", "DEV-0001", "MSG-0001"};
    for (size_t i = 0; i < COUNT_OF(sources); i++) {
        const Record *source = duty_load(duty, sources[i]);
        for (const RegisterDef *made = NULL; (made = make_next(source->def, made));) {
            add_record(make_new(duty->desk, source, made, duty->arena), out);
            if (made->kind != KIND_RECORDS) continue;
            Record *record = record_new_initial(made, desk_now(duty->desk), duty->arena);
            make_context(duty->desk, source, record, duty->arena);
            add_record(record, out);
        }
    }
}

static void begun_on_sheets(Duty *duty, StrBuf *out) {
    const Record *request = duty_load(duty, "APR-0001"), *report = duty_load(duty, "INC-0001"), *event = duty_load(duty, "TRG-0001");
    add_record(sheet_decision(duty->desk, request, "conditions", duty->arena), out);
    add_record(sheet_advice(duty->desk, request, duty->arena), out);
    add_record(sheet_event_advice(duty->desk, event, duty->arena), out);
    add_record(sheet_judgement(duty->desk, report, NULL, duty->arena), out);
    add_record(sheet_notice(duty->desk, report, NULL, duty->arena), out);
}

static void sent_from_sheets(Duty *duty, StrBuf *out) {
    Sheet charter;
    assert_ok(sheet_mail(duty->desk, duty_load(duty, "APR-0001"), out, &duty->err), &duty->err);
    assert_ok(sheet_form(duty->desk, duty_load(duty, "INC-0001"), out, &duty->err), &duty->err);
    assert_ok(reading_read(duty->desk, reading_find("charter"), 0, NULL, duty->arena, &charter, &duty->err), &duty->err);
    for (size_t i = 0; i < charter.count; i++)
        if (charter.lines[i].group) charter_quote(duty->desk, &charter.lines[i], out);
}

static void proposed_about_advice(Duty *duty, StrBuf *out) {
    Pattern *patterns;
    size_t count;
    assert_ok(structural_read(duty->desk, duty->arena, &patterns, &count, &duty->err), &duty->err);
    assert_true(count >= 2);
    for (size_t i = 0; i < count; i++) {
        add_record(structural_talk(duty->desk, &patterns[i], duty->arena), out);
        structural_letter(duty->desk, &patterns[i], out);
    }
}

static void captured(Duty *duty, StrBuf *out) {
    static const struct {
        const char *reg, *line;
    } lines[] = {{"incident", "Laptop of Amsel lost @brandt #lost"}, {"talk", "budget @amsel @verhulst tomorrow"}, {"contact", "Jan Nieuw"}, {"action", "write to Blom @amsel +3d"},
                 {"trigger", "contract with a supplier Derde BV @verhulst"}, {"instruction", "stop it @amsel"}, {"approval", "scanner at home @blom"}};
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        Capture capture = {0};
        Record *record = record_new_initial(register_by_key(lines[i].reg), desk_now(duty->desk), duty->arena);
        assert_ok(capture_fill(duty->desk, lines[i].line, record, duty->arena, &capture, &duty->err), &duty->err);
        add_record(record, out);
    }
}

static const struct {
    const char *what;
    void (*compose)(Duty *duty, StrBuf *out);
    const char *names; /* one of those that must stand in it */
} ways[] = {{"made from each", made_from_each, "L. Pettersen"},      {"begun on sheets", begun_on_sheets, "CON-0003"},   {"sent from sheets", sent_from_sheets, "Nordhaven"},
            {"sent by mail", sent_from_sheets, "Rutger Amsel"},      {"on behalf of", sent_from_sheets, "R. Vreemd"},    {"whom to call", sent_from_sheets, "0100 200 300"},
            {"about advice", proposed_about_advice, "Rutger Amsel"}, {"captured", captured, "CON-0003"}};

static void what_is_composed_says_who_people_are(void **state) {
    Duty *duty = *state;
    Db *db = desk_db(duty->desk);
    fill_desk(duty);
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        StrBuf plain, discreet;
        strbuf_init(&plain);
        strbuf_init(&discreet);
        db_set_discreet(db, false);
        ways[i].compose(duty, &plain);
        db_set_discreet(db, true);
        assert_string_equal(desk_title_of(duty->desk, "CON-0003", duty->arena), "CON-0003");
        ways[i].compose(duty, &discreet);
        assert_true(db_discreet(db)); /* and is so again */
        if (!strstr(plain.data, ways[i].names)) fail_msg("%s: no '%s' in\n%s", ways[i].what, ways[i].names, plain.data);
        size_t at = 0;
        while (plain.data[at] && plain.data[at] == discreet.data[at]) at++;
        if (plain.data[at] != discreet.data[at]) fail_msg("%s: '%.60s' is discreetly '%.60s'", ways[i].what, plain.data + at, discreet.data + at);
        strbuf_done(&plain);
        strbuf_done(&discreet);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {DUTY(what_is_composed_says_who_people_are)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
