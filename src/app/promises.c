/* Talks: who was there, and the promises in the notes. "> Amsel: MFA budget 1-12" is theirs, "< proposal friday" mine; each line becomes
 * an action of kind promise, once. */
#include <string.h>

#include "consequences.h"
#include "loket/app/capture.h"
#include "loket/base/lang.h"
#include "loket/model/words.h"

enum { NAME_MOST = 60, UNDATED_DAYS = 14 };

typedef struct Promise {
    bool mine;
    const char *name; /* before the colon, or NULL */
    const char *text; /* behind it */
} Promise;

/* -- lines ------------------------------------------------------------------------------------------------------- */

static char *trimmed(Arena *arena, const char *text, size_t length) {
    while (length && strchr(" \t\r", *text)) text++, length--;
    while (length && strchr(" \t\r,;.", text[length - 1])) length--;
    return arena_strndup(arena, text, length);
}

/* A name is short and stands before the first colon: "Rutger Amsel: …", not "asked for: one, two". */
static const char *split_name(Arena *arena, const char *line, const char **rest) {
    const char *colon = strchr(line, ':');
    *rest = line;
    if (!colon || colon - line > NAME_MOST || colon == line || (colon[1] && colon[1] != ' ')) return NULL;
    char *name = trimmed(arena, line, (size_t)(colon - line));
    size_t blanks = 0;
    for (const char *c = name; *c; c++) blanks += *c == ' ';
    if (blanks > 3) return NULL;
    *rest = colon + 1;
    return name;
}

static bool read_line(Arena *arena, const char *line, Promise *promise) {
    if ((line[0] != '>' && line[0] != '<') || strchr("<>=-", line[1])) return false; /* ">>", "<-" and "<=" are something else */
    char *rest = trimmed(arena, line + 1, strlen(line + 1));
    *promise = (Promise){.mine = line[0] == '<'};
    promise->name = split_name(arena, rest, &promise->text);
    promise->text = trimmed(arena, promise->text, strlen(promise->text));
    return words_any(promise->text);
}

/* All promises in a text, at most `most`. */
static size_t read_text(Arena *arena, const char *text, Promise *promises, size_t most) {
    size_t count = 0;
    char *rest = arena_strdup(arena, text ? text : "");
    for (char *line; count < most && (line = strsep(&rest, "\n"));) count += read_line(arena, line, &promises[count]);
    return count;
}

/* -- people ------------------------------------------------------------------------------------------------------ */

static const char *name_in(Desk *desk, const char *codes, const char *name, Arena *arena, size_t *found) {
    char code[CODE_SIZE];
    const char *match = NULL, *wanted = words_fold(arena, name);
    *found = 0;
    while (text_next_word(&codes, code, sizeof code)) {
        if (!words_match(words_fold(arena, desk_title_of(desk, code, arena)), wanted, false)) continue;
        match = arena_strdup(arena, code);
        ++*found;
    }
    return *found == 1 ? match : NULL;
}

/* Who is meant: somebody at the talk, else the one contact of that name. */
static const char *person_named(Desk *desk, const Record *talk, const char *name, Arena *arena, size_t *count) {
    const char *code = name_in(desk, record_text(talk, "with"), name, arena, count);
    if (*count) return code;
    Found *found;
    *count = desk_named(desk, register_by_key("contact"), name, arena, &found);
    if (*count != 1) return NULL;
    char *only = arena_alloc(arena, CODE_SIZE);
    code_write(found[0].def, found[0].no, only);
    return only;
}

/* The first at the talk who is not the officer. */
static const char *first_other(const Record *talk, const char *me, Arena *arena) {
    char code[CODE_SIZE];
    for (const char *codes = record_text(talk, "with"); text_next_word(&codes, code, sizeof code);)
        if (!text_equal(code, me)) return arena_strdup(arena, code);
    return NULL;
}

/* -- from a line to an action --------------------------------------------------------------------------------------- */

/* The sentence without its date, and the date. */
static void read_due(const Promise *promise, Day otherwise, Moment now, Arena *arena, const char **title, Day *due) {
    Capture capture;
    const RegisterDef *action = register_by_key("action");
    *title = promise->text;
    *due = otherwise;
    if (capture_parse(action, promise->text, now, arena, &capture, NULL) != OK || text_empty(capture.sentence)) return;
    for (size_t i = 0; i < capture.count; i++)
        if (capture.picks[i].field == register_field(action, "due_on") && day_parse(capture.picks[i].text, now, due, NULL) == OK)
            *title = trimmed(arena, capture.sentence, strlen(capture.sentence));
}

static const char *spoken(Arena *arena, const char *text) {
    return words_join(arena, words_fold(arena, text), ' ');
}

typedef struct Making {
    Effect *effect;
    RecordList there; /* actions that come from this talk */
    bool *taken;      /* which of them stand for a line already */
    bool fresh;       /* the talk is new in this batch */
} Making;

