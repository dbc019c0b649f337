#include "loket/app/radar.h"

#include <string.h>

#include "find.h"

static RadarCell *cell_of(RadarKind *kind, const Record *who) {
    for (size_t i = 0; i < kind->cell_count; i++)
        if (kind->cells[i].who && kind->cells[i].who->no == who->no) return &kind->cells[i];
    return NULL;
}

/* Who was told to warn of it. */
static Status read_told(Desk *desk, RadarKind *kind, Arena *arena, Error *err) {
    const char *code = code_of(kind->kind, arena);
    RecordList contacts;
    Status status = find_pointing(desk, code, "contact", "warns_of.kind", arena, &contacts, err);
    kind->cells = ARENA_ARRAY(arena, RadarCell, contacts.count + 1);
    for (size_t i = 0; i < contacts.count && status == OK; i++) {
        RecordList rows = rows_of(desk, contacts.items[i], "warns_of", arena);
        if (!record_open(contacts.items[i]) || cell_of(kind, contacts.items[i])) continue;
        RadarCell *cell = &kind->cells[kind->cell_count++];
        cell->who = contacts.items[i];
        for (size_t j = 0; j < rows.count; j++) {
            if (!text_equal(record_text(rows.items[j], "kind"), code)) continue;
            cell->told_on = field_day(rows.items[j], "told_on", cell->told_on);
            cell->confirmed_on = field_day(rows.items[j], "confirmed_on", cell->confirmed_on);
        }
    }
    return status;
}

static Status read_asked(Desk *desk, RadarKind *kind, Day since, Arena *arena, Error *err) {
    RecordList talks;
    Status status = find_pointing(desk, code_of(kind->kind, arena), "talk", "asked_about", arena, &talks, err);
    for (size_t i = 0; i < talks.count && status == OK; i++) {
        const Record *talk = talks.items[i];
        Day held = field_day(talk, "held_at", 0);
        for (size_t j = 0; j < kind->cell_count; j++) {
            RadarCell *cell = &kind->cells[j];
            if (held >= since && held > cell->asked_on && text_has_word(record_text(talk, "with"), code_of(cell->who, arena))) cell->asked_on = held;
        }
    }
    return status;
}

static RadarCell *elsewhere(RadarKind *kind) {
    if (kind->cell_count && !kind->cells[kind->cell_count - 1].who) return &kind->cells[kind->cell_count - 1];
    return &kind->cells[kind->cell_count++];
}

static Status read_came(Desk *desk, RadarKind *kind, Day since, Arena *arena, Error *err) {
    RecordList events;
    Status status = find_pointing(desk, code_of(kind->kind, arena), "trigger", "kind", arena, &events, err);
    for (size_t i = 0; i < events.count && status == OK; i++) {
        const Record *event = events.items[i];
        if (field_day(event, "heard_on", 0) < since) continue;
        RadarCell *cell = NULL;
        for (size_t j = 0; j < kind->cell_count && !cell; j++)
            if (kind->cells[j].who && text_equal(record_text(event, "heard_from"), code_of(kind->cells[j].who, arena))) cell = &kind->cells[j];
        if (!cell) cell = elsewhere(kind);
        int days = trigger_heard_late(desk, event);
        cell->came++;
        kind->came++;
        cell->late += days > 0;
        kind->late += days > 0;
        if (days > kind->worst_days) kind->worst_days = days;
    }
    return status;
}

Status radar_read(Desk *desk, int months, Arena *arena, Radar *radar, Error *err) {
    RecordList kinds;
    Day since = day_add_months(moment_day(desk_now(desk)), -months, NULL);
    Status status = find_where(desk, "kind", "state:active", "label", 100, arena, &kinds, err);
    *radar = (Radar){.kinds = ARENA_ARRAY(arena, RadarKind, kinds.count + 1)};
    for (size_t i = 0; i < kinds.count && status == OK; i++) {
        RadarKind *kind = &radar->kinds[radar->count++];
        kind->kind = kinds.items[i];
        status = read_told(desk, kind, arena, err);
        if (status == OK) status = read_asked(desk, kind, since, arena, err);
        if (status == OK) status = read_came(desk, kind, since, arena, err);
    }
    return status;
}
