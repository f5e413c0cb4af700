#pragma once

#include "light-client/vault/vault_descriptor.hpp"

namespace clearmargin::tests {

/// USDC as it was at the recorded blocks (April 2025): an older proxy pattern than EIP-1967, balances at slot 9.
inline VaultDescriptor usdc_on_mainnet() {
    VaultDescriptor vault;
    vault.id = "usdc";
    vault.chain = ChainId{"eip155:1"};
    vault.asset = AssetId{"eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"};
    vault.decimals = 6;
    vault.kind = VaultKind::erc20;
    vault.contract = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"_address;
    vault.storage = erc20_balance_storage(9);
    vault.code_hash = "0xd80d4b7c890cb9d6a4893e6b52bc34b56b25335cb13716e0d1d31383e6b41505"_bytes32;
    vault.proxy = ProxyPin{parse_u256("0x7050c9e0f4ca769c69bd3a8ef740bc37934f8e2c036e5a723fd8ee048ed3f8c3").value(),
                           "0x43506849d7c04f9138d1a2050bbf3a0c054402dd"_address,
                           "0xcdfb7d322961af3acae7a8f7ee8b69c205b36f576cc5b077f170c7eb8ecbe3ea"_bytes32};
    return vault;
}

/// Whose balance was recorded.
inline AccountId usdc_holder() { return {ChainId{"eip155:1"}, "0x37305b1cd40574e4c5ce33f8e8306be057fd7341"}; }

}  // namespace clearmargin::tests
