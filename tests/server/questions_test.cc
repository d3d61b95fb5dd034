// The calls that ask, over HTTP: what they answer, and who learns what.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <sstream>

#include "domain/core/split.h"
#include "domain/discipline/events.h"
#include "domain/pay/events.h"
#include "server/access/tokens.h"
#include "tests/server/served_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// p-1 is secretary of o-village, below o-town; p-9 of o-village2, below o-town2.
class AskTest : public ::testing::Test {
 protected:
  AskTest() {
    s.register_org("o-town2", "o-county");
    s.register_org("o-village2", "o-town2");
    s.register_person("p-1", "o-village");
    s.register_person("p-9", "o-village2");
    appoint("p-1", "o-village", "invited_back");
    appoint("p-9", "o-village2", "seconded");
  }

  void appoint(const std::string& person, const std::string& org, const std::string& mode) {
    SecretaryAppointed appointed;
    appointed.person = {person};
    appointed.org = {org};
    appointed.mode = Code{mode};
    s.record(s.ledger().act().issued("2024-02-02T00:00:00Z").add("2024-02-01", appointed));
  }

  Answer ask(const std::string& path, const std::string& token) {
    return s.connect()->get(path, bearer(token));
  }

  ServedLedger s;
};

TEST_F(AskTest, ThePayTableHasAColumnForWhatWasPaidTooMuch) {
  const auto money = [&]<class E>(E event, std::int64_t fen, const std::string& payer) {
    event.person = {"p-1"};
    event.org = {"o-village"};
    event.component = {"work_pay"};
    event.period = *Period::parse("2024-03");
    event.amount_fen = {fen};
    event.funds = {{{payer}, {fen}}};
    s.record(s.ledger().act().add("2024-03-31", event));
  };
  money(PayEntitlementAssessed{}, 100'000, "fiscal");
  money(PayDisbursed{}, 120'000, "fiscal");
  const std::string csv = ask("/v1/pay/p-1?year=2024&format=csv&lang=zh", s.token(Role::auditor)).body;
  std::istringstream lines(csv);
  std::string head, line, fiscal;
  std::getline(lines, head);
  const auto column = [&](const std::string& of, std::string_view name) {
    const auto cells = split_at(head, ',');
    const auto at = std::ranges::find(cells, name) - cells.begin();
    EXPECT_LT(at, std::ssize(cells)) << head;
    return at < std::ssize(split_at(of, ',')) ? std::string(split_at(of, ',')[at]) : "none in " + of;
  };
  while (std::getline(lines, line)) {
    if (fiscal.empty() && line.find("财政") != std::string::npos) fiscal = line;
  }
  EXPECT_EQ(column(fiscal, "差额（元）"), "-200.00");
  EXPECT_EQ(column(fiscal, "多发（元）"), "200.00");
}

TEST_F(AskTest, EveryCallAnswersAnAuditorOfTheWholeLedger) {
  const std::string token = s.token(Role::auditor);
  const std::pair<std::string, std::string> calls[] = {
      {"/v1/persons/p-1", R"("on":"2024-02-02")"},
      {"/v1/persons/p-1", R"("mode":"invited_back")"},
      {"/v1/persons?org=o-county", R"("person":"p-9")"},
      {"/v1/persons?org=o-county&post=secretary&on=2024-01-31", R"("items":[])"},
      {"/v1/orgs/o-village", R"("OrgRow")"},
      {"/v1/orgs?parent=o-county", R"("org":"o-town2")"},
      {"/v1/events?subject=person/p-1&type=SecretaryAppointed", R"("type":"SecretaryAppointed")"},
      {"/v1/diff?subject=person/p-1&from_size=0", R"("view":"PersonTenure")"},
      {"/v1/stats/stat.secretary_by_mode?org=o-county", R"(["invited_back"])"},
      {"/v1/reports/rpt.roster_structure?org=o-county", R"("lines":)"},
      {"/v1/alerts?org=o-county", R"("items":)"},
      {"/v1/eligibility/elig.departure_subsidy/p-1", R"("eligible":)"},
      {"/v1/computations/calc.tenure_years/p-1", R"("value":null)"},
      {"/v1/computations/calc.pay_standard/o-village", R"("unit":{"name":"yuan")"},
      {"/v1/pay/p-1", R"("parameters":)"},
      {"/v1/policies/o-village", R"("rules":)"},
      {"/v1/rules", R"("elig.departure_subsidy")"},
      {"/v1/schema", R"("$defs")"},
  };
  for (const auto& [path, expected] : calls) {
    const auto answer = ask(path, token);
    EXPECT_EQ(answer.status, 200) << path << " " << answer.body;
    EXPECT_THAT(answer.body, HasSubstr(expected)) << path;
    EXPECT_FALSE(answer.header("tenure-tree-size").empty()) << path;
  }
}

/// Names and numbers are in the vault: 张三 in o-village, 李四 and a namesake of 张三 in o-village2.
class SearchTest : public AskTest {
 protected:
  SearchTest() {
    add("p-11", "o-village", "张三", "110105194912310021");
    add("p-12", "o-village2", "李四", "");
    add("p-13", "o-village2", "张三", "");
  }
  void seal(const std::string& person, const char* path, SealedKind kind, const std::string& value) {
    const std::string subject = "person/" + person;
    const std::string commitment = sealed_as(path, value).str();
    Salt salt;
    const Digest digest = sha256(value);
    std::ranges::copy(digest.view(), salt.begin());
    const SealedValue sealed{subject, commitment, salt, value, kind};
    ASSERT_TRUE(s.app().store().vault().put({&sealed, 1}));
  }
  void add(const std::string& person, const std::string& org, const std::string& name,
           const std::string& number) {
    PersonRegistered registered;
    registered.person = {person};
    registered.org = {org};
    registered.name = {sealed_as("name", name)};
    if (!number.empty()) registered.id_number = {sealed_as("id_number", number)};
    s.record(s.ledger().act().add("2024-01-01", std::move(registered)));
    seal(person, "name", SealedKind::name, name);
    if (!number.empty()) seal(person, "id_number", SealedKind::id_number, number);
  }
  /// The people that are found, in their order.
  std::string found(const std::string& query, const std::string& token) {
    simdjson::dom::parser parser;
    const simdjson::padded_string body(ask("/v1/persons?" + query, token).body);
    simdjson::dom::array items;
    std::string out;
    if (parser.parse(body)["items"].get(items) != simdjson::SUCCESS) return out;
    for (const auto item : items)
      out += (out.empty() ? "" : " ") + std::string(std::string_view(item["person"]));
    return out;
  }
};

TEST_F(AskTest, OrganisationsAreFoundByNamePinyinInitialsAndIdAtAnyDepth) {
  OrgRegistered far;
  far.org = {"o-far"};
  far.name = {"长乐村党支部"};
  far.kind = {"branch"};
  far.parent = OrgId{"o-town2"};
  s.record(s.ledger().act().add("2024-01-01", std::move(far)));
  OrgRenamed renamed;
  renamed.org = {"o-far"};
  renamed.name = {"新村党支部"};
  s.record(s.ledger().act().add("2024-03-01", std::move(renamed)));
  const auto found = [&](const std::string& query, const std::string& token) {
    simdjson::dom::parser parser;
    const simdjson::padded_string body(ask("/v1/orgs?" + query, token).body);
    simdjson::dom::array items;
    std::string out;
    if (parser.parse(body)["items"].get(items) != simdjson::SUCCESS) return std::string("refused");
    for (const auto item : items)
      out += (out.empty() ? "" : " ") + std::string(std::string_view(item["org"]));
    return out;
  };
  const std::string token = s.token(Role::auditor);
  const std::string then = "&on=2024-02-01";
  EXPECT_EQ(found("q=%E4%B9%90%E6%9D%91" + then, token), "o-far") << "乐村";
  EXPECT_EQ(found("q=changle" + then, token), "o-far");
  EXPECT_EQ(found("q=ZLC" + then, token), "o-far") << "长 is ZHANG too";
  EXPECT_EQ(found("q=lecun&on=2024-03-02", token), "") << "it is called otherwise by then";
  EXPECT_EQ(found("q=xincun&on=2024-03-02", token), "o-far");
  EXPECT_EQ(found("q=xincun&on=2024-03-02&at=1", token), "") << "it was not known yet";
  EXPECT_EQ(found("q=o-town", token), "o-town o-town2");
  EXPECT_EQ(found("q=o-town&limit=1", token), "o-town");
  EXPECT_EQ(found("q=o-town&limit=1&cursor=o-town", token), "o-town2");
  EXPECT_EQ(found("q=o-&parent=o-town2" + then, token), "o-far o-town2 o-village2");
  EXPECT_EQ(found("q=o-", s.token(Role::auditor, "o-town")), "o-town o-village") << "of their own scope";
  EXPECT_EQ(found("q=changle" + then, s.token(Role::auditor, "o-town")), "");
  EXPECT_EQ(found("q=o-&parent=o-town2", s.token(Role::auditor, "o-town")), "refused");
  EXPECT_EQ(found("q=changle" + then, s.token(Role::dashboard)), "o-far") << "a name is no secret";
  EXPECT_EQ(found("q=o-", s.token(Role::subject, "", "p-1")), "refused");
}

TEST_F(SearchTest, FindsByNamePinyinInitialsNumberAndId) {
  const std::string token = s.token(Role::auditor);
  EXPECT_EQ(found("q=%E5%BC%A0%E4%B8%89", token), "p-11 p-13") << "张三";
  EXPECT_EQ(found("q=%E4%B8%89", token), "p-11 p-13") << "三";
  EXPECT_EQ(found("q=zhangsan", token), "p-11 p-13");
  EXPECT_EQ(found("q=zs&org=o-town2", token), "p-13");
  EXPECT_EQ(found("q=ls", token), "p-12");
  EXPECT_EQ(found("q=110105194912310021", token), "p-11");
  EXPECT_EQ(found("q=11010519491231002", token), "") << "a number is asked for whole";
  EXPECT_EQ(found("q=p-1", token), "p-1 p-11 p-12 p-13");
  EXPECT_EQ(found("q=p-12", token), "p-12");
  EXPECT_EQ(found("q=nobody", token), "");
}

TEST_F(SearchTest, PagesFollowEachOther) {
  const std::string token = s.token(Role::auditor);
  EXPECT_EQ(found("q=p-1&limit=3", token), "p-1 p-11 p-12");
  EXPECT_EQ(found("q=p-1&limit=3&cursor=p-12/o-village2", token), "p-13");
  EXPECT_THAT(ask("/v1/persons?q=p-1&limit=3", token).body, HasSubstr(R"("next":"p-12/o-village2")"));
}

TEST_F(SearchTest, APostThatNobodyKnowsIsSaidAndNotAnEmptyRoster) {
  const std::string token = s.token(Role::auditor);
  const auto told = [&](const std::string& post) {
    return ask("/v1/persons?org=o-county&post=" + post, token);
  };
  EXPECT_EQ(told("secretary").status, 200);
  EXPECT_EQ(told("secratery").status, 400);
  EXPECT_NE(told("secratery").body.find("secretary"), std::string::npos);
  EXPECT_EQ(told("%E4%B9%A6%E8%AE%B0").status, 400) << "书记";
  EXPECT_NE(told("%E4%B9%A6%E8%AE%B0").body.find("secretary"), std::string::npos);
  EXPECT_EQ(told("barefoot_doctor").status, 400);
  s.adopt("[words.post]\nbarefoot_doctor = \"村医 | Village doctor\"\n");
  EXPECT_EQ(told("barefoot_doctor").status, 200) << "a word of the pack";
}

TEST_F(SearchTest, NobodyFindsByWhatTheyMayNotOpenOrSee) {
  EXPECT_EQ(found("q=zhangsan", s.token(Role::auditor, "o-town")), "p-11") << "of their own scope";
  EXPECT_EQ(found("q=zhangsan&org=o-town2", s.token(Role::auditor, "o-town")), "");
  EXPECT_EQ(found("q=zhangsan", s.token(Role::dashboard)), "");
  EXPECT_EQ(found("q=110105194912310021", s.token(Role::dashboard)), "");
  EXPECT_EQ(found("q=p-11", s.token(Role::auditor, "o-town")), "p-11");
  EXPECT_EQ(found("q=p-11", s.token(Role::dashboard)), "") << "in no office: no public fact";
  EXPECT_EQ(found("q=zhangsan", s.token(Role::subject, "", "p-11")), "");
}

TEST_F(SearchTest, WhoWasErasedIsNotFoundAnyMore) {
  const std::string token = s.token(Role::auditor);
  ASSERT_EQ(found("q=zs", token), "p-11 p-13");
  ASSERT_TRUE(s.app().store().vault().erase("person/p-11"));
  EXPECT_EQ(found("q=zs", token), "p-13");
  EXPECT_EQ(found("q=110105194912310021", token), "");
}

TEST_F(SearchTest, ANameThatWasCorrectedIsFoundWhereItStillCounted) {
  const std::string token = s.token(Role::auditor);
  const auto before = std::to_string(s.app().store().size());
  PersonRegistered right;
  right.person = {"p-12"};
  right.org = {"o-village2"};
  right.name = {sealed_as("name", "王五")};
  CorrectionRecorded correction;
  const auto index = std::stoull(before) - 2;  // p-12's registration: p-13 came behind it
  correction.target = {index, 0};
  correction.reason = {sealed_as("reason", "笔误")};
  correction.replacement = make_event(Date::of(2024, 1, 1), right);
  s.record(s.ledger().act().add("2024-02-01", std::move(correction)));
  seal("p-12", "name", SealedKind::name, "王五");
  EXPECT_EQ(found("q=wangwu", token), "p-12");
  EXPECT_EQ(found("q=lisi", token), "");
  EXPECT_EQ(found("q=lisi&at=" + before, token), "p-12");
}

TEST_F(AskTest, AlertsComeInPagesThatSayWhatTheyLeaveOut) {
  s.adopt("[post_certificate]\nrequired = true\n");
  const std::string token = s.token(Role::auditor);
  const auto first = ask("/v1/alerts?org=o-county&on=2025-01-01&limit=1", token);
  EXPECT_THAT(first.body, HasSubstr(R"("total":2,"left_out":1,"rules":{"alert.uncertified":2})"));
  const std::string next = R"("next":"2024-02-01,alert.uncertified,person/p-1,1")";
  EXPECT_THAT(first.body, HasSubstr(next)) << first.body;
  const auto second =
      ask("/v1/alerts?org=o-county&on=2025-01-01&limit=1&cursor=2024-02-01,alert.uncertified,person/p-1,1",
          token);
  EXPECT_THAT(second.body, HasSubstr("person/p-9"));
  EXPECT_THAT(second.body, Not(HasSubstr("person/p-1")));
  EXPECT_THAT(second.body, HasSubstr(R"("left_out":0)"));
  EXPECT_EQ(ask("/v1/alerts?org=o-county&cursor=17", token).status, 400);
  EXPECT_EQ(ask("/v1/alerts?org=o-county&rule=alert.unheard_of", token).status, 404);
  EXPECT_EQ(ask("/v1/alerts?org=o-county&rule=stat.people", token).status, 404) << "it never rings";
}

TEST_F(AskTest, WithoutATokenNothingOfTheRecordIsAnswered) {
  for (const std::string path : {"/v1/persons/p-1", "/v1/persons?org=o-town", "/v1/orgs/o-town", "/v1/events",
                                 "/v1/diff?subject=person/p-1", "/v1/stats/stat.secretary_by_mode?org=o-town",
                                 "/v1/alerts?org=o-town", "/v1/policies/o-town", "/v1/me"}) {
    EXPECT_EQ(s.connect()->get(path).status, 401) << path;
  }
}

TEST_F(AskTest, TownshipLearnsNothingOfAnotherTownshipByAnyRole) {
  for (const Role role :
       {Role::clerk, Role::auditor, Role::reviewer, Role::dashboard, Role::subject, Role::operator_}) {
    const std::string token = s.token(role, "o-town", role == Role::subject ? "p-1" : "");
    for (const std::string path :
         {"/v1/persons/p-9", "/v1/persons?org=o-county", "/v1/persons?org=o-village2", "/v1/orgs/o-village2",
          "/v1/orgs?parent=o-county", "/v1/orgs?parent=o-town2", "/v1/events",
          "/v1/events?subject=person/p-9", "/v1/events?subject=org/o-village2", "/v1/diff?subject=person/p-9",
          "/v1/stats/stat.secretary_by_mode?org=o-county", "/v1/stats/stat.secretary_by_mode",
          "/v1/alerts?org=o-county", "/v1/alerts", "/v1/reports/rpt.roster_structure?org=o-town2",
          "/v1/eligibility/elig.departure_subsidy/p-9", "/v1/computations/calc.tenure_years/p-9",
          "/v1/computations/calc.grade_quota/o-village2", "/v1/policies/o-town2"}) {
      const auto answer = ask(path, token);
      // What was asked for may be repeated; what was recorded may not.
      EXPECT_THAT(answer.body, Not(HasSubstr("seconded"))) << path;
      EXPECT_THAT(answer.body, Not(HasSubstr("\"person\":\"p-9\""))) << path;
    }
    EXPECT_EQ(ask("/v1/persons/p-9", token).status, ask("/v1/persons/p-nobody", token).status);
    EXPECT_EQ(ask("/v1/orgs/o-village2", token).status, ask("/v1/orgs/o-nowhere", token).status);
  }
}

TEST_F(AskTest, AFileHoldsWhatIsDecidedForWhoMaySeeIt) {
  const auto sanction = [&](const std::string& kind, const std::string& klass) {
    SanctionImposed imposed;
    imposed.person = {"p-1"};
    imposed.org = {"o-village"};
    imposed.kind = {kind};
    imposed.decider = {{"o-town"}};
    imposed.reason = {sealed_as("reason", "私设小金库")};
    auto act = s.ledger().act();
    act.act().klass = Code{klass};
    return s.record(act.add("2024-03-01", imposed));
  };
  PayRecoveryOrdered ordered;
  ordered.person = {"p-1"};
  ordered.org = {"o-village"};
  ordered.component = {"basic"};
  ordered.period = Period::of_year(2024);
  ordered.amount_fen = {800000};
  ordered.decider = {{"o-town"}};
  ordered.reason = {sealed_as("reason", "多发")};
  const std::string plain = s.token(Role::auditor);
  EXPECT_THAT(ask("/v1/persons/p-1", plain).body, HasSubstr(R"("decisions":[])"));
  const auto warned = sanction("serious_warning", "ordinary");
  sanction("expulsion", "discipline");
  s.record(s.ledger().act().add("2024-03-02", ordered));
  TokenGrant grant;
  grant.roles = {Role::auditor};
  grant.classes = {Code{"discipline"}};
  const std::string cleared = TokenFile(s.folder()).create(grant, Sequencer::system_now())->text;
  const std::string own = s.token(Role::subject, "", "p-1");
  for (const std::string& token : {plain, cleared, own}) {
    const auto file = ask("/v1/persons/p-1", token).body;
    EXPECT_THAT(file, HasSubstr("serious_warning"));
    EXPECT_THAT(file, HasSubstr("PayRecoveryOrdered"));
    EXPECT_EQ(file.find("expulsion") != std::string::npos, token == cleared);
  }
  EXPECT_THAT(ask("/v1/persons/p-1?on=2024-02-29", plain).body, HasSubstr(R"("decisions":[])")) << "not yet";
  EXPECT_THAT(ask("/v1/persons/p-9", plain).body, HasSubstr(R"("decisions":[])"));
  CorrectionRecorded correction;
  correction.target = {warned, 0};
  correction.reason = {sealed_as("reason", "错人")};
  s.record(s.ledger().act().add("2024-03-03", correction));
  EXPECT_THAT(ask("/v1/persons/p-1", plain).body, Not(HasSubstr("serious_warning"))) << "it was taken back";
}

TEST_F(AskTest, SubjectReadsTheirOwnFileAndWhoReadIt) {
  const std::string auditor = s.token(Role::auditor);
  ASSERT_EQ(ask("/v1/persons/p-1", auditor).status, 200);
  const std::string own = s.token(Role::subject, "", "p-1");
  EXPECT_THAT(ask("/v1/me", own).body, HasSubstr(R"("person":"p-1")"));
  EXPECT_EQ(ask("/v1/persons/p-9", own).status, 404);
  EXPECT_THAT(ask("/v1/journal?subject=person/p-1", own).body, HasSubstr(s.token_id(auditor)));
}

TEST_F(SearchTest, ReadersAreToldAsPeopleWithTheirOffices) {
  seal("p-11", "name", SealedKind::name, "张三");
  OfficeAssumed office;
  office.person = {"p-11"};
  office.org = {"o-town"};
  office.post = {"secretary"};
  s.record(s.ledger().act().add("2024-01-01", office));
  ASSERT_EQ(ask("/v1/persons/p-1", s.token(Role::auditor, "", "p-11")).status, 200);
  const auto told = ask("/v1/journal?subject=person/p-1", s.token(Role::subject, "", "p-1")).body;
  EXPECT_THAT(told, HasSubstr(R"("person":"p-11")"));
  EXPECT_THAT(
      told, HasSubstr(R"("readers":{"p-11":{"name":"张三","offices":[{"org":"o-town","post":"secretary"}]})"))
      << told;
}

TEST_F(AskTest, PeopleReadTheAlertsAboutThemselves) {
  s.adopt("[post_certificate]\nrequired = true\n");
  const std::string own = s.token(Role::subject, "", "p-1");
  const auto told = ask("/v1/alerts?subject=person/p-1&on=2025-01-01", own);
  EXPECT_EQ(told.status, 200) << told.body;
  EXPECT_THAT(told.body, HasSubstr(R"("rules":{"alert.uncertified":1})"));
  EXPECT_EQ(ask("/v1/alerts?subject=person/p-9&on=2025-01-01", own).status, 404);
  EXPECT_EQ(ask("/v1/alerts?subject=p-1", own).status, 400);
  EXPECT_THAT(ask("/v1/alerts?subject=p-1", own).body, HasSubstr("person/p-0001")) << "how it is written";
  EXPECT_THAT(ask("/v1/alerts?subject=person/p-1&rule=alert.seats_open", s.token(Role::auditor)).body,
              Not(HasSubstr("alert.uncertified\",")));
}

TEST_F(AskTest, PolicyOpensToPeopleWhatOfRestrictedClassesIsAboutThemselves) {
  SanctionImposed sanction;
  sanction.person = {"p-1"};
  sanction.org = {"o-village"};
  sanction.kind = {"expulsion"};
  sanction.decider = {{"o-town"}};
  sanction.reason = {sealed_as("reason", "严重违纪")};
  auto act = s.ledger().act();
  act.act().klass = Code{"discipline"};
  s.record(act.add("2024-03-01", sanction));
  const std::string own = s.token(Role::subject, "", "p-1");
  EXPECT_THAT(ask("/v1/me", own).body, Not(HasSubstr("expulsion")));
  s.adopt("[own_file]\nclasses = [\"discipline\"]\n");
  EXPECT_THAT(ask("/v1/me", own).body, HasSubstr("expulsion"));
  EXPECT_THAT(ask("/v1/persons/p-1", s.token(Role::auditor)).body, Not(HasSubstr("expulsion")))
      << "others need the class";
  TokenGrant both;
  both.roles = {Role::subject, Role::auditor};
  both.person = PersonId{"p-1"};
  const std::string reader = TokenFile(s.folder()).create(both, Sequencer::system_now())->text;
  EXPECT_THAT(ask("/v1/persons/p-1", reader).body, Not(HasSubstr("expulsion")))
      << "who reads others' files needs the class as well";
}

TEST_F(AskTest, PastIsAskedForBySizeAndByMoment) {
  const std::string token = s.token(Role::auditor);
  const auto before = ask("/v1/persons/p-1?at=7", token);
  EXPECT_THAT(before.body, Not(HasSubstr("invited_back"))) << before.body;
  EXPECT_EQ(ask("/v1/persons/p-1?at=2020-01-01T00:00:00Z", token).status, 404);
  EXPECT_EQ(ask("/v1/persons/p-1?at=999999", token).status, 404);
  EXPECT_EQ(ask("/v1/persons/p-1?at=yesterday", token).status, 400);
  EXPECT_EQ(ask("/v1/persons/p-1?on=2024-02-30", token).status, 400);
}

TEST_F(AskTest, MisspeltFilterIsRefused) {
  const std::string token = s.token(Role::auditor);
  for (const std::string path : {"/v1/events?subjects=person/p-1", "/v1/persons?organisation=o-town",
                                 "/v1/events?type=Nonsense", "/v1/events?limit=0", "/v1/events?limit=100000",
                                 "/v1/stats/stat.secretary_by_mode?org=o-county&by=colour"}) {
    EXPECT_EQ(ask(path, token).status, 400) << path;
  }
  EXPECT_EQ(ask("/v1/stats/stat.nothing?org=o-county", token).status, 404);
}

TEST_F(AskTest, EventsStreamAsLinesTheSameThatThePagesHold) {
  const std::string token = s.token(Role::auditor);
  std::string paged;
  std::string cursor;
  do {
    const auto page = ask("/v1/events?limit=3" + cursor, token).body;
    for (std::size_t at = page.find(R"({"position":)"); at != std::string::npos;
         at = page.find(R"({"position":)", at + 1)) {
      paged += page.substr(at + 13, page.find('"', at + 13) - at - 13) + " ";
    }
    const auto next = page.find(R"("next":")");
    cursor = next == std::string::npos
                 ? ""
                 : "&cursor=" + page.substr(next + 8, page.find('"', next + 8) - next - 8);
  } while (!cursor.empty());
  std::string streamed;
  const auto lines = s.connect()->get("/v1/events", bearer(token) + "Accept: application/x-ndjson\r\n").body;
  for (std::size_t at = lines.find(R"({"position":)"); at != std::string::npos;
       at = lines.find(R"({"position":)", at + 1)) {
    streamed += lines.substr(at + 13, lines.find('"', at + 13) - at - 13) + " ";
  }
  EXPECT_EQ(paged, streamed);
  EXPECT_FALSE(paged.empty());
}

}  // namespace
}  // namespace tenure::testing
