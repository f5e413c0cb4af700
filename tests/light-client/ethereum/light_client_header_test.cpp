#include "light-client/ethereum/light_client_header.hpp"

#include <catch2/catch.hpp>

#include "light-client/ethereum/generalized_index.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/ethereum/sparse_tree.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

namespace {

// Slots 0-7 Altair and Bellatrix, then 8 slots each of Capella, Deneb, Electra (with Fulu), Gloas and Heze.
constexpr Slot bellatrix_slot = 5;
constexpr Slot capella_slot = 13;
constexpr Slot deneb_slot = 21;
constexpr Slot electra_slot = 29;
constexpr Slot gloas_slot = 37;
constexpr Slot heze_slot = 45;

NetworkParams network() {
    NetworkParams params;
    params.preset = minimal_preset;
    const std::array<Epoch, 9> epochs = {0, 0, 0, 1, 2, 3, 3, 4, 5};
    for (std::size_t i = 0; i < epochs.size(); ++i) params.forks.push_back({static_cast<Fork>(i), epochs[i], {}});
    REQUIRE(validate_network_params(params).ok());
    return params;
}

ExecutionPayloadHeader execution() {
    ExecutionPayloadHeader execution;
    execution.block_number = 77;
    execution.block_hash[3] = 5;
    return execution;
}

/// A header whose body has that leaf at that place, and a branch to it as long as the form's.
LightClientHeader header_of(HeaderForm form, Slot slot, GeneralizedIndex gindex, const Bytes32& leaf) {
    LightClientHeader header;
    header.form = form;
    header.beacon.slot = slot;
    SparseTree body;
    body.set(gindex, leaf);
    header.beacon.body_root = body.root();
    header.execution_branch = body.branch(gindex);
    const std::size_t padding = execution_branch_length(form) - header.execution_branch.size();
    header.execution_branch.insert(header.execution_branch.begin(), padding, Bytes32());
    return header;
}

LightClientHeader with_execution(HeaderForm form, Slot slot, const Bytes32& leaf) {
    LightClientHeader header = header_of(form, slot, EXECUTION_PAYLOAD_GINDEX, leaf);
    header.execution = execution();
    return header;
}

LightClientHeader with_hash(Slot slot, GeneralizedIndex gindex) {
    LightClientHeader header = header_of(HeaderForm::gloas, slot, gindex, execution().block_hash);
    header.execution_block_hash = execution().block_hash;
    return header;
}

void check(const LightClientHeader& header, ErrorCode code, std::string_view where) {
    const Error error = error_of(validate_light_client_header(header, network(), "finalized_header"));
    CHECK(error.code == code);
    CHECK(error.where == where);
}

bool is_valid(const LightClientHeader& header) { return validate_light_client_header(header, network(), "").ok(); }

}  // namespace

