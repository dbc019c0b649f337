/* Clients: the other files of this officer on this machine. C and a letter goes there; a file is added, renamed or forgotten from the same list. */
#include <stdio.h>
#include <string.h>

#include "loket/app/clients.h"
#include "loket/base/lang.h"
#include "views.h"

enum { CLIENTS_SHOWN = 40, ID_ADD = 1000, ID_RENAME, ID_FORGET };

/* -- one of them --------------------------------------------------------------------------------------------------- */

static const char *path_of(Ui *ui) {
    return db_path(desk_db(ui->desk));
}

/* What there is to do, or why it cannot be looked at; the one we are in is not opened a second time. */
static void describe(Ui *ui, const Client *client, PickChoice *choice, Arena *arena) {
    ClientLook look = {.need = ui->board.need};
    bool here = clients_is(client, path_of(ui));
    if (!here) clients_look(client, desk_env(ui->desk), &look);
    const char *need = arena_printf(arena, ngettext("%lld needs you", "%lld need you", (unsigned long)look.need), (long long)look.need);
    if (look.why_not[0])
        choice->disabled = arena_strdup(arena, look.why_not);
    else
        choice->detail = here ? arena_printf(arena, "%s, %s", _("here"), need) : need;
}

static int list(Ui *ui, PickChoice choices[CLIENTS_SHOWN], bool look, Arena *arena) {
    size_t count;
    const Client *clients = clients_read(arena, &count);
    if (count > CLIENTS_SHOWN) count = CLIENTS_SHOWN;
    for (size_t i = 0; i < count; i++) {
        choices[i] = (PickChoice){.text = clients[i].nickname, .id = (int)i, .key = clients[i].letter ? arena_printf(arena, "%c", clients[i].letter) : NULL};
        if (look)
            describe(ui, &clients[i], &choices[i], arena);
        else
            choices[i].detail = clients[i].path;
    }
    return (int)count;
}

/* The paths in the order of the list, for who is told the answer. */
static const char **paths_of(Arena *arena) {
    size_t count;
    const Client *clients = clients_read(arena, &count);
    const char **paths = ARENA_ARRAY(arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) paths[i] = clients[i].path;
    return paths;
}

static View *ask_which(Ui *ui, const char *title, void (*answered)(Ui *ui, View *dialog)) {
    Arena *arena = arena_new();
    PickChoice choices[CLIENTS_SHOWN];
    int count = list(ui, choices, false, arena);
    View *dialog = ui_ask(ui, &view_pick, &(PickRequest){.title = title, .choices = choices, .count = count, .by_key = true, .current = 0}, answered);
    if (dialog) dialog->about = paths_of(dialog->arena);
    arena_free(arena);
    return dialog;
}

static const char *picked(const View *dialog) {
    const char *const *paths = dialog->about;
    return paths[pick_answer(dialog)];
}

/* -- nicknames ------------------------------------------------------------------------------------------------------ */

static void nickname_answered(Ui *ui, View *dialog) {
    Error err = {0};
    if (!dialog->accepted) return;
    if (clients_name(dialog->about, prompt_text(dialog), &err) != OK)
        dialog_refuse(ui, dialog, &err);
    else
        ui_say(ui, _("'%s' is in the list of clients"), prompt_text(dialog));
}

static void ask_nickname(Ui *ui, const char *path, const char *text) {
    PromptRequest request = {.label = _("nickname"), .text = text, .hint = _("yours, and only on this machine; it need not be the client's name")};
    View *dialog = ui_ask(ui, &view_prompt, &request, nickname_answered);
    if (dialog) dialog->about = arena_strdup(dialog->arena, path);
}

static void rename_answered(Ui *ui, View *dialog) {
    if (dialog->accepted) ask_nickname(ui, picked(dialog), "");
}

static void forget_answered(Ui *ui, View *dialog) {
    Error err = {0};
    if (!dialog->accepted) return;
    if (clients_forget(picked(dialog), &err) != OK)
        ui_fail(ui, &err);
    else
        ui_say(ui, "%s", _("taken off the list; the file itself stays as it is"));
}

/* A file that cannot be opened is not worth a nickname: the line stands again, to be mended. */
static void file_answered(Ui *ui, View *dialog) {
    if (!dialog->accepted) return;
    const char *typed = prompt_text(dialog);
    Arena *arena = arena_new();
    ClientLook look;
    Error err = {0};
    const char *path = clients_path(typed, arena, &err);
    if (path) {
        clients_look(&(Client){.path = path}, desk_env(ui->desk), &look);
        if (look.why_not[0]) fail(&err, ERR_FILE, "%s", look.why_not);
    }
    if (err.status != OK) {
        dialog_refuse(ui, dialog, &err);
    } else {
        const char *slash = strrchr(path, '/');
        char name[CLIENT_NICKNAME + 1];
        snprintf(name, sizeof name, "%s", slash ? slash + 1 : path);
        name[strcspn(name, ".")] = '\0';
        ask_nickname(ui, path, name);
    }
    arena_free(arena);
}

/* -- the list -------------------------------------------------------------------------------------------------------- */

static void client_answered(Ui *ui, View *dialog) {
    if (!dialog->accepted) return;
    int answer = pick_answer(dialog);
    if (answer == ID_ADD)
        ui_ask(ui, &view_prompt, &(PromptRequest){.label = _("file"), .text = "", .hint = _("the file of another organisation: ~/clients/north.db")}, file_answered);
    else if (answer == ID_RENAME)
        ask_which(ui, _("rename which"), rename_answered);
    else if (answer == ID_FORGET)
        ask_which(ui, _("forget which"), forget_answered);
    else if (clients_is(&(Client){.path = picked(dialog)}, path_of(ui)))
        ui_say(ui, "%s", _("you are there already"));
    else {
        strbuf_clear(&ui->request.text);
        strbuf_add(&ui->request.text, picked(dialog));
        ui->request.kind = REQUEST_SWITCH;
    }
}

void act_clients(Ui *ui, const char *arg) {
    (void)arg;
    if (!ui_may_name_clients(ui)) {
        char key[24];
        ui_key_of(ui, "privacy", key);
        ui_say(ui, _("names of clients are not on the privacy screen; %s ends it"), key);
        return;
    }
    Arena *arena = arena_new();
    PickChoice choices[CLIENTS_SHOWN + 3];
    int count = list(ui, choices, true, arena);
    bool some = count > 0;
    choices[count++] = (PickChoice){.text = _("add a file …"), .key = "+", .id = ID_ADD};
    if (some) choices[count++] = (PickChoice){.text = _("rename …"), .key = "=", .id = ID_RENAME};
    if (some) choices[count++] = (PickChoice){.text = _("forget …"), .key = "-", .id = ID_FORGET};
    View *dialog = ui_ask(ui, &view_pick, &(PickRequest){.title = _("clients"), .choices = choices, .count = count, .by_key = true, .current = 0}, client_answered);
    if (dialog) dialog->about = paths_of(dialog->arena);
    arena_free(arena);
}
