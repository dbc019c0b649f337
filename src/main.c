#include "loket/cli/main.h"

int main(int argc, char **argv) {
    return loket_main(argc, argv);
}
