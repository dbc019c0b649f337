#include "loket/model/complete.h"

#include <string.h>

#include "loket/model/words.h"
#include "query_terms.h"

static const char blanks[] = " \t\r\n";

/* -- what fits ------------------------------------------------------------------------------------------------ */

typedef struct Finder {
    const RegisterDef *def;
    const Lookup *lookup;
    Arena *arena;
    const char *typed; /* folded */
    bool quote;        /* values stand between blanks and commas */
    Completion *out;
} Finder;

/* It begins so, or (labels) one of its words does. */
static bool begins(const Finder *finder, const char *text, bool any_word) {
    const char *folded = text_fold(finder->arena, text);
    if (text_starts(folded, finder->typed)) return true;
    for (const char *c = folded; any_word && (c = strchr(c, ' ')); c++)
        if (text_starts(c + 1, finder->typed)) return true;
    return false;
}

/* A value with blanks or commas stands in quotes; a quote in it is doubled. */
static const char *quoted(const Finder *finder, const char *text) {
    if (!finder->quote || !text[strcspn(text, " ,\"\t")]) return text;
    StrBuf out;
    strbuf_init(&out);
    strbuf_addc(&out, '"');
    for (const char *c = text; *c; c++) {
        if (*c == '"') strbuf_addc(&out, '"');
        strbuf_addc(&out, *c);
    }
    strbuf_addc(&out, '"');
    const char *copy = arena_strdup(finder->arena, out.data);
    strbuf_done(&out);
    return copy;
}

static void add(Finder *finder, const char *text, const char *label) {
    Completion *out = finder->out;
    for (size_t i = 0; i < out->count; i++)
        if (strcmp(out->items[i].text, text) == 0) return;
    if (out->count < COMPLETION_MOST) out->items[out->count++] = (Candidate){text, label};
}

/* A word and what it means: found by either. */
static void offer(Finder *finder, const char *text, const char *label) {
    if (begins(finder, text, false) || begins(finder, label, true)) add(finder, text, label);
}

/* -- values --------------------------------------------------------------------------------------------------- */

static void offer_choices(Finder *finder, const FieldDef *field) {
    for (const Choice *choice = field->choices; choice && choice->key; choice++) offer(finder, choice->key, lang_text(choice->label));
}

static void offer_states(Finder *finder, bool groups) {
    if (groups) {
        offer(finder, "open", _("all states that are open"));
        offer(finder, "closed", _("all others"));
    }
    for (size_t i = 0; i < finder->def->state_count; i++) offer(finder, finder->def->states[i].key, lang_text(finder->def->states[i].label));
}

static void offer_day(Finder *finder, const char *text) {
    Day day;
    StrBuf label;
    if (!begins(finder, text, false) || day_parse(text, finder->lookup->now, &day, NULL) != OK) return;
    strbuf_init(&label);
    day_format_weekday(day, &label);
    add(finder, text, arena_strdup(finder->arena, label.data));
    strbuf_done(&label);
}

/* Days near by; behind a number, what it could count. */
static void offer_days(Finder *finder) {
    static const char *const near[] = {"today", "tomorrow", "yesterday", "7d", "14d", "30d", "-7d", "-30d", "3m", "1y"};
    static const char *const units[] = {"d", "w", "m", "y", "wd"};
    size_t sign = strspn(finder->typed, "+-"), digits = strspn(finder->typed + sign, "0123456789");
    for (size_t i = 0; i < COUNT_OF(units) && digits && digits < 4 && sign < 2; i++)
        offer_day(finder, arena_printf(finder->arena, "%.*s%s", (int)(sign + digits), finder->typed, units[i]));
    for (size_t i = 0; i < COUNT_OF(near); i++) offer_day(finder, near[i]);
}

/* What the file knows has been found by its own means: it is not sifted again. */
static void offer_known(Finder *finder, const FieldDef *field, const char *typed) {
    enum { KNOWN = 40 };
    Candidate found[KNOWN];
    if (!finder->lookup->ask) return;
    size_t count = finder->lookup->ask(finder->lookup->ctx, finder->def, field, typed, finder->arena, found, KNOWN);
    for (size_t i = 0; i < count; i++) add(finder, quoted(finder, found[i].text), found[i].label);
}

