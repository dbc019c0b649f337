/* Import, second part: values, and links by code or by name, to records of the same files or of the desk. */
#include "import.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "loket/model/words.h"
#include "names.h"

/* -- index of codes and titles --------------------------------------------------------------------------------- */

static size_t slot_of(const Import *import, const char *key) {
    uint64_t hash = 14695981039346656037u;
    for (const char *c = key; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    size_t slot = (size_t)hash & (import->index_size - 1);
    while (import->index[slot].key && strcmp(import->index[slot].key, key) != 0)
        slot = (slot + 1) & (import->index_size - 1);
    return slot;
}

static void index_put(Import *import, const char *key, Item *item) {
    IndexEntry *entry = &import->index[slot_of(import, key)];
    if (!entry->count++) *entry = (IndexEntry){.key = key, .item = item, .count = 1};
}

/* Names are compared folded; "contact/m. okafor" cannot be a code. */
static char *name_key(const RegisterDef *def, const char *name, Arena *arena) {
    return arena_printf(arena, "%s/%s", def->key, text_fold(arena, name));
}

static void index_item(Import *import, Item *item) {
    char code[CODE_SIZE];
    code_write(item->def, item->no, code);
    index_put(import, arena_strdup(import->arena, code), item);
    const FieldDef *title = register_title_field(item->def);
    const Doc *doc = title ? item_field(item, title->key) : NULL;
    if (doc && doc->kind == DOC_SCALAR && *doc->text)
        index_put(import, name_key(item->def, doc->text, import->arena), item);
}

void names_index(Import *import) {
    import->index_size = 64;
    while (import->index_size < 4 * import->count)
        import->index_size *= 2;
    import->index = ARENA_ARRAY(import->arena, IndexEntry, import->index_size);
    for (size_t i = 0; i < import->count; i++)
        if (!import->items[i]->changes && import->items[i]->def->kind != KIND_CHILD)
            index_item(import, import->items[i]);
}

Item *names_find(const Import *import, const char *code) {
    return import->index[slot_of(import, code)].item;
}

/* -- from a name to a code ------------------------------------------------------------------------------------- */

static Status several(const char *name, Error *err) {
    char clip[CLIP_SIZE];
    fail(err, ERR_INVALID, _("'%s' can be several"), words_clip(name, clip));
    return error_hint(err, "%s", _("give the code"));
}

/* One of the files with this title; of any register when the field takes any. */
static Status in_files(Import *import, const RegisterDef *target, const char *name, char code[CODE_SIZE], Error *err) {
    code[0] = '\0';
    for (const RegisterDef *def = NULL; (def = register_next(def));) {
        if (def->kind == KIND_CHILD || (target && def != target)) continue;
        const IndexEntry *entry = &import->index[slot_of(import, name_key(def, name, import->arena))];
        if (!entry->count) continue;
        if (entry->count > 1 || code[0]) return several(name, err);
        code_write(def, entry->item->no, code);
    }
    return OK;
}

static Status in_desk(Import *import, const RegisterDef *target, const char *name, char code[CODE_SIZE], Error *err) {
    Found *found;
    size_t count = desk_named(import->desk, target, name, import->arena, &found);
    if (count > 1) return several(name, err);
    if (count == 1) code_write(found[0].def, found[0].no, code);
    return OK;
}

static Status unknown_name(Import *import, const RegisterDef *target, const char *name, StrBuf *out, Error *err) {
    if (import->options.make_names && target) {
        name_write(name, out);
        return OK;
    }
    char clip[CLIP_SIZE];
    fail(err, ERR_INVALID, _("there is no %s '%s'"), target ? lang_text(target->noun) : _("record"),
         words_clip(name, clip));
    return error_hint(err, "%s", _("give its code, write the name as it is there, or add it to the file"));
}

/* Appends the code that `name` means to `out`; what is a code is left to the field's own parser. */
static Status link_code(Import *import, const FieldDef *field, const char *name, StrBuf *out, Error *err) {
    const RegisterDef *def, *target = field->target ? register_by_key(field->target) : NULL;
    int64_t no;
    char code[CODE_SIZE];
    if (code_parse(name, &def, &no)) {
        strbuf_add(out, name);
        return OK;
    }
    if (strcmp(name, "me") == 0 && import->me) {
        strbuf_add(out, import->me);
        return OK;
    }
    Status status = in_files(import, target, name, code, err);
    if (status == OK && !code[0] && target) status = in_desk(import, target, name, code, err);
    if (status != OK) return status;
    if (!code[0]) return unknown_name(import, target, name, out, err);
    strbuf_add(out, code);
    return OK;
}

static bool all_codes(const char *text) {
    char word[64];
    const RegisterDef *def;
    int64_t no;
    while (text_next_word(&text, word, sizeof word))
        if (!code_parse(word, &def, &no)) return false;
    return true;
}

/* A text of one or more names: divided by commas or lines, or by blanks when all are codes. */
static Status link_codes(Import *import, const FieldDef *field, const char *text, StrBuf *out, Error *err) {
    if (field->type == FT_LINK) return link_code(import, field, text, out, err);
    const char *between = all_codes(text) ? " ,\n" : ",\n";
    char *copy = arena_strdup(import->arena, text), *rest = copy;
    Status status = OK;
    for (char *name; status == OK && (name = strsep(&rest, between));) {
        name += strspn(name, " \t");
        for (size_t length = strlen(name); length && strchr(" \t\r", name[length - 1]);)
            name[--length] = '\0';
        if (!*name) continue;
        if (out->length) strbuf_addc(out, ' ');
        status = link_code(import, field, name, out, err);
    }
    return status;
}

/* -- from a document to a value -------------------------------------------------------------------------------- */

static bool is_link(const FieldDef *field) {
    return field->type == FT_LINK || field->type == FT_LINKS;
}

static bool takes_list(const FieldDef *field) {
    return field->type == FT_LINKS || field->type == FT_TAGS || field->type == FT_CHOICES;
}

static Status party(Import *import, const char *text, StrBuf *out, Error *err) {
    const RegisterDef *contact = register_by_key("contact");
    if (text[0] != '@' && strcmp(text, "me") != 0) {
        strbuf_add(out, text);
        return OK;
    }
    return link_code(import, &(FieldDef){.type = FT_LINK, .target = contact->key}, text + (text[0] == '@'), out, err);
}

/* One text of the document, as the field's parser reads it. */
static Status add_text(Import *import, const FieldDef *field, const char *text, StrBuf *out, Error *err) {
    if (!is_link(field)) {
        if (out->length) strbuf_add(out, ",");
        if (field->type == FT_PARTY) return party(import, text, out, err);
        strbuf_add(out, text);
        return OK;
    }
    text += strspn(text, " \t\r\n");
    StrBuf codes;
    strbuf_init(&codes);
    size_t length = strlen(text);
    while (length && strchr(" \t\r\n", text[length - 1]))
        length--;
    Status status = length ? link_codes(import, field, arena_strndup(import->arena, text, length), &codes, err) : OK;
    if (out->length && codes.length) strbuf_addc(out, ' ');
    strbuf_add(out, codes.data);
    strbuf_done(&codes);
    return status;
}

static Status set_value(Import *import, const FieldDef *field, const char *text, Record *record, Error *err) {
    if (is_link(field) && strchr(text, '+')) { /* names to be made when it is applied */
        record_set(record, field->key, (Value){.set = true, .text = arena_strdup(import->arena, text)});
        return OK;
    }
    Value before = record_value(record, field->key);
    Status status = record_parse(record, field->key, text, import->now, import->arena, err);
    /* an empty cell cannot mean "without": then what the table begins with stays */
    if (status == OK && (field->flags & FF_REQUIRED) && field->initial && !record_has(record, field->key))
        record_set(record, field->key, before);
    return status;
}

static Status fill(Import *import, const FieldDef *field, const Doc *doc, Record *record, StrBuf *text, Error *err) {
    if (doc->kind == DOC_MAP || (doc->kind == DOC_LIST && !takes_list(field))) {
        fail(err, ERR_INVALID, "%s", _("one value is expected here"));
        return error_hint(err, _("this field is %s"), lang_text(type_ops[field->type].name));
    }
    Status status = OK;
    if (doc->kind == DOC_SCALAR) status = add_text(import, field, doc->text, text, err);
    for (const Doc *one = doc->kind == DOC_LIST ? doc->first : NULL; one && status == OK; one = one->next)
        status = one->kind == DOC_SCALAR ? add_text(import, field, one->text, text, err)
                                         : fail(err, ERR_INVALID, "%s", _("a list within a list"));
    return status == OK ? set_value(import, field, text->data, record, err) : status;
}

bool names_fill(Import *import, const Item *item, const FieldDef *field, const Doc *doc, Record *record) {
    StrBuf text;
    Error problem = {0};
    strbuf_init(&text);
    Status status = fill(import, field, doc, record, &text, &problem);
    strbuf_done(&text);
    size_t prefix = strlen(field->key);
    bool told = strncmp(problem.message, field->key, prefix) == 0 && strncmp(problem.message + prefix, ": ", 2) == 0;
    if (told)
        memmove(problem.message, problem.message + prefix + 2,
                strlen(problem.message + prefix + 2) + 1); /* the place names the field */
    if (status != OK) plan_problem(import, item, doc, field->key, &problem);
    return status == OK;
}
