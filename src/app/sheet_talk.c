/* The prep sheet: what to bring to a talk with a person, or to a round. Asked of you first. */
#include <string.h>

#include "loket/app/structural.h"
#include "loket/base/lang.h"
#include "sheet_lines.h"

enum { SHOWN = 6 };

typedef struct Section {
    Page *page;
    const char *heading;
    size_t count;
} Section;

static void section_start(Section *section, const char *heading) {
    section->heading = heading;
    section->count = 0;
}

/* The heading stands before the first line; more than fit are told. */
static void section_add(Section *section, const Record *record, const char *text) {
    if (section->count == 0) page_heading(section->page, section->heading);
    if (section->count++ == SHOWN) page_add(section->page, SHEET_QUIET, "", 1, "%s", _("and more"));
    if (section->count > SHOWN) return;
    page_record(section->page, record, text);
}

static const char *due_text(Page *page, const Record *record) {
    if (!record->due_at) return "";
    StrBuf text;
    strbuf_init(&text);
    day_format(moment_day(record->due_at), &text);
    strbuf_add(&text, ", ");
    when_left_long(record->due_at, desk_now(page->desk), record->due_hours, &text);
    const char *made = arena_strdup(page->arena, text.data);
    strbuf_done(&text);
    return made;
}

/* One line of the table of sections: open records of `reg` that name the person in `field`. */
typedef struct Asking {
    const char *heading, *reg, *field;
    const char *states; /* NULL = open ones */
    int mine;           /* 1: to be done by me, -1: not by me, 0: either */
} Asking;

static const Asking before_talk[] = {
    {N_("Asked of you"), "action", "promised_to", NULL, 1},
    {N_("They promised"), "action", "owner", NULL, 0},
    {N_("Waits for their answer"), "advice", "addressee", "given", 0},
    {N_("Waits for their decision"), "approval", "decider", "received assessing consulting", 0},
    {N_("Their requests"), "approval", "requester", NULL, 0},
    {N_("Told by them"), "trigger", "heard_from", NULL, 0},
    {N_("They decide on"), "trigger", "sponsor", NULL, 0},
    {N_("Instructed"), "instruction", "to", NULL, 0},
};

static bool fits(const Asking *asking, const Record *record, const char *me) {
    if (asking->states ? !text_has_word(asking->states, record_text(record, "state")) : !record_open(record)) return false;
    return asking->mine == 0 || text_equal(record_text(record, "owner"), me) == (asking->mine > 0);
}

static Status add_open(Page *page, const char *people, const char *me, Error *err) {
    Section section = {.page = page};
    Status status = OK;
    for (size_t i = 0; i < COUNT_OF(before_talk) && status == OK; i++) {
        const Asking *asking = &before_talk[i];
        char code[CODE_SIZE];
        section_start(&section, lang_text(asking->heading));
        for (const char *codes = people; status == OK && text_next_word(&codes, code, sizeof code);) {
            RecordList list;
            if (text_equal(code, me)) continue;
            status = find_pointing(page->desk, code, asking->reg, asking->field, page->arena, &list, err);
            for (size_t j = 0; j < list.count && status == OK; j++)
                if (fits(asking, list.items[j], me)) section_add(&section, list.items[j], due_text(page, list.items[j]));
        }
    }
    return status;
}

/* The last talk that was held with one of them, or of the round. */
static const Record *last_talk(Page *page, const char *codes, const char *field) {
    char code[CODE_SIZE];
    const Record *last = NULL;
    while (text_next_word(&codes, code, sizeof code)) {
        RecordList talks;
        if (find_pointing(page->desk, code, "talk", field, page->arena, &talks, NULL) != OK) continue;
        for (size_t i = 0; i < talks.count; i++) {
            bool held = text_has_word("held recorded", record_text(talks.items[i], "state"));
            if (held && (!last || record_number(talks.items[i], "held_at", 0) > record_number(last, "held_at", 0))) last = talks.items[i];
        }
    }
    return last;
}

