#include "wasm/pipeline/claimed_block.hpp"

#include "core/bytes/hex.hpp"

namespace clearmargin {

Status find_claimed_block(const std::vector<FollowedChain>& chains, const ChainId& chain,
                          const std::optional<Bytes32>& hash, ClaimedBlock& to) {
    to.chain = find_chain(chains, chain);
    if (to.chain == nullptr) return refuse(ErrorCode::missing_chain_data, "chain", "a chain of the bundle", chain.text);
    if (to.chain->report.error.present()) return to.chain->report.error;
    to.block = hash ? to.chain->find(*hash) : to.chain->newest_final();
    if (to.block != nullptr) return {};
    return refuse(ErrorCode::block_not_proven, "block", "a block that the bundle's headers prove",
                  hash ? to_hex(*hash) : "no final block");
}

}  // namespace clearmargin
