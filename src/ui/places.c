/* Places: back and forward through where one was, lists and pages with their cursor as well as records. */
#include <string.h>

#include "loket/base/lang.h"
#include "views.h"

#include <stdlib.h>

static bool same(const Place *a, const Place *b) {
    return a->ops == b->ops && a->target.def == b->target.def && a->target.no == b->target.no && text_equal(a->key, b->key);
}

static bool place_of(const View *view, Place *place) {
    *place = (Place){.ops = view->ops};
    if (!view->ops->note) return false;
    view->ops->note(view, place);
    return true;
}

static void take_out(Ui *ui, int at) {
    memmove(&ui->places[at], &ui->places[at + 1], (size_t)(--ui->place_count - at) * sizeof *ui->places);
}

/* Going on from a place forgets what lay ahead of it; a place visited before moves to the end and does not stand there twice. */
void places_note(Ui *ui) {
    Place here;
    if (!place_of(ui_page(ui), &here)) return;
    if (ui->place_count && same(&ui->places[ui->place_at], &here)) {
        ui->places[ui->place_at] = here;
        return;
    }
    if (ui->place_count) ui->place_count = ui->place_at + 1;
    for (int i = ui->place_count - 1; i >= 0; i--)
        if (same(&ui->places[i], &here)) take_out(ui, i);
    if (ui->place_count == UI_PLACES) take_out(ui, 0);
    ui->place_at = ui->place_count;
    ui->places[ui->place_count++] = here;
}

/* The page of the stack that is that place, under what was opened from it. */
static View *in_stack(const Ui *ui, const Place *place) {
    Place there;
    for (View *view = ui->top; view; view = view->below)
        if (place_of(view, &there) && same(&there, place)) return view;
    return NULL;
}

static bool go_there(Ui *ui, const Place *place, bool forward) {
    View *standing = in_stack(ui, place);
    if (standing) {
        ui_close_above(ui, standing);
        return true;
    }
    if (!forward) ui_home(ui); /* going forward opens on top, as it was opened then */
    if (place->ops->revisit) return place->ops->revisit(ui, place) != NULL;
    return ui_push(ui, place->ops, &place->target) != NULL;
}

void act_places(Ui *ui, const char *arg) {
    int by = (int)strtol(arg, NULL, 10), at = ui->place_at + by;
    if (at < 0 || at >= ui->place_count) {
        ui_say(ui, "%s", by < 0 ? _("there is nothing earlier to go back to") : _("there is nothing later to go forward to"));
        return;
    }
    Place place = ui->places[at];
    ui->place_at = at;
    if (go_there(ui, &place, by > 0)) return;
    take_out(ui, at); /* it is not there any more; why has been said */
    if (ui->place_at > 0) ui->place_at--;
}
