// Receipts and transactions of real blocks: each proof's value, and what a node says of the same receipts.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "light-client/evm/execution_header.hpp"
#include "light-client/evm/receipt.hpp"
#include "light-client/evm/transaction.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/json_file.hpp"

using namespace clearmargin;
using namespace clearmargin::tests;

namespace {

struct Counts {
    int files = 0;
    int receipts = 0;
    int transactions = 0;
    int absences = 0;
    int compared_logs = 0;
    int mutations = 0;
};

Bytes bytes(const JsonReader& object, std::string_view name) { return member(object, name).bytes(1U << 20U).value(); }
Bytes32 word(const JsonReader& object, std::string_view name) { return member(object, name).fixed_bytes<32>().value(); }
std::uint64_t number(const JsonReader& object, std::string_view name) { return member(object, name).u64().value(); }

std::vector<Bytes> proof_of(const JsonReader& object, std::string_view name) {
    std::vector<Bytes> nodes;
    for (const JsonReader& node : member(object, name).elements(65).value())
        nodes.push_back(node.bytes(1U << 20U).value());
    return nodes;
}

std::vector<std::filesystem::path> files_named(const std::filesystem::path& root, std::string_view start) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (entry.path().filename().string().starts_with(start)) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// Every byte of every node changed, each node left out, and another index: nothing else may follow from it.
template <class Verify>
void check_mutations(std::vector<Bytes> proof, std::uint64_t index, Verify verify, Counts& counts) {
    const auto sound = verify(index, proof).value();
    const auto refuses = [&](const char* what) {
        const auto got = verify(index, proof);
        ++counts.mutations;
        if (got.ok() && got.value() == sound) FAIL_CHECK(what << " changed nothing");
        if (got.ok() && got.value().has_value()) FAIL_CHECK(what << " gave another value");
    };
    for (Bytes& node : proof) {
        for (std::size_t i = 0; i < node.size(); i += 7) {
            node[i] ^= 0x01;
            refuses("a byte");
            node[i] ^= 0x01;
        }
        Bytes kept;
        std::swap(kept, node);
        refuses("an empty node");
        std::swap(kept, node);
    }
    for (std::size_t i = 0; i < proof.size(); ++i) {
        const Bytes kept = proof[i];
        proof.erase(proof.begin() + static_cast<std::ptrdiff_t>(i));
        refuses("a missing node");
        proof.insert(proof.begin() + static_cast<std::ptrdiff_t>(i), kept);
    }
    const auto other = verify(index + 1, proof);
    CHECK_FALSE((other.ok() && other.value() == sound));
}

void check_receipts(const JsonReader& file, Counts& counts) {
    const Bytes32 root = word(file, "receipts_root");
    const auto verify = [&](std::uint64_t index, const std::vector<Bytes>& proof) {
        return verify_receipt_proof(root, index, proof);
    };
    for (const JsonReader& entry : member(file, "receipts").elements(1000).value()) {
        const auto proof = proof_of(entry, "proof");
        const auto receipt = verify(number(entry, "index"), proof);
        REQUIRE(receipt.ok());
        REQUIRE(receipt.value().has_value());
        CHECK(receipt.value()->type == number(entry, "type"));
        CHECK(receipt.value()->logs.size() == number(entry, "log_count"));
        CHECK(receipt.value() == decode_receipt(bytes(entry, "value")).value());
        check_mutations(proof, number(entry, "index"), verify, counts);
        ++counts.receipts;
    }
    const auto absent = file.optional_member("absent_index").value();
    if (!absent) return;
    const auto none = verify(number(*absent, "index"), proof_of(*absent, "receipt_proof"));
    REQUIRE(none.ok());
    CHECK_FALSE(none.value().has_value());
    ++counts.absences;
}

void check_transactions(const JsonReader& file, Counts& counts) {
    const auto header = decode_execution_header(bytes(file, "execution_header_rlp")).value();
    CHECK(header.hash == word(file, "execution_block_hash"));
    CHECK(header.transactions_root == word(file, "transactions_root"));
    const auto verify = [&](std::uint64_t index, const std::vector<Bytes>& proof) {
        return verify_transaction_proof(header.transactions_root, index, proof);
    };
    for (const JsonReader& entry : member(file, "transactions").elements(1000).value()) {
        const auto proof = proof_of(entry, "proof");
        const auto transaction = verify(number(entry, "index"), proof);
        REQUIRE(transaction.ok());
        REQUIRE(transaction.value().has_value());
        CHECK(transaction.value()->type == number(entry, "type"));
        CHECK(transaction.value()->hash == word(entry, "tx_hash"));
        CHECK(transaction.value()->envelope == bytes(entry, "value"));
        check_mutations(proof, number(entry, "index"), verify, counts);
        ++counts.transactions;
    }
}

/// What a node answered to eth_getBlockReceipts for the same block.
void compare_with_node(const JsonReader& file, const JsonReader& answer, Counts& counts) {
    const auto stated = member(answer, "result").elements(10'000).value();
    for (const JsonReader& entry : member(file, "receipts").elements(1000).value()) {
        const Receipt ours = decode_receipt(bytes(entry, "value")).value();
        const JsonReader& theirs = stated[static_cast<std::size_t>(number(entry, "index"))];
        const auto quantity = [&](std::string_view name) { return member(theirs, name).u256().value(); };
        CHECK(U256(ours.type) == quantity("type"));
        CHECK(U256(ours.succeeded.value() ? 1U : 0U) == quantity("status"));
        CHECK(U256(ours.cumulative_gas_used) == quantity("cumulativeGasUsed"));
        const auto logs = member(theirs, "logs").elements(10'000).value();
        REQUIRE(logs.size() == ours.logs.size());
        for (std::size_t i = 0; i < logs.size(); ++i) {
            Log log;
            log.address = member(logs[i], "address").fixed_bytes<20>().value();
            for (const JsonReader& topic : member(logs[i], "topics").elements(4).value()) {
                log.topics.push_back(topic.fixed_bytes<32>().value());
            }
            log.data = bytes(logs[i], "data");
            CHECK(log == ours.logs[i]);
            ++counts.compared_logs;
        }
    }
}

}  // namespace

TEST_CASE("receipt and transaction vectors", "[evm][receipt][vectors]") {
    const auto root = vectors_or_skip("ethereum");
    if (!root) return;
    Counts counts;
    auto files = files_named(*root, "receipts_");
    for (auto& path : files_named(*root, "transactions_")) files.push_back(std::move(path));
    for (const auto& path : files) {
        CAPTURE(path.string());
        const Json document = read_json(path);
        const JsonReader file(document);
        if (file.optional_member("receipts").value()) check_receipts(file, counts);
        check_transactions(file, counts);
        const auto node = path.parent_path() /
                          ("eth_getBlockReceipts_" + std::to_string(number(file, "execution_block_number")) + ".json");
        if (std::filesystem::exists(node)) {
            const Json answer =
                parse_json(read_file(node), JsonLimits{std::size_t{64} << 20U, std::size_t{1} << 22U, 32}).value();
            compare_with_node(file, JsonReader(answer), counts);
        }
        ++counts.files;
    }
    CHECK(counts.files == 4);
    CHECK(counts.receipts == 12);
    CHECK(counts.transactions == 22);
    CHECK(counts.absences == 2);
    CHECK(counts.compared_logs == 36);
    std::printf(
        "receipt vectors: %d files, %d receipts, %d transactions, %d absences, %d logs as a node states them, "
        "%d mutations refused\n",
        counts.files, counts.receipts, counts.transactions, counts.absences, counts.compared_logs, counts.mutations);
}
