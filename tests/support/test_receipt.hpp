#pragma once

#include <vector>

#include "core/codec/rlp_writer.hpp"
#include "light-client/evm/receipt.hpp"
#include "tests/support/test_trie.hpp"

namespace clearmargin::tests {

inline Bytes rlp_integer(const U256& value) {
    Bytes out;
    append_rlp_integer(out, value);
    return out;
}

/// The envelope of a receipt of type 2 with those logs.
inline Bytes receipt_envelope(bool succeeded, const std::vector<Log>& logs) {
    std::vector<Bytes> encoded;
    for (const Log& log : logs) {
        std::vector<Bytes> topics;
        for (const Bytes32& topic : log.topics) topics.push_back(rlp_string(topic.view()));
        encoded.push_back(rlp_list({rlp_string(log.address.view()), rlp_list(topics), rlp_string(log.data)}));
    }
    const Bytes payload = rlp_list({rlp_integer(succeeded ? 1 : 0), rlp_integer(21'000), rlp_string(Bytes(256)),
                                    rlp_list(encoded)});
    Bytes envelope{2};
    envelope.insert(envelope.end(), payload.begin(), payload.end());
    return envelope;
}

}  // namespace clearmargin::tests
