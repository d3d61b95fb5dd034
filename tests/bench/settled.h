// A ledger that has rested: what is asked of it is not measured beside what its storage still puts in order.
#pragma once

#include <chrono>
#include <thread>

#include "storage/ledger/ledger_store.h"

namespace tenure::bench {

/// Waits until nothing is put in order any more, two minutes at most.
inline void settle(const LedgerStore& store) {
  constexpr std::chrono::milliseconds kBetween{100};
  constexpr int kLooksMax = 1'200;
  constexpr int kQuietLooks = 3;
  for (int quiet = 0, looks = 0; quiet < kQuietLooks && looks < kLooksMax; ++looks) {
    quiet = store.compactions() == 0 ? quiet + 1 : 0;
    std::this_thread::sleep_for(kBetween);
  }
}

}  // namespace tenure::bench
