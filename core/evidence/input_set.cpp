#include "core/evidence/input_set.hpp"

#include <algorithm>

namespace clearmargin {

void InputSet::insert(InputId id) {
    const std::size_t word = id / 64;
    if (words_.size() <= word) words_.resize(word + 1);
    words_[word] |= std::uint64_t{1} << (id % 64);
}

void InputSet::insert(const InputSet& others) {
    words_.resize(std::max(words_.size(), others.words_.size()));
    for (std::size_t i = 0; i < others.words_.size(); ++i) words_[i] |= others.words_[i];
}

bool InputSet::contains(InputId id) const noexcept {
    const std::size_t word = id / 64;
    return word < words_.size() && ((words_[word] >> (id % 64)) & 1U) != 0;
}

std::vector<InputId> InputSet::ids() const {
    std::vector<InputId> out;
    for (std::size_t word = 0; word < words_.size(); ++word) {
        for (InputId bit = 0; bit < 64; ++bit) {
            if (((words_[word] >> bit) & 1U) != 0) out.push_back(static_cast<InputId>(word * 64) + bit);
        }
    }
    return out;
}

}  // namespace clearmargin
