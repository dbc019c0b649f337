/* The officer's own file as a page: demand by demand what shows it, what is missing and what was learned; and the private last step. */
#include <string.h>

#include "loket/base/lang.h"
#include "sheet_lines.h"

enum { MOST = 500 };

/* "training: Talking money with a board; valid until 3 May 2027; points 8 of 20" */
static void add_proof(Page *page, const Record *proof) {
    Day today = moment_day(desk_now(page->desk)), until = field_day(proof, "valid_until", 0);
    int64_t needed = record_number(proof, "points_needed", 0), earned = record_number(proof, "points_earned", 0);
    const char *text = arena_printf(page->arena, "%s: %s", page_value(page, proof, "kind"), record_title(proof));
    if (record_has(proof, "proof")) text = arena_printf(page->arena, "%s; %s", text, page_value(page, proof, "proof"));
    if (until) text = arena_printf(page->arena, until < today ? _("%s; ran out %s") : _("%s; valid until %s"), text, page_day(page, until));
    if (needed) text = arena_printf(page->arena, _("%s; points %lld of %lld"), text, (long long)earned, (long long)needed);
    bool wrong = (until && until < today) || record_live(proof) == false;
    page_add(page, wrong ? SHEET_WARNING : SHEET_PLAIN, code_of(proof, page->arena), 3, "%s", text);
    page_about(page, code_of(proof, page->arena));
    if (needed > earned) {
        page_add(page, SHEET_WARNING, "", 1, ngettext("%lld point short", "%lld points short", (unsigned long)(needed - earned)), (long long)(needed - earned));
        page_about(page, code_of(proof, page->arena));
    }
    if (record_has(proof, "lesson")) page_add(page, SHEET_QUIET, _("Lesson"), 2, "%s", page_value(page, proof, "lesson"));
}

static void add_demand(Page *page, const RecordList *all, const Record *demand, int number) {
    const char *code = code_of(demand, page->arena), *met = page_value(page, demand, "met");
    size_t shown = 0;
    page_heading(page, arena_printf(page->arena, "%d. %s: %s", number, record_title(demand), met ? met : _("not looked at yet")));
    page_about(page, code);
    for (size_t i = 0; i < all->count; i++) {
        if (!text_has_word(record_text(all->items[i], "demands"), code)) continue;
        add_proof(page, all->items[i]);
        shown++;
    }
    if (record_has(demand, "proof")) page_add(page, SHEET_PLAIN, _("Proof"), 2, "%s", page_value(page, demand, "proof"));
    if (!shown && !record_has(demand, "proof")) page_add(page, SHEET_WARNING, "", 1, "%s", _("nothing shows it yet"));
    if (record_has(demand, "gap")) page_add(page, SHEET_WARNING, _("Gap"), 2, "%s", page_value(page, demand, "gap"));
    if (record_has(demand, "lesson")) page_add(page, SHEET_QUIET, _("Lesson"), 2, "%s", page_value(page, demand, "lesson"));
}

/* The ladder of a client's file ends before this step, which is the officer's alone. */
static void add_last_step(Page *page, const RecordList *all) {
    static const char *const steps[] = {N_("advice"), N_("weighty advice"), N_("risk on record"), N_("board talk")};
    size_t written = 0;
    page_heading(page, _("Steps to the board, and the last one"));
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        page_add(page, SHEET_QUIET, arena_printf(page->arena, "%zu %s", i + 1, lang_text(steps[i])), 1, "%s", _("in the client's file, on the sheet of the advice"));
    const char *label = arena_printf(page->arena, "5 %s", _("laying down"));
    for (size_t i = 0; i < all->count; i++) {
        const Record *step = all->items[i];
        if (!record_is(step, "kind", "last_step")) continue;
        const char *text = page_value(page, step, "text");
        page_add(page, SHEET_PLAIN, written++ ? "" : label, 6, "%s%s%s", record_title(step), text ? ": " : "", text ? text : "");
        page_about(page, code_of(step, page->arena));
    }
    if (!written) page_add(page, SHEET_QUIET, label, 2, "%s", _("nothing written: when would you lay down the function, and how?"));
}

static bool serves(const Record *record) {
    return record_is(record, "kind", "demand") || record_is(record, "kind", "last_step") || record_has(record, "demands");
}

Status reading_demands(Page *page, Error *err) {
    RecordList all, active = {0};
    Status status = records_page(page->desk->db, register_by_key("competence"), 0, MOST, page->arena, &all, err);
    if (status != OK) return status;
    active.items = ARENA_ARRAY(page->arena, Record *, all.count + 1);
    for (size_t i = 0; i < all.count; i++)
        if (record_is(all.items[i], "state", "active")) active.items[active.count++] = all.items[i];
    int number = 0;
    for (size_t i = 0; i < active.count; i++)
        if (record_is(active.items[i], "kind", "demand")) add_demand(page, &active, active.items[i], ++number);
    if (!number) page_add(page, SHEET_WARNING, NULL, 1, "%s", _("no demand is written down yet"));
    bool headed = false;
    for (size_t i = 0; i < active.count; i++) {
        if (serves(active.items[i])) continue;
        if (!headed) page_heading(page, _("Serves no demand yet"));
        headed = true;
        add_proof(page, active.items[i]);
    }
    add_last_step(page, &active);
    return OK;
}
