/* How often rules are bent, and how reports reach the desk, as pages. */
#include "loket/app/bends.h"
#include "loket/base/lang.h"
#include "sheet_lines.h"

static void add_bend(Page *page, const Bend *bend) {
    const char *suggests = bend->suggests ? _("; look at the rule itself") : "";
    page_add(page, bend->suggests ? SHEET_WARNING : SHEET_PLAIN, bend->unit ? bend->unit : _("no unit"), 2, _("asked %zu, granted %zu, running %zu, renewed %zu%s (%s)"),
             bend->asked, bend->granted, bend->running, bend->renewed, suggests, bend->codes);
    page_about(page, bend->rule);
}

/* Of one rule only its lines, for the sheet of that rule. */
Status page_bends(Page *page, Error *err) {
    Bend *bends;
    size_t count = 0;
    Status status = bends_read(page->desk, page->months, page->only, page->arena, &bends, &count, err);
    for (size_t i = 0; i < count && status == OK; i++) add_bend(page, &bends[i]);
    return status;
}

/* Most bent first; what else there is of that rule stands with it. Of very many rules the rest is only counted. */
Status reading_bends(Page *page, Error *err) {
    enum { RULES_MOST = 100 };
    size_t rules = 0, more = 0;
    Bend *bends;
    size_t count = 0;
    Status status = bends_read(page->desk, page->months, page->only, page->arena, &bends, &count, err);
    bool *told = ARENA_ARRAY(page->arena, bool, count + 1);
    for (size_t i = 0; i < count && status == OK; i++) {
        if (told[i]) continue;
        if (rules == RULES_MOST) {
            more++;
            continue;
        }
        rules++;
        page_heading(page, arena_printf(page->arena, "%s %s", bends[i].rule, desk_title_of(page->desk, bends[i].rule, page->arena)));
        for (size_t j = i; j < count; j++) {
            if (!text_equal(bends[j].rule, bends[i].rule)) continue;
            told[j] = true;
            add_bend(page, &bends[j]);
        }
    }
    if (more) page_add(page, SHEET_QUIET, NULL, 1, _("and %zu more of other rules, bent less often"), more);
    if (status == OK && count == 0) page_add(page, SHEET_QUIET, NULL, 1, "%s", _("no rule was bent in that time"));
    return status;
}

Status reading_heard(Page *page, Error *err) {
    HeardRatio *ratios;
    size_t count = 0, hidden = 0;
    Status status = ratio_read(page->desk, page->months, page->arena, &ratios, &count, &hidden, err);
    for (size_t i = 0; i < count && status == OK; i++) {
        size_t all = ratios[i].came + ratios[i].found;
        page_add(page, SHEET_PLAIN, ratios[i].unit, 1, _("they came %zu, we found %zu: %zu%% came; messages %zu"), ratios[i].came, ratios[i].found,
                 (100 * ratios[i].came + all / 2) / all, ratios[i].messages);
    }
    if (status == OK && hidden)
        page_add(page, SHEET_QUIET, NULL, 2,
                 ngettext("%zu unit with fewer than five reports is not shown", "%zu units with fewer than five reports are not shown", hidden), hidden);
    if (status == OK && !count && !hidden) page_add(page, SHEET_QUIET, NULL, 1, "%s", _("no report says how it was heard"));
    return status;
}
