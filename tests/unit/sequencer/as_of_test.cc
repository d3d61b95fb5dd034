// The standing at every past size of a real ledger: the stored rows against a fold in memory over the log's
// own records, which shares nothing with the store but the fold.
#include <gtest/gtest.h>

#include <random>

#include "tests/support/ledger.h"
#include "tests/unit/sequencer/making_events.h"
#include "tests/unit/sequencer/memory_history.h"

namespace tenure::testing {
namespace {

constexpr int kSeeds = 4;
constexpr int kActs = 40;

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int below(int end) { return static_cast<int>(engine_() % static_cast<unsigned>(end)); }

 private:
  std::mt19937 engine_;
};

Plan random_plan(Dice& dice) {
  return {dice.below(kPlanTypes), dice.below(2), dice.below(2), dice.below(2), dice.below(60)};
}

/// Random acts of the register and of tenure, a third of them corrections; what the ledger refuses is left
/// out.
void act_at_random(TestLedger& t, Dice& dice) {
  auto act = t.act();
  for (int events = 1 + dice.below(3); events > 0; --events) {
    Event event = event_of(random_plan(dice));
    if (dice.below(3) == 0) {
      const Position target{
          static_cast<std::uint64_t>(dice.below(static_cast<int>(t.store().log().head().size))), 0};
      event =
          make_event(event.on, correcting(target, dice.below(3) == 0 ? std::nullopt : std::optional(event)));
    }
    act.act().events.push_back(std::move(event));
  }
  t.sequencer().submit(sign(act.payload(), t.root()), [](const Result<Admission>&) {});
}

std::map<std::string, std::string> stored_rows(TestLedger& t, std::uint64_t size) {
  std::map<std::string, std::string> out;
  EXPECT_TRUE(t.store().parts(
      {}, size, [&](std::string_view key, std::string_view row) { out[std::string(key)] = row; }));
  return out;
}

class AsOf : public ::testing::TestWithParam<int> {};

TEST_P(AsOf, StoredRowsAreThoseOfAFoldThatStoppedThere) {
  TestLedger t;
  Dice dice(static_cast<unsigned>(GetParam()));
  for (const char* org : {"o-0", "o-1"}) t.register_org(org, "o-town");
  for (const char* person : {"p-0", "p-1"}) t.register_person(person, "o-0");
  const std::uint64_t start = t.store().log().head().size;
  for (int i = 0; i < kActs; ++i) act_at_random(t, dice);
  ASSERT_TRUE(t.reopen());
  const std::uint64_t end = t.store().log().head().size;
  ASSERT_GT(end, start + kActs / 8) << "too few acts were admitted to say anything";

  MemoryLedger memory;
  for (std::uint64_t size = 0; size <= end; ++size) {
    EXPECT_TRUE(stored_rows(t, size) == memory.history().rows_at(kNewest)) << "at size " << size;
    if (size == end) break;
    const auto record = t.store().log().record(size);
    ASSERT_TRUE(record);
    std::vector<Event> events;
    for (std::size_t i = 0; i < record->event_count(); ++i)
      events.push_back(*read_event_slice(event_slice(*record, i)));
    memory.record(events);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AsOf, ::testing::Range(0, kSeeds));

}  // namespace
}  // namespace tenure::testing
