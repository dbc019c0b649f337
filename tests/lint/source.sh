# What stands in the top folder, and what must not stand in the source.
set -u
bad=0

for entry in *; do
    case $entry in
    CMakeLists.txt | README.md | LICENSE | src | include | themes | tests | sample-data) ;;
    *) echo "'$entry' does not belong in the top folder"; bad=1 ;;
    esac
done

# none PATTERN WHY [FOLDER...]: no line of the source (or of these folders) matches.
none() {
    pattern=$1 why=$2
    shift 2
    [ $# -gt 0 ] || set -- src include
    if grep -rnE "$pattern" "$@" --include='*.[ch]' --include='*.sql' --include='*.sh' --include='CMakeLists.txt'; then
        echo "  $why"
        bad=1
    fi
}
none '\b(TODO|FIXME|XXX|HACK)\b' 'finish it, or write down in the manual what is not there'
none '[[:space:]]+$' 'blanks at the end of a line'
none "$(printf '\t')" 'indent by four blanks'

# never FUNCTIONS WHY: searched in the text, because a compiler may put another call in its place.
never() {
    functions=$1 reason=$2
    shift 2
    none "(^|[^a-zA-Z0-9_.>])($functions)[[:space:]]*\\(" "$reason" "$@"
}
never 'strcpy|stpcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|alloca' 'no bound, or not the one it seems: snprintf, memcpy, or base/text'
never 'strtok|strtok_r|atoi|atol|atoll|atof|[fv]?scanf|sscanf' 'no way to see an error: the readers of base, or strtoll'
never 'system|popen|tmpnam|tempnam|mktemp|tmpfile' 'a shell, or a name that somebody else can take'
never 'sleep|usleep|nanosleep' 'a test waits for a marker or a text, never for time' tests
none '"/tmp/[^"]*XXXXXX' 'a test makes its files in the folder it stands in: see tests/scratch.sh' tests

exit $bad
