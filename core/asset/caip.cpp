#include "core/asset/caip.hpp"

#include <algorithm>
#include <charconv>

#include "core/bytes/hex.hpp"

namespace clearmargin {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_namespace_char(char c) { return is_lower(c) || is_digit(c) || c == '-'; }
bool is_chain_reference_char(char c) { return is_lower(c) || is_upper(c) || is_digit(c) || c == '-' || c == '_'; }
bool is_reference_char(char c) { return is_lower(c) || is_upper(c) || is_digit(c) || c == '-' || c == '.' || c == '%'; }

bool matches(std::string_view text, std::size_t least, std::size_t most, bool (*allowed)(char)) {
    return text.size() >= least && text.size() <= most && std::all_of(text.begin(), text.end(), allowed);
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

Refusal malformed(std::string_view expected, std::string_view text) {
    return refuse(ErrorCode::malformed_id, "", expected, text);
}

}  // namespace

Result<ChainId> parse_chain_id(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || !matches(text.substr(0, colon), 3, 8, is_namespace_char) ||
        !matches(text.substr(colon + 1), 1, 32, is_chain_reference_char)) {
        return malformed("a CAIP-2 chain id", text);
    }
    ChainId chain{std::string(text)};
    // One spelling a chain: "eip155:01" would be another id for the same chain.
    if (text.starts_with("eip155:")) TRY(eip155_chain_number(chain));
    return chain;
}

Result<std::uint64_t> eip155_chain_number(const ChainId& chain) {
    constexpr std::string_view prefix = "eip155:";
    const std::string_view text = chain.text;
    const std::string_view digits = text.starts_with(prefix) ? text.substr(prefix.size()) : std::string_view();
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || digits.front() == '0' || failure != std::errc() || end != digits.data() + digits.size()) {
        return malformed("eip155: and a chain number", text);
    }
    return number;
}

Result<AccountId> parse_account_id(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || !matches(text.substr(colon + 1), 1, 128, is_reference_char)) {
        return malformed("a CAIP-10 account id", text);
    }
    TRY(ChainId chain, parse_chain_id(text.substr(0, colon)));
    AccountId account{std::move(chain), std::string(text.substr(colon + 1))};
    if (account.chain.text.starts_with("eip155:")) {
        account.address = lower(account.address);
        TRY(evm_address(account));
    }
    return account;
}

Result<Address> evm_address(const AccountId& account) {
    if (!account.chain.text.starts_with("eip155:")) return malformed("an eip155 account", account.text());
    const auto address = decode_hex_fixed<20>(account.address);
    if (!address.ok()) return malformed("an address of 20 bytes of 0x-hex", account.text());
    return address.value();
}

Result<AssetId> parse_asset_id(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return malformed("a CAIP-19 asset id", text);
    TRY(const ChainId chain, parse_chain_id(text.substr(0, slash)));
    const std::string_view asset = text.substr(slash + 1);
    const std::size_t colon = asset.find(':');
    if (colon == std::string_view::npos || !matches(asset.substr(0, colon), 3, 8, is_namespace_char) ||
        !matches(asset.substr(colon + 1), 1, 128, is_reference_char)) {
        return malformed("a CAIP-19 asset id", text);
    }
    if (chain.text.starts_with("eip155:") && asset.starts_with("erc20:")) {
        const std::string address = lower(asset.substr(colon + 1));
        if (!decode_hex_fixed<20>(address).ok()) return malformed("an ERC-20 address of 20 bytes of 0x-hex", text);
        return AssetId{chain.text + "/erc20:" + address};
    }
    return AssetId{std::string(text)};
}

}  // namespace clearmargin
