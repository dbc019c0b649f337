#include "loket/model/register.h"

#include <string.h>
#include <strings.h>

#define REGISTER_FILE(name) extern const RegisterDef *const registers_##name[];
#include "registers.inc"
#undef REGISTER_FILE

static const RegisterDef *const *const files[] = {
#define REGISTER_FILE(name) registers_##name,
#include "registers.inc"
#undef REGISTER_FILE
    NULL,
};

/* The addresses of tables in other files cannot be sorted at compile time, and forty rows need no index: each step
 * looks for the next higher id. */
const RegisterDef *register_next(const RegisterDef *previous) {
    int after = previous ? previous->id : 0;
    const RegisterDef *best = NULL;
    for (const RegisterDef *const *const *file = files; *file; file++) {
        for (const RegisterDef *const *def = *file; *def; def++) {
            if ((*def)->id > after && (!best || (*def)->id < best->id)) best = *def;
        }
    }
    return best;
}

size_t register_count(void) {
    size_t count = 0;
    for (const RegisterDef *const *const *file = files; *file; file++)
        for (const RegisterDef *const *def = *file; *def; def++)
            count++;
    return count;
}

const RegisterDef *register_by_key(const char *key) {
    for (const RegisterDef *const *const *file = files; *file; file++) {
        for (const RegisterDef *const *def = *file; *def; def++) {
            if (text_equal((*def)->key, key)) return *def;
        }
    }
    return NULL;
}

const RegisterDef *register_by_id(int id) {
    for (const RegisterDef *const *const *file = files; *file; file++) {
        for (const RegisterDef *const *def = *file; *def; def++) {
            if ((*def)->id == id) return *def;
        }
    }
    return NULL;
}

const RegisterDef *register_by_prefix(const char *prefix, size_t length) {
    for (const RegisterDef *const *const *file = files; *file; file++) {
        for (const RegisterDef *const *def = *file; *def; def++) {
            const char *own = (*def)->prefix;
            if (own && strlen(own) == length && strncasecmp(own, prefix, length) == 0) return *def;
        }
    }
    return NULL;
}

bool register_is_child_of(const RegisterDef *child, const RegisterDef *parent) {
    if (child->kind != KIND_CHILD || parent->kind == KIND_CHILD) return false;
    return text_equal(child->parents, "*") || text_has_word(child->parents, parent->key);
}

const RegisterDef *register_child(const RegisterDef *parent, const RegisterDef *previous) {
    const RegisterDef *def = register_next(previous);
    while (def && !register_is_child_of(def, parent))
        def = register_next(def);
    return def;
}

int register_field_index(const RegisterDef *def, const char *key) {
    for (size_t i = 0; i < def->field_count; i++) {
        if (text_equal(def->fields[i].key, key)) return (int)i;
    }
    return -1;
}

const FieldDef *register_field(const RegisterDef *def, const char *key) {
    int index = register_field_index(def, key);
    return index < 0 ? NULL : &def->fields[index];
}

const FieldDef *register_title_field(const RegisterDef *def) {
    for (size_t i = 0; i < def->field_count; i++) {
        if (def->fields[i].flags & FF_TITLE) return &def->fields[i];
    }
    return NULL;
}

const StateDef *register_state(const RegisterDef *def, const char *key) {
    for (size_t i = 0; i < def->state_count; i++) {
        if (text_equal(def->states[i].key, key)) return &def->states[i];
    }
    return NULL;
}

const ListDef *register_list(const RegisterDef *def, const char *key) {
    for (size_t i = 0; i < def->list_count; i++) {
        if (text_equal(def->lists[i].key, key)) return &def->lists[i];
    }
    return NULL;
}
