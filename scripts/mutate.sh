# mutate [FILTER...]: every check of the verifiers taken away in turn; the tests have to notice. See scripts/mutate.
mutate() {
    build_native
    say mutate 'taking the checks away, one by one'
    node scripts/mutate/mutate.mjs "$@"
}
