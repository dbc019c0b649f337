/* The prep sheet: what to bring to a talk with a person, or to a round. Asked of you first. */
#include <string.h>

#include "loket/app/agenda.h"
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

/* One line of the table of sections: records of `reg` that name the person in `field` and fit. Those with one heading stand under it
 * together. */
typedef struct Asking {
    const char *heading, *reg, *field, *filter;
} Asking;

/* What they asked of the officer stands first, then what was asked of them, promises both ways, and what they warned of. */
static const Asking before_talk[] = {
    {N_("Asked of you"), "approval", "requester", "state:received,assessing,consulting"},
    {N_("Asked of you"), "incident", "reporter.who", "state:open"},
    {N_("Asked of you"), "advice", "addressee", "state:draft"},
    {N_("You promised"), "action", "promised_to", "state:open owner:me"},
    {N_("Waits for their answer"), "advice", "addressee", "state:given"},
    {N_("Waits for their decision"), "approval", "decider", "state:received,assessing,consulting"},
    {N_("Waits for their view"), "approval", "consult.who", "state:received,assessing,consulting"},
    {N_("Instructed"), "instruction", "to", "state:open"},
    {N_("They do"), "action", "owner", "state:open -kind:promise"},
    {N_("They promised"), "action", "owner", "state:open kind:promise"},
    {N_("Their requests"), "approval", "requester", "state:decided,running"},
    {N_("Told by them"), "trigger", "heard_from", "state:open"},
    {N_("They decide on"), "trigger", "sponsor", "state:open"},
};

static Status add_asking(Page *page, const Asking *asking, const char *people, const char *me, Section *section, Error *err) {
    QueryContext context = {.now = desk_now(page->desk), .me = me};
    Query query;
    char code[CODE_SIZE];
    if (!me && strstr(asking->filter, "owner:me")) return OK; /* nobody is known to promise */
    Status status = query_parse(register_by_key(asking->reg), asking->filter, &context, page->arena, &query, err);
    for (const char *codes = people; status == OK && text_next_word(&codes, code, sizeof code);) {
        RecordList list;
        if (text_equal(code, me)) continue;
        status = find_pointing(page->desk, code, asking->reg, asking->field, page->arena, &list, err);
        for (size_t i = 0; i < list.count && status == OK; i++)
            if (query_match(&query, list.items[i])) section_add(section, list.items[i], due_text(page, list.items[i]));
    }
    return status;
}

static Status add_open(Page *page, const char *people, const char *me, Error *err) {
    Section section = {.page = page};
    Status status = OK;
    for (size_t i = 0; i < COUNT_OF(before_talk) && status == OK; i++) {
        bool same = i > 0 && strcmp(before_talk[i].heading, before_talk[i - 1].heading) == 0;
        if (!same) section_start(&section, lang_text(before_talk[i].heading));
        status = add_asking(page, &before_talk[i], people, me, &section, err);
    }
    return status;
}

static bool waits(const Record *talk, Day today) {
    return record_is(talk, "state", "held") || (record_is(talk, "state", "planned") && field_day(talk, "planned_at", today + 1) <= today);
}

Record *sheet_talk_held(Desk *desk, const Record *who, Arena *arena) {
    RecordList talks;
    Record *found = NULL;
    Day today = moment_day(desk_now(desk)), best = 0;
    if (talks_of(desk, who, arena, &talks, NULL) != OK) return NULL;
    for (size_t i = 0; i < talks.count; i++) {
        Record *talk = talks.items[i];
        Day day = field_day(talk, "held_at", field_day(talk, "planned_at", today));
        if (!waits(talk, today) || (found && day <= best)) continue;
        found = talk;
        best = day;
    }
    return found;
}

/* The next talk that is planned. */
static void add_planned(Page *page, const Record *who) {
    const Record *next = talk_planned(page->desk, who, page->arena);
    if (!next) return;
    page_add(page, SHEET_PLAIN, _("Planned"), 1, "%s: %s", page_value(page, next, "planned_at"), record_title(next));
    page_about(page, code_of(next, page->arena));
}

