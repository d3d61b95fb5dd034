// The first act: who may sign it, that there is one, and that a ledger without it admits nothing else.
#include "domain/ledger/rows.h"
#include "tests/scenarios/ledger/refusals.h"

namespace tenure::testing {
namespace {

/// A ledger that nobody has opened yet.
class Genesis : public ::testing::Test {
 protected:
  Genesis() {
    LedgerStore::Options options;
    options.folder = folder.path();
    store = std::move(*LedgerStore::create(options, "county.example/tenure"));
    Sequencer::Options started;
    started.verify_threads = 1;
    sequencer = std::move(*Sequencer::start(*store, started));
  }

  LedgerOpened opening(std::int32_t threshold = 2) const {
    LedgerOpened out;
    out.origin = {"county.example/tenure"};
    out.clock = Clock::simulated;
    for (const Signer& root : roots) out.root_keys.push_back({KeyId{root.id()}});
    out.root_threshold = threshold;
    out.log_key = {store->log_key().text()};
    return out;
  }

  template <class E>
  static ActBuilder first_act(E event) {
    Act act;
    act.id = ActId::make(1, {});
    act.nonce = Code{"n0nce"};
    act.authority = {"o-county"};
    act.issued_at = *Moment::parse("2024-01-01T00:00:00Z");
    return ActBuilder(std::move(act)).add("2024-01-01", std::move(event));
  }

  void refuses(const ActBuilder& act, const Signers& signers, Reason reason, std::string_view where,
               const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    const ::testing::ScopedTrace trace(file, line, name(reason));
    const auto answer = sequencer->submit_and_wait(sign(act.payload(), signers));
    ASSERT_FALSE(answer);
    EXPECT_EQ(name(answer.error().reason), name(reason)) << answer.error().text();
    EXPECT_EQ(answer.error().where, where);
    EXPECT_EQ(store->log().head().size, 0U);
  }

  TempFolder folder;
  std::vector<Signer> roots = [] {
    std::vector<Signer> out;
    for (const char* name : {"root0", "root1", "root2"}) out.push_back(Signer::named(name));
    return out;
  }();
  std::unique_ptr<LedgerStore> store;
  std::unique_ptr<Sequencer> sequencer;
};

TEST_F(Genesis, BySomeoneElseThanItsRootKeysIsRefused) {
  const Signer mallory = Signer::named("mallory");
  refuses(first_act(opening()), {&mallory}, Reason::key_unknown, "signatures");
  refuses(first_act(opening()), {&roots[0], &roots[1], &mallory}, Reason::key_unknown, "signatures");
}

TEST_F(Genesis, BelowItsThresholdIsRefused) {
  refuses(first_act(opening()), {&roots[0]}, Reason::threshold, "signatures");
}

TEST_F(Genesis, ThatCouldNeverBeMetIsRefused) {
  refuses(first_act(opening(4)), {&roots[0], &roots[1], &roots[2]}, Reason::threshold, "signatures");
  refuses(first_act(opening(0)), {&roots[0]}, Reason::bad_value, "events[0].data.root_threshold");
}

TEST_F(Genesis, WithARootKeyTwiceIsRefused) {
  auto twice = opening();
  twice.root_keys.push_back(twice.root_keys.front());
  refuses(first_act(twice), {&roots[0], &roots[1]}, Reason::key_twice, "events[0].data.root_keys");
}

TEST_F(Genesis, OtherActsAreNoFirstAct) {
  refuses(first_act(renamed("o-county")), {&roots[0]}, Reason::genesis_shape, "");
  auto named = first_act(opening());
  named.act().nonce.reset();
  named.act().ledger = ShortText{"county.example/tenure#0000000000000000"};
  refuses(named, {&roots[0], &roots[1]}, Reason::genesis_shape, "");
}

TEST_F(Genesis, OpensTheLedgerOnceAndOnlyOnce) {
  const Signers two{&roots[0], &roots[2]};
  const auto act = first_act(opening());
  expect_admitted(sequencer->submit_and_wait(sign(act.payload(), two)));
  const auto again = sequencer->submit_and_wait(sign(act.payload(), two));
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_TRUE(again->existed);

  auto second = first_act(opening());
  second.act().id = ActId::make(2, {});
  const auto other = sequencer->submit_and_wait(sign(second.payload(), two));
  ASSERT_FALSE(other);
  EXPECT_EQ(name(other.error().reason), name(Reason::wrong_ledger));

  second.act().nonce.reset();
  second.act().ledger = ShortText{sequencer->ledger_id()};
  second.act().authority = {"o-county"};
  const auto named = sequencer->submit_and_wait(sign(second.payload(), two));
  ASSERT_FALSE(named);
  EXPECT_EQ(name(named.error().reason), name(Reason::authority_unknown));
  EXPECT_EQ(store->log().head().size, 1U);
}

TEST_F(Genesis, HoldsLedgerOpenedOnce) {
  refuses(first_act(opening()).add("2024-01-01", opening()), {&roots[0], &roots[1]}, Reason::genesis_shape,
          "events[1]");
}

TEST(SecondOpening, OfALedgerThatIsOpenIsRefused) {
  TestLedger t;
  LedgerOpened again;
  again.origin = {t.store().origin()};
  again.root_keys = {{KeyId{Signer::named("mallory").id()}}};
  again.log_key = {t.store().log_key().text()};
  expect_refused(t, t.act().add("2024-03-01", again), t.root(), {Reason::genesis_shape, "events[0]"});
}

}  // namespace
}  // namespace tenure::testing