static void offer_me(Finder *finder, const FieldDef *field) {
    bool people = !field || field->type == FT_PARTY || query_points_at_people(field);
    if (people) offer(finder, "me", _("yourself"));
}

static void offer_values(Finder *finder, const FieldDef *field, const char *typed, bool groups) {
    switch (field->type) {
    case FT_CHOICE:
    case FT_CHOICES: offer_choices(finder, field); break;
    case FT_STATE: offer_states(finder, groups); break;
    case FT_FLAG:
        offer(finder, "yes", _("yes"));
        offer(finder, "no", _("no"));
        break;
    case FT_DATE:
    case FT_MOMENT: offer_days(finder); break;
    case FT_NUMBER:
    case FT_SPAN: break;
    default:
        offer_me(finder, field);
        offer_known(finder, field, typed);
        break;
    }
}

/* -- names and operators -------------------------------------------------------------------------------------- */

typedef struct OpWord {
    const char *op, *time, *rank, *amount; /* what it means of a day, a seriousness, anything else that has an order */
} OpWord;

static const OpWord op_words[] = {{":", N_("is; a,b = one of them"), N_("is; a,b = one of them"), N_("is; a,b = one of them")},
                                  {">=", N_("on it or later"), N_("at least as serious"), N_("at least")},
                                  {"<=", N_("on it or before"), N_("at most as serious"), N_("at most")},
                                  {"<", N_("before it, what is late included"), N_("less serious"), N_("less")},
                                  {">", N_("after it"), N_("more serious"), N_("more")}};

static void offer_operators(Finder *finder, const char *key, const FieldDef *field) {
    bool ordered = !field || query_has_order(field->type);
    bool time = !field || field->type == FT_DATE || field->type == FT_MOMENT, rank = field && (field->flags & FF_WORST_FIRST);
    for (size_t i = 0; i < (ordered ? COUNT_OF(op_words) : 1); i++) {
        const OpWord *word = &op_words[i];
        add(finder, arena_printf(finder->arena, "%s%s", key, word->op), lang_text(time ? word->time : rank ? word->rank : word->amount));
    }
}

/* One that has no order is followed by a colon anyway. */
static void offer_name(Finder *finder, const char *key, const FieldDef *field, const char *label) {
    bool ordered = !field || query_has_order(field->type);
    if (strcmp(key, finder->typed) == 0) return; /* its operators are offered */
    if (begins(finder, key, false) || begins(finder, label, true)) add(finder, ordered ? key : arena_printf(finder->arena, "%s:", key), label);
}

static bool is_name(const Finder *finder, const char *key, const FieldDef **field) {
    *field = register_field(finder->def, key);
    for (size_t i = 0; i < query_name_count && !*field; i++)
        if (strcmp(query_names[i].name, key) == 0) return true;
    return *field != NULL;
}

static void offer_names(Finder *finder) {
    const FieldDef *field, *state = register_field(finder->def, "state");
    if (*finder->typed && is_name(finder, finder->typed, &field)) offer_operators(finder, finder->typed, field);
    if (state) offer_name(finder, state->key, state, lang_text(state->label));
    for (size_t i = 0; i < query_name_count; i++) offer_name(finder, query_names[i].name, NULL, lang_text(query_names[i].label));
    for (size_t i = 0; i < finder->def->field_count; i++)
        offer_name(finder, finder->def->fields[i].key, &finder->def->fields[i], lang_text(finder->def->fields[i].label));
    if (*finder->typed) return;
    if (register_field(finder->def, "tags")) add(finder, "#", _("a tag"));
    if (query_person_field(finder->def) || text_equal(finder->def->key, "contact")) add(finder, "@", _("a person"));
}

/* -- the place ------------------------------------------------------------------------------------------------ */

/* The term the cursor stands in, and the piece of it. */
typedef struct Place {
    size_t term, value; /* where the term and its values begin; value = 0: a word, or a name not yet ended */
    size_t start, end;  /* the piece */
    bool in_quotes;
} Place;

static bool opens_quote(const char *text, size_t at, size_t term) {
    return at == term || strchr(",:=<>-#@", text[at - 1]);
}

