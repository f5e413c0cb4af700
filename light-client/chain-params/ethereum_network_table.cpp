#include <array>

#include "core/bytes/hex.hpp"
#include "light-client/chain-params/ethereum_network.hpp"

// Genesis and fork schedules: consensus-specs@a08d8a6 configs/mainnet.yaml and eth-clients/{sepolia,holesky,hoodi}
// metadata/config.yaml; hoodi's Fulu also @lodestar/config 1.48. As of September 2026. A fork without an epoch there is
// absent here: what lies beyond the schedule is refused, not guessed.

namespace clearmargin::ethereum {
namespace {

struct Row {
    std::string_view name;
    std::string_view chain;
    UnixSeconds genesis_time;
    Bytes32 genesis_validators_root;
    std::array<Epoch, 8> epochs;  // phase0, altair, bellatrix, capella, deneb, electra, fulu, gloas
    std::array<Bytes4, 8> versions;
};

constexpr Epoch not_set = ~Epoch{0};

constexpr auto rows = std::to_array<Row>({
    {"mainnet",
     "eip155:1",
     1606824023,
     "0x4b363db94e286120d76eb905340fdd4e54bfe9f06bf33ff6cf5ad27f511bfe95"_bytes32,
     {0, 74240, 144896, 194048, 269568, 364032, 411392, not_set},
     {"0x00000000"_bytes4, "0x01000000"_bytes4, "0x02000000"_bytes4, "0x03000000"_bytes4, "0x04000000"_bytes4,
      "0x05000000"_bytes4, "0x06000000"_bytes4, "0x07000000"_bytes4}},
    {"sepolia",
     "eip155:11155111",
     1655733600,
     "0xd8ea171f3c94aea21ebc42a1ed61052acf3f9209c00e4efbaaddac09ed9b8078"_bytes32,
     {0, 50, 100, 56832, 132608, 222464, 272640, 353024},
     {"0x90000069"_bytes4, "0x90000070"_bytes4, "0x90000071"_bytes4, "0x90000072"_bytes4, "0x90000073"_bytes4,
      "0x90000074"_bytes4, "0x90000075"_bytes4, "0x90000076"_bytes4}},
    {"holesky",
     "eip155:17000",
     1695902400,
     "0x9143aa7c615a7f7115e2b6aac319c03529df8242ae705fba9df39b79c59fa8b1"_bytes32,
     {0, 0, 0, 256, 29696, 115968, 165120, not_set},
     {"0x01017000"_bytes4, "0x02017000"_bytes4, "0x03017000"_bytes4, "0x04017000"_bytes4, "0x05017000"_bytes4,
      "0x06017000"_bytes4, "0x07017000"_bytes4, "0x08017000"_bytes4}},
    {"hoodi",
     "eip155:560048",
     1742213400,
     "0x212f13fc4df078b6cb7db228f1c8307566dcecf900867401a92023d7ba99cb5f"_bytes32,
     {0, 0, 0, 0, 0, 2048, 50688, not_set},
     {"0x10000910"_bytes4, "0x20000910"_bytes4, "0x30000910"_bytes4, "0x40000910"_bytes4, "0x50000910"_bytes4,
      "0x60000910"_bytes4, "0x70000910"_bytes4, "0x80000910"_bytes4}},
});

NetworkParams params_of(const Row& row) {
    NetworkParams params;
    params.name = row.name;
    params.chain = ChainId{std::string(row.chain)};
    params.genesis_time = row.genesis_time;
    params.genesis_validators_root = row.genesis_validators_root;
    for (std::size_t i = 0; i < row.epochs.size(); ++i) {
        if (row.epochs[i] == not_set) continue;
        params.forks.push_back(ForkActivation{static_cast<Fork>(i), row.epochs[i], row.versions[i]});
    }
    return params;
}

}  // namespace

Result<NetworkParams> network_of_name(std::string_view name) {
    for (const Row& row : rows) {
        if (row.name == name) return params_of(row);
    }
    return refuse(ErrorCode::unknown_network, "", "mainnet, sepolia, holesky or hoodi", name);
}

}  // namespace clearmargin::ethereum
