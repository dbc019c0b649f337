/* Talks: who was there, and the promises in the notes. "> Amsel: MFA budget 1-12" is theirs, "< proposal friday" mine; each line becomes
 * an action of kind promise, once. A line that is taken out of the notes, or written anew, takes its action with it as long as nobody
 * has changed that; from then on the action has a life of its own. Dates count from the day of the talk. */
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

/* The first at the talk who is not the officer, and how many of them there are. */
static const char *first_other(const Record *talk, const char *me, Arena *arena, size_t *others) {
    char code[CODE_SIZE];
    const char *first = NULL;
    *others = 0;
    for (const char *codes = record_text(talk, "with"); text_next_word(&codes, code, sizeof code);) {
        if (text_equal(code, me)) continue;
        if (!first) first = arena_strdup(arena, code);
        ++*others;
    }
    return first;
}

/* To whom I promised when no name stands there: who leads the round, else the first at the table. */
static const char *promised_to(Desk *desk, const Record *talk, const char *me, Arena *arena) {
    Record *round;
    size_t others;
    const char *code = record_text(talk, "round");
    if (code && records_find(desk->db, code, arena, &round, NULL) == OK && record_has(round, "chair") && !text_equal(record_text(round, "chair"), me))
        return record_text(round, "chair");
    return first_other(talk, me, arena, &others);
}

static const char *who_notes(Desk *desk, Arena *arena) {
    return desk_me(desk) ? desk_me(desk) : officer_code(desk, arena);
}

/* -- from a line to an action --------------------------------------------------------------------------------------- */

/* "proposal by friday": without its date the sentence ends before the "by". */
static const char *without_preposition(Arena *arena, char *title) {
    static const char before_date[] = "by before on until op voor uiterlijk tot";
    char *last = strrchr(title, ' ');
    if (last && text_has_word(before_date, last + 1)) *last = '\0';
    return trimmed(arena, title, strlen(title));
}

/* Behind the last comma any date is one, also what would be a word elsewhere: "figures, fri". */
static bool date_behind_comma(const char *text, Moment now, Day *due) {
    const char *comma = strrchr(text, ',');
    Moment moment;
    if (!comma || comma == text) return false;
    if (day_parse(comma + 1, now, due, NULL) == OK) return true;
    if (moment_parse(comma + 1, now, &moment, NULL) != OK) return false;
    *due = moment_day(moment);
    return true;
}

/* The sentence without its date, and the date. */
static void read_due(const Promise *promise, Moment held, Arena *arena, const char **title, Day *due) {
    Capture capture;
    const RegisterDef *action = register_by_key("action");
    *title = promise->text;
    *due = moment_day(held) + UNDATED_DAYS;
    if (date_behind_comma(promise->text, held, due)) {
        *title = without_preposition(arena, trimmed(arena, promise->text, (size_t)(strrchr(promise->text, ',') - promise->text)));
        return;
    }
    if (capture_parse(action, promise->text, held, arena, &capture, NULL) != OK || text_empty(capture.sentence)) return;
    for (size_t i = 0; i < capture.count; i++)
        if (capture.picks[i].field == register_field(action, "due_on") && day_parse(capture.picks[i].text, held, due, NULL) == OK)
            *title = without_preposition(arena, trimmed(arena, capture.sentence, strlen(capture.sentence)));
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
    const char *other = promise->name ? person_named(effect->desk, talk, promise->name, effect->arena, &count) : promised_to(effect->desk, talk, me, effect->arena);
    if (!promise->name && !promise->mine) other = first_other(talk, me, effect->arena, &count);
    const char *owner = promise->mine ? me : other, *to = promise->mine ? other : me, *title;
    Day due;
    read_due(promise, record_number(talk, "held_at", effect->now), effect->arena, &title, &due);
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

/* What became of a line that stands there no more: struck when it is still as it was made, and then not there for other lines. */
static Status unmake(Making *making, const Promise *promise, Error *err) {
    Effect *effect = making->effect;
    const char *title;
    Day due;
    read_due(promise, record_number(effect->before, "held_at", effect->now), effect->arena, &title, &due);
    for (size_t i = 0; i < making->there.count; i++) {
        const Record *action = making->there.items[i];
        bool untouched = action->version == 1 && record_open(action) && record_is(action, "kind", "promise");
        if (making->taken[i] || !untouched || strcmp(spoken(effect->arena, record_title(action)), spoken(effect->arena, title)) != 0) continue;
        making->taken[i] = true;
        return effect->strike(effect, action, _("its line in the talk is gone"), err);
    }
    return OK;
}

/* -- consequences -------------------------------------------------------------------------------------------------- */

static bool was_held(const Record *talk) {
    return talk && text_has_word("held recorded", record_text(talk, "state"));
}

enum { PROMISES_MOST = 40 };

static bool same_line(const Promise *a, const Promise *b) {
    return a->mine == b->mine && text_equal(a->name, b->name) && strcmp(a->text, b->text) == 0;
}

/* Of the lines in the notes of `talk`, those that are not in the notes of `other`; a talk that was not held promises nothing. */
static size_t lines_only_in(Arena *arena, const Record *talk, const Record *other, Promise *promises) {
    if (!was_held(talk)) return 0;
    Promise others[PROMISES_MOST];
    size_t count = read_text(arena, record_text(talk, "text"), promises, PROMISES_MOST), kept = 0;
    size_t other_count = was_held(other) ? read_text(arena, record_text(other, "text"), others, PROMISES_MOST) : 0;
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t j = 0; j < other_count && !known; j++) known = same_line(&promises[i], &others[j]);
        if (!known) promises[kept++] = promises[i];
    }
    return kept;
}

