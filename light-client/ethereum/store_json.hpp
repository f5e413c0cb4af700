#pragma once

#include <string>
#include <string_view>

#include "core/codec/json_reader.hpp"
#include "core/result/result.hpp"
#include "light-client/ethereum/light_client_store.hpp"
#include "light-client/ethereum/trust_path.hpp"

namespace clearmargin::ethereum {

/// What a client needs to go on later.
struct StoredClient {
    LightClientStore store;
    TrustPath trust;

    friend bool operator==(const StoredClient&, const StoredClient&) = default;
};

inline constexpr std::string_view stored_client_format = "clearmargin/light-client-store/1";

/// SHA-256 of the document without its checksum.
[[nodiscard]] Bytes32 stored_client_checksum(const StoredClient& client, const NetworkParams& params);

/// One JSON document that says which network it is of and ends in a checksum over all it says.
[[nodiscard]] std::string encode_stored_client(const StoredClient& client, const NetworkParams& params);

/// The client of a document that `encode_stored_client` made.
///
/// A stored client is a root of trust of its own, like a checkpoint: whoever can write it can also compute a checksum.
/// The checksum tells damage, and headers that are not consistent in themselves are refused too.
/// Fails   unsupported_version, store_of_other_network, store_altered, as validate_light_client_header; the codes of
///         JsonReader and malformed_ssz for what is no such document at all
[[nodiscard]] Result<StoredClient> decode_stored_client(const JsonReader& document, const NetworkParams& params);

}  // namespace clearmargin::ethereum
