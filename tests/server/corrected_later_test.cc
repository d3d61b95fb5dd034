// What was known at a past size answers as it was known then, and says of which lines it is known otherwise
// now.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/collective/events.h"
#include "domain/pay/events.h"
#include "tests/server/served_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// p-1 of o-village is appointed and paid 4321 fen; later the payment is corrected to 4000 and the
/// appointment voided.
class CorrectedLater : public ::testing::Test {
 protected:
  CorrectedLater() {
    s.register_person("p-1", "o-village");
    SecretaryAppointed appointed;
    appointed.person = {"p-1"};
    appointed.org = {"o-village"};
    appointed_ = {s.record(s.ledger().act().add("2024-02-01", appointed)), 0};
    paid_ = {s.record(s.ledger().act().add("2024-03-01", payment(4321))), 0};
    then_ = std::to_string(size());
    paid_again_ = correct(paid_, make_event(*Date::parse("2024-03-01"), payment(4000)));
    voided_ = correct(appointed_, std::nullopt);
  }

  static PayDisbursed payment(std::int64_t fen) {
    PayDisbursed paid;
    paid.person = {"p-1"};
    paid.org = {"o-village"};
    paid.component = {"pay_subsidy"};
    paid.period = *Period::parse("2024");
    paid.amount_fen = Fen{fen};
    return paid;
  }
  Position correct(Position target, std::optional<Event> replacement) {
    CorrectionRecorded correction;
    correction.target = target;
    correction.reason = {sealed_as("reason", "有误")};
    correction.replacement = std::move(replacement);
    return {s.record(s.ledger().act().add("2024-05-01", correction)), 0};
  }
  std::uint64_t size() { return s.app().store().log().head().size; }

  std::string ask(const std::string& path, const std::string& headers = {}) {
    const auto answer = s.connect()->get(path, bearer(token_) + headers);
    EXPECT_EQ(answer.status, 200) << path << answer.body;
    return answer.body;
  }
  static std::string mark(Position target, Position correction) {
    return "\"" + target.str() + "\":[\"" + correction.str() + "\"]";
  }

  ServedLedger s;
  std::string token_ = s.token(Role::auditor);
  Position appointed_, paid_, paid_again_, voided_;
  std::string then_;
};

TEST_F(CorrectedLater, AnswersOfThePastSayWhatIsKnownOtherwiseNow) {
  const std::string at = "at=" + then_;
  EXPECT_THAT(ask("/v1/pay/p-1?" + at), AllOf(HasSubstr("4321"), HasSubstr(mark(paid_, paid_again_))));
  EXPECT_THAT(ask("/v1/persons/p-1?" + at),
              AllOf(HasSubstr(mark(paid_, paid_again_)), HasSubstr(mark(appointed_, voided_))));
  EXPECT_THAT(ask("/v1/persons?org=o-village&" + at), HasSubstr(mark(appointed_, voided_)));
  EXPECT_THAT(ask("/v1/events?subject=person/p-1&" + at),
              AllOf(HasSubstr("4321"), HasSubstr(mark(paid_, paid_again_)), Not(HasSubstr("4000"))));
  EXPECT_THAT(ask("/v1/events?" + at, "Accept: application/x-ndjson\r\n"),
              HasSubstr("\"corrected_later\":{" + mark(paid_, paid_again_) + "}"));
}

TEST_F(CorrectedLater, AnswersOfNowSayNothingOfIt) {
  for (const char* path : {"/v1/pay/p-1", "/v1/persons/p-1", "/v1/persons?org=o-village", "/v1/events"})
    EXPECT_THAT(ask(path), Not(HasSubstr("corrected_later"))) << path;
  EXPECT_THAT(ask("/v1/pay/p-1?at=" + std::to_string(size())), Not(HasSubstr("corrected_later")));
}

TEST_F(CorrectedLater, BetweenTheCorrectionsOnlyTheLaterOneIsTold) {
  const std::string body = ask("/v1/persons/p-1?at=" + std::to_string(size() - 1));
  EXPECT_THAT(body, AllOf(HasSubstr(mark(appointed_, voided_)), Not(HasSubstr(mark(paid_, paid_again_)))));
}

