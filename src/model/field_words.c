/* Field types whose values are words of a list: choices and states, tags, codes of records. A value of several is sorted, each once, a blank
 * between. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "field_types.h"
#include "loket/base/nearest.h"
#include "loket/model/words.h"

/* Choices and states: a typed word is compared with slug, English label and label in the language in force. */

/* The choices of a field or the states of a register, as one list. */
static bool option_at(const FieldDef *field, const RegisterDef *def, size_t index, const char **key,
                      const char **label) {
    if (field->type == FT_STATE) {
        if (!def || index >= def->state_count) return false;
        *key = def->states[index].key;
        *label = def->states[index].label;
        return true;
    }
    if (!field->choices || !field->choices[index].key) return false;
    *key = field->choices[index].key;
    *label = field->choices[index].label;
    return true;
}

static const char *option_label(const FieldDef *field, const RegisterDef *def, const char *slug) {
    const char *key, *label;
    for (size_t i = 0; option_at(field, def, i, &key, &label); i++) {
        if (strcmp(key, slug) == 0) return lang_text(label);
    }
    return slug;
}

static int option_rank(const FieldDef *field, const RegisterDef *def, const char *slug) {
    const char *key, *label;
    size_t i = 0;
    while (option_at(field, def, i, &key, &label) && strcmp(key, slug) != 0)
        i++;
    return (int)i;
}

static Status no_such_option(const FieldDef *field, const RegisterDef *def, const char *text, const char *folded,
                             Error *err) {
    char clip[CLIP_SIZE];
    fail(err, ERR_INVALID, _("\"%s\" is not one of the choices"), words_clip(text, clip));
    Nearest nearest = nearest_start(folded);
    StrBuf all;
    strbuf_init(&all);
    const char *key, *label;
    for (size_t i = 0; option_at(field, def, i, &key, &label); i++) {
        nearest_offer(&nearest, key);
        strbuf_addf(&all, "%s%s", i ? ", " : "", key);
    }
    if (all.length < 100 || !nearest_word(&nearest)) error_hint(err, _("one of: %s"), all.data);
    if (nearest_word(&nearest)) error_hint(err, _("did you mean \"%s\"?"), nearest_word(&nearest));
    strbuf_done(&all);
    return ERR_INVALID;
}

/* The slug that `text` names; slugs win over labels, so that written values always read back. */
static Status option_parse(const FieldDef *field, const RegisterDef *def, const char *text, Arena *arena,
                           const char **slug, Error *err) {
    const char *folded = field_slug(arena, text), *key, *label;
    for (size_t i = 0; option_at(field, def, i, &key, &label); i++) {
        *slug = key;
        if (strcmp(folded, key) == 0) return OK;
    }
    for (size_t i = 0; option_at(field, def, i, &key, &label); i++) {
        *slug = key;
        if (text_equal(folded, field_slug(arena, label))) return OK;
        if (text_equal(folded, field_slug(arena, lang_text(label)))) return OK;
    }
    return no_such_option(field, def, text, folded, err);
}

PARSE(choice_parse) {
    const char *slug = NULL;
    Status status = option_parse(field, context->def, text, arena, &slug, err);
    if (status == OK) *value = text_value(slug);
    return status;
}

WRITE(choice_format) {
    strbuf_add(out, option_label(field, def, value.text));
}

COMPARE(choice_compare) {
    return option_rank(field, def, a.text) - option_rank(field, def, b.text);
}

/* Several of them */

typedef Status (*TokenParse)(const FieldDef *field, const ParseContext *context, const char *token, Arena *arena,
                             const char **canonical, Error *err);

static int token_order(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *tokens_join(Arena *arena, const char **tokens, size_t count) {
    qsort(tokens, count, sizeof *tokens, token_order);
    StrBuf joined;
    strbuf_init(&joined);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && strcmp(tokens[i], tokens[i - 1]) == 0) continue;
        if (joined.length) strbuf_addc(&joined, ' ');
        strbuf_add(&joined, tokens[i]);
    }
    const char *text = arena_strdup(arena, joined.data);
    strbuf_done(&joined);
    return text;
}