/* Where the values of the term begin: behind # @ or an operator; 0 if there is none before the cursor. */
static size_t find_value(const char *text, size_t term, size_t cursor) {
    if (term < cursor && (text[term] == '#' || text[term] == '@')) return term + 1;
    size_t key = query_key_length(text + term), op = key ? query_op_length(text + term + key) : 0;
    return op && term + key + op <= cursor ? term + key + op : 0;
}

static Place find_place(const char *text, size_t cursor) {
    Place place = {0};
    size_t comma = 0;
    for (size_t i = 0; i < cursor; i++) {
        if (place.in_quotes)
            place.in_quotes = text[i] != '"';
        else if (text[i] == '"' && opens_quote(text, i, place.term))
            place.in_quotes = true;
        else if (strchr(blanks, text[i]))
            place.term = i + 1, comma = 0;
        else if (text[i] == ',')
            comma = i + 1;
    }
    if (text[place.term] == '-' && place.term < cursor) place.term++;
    place.value = find_value(text, place.term, cursor);
    place.start = !place.value ? place.term : comma > place.value ? comma : place.value;
    place.end = cursor;
    if (place.in_quotes)
        place.end += strcspn(text + cursor, "\"") + (text[cursor + strcspn(text + cursor, "\"")] == '"');
    else
        place.end += place.value ? strcspn(text + cursor, ", \t\r\n\"") : query_key_length(text + cursor);
    return place;
}

/* The field that the values are of; NULL with true: a day (due, created), or contacts. */
static bool find_field(const Finder *finder, const char *text, const Place *place, const FieldDef **field, bool *day) {
    *day = false;
    *field = NULL;
    if (text[place->term] == '@') {
        *field = query_person_field(finder->def);
        bool contacts = text_equal(finder->def->key, "contact");
        if (contacts) *field = NULL;
        return *field || contacts;
    }
    if (text[place->term] == '#') {
        *field = register_field(finder->def, "tags");
        return *field != NULL;
    }
    char *key = query_key(finder->arena, text + place->term);
    bool known = is_name(finder, key, field);
    *day = known && !*field && strcmp(key, "code") != 0;
    return *field || *day;
}

/* Nothing to say when it stands there already. */
static void drop_complete(Completion *out, const char *text) {
    size_t length = out->end - out->start;
    const Candidate *only = &out->items[0];
    if (out->count == 1 && strlen(only->text) == length && strncmp(only->text, text + out->start, length) == 0) out->count = 0;
}

/* A field with nothing behind it asks whether anything stands in it, where that is a question. */
static const char *note_of(const char *text, const Place *place, const FieldDef *field) {
    bool alone = place->value && place->value == place->start && place->start == place->end && text[place->value - 1] == ':';
    bool negated = place->term && text[place->term - 1] == '-';
    if (!alone || !field || field->type == FT_STATE || (field->flags & (FF_REQUIRED | FF_TITLE))) return "";
    return negated ? _("nothing behind it: empty") : _("nothing behind it: filled in; - before it: empty");
}

void complete_filter(const RegisterDef *def, const char *text, size_t cursor, const Lookup *lookup, Arena *arena, Completion *out) {
    size_t length = strlen(text);
    if (cursor > length) cursor = length;
    Place place = find_place(text, cursor);
    *out = (Completion){.start = place.start, .end = place.end, .note = ""};
    bool quote = text[place.start] == '"' && place.start < cursor;
    const char *typed = arena_strndup(arena, text + place.start + quote, cursor - place.start - quote);
    Finder finder = {def, lookup, arena, text_fold(arena, typed), true, out};
    const FieldDef *field;
    bool day;
    if (!place.value) {
        if (!quote) offer_names(&finder);
    } else if (find_field(&finder, text, &place, &field, &day)) {
        bool groups = text[place.value - 1] == ':';
        out->note = note_of(text, &place, field);
        if (day)
            offer_days(&finder);
        else if (field)
            offer_values(&finder, field, typed, groups);
        else
            offer_me(&finder, NULL), offer_known(&finder, NULL, typed);
    }
    drop_complete(out, text);
}

void complete_value(const RegisterDef *def, const FieldDef *field, const char *typed, const Lookup *lookup, Arena *arena, Completion *out) {
    *out = (Completion){.end = strlen(typed), .note = ""};
    Finder finder = {def, lookup, arena, text_fold(arena, typed), false, out};
    offer_values(&finder, field, typed, false);
    drop_complete(out, typed);
}
