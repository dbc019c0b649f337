/* What a fuzzer is made of: LLVMFuzzerTestOneInput, and checks of what must hold for any input at all.
 *
 * LLVMFuzzerInitialize may be there too (to start the language). An input that does not fit the fuzzer is no fault:
 * return 0. A check that fails ends the program; the input is then in a file, named on standard error. */
#ifndef LOKET_TESTS_FUZZ_H
#define LOKET_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define FUZZ_CHECK(condition)                                                                                          \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                             \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#endif
