#pragma once

#include <map>
#include <vector>

#include "core/crypto/sha256.hpp"
#include "core/merkle/merkle_branch.hpp"

namespace clearmargin::tests {

/// A Merkle tree of which only some nodes are given; zero chunks stand where nothing is.
class SparseTree {
  public:
    SparseTree& set(GeneralizedIndex gindex, const Bytes32& value) {
        nodes_[gindex] = value;
        for (GeneralizedIndex parent = gindex / 2; parent > 0; parent /= 2) inner_[parent] = true;
        return *this;
    }
    [[nodiscard]] Bytes32 node(GeneralizedIndex gindex) const {
        if (const auto found = nodes_.find(gindex); found != nodes_.end()) return found->second;
        return inner_.contains(gindex) ? sha256_pair(node(2 * gindex), node(2 * gindex + 1)) : Bytes32();
    }
    [[nodiscard]] Bytes32 root() const { return node(1); }
    /// The siblings from that node up to the root.
    [[nodiscard]] std::vector<Bytes32> branch(GeneralizedIndex gindex) const {
        std::vector<Bytes32> branch;
        for (; gindex > 1; gindex /= 2) branch.push_back(node(gindex ^ 1U));
        return branch;
    }

  private:
    std::map<GeneralizedIndex, Bytes32> nodes_;
    std::map<GeneralizedIndex, bool> inner_;
};

}  // namespace clearmargin::tests
