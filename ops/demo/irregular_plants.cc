#include "ops/demo/irregular_plants.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/describe/write.h"

namespace tenure::demo {
namespace {

using Branch = Plants::Branch;

/// One day of a plant. `look` writes what only looks like it; null: nothing.
struct Row {
  std::string_view test;
  int years_later;  ///< than the branch's year
  unsigned month, day;
  void (*plant)(const Plants& in, Draft& act, Date on, const Branch& branch);
  void (*look)(const Plants& in, Draft& act, Date on, const Branch& branch) = nullptr;
};

void pay(const Plants&, Draft& act, Date on, std::string_view event, const std::string& person,
         const std::string& org, std::string_view component, const std::string& period, std::int64_t fen) {
  act.add(on, event, R"("person":"{}","org":"{}","component":"{}","period":"{}","amount_fen":{})", person,
          org, component, period, fen);
}
void assess_and_pay(const Plants& in, Draft& act, Date on, const std::string& person, const std::string& org,
                    std::string_view component, const std::string& period, std::int64_t fen) {
  pay(in, act, on, "PayEntitlementAssessed", person, org, component, period, fen);
  pay(in, act, on, "PayDisbursed", person, org, component, period, fen);
}
std::string half(Date on, int number) { return fmt::format("{}-H{}", on.year(), number); }

void take_office(const Plants&, Draft& act, Date on, const std::string& person, const std::string& org,
                 std::string_view post, std::string_view by = "appointment") {
  act.add(on, "OfficeAssumed", R"("person":"{}","org":"{}","post":"{}","by":"{}")", person, org, post, by);
}
void leave(const Plants&, Draft& act, Date on, const std::string& person, const std::string& org,
           std::string_view post, std::string_view reason) {
  act.add(on, "TenureEnded", R"("person":"{}","org":"{}","post":"{}","reason":"{}")", person, org, post,
          reason);
}
void succeed(const Plants& in, Draft& act, Date on, const Branch& branch, std::string_view reason) {
  leave(in, act, on, branch.secretary, in.org(branch), "secretary", reason);
  act.add(on, "SecretaryAppointed", R"("person":"{}","org":"{}","by":"appointment")", branch.spare,
          in.org(branch));
}
void spend(const Plants& in, Draft& act, Date on, const Branch& branch, std::int64_t fen,
           std::string_view payee) {
  act.add(on, "FundSpent", R"("org":"{}","purpose":"care","period":"{}","amount_fen":{},"payee":"{}")",
          in.org(branch), on.year(), fen, payee);
}
void admonish(const Plants& in, Draft& act, Date on, const Branch& branch) {
  act.add(
      on, "AdmonitionIssued",
      R"("person":"{}","org":"{}","form":"written_admonition","by":"township_committee","until":"{}","reason":"{}")",
      branch.secretary, in.org(branch), on.plus_months(6).str(), act.seal("reason", "工作不力"));
}
void honour(const Plants& in, Draft& act, Date on, const Branch& branch) {
  act.add(on, "HonourGranted", R"("person":"{}","org":"{}","title":"advanced","level":"township")",
          branch.secretary, in.org(branch));
}

/// Payments of one day each, on the days before: `fen(i)` to payees of their own.
template <class Fen>
void spend_many(const Plants& in, Draft& act, Date on, const Branch& branch, int count, Fen fen) {
  constexpr int kDays = 24;
  for (int i = 0; i < count; ++i)
    spend(in, act, on.plus_days(-(i % kDays)), branch, fen(i), fmt::format("{}号商户", i + 1));
}

constexpr std::int64_t kThousandYuan = 100'000;
constexpr int kRoundPayments = 60;
constexpr int kLikePayments = 300;

// In the order of the tests. A lambda without a capture is a row's writer.
const Row kRows[] = {
    {"A1", 0, 5, 20,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       pay(in, act, on, "PayDisbursed", b.secretary, in.org(b), "bonus", half(on, 1), 88'800);
     },
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       assess_and_pay(in, act, on, b.secretary, in.org(b), "bonus", half(on, 1), 88'800);
     }},
    {"A2", 0, 1, 25, nullptr},  // in the year itself
    {"A3", 1, 1, 1,
     [](const Plants& in, Draft& act, Date on, const Branch& b) { succeed(in, act, on, b, "resignation"); },
     [](const Plants& in, Draft& act, Date on, const Branch& b) { succeed(in, act, on, b, "resignation"); }},
    {"A3", 1, 3, 10,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       assess_and_pay(in, act, on, b.secretary, in.org(b), "allowance", half(on, 1), 60'000);
     },
     // Arrears: paid after the office, for days in it.
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       assess_and_pay(in, act, on, b.secretary, in.org(b), "allowance", fmt::format("{}-H2", on.year() - 1), 60'000);
     }},
    {"A4", 1, 1, 1,
     [](const Plants& in, Draft& act, Date on, const Branch& b) { succeed(in, act, on, b, "dismissal"); }},
    {"A4", 1, 1, 22,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       act.add(on, "DepartureSubsidyApproved", R"("person":"{}","org":"{}","years":{})", b.secretary, in.org(b),
               on.year() - kIrregularFrom);
     }},
    {"A4", 1, 2, 22,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       act.add(on, "SubsidyPaid", R"("person":"{}","org":"{}","period":"{}-01","amount_fen":6000)", b.secretary,
               in.org(b), on.year());
     }},
    {"A5", 1, 1, 1,
     [](const Plants& in, Draft& act, Date on, const Branch& b) { succeed(in, act, on, b, "resignation"); },
     [](const Plants& in, Draft& act, Date on, const Branch& b) { succeed(in, act, on, b, "resignation"); }},
    {"A5", 1, 7, 10,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       act.add(on, "ContributionPaid", R"("person":"{}","org":"{}","period":"{}-06","payer":"fiscal","amount_fen":45000)",
               b.secretary, in.org(b), on.year());
     },
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       act.add(on, "ContributionPaid", R"("person":"{}","org":"{}","period":"{}-12","payer":"fiscal","amount_fen":45000)",
               b.secretary, in.org(b), on.year() - 1);
     }},
    {"A6", 0, 8, 10, nullptr,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       act.add(on, "GradeDetermined", R"("person":"{}","org":"{}","scheme":"monthly","period":"{}-07","grade":"average")",
               b.secretary, in.org(b), on.year());
     }},
    {"A6", 0, 8, 15,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       assess_and_pay(in, act, on, b.secretary, in.org(b), "performance", fmt::format("{}-07", on.year()), 30'000);
     },
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       assess_and_pay(in, act, on, b.secretary, in.org(b), "performance", fmt::format("{}-07", on.year()), 30'000);
     }},
    {"A7", 0, 3, 1, &admonish, &admonish},
    {"A7", 0, 5, 4, &honour},
    {"A7", 0, 9, 2,
     [](const Plants& in, Draft& act, Date on, const Branch& b) { in.end_admonition(act, on, b); },
     [](const Plants& in, Draft& act, Date on, const Branch& b) { in.end_admonition(act, on, b); }},
    {"A7", 0, 10, 8, nullptr, &honour},
    {"A8", 0, 1, 15,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       act.add(on, "KinshipDeclared", R"("person":"{}","other":"{}","relation":"spouse")", b.secretary, in.clerk());
     },
     [](const Plants&, Draft& act, Date on, const Branch& b) {
       act.add(on, "KinshipDeclared", R"("person":"{}","other":"{}","relation":"spouse")", b.secretary, b.spare);
     }},
    {"A9", 0, 1, 15,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       take_office(in, act, on, b.director, in.org(in.neighbour(b)), "committee_member");
     }},
    {"A9", 0, 3, 18,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       assess_and_pay(in, act, on, b.director, in.org(b), "allowance", half(on, 1), 70'000);
       assess_and_pay(in, act, on, b.director, in.org(in.neighbour(b)), "allowance", half(on, 1), 55'000);
     },
     // Two components from one village.
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       assess_and_pay(in, act, on, b.director, in.org(b), "allowance", half(on, 1), 70'000);
       assess_and_pay(in, act, on, b.director, in.org(b), "travel", half(on, 1), 55'000);
     }},
    {"A9", 0, 12, 20,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       leave(in, act, on, b.director, in.org(in.neighbour(b)), "committee_member", "resignation");
     }},
    {"A10", 0, 1, 15,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       take_office(in, act, on, b.spare, in.org(b), "committee_member");
     },
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       take_office(in, act, on, b.spare, in.org(b), "committee_member");
     }},
    {"A10", 0, 3, 18,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       assess_and_pay(in, act, on, b.spare, in.org(b), "basic_pay", half(on, 1), 300'000);
     },
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       assess_and_pay(in, act, on, b.spare, in.org(b), "travel", half(on, 1), 30'000);
     }},
    {"A10", 0, 12, 20,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       leave(in, act, on, b.spare, in.org(b), "committee_member", "resignation");
     },
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       leave(in, act, on, b.spare, in.org(b), "committee_member", "resignation");
     }},
    {"B1", 0, 4, 2,
     [](const Plants& in, Draft& act, Date on, const Branch& b) { spend(in, act, on, b, 456'780, "集市摊位"); },
     [](const Plants& in, Draft& act, Date on, const Branch& b) { spend(in, act, on, b, 456'780, "集市摊位"); }},
    {"B1", 0, 4, 6,
     [](const Plants& in, Draft& act, Date on, const Branch& b) { spend(in, act, on, b, 456'780, "集市摊位"); }},
    {"B1", 0, 4, 20, nullptr,
     [](const Plants& in, Draft& act, Date on, const Branch& b) { spend(in, act, on, b, 456'780, "集市摊位"); }},
    {"B3", 0, 11, 15,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       take_office(in, act, Date::of(on.year(), 6, 1), b.spare, in.org(b), "committee_member");
     },
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       act.transcribe("旧档案", in.clerk());
       take_office(in, act, Date::of(on.year(), 6, 1), b.spare, in.org(b), "committee_member");
     }},
    {"B3", 0, 12, 20,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       leave(in, act, on, b.spare, in.org(b), "committee_member", "resignation");
     },
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       leave(in, act, on, b.spare, in.org(b), "committee_member", "resignation");
     }},
    {"B4", 0, 12, 5,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       spend_many(in, act, on, b, kRoundPayments, [](int i) { return kThousandYuan * (1 + i % 6); });
     },
     // One real round amount.
     [](const Plants& in, Draft& act, Date on, const Branch& b) { spend(in, act, on, b, kThousandYuan, "集市摊位"); }},
    {"B5", 0, 12, 5,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       spend_many(in, act, on, b, kLikePayments, [](int i) { return (i % 2 == 0 ? 40'010 : 400'110) + 31 * i; });
     }},
    {"B6", 0, 12, 5,
     [](const Plants& in, Draft& act, Date on, const Branch& b) { spend(in, act, on, b, 98'765'430, "宏图工程队"); }},
    {"D5", 0, 1, 26, nullptr},
    {"D5", 1, 11, 20, nullptr,  // late, but there
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       act.add(on, "GradeDetermined", R"("person":"{}","org":"{}","scheme":"annual","period":"{}","grade":"average")",
               b.secretary, in.org(b), on.year() - 1);
     }},
    {"D6", 1, 1, 10, nullptr,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       for (int month = 1; month <= 3; ++month)
         act.add(on, "GradeDetermined",
                 R"("person":"{}","org":"{}","scheme":"monthly","period":"{}-0{}","grade":"excellent")", b.secretary,
                 in.org(b), on.year() - 1, month);
     }},
    {"D7", 0, 1, 26, nullptr},
    {"D8", 0, 3, 1, &admonish, &admonish},
    {"D8", 0, 9, 2, nullptr,
     [](const Plants& in, Draft& act, Date on, const Branch& b) { in.end_admonition(act, on, b); }},
    {"D9", 1, 1, 1,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       leave(in, act, on, b.director, in.org(b), "director", "removal");
       take_office(in, act, on, b.spare, in.org(b), "director", "election");
     },
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       leave(in, act, on, b.director, in.org(b), "director", "recall");
       take_office(in, act, on, b.spare, in.org(b), "director", "election");
     }},
    {"D11", 0, 5, 10,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       act.add(on, "RectificationOrdered", R"("org":"{}","matter":"m-{}","until":"{}")", in.org(b), in.org(b),
               on.plus_months(2).str());
     },
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       act.add(on, "RectificationOrdered", R"("org":"{}","matter":"m-{}","until":"{}")", in.org(b), in.org(b),
               on.plus_months(2).str());
     }},
    {"D11", 0, 7, 1, nullptr,
     [](const Plants& in, Draft& act, Date on, const Branch& b) {
       act.add(on, "RectificationClosed", R"("org":"{}","matter":"m-{}","outcome":"accepted")", in.org(b), in.org(b));
     }}};

