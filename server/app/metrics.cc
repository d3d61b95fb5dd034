#include "server/app/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>

namespace tenure {
namespace {

constexpr std::size_t kStatusClasses = 5;  ///< 1xx to 5xx
const prometheus::Histogram::BucketBoundaries kSeconds{0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
                                                       0.1,   0.25,  0.5,   1,    2.5,  10};
const prometheus::Histogram::BucketBoundaries kGroupActs{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

}  // namespace

struct Metrics::Impl {
  /// What is counted of one route.
  struct RouteFigures {
    std::array<prometheus::Counter*, kStatusClasses> by_status{};
    prometheus::Histogram* seconds = nullptr;
  };

  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                          .Name("tenure_http_requests_total")
                                                          .Help("Requests answered")
                                                          .Register(registry);
  prometheus::Family<prometheus::Histogram>& seconds = prometheus::BuildHistogram()
                                                           .Name("tenure_http_request_seconds")
                                                           .Help("From a request's header to its answer")
                                                           .Register(registry);
  prometheus::Family<prometheus::Histogram>& waits = prometheus::BuildHistogram()
                                                         .Name("tenure_queue_wait_seconds")
                                                         .Help("How long a request waited for a thread")
                                                         .Register(registry);
  std::array<prometheus::Histogram*, kWorkLanes.size()> wait_of = [this] {
    std::array<prometheus::Histogram*, kWorkLanes.size()> out{};
    for (const WorkLane lane : kWorkLanes)
      out[static_cast<std::size_t>(lane)] = &waits.Add({{"lane", std::string(name(lane))}}, kSeconds);
    return out;
  }();
  prometheus::Family<prometheus::Counter>& turned_away = prometheus::BuildCounter()
                                                             .Name("tenure_connections_refused_total")
                                                             .Help("Connections turned away, by the limit")
                                                             .Register(registry);
  prometheus::Counter& all_taken = turned_away.Add({{"limit", "all"}});
  prometheus::Counter& share_taken = turned_away.Add({{"limit", "address"}});
  prometheus::Family<prometheus::Counter>& refusals = prometheus::BuildCounter()
                                                          .Name("tenure_acts_refused_total")
                                                          .Help("Acts refused, by reason")
                                                          .Register(registry);
  prometheus::Counter& admitted = prometheus::BuildCounter()
                                      .Name("tenure_acts_admitted_total")
                                      .Help("Acts admitted over HTTP")
                                      .Register(registry)
                                      .Add({});
  prometheus::Counter& sync_failures = prometheus::BuildCounter()
                                           .Name("tenure_sync_failures_total")
                                           .Help("Answers whose write the disk did not confirm")
                                           .Register(registry)
                                           .Add({});
  prometheus::Histogram& group_acts = prometheus::BuildHistogram()
                                          .Name("tenure_group_acts")
                                          .Help("Acts committed with one synced write")
                                          .Register(registry)
                                          .Add({}, kGroupActs);
  prometheus::Family<prometheus::Gauge>& now =
      prometheus::BuildGauge().Name("tenure_now").Help("Values of this moment").Register(registry);
  prometheus::Gauge& pending = now.Add({{"of", "acts_pending"}});
  prometheus::Gauge& log_size = now.Add({{"of", "log_size"}});
  prometheus::Gauge& connections = now.Add({{"of", "connections"}});
  prometheus::Gauge& body_bytes = now.Add({{"of", "body_bytes"}});
  prometheus::Gauge& clients = now.Add({{"of", "websocket_clients"}});
  prometheus::Gauge& reads_lost = now.Add({{"of", "reads_lost"}});
  prometheus::Gauge& block_cache_bytes = now.Add({{"of", "block_cache_bytes"}});
  prometheus::Gauge& rows_size = now.Add({{"of", "rows_size"}});
  prometheus::Gauge& compactions = now.Add({{"of", "compactions"}});
  prometheus::Gauge& writes_halted = now.Add({{"of", "writes_halted"}});

  std::vector<RouteFigures> routes;  ///< the last one: no route
  Gauges gauges;

  RouteFigures figures_of(std::string_view method, std::string_view path) {
    const prometheus::Labels labels{{"method", std::string(method)}, {"route", std::string(path)}};
    RouteFigures out;
    for (std::size_t i = 0; i < kStatusClasses; ++i) {
      auto with_status = labels;
      with_status.emplace("status", std::to_string(i + 1) + "xx");
      out.by_status[i] = &requests.Add(with_status);
    }
    out.seconds = &seconds.Add(labels, kSeconds);
    return out;
  }
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::watch(std::span<const Router::Route> routes) {
  for (const auto& route : routes) {
    impl_->routes.push_back(impl_->figures_of(route.operation.method, route.operation.path));
  }
  impl_->routes.push_back(impl_->figures_of("-", "-"));
}

void Metrics::set_gauges(Gauges gauges) { impl_->gauges = std::move(gauges); }

void Metrics::request(std::size_t route, int status, double seconds) {
  const Impl::RouteFigures& figures = impl_->routes[std::min(route, impl_->routes.size() - 1)];
  const auto klass =
      static_cast<std::size_t>(std::clamp(status / 100, 1, static_cast<int>(kStatusClasses))) - 1;
  figures.by_status[klass]->Increment();
  figures.seconds->Observe(seconds);
}

void Metrics::waited(WorkLane lane, double seconds) {
  impl_->wait_of[static_cast<std::size_t>(lane)]->Observe(seconds);
}

void Metrics::turned_away(TurnedAway why) {
  (why == TurnedAway::all_taken ? impl_->all_taken : impl_->share_taken).Increment();
}

void Metrics::act_begun() { impl_->pending.Increment(); }

void Metrics::act_admitted() {
  impl_->pending.Decrement();
  impl_->admitted.Increment();
}

void Metrics::act_refused(Reason reason) {
  impl_->pending.Decrement();
  impl_->refusals.Add({{"reason", std::string(name(reason))}}).Increment();
  if (reason == Reason::outcome_unknown) impl_->sync_failures.Increment();
}

void Metrics::group_committed(std::uint64_t acts) { impl_->group_acts.Observe(static_cast<double>(acts)); }

std::string Metrics::text() const {
  impl_->log_size.Set(impl_->gauges.log_size());
  impl_->connections.Set(impl_->gauges.connections());
  impl_->body_bytes.Set(impl_->gauges.body_bytes());
  impl_->clients.Set(impl_->gauges.websocket_clients());
  impl_->reads_lost.Set(impl_->gauges.reads_lost());
  impl_->block_cache_bytes.Set(impl_->gauges.block_cache_bytes());
  impl_->rows_size.Set(impl_->gauges.rows_size());
  impl_->compactions.Set(impl_->gauges.compactions());
  impl_->writes_halted.Set(impl_->gauges.writes_halted());
  return prometheus::TextSerializer().Serialize(impl_->registry.Collect());
}

}  // namespace tenure
