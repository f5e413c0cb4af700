#include "light-client/evm/receipt.hpp"

#include <array>
#include <string>
#include <utility>

#include "core/codec/rlp.hpp"
#include "light-client/evm/indexed_trie.hpp"
#include "light-client/evm/typed_envelope.hpp"

namespace clearmargin {
namespace {

constexpr std::size_t bloom_size = 256;
constexpr std::size_t max_topics = 4;

Refusal malformed(std::string_view expected) { return refuse(ErrorCode::malformed_receipt, "", expected); }

/// 1 for success, nothing for failure, or the 32 bytes of a state root.
Result<std::optional<bool>> decode_status(const RlpItem& item) {
    if (!item.is_list && item.payload.size() == Bytes32::size()) return std::optional<bool>();
    if (!item.is_list && item.payload.empty()) return std::optional<bool>(false);
    if (!item.is_list && item.payload.size() == 1 && item.payload[0] == 1) return std::optional<bool>(true);
    return malformed("a status of 0 or 1, or a state root");
}

Status decode_topics(const RlpItem& list, std::vector<Bytes32>& topics) {
    std::array<RlpItem, max_topics> items;
    TRY(const std::size_t count, read_rlp_items(list, items));
    for (std::size_t i = 0; i < count; ++i) {
        TRY(topics.emplace_back(), rlp_fixed_bytes<32>(items[i]));
    }
    return {};
}

Status decode_log(const RlpItem& item, Log& log) {
    std::array<RlpItem, 3> fields;
    TRY(const std::size_t count, read_rlp_items(item, fields));
    if (count != fields.size()) return malformed("a log of address, topics and data");
    TRY(log.address, rlp_fixed_bytes<20>(fields[0]));
    TRY(decode_topics(fields[1], log.topics));
    if (fields[2].is_list) return malformed("bytes for a log's data");
    log.data.assign(fields[2].payload.begin(), fields[2].payload.end());
    return {};
}

Status decode_fields(ByteView payload, Receipt& receipt) {
    std::array<RlpItem, 4> fields;
    TRY(const RlpItem list, decode_rlp(payload));
    TRY(const std::size_t count, read_rlp_items(list, fields));
    if (count != fields.size()) return malformed("4 fields");
    TRY(receipt.succeeded, decode_status(fields[0]));
    TRY(receipt.cumulative_gas_used, rlp_u64(fields[1]));
    if (fields[2].is_list || fields[2].payload.size() != bloom_size) return malformed("a bloom filter of 256 bytes");
    if (!fields[3].is_list) return malformed("a list of logs");
    for (ByteView rest = fields[3].payload; !rest.empty();) {
        TRY(const RlpItem item, read_rlp(rest));
        TRY(decode_log(item, receipt.logs.emplace_back()));
    }
    return {};
}

}  // namespace

Result<Receipt> decode_receipt(ByteView envelope) {
    TRY(const TypedEnvelope opened, open_envelope(envelope));
    Receipt receipt;
    receipt.type = opened.type;
    Status decoded = decode_fields(opened.payload, receipt);
    // Whatever is wrong inside, it is a receipt that is malformed.
    if (!decoded.ok()) return malformed(decoded.error().expected);
    return receipt;
}

Result<std::optional<Receipt>> verify_receipt_proof(const Bytes32& receipts_root, std::uint64_t index,
                                                    std::span<const Bytes> proof) {
    TRY(const auto value, verify_indexed_proof(receipts_root, index, proof));
    if (!value) return std::optional<Receipt>();
    auto receipt = decode_receipt(*value);
    if (!receipt.ok()) return under("[" + std::to_string(proof.size() - 1) + "]", std::move(receipt).refusal());
    return std::optional<Receipt>(std::move(receipt).value());
}

}  // namespace clearmargin
