#pragma once

#include <map>
#include <string>

#include "core/margin/account.hpp"
#include "tests/core/margin/margin_vectors.hpp"

namespace clearmargin::margin_tests {

/// An account of the engine vectors and the places of its assets.
struct VectorAccount {
    Account account;
    std::map<std::string, AssetIndex> assets;
};

/// `in`: {account, prices, beta?}
VectorAccount read_vector_account(const JsonReader& in);

}  // namespace clearmargin::margin_tests
