// The figures of GET /metrics, in Prometheus' text format.
//
// Any thread. Counting is an atomic addition; what has a current value is asked for when the text is made.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "domain/core/refusal.h"
#include "server/http/server.h"

namespace tenure {

class Metrics {
 public:
  /// Values that are read when the text is made.
  struct Gauges {
    std::function<double()> log_size = [] { return 0.0; };
    std::function<double()> connections = [] { return 0.0; };
    std::function<double()> body_bytes = [] { return 0.0; };  ///< of memory, of bodies on their way
    std::function<double()> websocket_clients = [] { return 0.0; };
    std::function<double()> reads_lost = [] { return 0.0; };
    std::function<double()> block_cache_bytes = [] { return 0.0; };
    std::function<double()> rows_size = [] { return 0.0; };      ///< acts whose rows are there
    std::function<double()> compactions = [] { return 0.0; };    ///< that run or wait
    std::function<double()> writes_halted = [] { return 0.0; };  ///< 1: none until the ledger is opened again
  };

  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// Once, before anything is counted by route.
  void watch(std::span<const Router::Route> routes);
  void set_gauges(Gauges gauges);

  /// `route` as in AccessLine.
  void request(std::size_t route, int status, double seconds);
  /// How long a request waited for a thread of its lane.
  void waited(WorkLane lane, double seconds);
  void turned_away(TurnedAway why);
  void act_begun();
  void act_admitted();
  void act_refused(Reason reason);
  void group_committed(std::uint64_t acts);

  std::string text() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tenure
