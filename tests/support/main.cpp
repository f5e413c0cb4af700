#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#include <cstdio>

#include "tests/support/skip.hpp"

namespace {

struct Counts {
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::size_t skipped = 0;
    std::size_t assertions = 0;
};
Counts counts;

/// Counts what Catch does not: skips, and cases in which no assertion ran, which would pass unseen.
struct Counter : Catch::TestEventListenerBase {
    using TestEventListenerBase::TestEventListenerBase;

    void testCaseEnded(const Catch::TestCaseStats& stats) override {
        const auto& assertions = stats.totals.assertions;
        const std::size_t skips = clearmargin::tests::take_skips();
        counts.assertions += assertions.total();
        counts.skipped += skips;
        if (!assertions.allOk()) {
            ++counts.failed;
        } else if (assertions.total() > 0) {
            ++counts.passed;
        } else if (skips == 0) {
            ++counts.failed;
            std::printf("failed: %s: no assertion ran\n", stats.testInfo.name.c_str());
        }
    }
};
CATCH_REGISTER_LISTENER(Counter)

}  // namespace

int main(int argc, char** argv) {
    Catch::Session session;
    if (const int usage_error = session.applyCommandLine(argc, argv); usage_error != 0) return usage_error;
    const auto& config = session.configData();
    if (config.listTests || config.listTags || config.showHelp) return session.run();
    const int caught = session.run();
    std::printf("%zu assertions\n%zu passed, %zu failed, %zu skipped\n", counts.assertions, counts.passed,
                counts.failed, counts.skipped);
    return caught != 0 || counts.failed != 0 ? 1 : 0;
}
