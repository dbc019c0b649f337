/* The sheets of what is asked under a rule: an instruction, an advice, and the rule itself with all that stands on it. */
#include "loket/base/lang.h"
#include "sheet_lines.h"

enum { SHOWN = 8 };

/* A line that leads where its field does. */
static void add_value(Page *page, const Record *record, const char *key, int most) {
    bool link = register_field(record->def, key)->type == FT_LINK;
    if (page_field(page, SHEET_PLAIN, record, key, most) && link) page_about(page, record_text(record, key));
}

static void add_values(Page *page, const Record *record, const char *keys, int most) {
    char key[64];
    while (text_next_word(&keys, key, sizeof key)) add_value(page, record, key, most);
}

static void add_anchor(Page *page, const Record *record, const char *code) {
    Record *rule;
    if (!code || records_find(page->desk->db, code, page->arena, &rule, NULL) != OK) return;
    const char *title = record_text(rule, "title"), *place = register_field(record->def, "rule_place") ? record_text(record, "rule_place") : NULL;
    page_add(page, SHEET_PLAIN, _("Rule"), 2, "%s%s%s%s%s", record_title(rule), title ? " " : "", title ? title : "", place ? ", " : "", place ? place : "");
    page_about(page, code_of(rule, page->arena));
    static const char own_rules[] = "procedure protocol matrix agreement contract charter"; /* of a law everybody can look it up */
    if (!record_has(rule, "in_force_from") && text_has_word(own_rules, record_text(rule, "kind"))) {
        page_add(page, SHEET_WARNING, "", 1, "%s", _("since when it is in force is not known"));
        page_about(page, code_of(rule, page->arena));
    }
}

Status sheet_instruction(Page *page, const Record *instruction, Error *err) {
    add_values(page, instruction, "kind to", 1);
    add_anchor(page, instruction, record_text(instruction, "rule"));
    add_values(page, instruction, "asked observed", 4);
    add_values(page, instruction, "given_on due_on acknowledged followed followed_on ended_because", 2);
    if (record_is(instruction, "kind", "formal")) {
        page_heading(page, _("Formal intervention"));
        add_values(page, instruction, "earlier_talk dialogue_failed holder_told_on", 3);
    }
    return ladder_line(page, record_text(instruction, "to"), record_text(instruction, "rule"), err);
}

Status sheet_advice_steps(Page *page, const Record *advice, Error *err) {
    add_values(page, advice, "weight addressee given_on answer_due", 1);
    add_values(page, advice, "text options risk_if_not", 6);
    char code[CODE_SIZE];
    for (const char *codes = record_text(advice, "anchors"); text_next_word(&codes, code, sizeof code);) add_anchor(page, advice, code);
    if (!record_has(advice, "anchors")) page_add(page, SHEET_WARNING, _("Rule"), 1, "%s", _("it stands on no law, standard, contract or risk analysis"));
    if (record_has(advice, "answer")) page_heading(page, _("Answer"));
    add_values(page, advice, "answer answered_by answered_on answer_reason risk_told_to risk_told_on carried_by answer_place carried_out checked_on", 2);
    return ladder_board(page, advice, err);
}

/* -- the rule ---------------------------------------------------------------------------------------------------- */

static const struct {
    const char *heading, *reg, *field;
} stands_on[] = {
    {N_("Requests under it"), "approval", "rule"},       {N_("Advice on it"), "advice", "anchors"},     {N_("Instructions on it"), "instruction", "rule"},
    {N_("Duties that follow from it"), "duty", "anchor"}, {N_("Messages about it"), "message", "anchors"},
};

static Status add_standing(Page *page, const char *code, size_t which, Error *err) {
    RecordList list;
    Status status = find_pointing(page->desk, code, stands_on[which].reg, stands_on[which].field, page->arena, &list, err);
    if (status != OK || list.count == 0) return status;
    page_heading(page, arena_printf(page->arena, "%s: %zu", lang_text(stands_on[which].heading), list.count));
    for (size_t i = 0; i < list.count && i < SHOWN; i++) {
        const StateDef *state = record_state(list.items[i]);
        page_record(page, list.items[i], state ? lang_text(state->label) : "");
    }
    if (list.count > SHOWN) page_add(page, SHEET_QUIET, "", 1, "%s", _("and more"));
    return OK;
}

Status sheet_anchor(Page *page, const Record *anchor, Error *err) {
    const char *code = code_of(anchor, page->arena);
    Day today = moment_day(desk_now(page->desk));
    add_values(page, anchor, "title kind owner adopted_by place", 2);
    if (field_day(anchor, "in_force_from", today) > today) page_add(page, SHEET_WARNING, _("In force"), 1, "%s", _("not yet"));
    if (field_day(anchor, "in_force_until", today) < today || record_is(anchor, "state", "ended")) page_add(page, SHEET_WARNING, _("In force"), 1, "%s", _("no longer"));
    add_values(page, anchor, "in_force_from in_force_until review_on", 1);
    add_value(page, anchor, "text", 4);
    Status status = OK;
    for (size_t i = 0; i < COUNT_OF(stands_on) && status == OK; i++) status = add_standing(page, code, i, err);
    size_t before = page->sheet->count;
    page->only = code;
    page->months = 12;
    if (status == OK) page_heading(page, _("Bent in 12 months"));
    if (status == OK) status = page_bends(page, err);
    if (page->sheet->count == before + 1) page_add(page, SHEET_QUIET, "", 1, "%s", _("not once"));
    return status;
}
