#include "loket/app/personal.h"

#include <stdio.h>
#include <string.h>

#include "loket/base/file.h"
#include "loket/io/yaml.h"

static char *state_file(Desk *desk, Arena *arena) {
    const char *uuid = db_meta(desk_db(desk), "uuid", arena);
    return uuid ? env_path(FOLDER_STATE, arena_printf(arena, "%s.yaml", uuid), arena) : NULL;
}

static void take(const Doc *doc, Moment now, Personal *personal) {
    const char *seen = doc_get_text(doc, "seen"), *theme = doc_get_text(doc, "theme"), *head = doc_get_text(doc, "head");
    if (seen && moment_parse(seen, now, &personal->seen, NULL) != OK) personal->seen = 0;
    if (theme) snprintf(personal->theme, sizeof personal->theme, "%s", theme);
    if (head) snprintf(personal->head, sizeof personal->head, "%s", head);
}

void personal_load(Desk *desk, Personal *personal) {
    *personal = (Personal){0};
    Arena *arena = arena_new();
    char *path = state_file(desk, arena), *data;
    size_t length;
    Doc *doc;
    if (path && file_read(path, 64 * 1024, arena, &data, &length, NULL) == OK && yaml_read(data, length, path, arena, &doc, NULL) == OK &&
        doc->kind == DOC_MAP)
        take(doc, desk_now(desk), personal);
    arena_free(arena);
}

Status personal_save(Desk *desk, const Personal *personal, Error *err) {
    Arena *arena = arena_new();
    StrBuf text;
    strbuf_init(&text);
    char *path = state_file(desk, arena), seen[32];
    Doc *doc = doc_map(arena);
    moment_write(personal->seen, seen);
    doc_add_text(arena, doc, "seen", seen);
    if (personal->theme[0]) doc_add_text(arena, doc, "theme", personal->theme);
    if (personal->head[0]) doc_add_text(arena, doc, "head", personal->head);
    yaml_write(doc, 0, &text);
    Status status = path ? file_make_parent(path, err) : OK;
    if (status == OK && path) status = file_write(path, text.data, text.length, err);
    strbuf_done(&text);
    arena_free(arena);
    return status;
}
