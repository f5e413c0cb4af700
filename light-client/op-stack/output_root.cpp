#include "light-client/op-stack/output_root.hpp"

#include <algorithm>

#include "core/crypto/keccak256.hpp"

namespace clearmargin {

Bytes32 hash_output_root_proof(const OutputRootProof& proof) {
    FixedBytes<4 * 32> words;  // the first is the version, 0
    std::copy(proof.state_root.begin(), proof.state_root.end(), words.bytes.begin() + 32);
    std::copy(proof.message_passer_storage_root.begin(), proof.message_passer_storage_root.end(),
              words.bytes.begin() + 64);
    std::copy(proof.latest_blockhash.begin(), proof.latest_blockhash.end(), words.bytes.begin() + 96);
    return keccak256(words.view());
}

}  // namespace clearmargin
