/* What each field type can do. One small function per type and verb; the table at the end is the only list of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "loket/base/nearest.h"
#include "loket/base/utf8.h"
#include "loket/model/register.h"
#include "loket/model/words.h"

#define PARSE(name)                                                                                                    \
    static Status name(const FieldDef *field, const ParseContext *context, const char *text, Arena *arena,             \
                       Value *value, Error *err)
#define WRITE(name) static void name(const FieldDef *field, const RegisterDef *def, Value value, StrBuf *out)
#define COMPARE(name) static int name(const FieldDef *field, const RegisterDef *def, Value a, Value b)
#define UNUSED(name) (void)(name)

static const char blanks[] = " \t\r\n";

static Value text_value(const char *text) {
    return (Value){.set = true, .text = text};
}

static Value number_value(int64_t number) {
    return (Value){.set = true, .number = number};
}

static char *trim(Arena *arena, const char *text) {
    text += strspn(text, blanks);
    size_t length = strlen(text);
    while (length > 0 && strchr(blanks, text[length - 1]))
        length--;
    return arena_strndup(arena, text, length);
}

static Status check_utf8(const char *text, Error *err) {
    if (utf8_valid(text, strlen(text))) return OK;
    fail(err, ERR_INVALID, _("the text is not UTF-8"));
    return error_hint(err, _("save or send it as UTF-8"));
}

/* Text and notes */

PARSE(text_parse) {
    UNUSED(field), UNUSED(context);
    Status status = check_utf8(text, err);
    if (status != OK) return status;
    char *line = trim(arena, text);
    size_t length = strlen(line);
    if (length > TEXT_MOST) {
        fail(err, ERR_INVALID, _("%zu bytes is too long for one line; at most %d fit"), length, TEXT_MOST);
        return error_hint(err, _("put the longer story in a field of several lines"));
    }
    for (char *at = line; *at; at++) {
        if (strchr("\t\r\n", *at)) *at = ' ';
    }
    *value = text_value(line);
    return OK;
}

/* Line ends become newlines; blanks at the end of the whole and empty lines before it go. */
PARSE(note_parse) {
    UNUSED(field), UNUSED(context);
    Status status = check_utf8(text, err);
    if (status != OK) return status;
    size_t length = strlen(text), kept = 0;
    if (length > NOTE_MOST) return fail(err, ERR_INVALID, _("the text is longer than %d bytes"), NOTE_MOST);
    char *note = arena_strdup(arena, text);
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\r' && text[i + 1] == '\n') continue;
        note[kept++] = text[i] == '\r' ? '\n' : text[i];
    }
    while (kept > 0 && strchr(blanks, note[kept - 1]))
        kept--;
    note[kept] = '\0';
    *value = text_value(note + strspn(note, "\n"));
    return OK;
}

WRITE(text_write) {
    UNUSED(field), UNUSED(def);
    strbuf_add(out, value.text);
}

COMPARE(text_compare) {
    UNUSED(field), UNUSED(def);
    int order = strcasecmp(a.text, b.text);
    return order ? order : strcmp(a.text, b.text);
}

/* Choices and states: a typed word is compared with slug, English label and label in the language in force. */

