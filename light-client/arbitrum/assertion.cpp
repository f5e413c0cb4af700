#include "light-client/arbitrum/assertion.hpp"

#include "core/crypto/keccak256.hpp"

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

Result<JsonReader> element(const JsonReader& list, std::size_t index) {
    TRY(const auto elements, list.elements(2));
    if (elements.size() != 2) return list.refused(ErrorCode::wrong_length, "2 values", std::to_string(elements.size()));
    return elements[index];
}

Result<AssertionState> read_state(const JsonReader& json) {
    AssertionState state;
    TRY(const JsonReader global, json.member("global_state"));
    TRY(const JsonReader hashes, global.member("bytes32_vals"));
    TRY(const JsonReader numbers, global.member("u64_vals"));
    for (std::size_t i = 0; i < 2; ++i) {
        TRY(const JsonReader hash, element(hashes, i));
        TRY(state.bytes32_vals[i], hash.fixed_bytes<32>());
        TRY(const JsonReader number, element(numbers, i));
        TRY(state.u64_vals[i], number.u64());
    }
    TRY(const JsonReader status, json.member("machine_status"));
    TRY(const std::uint64_t machine_status, status.u64());
    if (machine_status > 2)
        return status.refused(ErrorCode::unknown_value, "0, 1 or 2", std::to_string(machine_status));
    state.machine_status = static_cast<MachineStatus>(machine_status);
    TRY(const JsonReader root, json.member("end_history_root"));
    TRY(state.end_history_root, root.fixed_bytes<32>());
    return state;
}

}  // namespace

Result<Assertion> read_assertion(const JsonReader& json) {
    Assertion assertion;
    TRY(const JsonReader parent, json.member("parent_assertion_hash"));
    TRY(assertion.parent_assertion_hash, parent.fixed_bytes<32>());
    TRY(const JsonReader inbox, json.member("inbox_acc"));
    TRY(assertion.inbox_acc, inbox.fixed_bytes<32>());
    TRY(const JsonReader state, json.member("after_state"));
    TRY(assertion.after_state, read_state(state));
    return assertion;
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
