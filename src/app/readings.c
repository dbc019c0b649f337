#include "loket/app/reading.h"

#include <string.h>

#include "loket/base/lang.h"
#include "sheet_lines.h"

/* clang-format off */
static const ReadingDef readings[] = {
    {"radar", N_("Radar"), N_("kinds of trigger event, and who should warn of them: told, asked, came, late"), 12, NULL, BELONGS_ORGANISATION, reading_radar},
    {"structural", N_("Structural"), N_("patterns in what happens to advice, with the advices behind each"), 12, NULL, BELONGS_ORGANISATION, reading_structural},
    {"bends", N_("Bent rules"), N_("how often each rule is bent, per unit"), 12, N_("[RULE]"), BELONGS_ORGANISATION, reading_bends},
    {"heard", N_("How we hear"), N_("they came to us or we found out, per unit"), 12, NULL, BELONGS_ORGANISATION, reading_heard},
    {"warnings", N_("Warnings"), N_("what is not well about the desk itself: roles, position, patterns in advice"), 0, NULL, BELONGS_ORGANISATION, reading_warnings},
    {"isms", N_("ISMS"), N_("the management system by its parts: who, last done, next, open actions, findings"), 0, NULL, BELONGS_ORGANISATION, reading_isms},
    {"charter", N_("Charter card"), N_("what the officer answers for and may do, who adopted it, and the position"), 0, NULL, BELONGS_ORGANISATION, reading_charter},
    {"deskcard", N_("Desk card"), N_("how people reach the desk, where that is published, and when it was tried"), 0, NULL, BELONGS_ORGANISATION, reading_deskcard},
    {"handover", N_("Handover"), N_("the last day at a client: what goes along, what is due, what must be ended"), 0, NULL, BELONGS_ORGANISATION, reading_handover},
    {"demands", N_("Demands of the function"), N_("your own file: what shows each demand, what is missing, what was learned"), 0, NULL, BELONGS_OWN, reading_demands},
};
/* clang-format on */

const ReadingDef *reading_next(const ReadingDef *previous) {
    const ReadingDef *next = previous ? previous + 1 : readings;
    return next < readings + COUNT_OF(readings) ? next : NULL;
}

const ReadingDef *reading_find(const char *key) {
    for (const ReadingDef *each = NULL; (each = reading_next(each));)
        if (strcmp(each->key, key) == 0) return each;
    return NULL;
}

Status reading_read(Desk *desk, const ReadingDef *reading, int months, const char *only, Arena *arena, Sheet *sheet, Error *err) {
    if (reading->belongs != BELONGS_BOTH && (reading->belongs == BELONGS_OWN) != desk_is_own(desk))
        return fail(err, ERR_USAGE, "%s", desk_is_own(desk) ? _("not in your own file") : _("only in your own file: loket --me"));
    *sheet = (Sheet){.title = lang_text(reading->title)};
    Page page = {.desk = desk, .arena = arena, .sheet = sheet, .months = months ? months : reading->months, .only = only};
    return reading->compose(&page, err);
}
