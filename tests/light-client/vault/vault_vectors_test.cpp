// A real balance: USDC of 0x3730..7341 on mainnet at block 22196273, through the proxy to its implementation.
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

#include "light-client/evm/evm_state.hpp"
#include "light-client/vault/vault_claims.hpp"
#include "tests/light-client/vault/usdc_on_mainnet.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/proven_fixture.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::EvmState;
using verifiers::TestFixture;
using verifiers::VaultClaims;

TEST_CASE("vault vectors: USDC on mainnet", "[vault][vectors]") {
    struct Recorded {
        std::string_view folder;
        std::string_view slot;
        std::string_view amount;
    };
    constexpr std::array<Recorded, 3> records = {{{"mainnet-deneb-1392", "11412861", "4996521887269694"},
                                                  {"mainnet-deneb-1392", "11412888", "4997448699439929"},
                                                  {"mainnet-deneb-electra-1421", "11650252", "3436695659410268"}}};
    const AccountId account = usdc_holder();
    const AccountId other = parse_account_id("eip155:1:0x37305B1cD40574E4C5Ce33f8e8306Be057fD7342").value();
    VaultDescriptor usdt_layout = usdc_on_mainnet();
    usdt_layout.storage = erc20_balance_storage(2);
    for (const auto& [folder_name, slot, amount] : records) {
        CAPTURE(slot);
        const auto folder = vectors_or_skip("ethereum/" + std::string(folder_name));
        if (!folder) return;
        const std::string prefix = "proof_" + std::string(slot);
        const Json proof_file = read_json(*folder / (prefix + "_a0b86991.json"));
        const Json implementation_file = read_json(*folder / (prefix + "_43506849.json"));
        const JsonReader proof = member(JsonReader(proof_file), "result");
        const JsonReader implementation = member(JsonReader(implementation_file), "result");
        const auto hash = member(JsonReader(proof_file), "execution_block_hash").fixed_bytes<32>().value();
        const Bytes header = member(JsonReader(proof_file), "execution_header_rlp").bytes(2048).value();
        const auto block =
            EvmState::prove_block(TestFixture::proven(ExecutionBlockHash{account.chain, hash, 0}), header).value();

        const auto balance = VaultClaims::verify_vault_claim(block, usdc_on_mainnet(), account, proof, implementation);
        REQUIRE(balance.ok());
        CHECK(to_decimal(balance.value()->amount) == amount);
        CHECK_FALSE(balance.value()->is_layout_assumed);
        // For another account, or under another token's layout, this answer has nothing.
        CHECK(error_of(VaultClaims::verify_vault_claim(block, usdc_on_mainnet(), other, proof, implementation)).code ==
              ErrorCode::missing_storage_proof);
        CHECK(error_of(VaultClaims::verify_vault_claim(block, usdt_layout, account, proof, implementation)).code ==
              ErrorCode::missing_storage_proof);
    }
    std::printf("vault vectors: %zu balances\n", records.size());
}
