#include "wasm/pipeline/older_blocks.hpp"

#include <string>
#include <utility>
#include <variant>

#include "core/bytes/hex.hpp"
#include "core/codec/field_reader.hpp"
#include "light-client/evm/block_history.hpp"
#include "light-client/evm/evm_state.hpp"
#include "light-client/evm/execution_header.hpp"
#include "wasm/document/document_fields.hpp"
#include "wasm/pipeline/own_path.hpp"

namespace clearmargin {
namespace {

using ethereum::ProvenHeader;

constexpr std::size_t max_execution_headers = 64;
constexpr std::size_t max_ancestors = 64;
constexpr std::size_t max_headers_of_ancestor = 8192;
constexpr std::size_t max_header_bytes = 4096;

/// The newest header, final if there is one, that proves the block's hash and may be claimed at.
const ProvenHeader* find_header(std::span<const ProvenHeader> headers, const EthereumTrust& trust,
                                const Bytes32& hash) {
    const ProvenHeader* found = nullptr;
    for (const ProvenHeader& header : headers) {
        const auto* proven = std::get_if<Proven<ExecutionBlockHash>>(&header.block);
        if (proven == nullptr || (*proven)->hash != hash) continue;
        if (!header.finalized && trust.accept != AcceptedBlocks::optimistic) continue;
        if (found == nullptr || header.finalized) found = &header;
    }
    return found;
}

/// What the items of the two lists are judged by.
struct Known {
    std::span<const ProvenHeader> headers;
    const EthereumTrust& trust;
    const FollowedChain& chain;
};

Result<FollowedBlock> prove_by_header(const JsonReader& item, const Known& known) {
    Refusal first;
    Bytes rlp;
    FieldReader(item, first).get(rlp, max_header_bytes);
    if (first.present()) return first;
    TRY(const ExecutionHeader decoded, decode_execution_header(rlp));
    const ProvenHeader* header = find_header(known.headers, known.trust, decoded.hash);
    if (header == nullptr) {
        return refuse(ErrorCode::block_not_proven, "", "a block whose hash the light client's headers prove",
                      to_hex(decoded.hash));
    }
    TRY(auto block, verifiers::EvmState::prove_block(std::get<Proven<ExecutionBlockHash>>(header->block), rlp));
    return FollowedBlock{std::move(block), header->finalized};
}

Result<FollowedBlock> prove_ancestor(const JsonReader& item, const Known& known) {
    Refusal first;
    const FieldReader from(item, first);
    const bool is_in_history = from["kind"].choice({"headers", "eip2935"}) == 1;
    Bytes32 hash;
    from.read("block", hash);
    std::vector<Bytes> headers;
    std::uint64_t number = 0;
    if (is_in_history) {
        from.read("number", number);
        from["header"].get(headers.emplace_back(), max_header_bytes);
    } else {
        read_list(from["headers"], max_headers_of_ancestor, headers,
                  [](const FieldReader& header, Bytes& rlp) { header.get(rlp, max_header_bytes); });
    }
    const FieldReader proof = is_in_history ? from["proof"] : from;
    if (first.present()) return first;
    const FollowedBlock* start = known.chain.find_followed(hash);
    if (start == nullptr) {
        return refuse(ErrorCode::block_not_proven, "block", "a block that claims may be made at", to_hex(hash));
    }
    auto ancestor = is_in_history ? verifiers::BlockHistory::prove_by_history_contract(start->block, number,
                                                                                       proof.json(), headers[0])
                                  : under("headers", verifiers::BlockHistory::prove_ancestor(start->block, headers));
    if (!ancestor.ok()) return std::move(ancestor).refusal();
    return FollowedBlock{std::move(ancestor).value(), start->is_final};
}

/// Each item of a list, judged on its own.
void add_each(const FieldReader& list, std::size_t limit,
              Result<FollowedBlock> (*prove)(const JsonReader&, const Known&), const Known& known, FollowedChain& to) {
    for (const FieldReader& item : list.elements(limit)) {
        OlderBlock& row = to.report.older_blocks.emplace_back();
        row.path = item.json().path();
        auto proven = prove(item.json(), known);
        if (!proven.ok()) {
            row.error = under_own_path(row.path, std::move(proven).refusal());
            continue;
        }
        const ExecutionBlock& block = *proven.value().block;
        row.block = OlderBlock::Facts{block.number, block.hash, block.timestamp};
        to.blocks.push_back(std::move(proven).value());
    }
}

}  // namespace

Status add_older_blocks(const JsonReader& data, std::span<const ProvenHeader> headers, const EthereumTrust& trust,
                        FollowedChain& to) {
    Refusal refusal;
    const FieldReader from(data, refusal);
    const Known known{headers, trust, to};
    add_each(from.optional("execution_headers"), max_execution_headers, prove_by_header, known, to);
    add_each(from.optional("ancestors"), max_ancestors, prove_ancestor, known, to);
    if (refusal.present()) return refusal;
    return {};
}

}  // namespace clearmargin
