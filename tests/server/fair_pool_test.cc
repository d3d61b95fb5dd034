// The threads that work for many askers: nobody's questions keep another's waiting.
#include "server/http/fair_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <latch>

namespace tenure {
namespace {

using Taken = FairPool::Taken;

/// A piece of work that holds its thread until it is let go.
class Held {
 public:
  FairPool::Work work() {
    return [this] {
      begun_.set_value();
      go_.get_future().wait();
    };
  }
  void wait_begun() { begun_.get_future().wait(); }
  void let_go() { go_.set_value(); }

 private:
  std::promise<void> begun_, go_;
};

TEST(FairPool, AThreadIsLeftToOthersHoweverMuchOneAsks) {
  FairPool pool({.threads = 2, .running_max = 1});
  Held held;
  std::latch others_done(1);
  ASSERT_EQ(pool.submit("a", held.work()), Taken::yes);
  for (int i = 0; i < 20; ++i) ASSERT_EQ(pool.submit("a", [] {}), Taken::yes);
  held.wait_begun();
  ASSERT_EQ(pool.submit("b", [&] { others_done.count_down(); }), Taken::yes);
  others_done.wait();
  EXPECT_EQ(pool.waiting(), 20U) << "one of a's holds its place";
  held.let_go();
}

TEST(FairPool, WhoUsedTheThreadsLeastIsNext) {
  std::vector<std::string> order;
  {
    FairPool pool({.threads = 1});
    Held held;
    ASSERT_EQ(pool.submit("a", held.work()), Taken::yes);
    held.wait_begun();
    for (int i = 0; i < 3; ++i) ASSERT_EQ(pool.submit("a", [&] { order.emplace_back("a"); }), Taken::yes);
    for (int i = 0; i < 2; ++i) ASSERT_EQ(pool.submit("b", [&] { order.emplace_back("b"); }), Taken::yes);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));  // that a has used
    held.let_go();
  }
  EXPECT_EQ(order, (std::vector<std::string>{"b", "b", "a", "a", "a"})) << "b's two took less than a's first";
}

TEST(FairPool, WhoComesBackHasSavedNothingUp) {
  std::vector<std::string> order;
  {
    FairPool pool({.threads = 1});
    ASSERT_EQ(pool.submit("late", [] {}), Taken::yes);
    Held first, second;
    ASSERT_EQ(pool.submit("a", first.work()), Taken::yes);
    first.wait_begun();
    ASSERT_EQ(pool.submit("a", second.work()), Taken::yes);
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    first.let_go();
    second.wait_begun();
    ASSERT_EQ(pool.submit("a", [&] { order.emplace_back("a"); }), Taken::yes);
    const auto slow = [&] {
      order.emplace_back("late");
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    };
    for (int i = 0; i < 20; ++i) ASSERT_EQ(pool.submit("late", slow), Taken::yes);
    second.let_go();
  }
  const auto place = std::ranges::find(order, "a") - order.begin();
  EXPECT_LE(place, 10) << "it was away while a used 400 ms, 20 of its own, which it does not get now";
}

TEST(FairPool, WhatIsTakenIsBoundedOfOneAndOfAll) {
  FairPool pool({.threads = 1, .taken_of_one = 3, .taken_max = 4});
  Held held;
  ASSERT_EQ(pool.submit("a", held.work()), Taken::yes);
  held.wait_begun();
  EXPECT_EQ(pool.submit("a", [] {}), Taken::yes);
  EXPECT_EQ(pool.submit("a", [] {}), Taken::yes);
  EXPECT_EQ(pool.submit("a", [] {}), Taken::asker_is_full);
  EXPECT_EQ(pool.submit("b", [] {}), Taken::yes);
  EXPECT_EQ(pool.submit("c", [] {}), Taken::all_is_full);
  held.let_go();
}

TEST(FairPool, WhatWasTakenIsDoneBeforeItStops) {
  int done = 0;
  std::size_t told = 0;
  {
    FairPool pool({.threads = 1, .waited = [&](double seconds) { told += seconds >= 0 ? 1 : 0; }});
    for (int i = 0; i < 10; ++i) ASSERT_EQ(pool.submit("a", [&] { ++done; }), Taken::yes);
  }
  EXPECT_EQ(done, 10);
  EXPECT_EQ(told, 10U);
}

}  // namespace
}  // namespace tenure
