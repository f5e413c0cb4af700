#pragma once

#include <array>
#include <string_view>

namespace clearmargin::tests {

/// The folders of tests/fixtures that hold a bundle, a policy and what is expected of them.
inline constexpr auto fixture_names = std::to_array<std::string_view>(
    {"sample", "one-chain", "absent-account", "across-fork", "basis", "bundle-brings-trust", "differs",
     "duplicate-claim", "foreign-vault", "forged-chain", "fork-capella", "fork-deneb", "fork-electra", "layouts",
     "low-participation", "optimistic", "options", "portfolio", "refused-claim", "rollup-old-anchor", "rollup-only-settled",
     "rollup-refused-assertions", "rollup-refused-games", "rollup-replayed", "rollup-wrong-parent", "ssz", "stale",
     "two-periods", "wrong-account", "wrong-code-hash"});

}  // namespace clearmargin::tests
