#include "light-client/ethereum/update_ranking.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "tests/support/ethereum/test_chain.hpp"

using namespace clearmargin;
using namespace clearmargin::ethereum;
using namespace clearmargin::tests;

TEST_CASE("is_better_update", "[ethereum]") {
    const TestChain chain(Fork::electra);
    const auto update = [&](const UpdateOf& of) { return chain.update(of); };
    const auto better = [&](const UpdateOf& a, const UpdateOf& b) {
        CHECK(is_better_update(update(a), update(b), chain.params));
        CHECK_FALSE(is_better_update(update(b), update(a), chain.params));
    };
    SECTION("two thirds of the committee, before all else") {
        better({.attested_slot = 90, .with_next_sync_committee = false, .participants = 22},
               {.attested_slot = 30, .finalized_slot = 20, .participants = 21});
    }
    SECTION("more participants, where neither has two thirds") {
        better({.attested_slot = 90, .with_next_sync_committee = false, .participants = 12},
               {.attested_slot = 30, .finalized_slot = 20, .participants = 11});
    }
    SECTION("all that follows, where neither has two thirds but both have as many") {
        better({.attested_slot = 30, .finalized_slot = 20, .participants = 10}, {.attested_slot = 30, .participants = 10});
    }
    SECTION("a committee of the signature's period") {
        better({.attested_slot = 30, .participants = 22},
               {.attested_slot = 20, .finalized_slot = 10, .with_next_sync_committee = false});
        better({.attested_slot = 30, .participants = 22},
               {.attested_slot = 20, .finalized_slot = 10, .participants = 30, .signature_slot = 70});
    }
    SECTION("any finality") {
        better({.attested_slot = 30, .finalized_slot = 20, .participants = 22}, {.attested_slot = 20});
    }
    SECTION("finality in the attested header's period") {
        better({.attested_slot = 90, .finalized_slot = 80, .participants = 22},
               {.attested_slot = 80, .finalized_slot = 60});
    }
    SECTION("does not ask where a finalized header is that is not there") {
        better({.attested_slot = 100, .participants = 32}, {.attested_slot = 30, .participants = 22});
    }
    SECTION("then participants, then the older attested header, then the older signature") {
        better({.attested_slot = 31, .finalized_slot = 20, .participants = 31},
               {.attested_slot = 30, .finalized_slot = 20, .participants = 30});
        better({.attested_slot = 30, .finalized_slot = 20, .signature_slot = 40},
               {.attested_slot = 31, .finalized_slot = 20});
        better({.attested_slot = 30, .finalized_slot = 20, .signature_slot = 31},
               {.attested_slot = 30, .finalized_slot = 20, .signature_slot = 32});
    }
    SECTION("none is better than itself") {
        const LightClientUpdate same = update({.attested_slot = 30, .finalized_slot = 20});
        CHECK_FALSE(is_better_update(same, same, chain.params));
    }
}
