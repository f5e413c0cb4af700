#include "light-client/ethereum/versioned_object.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "light-client/ethereum/light_client_json.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"

namespace clearmargin::ethereum {
namespace {

/// More than any object of this preset takes: bounds the text before it is decoded.
std::size_t largest_ssz(const Preset& preset) { return 48 * preset.SYNC_COMMITTEE_SIZE + 8192; }

Result<Fork> read_version(const JsonReader& versioned, const NetworkParams& params) {
    TRY(const JsonReader version, versioned.member("version"));
    TRY(const auto name, version.string());
    const auto fork = fork_of_name(name);
    if (!fork || *fork > last_supported_fork || *fork > last_scheduled_fork(params)) {
        const Fork last = std::min(last_supported_fork, last_scheduled_fork(params));
        return version.refused(ErrorCode::unsupported_fork, "a fork up to " + std::string(fork_name(last)), name);
    }
    if (*fork == Fork::phase0) return version.refused(ErrorCode::fork_mismatch, "altair or later", name);
    return *fork;
}

Status check_version(const JsonReader& versioned, Fork stated, Slot slot, const NetworkParams& params) {
    const Fork actual = fork_at_slot(slot, params);
    if (actual == stated) return {};
    TRY(const JsonReader version, versioned.member("version"));
    return version.refused(ErrorCode::fork_mismatch,
                           std::string(fork_name(actual)) + " in slot " + std::to_string(slot), fork_name(stated));
}

/// `from_json` reads the object where `data` is an object, `from_ssz` where it is hex.
template <class Object>
Result<Object> decode_data(const JsonReader& versioned, Fork fork, const Preset& preset,
                           Result<Object> (*from_json)(const JsonReader&, Fork, const Preset&),
                           Result<Object> (*from_ssz)(ByteView, Fork, const Preset&)) {
    TRY(const JsonReader data, versioned.member("data"));
    if (!data.is_string()) return from_json(data, fork, preset);
    TRY(const Bytes bytes, data.bytes(largest_ssz(preset)));
    auto decoded = from_ssz(bytes, fork, preset);
    if (!decoded.ok()) return data.at_this_path(std::move(decoded).refusal());
    return decoded;
}

}  // namespace

Result<LightClientBootstrap> decode_bootstrap(const JsonReader& versioned, const NetworkParams& params) {
    TRY(const Fork fork, read_version(versioned, params));
    TRY(auto bootstrap, decode_data(versioned, fork, params.preset, &decode_bootstrap_json, &decode_bootstrap_ssz));
    TRY(check_version(versioned, fork, bootstrap.header.beacon.slot, params));
    return bootstrap;
}

Result<LightClientUpdate> decode_update(const JsonReader& versioned, const NetworkParams& params) {
    TRY(const Fork fork, read_version(versioned, params));
    TRY(auto update, decode_data(versioned, fork, params.preset, &decode_update_json, &decode_update_ssz));
    TRY(check_version(versioned, fork, update.attested_header.beacon.slot, params));
    return update;
}

Result<LightClientUpdate> decode_finality_update(const JsonReader& versioned, const NetworkParams& params) {
    TRY(const Fork fork, read_version(versioned, params));
    TRY(auto update,
        decode_data(versioned, fork, params.preset, &decode_finality_update_json, &decode_finality_update_ssz));
    TRY(check_version(versioned, fork, update.attested_header.beacon.slot, params));
    return as_update(std::move(update));
}

Result<LightClientUpdate> decode_optimistic_update(const JsonReader& versioned, const NetworkParams& params) {
    TRY(const Fork fork, read_version(versioned, params));
    TRY(auto update,
        decode_data(versioned, fork, params.preset, &decode_optimistic_update_json, &decode_optimistic_update_ssz));
    TRY(check_version(versioned, fork, update.attested_header.beacon.slot, params));
    return as_update(std::move(update));
}

}  // namespace clearmargin::ethereum
