# What the compiled layers use: symbols.sh FOLDER, with the archives and the program in it.
#
# 1. A library is called in one layer only: its own list of functions, against what each archive leaves undefined.
# 2. Clock, chance, environment, user, locale, printing and ending are used at the places named.
# 3. No mutable state outside the places named.
# An exception is a line of a table here, with its reason; LAYER:FILE.c names a place, LAYER:* a whole layer.
set -u
cd "$1" || exit 1
bad=0

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# "LAYER:FILE.c SYMBOL" for all that the archives use, without the decoration of fortified and versioned names.
nm -A -u libloket_*.a 2>/dev/null |
    sed -nE 's/^libloket_([a-z]+)\.a:([^:]+)\.o: *U (.*)$/\1:\2 \3/p' |
    sed -E 's/ __(isoc[0-9]+_)?/ /; s/_chk$//' | sort -u >"$folder/used"
if [ ! -s "$folder/used" ] || [ ! -x loket ]; then
    echo "nothing is built in '$1'"
    exit 1
fi

# only PLACES WHY < SYMBOLS: the symbols are used in these places alone.
only() {
    sort -u >"$folder/symbols"
    awk -v places="$1" '
        FNR == NR { banned[$1] = 1; next }
        $2 in banned {
            split($1, at, ":")
            n = split(places, allowed, " ")
            for (i = 1; i <= n; i++) if (allowed[i] == $1 || allowed[i] == at[1] ":*") next
            print $1 ": " $2
        }' "$folder/symbols" "$folder/used" >"$folder/found"
    [ -s "$folder/found" ] || return
    cat "$folder/found"
    printf '  only in: %s (%s)\n\n' "${1:-no place}" "$2"
    bad=1
}

# library NAME PLACES: every function that the shared library offers. Where it lies is asked of the linked program.
library() {
    file=$(ldd loket | sed -nE "s|.* => (/.*/lib$1(-[0-9.]+)?\.so[^ ]*) .*|\1|p" | head -n 1)
    if [ -z "$file" ]; then
        echo "the program is not linked to $1, so its functions are not known"
        bad=1
        return
    fi
    nm -D --defined-only "$file" | awk '{print $NF}' | sed 's/@.*//' | grep -v '^_' >"$folder/offered"
    only "$2" "library $1" <"$folder/offered"
}

library utf8proc 'base:* model:* io:*'
library sqlite3 'store:*'
library sodium 'store:*'
library yaml 'io:*'
library jansson 'io:*'
library ncursesw 'term:*'
library tinfo 'term:*'

# words PLACES WHY SYMBOL...
words() {
    places=$1 why=$2
    shift 2
    printf '%s\n' "$@" >"$folder/words" # no pipe: `only` must not run in a shell of its own, where `bad` would be lost
    only "$places" "$why" <"$folder/words"
}

words 'base:env.c' 'the clock comes in through Env' \
    time clock clock_gettime gettimeofday ftime timespec_get
words '' 'times are computed in Europe/Amsterdam by base/when, never by the machine' \
    localtime localtime_r gmtime gmtime_r mktime timegm timelocal strftime strptime ctime ctime_r asctime asctime_r tzset timezone
words 'base:env.c' 'chance comes in through Env' \
    getrandom getentropy rand rand_r srand random srandom drand48 lrand48 mrand48 srand48 arc4random arc4random_uniform arc4random_buf
words 'base:env.c base:lang.c' 'the environment is read at one place; lang sets LANGUAGE, which gettext reads' \
    getenv secure_getenv setenv unsetenv putenv clearenv
words 'base:env.c term:clipboard.c' 'who starts another program hands it on, unread' \
    environ _environ
words 'base:env.c' 'the user comes in through Env' \
    getpwuid getpwuid_r getpwnam getpwnam_r getlogin getlogin_r cuserid getuid geteuid gethostname uname
words 'base:lang.c' "libc's locale is global" \
    setlocale newlocale uselocale nl_langinfo localeconv
words 'cli:*' 'libraries return a Status' \
    exit _Exit quick_exit err errx
words 'cli:* term:term_away.c' 'a forked child that cannot start its program has nobody to return to' \
    _exit
words 'cli:* model:record.c' 'printing is the business of the command line; record says which of our own tables is wrong before it aborts' \
    printf vprintf puts putchar perror stdout stderr
# Objects in writable sections; .data.rel.ro is constant once the program runs.
# text.c: the one empty string that buffers share, never written to. The sanitizer adds markers of its own.
mutable_allowed='base:env.c base:lang.c base:text.c term:*'
for archive in libloket_*.a; do
    layer=${archive#libloket_}
    layer=${layer%.a}
    objdump -t "$archive" | awk -v layer="$layer" -v places="$mutable_allowed" '
        / +file format / { file = $1; sub(/\.o:$/, "", file); place = layer ":" file; next }
        $NF !~ /^(\.|__odr_asan)/ && / O \.(data|bss|tdata|tbss)(\.[a-z]+)*\t/ && !/ O \.data\.rel\.ro/ && !/ \*COM\*/ {
            n = split(places, allowed, " ")
            for (i = 1; i <= n; i++) if (allowed[i] == place || allowed[i] == layer ":*") next
            print place ": " $NF
        }'
done >"$folder/found"
if [ -s "$folder/found" ]; then
    cat "$folder/found"
    printf '  mutable state only in: %s\n' "$mutable_allowed"
    bad=1
fi

exit $bad
