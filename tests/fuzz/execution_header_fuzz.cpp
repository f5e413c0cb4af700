#include "light-client/evm/execution_header.hpp"

#include <array>

#include "core/codec/rlp.hpp"
#include "core/crypto/keccak256.hpp"
#include "tests/fuzz/fuzz_assert.hpp"

/// A header that decodes hashes to its own hash, has the fields at the places that the specification gives them, and is
/// refused under any other hash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace clearmargin;
    const ByteView rlp(data, size);
    const auto header = decode_execution_header(rlp);
    if (!header.ok()) return 0;
    std::array<RlpItem, 32> fields;
    const auto count = read_rlp_items(decode_rlp(rlp).value(), fields);
    fuzz::require(count.ok() && count.value() >= 16);
    fuzz::require(equal(fields[0].payload, header.value().parent_hash.view()));
    fuzz::require(equal(fields[3].payload, header.value().state_root.view()));
    fuzz::require(equal(fields[5].payload, header.value().receipts_root.view()));
    fuzz::require(rlp_u64(fields[8]).value() == header.value().number);
    fuzz::require(rlp_u64(fields[11]).value() == header.value().timestamp);
    Bytes32 hash = keccak256(rlp);
    fuzz::require(hash == header.value().hash);
    const ChainId chain = parse_chain_id("eip155:1").value();
    fuzz::require(verify_execution_header(chain, hash, rlp).ok());
    hash[31] ^= 1U;
    fuzz::require(!verify_execution_header(chain, hash, rlp).ok());
    return 0;
}