/* The action that a line has become already: the same words; and when the talk comes with its actions, one of the same owner. */
static bool is_there(Making *making, const char *title, const char *owner) {
    Arena *arena = making->effect->arena;
    for (int loose = 0; loose <= making->fresh; loose++)
        for (size_t i = 0; i < making->there.count; i++) {
            const Record *action = making->there.items[i];
            bool same = loose ? text_equal(record_text(action, "owner"), owner)
                              : strcmp(spoken(arena, record_title(action)), spoken(arena, title)) == 0;
            if (making->taken[i] || !same) continue;
            making->taken[i] = true;
            return true;
        }
    return false;
}

static Status make(Making *making, const Promise *promise, const char *me, Error *err) {
    Effect *effect = making->effect;
    const Record *talk = effect->after;
    size_t count = 0;
    const char *named = promise->name ? person_named(effect->desk, talk, promise->name, effect->arena, &count) : NULL;
    const char *other = named ? named : first_other(talk, me, effect->arena);
    const char *owner = promise->mine ? me : other, *to = promise->mine ? other : me, *title;
    Day due, held = field_day(talk, "held_at", moment_day(effect->now));
    read_due(promise, held + UNDATED_DAYS, effect->now, effect->arena, &title, &due);
    if (!owner || !to || is_there(making, title, owner)) return OK;
    Record *action = record_new_initial(register_by_key("action"), effect->now, effect->arena);
    record_set_text(action, "title", title);
    record_set_text(action, "kind", "promise");
    record_set_text(action, "origin", code_of(talk, effect->arena));
    record_set_text(action, "owner", owner);
    record_set_text(action, "promised_to", to);
    record_set_number(action, "due_on", due);
    if (record_has(talk, "level")) record_set_text(action, "level", record_text(talk, "level"));
    return effect->save(effect, NULL, action, err);
}

/* -- consequences -------------------------------------------------------------------------------------------------- */

static bool was_held(const Record *talk) {
    return talk && text_has_word("held recorded", record_text(talk, "state"));
}

enum { PROMISES_MOST = 40 };

/* Lines that were not yet in the notes of a held talk. */
static size_t new_promises(const Effect *effect, Promise *promises) {
    if (!was_held(effect->after)) return 0;
    Promise old[PROMISES_MOST];
    size_t count = read_text(effect->arena, record_text(effect->after, "text"), promises, PROMISES_MOST);
    size_t old_count = was_held(effect->before) ? read_text(effect->arena, record_text(effect->before, "text"), old, PROMISES_MOST) : 0;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t j = 0; j < old_count && !known; j++)
            known = promises[i].mine == old[j].mine && strcmp(promises[i].text, old[j].text) == 0;
        if (!known) promises[kept++] = promises[i];
    }
    return kept;
}

Status talk_follow(Effect *effect, Error *err) {
    Promise promises[PROMISES_MOST];
    size_t count = new_promises(effect, promises);
    const char *me = officer_code(effect->desk, effect->arena);
    if (desk_me(effect->desk)) me = desk_me(effect->desk);
    if (count == 0 || !me) return OK;
    Making making = {.effect = effect, .fresh = !effect->before};
    Status status = find_pointing(effect->desk, code_of(effect->after, effect->arena), "action", "origin", effect->arena, &making.there, err);
    making.taken = ARENA_ARRAY(effect->arena, bool, making.there.count + 1);
    for (size_t i = 0; i < count && status == OK; i++) status = make(&making, &promises[i], me, err);
    return status;
}

/* A promise of nobody would be lost. */
Status talk_check(Effect *effect, Error *err) {
    (void)err;
    Promise promises[PROMISES_MOST];
    size_t count = new_promises(effect, promises);
    for (size_t i = 0; i < count; i++) {
        size_t found = 0;
        char clip[CLIP_SIZE];
        if (!promises[i].name || person_named(effect->desk, effect->after, promises[i].name, effect->arena, &found)) continue;
        problem_add(effect->problems, effect->after->def, "text",
                    found ? _("a promise of \"%s\": several have that name, write more of it") : _("a promise of \"%s\": there is no contact of that name"),
                    words_clip(promises[i].name, clip));
    }
    return OK;
}

/* A round's members are copied into `with`; who was not there is then taken out, and only who stands there counts. */
Status talk_fill(Effect *effect, Error *err) {
    Record *talk = effect->after, *round;
    bool chosen = !effect->before || !text_equal(record_text(effect->before, "round"), record_text(talk, "round"));
    if (!record_has(talk, "round") || record_has(talk, "with") || !chosen) return OK;
    Status status = records_find(effect->desk->db, record_text(talk, "round"), effect->arena, &round, err);
    if (status != OK) return status == ERR_MISSING ? OK : status; /* said by the check of links */
    if (record_has(round, "members")) record_set_text(talk, "with", record_text(round, "members"));
    if (!effect->before && record_has(round, "formality")) record_set_text(talk, "formality", record_text(round, "formality"));
    return OK;
}
