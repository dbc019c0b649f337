#include "loket/app/clients.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loket/app/board.h"
#include "loket/base/file.h"
#include "loket/base/lang.h"
#include "loket/io/yaml.h"

enum { FILE_MOST = 256 * 1024 };

/* -- the list as it is kept --------------------------------------------------------------------------------------- */

static char *list_path(Arena *arena) {
    return env_path(FOLDER_STATE, "clients.yaml", arena);
}

static Doc *read_list(Arena *arena) {
    char *data, *path = list_path(arena);
    size_t length;
    Doc *doc;
    bool good = file_read_kept(path, FILE_MOST, arena, &data, &length, NULL) == OK &&
                yaml_read(data, length, path, arena, &doc, NULL) == OK && doc->kind == DOC_LIST;
    return good ? doc : doc_list(arena);
}

static Status write_list(const Doc *list, Arena *arena, Error *err) {
    StrBuf yaml;
    strbuf_init(&yaml);
    yaml_write(list, 0, &yaml);
    char *path = list_path(arena);
    Status status = file_make_parent(path, err);
    if (status == OK) status = file_write(path, yaml.data, yaml.length, err);
    strbuf_done(&yaml);
    return status;
}

static bool is_here(const Doc *entry) {
    char host[64];
    env_host(host);
    return entry->kind == DOC_MAP && doc_get_text(entry, "file") && text_equal(doc_get_text(entry, "host"), host);
}

static bool is_file(const Doc *entry, const char *path) {
    return is_here(entry) && strcmp(doc_get_text(entry, "file"), path) == 0;
}

/* The list without the entry of `path`, which may be NULL; `*old` gets that entry. */
static Doc *without(const Doc *list, const char *path, const Doc **old, Arena *arena) {
    Doc *rest = doc_list(arena);
    *old = NULL;
    for (Doc *each = list->first, *next; each; each = next) {
        next = each->next;
        if (path && is_file(each, path))
            *old = each;
        else {
            each->next = NULL;
            doc_add(rest, NULL, each);
        }
    }
    return rest;
}

/* It stays with the file from then on, for fingers remember it. */
static const char *letter_for(const char *nickname, const Doc *list, Arena *arena) {
    Letters letters = {""};
    for (const Doc *each = list->first; each; each = each->next) {
        const char *letter = is_here(each) ? doc_get_text(each, "letter") : NULL;
        if (letter && *letter >= 'a' && *letter <= 'z') letters_give(&letters, *letter, "");
    }
    char letter = letters_give(&letters, '\0', nickname);
    return letter ? arena_printf(arena, "%c", letter) : "";
}

static void add_entry(Doc *list, const Client *client, const char *letter, Arena *arena) {
    char host[64], moment[32];
    Doc *entry = doc_map(arena);
    env_host(host);
    moment_write(client->used, moment);
    doc_add_text(arena, entry, "nickname", client->nickname);
    doc_add_text(arena, entry, "letter", text_empty(letter) ? letter_for(client->nickname, list, arena) : letter);
    doc_add_text(arena, entry, "file", client->path);
    doc_add_text(arena, entry, "host", host);
    doc_add_text(arena, entry, "used", moment);
    doc_add(list, NULL, entry);
}

/* -- reading ------------------------------------------------------------------------------------------------------ */

static Moment used_of(const Doc *entry) {
    Moment used;
    const char *text = doc_get_text(entry, "used");
    return text && moment_parse(text, 0, &used, NULL) == OK ? used : 0;
}

static int by_use(const void *a, const void *b) {
    const Client *left = a, *right = b;
    if (left->used != right->used) return left->used > right->used ? -1 : 1;
    return strcmp(left->nickname, right->nickname);
}

Client *clients_read(Arena *arena, size_t *count) {
    const Doc *list = read_list(arena);
    Client *clients = ARENA_ARRAY(arena, Client, list->count + 1);
    *count = 0;
    for (const Doc *each = list->first; each; each = each->next) {
        const char *letter = doc_get_text(each, "letter");
        if (!is_here(each) || text_empty(doc_get_text(each, "nickname"))) continue;
        clients[(*count)++] = (Client){.nickname = doc_get_text(each, "nickname"),
                                       .path = doc_get_text(each, "file"),
                                       .letter = letter && *letter >= 'a' && *letter <= 'z' ? *letter : '\0',
                                       .used = used_of(each)};
    }
    if (*count) qsort(clients, *count, sizeof *clients, by_use);
    return clients;
}

/* -- changing ----------------------------------------------------------------------------------------------------- */

const char *clients_path(const char *typed, Arena *arena, Error *err) {
    const char *home = typed[0] == '~' && typed[1] == '/' ? env_variable("HOME") : NULL;
    char *found = realpath(home ? arena_printf(arena, "%s%s", home, typed + 1) : typed, NULL);
    if (!found) {
        fail(err, errno == ENOENT ? ERR_MISSING : ERR_FILE, _("cannot open '%s': %s"), typed, strerror(errno));
        error_hint(err, "%s", _("name the file of an organisation, with its folder"));
        return NULL;
    }
    const char *path = arena_strdup(arena, found);
    free(found);
    return path;
}

