// Three audits of hand-made cases, to the fen: the arithmetic stands beside each. A departure audit is in
// tests/server/audit_test.cc.
#include <simdjson.h>

#include <sstream>

#include "domain/audit/events.h"
#include "domain/discipline/events.h"
#include "domain/incentive/events.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "domain/supervision/events.h"
#include "replay/audit/report.h"
#include "tests/scenarios/collective/village.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

class GoldenAudits : public VillageBooks {
 protected:
  /// A report, read section by section.
  class Report {
   public:
    explicit Report(const std::string& json) : text_(json) {
      if (parser_.parse(text_).get(root_) != simdjson::SUCCESS) throw std::runtime_error(json);
    }
    /// Of each item of a section these members, with a space between; "-" for what is not there.
    std::vector<std::string> lines(const std::string& section, const std::string& members) const {
      std::vector<std::string> out;
      for (const auto item : root_[section].get_array()) out.push_back(line(item, members));
      return out;
    }
    std::string line(const simdjson::dom::element& item, const std::string& members) const {
      std::string out;
      std::istringstream in(members);
      for (std::string name; in >> name;) {
        simdjson::dom::element value;
        if (!out.empty()) out += ' ';
        if (item[name].get(value) != simdjson::SUCCESS) {
          out += '-';
        } else {
          out += value.is_string() ? std::string(std::string_view(value)) : simdjson::to_string(value);
        }
      }
      return out;
    }
    std::string total(const std::string& members) const { return line(root_["totals"], members); }
    std::string classes() const { return simdjson::to_string(root_["classes"]); }
    std::vector<std::string> leads() const { return lines("leads", "test on amount_fen"); }

   private:
    simdjson::padded_string text_;
    mutable simdjson::dom::parser parser_;
    simdjson::dom::element root_;
  };

  std::unique_ptr<Report> report(const std::string& kind, const std::string& person, const std::string& from,
                                 const std::string& until, const std::string& on) {
    Viewer viewer;
    viewer.roles = {Role::auditor};
    viewer.every_class = true;
    const Questions questions(store(), viewer, now());
    AuditRequest request{{kind},
                         {"o-village", person, *Date::parse(from), *Date::parse(until)},
                         {store().size(), *Date::parse(on)},
                         {},
                         {},
                         {}};
    return std::make_unique<Report>(must(audit_report(questions, store(), request)));
  }

  static std::string pay_of(const std::string& period, std::int64_t fen) {
    return fmt::format(
        R"({{"person":"p-2","org":"o-village","component":"basic_pay","period":"{}","amount_fen":{}}})",
        period, fen);
  }
  Position assessed(const std::string& on, const std::string& period, std::int64_t fen) {
    return at(record<PayEntitlementAssessed>(on, pay_of(period, fen)));
  }
  Position paid(const std::string& on, const std::string& period, std::int64_t fen) {
    return at(record<PayDisbursed>(on, pay_of(period, fen)));
  }
  void contributed(const std::string& on, const std::string& period, const std::string& payer,
                   std::int64_t fen) {
    record<ContributionPaid>(
        on, fmt::format(R"({{"person":"p-2","org":"o-village","period":"{}","payer":"{}","amount_fen":{}}})",
                        period, payer, fen));
  }
  static std::string to(const std::string& name, const std::string& rest = {}) {
    return fmt::format(R"(,"counterparty_name":"{}"{})", name, rest);
  }
};

