#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <string>

#include "light-client/ethereum/sync_protocol.hpp"
#include "light-client/ethereum/versioned_object.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/ethereum/case_file.hpp"
#include "tests/support/ethereum/json_patch.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/vectors.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

namespace {

struct Refusal {
    ErrorCode code;
    std::string where;
};

using enum ErrorCode;

/// What each mutation has to end in, by the vectors' id without the kind of object in front.
const std::map<std::string, Refusal> refusals = {
    {"bootstrap-wrong-trusted-root", {wrong_checkpoint, "header.beacon"}},
    {"bootstrap-slot", {wrong_checkpoint, "header.beacon"}},
    {"bootstrap-committee-swap", {invalid_current_sync_committee_branch, "current_sync_committee_branch"}},
    {"bootstrap-aggregate-pubkey", {invalid_current_sync_committee_branch, "current_sync_committee_branch"}},
    {"bootstrap-branch", {invalid_current_sync_committee_branch, "current_sync_committee_branch"}},
    {"bootstrap-execution-state-root", {invalid_execution_branch, "header.execution_branch"}},
    {"bootstrap-execution-branch", {invalid_execution_branch, "header.execution_branch"}},
    {"bootstrap-excess-blob-gas", {invalid_execution_branch, "header.execution_branch"}},
    {"signature-bit", {invalid_signature, "sync_aggregate.sync_committee_signature"}},
    {"signature-infinity", {invalid_signature, "sync_aggregate.sync_committee_signature"}},
    {"signature-infinity-no-bits", {no_participants, "sync_aggregate.sync_committee_bits"}},
    {"participant-removed", {invalid_signature, "sync_aggregate.sync_committee_signature"}},
    {"participant-added", {invalid_signature, "sync_aggregate.sync_committee_signature"}},
    {"attested-state-root", {invalid_finality_branch, "finality_branch"}},
    {"attested-proposer", {invalid_signature, "sync_aggregate.sync_committee_signature"}},
    {"signature-slot-not-after-attested", {signature_slot_not_after_attested, "signature_slot"}},
    {"clock-behind", {signature_slot_in_future, "signature_slot"}},
    {"other-genesis", {invalid_signature, "sync_aggregate.sync_committee_signature"}},
    {"signature-slot-previous-fork", {signature_slot_not_after_attested, "signature_slot"}},
    {"execution-state-root", {invalid_execution_branch, "attested_header.execution_branch"}},
    {"execution-block-number", {invalid_execution_branch, "attested_header.execution_branch"}},
    {"execution-branch", {invalid_execution_branch, "attested_header.execution_branch"}},
    {"execution-extra-data", {invalid_execution_branch, "attested_header.execution_branch"}},
    {"finalized-slot", {invalid_finality_branch, "finality_branch"}},
    {"finality-branch", {invalid_finality_branch, "finality_branch"}},
    {"finality-branch-zeroed", {unexpected_finalized_header, "finalized_header"}},
    {"finalized-execution-state-root", {invalid_execution_branch, "finalized_header.execution_branch"}},
    {"finalized-after-attested", {finalized_after_attested, "finalized_header.beacon.slot"}},
    {"next-committee-swap", {invalid_next_sync_committee_branch, "next_sync_committee_branch"}},
    {"next-branch", {invalid_next_sync_committee_branch, "next_sync_committee_branch"}},
    {"next-branch-zeroed", {unexpected_next_sync_committee, "next_sync_committee"}},
    {"next-is-current", {invalid_next_sync_committee_branch, "next_sync_committee_branch"}},
    {"skip-periods", {unknown_sync_committee_period, "signature_slot"}},
};

Refusal expected_refusal(const std::string& id, const std::string& object, const std::string& file) {
    const bool is_update = id.starts_with(object + "-") && object != "bootstrap";
    const std::string name = is_update ? id.substr(object.size() + 1) : id;
    // An update without finality has nothing that a false state root would break before the signature.
    if (name == "attested-state-root" && object == "optimistic_update") {
        return {invalid_signature, "sync_aggregate.sync_committee_signature"};
    }
    // This case's update is older than the bootstrap: without its committee it tells nothing.
    if (name == "next-branch-zeroed" && file == "mainnet-capella-862") {
        return {irrelevant_update, "attested_header.beacon.slot"};
    }
    INFO(name);
    REQUIRE(refusals.contains(name));
    return refusals.at(name);
}

class InvalidCases {
  public:
    InvalidCases(const std::filesystem::path& root, const std::string& name)
        : vectors_(root / name, CaseFile::Encoding::json),
          name_(name),
          document_(read_json(root / "invalid" / ("light_client_" + name + ".json"))) {}

