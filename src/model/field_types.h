/* Field types: what the files that read and write values share. Private to model/.
 *
 * The table type_ops in field_types.c says what each function is for; TypeOps in model/field.h what each verb promises. */
#ifndef LOKET_MODEL_FIELD_TYPES_H
#define LOKET_MODEL_FIELD_TYPES_H

#include "loket/model/register.h"

#define PARSE(name)                                                                                                    \
    Status name(const FieldDef *field, const ParseContext *context, const char *text, Arena *arena, Value *value,      \
                Error *err)
#define WRITE(name) void name(const FieldDef *field, const RegisterDef *def, Value value, StrBuf *out)
#define COMPARE(name) int name(const FieldDef *field, const RegisterDef *def, Value a, Value b)
#define UNUSED(name) (void)(name)

#define FIELD_BLANKS " \t\r\n"

static inline Value text_value(const char *text) {
    return (Value){.set = true, .text = text};
}

/* Blanks around it taken off. */
char *field_trim(Arena *arena, const char *text);
Status field_check_utf8(const char *text, Error *err);
/* Folded, with blanks and dashes as in a slug. */
char *field_slug(Arena *arena, const char *text);

PARSE(text_parse);

PARSE(choice_parse);
WRITE(choice_format);
COMPARE(choice_compare);
PARSE(choices_parse);
WRITE(choices_format);
WRITE(links_format);
PARSE(tags_parse);
WRITE(tags_format);
PARSE(link_parse);
PARSE(links_parse);
PARSE(party_parse);

#endif
