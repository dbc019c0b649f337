/* What each field type can do. One small function per type and verb; the table at the end is the only list of them. Those whose values are
 * words of a list are in field_words.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "field_types.h"
#include "loket/base/utf8.h"
#include "loket/model/words.h"

static Value number_value(int64_t number) {
    return (Value){.set = true, .number = number};
}

char *field_trim(Arena *arena, const char *text) {
    text += strspn(text, FIELD_BLANKS);
    size_t length = strlen(text);
    while (length > 0 && strchr(FIELD_BLANKS, text[length - 1]))
        length--;
    return arena_strndup(arena, text, length);
}

Status field_check_utf8(const char *text, Error *err) {
    if (utf8_valid(text, strlen(text))) return OK;
    fail(err, ERR_INVALID, _("the text is not UTF-8"));
    return error_hint(err, _("save or send it as UTF-8"));
}

char *field_slug(Arena *arena, const char *text) {
    char *slug = text_fold(arena, field_trim(arena, text));
    for (char *at = slug; *at; at++) {
        if (*at == ' ' || *at == '-') *at = '_';
    }
    return slug;
}

/* Text and notes */

PARSE(text_parse) {
    UNUSED(field), UNUSED(context);
    Status status = field_check_utf8(text, err);
    if (status != OK) return status;
    char *line = field_trim(arena, text);
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
static PARSE(note_parse) {
    UNUSED(field), UNUSED(context);
    Status status = field_check_utf8(text, err);
    if (status != OK) return status;
    size_t length = strlen(text), kept = 0;
    if (length > NOTE_MOST) return fail(err, ERR_INVALID, _("the text is longer than %d bytes"), NOTE_MOST);
    char *note = arena_strdup(arena, text);
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\r' && text[i + 1] == '\n') continue;
        note[kept++] = text[i] == '\r' ? '\n' : text[i];
    }
    while (kept > 0 && strchr(FIELD_BLANKS, note[kept - 1]))
        kept--;
    note[kept] = '\0';
    *value = text_value(note + strspn(note, "\n"));
    return OK;
}

static WRITE(text_write) {
    UNUSED(field), UNUSED(def);
    strbuf_add(out, value.text);
}

static COMPARE(text_compare) {
    UNUSED(field), UNUSED(def);
    int order = strcasecmp(a.text, b.text);
    return order ? order : strcmp(a.text, b.text);
}

/* Flags and numbers */

static PARSE(flag_parse) {
    UNUSED(field), UNUSED(context);
    static const char yes[] = "yes y ja j true 1 x on", no[] = "no n nee false 0 off";
    const char *word = field_slug(arena, text);
    bool is_yes = text_has_word(yes, word) || text_equal(word, field_slug(arena, _("yes")));
    bool is_no = text_has_word(no, word) || text_equal(word, field_slug(arena, _("no")));
    if (!is_yes && !is_no) {
        char clip[CLIP_SIZE];
        fail(err, ERR_INVALID, _("\"%s\" is neither yes nor no"), words_clip(text, clip));
        return error_hint(err, _("give yes or no"));
    }
    *value = number_value(is_yes);
    return OK;
}

static WRITE(flag_write) {
    UNUSED(field), UNUSED(def);
    strbuf_add(out, value.number ? "yes" : "no");
}

static WRITE(flag_format) {
    UNUSED(field), UNUSED(def);
    strbuf_add(out, value.number ? _("yes") : _("no"));
}

static PARSE(number_parse) {
    UNUSED(field), UNUSED(context);
    const char *word = field_trim(arena, text), *digits = word + (*word == '-' || *word == '+');
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

static WRITE(number_write) {
    UNUSED(field), UNUSED(def);
    strbuf_addf(out, "%lld", (long long)value.number);
}

static COMPARE(number_compare) {
    UNUSED(field), UNUSED(def);
    return (a.number > b.number) - (a.number < b.number);
}

/* Dates, moments and spans */

static PARSE(date_parse) {
    UNUSED(field);
    const char *word = field_trim(arena, text);
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

static WRITE(date_write) {
    UNUSED(field), UNUSED(def);
    char text[16];
    day_write(value.number, text);
    strbuf_add(out, text);
}

static WRITE(date_format) {
    UNUSED(field), UNUSED(def);
    day_format(value.number, out);
}

static PARSE(moment_field_parse) {
    UNUSED(field);
    Moment moment = 0;
    Status status = moment_parse(field_trim(arena, text), context->now, &moment, err);
    if (status == OK) *value = number_value(moment);
    return status;
}

static WRITE(moment_field_write) {
    UNUSED(field), UNUSED(def);
    char text[32];
    moment_write(value.number, text);
    strbuf_add(out, text);
}

static WRITE(moment_field_format) {
    UNUSED(field), UNUSED(def);
    moment_format(value.number, out);
}

static PARSE(span_field_parse) {
    UNUSED(field), UNUSED(context);
    Span span;
    Status status = span_parse(field_trim(arena, text), &span, err);
    if (status != OK) return status;
    char canonical[16];
    span_format(span, canonical);
    *value = text_value(arena_strdup(arena, canonical));
    return OK;
}

static WRITE(span_field_format) {
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

static COMPARE(span_compare) {
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
