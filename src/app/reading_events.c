/* The radar as a page: per kind of trigger event who should warn of it, and whether that works. */
#include "loket/app/radar.h"
#include "loket/base/lang.h"
#include "sheet_lines.h"

static const char *told_text(Page *page, const RadarCell *cell) {
    if (!cell->told_on) return _("not told");
    const char *told = arena_printf(page->arena, _("told %s"), page_day(page, cell->told_on));
    return cell->confirmed_on ? arena_printf(page->arena, _("%s, confirmed"), told) : arena_printf(page->arena, _("%s, not confirmed"), told);
}

static const char *came_text(Page *page, size_t came, size_t late, int worst_days) {
    if (!came) return _("nothing came");
    const char *text = arena_printf(page->arena, ngettext("%zu came", "%zu came", came), came);
    if (late) text = arena_printf(page->arena, _("%s, %zu of them too late"), text, late);
    return worst_days ? arena_printf(page->arena, ngettext("%s, at worst %d working day", "%s, at worst %d working days", (unsigned long)worst_days), text, worst_days) : text;
}

static void add_cell(Page *page, const RadarCell *cell) {
    const char *came = came_text(page, cell->came, cell->late, 0);
    if (!cell->who) {
        page_add(page, cell->late ? SHEET_WARNING : SHEET_PLAIN, _("others"), 1, "%s", came);
        return;
    }
    const char *asked = cell->asked_on ? arena_printf(page->arena, _("asked %s"), page_day(page, cell->asked_on)) : _("never asked");
    bool quiet = !cell->confirmed_on || cell->late;
    page_add(page, quiet ? SHEET_WARNING : SHEET_PLAIN, record_title(cell->who), 2, "%s; %s; %s", told_text(page, cell), asked, came);
    page_about(page, code_of(cell->who, page->arena));
}

Status reading_radar(Page *page, Error *err) {
    Radar radar;
    Status status = radar_read(page->desk, page->months, page->arena, &radar, err);
    for (size_t i = 0; i < radar.count && status == OK; i++) {
        const RadarKind *kind = &radar.kinds[i];
        page_heading(page, arena_printf(page->arena, "%s: %s", record_title(kind->kind), came_text(page, kind->came, kind->late, kind->worst_days)));
        page_about(page, code_of(kind->kind, page->arena));
        for (size_t j = 0; j < kind->cell_count; j++) add_cell(page, &kind->cells[j]);
        bool told = kind->cell_count && kind->cells[0].who;
        if (!told) page_add(page, SHEET_WARNING, _("nobody"), 1, "%s", _("has been asked to warn of it: add \"warns of\" to a contact"));
    }
    return status;
}
