// Acts handed to a sequencer as fast as its bounded queue takes them. One thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <thread>
#include <vector>

#include "server/sequencer/sequencer.h"
#include "tests/bench/figures.h"

namespace tenure::bench {

inline constexpr std::uint64_t kSeed = 20240301;

/// Seconds until the last answer; a refusal throws.
inline double submit_all(Sequencer& sequencer, std::vector<Submission>&& acts) {
  constexpr std::size_t kActsInFlightMax = kQueueActsMax - 1;
  constexpr std::size_t kBytesInFlightMax = kQueueBytesMax / 2;
  std::atomic<std::size_t> acts_in_flight = 0;
  std::atomic<std::size_t> bytes_in_flight = 0;
  std::atomic<std::size_t> refused = 0;
  const Stopwatch watch;
  for (Submission& act : acts) {
    const std::size_t bytes = act.envelope.payload.size();
    while (acts_in_flight >= kActsInFlightMax || bytes_in_flight >= kBytesInFlightMax)
      std::this_thread::sleep_for(std::chrono::microseconds(500));
    ++acts_in_flight;
    bytes_in_flight += bytes;
    sequencer.submit(std::move(act), [&, bytes](const Result<Admission>& outcome) {
      if (!outcome && refused++ == 0) fmt::print(stderr, "refused: {}\n", outcome.error().text());
      --acts_in_flight;
      bytes_in_flight -= bytes;
    });
  }
  while (acts_in_flight > 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
  const double seconds = watch.seconds();
  if (refused > 0) throw std::runtime_error("acts were refused");
  return seconds;
}

}  // namespace tenure::bench
