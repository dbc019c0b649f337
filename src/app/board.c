#include "loket/app/board.h"

#include <stdio.h>
#include <string.h>

#include "find.h"
#include "loket/app/agenda.h"
#include "loket/app/structural.h"
#include "loket/app/warnings.h"
#include "loket/base/lang.h"

/* clang-format off */
const PaneDef board_panes[PANE_COUNT] = {
    {"incident", N_("Incidents & complaints"), "state:open", "severity code title handler state due",
     N_("nothing open: a i enters a report")},
    {"approval", N_("Approvals"), "state:open", "code waits title requester state due",
     N_("no requests: a a enters one")},
    {"contact", N_("Contacts"), "state:active due<31d", "title spoken due",
     N_("nobody to be spoken yet: a c adds a contact, its cadence does the rest")},
    {"trigger", N_("Trigger events"), "state:open", "code title decision_on needs due",
     N_("nothing signalled: a t enters a contract, project or replacement")},
};
/* clang-format on */

static BoardCount count(Desk *desk, const RegisterDef *def, Moment now) {
    return (BoardCount){def, records_need(desk_db(desk), def, now), records_count(desk_db(desk), def, COUNT_OPEN),
                        records_count(desk_db(desk), def, COUNT_NEW)};
}

static bool in_panes(const RegisterDef *def) {
    for (size_t i = 0; i < PANE_COUNT; i++)
        if (strcmp(board_panes[i].reg, def->key) == 0) return true;
    return false;
}

char due_mark(const Record *record, Moment now) {
    enum { URGENT = 24 * 3600 };
    if (!record->due_at || !record->warn_at) return ' ';
    if (record->due_at < now || (record->due_hours && record->due_at - now < URGENT)) return '!';
    return record->warn_at <= now ? '.' : ' ';
}

/* The clock that runs out next; an hour clock within two days goes before the end of a day. */
static Status read_next(Desk *desk, Board *board, Error *err) {
    enum { LOOK_AT = 24, HORIZON = 2 * DAY_SECONDS };
    Arena *arena = arena_new();
    AgendaRow from = {.due = {.due_at = board->at, .rule = ""}}, *rows;
    size_t found;
    Status status = select_agenda(desk_db(desk), &from, board->at + 366 * (Moment)DAY_SECONDS, LOOK_AT, arena, &rows, &found, err);
    const AgendaRow *next = found ? &rows[0] : NULL;
    for (size_t i = 0; i < found && next && !next->due.hours; i++)
        if (rows[i].due.hours && rows[i].due.due_at - board->at < HORIZON) next = &rows[i];
    board->has_next = status == OK && next;
    if (board->has_next) {
        board->next_def = next->def;
        board->next_no = next->no;
        board->next_at = next->due.due_at;
        board->next_hours = next->due.hours;
        char code[CODE_SIZE];
        code_write(next->def, next->no, code);
        const char *label = db_masks(desk_db(desk), next->def, next->no) ? RECORD_MASK : agenda_rule_label(desk, next->def, &next->due, arena);
        snprintf(board->next_text, sizeof board->next_text, "%s %s: %s", code, label, next->title);
    }
    arena_free(arena);
    return status;
}

Status board_read(Desk *desk, Board *board, Error *err) {
    *board = (Board){.at = desk_now(desk)};
    for (size_t i = 0; i < PANE_COUNT; i++) {
        board->panes[i] = count(desk, register_by_key(board_panes[i].reg), board->at);
        board->need += board->panes[i].need;
    }
    for (const RegisterDef *def = NULL; (def = register_next(def)) && board->elsewhere_count < BOARD_REGISTERS;) {
        if (def->kind == KIND_CHILD || in_panes(def) || !desk_holds(desk, def)) continue;
        BoardCount *at = &board->elsewhere[board->elsewhere_count++];
        *at = count(desk, def, board->at);
        board->elsewhere_need += at->need;
    }
    board->need += board->elsewhere_need;
    return read_next(desk, board, err);
}

Status board_talks_today(Desk *desk, size_t most, Arena *arena, RecordList *list, Error *err) {
    return find_where(desk, "talk", "state:planned planned_at>=today planned_at<tomorrow", "planned_at", most, arena, list, err);
}

/* A talk planned today is worth its hour and its name. */
static void add_talk_today(Desk *desk, Moment now, StrBuf *out) {
    Arena *arena = arena_new();
    RecordList list = {0};
    if (board_talks_today(desk, 1, arena, &list, NULL) == OK && list.count) {
        StrBuf who;
        strbuf_init(&who);
        desk_format(desk, list.items[0], register_field(list.items[0]->def, "with"), &who);
        strbuf_addf(out, "%s%s ", out->length ? "  " : "", _("talk"));
        moment_format_time(record_number(list.items[0], "planned_at", now), out);
        strbuf_addf(out, " %s", who.data);
        strbuf_done(&who);
    }
    arena_free(arena);
}

void board_notes(Desk *desk, StrBuf *out) {
    Arena *arena = arena_new();
    Pattern *patterns;
    Warning warnings[WARNINGS_MOST];
    size_t count = 0, open = 0, warned = warnings_read(desk, arena, warnings);
    if (structural_read(desk, arena, &patterns, &count, NULL) == OK)
        for (size_t i = 0; i < count; i++) open += patterns[i].talk == NULL;
    if (open) strbuf_addf(out, ngettext("  %zu structural", "  %zu structural", open), open);
    if (warned) strbuf_addf(out, ngettext("  %zu warning", "  %zu warnings", warned), warned);
    arena_free(arena);
}

/* The registers in the order in which they are asked about; one that is not named comes behind them. */
static const char *const elsewhere_order[] = {"advice", "action", "duty", "talk", "round", "instruction", "development"};

static int elsewhere_place(const RegisterDef *def) {
    int place = 0;
    while (place < (int)COUNT_OF(elsewhere_order) && strcmp(elsewhere_order[place], def->key) != 0) place++;
    return place;
}

void board_elsewhere(Desk *desk, const Board *board, const char *notes, StrBuf *out) {
    add_talk_today(desk, board->at, out);
    for (int place = 0; place <= (int)COUNT_OF(elsewhere_order); place++)
        for (size_t i = 0; i < board->elsewhere_count; i++) {
            const BoardCount *at = &board->elsewhere[i];
            if (at->need == 0 || elsewhere_place(at->def) != place) continue;
            strbuf_addf(out, "%s%s %lld", out->length ? "  " : "", lang_text(at->def->noun), (long long)at->need);
        }
    strbuf_add(out, out->length ? notes : notes + strspn(notes, " "));
}
