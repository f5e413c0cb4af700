#include "light-client/evm/execution_header.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/bytes/hex.hpp"
#include "core/codec/rlp.hpp"
#include "core/crypto/keccak256.hpp"

namespace clearmargin {
namespace {

constexpr std::array<std::size_t, 5> known_field_counts = {16, 17, 20, 21, 23};

enum class Form : std::uint8_t { hash, address, bloom, nonce, integer, u64, bytes };

struct Field {
    std::string_view name;
    Form form;
};

constexpr std::array<Field, 23> fields = {{
    {"parentHash", Form::hash},
    {"ommersHash", Form::hash},
    {"coinbase", Form::address},
    {"stateRoot", Form::hash},
    {"transactionsRoot", Form::hash},
    {"receiptsRoot", Form::hash},
    {"logsBloom", Form::bloom},
    {"difficulty", Form::integer},
    {"number", Form::u64},
    {"gasLimit", Form::u64},
    {"gasUsed", Form::u64},
    {"timestamp", Form::u64},
    {"extraData", Form::bytes},
    {"mixHash", Form::hash},
    {"nonce", Form::nonce},
    {"baseFeePerGas", Form::integer},
    {"withdrawalsRoot", Form::hash},
    {"blobGasUsed", Form::u64},
    {"excessBlobGas", Form::u64},
    {"parentBeaconBlockRoot", Form::hash},
    {"requestsHash", Form::hash},
    {"blockAccessListHash", Form::hash},
    {"slotNumber", Form::u64},
}};

template <class T>
Status status_of(Result<T> result) {
    if (result.ok()) return {};
    return std::move(result).refusal();
}

Status check_form(const RlpItem& item, Form form) {
    switch (form) {
        case Form::hash:
            return check_rlp_string(item, 32);
        case Form::address:
            return check_rlp_string(item, 20);
        case Form::bloom:
            return check_rlp_string(item, 256);
        case Form::nonce:
            return check_rlp_string(item, 8);
        case Form::integer:
            return status_of(rlp_integer(item));
        case Form::u64:
            return status_of(rlp_u64(item));
        case Form::bytes:
            break;
    }
    if (item.is_list) return refuse(ErrorCode::malformed_rlp, "", "a string, got a list");
    return {};
}

}  // namespace

Result<ExecutionHeader> decode_execution_header(ByteView rlp) {
    std::array<RlpItem, fields.size()> items;
    TRY(const RlpItem list, decode_rlp(rlp));
    TRY(const std::size_t count, read_rlp_items(list, items));
    if (std::find(known_field_counts.begin(), known_field_counts.end(), count) == known_field_counts.end()) {
        return refuse(ErrorCode::unknown_header_format, "", "16, 17, 20, 21 or 23 fields", std::to_string(count));
    }
    for (std::size_t i = 0; i < count; ++i) {
        auto checked = check_form(items[i], fields[i].form);
        if (!checked.ok()) return under(fields[i].name, std::move(checked).refusal());
    }
    // The forms are checked: what follows cannot fail.
    ExecutionHeader header;
    header.hash = keccak256(rlp);
    header.parent_hash = take_fixed<32>(items[0].payload);
    header.state_root = take_fixed<32>(items[3].payload);
    header.transactions_root = take_fixed<32>(items[4].payload);
    header.receipts_root = take_fixed<32>(items[5].payload);
    header.number = rlp_u64(items[8]).value();
    header.timestamp = rlp_u64(items[11]).value();
    header.extra_data = items[12].payload;
    header.mix_hash = take_fixed<32>(items[13].payload);
    if (count > 16) header.withdrawals_root = take_fixed<32>(items[16].payload);
    if (count > 19) header.parent_beacon_block_root = take_fixed<32>(items[19].payload);
    return header;
}

Result<ExecutionBlock> verify_execution_header(const ChainId& chain, const Bytes32& hash, ByteView rlp) {
    const Bytes32 got = keccak256(rlp);
    if (got != hash) return refuse(ErrorCode::block_hash_mismatch, "", to_hex(hash), to_hex(got));
    TRY(const ExecutionHeader header, decode_execution_header(rlp));
    return execution_block(chain, header);
}

ExecutionBlock execution_block(const ChainId& chain, const ExecutionHeader& header) {
    return ExecutionBlock{chain, header.number, header.hash, header.state_root, header.receipts_root, header.timestamp};
}

}  // namespace clearmargin
