/* The parts of `loket clock`. Private to cli/. */
#ifndef LOKET_CLI_CMD_CLOCK_H
#define LOKET_CLI_CMD_CLOCK_H

#include "cmd.h"
#include "loket/model/deadline.h"

/* Prints a computed term: the moment on a line of its own; with --explain why, below it. */
void print_deadline(Cli *cli, const DeadlineInput *input, const DeadlineResult *result);
/* Checks every row of a file of vectors; ERR_INVALID when one differs. */
Status clock_check_file(Cli *cli, const char *path, Error *err);
/* Prints the clocks that run, soonest due first. */
Status clock_list_running(Cli *cli, Error *err);
/* Prints the regimes by group, each with its sentence. */
Status clock_list_regimes(Cli *cli, Error *err);
/* Keeps a file as the organisation's own regimes; prints the text in force. */
Status clock_import(Cli *cli, const char *path, Error *err);
Status clock_export(Cli *cli, Error *err);

#endif
