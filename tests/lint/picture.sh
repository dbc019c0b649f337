# The picture in the README is what the program draws: sh tests/lint/picture.sh PROGRAM
#
# Draws it again from the sample data with the clock stopped, and compares bytes. LOKET_GOLDEN=write stores it instead.
set -u
program=$1
picture=sample-data/desk.svg

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# loket WORDS...: the program in surroundings that are the same everywhere.
loket() {
    env -i PATH="$PATH" HOME="$work" LC_ALL=C.UTF-8 LOKET_USER=brandt LOKET_NOW='2026-11-23 10:12' LOKET_DB="$work/desk.db" \
        ASAN_OPTIONS="${ASAN_OPTIONS:-}" "$program" "$@"
}
loket init --demo sample-data >"$work/said" 2>&1 || { cat "$work/said"; exit 1; }
loket picture --size 120x34 --theme dark >"$work/desk.svg" || exit 1

if [ "${LOKET_GOLDEN:-}" = write ]; then
    cp "$work/desk.svg" "$picture"
    exit
fi
cmp "$picture" "$work/desk.svg" && exit
diff "$picture" "$work/desk.svg" | head -n 20
echo "  the desk looks different from '$picture': if that is meant, LOKET_GOLDEN=write sh tests/lint/picture.sh PROGRAM"
exit 1
