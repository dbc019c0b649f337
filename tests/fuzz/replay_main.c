/* Replays a folder of seeds through a fuzzer, and then a fixed series of mutations of them, without libFuzzer.
 *
 * replay FOLDER [FILE...]: with files, only those. A folder that is not there counts as one empty seed. FUZZ_RUNS and
 * FUZZ_SEED in the environment change the series. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

enum { INPUT_MAX = 4096, SEEDS_MAX = 200, RUNS = 25000 };

typedef struct Input {
    size_t size;
    uint8_t data[INPUT_MAX];
} Input;

static Input seeds[SEEDS_MAX], current;
static size_t seed_count;
static uint64_t chance;
static char kept_name[300]; /* where an input that fails is kept, in the working folder */

#pragma weak LLVMFuzzerInitialize
/* Of the sanitizers, where there is one: called before they end the program. */
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static void keep_input(void) {
    int fd = open(kept_name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0) return;
    (void)!write(fd, current.data, current.size);
    close(fd);
    (void)!write(STDERR_FILENO, "the input is in ", 16);
    (void)!write(STDERR_FILENO, kept_name, strlen(kept_name));
    (void)!write(STDERR_FILENO, "\n", 1);
}

static void on_signal(int number) {
    keep_input();
    signal(number, SIG_DFL);
    raise(number);
}

static size_t below(size_t limit) {
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return limit == 0 ? 0 : (size_t)((chance >> 11) % limit);
}

/* A copy without slack behind it, so that reading one byte too far is seen. */
static void run(void) {
    uint8_t *data = malloc(current.size ? current.size : 1);
    if (!data) abort();
    memcpy(data, current.data, current.size);
    LLVMFuzzerTestOneInput(data, current.size);
    free(data);
}

static void remove_range(Input *input, size_t at, size_t count) {
    memmove(input->data + at, input->data + at + count, input->size - at - count);
    input->size -= count;
}

static void insert_range(Input *input, size_t at, const uint8_t *data, size_t count) {
    if (count > INPUT_MAX - input->size) return;
    memmove(input->data + at + count, input->data + at, input->size - at);
    memcpy(input->data + at, data, count);
    input->size += count;
}

/* Pieces that formats and terminals give a meaning. */
static void insert_piece(Input *input, size_t at) {
    static const char *const pieces[] = {"\n",
                                         "\r\n",
                                         "\t",
                                         "\"",
                                         "'",
                                         "\\",
                                         ": ",
                                         " #",
                                         "- ",
                                         "[",
                                         "]",
                                         "{",
                                         "}",
                                         ",",
                                         ";",
                                         "|\n",
                                         ">\n",
                                         "&a",
                                         "*a",
                                         "!t",
                                         "---\n",
                                         "\x1b",
                                         "\x1b[",
                                         "\xef\xbb\xbf",
                                         "\xc2",
                                         "\xff",
                                         "\xe2\x80\xae",
                                         "\xcc\x81",
                                         "\xe2\x80\x8d",
                                         "\xf0\x9f\x91\x8d",
                                         "\xe6\xbc\xa2",
                                         "="};
    const char *piece = pieces[below(sizeof pieces / sizeof *pieces)];
    insert_range(input, at, (const uint8_t *)piece, strlen(piece));
}

static void mutate(Input *input) {
    size_t at = below(input->size + 1), left = input->size - at;
    uint8_t byte = (uint8_t)below(256);
    const Input *other = &seeds[below(seed_count)];
    size_t from = below(other->size);
    switch (below(6)) {
    case 0:
        if (left > 0) input->data[at] ^= (uint8_t)(1u << below(8));
        break;
    case 1:
        insert_range(input, at, &byte, 1);
        break;
    case 2:
        remove_range(input, at, below(left < 16 ? left + 1 : 16));
        break;
    case 3:
        insert_range(input, at, other->data + from, below(other->size - from + 1));
        break;
    case 4:
        if (below(4) == 0) input->size = at;
        break;
    default:
        insert_piece(input, at);
    }
}

static void load(const char *path) {
    if (seed_count == SEEDS_MAX) return;
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    Input *input = &seeds[seed_count++];
    input->size = fread(input->data, 1, INPUT_MAX, file);
    fclose(file);
}

static int visible(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

/* In the order of their names, so that the series is the same everywhere. */
static void load_folder(const char *folder) {
    struct dirent **entries;
    int count = scandir(folder, &entries, visible, alphasort);
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        load(path);
        free(entries[i]);
    }
    if (count >= 0) free(entries);
}

static unsigned long setting(const char *name, unsigned long otherwise) {
    const char *value = getenv(name);
    return value ? strtoul(value, NULL, 10) : otherwise;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    const char *slash = strrchr(argv[1], '/');
    snprintf(kept_name, sizeof kept_name, "fuzz-failed-%s", slash ? slash + 1 : argv[1]);
    if (__sanitizer_set_death_callback) __sanitizer_set_death_callback(keep_input);
    signal(SIGABRT, on_signal);
    if (LLVMFuzzerInitialize) LLVMFuzzerInitialize(&argc, &argv);
    if (argc == 2)
        load_folder(argv[1]);
    else
        for (int i = 2; i < argc; i++)
            load(argv[i]);
    if (seed_count == 0) seed_count = 1; /* nothing to begin with: an empty one */
    for (size_t i = 0; i < seed_count; i++) {
        current = seeds[i];
        run();
    }
    unsigned long runs = argc == 2 ? setting("FUZZ_RUNS", RUNS) : 0;
    chance = setting("FUZZ_SEED", 1) * 0x9E3779B97F4A7C15u | 1;
    for (unsigned long i = 0; i < runs; i++) {
        current = seeds[below(seed_count)];
        for (size_t count = 1 + below(8); count > 0; count--)
            mutate(&current);
        run();
    }
    printf("%zu seeds, %lu mutations\n", seed_count, runs);
    return 0;
}
