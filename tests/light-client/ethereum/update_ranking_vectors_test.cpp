#include <catch2/catch.hpp>
#include <cstdio>
#include <vector>

#include "light-client/ethereum/update_ranking.hpp"
#include "tests/support/ethereum/case_file.hpp"
#include "tests/support/ethereum/decoded_ssz.hpp"
#include "tests/support/ethereum/ssz_snappy.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/vectors.hpp"
#include "tests/support/yaml.hpp"

// Format: consensus-specs@a08d8a6 tests/formats/light_client/update_ranking.md: best update first

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

TEST_CASE("is_better_update, consensus-spec vectors", "[ethereum][vectors]") {
    const auto root = vectors_or_skip("ethereum/spec-minimal");
    if (!root) return;
    NetworkParams params;
    params.preset = minimal_preset;
    std::size_t folders = 0;
    std::size_t pairs = 0;
    for (const auto& entry : std::filesystem::directory_iterator(*root)) {
        const auto folder = entry.path() / "update_ranking";
        if (!std::filesystem::exists(folder)) continue;
        INFO(folder.string());
        const auto fork = fork_of_name(entry.path().filename().string());
        REQUIRE(fork);
        const Json meta = read_yaml(folder / "meta.yaml");
        std::vector<LightClientUpdate> updates;
        for (std::size_t i = 0; i < number(JsonReader(meta), "updates_count"); ++i) {
            const auto path = folder / ("updates_" + std::to_string(i) + ".ssz_snappy");
            const auto update = decode_update_ssz(read_ssz_snappy(path), *fork, params.preset);
            REQUIRE(update.ok());
            updates.push_back(update.value());
        }
        for (std::size_t better = 0; better < updates.size(); ++better) {
            for (std::size_t worse = better + 1; worse < updates.size(); ++worse) {
                CAPTURE(better, worse);
                CHECK(is_better_update(updates[better], updates[worse], params));
                CHECK_FALSE(is_better_update(updates[worse], updates[better], params));
                ++pairs;
            }
        }
        ++folders;
    }
    CHECK(folders == 5);
    std::printf("update_ranking: %zu forks, %zu pairs\n", folders, pairs);
}
