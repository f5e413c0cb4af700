#pragma once

#include <span>

#include "core/codec/json_reader.hpp"
#include "core/result/result.hpp"
#include "light-client/ethereum/proven_header.hpp"
#include "wasm/pipeline/chains.hpp"
#include "wasm/policy/policy.hpp"

namespace clearmargin {

/// Adds to the blocks that claims may be made at what a chain's `execution_headers` and `ancestors` prove: blocks of
/// which the light client's headers prove only the hash, and blocks before those that are there already, as firm as
/// those and with their own, older time. What became of each is listed in the report; a refused one adds nothing.
/// Refused  at "execution_headers[i]": as decode_execution_header; block_not_proven where no header proves that hash.
///          At "ancestors[i]": missing_member, wrong_type, unknown_value; block_not_proven where claims may not be made
///          at the block it starts from; as BlockHistory's functions
/// Fails    wrong_type, too_many_items: where a list can't be read
[[nodiscard]] Status add_older_blocks(const JsonReader& data, std::span<const ethereum::ProvenHeader> headers,
                                      const EthereumTrust& trust, FollowedChain& to);

}  // namespace clearmargin
