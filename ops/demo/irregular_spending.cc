// What is planted of spending: B1 and B3 to B6.
#include "ops/demo/irregular_plants.h"

namespace tenure::demo {
namespace {

constexpr std::int64_t kThousandYuan = 100'000;
constexpr int kRoundPayments = 60;
constexpr int kLikePayments = 300;
constexpr std::int64_t kStallFen = 234'560;
constexpr std::string_view kStall = "集市摊位";

void pay_the_stall(Scene& s) { s.branch.at = s.spend(s.on, kStallFen, kStall); }

/// Half a year after it happened.
void join_late(Scene& s) {
  s.act.add(Date::of(s.on.year(), 6, 1), "OfficeAssumed",
            R"("person":"{}","org":"{}","post":"committee_member","by":"appointment")", s.branch.spare,
            s.org);
}

}  // namespace

std::span<const PlantRow> spending_plants() {
  static const PlantRow kRows[] = {
      {.test = "B1", .day = {0, 4, 2}, .plant = &pay_the_stall, .look = &pay_the_stall},
      {.test = "B1", .day = {0, 4, 6}, .plant = &pay_the_stall, .look = &pay_the_stall},
      // It was entered twice, and one was taken back.
      {.test = "B1", .day = {0, 4, 7}, .look = [](Scene& s) { s.take_back(s.branch.at); }},
      {.test = "B1", .day = {0, 4, 20}, .look = &pay_the_stall},

      {.test = "B3",
       .day = {0, 11, 15},
       .plant = &join_late,
       .look =
           [](Scene& s) {
             s.act.transcribe("旧档案", s.county.county().clerk());
             join_late(s);
           }},
      {.test = "B3", .day = {0, 12, 20}, .plant = &quit_committee, .look = &quit_committee},

      {.test = "B4",
       .day = {0, 12, 5},
       .plant =
           [](Scene& s) { s.spend_many(kRoundPayments, [](int i) { return kThousandYuan * (1 + i % 6); }); },
       // A few real round amounts.
       .look =
           [](Scene& s) {
             s.spend(s.on, kThousandYuan, kStall);
             s.spend(s.on, 2'000, "小卖部");
           }},

      {.test = "B5",
       .day = {0, 12, 5},
       .plant =
           [](Scene& s) {
             s.spend_many(kLikePayments, [](int i) { return (i % 2 == 0 ? 40'010 : 400'110) + 31 * i; });
           },
       // As many, grown as what people spend grows.
       .look =
           [](Scene& s) {
             std::int64_t fen = 10'007;
             s.spend_many(kLikePayments, [&fen](int) {
               fen = fen * 10'154 / 10'000;
               return fen;
             });
           }},

      {.test = "B6",
       .day = {0, 12, 5},
       .plant = [](Scene& s) { s.branch.at = s.spend(s.on, 98'765'430, "宏图工程队"); },
       // Much, and not most of it.
       .look = [](Scene& s) { s.spend(s.on, 9'876'540, "宏图工程队"); }},
      {.test = "B6",
       .day = {1, 3, 1},
       .excuse =
           [](Scene& s) {
             s.add(s.on, "AuditOpened",
                   R"("matter":"m-{}-audit","kind":"special","from":"{}-01-01","until":"{}-12-31")", s.org,
                   s.branch.year, s.branch.year);
           },
       .by = PlantRow::Signed::county},
      {.test = "B6",
       .day = {1, 3, 20},
       .excuse =
           [](Scene& s) {
             s.act.classify("discipline");
             s.act.add(
                 s.on, "LeadDisposed",
                 R"("case":"c-{}","disposition":"explained","matter":"m-{}-audit","lead":"B6","of":["{}"])",
                 s.org, s.org, s.branch.at.str());
           },
       .excused_by = "disposition",
       .by = PlantRow::Signed::county}};
  return kRows;
}

}  // namespace tenure::demo
