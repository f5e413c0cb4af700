// Runs the eth_getProof answers of the shared vectors: each states what it proves, or that it must be refused.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "light-client/evm/account_proof.hpp"
#include "light-client/evm/evm_state.hpp"
#include "light-client/evm/execution_header.hpp"
#include "light-client/evm/trie_proof.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/json_file.hpp"
#include "tests/support/proven_fixture.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;
using verifiers::EvmState;
using verifiers::TestFixture;

namespace {

const ChainId mainnet{"eip155:1"};

Proven<ExecutionBlock> block_with(const Bytes32& state_root) {
    return TestFixture::proven(ExecutionBlock{mainnet, 0, {}, state_root, {}, 0});
}

template <std::size_t N>
FixedBytes<N> fixed(const JsonReader& object, std::string_view name) {
    return member(object, name).fixed_bytes<N>().value();
}

/// The block that a file's proof is made at, through its header where the file has one.
Proven<ExecutionBlock> block_of(const JsonReader& file) {
    const auto state_root = fixed<32>(file, "state_root");
    const auto header_rlp = file.optional_member("execution_header_rlp").value();
    if (!header_rlp) return block_with(state_root);
    const auto hash = TestFixture::proven(ExecutionBlockHash{mainnet, fixed<32>(file, "execution_block_hash"), 0});
    const auto block = EvmState::prove_block(hash, header_rlp->bytes(2048).value());
    REQUIRE(block.ok());
    CHECK(block.value()->number == member(file, "execution_block_number").u64().value());
    CHECK(block.value()->state_root == state_root);
    return block.value();
}

std::vector<std::filesystem::path> proof_files(const std::filesystem::path& root) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        const std::string folder = entry.path().parent_path().filename();
        const std::string name = entry.path().filename();
        const bool is_proof = folder == "sepolia-state-proofs" || name.starts_with("proof_") ||
                              (folder == "el-state-proofs" && name.starts_with("mainnet_"));
        if (is_proof && entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

struct ExpectedRefusal {
    ErrorCode code;
    std::string_view where;
};

/// What each mutation has to be refused with. The vectors leave the last three open ("policy"): we are strict.
const std::map<std::string, ExpectedRefusal, std::less<>> refusals = {
    {"state-root", {ErrorCode::trie_node_hash_mismatch, "accountProof[0]"}},
    {"root-node-bit", {ErrorCode::trie_node_hash_mismatch, "accountProof[0]"}},
    {"mid-node-bit", {ErrorCode::trie_node_hash_mismatch, "accountProof[3]"}},
    {"leaf-bit", {ErrorCode::trie_node_hash_mismatch, "accountProof[8]"}},
    {"drop-mid-node", {ErrorCode::trie_node_hash_mismatch, "accountProof[3]"}},
    {"drop-last-node", {ErrorCode::incomplete_proof, "accountProof"}},
    {"empty-proof", {ErrorCode::incomplete_proof, "accountProof"}},
    {"leaf-trailing-bytes", {ErrorCode::trie_node_hash_mismatch, "accountProof[8]"}},
    {"leaf-truncated", {ErrorCode::trie_node_hash_mismatch, "accountProof[8]"}},
    {"other-address", {ErrorCode::claimed_address_mismatch, "address"}},
    {"claimed-balance", {ErrorCode::claimed_balance_mismatch, "balance"}},
    {"claimed-nonce", {ErrorCode::claimed_nonce_mismatch, "nonce"}},
    {"claimed-storage-hash", {ErrorCode::claimed_storage_hash_mismatch, "storageHash"}},
    {"claimed-code-hash", {ErrorCode::claimed_code_hash_mismatch, "codeHash"}},
    {"claim-absent", {ErrorCode::incomplete_proof, "accountProof"}},
    {"claim-present", {ErrorCode::claimed_balance_mismatch, "balance"}},
    {"storage-value", {ErrorCode::claimed_storage_value_mismatch, "storageProof[0].value"}},
    {"storage-key", {ErrorCode::missing_storage_proof, "storageProof"}},
    {"storage-truncated-zero", {ErrorCode::incomplete_proof, "storageProof[0].proof"}},
    {"storage-empty-proof", {ErrorCode::incomplete_proof, "storageProof[0].proof"}},
    {"storage-leaf-bit", {ErrorCode::trie_node_hash_mismatch, "storageProof[0].proof[6]"}},
    {"storage-proofs-swapped", {ErrorCode::trie_node_hash_mismatch, "storageProof[0].proof[1]"}},
    {"extra-node", {ErrorCode::unused_proof_nodes, "accountProof[9]"}},
    {"reordered", {ErrorCode::trie_node_hash_mismatch, "accountProof[1]"}},
    {"duplicate-node", {ErrorCode::trie_node_hash_mismatch, "accountProof[3]"}},
};
/// The same where the caller asks for the address or slot that the altered answer names.
const std::map<std::string, ExpectedRefusal, std::less<>> refusals_of_other = {
    {"other-address", {ErrorCode::trie_node_hash_mismatch, "accountProof[1]"}},
    {"storage-key", {ErrorCode::trie_node_hash_mismatch, "storageProof[0].proof[1]"}},
};

/// The first refusal met when proving the account and slots that `asked` names with `answer`.
std::optional<Error> first_refusal(const Proven<ExecutionBlock>& block, const JsonReader& asked,
                                   const JsonReader& answer) {
    const auto account = EvmState::prove_account(block, fixed<20>(asked, "address"), answer);
    if (!account.ok()) return account.error();
    for (const JsonReader& slot : member(asked, "storageProof").elements(8).value()) {
        const auto word = EvmState::prove_storage(account.value(), member(slot, "key").u256().value(), answer);
        if (!word.ok()) return word.error();
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("state proof vectors", "[evm][vectors]") {
    const auto root = vectors_or_skip("ethereum");
    if (!root) return;
    std::size_t accounts = 0;
    std::size_t slots = 0;
    for (const auto& path : proof_files(*root)) {
        CAPTURE(path.string());
        const Json document = read_json(path);
        const JsonReader file(document);
        const JsonReader answer = member(file, "result");
        const JsonReader expect = member(file, "expect");
        const auto account = EvmState::prove_account(block_of(file), fixed<20>(answer, "address"), answer);
        REQUIRE(account.ok());
        const bool exists = member(expect, "account_exists").boolean().value();
        CHECK(account.value()->exists == exists);
        if (exists) {
            CHECK(account.value()->balance == member(expect, "balance").u256().value());
            CHECK(U256(account.value()->nonce) == member(expect, "nonce").u256().value());
            CHECK(account.value()->storage_hash == fixed<32>(expect, "storage_hash"));
            CHECK(account.value()->code_hash == fixed<32>(expect, "code_hash"));
        }
        for (const JsonReader& slot : member(expect, "storage").elements(8).value()) {
            const auto word = EvmState::prove_storage(account.value(), member(slot, "key").u256().value(), answer);
            REQUIRE(word.ok());
            CHECK(*word.value() == member(slot, "value").u256().value());
            CHECK(word.value()->is_zero() == !member(slot, "exists").boolean().value());
            ++slots;
        }
        ++accounts;
    }
    CHECK(accounts == 19);
    CHECK(slots == 14);
    std::printf("state proof vectors: %zu accounts, %zu slots\n", accounts, slots);
}

TEST_CASE("embedded node vectors", "[evm][vectors]") {
    const auto path = vectors_or_skip("ethereum/el-synthetic/inline_storage.json");
    if (!path) return;
    const Json document = read_json(*path);
    const JsonReader file(document);
    const auto root = fixed<32>(file, "storage_root");
    std::size_t cases = 0;
    for (const JsonReader& entry : member(file, "cases").elements(100).value()) {
        const JsonReader expect = member(entry, "expect");
        const U256 value =
            member(expect, "exists").boolean().value() ? member(expect, "value").u256().value() : U256(0);
        for (const auto* shape : {"proof", "proof_with_inline_nodes_listed"}) {
            CAPTURE(shape, cases);
            const auto list = entry.optional_member(shape).value();
            if (!list) continue;
            std::vector<Bytes> nodes;
            for (const auto& node : list->elements(65).value()) nodes.push_back(node.bytes(532).value());
            CHECK(verify_storage_proof(root, member(entry, "slot").u256().value(), nodes).value() == value);
            ++cases;
        }
    }
    CHECK(cases > 0);
    std::printf("embedded node vectors: %zu proofs\n", cases);
}

TEST_CASE("refused state proof vectors", "[evm][vectors]") {
    const auto root = vectors_or_skip("ethereum");
    if (!root) return;
    const Json document = read_json(*root / "invalid/state_proofs.json");
    std::size_t cases = 0;
    for (const JsonReader& entry : member(JsonReader(document), "cases").elements(1000).value()) {
        const std::string id(member(entry, "id").string().value());
        CAPTURE(id, cases);
        const Json base_document = read_json(*root / member(entry, "base").string().value());
        const JsonReader base = member(JsonReader(base_document), "result");
        const JsonReader answer = member(entry, "result");
        const auto block = block_with(fixed<32>(entry, "state_root"));
        const auto found = refusals.find(id);
        REQUIRE(found != refusals.end());
        // Asked for what was asked for originally, and for what the altered answer says it is about.
        for (const JsonReader& asked : {base, answer}) {
            const auto refused = first_refusal(block, asked, answer);
            REQUIRE(refused.has_value());
            const bool asks_for_other =
                (id == "other-address" || id == "storage-key") && &asked.json() == &answer.json();
            const ExpectedRefusal expected = asks_for_other ? refusals_of_other.at(id) : found->second;
            CHECK(refused->code == expected.code);
            CHECK(refused->where == answer.path() + "." + std::string(expected.where));
        }
        ++cases;
    }
    CHECK(cases == 37);
    std::printf("refused state proof vectors: %zu cases\n", cases);
}
