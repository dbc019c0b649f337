#include "loket/model/policy.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "loket/base/lang.h"

const char *policy_text(PolicyText text) {
    if (text.nl && strcmp(lang_now(), "nl") == 0) return text.nl;
    return text.en ? text.en : text.nl ? text.nl : "";
}

const Regime *policy_find(const Policy *policy, const char *code) {
    for (size_t i = 0; code && i < policy->count; i++)
        if (strcasecmp(policy->items[i].code, code) == 0) return &policy->items[i];
    return NULL;
}

bool regime_chosen(const Regime *regime, const Record *organisation) {
    if (!regime->active || !organisation) return false;
    if (!text_has_word(record_text(organisation, "regimes"), regime->group)) return false;
    return !regime->needs || record_number(organisation, regime->needs, 0) != 0;
}

bool condition_fits(const Condition *condition, const Record *record) {
    return condition->text && query_match(&condition->query, record);
}

bool regime_touches(const Regime *regime, const Record *organisation, const Record *record) {
    if (!text_equal(regime->reg, record->def->key) || !regime_chosen(regime, organisation)) return false;
    return condition_fits(&regime->when, record) || condition_fits(&regime->if_so, record);
}

bool regime_in_force(const Regime *regime, Moment start) {
    Day day = moment_day(start);
    return !(regime->has_from && day < regime->from) && !(regime->has_until && day > regime->until);
}

bool regime_hours(const Regime *regime) {
    return regime->unit == SPAN_HOURS;
}

/* -- words ---------------------------------------------------------------------------------------------------- */

static void add_count(int count, SpanUnit unit, StrBuf *out) {
    unsigned long n = (unsigned long)count;
    switch (unit) {
    case SPAN_HOURS:
        strbuf_addf(out, ngettext("%lu hour", "%lu hours", n), n);
        break;
    case SPAN_DAYS:
        strbuf_addf(out, ngettext("%lu day", "%lu days", n), n);
        break;
    case SPAN_WORKDAYS:
        strbuf_addf(out, ngettext("%lu working day", "%lu working days", n), n);
        break;
    case SPAN_WEEKS:
        strbuf_addf(out, ngettext("%lu week", "%lu weeks", n), n);
        break;
    case SPAN_MONTHS:
        strbuf_addf(out, ngettext("%lu month", "%lu months", n), n);
        break;
    case SPAN_YEARS:
        strbuf_addf(out, ngettext("%lu year", "%lu years", n), n);
        break;
    }
}

void regime_term_format(const Regime *regime, StrBuf *out) {
    for (int i = 0; i < regime->leg_count; i++) {
        if (i) strbuf_add(out, " + ");
        add_count(regime->legs[i], regime->unit, out);
    }
    for (int i = 0; i < regime->extension_count; i++) {
        strbuf_add(out, " + ");
        add_count(regime->extension[i], regime->unit, out);
    }
    if (regime->extension_count) strbuf_add(out, _(" if extended"));
    if (regime->target) strbuf_add(out, _(", own target"));
}

/* -- what can be wrong ------------------------------------------------------------------------------------------ */

/* A start that any rule can be tried from, in years that all calendars know. */
#define TRIAL_START INT64_C(1795431600)

static Status check_term(const Regime *regime, Error *err) {
    DeadlineInput input = {.rule = regime->rule, .unit = regime->unit, .calendar = {.id = regime->calendar}};
    DeadlineResult result;
    input.start_count = deadline_rule(regime->rule)->start_count;
    for (int i = 0; i < input.start_count; i++) input.starts[i] = TRIAL_START;
    for (int i = 0; i < regime->leg_count; i++) input.legs[input.leg_count++] = regime->legs[i];
    if (regime->leg_count + regime->extension_count > DEADLINE_LEGS)
        return fail(err, ERR_INVALID, _("term and extension have more than %d parts"), DEADLINE_LEGS);
    for (int i = 0; i < regime->extension_count; i++) input.legs[input.leg_count++] = regime->extension[i];
    return deadline_compute(&input, &result, err);
}

