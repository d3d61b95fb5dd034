// The books of a village of the irregular county: vouchers by the chart of their day, and what the accounts
// hold, so that balances can be handed over and taken over.
#pragma once

#include <string>
#include <vector>

#include "ops/demo/scribe.h"

namespace tenure::demo {

/// The accounts that the villages use; what they are called is the chart's.
enum class BookAccount { cash, bank, payable, fund, income, running, welfare };

/// A line of a voucher: `fen` above zero is a debit, below zero a credit. `rest`: its other members, as
/// `"purpose":"operation"`.
struct BookEntry {
  BookAccount account;
  std::int64_t fen;
  std::string rest = {};
};

class VillageBooks {
 public:
  static constexpr std::int64_t kCash = 200'000;     ///< in the box at first
  static constexpr std::int64_t kBank = 50'000'000;  ///< and with the bank
  /// On its first day balances are taken over into the chart of 2023.
  static constexpr int kChartOf2023 = 2024;

  std::int64_t cash() const { return cash_; }
  /// Who approves its vouchers from now on.
  void approved_by(std::string person) { approver_ = std::move(person); }
  /// Balances as they are, taken over on the day, into its chart.
  void open(Draft& act, Date on, const std::string& org);
  Position post(Draft& act, Date on, const std::string& org, int number,
                const std::vector<BookEntry>& entries);
  /// Paid out of the bank, to a unit.
  Position pay(Draft& act, Date on, const std::string& org, int number, std::int64_t fen,
               std::string_view payee, std::string_view purpose = "operation", std::string_view fund = "own");
  /// What the contract brings comes to the bank.
  Position receive(Draft& act, Date on, const std::string& org, int number, std::int64_t fen,
                   std::string_view contract);
  /// A voucher of these entries was made void.
  void take_back(const std::vector<BookEntry>& entries);
  static void close(Draft& act, Date on, const std::string& org, Date month);

 private:
  void move(const BookEntry& entry, std::int64_t times);

  std::int64_t cash_ = kCash, bank_ = kBank, owed_ = 0;
  std::string approver_;
};

}  // namespace tenure::demo
