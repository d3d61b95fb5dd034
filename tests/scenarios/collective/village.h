// A village with books: verbs to post vouchers, and a month of them with the figures that the tests work out
// by hand.
#pragma once

#include "domain/collective/books.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {

class VillageBooks : public ::testing::Test, public RuleLedger {
 protected:
  VillageBooks() {
    people(3);
    in_office("p-1");
  }

  static Position at(const Admission& admission) { return {admission.index, 0}; }

  /// One line: "debit" or "credit", in fen; `rest` begins with a comma where it is there.
  static std::string line(const std::string& account, const std::string& side, std::int64_t fen,
                          const std::string& rest = {}) {
    return fmt::format(R"({{"account":"{}","{}_fen":{}{}}})", account, side, fen, rest);
  }
  static std::string debit(const std::string& account, std::int64_t fen, const std::string& rest = {}) {
    return line(account, "debit", fen, rest);
  }
  static std::string credit(const std::string& account, std::int64_t fen, const std::string& rest = {}) {
    return line(account, "credit", fen, rest);
  }
  static std::string voucher(const std::string& series, int number, const std::vector<std::string>& lines,
                             const std::string& rest = {}, const std::string& org = "o-village") {
    return fmt::format(R"({{"org":"{}","series":"{}","number":{},"lines":[{}]{}}})", org, series, number,
                       fmt::join(lines, ","), rest);
  }
  Position post(const std::string& on, const std::string& series, int number,
                const std::vector<std::string>& lines, const std::string& rest = {}) {
    return at(record<JournalPosted>(on, voucher(series, number, lines, rest)));
  }
  Position close(const std::string& on, const std::string& period) {
    return at(record<PeriodClosed>(on, fmt::format(R"({{"org":"o-village","period":"{}"}})", period)));
  }
  Result<Admission> correct(Position target, const std::string& on, const std::string& replacement = {}) {
    const std::string with = replacement.empty() ? "" : R"(,"replacement":)" + replacement;
    return attempt<CorrectionRecorded>(
        on, fmt::format(R"({{"target":"{}",{}{}}})", target.str(), sealed_member("reason"), with));
  }
  static std::string event(const std::string& type, const std::string& on, const std::string& data) {
    return fmt::format(R"({{"type":"{}","on":"{}","data":{}}})", type, on, data);
  }
  template <class E>
  Result<Admission> transcribe(const std::string& on, const std::string& json) {
    auto paper = act();
    paper.act().provenance = Provenance{
        ProvenanceKind::transcribed, {sha256("scan")}, {"乡镇档案"}, {}, {PersonId{"p-1"}}, {}, {}};
    return submit(paper.add(on, fact<E>(json)), root());
  }

  /// 328,000 yuan on either side.
  Position open_books(const std::string& on = "2024-01-01") {
    return post(on, "general", 1,
                {debit("101", 500'000), debit("102", 12'000'000),
                 debit("112", 300'000, R"(,"counterparty":"p-1")"), debit("151", 20'000'000),
                 credit("211", 800'000, R"(,"counterparty_name":"供销社")"), credit("311", 32'000'000)},
                R"(,"opening":true)");
  }
  /// What the first quarter brings.
  void first_quarter() {
    rent_ = post("2024-01-15", "receipt", 1,
                 {debit("102", 2'000'000), credit("501", 2'000'000, R"(,"fund":"own","contract":"c-1")")});
    office_ = post("2024-02-10", "payment", 1,
                   {debit("513", 120'000, R"(,"purpose":"operation")"), credit("101", 120'000)});
    road_ = post(
        "2024-03-05", "payment", 1,
        {debit("514", 600'000, R"(,"purpose":"public_works","fund":"one_case","counterparty_name":"建筑队")"),
         credit("102", 600'000)});
    post("2024-03-20", "receipt", 1,
         {debit("101", 100'000), credit("112", 100'000, R"(,"counterparty":"p-1")")});
  }

  Books told(const std::string& from, const std::string& until, const std::string& org = "o-village") {
    const Past facts = past("2026-12-31");  // what happened to them since is known
    return must(books(facts, org, *Date::parse(from), *Date::parse(until)));
  }
  /// "opening | debit credit | closing" of an account, debit less credit, in fen; empty when it has no line.
  static std::string line_of(const Books& books, const std::string& account) {
    for (const BookLine& line : books.lines) {
      if (line.account.value == account)
        return fmt::format("{} | {} {} | {}", line.opening_debit_fen.value - line.opening_credit_fen.value,
                           line.debit_fen.value, line.credit_fen.value,
                           line.closing_debit_fen.value - line.closing_credit_fen.value);
    }
    return {};
  }
  std::int64_t balance(const std::string& account, const std::string& on) {
    const Past facts = past(on);
    const auto all = must(balances_on(facts, "o-village", *Date::parse(on)));
    const auto found = all.find(account);
    return found == all.end() ? 0 : found->second;
  }
  bool rings(const std::string& rule, const std::string& on) {
    const auto all = ringing(on);
    return std::ranges::find(all, rule) != all.end();
  }

  Position rent_, office_, road_;
};

}  // namespace tenure::testing
