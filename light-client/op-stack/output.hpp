#pragma once

#include <string>

#include "core/codec/json_reader.hpp"
#include "light-client/evm/execution_block.hpp"

namespace clearmargin {

/// An L2 block and the output root that it has.
struct Output {
    ExecutionBlock block;
    Bytes32 root;
};

/// The output that a proof is about: from its "header_rlp" and, before Isthmus, "message_passer_storage_root".
/// Fails   missing_member, wrong_type, malformed_hex, wrong_length; as decode_execution_header
[[nodiscard]] Result<Output> read_output(const ChainId& chain, const JsonReader& proof);

/// How firmly an output stands, and on what besides the parent chain.
struct Standing {
    EvidenceLevel level = EvidenceLevel::proposed;
    std::string rests_on;
    std::string step;  ///< of the evidence's path
};

/// The refusal of an output whose root is not the one that the parent chain has.
[[nodiscard]] Refusal other_root(const JsonReader& proof, const Bytes32& output_root, const U256& on_chain);

}  // namespace clearmargin
