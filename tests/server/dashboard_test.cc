// What a dashboard is told: figures, alerts by organisation, public facts of office. Not what people are
// paid, why they left or what rings about them; over HTTP and over the feed alike.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/discipline/events.h"
#include "domain/pay/events.h"
#include "tests/server/served_ledger.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// p-1 is appointed in o-village, paid 4321 fen, admonished, and leaves for a reason.
class Dashboard : public ::testing::Test {
 protected:
  Dashboard() {
    s.adopt("[post_certificate]\nrequired = true\n");
    s.register_person("p-1", "o-village");
    s.register_person("p-12", "o-village");
    SecretaryAppointed appointed;
    appointed.person = {"p-12"};
    appointed.org = {"o-village"};
    s.record(s.ledger().act().add("2024-02-01", appointed));  // without the certificate
    OfficeAssumed assumed;
    assumed.person = {"p-1"};
    assumed.org = {"o-village"};
    assumed.post = {"director"};
    assumed.by = Code{"election"};
    assumed.basis = {{"文号一"}};
    s.record(s.ledger().act().add("2024-02-01", assumed));
    PayDisbursed paid;
    paid.person = {"p-1"};
    paid.org = {"o-village"};
    paid.component = {"pay_subsidy"};
    paid.period = *Period::parse("2024");
    paid.amount_fen = Fen{4321};
    s.record(s.ledger().act().add("2024-03-01", paid));
    TenureEnded ended;
    ended.person = {"p-1"};
    ended.org = {"o-village"};
    ended.post = {"director"};
    ended.reason = {"resigned"};
    s.record(s.ledger().act().add("2024-04-01", ended));
    CorrectionRecorded correction;
    correction.target = {s.app().store().log().head().size - 1, 0};
    correction.reason = {sealed_as("reason", "日期")};
    correction.replacement = make_event(*Date::parse("2024-04-02"), ended);
    s.record(s.ledger().act().add("2024-05-01", correction));
  }

  std::string ask(const std::string& path, const std::string& headers = {}) {
    return s.connect()->get(path, bearer(token_) + headers).body;
  }

  static void expect_facts_alone(const std::string& told) {
    EXPECT_THAT(
        told,
        HasSubstr(
            R"("type":"OfficeAssumed","on":"2024-02-01","data":{"person":"p-1","org":"o-village","post":"director"})"));
    EXPECT_THAT(
        told,
        HasSubstr(
            R"("type":"TenureEnded","on":"2024-04-01","data":{"person":"p-1","org":"o-village","post":"director"})"));
    EXPECT_THAT(told, HasSubstr(R"("type":"CorrectionRecorded")"));
    EXPECT_THAT(told, HasSubstr(R"("replacement":{"type":"TenureEnded","on":"2024-04-02")"));
    for (const char* hidden :
         {"4321", "PayDisbursed", "PersonRegistered", "resigned", "election", "文号一", "c1:"})
      EXPECT_THAT(told, Not(HasSubstr(hidden)));
  }

  ServedLedger s;
  std::string token_ = s.token(Role::dashboard);
};

TEST_F(Dashboard, ReadsPublicFactsOfOfficeOverHttp) {
  expect_facts_alone(ask("/v1/events"));
  expect_facts_alone(ask("/v1/events?subject=person/p-1"));
  expect_facts_alone(ask("/v1/events", "Accept: application/x-ndjson\r\n"));
  EXPECT_THAT(ask("/v1/events?area=pay"), HasSubstr(R"("items":[])"));
  EXPECT_THAT(ask("/v1/events?type=PersonRegistered"), HasSubstr(R"("items":[])"));
  const std::string csv = ask("/v1/events?format=csv");
  EXPECT_THAT(csv, Not(HasSubstr("4321")));
  EXPECT_THAT(csv, Not(HasSubstr("43.21")));
}

