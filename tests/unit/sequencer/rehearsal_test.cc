// Rehearsals beside acts: who rehearses a file keeps nobody's act waiting, and is told of one record.
#include <gtest/gtest.h>

#include <chrono>
#include <future>

#include "tests/support/ledger.h"

namespace tenure::testing {
namespace {

constexpr std::chrono::seconds kPatience{20};

/// A rehearsal whose answer is not taken until it is let go.
class HeldRehearsal {
 public:
  explicit HeldRehearsal(Sequencer& sequencer) {
    sequencer.rehearse({}, [this](const Result<std::vector<Rehearsal>>&) {
      told_.set_value();
      go_.get_future().wait();
    });
    told_.get_future().wait();
  }
  ~HeldRehearsal() { let_go(); }
  void let_go() {
    if (!std::exchange(gone_, true)) go_.set_value();
  }

 private:
  std::promise<void> told_, go_;
  bool gone_ = false;
};

TEST(Rehearsal, ActsGoOnWhileOneIsJudged) {
  TestLedger t;
  HeldRehearsal held(t.sequencer());
  auto act = t.act();
  act.add("2024-03-01", OrgRenamed{{"o-village"}, {"新村"}, {}});
  std::promise<bool> admitted;
  auto answer = admitted.get_future();
  t.sequencer().submit(sign(act.payload(), t.root()),
                       [&](const Result<Admission>& outcome) { admitted.set_value(outcome.has_value()); });
  const bool in_time = answer.wait_for(kPatience) == std::future_status::ready;
  held.let_go();
  EXPECT_TRUE(in_time);
  EXPECT_TRUE(answer.get());
}

TEST(Rehearsal, ItIsJudgedAgainstTheRecordOfItsTurnWhateverComesMeanwhile) {
  TestLedger t;
  t.register_person("p-1", "o-village");
  const auto registration = [&] {
    PersonRegistered person;
    person.person = {"p-2"};
    person.org = {"o-village"};
    return t.act().add("2024-03-01", std::move(person));
  };
  HeldRehearsal held(t.sequencer());
  std::promise<Result<std::vector<Rehearsal>>> told;
  std::vector<Submission> acts;
  acts.push_back(sign(registration().payload(), t.root()));
  acts.push_back(sign(registration().payload(), t.root()));
  t.sequencer().rehearse(std::move(acts),
                         [&](Result<std::vector<Rehearsal>> answer) { told.set_value(std::move(answer)); });
  ASSERT_TRUE(t.submit(registration(), t.root()));
  held.let_go();
  const auto answer = told.get_future().get();
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_TRUE(answer->at(0).refusals.empty()) << "when its turn came, nobody had registered that person";
  EXPECT_FALSE(answer->at(1).refusals.empty()) << "but the act before it had";
}

TEST(Rehearsal, DrainingAnswersThoseThatWait) {
  TestLedger t;
  std::optional<std::size_t> told;
  t.sequencer().rehearse({}, [&](const Result<std::vector<Rehearsal>>& answer) { told = answer->size(); });
  t.sequencer().drain();
  EXPECT_EQ(told, 0U);
}

}  // namespace
}  // namespace tenure::testing
