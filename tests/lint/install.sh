#!/bin/sh
# What `cmake --install` puts down works from there, and speaks Dutch; a program without its texts says so. install.sh CMAKE BUILD
set -eu
unset LOKET_DB LANGUAGE LC_ALL LC_MESSAGES LANG
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"$1" --install "$2/src" --prefix "$place/whole" >/dev/null
"$place/whole/bin/loket" --lang nl help >"$place/out" 2>"$place/err"
grep -q 'het loket van' "$place/out" || { echo "the installed program does not speak Dutch"; exit 1; }
[ ! -s "$place/err" ] || { cat "$place/err"; exit 1; }
mkdir "$place/alone"
cp "$place/whole/bin/loket" "$place/alone/"
"$place/alone/loket" --lang nl today --db "$place/none.db" >/dev/null 2>"$place/err" || :
grep -q 'texts in that language' "$place/err" || { echo "a program without its texts does not say so"; exit 1; }
