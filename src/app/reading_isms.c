/* The management system by its parts: who, last done, next due, what is open, what was found. */
#include "loket/base/lang.h"
#include "sheet_lines.h"

enum { DUTIES_MOST = 500, CODES_SHOWN = 6 };

typedef struct Part {
    size_t duties, implementing, actions;
    int64_t findings; /* of the last time each was done */
    const char *codes; /* of the open actions */
} Part;

/* Open actions that come from it; `codes` gets those that are new to it. */
static void count_actions(Page *page, const Record *duty, Part *part) {
    RecordList actions;
    if (find_pointing(page->desk, code_of(duty, page->arena), "action", "origin", page->arena, &actions, NULL) != OK) return;
    for (size_t i = 0; i < actions.count; i++) {
        if (!record_open(actions.items[i])) continue;
        if (part->actions++ < CODES_SHOWN) part->codes = arena_printf(page->arena, "%s %s", part->codes, code_of(actions.items[i], page->arena));
    }
}

static void add_duty(Page *page, const Record *duty, Part *part) {
    const Record *done = last_row(page->desk, duty, "done", page->arena);
    const char *owner = page_value(page, duty, "owner"), *last = _("never done");
    int64_t findings = done ? record_number(done, "findings", 0) : 0;
    if (done) last = arena_printf(page->arena, _("last %s, %s"), page_day(page, field_day(done, "done_on", 0)), page_value(page, done, "result"));
    if (findings) last = arena_printf(page->arena, _("%s: %lld"), last, (long long)findings);
    const char *next = record_has(duty, "next_on") ? arena_printf(page->arena, _("next %s"), page_day(page, field_day(duty, "next_on", 0))) : _("no next date");
    bool setting_up = record_is(duty, "phase", "implementing");
    page_record(page, duty,
                arena_printf(page->arena, "%s; %s; %s%s%s", owner ? owner : _("nobody"), last, next, setting_up ? "; " : "", setting_up ? page_value(page, duty, "phase") : ""));
    part->duties++;
    part->implementing += setting_up;
    part->findings += findings;
    count_actions(page, duty, part);
}

static void add_sum(Page *page, const Part *part) {
    const char *text = arena_printf(page->arena, _("duties %zu, being set up %zu; findings %lld; open actions %zu"),
                                    part->duties, part->implementing, (long long)part->findings, part->actions);
    page_add(page, SHEET_QUIET, _("In this part"), 2, "%s%s%s%s", text, part->actions ? ":" : "", part->codes, part->actions > CODES_SHOWN ? " …" : "");
}

static void add_part(Page *page, const RecordList *duties, const char *slug, const char *label) {
    Part part = {.codes = ""};
    bool headed = slug != NULL;
    if (slug) page_heading(page, label);
    for (size_t i = 0; i < duties->count; i++) {
        if (!text_equal(record_text(duties->items[i], "isms_part"), slug)) continue;
        if (!headed) page_heading(page, label);
        headed = true;
        add_duty(page, duties->items[i], &part);
    }
    if (part.duties) add_sum(page, &part);
    if (slug && !part.duties) page_add(page, SHEET_WARNING, NULL, 1, "%s", _("nothing comes back here yet"));
}

Status reading_isms(Page *page, Error *err) {
    RecordList duties;
    Status status = find_where(page->desk, "duty", "state:active", "next_on", DUTIES_MOST, page->arena, &duties, err);
    if (status != OK) return status;
    const Choice *parts = register_field(register_by_key("duty"), "isms_part")->choices;
    for (const Choice *part = parts; part->key; part++) add_part(page, &duties, part->key, lang_text(part->label));
    add_part(page, &duties, NULL, _("In no part yet"));
    return OK;
}