/* Why the talk is needed, once it is: "portfolio holder not spoken for 41 days, at most 30". */
static void add_due(Page *page, const Record *who) {
    Due *dues;
    size_t count;
    Moment now = desk_now(page->desk);
    if (records_dues(page->desk->db, who->def, who->no, page->arena, &dues, &count, NULL) != OK) return;
    for (size_t i = 0; i < count; i++) {
        if (!agenda_needs(&dues[i], now)) continue;
        StrBuf text;
        strbuf_init(&text);
        agenda_reason(page->desk, who->def, &dues[i], who, &text);
        page_add(page, dues[i].due_at < now ? SHEET_WARNING : SHEET_PLAIN, _("Needed"), 2, "%s", text.data);
        strbuf_done(&text);
    }
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

static void add_round_questions(Page *page, const Record *round, const char *label) {
    const char *questions = page_value(page, round, "standing_questions"), *kinds = page_value(page, round, "asks_about");
    if (questions) page_add(page, SHEET_PLAIN, label, 3, "%s", questions);
    if (kinds) page_add(page, SHEET_PLAIN, _("Ask about"), 2, "%s", kinds);
}

/* The questions that always come back: of the round, or of the rounds the person is in; and what the person agreed to warn of. */
static void add_questions(Page *page, const Record *who) {
    if (strcmp(who->def->key, "round") == 0) {
        add_round_questions(page, who, _("Ask"));
        return;
    }
    RecordList rounds, rows = rows_of(page->desk, who, "warns_of", page->arena);
    for (size_t i = 0; i < rows.count && i < SHOWN; i++)
        page_add(page, SHEET_PLAIN, i ? "" : _("Warns of"), 1, "%s%s", page_value(page, rows.items[i], "kind"),
                 record_has(rows.items[i], "confirmed_on") ? "" : _(" (not confirmed that they warn of it)"));
    if (find_pointing(page->desk, code_of(who, page->arena), "round", "members", page->arena, &rounds, NULL) != OK) return;
    for (size_t i = 0; i < rounds.count && i < SHOWN; i++)
        if (record_open(rounds.items[i])) add_round_questions(page, rounds.items[i], record_title(rounds.items[i]));
}

/* A person has what a round has not, and the reverse. */
static void add_value(Page *page, const Record *who, const char *key, SheetTone tone, int most) {
    if (register_field(who->def, key)) page_field(page, tone, who, key, most);
}

static void drop_empty_heading(Page *page) {
    Sheet *sheet = page->sheet;
    if (sheet->count && sheet->lines[sheet->count - 1].tone == SHEET_HEADING) sheet->count--;
}

Status sheet_talk(Page *page, const Record *who, Error *err) {
    bool round = strcmp(who->def->key, "round") == 0;
    const char *code = code_of(who, page->arena), *me = desk_me(page->desk) ? desk_me(page->desk) : officer_code(page->desk, page->arena);
    const char *people = round ? record_text(who, "members") : code;
    const Record *talk = last_talk(page, code, round ? "round" : "with");
    add_value(page, who, "phone", SHEET_PLAIN, 1);
    add_value(page, who, "members", SHEET_PLAIN, 2);
    add_last(page, talk);
    add_planned(page, who);
    add_due(page, who);
    Status status = add_open(page, people, me, err);
    if (status == OK) status = add_changed(page, people, talk, err);
    if (status == OK && !round) status = ladder_line(page, code, NULL, err);
    page_heading(page, _("Questions"));
    add_questions(page, who);
    drop_empty_heading(page);
    page_heading(page, _("Good to know"));
    add_value(page, who, "roles", SHEET_QUIET, 2);
    add_value(page, who, "minutes_kept", SHEET_QUIET, 1);
    add_value(page, who, "about", SHEET_QUIET, 4);
    drop_empty_heading(page);
    return status;
}
