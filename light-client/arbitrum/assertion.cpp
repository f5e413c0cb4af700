#include "light-client/arbitrum/assertion.hpp"

#include "core/crypto/keccak256.hpp"
#include "core/evidence/sentence.hpp"

namespace clearmargin {
namespace {

class Words {
  public:
    void add(const Bytes32& word) { bytes_.insert(bytes_.end(), word.begin(), word.end()); }
    void add(const U256& number) { add(number.to_be()); }
    [[nodiscard]] Bytes32 hash() const { return keccak256(bytes_); }

  private:
    Bytes bytes_;
};

/// keccak256(abi.encode(state))
Bytes32 hash_state(const AssertionState& state) {
    Words words;
    words.add(state.bytes32_vals[0]);
    words.add(state.bytes32_vals[1]);
    words.add(U256(state.u64_vals[0]));
    words.add(U256(state.u64_vals[1]));
    words.add(U256(static_cast<std::uint64_t>(state.machine_status)));
    words.add(state.end_history_root);
    return words.hash();
}

/// A list of exactly two values.
template <class T>
void read_pair(const FieldReader& list, std::array<T, 2>& to) {
    const auto elements = list.elements(2);
    if (elements.size() != 2) {
        return list.refuse(ErrorCode::wrong_length, "2 values", Sentence() << elements.size());
    }
    for (std::size_t i = 0; i < 2; ++i) elements[i].get(to[i]);
}

void read_state(const FieldReader& from, AssertionState& to) {
    const FieldReader global = from["global_state"];
    read_pair(global["bytes32_vals"], to.bytes32_vals);
    read_pair(global["u64_vals"], to.u64_vals);
    const FieldReader status = from["machine_status"];
    std::uint64_t machine_status = 0;
    status.get(machine_status);
    if (machine_status > 2) status.refuse(ErrorCode::unknown_value, "0, 1 or 2", Sentence() << machine_status);
    to.machine_status = static_cast<MachineStatus>(machine_status);
    from.read("end_history_root", to.end_history_root);
}

}  // namespace

void read_assertion(const FieldReader& from, Assertion& to) {
    from.read("parent_assertion_hash", to.parent_assertion_hash);
    from.read("inbox_acc", to.inbox_acc);
    read_state(from["after_state"], to.after_state);
}

Bytes32 hash_assertion(const Assertion& assertion) {
    Words words;
    words.add(assertion.parent_assertion_hash);
    words.add(hash_state(assertion.after_state));
    words.add(assertion.inbox_acc);
    return words.hash();
}

Result<AssertionNode> unpack_assertion_node(const U256& word) {
    const auto field = [&](unsigned from, unsigned bits) { return low_bits(shift_right(word, from), bits).limbs[0]; };
    const std::uint64_t status = field(200, 8);
    if (status == 0 || status > 2) {
        return refuse(ErrorCode::assertion_not_found, "", "a pending or confirmed assertion", to_hex(word.to_be()));
    }
    return AssertionNode{field(0, 64), field(64, 64), field(128, 64), static_cast<AssertionNode::Status>(status)};
}

}  // namespace clearmargin
