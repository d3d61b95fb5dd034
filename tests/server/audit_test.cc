// Audits over HTTP: a departure audit whose figures are worked out by hand, the same at any later time; what
// was known then against what is known now; samples that anybody draws again; who may ask.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include "domain/affairs/events.h"
#include "domain/audit/events.h"
#include "domain/core/sha256.h"
#include "domain/supervision/events.h"
#include "tests/scenarios/rules/rules.h"
#include "tests/server/served_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

simdjson::dom::element parsed(simdjson::dom::parser& parser, const std::string& json) {
  simdjson::dom::element out;
  if (parser.parse(json).get(out) != simdjson::SUCCESS) throw std::runtime_error(json);
  return out;
}

/// The secretary of o-village from 2020 to 30 June 2024, and what they were paid:
///   2024-01  assessed 1,000.00, paid 1,000.00
///   2024-02  assessed 1,000.00, paid 1,200.00: 200.00 above                                          A2
///   2024-03  paid 1,000.00 before anybody assessed it                                                A1
///   2024-07  paid 1,000.00 for a month after the office, assessed                                    A3
/// and 500.00 for a gala from the same shop twice in three days                                       B1
/// Their appointment of 2020 is recorded in 2024.                                                     B3
class Audits : public ::testing::Test {
 protected:
  Audits() {
    t.person("p-1", "o-village");
    t.must(t.appoint("2020-01-01", "p-1"));
    assessed("2024-01-05", "2024-01", 100'000);
    paid("2024-01-31", "2024-01", 100'000);
    assessed("2024-02-05", "2024-02", 100'000);
    paid("2024-02-29", "2024-02", 120'000);
    paid("2024-03-30", "2024-03", 100'000);
    spent("2024-04-01", 50'000);
    spent("2024-04-04", 50'000);
    t.must(t.attempt<DisclosurePublished>("2024-04-10", R"({"org":"o-village","category":"finance"})"));
    t.end("2024-06-30", "p-1", "resignation");
    assessed("2024-07-05", "2024-07", 100'000);
    july_ = paid("2024-07-31", "2024-07", 100'000);
  }

  static std::string pay_of(const std::string& period, std::int64_t fen) {
    return fmt::format(R"({{"person":"p-1","org":"o-village","post":"secretary","component":"basic_pay",)"
                       R"("period":"{}","amount_fen":{}}})",
                       period, fen);
  }
  void assessed(const std::string& on, const std::string& period, std::int64_t fen) {
    t.must(t.attempt<PayEntitlementAssessed>(on, pay_of(period, fen)));
  }
  Position paid(const std::string& on, const std::string& period, std::int64_t fen) {
    return {t.must(t.attempt<PayDisbursed>(on, pay_of(period, fen))).index, 0};
  }
  void spent(const std::string& on, std::int64_t fen) {
    t.must(t.attempt<FundSpent>(on, fmt::format(R"({{"org":"o-village","purpose":"care","period":"2024",)"
                                                R"("amount_fen":{},"payee":"甲商店"}})",
                                                fen)));
  }

  void open() { app_ = serve(t); }
  Answer ask(const std::string& path, Role role = Role::auditor, const std::string& scope = {}) {
    return HttpClient(app_->port()).get(path, bearer(new_token(t.folder(), role, scope)));
  }
  std::string asked(const std::string& path) {
    const Answer answer = ask(path);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.body;
  }
  /// "A1 2024-03-30 100000" of each lead.
  static std::vector<std::string> leads_of(const std::string& json) {
    simdjson::dom::parser parser;
    std::vector<std::string> out;
    for (const auto lead : parsed(parser, json)["leads"].get_array()) {
      out.push_back(fmt::format("{} {}", std::string_view(lead["test"]), std::string_view(lead["on"])));
      std::int64_t amount = 0;
      if (lead["amount_fen"].get(amount) == simdjson::SUCCESS) out.back() += fmt::format(" {}", amount);
    }
    return out;
  }

  RuleLedger t;
  Position july_;
  std::unique_ptr<App> app_;
};

TEST_F(Audits, ADepartureAuditToTheFen) {
  open();
  const std::string json = asked("/v1/audits/departure?person=p-1&until=2024-12-31");
  EXPECT_THAT(leads_of(json), ElementsAre("A1 2024-03-30 100000", "A2 2024-02-01 20000",
                                          "A3 2024-07-01 100000", "B1 2024-04-04 50000", "B3 2020-01-01"));
  simdjson::dom::parser parser;
  const auto report = parsed(parser, json);
  EXPECT_EQ(std::string_view(report["org"]), "o-village");
  EXPECT_EQ(std::string_view(report["from"]), "2020-01-01");
  EXPECT_EQ(std::int64_t(report["totals"]["leads"]), 5);
  EXPECT_EQ(std::int64_t(report["totals"]["explained"]), 0);
  EXPECT_EQ(std::int64_t(report["totals"]["amount_fen"]), 270'000);
  // Spending of 2024: pay 100,000 + 120,000 + 100,000 + 100,000, and 2 times 50,000 of care.
  std::vector<std::string> spending;
  for (const auto line : report["spending"].get_array())
    spending.push_back(fmt::format("{} {} {}", std::int64_t(line["year"]), std::string_view(line["purpose"]),
                                   std::int64_t(line["amount_fen"])));
  EXPECT_THAT(spending, ElementsAre("2024 basic_pay 420000", "2024 care 100000"));
  // Due 100,000 for January, February and July; nobody said what March was worth.
  const auto pay = report["pay"].at(0);
  EXPECT_EQ(std::int64_t(pay["due_fen"]), 300'000);
  EXPECT_EQ(std::int64_t(pay["paid_fen"]), 420'000);
  EXPECT_EQ(std::string_view(report["disclosures"].at(0)["category"]), "finance");
}

TEST_F(Audits, AFindingItsRectificationAndADispositionStandInTheReport) {
  t.must(t.attempt<AuditOpened>("2024-09-01",
                                R"({"org":"o-village","person":"p-1","matter":"m-audit","kind":"departure",)"
                                R"("from":"2020-01-01","until":"2024-12-31"})"));
  const Position finding{
      t.must(t.attempt<AuditFindingRecorded>(
                 "2024-10-01",
                 fmt::format(R"({{"org":"o-village","person":"p-1","matter":"m-audit","lead":"A3",)"
                             R"("responsibility":"direct","amount_fen":100000,"basis":["{}"],{}}})",
                             july_.str(), sealed_member("text"))))
          .index,
      0};
  t.must(t.attempt<AuditRectified>("2024-11-01",
                                   fmt::format(R"({{"org":"o-village","person":"p-1","matter":"m-audit",)"
                                               R"("finding":"{}","outcome":"accepted","amount_fen":100000}})",
                                               finding.str())));
  auto disposed = t.act();
  disposed.act().klass = Code{"discipline"};
  t.must(t.submit(
      disposed.add("2024-11-02", fact<LeadDisposed>(fmt::format(
                                     R"({{"case":"c-1","disposition":"confirmed","matter":"m-audit",)"
                                     R"("lead":"A3","of":["{}"]}})",
                                     july_.str()))),
      t.root()));
  open();
  const std::string without = asked("/v1/audits/departure?person=p-1&until=2024-12-31");
  EXPECT_THAT(without, HasSubstr(R"("responsibility":"direct")"));
  EXPECT_THAT(without, HasSubstr(R"("outcome":"accepted")"));
  // Of the restricted class: who may not read it is not told of it.
  EXPECT_THAT(without, Not(HasSubstr("confirmed")));
  EXPECT_THAT(without, Not(HasSubstr("c-1")));
}

TEST_F(Audits, TheSameArgumentsGiveTheSameBytesLater) {
  const std::uint64_t size = t.store().size();
  const std::string path =
      fmt::format("/v1/audits/departure?person=p-1&until=2024-12-31&at={}&on=2024-12-31", size);
  open();
  const std::string before = asked(path);
  app_.reset();
  ASSERT_TRUE(t.reopen());
  // July's payment never was: known from now on, and not before.
  t.must(t.attempt<CorrectionRecorded>(
      "2025-02-01", fmt::format(R"({{"target":"{}",{}}})", july_.str(), sealed_member("reason"))));
  t.must(t.attempt<CorrectionRecorded>(
      "2025-02-01", fmt::format(R"({{"target":"{}.0",{}}})", july_.index - 1, sealed_member("reason"))));
  open();
  EXPECT_EQ(asked(path), before);
  EXPECT_THAT(leads_of(before), ::testing::Contains("A3 2024-07-01 100000"));
  EXPECT_THAT(leads_of(asked("/v1/audits/departure?person=p-1&until=2024-12-31&on=2024-12-31")),
              Not(::testing::Contains("A3 2024-07-01 100000")));
  // The digest is of all that stands before it.
  const std::size_t at = before.rfind(R"(,"digest":")");
  EXPECT_EQ(before.substr(at),
            fmt::format(R"(,"digest":"sha256:{}"}})", sha256(before.substr(0, at) + "}").hex()));
}

TEST_F(Audits, ThresholdsSayWhereTheyAreFrom) {
  t.adopt("o-county", "2020-01-01", "[audit]\nbackdated_days = 40\n");
  open();
  const std::string json =
      asked("/v1/audits/departure?person=p-1&until=2024-12-31&tests=B1&parameters=audit.near_days%20%3D%202");
  EXPECT_THAT(leads_of(json), IsEmpty());
  EXPECT_THAT(json, HasSubstr(R"("key":"audit.near_days","value":"2")"));
  simdjson::dom::parser parser;
  std::map<std::string, std::string> from;
  for (const auto line : parsed(parser, json)["thresholds"].get_array())
    from.emplace(std::string_view(line["key"]), std::string_view(line["from"]));
  EXPECT_EQ(from["audit.near_days"], "run");
  EXPECT_EQ(from["audit.backdated_days"], "policy");
  EXPECT_EQ(from["audit.benford_least"], "usual");
  EXPECT_EQ(ask("/v1/audits/departure?person=p-1&parameters=pay.floor%20%3D%20%22x%22").status, 400);
  EXPECT_EQ(ask("/v1/audits/departure?person=p-1&tests=Z9").status, 404);
  EXPECT_EQ(ask("/v1/audits/nosuch?person=p-1").status, 404);
}

TEST_F(Audits, WorkingPapersSayWhatWasNotJudgedAndWhy) {
  open();
  const std::string path = "/v1/audits/departure?person=p-1&until=2024-12-31";
  const std::string json = asked(path);
  EXPECT_THAT(json, HasSubstr(R"("outcome":"not_judged")"));
  EXPECT_THAT(json, HasSubstr(R"("reason":"too_few")"));
  const std::string page = asked(path + "&format=html");
  EXPECT_THAT(page, HasSubstr("未能检验：自定金额的支出 2 笔，至少需 30 笔"));
  EXPECT_THAT(page, HasSubstr("未能检验：政策没有规定“重大事项决策程序”"));
  EXPECT_THAT(page, HasSubstr("疑点 1 项，已有说明 0 项；部分未能检验：政策没有规定"));
  EXPECT_THAT(asked(path + "&format=html&lang=en"),
              HasSubstr("not judged: 2 payments of an amount that somebody chose, 30 are needed at least"));
}

TEST_F(Audits, WhoIsStillInOfficeAndWhoNeverWas) {
  t.person("p-2", "o-village");
  t.person("p-3", "o-village");
  t.must(t.appoint("2024-07-02", "p-2"));
  open();
  EXPECT_THAT(asked("/v1/audits/departure?person=p-1"), HasSubstr(R"("in_office":false)"));
  EXPECT_THAT(asked("/v1/audits/departure?person=p-2"), HasSubstr(R"("in_office":true)"));
  EXPECT_THAT(asked("/v1/audits/departure?person=p-2&format=html"), HasSubstr("被审计人仍在任"));
  EXPECT_THAT(asked("/v1/audits/departure?person=p-2&format=html&lang=en"), HasSubstr("still in office"));
  const Answer never = ask("/v1/audits/departure?person=p-3");
  EXPECT_EQ(never.status, 404);
  EXPECT_THAT(never.body, HasSubstr("从未任职"));
}

TEST_F(Audits, EachWhoLeftInALine) {
  t.person("p-2", "o-village");
  t.must(t.appoint("2024-07-01", "p-2"));
  open();
  const std::string json =
      asked("/v1/audits/departure?org=o-county&all=true&from=2024-01-01&until=2024-12-31");
  simdjson::dom::parser parser;
  const auto items = parsed(parser, json)["items"].get_array();
  ASSERT_EQ(items.size(), 1U);  // p-2 is still there
  EXPECT_EQ(std::string_view(items.at(0)["person"]), "p-1");
  EXPECT_EQ(std::int64_t(items.at(0)["leads"]), 5);  // with what July's pay, after their time, gave
}

TEST_F(Audits, ASampleIsDrawnAgainByAnybody) {
  open();
  const std::string records =
      asked("/v1/samples/record?org=o-village&from=2024-01-01&until=2024-12-31&n=3&seed=a");
  EXPECT_EQ(records, asked("/v1/samples/record?org=o-village&from=2024-01-01&until=2024-12-31&n=3&seed=a"));
  EXPECT_NE(records, asked("/v1/samples/record?org=o-village&from=2024-01-01&until=2024-12-31&n=3&seed=b"));
  // 520,000 fen in six payments: four units of 130,000 each, each payment hit at most once.
  const std::string units =
      asked("/v1/samples/monetary_unit?org=o-village&from=2024-01-01&until=2024-12-31&n=4&seed=a");
  EXPECT_THAT(units, HasSubstr(R"("population":{"payments":6,"amount_fen":520000})"));
  EXPECT_THAT(units, HasSubstr(R"("interval_fen":130000)"));
  simdjson::dom::parser parser;
  std::int64_t hits = 0;
  for (const auto item : parsed(parser, units)["items"].get_array()) hits += std::int64_t(item["hits"]);
  EXPECT_EQ(hits, 4);
  // Two payments of 50,000; four from 100,000 to 120,000.
  EXPECT_THAT(asked("/v1/samples/strata?org=o-village&from=2024-01-01&until=2024-12-31"),
              HasSubstr(R"("strata":[{"from_fen":10000,"until_fen":100000,"payments":2,"amount_fen":100000},)"
                        R"({"from_fen":100000,"until_fen":1000000,"payments":4,"amount_fen":420000}])"));
  EXPECT_EQ(ask("/v1/samples/record?org=o-village&n=3").status, 400);
  EXPECT_EQ(ask("/v1/samples/record?org=o-village&seed=a").status, 400);
}

TEST_F(Audits, AreForAuditorsAndReviewers) {
  open();
  for (const Role role : {Role::clerk, Role::dashboard, Role::operator_})
    EXPECT_EQ(ask("/v1/audits/departure?person=p-1", role).status, 403) << name(role);
  EXPECT_EQ(ask("/v1/audits/departure?person=p-1", Role::reviewer).status, 200);
}

}  // namespace
}  // namespace tenure::testing
