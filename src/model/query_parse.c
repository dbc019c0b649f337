/* Reading the filter language: one function per kind of term, all by way of pieces (values between commas). What a piece means is in
 * query_values.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "loket/base/nearest.h"
#include "loket/base/utf8.h"
#include "loket/model/query.h"
#include "loket/model/words.h"
#include "query_parser.h"

static const char blanks[] = " \t\r\n";

Status query_at_column(QueryParser *parser, const char *at) {
    int column = 1;
    for (const char *c = parser->text; c < at; c++)
        column += ((unsigned char)*c & 0xc0) != 0x80;
    parser->err->column = column;
    return error_where(parser->err, _("column %d"), column);
}

Status query_refuse(QueryParser *parser, const char *at, const char *message, const char *hint) {
    fail(parser->err, ERR_INVALID, "%s", message);
    error_hint(parser->err, "%s", hint);
    query_at_column(parser, at);
    return ERR_INVALID;
}

/* Bytes up to the closing quote, or to the end. */
static size_t quoted_length(const char *at) {
    size_t length = 0;
    while (at[length] && (at[length] != '"' || at[length + 1] == '"'))
        length += at[length] == '"' ? 2 : 1;
    return length;
}

/* Reads up to the closing quote; two quotes stand for one. */
static Status read_quoted(QueryParser *parser, QueryPiece *piece) {
    const char *open = parser->at++;
    char *text = arena_alloc(parser->arena, quoted_length(parser->at) + 1), *end = text;
    for (; *parser->at; parser->at++) {
        if (*parser->at == '"' && *++parser->at != '"') {
            *piece = (QueryPiece){text, open};
            return OK;
        }
        *end++ = *parser->at;
    }
    return query_refuse(parser, open, _("a quote is not closed"), _("put \" at the end"));
}

static Status read_piece(QueryParser *parser, const char *stop, QueryPiece *piece) {
    if (*parser->at == '"') return read_quoted(parser, piece);
    size_t length = strcspn(parser->at, stop);
    *piece = (QueryPiece){arena_strndup(parser->arena, parser->at, length), parser->at};
    parser->at += length;
    return OK;
}

/* Reads `a,"b c",d`; empty ones between commas are passed over. */
static Status read_pieces(QueryParser *parser, QueryPiece **pieces, size_t *count) {
    size_t room = 1, length = strcspn(parser->at, "\"\t\r\n ");
    if (parser->at[length] == '"') length = strlen(parser->at);
    for (size_t i = 0; i < length; i++)
        room += parser->at[i] == ',';
    *pieces = ARENA_ARRAY(parser->arena, QueryPiece, room);
    *count = 0;
    while (*parser->at && !strchr(blanks, *parser->at)) {
        QueryPiece piece;
        Status status = read_piece(parser, ", \t\r\n", &piece);
        if (status != OK) return status;
        if (*piece.text) (*pieces)[(*count)++] = piece;
        if (*parser->at == ',') {
            parser->at++;
        } else if (*parser->at && !strchr(blanks, *parser->at)) {
            return query_refuse(parser, parser->at, _("something stands right behind a closing quote"),
                          _("put a blank or a comma between them"));
        }
    }
    return OK;
}

static void add_term(QueryParser *parser, Term term, bool negate) {
    term.negate = negate;
    parser->query->terms[parser->query->term_count++] = term;
}

/* Words and phrases */

static void add_code(QueryParser *parser, int64_t no, bool negate) {
    Value *value = ARENA_ARRAY(parser->arena, Value, 1);
    *value = (Value){.set = true, .number = no};
    add_term(parser, (Term){.kind = TERM_CODE, .op = OP_IS, .values = value, .value_count = 1}, negate);
}

static bool find_field(const QueryParser *parser, const char *key, Term *term);

/* A field and an operator: what a bracket or a sign before it hides. */
static bool asks_field(QueryParser *parser, const char *at) {
    Term term = {0};
    return query_key_length(at) && query_op_length(at + query_key_length(at)) && find_field(parser, query_key(parser->arena, at), &term);
}

