#include "server/app/app.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

#include "replay/questions.h"
#include "server/api/acts.h"
#include "server/api/audits.h"
#include "server/api/corrected_later.h"
#include "server/api/decisions.h"
#include "server/api/descriptions.h"
#include "server/api/drafts.h"
#include "server/api/evidence.h"
#include "server/api/formats.h"
#include "server/api/journal.h"
#include "server/api/policy_trial.h"
#include "server/api/questions.h"
#include "server/api/rules.h"
#include "server/api/status.h"
#include "server/app/in_process.h"
#include "server/http/static_files.h"
#include "server/stream/connection.h"
#include "server/stream/hub.h"
#include "server/stream/log_feed.h"
#include "storage/files/block_cache.h"

namespace tenure {
namespace {

void log_access(const AccessLine& line) {
  spdlog::info("{} {} {} {} {} {:.6f} {}", line.peer, line.method, line.path, line.status, line.bytes,
               line.seconds, line.token_id.empty() ? "-" : line.token_id);
}

/// Rows that lag by more are brought up while the server runs.
constexpr std::chrono::milliseconds kOpenPatience{1'000};

/// For answers of acts that were queued when the server stopped to be taken.
constexpr std::chrono::milliseconds kLastAnswers{1'000};

bool is_evidence_of_an_act(const std::vector<std::string>& path) {
  return path.size() == 4 && path[1] == "acts" && (path[3] == "receipt" || path[3] == "entry") &&
         std::all_of(path[2].begin(), path[2].end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Evidence, operation and descriptions are answered from the log and from memory; all else asks the rows, if
/// only who may see what.
bool needs_rows(const Request& request) {
  constexpr std::array<std::string_view, 5> kFree = {"proofs", "status", "schema", "rules", "session"};
  const auto& path = request.segments;
  if (path.size() < 2 || path.front() != "v1" || is_evidence_of_an_act(path)) return false;
  return std::find(kFree.begin(), kFree.end(), path[1]) == kFree.end();
}

}  // namespace

struct App::Apis {
  explicit Apis(App& app)
      : acts(*app.store_, *app.sequencer_, *app.reads_, *app.drafts_, *app.uploads_, app.metrics_),
        drafts(*app.drafts_, *app.store_, *app.sequencer_, acts),
        evidence(*app.store_, app.metrics_, [&app] { return app.readiness(); }),
        journal(*app.reads_, *app.store_),
        alerts(*app.store_),
        questions{*app.store_, alerts, [&app] { return app.now(); }} {}

  ActsApi acts;
  DraftsApi drafts;
  EvidenceApi evidence;
  JournalApi journal;
  AlertBoard alerts;
  QuestionContext questions;
};

App::App(std::unique_ptr<LedgerStore> store)
    : store_(std::move(store)), committed_size_(store_->log().head().size) {}

Result<std::unique_ptr<App>> App::start(Config config, const std::string& folder,
                                        std::unique_ptr<LedgerStore> store) {
  std::unique_ptr<App> app(new App(std::move(store)));
  if (auto done = app->open_parts(config, folder, true); !done) return tl::unexpected(done.error());
  app->sequencer_->wait_until_open(kOpenPatience);
  if (auto halted = app->sequencer_->halted()) return tl::unexpected(std::move(*halted));
  if (auto done = app->serve(std::move(config)); !done) return tl::unexpected(done.error());
  return app;
}

Result<std::unique_ptr<App>> App::open(const std::string& folder, std::unique_ptr<LedgerStore> store,
                                       std::function<void(std::uint64_t)> on_rebuilding) {
  std::unique_ptr<App> app(new App(std::move(store)));
  Config config;
  config.verify_threads = 1;
  config.on_rebuilding = std::move(on_rebuilding);
  if (auto done = app->open_parts(config, folder, false); !done) return tl::unexpected(done.error());
  app->router_ = app->make_router();
  return app;
}

Response App::answer(Request request) { return answer_in_process(*router_, std::move(request)); }

Result<void> App::open_parts(const Config& config, const std::string& folder, bool in_background) {
  auto reads = ReadJournal::open(folder, [this](std::uint64_t bytes) { store_->count_reads(bytes); });
  if (!reads) return tl::unexpected(reads.error());
  reads_ = std::move(*reads);
  auto drafts = DraftStore::open(folder, Sequencer::system_now());
  if (!drafts) return tl::unexpected(drafts.error());
  drafts_ = std::move(*drafts);
  auto uploads = Uploads::open(folder);
  if (!uploads) return tl::unexpected(uploads.error());
  uploads_ = std::move(*uploads);
  access_ = std::make_unique<Access>(folder, &Sequencer::system_now);
  Sequencer::Options options;
  options.verify_threads = config.verify_threads;
  options.on_committed = [this](const Head& head) { committed(head); };
  options.open_in_background = in_background;
  options.on_rebuilding = config.on_rebuilding;
  options.on_open = [this, in_background] {
    opened();
    if (in_background) read_names();
  };
  auto sequencer = Sequencer::start(*store_, std::move(options));
  if (!sequencer) return tl::unexpected(sequencer.error());
  sequencer_ = std::move(*sequencer);
  return {};
}

void App::open_feed() {
  FeedHooks hooks;
  hooks.authenticate = [this](std::string_view token, const std::string& peer) {
    auto viewer = access_->authenticate_token(token, peer);
    if (!viewer && viewer.error().reason == Reason::token_invalid) {
      Request asked;
      asked.peer = peer;
      note_refused(*reads_, asked, nullptr);
    }
    return viewer;
  };
  hooks.still_valid = [this](const Viewer& viewer, const std::string& session) {
    return access_->still_valid(viewer, session);
  };
  hooks.token_changes = [this] { return access_->token_changes(); };
  const auto as_of = [](const FeedWhen& when) {
    return when ? std::optional(When{when->size, when->on}) : std::nullopt;
  };
  hooks.standing = [this, as_of](const Viewer& viewer, const Subject& subject, const FeedWhen& when) {
    return standing(viewer, subject, as_of(when));
  };
  hooks.stat = [this, as_of](const Viewer& viewer, const Code& name, const std::optional<OrgId>& org,
                             const FeedWhen& when) {
    return statistic_told(apis_->questions, viewer, name.value, org, as_of(when));
  };
  hooks.alerts = [this, as_of](const Viewer& viewer, const std::optional<OrgId>& org, const FeedWhen& when) {
    return alerts_told(apis_->questions, viewer, org, as_of(when));
  };
  hooks.watched = [this](const Viewer& viewer, const Subject& subject, const std::string& filter) {
    const bool may = subject.kind == SubjectKind::ledger
                         ? may_read_figures(viewer) || viewer.has(Role::subject)
                         : may_watch(viewer, subject);
    reads_->note(viewer, subject.str(), "/v1/stream", Sequencer::system_now(),
                 {may ? ReadOutcome::read : ReadOutcome::refused, filter});
  };
  feed_ = std::make_unique<LogFeed>(*store_, store_->log());
  hub_ = std::make_unique<Hub>(*feed_, std::move(hooks));
}

Moment App::now() const {
  const std::uint64_t size = store_->log().head().size;
  if (sequencer_->clock() == Clock::system || size == 0) return Sequencer::system_now();
  const auto newest = store_->log().entry(size - 1);
  return newest ? Moment{static_cast<std::int64_t>(newest->recorded_us)} : Sequencer::system_now();
}

bool App::may_watch(const Viewer& viewer, const Subject& subject) const {
  const Questions questions(*store_, viewer, now());
  return subject.kind == SubjectKind::org ? may_see_org(viewer, questions.now(), subject.id)
                                          : standing(viewer, subject, std::nullopt).has_value();
}

/// What the topic `standing` shows: the file without what is sealed; `as_of` absent: now.
Result<std::string> App::standing(const Viewer& viewer, const Subject& subject,
                                  const std::optional<When>& as_of) const {
  const Questions questions(*store_, viewer, now());
  const When when = as_of.value_or(questions.now().when());
  const OpenSealed closed = [](const std::string&, const std::string&) {
    return std::optional<std::string>();
  };
  switch (subject.kind) {
    case SubjectKind::person:
      return questions.person(PersonId{subject.id}, when, closed);
    case SubjectKind::org:
      return questions.org(OrgId{subject.id}, when);
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
  add_policy_trial_route(router, apis_->questions);
  add_decision_routes(router, apis_->questions);
  add_audit_routes(router, apis_->questions);
  add_status_route(router, *store_);
  access_->add_routes(router);
  mark_corrected(router, apis_->questions);
  add_formats(router, apis_->questions);
  note_reads(router, *reads_);
  add_description_routes(router);
  metrics_.watch(router.routes());
  return router;
}

Result<void> App::serve(Config config) {
  stop_time_ = config.http.timeouts.stop;
  HttpServer::Options options = std::move(config.http);
  options.authenticate = [this](Request& request) -> Result<Viewer> {
    if (!sequencer_->is_open() && needs_rows(request)) return refuse(Reason::rebuilding);
    return access_->authenticate(request);
  };
  options.upgrade = [this](Upgraded& upgraded) { open_stream(*hub_, std::move(upgraded)); };
  if (!config.web.empty()) {
    auto files = StaticFiles::load(config.web);
    if (!files) return tl::unexpected(files.error());
    options.page = [page = std::make_shared<const StaticFiles>(std::move(*files))](const Request& request) {
      return page->answer(request);
    };
  }
  options.refused = [this](const Request& request, const Operation* operation) {
    note_refused(*reads_, request, operation);
  };
  options.tree_size = [this] { return store_->log().head().size; };
  options.turned_away = [this](TurnedAway why) { metrics_.turned_away(why); };
  options.waited = [this](WorkLane lane, double seconds) { metrics_.waited(lane, seconds); };
  options.observe = [this, logs = config.access_log](const AccessLine& line) {
    metrics_.request(line.route, line.status, line.seconds);
    if (logs) log_access(line);
  };
  Metrics::Gauges gauges;
  gauges.log_size = [this] { return static_cast<double>(store_->log().head().size); };
  gauges.connections = [this] { return server_ ? static_cast<double>(server_->connections()) : 0.0; };
  gauges.body_bytes = [this] { return server_ ? static_cast<double>(server_->body_bytes()) : 0.0; };
  gauges.websocket_clients = [this] {
    return sequencer_->is_open() ? static_cast<double>(hub_->clients()) : 0.0;
  };
  gauges.rows_size = [this] { return static_cast<double>(store_->views().size()); };
  gauges.block_cache_bytes = [] { return static_cast<double>(tenure::block_cache_bytes()); };
  gauges.compactions = [this] { return static_cast<double>(store_->compactions()); };
  gauges.writes_halted = [this] { return sequencer_->halted() ? 1.0 : 0.0; };
  gauges.reads_lost = [this] { return static_cast<double>(reads_->lost()); };
  metrics_.set_gauges(std::move(gauges));
  Router router = make_router();
  auto server = HttpServer::start(std::move(options), std::move(router));
  if (!server) return tl::unexpected(server.error());
  server_ = std::move(*server);
  return {};
}

/// The feed begins at the size of the rows.
void App::opened() {
  open_feed();
  if (auto done = store_->drop_other_views(); !done) spdlog::warn("old views: {}", done.error().text());
}

/// So that nobody's search waits for it.
void App::read_names() {
  names_reader_ = std::jthread([this](const std::stop_token& stop) {
    if (auto done = store_->vault().read_names(stop); !done) spdlog::error("names: {}", done.error().text());
  });
}

void App::committed(const Head& head) {
  metrics_.group_committed(head.size - committed_size_);
  committed_size_ = head.size;
  hub_->on_committed(head.size);
}

std::uint16_t App::port() const { return server_->port(); }

Result<void> App::readiness() const {
  if (stopping_) return refuse(Reason::stopped);
  if (const auto halted = sequencer_->halted()) return refuse(Reason::stopped, halted->where, halted->detail);
  if (!sequencer_->is_open()) return refuse(Reason::rebuilding);
  return {};
}

App::~App() {
  stop();
  // The connections go first: they refer to everything else.
  server_.reset();
  if (reads_) reads_->flush();  // before the sequencer anchors how much there is
}

void App::reload_certificate() {
  if (auto done = server_->reload_certificate(); !done) {
    spdlog::error("the certificate stays as it was: {}", done.error().text());
  } else {
    spdlog::info("the new certificate is in use");
  }
}

void App::settle() {
  if (stopping_.exchange(true)) return;
  stop_by_ = std::chrono::steady_clock::now() + stop_time_;
  if (server_) server_->stop_accepting();
  if (Hub* const hub = hub_in_use()) hub->close_all(CloseCode::going_away);
  if (sequencer_) sequencer_->drain();
  if (auto done = store_->log().sync_journal(); !done) spdlog::warn("journal: {}", done.error().text());
  if (reads_) reads_->flush();
  stop_by_ = std::max(stop_by_, std::chrono::steady_clock::now() + kLastAnswers);
}

void App::stop() {
  settle();
  Hub* const hub = hub_in_use();
  if (hub != nullptr) {
    hub->close_all(CloseCode::going_away);  // also where it opened meanwhile
    const auto left = stop_by_ - std::chrono::steady_clock::now();
    if (!hub->wait_until_empty(std::chrono::duration_cast<std::chrono::milliseconds>(left))) {
      spdlog::warn("feeds are still open and will be cut");
    }
  }
  if (server_) server_->stop(stop_by_);
  if (hub != nullptr) hub->stop();
}

}  // namespace tenure
