#include "loket/app/capture.h"

#include <string.h>
#include <strings.h>

#include "loket/base/lang.h"

/* The letters of `g` and `a`: one meaning everywhere. */
static const struct {
    char letter;
    const char *key;
} letters[] = {
    {'i', "incident"}, {'a', "approval"}, {'c', "contact"}, {'t', "trigger"},     {'v', "advice"},
    {'s', "talk"},     {'r', "round"},    {'x', "action"},  {'u', "instruction"}, {'e', "development"},
    {'n', "anchor"},   {'y', "duty"},     {'w', "message"}, {'q', "competence"},  {'k', "kind"},
};

char capture_letter(const RegisterDef *def) {
    for (size_t i = 0; i < COUNT_OF(letters); i++)
        if (text_equal(letters[i].key, def->key)) return letters[i].letter;
    return 0;
}

const RegisterDef *capture_register(char letter) {
    for (size_t i = 0; i < COUNT_OF(letters); i++)
        if (letters[i].letter == letter) return register_by_key(letters[i].key);
    return NULL;
}

static const FieldDef *first_field(const RegisterDef *def, const char *keys) {
    char key[32];
    while (text_next_word(&keys, key, sizeof key)) {
        const FieldDef *field = register_field(def, key);
        if (field) return field;
    }
    return NULL;
}

const FieldDef *capture_who(const RegisterDef *def) {
    return first_field(def, "with members owner requester addressee to handler");
}

const FieldDef *capture_rank(const RegisterDef *def) {
    return def->rank ? register_field(def, def->rank) : NULL;
}

const FieldDef *capture_date(const RegisterDef *def) {
    return first_field(def, "due_on due planned_at decision_on next_on follow_up_on");
}

/* -- words --------------------------------------------------------------------------------------------------- */

typedef struct Taking {
    const RegisterDef *def;
    Arena *arena;
    Capture *capture;
} Taking;

/* Several of one field are joined: people by a comma, tags by a blank; one that holds one value takes the last. */
static void pick(Taking *taking, const FieldDef *field, const char *text) {
    Capture *capture = taking->capture;
    for (size_t i = 0; i < capture->count; i++) {
        CapturePick *old = &capture->picks[i];
        if (old->field != field) continue;
        bool many = field->type == FT_LINKS || field->type == FT_TAGS || field->type == FT_CHOICES;
        old->text = many ? arena_printf(taking->arena, "%s%s%s", old->text, field->type == FT_LINKS ? ", " : " ", text) : text;
        return;
    }
    if (capture->count < CAPTURE_MOST) capture->picks[capture->count++] = (CapturePick){field, text};
}

/* The choice a word means: its key, its label, or the one of which it is the beginning. */
static const Choice *find_choice(const FieldDef *field, const char *word) {
    const Choice *found = NULL;
    size_t length = strlen(word), begins = 0;
    for (const Choice *choice = field->choices; choice && choice->key; choice++) {
        const char *label = lang_text(choice->label);
        if (strcasecmp(choice->key, word) == 0 || strcasecmp(label, word) == 0) return choice;
        if (strncasecmp(choice->key, word, length) == 0 || strncasecmp(label, word, length) == 0) {
            found = choice;
            begins++;
        }
    }
    return begins == 1 ? found : NULL;
}

/* `!word` means the field that ranks the register, else the first of its choices that has such a word: "!complaint", "!phone". A short
 * beginning could be many things there. */
static const Choice *find_marked(const RegisterDef *def, const char *word, const FieldDef **field) {
    enum { LEAST = 3 };
    const FieldDef *rank = capture_rank(def);
    const Choice *choice = rank ? find_choice(rank, word) : NULL;
    *field = rank;
    for (size_t i = 0; i < def->field_count && !choice && strlen(word) >= LEAST; i++) {
        *field = &def->fields[i];
        choice = find_choice(*field, word);
    }
    return choice;
}

static const FieldDef *first_choice(const RegisterDef *def) {
    const FieldDef *rank = capture_rank(def);
    for (size_t i = 0; i < def->field_count && !rank; i++)
        if (def->fields[i].choices && strcmp(def->fields[i].key, "level") != 0) rank = &def->fields[i];
    return rank;
}

static Status take_choice(Taking *taking, const char *word, Error *err) {
    const FieldDef *field, *usual = first_choice(taking->def);
    const Choice *choice = find_marked(taking->def, word, &field);
    if (choice) {
        pick(taking, field, choice->key);
        return OK;
    }
    StrBuf known;
    strbuf_init(&known);
    for (choice = usual->choices; choice->key; choice++) strbuf_addf(&known, "%s!%s", known.length ? ", " : "", choice->key);
    fail(err, ERR_INVALID, _("%s: there is no '!%s'"), lang_text(usual->label), word);
    error_hint(err, _("one of: %s"), known.data);
    strbuf_done(&known);
    return ERR_INVALID;
}

