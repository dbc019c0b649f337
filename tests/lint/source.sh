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

exit $bad
