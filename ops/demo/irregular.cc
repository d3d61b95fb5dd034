#include "ops/demo/irregular.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "domain/describe/write.h"
#include "ops/demo/irregular_plants.h"

namespace tenure::demo {
namespace {

constexpr TownshipRow kTownships[] = {{"", "青溪镇"}, {"", "白石镇"}, {"", "长岭乡"}, {"", "双桥镇"},
                                      {"", "梅林乡"}, {"", "沙河镇"}, {"", "松坪乡"}, {"", "石门镇"},
                                      {"", "东湾镇"}, {"", "南圩镇"}, {"", "北渡乡"}, {"", "清泉镇"},
                                      {"", "柳塘镇"}, {"", "竹溪乡"}, {"", "金坑镇"}, {"", "银洲镇"},
                                      {"", "杨梅乡"}, {"", "古井镇"}, {"", "新安镇"}, {"", "太平镇"}};

/// A county of nobody.
const CountyRow& irregular_county() {
  static constexpr CountyRow kRow{"999901", "虚构县", "虚", kTownships};
  return kRow;
}

constexpr std::string_view kPack = R"(
[audit]
training_days = 2

[pay]
beneficiaries_per_village = 3
posts = ["secretary", "director", "accounts_clerk"]
standard_component = "basic_pay"

[scheme.annual]
grades = ["excellent", "average", "poor"]
cadence = "year"
grace_days = 150
posts = ["secretary"]

[scheme.monthly]
grades = ["excellent", "average", "poor"]
pay_component = "performance"
pay_base = "work_pay"
pay_share = 0.2

[annual_excellent]
min_excellent_months = 3
max_poor_months = 0

[admonition]
months = 6
grace_days = 10
bars_awards_while_open = true
cancels_rewards = true

[audit.fund_uses]
one_case = ["public_works", "sanitation"]

[major_decision]
topics = ["land"]
steps = ["two_committees", "member_meeting"]
disclosure_days = 10

[hearing]
scope = ["land"]

[filing]
events = ["appointment"]
posts = ["secretary"]
to = ["county"]
days = 15

[departure_subsidy]
min_years = 5
posts = ["secretary", "director"]
count = "cumulative"
normal_departure = true
normal_reasons = ["term_expiry", "age", "health", "reassignment", "resignation_accepted"]
male_age = 55
female_age = 50
monthly_min_fen = 5000
monthly_max_fen = 11000

[rules."gate.annual_excellent"]
mode = "flag"
[rules."gate.departure_subsidy"]
mode = "flag"
)";

constexpr std::int64_t kHalfFen = 1'200'000;  ///< basic pay of half a year
constexpr std::int64_t kOverFen = 50'000;     ///< what A2 adds to one
constexpr int kSpendingsAYear = 4;
constexpr std::int64_t kLeaseFen = 1'200'000;  ///< a year, of what the villages with books let
constexpr std::string_view kLease = "c-1";
constexpr std::string_view kShops[] = {"兴农物资", "便民超市", "永固建材", "春晖文具",
                                       "绿源苗木", "安泰电力", "诚信印务", "惠民药房",
                                       "清风保洁", "丰收农机", "远航运输", "百味食堂"};

}  // namespace

Irregular::Irregular(std::uint64_t seed, std::size_t scale)
    : random_(seed, "irregular"), county_(irregular_county(), seed, kIrregularVillages * scale) {
  cast();
}

template <class Write>
void Irregular::each_branch(Schedule& schedule, Date day, Write write) {
  each_township(schedule, county_, day, 0, [this, write](Scribe& scribe, Date on, std::size_t township) {
    Draft act(scribe, county_.townships()[township].id);
    for (Branch& branch : branches_) {
      if (county_.villages()[branch.village].township == township) write(act, on, branch);
    }
  });
}

/// Who holds what, and where what is planted: by lot, a village has one thing.
void Irregular::cast() {
  branches_.resize(county_.villages().size());
  for (std::size_t i = 0; i < branches_.size(); ++i) {
    Branch& branch = branches_[i];
    branch.village = i;
    const auto add = [&](std::string_view role) { return county_.add_person(org(branch), role, 1950, 1959); };
    branch.secretary = add("secretary");
    branch.books.approved_by(branch.secretary);
    branch.director = add("director");
    branch.accounts_clerk = add("accounts_clerk");
    branch.spare = add("secretary");
    branch.year = random_.between(kIrregularFrom + 1, kIrregularUntil - 2);
  }
  std::vector<std::size_t> lot(branches_.size());
  std::iota(lot.begin(), lot.end(), std::size_t{0});
  random_.shuffle(lot);
  std::size_t next = 0;
  for (const std::string_view test : planted_tests()) {
    for (std::size_t i = 0; i < kPlantedOfAKind; ++i) {
      const bool is_explained = i == 0 && !excuses_of(test).empty();
      plant(test, branches_[lot[next++]], is_explained ? Branch::Part::explained : Branch::Part::has);
      plant(test, branches_[lot[next++]], Branch::Part::looks);
    }
  }
  for (; next < lot.size(); next += kVillagesABook) branches_[lot[next]].keeps_books = true;
}

void Irregular::plant(std::string_view test, Branch& branch, Branch::Part part) {
  branch.test = test;
  branch.part = part;
  branch.keeps_books = is_of_the_books(test);
  if (part == Branch::Part::looks) return;
  PlantedLead lead{{std::string(test)}, {{org(branch)}}, {}};
  if (part == Branch::Part::explained) {
    for (const std::string_view kind : excuses_of(test)) lead.explained.push_back({std::string(kind)});
  }
  planted_.push_back(std::move(lead));
  // Who is paid twice is found in either village.
  if (test == "A9") planted_.push_back({{std::string(test)}, {{org(neighbour_of(branch))}}, {}});
}

const Irregular::Branch& Irregular::neighbour_of(const Branch& branch) const {
  const std::size_t next = branch.village + 1;
  const bool is_near = next < branches_.size() && township(branches_[next]) == township(branch);
  return branches_[is_near ? next : branch.village - 1];
}

void Irregular::plan(Schedule& schedule) {
  plan_beginning(schedule);
  for (int year = kIrregularFrom; year <= kIrregularUntil; ++year) plan_year(schedule, year);
  plan_books(schedule, kIrregularUntil + 1);
  plan_plants(*this, schedule);
}

void Irregular::plan_beginning(Schedule& schedule) {
  county_.plan_register(schedule, Date::of(kIrregularFrom, 1, 6));
  schedule.on(Date::of(kIrregularFrom, 1, 7), [this](Scribe& scribe, Date on) {
    Draft act(scribe, std::string(kTopOrg), county_.document_no(on));
    act.add(on, "PolicyAdopted", R"("org":"{}","title":"村级组织管理办法","status":"in_force","pack":{})",
            county_.id(), json_string(kPack));
  });
  each_branch(schedule, Date::of(kIrregularFrom, 1, 8), [this](Draft& act, Date on, const Branch& branch) {
    const Date day = Date::of(on.year(), 1, 1);
    act.add(day, "SecretaryAppointed", R"("person":"{}","org":"{}","by":"appointment")", branch.secretary,
            org(branch));
    act.add(day, "OfficeAssumed", R"("person":"{}","org":"{}","post":"director","by":"election")",
            branch.director, org(branch));
    act.add(day, "OfficeAssumed", R"("person":"{}","org":"{}","post":"accounts_clerk","by":"appointment")",
            branch.accounts_clerk, org(branch));
  });
}

namespace {

/// Who holds what in the year. A departure is at a year's end, and who follows begins the next day.
std::array<std::pair<const std::string&, std::string_view>, 3> holders(const Irregular::Branch& branch,
                                                                       int year) {
  const auto left = [&](const std::optional<Date>& on) { return on && on->year() <= year; };
  return {{{left(branch.secretary_left) ? branch.spare : branch.secretary, "secretary"},
           {left(branch.director_left) ? branch.spare : branch.director, "director"},
           {branch.accounts_clerk, "accounts_clerk"}}};
}

}  // namespace

/// What a year of a village in order looks like; where something is left out, or more than it should be, the
/// plant is named.
void Irregular::plan_year(Schedule& schedule, int year) {
  plan_pay(schedule, year);
  plan_books(schedule, year);
  schedule.on(Date::of(year, 1, 16), [this](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id());
    for (Branch& branch : branches_) {
      if (!branch.filed) continue;
      act.add(on, "FilingReceived", R"("person":"{}","org":"{}","submission":"{}")", branch.spare,
              org(branch), branch.filed->str());
      branch.filed.reset();
    }
  });
  each_branch(schedule, Date::of(year, 6, 15), [this, year](Draft& act, Date on, const Branch& branch) {
    for (const auto& [person, post] : holders(branch, year)) {
      if (branch.has("D7") && year == branch.year && post == "director") continue;
      act.add(on, "TrainingAttended", R"("person":"{}","org":"{}","training":"t-{}","days":2)", person,
              org(branch), year);
    }
  });
  each_branch(schedule, Date::of(year + 1, 1, 20), [this, year](Draft& act, Date on, Branch& branch) {
    const bool is_the_year = year == branch.year;
    if (is_the_year && branch.test == "D5") return;
    const bool best = is_the_year && branch.test == "D6";
    const Position graded = act.add(
        on, "GradeDetermined", R"("person":"{}","org":"{}","scheme":"annual","period":"{}","grade":"{}")",
        holders(branch, year)[0].first, org(branch), year, best ? "excellent" : "average");
    if (best) branch.at = graded;
  });
}

