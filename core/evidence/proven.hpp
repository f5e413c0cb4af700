#pragma once

#include <utility>

#include "core/evidence/evidence.hpp"

namespace clearmargin {

/// Those that may say that something is proven. Each is a class of light-client/ whose functions do the proving;
/// nobody else can make a `Proven<T>`.
namespace verifiers {
class EthereumLightClient;
class EvmState;
class BlockHistory;
class VaultClaims;
class EventClaims;
class TransactionClaims;
class OpStack;
class Arbitrum;
class TestFixture;  // tests/support/proven_fixture.hpp; nothing outside tests/ defines it
}  // namespace verifiers

/// What it takes to make a `Proven<T>`.
class ProofKey {
    friend class verifiers::EthereumLightClient;
    friend class verifiers::EvmState;
    friend class verifiers::BlockHistory;
    friend class verifiers::VaultClaims;
    friend class verifiers::EventClaims;
    friend class verifiers::TransactionClaims;
    friend class verifiers::OpStack;
    friend class verifiers::Arbitrum;
    friend class verifiers::TestFixture;
    ProofKey() = default;
};

/// A value together with what it rests on. Only a verifier makes one.
template <class T>
class Proven {
  public:
    Proven(ProofKey, T value, Evidence evidence) : value_(std::move(value)), evidence_(std::move(evidence)) {}

    [[nodiscard]] const T& value() const noexcept { return value_; }
    [[nodiscard]] const T& operator*() const noexcept { return value_; }
    [[nodiscard]] const T* operator->() const noexcept { return &value_; }
    [[nodiscard]] const Evidence& evidence() const noexcept { return evidence_; }

  private:
    T value_;
    Evidence evidence_;
};

}  // namespace clearmargin
