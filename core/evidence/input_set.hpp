#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace clearmargin {

/// The number by which a caller knows one input: a balance, a price, a position.
using InputId = std::uint32_t;

/// The inputs that a figure was made of, so that whoever knows what each input rests on knows what the figure rests on.
/// Small ids make small sets.
class InputSet {
  public:
    InputSet() = default;

    void insert(InputId id);
    void insert(const InputSet& others);
    [[nodiscard]] bool contains(InputId id) const noexcept;
    /// All members, ascending.
    [[nodiscard]] std::vector<InputId> ids() const;

    friend bool operator==(const InputSet& a, const InputSet& b) noexcept { return a.ids() == b.ids(); }

  private:
    std::vector<std::uint64_t> words_;  ///< bit i of word w stands for id 64 w + i
};

}  // namespace clearmargin
