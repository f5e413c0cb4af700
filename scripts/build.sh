# build_*: everything one kind of result needs, from the tools up. What is up to date is left alone.

jobs=$(nproc 2>/dev/null || echo 2)

# cmake_build PRESET [OPTION...]
# Failures are spelled out: `set -e` does not hold inside a condition, where some of these run.
cmake_build() {
    preset=$1
    shift
    # Always, since folders that were not there may be there now.
    cmake --preset "$preset" >&2 || fail "cmake --preset $preset failed"
    cmake --build --preset "$preset" -j "$jobs" "$@" >&2 || fail "cmake --build --preset $preset failed"
}

build_native() {
    need_compiler
    need_npm_packages
    cmake_build native
}

build_wasm() {
    need_compiler
    need_emscripten
    need_npm_packages
    cmake_build wasm "$@"
}

# fresh STAMP PATH...: whether nothing below the paths is newer than the stamp.
fresh() {
    stamp=$1
    shift
    [ -f "$stamp" ] && [ -z "$(find "$@" \( -name node_modules -o -name dist \) -prune -o \
        -type f -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

# build_workspace NAME: `npm run build` of a workspace.
build_workspace() {
    [ -f "$1/package.json" ] || return 0
    say build "$1"
    npm run --silent -w "$1" build >&2 || fail "npm run -w $1 build failed"
    mkdir -p build/stamps
    touch "build/stamps/$1"
}

# What the npm package is made of. While none of it has changed, not even CMake is asked.
package_sources='CMakeLists.txt CMakePresets.json package-lock.json cmake core light-client wasm web docs/error-codes.md'

# shellcheck disable=SC2086 # a list of files
build_package() {
    need_node
    [ -d web/dist ] && fresh build/stamps/web $package_sources && return
    build_wasm --target clearmargin_wasm --target clearmargin_analysis_wasm
    build_workspace web
}

# shellcheck disable=SC2086 # a list of files
build_shipped() {
    build_package
    [ -d demo/dist ] && fresh build/stamps/demo demo $package_sources tests/fixtures/sample && return
    need_npm_packages
    build_workspace demo
}

# Only what goes wrong is of interest when the result is an answer on standard output.
build_quietly() {
    mkdir -p build/logs
    ("$@") 2>build/logs/build.log || {
        tail -n 50 build/logs/build.log >&2
        fail 'the build failed, see build/logs/build.log'
    }
}
