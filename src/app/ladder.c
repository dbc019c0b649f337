/* The two ladders: which steps were taken towards somebody who does not follow a rule, and towards a board that does not follow advice.
 * Facts with their dates and codes, and what would come next; never a push: talking comes before every further step. */
#include <string.h>

#include "loket/app/structural.h"
#include "loket/base/lang.h"
#include "sheet_lines.h"

enum { RUNGS = 4, TAKEN_MOST = 6 };

typedef struct Taken {
    Day day;
    const char *code, *text;
} Taken;

/* One step of a ladder, with the last times it was taken, oldest first. */
typedef struct Rung {
    const char *label; /* N_() */
    Taken taken[TAKEN_MOST];
    size_t count; /* all, also those that did not fit */
} Rung;

static void rung_add(Rung *rung, Day day, const char *code, const char *text) {
    size_t kept = rung->count < TAKEN_MOST ? rung->count : TAKEN_MOST;
    for (size_t i = 0; i < kept; i++)
        if (text_equal(rung->taken[i].code, code)) return;
    rung->count++;
    if (kept == TAKEN_MOST) {
        if (day <= rung->taken[0].day) return;
        memmove(rung->taken, rung->taken + 1, --kept * sizeof *rung->taken);
    }
    size_t at = kept;
    while (at > 0 && rung->taken[at - 1].day > day) at--;
    memmove(rung->taken + at + 1, rung->taken + at, (kept - at) * sizeof *rung->taken);
    rung->taken[at] = (Taken){day, code, text};
}

static void add_rung(Page *page, const Rung *rung, int number) {
    const char *label = arena_printf(page->arena, "%d %s", number, lang_text(rung->label));
    if (rung->count == 0) page_add(page, SHEET_QUIET, label, 1, "%s", _("not taken"));
    for (size_t i = 0; i < rung->count && i < TAKEN_MOST; i++) {
        const Taken *taken = &rung->taken[i];
        page_add(page, SHEET_PLAIN, i ? "" : label, 2, "%s  %s %s", page_day(page, taken->day), taken->code, taken->text);
        page_about(page, taken->code);
    }
}

/* The highest step taken; -1 = none. */
static int highest(const Rung rungs[RUNGS]) {
    int found = -1;
    for (int i = 0; i < RUNGS; i++)
        if (rungs[i].count) found = i;
    return found;
}

static void add_ladder(Page *page, const char *heading, const Rung rungs[RUNGS], const char *next) {
    page_heading(page, heading);
    for (int i = 0; i < RUNGS; i++) add_rung(page, &rungs[i], i + 1);
    page_add(page, SHEET_PLAIN, _("Next step"), 2, "%s", next);
}

static Day talk_day(const Record *talk) {
    return field_day(talk, "held_at", field_day(talk, "planned_at", moment_day(talk->created_at)));
}

static const char *talk_text(Page *page, const Record *talk) {
    return record_is(talk, "state", "planned") ? arena_printf(page->arena, _("%s (planned)"), record_title(talk)) : record_title(talk);
}

static bool is_talk_of(const Record *talk, const char *person) {
    return !record_is(talk, "state", "cancelled") && text_has_word(record_text(talk, "with"), person);
}

/* One of them sits on the board or watches over it. */
static bool at_board(Page *page, const char *people) {
    static const char board[] = "portfolio_holder board_deputy director supervisory_board";
    char code[CODE_SIZE], role[64];
    while (text_next_word(&people, code, sizeof code)) {
        Record *contact;
        if (records_find(page->desk->db, code, page->arena, &contact, NULL) != OK || strcmp(contact->def->key, "contact") != 0) continue;
        for (const char *roles = record_text(contact, "roles"); text_next_word(&roles, role, sizeof role);)
            if (text_has_word(board, role)) return true;
    }
    return false;
}

/* -- the line ---------------------------------------------------------------------------------------------------- */

enum { LINE_TALK, LINE_INSTRUCTION, LINE_FORMAL, LINE_BOARD };

