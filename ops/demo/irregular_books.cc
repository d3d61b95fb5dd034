#include "ops/demo/irregular_books.h"

#include <fmt/ranges.h>

namespace tenure::demo {
namespace {

constexpr std::string_view kSeries = "general";

/// By the chart of 2004 and by that of 2023.
struct AccountCodes {
  std::string_view of_2004, of_2023;
};
constexpr AccountCodes kCodes[] = {{"2004:101", "101"}, {"2004:102", "102"}, {"2004:202", "211"},
                                   {"2004:311", "311"}, {"2004:511", "501"}, {"2004:541", "513"},
                                   {"2004:551", "514"}};

std::string_view code_of(BookAccount account, Date on) {
  const AccountCodes& codes = kCodes[static_cast<std::size_t>(account)];
  return on.year() < VillageBooks::kChartOf2023 ? codes.of_2004 : codes.of_2023;
}

std::string lines_json(const std::vector<BookEntry>& entries, Date on) {
  std::vector<std::string> out;
  for (const BookEntry& entry : entries)
    out.push_back(fmt::format(R"({{"account":"{}","{}_fen":{}{}{}}})", code_of(entry.account, on),
                              entry.fen > 0 ? "debit" : "credit", std::abs(entry.fen),
                              entry.rest.empty() ? "" : ",", entry.rest));
  return fmt::format("{}", fmt::join(out, ","));
}

}  // namespace

void VillageBooks::move(const BookEntry& entry, std::int64_t times) {
  if (entry.account == BookAccount::cash) cash_ += times * entry.fen;
  if (entry.account == BookAccount::bank) bank_ += times * entry.fen;
  if (entry.account == BookAccount::payable) owed_ -= times * entry.fen;
}

void VillageBooks::open(Draft& act, Date on, const std::string& org) {
  std::vector<BookEntry> entries{{BookAccount::cash, cash_}, {BookAccount::bank, bank_}};
  if (owed_ > 0) entries.push_back({BookAccount::payable, -owed_});
  entries.push_back({BookAccount::fund, owed_ - cash_ - bank_});
  act.add(on, "JournalPosted", R"("org":"{}","series":"{}","number":1,"opening":true,"lines":[{}])", org,
          kSeries, lines_json(entries, on));
}

Position VillageBooks::post(Draft& act, Date on, const std::string& org, int number,
                            const std::vector<BookEntry>& entries) {
  for (const BookEntry& entry : entries) move(entry, 1);
  return act.add(on, "JournalPosted",
                 R"("org":"{}","series":"{}","number":{},"lines":[{}],"approvers":["{}"])", org, kSeries,
                 number, lines_json(entries, on), approver_);
}

Position VillageBooks::pay(Draft& act, Date on, const std::string& org, int number, std::int64_t fen,
                           std::string_view payee, std::string_view purpose, std::string_view fund) {
  return post(act, on, org, number,
              {{BookAccount::running, fen,
                fmt::format(R"("purpose":"{}","fund":"{}","counterparty_name":"{}")", purpose, fund, payee)},
               {BookAccount::bank, -fen}});
}

Position VillageBooks::receive(Draft& act, Date on, const std::string& org, int number, std::int64_t fen,
                               std::string_view contract) {
  return post(
      act, on, org, number,
      {{BookAccount::bank, fen}, {BookAccount::income, -fen, fmt::format(R"("contract":"{}")", contract)}});
}

void VillageBooks::take_back(const std::vector<BookEntry>& entries) {
  for (const BookEntry& entry : entries) move(entry, -1);
}

void VillageBooks::close(Draft& act, Date on, const std::string& org, Date month) {
  act.add(on, "PeriodClosed", R"("org":"{}","period":"{}")", org, Period::of_month(month).str());
}

}  // namespace tenure::demo
