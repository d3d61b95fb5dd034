// P4 (rebuilding the views), P5 and P6 (questions of the past beside those of the present, alerts), P10
// (opening) and P14 (memory), over one county whose ledger grows to a million events in 17 years.
#include "replay/questions.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

#include "replay/rules/alert_board.h"
#include "replay/rules/statistics.h"
#include "storage/files/block_cache.h"
#include "tests/bench/county.h"
#include "tests/bench/figures.h"
#include "tests/bench/must.h"
#include "tests/bench/resident.h"
#include "tests/bench/settled.h"
#include "tests/bench/submit.h"

namespace tenure::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kEventsAnAct = 500;
constexpr std::size_t kActsAtATime = 100;
constexpr std::size_t kStandings = 2'000;
const std::string kMissing = "alert.uncertified";
constexpr std::string_view kCertificates = "[post_certificate]\nrequired = true\n";

/// The next reader of the folder goes to the disk.
void drop_page_cache(const std::string& folder) {
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    const int fd = ::open(file.path().c_str(), O_RDONLY | O_CLOEXEC);
    ::fdatasync(fd);
    ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    ::close(fd);
  }
}

void drop_views(const std::string& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with("views-")) fs::remove_all(entry.path());
  }
}

class GrowingCounty {
 public:
  GrowingCounty() : county_(ledger_, size_, kSeed, Course::years) {
    PolicyAdopted policy;
    policy.org = {kTopOrg};
    policy.title = {"办法"};
    policy.status = PolicyStatus::in_force;
    policy.pack = PackText{std::string(kCertificates) + words_of_acts()};
    auto adopt = ledger_.act();
    adopt.add("2008-01-01", std::move(policy));
    must(ledger_.submit(adopt, ledger_.root()));
    auto appoint = ledger_.act();
    for (std::size_t i = 0; i < size_.branches; ++i) {
      SecretaryAppointed secretary;
      secretary.person = {county_.person(i)};
      secretary.org = {county_.branch(i)};
      secretary.mode = Code{i % 3 == 0 ? "invited_back" : "local"};
      appoint.add("2008-01-02", std::move(secretary));
    }
    must(ledger_.submit(appoint, ledger_.root()));
  }

  /// Seconds in which that many more events went in.
  double grow(std::size_t events) {
    go_on();
    double seconds = 0;
    for (std::size_t acts = events / kEventsAnAct; acts > 0;) {
      const std::size_t some = std::min(acts, kActsAtATime);
      auto made = county_.make_acts(some, kEventsAnAct);
      seconds += submit_all(ledger_.sequencer(), std::move(made));
      acts -= some;
    }
    const Stopwatch watch;
    ledger_.sequencer().drain();
    is_drained_ = true;
    events_ += events;
    return seconds + watch.seconds();
  }

  /// What was drained takes acts again.
  void go_on() {
    if (is_drained_) must(ledger_.reopen());
    is_drained_ = false;
  }

  double seconds_to_open(bool cold) {
    is_drained_ = false;
    ledger_.close();
    if (cold) drop_page_cache(ledger_.folder());
    const Stopwatch watch;
    must(ledger_.reopen());
    return watch.seconds();
  }
  double seconds_to_rebuild() {
    ledger_.close();
    drop_views(ledger_.folder());
    return seconds_to_open(true);
  }

  testing::TestLedger& ledger() { return ledger_; }
  LedgerStore& store() { return ledger_.store(); }
  const County& county() const { return county_; }
  std::size_t people() const { return size_.people; }
  std::size_t events() const { return events_; }

 private:
  static void must(const Result<void>& done) {
    if (!done) throw std::runtime_error(done.error().text());
  }
  static void must(const Result<Admission>& done) {
    if (!done) throw std::runtime_error(done.error().text());
  }

  testing::TestLedger ledger_;
  CountySize size_;
  County county_;
  std::size_t events_ = 0;
  bool is_drained_ = false;
};

class Asker {
 public:
  explicit Asker(GrowingCounty& county)
      : county_(county), viewer_(auditor()), questions_(county.store(), viewer_, county.ledger().now()) {}

  When present() const { return {county_.store().size(), today_}; }
  When at(std::uint64_t size) const { return {size, today_}; }

