// A running ledger: store, sequencer, access, HTTP, feed. Puts them together and takes them apart in order.
//
// start() and stop() by one thread; the parts may be used by any while it runs.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "replay/past.h"
#include "server/access/access.h"
#include "server/access/drafts.h"
#include "server/access/reads.h"
#include "server/access/uploads.h"
#include "server/app/config.h"
#include "server/app/metrics.h"
#include "server/sequencer/sequencer.h"
#include "server/stream/feed.h"
#include "storage/ledger/ledger_store.h"

namespace tenure {

class Hub;
class LogFeed;

class App {
 public:
  /// `folder` is the store's.
  static Result<std::unique_ptr<App>> start(Config config, const std::string& folder,
                                            std::unique_ptr<LedgerStore> store);
  /// The same without HTTP, for who has the folder at hand: answer() alone. `folder` is the store's, or
  /// another one for what readers leave behind.
  static Result<std::unique_ptr<App>> open(
      const std::string& folder, std::unique_ptr<LedgerStore> store,
      std::function<void(std::uint64_t)> on_rebuilding = [](std::uint64_t) {});
  /// stop()s.
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  /// The first half of an end: no new connections, feeds told with 1001, `stopped` to new writes, everything
  /// queued answered and synced. Nothing that was acknowledged, and no read of a file, is lost afterwards.
  void settle();
  /// settle(), then feeds and connections are given until Timeouts::stop after its beginning, and what
  /// answered late a moment to be taken; what is left is cut.
  void stop();

  /// What a client would be answered, of an App that was open()ed. The request's viewer is taken as it is.
  Response answer(Request request);

  std::uint16_t port() const;
  /// Whether it takes writes and answers questions: else `stopped`, or `rebuilding` while rows that lag
  /// behind the log are brought up to it.
  Result<void> readiness() const;
  bool ready() const { return readiness().has_value(); }

  /// HttpServer::reload_certificate; a line for the operator says what came of it.
  void reload_certificate();

  LedgerStore& store() { return *store_; }
  Sequencer& sequencer() { return *sequencer_; }
  Access& access() { return *access_; }
  ReadJournal& reads() { return *reads_; }
  Metrics& metrics() { return metrics_; }

 private:
  struct Apis;
  explicit App(std::unique_ptr<LedgerStore> store);

  /// `in_background`: without waiting for the rows.
  Result<void> open_parts(const Config& config, const std::string& folder, bool in_background);
  void opened();
  void read_names();
  void open_feed();
  Router make_router();
  Result<void> serve(Config config);
  void committed(const Head& head);
  /// What questions take for now: the moment of the newest act where the ledger's clock is simulated.
  Moment now() const;
  /// Nothing while the rows are not open: nobody listens then.
  Hub* hub_in_use() const { return sequencer_ && sequencer_->is_open() ? hub_.get() : nullptr; }
  bool may_watch(const Viewer& viewer, const Subject& subject) const;
  Result<std::string> standing(const Viewer& viewer, const Subject& subject,
                               const std::optional<When>& as_of) const;

  std::unique_ptr<LedgerStore> store_;
  Metrics metrics_;
  std::uint64_t committed_size_ = 0;  ///< only where on_committed is called
  std::chrono::milliseconds stop_time_{0};
  std::chrono::steady_clock::time_point stop_by_;
  std::atomic<bool> stopping_ = false;
  std::unique_ptr<ReadJournal> reads_;
  std::unique_ptr<Uploads> uploads_;
  std::unique_ptr<DraftStore> drafts_;
  std::unique_ptr<Access> access_;
  std::unique_ptr<LogFeed> feed_;  ///< this and hub_ are made when the sequencer opens, by its thread
  std::unique_ptr<Hub> hub_;
  std::unique_ptr<Sequencer> sequencer_;
  std::unique_ptr<Apis> apis_;
  std::optional<Router> router_;  ///< without a server
  std::unique_ptr<HttpServer> server_;
  std::jthread names_reader_;  ///< made when the sequencer opens, by its thread
};

}  // namespace tenure