/* What other languages have and this one says otherwise: brackets, written-out and, or, not, an operator with nothing before it. */
static Status check_word(QueryParser *parser, const QueryPiece *piece) {
    static const char *const written[] = {"AND", "OR", "NOT"};
    const char *text = piece->text, *how = _(QUERY_HOW);
    char clip[CLIP_SIZE];
    for (size_t i = 0; i < COUNT_OF(written); i++) {
        if (strcmp(text, written[i]) != 0) continue;
        fail(parser->err, ERR_INVALID, _("%s is not written out here"), text);
        error_hint(parser->err, "%s", how);
        return query_at_column(parser, piece->start);
    }
    if (*text && strchr(":=<>", *text))
        return query_refuse(parser, piece->start, _("there is no field before the operator"), _("such as due<7d or severity>=s2"));
    size_t signs = strspn(text, "([{!");
    if (signs && asks_field(parser, text + signs)) return query_refuse(parser, piece->start, _("there are no brackets or ! here"), how);
    if (words_any(text)) return OK;
    if (!*text) return query_refuse(parser, piece->start, _("nothing stands behind the -"), _("such as -#old or -state:closed"));
    fail(parser->err, ERR_INVALID, _("there is no word in \"%s\""), words_clip(text, clip));
    error_hint(parser->err, "%s", strpbrk(text, "()[]{}|") ? how : _("leave it out"));
    return query_at_column(parser, piece->start);
}

static Status parse_word(QueryParser *parser, bool negate) {
    QueryPiece piece;
    Status status = read_piece(parser, blanks, &piece);
    if (status == OK) status = check_word(parser, &piece);
    if (status != OK) return status;
    const RegisterDef *def = NULL;
    int64_t no = 0;
    const char *word = query_join_words(parser, piece.text, '.');
    /* "*INC1" is printed as "inc1", so that must be the code too. */
    bool code = code_parse(piece.text, &def, &no) || (word && code_parse(word, &def, &no));
    if (code && def == parser->def)
        add_code(parser, no, negate);
    else
        add_term(parser, (Term){.kind = TERM_WORD, .word = word}, negate);
    return OK;
}

static Status parse_phrase(QueryParser *parser, bool negate) {
    QueryPiece piece;
    Status status = read_quoted(parser, &piece);
    if (status != OK) return status;
    const char *phrase = query_join_words(parser, piece.text, ' ');
    if (!phrase) return query_refuse(parser, piece.start, _("there is no word between the quotes"), _("leave it out"));
    add_term(parser, (Term){.kind = TERM_PHRASE, .word = phrase}, negate);
    return OK;
}

/* Fields */

static Status no_such_field(QueryParser *parser, const char *start, const char *key) {
    char clip[CLIP_SIZE];
    Nearest nearest = nearest_start(key);
    for (size_t i = 0; i < parser->def->field_count; i++)
        nearest_offer(&nearest, parser->def->fields[i].key);
    for (size_t i = 0; i < query_name_count; i++)
        nearest_offer(&nearest, query_names[i].name);
    nearest_offer(&nearest, "state");
    fail(parser->err, ERR_INVALID, _("there is no field \"%s\" here"), words_clip(key, clip));
    if (nearest_word(&nearest)) {
        error_hint(parser->err, _("did you mean \"%s\"?"), nearest_word(&nearest));
    } else {
        error_hint(parser->err, _("put it in quotes to look for the words"));
    }
    query_at_column(parser, start);
    return ERR_INVALID;
}

static bool find_field(const QueryParser *parser, const char *key, Term *term) {
    for (size_t i = 0; i < query_name_count; i++) {
        if (strcmp(query_names[i].name, key) != 0) continue;
        term->kind = query_names[i].kind;
        return true;
    }
    term->kind = TERM_FIELD;
    term->field = register_field(parser->def, key);
    return term->field != NULL;
}

static bool op_allowed(const Term *term) {
    return term->op == OP_IS || term->op == OP_SET || term->kind != TERM_FIELD || query_has_order(term->field->type);
}

/* `state:open` and `state:closed` stand for all such states. Mixed with a state's name they are written out. */
static Status parse_state(QueryParser *parser, Term *term, const QueryPiece *pieces, size_t count, bool *done) {
    size_t groups = 0;
    for (size_t i = 0; i < count; i++)
        groups += query_state_group(pieces[i].text) >= 0;
    *done = groups > 0;
    if (groups == 0) return OK;
    const RegisterDef *def = parser->def;
    Value *values = ARENA_ARRAY(parser->arena, Value, count * (def->state_count + 1));
    size_t filled = 0;
    if (groups == count) {
        term->kind = TERM_OPEN;
        term->field = NULL;
        for (size_t i = 0; i < count; i++)
            values[filled++] = (Value){.set = true, .number = query_state_group(pieces[i].text)};
    }
    for (size_t i = 0; i < count && groups < count; i++) {
        int open = query_state_group(pieces[i].text);
        if (open < 0) {
            Status status = query_read_value(parser, term, pieces[i].text, &values[filled++], parser->err);
            if (status != OK) return query_at_column(parser, pieces[i].start);
            continue;
        }
        for (size_t s = 0; s < def->state_count; s++)
            if (def->states[s].open == (open == 1)) values[filled++] = (Value){.set = true, .text = def->states[s].key};
    }
    term->values = values;
    term->value_count = filled;
    return OK;
}

