#include "loket/model/field.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "loket/model/register.h"

/* Blanks of any alphabet and signs that only steer say nothing: nobody could see a title made of them. */
static bool says_nothing(const char *text) {
    int32_t code;
    for (size_t length = strlen(text), at = 0; at < length;) {
        at += utf8_decode(text + at, length - at, &code);
        utf8proc_category_t category = utf8proc_category(code);
        bool blank = category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
        if (!blank && category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_CF) return false;
    }
    return true;
}

Status field_parse(const FieldDef *field, const ParseContext *context, const char *text, Arena *arena, Value *value,
                   Error *err) {
    *value = (Value){0};
    if (!text || says_nothing(text)) return OK;
    Error inner = {0};
    Status status = type_ops[field->type].parse(field, context, text, arena, value, &inner);
    if (status == OK) return OK;
    *value = (Value){0};
    fail(err, status, "%s: %s", field->key, inner.message);
    if (inner.hint[0]) error_hint(err, "%s", inner.hint);
    return status;
}

void field_write(const FieldDef *field, const struct RegisterDef *def, Value value, StrBuf *out) {
    if (value.set) type_ops[field->type].write(field, def, value, out);
}

void field_format(const FieldDef *field, const struct RegisterDef *def, Value value, StrBuf *out) {
    if (value.set) type_ops[field->type].format(field, def, value, out);
}

bool value_equal(const FieldDef *field, Value a, Value b) {
    if (!a.set || !b.set) return a.set == b.set;
    if (type_ops[field->type].storage == STORE_INTEGER) return a.number == b.number;
    return text_equal(a.text, b.text);
}

Value value_copy(Value value, Arena *arena) {
    value.text = arena_strdup(arena, value.text);
    return value;
}

int choice_index(const Choice *choices, const char *key) {
    if (!choices || !key) return -1;
    for (int i = 0; choices[i].key; i++) {
        if (strcmp(choices[i].key, key) == 0) return i;
    }
    return -1;
}

const char *choice_label(const Choice *choices, const char *key, const char *otherwise) {
    int index = choice_index(choices, key);
    return index < 0 ? otherwise : lang_text(choices[index].label);
}

void code_write(const struct RegisterDef *def, int64_t no, char code[CODE_SIZE]) {
    snprintf(code, CODE_SIZE, "%s-%04lld", def->prefix ? def->prefix : "?", (long long)no);
}

bool code_parse(const char *text, const struct RegisterDef **def, int64_t *no) {
    size_t letters = 0;
    while ((text[letters] >= 'A' && text[letters] <= 'Z') || (text[letters] >= 'a' && text[letters] <= 'z'))
        letters++;
    const RegisterDef *found = letters ? register_by_prefix(text, letters) : NULL;
    if (!found) return false;
    const char *digits = text + letters + (text[letters] == '-');
    size_t count = strspn(digits, "0123456789");
    if (count == 0 || count > 15 || digits[count]) return false;
    int64_t number = 0;
    for (size_t i = 0; i < count; i++)
        number = number * 10 + (digits[i] - '0');
    if (number == 0 || number > CODE_MOST) return false;
    *def = found;
    *no = number;
    return true;
}
