/* The last day at a client: what goes along, what is still due, what must be ended, and what stays where. Nothing is deleted. */
#include <string.h>
#include <unistd.h>

#include "loket/app/agenda.h"
#include "loket/app/officer.h"
#include "loket/app/transfer.h"
#include "loket/base/file.h"
#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/store/trail.h"
#include "sheet_lines.h"

enum { DUES_MOST = 200, CODES_MOST = 200, LOGINS_MOST = 50, FORMATS_MOST = 100 };

static void add_who(Page *page, const Record *organisation) {
    static const char *const keys[] = {"name", "officer", "stand_in", "assignment_from", "assignment_until", "nda_kept"};
    page_add(page, SHEET_PLAIN, _("Made on"), 1, "%s", page_day(page, moment_day(desk_now(page->desk))));
    for (size_t i = 0; i < COUNT_OF(keys) && organisation; i++) {
        if (page_field(page, SHEET_PLAIN, organisation, keys[i], 1)) page_about(page, code_of(organisation, page->arena));
    }
}

/* The codes of what is confidential, or sealed, in force; blank-separated. */
static const char *guarded(Page *page, RecordLevel level, size_t *count) {
    Found *found;
    size_t all = 0;
    const char *codes = "";
    *count = 0;
    select_level(page->desk->db, level, CODES_MOST, page->arena, &found, &all, NULL);
    for (size_t i = 0; i < all; i++) {
        Record *record;
        if (records_load(page->desk->db, found[i].def, found[i].no, page->arena, &record, NULL) != OK || record->voided_at) continue;
        codes = arena_printf(page->arena, "%s%s%s", codes, *count ? " " : "", code_of(record, page->arena));
        ++*count;
    }
    return codes;
}

static const char *at_least(Page *page, size_t count) {
    return arena_printf(page->arena, count == CODES_MOST ? _("%zu or more") : "%zu", count);
}

static void add_export(Page *page) {
    page_heading(page, _("What an export holds"));
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        if (def->kind == KIND_CHILD || !desk_holds(page->desk, def)) continue;
        int64_t all = records_count(page->desk->db, def, COUNT_ALL), open = records_count(page->desk->db, def, COUNT_OPEN);
        if (all) page_add(page, SHEET_PLAIN, arena_printf(page->arena, "%lld", (long long)all), 1, _("%s, open %lld"), lang_text(def->title), (long long)open);
    }
    size_t confidential;
    guarded(page, LEVEL_CONFIDENTIAL, &confidential);
    page_add(page, SHEET_PLAIN, _("Left out"), 3, _("confidential: %s, unless asked for; the trail, which goes along as a backup only"), at_least(page, confidential));
}

/* Confidential ones by their code alone: the page may be printed. */
static Status add_dues(Page *page, Error *err) {
    AgendaItem *items;
    size_t count;
    Moment until = moment_at(day_add_months(moment_day(desk_now(page->desk)), 12, NULL), DAY_END);
    Status status = agenda_window(page->desk, NULL, until, DUES_MOST, page->arena, &items, &count, err);
    page_heading(page, _("Open dues, a year ahead"));
    for (size_t i = 0; i < count && status == OK; i++) {
        Record *record;
        bool late = items[i].row.due.due_at < desk_now(page->desk);
        bool hidden = records_load(page->desk->db, items[i].row.def, items[i].row.no, page->arena, &record, NULL) != OK || !record_is(record, "level", "internal");
        page_add(page, late ? SHEET_WARNING : SHEET_PLAIN, page_day(page, moment_day(items[i].row.due.due_at)), 2, "%s %s%s%s", items[i].code, hidden ? "" : items[i].row.title, hidden ? "" : ": ",
                 hidden ? _("confidential") : items[i].reason);
        page_about(page, arena_strdup(page->arena, items[i].code));
    }
    if (count == DUES_MOST) page_add(page, SHEET_QUIET, "", 1, "%s", _("and more"));
    if (!count) page_add(page, SHEET_QUIET, NULL, 1, "%s", _("nothing is due"));
    return status;
}

/* What the officer may do here, and must not be able to do tomorrow. */
static void add_rights(Page *page) {
    static const char *const fields[] = {"requester", "beneficiary"};
    const char *officer = officer_code(page->desk, page->arena), *seen = "";
    size_t told = 0;
    page_heading(page, _("The officer's own rights, to be ended"));
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        RecordList requests;
        if (find_pointing(page->desk, officer, "approval", fields[i], page->arena, &requests, NULL) != OK) continue;
        for (size_t j = 0; j < requests.count; j++) {
            const char *code = code_of(requests.items[j], page->arena);
            if (!record_live(requests.items[j]) || text_has_word(seen, code)) continue;
            seen = arena_printf(page->arena, "%s %s", seen, code);
            page_add(page, SHEET_WARNING, _("Request"), 2, "%s %s, %s", code, record_title(requests.items[j]), page_value(page, requests.items[j], "state"));
            page_about(page, code);
            told++;
        }
    }
    RecordList people;
    if (find_where(page->desk, "contact", "login: state:active", "name", LOGINS_MOST, page->arena, &people, NULL) != OK) people.count = 0;
    for (size_t i = 0; i < people.count; i++, told++) {
        page_add(page, SHEET_WARNING, _("Login"), 1, _("%s: %s at this desk"), record_title(people.items[i]), record_text(people.items[i], "login"));
        page_about(page, code_of(people.items[i], page->arena));
    }
    if (!told) page_add(page, SHEET_QUIET, NULL, 1, "%s", _("none is recorded"));
    page_add(page, SHEET_QUIET, NULL, 2, "%s", _("outside this file: accounts, keys, passes, mailing lists, and the right to read the folder of this file"));
}

