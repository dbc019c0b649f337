#!/bin/sh
# Runs a test in a folder of its own: sh scratch.sh COMMAND...
#
# It is where the test stands and its TMPDIR, and is gone afterwards, however the test ends; so a test makes its files by a name without
# a folder, or in $TMPDIR. One that passes and leaves files behind has failed: it did not clear away what it made.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/lt.XXXXXX") || exit 1
trap 'rm -rf "$folder"' EXIT
trap 'exit 129' HUP INT TERM
chmod 711 "$folder" # a case of the command line may be another user
cd "$folder" || exit 1
TMPDIR=$folder "$@"
status=$?
left=$(ls -A)
if [ "$status" = 0 ] && [ -n "$left" ]; then
    echo "the test left behind:" $left
    exit 1
fi
exit "$status"