    std::size_t run() {
        const auto cases = member(JsonReader(document_), "cases").elements(1000).value();
        for (const JsonReader& entry : cases) {
            INFO(name_ << " " << text(entry, "id"));
            if (text(entry, "object") == "bootstrap") {
                run_bootstrap(entry);
            } else {
                run_update(entry);
            }
        }
        return cases.size();
    }

  private:
    void patch(Json& document, const JsonReader& entry) {
        for (const JsonReader& change : member(entry, "patch").elements(100).value()) {
            place_at(document, text(change, "path")) = member(change, "value").json();
        }
    }

    void check(const Error& error, const JsonReader& entry) {
        REQUIRE(text(entry, "expect") == "reject");
        const Refusal expected = expected_refusal(text(entry, "id"), text(entry, "object"), name_);
        INFO(error.expected);
        CHECK(error.where == expected.where);
        // A flipped bit mostly leaves the curve; whether it does depends on the bit.
        const bool left_the_curve = error.code == malformed_signature && text(entry, "id").ends_with("signature-bit");
        if (!left_the_curve) CHECK(error.code == expected.code);
    }

    void run_bootstrap(const JsonReader& entry) {
        Json document = vectors_.bootstrap_document();
        patch(document, entry);
        const auto bootstrap = decode_bootstrap(JsonReader(document), vectors_.params());
        REQUIRE(bootstrap.ok());
        const Bytes32 root =
            has(entry, "trusted_block_root") ? hash(entry, "trusted_block_root") : vectors_.trusted_block_root();
        check(error_of(initialize_light_client_store(root, bootstrap.value(), vectors_.params())), entry);
    }

    void run_update(const JsonReader& entry) {
        Json document = vectors_.update_document(entry);
        patch(document, entry);
        const auto update = decode_step(text(entry, "object"), document, vectors_.params());
        REQUIRE(update.ok());
        NetworkParams params = vectors_.params();
        if (has(entry, "genesis_validators_root")) {
            params.genesis_validators_root = hash(entry, "genesis_validators_root");
        }
        const Slot current_slot = has(entry, "current_slot")
                                      ? number(entry, "current_slot")
                                      : std::max(vectors_.max_signature_slot(), update.value().signature_slot);
        LightClientStore store = replayed(static_cast<std::size_t>(number(entry, "replay_steps")));
        const LightClientStore before = store;
        const Status processed = process_light_client_update(store, update.value(), current_slot, params);
        if (text(entry, "expect") == "valid") {
            CHECK(processed.ok());
            return;
        }
        check(error_of(processed), entry);
        CHECK(store == before);
    }

    LightClientStore replayed(std::size_t steps) {
        auto store = initialize_light_client_store(vectors_.trusted_block_root(), vectors_.bootstrap().value(),
                                                   vectors_.params());
        REQUIRE(store.ok());
        const auto all = vectors_.steps();
        for (std::size_t i = 0; i < steps; ++i) {
            REQUIRE(process_light_client_update(store.value(), vectors_.update(all[i]).value(),
                                                vectors_.max_signature_slot(), vectors_.params())
                        .ok());
        }
        return store.value();
    }

    CaseFile vectors_;
    std::string name_;
    Json document_;
};

}  // namespace

TEST_CASE("process_light_client_update, mutated mainnet objects", "[ethereum][vectors]") {
    const auto root = vectors_or_skip("ethereum");
    if (!root) return;
    std::size_t count = 0;
    for (const char* name :
         {"mainnet-capella-862", "mainnet-deneb-1392", "mainnet-deneb-electra-1421", "mainnet-fulu-1823"}) {
        count += InvalidCases(*root, name).run();
    }
    CHECK(count > 0);
    std::printf("ethereum invalid: %zu mutated objects\n", count);
}
