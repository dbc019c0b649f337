/* Names in links: from what is typed to a code, or to "+Name" for one that is to be made; and from that to a record when it is applied. */
#include "names.h"

#include <string.h>

#include "loket/base/lang.h"

enum { NAMED_MOST = 20 };

/* -- whom a name means ------------------------------------------------------------------------------------------ */

size_t desk_named(Desk *desk, const RegisterDef *target, const char *name, Arena *arena, Found **found) {
    size_t count;
    if (select_titled(desk->db, name, target, NAMED_MOST, arena, found, &count, NULL) != OK) return 0;
    size_t open = 0; /* they come first; who has left is meant only when nobody else is called so */
    while (open < count && (*found)[open].open) open++;
    if (count) return open ? open : count;
    Search search = {.words = name, .titles = true, .only = target, .open = -1, .limit = NAMED_MOST};
    return text_empty(name) || select_found(desk->db, &search, arena, found, &count, NULL) != OK ? 0 : count;
}

/* -- "+Name" ----------------------------------------------------------------------------------------------------- */

/* Words of a link are separated by blanks, so those within a name become no-break spaces. */
#define NO_BREAK "\u00a0"

bool name_is(const char *token) {
    return token[0] == '+';
}

void name_write(const char *name, StrBuf *out) {
    strbuf_addc(out, '+');
    for (const char *c = name; *c; c++) strbuf_add(out, *c == ' ' ? NO_BREAK : (char[]){*c, '\0'});
}

char *name_read(const char *token, Arena *arena) {
    char *name = arena_strdup(arena, token + 1), *to = name;
    for (const char *from = name; *from; from++) {
        bool blank = strncmp(from, NO_BREAK, strlen(NO_BREAK)) == 0;
        *to++ = blank ? ' ' : *from;
        if (blank) from += strlen(NO_BREAK) - 1;
    }
    *to = '\0';
    return name;
}

Status name_find(Desk *desk, const RegisterDef *target, const char *name, Arena *arena, char code[CODE_SIZE], Error *err) {
    Found *found;
    size_t count;
    code[0] = '\0';
    Status status = select_titled(desk->db, name, target, 1, arena, &found, &count, err);
    if (status == OK && count) code_write(target, found[0].no, code);
    return status;
}

/* -- what is typed ------------------------------------------------------------------------------------------------ */

/* "CON-0", "INC-99999999999999999999", "ICN-0012": meant as a code, and none. A rule may be called so by others: NEN-7510. */
static bool meant_as_code(const RegisterDef *target, const char *name) {
    enum { LETTERS = 3 };
    const char *dash = strchr(name, '-');
    if (!dash || !dash[1] || dash[1 + strspn(dash + 1, "-0123456789")]) return false;
    bool reference = text_equal(register_title_field(target)->key, "reference"), letters = dash == name + LETTERS && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == LETTERS;
    return register_by_prefix(name, (size_t)(dash - name)) || (letters && !reference);
}

/* A name that is to become a record must be one that could be typed into it; it becomes as it would be stored. */
static Status read_name(Desk *desk, const FieldDef *field, const RegisterDef *target, const char **typed, Arena *arena, Error *err) {
    const char *name = *typed;
    if (!*name || meant_as_code(target, name)) {
        fail(err, ERR_INVALID, *name ? _("%s: '%s' is no code of a record") : _("%s: there is no name behind the +"), lang_text(field->label), name);
        return error_hint(err, "%s", _("give a code such as CON-0012, or a name"));
    }
    Record *trial = record_new(target, arena);
    Status status = record_parse(trial, register_title_field(target)->key, name, desk_now(desk), arena, err);
    if (status == OK) *typed = record_title(trial);
    return status;
}

/* One name to a token: a code, or "+Name" (blanks as no-break spaces) to be made when applied. */
static Status name_token(Desk *desk, const FieldDef *field, const char *name, Arena *arena, StrBuf *out, Error *err) {
    const RegisterDef *def, *target = register_by_key(field->target ? field->target : "contact");
    int64_t no;
    if (strcmp(name, "me") == 0 && desk_me(desk)) name = desk_me(desk);
    if (field->target) name += strspn(name, "+ "); /* the sign of a name that is new */
    if (code_parse(name, &def, &no) || !field->target) {
        strbuf_add(out, name);
        return OK;
    }
    Status status = read_name(desk, field, target, &name, arena, err);
    if (status != OK) return status;
    Found *found;
    size_t count = desk_named(desk, target, name, arena, &found);
    if (count > 1) {
        StrBuf names;
        strbuf_init(&names);
        for (size_t i = 0; i < count && i < 5; i++) {
            char code[CODE_SIZE];
            code_write(found[i].def, found[i].no, code);
            strbuf_addf(&names, "%s%s %s", i ? ", " : "", code, found[i].title);
        }
        fail(err, ERR_INVALID, _("%s: '%s' can be several"), lang_text(field->label), name);
        error_hint(err, "%s", names.data);
        strbuf_done(&names);
        return ERR_INVALID;
    }
    if (count == 1) {
        char code[CODE_SIZE];
        code_write(found[0].def, found[0].no, code);
        strbuf_add(out, code);
        return OK;
    }
    name_write(name, out);
    return OK;
}

static Status parse_names(Desk *desk, const FieldDef *field, const char *text, Arena *arena, StrBuf *tokens, Error *err) {
    if (field->type == FT_LINK) return name_token(desk, field, text, arena, tokens, err);
    /* several: separated by commas, or by blanks when all are codes */
    Status status = OK;
    const char *separators = strchr(text, ',') || !strpbrk(text, "0123456789") ? "," : ", ";
    char *copy = arena_strdup(arena, text), *rest = copy;
    for (char *name; status == OK && (name = strsep(&rest, separators));) {
        name += strspn(name, " ");
        for (size_t length = strlen(name); length && name[length - 1] == ' ';) name[--length] = '\0';
        if (!*name) continue;
        if (tokens->length) strbuf_addc(tokens, ' ');
        status = name_token(desk, field, name, arena, tokens, err);
    }
    return status;
}

Status desk_parse(Desk *desk, Record *record, const char *key, const char *text, Arena *arena, Error *err) {
    const FieldDef *field = register_field(record->def, key);
    text += strspn(text, " \t");
    if (!*text || (field->type != FT_LINK && field->type != FT_LINKS) || !field->target)
        return record_parse(record, key, text, desk_now(desk), arena, err);
    if (strcmp(text, "me") == 0 && desk_me(desk)) text = desk_me(desk);
    StrBuf tokens;
    strbuf_init(&tokens);
    Status status = parse_names(desk, field, text, arena, &tokens, err);
    if (status == OK && !strchr(tokens.data, '+'))
        status = record_parse(record, key, tokens.data, desk_now(desk), arena, err);
    else if (status == OK)
        record_set(record, key, (Value){.set = true, .text = arena_strdup(arena, tokens.data)});
    strbuf_done(&tokens);
    return status;
}