typedef struct Spelling {
    const char *text;
    Op op;
} Spelling;

/* Longest first. */
static const Spelling spellings[] = {
    {":<=", OP_LESS_EQUAL}, {":>=", OP_GREATER_EQUAL}, {"<=", OP_LESS_EQUAL}, {">=", OP_GREATER_EQUAL},
    {":<", OP_LESS},        {":>", OP_GREATER},        {":", OP_IS},          {"=", OP_IS},
    {"<", OP_LESS},         {">", OP_GREATER},
};

static const Spelling *find_op(const char *at) {
    for (size_t i = 0; i < COUNT_OF(spellings); i++) {
        if (text_starts(at, spellings[i].text)) return &spellings[i];
    }
    return NULL;
}

size_t query_op_length(const char *at) {
    const Spelling *spelling = find_op(at);
    return spelling ? strlen(spelling->text) : 0;
}

/* Children have no field "state", but can be struck through. */
static bool names_state(const QueryParser *parser, const char *key) {
    return strcmp(key, "state") == 0 && (parser->def->state_count > 0 || !register_field(parser->def, key));
}

/* Every record has one, so that asking whether there is one asks nothing. */
static bool always_there(const Term *term) {
    if (term->kind == TERM_FIELD) return term->field->type == FT_STATE || (term->field->flags & (FF_REQUIRED | FF_TITLE));
    return term->kind != TERM_DUE;
}

/* One that can be typed. */
static const char *example(QueryParser *parser, const Term *term) {
    const char *name = query_term_name(term);
    if (term->kind == TERM_CODE) return "code:12";
    if (term->kind == TERM_OPEN || term->field == register_field(parser->def, "state")) return "state:open";
    if (term->kind != TERM_FIELD || term->field->type == FT_DATE || term->field->type == FT_MOMENT) return arena_printf(parser->arena, "%s>=-7d", name);
    if (term->field->choices) return arena_printf(parser->arena, "%s:%s", name, term->field->choices[0].key);
    return arena_printf(parser->arena, "%s:%s", name, term->field->type == FT_TEXT ? "mail" : "…");
}

/* A field alone asks whether anything stands in it. */
static Status check_alone(QueryParser *parser, const Term *term, bool negate) {
    const char *name = query_term_name(term);
    if (!always_there(term) || (negate && term->kind == TERM_FIELD && term->field->type != FT_STATE)) return OK;
    fail(parser->err, ERR_INVALID, _("%s: a value is missing"), name);
    error_hint(parser->err, _("such as %s"), example(parser, term));
    return query_at_column(parser, parser->at);
}

static Status check_term(QueryParser *parser, const Term *term, const char *start, size_t count, bool negate) {
    if (count == 0 && (term->op != OP_IS || parser->at[-1] == ','))
        return query_refuse(parser, parser->at, _("a value is missing"), _("such as due<7d or severity>=s2"));
    if (count == 0) return check_alone(parser, term, negate);
    if (!op_allowed(term))
        return query_refuse(parser, start, _("this field has no order, so it can only be compared with : or ="),
                      _("use field:value"));
    if (count > 1 && term->op != OP_IS)
        return query_refuse(parser, start, _("only one value can be compared with < or >"),
                      _("use field:a,b for one of them"));
    return OK;
}

static Status parse_field_term(QueryParser *parser, const char *key, const Spelling *spelling, const char *start,
                               bool negate) {
    Term term = {.op = spelling->op};
    bool state = names_state(parser, key), done = false;
    if (!find_field(parser, key, &term) && !state) return no_such_field(parser, start, key);
    if (!term.field && state) term.kind = TERM_OPEN;
    if (find_op(parser->at)) return query_refuse(parser, parser->at, _("two operators stand together"), _("one of : = < <= > >="));
    QueryPiece *pieces = NULL;
    size_t count = 0;
    Status status = read_pieces(parser, &pieces, &count);
    if (status == OK) status = check_term(parser, &term, start, count, negate);
    if (status != OK) return status;
    if (count == 0) term.op = OP_SET;
    if (state && count > 0 && spelling->text[0] == ':' && term.op == OP_IS)
        status = parse_state(parser, &term, pieces, count, &done);
    if (status == OK && !done && term.kind == TERM_OPEN)
        return query_refuse(parser, start, _("there are no states here"), _("use state:open or state:closed"));
    if (status == OK && !done) status = query_read_values(parser, &term, pieces, count);
    if (status != OK) return status;
    add_term(parser, term, negate);
    return OK;
}

