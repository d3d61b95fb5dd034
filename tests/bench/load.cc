// P17: what one reader's load does to what others are answered: a person's file, a check, an act of one event
// and one of some 100 KB, alone and beside the load. Everything over HTTP on loopback, the clients in the
// same process.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

#include "tests/bench/county.h"
#include "tests/bench/figures.h"
#include "tests/bench/submit.h"
#include "tests/server/served_ledger.h"

namespace tenure::bench {
namespace {

using testing::Answer;
using testing::bearer;
using testing::HttpClient;

constexpr std::size_t kProbes = 100;
constexpr std::size_t kQuestioners = 64;
constexpr std::size_t kSlowReaders = 200;
constexpr std::size_t kSlowReadersAToken = 10;
constexpr std::size_t kFlooders = 20;
constexpr std::size_t kLongActEvents = 450;  ///< some 100 KB
constexpr std::size_t kGrownActs = 400, kGrownActEvents = 500;
constexpr int kHttpOk = 200, kHttpCreated = 201, kHttpBusy = 429;

class ServedCounty {
 public:
  ServedCounty() : county_(ledger_, {}, kSeed, Course::years) {
    submit_all(ledger_.sequencer(), county_.make_acts(kGrownActs, kGrownActEvents));
    for (auto* acts : {&short_, &checked_})
      for (const Submission& act : county_.make_acts(kProbes * kLoads, 1))
        acts->push_back(to_json(act.envelope));
    for (const Submission& act : county_.make_acts(kProbes * kLoads, kLongActEvents))
      long_.push_back(to_json(act.envelope));
    app_ = testing::serve(ledger_);
  }

  std::uint16_t port() const { return app_->port(); }
  /// Headers of a new token.
  std::string token(Role role) const { return bearer(testing::new_token(ledger_.folder(), role)); }

  /// Each of what is probed: what it is, and one request of it.
  struct Probe {
    std::string_view what;
    std::function<Answer(HttpClient&)> ask;
  };
  std::vector<Probe> probes() {
    const std::string auditor = token(Role::auditor), clerk = token(Role::clerk);
    const auto post = [](std::vector<std::string>& bodies, std::string path, std::string headers) {
      return [&bodies, path = std::move(path), headers = std::move(headers), next = std::size_t{0}](
                 HttpClient& client) mutable { return client.post(path, bodies.at(next++), headers); };
    };
    return {{"a file",
             [this, auditor, next = std::size_t{0}](HttpClient& client) mutable {
               return client.get("/v1/persons/" + county_.person(next++), auditor);
             }},
            {"a check", post(checked_, "/v1/acts/check", clerk)},
            {"an act of one event", post(short_, "/v1/acts", "")},
            {"an act of 100 KB", post(long_, "/v1/acts", "")}};
  }

  static constexpr std::size_t kLoads = 4;  ///< quiet, and three loads

 private:
  testing::TestLedger ledger_;
  County county_;
  std::vector<std::string> short_, checked_, long_;
  std::unique_ptr<App> app_;
};

/// Seconds that 99 of 100 took at most.
double p99(const ServedCounty::Probe& probe, std::uint16_t port) {
  HttpClient client(port);
  std::vector<double> seconds;
  for (std::size_t i = 0; i < kProbes; ++i) {
    const Stopwatch watch;
    const Answer answer = probe.ask(client);
    seconds.push_back(watch.seconds());
    if (answer.status != kHttpOk && answer.status != kHttpCreated)
      throw std::runtime_error(fmt::format("{}: {} {}", probe.what, answer.status, answer.body));
  }
  std::ranges::sort(seconds);
  return seconds[kProbes - 1 - kProbes / 100];
}

/// A load, from its making until it goes.
class Load {
 public:
  virtual ~Load() { stop(); }

 protected:
  void begin(std::size_t count, const std::function<void(std::size_t)>& client) {
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([client, i] { client(i); });
  }
  bool goes_on() const { return !stopping_; }
  void stop() {
    stopping_ = true;
    threads_.clear();
  }