/* Words, dues and times of entry are no fields of the record: with them a rebuild would change what it finds. */
static Status check_condition(const RegisterDef *def, Condition *condition, const char *key, Arena *arena, Error *err) {
    if (!condition->text) return OK;
    if (!def) return fail(err, ERR_INVALID, _("'%s' needs a register"), key);
    QueryContext context = {.now = TRIAL_START};
    Status status = query_parse(def, condition->text, &context, arena, &condition->query, err);
    for (size_t i = 0; status == OK && i < condition->query.term_count; i++) {
        TermKind kind = condition->query.terms[i].kind;
        if (kind == TERM_FIELD || kind == TERM_OPEN) continue;
        fail(err, ERR_INVALID, _("'%s' asks for more than the fields of the record"), key);
        status = error_hint(err, "%s", _("a condition is FIELD:VALUE, as in a filter"));
    }
    return status;
}

static const FieldDef *path_field(const RegisterDef *def, const char *path) {
    const char *dot = strchr(path, '.');
    if (!dot) return register_field(def, path);
    char child[64];
    snprintf(child, sizeof child, "%.*s", (int)(dot - path), path);
    const RegisterDef *rows = register_by_key(child);
    return rows && register_is_child_of(rows, def) ? register_field(rows, dot + 1) : NULL;
}

static Status check_time_field(const RegisterDef *def, const char *path, const char *key, Error *err) {
    if (!path) return OK;
    if (!def) return fail(err, ERR_INVALID, _("'%s' needs a register"), key);
    const FieldDef *field = path_field(def, path);
    if (field && (field->type == FT_DATE || field->type == FT_MOMENT)) return OK;
    fail(err, ERR_INVALID, _("'%s': %s has no date or moment '%s'"), key, lang_text(def->noun), path);
    return error_hint(err, _("its fields are listed by: loket help %s"), def->key);
}

static Status check_starts(const RegisterDef *def, const Regime *regime, Error *err) {
    char field[64];
    int count = 0;
    Status status = OK;
    for (const char *fields = regime->starts; status == OK && text_next_word(&fields, field, sizeof field); count++)
        status = check_time_field(def, field, "starts", err);
    int needed = deadline_rule(regime->rule)->start_count;
    /* the moment of classification is known by a judgement only, so awareness alone is enough there */
    bool classified = regime->rule == DEADLINE_DORA_INIT || regime->rule == DEADLINE_DORA_INIT_NOON;
    if (status == OK && regime->starts && count != needed && !(classified && count == 1))
        return fail(err, ERR_INVALID, _("'starts' names %d fields, and rule %s has %d starts"), count, deadline_rule(regime->rule)->name, needed);
    return status;
}

static Status check_before(const Policy *before, const char *code, const char *key, Error *err) {
    if (!code || policy_find(before, code)) return OK;
    fail(err, ERR_INVALID, _("'%s': there is no regime '%s' before this one"), key, code);
    return error_hint(err, "%s", _("what a regime follows stands above it"));
}

static Status check_places(const Regime *regime, Error *err) {
    const RegisterDef *organisation = register_by_key("organisation");
    if (choice_index(register_field(organisation, "regimes")->choices, regime->group) < 0) {
        fail(err, ERR_INVALID, _("there is no group '%s'"), regime->group);
        return error_hint(err, "%s", _("they are listed by: loket clock regimes"));
    }
    const FieldDef *flag = regime->needs ? register_field(organisation, regime->needs) : NULL;
    if (regime->needs && (!flag || flag->type != FT_FLAG))
        return fail(err, ERR_INVALID, _("'needs': the organisation has no flag '%s'"), regime->needs);
    if (regime->has_from && regime->has_until && regime->until < regime->from)
        return fail(err, ERR_INVALID, "%s", _("it is in force until before it is in force"));
    Span span;
    return regime->warn ? span_parse(regime->warn, &span, err) : OK;
}