TEST_CASE("validate_light_client_header", "[ethereum]") {
    const auto capella_root = hash_tree_root_capella(execution());
    const auto deneb_root = hash_tree_root_deneb(execution());

    SECTION("judges by the header's slot, whatever container it came in") {
        CHECK(is_valid(with_execution(HeaderForm::capella, capella_slot, capella_root)));
        CHECK(is_valid(with_execution(HeaderForm::deneb, capella_slot, capella_root)));
        CHECK(is_valid(with_execution(HeaderForm::deneb, deneb_slot, deneb_root)));
        CHECK(is_valid(with_hash(capella_slot, EXECUTION_BLOCK_HASH_GINDEX)));
        CHECK(is_valid(with_hash(deneb_slot, EXECUTION_BLOCK_HASH_GINDEX_DENEB)));
        CHECK(is_valid(with_execution(HeaderForm::deneb, electra_slot, deneb_root)));
        CHECK(is_valid(with_hash(electra_slot, EXECUTION_BLOCK_HASH_GINDEX_DENEB)));
        CHECK(is_valid(with_hash(gloas_slot, EXECUTION_BLOCK_HASH_GINDEX_GLOAS)));
    }
    SECTION("wants nothing of the execution layer before Capella, in any container") {
        const auto form = GENERATE(HeaderForm::altair, HeaderForm::capella, HeaderForm::deneb, HeaderForm::gloas);
        LightClientHeader header;
        header.form = form;
        header.beacon.slot = bellatrix_slot;
        header.execution_branch.resize(execution_branch_length(form));
        CHECK(is_valid(header));
        LightClientHeader with_number = header;
        with_number.execution.block_number = 1;
        check(with_number, ErrorCode::unexpected_execution, "finalized_header.execution");
        LightClientHeader with_block_hash = header;
        with_block_hash.execution_block_hash[0] = 1;
        check(with_block_hash, ErrorCode::unexpected_execution, "finalized_header.execution");
        if (form == HeaderForm::altair) return;
        header.execution_branch.back()[0] = 1;
        check(header, ErrorCode::unexpected_execution, "finalized_header.execution");
    }
    SECTION("wants no blob gas before Deneb") {
        LightClientHeader header = with_execution(HeaderForm::deneb, capella_slot, capella_root);
        const bool used = GENERATE(false, true);
        (used ? header.execution.blob_gas_used : header.execution.excess_blob_gas) = 1;
        check(header, ErrorCode::unexpected_execution, "finalized_header.execution");
    }
    SECTION("refuses the other fork's root, place or form") {
        check(with_execution(HeaderForm::deneb, capella_slot, deneb_root), ErrorCode::invalid_execution_branch,
              "finalized_header.execution_branch");
        CHECK_FALSE(is_valid(with_execution(HeaderForm::deneb, deneb_slot, capella_root)));
        CHECK_FALSE(is_valid(with_execution(HeaderForm::capella, deneb_slot, capella_root)));
        CHECK_FALSE(is_valid(with_execution(HeaderForm::deneb, gloas_slot, deneb_root)));
        CHECK_FALSE(is_valid(with_hash(capella_slot, EXECUTION_BLOCK_HASH_GINDEX_DENEB)));
        CHECK_FALSE(is_valid(with_hash(deneb_slot, EXECUTION_BLOCK_HASH_GINDEX)));
        CHECK_FALSE(is_valid(with_hash(deneb_slot, EXECUTION_BLOCK_HASH_GINDEX_GLOAS)));
        CHECK_FALSE(is_valid(with_hash(gloas_slot, EXECUTION_BLOCK_HASH_GINDEX_DENEB)));
    }
    SECTION("refuses padding that is not zero, and a branch that is cut") {
        LightClientHeader header = with_hash(capella_slot, EXECUTION_BLOCK_HASH_GINDEX);
        header.execution_branch.front()[7] = 1;
        CHECK_FALSE(is_valid(header));
        header = with_execution(HeaderForm::capella, capella_slot, capella_root);
        header.execution_branch.pop_back();
        CHECK_FALSE(is_valid(header));
        header.execution_branch.clear();
        CHECK_FALSE(is_valid(header));
    }
    SECTION("refuses any one field of the execution header changed") {
        LightClientHeader header = with_execution(HeaderForm::deneb, deneb_slot, deneb_root);
        REQUIRE(is_valid(header));
        ExecutionPayloadHeader& changed = header.execution;
        const int field = GENERATE(range(0, 18));
        CAPTURE(field);
        if (field == 0) changed.parent_hash[0] ^= 1U;
        if (field == 1) changed.fee_recipient[19] ^= 1U;
        if (field == 2) changed.state_root[1] ^= 1U;
        if (field == 3) changed.receipts_root[2] ^= 1U;
        if (field == 4) changed.logs_bloom[255] ^= 1U;
        if (field == 5) changed.prev_randao[3] ^= 1U;
        if (field == 6) changed.block_number += 1;
        if (field == 7) changed.gas_limit += 1;
        if (field == 8) changed.gas_used += 1;
        if (field == 9) changed.timestamp += 1;
        if (field == 10) changed.extra_data.push_back(0);
        if (field == 11) changed.base_fee_per_gas = U256(1);
        if (field == 12) changed.block_hash[4] ^= 1U;
        if (field == 13) changed.transactions_root[5] ^= 1U;
        if (field == 14) changed.withdrawals_root[6] ^= 1U;
        if (field == 15) changed.blob_gas_used += 1;
        if (field == 16) changed.excess_blob_gas += 1;
        if (field == 17) header.beacon.body_root[0] ^= 1U;
        CHECK_FALSE(is_valid(header));
    }
    SECTION("can't judge headers of a fork after Gloas") {
        check(with_hash(heze_slot, EXECUTION_BLOCK_HASH_GINDEX_GLOAS), ErrorCode::unsupported_fork,
              "finalized_header.beacon.slot");
    }
}