Status talk_follow(Effect *effect, Error *err) {
    Promise made[PROMISES_MOST], gone[PROMISES_MOST];
    size_t count = lines_only_in(effect->arena, effect->after, effect->before, made);
    size_t gone_count = effect->before ? lines_only_in(effect->arena, effect->before, effect->after, gone) : 0;
    const char *me = who_notes(effect->desk, effect->arena);
    if (count + gone_count == 0 || !me) return OK;
    Making making = {.effect = effect, .fresh = !effect->before};
    Status status = find_pointing(effect->desk, code_of(effect->after, effect->arena), "action", "origin", effect->arena, &making.there, err);
    making.taken = ARENA_ARRAY(effect->arena, bool, making.there.count + 1);
    for (size_t i = 0; i < gone_count && status == OK; i++) status = unmake(&making, &gone[i], err);
    for (size_t i = 0; i < count && status == OK; i++) status = make(&making, &made[i], me, err);
    return status;
}

/* A promise of nobody would be lost, and one of somebody at the table would be given to the wrong one. */
static void check_promise(Effect *effect, const Promise *promise, const char *me) {
    char clip[CLIP_SIZE];
    size_t found = 0, others = 0;
    const Record *talk = effect->after;
    if (promise->name && !person_named(effect->desk, talk, promise->name, effect->arena, &found))
        problem_add(effect->problems, talk->def, "text",
                    found ? _("a promise of \"%s\": several have that name, write more of it") : _("a promise of \"%s\": there is no contact of that name"),
                    words_clip(promise->name, clip));
    if (promise->name) return;
    first_other(talk, me, effect->arena, &others);
    if (others == 0 || (others > 1 && !promise->mine))
        problem_add(effect->problems, talk->def, "text", _("a promise of whom: \"%s\"? write the name before it: > Name: what, when"), words_clip(promise->text, clip));
}

Status talk_check(Effect *effect, Error *err) {
    (void)err;
    Promise promises[PROMISES_MOST];
    size_t count = lines_only_in(effect->arena, effect->after, effect->before, promises);
    const char *me = who_notes(effect->desk, effect->arena);
    for (size_t i = 0; i < count && me; i++) check_promise(effect, &promises[i], me);
    return OK;
}

void talk_of_round(Record *talk, const Record *round) {
    static const char *const copied[][2] = {{"members", "with"}, {"asks_about", "asked_about"}, {"formality", "formality"}};
    for (size_t i = 0; i < COUNT_OF(copied); i++)
        if (record_has(round, copied[i][0])) record_set_text(talk, copied[i][1], record_text(round, copied[i][0]));
}

/* A talk that names its round and nobody gets what the round says. One that names people is left as it is: who was not there, and what
 * was not asked, has been taken out. */
Status talk_fill(Effect *effect, Error *err) {
    Record *talk = effect->after, *round;
    if (!record_has(talk, "round") || record_has(talk, "with")) return OK;
    Status status = records_find(effect->desk->db, record_text(talk, "round"), effect->arena, &round, err);
    if (status != OK) return status == ERR_MISSING ? OK : status; /* said by the check of links */
    talk_of_round(talk, round);
    return OK;
}
