#include "loket/app/agenda.h"

#include <string.h>

#include "cadences.h"
#include "loket/base/lang.h"

AgendaBucket agenda_bucket(const Due *due, Moment now) {
    enum { WEEK = 7 };
    Day day = moment_day(due->due_at), today = moment_day(now);
    if (day < today || due->due_at < now) return AGENDA_LATE;
    if (day == today) return AGENDA_TODAY;
    return day <= today + WEEK ? AGENDA_WEEK : AGENDA_LATER;
}

const char *agenda_bucket_label(AgendaBucket bucket) {
    static const char *const labels[AGENDA_BUCKETS] = {[AGENDA_LATE] = N_("late"),
                                                       [AGENDA_TODAY] = N_("today"),
                                                       [AGENDA_WEEK] = N_("this week"),
                                                       [AGENDA_LATER] = N_("later")};
    return lang_text(labels[bucket]);
}

bool agenda_needs(const Due *due, Moment now) {
    return due->warn_at <= now;
}

/* -- reasons ------------------------------------------------------------------------------------------------- */

static const DueRule *find_rule(const RegisterDef *def, const Due *due) {
    const RegisterDef *source = due->child ? register_by_id(due->child) : def;
    for (size_t i = 0; source && i < source->due_count; i++)
        if (text_equal(source->dues[i].key, due->rule)) return &source->dues[i];
    return NULL;
}

const char *agenda_rule_label(Desk *desk, const RegisterDef *def, const Due *due, Arena *arena) {
    const DueRule *rule = find_rule(def, due);
    if (rule) return lang_text(rule->label);
    const char *regime = due->child ? NULL : policy_label(desk, due->rule);
    if (regime) return regime;
    if (text_equal(due->rule, "talk_formal")) return _("formal talk");
    if (text_equal(due->rule, "talk_informal")) return _("talk");
    if (text_equal(due->rule, "hold_round")) return _("hold the round");
    char *label = arena_strdup(arena, due->rule ? due->rule : "");
    for (char *c = label; *c; c++)
        if (*c == '_') *c = ' ';
    return label;
}

/* "30" days, "6 weeks": a span as one says it behind "not spoken for 41 days, at most". */
static void add_span(Span span, StrBuf *out) {
    unsigned long count = (unsigned long)(span.count < 0 ? -span.count : span.count);
    switch (span.unit) {
    case SPAN_HOURS:
        strbuf_addf(out, ngettext("%lu hour", "%lu hours", count), count);
        break;
    case SPAN_DAYS: /* it stands behind a number of days */
        strbuf_addf(out, "%lu", count);
        break;
    case SPAN_WORKDAYS:
        strbuf_addf(out, ngettext("%lu working day", "%lu working days", count), count);
        break;
    case SPAN_WEEKS:
        strbuf_addf(out, ngettext("%lu week", "%lu weeks", count), count);
        break;
    case SPAN_MONTHS:
        strbuf_addf(out, ngettext("%lu month", "%lu months", count), count);
        break;
    case SPAN_YEARS:
        strbuf_addf(out, ngettext("%lu year", "%lu years", count), count);
        break;
    }
}

/* The role the cadence follows from, else the contact's first, as the words before the reason: "portfolio holder". */
static const char *role_label(const Record *contact, const char *role) {
    const FieldDef *field = register_field(contact->def, "roles");
    const char *roles = record_text(contact, "roles");
    char first[64];
    if (!role && roles && text_next_word(&roles, first, sizeof first)) role = first;
    return choice_label(field->choices, role, NULL);
}

static bool is_cadence(const char *rule) {
    return text_equal(rule, "talk_formal") || text_equal(rule, "talk_informal");
}

/* The longest that will do, once it is over; before that how often it is wanted. */
static Cadence reason_term(Desk *desk, const Record *contact, bool formal, bool over, Arena *arena) {
    CadenceTerm ideal = formal ? CADENCE_FORMAL_IDEAL : CADENCE_INFORMAL_IDEAL, most = formal ? CADENCE_FORMAL_MAXIMUM : CADENCE_INFORMAL_MAXIMUM;
    Cadence first = cadence_now(desk, contact, over ? most : ideal, arena);
    return first.set ? first : cadence_now(desk, contact, over ? ideal : most, arena);
}

static void add_spoken(const Due *due, bool formal, Moment now, StrBuf *out) {
    Day spoken = moment_day(due->start_at);
    unsigned long days = (unsigned long)(moment_day(now) - spoken);
    if (due->start_at == 0)
        strbuf_add(out, formal ? _("never spoken formally") : _("never spoken"));
    else if (spoken > moment_day(now))
        strbuf_add(out, formal ? _("formal talk") : _("talk"));
    else if (formal)
        strbuf_addf(out, ngettext("no formal talk for %lu day", "no formal talk for %lu days", days), days);
    else
        strbuf_addf(out, ngettext("not spoken for %lu day", "not spoken for %lu days", days), days);
}

/* "portfolio holder not spoken for 41 days, at most 30; talk planned 27 Nov 2026" */
static void cadence_reason(Desk *desk, const Due *due, const Record *contact, StrBuf *out) {
    Moment now = desk_now(desk), planned = cadence_planned(desk, contact);
    bool formal = text_equal(due->rule, "talk_formal"), over = due->due_at < now;
    Arena *arena = arena_new();
    Cadence term = reason_term(desk, contact, formal, over, arena);
    const char *role = role_label(contact, term.role);
    if (role) strbuf_addf(out, "%s ", role);
    add_spoken(due, formal, now, out);
    if (term.set) {
        strbuf_addf(out, ", %s ", over ? _("at most") : _("wanted every"));
        add_span(term.span, out);
    }
    if (planned) {
        strbuf_add(out, _("; talk planned "));
        day_format(moment_day(planned), out);
    }
    arena_free(arena);
}

