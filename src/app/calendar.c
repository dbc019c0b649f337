#include "loket/app/calendar.h"

#include <stdio.h>
#include <string.h>

#include "desk_private.h"
#include "loket/app/agenda.h"
#include "loket/base/lang.h"
#include "loket/io/ics.h"

typedef struct Writing {
    Desk *desk;
    const CalendarOptions *options;
    CalendarResult *result;
    const char *uuid;
    StrBuf *out;
} Writing;

/* Clocks warn twice, half a day and two hours before; days on the morning before and on the day itself. */
static void set_alarms(IcsEvent *event) {
    enum { HALF_DAY = 12 * 60, TWO_HOURS = 2 * 60, MORNING_BEFORE = 15 * 60, MORNING = -9 * 60 };
    event->alarms[0] = event->whole_day ? MORNING_BEFORE : HALF_DAY;
    event->alarms[1] = event->whole_day ? MORNING : TWO_HOURS;
    event->alarm_count = 2;
}

/* Some dues end at a time of the day without being hour clocks: noon under DORA, a talk at ten. */
static bool whole_day(const Due *due) {
    return !due->hours && moment_second(due->due_at) == DAY_END;
}

static void write_event(Writing *writing, const AgendaRow *row, Arena *arena) {
    char code[CODE_SIZE];
    code_write(row->def, row->no, code);
    const char *label = agenda_rule_label(writing->desk, row->def, &row->due, arena);
    IcsEvent event = {.uid = arena_printf(arena, "%s-%s-%s-%d-%d@loket", writing->uuid, code, row->due.rule, row->due.child, row->due.row),
                      .summary = arena_printf(arena, "%s %s", code, label),
                      .stamp = desk_now(writing->desk),
                      .whole_day = whole_day(&row->due),
                      .day = moment_day(row->due.due_at),
                      .at = row->due.due_at};
    set_alarms(&event);
    ics_event(&event, writing->out);
    writing->result->events++;
}

static Status write_row(Writing *writing, const AgendaRow *row, Arena *arena, Error *err) {
    const CalendarOptions *options = writing->options;
    if (row->due.due_at < options->from || (options->def && (options->def != row->def || options->no != row->no))) return OK;
    Record *record;
    Status status = records_load(writing->desk->db, row->def, row->no, arena, &record, err);
    if (status != OK || record_is(record, "level", "sealed")) return status;
    if (!options->confidential && record_is(record, "level", "confidential"))
        writing->result->confidential++;
    else
        write_event(writing, row, arena);
    return OK;
}

static Status write_rows(Writing *writing, Error *err) {
    enum { WINDOW = 200 };
    Arena *window = arena_new(), *last = arena_new();
    AgendaRow after = {.def = register_next(NULL), .due = {.rule = "", .due_at = writing->options->from - 1}}, *rows;
    Status status = OK;
    for (size_t got = WINDOW; status == OK && got == WINDOW;) {
        arena_clear(window);
        status = select_agenda(writing->desk->db, &after, writing->options->until, WINDOW, window, &rows, &got, err);
        for (size_t i = 0; status == OK && i < got; i++) status = write_row(writing, &rows[i], window, err);
        if (status != OK || got == 0) break;
        arena_clear(last);
        after = rows[got - 1];
        after.due.rule = arena_strdup(last, after.due.rule);
    }
    arena_free(window);
    arena_free(last);
    return status;
}

Status calendar_export(Desk *desk, const CalendarOptions *options, StrBuf *out, CalendarResult *result, Error *err) {
    *result = (CalendarResult){0};
    Arena *arena = arena_new();
    const char *uuid = db_meta(desk->db, "uuid", arena);
    Writing writing = {desk, options, result, uuid ? uuid : "loket", out};
    Status status = desk_note(desk, "export", "calendar",
                              options->confidential ? "{\"format\":[null,\"ics\"],\"confidential\":[null,\"yes\"]}"
                                                    : "{\"format\":[null,\"ics\"],\"confidential\":[null,\"no\"]}",
                              err);
    if (status == OK) {
        ics_begin("Loket", out);
        status = write_rows(&writing, err);
        ics_end(out);
    }
    arena_free(arena);
    return status;
}