bool clients_is(const Client *client, const char *path) {
    char *real = realpath(path, NULL);
    bool same = text_equal(client->path, real ? real : path);
    free(real);
    return same;
}

/* "north" of "/srv/clients/north.db", or "north 2" where there is one. */
static const char *file_name(const char *path, const Doc *list, Arena *arena) {
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path, *dot = strrchr(base, '.');
    char *name = arena_strndup(arena, base, dot && dot > base ? (size_t)(dot - base) : strlen(base)), *free_name = name;
    for (int n = 2;; n++) {
        bool taken = false;
        for (const Doc *each = list->first; each; each = each->next) taken = taken || (is_here(each) && text_equal(doc_get_text(each, "nickname"), free_name));
        if (!taken) return free_name;
        free_name = arena_printf(arena, "%s %d", name, n);
    }
}

/* The list without the entry of that file, to which it may be added anew; `*real`: its path as the list has it, `*old`: its entry or NULL. */
static Status take_out(const char *path, Arena *arena, const char **real, Doc **list, const Doc **old, Error *err) {
    Error why = {0};
    *real = clients_path(path, arena, &why);
    if (*real)
        *list = without(read_list(arena), *real, old, arena);
    else if (err)
        *err = why;
    return why.status;
}

Status clients_touch(const char *path, Moment now, Error *err) {
    Arena *arena = arena_new();
    const char *real;
    const Doc *old;
    Doc *list;
    Status status = take_out(path, arena, &real, &list, &old, err);
    if (status == OK) {
        const char *nickname = old ? doc_get_text(old, "nickname") : NULL;
        Client client = {.nickname = text_empty(nickname) ? file_name(real, list, arena) : nickname, .path = real, .used = now};
        add_entry(list, &client, old ? doc_get_text(old, "letter") : NULL, arena);
        status = write_list(list, arena, err);
    }
    arena_free(arena);
    return status;
}

static Status check_nickname(const char *nickname, const Doc *list, Error *err) {
    if (!*nickname) return fail(err, ERR_INVALID, "%s", _("a nickname has at least one letter"));
    if (strlen(nickname) > CLIENT_NICKNAME) return fail(err, ERR_INVALID, _("a nickname has at most %d letters"), CLIENT_NICKNAME);
    for (const Doc *each = list->first; each; each = each->next)
        if (is_here(each) && text_equal(doc_get_text(each, "nickname"), nickname)) return fail(err, ERR_INVALID, _("another file is called '%s' already"), nickname);
    return OK;
}

Status clients_name(const char *path, const char *nickname, Error *err) {
    Arena *arena = arena_new();
    const char *real;
    const Doc *old;
    Doc *list;
    Status status = take_out(path, arena, &real, &list, &old, err);
    Client client = {.nickname = text_squeeze(arena, nickname), .path = real, .used = status == OK && old ? used_of(old) : 0};
    if (status == OK) status = check_nickname(client.nickname, list, err);
    if (status == OK) {
        add_entry(list, &client, NULL, arena);
        status = write_list(list, arena, err);
    }
    arena_free(arena);
    return status;
}

Status clients_forget(const char *path, Error *err) {
    Arena *arena = arena_new();
    const Doc *old;
    Doc *list = without(read_list(arena), path, &old, arena);
    Status status = old ? write_list(list, arena, err) : fail(err, ERR_MISSING, _("'%s' is not in the list"), path);
    arena_free(arena);
    return status;
}

/* -- looking ------------------------------------------------------------------------------------------------------ */

/* Why not, without the path: that stands beside it, or is not to be seen. */
static void tell_why(const char *path, const Error *err, char why[CLIENT_REASON]) {
    if (err->status == ERR_MISSING || err->status == ERR_BUSY) {
        snprintf(why, CLIENT_REASON, "%s", err->status == ERR_BUSY ? _("locked by another program") : _("the file is gone"));
        return;
    }
    char quoted[PATH_MAX + 4];
    snprintf(quoted, sizeof quoted, "'%s' ", path);
    const char *found = strstr(err->message, quoted);
    size_t before = found ? (size_t)(found - err->message) : 0, skipped = found ? strlen(quoted) : 0;
    snprintf(why, CLIENT_REASON, "%s", err->message);
    memmove(why + before, why + before + skipped, strlen(why + before + skipped) + 1);
}

void clients_look(const Client *client, const Env *env, ClientLook *look) {
    *look = (ClientLook){0};
    Desk *desk = NULL;
    Board board;
    Error err = {0};
    Status status = desk_open(client->path, DB_READ_ONLY | DB_NO_WAIT, env, &desk, &err);
    if (status == OK) status = board_read(desk, &board, &err);
    if (status == OK)
        look->need = board.need;
    else
        tell_why(client->path, &err, look->why_not);
    desk_close(desk);
}
