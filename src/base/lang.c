#include "loket/base/lang.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "loket/base/env.h"
#include "loket/base/text.h"

/* gettext remembers what it found; this counter of libintl's tells it to look again. */
extern int _nl_msg_cat_cntr;

static const char *const languages[] = {"en", "nl"};

/* The language a locale name such as "nl_NL.UTF-8" speaks; English where we have no words for it. */
static const char *language_of(const char *locale) {
    for (size_t i = 0; i < COUNT_OF(languages); i++)
        if (locale && strncmp(locale, languages[i], 2) == 0 &&
            !strchr("abcdefghijklmnopqrstuvwxyz", locale[2] ? locale[2] : '.'))
            return languages[i];
    return languages[0];
}

static const char *language_of_environment(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *locale = env_variable(names[i]);
        if (locale) return language_of(locale);
    }
    return languages[0];
}

/* Characters are UTF-8 whatever was asked for, and always by the same tables. Numbers and dates stay those of "C",
 * because we format them ourselves. Messages must be of any locale but "C", else gettext does not look at LANGUAGE. */
static void set_locale(void) {
    static const char *const names[] = {"C.UTF-8", "C.utf8", "", "en_US.UTF-8"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (!setlocale(LC_CTYPE, names[i]) || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) continue;
        setlocale(LC_MESSAGES, names[i]);
        return;
    }
}

static void find_catalogues(const char *program) {
    static const char *const places[] = {"locale", "../share/locale"};
    char path[4096];
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        int folder = snprintf(path, sizeof path, "%s/%s", program, places[i]);
        if (folder < 0 || (size_t)folder >= sizeof path - 32) return;
        snprintf(path + folder, sizeof path - (size_t)folder, "/nl/LC_MESSAGES/loket.mo");
        bool found = access(path, R_OK) == 0;
        path[folder] = '\0';
        if (found) {
            bindtextdomain("loket", path);
            return;
        }
    }
}

bool lang_start(const char *asked, const char *program) {
    set_locale();
    textdomain("loket");
    bind_textdomain_codeset("loket", "UTF-8");
    if (program) find_catalogues(program);
    lang_use(text_empty(asked) ? language_of_environment() : asked);
    return env_utf8();
}

void lang_use(const char *language) {
    setenv("LANGUAGE", language ? language_of(language) : language_of_environment(), 1);
    _nl_msg_cat_cntr++;
}

const char *lang_now(void) {
    return language_of(env_variable("LANGUAGE"));
}

bool lang_lacks(void) {
    static const char header[] = ""; /* a catalogue answers it with what it says of itself */
    return strcmp(lang_now(), languages[0]) != 0 && !*gettext(header);
}

const char *lang_text(const char *text) {
    return text_empty(text) ? "" : gettext(text);
}

const char *lang_text_in(size_t at, const char *text) {
    if (at >= COUNT_OF(languages)) return NULL;
    const char *before = lang_now();
    lang_use(languages[at]);
    const char *there = lang_text(text); /* stays where it is: in the catalogue, or the table */
    lang_use(before);
    return there;
}
