/* Advice: until when an answer is of use, and who may not advise. */
#include <string.h>

#include "consequences.h"
#include "loket/app/structural.h"
#include "loket/base/lang.h"
#include "own_rules.h"

/* The earliest decision among the events it is about; 0 = none. */
static Day served_decision(Effect *effect, const Record *advice) {
    const char *codes = record_text(advice, "about");
    char code[CODE_SIZE];
    Day earliest = 0;
    while (text_next_word(&codes, code, sizeof code)) {
        Record *event;
        if (!text_starts(code, "TRG-") || records_find(effect->desk->db, code, effect->arena, &event, NULL) != OK) continue;
        Day decision = field_day(event, "decision_on", 0);
        if (decision && (!earliest || decision < earliest)) earliest = decision;
    }
    return earliest;
}

/* Adopted is half of it: the other half is whether it is carried out. */
static void ask_carried_out(Record *advice, Day answered) {
    enum { LOOK_AGAIN_DAYS = 90 };
    bool adopted = record_is(advice, "answer", "adopted") || record_is(advice, "answer", "partly");
    if (adopted && !record_has(advice, "review_on") && !record_has(advice, "carried_out")) record_set_number(advice, "review_on", answered + LOOK_AGAIN_DAYS);
}

/* An answer that comes in on an advice that waits for one: it is answered, today unless told otherwise, by whom it was addressed to. Of
 * what is entered as a whole nothing is made up. */
static void answer_fill(Effect *effect) {
    Record *advice = effect->after;
    const Record *before = effect->before;
    bool came = before && !record_has(before, "answer") && record_has(advice, "answer") && record_is(before, "state", "given");
    if (!came) return;
    if (record_is(advice, "state", "given")) record_set_text(advice, "state", "answered");
    if (!record_has(advice, "answered_on")) record_set_number(advice, "answered_on", moment_day(effect->now));
    if (!record_has(advice, "answered_by") && !record_is(advice, "answer", "none")) record_set_text(advice, "answered_by", record_text(advice, "addressee"));
    ask_carried_out(advice, field_day(advice, "answered_on", 0));
}

/* The next board meeting and five days; without a date for it two weeks (or as the organisation says); never after the decision it serves. */
Status advice_fill(Effect *effect, Error *err) {
    (void)err;
    Record *advice = effect->after;
    answer_fill(effect);
    if (!record_is(advice, "state", "given") || record_has(advice, "answer_due") || record_has(advice, "answer")) return OK;
    if (effect->before && record_is(effect->before, "state", "given")) return OK; /* emptied on purpose */
    const Record *organisation = desk_organisation(effect->desk, effect->arena);
    Day given = field_day(advice, "given_on", moment_day(effect->now));
    Day board = organisation ? field_day(organisation, "next_board_on", 0) : 0;
    Day decision = served_decision(effect, advice);
    Day due = board >= given ? board + own_number(effect->desk, "answer_after_board", 5) : given + own_number(effect->desk, "answer_without_board", 14);
    if (decision && decision < due) due = decision;
    record_set_number(advice, "answer_due", due);
    return OK;
}

static void check_own_request(Effect *effect) {
    const char *codes = record_text(effect->after, "about");
    char code[CODE_SIZE];
    while (text_next_word(&codes, code, sizeof code)) {
        Record *request;
        if (!text_starts(code, "APR-") || records_find(effect->desk->db, code, effect->arena, &request, NULL) != OK) continue;
        bool own = is_officer(effect->desk, record_text(request, "requester"), effect->arena) ||
                   is_officer(effect->desk, record_text(request, "beneficiary"), effect->arena);
        if (own) problem_add(effect->problems, effect->after->def, "about", _("%s is of or for the officer, who then does not advise on it"), code);
        if (record_is(effect->after, "state", "given") && !record_has(effect->after, "direction"))
            problem_add(effect->problems, effect->after->def, "direction", _("advice on %s says: positive, on conditions or negative"), code);
    }
}

static void check_answer_due(Effect *effect) {
    const Record *advice = effect->after;
    Day decision = served_decision(effect, advice);
    bool waits = text_has_word("draft given", record_text(advice, "state"));
    if (waits && decision && field_day(advice, "answer_due", decision) > decision)
        problem_add(effect->problems, advice->def, "answer_due", "%s", _("the answer is needed before the decision it serves"));
}

/* No person decides that an answer did not come in time. */
static void check_none(Effect *effect) {
    const Record *advice = effect->after;
    if (!record_is(advice, "answer", "none")) return;
    if (field_day(advice, "answer_due", moment_day(effect->now)) >= moment_day(effect->now))
        problem_add(effect->problems, advice->def, "answer", "%s", _("\"none in time\" is for when the day for the answer has passed"));
}

Status advice_check(Effect *effect, Error *err) {
    (void)err;
    check_own_request(effect);
    advice_check_heard(effect, effect->after->def, effect->after);
    check_answer_due(effect);
    check_none(effect);
    return OK;
}

const char *advice_answer(const Record *advice, Moment now) {
    const char *answer = record_text(advice, "answer");
    if (answer || !record_is(advice, "state", "given") || !record_has(advice, "answer_due")) return answer;
    return field_day(advice, "answer_due", 0) < moment_day(now) ? "none" : NULL;
}
