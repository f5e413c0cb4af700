#include "core/margin/pool_inputs.hpp"

namespace clearmargin {

void PoolInputs::insert(InputId id, PoolSums sums) {
    if (sums_of_.size() <= id) sums_of_.resize(std::size_t{id} + 1);
    sums_of_[id] = sums_of_[id] | sums;
}

std::vector<InputId> PoolInputs::of(PoolSums sums) const {
    std::vector<InputId> ids;
    for (InputId id = 0; id < sums_of_.size(); ++id) {
        if (overlap(sums_of_[id], sums)) ids.push_back(id);
    }
    return ids;
}

}  // namespace clearmargin
