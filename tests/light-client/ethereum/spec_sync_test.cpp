#include <catch2/catch.hpp>
#include <cstdio>

#include "core/bytes/hex.hpp"
#include "light-client/ethereum/sync_protocol.hpp"
#include "tests/support/ethereum/case_file.hpp"
#include "tests/support/ethereum/container_roots.hpp"
#include "tests/support/ethereum/decoded_ssz.hpp"
#include "tests/support/ethereum/spec_config.hpp"
#include "tests/support/ethereum/ssz_snappy.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/vectors.hpp"
#include "tests/support/yaml.hpp"

// Format: consensus-specs@a08d8a6 tests/formats/light_client/sync.md

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

namespace {

void check_header(const LightClientHeader& header, const JsonReader& expected, const NetworkParams& params) {
    CHECK(header.beacon.slot == number(expected, "slot"));
    CHECK(hash_tree_root(header.beacon) == hash(expected, "beacon_root"));
    if (has(expected, "execution_root")) {
        CHECK(get_lc_execution_root(header, params) == hash(expected, "execution_root"));
    }
}

struct Counts {
    std::size_t cases = 0;
    std::size_t updates = 0;
    std::size_t forced = 0;
    std::size_t upgrades = 0;
};

class SyncCase {
  public:
    explicit SyncCase(const std::filesystem::path& folder)
        : folder_(folder),
          config_(read_yaml(folder / "config.yaml")),
          meta_(read_yaml(folder / "meta.yaml")),
          params_(spec_network(JsonReader(config_), hash(JsonReader(meta_), "genesis_validators_root"))),
          digests_(fork_digests(JsonReader(config_), params_)) {}

    void run(Counts& counts) {
        const JsonReader meta(meta_);
        const auto bootstrap = decode_bootstrap_ssz(read_ssz_snappy(folder_ / "bootstrap.ssz_snappy"),
                                                    fork_of(meta, "bootstrap_fork_digest"), params_.preset);
        REQUIRE(bootstrap.ok());
        auto store = initialize_light_client_store(hash(meta, "trusted_block_root"), bootstrap.value(), params_);
        REQUIRE(store.ok());
        store_ = std::move(store).value();
        const Json steps = read_yaml(folder_ / "steps.yaml");
        for (const JsonReader& step : JsonReader(steps).elements(1000).value()) {
            const auto named = step.members(1).value().front();
            INFO("step " << named.name << " at " << step.path());
            run_step(named.name, named.value, counts);
        }
        ++counts.cases;
    }

  private:
    void run_step(std::string_view name, const JsonReader& step, Counts& counts) {
        if (name == "process_update") {
            process(step);
            ++counts.updates;
        } else if (name == "force_update") {
            static_cast<void>(process_light_client_store_force_update(store_, number(step, "current_slot"), params_));
            ++counts.forced;
        } else {
            // Each header keeps the form it came in, so there is nothing to upgrade.
            REQUIRE(name == "upgrade_store");
            ++counts.upgrades;
        }
        const JsonReader checks = member(step, "checks");
        check_header(store_.finalized_header, member(checks, "finalized_header"), params_);
        check_header(store_.optimistic_header, member(checks, "optimistic_header"), params_);
    }

    void process(const JsonReader& step) {
        const auto update = decode_update_ssz(read_ssz_snappy(folder_ / (text(step, "update") + ".ssz_snappy")),
                                              fork_of(step, "update_fork_digest"), params_.preset);
        REQUIRE(update.ok());
        const Status processed =
            process_light_client_update(store_, update.value(), number(step, "current_slot"), params_);
        if (!processed.ok()) FAIL(processed.error().where << ": " << processed.error().expected);
    }

    Fork fork_of(const JsonReader& object, std::string_view name) const {
        const auto found = digests_.find(member(object, name).fixed_bytes<4>().value());
        REQUIRE(found != digests_.end());
        return found->second;
    }

    std::filesystem::path folder_;
    Json config_;
    Json meta_;
    NetworkParams params_;
    std::map<Bytes4, Fork> digests_;
    LightClientStore store_;
};

}  // namespace

TEST_CASE("process_light_client_update, consensus-spec sync vectors", "[ethereum][vectors]") {
    for (const char* source : {"ethereum/spec-minimal", "ethereum/spec-official-helios"}) {
        const auto root = vectors_or_skip(source);
        if (!root) continue;
        Counts counts;
        for (const auto& file : std::filesystem::recursive_directory_iterator(*root)) {
            if (file.path().filename() != "steps.yaml") continue;
            INFO(file.path().parent_path().string());
            SyncCase(file.path().parent_path()).run(counts);
        }
        CHECK(counts.cases > 0);
        std::printf("%s sync: %zu cases, %zu updates, %zu forced updates, %zu upgrades of the store\n", source,
                    counts.cases, counts.updates, counts.forced, counts.upgrades);
    }
}
