#include "light-client/vault/vault_descriptor.hpp"

namespace clearmargin {

StorageExpression erc20_balance_storage(const U256& slot, StorageLayout layout) {
    return StorageExpression{layout, slot, {AccountStep{}}, ValueType{ValueType::Kind::unsigned_integer, 32}, 0};
}

}  // namespace clearmargin
