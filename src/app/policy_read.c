/* Regimes from YAML: one table of keys, each with the place in Regime it fills. */
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "loket/app/policy.h"
#include "loket/base/embed.h"
#include "loket/base/lang.h"
#include "loket/base/nearest.h"
#include "loket/io/yaml.h"

extern const EmbeddedFile embedded_policy[];

enum { MOST_REGIMES = 500 };

typedef enum KeyKind { KEY_TEXT, KEY_BOTH, KEY_CONDITION, KEY_FLAG, KEY_RULE, KEY_TERM, KEY_EXTENSION, KEY_UNIT, KEY_CALENDAR, KEY_FROM, KEY_UNTIL, KEY_WHICH } KeyKind;

static const struct Key {
    const char *key;
    KeyKind kind;
    size_t offset;
} keys[] = {
    {"code", KEY_TEXT, offsetof(Regime, code)},
    {"article", KEY_TEXT, offsetof(Regime, article)},
    {"group", KEY_TEXT, offsetof(Regime, group)},
    {"title", KEY_BOTH, offsetof(Regime, title)},
    {"sentence", KEY_BOTH, offsetof(Regime, sentence)},
    {"to", KEY_BOTH, offsetof(Regime, to)},
    {"to_role", KEY_TEXT, offsetof(Regime, to_role)},
    {"trigger", KEY_BOTH, offsetof(Regime, trigger)},
    {"basis", KEY_TEXT, offsetof(Regime, basis)},
    {"register", KEY_TEXT, offsetof(Regime, reg)},
    {"starts", KEY_TEXT, offsetof(Regime, starts)},
    {"when", KEY_CONDITION, offsetof(Regime, when)},
    {"if_so", KEY_CONDITION, offsetof(Regime, if_so)},
    {"unless", KEY_CONDITION, offsetof(Regime, unless)},
    {"unless_because", KEY_TEXT, offsetof(Regime, unless_because)},
    {"needs", KEY_TEXT, offsetof(Regime, needs)},
    {"same_as", KEY_TEXT, offsetof(Regime, same_as)},
    {"after", KEY_TEXT, offsetof(Regime, after)},
    {"after_which", KEY_WHICH, 0},
    {"rule", KEY_RULE, 0},
    {"term", KEY_TERM, 0},
    {"unit", KEY_UNIT, 0},
    {"calendar", KEY_CALENDAR, 0},
    {"extension", KEY_EXTENSION, 0},
    {"extended", KEY_TEXT, offsetof(Regime, extended)},
    {"extended_because", KEY_TEXT, offsetof(Regime, extended_because)},
    {"met", KEY_TEXT, offsetof(Regime, met)},
    {"warn", KEY_TEXT, offsetof(Regime, warn)},
    {"from", KEY_FROM, 0},
    {"until", KEY_UNTIL, 0},
    {"judge", KEY_FLAG, offsetof(Regime, judge)},
    {"target", KEY_FLAG, offsetof(Regime, target)},
    {"active", KEY_FLAG, offsetof(Regime, active)},
};

static void *place(Regime *regime, const struct Key *key) {
    return (char *)regime + key->offset;
}

static Status read_both(const Doc *node, PolicyText *text, Error *err) {
    if (node->kind == DOC_SCALAR) {
        *text = (PolicyText){.en = node->text};
        return OK;
    }
    if (node->kind != DOC_MAP) return fail(err, ERR_DATA, _("'%s' is a text, or a map of en and nl"), node->key);
    text->en = doc_get_text(node, "en");
    text->nl = doc_get_text(node, "nl");
    return text->en || text->nl ? OK : fail(err, ERR_DATA, _("'%s' has neither en nor nl"), node->key);
}

static Status read_flag(const char *text, bool *flag, Error *err) {
    bool yes = strcasecmp(text, "yes") == 0 || strcasecmp(text, "true") == 0, no = strcasecmp(text, "no") == 0 || strcasecmp(text, "false") == 0;
    if (!yes && !no) return fail(err, ERR_INVALID, _("'%s' is neither yes nor no"), text);
    *flag = yes;
    return OK;
}

static Status read_legs(const char *text, int legs[DEADLINE_LEGS], int *count, Error *err) {
    DeadlineInput input = {0};
    *count = 0;
    if (!*text) return OK;
    Status status = deadline_legs_parse(text, &input, err);
    if (status != OK) return status;
    memcpy(legs, input.legs, sizeof input.legs);
    *count = input.leg_count;
    return OK;
}

static Status read_day(const char *text, bool *has, Day *day, Error *err) {
    *has = *text != '\0';
    return *has ? day_parse(text, 0, day, err) : OK;
}

static Status read_calendar(const char *text, Regime *regime, Error *err) {
    Calendar calendar;
    Status status = deadline_calendar_parse(text, &calendar, err);
    if (status == OK) regime->calendar = calendar.id;
    return status;
}

static Status read_which(const char *text, Regime *regime, Error *err) {
    regime->after_last = strcmp(text, "last") == 0;
    return regime->after_last || strcmp(text, "first") == 0 ? OK : fail(err, ERR_INVALID, _("'%s' is neither first nor last"), text);
}