static void add_guarded(Page *page, const Record *organisation) {
    size_t count, sealed;
    const char *codes = guarded(page, LEVEL_CONFIDENTIAL, &count);
    guarded(page, LEVEL_SEALED, &sealed);
    page_heading(page, _("Confidential and sealed"));
    page_add(page, SHEET_PLAIN, _("Confidential"), 20, "%s: %s", at_least(page, count), count ? codes : "-");
    const Record *holder = find_role(page->desk, "portfolio_holder", page->arena);
    const char *stand_in = organisation ? page_value(page, organisation, "stand_in") : NULL;
    page_add(page, SHEET_PLAIN, _("Who may have them"), 3, _("only the next officer, named by %s; until then %s"), holder ? record_title(holder) : _("the board"),
             stand_in ? stand_in : _("nobody"));
    if (sealed)
        page_add(page, SHEET_PLAIN, _("Sealed"), 2, _("%s: they stay sealed and are never exported"), at_least(page, sealed));
    else
        page_add(page, SHEET_PLAIN, _("Sealed"), 1, "%s", _("none: nothing in this file is sealed"));
}

static void add_trail(Page *page) {
    char head[65];
    trail_head(page->desk->db, head);
    page_heading(page, _("Trail"));
    page_add(page, SHEET_PLAIN, _("Entries"), 1, "%lld", (long long)trail_last(page->desk->db));
    page_add(page, SHEET_PLAIN, _("Head of the chain"), 2, "%s", head);
    page_add(page, SHEET_QUIET, "", 2, "%s", _("give it to somebody who keeps it elsewhere: loket verify proves that nothing before it was changed"));
}

static void add_place(Page *page, const char *label, const char *path) {
    if (path && access(path, F_OK) == 0) page_add(page, SHEET_PLAIN, label, 3, "%s", path);
}

static void add_files(Page *page) {
    const char *file = db_path(page->desk->db), *uuid = db_meta(page->desk->db, "uuid", page->arena);
    page_heading(page, _("On this host"));
    add_place(page, _("This file"), file);
    for (int i = 1; i < FORMATS_MOST; i++) add_place(page, _("Copy before an update"), arena_printf(page->arena, "%s.before-format-%d", file, i));
    if (uuid) add_place(page, _("Personal state"), env_path(FOLDER_STATE, arena_printf(page->arena, "%s.yaml", uuid), page->arena));
    page_add(page, SHEET_QUIET, NULL, 3, "%s", _("nothing is deleted by a handover: who keeps this file removes the copies on this host, and says so to the client"));
}

Status reading_handover(Page *page, Error *err) {
    const Record *organisation = desk_organisation(page->desk, page->arena);
    add_who(page, organisation);
    add_export(page);
    Status status = add_dues(page, err);
    add_rights(page);
    add_guarded(page, organisation);
    add_trail(page);
    add_files(page);
    return status;
}

/* -- on paper ------------------------------------------------------------------------------------------------------ */

/* Text from data is made safe here: the paper is a file that somebody will look at in a terminal. */
static void print(const Sheet *sheet, StrBuf *out) {
    strbuf_addf(out, "%s\n", sheet->title);
    for (size_t i = 0; i < sheet->count; i++) {
        const SheetLine *line = &sheet->lines[i];
        const char *label = line->label ? line->label : "";
        strbuf_add(out, line->tone == SHEET_HEADING ? "\n" : line->tone == SHEET_WARNING ? "! " : "  ");
        utf8_make_safe(out, label, strlen(label), SAFE_LINE);
        if (*label && line->tone != SHEET_HEADING) strbuf_add(out, ": ");
        utf8_make_safe(out, line->text, strlen(line->text), SAFE_LINE);
        strbuf_addc(out, '\n');
    }
}

static Status write_paper(Desk *desk, const char *folder, const ExportResult *result, Error *err) {
    Arena *arena = arena_new();
    Sheet sheet;
    StrBuf text, left;
    strbuf_init(&text);
    strbuf_init(&left);
    Status status = reading_read(desk, reading_find("handover"), 0, NULL, arena, &sheet, err);
    if (status == OK) {
        print(&sheet, &text);
        export_left_out(result, &left);
        strbuf_addf(&text, _("\nExported beside this text: %zu records and %zu rows. %s\n"), result->records, result->rows, left.data);
        status = file_write(arena_printf(arena, "%s/handover.txt", folder), text.data, text.length, err);
    }
    strbuf_done(&text);
    strbuf_done(&left);
    arena_free(arena);
    return status;
}

Status handover_begin(Desk *desk, const char *folder, bool replace, Error *err) {
    if (desk_is_own(desk)) return fail(err, ERR_USAGE, "%s", _("not in your own file"));
    ExportOptions options = {.format = TRANSFER_YAML, .replace = replace};
    ExportResult result = {0};
    Status status = folder ? export_folder(desk, &options, folder, &result, err) : OK;
    if (status == OK) status = desk_note(desk, "handover", "", folder ? "{\"exported\":[null,\"yes\"]}" : "{\"exported\":[null,\"no\"]}", err);
    return status == OK && folder ? write_paper(desk, folder, &result, err) : status;
}
