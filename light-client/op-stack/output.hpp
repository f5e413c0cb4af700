#pragma once

#include "core/codec/field_reader.hpp"
#include "core/evidence/sentence.hpp"
#include "light-client/evm/execution_block.hpp"

namespace clearmargin {

/// An L2 block and the output root that it has.
struct Output {
    ExecutionBlock block;
    Bytes32 root;
};

/// The output that a proof is about: from its "header_rlp" and, before Isthmus, "message_passer_storage_root".
/// Refuses missing_member, wrong_type, malformed_hex, wrong_length; as decode_execution_header
void read_output(const ChainId& chain, const FieldReader& proof, Output& to);

/// How firmly an output stands, and on what besides the parent chain.
struct Standing {
    EvidenceLevel level = EvidenceLevel::proposed;
    Sentence rests_on;
    Sentence step;  ///< of the evidence's path
};

/// Refuses, as output_root_mismatch, an output whose root is not the one that the parent chain has.
void check_root(const FieldReader& proof, const Bytes32& output_root, const U256& on_chain);

}  // namespace clearmargin
