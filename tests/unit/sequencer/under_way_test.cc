// A group that is being stored while the next one is admitted: what the next one sees of it, and what becomes
// of both when the disk fails.
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <future>
#include <thread>

#include "domain/registry/rows.h"
#include "tests/support/fault_fs.h"
#include "tests/support/ledger.h"
#include "tests/unit/evidence/reason_of.h"

namespace tenure::testing {
namespace {

using test::reason_of;

class UnderWay : public ::testing::Test {
 protected:
  UnderWay() {
    spdlog::set_level(spdlog::level::off);  // the failures are meant
    size_ = ledger_.store().log().head().size;
  }
  ~UnderWay() override {
    disk_->release();
    spdlog::set_level(spdlog::level::info);
  }

  static TestLedger::Options on(const std::shared_ptr<FaultFileSystem>& disk) {
    TestLedger::Options options;
    options.fs = disk;
    return options;
  }

  /// An act that was sent.
  class Sent {
   public:
    explicit Sent(std::shared_future<Result<Admission>> answer) : answer_(std::move(answer)) {}

    bool is_answered() const {
      return answer_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }
    /// These wait for the answer.
    const Result<Admission>& answer() const { return answer_.get(); }
    std::optional<Reason> reason() const { return reason_of(answer()); }

   private:
    std::shared_future<Result<Admission>> answer_;
  };
  Sent send(const ActBuilder& act, const Signers& signers) {
    auto answer = std::make_shared<std::promise<Result<Admission>>>();
    ledger_.sequencer().submit(sign(act.payload(), signers),
                               [answer](Result<Admission> told) { answer->set_value(std::move(told)); });
    return Sent(answer->get_future().share());
  }
  Sent rename(const std::string& name) { return send(renaming(name), ledger_.root()); }
  ActBuilder renaming(const std::string& name) {
    return ledger_.act().add("2024-03-01", OrgRenamed{{"o-village"}, {name}, {}});
  }

  /// An act that is being stored for as long as the disk holds still.
  Sent begin_to_store(const ActBuilder& act) {
    disk_->hold();
    const Sent sent = send(act, ledger_.root());
    disk_->wait_until_held();
    return sent;
  }
  /// Returns when everything that was sent is admitted or refused: a question is answered in its turn.
  void wait_until_admitted() {
    EXPECT_TRUE(ledger_.sequencer().check_and_wait(sign(renaming("问村").payload(), ledger_.root())));
  }
  void fail_then_release(Fault fault) {
    disk_->arm(disk_->operations() + 1, fault);
    disk_->release();
  }
  std::uint64_t size() { return ledger_.store().log().head().size; }
  std::vector<std::string> names() {
    std::vector<std::string> out;
    const auto row = ledger_.row<OrgRow>("o-village");
    for (const auto& each : row->names) out.push_back(each.name.value);
    return {out.begin() + 1, out.end()};
  }

