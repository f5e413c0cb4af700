#include "wasm/pipeline/transactions.hpp"

#include <utility>

#include "wasm/pipeline/claimed_block.hpp"
#include "wasm/pipeline/own_path.hpp"

namespace clearmargin {
namespace {

/// Whether that transaction of that block was listed before. What was refused has neither hash.
bool is_listed(const Bytes32& block, const Bytes32& hash, const std::vector<TransactionReport>& lines) {
    for (const TransactionReport& line : lines) {
        if (line.block.hash == block && line.transaction_hash == hash) return true;
    }
    return false;
}

/// Fills the line of a claim that holds.
Status judge(const BundleTransaction& claim, const std::vector<FollowedChain>& chains, Report& report,
             TransactionReport& to) {
    ClaimedBlock at;
    TRY(find_claimed_block(chains, claim.chain, claim.block, at));
    TRY(const auto listed, verifiers::TransactionClaims::verify_transaction(*at.block, claim.hash, claim.proof));
    const ExecutionBlock& block = **at.block;
    to.status = is_listed(block.hash, listed->hash, report.transactions) ? HistoryStatus::repeated : HistoryStatus::listed;
    to.transaction_hash = listed->hash;
    to.type = listed->type;
    to.transaction_index = listed->transaction_index;
    to.succeeded = listed->succeeded;
    to.block = {block.number, block.hash, block.timestamp};
    to.evidence = report.evidence.add(listed.evidence());
    return {};
}

}  // namespace

void judge_transactions(const Bundle& bundle, const std::vector<FollowedChain>& chains, Report& report) {
    bool is_any_listed = false;
    for (const BundleTransactionEntry& entry : bundle.transactions) {
        TransactionReport line;
        line.id = entry.id;
        line.path = entry.path;
        line.chain = entry.chain;
        if (!entry.claim.ok()) {
            line.error = Refusal(entry.claim.error());
        } else {
            Status judged = judge(entry.claim.value(), chains, report, line);
            if (!judged.ok()) line.error = under_own_path(entry.path, std::move(judged).refusal());
        }
        if (line.status == HistoryStatus::listed) is_any_listed = true;
        report.transactions.push_back(std::move(line));
    }
    if (is_any_listed) {
        report.warnings.emplace_back("Transactions are history: they count nothing, and say nothing of whose they are.");
    }
}

}  // namespace clearmargin
