# Sourced by sample-data/demo and tests/run: gets a machine ready and builds, and does nothing that is done already.
#
# Needs $top, the checkout. Everything made is in $build: $top/.build, or a private folder when the checkout cannot be
# written. Reports on standard error, so that standard output is the program's. Exit code 3: something is missing
# on this machine; 1: a build failed; 7: a folder cannot be used.
# shellcheck shell=sh disable=SC2034,SC2154 # names that the two scripts give and take

umask 022
uid=$(id -u)
cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

say() {
    printf '%s\n' "$*" >&2
}

# private_folder NAME: prints the path of a folder in the temporary folder that only this user can use, made when missing.
# A name that anyone can guess in a folder that anyone can write: so it counts only when it is really ours.
private_folder() {
    private=${TMPDIR:-/tmp}/$1-$uid
    mkdir -m 700 "$private" 2>/dev/null || :
    if [ -z "$(find "$private" -prune -type d -user "$uid" -perm 700 2>/dev/null)" ]; then
        say "'$private' is not a private folder of this user"
        say "hint: remove it, or set TMPDIR to a folder of your own"
        return 7
    fi
    printf '%s\n' "$private"
}

# Prints which of the packages are not installed, on one line. No network, about 30 ms.
packages_missing() {
    installed=" $(dpkg-query -W -f='${Package}=${db:Status-Status} ' "$@" 2>/dev/null || :)"
    for package; do
        case $installed in
        *" $package=installed "*) ;;
        *) printf '%s ' "$package" ;;
        esac
    done
}

# as_root WORDS: runs apt-get as root. sudo drops variables, so env sets them behind it.
as_root() {
    set -- env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a "$@"
    [ "$uid" = 0 ] || set -- sudo -n "$@"
    "$@" </dev/null >>"$build/install.log" 2>&1
}

# The lists of a new machine may be missing or old: install first, which is quick when they are good; only then update.
packages_install() {
    : >"$build/install.log"
    apt_install='apt-get -y -q -o DPkg::Lock::Timeout=120 install --no-install-recommends'
    # shellcheck disable=SC2086 # words on purpose
    as_root $apt_install "$@" || { as_root apt-get -q update && as_root $apt_install "$@"; }
}

# Not a Debian: nothing can be installed here, but what is there may be enough.
setup_elsewhere() {
    lacking=
    for tool in cc make cmake pkg-config msgfmt; do
        command -v "$tool" >/dev/null || lacking="$lacking $tool"
    done
    for library in ncursesw sqlite3 yaml-0.1 jansson libsodium libutf8proc; do
        pkg-config --exists "$library" 2>/dev/null || lacking="$lacking $library"
    done
    [ -z "$lacking" ] && return
    say "this machine has no dpkg, and these were not found:$lacking"
    say "hint: install them with their development files; on Debian the packages are: $*"
    exit 3
}

# setup_packages PACKAGE...: installs what is missing, as root or through a sudo that asks nothing; else says how.
setup_packages() {
    setup_folder
    command -v dpkg-query >/dev/null || { setup_elsewhere "$@"; return; }
    missing=$(packages_missing "$@")
    [ -z "$missing" ] && return
    if [ "$uid" != 0 ] && ! sudo -n true 2>/dev/null; then
        say "these packages are missing: $missing"
        say "hint: run this once, then this command again:"
        say "  sudo apt-get update && sudo apt-get install --no-install-recommends ${missing% }"
        exit 3
    fi
    say "installing ${missing% }"
    # shellcheck disable=SC2086 # words on purpose
    if ! packages_install $missing; then
        tail -n 15 "$build/install.log" >&2
        say "the packages could not be installed; all of it is in '$build/install.log'"
        exit 3
    fi
}

# Sets $build, the folder for all that is made. A checkout that cannot be written (a read-only disk, another user's) is built elsewhere.
setup_folder() {
    build=$top/.build
    mkdir -p "$build" 2>/dev/null || :
    if [ ! -w "$build" ]; then
        build=$(private_folder loket-build) || exit $?
        build=$build/$(printf '%s' "$top" | cksum | tr ' ' -)
        mkdir -p "$build"
        say "'$top' cannot be written, so the build is in '$build'"
    fi
}

# setup_lock NAME: waits for whoever holds the name, so that two calls at once do the work once; setup_unlock lets go.
setup_lock() {
    command -v flock >/dev/null || return 0
    exec 9>"$build/$1.lock"
    flock -n 9 || { say "the same build is at work elsewhere, waiting"; flock 9; }
}

setup_unlock() {
    exec 9>&-
}

# setup_run NAME STEP COMMAND...: runs a step of a build with its output in a log, which is shown when it fails.
setup_run() {
    log=$build/$1.log step=$2
    shift 2
    "$@" </dev/null >>"$log" 2>&1 9>&- && return
    grep -E -m 8 -A 4 'error:|Error at|undefined reference' "$log" >&2 || tail -n 20 "$log" >&2
    say "$step failed; all of it is in '$log'"
    exit 1
}

# setup_build NAME CMAKE-OPTION...: configures $build/NAME when the options or the place of the checkout are new, and builds what changed:
# all, or the targets named in $targets. The lock of that name stays held.
setup_build() {
    name=$1 asked="$*
$top"
    shift
    setup_lock "$name"
    : >"$build/$name.log"
    if [ "$(cat "$build/$name/.asked" 2>/dev/null)" != "$asked" ]; then
        rm -rf "${build:?}/$name"
        say "building in '$build/$name', which takes a while the first time"
        setup_run "$name" "configuring" cmake -S "$top" -B "$build/$name" "$@"
        printf '%s\n' "$asked" >"$build/$name/.asked"
    fi
    # shellcheck disable=SC2086 # words on purpose
    setup_run "$name" "building" cmake --build "$build/$name" -j "$cores" ${targets:+--target $targets}
}

targets=

# What the program needs; the tests add to it.
program_packages='gcc libc6-dev make cmake pkg-config gettext
libncurses-dev libsqlite3-dev libyaml-dev libjansson-dev libsodium-dev libutf8proc-dev'