  std::shared_ptr<FaultFileSystem> disk_ = std::make_shared<FaultFileSystem>();
  TestLedger ledger_{on(disk_)};
  std::uint64_t size_ = 0;  ///< of the log before the test's acts
};

using OrgNames = std::vector<std::string>;

TEST_F(UnderWay, NextActsAreJudgedByWhatItDid) {
  const Signer& clerk = ledger_.clerk("o-town");
  const Sent revoked = begin_to_store(ledger_.act().add("2024-03-01", KeyRevoked{{clerk.id()}, {"lost"}}));
  auto act = ledger_.act("o-town").add("2024-03-01", OrgRenamed{{"o-village"}, {"新村"}, {}});
  const auto told = ledger_.sequencer().check_and_wait(sign(act.payload(), {&clerk}));
  EXPECT_EQ(reason_of(told), Reason::key_revoked);
  EXPECT_FALSE(revoked.is_answered());
  disk_->release();
  EXPECT_EQ(revoked.reason(), std::nullopt);
}

TEST_F(UnderWay, NextActsAreStoredBehindItTogether) {
  const Sent first = begin_to_store(renaming("一村"));
  const Sent second = rename("二村");
  const Sent third = rename("三村");
  wait_until_admitted();
  EXPECT_FALSE(first.is_answered() || second.is_answered() || third.is_answered())
      << "nothing of it is durable";
  disk_->release();
  ledger_.sequencer().drain();
  EXPECT_EQ(first.answer()->index, size_);
  EXPECT_EQ(second.answer()->index, size_ + 1);
  EXPECT_EQ(third.answer()->index, size_ + 2);
  EXPECT_EQ(names(), OrgNames({"一村", "二村", "三村"}));
}

TEST_F(UnderWay, SameActAgainWaitsForItAndIsAnsweredAsBefore) {
  const ActBuilder act = renaming("一村");
  const Sent first = begin_to_store(act);
  const Sent again = send(act, ledger_.root());
  const Sent next = rename("二村");
  disk_->release();
  ledger_.sequencer().drain();
  EXPECT_FALSE(first.answer()->existed);
  EXPECT_TRUE(again.answer()->existed);
  EXPECT_EQ(again.answer()->index, size_);
  EXPECT_EQ(next.answer()->index, size_ + 1);
}

TEST_F(UnderWay, WithoutRoomForItNothingOnTopOfItIsTakenAndTheNextGoOn) {
  const Sent first = begin_to_store(renaming("一村"));
  const Sent on_top = rename("二村");
  wait_until_admitted();
  fail_then_release(Fault::no_space);
  ledger_.sequencer().drain();
  EXPECT_EQ(first.reason(), Reason::disk_full);
  EXPECT_EQ(on_top.reason(), Reason::disk_full);
  EXPECT_EQ(size(), size_);
  EXPECT_EQ(names(), OrgNames());

  disk_->make_room();
  ledger_.close();
  ASSERT_TRUE(ledger_.reopen());
  EXPECT_EQ(size(), size_);
  EXPECT_EQ(ledger_.submit(renaming("三村"), ledger_.root())->index, size_);
  EXPECT_EQ(names(), OrgNames({"三村"}));
}

TEST_F(UnderWay, SameActAgainIsTakenWhenThereIsRoomForItOnceMore) {
  const ActBuilder act = renaming("一村");
  const Sent first = begin_to_store(act);
  const Sent on_top = rename("二村");
  wait_until_admitted();
  fail_then_release(Fault::no_space);
  ASSERT_EQ(first.reason(), Reason::disk_full);
  disk_->make_room();
  Result<Admission> again = ledger_.submit(act, ledger_.root());
  // The storage needs a moment to see that there is room.
  for (int i = 0; i < 1000 && !again; ++i) {
    EXPECT_EQ(reason_of(again), Reason::disk_full);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    again = ledger_.submit(act, ledger_.root());
  }
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->index, size_);
  EXPECT_FALSE(again->existed);
  EXPECT_EQ(on_top.reason(), Reason::disk_full);
  EXPECT_EQ(names(), OrgNames({"一村"}));
}

TEST_F(UnderWay, WhereItsOutcomeIsUnknownWhatIsOnTopOfItIsNot) {
  const ActBuilder act = renaming("一村");
  const Sent first = begin_to_store(act);
  const Sent on_top = rename("二村");
  wait_until_admitted();
  fail_then_release(Fault::fail_sync);
  EXPECT_EQ(first.reason(), Reason::outcome_unknown);
  EXPECT_EQ(on_top.reason(), Reason::stopped);
  EXPECT_EQ(reason_of(ledger_.submit(act, ledger_.root())), Reason::outcome_unknown)
      << "who sends it again is not told that it was refused";
  EXPECT_EQ(reason_of(ledger_.submit(renaming("三村"), ledger_.root())), Reason::stopped);
}

}  // namespace
}  // namespace tenure::testing
