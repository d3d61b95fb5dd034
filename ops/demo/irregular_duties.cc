// What is planted of decisions and duties: D1 to D11.
#include "ops/demo/irregular_plants.h"

namespace tenure::demo {
namespace {

void resolve_in_order(Scene& s) { s.resolve({}); }

void order_rectification(Scene& s) {
  s.add(s.on, "RectificationOrdered", R"("matter":"m-{}","until":"{}")", s.org, s.on.plus_months(2).str());
}

}  // namespace

std::span<const PlantRow> duty_plants() {
  static const PlantRow kRows[] = {
      {.test = "D1",
       .day = {0, 6, 28},
       .plant = [](Scene& s) { s.resolve({.is_reviewed = false}); },
       .look = &resolve_in_order},

      {.test = "D2",
       .day = {0, 6, 28},
       .plant = [](Scene& s) { s.resolve({.present = 49, .votes_for = 49}); },
       // Half of them, and one more than half of those.
       .look = [](Scene& s) { s.resolve({.present = 50, .votes_for = 26}); },
       .excuse = [](Scene& s) { s.act.transcribe("旧档案", s.county.county().clerk()); },
       .excused_by = "transcription"},

      {.test = "D3",
       .day = {0, 6, 28},
       .plant = [](Scene& s) { s.resolve({.is_heard = false}); },
       .look = &resolve_in_order},

      {.test = "D4",
       .day = {0, 6, 28},
       .plant = [](Scene& s) { s.resolve({.disclosed_after = 11}); },
       .look = [](Scene& s) { s.resolve({.disclosed_after = 10}); }},

      {.test = "D5", .day = {1, 1, 20}},  // the year's grade is left out
      {.test = "D5",
       .day = {1, 11, 20},  // late, but there
       .look =
           [](Scene& s) {
             s.of(s.branch.secretary, "GradeDetermined",
                  R"("scheme":"annual","period":"{}","grade":"average")", s.branch.year);
           }},

      {.test = "D6",
       .day = {1, 1, 10},
       .look =
           [](Scene& s) {
             for (int month = 1; month <= 3; ++month)
               s.of(s.branch.secretary, "GradeDetermined",
                    R"("scheme":"monthly","period":"{}-{:02}","grade":"excellent")", s.branch.year, month);
           }},
      // Against the year's grade somebody appealed, in vain.
      {.test = "D6",
       .day = {1, 3, 5},
       .excuse =
           [](Scene& s) {
             const Position appeal =
                 s.of(s.branch.secretary, "AppealFiled", R"("decision":"{}","grounds":"{}")",
                      s.branch.at.str(), s.act.seal("grounds", "月度考评记录不全"));
             s.of(s.branch.secretary, "AppealDecided", R"("appeal":"{}","outcome":"rejected")", appeal.str());
           },
       .excused_by = "appeal"},

      {.test = "D7", .day = {0, 6, 15}},  // the year's training is left out

      {.test = "D8", .day = {0, 3, 1}, .plant = &admonish, .look = &admonish},
      {.test = "D8", .day = {0, 9, 2}, .look = [](Scene& s) { s.end_admonition(); }},

      {.test = "D9",
       .day = {1, 1, 1},
       .plant = [](Scene& s) { s.elect_another("removal"); },
       .look = [](Scene& s) { s.elect_another("recall"); }},

      {.test = "D10",
       .day = {1, 1, 1},
       .plant = [](Scene& s) { s.succeed("resignation", false); },
       .look = [](Scene& s) { s.succeed("resignation"); }},

      {.test = "D11", .day = {0, 5, 10}, .plant = &order_rectification, .look = &order_rectification},
      {.test = "D11", .day = {0, 7, 1}, .look = [](Scene& s) {
         s.add(s.on, "RectificationClosed", R"("matter":"m-{}","outcome":"accepted")", s.org);
       }}};
  return kRows;
}

}  // namespace tenure::demo
