# run_tests: every suite, to the end, whatever fails; then one table, with each skipped test by its name.
#
# A suite is a command. Its counts are its last line "N passed, N failed, N skipped", or the summary of Node's test
# runner, or of CTest; one without counts is a single test.

logs=build/logs
passed=0
failed=0
skipped=0

# suite NAME COMMAND...
suite() {
    name=$1
    shift
    log=$logs/$(printf '%s' "$name" | tr ' /' '--').log
    say test "$name"
    began=$(date +%s)
    status=0
    ("$@") >"$log" 2>&1 || status=$?
    seconds=$(($(date +%s) - began))
    tally "$log"
    if [ "$status" -ne 0 ]; then
        [ "$suite_failed" -gt 0 ] || suite_failed=1
        printf -- '---- %s: exit %s, the end of %s:\n' "$name" "$status" "$log"
        tail -n 60 "$log"
        printf -- '----\n'
    elif [ $((suite_passed + suite_failed + suite_skipped)) -eq 0 ]; then
        suite_passed=1
    fi
    passed=$((passed + suite_passed))
    failed=$((failed + suite_failed))
    skipped=$((skipped + suite_skipped))
    printf '%-34s %7d %7d %8d %6ds\n' "$name" "$suite_passed" "$suite_failed" "$suite_skipped" "$seconds" >>"$logs/table"
    sed -n -e 's/^skipped: //p' -e 's/^[^a-zA-Z]*\(.*\) # SKIP *\(.*\)$/\1: \2/p' "$log" |
        sed "s|^|$name: |" >>"$logs/skips"
}

# Sums the counts of every summary in a log: a workspace may run more than one.
tally() {
    counts=$(awk '
        /^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped/ { passed += $1; failed += $3; skipped += $5 }
        /tests passed, [0-9]+ tests? failed out of/ { failed += $4; passed += $NF - $4 }
        /^[^a-z]*pass [0-9]+$/ { passed += $NF }
        /^[^a-z]*fail [0-9]+$/ { failed += $NF }
        /^[^a-z]*(skipped|todo) [0-9]+$/ { skipped += $NF }
        /^[^a-z]*cancelled [0-9]+$/ { failed += $NF }
        END { print passed + 0, failed + 0, skipped + 0 }' "$1")
    suite_passed=${counts%% *}
    counts=${counts#* }
    suite_failed=${counts%% *}
    suite_skipped=${counts#* }
}

# A phase prepares. If it fails, that counts as one failed test.
phase() {
    name=$1
    shift
    say phase "$name"
    began=$(date +%s)
    status=0
    ("$@") >"$logs/phase.log" 2>&1 || status=$?
    seconds=$(($(date +%s) - began))
    if [ "$status" -ne 0 ]; then
        failed=$((failed + 1))
        printf -- '---- %s failed:\n' "$name"
        tail -n 60 "$logs/phase.log"
        printf -- '----\n'
    fi
    printf '%-34s %7s %7d %8s %6ds\n' "$name" - "$((status != 0))" - "$seconds" >>"$logs/table"
    return "$status"
}

# untried NAME: a suite whose phase failed. An older build of it is not run in its place.
untried() {
    failed=$((failed + 1))
    printf '%-34s %7s %7d %8s %7s\n' "$1" - 1 - 'untried' >>"$logs/table"
}

install_for_tests() {
    need_compiler
    need_emscripten
    need_browser
    need_npm_packages
}

# Layering, code that must not compile, where third-party sources come from.
repository_checks() { ctest --preset native -E '^clearmargin_tests$'; }

run_tests() {
    began_all=$(date +%s)
    mkdir -p "$logs"
    : >"$logs/table"
    : >"$logs/skips"
    phase 'install' install_for_tests || true
    # What was just installed in a subshell is unknown to this one until it looks again.
    hash -r

    if phase 'native build' cmake_build native; then
        suite 'native' build/native/tests/clearmargin_tests
        suite 'repository checks' repository_checks
    else
        untried 'native'
        untried 'repository checks'
    fi
    if phase 'sanitizer build' cmake_build sanitize; then
        suite 'address and undefined behaviour' build/sanitize/tests/clearmargin_tests
    else
        untried 'address and undefined behaviour'
    fi
    if phase 'wasm build' cmake_build wasm; then
        suite 'wasm in Node' node build/wasm/tests/clearmargin_tests.js
    else
        untried 'wasm in Node'
    fi
    if phase 'package and page build' build_shipped; then
        for workspace in $(workspaces); do
            suite "npm $workspace" npm test --silent -w "$workspace"
        done
    else
        untried 'package and page'
    fi

    printf '\n%-34s %7s %7s %8s %7s\n' suite passed failed skipped time
    cat "$logs/table"
    if [ -s "$logs/skips" ]; then
        printf '\nskipped:\n'
        sed 's/^/  /' "$logs/skips"
    fi
    printf '\n%ds in all, logs in %s\n' $(($(date +%s) - began_all)) "$logs"
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" -eq 0 ]
}

# The npm workspaces that are here and have tests.
workspaces() {
    node -e '
        const { existsSync, readFileSync } = require("node:fs");
        const read = (path) => JSON.parse(readFileSync(path, "utf8"));
        for (const folder of read("package.json").workspaces) {
            const path = `${folder}/package.json`;
            if (existsSync(path) && read(path).scripts?.test) console.log(folder);
        }'
}