void Irregular::plan_pay(Schedule& schedule, int year) {
  schedule.on(Date::of(year, 1, 12), [this, year](Scribe& scribe, Date on) {
    Draft act(scribe, county_.id(), county_.document_no(on));
    for (const std::string_view post : {"secretary", "director", "accounts_clerk"})
      act.add(on, "PayStandardSet",
              R"("org":"{}","period":"{}","component":"basic_pay","posts":["{}"],"amount_fen":{})",
              county_.id(), year, post, 2 * kHalfFen);
  });
  for (const int half : {1, 2}) {
    const auto write = [this, year, half](Draft& act, Date on, const Branch& branch, std::string_view event) {
      for (const auto& [person, post] : holders(branch, year)) {
        const bool over = branch.has("A2") && year == branch.year && half == 2 && post == "secretary";
        act.add(
            on, event,
            R"("person":"{}","org":"{}","post":"{}","component":"basic_pay","period":"{}-H{}","amount_fen":{})",
            person, org(branch), post, year, half, kHalfFen + (over ? kOverFen : 0));
      }
    };
    const unsigned month = half == 1 ? 2 : 8;
    each_branch(schedule, Date::of(year, month, 3), [write](Draft& act, Date on, const Branch& branch) {
      write(act, on, branch, "PayEntitlementAssessed");
    });
    each_branch(schedule, Date::of(year, month, 20), [write](Draft& act, Date on, const Branch& branch) {
      write(act, on, branch, "PayDisbursed");
    });
  }
}

/// What is spent each quarter; and, where books are kept, a voucher at the end of each, the rent in spring,
/// and the closing of these months. A year behind the last one closes December.
void Irregular::plan_books(Schedule& schedule, int year) {
  const bool is_over = year > kIrregularUntil;
  const bool takes_over = year == kIrregularFrom || year == VillageBooks::kChartOf2023;
  if (!is_over && takes_over) {
    each_branch(schedule, Date::of(year, 1, 10), [this, year](Draft& act, Date, Branch& branch) {
      const Date first = Date::of(year, 1, 1);
      if (!branch.keeps_books) return;
      branch.books.open(act, first, org(branch));
      if (year == kIrregularFrom)
        act.add(first, "ContractSigned",
                R"("org":"{}","contract":"{}","kind":"lease_out","counterparty_name":"绿野合作社",)"
                R"("per_year_fen":{},"from":"{}-03-01","until":"{}-02-28")",
                org(branch), kLease, kLeaseFen, year, kIrregularUntil + 1);
    });
  }
  for (int i = 0; i < (is_over ? 1 : kSpendingsAYear); ++i) {
    const auto month = static_cast<unsigned>(3 * i + 1);
    each_branch(
        schedule, Date::of(year, month, 12), [this, year, i, is_over](Draft& act, Date on, Branch& branch) {
          const bool has_december = year > kIrregularFrom;
          if (branch.keeps_books && (i > 0 || has_december))
            VillageBooks::close(act, on, org(branch), on.plus_months(-1));
          if (is_over) return;
          const std::size_t turn = branch.village * 7 + static_cast<std::size_t>(year * kSpendingsAYear + i);
          act.add(on, "FundSpent",
                  R"("org":"{}","purpose":"care","period":"{}","amount_fen":{},"payee":"{}")", org(branch),
                  year, chosen_amount(), kShops[turn % std::size(kShops)]);
        });
    if (is_over) return;
    each_branch(
        schedule, Date::of(year, month + 2, 20), [this, year, i](Draft& act, Date on, Branch& branch) {
          if (!branch.keeps_books) return;
          const std::size_t turn = branch.village * 5 + static_cast<std::size_t>(year * kSpendingsAYear + i);
          branch.books.pay(act, on, org(branch), 1, chosen_amount(), kShops[turn % std::size(kShops)]);
          if (i == 0) branch.books.receive(act, on, org(branch), 2, kLeaseFen, kLease);
        });
  }
  if (takes_over)
    each_branch(schedule, Date::of(year, 2, 8), [this](Draft& act, Date on, const Branch& branch) {
      if (branch.keeps_books) VillageBooks::close(act, on, org(branch), on.plus_months(-1));
    });
}

/// Grows tenfold and a half, as what people spend does; no thousand yuan to the fen.
std::int64_t Irregular::chosen_amount() {
  return 83'337 + static_cast<std::int64_t>(random_.below(900'000)) / 10 * 10;
}

}  // namespace tenure::demo