  double standing(std::size_t person, const When& when) const {
    const Stopwatch watch;
    must(questions_.person({county_.county().person(person)}, when, closed_));
    return watch.seconds();
  }
  double roster(const When& when) const {
    const Stopwatch watch;
    RosterFilter filter;
    filter.org = {kTopOrg};
    filter.limit = kPageMax;
    std::size_t people = 0;
    for (;;) {
      const Page page = must(questions_.roster(filter, when, closed_, nobody_));
      people += page.items.size();
      if (!page.next) break;
      filter.after = *page.next;
    }
    if (people != county_.people()) throw std::runtime_error(fmt::format("a roster of {}", people));
    return watch.seconds();
  }
  double statistics(const When& when) const {
    const Stopwatch watch;
    const Past past(county_.store(), when);
    for (const char* name : {"stat.secretary_by_mode", "stat.secretary_by_source", "stat.exits_by_kind"})
      must(statistic(past, *find_rule(name), kTopOrg));
    return watch.seconds();
  }

 private:
  GrowingCounty& county_;
  Viewer viewer_;
  Questions questions_;
  Date today_ = Date::of(2024, 12, 31);
  OpenSealed closed_ = [](const std::string&, const std::string&) { return std::optional<std::string>(); };
  FindSealed nobody_ = [](const std::string&) { return std::vector<SealedHit>(); };
};

/// A figure of the past beside the present: seconds, and how many times as long.
struct Compared {
  Figure figure;

  Compared(std::string_view id, std::string_view what, double ratio_max)
      : figure{.id = std::string(id),
               .what = std::string(what),
               .against = "the same question of the present",
               .ratio_max = ratio_max} {}
  void add(double past, double present, double unit) {
    figure.value.values.push_back(past * unit);
    figure.limit.values.push_back(present * unit);
    figure.ratio.values.push_back(past / present);
  }
};

constexpr double kMicro = 1e6;

Figure standings(const Asker& asker, const GrowingCounty& county, std::uint64_t first, int runs) {
  Compared out("P5", "a person's standing at a random past size, us", 1.2);
  std::mt19937_64 random(kSeed);
  const When present = asker.present();
  for (int run = 0; run < runs; ++run) {
    Measured past, now;
    for (std::size_t i = 0; i < kStandings; ++i) {
      const std::size_t person = random() % county.people();
      past.values.push_back(asker.standing(person, asker.at(first + random() % (present.size - first))));
      now.values.push_back(asker.standing(random() % county.people(), present));
    }
    out.add(past.median(), now.median(), kMicro);
  }
  return out.figure;
}

std::vector<Figure> county_questions(const Asker& asker, std::uint64_t middle, int runs) {
  Compared roster("P6", "roster of a county of 5,000 at a past size, ms", 1.5);
  Compared statistics("P6", "three statistics of a county at a past size, ms", 1.5);
  for (int run = 0; run < runs; ++run) {
    roster.add(asker.roster(asker.at(middle)), asker.roster(asker.present()), kMilli);
    statistics.add(asker.statistics(asker.at(middle)), asker.statistics(asker.present()), kMilli);
  }
  return {roster.figure, statistics.figure};
}

