/* Requests: who decides, what counts as complex, who was heard, renewals. What follows from deciding is in decisions.c. */
#include "approvals.h"

#include <string.h>

#include "consequences.h"
#include "loket/base/lang.h"
#include "loket/model/rules.h"
#include "own_rules.h"

enum { CHAIN_MOST = 20, THIRD = 3 };

/* -- readings -------------------------------------------------------------------------------------------------- */

static const char *person_of(const Record *request) {
    const char *beneficiary = record_text(request, "beneficiary");
    return beneficiary ? beneficiary : record_text(request, "requester");
}

bool approval_end(Desk *desk, const Record *request, Arena *arena, Day *end) {
    const Record *decision = last_row(desk, request, "decision", arena);
    if (!decision || !rule_grants(decision) || !record_has(decision, "until")) return false;
    *end = field_day(decision, "until", 0);
    return true;
}

static int later_approvals(Desk *desk, const Record *request, Arena *arena) {
    RecordList rows = rows_of(desk, request, "decision", arena);
    int approving = 0;
    for (size_t i = 0; i < rows.count; i++) approving += rule_grants(rows.items[i]);
    return approving > 1 ? approving - 1 : 0;
}

int approval_renewals(Desk *desk, const Record *request, Arena *arena) {
    int count = later_approvals(desk, request, arena);
    const Record *at = request;
    for (int i = 0; i < CHAIN_MOST && record_has(at, "renewal_of"); i++) {
        Record *earlier;
        count++;
        if (records_find(desk->db, record_text(at, "renewal_of"), arena, &earlier, NULL) != OK) break;
        count += later_approvals(desk, earlier, arena);
        at = earlier;
    }
    return count;
}

/* Requests under the same rule for the same person that were entered before this one. */
static Status same_case(Desk *desk, const Record *request, Arena *arena, RecordList *list, Error *err) {
    Status status = find_pointing(desk, record_text(request, "rule"), "approval", "rule", arena, list, err);
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        const Record *other = list->items[i];
        bool before = request->no == 0 || other->no < request->no;
        if (before && text_equal(person_of(other), person_of(request))) list->items[kept++] = list->items[i];
    }
    list->count = kept;
    return status;
}

const Record *approval_earlier(Desk *desk, const Record *request, Arena *arena) {
    RecordList list;
    if (rule_is_data_subject(record_text(request, "kind")) || same_case(desk, request, arena, &list, NULL) != OK) return NULL;
    Day received = field_day(request, "received_at", moment_day(desk_now(desk)));
    const Record *latest = NULL;
    Day latest_end = 0, since = received - own_number(desk, "renewal_days", 90);
    for (size_t i = 0; i < list.count; i++) {
        Day end;
        bool ends = approval_end(desk, list.items[i], arena, &end);
        if (!ends && !record_is(list.items[i], "state", "running")) continue;
        if (!ends) end = received; /* what is permanent is gone on from, too */
        end = field_day(list.items[i], "ended_on", end);
        if (end < since || (latest && end <= latest_end)) continue;
        latest = list.items[i];
        latest_end = end;
    }
    return latest;
}

Status approval_other_rights(Desk *desk, const Record *request, bool anywhere, Arena *arena, RecordList *list, Error *err) {
    const char *fields[] = {"beneficiary", "requester"};
    RecordList found[COUNT_OF(fields)] = {0};
    Status status = OK;
    for (size_t i = 0; i < COUNT_OF(fields) && status == OK; i++)
        status = find_pointing(desk, person_of(request), "approval", fields[i], arena, &found[i], err);
    *list = (RecordList){.items = ARENA_ARRAY(arena, Record *, found[0].count + found[1].count + 1)};
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (size_t j = 0; j < found[i].count; j++) {
            Record *other = found[i].items[j];
            bool running = record_is(other, "state", "running") && other->no != request->no;
            if (text_equal(record_text(request, "renewal_of"), code_of(other, arena))) continue; /* the one it goes on from */
            bool same = anywhere || (record_has(request, "system") && text_equal(record_text(other, "system"), record_text(request, "system")));
            if (running && same && text_equal(person_of(other), person_of(request))) list->items[list->count++] = other;
        }
    return status;
}

/* Words that make a request complex, in either language; matched in title, right and reason. A suggestion to be overruled with a reason. */
static const struct {
    const char *words; /* folded, separated by '|' */
    const char *because;
} complex_words[] = {
    {"administrator|admin|root|beheerder|domain owner|database owner|superuser|sudo|beheerrecht|beheerrechten", N_("administrator rights")},
    {"payment and approve|approves payments|approve payments|own payments|conflict of duties|functiescheiding|vierogen|four eyes|four-eyes",
     N_("conflict of duties")},
    {"health|medical|medisch|gezondheid|bsn|citizen service number|special personal data|bijzondere persoonsgegevens|biometric|biometrisch|criminal|"
     "strafrechtelijk|union membership|religion",
     N_("special personal data")},
};

