// P18: people searched among 100,000, and alerts of any past date, cold and page by page: of 100,000 people,
// and of the demo of two counties.
#include <fmt/format.h>

#include <array>

#include "ops/demo/demo.h"
#include "replay/questions.h"
#include "replay/rules/alert_board.h"
#include "tests/bench/county.h"
#include "tests/bench/figures.h"
#include "tests/bench/must.h"
#include "tests/bench/settled.h"
#include "tests/bench/submit.h"
#include "tests/support/temp_folder.h"

namespace tenure::bench {
namespace {

constexpr std::size_t kPeople = 100'000;
constexpr std::size_t kPeopleABranch = 20;
constexpr std::size_t kBranchesATownship = 50;
constexpr std::size_t kValuesAtATime = 1'000;
constexpr std::size_t kAlertsAPage = 100;
constexpr std::string_view kDemoTop = "o-demo";

constexpr std::array kSurnames{"王", "李", "张", "刘", "陈", "杨", "赵", "黄",
                               "周", "吴", "曾", "单", "解", "吕", "仇"};
constexpr std::array kGiven{"伟", "芳", "娜", "秀", "英", "敏", "静", "丽", "强", "磊", "军",
                            "洋", "勇", "艳", "杰", "涛", "明", "超", "兰", "霞", "平", "刚",
                            "桂", "乐", "长", "红", "海", "山", "玉", "云", "建", "国"};

std::string name_of(std::size_t person) {
  return std::string(kSurnames.at(person % kSurnames.size())) + kGiven.at(person / 7 % kGiven.size()) +
         kGiven.at(person / 211 % kGiven.size());
}

CountySize size_of(std::size_t people) {
  CountySize out;
  out.people = people;
  out.branches = std::max<std::size_t>(1, people / kPeopleABranch);
  out.townships = std::max<std::size_t>(1, out.branches / kBranchesATownship);
  return out;
}

/// A county with names in its vault, and a secretary without a certificate in each branch.
class NamedCounty {
 public:
  explicit NamedCounty(std::size_t people)
      : county_(ledger_, size_of(people), kSeed), size_(size_of(people)) {
    PolicyAdopted policy;
    policy.org = {kTopOrg};
    policy.title = {"办法"};
    policy.status = PolicyStatus::in_force;
    policy.pack = PackText{"[post_certificate]\nrequired = true\n"};
    submit(ledger_.act().add("2008-01-01", std::move(policy)));
    constexpr std::size_t kAtOnce = 500;
    for (std::size_t from = 0; from < size_.branches; from += kAtOnce) {
      auto appoint = ledger_.act();
      for (std::size_t i = from; i < std::min(from + kAtOnce, size_.branches); ++i) {
        SecretaryAppointed secretary;
        secretary.person = {county_.person(i)};
        secretary.org = {county_.branch(i)};
        appoint.add("2008-01-02", std::move(secretary));
      }
      submit(appoint);
    }
    for (std::size_t from = 0; from < size_.people; from += kValuesAtATime) seal(from);
  }

  LedgerStore& store() { return ledger_.store(); }
  Moment now() { return ledger_.now(); }
  std::size_t people() const { return size_.people; }
  std::string person(std::size_t i) const { return county_.person(i); }

 private:
  void submit(const testing::ActBuilder& act) { must(ledger_.submit(act, ledger_.root())); }

  /// The county's own commitments of names are of the persons' ids: found, since nobody opens them here.
  void seal(std::size_t from) {
    const std::size_t until = std::min(from + kValuesAtATime, size_.people);
    std::vector<std::array<std::string, 3>> texts;
    for (std::size_t i = from; i < until; ++i)
      texts.push_back({"person/" + person(i), testing::sealed_as("name", person(i)).str(), name_of(i)});
    std::vector<SealedValue> values;
    for (const auto& [subject, commitment, name] : texts)
      values.push_back({subject, commitment, Salt{}, name, SealedKind::name});
    const auto put = store().vault().put(values);
    if (!put) throw std::runtime_error(put.error().text());
  }