std::vector<Figure> county_alerts(GrowingCounty& county, const Asker& asker, int runs) {
  Figure cold{.id = "P6", .what = "alerts of a county on a date, cold, ms", .value_max = 1'000};
  Figure warm{.id = "P6", .what = "alerts of a county after one act, ms", .value_max = 20};
  county.go_on();
  for (int run = 0; run < runs; ++run) {
    AlertBoard board(county.store());
    const Stopwatch first;
    const std::size_t before = must(board.below(kTopOrg, asker.present(), {})).counts.at(kMissing);
    cold.value.values.push_back(first.seconds() * kMilli);
    auto act = county.ledger().act();
    PostCertified certificate;
    certificate.person = {county.county().person(static_cast<std::size_t>(run))};
    certificate.post = Code{std::string(kSecretaryPost)};
    certificate.certificate_no = {"7"};
    act.add("2008-01-03", std::move(certificate));
    must(county.ledger().submit(act, county.ledger().root()));
    const Stopwatch second;
    const std::size_t after = must(board.below(kTopOrg, asker.present(), {})).counts.at(kMissing);
    warm.value.values.push_back(second.seconds() * kMilli);
    if (after + 1 != before) throw std::runtime_error("the certificate does not clear an alert");
  }
  return {cold, warm};
}

/// What stays of many questions about the past, asked on several threads, once the allocator had time to give
/// the rest back: the cache of blocks, shelves of alerts, and little else.
Figure memory_of_the_past(GrowingCounty& county, std::uint64_t first) {
  constexpr std::uint64_t kQuestions = 100;
  constexpr std::uint64_t kThreads = 4;
  constexpr double kAlertBytes = 256;
  constexpr double kMost =
      1.25 * static_cast<double>(kBlockCacheMax) + kAlertBytes * static_cast<double>(AlertBoard::kWeightMax);
  constexpr std::chrono::seconds kSettled{10};
  const auto settled = [&] {
    std::this_thread::sleep_for(kSettled);
    return static_cast<double>(resident_bytes());
  };
  Figure out{.id = "P14",
             .what = fmt::format("resident memory after {} as-of questions, MB more than before", kQuestions),
             .value_max = kMost / 1e6};
  block_cache()->EraseUnRefEntries();
  const double before = settled();
  const std::uint64_t size = county.store().size();
  AlertBoard board(county.store());
  std::vector<std::jthread> threads;
  for (std::uint64_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&county, &board, first, size, thread] {
      const Asker asker(county);
      std::mt19937_64 random(kSeed + thread);
      for (std::uint64_t i = 0; i < kQuestions / kThreads; ++i) {
        const When when = asker.at(first + random() % (size - first));
        asker.roster(when);
        asker.statistics(when);
        must(board.below(kTopOrg, when, {}));
      }
    });
  }
  threads.clear();
  out.value.values.push_back((settled() - before) / 1e6);
  return out;
}

Figure opening(std::size_t large, const Measured& small, const Measured& grown) {
  Figure out{.id = "P10",
             .what = fmt::format("open to ready at {} events, cold, s", large),
             .value = grown,
             .against = "a tenth of the events",
             .limit = small,
             .ratio_max = 1.2,
             .value_max = 1.0};
  for (std::size_t i = 0; i < grown.values.size(); ++i)
    out.ratio.values.push_back(grown.values[i] / small.values[i]);
  return out;
}

Measured opened(GrowingCounty& county, int runs) {
  Measured out;
  for (int i = 0; i < runs; ++i) out.values.push_back(county.seconds_to_open(true));
  return out;
}

Figure rebuilding(GrowingCounty& county, double recording_rate, int runs) {
  Figure out{.id = "P4",
             .what = "views rebuilt from the log, cold cache, events/s",
             .against = "recording the same, acts of 500 events",
             .ratio_min = 1.5};
  for (int i = 0; i < runs; ++i) {
    const double rate = static_cast<double>(county.events()) / county.seconds_to_rebuild();
    out.value.values.push_back(rate);
    out.limit.values.push_back(recording_rate);
    out.ratio.values.push_back(rate / recording_rate);
  }
  return out;
}

}  // namespace

std::vector<Figure> question_figures(const Plan& plan) {
  const auto any = {"P4", "P5", "P6", "P10", "P14"};
  if (std::none_of(any.begin(), any.end(), [&](const char* id) { return plan.wants(id); })) return {};
  const std::size_t events = plan.scaled(1'000'000);
  GrowingCounty county;
  const std::uint64_t first = county.store().size();
  county.grow(events / 10);
  std::optional<Measured> small;
  if (plan.wants("P10")) small = opened(county, plan.runs);
  const std::uint64_t middle = county.store().size();
  const double seconds = county.grow(events - events / 10);
  const double recording_rate = static_cast<double>(events - events / 10) / seconds;

  std::vector<Figure> out;
  if (small) out.push_back(opening(events, *small, opened(county, plan.runs)));
  if (plan.wants("P4")) out.push_back(rebuilding(county, recording_rate, plan.runs));
  settle(county.store());
  if (plan.wants("P5")) out.push_back(standings(Asker(county), county, first, plan.runs));
  if (plan.wants("P6")) {
    for (Figure& figure : county_questions(Asker(county), middle, plan.runs))
      out.push_back(std::move(figure));
    for (Figure& figure : county_alerts(county, Asker(county), plan.runs)) out.push_back(std::move(figure));
  }
  if (plan.wants("P14")) {
    Figure memory{
        .id = "P14", .what = fmt::format("resident memory with {} events, MB", events), .value_max = 512};
    memory.value.values.push_back(static_cast<double>(resident_bytes()) / 1e6);
    out.push_back(std::move(memory));
    out.push_back(memory_of_the_past(county, first));
  }
  return out;
}

}  // namespace tenure::bench
