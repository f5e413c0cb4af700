# say WHAT TEXT: a line of progress. fail TEXT: the reason, and the end.
say() { printf '== %s: %s\n' "$1" "$2" >&2; }

fail() {
    printf 'run: %s\n' "$1" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# at_least VERSION MINIMUM: compares dotted numbers.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }
