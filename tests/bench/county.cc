#include "tests/bench/county.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "tests/bench/must.h"

namespace tenure::bench {
namespace {

constexpr std::size_t kBulkEvents = 500;
constexpr std::size_t kActsADay = 100;

}  // namespace

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

County::County(testing::TestLedger& ledger, const CountySize& size, std::uint64_t seed)
    : ledger_(ledger), size_(size), random_(seed), order_(size.people) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::shuffle(order_.begin(), order_.end(), random_);
  const auto add_org = [](testing::ActBuilder& act, std::string org, std::string parent, std::string kind) {
    act.add("2024-01-01",
            OrgRegistered{{std::move(org)}, {"组织"}, {std::move(kind)}, OrgId{std::move(parent)}, {}, {}});
  };
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
    act.add("2024-01-01", std::move(registered));
  });
  for (std::size_t i = 0; i < size.clerks; ++i) clerks_.push_back(&ledger.clerk(kTopOrg));
}

void County::add_event(testing::ActBuilder& act, Date on) {
  const std::size_t number = next_event_++;
  const std::size_t who = order_[number % order_.size()];
  const std::size_t round = number / order_.size();
  if (random_() % 4 == 0) {
    OfficeAssumed office;
    office.person = {person(who)};
    office.org = {branch_of(who)};
    office.post = {fmt::format("committee_member_{}", round)};
    office.by = Code{"election"};
    office.round = Code{"2024"};
    office.basis = {{"县组〔2024〕31号"}};
    act.add(on.str(), std::move(office));
    return;
  }
  PersonAttributeRecorded attribute;
  attribute.person = {person(who)};
  attribute.attribute = {"education"};
  attribute.value = Code{fmt::format("degree_{}", random_() % 9)};
  attribute.date = on;
  act.add(on.str(), std::move(attribute));
}

std::vector<Submission> County::make_acts(std::size_t acts, std::size_t events) {
  std::vector<Submission> out;
  out.reserve(acts);
  for (std::size_t i = 0; i < acts; ++i) {
    Date on = Date::of(2024, 3, 1);
    on.days += static_cast<std::int32_t>(i / kActsADay);
    auto act = ledger_.act(township(i % size_.townships));
    for (std::size_t j = 0; j < events; ++j) add_event(act, on);
    out.push_back(testing::sign(act.payload(), {clerks_[i % clerks_.size()]}));
  }
  return out;
}

}  // namespace tenure::bench