  testing::TestLedger ledger_;
  County county_;
  CountySize size_;
};

Figure searching(NamedCounty& county, std::string_view how, std::string (*asked)(std::size_t), int runs) {
  constexpr std::size_t kSearches = 50;
  const Viewer viewer = auditor();
  const Questions questions(county.store(), viewer, county.now());
  Vault& vault = county.store().vault();
  const OpenSealed open = [&](const std::string& subject, const std::string& commitment) {
    return vault.value(subject, commitment);
  };
  const FindSealed find = [&](const std::string& text) -> Result<std::vector<SealedHit>> {
    std::vector<SealedHit> out;
    for (const FoundValue& each : must(vault.find_names(text)))
      out.push_back({each.subject, each.commitment});
    return out;
  };
  Figure out{.id = "P18",
             .what = fmt::format("search among {} people by {}, a page of 100, ms", county.people(), how),
             .value_max = 20};
  must(questions.roster({{kTopOrg}, "", asked(1), "", kPageDefault}, questions.now().when(), open, find));
  for (int run = 0; run < runs; ++run) {
    const Stopwatch watch;
    for (std::size_t i = 0; i < kSearches; ++i)
      must(questions.roster({{kTopOrg}, "", asked(i * 97), "", kPageDefault}, questions.now().when(), open,
                            find));
    out.value.values.push_back(watch.seconds() * kMilli / kSearches);
  }
  return out;
}

/// Cold on dates that nobody asked for yet, then the page behind the first one.
void add_alerts(const LedgerStore& store, std::string_view org, std::string_view whose, Date on, int runs,
                std::vector<Figure>& out) {
  Figure cold{
      .id = "P18", .what = fmt::format("alerts of {} on a past date, cold, ms", whose), .value_max = 1'000};
  Figure next{.id = "P18", .what = fmt::format("alerts of {}, the next page, ms", whose), .value_max = 50};
  settle(store);
  AlertBoard board(store);
  for (int run = 0; run < runs; ++run) {
    const When when{store.size(), on.plus_days(-run)};
    const Stopwatch first;
    const auto told = must(board.below(org, when, {{}, {}, kAlertsAPage}));
    cold.value.values.push_back(first.seconds() * kMilli);
    const Stopwatch second;
    must(board.below(org, when, {{}, told.next, kAlertsAPage}));
    next.value.values.push_back(second.seconds() * kMilli);
  }
  out.push_back(std::move(cold));
  out.push_back(std::move(next));
}

void add_demo_alerts(int runs, std::vector<Figure>& out) {
  const testing::TempFolder folder;
  demo::MakeOptions options;
  options.folder = folder / "ledger";
  options.keys_folder = folder / "keys";
  must(demo::make(options));
  LedgerStore::Options opened;
  opened.folder = options.folder;
  const auto store = must(LedgerStore::open(opened));
  add_alerts(*store, kDemoTop, "the demo", Date::of(2024, 6, 30), runs, out);
}

}  // namespace

std::vector<Figure> people_figures(const Plan& plan) {
  if (!plan.wants("P18")) return {};
  std::vector<Figure> out;
  add_demo_alerts(plan.runs, out);
  NamedCounty county(plan.scaled(kPeople));
  out.push_back(searching(
      county, "a whole name", [](std::size_t i) { return name_of(i); }, plan.runs));
  out.push_back(searching(
      county, "a part of one", [](std::size_t i) { return std::string(kGiven.at(i % kGiven.size())); },
      plan.runs));
  out.push_back(searching(
      county, "pinyin", [](std::size_t) { return std::string("zengweifang"); }, plan.runs));
  out.push_back(searching(
      county, "initials", [](std::size_t) { return std::string("zwf"); }, plan.runs));
  add_alerts(county.store(), kTopOrg, fmt::format("{} people", county.people()), Date::of(2024, 6, 30),
             plan.runs, out);
  return out;
}

}  // namespace tenure::bench
