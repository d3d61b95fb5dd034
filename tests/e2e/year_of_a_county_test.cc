// A whole server, from outside: clerks of eight townships submit over HTTP while others watch; the server is
// stopped once and killed once on the way. Afterwards its answers are those of a naive model, and everybody
// has heard every event once.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <simdjson.h>

#include <deque>

#include "server/access/tokens.h"
#include "storage/verify/verify.h"
#include "tests/e2e/subscriber.h"
#include "tests/e2e/township.h"
#include "tests/support/serve_process.h"

namespace tenure::testing {
namespace {

using ::testing::IsEmpty;

constexpr std::size_t kTownships = 8;
constexpr std::size_t kActsPerHalf = 125;  ///< of each township: 2,000 in all
constexpr std::uint64_t kInterruptAt = kTownships * kActsPerHalf / 2;
constexpr std::string_view kLastWord = "p-last-word";

class YearOfACounty : public ::testing::Test {
 protected:
  YearOfACounty() {
    const std::string id = ledger_.store().ledger_id()->value();
    for (std::size_t i = 0; i < kTownships; ++i) {
      const std::string town = fmt::format("o-town{}", i);
      ledger_.register_org(town, "o-county", "township");
      townships_.emplace_back(running_, town, ledger_.clerk(town), id, static_cast<unsigned>(i) + 1);
    }
    ledger_.close();
    TokenGrant grant;
    grant.roles = {Role::auditor};
    token_ = TokenFile(ledger_.folder()).create(grant, Sequencer::system_now())->text;
    start();
  }

  void start() {
    running_.port = 0;
    server_.emplace(TENURE_BINARY, ledger_.folder());
    ASSERT_NE(server_->port(), 0) << server_->err();
    running_.port = server_->port();
  }

  /// Every township does its next half; `interrupt` happens while they are in the middle of it.
  template <class Interrupt>
  void half(const Interrupt& interrupt) {
    const std::uint64_t before = running_.acknowledged;
    std::vector<std::thread> clerks;
    for (Township& town : townships_) clerks.emplace_back([&town] { town.work(kActsPerHalf); });
    const auto until = std::chrono::steady_clock::now() + Running::kPatience;
    while (running_.acknowledged < before + kInterruptAt && std::chrono::steady_clock::now() < until) {
      std::this_thread::sleep_for(Running::kPause);
    }
    interrupt();
    for (std::thread& clerk : clerks) clerk.join();
    for (const Township& town : townships_) ASSERT_THAT(town.failures(), IsEmpty()) << town.org();
  }

  void say_the_last_word() {
    PersonRegistered registered;
    registered.person = {std::string(kLastWord)};
    registered.org = {"o-county"};
    registered.name = {sealed_as("name", "末")};
    auto act = ledger_act();
    act.add("2024-12-31", registered);
    const auto answer =
        HttpClient(running_.port).post("/v1/acts", to_json(sign(act.payload(), ledger_.root())));
    ASSERT_EQ(answer.status, 201) << answer.body;
  }
  ActBuilder ledger_act() { return ledger_.act(); }

  std::string get(const std::string& path, const std::string& headers = {}) const {
    const auto answer = HttpClient(running_.port).get(path, bearer(token_) + headers);
    EXPECT_EQ(answer.status, 200) << path << ": " << answer.body;
    return answer.body;
  }

  /// All pages of a roster, one JSON item each.
  std::vector<std::string> roster_items(const std::string& org, Date on, std::uint64_t at) const {
    std::vector<std::string> out;
    std::string cursor;
    do {
      const std::string path = fmt::format("/v1/persons?org={}&on={}&at={}&limit=40{}", org, on.str(), at,
                                           cursor.empty() ? "" : "&cursor=" + cursor);
      simdjson::dom::parser parser;
      const std::string body = get(path);
      const simdjson::dom::element page = parser.parse(body);
      for (const auto item : page["items"].get_array()) out.push_back(simdjson::minify(item));
      cursor = page["next"].error() ? "" : std::string(page["next"].get_string().value());
    } while (!cursor.empty());
    return out;
  }

