# Each header compiles alone, and twice: headers.sh COMPILER
set -u
compiler=${1:-cc}
bad=0

for header in $(find include src -name '*.h' | sort); do
    printf '#include "%s"\n#include "%s"\ntypedef int NotEmpty;\n' "$PWD/$header" "$PWD/$header" |
        "$compiler" -std=c17 -D_GNU_SOURCE -DLOKET_VERSION='"0"' -Iinclude -Wall -Wextra -Wpedantic -Wstrict-prototypes -Werror \
            -fsyntax-only -x c - || { echo "'$header' does not compile alone"; bad=1; }
done
exit $bad
