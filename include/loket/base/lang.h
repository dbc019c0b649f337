/* Language: every text a user sees goes through gettext; this is its start and its words.
 *
 * `_("text")` in code, `N_("text")` in tables, `lang_text(row.label)` where a table's text is shown. LC_CTYPE is always a
 * UTF-8 one inside the process, whatever is printed; a locale that is not installed falls back to C.UTF-8 with
 * LANGUAGE set, so that the translation still works. Global only because libc's locale is. */
#ifndef LOKET_BASE_LANG_H
#define LOKET_BASE_LANG_H

#include <libintl.h>
#include <stdbool.h>
#include <stddef.h>

#define _(text) gettext(text)
#define N_(text) text

/* Starts the language: `asked` ("en", "nl", or NULL = LC_ALL, LC_MESSAGES, LANG of the environment). `program` is the folder
 * of the program: catalogues are looked for in locale beside it, in share/locale where it was installed, and where the system has them.
 * NULL: only there. Returns whether the asked-for output locale is a UTF-8 one. */
bool lang_start(const char *asked, const char *program);
/* Whether the texts of the language in force were not found, so that all is English. */
bool lang_lacks(void);
/* Changes the language while running: "en", "nl", or NULL: that of the environment again. */
void lang_use(const char *language);
/* "en" or "nl": what is in force. */
const char *lang_now(void);
/* A table's text in the language in force; "" and NULL stay "" (gettext would answer its header). */
const char *lang_text(const char *text) __attribute__((format_arg(1)));
/* The same in the language number `at`, whichever is in force; NULL beyond the last. For what was made in another one. */
const char *lang_text_in(size_t at, const char *text);

#endif
