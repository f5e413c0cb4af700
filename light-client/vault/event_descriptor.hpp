#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/asset/caip.hpp"
#include "light-client/evm/storage_value.hpp"

namespace clearmargin {

/// One argument of an event.
struct EventInput {
    std::string name;
    std::string type;                 ///< as the signature has it
    std::optional<ValueType> value;   ///< absent for the types whose values take no fixed place: string and bytes
    bool is_indexed = false;
};

/// Which log of which contract says that an account paid in or out, and how much. It comes from the user's policy and
/// never from a bundle: anyone can deploy a contract that logs anything.
struct EventDescriptor {
    enum class Means : std::uint8_t { deposit, withdrawal };

    std::string id;
    ChainId chain;
    Address contract;
    std::string name;
    std::vector<EventInput> inputs;
    std::size_t account = 0;  ///< the input that holds whose it is, an address
    std::size_t amount = 0;   ///< the input that holds how much, an unsigned integer
    AssetId asset;
    unsigned decimals = 18;
    Means means = Means::deposit;
};

/// "Deposit(address,uint256)"
[[nodiscard]] std::string event_signature(const EventDescriptor& event);

}  // namespace clearmargin