/* The cadence that is due, in a few cells: "82 d, max 60d, board deputy". Days first, for what comes last is cut. */
void agenda_spoken(Desk *desk, const Record *contact, StrBuf *out) {
    Arena *arena = arena_new();
    Moment now = desk_now(desk);
    Due *dues;
    size_t count = 0, at = 0;
    if (records_dues(desk_db(desk), contact->def, contact->no, arena, &dues, &count, NULL) != OK) count = 0;
    while (at < count && !is_cadence(dues[at].rule)) at++;
    if (at < count) {
        const Due *due = &dues[at];
        bool formal = text_equal(due->rule, "talk_formal"), over = due->due_at < now;
        Cadence term = reason_term(desk, contact, formal, over, arena);
        const char *role = role_label(contact, term.role);
        if (formal) strbuf_addf(out, "%s ", _("formal"));
        if (due->start_at == 0)
            strbuf_add(out, _("never spoken"));
        else
            strbuf_addf(out, _("%lld d"), (long long)(moment_day(now) - moment_day(due->start_at)));
        if (term.set) {
            char span[16];
            span_format(term.span, span);
            strbuf_addf(out, ", %s %s", over ? _("max") : _("every"), span);
        }
        if (role) strbuf_addf(out, ", %s", role);
    }
    arena_free(arena);
}

/* Whose row of a child it is: its first field, or the first that names somebody or something. */
static void add_row_name(Desk *desk, const RegisterDef *def, const Due *due, const Record *record, StrBuf *out) {
    const RegisterDef *child = register_by_id(due->child);
    Arena *arena = arena_new();
    Record *row;
    if (child && records_load_child(desk_db(desk), def, record->no, child, due->row, arena, &row, NULL) == OK) {
        for (size_t i = 0; i < child->field_count; i++) {
            const FieldDef *field = &child->fields[i];
            bool names = i == 0 || field->type == FT_PARTY || field->type == FT_LINK || field->flags & (FF_TITLE | FF_SUGGEST);
            if (!names || !row->values[i].set) continue;
            strbuf_add(out, ": ");
            desk_format(desk, row, field, out);
            break;
        }
    }
    arena_free(arena);
}

/* The end of what was granted warns at 30, 7, 1 and 0 days, each in its own words, and then until it is shown to be gone. */
static const char *end_reason(const Due *due, Moment now) {
    Day left = moment_day(due->due_at) - moment_day(now);
    if (left < 0) return _("it has ended: remove it and prove that");
    if (left == 0) return _("it ends today: renew or remove");
    if (left == 1) return _("it ends tomorrow: renew or remove");
    if (left <= 7) return _("it ends within 7 days: renew or remove");
    return left <= 30 ? _("it ends within 30 days: renew or remove") : NULL;
}

void agenda_reason(Desk *desk, const RegisterDef *def, const Due *due, const Record *record, StrBuf *out) {
    if (record && record->clear) {
        strbuf_add(out, RECORD_MASK);
        return;
    }
    if (record && is_cadence(due->rule)) {
        cadence_reason(desk, due, record, out);
        return;
    }
    const char *ends = text_equal(def->key, "approval") && text_equal(due->rule, "end") ? end_reason(due, desk_now(desk)) : NULL;
    if (ends) {
        strbuf_add(out, ends);
        return;
    }
    Arena *arena = arena_new();
    strbuf_add(out, agenda_rule_label(desk, def, due, arena));
    if (record && due->child) add_row_name(desk, def, due, record, out);
    arena_free(arena);
}

/* -- windows ------------------------------------------------------------------------------------------------- */

static void item_fill(Desk *desk, const AgendaRow *row, Arena *arena, AgendaItem *item) {
    *item = (AgendaItem){.row = *row, .bucket = agenda_bucket(&row->due, desk_now(desk))};
    code_write(row->def, row->no, item->code);
    Arena *scratch = arena_new();
    Record *record = NULL;
    if (records_load(desk_db(desk), row->def, row->no, scratch, &record, NULL) != OK) record = NULL;
    StrBuf reason;
    strbuf_init(&reason);
    agenda_reason(desk, row->def, &row->due, record, &reason);
    item->reason = arena_strdup(arena, reason.data);
    strbuf_done(&reason);
    arena_free(scratch);
}

Status agenda_window(Desk *desk, const AgendaRow *after, Moment until, size_t limit, Arena *arena, AgendaItem **items,
                     size_t *count, Error *err) {
    AgendaRow *rows;
    Status status = select_agenda(desk_db(desk), after, until, limit, arena, &rows, count, err);
    if (status != OK) return status;
    *items = ARENA_ARRAY(arena, AgendaItem, *count + 1);
    for (size_t i = 0; i < *count; i++)
        item_fill(desk, &rows[i], arena, &(*items)[i]);
    return OK;
}

Status agenda_need(Desk *desk, size_t limit, Arena *arena, AgendaItem **items, size_t *count, Error *err) {
    AgendaRow *rows;
    *count = 0;
    Status status = select_need(desk_db(desk), desk_now(desk), limit, arena, &rows, count, err);
    if (status != OK) return status;
    *items = ARENA_ARRAY(arena, AgendaItem, *count + 1);
    for (size_t i = 0; i < *count; i++) item_fill(desk, &rows[i], arena, &(*items)[i]);
    return OK;
}

int64_t agenda_need_count(Desk *desk) {
    int64_t count = 0;
    for (const RegisterDef *def = NULL; (def = register_next(def));)
        if (def->kind != KIND_CHILD) count += records_need(desk_db(desk), def, desk_now(desk));
    return count;
}
