#include <catch2/catch.hpp>
#include <cstdio>
#include <map>

#include "core/bytes/hex.hpp"
#include "light-client/ethereum/ethereum_light_client.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"
#include "tests/support/ethereum/case_file.hpp"
#include "tests/support/ethereum/decoded_ssz.hpp"
#include "tests/support/ethereum/test_chain.hpp"
#include "tests/support/vectors.hpp"

// Every byte of a bootstrap and of an update, changed one at a time, in the objects' SSZ. All are refused but for those
// of signature_slot that name another slot of the same fork and period, which nobody signs.

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;
using clearmargin::verifiers::EthereumLightClient;

namespace {

struct Mutations {
    std::size_t tried = 0;
    std::size_t undecodable = 0;
    std::size_t refused = 0;
    std::size_t other_signature_slot = 0;
};

class Mutator {
  public:
    Mutator(NetworkParams params, Fork fork, const Bytes32& checkpoint, const LightClientBootstrap& bootstrap,
            const LightClientUpdate& update, UnixSeconds now)
        : params_(std::move(params)),
          fork_(fork),
          checkpoint_(checkpoint),
          bootstrap_(bootstrap),
          update_(update),
          now_(now) {}

    /// Tries every byte, of the committees every `stride`th only: they are one hash, and most of the bytes.
    Mutations run(std::size_t stride) {
        const Bytes bootstrap = encode_ssz(bootstrap_);
        const Bytes update = encode_ssz(update_);
        REQUIRE(started(bootstrap).ok());
        REQUIRE(takes(update));
        each_mutation(bootstrap, committee_in(bootstrap, bootstrap_.current_sync_committee), stride,
                      [&](const Bytes& changed) { try_bootstrap(changed); });
        each_mutation(update, committee_in(update, update_.next_sync_committee), stride,
                      [&](const Bytes& changed) { try_update(changed); });
        return done_;
    }

  private:
    struct Range {
        std::size_t begin;
        std::size_t end;
    };

    static Range committee_in(const Bytes& object, const SyncCommittee& committee) {
        const Bytes part = encode_ssz(committee);
        const auto found = std::search(object.begin(), object.end(), part.begin(), part.end());
        REQUIRE(found != object.end());
        const auto begin = static_cast<std::size_t>(found - object.begin());
        return {begin, begin + part.size()};
    }

    template <class Try>
    static void each_mutation(const Bytes& object, Range committee, std::size_t stride, const Try& attempt) {
        for (std::size_t i = 0; i < object.size(); ++i) {
            if (i >= committee.begin && i < committee.end && (i - committee.begin) % stride != 0) continue;
            Bytes changed = object;
            changed[i] ^= static_cast<std::uint8_t>(1U << (i % 8));
            INFO("byte " << i);
            attempt(changed);
        }
    }

    Result<EthereumLightClient> started(const Bytes& ssz) const {
        auto bootstrap = decode_bootstrap_ssz(ssz, fork_, params_.preset);
        if (!bootstrap.ok()) return bootstrap.error();
        return EthereumLightClient::start(params_, checkpoint_, bootstrap.value(), now_);
    }

    bool takes(const Bytes& ssz) {
        auto client = started(encode_ssz(bootstrap_));
        const auto update = decode_update_ssz(ssz, fork_, params_.preset);
        return update.ok() && !client.value().process({"", update}, now_).refused;
    }

    void try_bootstrap(const Bytes& ssz) {
        ++done_.tried;
        if (!decode_bootstrap_ssz(ssz, fork_, params_.preset).ok()) {
            ++done_.undecodable;
            return;
        }
        const bool accepted = started(ssz).ok();
        CHECK_FALSE(accepted);
        ++done_.refused;
    }

    void try_update(const Bytes& ssz) {
        ++done_.tried;
        const auto update = decode_update_ssz(ssz, fork_, params_.preset);
        if (!update.ok()) {
            ++done_.undecodable;
            return;
        }
        if (!takes(ssz)) {
            ++done_.refused;
            return;
        }
        LightClientUpdate same = update.value();
        same.signature_slot = update_.signature_slot;
        CHECK(same == update_);
        ++done_.other_signature_slot;
    }

    NetworkParams params_;
    Fork fork_;
    Bytes32 checkpoint_;
    LightClientBootstrap bootstrap_;
    LightClientUpdate update_;
    UnixSeconds now_;
    Mutations done_;
};

void report(const char* what, const Mutations& done) {
    CHECK(done.tried == done.undecodable + done.refused + done.other_signature_slot);
    std::printf("mutations of %s: %zu tried, %zu not decodable, %zu refused, %zu only another signature slot\n", what,
                done.tried, done.undecodable, done.refused, done.other_signature_slot);
}

}  // namespace

TEST_CASE("EthereumLightClient, every byte changed", "[ethereum][mutation]") {
    const auto fork = GENERATE(Fork::altair, Fork::capella, Fork::electra, Fork::gloas);
    const TestChain chain(fork);
    // The update is the newest there can be: a later signature slot is still to come.
    Mutator mutator(chain.params, fork, chain.root(10), chain.bootstrap(10),
                    chain.update({.attested_slot = 30, .finalized_slot = 20}), compute_time_at_slot(31, chain.params));
    const Mutations done = mutator.run(7);
    CHECK(done.tried > 1000);
    CHECK(done.other_signature_slot == 0);
    report(std::string(fork_name(fork)).c_str(), done);
}

TEST_CASE("EthereumLightClient, every byte of a mainnet chain changed", "[ethereum][mutation][vectors]") {
    const auto folder = vectors_or_skip("ethereum/mainnet-deneb-1392");
    if (!folder) return;
    const CaseFile vectors(*folder, CaseFile::Encoding::json);
    const LightClientUpdate update = vectors.update(vectors.steps().front()).value();
    Mutator mutator(vectors.params(), Fork::deneb, vectors.trusted_block_root(), vectors.bootstrap().value(), update,
                    vectors.time_of(vectors.max_signature_slot()));
    const Mutations done = mutator.run(101);
    CHECK(done.tried > 3000);
    report("mainnet-deneb-1392", done);
}
