/* The message line: what was done, and what was not. */
#include <stdarg.h>

#include "loket/base/lang.h"
#include "loket/base/utf8.h"
#include "views.h"

void ui_say(Ui *ui, const char *format, ...) {
    va_list args;
    va_start(args, format);
    utf8_vprint(ui->message, sizeof ui->message, format, args);
    va_end(args);
    ui->message_style = STYLE_NOTICE;
}

void ui_fail(Ui *ui, const Error *err) {
    utf8_print(ui->message, sizeof ui->message, "%s%s%s", err->message, err->hint[0] ? "; " : "", err->hint);
    ui->message_style = STYLE_ERROR;
}

void say_done(Ui *ui, const char *what) {
    char key[24];
    ui_key_of(ui, ui_page(ui)->ops->kind & VIEW_TRIAGE ? "triage-undo" : "undo", key);
    ui_say(ui, *key ? _("%s (%s undoes)") : "%s", what, key);
}

void say_saved(Ui *ui, const char *what) {
    StrBuf said, time;
    strbuf_init(&said);
    strbuf_init(&time);
    moment_format_time(desk_now(ui->desk), &time);
    strbuf_addf(&said, _("Saved %s %s"), time.data, what);
    say_done(ui, said.data);
    strbuf_done(&said);
    strbuf_done(&time);
}

void say_saved_records(Ui *ui, const RegisterDef *def, int64_t no, size_t count, const char *what) {
    StrBuf said;
    char code[CODE_SIZE];
    strbuf_init(&said);
    code_write(def, no, code);
    if (count == 1)
        strbuf_addf(&said, "%s %s", code, what);
    else
        strbuf_addf(&said, _("%zu records, %s"), count, what);
    say_saved(ui, said.data);
    strbuf_done(&said);
}