static Status check_fields(const RegisterDef *def, Regime *regime, Arena *arena, Error *err) {
    Status status = check_condition(def, &regime->when, "when", arena, err);
    if (status == OK) status = check_condition(def, &regime->if_so, "if_so", arena, err);
    if (status == OK) status = check_condition(def, &regime->unless, "unless", arena, err);
    if (status == OK && (regime->when.text || regime->if_so.text) && !regime->starts && !regime->after)
        status = fail(err, ERR_INVALID, "%s", _("with a condition it also needs 'starts': the field it starts at"));
    if (status == OK && regime->judge && !regime->when.text && !regime->if_so.text)
        status = fail(err, ERR_INVALID, "%s", _("'judge' needs 'when' or 'if_so': what it touches"));
    if (status == OK) status = check_starts(def, regime, err);
    if (status == OK) status = check_time_field(def, regime->met, "met", err);
    if (status == OK) status = check_time_field(def, regime->extended, "extended", err);
    const char *texts[] = {regime->unless_because, regime->extended_because};
    for (size_t i = 0; status == OK && i < COUNT_OF(texts); i++)
        if (texts[i] && (!def || !register_field(def, texts[i])))
            status = fail(err, ERR_INVALID, _("there is no field '%s'"), texts[i]);
    return status;
}

Status regime_check(const Policy *before, Regime *regime, Arena *arena, Error *err) {
    const RegisterDef *def = regime->reg ? register_by_key(regime->reg) : NULL;
    if (text_empty(regime->code)) return fail(err, ERR_INVALID, "%s", _("a regime needs a code"));
    if (strlen(regime->code) > 31 || strpbrk(regime->code, " \t,\"'"))
        return fail(err, ERR_INVALID, _("'%s' is no code: one word of at most 31 letters"), regime->code);
    if (text_empty(policy_text(regime->title))) return fail(err, ERR_INVALID, _("'%s' needs a title"), regime->code);
    if (text_empty(regime->group)) return fail(err, ERR_INVALID, _("'%s' needs a group"), regime->code);
    if (regime->leg_count == 0) return fail(err, ERR_INVALID, _("'%s' needs a term"), regime->code);
    if (regime->reg && (!def || def->kind != KIND_RECORDS)) return fail(err, ERR_INVALID, _("there is no register '%s'"), regime->reg);
    Status status = check_places(regime, err);
    if (status == OK) status = check_term(regime, err);
    if (status == OK) status = check_before(before, regime->after, "after", err);
    if (status == OK) status = check_before(before, regime->same_as, "same_as", err);
    return status == OK ? check_fields(def, regime, arena, err) : status;
}

/* -- groups ----------------------------------------------------------------------------------------------------- */

static const struct {
    const char *group, *help;
} groups[] = {
    {"data_protection", N_("Every organisation: data breaches within 72 hours, requests of data subjects within a month.")},
    {"contract", N_("What contracts with clients and suppliers ask to be told, and how soon; started by hand.")},
    {"policy", N_("Terms you set yourselves: acknowledging a complaint, closing a weakness.")},
    {"cyber", N_("Essential and important entities under the Cyberbeveiligingswet: warning in 24, notification in 72 hours, a final report.")},
    {"finance", N_("Financial entities under DORA: four hours after a major incident is classified, then 72 hours, then a month.")},
    {"trust", N_("Providers of trust services under eIDAS: breach or disruption within 24 hours.")},
    {"critical", N_("Critical entities under the Wet weerbaarheid kritieke entiteiten: 24 hours, then a detailed report.")},
    {"products", N_("Makers of products with digital elements under the Cyber Resilience Act: 24 and 72 hours, then a final report.")},
    {"telecom", N_("Providers of public telecom services: a personal data breach within 24 hours.")},
    {"complaints", N_("Public bodies: a formal complaint within six weeks under the Algemene wet bestuursrecht.")},
    {"whistleblowers", N_("Only where this desk is designated: acknowledge a report in seven days, say what came of it in three months.")},
    {"public_access", N_("Public bodies: a request for public information within four weeks under the Wet open overheid.")},
};

const char *policy_group_help(const char *group) {
    for (size_t i = 0; i < COUNT_OF(groups); i++)
        if (text_equal(groups[i].group, group)) return lang_text(groups[i].help);
    return NULL;
}

const char *policy_group_label(const char *group) {
    const Choice *choices = register_field(register_by_key("organisation"), "regimes")->choices;
    return choice_label(choices, group, group);
}