static void add_talks(Page *page, Rung rungs[RUNGS], const char *about, const char *person) {
    RecordList talks;
    if (find_pointing(page->desk, about, "talk", "about", page->arena, &talks, NULL) != OK) return;
    for (size_t i = 0; i < talks.count; i++) {
        const Record *talk = talks.items[i];
        int step = is_talk_of(talk, person) ? LINE_TALK : at_board(page, record_text(talk, "with")) ? LINE_BOARD : -1;
        if (step >= 0 && !record_is(talk, "state", "cancelled")) rung_add(&rungs[step], talk_day(talk), code_of(talk, page->arena), talk_text(page, talk));
    }
}

static void add_board_advice(Page *page, Rung rungs[RUNGS], const char *about) {
    RecordList advices;
    if (find_pointing(page->desk, about, "advice", "about", page->arena, &advices, NULL) != OK) return;
    for (size_t i = 0; i < advices.count; i++) {
        const Record *advice = advices.items[i];
        if (record_has(advice, "given_on") && at_board(page, record_text(advice, "addressee")))
            rung_add(&rungs[LINE_BOARD], field_day(advice, "given_on", 0), code_of(advice, page->arena), record_title(advice));
    }
}

static void add_instruction(Page *page, Rung rungs[RUNGS], const Record *instruction) {
    const char *code = code_of(instruction, page->arena), *person = record_text(instruction, "to"), *followed = page_value(page, instruction, "followed");
    char about[CODE_SIZE];
    Record *talk;
    bool formal = record_is(instruction, "kind", "formal");
    const char *text = followed ? arena_printf(page->arena, _("%s; followed: %s"), record_title(instruction), followed) : record_title(instruction);
    rung_add(&rungs[formal ? LINE_FORMAL : LINE_INSTRUCTION], field_day(instruction, "given_on", 0), code, text);
    if (record_has(instruction, "earlier_talk") && records_find(page->desk->db, record_text(instruction, "earlier_talk"), page->arena, &talk, NULL) == OK)
        rung_add(&rungs[LINE_TALK], talk_day(talk), code_of(talk, page->arena), talk_text(page, talk));
    add_talks(page, rungs, code, person);
    for (const char *codes = record_text(instruction, "about"); text_next_word(&codes, about, sizeof about);)
        add_talks(page, rungs, arena_strdup(page->arena, about), person);
    add_board_advice(page, rungs, code);
}

static const char *line_next(const Rung rungs[RUNGS], const Record *last) {
    static const char *const next[RUNGS] = {N_("talk again; else an instruction on a rule in force"),
                                            N_("talk about it again; else a formal intervention, with the portfolio holder told"),
                                            N_("talk about it again; else the board, with the portfolio holder"),
                                            N_("it is with the board; keep talking")};
    if (record_is(last, "followed", "yes")) return _("none: it was followed");
    if (rungs[LINE_TALK].count == 0) return _("talk first: a talk comes before every further step");
    return lang_text(next[highest(rungs)]);
}

Status ladder_line(Page *page, const char *person, const char *rule, Error *err) {
    Rung rungs[RUNGS] = {{.label = N_("talk")}, {.label = N_("instruction")}, {.label = N_("formal step")}, {.label = N_("to the board")}};
    RecordList all;
    const Record *last = NULL;
    Status status = find_pointing(page->desk, person, "instruction", "to", page->arena, &all, err);
    for (size_t i = 0; i < all.count && status == OK; i++) {
        if (rule && !text_equal(record_text(all.items[i], "rule"), rule)) continue;
        add_instruction(page, rungs, all.items[i]);
        if (!last || field_day(all.items[i], "given_on", 0) >= field_day(last, "given_on", 0)) last = all.items[i];
    }
    if (status == OK && last) add_ladder(page, _("Steps in the line"), rungs, line_next(rungs, last));
    return status;
}

/* -- the board --------------------------------------------------------------------------------------------------- */

