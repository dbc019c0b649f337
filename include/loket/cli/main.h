/* The command line: reads the words, finds the row of the command table, runs it, answers with an exit code. */
#ifndef LOKET_CLI_MAIN_H
#define LOKET_CLI_MAIN_H

/* Runs the program with `argc` words; returns its exit code. */
int loket_main(int argc, char **argv);

#endif