static Status read_value(const struct Key *key, const Doc *node, Regime *regime, Error *err) {
    if (key->kind == KEY_BOTH) return read_both(node, place(regime, key), err);
    if (node->kind != DOC_SCALAR) return fail(err, ERR_DATA, _("'%s' is one value"), key->key);
    const char *text = node->text;
    switch (key->kind) {
    case KEY_TEXT:
        *(const char **)place(regime, key) = *text ? text : NULL;
        return OK;
    case KEY_CONDITION:
        *(Condition *)place(regime, key) = (Condition){.text = *text ? text : NULL};
        return OK;
    case KEY_FLAG:
        return read_flag(text, place(regime, key), err);
    case KEY_RULE:
        return deadline_rule_parse(text, &regime->rule, err);
    case KEY_TERM:
        return read_legs(text, regime->legs, &regime->leg_count, err);
    case KEY_EXTENSION:
        return read_legs(text, regime->extension, &regime->extension_count, err);
    case KEY_UNIT:
        return deadline_unit_parse(text, &regime->unit, err);
    case KEY_CALENDAR:
        return read_calendar(text, regime, err);
    case KEY_FROM:
        return read_day(text, &regime->has_from, &regime->from, err);
    case KEY_UNTIL:
        return read_day(text, &regime->has_until, &regime->until, err);
    case KEY_WHICH:
        return read_which(text, regime, err);
    case KEY_BOTH:
        break;
    }
    return OK;
}

static Status unknown_key(const char *key, Error *err) {
    Nearest nearest = nearest_start(key);
    for (size_t i = 0; i < COUNT_OF(keys); i++) nearest_offer(&nearest, keys[i].key);
    fail(err, ERR_DATA, _("a regime has no '%s'"), key);
    return nearest_word(&nearest) ? error_hint(err, _("did you mean %s?"), nearest_word(&nearest)) : ERR_DATA;
}

static Status read_keys(const Doc *node, const char *name, Regime *regime, Error *err) {
    for (const Doc *member = node->first; member; member = member->next) {
        const struct Key *key = NULL;
        for (size_t i = 0; i < COUNT_OF(keys); i++)
            if (strcmp(keys[i].key, member->key) == 0) key = &keys[i];
        Status status = key ? read_value(key, member, regime, err) : unknown_key(member->key, err);
        if (status != OK) return doc_where(err, name, member->line, member->column, member->key);
    }
    return OK;
}

/* A known code changes the regime that is there, another one is added behind all others. */
static Status read_regime(Policy *policy, const Doc *node, const char *name, bool own, Arena *arena, Error *err) {
    if (node->kind != DOC_MAP) {
        fail(err, ERR_DATA, "%s", _("a regime is a map of keys"));
        return doc_where(err, name, node->line, node->column, NULL);
    }
    const Regime *known = policy_find(policy, doc_get_text(node, "code"));
    size_t at = known ? (size_t)(known - policy->items) : policy->count;
    Regime regime = known ? *known : (Regime){.active = true};
    regime.own = own;
    regime.line = node->line;
    regime.column = node->column;
    Status status = read_keys(node, name, &regime, err);
    if (status != OK) return status;
    if (known) regime.code = known->code; /* however it is written: it is the key of facts and dues */
    if (!known && !doc_get(node, "calendar")) regime.calendar = deadline_rule(regime.rule)->calendar;
    Policy before = {policy->items, at};
    status = regime_check(&before, &regime, arena, err);
    if (status != OK) return doc_where(err, name, node->line, node->column, regime.code);
    if (at == MOST_REGIMES) return fail(err, ERR_DATA, _("more than %d regimes"), MOST_REGIMES);
    policy->items[at] = regime;
    if (!known) policy->count++;
    return OK;
}

static Status read_list(const Doc *doc, const char *name, const Doc **list, Error *err) {
    *list = doc->kind == DOC_LIST ? doc : doc_get(doc, "regimes");
    if (!*list && doc->kind == DOC_MAP && doc->count == 0) return OK;
    /* "regimes:" with nothing behind it is an empty list */
    if (*list && (*list)->kind == DOC_SCALAR && !*(*list)->text) *list = NULL;
    else if (!*list || (*list)->kind != DOC_LIST) {
        fail(err, ERR_DATA, "%s", _("there is no list 'regimes'"));
        error_hint(err, "%s", _("an example of the form: loket clock export"));
        return doc_where(err, name, doc->line, doc->column, NULL);
    }
    return OK;
}

Status policy_read(Policy *policy, const char *data, size_t length, const char *name, bool lenient, StrBuf *problems, Arena *arena, Error *err) {
    Doc *doc;
    const Doc *list;
    Status status = yaml_read(data, length, name, arena, &doc, err);
    if (status == OK) status = read_list(doc, name, &list, err);
    if (status != OK) return status;
    Regime *room = ARENA_ARRAY(arena, Regime, MOST_REGIMES);
    if (policy->count) memcpy(room, policy->items, policy->count * sizeof *room);
    policy->items = room;
    bool own = data != embedded_policy[0].data;
    for (const Doc *node = list ? list->first : NULL; node && status == OK; node = node->next) {
        Error one = {0};
        status = read_regime(policy, node, name, own, arena, &one);
        if (status != OK && lenient) {
            strbuf_addf(problems, "%s: %s\n", one.where, one.message);
            status = OK;
        } else if (status != OK && err) {
            *err = one;
        }
    }
    return status;
}

const char *policy_builtin_text(size_t *length) {
    *length = embedded_policy[0].length;
    return embedded_policy[0].data;
}

Status policy_builtin(Policy *policy, Arena *arena, Error *err) {
    *policy = (Policy){0};
    const EmbeddedFile *file = &embedded_policy[0];
    return policy_read(policy, file->data, file->length, file->name, false, NULL, arena, err);
}