TEST_F(Dashboard, ReadsPublicFactsOfOfficeOverTheFeed) {
  WsClient::Options options;
  options.token = token_;
  WsClient feed(s.port(), options);
  ASSERT_TRUE(feed.open()) << feed.answer();
  feed.say(R"({"op":"subscribe","id":"a","topic":"events","from":"0.0"})");
  std::string all;
  while (all.find("caught_up") == std::string::npos) all += feed.hear() + "\n";
  expect_facts_alone(all);
  for (const char* topic :
       {R"("topic":"standing","subject":"person/p-1")", R"("topic":"alerts","org":"o-county")",
        R"("topic":"standing","subject":"org/o-village")"}) {
    feed.say(std::string(R"({"op":"subscribe","id":"b",)") + topic + "}");
    const std::string told = feed.hear();
    for (const char* hidden : {"4321", "resigned", "election", "文号一", "person/p-1"})
      EXPECT_THAT(told, Not(HasSubstr(hidden))) << topic;
    if (told.find(R"("kind":"error")") == std::string::npos) feed.say(R"({"op":"unsubscribe","id":"b"})");
  }
}

TEST_F(Dashboard, ReadsRostersAndOrganisationsWithoutWhatIsNobodysBusiness) {
  const std::string roster = ask("/v1/persons?org=o-village&on=2024-03-01");
  EXPECT_THAT(roster, HasSubstr(R"("post":"director")"));
  for (const char* hidden : {"election", "resigned", "张三"}) EXPECT_THAT(roster, Not(HasSubstr(hidden)));
  const std::string later = ask("/v1/persons?org=o-village&on=2024-06-01");
  EXPECT_THAT(later, HasSubstr(R"("person":"p-12")"));
  EXPECT_THAT(later, Not(HasSubstr(R"("person":"p-1")"))) << "on the register, in no office";
  const std::string org = ask("/v1/orgs/o-village");
  EXPECT_THAT(org, HasSubstr(R"("areas":{"registry")"));
  for (const char* hidden : {"\"pay\"", "4321", "\"tenure\""}) EXPECT_THAT(org, Not(HasSubstr(hidden)));
  EXPECT_EQ(s.connect()->get("/v1/diff?subject=org/o-village", bearer(token_)).status, 404);
}

TEST_F(Dashboard, IsToldFiguresByWhatTheyAreMadeForAndNoneOfOnePerson) {
  EXPECT_EQ(s.connect()->get("/v1/stats/stat.pay_average?org=o-county", bearer(token_)).status, 200);
  EXPECT_EQ(s.connect()->get("/v1/stats/stat.pay_average?org=o-county&by=org", bearer(token_)).status, 200);
  for (const char* by : {"person", "paid_fen", "org,person"}) {
    const std::string path = std::string("/v1/stats/stat.pay_average?org=o-county&by=") + by;
    EXPECT_EQ(s.connect()->get(path, bearer(token_)).status, 403) << by;
    EXPECT_EQ(s.connect()->get(path, bearer(s.token(Role::auditor))).status, 200) << by;
  }
}

TEST_F(Dashboard, CountsAlertsAndSeesThoseOfOrganisationsAlone) {
  const std::string reader =
      s.connect()->get("/v1/alerts?org=o-county&on=2026-01-01", bearer(s.token(Role::auditor))).body;
  ASSERT_THAT(reader, HasSubstr("person/p-12")) << "something rings about a person";
  const std::string told = ask("/v1/alerts?org=o-county&on=2026-01-01");
  EXPECT_THAT(told, Not(HasSubstr("p-1")));
  const auto total_of = [](const std::string& body) {
    const std::size_t at = body.find("\"total\":");
    return body.substr(at, body.find(',', at) - at);
  };
  EXPECT_EQ(total_of(told), total_of(reader)) << "how many is a figure";
  EXPECT_EQ(s.connect()->get("/v1/alerts?subject=person/p-1", bearer(token_)).status, 404);
  EXPECT_THAT(ask("/v1/flags"), HasSubstr(R"("items":[])"));
}

TEST_F(Dashboard, WhoIsADashboardAndAPersonReadsTheirOwn) {
  TokenGrant grant;
  grant.roles = {Role::dashboard, Role::subject};
  grant.person = PersonId{"p-1"};
  const auto made = TokenFile(s.folder()).create(grant, Sequencer::system_now());
  ASSERT_TRUE(made);
  const auto told = s.connect()->get("/v1/events?subject=person/p-1", bearer(made->text)).body;
  EXPECT_THAT(told, HasSubstr("4321"));
  EXPECT_EQ(s.connect()->get("/v1/persons/p-1", bearer(made->text)).status, 200);
}

}  // namespace
}  // namespace tenure::testing
