/* The registers hold what the requirements name: every field, every state and move, ids and prefixes that are stored in
 * files and must never change. What is well-formed about any table is the business of register_lint. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "loket/model/register.h"

#include <cmocka.h>

typedef struct Expected {
    const char *key, *prefix;
    int id;
    const char *parents;
    const char *fields; /* those the requirements name, blank-separated */
    const char *moves;  /* "from>to from>to …": exactly these; NULL = none or not told */
} Expected;

#define WORK " handler next_step waiting_for follow_up_on"
#define COMMON " state level tags links"

/* clang-format off */
static const Expected expected[] = {
    {"incident", "INC", 1, NULL,
     "kind title received_at channel heard unit about severity category personal_data significant our_role people_count record_count data_kinds "
     "people_risk description effect measures cause cause_kind outcome lesson same_as handed_to formal written_on personal_data_because no_action_because "
     "no_talk_because reopened_because" WORK COMMON,
     "new>assessed new>in_hand new>waiting new>resolved new>withdrawn new>duplicate new>handed_over assessed>in_hand assessed>waiting assessed>resolved "
     "assessed>withdrawn assessed>duplicate assessed>handed_over in_hand>waiting in_hand>resolved in_hand>withdrawn in_hand>duplicate in_hand>handed_over "
     "waiting>in_hand waiting>resolved waiting>withdrawn waiting>duplicate waiting>handed_over resolved>in_hand resolved>closed resolved>withdrawn "
     "resolved>duplicate resolved>handed_over closed>in_hand"},
    {"reporter", NULL, 100, "incident",
     "who anonymous role shielded call_back_at acknowledged_on promised promised_on answered_on answered_how no_answer_because", NULL},
    {"judgement", NULL, 101, "incident approval trigger development", "regime applies known_since judged_by heard reason", NULL},
    {"notice", NULL, 102, "incident approval trigger development", "regime sent_to step sent_at sent_by number late_because", NULL},
    {"approval", "APR", 2, NULL,
     "kind title requester beneficiary received_at rule rule_place system right reason complex complex_because decider_role decider risk_owner alternatives measure "
     "likelihood_without impact_without likelihood_with impact_with starts_on until permanent_because review_on already_since granted_on granted_by ended_on "
     "removal_proof identity identity_because identity_asked_on identity_established_on identity_how extension_told_on extension_reason answered_on advise_by "
     "renewal_of revoked_because withdrawn_because" WORK COMMON,
     "received>assessing received>consulting received>decided received>withdrawn assessing>consulting assessing>decided assessing>withdrawn "
     "consulting>assessing consulting>decided consulting>withdrawn decided>running decided>ended running>assessing running>ended running>revoked revoked>ended"},
    {"consult", NULL, 103, "approval advice", "who role asked_on answered_on view followed not_followed_because", NULL},
    {"condition", NULL, 104, "approval", "kind text checked_on", NULL},
    {"decision", NULL, 105, "approval", "decided_on decided_by on_behalf_of outcome motivation until place_of_record", NULL},
    {"contact", "CON", 3, NULL,
     "name roles organisation unit phone mail deputy formal_ideal formal_maximum informal_ideal informal_maximum left_on" COMMON,
     "active>ended ended>active"},
    {"warns_of", NULL, 106, "contact", "kind told_on confirmed_on", NULL},
    {"round", "RND", 4, NULL, "title formality members cadence standing_questions minutes_kept" COMMON, "active>ended ended>active"},
    {"talk", "TLK", 5, NULL,
     "with round planned_at held_at formality channel topics text minutes asked_about referred_to about" COMMON,
     "planned>held planned>recorded planned>cancelled held>recorded recorded>held cancelled>planned"},
    {"trigger", "TRG", 6, NULL,
     "kind title heard_on heard_from how decision_on start_on party value_class critical personal_data sponsor needs outcome given_on decided_on" WORK COMMON, NULL},
    {"check", NULL, 107, "trigger kind", "item moment result checked_on", NULL},
    {"kind", "KND", 15, NULL, "label needs lead_days large_from large_text" COMMON, "active>ended ended>active"},
    {"advice", "ADV", 7, NULL,
     "title weight asked domain direction addressee anchors text options risk_if_not likelihood impact theme repeats given_on given_in place_of_record answer_due "
     "answer answered_by answered_on answer_reason risk_told_to risk_told_on carried_by answer_place carried_out checked_on review_on" WORK COMMON,
     "draft>given draft>withdrawn given>answered given>withdrawn answered>following_up answered>closed answered>withdrawn following_up>answered "
     "following_up>closed following_up>withdrawn closed>following_up"},
    {"instruction", "INS", 8, NULL,
     "kind to rule observed asked due_on acknowledged followed earlier_talk dialogue_failed holder_told_on" WORK COMMON,
     "given>acknowledged given>closed acknowledged>closed closed>acknowledged"},
    {"development", "DEV", 9, NULL,
     "title source kind seen_on effective_on verdict verdict_because unknown_until consequence told_to" WORK COMMON,
     "seen>judged judged>seen judged>closed closed>judged"},
    {"action", "ACT", 10, NULL,
     "title origin owner due_on priority done_on effect_check_on effective effect_judged_by kind promised_to" WORK COMMON,
     "open>done open>closed done>open done>closed closed>open"},
    {"postponement", NULL, 108, "action", "from_due to_due reason", NULL},
    {"anchor", "ANC", 11, NULL, "kind reference title in_force_from in_force_until review_on" COMMON, "active>ended ended>active"},
    {"duty", "DUT", 12, NULL, "title owner anchor isms_part phase every next_on" COMMON, "active>ended ended>active"},
    {"done", NULL, 109, "duty", "done_on done_by result findings proof", NULL},
    {"message", "MSG", 13, NULL, "kind title audience unit on anchors reach" COMMON, "active>ended ended>active"},
    {"competence", "CMP", 14, NULL,
     "kind title proof obtained valid_until points_needed points_earned gap lesson" COMMON, "active>ended ended>active"},
    {"organisation", "ORG", 16, NULL,
     "name officer board_name reports_to charter charter_dated line officer_is_dpo officer_is_ict_manager stand_in stand_in_line responsibility_1 responsibility_2 "
     "responsibility_3 responsibility_4 responsibility_5 responsibility_6 authority_1 authority_2 authority_3 authority_4 adopted_by adopted_on desk_phone desk_mail "
     "desk_hours urgent_route desk_stand_in published_at card_checked_on assignment_from assignment_until nda_signed_on nda_kept preset regimes" COMMON, NULL},
    {"view", NULL, 111, "organisation", "name register letter filter order columns owner", NULL},
    {"cadence", NULL, 110, "organisation", "role formal_ideal formal_maximum informal_ideal informal_maximum", NULL},
    {"remark", NULL, 199, "*", "kind text", NULL},
};

