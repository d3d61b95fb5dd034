// What is planted of pay: A1 to A10.
#include "ops/demo/irregular_plants.h"

namespace tenure::demo {
namespace {

constexpr std::int64_t kBonusFen = 88'800;

void resign(Scene& s) { s.succeed("resignation"); }

void contribute(Scene& s, int year, int month) {
  s.of(s.branch.secretary, "ContributionPaid", R"("period":"{}-{:02}","payer":"fiscal","amount_fen":45000)",
       year, month);
}

void performance_of_july(Scene& s) {
  s.assess_and_pay(s.branch.secretary, "performance", fmt::format("{}-07", s.on.year()), 30'000);
}

void honour(Scene& s) {
  s.of(s.branch.secretary, "HonourGranted", R"("title":"advanced","level":"township")");
}

void join_committee(Scene& s) { s.take_office(s.branch.spare, s.org, "committee_member"); }

}  // namespace

std::span<const PlantRow> pay_plants() {
  static const PlantRow kRows[] = {
      {.test = "A1",
       .day = {0, 5, 20},
       .plant =
           [](Scene& s) {
             s.branch.at = s.pay("PayDisbursed", s.branch.secretary, s.org, "bonus", s.half(1), kBonusFen);
           },
       .look = [](Scene& s) { s.assess_and_pay(s.branch.secretary, "bonus", s.half(1), kBonusFen); }},
      // The figure was wrong, and is corrected; approved it was not.
      {.test = "A1",
       .day = {0, 6, 5},
       .excuse =
           [](Scene& s) {
             s.act.add(
                 s.on, "CorrectionRecorded",
                 R"("target":"{}","reason":"{}","replacement":{{"type":"PayDisbursed","on":"{}-05-20","data":{{)"
                 R"("person":"{}","org":"{}","component":"bonus","period":"{}","amount_fen":80000}}}})",
                 s.branch.at.str(), s.act.seal("reason", "金额误录"), s.on.year(), s.branch.secretary, s.org,
                 s.half(1));
           },
       .excused_by = "correction"},

      {.test = "A2", .day = {0, 1, 25}},  // in the year's pay itself

      {.test = "A3", .day = {1, 1, 1}, .plant = &resign, .look = &resign},
      {.test = "A3",
       .day = {1, 3, 10},
       .plant =
           [](Scene& s) {
             s.branch.at = s.assess_and_pay(s.branch.secretary, "allowance", s.half(1), 60'000);
           },
       // Arrears: paid after the office, for days in it.
       .look = [](Scene& s) { s.assess_and_pay(s.branch.secretary, "allowance", s.half(2, -1), 60'000); }},
      {.test = "A3",
       .day = {1, 4, 8},
       .excuse = [](Scene& s) { s.review(s.branch.at, "law.paid_in_office"); },
       .excused_by = "review"},

      {.test = "A4", .day = {1, 1, 1}, .plant = [](Scene& s) { s.succeed("dismissal"); }},
      {.test = "A4",
       .day = {1, 1, 22},
       .plant =
           [](Scene& s) {
             s.of(s.branch.secretary, "DepartureSubsidyApproved", R"("years":{})",
                  s.on.year() - kIrregularFrom);
           }},
      {.test = "A4",
       .day = {1, 2, 22},
       .plant =
           [](Scene& s) {
             s.of(s.branch.secretary, "SubsidyPaid", R"("period":"{}-01","amount_fen":6000)", s.on.year());
           }},

      {.test = "A5", .day = {1, 1, 1}, .plant = &resign, .look = &resign},
      {.test = "A5",
       .day = {1, 7, 10},
       .plant = [](Scene& s) { contribute(s, s.on.year(), 6); },
       .look = [](Scene& s) { contribute(s, s.on.year() - 1, 12); }},

      {.test = "A6",
       .day = {0, 8, 10},
       .look =
           [](Scene& s) {
             s.branch.at = s.of(s.branch.secretary, "GradeDetermined",
                                R"("scheme":"monthly","period":"{}-07","grade":"average")", s.on.year());
           }},
      {.test = "A6", .day = {0, 8, 15}, .plant = &performance_of_july, .look = &performance_of_july},
      // What was paid by a grade is in order, though the grade is changed later.
      {.test = "A6",
       .day = {0, 10, 9},
       .look =
           [](Scene& s) {
             s.of(s.branch.secretary, "DecisionRevised",
                  R"("decision":"{}","period":"{}-07","grade":"poor","reason":"{}")", s.branch.at.str(),
                  s.on.year(), s.act.seal("reason", "复核后变更"));
           }},

      {.test = "A7", .day = {0, 3, 1}, .plant = &admonish, .look = &admonish},
      {.test = "A7",
       .day = {0, 5, 4},
       .plant = [](Scene& s) { s.of(s.branch.secretary, "RewardGranted", R"("amount_fen":200000)"); }},
      // An honour is barred by a rule that is enforced: two signatures set it aside.
      {.test = "A7",
       .day = {0, 5, 6},
       .excuse =
           [](Scene& s) {
             s.act.add(s.on, "OverrideRecorded",
                       R"("rule":"gate.advanced_award","reason":"{}","approver":"{}")",
                       s.act.seal("reason", "抗洪抢险表现突出"), s.county.county().clerk());
             honour(s);
           },
       .excused_by = "override",
       .by = PlantRow::Signed::both},
      {.test = "A7",
       .day = {0, 9, 2},
       .plant = [](Scene& s) { s.end_admonition(); },
       .look = [](Scene& s) { s.end_admonition(); }},
      {.test = "A7", .day = {0, 10, 8}, .look = &honour},

      {.test = "A8",
       .day = {0, 1, 15},
       .plant =
           [](Scene& s) {
             s.act.add(s.on, "KinshipDeclared", R"("person":"{}","other":"{}","relation":"spouse")",
                       s.branch.secretary, s.county.county().clerk());
           },
       .look =
           [](Scene& s) {
             s.act.add(s.on, "KinshipDeclared", R"("person":"{}","other":"{}","relation":"spouse")",
                       s.branch.secretary, s.branch.spare);
           }},

      {.test = "A9",
       .day = {0, 1, 15},
       .plant = [](Scene& s) { s.take_office(s.branch.director, s.neighbour(), "committee_member"); }},
      {.test = "A9",
       .day = {0, 3, 18},
       .plant =
           [](Scene& s) {
             s.assess_and_pay(s.branch.director, "allowance", s.half(1), 70'000);
             s.assess_and_pay_at(s.neighbour(), s.branch.director, "allowance", s.half(1), 55'000);
           },
       // Two components from one village.
       .look =
           [](Scene& s) {
             s.assess_and_pay(s.branch.director, "allowance", s.half(1), 70'000);
             s.assess_and_pay(s.branch.director, "travel", s.half(1), 55'000);
           }},
      {.test = "A9",
       .day = {0, 12, 20},
       .plant =
           [](Scene& s) { s.leave(s.branch.director, s.neighbour(), "committee_member", "resignation"); }},

      {.test = "A10", .day = {0, 1, 15}, .plant = &join_committee, .look = &join_committee},
      {.test = "A10",
       .day = {0, 3, 18},
       .plant = [](Scene& s) { s.assess_and_pay(s.branch.spare, "basic_pay", s.half(1), 300'000); },
       .look = [](Scene& s) { s.assess_and_pay(s.branch.spare, "travel", s.half(1), 30'000); }},
      {.test = "A10", .day = {0, 12, 20}, .plant = &quit_committee, .look = &quit_committee}};
  return kRows;
}

}  // namespace tenure::demo