static bool has_words(const char *folded, const char *words, Arena *arena) {
    char *rest = arena_strdup(arena, words);
    for (char *word; (word = strsep(&rest, "|"));) {
        const char *at = strstr(folded, word);
        bool begins = at && (at == folded || strchr(" \n\t,.;:(\"'/-", at[-1]));
        if (begins) return true;
    }
    return false;
}

const char *approval_complex(Desk *desk, const Record *request, Arena *arena) {
    if (rule_is_data_subject(record_text(request, "kind"))) return NULL;
    if (approval_renewals(desk, request, arena) >= THIRD) return _("third renewal");
    if (record_has(request, "permanent_because")) return _("permanent");
    RecordList others;
    if (approval_other_rights(desk, request, false, arena, &others, NULL) == OK && others.count)
        return arena_printf(arena, _("conflict of duties: holds %s as well"), code_of(others.items[0], arena));
    static const char *const keys[] = {"title", "right", "reason"};
    const char *text = "";
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (record_has(request, keys[i])) text = arena_printf(arena, "%s\n%s", text, record_text(request, keys[i]));
    text = text_fold(arena, text);
    for (size_t i = 0; i < COUNT_OF(complex_words); i++)
        if (has_words(text, complex_words[i].words, arena)) return lang_text(complex_words[i].because);
    return NULL;
}

bool approval_in_government(Desk *desk, Arena *arena) {
    const Record *organisation = desk_organisation(desk, arena);
    return organisation && record_is(organisation, "preset", "government");
}

static bool officers_own(Desk *desk, const Record *request, Arena *arena) {
    return is_officer(desk, record_text(request, "requester"), arena) || is_officer(desk, record_text(request, "beneficiary"), arena);
}

const char *approval_only_advises(Desk *desk, const Record *request, Arena *arena) {
    if (officers_own(desk, request, arena)) return _("a request of or for the officer goes to the board");
    if (rule_is_data_subject(record_text(request, "kind"))) return _("on a data-subject request the officer advises");
    if (record_is(request, "kind", "mandate")) return _("on a mandate the officer advises, another decides");
    if (record_is(request, "kind", "privacy")) return _("on a privacy deviation the officer advises, another decides");
    if (record_is(request, "complex", "yes")) return _("it is complex: the officer advises, another decides");
    if (approval_in_government(desk, arena)) return _("in government the process owner decides, after advice of the officer");
    return NULL;
}

bool approval_advises_only(Desk *desk, const Record *request, Arena *arena) {
    return approval_only_advises(desk, request, arena) != NULL;
}

/* -- what is filled in when it is entered ------------------------------------------------------------------------ */

static void fill_decider(Effect *effect) {
    Record *request = effect->after;
    Desk *desk = effect->desk;
    if (!record_has(request, "decider_role")) {
        bool board = officers_own(desk, request, effect->arena) || approval_renewals(desk, request, effect->arena) >= THIRD;
        const char *named = record_text(request, "decider");
        bool advises = approval_advises_only(desk, request, effect->arena) || (named && !is_officer(desk, named, effect->arena));
        record_set_text(request, "decider_role", board ? "board" : advises ? "process_owner" : "officer");
    }
    if (record_has(request, "decider")) return;
    const char *decider = NULL;
    const Record *board = NULL;
    if (record_is(request, "decider_role", "officer")) decider = officer_code(desk, effect->arena);
    if (record_is(request, "decider_role", "board")) board = find_role(desk, "portfolio_holder", effect->arena);
    if (board) decider = code_of(board, effect->arena);
    if (record_is(request, "decider_role", "process_owner") && record_has(request, "rule")) {
        Record *rule; /* who keeps the rule, unless asking it himself */
        if (records_find(desk->db, record_text(request, "rule"), effect->arena, &rule, NULL) == OK) decider = record_text(rule, "owner");
    }
    bool own = text_equal(decider, record_text(request, "requester")) || text_equal(decider, record_text(request, "beneficiary"));
    if (decider && !own) record_set_text(request, "decider", decider);
}

bool approval_undecided(const Record *request) {
    return text_has_word("received assessing consulting", record_text(request, "state"));
}

static bool same_text(const Record *a, const Record *b, const char *key) {
    return text_equal(record_text(a, key), record_text(b, key));
}

/* Who was to decide by the rules, and may not any more now that it is complex: asked anew, unless somebody chose in the same change. */
static void refill_decider(Effect *effect) {
    Record *request = effect->after;
    const Record *before = effect->before;
    if (!approval_undecided(request) || !record_is(request, "decider_role", "officer") || !approval_advises_only(effect->desk, request, effect->arena)) return;
    if (!same_text(before, request, "decider_role") || approval_advises_only(effect->desk, before, effect->arena)) return;
    record_set_text(request, "decider_role", NULL);
    if (same_text(before, request, "decider")) record_set_text(request, "decider", NULL);
    fill_decider(effect);
}

