/* Arena: memory that lives together and dies together.
 *
 * Every query result, view and import owns one arena; nothing in it is freed by itself. Not thread-safe, not for
 * secrets. Out of memory ends the program: there is nothing sensible to do on that path. */
#ifndef LOKET_BASE_ARENA_H
#define LOKET_BASE_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_new(void);
/* Frees the arena and everything in it; NULL is allowed. */
void arena_free(Arena *arena);
/* Forgets everything in it, keeps one block for reuse. */
void arena_clear(Arena *arena);
/* `size` zeroed bytes, aligned for any type. */
void *arena_alloc(Arena *arena, size_t size);
/* A copy of `text`, or NULL for NULL. */
char *arena_strdup(Arena *arena, const char *text);
char *arena_strndup(Arena *arena, const char *text, size_t length);
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* An array of `count` zeroed elements of `type`. */
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(count)))

#endif