static Status tokens_parse(const FieldDef *field, const ParseContext *context, const char *text, const char *between,
                           TokenParse parse, Arena *arena, Value *value, Error *err) {
    Status status = field_check_utf8(text, err);
    if (status != OK) return status;
    size_t count = 0;
    const char **tokens = ARENA_ARRAY(arena, const char *, strlen(text) / 2 + 1);
    for (const char *at = text + strspn(text, between); *at; at += strspn(at, between)) {
        size_t length = strcspn(at, between);
        const char *token = arena_strndup(arena, at, length);
        at += length;
        if (token[strspn(token, FIELD_BLANKS)] == '\0') continue;
        status = parse(field, context, token, arena, &tokens[count++], err);
        if (status != OK) return status;
    }
    if (count > 0) *value = text_value(tokens_join(arena, tokens, count));
    return OK;
}

static Status choice_token(const FieldDef *field, const ParseContext *context, const char *token, Arena *arena,
                           const char **canonical, Error *err) {
    return option_parse(field, context->def, token, arena, canonical, err);
}

/* Labels and names may hold blanks: what stands between commas is tried as a whole, then word by word. */
static Status phrases_parse(const FieldDef *field, const ParseContext *context, const char *text, TokenParse parse,
                            Arena *arena, Value *value, Error *err) {
    if (tokens_parse(field, context, text, ",;\r\n", parse, arena, value, NULL) == OK) return OK;
    return tokens_parse(field, context, text, ",; \t\r\n", parse, arena, value, err);
}

PARSE(choices_parse) {
    return phrases_parse(field, context, text, choice_token, arena, value, err);
}

WRITE(choices_format) {
    char slug[64];
    const char *rest = value.text, *between = "";
    while (text_next_word(&rest, slug, sizeof slug)) {
        strbuf_addf(out, "%s%s", between, option_label(field, def, slug));
        between = ", ";
    }
}

WRITE(links_format) {
    UNUSED(field), UNUSED(def);
    for (const char *at = value.text; *at; at++) {
        if (*at == ' ') strbuf_addc(out, ',');
        strbuf_addc(out, *at);
    }
}

static bool tag_ok(const char *tag) {
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)tag;
    bool any = false;
    for (utf8proc_int32_t codepoint; *at;) {
        utf8proc_ssize_t length = utf8proc_iterate(at, -1, &codepoint);
        if (length <= 0) return false;
        utf8proc_category_t category = utf8proc_category(codepoint);
        bool mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
        bool joins = codepoint < 0x80 && strchr("-_./+", (int)codepoint);
        if (!word_character(codepoint) && !mark && !joins) return false;
        any = any || word_character(codepoint);
        at += length;
    }
    return any;
}

/* Lower case and composed, so that two ways to type one tag are one tag; NULL when that cannot be done. */
static char *tag_fold(Arena *arena, const char *tag) {
    utf8proc_uint8_t *folded = NULL;
    if (utf8proc_map((const utf8proc_uint8_t *)tag, 0, &folded,
                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD) < 0)
        return NULL;
    char *copy = arena_strdup(arena, (const char *)folded);
    free(folded);
    return copy;
}

static Status tag_token(const FieldDef *field, const ParseContext *context, const char *token, Arena *arena,
                        const char **canonical, Error *err) {
    UNUSED(field), UNUSED(context);
    char clip[CLIP_SIZE];
    const char *tag = tag_fold(arena, token + strspn(token, "#"));
    if (!tag || !tag_ok(tag)) {
        fail(err, ERR_INVALID, _("\"%s\" cannot be a tag"), words_clip(token, clip));
        return error_hint(err, _("a tag is letters and digits, with - _ . / + between them"));
    }
    if (strlen(tag) > TAG_MOST) {
        fail(err, ERR_INVALID, _("tag \"%s\" is too long"), words_clip(token, clip));
        return error_hint(err, _("at most %d bytes"), TAG_MOST);
    }
    *canonical = tag;
    return OK;
}

