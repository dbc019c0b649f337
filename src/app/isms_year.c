/* What comes back in every management system and what the function asks of an officer, as data to begin with: see officer.h. */
#include <string.h>

#include "desk_private.h"
#include "loket/app/officer.h"
#include "loket/base/lang.h"
#include "consequences.h"

/* -- the usual duties ------------------------------------------------------------------------------------------------- */

typedef struct UsualDuty {
    const char *title; /* N_() */
    const char *part, *every, *first; /* first: span from today */
    const char *text; /* N_() */
} UsualDuty;

/* clang-format off */
static const UsualDuty usual_duties[] = {
    {N_("Management review"), "evaluation", "1y", "6m", N_("The board looks at results, risks, resources and what must improve; decisions in the minutes. An auditor asks for input and output.")},
    {N_("Internal audit"), "evaluation", "1y", "4m", N_("By somebody who does not judge their own work; programme, report, findings with an owner and a date.")},
    {N_("Risk analysis"), "planning", "1y", "2m", N_("With the owners of processes: what changed, which risks, who carries them, what is done.")},
    {N_("Access review"), "operation", "6m", "3m", N_("Owners of systems go through who may do what, administrators first; what is removed is proven.")},
    {N_("Sources: NCSC advisories"), "operation", "1w", "1w", N_("What touches us becomes an external development with a verdict.")},
    {N_("Sources: sector CSIRT"), "operation", "1w", "1w", N_("Warnings of the sector; share back what others can use.")},
    {N_("Sources: data protection authority"), "context", "1m", "1m", N_("Guidance and decisions, with the DPO.")},
    {N_("Sources: official gazette"), "context", "1m", "1m", N_("New acts and decrees; what takes effect becomes an external development.")},
    {N_("Desk card tried and published"), "support", "6m", "1m", N_("Call the number, write to the address, look where it is published.")},
    {N_("Report to the board"), "leadership", "3m", "3m", N_("Developments, state of affairs, improvement activities, and what the board is asked.")},
    {N_("Effect of improvement actions"), "improvement", "3m", "3m", N_("Which actions worked, judged by another than the owner; what comes back is cause for a deeper look.")},
};

/* -- what the function asks of an officer --------------------------------------------------------------------------------- */

static const struct {
    const char *title, *text; /* N_() */
} usual_demands[] = {
    {N_("Medior or senior, at least three years in security and privacy"), N_("Name the years and where; a reference counts as proof.")},
    {N_("Above-average knowledge of implementing and running an ISMS"), N_("Systems set up or kept running, audits passed.")},
    {N_("At home on the organisational and on the technical side"), N_("Both the organisational-administrative and the administrative-technical side; name the weaker one as gap.")},
    {N_("Basic privacy law, and data protection in practice"), N_("Breaches judged, requests advised on, assessments read.")},
    {N_("Communicates and convinces at board level"), N_("Advice that landed, and advice that did not, with why.")},
    {N_("Stands firm"), N_("A case in which you held to your advice, and how you stayed on speaking terms.")},
    {N_("Sets an example in privacy at the client"), N_("Clean desk, locked screen, no names in corridors.")},
    {N_("Aware of confidentiality"), N_("Signed statements are with the clients; here only what you do.")},
    {N_("Internal training of security officers"), N_("Done, with the date; what is repeated each year.")},
    {N_("Training and exam CISSP, CISA, CISM or RE"), N_("The certificate is an entry of its own that meets this demand, with its points.")},
    {N_("Entitled to the title"), N_("Registered, or granted by the employer; valid until.")},
    {N_("Enough practice cases"), N_("What happened, what you did, what it taught you; without the name of a client.")},
};
/* clang-format on */

/* -- taking over ------------------------------------------------------------------------------------------------------- */

enum { TAKEN_MOST = 32 };

typedef struct Taking {
    Desk *desk;
    Arena *arena;
    Change changes[TAKEN_MOST];
    size_t count;
} Taking;

static bool there_is(Taking *taking, const RegisterDef *def, const char *title) {
    Found *found;
    size_t count = desk_named(taking->desk, def, title, taking->arena, &found);
    return count && strcmp(text_fold(taking->arena, found[0].title), text_fold(taking->arena, title)) == 0;
}

/* A new record of that title, unless there is one, ended or not, in whatever language it was taken over. */
static Record *take(Taking *taking, const char *reg, const char *title) {
    const RegisterDef *def = register_by_key(reg);
    const char *other;
    for (size_t i = 0; (other = lang_text_in(i, title)); i++)
        if (there_is(taking, def, other)) return NULL;
    Record *record = record_new_initial(def, desk_now(taking->desk), taking->arena);
    record_set_text(record, "title", lang_text(title));
    taking->changes[taking->count++] = (Change){.wanted = record};
    return record;
}

static Status finish(Taking *taking, size_t *made, Error *err) {
    Status status = taking->count ? desk_apply(taking->desk, taking->changes, taking->count, NULL, NULL, err) : OK;
    *made = status == OK ? taking->count : 0;
    arena_free(taking->arena);
    return status;
}

Status duties_take_over(Desk *desk, size_t *made, Error *err) {
    Taking taking = {.desk = desk, .arena = arena_new()};
    const char *owner = officer_code(desk, taking.arena);
    *made = 0;
    if (!owner) {
        arena_free(taking.arena);
        fail(err, ERR_INVALID, "%s", _("a duty needs an owner, and this desk has no officer yet"));
        return error_hint(err, "%s", _("name the officer in the organisation's record"));
    }
    for (size_t i = 0; i < COUNT_OF(usual_duties); i++) {
        const UsualDuty *usual = &usual_duties[i];
        Record *duty = take(&taking, "duty", usual->title);
        if (!duty) continue;
        Span first;
        record_set_text(duty, "owner", owner);
        record_set_text(duty, "isms_part", usual->part);
        record_set_text(duty, "phase", "implementing");
        record_set_text(duty, "every", usual->every);
        record_set_text(duty, "text", lang_text(usual->text));
        if (span_parse(usual->first, &first, NULL) == OK) record_set_number(duty, "next_on", day_add_span(moment_day(desk_now(desk)), first));
    }
    return finish(&taking, made, err);
}

Status demands_take_over(Desk *desk, size_t *made, Error *err) {
    Taking taking = {.desk = desk, .arena = arena_new()};
    for (size_t i = 0; i < COUNT_OF(usual_demands); i++) {
        Record *demand = take(&taking, "competence", usual_demands[i].title);
        if (!demand) continue;
        record_set_text(demand, "kind", "demand");
        record_set_text(demand, "text", lang_text(usual_demands[i].text));
    }
    return finish(&taking, made, err);
}