Status approval_fill(Effect *effect, Error *err) {
    (void)err;
    Record *request = effect->after;
    bool ask = approval_undecided(request) && !record_has(request, "complex");
    const char *because = ask ? approval_complex(effect->desk, request, effect->arena) : NULL;
    if (because) {
        record_set_text(request, "complex", "yes");
        if (!record_has(request, "complex_because")) record_set_text(request, "complex_because", because);
    }
    if (effect->before)
        refill_decider(effect);
    else
        fill_decider(effect);
    Day today = moment_day(effect->now);
    if (effect->before && enters(effect, "running") && !record_has(request, "granted_on")) record_set_number(request, "granted_on", today);
    if (effect->before && enters(effect, "revoked") && !record_has(request, "ended_on")) record_set_number(request, "ended_on", today);
    return OK;
}

/* -- what is refused --------------------------------------------------------------------------------------------- */

/* Where the officer only advises, the officer is not named as the one who decides either. */
static void check_decider(Effect *effect) {
    const Record *request = effect->after;
    const char *only = approval_undecided(request) ? approval_only_advises(effect->desk, request, effect->arena) : NULL;
    if (!only) return;
    if (record_is(request, "decider_role", "officer")) problem_add(effect->problems, request->def, "decider_role", "%s", only);
    if (is_officer(effect->desk, record_text(request, "decider"), effect->arena)) problem_add(effect->problems, request->def, "decider", "%s", only);
}

/* Who asks or gains by it is not heard on it in the advice either. */
static void check_heard(Effect *effect, const RegisterDef *def, const Record *request, const Record *advice) {
    RecordList rows = rows_of(effect->desk, advice, "consult", effect->arena);
    for (size_t i = 0; i < rows.count; i++) {
        const char *who = record_text(rows.items[i], "who");
        if (who && (text_equal(who, record_text(request, "requester")) || text_equal(who, record_text(request, "beneficiary"))))
            problem_add(effect->problems, def, NULL, _("%s hears %s, who asks for %s or gains by it"), code_of(advice, effect->arena),
                        desk_title_of(effect->desk, who, effect->arena), code_of(request, effect->arena));
    }
}

void advice_check_heard(Effect *effect, const RegisterDef *def, const Record *advice) {
    const char *codes = record_text(advice, "about");
    char code[CODE_SIZE];
    Record *request;
    while (text_next_word(&codes, code, sizeof code))
        if (text_starts(code, "APR-") && records_find(effect->desk->db, code, effect->arena, &request, NULL) == OK) check_heard(effect, def, request, advice);
}

Status consult_check(Effect *effect, Error *err) {
    Record *advice;
    const Record *row = effect->after;
    if (!row->parent || strcmp(row->parent->key, "advice") != 0) return OK;
    Status status = records_load(effect->desk->db, row->parent, row->parent_no, effect->arena, &advice, err);
    if (status == OK) advice_check_heard(effect, row->def, advice);
    return status;
}

static void check_advised(Effect *effect) {
    const Record *request = effect->after;
    RecordList advices;
    bool same = effect->before && same_text(effect->before, request, "requester") && same_text(effect->before, request, "beneficiary");
    if (same || find_pointing(effect->desk, code_of(request, effect->arena), "advice", "about", effect->arena, &advices, NULL) != OK) return;
    for (size_t i = 0; i < advices.count; i++) check_heard(effect, request->def, request, advices.items[i]);
}

/* "asks: renewal?", and then it counts. */
static void ask_renewal(Effect *effect) {
    const Record *request = effect->after;
    if (effect->before && !enters(effect, "decided")) return;
    if (record_has(request, "renewal_of") || record_has(request, "not_renewal_because")) return;
    const Record *earlier = approval_earlier(effect->desk, request, effect->arena);
    if (!earlier) return;
    problem_add(effect->problems, request->def, "renewal_of",
                _("%s has the same rule and person and runs, or ended less than 90 days ago: name it as the one renewed, or say why it is no renewal"),
                code_of(earlier, effect->arena));
}

static void check_third(Effect *effect) {
    const Record *request = effect->after;
    bool stands = approval_undecided(request) || enters(effect, "decided running");
    if (!stands || approval_renewals(effect->desk, request, effect->arena) < THIRD) return;
    if (!record_is(request, "complex", "yes")) problem_add(effect->problems, request->def, "complex", "%s", _("a third renewal is complex"));
    if (!record_is(request, "decider_role", "board"))
        problem_add(effect->problems, request->def, "decider_role", "%s", _("a third renewal goes to the board"));
}

/* Coming back from running, only a decision made since it was granted can make it run on. */
static void check_renewed(Effect *effect) {
    const Record *request = effect->after, *before = effect->before;
    if (!before || !approval_undecided(before) || !enters(effect, "decided running") || !record_has(before, "granted_on")) return;
    const Record *decision = last_row(effect->desk, request, "decision", effect->arena);
    if (decision && field_day(decision, "decided_on", 0) > field_day(before, "granted_on", 0)) return;
    problem_add(effect->problems, request->def, "state", "%s", _("a renewal is a new decision: add a decision row, the old one stays"));
}

Status approval_check(Effect *effect, Error *err) {
    (void)err;
    check_decider(effect);
    check_advised(effect);
    if (rule_is_data_subject(record_text(effect->after, "kind"))) return OK;
    ask_renewal(effect);
    check_third(effect);
    check_renewed(effect);
    return OK;
}
