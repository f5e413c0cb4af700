#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes/fixed_bytes.hpp"
#include "core/result/result.hpp"

namespace clearmargin {

/// A chain: `namespace:reference`, e.g. "eip155:1". Compared letter for letter.
/// Spec    CAIP-2: namespace [-a-z0-9]{3,8}, reference [-_a-zA-Z0-9]{1,32}
struct ChainId {
    std::string text;
    friend bool operator==(const ChainId&, const ChainId&) = default;
    friend bool operator<(const ChainId& a, const ChainId& b) noexcept { return a.text < b.text; }
};
/// Fails   malformed_id
[[nodiscard]] Result<ChainId> parse_chain_id(std::string_view text);

/// The number after "eip155:". Fails malformed_id for other namespaces, leading zeros or more than 64 bits.
[[nodiscard]] Result<std::uint64_t> eip155_chain_number(const ChainId& chain);

/// An account: `chain:address`, e.g. "eip155:1:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb".
/// An eip155 address is kept in lower case, so that two spellings of one account are equal.
/// Spec    CAIP-10
struct AccountId {
    ChainId chain;
    std::string address;
    [[nodiscard]] std::string text() const { return chain.text + ":" + address; }
    friend bool operator==(const AccountId&, const AccountId&) = default;
};
/// Fails   malformed_id; for eip155, an address that is not 20 bytes of 0x-hex
[[nodiscard]] Result<AccountId> parse_account_id(std::string_view text);

/// The 20 bytes of an eip155 account. Fails malformed_id for another namespace.
[[nodiscard]] Result<Address> evm_address(const AccountId& account);

/// An asset: `chain/namespace:reference`, e.g. "eip155:1/slip44:60" or "eip155:1/erc20:0x6b17...".
/// An eip155 ERC-20's address is kept in lower case.
/// Spec    CAIP-19
struct AssetId {
    std::string text;
    friend bool operator==(const AssetId&, const AssetId&) = default;
    friend bool operator<(const AssetId& a, const AssetId& b) noexcept { return a.text < b.text; }
};
/// Fails   malformed_id
[[nodiscard]] Result<AssetId> parse_asset_id(std::string_view text);

}  // namespace clearmargin