/* A mark means something only at the beginning of a word with a letter or digit behind it: "C#", "10 @ 5" and "!!!" are
 * text. */
static bool is_mark(const char *word) {
    unsigned char next = (unsigned char)word[1];
    return strchr("@#!", word[0]) &&
           (next >= 0x80 || (next >= '0' && next <= '9') || ((next | 0x20) >= 'a' && (next | 0x20) <= 'z') ||
            (word[0] == '@' && next == '"'));
}

static Status take_mark(Taking *taking, const char *word, bool *taken, Error *err) {
    const FieldDef *field = word[0] == '@' ? capture_who(taking->def) : word[0] == '#' ? register_field(taking->def, "tags") : first_choice(taking->def);
    *taken = field != NULL;
    if (!field) return OK;
    size_t length = strlen(word + 1);
    while (length > 1 && strchr(".,;:!?", word[length])) length--; /* "#mobile, and then" */
    char *text = arena_strndup(taking->arena, word + 1, length);
    if (word[0] == '!') return take_choice(taking, text, err);
    if (word[0] == '@')
        for (char *c = text; *c; c++)
            if (*c == '_') *c = ' ';
    pick(taking, field, text);
    return OK;
}

/* Takes the next word off `*cursor`; @"two words" is one, given without its quotes. */
static char *next_word(Arena *arena, const char **cursor) {
    const char *at = *cursor + strspn(*cursor, " \t\n");
    if (!*at) return NULL;
    const char *close = at[0] == '@' && at[1] == '"' ? strchr(at + 2, '"') : NULL;
    if (close) {
        *cursor = close + 1;
        return arena_printf(arena, "@%.*s", (int)(close - at - 2), at + 2);
    }
    size_t length = strcspn(at, " \t\n");
    *cursor = at + length;
    return arena_strndup(arena, at, length);
}

/* -- the date at the end ------------------------------------------------------------------------------------- */

/* Abbreviated weekdays and bare spans are also ordinary words ("sun", "3d"), so they need a sign, the former or an hour. */
static bool looks_like_date(const char *text) {
    static const char whole[] =
        "today tomorrow vandaag morgen monday tuesday wednesday thursday friday saturday sunday maandag dinsdag "
        "woensdag donderdag vrijdag zaterdag zondag";
    static const char brief[] = "mon tue wed thu fri sat sun ma di wo do vr za zo";
    char first[32], lower[32];
    const char *rest = text;
    if (!text_next_word(&rest, first, sizeof first)) return false;
    size_t length = strlen(first);
    for (size_t i = 0; i <= length; i++)
        lower[i] = (char)(first[i] >= 'A' && first[i] <= 'Z' ? first[i] + 32 : first[i]);
    if (text_has_word(whole, lower) || (text_has_word(brief, lower) && strchr(rest, ':'))) return true;
    if (first[0] == '+') return true;
    bool digits = first[0] >= '0' && first[0] <= '9';
    return digits && (strchr(first, '-') || strpbrk(rest, "abcdefghijklmnopqrstuvwxyz"));
}

static bool is_date(const FieldDef *field, const char *text, Moment now) {
    if (!looks_like_date(text)) return false;
    Moment moment;
    Day day;
    if (field->type == FT_MOMENT)
        return moment_parse(text, now, &moment, NULL) == OK && moment_day(moment) >= moment_day(now);
    return day_parse(text, now, &day, NULL) == OK && day >= moment_day(now);
}

static const char *join(Arena *arena, char **words, size_t from, size_t count) {
    const char *text = "";
    for (size_t i = from; i < count; i++)
        text = arena_printf(arena, "%s%s%s", text, *text ? " " : "", words[i]);
    return text;
}

/* The longest run of words at the end that is a date; something must be left before it, but what is planned for an hour is known by
 * that. */
static size_t take_date(Taking *taking, char **words, size_t count, Moment now) {
    enum { DATE_WORDS = 4 };
    const FieldDef *field = capture_date(taking->def);
    size_t left = field && field->type != FT_MOMENT && count > 0, most = count - left < DATE_WORDS ? count - left : DATE_WORDS;
    for (size_t length = most; field && length > 0; length--) {
        const char *text = join(taking->arena, words, count - length, count);
        if (!is_date(field, text, now)) continue;
        pick(taking, field, text);
        return count - length;
    }
    return count;
}

Status capture_parse(const RegisterDef *def, const char *line, Moment now, Arena *arena, Capture *capture, Error *err) {
    *capture = (Capture){0};
    Taking taking = {def, arena, capture};
    char **words = ARENA_ARRAY(arena, char *, strlen(line) / 2 + 2);
    size_t count = 0;
    for (char *word; (word = next_word(arena, &line));) {
        bool taken = false;
        if (is_mark(word)) {
            Status status = take_mark(&taking, word, &taken, err);
            if (status != OK) return status;
        }
        if (!taken) words[count++] = word;
    }
    count = take_date(&taking, words, count, now);
    capture->sentence = join(arena, words, 0, count);
    return OK;
}