/* Folded, with blanks and dashes as in a slug. */
static char *slug_like(Arena *arena, const char *text) {
    char *slug = text_fold(arena, trim(arena, text));
    for (char *at = slug; *at; at++) {
        if (*at == ' ' || *at == '-') *at = '_';
    }
    return slug;
}

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
    const char *folded = slug_like(arena, text), *key, *label;
    for (size_t i = 0; option_at(field, def, i, &key, &label); i++) {
        *slug = key;
        if (strcmp(folded, key) == 0) return OK;
    }
    for (size_t i = 0; option_at(field, def, i, &key, &label); i++) {
        *slug = key;
        if (text_equal(folded, slug_like(arena, label))) return OK;
        if (text_equal(folded, slug_like(arena, lang_text(label)))) return OK;
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

/* Tokens: sorted, each once, a blank between. */

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
    Status status = check_utf8(text, err);
    if (status != OK) return status;
    size_t count = 0;
    const char **tokens = ARENA_ARRAY(arena, const char *, strlen(text) / 2 + 1);
    for (const char *at = text + strspn(text, between); *at; at += strspn(at, between)) {
        size_t length = strcspn(at, between);
        const char *token = arena_strndup(arena, at, length);
        at += length;
        if (token[strspn(token, blanks)] == '\0') continue;
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
    token = trim(arena, token);
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

/* Flags and numbers */

PARSE(flag_parse) {
    UNUSED(field), UNUSED(context);
    static const char yes[] = "yes y ja j true 1 x on", no[] = "no n nee false 0 off";
    const char *word = slug_like(arena, text);
    bool is_yes = text_has_word(yes, word) || text_equal(word, slug_like(arena, _("yes")));
    bool is_no = text_has_word(no, word) || text_equal(word, slug_like(arena, _("no")));
    if (!is_yes && !is_no) {
        char clip[CLIP_SIZE];
        fail(err, ERR_INVALID, _("\"%s\" is neither yes nor no"), words_clip(text, clip));
        return error_hint(err, _("give yes or no"));
    }
    *value = number_value(is_yes);
    return OK;
}

WRITE(flag_write) {
    UNUSED(field), UNUSED(def);
    strbuf_add(out, value.number ? "yes" : "no");
}

WRITE(flag_format) {
    UNUSED(field), UNUSED(def);
    strbuf_add(out, value.number ? _("yes") : _("no"));
}

PARSE(number_parse) {
    UNUSED(field), UNUSED(context);
    const char *word = trim(arena, text), *digits = word + (*word == '-' || *word == '+');
    char clip[CLIP_SIZE];
    size_t count = strspn(digits, "0123456789");
    if (count == 0 || digits[count]) {
        fail(err, ERR_INVALID, _("\"%s\" is no whole number"), words_clip(word, clip));
        return error_hint(err, _("give digits only, such as 1200"));
    }
    digits += strspn(digits, "0"); /* what is left tells the size */
    if (strlen(digits) > 15) return fail(err, ERR_INVALID, _("\"%s\" is too large a number"), words_clip(word, clip));
    int64_t number = *digits ? strtoll(digits, NULL, 10) : 0;
    *value = number_value(*word == '-' ? -number : number);
    return OK;
}

WRITE(number_write) {
    UNUSED(field), UNUSED(def);
    strbuf_addf(out, "%lld", (long long)value.number);
}

COMPARE(number_compare) {
    UNUSED(field), UNUSED(def);
    return (a.number > b.number) - (a.number < b.number);
}

/* Dates, moments and spans */

PARSE(date_parse) {
    UNUSED(field);
    const char *word = trim(arena, text);
    /* One table row may say "now" as the initial value of dates and moments alike. */
    if (strcasecmp(word, "now") == 0 || strcasecmp(word, "nu") == 0) {
        *value = number_value(moment_day(context->now));
        return OK;
    }
    Day day = 0;
    Status status = day_parse(word, context->now, &day, err);
    if (status == OK) *value = number_value(day);
    return status;
}

WRITE(date_write) {
    UNUSED(field), UNUSED(def);
    char text[16];
    day_write(value.number, text);
    strbuf_add(out, text);
}

WRITE(date_format) {
    UNUSED(field), UNUSED(def);
    day_format(value.number, out);
}

PARSE(moment_field_parse) {
    UNUSED(field);
    Moment moment = 0;
    Status status = moment_parse(trim(arena, text), context->now, &moment, err);
    if (status == OK) *value = number_value(moment);
    return status;
}

WRITE(moment_field_write) {
    UNUSED(field), UNUSED(def);
    char text[32];
    moment_write(value.number, text);
    strbuf_add(out, text);
}

WRITE(moment_field_format) {
    UNUSED(field), UNUSED(def);
    moment_format(value.number, out);
}

PARSE(span_field_parse) {
    UNUSED(field), UNUSED(context);
    Span span;
    Status status = span_parse(trim(arena, text), &span, err);
    if (status != OK) return status;
    char canonical[16];
    span_format(span, canonical);
    *value = text_value(arena_strdup(arena, canonical));
    return OK;
}

WRITE(span_field_format) {
    UNUSED(field), UNUSED(def);
    Span span;
    if (span_parse(value.text, &span, NULL) != OK) {
        strbuf_add(out, value.text);
        return;
    }
    unsigned long count = (unsigned long)labs(span.count);
    switch (span.unit) { /* whole sentences, so that each language can bend them */
    case SPAN_HOURS:
        strbuf_addf(out, ngettext("%d hour", "%d hours", count), span.count);
        break;
    case SPAN_DAYS:
        strbuf_addf(out, ngettext("%d day", "%d days", count), span.count);
        break;
    case SPAN_WORKDAYS:
        strbuf_addf(out, ngettext("%d working day", "%d working days", count), span.count);
        break;
    case SPAN_WEEKS:
        strbuf_addf(out, ngettext("%d week", "%d weeks", count), span.count);
        break;
    case SPAN_MONTHS:
        strbuf_addf(out, ngettext("%d month", "%d months", count), span.count);
        break;
    case SPAN_YEARS:
        strbuf_addf(out, ngettext("%d year", "%d years", count), span.count);
        break;
    }
}

/* About how long a span is: only for putting spans in order. */
static int64_t span_hours(const char *text) {
    static const int64_t hours[] = {[SPAN_HOURS] = 1,   [SPAN_DAYS] = 24,    [SPAN_WORKDAYS] = 34,
                                    [SPAN_WEEKS] = 168, [SPAN_MONTHS] = 730, [SPAN_YEARS] = 8766};
    Span span;
    return span_parse(text, &span, NULL) == OK ? span.count * hours[span.unit] : 0;
}

COMPARE(span_compare) {
    UNUSED(field), UNUSED(def);
    int64_t left = span_hours(a.text), right = span_hours(b.text);
    return left == right ? strcmp(a.text, b.text) : (left > right) - (left < right);
}

const TypeOps type_ops[FT_COUNT] = {
    [FT_TEXT] = {N_("one line of text"), STORE_TEXT, EDIT_LINE, text_parse, text_write, text_write, text_compare},
    [FT_NOTE] = {N_("text of several lines"), STORE_TEXT, EDIT_BLOCK, note_parse, text_write, text_write, text_compare},
    [FT_CHOICE] = {N_("one of a list"), STORE_TEXT, EDIT_PICK, choice_parse, text_write, choice_format, choice_compare},
    [FT_CHOICES] = {N_("several of a list"), STORE_TEXT, EDIT_PICK_MANY, choices_parse, text_write, choices_format,
                    text_compare},
    [FT_FLAG] = {N_("yes or no"), STORE_INTEGER, EDIT_PICK, flag_parse, flag_write, flag_format, number_compare},
    [FT_DATE] = {N_("a date"), STORE_INTEGER, EDIT_DATE, date_parse, date_write, date_format, number_compare},
    [FT_MOMENT] = {N_("a date and time"), STORE_INTEGER, EDIT_MOMENT, moment_field_parse, moment_field_write,
                   moment_field_format, number_compare},
    [FT_NUMBER] = {N_("a whole number"), STORE_INTEGER, EDIT_LINE, number_parse, number_write, number_write,
                   number_compare},
    [FT_SPAN] = {N_("a span of time"), STORE_TEXT, EDIT_LINE, span_field_parse, text_write, span_field_format,
                 span_compare},
    [FT_LINK] = {N_("the code of a record"), STORE_TEXT, EDIT_RECORD, link_parse, text_write, text_write, text_compare},
    [FT_LINKS] = {N_("codes of records"), STORE_TEXT, EDIT_RECORDS, links_parse, text_write, links_format,
                  text_compare},
    [FT_PARTY] = {N_("a contact or a name"), STORE_TEXT, EDIT_RECORD, party_parse, text_write, text_write,
                  text_compare},
    [FT_TAGS] = {N_("tags"), STORE_TEXT, EDIT_TAGS, tags_parse, text_write, tags_format, text_compare},
    [FT_STATE] = {N_("a state"), STORE_TEXT, EDIT_PICK, choice_parse, text_write, choice_format, choice_compare},
};