 private:
  std::atomic<bool> stopping_ = false;
  std::vector<std::jthread> threads_;
};

/// Questions about the whole county, all of one token, each asked again as soon as it is answered.
class Questioners : public Load {
 public:
  explicit Questioners(const ServedCounty& county) : token_(county.token(Role::auditor)) {
    begin(kQuestioners, [this, port = county.port()](std::size_t i) {
      HttpClient client(port);
      for (std::size_t n = i; goes_on(); ++n) {
        if (client.get(path_of(n), token_).status == kHttpBusy)
          std::this_thread::sleep_for(std::chrono::seconds(1));  // as it was told
      }
    });
  }
  ~Questioners() override { stop(); }

 private:
  static std::string path_of(std::size_t n) {
    switch (n % 3) {
      case 0:
        return "/v1/roster?limit=1000&org=" + kTopOrg;
      case 1:
        return "/v1/stats/stat.secretary_by_mode?org=" + kTopOrg;
      default:
        return fmt::format("/v1/alerts?limit=1000&org={}&on=2024-{:02}-01", kTopOrg, n % 12 + 1);
    }
  }
  std::string token_;
};

/// Readers of the whole export who take a little of it now and then.
class SlowReaders : public Load {
 public:
  explicit SlowReaders(const ServedCounty& county) {
    for (std::size_t i = 0; i < kSlowReaders; i += kSlowReadersAToken)
      tokens_.push_back(county.token(Role::auditor));
    begin(kSlowReaders, [this, port = county.port()](std::size_t i) {
      while (goes_on()) {
        HttpClient client(port);
        client.send(
            testing::request_text("GET", "/v1/events", port, {},
                                  tokens_[i / kSlowReadersAToken] + "Accept: application/x-ndjson\r\n"));
        for (int lines = 0; goes_on() && lines < 20 && client.has_answer(); ++lines)
          std::this_thread::sleep_for(std::chrono::milliseconds(50));
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    });
  }
  ~SlowReaders() override { stop(); }

 private:
  std::vector<std::string> tokens_;
};

/// Bodies that are no acts, without a token, as fast as they are refused.
class Flood : public Load {
 public:
  explicit Flood(const ServedCounty& county) {
    begin(kFlooders, [this, port = county.port()](std::size_t) {
      const std::string body = "{\"payload\":\"" + std::string(60 << 10, 'A') + "\"}";
      HttpClient client(port);
      while (goes_on() && client.post("/v1/acts", body).status != 0) {
      }
    });
  }
  ~Flood() override { stop(); }
};

}  // namespace

std::vector<Figure> load_figures(const Plan& plan) {
  if (!plan.wants("P17")) return {};
  std::vector<Figure> out;
  for (int run = 0; run < plan.runs; ++run) {
    ServedCounty county;
    auto probes = county.probes();
    std::vector<double> quiet;
    for (const auto& probe : probes) quiet.push_back(p99(probe, county.port()));
    std::size_t place = 0;
    const auto beside = [&](std::string_view load) {
      for (std::size_t i = 0; i < probes.size(); ++i, ++place) {
        if (out.size() <= place)
          out.push_back({.id = "P17",
                         .what = fmt::format("{} beside {}, p99, ms", probes[i].what, load),
                         .against = "the same on a quiet server",
                         .ratio_max = 3});
        const double loaded = p99(probes[i], county.port());
        out[place].value.values.push_back(loaded * kMilli);
        out[place].limit.values.push_back(quiet[i] * kMilli);
        out[place].ratio.values.push_back(loaded / quiet[i]);
      }
    };
    {
      const Questioners load(county);
      beside(fmt::format("{} county questions of one token", kQuestioners));
    }
    {
      const SlowReaders load(county);
      beside(fmt::format("{} slow readers of the export", kSlowReaders));
    }
    {
      const Flood load(county);
      beside(fmt::format("{} senders of bodies that are no acts", kFlooders));
    }
  }
  return out;
}

}  // namespace tenure::bench
