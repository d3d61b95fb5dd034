// What is planted into the village's own money: B2, B7 to B9, C1 to C8. Vouchers stand in May or November, in
// which the books have no others, and the month is closed.
#include "ops/demo/irregular_plants.h"

namespace tenure::demo {
namespace {

constexpr unsigned kMay = 5;
constexpr std::string_view kCarter = "顺达运输";
constexpr std::string_view kBuilder = "宏图工程队";
constexpr std::int64_t kBurstFen = 2'000'000;  ///< of three
constexpr std::int64_t kRentFen = 300'000;

Date in_may(const Scene& s, unsigned day) { return Date::of(s.on.year(), kMay, day); }

/// The month before.
void close_month(Scene& s) { VillageBooks::close(s.act, s.on, s.org, s.on.plus_months(-1)); }

void pay_the_spare(Scene& s) {
  s.branch.books.post(s.act, in_may(s, 12), s.org, 1,
                      {{BookAccount::running, 30'000,
                        fmt::format(R"("purpose":"operation","counterparty":"{}")", s.branch.spare)},
                       {BookAccount::cash, -30'000}});
}
void spare_dies(Scene& s) { s.act.add(s.on, "DeathRecorded", R"("person":"{}")", s.branch.spare); }

void pay_of_the_grant(Scene& s, std::string_view purpose) {
  s.branch.books.post(
      s.act, s.on, s.org, 1,
      {{BookAccount::welfare, 123'450,
        fmt::format(R"("purpose":"{}","fund":"one_case","counterparty_name":"{}")", purpose, kBuilder)},
       {BookAccount::bank, -123'450}});
}

void draw_cash(Scene& s, std::int64_t fen) {
  s.branch.books.post(s.act, s.on, s.org, 1, {{BookAccount::cash, fen}, {BookAccount::bank, -fen}});
}

void owe(Scene& s) {
  s.branch.books.post(
      s.act, s.on, s.org, 1,
      {{BookAccount::running, 456'780, R"("purpose":"operation")"},
       {BookAccount::payable, -456'780, fmt::format(R"("counterparty_name":"{}")", kBuilder)}});
}

void lend(Scene& s, const std::string& person) {
  s.add(s.on, "DebtRecorded", R"("debt":"d-1","kind":"loan_made","counterparty":"{}","amount_fen":300000)",
        person);
}

void end_the_lease(Scene& s) { s.add(s.on, "ContractEnded", R"("contract":"c-2","reason":"run_out")"); }

void hand_over(Scene& s) { s.hand_over(s.branch.books.cash()); }
void another_director(Scene& s) { s.elect_another("resignation"); }

}  // namespace

std::span<const PlantRow> collective_plants() {
  static const PlantRow kRows[] = {
      {.test = "B2",
       .day = {0, kMay, 18},
       .plant =
           [](Scene& s) {
             s.pay_out(in_may(s, 4), 1, 240'010, kCarter);
             s.pay_out(in_may(s, 11), 2, 239'980, kCarter);
             s.pay_out(in_may(s, 18), 3, 250'030, kCarter);
           },
       // As much as the limit, together.
       .look =
           [](Scene& s) {
             s.pay_out(in_may(s, 4), 1, 249'990, kCarter);
             s.pay_out(in_may(s, 18), 2, 250'010, kCarter);
           }},
      {.test = "B2", .day = {0, 6, 8}, .plant = &close_month, .look = &close_month},

      {.test = "B7",
       .day = {0, kMay, 18},
       .plant =
           [](Scene& s) {
             s.pay_out(s.on, 1, 31'230, kCarter);
             s.pay_out(s.on, 2, 41'240, kCarter);
             s.pay_out(s.on, 4, 51'250, kCarter);
           },
       // The second is made void and keeps its number.
       .look =
           [](Scene& s) {
             s.pay_out(s.on, 1, 31'230, kCarter);
             const std::vector<BookEntry> wrong{{BookAccount::running, 41'240}, {BookAccount::bank, -41'240}};
             s.branch.at = s.branch.books.post(s.act, s.on, s.org, 2, wrong);
             s.pay_out(s.on, 3, 51'250, kCarter);
             s.branch.books.take_back(wrong);
           }},
      {.test = "B7", .day = {0, kMay, 20}, .look = [](Scene& s) { s.take_back(s.branch.at); }},
      {.test = "B7", .day = {0, 6, 8}, .plant = &close_month, .look = &close_month},

      {.test = "B8",
       .day = {0, 11, 18},
       .plant =
           [](Scene& s) {
             for (const int number : {1, 2, 3}) s.pay_out(s.on, number, kBurstFen + 10 * number, kBuilder);
           },
       // As much, to three.
       .look =
           [](Scene& s) {
             s.pay_out(s.on, 1, kBurstFen, kBuilder);
             s.pay_out(s.on, 2, kBurstFen, kCarter);
             s.pay_out(s.on, 3, kBurstFen, "山水园林");
           }},
      {.test = "B8", .day = {0, 12, 8}, .plant = &close_month, .look = &close_month},
      {.test = "B8", .day = {1, 1, 1}, .plant = &another_director, .look = &another_director},
      {.test = "B8", .day = {1, 1, 11}, .plant = &hand_over, .look = &hand_over},

      {.test = "B9", .day = {0, kMay, 10}, .plant = &spare_dies},
      {.test = "B9", .day = {0, kMay, 12}, .plant = &pay_the_spare, .look = &pay_the_spare},
      {.test = "B9", .day = {0, kMay, 14}, .look = &spare_dies},
      {.test = "B9", .day = {0, 6, 8}, .plant = &close_month, .look = &close_month},

      {.test = "C1",
       .day = {0, kMay, 12},
       .plant = [](Scene& s) { pay_of_the_grant(s, "hospitality"); },
       .look = [](Scene& s) { pay_of_the_grant(s, "sanitation"); }},
      {.test = "C1", .day = {0, 6, 8}, .plant = &close_month, .look = &close_month},

      {.test = "C2",
       .day = {0, kMay, 1},
       .plant = [](Scene& s) { s.let("c-2", kRentFen, kRentFen); },
       .look = [](Scene& s) { s.let("c-2", kRentFen, kRentFen); }},
      // On the last day of grace.
      {.test = "C2",
       .day = {0, kMay, 31},
       .look = [](Scene& s) { s.branch.books.receive(s.act, s.on, s.org, 1, kRentFen, "c-2"); }},
      {.test = "C2", .day = {0, 6, 8}, .look = &close_month},
      {.test = "C2", .day = {1, 4, 30}, .plant = &end_the_lease, .look = &end_the_lease},

      {.test = "C3",
       .day = {0, kMay, 12},
       .plant = [](Scene& s) { draw_cash(s, 300'010); },
       // As much as the cap; and 20 yuan are spent of it.
       .look = [](Scene& s) { draw_cash(s, 300'000); }},
      {.test = "C3",
       .day = {0, kMay, 14},
       .look =
           [](Scene& s) {
             s.branch.books.post(
                 s.act, s.on, s.org, 2,
                 {{BookAccount::running, 2'000, R"("purpose":"operation","counterparty_name":"小卖部")"},
                  {BookAccount::cash, -2'000}});
           }},
      {.test = "C3", .day = {0, 6, 8}, .plant = &close_month, .look = &close_month},

      {.test = "C4", .day = {0, kMay, 12}, .plant = &owe, .look = &owe},
      // What was owed is paid; a loan was voted for.
      {.test = "C4",
       .day = {0, kMay, 26},
       .look =
           [](Scene& s) {
             s.branch.books.post(
                 s.act, s.on, s.org, 2,
                 {{BookAccount::payable, 456'780, fmt::format(R"("counterparty_name":"{}")", kBuilder)},
                  {BookAccount::bank, -456'780}});
             const Position vote =
                 s.add(s.on, "MeetingHeld", R"("kind":"two_committees","present":10,"votes_for":6)");
             s.add(
                 s.on, "DebtRecorded",
                 R"("debt":"d-1","kind":"loan_taken","counterparty_name":"信用社","amount_fen":100000,"vote":"{}")",
                 vote.str());
           }},
      {.test = "C4", .day = {0, 6, 8}, .plant = &close_month, .look = &close_month},

      {.test = "C5",
       .day = {0, kMay, 12},
       .plant = [](Scene& s) { lend(s, s.branch.director); },
       .look = [](Scene& s) { lend(s, s.branch.spare); }},

      {.test = "C6",
       .day = {0, kMay, 12},
       .plant = [](Scene& s) { s.pay_out(s.on, 1, 31'230, kCarter); },
       .look = [](Scene& s) { s.pay_out(s.on, 1, 31'230, kCarter); }},
      {.test = "C6", .day = {0, 6, 15}, .look = &close_month},   // on the last day
      {.test = "C6", .day = {0, 6, 16}, .plant = &close_month},  // a day late

      {.test = "C7",
       .day = {0, kMay, 1},
       .plant = [](Scene& s) { s.let("c-2", kRentFen, kRentFen + 10); },
       .look = [](Scene& s) { s.let("c-2", kRentFen, kRentFen); }},
      {.test = "C7",
       .day = {0, kMay, 12},
       .plant = [](Scene& s) { s.branch.books.receive(s.act, s.on, s.org, 1, kRentFen, "c-2"); },
       .look = [](Scene& s) { s.branch.books.receive(s.act, s.on, s.org, 1, kRentFen, "c-2"); }},
      {.test = "C7", .day = {0, 6, 8}, .plant = &close_month, .look = &close_month},
      {.test = "C7", .day = {1, 4, 30}, .plant = &end_the_lease, .look = &end_the_lease},

      {.test = "C8", .day = {1, 1, 1}, .plant = &another_director, .look = &another_director},
      // On the tenth day, to the fen; and a day late.
      {.test = "C8", .day = {1, 1, 11}, .look = &hand_over},
      {.test = "C8", .day = {1, 1, 12}, .plant = &hand_over}};
  return kRows;
}

}  // namespace tenure::demo
