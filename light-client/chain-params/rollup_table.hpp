#pragma once

#include <string_view>

#include "core/result/result.hpp"
#include "light-client/arbitrum/arbitrum_chain.hpp"
#include "light-client/op-stack/op_stack_chain.hpp"

namespace clearmargin {

/// The OP Stack chain of that name, with its parent and its contracts there: "op-mainnet" or "base".
/// Fails   unknown_network
[[nodiscard]] Status op_stack_chain_of_name(std::string_view name, OpStackChain& to);

/// The Arbitrum chain of that name, likewise: "arbitrum-one" or "arbitrum-nova".
/// Fails   unknown_network
[[nodiscard]] Status arbitrum_chain_of_name(std::string_view name, ArbitrumChain& to);

}  // namespace clearmargin
