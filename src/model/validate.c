#include "loket/model/validate.h"

#include <stdarg.h>
#include <string.h>

#include "loket/base/utf8.h"
#include "loket/model/words.h"

void problem_add(Problems *problems, const RegisterDef *def, const char *key, const char *format, ...) {
    size_t at = problems->count++;
    if (at >= COUNT_OF(problems->items)) return;
    Problem *problem = &problems->items[at];
    problem->field = key ? register_field(def, key) : NULL;
    va_list args;
    va_start(args, format);
    utf8_vprint(problem->message, sizeof problem->message, format, args);
    va_end(args);
}

static void check_required(const Record *after, Problems *problems) {
    for (size_t i = 0; i < after->def->field_count; i++) {
        const FieldDef *field = &after->def->fields[i];
        if (!(field->flags & FF_REQUIRED) || after->values[i].set) continue;
        problem_add(problems, after->def, field->key, "%s", _("still empty"));
    }
}

/* All numbers there are count something. */
static void check_numbers(const Record *after, Problems *problems) {
    for (size_t i = 0; i < after->def->field_count; i++) {
        const FieldDef *field = &after->def->fields[i];
        if (field->type != FT_NUMBER || !after->values[i].set || after->values[i].number >= 0) continue;
        problem_add(problems, after->def, field->key, _("\"%s\" cannot be below 0"), lang_text(field->label));
    }
}

/* Values come from parsing, but not all callers parse: a slug that no table knows would be lost in every list. */
static void check_choices(const Record *after, Problems *problems) {
    for (size_t i = 0; i < after->def->field_count; i++) {
        const FieldDef *field = &after->def->fields[i];
        if (field->type != FT_CHOICE || !after->values[i].set) continue;
        char clip[CLIP_SIZE];
        if (choice_index(field->choices, after->values[i].text) < 0)
            problem_add(problems, after->def, field->key, _("\"%s\" is not one of the choices"),
                        words_clip(after->values[i].text, clip));
    }
}

/* The labels of the states that a state may go to, as a sentence would list them. */
static void list_moves(const RegisterDef *def, const StateDef *from, StrBuf *out) {
    char key[64];
    for (const char *rest = from->moves; text_next_word(&rest, key, sizeof key);) {
        const StateDef *to = register_state(def, key);
        if (to) strbuf_addf(out, "%s%s", out->length ? ", " : "", lang_text(to->label));
    }
}

static void refuse_move(const RegisterDef *def, const StateDef *from, const StateDef *to, Problems *problems) {
    StrBuf moves;
    strbuf_init(&moves);
    list_moves(def, from, &moves);
    if (moves.length) {
        problem_add(problems, def, "state", _("from \"%s\" it cannot go to \"%s\", only to: %s"),
                    lang_text(from->label), lang_text(to->label), moves.data);
    } else {
        problem_add(problems, def, "state", _("\"%s\" is final, so it cannot become \"%s\""), lang_text(from->label),
                    lang_text(to->label));
    }
    strbuf_done(&moves);
}

static void check_state(const Record *before, const Record *after, Problems *problems) {
    const RegisterDef *def = after->def;
    const char *slug = register_field(def, "state") ? record_text(after, "state") : NULL;
    if (def->state_count == 0 || !slug) return; /* an empty one is missing, not wrong */
    const StateDef *to = record_state(after);
    if (!to) {
        char clip[CLIP_SIZE];
        problem_add(problems, def, "state", _("\"%s\" is no state"), words_clip(slug, clip));
        return;
    }
    const StateDef *from = before ? record_state(before) : NULL;
    if (from && from != to && !text_has_word(from->moves, to->key)) refuse_move(def, from, to, problems);
}

/* From empty to a value is asking and being answered; from a value to another is rewriting what was said. */
static void check_kept(const Record *before, const Record *after, Problems *problems) {
    bool child = after->def->kind == KIND_CHILD;
    for (size_t i = 0; i < after->def->field_count; i++) {
        const FieldDef *field = &after->def->fields[i];
        if (!child && !(field->flags & FF_KEEP)) continue;
        if (!before->values[i].set || value_equal(field, before->values[i], after->values[i])) continue;
        problem_add(problems, after->def, field->key,
                    child ? _("\"%s\" was written down and stays; strike the row through and add the right one")
                          : _("\"%s\" was written down and stays as it is"),
                    lang_text(field->label));
    }
}

static void check_level(const Record *after, Problems *problems) {
    if (!register_field(after->def, "level") || !record_is(after, "level", "sealed")) return;
    problem_add(problems, after->def, "level",
                _("this version cannot seal yet, and nothing called sealed is kept in the clear; use confidential"));
}

void validate(const Facts *facts, const Record *before, const Record *after, Problems *problems) {
    if (before) check_kept(before, after, problems);
    check_level(after, problems);
    if (after->voided_at) return; /* what is struck through need not be complete */
    if (!facts->put_back) check_required(after, problems);
    check_numbers(after, problems);
    check_choices(after, problems);
    check_state(before, after, problems);
    if (after->def->check) after->def->check(facts, before, after, problems);
}
