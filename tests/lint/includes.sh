# Each layer includes only itself and what stands before it, and a library's header is included in one layer only.
set -u
bad=0

# complain RULE < LINES: the lines break the rule.
complain() {
    found=$(cat)
    [ -z "$found" ] && return
    printf '%s\n  %s\n\n' "$found" "$1"
    bad=1
}

includes=$(grep -rnE '^[[:space:]]*#[[:space:]]*include' src include --include='*.[ch]')

# may LAYER LAYERS: what the files of a layer may include of ours.
may() {
    allowed=$(printf '%s' "$2" | tr ' ' '|')
    printf '%s\n' "$includes" | grep -E "^(src|include/loket)/$1/" |
        grep -vE "include (<.*>|\"loket/($allowed)/[a-z0-9_/]+\.h\"|\"[a-z0-9_]+\.(h|inc)\")" >"$lines"
    complain "layer '$1' may include: $2; or a file beside it by its bare name" <"$lines"
}

# library HEADERS LAYER: included by that layer alone (a pattern, like HEADERS).
library() {
    printf '%s\n' "$includes" | grep -E "include <($1)\.h>" | grep -vE "^(src|include/loket)/$2/" >"$lines"
    complain "this header belongs to layer '$2' alone" <"$lines"
}

lines=$(mktemp)
trap 'rm -f "$lines"' EXIT

may base 'base'
may model 'base model'
may store 'base model store'
may io 'base io'
may app 'base model store io app'
may ui 'base model store io app ui'
may term 'base model store io app ui term'
may cli 'base model store io app ui term cli'

library 'utf8proc' '(base|model|io)'
library 'sqlite3|sqlite3ext|sodium(/.*)?' store
library 'yaml|jansson' io
library '(ncursesw?/)?(n?curses|term|termcap|unctrl|panel|menu|form)' term

exit $bad
