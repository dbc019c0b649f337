#include "loket/app/lookup.h"

#include <string.h>

#include "loket/model/words.h"
#include "loket/store/select.h"

/* The family name if the filter language reads it as this contact, else the whole name, else the code. */
static const char *name_for(Desk *desk, const char *title, const char *code, Arena *arena) {
    const char *family = strrchr(title, ' ');
    const char *names[] = {text_fold(arena, family ? family + 1 : title), title};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        QueryContext context = desk_query_context(desk);
        const char *found = words_any(names[i]) ? context.person(context.ctx, names[i]) : NULL;
        if (text_equal(found, code)) return names[i];
    }
    return code;
}

static size_t named(Desk *desk, const RegisterDef *target, const Found *found, size_t count, Arena *arena, Candidate *out) {
    size_t kept = 0;
    bool people = text_equal(target->key, "contact");
    for (size_t i = 0; i < count; i++) {
        char *code = arena_alloc(arena, CODE_SIZE);
        if (text_empty(found[i].title)) continue;
        code_write(target, found[i].no, code);
        out[kept++] = (Candidate){people ? name_for(desk, found[i].title, code, arena) : code, found[i].title};
    }
    return kept;
}

/* All that are active, by name: where nothing is typed yet there is no word to look for. */
static size_t first_ones(Desk *desk, const RegisterDef *target, Arena *arena, Found *found, size_t most) {
    QueryContext context = desk_query_context(desk);
    const FieldDef *title = register_title_field(target);
    Query query;
    RecordList list = {0};
    Order order = {title && (title->flags & FF_ORDER) ? title : NULL, false};
    if (query_parse(target, "state:open", &context, arena, &query, NULL) != OK ||
        select_window(desk_db(desk), &(Select){.query = &query, .order = order, .limit = most}, arena, &list, NULL, NULL) != OK)
        return 0;
    for (size_t i = 0; i < list.count; i++) found[i] = (Found){.def = target, .no = list.items[i]->no, .title = record_title(list.items[i])};
    return list.count;
}

static size_t ask_records(Desk *desk, const RegisterDef *target, const char *typed, Arena *arena, Candidate *out, size_t most) {
    enum { LOOKED_AT = 40 };
    Found first[LOOKED_AT], *found = first;
    size_t count = 0;
    if (most > LOOKED_AT) most = LOOKED_AT;
    if (!words_any(typed))
        count = first_ones(desk, target, arena, first, most);
    else if (select_search(desk_db(desk), typed, target, most, arena, &found, &count, NULL) != OK)
        return 0;
    return named(desk, target, found, count, arena, out);
}

static size_t ask_words(Desk *desk, const RegisterDef *def, const FieldDef *field, const char *typed, Arena *arena, Candidate *out, size_t most) {
    enum { WORDS = 40 };
    const char *words[WORDS];
    if (most > WORDS) most = WORDS;
    bool tags = field->type == FT_TAGS;
    if (!tags && !(field->flags & FF_SUGGEST)) return 0;
    size_t count = tags ? records_tags(desk_db(desk), def, text_fold(arena, typed), arena, words, most) : records_suggest(desk_db(desk), def, field, typed, arena, words, most);
    for (size_t i = 0; i < count; i++) out[i] = (Candidate){words[i], ""};
    return count;
}

static size_t ask(void *ctx, const RegisterDef *def, const FieldDef *field, const char *typed, Arena *arena, Candidate *out, size_t most) {
    if (field && field->type != FT_PARTY && field->type != FT_LINK && field->type != FT_LINKS) return ask_words(ctx, def, field, typed, arena, out, most);
    char target[32] = "contact"; /* one that points at several registers: the first of them */
    const char *targets = field ? field->target : NULL;
    if (field && field->type != FT_PARTY && (!targets || !text_next_word(&targets, target, sizeof target))) return 0;
    const RegisterDef *other = register_by_key(target);
    return other && desk_holds(ctx, other) ? ask_records(ctx, other, typed, arena, out, most) : 0;
}

Lookup desk_lookup(Desk *desk) {
    return (Lookup){.now = desk_now(desk), .ask = ask, .ctx = desk};
}
