/* Links: what a record points at and what points at it, its rows included, as a list to open from. */
#include <stdio.h>
#include <string.h>

#include "loket/base/lang.h"
#include "views.h"

enum { LINKS_MOST = 60 };

typedef struct LinkList {
    Arena *arena;
    PickChoice choices[LINKS_MOST];
    Target targets[LINKS_MOST];
    int count;
} LinkList;

static void add_link(LinkList *list, Ui *ui, Target target, const char *way, const char *label) {
    char code[CODE_SIZE];
    if (list->count == LINKS_MOST) return;
    for (int i = 0; i < list->count; i++)
        if (list->targets[i].def == target.def && list->targets[i].no == target.no) return; /* by its first field */
    code_write(target.def, target.no, code);
    list->targets[list->count] = target;
    list->choices[list->count] = (PickChoice){.text = arena_printf(list->arena, "%s  %s", code, desk_title_of(ui->desk, arena_strdup(list->arena, code), list->arena)),
                                              .detail = arena_printf(list->arena, "%s %s", way, label),
                                              .id = list->count};
    list->count++;
}

static void add_codes(LinkList *list, Ui *ui, const char *codes, const char *label) {
    char code[CODE_SIZE];
    Target target;
    while (text_next_word(&codes, code, sizeof code))
        if (code_parse(code, &target.def, &target.no)) add_link(list, ui, target, ui->ascii ? ">" : "→", label);
}

static bool points(const FieldDef *field) {
    return field->type == FT_LINK || field->type == FT_LINKS || field->type == FT_PARTY;
}

static void add_fields(LinkList *list, Ui *ui, const Record *record) {
    for (size_t i = 0; i < record->def->field_count; i++)
        if (record->values[i].set && points(&record->def->fields[i])) add_codes(list, ui, record->values[i].text, lang_text(record->def->fields[i].label));
}

static Status add_all(LinkList *list, Ui *ui, Target of, Error *err) {
    Record *record;
    Link *links;
    size_t count = 0;
    Status status = records_load(desk_db(ui->desk), of.def, of.no, list->arena, &record, err);
    if (status == OK) add_fields(list, ui, record);
    for (const RegisterDef *child = NULL; status == OK && (child = register_child(of.def, child));) {
        RecordList rows;
        status = records_children(desk_db(ui->desk), of.def, of.no, child, false, list->arena, &rows, err);
        for (size_t i = 0; status == OK && i < rows.count; i++) add_fields(list, ui, rows.items[i]);
    }
    if (status == OK) status = records_linked(desk_db(ui->desk), of.def, of.no, NULL, list->arena, &links, &count, LINKS_MOST, err);
    for (size_t i = 0; status == OK && i < count; i++) {
        const FieldDef *field = register_field(links[i].def, links[i].field);
        add_link(list, ui, (Target){links[i].def, links[i].no}, ui->ascii ? "<" : "←", field ? lang_text(field->label) : links[i].field);
    }
    return status;
}

static void link_answered(Ui *ui, View *dialog) {
    const Target *targets = dialog->about;
    if (dialog->accepted) ui_show_record(ui, targets[pick_answer(dialog)].def, targets[pick_answer(dialog)].no);
}

static void offer(Ui *ui, const LinkList *list, const char *title) {
    View *dialog = ui_ask(ui, &view_pick, &(PickRequest){.title = title, .choices = list->choices, .count = list->count, .current = 0}, link_answered);
    if (!dialog) return;
    Target *targets = ARENA_ARRAY(dialog->arena, Target, (size_t)list->count);
    memcpy(targets, list->targets, (size_t)list->count * sizeof *targets);
    dialog->about = targets;
}

void links_show(Ui *ui, Target of, const char *codes) {
    LinkList list = {.arena = arena_new()};
    Error err = {0};
    char code[CODE_SIZE], title[80];
    code_write(of.def, of.no, code);
    snprintf(title, sizeof title, _("linked with %s"), code);
    if (codes)
        add_codes(&list, ui, codes, "");
    else if (add_all(&list, ui, of, &err) != OK)
        ui_fail(ui, &err);
    if (list.count == 1)
        ui_show_record(ui, list.targets[0].def, list.targets[0].no);
    else if (list.count)
        offer(ui, &list, title);
    else if (!err.status)
        ui_say(ui, _("%s is linked with nothing"), code);
    arena_free(list.arena);
}

void act_links(Ui *ui, const char *arg) {
    (void)arg;
    links_show(ui, ui_target(ui), NULL);
}