/* The stars of the requirements. An approval, instruction or talk has no star on its title there, but a record needs one. */
static const char *const required[] = {
    "incident.kind", "incident.received_at", "approval.kind", "approval.requester", "approval.received_at", "approval.rule", "approval.reason", "approval.decider_role",
    "approval.decider", "decision.motivation", "contact.name", "contact.roles", "round.title", "round.members", "talk.with", "trigger.kind", "trigger.title",
    "trigger.heard_on", "trigger.needs", "advice.title", "advice.addressee", "advice.text", "instruction.to", "instruction.rule", "instruction.asked", "development.title",
    "action.title", "action.origin", "action.owner", "action.due_on", "anchor.reference", "duty.title", "duty.owner", "message.title", "message.on"};

/* Choices that must be there, as "register.field slug slug …". */
static const char *const slugs[] = {
    "incident.kind incident near_miss weakness complaint concern question whistleblower", "incident.heard they_came we_found", "incident.our_role controller processor",
    "reporter.role manager employee client supplier data_subject citizen", "notice.step first supplement final withdrawn",
    "approval.kind procedure protocol matrix mandate access rectification erasure portability restriction objection privacy",
    "approval.decider_role officer process_owner board", "decision.outcome approved conditions rejected", "condition.kind account mfa logging end_date",
    ("contact.roles portfolio_holder board_deputy director dpo privacy_officer manager employee key_official process_owner ict procurement project_office hr facilities "
    "works_council internal_audit supervisory_board confidential_counsellor complaints_officer supplier client partner authority csirt peer"),
    "trigger.needs advice judgement approval", "trigger.outcome sign conditions postpone do_not", "check.moment before after", "advice.weight normal weighty",
    "advice.domain technical organisational both", "advice.direction positive conditions negative", "advice.answer adopted partly not_adopted none",
    "advice.carried_out yes partly no", "instruction.kind everyday formal", "instruction.followed yes partly no",
    "development.kind law standard threat vulnerability technology market ruling", "development.verdict consequence none unknown",
    "anchor.kind law standard norm contract risk_analysis procedure protocol matrix agreement charter",
    "duty.isms_part context leadership planning support operation evaluation improvement", "duty.phase implementing running", "message.kind inform awareness training notice",
    "competence.kind demand experience training certificate title case"};
