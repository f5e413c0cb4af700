#include "light-client/ethereum/versioned_object.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "light-client/ethereum/light_client_json.hpp"
#include "light-client/ethereum/light_client_ssz.hpp"

namespace clearmargin::ethereum {
namespace {

/// More than any object of this preset takes: bounds the text before it is decoded.
std::size_t largest_ssz(const Preset& preset) { return 48 * preset.SYNC_COMMITTEE_SIZE + 8192; }

Fork read_version(const FieldReader& version, const NetworkParams& params) {
    const std::string_view name = version.text();
    const auto fork = fork_of_name(name);
    const Fork last = std::min(last_supported_fork, last_scheduled_fork(params));
    if (!fork || *fork > last) {
        version.refuse(ErrorCode::unsupported_fork, std::string("a fork up to ").append(fork_name(last)), name);
        return Fork::altair;
    }
    if (*fork == Fork::phase0) version.refuse(ErrorCode::fork_mismatch, "altair or later", name);
    return *fork;
}

void check_version(const FieldReader& version, Fork stated, Slot slot, const NetworkParams& params) {
    const Fork actual = fork_at_slot(slot, params);
    if (actual == stated) return;
    version.refuse(ErrorCode::fork_mismatch,
                   std::string(fork_name(actual)).append(" in slot ").append(std::to_string(slot)), fork_name(stated));
}

/// The SSZ bytes that `data` is where it is no object; none where it is one.
std::optional<Bytes> read_ssz(const FieldReader& data, const Preset& preset) {
    if (!data.present() || !data.json().is_string()) return std::nullopt;
    Bytes bytes;
    data.get(bytes, largest_ssz(preset));
    return bytes;
}

Result<LightClientUpdate> decode(const JsonReader& versioned, UpdateKind kind, const NetworkParams& params) {
    Refusal first;
    const FieldReader from(versioned, first);
    const FieldReader version = from["version"];
    const Fork fork = read_version(version, params);
    const FieldReader data = from["data"];
    LightClientUpdate update;
    if (const auto ssz = read_ssz(data, params.preset)) {
        data.take(decode_update_ssz(*ssz, kind, fork, params.preset, update));
    } else {
        read_update(data, kind, fork, params.preset, update);
    }
    check_version(version, fork, update.attested_header.beacon.slot, params);
    if (first.present()) return first;
    return update;
}

}  // namespace

Result<LightClientBootstrap> decode_bootstrap(const JsonReader& versioned, const NetworkParams& params) {
    Refusal first;
    const FieldReader from(versioned, first);
    const FieldReader version = from["version"];
    const Fork fork = read_version(version, params);
    const FieldReader data = from["data"];
    LightClientBootstrap bootstrap;
    if (const auto ssz = read_ssz(data, params.preset)) {
        data.take(decode_bootstrap_ssz(*ssz, fork, params.preset, bootstrap));
    } else {
        read_bootstrap(data, fork, params.preset, bootstrap);
    }
    check_version(version, fork, bootstrap.header.beacon.slot, params);
    if (first.present()) return first;
    return bootstrap;
}

Result<LightClientUpdate> decode_update(const JsonReader& versioned, const NetworkParams& params) {
    return decode(versioned, UpdateKind::update, params);
}

Result<LightClientUpdate> decode_finality_update(const JsonReader& versioned, const NetworkParams& params) {
    return decode(versioned, UpdateKind::finality_update, params);
}

Result<LightClientUpdate> decode_optimistic_update(const JsonReader& versioned, const NetworkParams& params) {
    return decode(versioned, UpdateKind::optimistic_update, params);
}

}  // namespace clearmargin::ethereum
