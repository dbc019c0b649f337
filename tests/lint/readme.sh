# The README tells the truth: sh tests/lint/readme.sh PROGRAM
#
# Plays the tour key by key on the sample data and looks for what is promised in bold; looks up every key of the tables in the program's help,
# every command in its list, every file it links to; and runs the commands of the section "Command line".
set -u
program=$(realpath -- "$1") || exit 1
bad=0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/here"

# loket WORDS...: the program in surroundings that are the same everywhere.
loket() {
    env -i PATH="$PATH" HOME="$work" LC_ALL=C.UTF-8 LOKET_USER=brandt LOKET_NOW='2026-11-23 10:12' LOKET_DB="$work/desk.db" \
        ASAN_OPTIONS="${ASAN_OPTIONS:-}" "$program" "$@"
}
complain() {
    echo "README.md: $*"
    bad=1
}
loket init --demo sample-data >"$work/said" 2>&1 || { cat "$work/said"; exit 1; }
cp "$work/desk.db" "$work/fresh.db"

# screen KEYS: what stands on the screen after these keys.
screen() {
    cp "$work/fresh.db" "$work/desk.db"
    loket picture --size 120x240 --keys "$1" >"$work/svg" || complain "these keys cannot be pressed: $1"
    sed -n 's/<[^>]*>/ /g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g; p' "$work/svg"
}

# section TITLE: the lines under that heading.
section() {
    awk -v title="## $1" '/^## / { on = ($0 == title) } on' README.md
}

# -- the tour: `key` presses, "type `text`" types; what is **bold** in the second column is on the screen then
section 'Five minutes' | awk -F ' *[|] *' '
    /^\|/ && !/^\|---/ && $2 != "Press" {
        line = $2
        while (match(line, /`[^`]*`/)) {
            text = substr(line, RSTART + 1, RLENGTH - 2)
            if (substr(line, 1, RSTART - 1) ~ /type +$/)
                for (i = 1; i <= length(text); i++) { c = substr(text, i, 1); keys = keys (c == " " ? "Space" : c) " " }
            else
                keys = keys text " "
            line = substr(line, RSTART + RLENGTH)
        }
        print "keys\t" keys
        line = $3
        while (match(line, /[*][*][^*]*[*][*]/)) {
            print "see\t" substr(line, RSTART + 2, RLENGTH - 4)
            line = substr(line, RSTART + RLENGTH)
        }
    }' >"$work/tour"
rows=0
while IFS='	' read -r what text; do
    if [ "$what" = keys ]; then
        keys=$text rows=$((rows + 1))
        screen "$keys" >"$work/screen"
    elif ! grep -qF -- "$text" "$work/screen"; then
        complain "after the keys '$keys' there is no '$text' on the screen"
    fi
done <"$work/tour"
[ "$rows" -gt 9 ] || complain "the tour was not found"

# -- the keys: each `key` of the first column, and each sequence in the second, stands in the program's help
screen '?' >"$work/help"
screen 'e F1' >>"$work/help"
section Keys | awk -F ' *[|] *' '/^\|/ && !/^\|---/ {
        count = 0
        for (part = 2; part <= 3; part++) {
            line = $part
            while (match(line, /`[^`]*`/)) {
                key = substr(line, RSTART + 1, RLENGTH - 2)
                if ((part == 2 && $part !~ /and a letter/) || key ~ / /) print key
                line = substr(line, RSTART + RLENGTH)
            }
        }
    }' >"$work/keys"
[ "$(wc -l <"$work/keys")" -gt 30 ] || complain "the table of keys was not found"
while IFS= read -r key; do
    spaced=$key
    case $key in gg) spaced='g g' ;; esac
    awk -v key="$spaced" 'index($0, " " key "  ") == 1 || index($0, "  " key "  ") { found = 1 } END { exit !found }' "$work/help" ||
        complain "the program's help knows no key '$key'"
done <"$work/keys"

# -- the commands: those of "Command line" are run, the others must exist
loket help >"$work/commands"
cp "$work/fresh.db" "$work/desk.db"
section 'Command line' | sed -n '/^```sh/,/^```/p' | grep '^loket' >"$work/lines"
[ "$(wc -l <"$work/lines")" -gt 5 ] || complain "no command lines were found"
while IFS= read -r line; do
    (cd "$work/here" && eval "$line") >"$work/said" 2>&1 </dev/null || { complain "this command fails: $line"; cat "$work/said"; }
done <"$work/lines"
grep -oE '(^|[`>"/])loket [a-z]+' README.md src/README.md | sed 's/.*loket //' | sort -u >"$work/words"
while IFS= read -r word; do
    grep -qE "^  $word( |\$)" "$work/commands" || complain "there is no command 'loket $word'"
done <"$work/words"
grep -v '^cmake ' README.md | grep -ohE '(^|[ `])--[a-z][a-z-]+' | sed 's/.*--/--/' | sort -u >"$work/options"
for word in $(awk '/^  [a-z]/ { print $1 }' "$work/commands") incident; do loket help "$word"; done >"$work/everything" 2>/dev/null
while IFS= read -r option; do
    field=$(printf '%s' "${option#--}" | tr - _)
    grep -qE -- "(^|[ ,])$option( |\$)|^  $field( |\$)" "$work/everything" || complain "there is no option '$option'"
done <"$work/options"

# -- the files it points at
grep -ohE '\]\([^)#]+\)' README.md | sed 's/^](//; s/)$//' | grep -v '://' >"$work/links"
while IFS= read -r file; do
    [ -e "$file" ] || complain "there is no file '$file'"
done <"$work/links"

exit $bad
