#include "tests/support/ethereum/test_chain.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <utility>

#include "light-client/ethereum/generalized_index.hpp"
#include "light-client/ethereum/signing.hpp"
#include "tests/support/bls_signer.hpp"
#include "tests/support/ethereum/sparse_tree.hpp"

namespace clearmargin::tests {
namespace {

using namespace ethereum;

// Small secrets, so that their sum is the secret of the sum of their keys.
std::uint64_t secret_of(std::uint64_t period, std::size_t member) { return 1000 * (period + 1) + member; }

Bytes32 numbered(std::uint64_t kind, Slot slot) { return hash_tree_root(BeaconBlockHeader{slot, kind, {}, {}, {}}); }

SparseTree state_tree(const TestChain& chain, Slot slot, Slot finalized_slot) {
    const std::uint64_t period = compute_sync_committee_period_at_slot(slot, chain.params);
    SparseTree tree;
    tree.set(current_sync_committee_gindex(chain.fork), hash_tree_root(chain.committee(period)));
    tree.set(next_sync_committee_gindex(chain.fork), hash_tree_root(chain.committee(period + 1)));
    tree.set(finalized_root_gindex(chain.fork), finalized_slot == 0 ? Bytes32() : chain.root(finalized_slot));
    return tree;
}

ExecutionPayloadHeader execution_of(const TestChain& chain, Slot slot) {
    ExecutionPayloadHeader execution;
    execution.block_number = 5000 + slot;
    execution.timestamp = compute_time_at_slot(slot, chain.params);
    execution.state_root = numbered(1, slot);
    execution.receipts_root = numbered(2, slot);
    execution.block_hash = numbered(3, slot);
    execution.extra_data = {1, 2, 3};
    if (chain.fork >= Fork::deneb) execution.excess_blob_gas = 7;
    return execution;
}

void add_execution(const TestChain& chain, LightClientHeader& header) {
    const Slot slot = header.beacon.slot;
    SparseTree body;
    body.set(7, numbered(4, slot));
    GeneralizedIndex gindex = EXECUTION_PAYLOAD_GINDEX;
    switch (header.form) {
        case HeaderForm::altair:
            header.beacon.body_root = body.root();
            return;
        case HeaderForm::capella:
        case HeaderForm::deneb:
            header.execution = execution_of(chain, slot);
            body.set(gindex, header.form == HeaderForm::deneb ? hash_tree_root_deneb(header.execution)
                                                              : hash_tree_root_capella(header.execution));
            break;
        case HeaderForm::gloas:
            gindex = EXECUTION_BLOCK_HASH_GINDEX_GLOAS;
            header.execution_block_hash = numbered(3, slot);
            body.set(gindex, header.execution_block_hash);
            break;
    }
    header.beacon.body_root = body.root();
    header.execution_branch = body.branch(gindex);
}

}  // namespace

TestChain::TestChain(Fork newest) : fork(newest) {
    params.name = "test";
    params.chain = ChainId{"eip155:1337"};
    params.genesis_time = 1'700'000'000;
    params.genesis_validators_root = numbered(9, 0);
    params.preset = minimal_preset;
    for (int i = 0; i <= static_cast<int>(newest); ++i) {
        const auto version = static_cast<std::uint8_t>(i);
        params.forks.push_back({static_cast<Fork>(i), 0, Bytes4{{version, 0, 0, 1}}});
    }
}

SyncCommittee TestChain::committee(std::uint64_t period) const {
    // Making keys takes most of the time that tests take.
    static std::map<std::pair<std::uint64_t, std::size_t>, SyncCommittee> made;
    SyncCommittee& committee = made[{period, size}];
    if (!committee.pubkeys.empty()) return committee;
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const std::uint64_t secret = secret_of(period, i);
        committee.pubkeys.push_back(bls_public_key(bls_secret(secret)));
        sum += secret;
    }
    committee.aggregate_pubkey = bls_public_key(bls_secret(sum));
    return committee;
}

LightClientHeader TestChain::block(Slot slot, Slot finalized_slot) const {
    LightClientHeader header;
    header.form = header_form(fork);
    header.beacon.slot = slot;
    header.beacon.proposer_index = slot % 7;
    header.beacon.parent_root = numbered(5, slot);
    header.beacon.state_root = state_tree(*this, slot, finalized_slot).root();
    add_execution(*this, header);
    return header;
}

Bytes32 TestChain::root(Slot slot) const { return hash_tree_root(block(slot).beacon); }

LightClientBootstrap TestChain::bootstrap(Slot slot) const {
    LightClientBootstrap bootstrap;
    bootstrap.header = block(slot);
    bootstrap.current_sync_committee = committee(compute_sync_committee_period_at_slot(slot, params));
    bootstrap.current_sync_committee_branch = state_tree(*this, slot, 0).branch(current_sync_committee_gindex(fork));
    return bootstrap;
}

LightClientUpdate TestChain::update(const UpdateOf& of) const {
    LightClientUpdate update;
    update.attested_header = block(of.attested_slot, of.finalized_slot);
    const SparseTree state = state_tree(*this, of.attested_slot, of.finalized_slot);
    update.finality_branch.resize(floorlog2(finalized_root_gindex(fork)));
    update.finalized_header.form = header_form(fork);
    update.finalized_header.execution_branch.resize(execution_branch_length(header_form(fork)));
    if (of.finalized_slot != 0) {
        update.finalized_header = block(of.finalized_slot);
        update.finality_branch = state.branch(finalized_root_gindex(fork));
    }
    update.next_sync_committee.pubkeys.resize(size);
    update.next_sync_committee_branch.resize(floorlog2(next_sync_committee_gindex(fork)));
    if (of.with_next_sync_committee) {
        update.next_sync_committee = committee(compute_sync_committee_period_at_slot(of.attested_slot, params) + 1);
        update.next_sync_committee_branch = state.branch(next_sync_committee_gindex(fork));
    }
    update.signature_slot = of.signature_slot.value_or(of.attested_slot + 1);
    sign(update, of.participants.value_or(size));
    return update;
}

void TestChain::sign(LightClientUpdate& update, std::size_t participants) const {
    sign_as(update, participants, compute_sync_committee_period_at_slot(update.signature_slot, params));
}

void TestChain::sign_as(LightClientUpdate& update, std::size_t participants, std::uint64_t period) const {
    REQUIRE(participants <= size);
    SyncAggregate& aggregate = update.sync_aggregate;
    aggregate.sync_committee_bits.assign(size / 8, 0);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < participants; ++i) {
        aggregate.sync_committee_bits[i / 8] |= static_cast<std::uint8_t>(1U << (i % 8));
        sum += secret_of(period, i);
    }
    const Domain domain = compute_sync_committee_domain(update.signature_slot, params);
    const Bytes32 signing_root = compute_signing_root(update.attested_header.beacon, domain);
    aggregate.sync_committee_signature = Bytes96();
    aggregate.sync_committee_signature[0] = 0xc0;  // infinity, where nobody signs
    if (participants > 0) aggregate.sync_committee_signature = *bls_sign(bls_secret(sum), signing_root.view());
}

}  // namespace clearmargin::tests