// A secretary who stays, of a village that keeps books: from 1 January 2025 to 30 June 2026.
TEST_F(GoldenAudits, CITY_41_BB_31_AMidTermAuditToTheFen) {
  must(appoint("2025-01-01", "p-2"));
  open_books("2025-01-01");  // cash 5,000.00; bank 120,000.00; p-1 owes 3,000.00; fixed assets 200,000.00;
                             // 8,000.00 are owed to 供销社
  close("2025-02-05", "2025-01");
  const std::string own = R"(,"fund":"own")";
  post("2025-03-10", "receipt", 1, {debit("102", 2'000'000), credit("501", 2'000'000, own)});
  close("2025-04-05", "2025-03");
  post("2025-06-15", "receipt", 1,
       {debit("102", 1'500'000), credit("503", 1'500'000, R"(,"fund":"operating_subsidy")")});
  close("2025-07-05", "2025-06");
  post("2025-09-20", "payment", 1,
       {debit("513", 120'000, to("印刷店", R"(,"purpose":"operation")")), credit("101", 120'000)});  // nobody
  close("2025-10-05", "2025-09");  // approved it                                                          A1
  assessed("2026-01-05", "2026-01", 300'000);
  paid("2026-01-31", "2026-01", 300'000);
  assessed("2026-02-05", "2026-02", 300'000);
  const std::string works = to("建筑队", R"(,"purpose":"public_works")");
  post("2026-02-08", "payment", 1, {debit("514", 600'000, works), credit("102", 600'000)},
       R"(,"approvers":["p-1"])");
  paid("2026-02-28", "2026-02", 320'000);  // 200.00 above                                                  A2
  close("2026-03-05", "2026-02");
  post("2026-03-12", "receipt", 1, {debit("102", 2'200'000), credit("501", 2'200'000, own)});
  contributed("2026-03-31", "2026-Q1", "fiscal", 50'000);
  contributed("2026-03-31", "2026-Q1", "individual", 30'000);  // their own: nothing that the village spends
  close("2026-04-05", "2026-03");
  post("2026-04-10", "payment", 1, {debit("514", 150'000, works), credit("102", 150'000)},
       R"(,"approvers":["p-3"])");  // who holds no office                                                  A1
  close("2026-05-05", "2026-04");
  record<DebtRecorded>("2026-05-06", R"({"org":"o-village","debt":"d-1","kind":"loan_taken",)"
                                     R"("counterparty_name":"信用社","amount_fen":900000})");  // no vote   C4
  post("2026-05-06", "receipt", 1, {debit("102", 900'000), credit("201", 900'000, to("信用社"))});
  close("2026-06-05", "2026-05");
  post("2026-06-20", "payment", 1,
       {debit("513", 80'000, to("印刷店", R"(,"purpose":"operation")")), credit("101", 80'000)},
       R"(,"approvers":["p-1"])");
  // June is not closed.                                                                                    C6

  const auto told = report("mid_term", "p-2", "2025-01-01", "2026-06-30", "2026-08-31");
  // Bank: 12,000,000 + 2,000,000 + 1,500,000 - 600,000 + 2,200,000 - 150,000 + 900,000. Cash: 500,000 -
  // 120,000
  // - 80,000. Assets: both, the claim of 300,000 and the fixed assets of 20,000,000. Owed: 800,000 + 900,000.
  // The net grew by 4,750,000: income of 5,700,000 less expenses of 950,000.
  EXPECT_THAT(told->lines("position", "item opening_fen closing_fen"),
              ElementsAre("cash 500000 300000", "bank 12000000 17850000", "claims 300000 300000",
                          "assets 32800000 38450000", "debts 800000 1700000", "liabilities 800000 1700000",
                          "net 32000000 36750000"));
  EXPECT_THAT(
      told->lines("income", "year account source amount_fen"),
      ElementsAre("2025 501 own 2000000", "2025 503 operating_subsidy 1500000", "2026 501 own 2200000"));
  // 300,000 + 320,000 of pay; 600,000 + 150,000 of works.
  EXPECT_THAT(told->lines("spending", "year purpose payments amount_fen"),
              ElementsAre("2025 operation 1 120000", "2026 basic_pay 2 620000", "2026 operation 1 80000",
                          "2026 pension 1 50000", "2026 public_works 2 750000"));
  EXPECT_THAT(told->lines("debts", "debt kind amount_fen opening_fen closing_fen"),
              ElementsAre("d-1 loan_taken 900000 0 900000"));
  // What was taken over on 1 January 2025 is between one and two years old.
  EXPECT_THAT(told->lines("counterparties", "account counterparty counterparty_name year_1_fen year_2_fen"),
              ElementsAre("112 p-1 - 0 300000", "201 - 信用社 900000 0", "211 - 供销社 0 800000"));
  EXPECT_THAT(told->lines("subsidies", "year kind person payments amount_fen"),
              ElementsAre("2026 pension p-2 1 50000"));
  // 300,000 were due for each month; 20,000 more were paid.
  EXPECT_THAT(told->lines("pay", "year due_fen paid_fen difference_fen overpaid_fen"),
              ElementsAre("2026 600000 620000 0 20000"));
  EXPECT_THAT(told->lines("assets", "asset"), IsEmpty());
  // C4: the loan, and what is owed grew by 1,700,000 - 800,000.
  EXPECT_THAT(told->leads(),
              ElementsAre("A1 2025-09-20 120000", "A1 2026-04-10 150000", "A2 2026-02-01 20000",
                          "C4 2026-05-06 900000", "C4 2026-06-30 900000", "C6 2026-06-30 -"));
  EXPECT_EQ(told->total("leads explained amount_fen"), "6 0 2090000");
  // Three ways in which a test ends: six leads above; no contract ran out; three payments are too few.
  const auto outcomes = told->lines("tests", "test outcome not_judged");
  EXPECT_THAT(outcomes, IsSupersetOf({"A1 leads 0", "C7 nothing_found 0", "B4 not_judged 1"}));
  EXPECT_THAT(told->lines("recommendations", "kind"), IsEmpty());
  EXPECT_EQ(told->classes(), "[]");
}

// A village over its term of three years: contracts, assets, guarantees, a predecessor's subsidy, findings.
TEST_F(GoldenAudits, CITY_41_BB_31_AnAuditOfATermToTheFen) {
  in_office("p-3", "o-village", "secretary");
  post("2025-01-01", "general", 1, {debit("101", 200'000), debit("102", 5'000'000), credit("311", 5'200'000)},
       R"(,"opening":true)");
  record<ContractSigned>("2025-02-01",
                         R"({"org":"o-village","contract":"c-1","kind":"lease_out",)"
                         R"("counterparty_name":"甲农场","per_year_fen":1200000,"appraised_fen":1500000,)"
                         R"("from":"2025-03-01","until":"2028-02-29"})");  // 3,000.00 below               C7
  close("2025-02-05", "2025-01");
  end("2025-02-10", "p-3", "term_expiry");  // and never handed over                                        C8
  const std::string rent = R"(,"fund":"own","contract":"c-1")";
  post("2025-03-01", "receipt", 1, {debit("102", 1'200'000), credit("501", 1'200'000, rent)});
  close("2025-04-05", "2025-03");
  const std::string approved = R"(,"approvers":["p-1"])";
  post("2025-05-10", "payment", 1,
       {debit("151", 3'000'000, to("农机公司", R"(,"purpose":"production")")), credit("102", 3'000'000)},
       approved);
  record<AssetRecorded>("2025-05-10", R"({"org":"o-village","asset":"a-1","kind":"acquired",)"
                                      R"("category":"equipment","name":"收割机","amount_fen":3000000})");
  record<AssetRecorded>("2025-05-11", R"({"org":"o-village","asset":"a-2","kind":"acquired",)"
                                      R"("category":"other","amount_fen":70000})");
  close("2025-06-05", "2025-05");
  // 200,000 of the second year's rent are missing, and all of the third's.                                 C2
  post("2026-03-01", "receipt", 1, {debit("102", 1'000'000), credit("501", 1'000'000, rent)});
  close("2026-04-05", "2026-03");
  record<AssetRecorded>("2026-05-11", R"({"org":"o-village","asset":"a-2","kind":"disposed",)"
                                      R"("amount_fen":1000})");
  const auto office = [&](const std::string& on, int number, const std::string& shop, std::int64_t fen) {
    return post(on, "payment", number,
                {debit("513", fen, to(shop, R"(,"purpose":"operation")")), credit("101", fen)}, approved);
  };
  office("2026-07-03", 1, "甲商店", 40'000);
  const Position again = office("2026-07-05", 2, "甲商店", 40'000);  // within days                         B1
  close("2026-08-05", "2026-07");
  office("2026-09-10", 1, "乙店", 10'000);
  office("2026-09-20", 3, "乙店", 12'000);  // where is number 2? B7
  close("2026-10-05", "2026-09");
  record<DepartureSubsidyApproved>("2027-01-05", R"({"person":"p-3","org":"o-village","years":25})");
  for (const std::string month : {"2027-01", "2027-02"})
    record<SubsidyPaid>(
        month + "-28", R"({"person":"p-3","org":"o-village","period":")" + month + R"(","amount_fen":6000})");
  record<DebtRecorded>("2027-05-01", R"({"org":"o-village","debt":"g-1","kind":"guarantee",)"
                                     R"("counterparty":"p-1","amount_fen":100000})");  // an official   C4 C5
  record<DebtSettled>("2027-10-01", R"({"org":"o-village","debt":"g-1","amount_fen":60000})");
  record<AuditOpened>("2028-01-10", R"({"org":"o-village","matter":"m-t","kind":"term",)"
                                    R"("from":"2025-01-01","until":"2027-12-31"})");
  const auto found = [&](const std::string& lead, std::int64_t fen, const std::string& by) {
    return at(record<AuditFindingRecorded>(
        "2028-02-01", fmt::format(R"({{"org":"o-village","matter":"m-t","lead":"{}","responsibility":)"
                                  R"("leadership","amount_fen":{},"rectify_by":"{}","basis":["{}"],{}}})",
                                  lead, fen, by, again.str(), sealed_member("text"))));
  };
  const Position twice = found("B1", 40'000, "2028-03-01");
  const Position cheap = found("C7", 300'000, "2028-12-31");
  const Position gap = found("B7", 5'000, "2028-03-01");
  const auto rectified = [&](Position finding, const std::string& outcome, std::int64_t fen) {
    record<AuditRectified>("2028-02-20", fmt::format(R"({{"org":"o-village","matter":"m-t","finding":"{}",)"
                                                     R"("outcome":"{}","amount_fen":{}}})",
                                                     finding.str(), outcome, fen));
  };
  rectified(twice, "failed", 15'000);
  rectified(gap, "accepted", 5'000);

  const auto told = report("term", {}, "2025-01-01", "2027-12-31", "2028-04-01");
  // Bank: 5,000,000 + 1,200,000 - 3,000,000 + 1,000,000. Cash: 200,000 - 2 x 40,000 - 10,000 - 12,000.
  // Assets: both and the harvester of 3,000,000. The net grew by 2,098,000: 2,200,000 less 102,000.
  EXPECT_THAT(told->lines("position", "item opening_fen closing_fen"),
              ElementsAre("cash 200000 98000", "bank 5000000 4200000", "claims 0 0", "assets 5200000 7298000",
                          "debts 0 0", "liabilities 0 0", "net 5200000 7298000"));
  EXPECT_THAT(told->lines("income", "year account source amount_fen"),
              ElementsAre("2025 501 own 1200000", "2026 501 own 1000000"));
  EXPECT_THAT(
      told->lines("spending", "year purpose payments amount_fen"),
      ElementsAre("2025 production 1 3000000", "2026 operation 4 102000", "2027 departure_subsidy 2 12000"));
  EXPECT_THAT(told->lines("assets", "asset category kind amount_fen"),
              ElementsAre("a-1 equipment acquired 3000000"));  // a-2 is gone
  // 100,000 less 60,000.
  EXPECT_THAT(told->lines("debts", "debt kind counterparty amount_fen opening_fen closing_fen"),
              ElementsAre("g-1 guarantee p-1 100000 0 40000"));
  EXPECT_THAT(told->lines("subsidies", "year kind person payments amount_fen"),
              ElementsAre("2027 departure_subsidy p-3 2 12000"));
  EXPECT_THAT(told->lines("pay", "year"), IsEmpty());
  EXPECT_THAT(told->leads(), ElementsAre("B1 2026-07-05 40000", "B7 2026-09-20 -", "C2 2026-03-01 200000",
                                         "C2 2027-03-01 1200000", "C4 2027-05-01 100000",
                                         "C5 2027-05-01 100000", "C7 2025-02-01 300000", "C8 2025-02-10 -"));
  EXPECT_EQ(told->total("leads explained amount_fen"), "8 0 1940000");
  // 40,000 less the 15,000 that came back, and past its day; the gap is put right.
  EXPECT_THAT(told->lines("recommendations", "kind lead due amount_fen of"),
              ElementsAre("rectify_overdue B1 2028-03-01 25000 " + twice.str(),
                          "rectify C7 2028-12-31 300000 " + cheap.str()));
}

// Before a pension: a secretary's pay of 2025 in a village without books, and what was found of it.
TEST_F(GoldenAudits, BB_61_APrePensionAuditToTheFen) {
  must(appoint("2025-01-01", "p-2"));
  assessed("2025-01-05", "2025-01", 250'000);
  paid("2025-01-31", "2025-01", 250'000);
  assessed("2025-02-05", "2025-02", 250'000);
  paid("2025-02-28", "2025-02", 200'000);                         // 500.00 are owed
  const Position march = paid("2025-03-31", "2025-03", 250'000);  // nobody assessed it                     A1
  contributed("2025-03-31", "2025-Q1", "fiscal", 60'000);
  contributed("2025-03-31", "2025-Q1", "individual", 40'000);
  record<SanctionImposed>(
      "2025-05-01",
      fmt::format(R"({{"person":"p-2","org":"o-village","kind":"warning","decider":"o-county",{}}})",
                  sealed_member("reason")));
  record<RewardGranted>("2025-06-10", R"({"person":"p-2","org":"o-village","amount_fen":80000})");  //     A7
  record<AuditOpened>("2026-02-01",
                      R"({"org":"o-village","person":"p-2","matter":"m-p","kind":"pre_pension",)"
                      R"("from":"2025-01-01","until":"2025-12-31"})");
  auto disposed = act();
  disposed.act().klass = Code{"discipline"};
  const Position confirmed = at(must(submit(
      disposed.add("2026-02-10", fact<LeadDisposed>(fmt::format(
                                     R"({{"case":"k-1","disposition":"confirmed","matter":"m-p","lead":"A1",)"
                                     R"("of":["{}"]}})",
                                     march.str()))),
      root())));

  const auto told = report("pre_pension", "p-2", "2025-01-01", "2025-12-31", "2026-03-01");
  EXPECT_THAT(told->lines("position", "item"), IsEmpty());  // no books
  EXPECT_THAT(told->lines("income", "year"), IsEmpty());
  // 250,000 + 200,000 + 250,000 of pay; of the contribution what was not their own.
  EXPECT_THAT(told->lines("spending", "year purpose payments amount_fen"),
              ElementsAre("2025 basic_pay 3 700000", "2025 pension 1 60000", "2025 reward 1 80000"));
  EXPECT_THAT(told->lines("subsidies", "year kind person payments amount_fen"),
              ElementsAre("2025 pension p-2 1 60000"));
  // Due 2 x 250,000; of February 50,000 are owed, and March's 250,000 were not due: neither lessens the
  // other.
  EXPECT_THAT(told->lines("pay", "year due_fen paid_fen difference_fen overpaid_fen"),
              ElementsAre("2025 500000 700000 50000 250000"));
  EXPECT_THAT(told->leads(), ElementsAre("A1 2025-03-31 250000", "A7 2025-06-10 80000"));
  EXPECT_EQ(told->total("leads explained amount_fen"), "2 0 330000") << "confirmed is not explained";
  EXPECT_THAT(told->lines("recommendations", "kind lead amount_fen of"),
              ElementsAre("find A1 250000 " + confirmed.str()));
  EXPECT_EQ(told->classes(), R"(["discipline"])");
}

TEST_F(GoldenAudits, LEAD_A1_ADispositionThatAnswersNoLeadIsToBeChecked) {
  must(appoint("2025-01-01", "p-2"));
  const Position march = paid("2025-03-31", "2025-03", 250'000);
  record<AuditOpened>("2026-02-01",
                      R"({"org":"o-village","person":"p-2","matter":"m-p","kind":"pre_pension",)"
                      R"("from":"2025-01-01","until":"2025-12-31"})");
  const auto disposed = [&](const std::string& test, const std::string& on) {
    auto builder = act();
    builder.act().klass = Code{"discipline"};
    builder.add(on, fact<LeadDisposed>(fmt::format(R"({{"case":"k-1","disposition":"not_upheld",)"
                                                   R"("matter":"m-p","lead":"{}","of":["{}"]}})",
                                                   test, march.str())));
    return at(must(submit(builder, root())));
  };
  const Position answers = disposed("A1", "2026-02-10");
  const Position astray = disposed("A2", "2026-02-11");
  const auto told = report("pre_pension", "p-2", "2025-01-01", "2025-12-31", "2026-03-01");
  EXPECT_THAT(told->leads(), ElementsAre("A1 2025-03-31 250000"));
  EXPECT_THAT(told->lines("recommendations", "kind lead of"),
              ElementsAre("check_disposition A2 " + astray.str()))
      << "that of A1 at " << answers.str() << " answers its lead";
}

}  // namespace
}  // namespace tenure::testing