/* #tag and @person */

static Status parse_sign(QueryParser *parser, const FieldDef *field, bool negate) {
    Term term = {.kind = field ? TERM_FIELD : TERM_CODE, .op = OP_IS, .field = field};
    QueryPiece *pieces = NULL;
    size_t count = 0;
    const char *start = parser->at++;
    Status status = read_pieces(parser, &pieces, &count);
    if (status != OK) return status;
    if (count == 0) return query_refuse(parser, start, _("a value is missing"), _("such as #cloud or @okafor"));
    status = query_read_values(parser, &term, pieces, count);
    if (status == OK) add_term(parser, term, negate);
    return status;
}

static Status parse_tags(QueryParser *parser, bool negate) {
    const FieldDef *field = register_field(parser->def, "tags");
    if (field) return parse_sign(parser, field, negate);
    return query_refuse(parser, parser->at, _("there are no tags here"), _("leave out the #"));
}

/* Among the contacts themselves `@name` is that contact. */
static Status parse_contact(QueryParser *parser, bool negate) {
    const char *start = parser->at++;
    QueryPiece *pieces = NULL;
    size_t count = 0;
    Status status = read_pieces(parser, &pieces, &count);
    if (status != OK) return status;
    if (count == 0) return query_refuse(parser, start, _("a value is missing"), _("such as #cloud or @okafor"));
    Value *values = ARENA_ARRAY(parser->arena, Value, count);
    for (size_t i = 0; i < count; i++) {
        const RegisterDef *def = NULL;
        const char *name = pieces[i].text;
        const char *code = strcasecmp(name, "me") == 0 ? parser->context.me : parser->context.person ? parser->context.person(parser->context.ctx, name) : NULL;
        if (!code || !code_parse(code, &def, &values[i].number))
            return query_refuse(parser, pieces[i].start, _("there is no such contact"), _("give a name or a code such as CON-0012"));
        values[i].set = true;
    }
    add_term(parser, (Term){.kind = TERM_CODE, .op = OP_IS, .values = values, .value_count = count}, negate);
    return OK;
}

static Status parse_person(QueryParser *parser, bool negate) {
    if (text_equal(parser->def->key, "contact")) return parse_contact(parser, negate);
    const FieldDef *field = query_person_field(parser->def);
    if (field) return parse_sign(parser, field, negate);
    return query_refuse(parser, parser->at, _("there are no people here"), _("leave out the @"));
}

static Status parse_term(QueryParser *parser) {
    bool negate = *parser->at == '-';
    parser->at += negate;
    if (*parser->at == '"') return parse_phrase(parser, negate);
    if (*parser->at == '#') return parse_tags(parser, negate);
    if (*parser->at == '@') return parse_person(parser, negate);
    size_t length = query_key_length(parser->at);
    const Spelling *spelling = length ? find_op(parser->at + length) : NULL;
    if (!spelling) return parse_word(parser, negate);
    const char *start = parser->at;
    char *key = query_key(parser->arena, start);
    parser->at += length + strlen(spelling->text);
    return parse_field_term(parser, key, spelling, start, negate);
}

Status query_parse(const RegisterDef *def, const char *text, const QueryContext *context, Arena *arena, Query *query,
                   Error *err) {
    Error own;
    if (!text) text = "";
    size_t length = strlen(text);
    *query = (Query){.def = def, .terms = ARENA_ARRAY(arena, Term, length > QUERY_MOST ? 1 : length / 2 + 1)};
    QueryParser parser = {.def = def,
                     .text = text,
                     .at = text,
                     .context = {context->now, def, context->me, context->person, context->ctx},
                     .arena = arena,
                     .err = err ? err : &own,
                     .query = query};
    if (length > QUERY_MOST) return query_refuse(&parser, text, _("the filter is too long"), _("leave some of it out"));
    if (!utf8_valid(text, length)) return query_refuse(&parser, text, _("the filter is not UTF-8"), "");
    for (parser.at += strspn(parser.at, blanks); *parser.at; parser.at += strspn(parser.at, blanks)) {
        Status status = parse_term(&parser);
        if (status == OK) continue;
        query->term_count = 0;
        return status;
    }
    return OK;
}
