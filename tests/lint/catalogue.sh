# The Dutch catalogue against the texts marked in the source: sh tests/lint/catalogue.sh [update]
#
# Fails for what is malformed, for a doubtful (fuzzy) translation and for a text without translation (unless `complete` is no: then
# those are only listed). `update` brings src/po/nl.po in line with the source.
set -u
po=src/po/nl.po
complete=yes # no: texts without translation are only listed

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# texts FILE: the marked texts of the files listed in it, as a template.
texts() {
    xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --keyword=ngettext:1,2 --add-comments=i18n --sort-by-file --no-wrap \
        --package-name=loket --files-from="$1" -o - | sed 's/charset=CHARSET/charset=UTF-8/' >"$folder/texts.pot"
}

find src include -name '*.[ch]' | sort >"$folder/all"
texts "$folder/all"
[ -s "$folder/texts.pot" ] || exit 1
[ -e "$po" ] || { echo "there is no '$po' yet"; exit 77; }

if [ "${1:-}" = update ]; then
    msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-wrap --add-location=file "$po" "$folder/texts.pot"
    exit
fi

bad=0
msgfmt --check -o /dev/null "$po" || bad=1
msgattrib --only-fuzzy --no-obsolete "$po" >"$folder/fuzzy"
if [ -s "$folder/fuzzy" ]; then
    cat "$folder/fuzzy"
    echo "  doubtful translations in '$po': mend them and take 'fuzzy' away"
    bad=1
fi

texts "$folder/all"
msgmerge --quiet --no-fuzzy-matching "$po" "$folder/texts.pot" -o "$folder/merged.po"
echo "translated: $(msgfmt --statistics -o /dev/null "$folder/merged.po" 2>&1)"
msgattrib --untranslated --no-obsolete --no-wrap "$folder/merged.po" | grep -E '^(#:|msgid)' | grep -v '^msgid ""' >"$folder/open"
if [ -s "$folder/open" ]; then
    cat "$folder/open"
    echo "  texts that '$po' does not translate"
    [ "$complete" = yes ] && bad=1
fi
exit $bad
