/* Patterns in what happens to advice, as a page; and all that is not well about the desk itself. */
#include "loket/app/structural.h"
#include "loket/app/warnings.h"
#include "loket/base/lang.h"
#include "own_rules.h"
#include "sheet_lines.h"

static const char *answer_text(Page *page, const Record *advice) {
    return choice_label(register_field(advice->def, "answer")->choices, advice_answer(advice, desk_now(page->desk)), "-");
}

static const char *pattern_text(Page *page, const Pattern *pattern) {
    return pattern->about ? arena_printf(page->arena, "%s: %s", pattern->reason, pattern->about) : pattern->reason;
}

static void add_pattern(Page *page, const Pattern *pattern, int group) {
    page_heading(page, arena_printf(page->arena, "%d. %s", group, pattern_text(page, pattern)));
    page_group(page, group);
    if (pattern->talk) {
        page_add(page, SHEET_QUIET, _("Board talk"), 1, "%s %s", pattern->talk, desk_title_of(page->desk, pattern->talk, page->arena));
        page_about(page, pattern->talk);
    } else {
        page_add(page, SHEET_WARNING, _("Board talk"), 1, "%s", _("proposed: to be planned, with these advices as its agenda"));
    }
    page_group(page, group);
    for (size_t i = 0; i < pattern->advices.count; i++) {
        const Record *advice = pattern->advices.items[i];
        page_add(page, SHEET_PLAIN, code_of(advice, page->arena), 1, "%s  %s, %s",
                 page_day(page, field_day(advice, "given_on", 0)), record_title(advice), answer_text(page, advice));
        page_about(page, code_of(advice, page->arena));
        page_group(page, group);
    }
}

Status reading_structural(Page *page, Error *err) {
    Pattern *patterns;
    size_t count;
    Status status = structural_read(page->desk, page->arena, &patterns, &count, err);
    for (size_t i = 0; i < count && status == OK; i++) add_pattern(page, &patterns[i], (int)i + 1);
    if (status == OK && count == 0) page_add(page, SHEET_QUIET, NULL, 2, _("no pattern in the advices of the last %d months"), own_number(page->desk, "pattern_months", 12));
    return status;
}

Status reading_warnings(Page *page, Error *err) {
    Warning warnings[WARNINGS_MOST];
    Pattern *patterns;
    size_t count, proposed = 0, warned = warnings_read(page->desk, page->arena, warnings);
    Status status = structural_read(page->desk, page->arena, &patterns, &count, err);
    for (size_t i = 0; i < count && status == OK; i++) {
        if (patterns[i].talk) continue;
        if (proposed++ == 0) page_heading(page, _("Structural: a board talk is proposed"));
        page_add(page, SHEET_WARNING, NULL, 2, "%s", pattern_text(page, &patterns[i]));
        page_leads(page, "structural");
    }
    if (warned) page_heading(page, _("Position and roles"));
    for (size_t i = 0; i < warned; i++) {
        page_add(page, SHEET_WARNING, NULL, 3, "%s", warnings[i].text);
        page_about(page, warnings[i].code);
    }
    if (status == OK && !warned && !proposed) page_add(page, SHEET_QUIET, NULL, 2, "%s", _("nothing to warn of"));
    return status;
}
