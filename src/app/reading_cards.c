/* The charter card and the desk card, as pages to print; the position they stand on. */
#include "consequences.h"
#include "loket/app/officer.h"
#include "loket/app/warnings.h"
#include "loket/base/lang.h"
#include "sheet_lines.h"

/* Where an organisation has no text of its own, this stands, and says that it is not laid down. */
static const struct {
    const char *key, *text;
} charter_lines[] = {
    {"responsibility_1", N_("Coordinates the management system for information security. The line carries it out and owns its risks.")},
    {"responsibility_2", N_("Receives and discusses incidents, complaints and concerns about information security, and follows what comes of them.")},
    {"responsibility_3", N_("Decides on requests outside procedures or the authorisation matrix where that is mandated; on all others advises weightily.")},
    {"responsibility_4", N_("Gives advice, weighty where needed, with the DPO and the privacy officer, and records it when advice is not followed.")},
    {"responsibility_5", N_("Keeps in touch with the portfolio holder and with key officials, formally and informally.")},
    {"responsibility_6", N_("Follows developments outside the organisation and says what they mean here.")},
    {"authority_1", N_("May give instructions to employees and managers, on rules that are adopted and in force.")},
    {"authority_2", N_("May talk with anybody in the organisation without leave of their manager.")},
    {"authority_3", N_("May keep confidential what is said in confidence.")},
    {"authority_4", N_("May give weighty advice, from which the board departs only with its reasons on record.")},
};

/* A field of the organisation with its label; a gap is said where `missing` is given. */
static void add_field(Page *page, const Record *organisation, const char *key, const char *missing) {
    const FieldDef *field = register_field(organisation->def, key);
    const char *value = page_value(page, organisation, key);
    if (!value && !missing) return;
    page_add(page, value ? SHEET_PLAIN : SHEET_WARNING, lang_text(field->label), 4, "%s", value ? value : missing);
    bool leads = value && field->type == FT_LINK;
    page_about(page, leads ? record_text(organisation, key) : code_of(organisation, page->arena));
}

static Status no_organisation(Error *err) {
    return fail(err, ERR_MISSING, "%s", _("this file has no organisation"));
}

/* -- charter card ------------------------------------------------------------------------------------------------ */

static void add_charter_line(Page *page, const Record *organisation, size_t i, size_t *defaults) {
    const FieldDef *field = register_field(organisation->def, charter_lines[i].key);
    const char *own = page_value(page, organisation, charter_lines[i].key);
    *defaults += own == NULL;
    page_add(page, own ? SHEET_PLAIN : SHEET_QUIET, lang_text(field->label), 6, "%s", own ? own : lang_text(charter_lines[i].text));
    page_group(page, (int)i + 1);
}

static void add_position(Page *page, const Record *organisation) {
    Warning warnings[WARNINGS_MOST];
    page_heading(page, _("Position"));
    add_field(page, organisation, "reports_to", _("not laid down"));
    add_field(page, organisation, "line", NULL);
    add_field(page, organisation, "stand_in", _("nobody"));
    add_field(page, organisation, "stand_in_line", NULL);
    size_t count = warnings_read(page->desk, page->arena, warnings);
    for (size_t i = 0; i < count; i++) {
        if (!text_equal(warnings[i].code, code_of(organisation, page->arena))) continue;
        page_add(page, SHEET_WARNING, "", 3, "%s", warnings[i].text);
        page_about(page, warnings[i].code);
    }
    add_field(page, organisation, "assignment_from", NULL);
    add_field(page, organisation, "assignment_until", NULL);
    add_field(page, organisation, "nda_signed_on", NULL);
    add_field(page, organisation, "nda_kept", NULL);
}

Status reading_charter(Page *page, Error *err) {
    const Record *organisation = desk_organisation(page->desk, page->arena);
    size_t defaults = 0;
    if (!organisation) return no_organisation(err);
    add_field(page, organisation, "name", NULL);
    add_field(page, organisation, "officer", _("nobody"));
    add_field(page, organisation, "designation", NULL);
    for (size_t i = 0; i < COUNT_OF(charter_lines); i++) {
        if (i == 0) page_heading(page, _("Responsibilities"));
        if (text_equal(charter_lines[i].key, "authority_1")) page_heading(page, _("Authorities"));
        add_charter_line(page, organisation, i, &defaults);
    }
    page_heading(page, _("Adopted"));
    add_field(page, organisation, "adopted_by", _("not adopted yet"));
    add_field(page, organisation, "adopted_on", _("not adopted yet"));
    add_field(page, organisation, "charter", _("no document is named"));
    add_field(page, organisation, "charter_dated", NULL);
    if (defaults)
        page_add(page, SHEET_QUIET, NULL, 2,
                 ngettext("%zu line is the text of the program: enter your own in the organisation's record",
                          "%zu lines are the text of the program: enter your own in the organisation's record", defaults),
                 defaults);
    add_position(page, organisation);
    return OK;
}

void charter_quote(Desk *desk, const SheetLine *line, StrBuf *out) {
    Arena *arena = arena_new();
    const Record *organisation = desk_organisation(desk, arena);
    Page page = {.desk = desk, .arena = arena};
    const char *name = organisation ? record_title(organisation) : "", *by = organisation ? page_value(&page, organisation, "adopted_by") : NULL;
    const char *on = organisation ? page_value(&page, organisation, "adopted_on") : NULL;
    strbuf_addf(out, "\"%s\"\n", line->text);
    strbuf_addf(out, _("Charter of the security officer, %s: %s"), name, line->label);
    if (by && on)
        strbuf_addf(out, _("; adopted by %s on %s"), by, on);
    else
        strbuf_add(out, _("; not adopted yet"));
    strbuf_addc(out, '\n');
    arena_free(arena);
}

/* -- desk card --------------------------------------------------------------------------------------------------- */

Status reading_deskcard(Page *page, Error *err) {
    static const char *const keys[] = {"desk_phone", "desk_mail", "desk_hours", "urgent_route", "desk_stand_in", "published_at"};
    const Record *organisation = desk_organisation(page->desk, page->arena);
    if (!organisation) return no_organisation(err);
    add_field(page, organisation, "name", NULL);
    add_field(page, organisation, "officer", _("nobody"));
    page_heading(page, _("How to reach the desk"));
    for (size_t i = 0; i < COUNT_OF(keys); i++) add_field(page, organisation, keys[i], _("not filled in"));
    page_heading(page, _("Is it right?"));
    add_field(page, organisation, "card_checked_on", _("never"));
    const char *code = code_of(organisation, page->arena);
    Day due = card_due(organisation);
    bool late = due && due < moment_day(desk_now(page->desk));
    if (due) page_add(page, late ? SHEET_WARNING : SHEET_PLAIN, _("Check again on"), 1, "%s", page_day(page, due));
    if (due) page_about(page, code);
    return OK;
}

Status deskcard_checked(Desk *desk, Error *err) {
    Arena *arena = arena_new();
    Record *seen = desk_organisation(desk, arena);
    Status status = seen ? OK : no_organisation(err);
    if (status == OK) {
        Record *wanted = record_copy(seen, arena);
        record_set_number(wanted, "card_checked_on", moment_day(desk_now(desk)));
        record_set(wanted, "card_check_next", (Value){0});
        Change change = {.seen = seen, .wanted = wanted};
        status = desk_apply(desk, &change, 1, NULL, NULL, err);
    }
    arena_free(arena);
    return status;
}