/* clang-format on */

static const FieldDef *field_named(const char *path, const char **rest) {
    char key[64];
    size_t dot = strcspn(path, "."), end = strcspn(path, " ");
    (void)snprintf(key, sizeof key, "%.*s", (int)dot, path);
    const RegisterDef *def = register_by_key(key);
    if (!def) fail_msg("no register %s", key);
    (void)snprintf(key, sizeof key, "%.*s", (int)(end - dot - 1), path + dot + 1);
    const FieldDef *field = register_field(def, key);
    if (!field) fail_msg("no field %s", path);
    *rest = path + end;
    return field;
}

static void has_every_register_of_the_requirements(void **state) {
    (void)state;
    size_t count = 0;
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def))
        count++;
    assert_int_equal(count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        const Expected *want = &expected[i];
        const RegisterDef *def = register_by_key(want->key);
        if (!def) fail_msg("no register %s", want->key);
        assert_int_equal(def->id, want->id);
        if (want->prefix)
            assert_string_equal(def->prefix, want->prefix);
        else
            assert_null(def->prefix);
        if (want->parents) assert_string_equal(def->parents, want->parents);
        assert_true((def->kind == KIND_CHILD) == (want->parents != NULL));
    }
}

static void has_every_field_of_the_requirements(void **state) {
    (void)state;
    char key[64];
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        const RegisterDef *def = register_by_key(expected[i].key);
        assert_non_null(def);
        const char *cursor = expected[i].fields;
        while (text_next_word(&cursor, key, sizeof key))
            if (!register_field(def, key)) fail_msg("%s has no field %s", def->key, key);
    }
}

static void asks_for_what_has_a_star(void **state) {
    (void)state;
    const char *rest;
    for (size_t i = 0; i < COUNT_OF(required); i++)
        if (!(field_named(required[i], &rest)->flags & FF_REQUIRED)) fail_msg("%s is not required", required[i]);
}

static void offers_every_choice_of_the_requirements(void **state) {
    (void)state;
    char slug[64];
    for (size_t i = 0; i < COUNT_OF(slugs); i++) {
        const char *rest;
        const FieldDef *field = field_named(slugs[i], &rest);
        assert_non_null(field->choices);
        while (text_next_word(&rest, slug, sizeof slug))
            if (choice_index(field->choices, slug) < 0) fail_msg("%s does not offer %s", slugs[i], slug);
    }
}

static size_t count_words(const char *words) {
    char word[64];
    size_t count = 0;
    while (text_next_word(&words, word, sizeof word))
        count++;
    return count;
}

/* Both ways: each move told is there, and there are no others. */
static void moves_as_designed(void **state) {
    (void)state;
    char move[128];
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        if (!expected[i].moves) continue;
        const RegisterDef *def = register_by_key(expected[i].key);
        assert_non_null(def);
        const char *cursor = expected[i].moves;
        while (text_next_word(&cursor, move, sizeof move)) {
            char *arrow = strchr(move, '>');
            assert_non_null(arrow);
            *arrow = '\0';
            const StateDef *from = register_state(def, move);
            if (!from || !text_has_word(from->moves, arrow + 1))
                fail_msg("%s: no move %s to %s", def->key, move, arrow + 1);
        }
        size_t there = 0;
        for (size_t s = 0; s < def->state_count; s++)
            there += count_words(def->states[s].moves);
        if (there != count_words(expected[i].moves)) fail_msg("%s: other moves than designed", def->key);
    }
}

