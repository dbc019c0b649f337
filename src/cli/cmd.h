/* The commands, as the command table names them. Private to cli/. */
#ifndef LOKET_CLI_CMD_H
#define LOKET_CLI_CMD_H

#include "loket/app/sheet.h"
#include "loket/app/transfer.h"
#include "loket/base/file.h"
#include "loket/cli/cli.h"

/* Hooks: options that follow from the words of a command. */
Status cmd_words_add(void *ctx, Options *options, const char *word, Error *err);
Status cmd_words_make(void *ctx, Options *options, const char *word, Error *err);
Status cmd_words_edit(void *ctx, Options *options, const char *word, Error *err);
Status cmd_words_move(void *ctx, Options *options, const char *word, Error *err);

Status cmd_init(Cli *cli, Error *err);
Status cmd_clock(Cli *cli, Error *err);
Status cmd_calendar(Cli *cli, Error *err);
Status cmd_today(Cli *cli, Error *err);
Status cmd_triage(Cli *cli, Error *err);
Status cmd_add(Cli *cli, Error *err);
Status cmd_make(Cli *cli, Error *err);
Status cmd_edit(Cli *cli, Error *err);
Status cmd_move(Cli *cli, Error *err);
Status cmd_strike(Cli *cli, Error *err);
Status cmd_remark(Cli *cli, Error *err);
Status cmd_show(Cli *cli, Error *err);
Status cmd_history(Cli *cli, Error *err);
Status cmd_list(Cli *cli, Error *err);
Status cmd_search(Cli *cli, Error *err);
Status cmd_agenda(Cli *cli, Error *err);
Status cmd_import(Cli *cli, Error *err);
Status cmd_export(Cli *cli, Error *err);
Status cmd_clients(Cli *cli, Error *err);
Status cmd_backup(Cli *cli, Error *err);
Status cmd_doctor(Cli *cli, Error *err);
Status cmd_verify(Cli *cli, Error *err);
Status cmd_sheet(Cli *cli, Error *err);
Status cmd_reading(Cli *cli, Error *err);
Status cmd_structural(Cli *cli, Error *err);
Status cmd_isms(Cli *cli, Error *err);
Status cmd_handover(Cli *cli, Error *err);
Status cmd_picture(Cli *cli, Error *err);
Status cmd_settings(Cli *cli, Error *err);
Status cmd_help(Cli *cli, Error *err);

/* Prints the history of one record, newest first; with `def` NULL of the whole file. */
Status print_history(Cli *cli, const RegisterDef *def, int64_t no, long limit, Error *err);
/* Tells on standard error what was wrong in the files of an import. */
void print_import_problems(Cli *cli, const ImportPlan *plan);
void import_error_short(const ImportPlan *plan, Error *err);
/* Prints the lines of a sheet or a reading. */
void print_sheet(Cli *cli, const Sheet *sheet);
/* Prints what is not well about the desk itself, and patterns in the advice that no talk is planned about. */
Status print_warnings(Cli *cli, Error *err);
/* Prints the opening screen as text. */
Status print_overview(Cli *cli, Error *err);

#endif
