/* Values of the filter language: from pieces as typed to what is compared. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "loket/base/nearest.h"
#include "loket/model/words.h"
#include "query_parser.h"

const char *query_join_words(QueryParser *parser, const char *text, char between) {
    char *folded = words_fold(parser->arena, text);
    char *joined = words_join(parser->arena, folded, between);
    return *joined ? joined : NULL;
}

/* A day stands for its first moment, see query_bounds; spans of hours and times are exact. */
static Status parse_moment(QueryParser *parser, const Term *term, const char *text, Value *value, Error *err) {
    Span span;
    Day day = 0;
    Moment moment = 0;
    Error why;
    if (strcasecmp(text, "now") == 0 || strcasecmp(text, "nu") == 0) {
        moment = parser->context.now; /* as a date it would be the whole day */
    } else if (span_parse(text, &span, NULL) == OK && span.unit == SPAN_HOURS) {
        moment = parser->context.now + (Moment)span.count * 3600;
    } else if (day_parse(text, parser->context.now, &day, NULL) == OK) {
        moment = moment_at(day, 0);
    } else if (moment_parse(text, parser->context.now, &moment, &why) != OK) {
        fail(err, ERR_INVALID, "%s: %s", query_term_name(term), why.message);
        return error_hint(err, "%s", _("such as today, 7d, -2w, 4h, 2026-11-23"));
    }
    *value = (Value){.set = true, .number = moment};
    return OK;
}

static Status parse_code_value(QueryParser *parser, const char *text, Value *value, Error *err) {
    const RegisterDef *def = NULL;
    int64_t no = 0;
    size_t digits = strspn(text, "0123456789");
    if (digits > 0 && digits < 16 && text[digits] == '\0') {
        no = strtoll(text, NULL, 10);
    } else if (!code_parse(text, &def, &no) || def != parser->def) {
        char clip[CLIP_SIZE];
        fail(err, ERR_INVALID, _("code: \"%s\" is no code here"), words_clip(text, clip));
        error_hint(err, _("give a code such as %s-0012"), parser->def->prefix ? parser->def->prefix : "INC");
        return ERR_INVALID;
    }
    *value = (Value){.set = true, .number = no};
    return OK;
}

static Status parse_words_value(QueryParser *parser, const Term *term, const char *text, Value *value, Error *err) {
    const char *words = query_join_words(parser, text, ' ');
    if (!words) {
        char clip[CLIP_SIZE];
        return fail(err, ERR_INVALID, _("%s: there is no word in \"%s\""), term->field->key, words_clip(text, clip));
    }
    *value = (Value){.set = true, .text = words};
    return OK;
}

/* A contact when it can be one, else words that stand in the text. */
static Status parse_party_value(QueryParser *parser, const Term *term, const char *text, Value *value, Error *err) {
    Status status = field_parse(term->field, &parser->context, text, parser->arena, value, err);
    const RegisterDef *def = NULL;
    int64_t no = 0;
    if (status != OK || !value->set) return status;
    if (code_parse(value->text, &def, &no)) return OK;
    if (strcasecmp(text, "me") == 0) {
        fail(err, ERR_INVALID, _("%s: it is not known who \"me\" is"), term->field->key);
        error_hint(err, _("tie your login to a contact first"));
        return ERR_INVALID;
    }
    const char *code = parser->context.person ? parser->context.person(parser->context.ctx, text) : NULL;
    if (!code) {
        status = parse_words_value(parser, term, text, value, err);
        /* "me!" is printed as "me": what is left of it must be read as it will be. */
        bool changed = status == OK && strcmp(value->text, text) != 0;
        return changed ? parse_party_value(parser, term, value->text, value, err) : status;
    }
    value->text = arena_strdup(parser->arena, code);
    return OK;
}

Status query_read_value(QueryParser *parser, const Term *term, const char *text, Value *value, Error *err) {
    if (term->kind == TERM_CODE) return parse_code_value(parser, text, value, err);
    if (term->kind != TERM_FIELD || term->field->type == FT_MOMENT) return parse_moment(parser, term, text, value, err);
    FieldType type = term->field->type;
    if (type == FT_TEXT || type == FT_NOTE) return parse_words_value(parser, term, text, value, err);
    if (type == FT_PARTY) return parse_party_value(parser, term, text, value, err);
    return field_parse(term->field, &parser->context, text, parser->arena, value, err);
}

/* One piece may hold several tokens ("near_miss complaint" in quotes): each becomes a value. */
static size_t add_values(QueryParser *parser, const Term *term, Value value, Value *values, size_t count) {
    bool tokens = term->kind == TERM_FIELD && query_holds_tokens(term->field->type);
    if (!value.set) return count;
    if (!tokens) {
        values[count++] = value;
        return count;
    }
    size_t length = 0;
    for (const char *at = value.text; *at; at += length + (at[length] == ' ')) {
        length = strcspn(at, " ");
        values[count++] = (Value){.set = true, .text = arena_strndup(parser->arena, at, length)};
    }
    return count;
}

/* What could have been meant by a value that is none. */
static void hint_value(QueryParser *parser, const Term *term, const char *text) {
    if (strpbrk(text, "()[]{}|")) {
        error_hint(parser->err, "%s", _(QUERY_HOW));
        return;
    }
    if (term->kind != TERM_FIELD || term->field->type != FT_STATE) return;
    Nearest nearest = nearest_start(text);
    nearest_offer(&nearest, "open");
    nearest_offer(&nearest, "closed");
    for (size_t i = 0; i < parser->def->state_count; i++) nearest_offer(&nearest, parser->def->states[i].key);
    if (nearest_word(&nearest)) error_hint(parser->err, _("did you mean \"%s\"?"), nearest_word(&nearest));
}

Status query_read_values(QueryParser *parser, Term *term, const QueryPiece *pieces, size_t count) {
    size_t room = 0;
    for (size_t i = 0; i < count; i++)
        room += strlen(pieces[i].text);
    Value *values = ARENA_ARRAY(parser->arena, Value, room + 1);
    for (size_t i = 0; i < count; i++) {
        Value value = {0};
        Status status = query_read_value(parser, term, pieces[i].text, &value, parser->err);
        if (status != OK) {
            hint_value(parser, term, pieces[i].text);
            query_at_column(parser, pieces[i].start);
            return status;
        }
        term->value_count = add_values(parser, term, value, values, term->value_count);
    }
    term->values = values;
    if (term->value_count == 0 && count > 0)
        return query_refuse(parser, pieces[0].start, _("a value is missing"), _("leave out the quotes to ask for any value"));
    return OK;
}