/* An event moves forward only, and may skip what did not happen. */
static void trigger_moves_forward(void **state) {
    (void)state;
    const RegisterDef *def = register_by_key("trigger");
    assert_non_null(def);
    for (size_t from = 0; from < def->state_count; from++)
        for (size_t to = 0; to < def->state_count; to++)
            assert_true(text_has_word(def->states[from].moves, def->states[to].key) == (to > from));
}

static bool has_filter_date(const RegisterDef *def, const DueRule *due) {
    const FieldDef *field = register_field(def, due->from);
    return field && (field->type == FT_DATE || field->type == FT_MOMENT);
}

/* A due that nothing ends would stay for ever. */
static void every_due_can_end(void **state) {
    (void)state;
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def))
        for (size_t i = 0; i < def->due_count; i++) {
            const DueRule *due = &def->dues[i];
            if (!has_filter_date(def, due)) fail_msg("%s: due %s counts from no date", def->key, due->key);
            if (!due->done && !due->when) fail_msg("%s: due %s never ends", def->key, due->key);
            if (due->done && !register_field(def, due->done)) fail_msg("%s: due %s", def->key, due->key);
        }
}

/* What the officer must act on has a due: the dates the requirements speak of. */
static void dates_to_act_on_have_a_due(void **state) {
    (void)state;
    static const char *const rules[] = {"incident.assess",   "incident.follow_up",
                                        "reporter.promise",  "reporter.call_back",
                                        "approval.decide",   "approval.end",
                                        "approval.review",   "approval.proof",
                                        "approval.advise",   "approval.follow_up",
                                        "consult.answer",    "talk.hold",
                                        "talk.record",       "trigger.give",
                                        "trigger.decision",  "advice.answer",
                                        "advice.risk_told",  "advice.place",
                                        "advice.review",     "instruction.done",
                                        "development.judge", "development.unknown",
                                        "action.done",       "action.effect",
                                        "anchor.review",     "duty.do",
                                        "message.send",      "competence.renew",
                                        "organisation.card", "organisation.assignment"};
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        char key[64];
        const char *dot = strchr(rules[i], '.');
        (void)snprintf(key, sizeof key, "%.*s", (int)(dot - rules[i]), rules[i]);
        const RegisterDef *def = register_by_key(key);
        assert_non_null(def);
        bool found = false;
        for (size_t n = 0; n < def->due_count; n++)
            if (text_equal(def->dues[n].key, dot + 1)) found = true;
        if (!found) fail_msg("no due %s", rules[i]);
    }
}

static void tables_are_well_formed(void **state) {
    (void)state;
    StrBuf faults;
    strbuf_init(&faults);
    size_t count = register_lint(&faults);
    if (count > 0) print_error("%s", faults.data);
    strbuf_done(&faults);
    assert_int_equal(count, 0);
}

static void every_register_has_help_and_lists(void **state) {
    (void)state;
    for (const RegisterDef *def = register_next(NULL); def; def = register_next(def)) {
        assert_false(text_empty(def->help));
        if (def->kind == KIND_CHILD) continue;
        assert_true(def->list_count > 0);
        assert_string_equal(def->lists[0].key, "open");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_every_register_of_the_requirements),
        cmocka_unit_test(has_every_field_of_the_requirements),
        cmocka_unit_test(asks_for_what_has_a_star),
        cmocka_unit_test(offers_every_choice_of_the_requirements),
        cmocka_unit_test(moves_as_designed),
        cmocka_unit_test(trigger_moves_forward),
        cmocka_unit_test(every_due_can_end),
        cmocka_unit_test(dates_to_act_on_have_a_due),
        cmocka_unit_test(tables_are_well_formed),
        cmocka_unit_test(every_register_has_help_and_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