TEST_F(CorrectedLater, LinesOfAReportAndOfATableSayIt) {
  const std::string figures = ask("/v1/stats/stat.secretary_by_mode?org=o-county&at=" + then_);
  EXPECT_THAT(figures, HasSubstr("\"count\":1,\"corrected_later\":[\"" + voided_.str() + "\"]"));
  EXPECT_THAT(ask("/v1/stats/stat.secretary_by_mode?org=o-county&format=csv&at=" + then_),
              AllOf(HasSubstr("后经更正"), HasSubstr(voided_.str())));
  EXPECT_THAT(ask("/v1/reports/rpt.roster_structure?org=o-county&format=csv&at=" + then_),
              HasSubstr("后经更正"));
  EXPECT_THAT(ask("/v1/pay/p-1?format=csv&at=" + then_),
              AllOf(HasSubstr("后经更正"), HasSubstr(paid_again_.str())));
  EXPECT_THAT(ask("/v1/events?subject=person/p-1&format=csv&at=" + then_),
              AllOf(HasSubstr("后经更正"), HasSubstr(voided_.str())));
  EXPECT_THAT(ask("/v1/pay/p-1?format=csv"), Not(HasSubstr("后经更正")));
}

TEST_F(CorrectedLater, EventsAndFlagsTakeBothTimes) {
  EXPECT_THAT(ask("/v1/events?subject=person/p-1&on=2024-02-15"),
              AllOf(HasSubstr("SecretaryAppointed"), Not(HasSubstr("PayDisbursed"))));
  EXPECT_THAT(ask("/v1/events?subject=person/p-1&at=" + std::to_string(appointed_.index)),
              Not(HasSubstr("SecretaryAppointed")));
  EXPECT_EQ(s.connect()->get("/v1/flags?on=2024-02-15", bearer(token_)).status, 200);
  EXPECT_THAT(ask("/v1/diff?subject=person/p-1&on=2024-01-15"), Not(HasSubstr("2024-02-01")));
}

// Books carry none of the vouchers that they are the sums of.
TEST_F(CorrectedLater, BooksSayWhichOfTheirVouchersWereCorrected) {
  const auto posted = [&](const std::string& on, std::int32_t number) {
    JournalPosted voucher;
    voucher.org = {"o-village"};
    voucher.series = {"general"};
    voucher.number = number;
    voucher.lines.resize(2);
    voucher.lines[0].account = {"101"};
    voucher.lines[0].debit_fen = Fen{700};
    voucher.lines[1].account = {"501"};
    voucher.lines[1].credit_fen = Fen{700};
    return Position{s.record(s.ledger().act().add(on, voucher)), 0};
  };
  const Position march = posted("2024-03-05", 1);
  const Position may = posted("2024-05-06", 1);
  const std::string then = "at=" + std::to_string(size());
  EXPECT_THAT(ask("/v1/books/o-village?until=2024-12-31&on=2024-12-31"), Not(HasSubstr("corrected_later")));
  const Position voided = correct(march, std::nullopt);
  const Position later = correct(may, std::nullopt);
  EXPECT_THAT(ask("/v1/books/o-village?from=2024-04-01&until=2024-12-31&" + then),
              AllOf(HasSubstr(mark(march, voided)), HasSubstr(mark(may, later))))
      << "also what the opening balances rest on";
  EXPECT_THAT(ask("/v1/books/o-village?from=2024-01-01&until=2024-04-30&" + then),
              AllOf(HasSubstr(mark(march, voided)), Not(HasSubstr(mark(may, later)))));
  EXPECT_THAT(ask("/v1/books/o-village/counterparties?on=2024-12-31&" + then),
              HasSubstr(mark(march, voided)));
  EXPECT_THAT(ask("/v1/books/o-village?from=2024-01-01&until=2024-12-31&format=html&" + then),
              AllOf(HasSubstr("后经更正"), HasSubstr(voided.str()), Not(HasSubstr("，分"))));
}

TEST_F(CorrectedLater, WhoMayNotSeeTheCorrectionIsNotTold) {
  CorrectionRecorded correction;
  correction.target = paid_;
  correction.reason = {sealed_as("reason", "有误")};
  auto act = s.ledger().act();
  act.act().klass = Code{"internal"};
  const Position hidden{s.record(act.add("2024-06-01", correction)), 0};
  EXPECT_THAT(ask("/v1/pay/p-1?at=" + then_), Not(HasSubstr(hidden.str())));
}

}  // namespace
}  // namespace tenure::testing