static void add_last(Page *page, const Record *talk) {
    if (!talk) {
        page_add(page, SHEET_WARNING, _("Last talk"), 1, "%s", _("never spoken"));
        return;
    }
    page_add(page, SHEET_PLAIN, _("Last talk"), 1, "%s, %s: %s", page_day(page, field_day(talk, "held_at", 0)), page_value(page, talk, "formality"),
             record_title(talk));
    page_about(page, code_of(talk, page->arena));
    if (record_is(talk, "formality", "formal") && !record_has(talk, "minutes"))
        page_add(page, SHEET_WARNING, _("Minutes"), 1, _("missing for %s"), code_of(talk, page->arena));
}

/* What has to do with them and was changed since. */
static Status add_changed(Page *page, const char *people, const Record *talk, Error *err) {
    static const char *const registers[] = {"incident", "approval", "trigger", "advice", "action", "instruction"};
    Section section = {.page = page};
    Moment since = talk ? record_number(talk, "held_at", 0) : 0;
    char code[CODE_SIZE];
    const char *seen = "";
    Status status = OK;
    section_start(&section, _("Changed since then"));
    while (since && status == OK && text_next_word(&people, code, sizeof code)) {
        enum { MOST = 200 };
        const RegisterDef *def;
        int64_t no;
        Link *links;
        size_t count = 0;
        if (!code_parse(code, &def, &no)) continue;
        status = records_linked(page->desk->db, def, no, NULL, page->arena, &links, &count, MOST, err);
        for (size_t i = 0; i < count && status == OK; i++) {
            Record *record;
            bool wanted = false;
            for (size_t j = 0; j < COUNT_OF(registers); j++) wanted |= strcmp(registers[j], links[i].def->key) == 0;
            if (!wanted || records_load(page->desk->db, links[i].def, links[i].no, page->arena, &record, NULL) != OK) continue;
            const char *own = code_of(record, page->arena);
            if (record->voided_at || record->updated_at <= since || text_has_word(seen, own)) continue;
            seen = arena_printf(page->arena, "%s %s", seen, own);
            const StateDef *state = record_state(record);
            section_add(&section, record, state ? lang_text(state->label) : "");
        }
    }
    return status;
}

/* What they agreed to warn of, and the questions that always come back. */
static void add_questions(Page *page, const Record *who) {
    if (strcmp(who->def->key, "round") == 0) {
        const char *questions = page_value(page, who, "standing_questions"), *kinds = page_value(page, who, "asks_about");
        if (questions) page_add(page, SHEET_PLAIN, _("Ask"), 3, "%s", questions);
        if (kinds) page_add(page, SHEET_PLAIN, _("Ask about"), 2, "%s", kinds);
        return;
    }
    RecordList rows = rows_of(page->desk, who, "warns_of", page->arena);
    for (size_t i = 0; i < rows.count && i < SHOWN; i++)
        page_add(page, SHEET_PLAIN, i ? "" : _("Ask about"), 1, "%s%s", page_value(page, rows.items[i], "kind"),
                 record_has(rows.items[i], "confirmed_on") ? "" : _(" (not confirmed that they warn of it)"));
}

Status sheet_talk(Page *page, const Record *who, Error *err) {
    bool round = strcmp(who->def->key, "round") == 0;
    const char *code = code_of(who, page->arena), *me = desk_me(page->desk) ? desk_me(page->desk) : officer_code(page->desk, page->arena);
    const char *people = round ? record_text(who, "members") : code;
    const Record *talk = last_talk(page, code, round ? "round" : "with");
    const char *members = round ? page_value(page, who, "members") : page_value(page, who, "roles");
    if (members) page_add(page, SHEET_PLAIN, round ? _("Members") : _("Roles"), 2, "%s", members);
    add_last(page, talk);
    Status status = me ? add_open(page, people, me, err) : OK;
    if (status == OK) status = add_changed(page, people, talk, err);
    if (status == OK && !round) status = ladder_line(page, code, NULL, err);
    page_heading(page, _("Questions"));
    add_questions(page, who);
    const char *about = round ? NULL : page_value(page, who, "about");
    if (about) page_add(page, SHEET_QUIET, _("Good to know"), 2, "%s", about);
    return status;
}
