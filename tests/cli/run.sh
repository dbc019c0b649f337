#!/bin/sh
# Runs one case of the command line: run.sh [-u] PROGRAM FOLDER [HELPER]
#
# A case is a folder: `cmd` (a script for sh), `in/` (what stands in the working folder), and what is to come of it: `out`, `err`, and `status`
# when it is not 0. The clock, the login, the language and all folders are fixed; the file is desk.db in the working folder. No
# case may print a control character or a mark that turns text around, whatever is in the data. HELPER is a program of
# the tests; `needs-user` in a case: not as root, for whom permissions mean nothing. -u writes what came as what is to come.
set -u

update=
[ "$1" = -u ] && { update=yes; shift; }
program=$1 case=$(CDPATH='' cd -- "$2" && pwd) helper=${3:-}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/home" "$work/bin" "$work/here"
ln -s "$program" "$work/bin/loket"
[ -z "$helper" ] || ln -s "$helper" "$work/bin/hold"
[ ! -d "$case/in" ] || cp -R "$case/in/." "$work/here/"
cp "$case/cmd" "$work/cmd"

as=
if [ -e "$case/needs-user" ] && [ "$(id -u)" = 0 ]; then
    as='setpriv --reuid=65534 --regid=65534 --clear-groups'
    chown -R 65534:65534 "$work"
    $as "$program" --version >/dev/null 2>&1 || { echo "no other user can run '$program'"; exit 77; }
fi

# shellcheck disable=SC2086 # words on purpose
(cd "$work/here" && exec $as env -i PATH="$work/bin:$PATH" HOME="$work/home" XDG_DATA_HOME="$work/home/data" XDG_STATE_HOME="$work/home/state" \
    XDG_CONFIG_HOME="$work/home/config" XDG_RUNTIME_DIR="$work/home" LC_ALL=C.UTF-8 TZ=Asia/Tokyo LOKET_USER=kbrandt \
    LOKET_NOW='2026-11-23 09:15' LOKET_DB=desk.db ASAN_OPTIONS="${ASAN_OPTIONS:-}" sh -e "$work/cmd") \
    >"$work/out" 2>"$work/err" </dev/null
status=$?

failed=0
# All bytes but newline, tab and printable ones; and the UTF-8 of C1, U+200B-200F, U+2028-202E, U+2066-2069, U+FEFF.
for stream in out err; do
    if LC_ALL=C grep -n -a -P '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf' "$work/$stream" >"$work/bad"; then
        echo "'$stream' holds bytes that steer a terminal:"
        cat -v "$work/bad"
        failed=1
    fi
done

if [ -n "$update" ]; then
    cp "$work/out" "$case/out"
    cp "$work/err" "$case/err"
    [ "$status" = 0 ] && rm -f "$case/status" || echo "$status" >"$case/status"
    exit "$failed"
fi

for stream in out err; do
    diff -u "$case/$stream" "$work/$stream" || failed=1
done
expected=$(cat "$case/status" 2>/dev/null || echo 0)
if [ "$status" != "$expected" ]; then
    echo "exit status $status instead of $expected"
    failed=1
fi
exit "$failed"