enum { BOARD_ADVICE, BOARD_WEIGHTY, BOARD_RISK, BOARD_TALK };

static const char *folded_theme(Page *page, const Record *advice) {
    return record_has(advice, "theme") ? text_fold(page->arena, record_text(advice, "theme")) : NULL;
}

/* What belongs together: one theme; without a theme, one addressee. */
static bool belongs(Page *page, const Record *advice, const Record *other) {
    const char *theme = folded_theme(page, advice);
    return theme ? text_equal(theme, folded_theme(page, other)) : text_equal(record_text(advice, "addressee"), record_text(other, "addressee"));
}

static const char *answer_text(Page *page, const Record *advice) {
    return choice_label(register_field(advice->def, "answer")->choices, advice_answer(advice, desk_now(page->desk)), _("no answer yet"));
}

static void add_advice(Page *page, Rung rungs[RUNGS], const Record *advice) {
    const char *code = code_of(advice, page->arena);
    int step = record_is(advice, "weight", "weighty") ? BOARD_WEIGHTY : BOARD_ADVICE;
    rung_add(&rungs[step], field_day(advice, "given_on", 0), code, arena_printf(page->arena, "%s, %s", record_title(advice), answer_text(page, advice)));
    if (record_has(advice, "risk_told_on")) {
        const char *to = page_value(page, advice, "risk_told_to"), *by = page_value(page, advice, "carried_by");
        rung_add(&rungs[BOARD_RISK], field_day(advice, "risk_told_on", 0), code,
                 arena_printf(page->arena, _("told to %s, carried by %s"), to ? to : _("nobody named"), by ? by : _("nobody named")));
    }
    RecordList talks;
    if (find_pointing(page->desk, code, "talk", "about", page->arena, &talks, NULL) != OK) return;
    for (size_t i = 0; i < talks.count; i++) {
        const Record *talk = talks.items[i];
        bool formal = record_is(talk, "formality", "formal") && !record_is(talk, "state", "cancelled");
        if (formal && at_board(page, record_text(talk, "with"))) rung_add(&rungs[BOARD_TALK], talk_day(talk), code_of(talk, page->arena), talk_text(page, talk));
    }
}

/* What an officer may do beyond this belongs in no file but the officer's own. */
static const char *board_next(Page *page, const Rung rungs[RUNGS], const Record *last) {
    static const char *const next[RUNGS] = {N_("talk about it; else a weighty advice, with its ground and its risk"),
                                            N_("talk about it; then put on record that the risk was told and who carries it"),
                                            N_("a board talk, with the advices as its agenda"), N_("the board decides and carries the risk; keep talking")};
    const char *answer = advice_answer(last, desk_now(page->desk));
    if (!answer) return _("none: the answer is waited for");
    if (text_equal(answer, "adopted") && !record_is(last, "carried_out", "no")) return _("none: it was adopted");
    return lang_text(next[highest(rungs)]);
}

Status ladder_board(Page *page, const Record *advice, Error *err) {
    enum { MOST = 200 };
    Rung rungs[RUNGS] = {{.label = N_("advice")}, {.label = N_("weighty advice")}, {.label = N_("risk on record")}, {.label = N_("board talk")}};
    RecordList all;
    const Record *last = NULL;
    Status status = find_where(page->desk, "advice", "given_on>=-36m", "-given_on", MOST, page->arena, &all, err);
    for (size_t i = 0; i < all.count && status == OK; i++) {
        const Record *other = all.items[i];
        if (text_has_word("draft withdrawn", record_text(other, "state")) || !belongs(page, advice, other)) continue;
        add_advice(page, rungs, other);
        if (!last) last = other;
    }
    if (status != OK || !last) return status;
    const char *subject = record_has(advice, "theme") ? record_text(advice, "theme") : page_value(page, advice, "addressee");
    add_ladder(page, arena_printf(page->arena, _("Steps to the board: %s"), subject ? subject : "-"), rungs, board_next(page, rungs, last));
    return status;
}
