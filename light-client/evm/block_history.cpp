#include "light-client/evm/block_history.hpp"

#include <string>
#include <utility>

#include "light-client/evm/evm_state.hpp"
#include "light-client/evm/execution_header.hpp"

namespace clearmargin::verifiers {
namespace {

std::string at_header(std::size_t index) { return "[" + std::to_string(index) + "]"; }

/// The evidence of a newer block, as of an older one of the same chain.
Evidence as_of_ancestor(Evidence evidence, const ExecutionBlock& block, std::string_view way) {
    for (EvidenceSource& source : evidence.sources) {
        if (source.chain != block.chain.text) continue;
        source.block = block.number;
        source.block_hash = to_hex(block.hash);
        source.as_of = block.timestamp;
    }
    return with_step(std::move(evidence), "its ancestor " + std::to_string(block.number) + std::string(way));
}

Result<ExecutionHeader> header_with_hash(ByteView rlp, const Bytes32& hash) {
    TRY(const ExecutionHeader header, decode_execution_header(rlp));
    if (header.hash == hash) return header;
    return refuse(ErrorCode::block_hash_mismatch, "", to_hex(hash), to_hex(header.hash));
}

}  // namespace

Result<Proven<ExecutionBlock>> BlockHistory::prove_ancestor(const Proven<ExecutionBlock>& block,
                                                            std::span<const Bytes> headers) {
    if (headers.empty()) return refuse(ErrorCode::missing_member, "[0]", "the header of block " + to_hex(block->hash));
    Bytes32 hash = block->hash;
    ExecutionBlock ancestor;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        auto header = header_with_hash(headers[i], hash);
        if (!header.ok()) return under(at_header(i), std::move(header).refusal());
        ancestor = execution_block(block->chain, header.value());
        hash = header.value().parent_hash;
    }
    if (headers.size() == 1) return block;
    const std::string way = " by " + std::to_string(headers.size() - 1) + " parent hashes";
    return Proven<ExecutionBlock>(ProofKey(), ancestor, as_of_ancestor(block.evidence(), ancestor, way));
}

Result<Proven<ExecutionBlock>> BlockHistory::prove_by_history_contract(const Proven<ExecutionBlock>& block,
                                                                       std::uint64_t number, const JsonReader& answer,
                                                                       ByteView header) {
    if (number >= block->number || block->number - number > HISTORY_SERVE_WINDOW) {
        return refuse(ErrorCode::block_out_of_history, "number", "one of the 8191 blocks before " +
                      std::to_string(block->number), std::to_string(number));
    }
    TRY(const auto contract, EvmState::prove_account(block, HISTORY_STORAGE_ADDRESS, answer));
    TRY(const auto word, EvmState::prove_storage(contract, number % HISTORY_SERVE_WINDOW, answer));
    if (word->is_zero()) {
        return refuse(ErrorCode::block_out_of_history, "number", "a block that the history contract names", std::to_string(number));
    }
    auto decoded = header_with_hash(header, word->to_be());
    if (!decoded.ok()) return under("header", std::move(decoded).refusal());
    const ExecutionBlock ancestor = execution_block(block->chain, decoded.value());
    if (ancestor.number != number) {
        return refuse(ErrorCode::block_hash_mismatch, "header", "block " + std::to_string(number), std::to_string(ancestor.number));
    }
    return Proven<ExecutionBlock>(ProofKey(), ancestor, as_of_ancestor(word.evidence(), ancestor, " by EIP-2935"));
}

Result<Proven<NamedBeaconBlock>> BlockHistory::prove_beacon_block(const Proven<ExecutionBlock>& block,
                                                                  UnixSeconds timestamp, const JsonReader& answer) {
    TRY(const auto contract, EvmState::prove_account(block, BEACON_ROOTS_ADDRESS, answer));
    const std::uint64_t place = timestamp % HISTORY_BUFFER_LENGTH;
    TRY(const auto stored, EvmState::prove_storage(contract, place, answer));
    if (timestamp == 0 || *stored != U256(timestamp)) {
        return refuse(ErrorCode::block_out_of_history, "timestamp", "a time that the beacon roots contract has",
                      std::to_string(timestamp));
    }
    TRY(const auto root, EvmState::prove_storage(contract, place + HISTORY_BUFFER_LENGTH, answer));
    return Proven<NamedBeaconBlock>(ProofKey(), NamedBeaconBlock{root->to_be(), timestamp},
                                    with_step(root.evidence(), "parent beacon block by EIP-4788"));
}

}  // namespace clearmargin::verifiers
