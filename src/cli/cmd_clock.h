/* The parts of `loket clock`. Private to cli/. */
#ifndef LOKET_CLI_CMD_CLOCK_H
#define LOKET_CLI_CMD_CLOCK_H

#include "cmd.h"
#include "loket/model/deadline.h"

/* Prints a computed term: the moment on a line of its own; with --explain why, below it. */
void print_deadline(Cli *cli, const DeadlineInput *input, const DeadlineResult *result);
/* Checks every row of a file of vectors; ERR_INVALID when one differs. */
Status clock_check_file(Cli *cli, const char *path, Error *err);

#endif
