# What stands in the top folder, and what must not stand in the source.
set -u
bad=0

for entry in *; do
    case $entry in
    CMakeLists.txt | README.md | LICENSE | src | include | themes | tests | sample-data) ;;
    *) echo "'$entry' does not belong in the top folder"; bad=1 ;;
    esac
done

# none PATTERN WHY: no line of the source matches.
none() {
    if grep -rnE "$1" src include --include='*.[ch]' --include='*.sql' --include='*.sh' --include='CMakeLists.txt'; then
        echo "  $2"
        bad=1
    fi
}
none '\b(TODO|FIXME|XXX|HACK)\b' 'finish it, or write down in the manual what is not there'
none '[[:space:]]+$' 'blanks at the end of a line'
none "$(printf '\t')" 'indent by four blanks'

# never FUNCTIONS WHY: searched in the text, because a compiler may put another call in its place.
never() {
    none "(^|[^a-zA-Z0-9_.>])($1)[[:space:]]*\\(" "$2"
}
never 'strcpy|stpcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|alloca' 'no bound, or not the one it seems: snprintf, memcpy, or base/text'
never 'strtok|strtok_r|atoi|atol|atoll|atof|[fv]?scanf|sscanf' 'no way to see an error: the readers of base, or strtoll'
never 'system|popen|tmpnam|tempnam|mktemp|tmpfile' 'a shell, or a name that somebody else can take'

exit $bad
