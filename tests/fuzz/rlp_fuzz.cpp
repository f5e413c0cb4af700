#include <array>

#include "core/codec/rlp.hpp"
#include "core/codec/rlp_writer.hpp"
#include "tests/fuzz/fuzz_assert.hpp"

namespace {

using clearmargin::Bytes;
using clearmargin::ByteView;

/// Nothing for an item that is malformed inside.
bool encode(Bytes& to, const clearmargin::RlpItem& item, int depth) {
    if (!item.is_list) {
        clearmargin::append_rlp_string(to, item.payload);
        return true;
    }
    if (depth == 0) return false;
    Bytes inside;
    for (ByteView rest = item.payload; !rest.empty();) {
        const auto next = clearmargin::read_rlp(rest);
        if (!next || !encode(inside, next.value(), depth - 1)) return false;
    }
    clearmargin::append_rlp_list(to, inside);
    return true;
}

}  // namespace

/// Only canonical encodings decode: encoded again they are the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input(data, size);
    const auto item = clearmargin::decode_rlp(input);
    if (!item) return 0;
    Bytes again;
    if (!encode(again, item.value(), 64)) return 0;
    clearmargin::fuzz::require(clearmargin::equal(again, input));
    return 0;
}