  Roster roster(const std::string& org, Date on, std::uint64_t at) const {
    Roster out;
    for (const std::string& text : roster_items(org, on, at)) {
      simdjson::dom::parser parser;
      const simdjson::dom::element item = parser.parse(text);
      auto& posts = out[{std::string(item["org"].get_string().value()),
                         std::string(item["person"].get_string().value())}];
      for (const auto office : item["offices"].get_array()) {
        posts.insert(std::string(office["post"].get_string().value()));
      }
    }
    return out;
  }

  std::vector<HeldOffice> offices(const std::string& person) const {
    simdjson::dom::parser parser;
    const std::string body = get("/v1/persons/" + person + "?on=2026-01-01");
    const simdjson::dom::element file = parser.parse(body);
    const auto text = [](simdjson::dom::element office, std::string_view name) {
      return office[name].error() ? std::string() : std::string(office[name].get_string().value());
    };
    std::vector<HeldOffice> out;
    const auto tenure = file["areas"]["tenure"]["rows"]["PersonTenure"]["offices"];
    if (tenure.error()) return out;
    for (const auto office : tenure.get_array()) {
      const auto rests = office["rests"];
      out.push_back({text(office, "org"), text(office, "post"), text(office, "from"), text(office, "until"),
                     rests.error() ? 0 : static_cast<int>(rests.get_array().value().size())});
    }
    return out;
  }

  std::uint64_t size() const {
    return std::stoull(HttpClient(running_.port).get("/checkpoint").header("tenure-tree-size"));
  }

  std::vector<Position> positions_of_all_events() const {
    std::vector<Position> out;
    std::istringstream lines(get("/v1/events", "Accept: application/x-ndjson\r\n"));
    simdjson::dom::parser parser;
    for (std::string line; std::getline(lines, line);) {
      out.push_back(*Position::parse(parser.parse(line)["position"].get_string().value()));
    }
    return out;
  }

  TestLedger ledger_;
  Running running_;
  std::string token_;
  std::deque<Township> townships_;
  std::optional<ServeProcess> server_;
};

TEST_F(YearOfACounty, IsAnsweredAsANaiveModelSaysAndHeardOnceByEverybody) {
  const std::string last(kLastWord);
  std::deque<Subscriber> subscribers;
  subscribers.emplace_back(running_, token_, std::set<std::size_t>{300, 1'500}, last);
  subscribers.emplace_back(running_, token_, std::set<std::size_t>{700, 2'000}, last);
  subscribers.emplace_back(running_, token_, std::set<std::size_t>{}, last);

  half([&] {
    EXPECT_EQ(server_->terminate(), 0) << server_->err();
    start();
  });
  ASSERT_FALSE(HasFatalFailure());
  const std::uint64_t size_at_half = size();
  const Date midsummer = Date::of(2024, 7, 1);
  std::vector<std::vector<std::string>> rosters_at_half;
  for (const Township& town : townships_) {
    rosters_at_half.push_back(roster_items(town.org(), midsummer, size_at_half));
  }

  half([&] {
    server_->kill();
    start();
  });
  ASSERT_FALSE(HasFatalFailure());
  say_the_last_word();

  std::uint64_t events = 0;
  for (std::size_t i = 0; i < townships_.size(); ++i) {
    const Township& town = townships_[i];
    events += town.events();
    for (const Date on : {Date::of(2024, 1, 20), Date::of(2024, 3, 1), midsummer, Date::of(2026, 1, 1)}) {
      EXPECT_EQ(roster(town.org(), on, size()), town.roster_on(on)) << town.org() << " on " << on.str();
    }
    for (const auto& [id, person] : town.people()) EXPECT_EQ(offices(id), person.offices) << id;
    EXPECT_EQ(roster_items(town.org(), midsummer, size_at_half), rosters_at_half[i]);
  }

  const auto all = positions_of_all_events();
  EXPECT_GE(all.size(), events);
  for (Subscriber& subscriber : subscribers) {
    subscriber.join();
    EXPECT_THAT(subscriber.failures(), IsEmpty());
    EXPECT_EQ(subscriber.heard(), all);
    EXPECT_GE(subscriber.connections(), 3U) << "one restart, one kill";
  }

  EXPECT_EQ(server_->terminate(), 0) << server_->err();
  const auto report = verify_ledger({ledger_.folder(), 2});
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_TRUE(report->clean()) << report->findings.front().where << ": " << report->findings.front().what;
  EXPECT_EQ(report->events, all.size());
}

}  // namespace
}  // namespace tenure::testing