bool has_any(const std::set<std::string>& of, std::initializer_list<std::string_view> tests) {
  return std::ranges::any_of(tests, [&](std::string_view test) { return of.contains(std::string(test)); });
}

}  // namespace

std::vector<std::string_view> planted_tests() {
  std::vector<std::string_view> out;
  for (const Row& row : kRows) {
    if (std::ranges::find(out, row.test) == out.end()) out.push_back(row.test);
  }
  return out;
}

bool Plants::secretary_leaves(const std::set<std::string>& plants, const std::set<std::string>& decoys) {
  return has_any(plants, {"A3", "A4", "A5"}) || has_any(decoys, {"A3", "A5"});
}
bool Plants::director_leaves(const std::set<std::string>& plants, const std::set<std::string>& decoys) {
  return plants.contains("D9") || decoys.contains("D9");
}

void Plants::end_admonition(Draft& act, Date on, const Branch& branch) const {
  act.add(on, "AdmonitionEnded", R"("person":"{}","org":"{}","admonition":"{}","outcome":"served")",
          branch.secretary, org(branch), branch.admonished.str());
}

void Plants::plan() {
  for (Branch& branch : county_.branches_) {
    for (const Row& row : kRows) {
      const bool planted = branch.has(row.test);
      const auto write = planted ? row.plant : branch.only_looks(row.test) ? row.look : nullptr;
      if (write == nullptr) continue;
      const Date day = Date::of(branch.year + row.years_later, row.month, row.day);
      schedule_.on(day, [this, &branch, write](Scribe& scribe, Date on) {
        Draft act(scribe, county_.township(branch));
        const bool admonishes = write == &admonish;
        if (admonishes) branch.admonished = {scribe.next_index(), 0};
        write(*this, act, on, branch);
      });
    }
  }
}

}  // namespace tenure::demo
