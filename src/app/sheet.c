#include "loket/app/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "sheet_lines.h"

static const struct {
    const char *reg;
    Status (*compose)(Page *page, const Record *record, Error *err);
} sheets[] = {{"incident", sheet_report}, {"approval", sheet_request}, {"contact", sheet_talk},         {"round", sheet_talk},   {"trigger", sheet_event},
              {"instruction", sheet_instruction}, {"advice", sheet_advice_steps}, {"anchor", sheet_anchor}};

bool sheet_has(const RegisterDef *def) {
    for (size_t i = 0; i < COUNT_OF(sheets); i++)
        if (strcmp(sheets[i].reg, def->key) == 0) return true;
    return false;
}

const char *sheet_kinds(Arena *arena) {
    const char *kinds = "";
    for (size_t i = 0; i < COUNT_OF(sheets); i++)
        kinds = arena_printf(arena, "%s%s%s", kinds, i ? ", " : "", lang_text(register_by_key(sheets[i].reg)->noun));
    return kinds;
}

Status sheet_read(Desk *desk, const Record *record, Arena *arena, Sheet *sheet, Error *err) {
    *sheet = (Sheet){.title = arena_printf(arena, "%s  %s", code_of(record, arena), record_title(record))};
    if (record->clear) return OK; /* masked: nothing else stands on it */
    Page page = {.desk = desk, .arena = arena, .sheet = sheet};
    for (size_t i = 0; i < COUNT_OF(sheets); i++)
        if (strcmp(sheets[i].reg, record->def->key) == 0) return sheets[i].compose(&page, record, err);
    fail(err, ERR_USAGE, _("%s have no sheet"), lang_text(record->def->title));
    return error_hint(err, _("there is one of: %s"), sheet_kinds(arena));
}

void page_add(Page *page, SheetTone tone, const char *label, int most, const char *format, ...) {
    Sheet *sheet = page->sheet;
    if (sheet->count == page->room) {
        page->room = 2 * page->room + 16;
        SheetLine *lines = ARENA_ARRAY(page->arena, SheetLine, page->room);
        if (sheet->count) memcpy(lines, sheet->lines, sheet->count * sizeof *lines);
        sheet->lines = lines;
    }
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = arena_alloc(page->arena, (size_t)(length > 0 ? length : 0) + 1);
    vsnprintf(text, (size_t)(length > 0 ? length : 0) + 1, format, again);
    va_end(again);
    sheet->lines[sheet->count++] = (SheetLine){.tone = tone, .label = label, .text = text, .most = most};
}

void page_heading(Page *page, const char *heading) {
    page_add(page, SHEET_HEADING, heading, 1, "%s", "");
}

void page_record(Page *page, const Record *record, const char *text) {
    bool late = record->due_at && record->due_at < desk_now(page->desk);
    page_add(page, late ? SHEET_WARNING : SHEET_PLAIN, code_of(record, page->arena), 2, "%s%s%s", record_title(record), *text ? ", " : "", text);
    page_about(page, code_of(record, page->arena));
}

void page_about(Page *page, const char *code) {
    page->sheet->lines[page->sheet->count - 1].code = code;
}

void page_row(Page *page, const Record *row) {
    page->sheet->lines[page->sheet->count - 1].row = row;
}

void page_leads(Page *page, const char *reading) {
    page->sheet->lines[page->sheet->count - 1].reading = reading;
}

void page_group(Page *page, int group) {
    page->sheet->lines[page->sheet->count - 1].group = group;
}

void page_clock(Page *page, const Regime *regime) {
    page->sheet->lines[page->sheet->count - 1].regime = regime;
}

const char *page_value(Page *page, const Record *record, const char *key) {
    if (!record_has(record, key)) return NULL;
    StrBuf text;
    strbuf_init(&text);
    desk_format(page->desk, record, register_field(record->def, key), &text);
    char *made = arena_strdup(page->arena, text.data);
    for (char *c = made; *c; c++)
        if (*c == '\n' || *c == '\t') *c = ' ';
    strbuf_done(&text);
    return made;
}

bool page_field(Page *page, SheetTone tone, const Record *record, const char *key, int most) {
    const char *value = page_value(page, record, key);
    if (value) page_add(page, tone, lang_text(register_field(record->def, key)->label), most, "%s", value);
    return value != NULL;
}

const char *page_day(Page *page, Day day) {
    StrBuf text;
    strbuf_init(&text);
    day_format(day, &text);
    const char *made = arena_strdup(page->arena, text.data);
    strbuf_done(&text);
    return made;
}