PARSE(tags_parse) {
    return tokens_parse(field, context, text, ",; \t\r\n", tag_token, arena, value, err);
}

WRITE(tags_format) {
    UNUSED(field), UNUSED(def);
    char tag[TAG_MOST + 1];
    const char *rest = value.text, *between = "";
    while (text_next_word(&rest, tag, sizeof tag)) {
        strbuf_addf(out, "%s#%s", between, tag);
        between = " ";
    }
}

/* Links and parties */

static const char *code_of(Arena *arena, const RegisterDef *def, int64_t no) {
    char code[CODE_SIZE];
    code_write(def, no, code);
    return arena_strdup(arena, code);
}

static bool targets_contact(const FieldDef *field) {
    return field->type == FT_PARTY || text_equal(field->target, "contact");
}

/* The contact that "me", "@name" or a name means, or NULL. */
static const char *find_person(const ParseContext *context, const char *text, Arena *arena) {
    if (!context) return NULL;
    if (strcasecmp(text, "me") == 0 || strcasecmp(text, "@me") == 0) return context->me;
    const char *code = context->person ? context->person(context->ctx, text + (*text == '@')) : NULL;
    return code ? arena_strdup(arena, code) : NULL;
}

static Status no_such_link(const FieldDef *field, const char *text, Error *err) {
    char clip[CLIP_SIZE];
    bool person = targets_contact(field);
    fail(err, ERR_INVALID, person ? _("\"%s\" is no contact") : _("\"%s\" is no code"), words_clip(text, clip));
    const RegisterDef *target = field->target ? register_by_key(field->target) : NULL;
    return error_hint(err, _("give a code such as %s-0012"), target && target->prefix ? target->prefix : "INC");
}

static Status link_token(const FieldDef *field, const ParseContext *context, const char *token, Arena *arena,
                         const char **canonical, Error *err) {
    token = field_trim(arena, token);
    const RegisterDef *def = NULL;
    int64_t no = 0;
    if (!code_parse(token, &def, &no)) {
        *canonical = targets_contact(field) ? find_person(context, token, arena) : NULL;
        return *canonical ? OK : no_such_link(field, token, err);
    }
    if (field->target && !text_has_word(field->target, def->key)) {
        char clip[CLIP_SIZE];
        const RegisterDef *target = register_by_key(field->target);
        fail(err, ERR_INVALID, _("\"%s\" points at the wrong register"), words_clip(token, clip));
        return error_hint(err, _("give a code that starts with %s"),
                          target && target->prefix ? target->prefix : field->target);
    }
    *canonical = code_of(arena, def, no);
    return OK;
}

PARSE(link_parse) {
    const char *code = NULL;
    Status status = link_token(field, context, text, arena, &code, err);
    if (status == OK) *value = text_value(code);
    return status;
}

PARSE(links_parse) {
    return phrases_parse(field, context, text, link_token, arena, value, err);
}

/* A contact if it is a code, "me" or "@name"; any other text stays text: most parties are not in the register. */
PARSE(party_parse) {
    Status status = text_parse(field, context, text, arena, value, err);
    if (status != OK) return status;
    const RegisterDef *def = NULL;
    int64_t no = 0;
    if (code_parse(value->text, &def, &no) && text_equal(def->key, "contact")) {
        value->text = code_of(arena, def, no);
    } else if (*value->text == '@' || (strcasecmp(value->text, "me") == 0 && context && context->me)) {
        const char *code = find_person(context, value->text, arena);
        if (!code) return no_such_link(field, value->text, err);
        value->text = code;
    }
    return OK;
}
