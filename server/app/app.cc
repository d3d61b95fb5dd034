#include "server/app/app.h"

#include <spdlog/spdlog.h>

#include "replay/questions.h"
#include "server/api/acts.h"
#include "server/api/drafts.h"
#include "server/api/evidence.h"
#include "server/api/journal.h"
#include "server/api/questions.h"
#include "server/api/rules.h"
#include "server/stream/connection.h"
#include "server/stream/hub.h"
#include "server/stream/log_feed.h"

namespace tenure {
namespace {

void log_access(const AccessLine& line) {
  spdlog::info("{} {} {} {} {} {:.6f} {}", line.peer, line.method, line.path, line.status, line.bytes,
               line.seconds, line.token_id.empty() ? "-" : line.token_id);
}

}  // namespace

struct App::Apis {
  explicit Apis(App& app)
      : acts(*app.store_, *app.sequencer_, *app.reads_, app.metrics_),
        drafts(*app.drafts_, *app.store_, *app.sequencer_, acts),
        evidence(*app.store_, app.metrics_, [&app] { return app.ready(); }),
        journal(*app.reads_, *app.store_),
        questions{*app.store_, &Sequencer::system_now,
                  [&app](const Request& request, const std::string& subject) {
                    const std::string endpoint = request.segments.size() > 1 ? request.segments[1] : "";
                    app.reads_->note(request.viewer, subject, "/v1/" + endpoint, Sequencer::system_now());
                  }} {}

  ActsApi acts;
  DraftsApi drafts;
  EvidenceApi evidence;
  JournalApi journal;
  QuestionContext questions;
};

App::App(std::unique_ptr<LedgerStore> store)
    : store_(std::move(store)), committed_size_(store_->log().head().size) {}

Result<std::unique_ptr<App>> App::start(Config config, const std::string& folder,
                                        std::unique_ptr<LedgerStore> store) {
  std::unique_ptr<App> app(new App(std::move(store)));
  if (auto done = app->open_parts(config, folder); !done) return tl::unexpected(done.error());
  if (auto done = app->serve(std::move(config)); !done) return tl::unexpected(done.error());
  return app;
}

Result<void> App::open_parts(const Config& config, const std::string& folder) {
  auto reads = ReadJournal::open(folder);
  if (!reads) return tl::unexpected(reads.error());
  reads_ = std::move(*reads);
  auto drafts = DraftStore::open(folder, Sequencer::system_now());
  if (!drafts) return tl::unexpected(drafts.error());
  drafts_ = std::move(*drafts);
  access_ = std::make_unique<Access>(folder, &Sequencer::system_now);
  open_feed();
  Sequencer::Options options;
  options.verify_threads = config.verify_threads;
  options.on_committed = [this](const Head& head) { committed(head); };
  auto sequencer = Sequencer::start(*store_, std::move(options));
  if (!sequencer) return tl::unexpected(sequencer.error());
  sequencer_ = std::move(*sequencer);
  return {};
}

void App::open_feed() {
  FeedHooks hooks;
  hooks.authenticate = [this](std::string_view token, const std::string& peer) {
    return access_->authenticate_token(token, peer);
  };
  hooks.still_valid = [this](const Viewer& viewer) { return access_->still_valid(viewer); };
  hooks.standing = [this](const Viewer& viewer, const Subject& subject) { return standing(viewer, subject); };
  hooks.stat = [this](const Viewer& viewer, const Code& name, const std::optional<OrgId>& org) {
    return statistic_now(apis_->questions, viewer, name.value, org);
  };
  hooks.alerts = [this](const Viewer& viewer, const std::optional<OrgId>& org) {
    return alerts_now(apis_->questions, viewer, org);
  };
  hooks.watched = [this](const Viewer& viewer, const Subject& subject) {
    reads_->note(viewer, subject.str(), "/v1/stream", Sequencer::system_now());
  };
  feed_ = std::make_unique<LogFeed>(*store_, store_->log());
  hub_ = std::make_unique<Hub>(*feed_, std::move(hooks));
}

/// What the topic `standing` shows: the file without what is sealed.
Result<std::string> App::standing(const Viewer& viewer, const Subject& subject) const {
  const Questions questions(*store_, viewer, Sequencer::system_now());
  const auto when = questions.when({}, {});
  if (!when) return tl::unexpected(when.error());
  const OpenSealed closed = [](const std::string&, const std::string&) { return std::nullopt; };
  switch (subject.kind) {
    case SubjectKind::person:
      return questions.person(PersonId{subject.id}, *when, closed);
    case SubjectKind::org:
      return questions.org(OrgId{subject.id}, *when);
    default:
      return refuse(Reason::not_found, "subject", subject.str());
  }
}

Router App::make_router() {
  Router router;
  apis_ = std::make_unique<Apis>(*this);
  apis_->acts.add_routes(router);
  apis_->drafts.add_routes(router);
  apis_->evidence.add_routes(router);
  apis_->journal.add_routes(router);
  add_question_routes(router, apis_->questions);
  add_rule_routes(router, apis_->questions);
  access_->add_routes(router);
  metrics_.watch(router.routes());
  return router;
}

Result<void> App::serve(Config config) {
  drain_ = config.http.timeouts.drain;
  HttpServer::Options options = std::move(config.http);
  options.authenticate = [this](Request& request) { return access_->authenticate(request); };
  options.upgrade = [this](Upgraded& upgraded) { open_stream(*hub_, std::move(upgraded)); };
  options.tree_size = [this] { return store_->log().head().size; };
  options.observe = [this, logs = config.access_log](const AccessLine& line) {
    metrics_.request(line.route, line.status, line.seconds);
    if (logs) log_access(line);
  };
  Metrics::Gauges gauges;
  gauges.log_size = [this] { return static_cast<double>(store_->log().head().size); };
  gauges.connections = [this] { return server_ ? static_cast<double>(server_->connections()) : 0.0; };
  gauges.websocket_clients = [this] { return static_cast<double>(hub_->clients()); };
  gauges.reads_lost = [this] { return static_cast<double>(reads_->lost()); };
  metrics_.set_gauges(std::move(gauges));
  Router router = make_router();
  auto server = HttpServer::start(std::move(options), std::move(router));
  if (!server) return tl::unexpected(server.error());
  server_ = std::move(*server);
  return {};
}

void App::committed(const Head& head) {
  metrics_.group_committed(head.size - committed_size_);
  committed_size_ = head.size;
  hub_->on_committed(head.size);
}

std::uint16_t App::port() const { return server_->port(); }

bool App::ready() const { return !stopping_ && !metrics_.writes_halted(); }

App::~App() {
  stop();
  // The connections go first: they refer to everything else.
  server_.reset();
}

void App::stop() {
  if (stopping_.exchange(true)) return;
  if (server_) server_->stop_accepting();
  if (sequencer_) sequencer_->drain();
  if (auto done = store_->log().sync_journal(); !done) spdlog::error("journal: {}", done.error().text());
  if (hub_) {
    hub_->close_all(CloseCode::restart);
    if (!hub_->wait_until_empty(drain_)) spdlog::warn("feeds are still open and will be cut");
  }
  if (server_) server_->stop();
  if (hub_) hub_->stop();
}

}  // namespace tenure
