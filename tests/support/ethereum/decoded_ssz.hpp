#pragma once

#include "light-client/ethereum/light_client_ssz.hpp"

namespace clearmargin::tests {

/// The object that the bytes are.
inline Result<ethereum::LightClientBootstrap> decode_bootstrap_ssz(ByteView bytes, ethereum::Fork fork,
                                                                   const ethereum::Preset& preset) {
    ethereum::LightClientBootstrap bootstrap;
    TRY(ethereum::decode_bootstrap_ssz(bytes, fork, preset, bootstrap));
    return bootstrap;
}

inline Result<ethereum::LightClientUpdate> decode_update_ssz(ByteView bytes, ethereum::Fork fork,
                                                             const ethereum::Preset& preset,
                                                             ethereum::UpdateKind kind = ethereum::UpdateKind::update) {
    ethereum::LightClientUpdate update;
    TRY(ethereum::decode_update_ssz(bytes, kind, fork, preset, update));
    return update;
}

}  // namespace clearmargin::tests
