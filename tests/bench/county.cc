#include "tests/bench/county.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "domain/pay/events.h"
#include "tests/bench/must.h"

namespace tenure::bench {
namespace {

constexpr std::size_t kBulkEvents = 500;
constexpr std::size_t kActsADay = 100;
constexpr std::size_t kMonthsAYear = 12;
constexpr std::size_t kMonthsATerm = 36;
constexpr std::size_t kMonthOfAttributes = 6;
constexpr std::size_t kDegrees = 9;
constexpr std::size_t kPostsMax = 64;

}  // namespace

std::string words_of_acts() {
  std::string out = "[words.post]\n";
  for (std::size_t i = 0; i < kPostsMax; ++i)
    out += fmt::format("committee_member_{0} = \"委员{0} | Member {0}\"\n", i);
  out += "[words.attribute_value]\n";
  for (std::size_t i = 0; i < kDegrees; ++i) out += fmt::format("degree_{0} = \"学历{0} | Degree {0}\"\n", i);
  return out;
}

Viewer auditor() {
  Viewer out;
  out.roles = {Role::auditor};
  out.token_id = "bench";
  return out;
}

std::string County::person(std::size_t i) const { return fmt::format("p-{:06}", i); }
std::string County::township(std::size_t i) const { return fmt::format("o-town-{:03}", i); }
std::string County::branch(std::size_t i) const { return fmt::format("o-branch-{:05}", i); }

void County::submit_in_bulk(std::size_t count,
                            const std::function<void(testing::ActBuilder&, std::size_t)>& add) {
  for (std::size_t from = 0; from < count; from += kBulkEvents) {
    auto act = ledger_.act(kTopOrg);
    for (std::size_t i = from; i < std::min(count, from + kBulkEvents); ++i) add(act, i);
    must(ledger_.submit(act, ledger_.root()));
  }
}

County::County(testing::TestLedger& ledger, const CountySize& size, std::uint64_t seed, Course course)
    : ledger_(ledger), size_(size), course_(course), random_(seed), order_(size.people) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::shuffle(order_.begin(), order_.end(), random_);
  const auto add_org = [](testing::ActBuilder& act, std::string org, std::string parent, std::string kind) {
    act.add("2008-01-01",
            OrgRegistered{{std::move(org)}, {"组织"}, {std::move(kind)}, OrgId{std::move(parent)}, {}, {}});
  };
  PolicyAdopted policy;
  policy.org = {kTopOrg};
  policy.title = {"办法"};
  policy.status = PolicyStatus::in_force;
  policy.pack = PackText{words_of_acts()};
  must(ledger_.submit(ledger_.act(kTopOrg).add("2008-01-01", policy), ledger_.root()));
  submit_in_bulk(size.townships, [&](testing::ActBuilder& act, std::size_t i) {
    add_org(act, township(i), kTopOrg, "township");
  });
  submit_in_bulk(size.branches, [&](testing::ActBuilder& act, std::size_t i) {
    add_org(act, branch(i), township(i % size.townships), "village");
  });
  submit_in_bulk(size.people, [&](testing::ActBuilder& act, std::size_t i) {
    PersonRegistered registered;
    registered.person = {person(i)};
    registered.org = {branch_of(i)};
    registered.name = {testing::sealed_as("name", person(i))};
    act.add("2008-01-01", std::move(registered));
  });
  for (std::size_t i = 0; i < size.clerks; ++i) clerks_.push_back(&ledger.clerk(kTopOrg));
}

Date County::next_date(std::size_t act) const {
  if (course_ == Course::years)
    return Date::of(2008, 2, 1).plus_months(static_cast<int>(next_event_ / order_.size()));
  return Date::of(2024, 3, 1).plus_days(static_cast<int>(act / kActsADay));
}

void County::add_event(testing::ActBuilder& act, Date on) {
  const std::size_t number = next_event_++;
  const std::size_t who = order_[number % order_.size()];
  const std::size_t round = number / order_.size();
  if (course_ == Course::changes) {
    if (random_() % 4 == 0) return add_office(act, on, who, round);
    return add_attribute(act, on, who);
  }
  if (round % kMonthsATerm == 0) return add_office(act, on, who, round / kMonthsATerm);
  if (round % kMonthsAYear == kMonthOfAttributes) return add_attribute(act, on, who);
  add_pay(act, on, who);
}

void County::add_office(testing::ActBuilder& act, Date on, std::size_t who, std::size_t round) {
  OfficeAssumed office;
  office.person = {person(who)};
  office.org = {branch_of(who)};
  office.post = {fmt::format("committee_member_{}", round % kPostsMax)};
  office.by = Code{"election"};
  office.round = Code{"2024"};
  office.basis = {{"县组〔2024〕31号"}};
  act.add(on.str(), std::move(office));
}

void County::add_attribute(testing::ActBuilder& act, Date on, std::size_t who) {
  PersonAttributeRecorded attribute;
  attribute.person = {person(who)};
  attribute.attribute = {"education"};
  attribute.value = Code{fmt::format("degree_{}", random_() % kDegrees)};
  attribute.date = on;
  act.add(on.str(), std::move(attribute));
}

void County::add_pay(testing::ActBuilder& act, Date on, std::size_t who) {
  constexpr std::int64_t kLeastFen = 150'000;
  PayDisbursed pay;
  pay.person = {person(who)};
  pay.org = {branch_of(who)};
  pay.component = {"basic_allowance"};
  pay.period = Period::of_month(on);
  pay.amount_fen = {kLeastFen + static_cast<std::int64_t>(random_() % 100'000)};
  pay.funds = {{{"county"}, pay.amount_fen}};
  act.add(on.str(), std::move(pay));
}

std::vector<Submission> County::make_acts(std::size_t acts, std::size_t events) {
  std::vector<Submission> out;
  out.reserve(acts);
  for (std::size_t i = 0; i < acts; ++i) {
    const Date on = next_date(i);
    auto act = ledger_.act(township(i % size_.townships));
    for (std::size_t j = 0; j < events; ++j) add_event(act, on);
    out.push_back(testing::sign(act.payload(), {clerks_[i % clerks_.size()]}));
  }
  return out;
}

}  // namespace tenure::bench
