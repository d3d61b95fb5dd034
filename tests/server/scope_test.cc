// Who learns what: every call of the table of routes and every topic of the feed, by each role and scope.
// What a viewer may not see is answered byte by byte like what is not there, and changes nothing else that
// they are told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "domain/core/sha256.h"
#include "domain/discipline/events.h"
#include "replay/questions.h"
#include "tests/server/served_ledger.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// What a request names. Each has as many characters here as there, so that lengths tell nothing.
struct Named {
  std::string person, org, case_, act, draft, attachment = {}, decision = {};
};

/// `{person}`, `{org}`, `{case}`, `{act}`, `{draft}`, `{attachment}` and `{decision}` stand for what is asked
/// about.
struct Asking {
  std::string target;
  std::string method = "GET";
  std::string body = {};
  std::string headers = {};
};

std::string filled(std::string text, const Named& named) {
  const std::pair<std::string, std::string> words[] = {
      {"{person}", named.person},    {"{org}", named.org},     {"{case}", named.case_},
      {"{act}", named.act},          {"{draft}", named.draft}, {"{attachment}", named.attachment},
      {"{decision}", named.decision}};
  for (const auto& [word, value] : words) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
      text.replace(at, word.size(), value);
    }
  }
  return text;
}

/// The answer with what was asked about written as its word, and what is public or the clock's left out.
std::string shown(const Answer& answer, const Named& named) {
  std::string out = std::to_string(answer.status) + "\n";
  for (const auto& [name, value] : answer.headers) {
    const bool public_or_told_by_the_body =
        name == "date" || name == "tenure-tree-size" || name == "content-length" || name == "etag";
    if (!public_or_told_by_the_body) out += name + ": " + value + "\n";
  }
  static const std::regex kSizes(R"re("(size|until_size)":\d+)re");
  out += std::regex_replace(answer.body, kSizes, "\"$1\":N");
  const std::pair<std::string, std::string> words[] = {
      {named.person, "{person}"},    {named.org, "{org}"},     {named.case_, "{case}"},
      {named.act, "{act}"},          {named.draft, "{draft}"}, {named.attachment, "{attachment}"},
      {named.decision, "{decision}"}};
  for (const auto& [value, word] : words) {
    if (value.empty()) continue;
    for (std::size_t at = out.find(value); at != std::string::npos; at = out.find(value, at)) {
      out.replace(at, value.size(), word);
    }
  }
  return out;
}

/// How each operation is asked about somebody. None: nothing that it is asked with names anything of the
/// record.
const std::map<std::string, std::vector<Asking>> kAskings = {
    {"getHealth", {}},
    {"getReadiness", {}},
    {"getMetrics", {}},
    {"getOpenapi", {}},
    {"getAsyncapi", {}},
    {"getSchema", {}},
    {"getStatus", {}},
    {"listRules", {}},
    {"getCheckpoint", {}},
    {"getTile", {}},         // evidence is everybody's
    {"proveInclusion", {}},  // and holds no personal data
    {"proveConsistency", {}},
    {"getSession", {}},
    {"openSession", {}},
    {"closeSession", {}},
    {"getAttachment", {{"/v1/attachments/{attachment}"}}},
    {"putAttachment", {}},
    {"submitAct", {}},  // by signature alone; a refusal is kept with who signed
    {"submitActs", {}},
    {"checkAct", {{"/v1/acts/check", "POST", "appointment"}, {"/v1/acts/check", "POST", "expectation"}}},
    {"rehearseActs",
     {{"/v1/acts/rehearse", "POST", "appointment"}, {"/v1/acts/rehearse", "POST", "expectation"}}},
    {"postDraft", {{"/v1/drafts", "POST", "appointment"}, {"/v1/drafts", "POST", "expectation"}}},
    {"getAct", {{"/v1/acts/{act}"}}},
    {"getReceipt", {{"/v1/acts/{act}/receipt"}}},
    {"getPayload", {{"/v1/acts/{act}/payload"}}},
    {"getEntry", {{"/v1/acts/{act}/entry"}}},
    {"listDrafts", {{"/v1/drafts"}}},
    {"getDraft", {{"/v1/drafts/{draft}"}}},
    {"deleteDraft", {{"/v1/drafts/{draft}", "DELETE"}}},
    {"signDraft",
     {{"/v1/drafts/{draft}/signatures", "PUT", R"({"signatures":[{"keyid":"k","sig":"AAAA"}]})"}}},
    {"listPersons", {{"/v1/persons?org={org}"}, {"/v1/persons?org=o-town&q={person}"}}},
    {"getPerson", {{"/v1/persons/{person}"}, {"/v1/persons/{person}?at=5&on=2024-01-01"}}},
    {"getMe", {{"/v1/me"}}},
    {"listOrgs", {{"/v1/orgs?parent={org}"}, {"/v1/orgs?q={org}"}, {"/v1/orgs?parent={org}&q=o"}}},
    {"getOrg", {{"/v1/orgs/{org}"}}},
    {"getNames", {{"/v1/names?subjects=person/{person}"}, {"/v1/names?subjects=org/{org},case/{case}"}}},
    {"listEvents",
     {{"/v1/events?subject=person/{person}"},
      {"/v1/events?subject=org/{org}"},
      {"/v1/events?subject=case/{case}"},
      {"/v1/events?subject=person/{person}", "GET", "", "Accept: application/x-ndjson\r\n"},
      {"/v1/events?limit=1&order=desc&subject=person/{person}"}}},
    {"getDecision",
     {{"/v1/decisions/{decision}"},
      {"/v1/decisions/{decision}?format=csv"},
      {"/v1/decisions/{decision}?format=bundle"}}},
    {"getDiff",
     {{"/v1/diff?subject=person/{person}"},
      {"/v1/diff?subject=org/{org}"},
      {"/v1/diff?org={org}"},
      {"/v1/diff?subject=case/{case}"}}},
    {"getEligibility", {{"/v1/eligibility/elig.departure_subsidy/{person}"}}},
    {"getComputation",
     {{"/v1/computations/calc.tenure_years/{person}"},
      {"/v1/computations/calc.monthly_subsidy/{person}?at=5&on=2024-01-01"},
      {"/v1/computations/calc.pay_standard/{org}"},
      {"/v1/computations/calc.grade_quota/{org}"}}},
    {"getPay", {{"/v1/pay/{person}"}}},
    {"getAudit",
     {{"/v1/audits/departure?person={person}"},
      {"/v1/audits/special?org={org}"},
      {"/v1/audits/departure?org={org}&all=true"}}},
    {"getSample", {{"/v1/samples/record?org={org}&n=5&seed=a"}, {"/v1/samples/strata?person={person}"}}},
    {"getBooks", {{"/v1/books/{org}"}, {"/v1/books/{org}?from=2024-01-01&until=2024-12-31"}}},
    {"listCounterparties", {{"/v1/books/{org}/counterparties"}}},
    {"listAlerts",
     {{"/v1/alerts?org={org}"},
      {"/v1/alerts?subject=person/{person}"},
      {"/v1/alerts?subject=org/{org}"},
      {"/v1/alerts?subject=case/{case}"}}},
    {"listFlags", {{"/v1/flags?org={org}"}, {"/v1/flags?rule=gate.post_certificate&limit=1"}}},
    {"getStatistic", {{"/v1/stats/stat.secretary_by_mode?org={org}&by=org"}}},
    {"getReport", {{"/v1/reports/rpt.roster_structure?org={org}"}}},
    {"getPolicy", {{"/v1/policies/{org}"}}},
    {"tryPolicy",
     {{"/v1/policies/{org}/try", "POST",
       R"({"pack":"[posts]\nmin = 1\n","from":"2024-01-01","until":"2024-12-31"})"}}},
    {"listReads", {{"/v1/journal?subject=person/{person}"}, {"/v1/journal?subject=case/{case}"}}},
};

/// What a township's viewer is told without asking about anybody else.
const std::vector<Asking> kOwn = {
    {"/v1/persons/p-own"},
    {"/v1/persons?org=o-town"},
    {"/v1/orgs/o-town"},
    {"/v1/orgs/o-village"},
    {"/v1/orgs?parent=o-town"},
    {"/v1/orgs?q=o-"},
    {"/v1/events"},
    {"/v1/events?limit=2"},
    {"/v1/events?order=desc&limit=2"},
    {"/v1/events?type=SecretaryAppointed&limit=1"},
    {"/v1/events?subject=person/p-own"},
    {"/v1/events", "GET", "", "Accept: application/x-ndjson\r\n"},
    {"/v1/flags"},
    {"/v1/flags?limit=1"},
    {"/v1/diff?subject=person/p-own"},
    {"/v1/diff?subject=org/o-village"},
    {"/v1/alerts"},
    {"/v1/alerts?subject=person/p-own"},
    {"/v1/stats/stat.secretary_by_mode"},
    {"/v1/reports/rpt.roster_structure"},
    {"/v1/eligibility/elig.departure_subsidy/p-own"},
    {"/v1/computations/calc.tenure_years/p-own"},
    {"/v1/computations/calc.pay_standard/o-village"},
    {"/v1/computations/calc.grade_quota/o-village"},
    {"/v1/pay/p-own"},
    {"/v1/books/o-village"},
    {"/v1/books/o-village/counterparties"},
    {"/v1/policies/o-village"},
    {"/v1/drafts"},
    {"/v1/me"},
};

/// p-own in o-village below o-town; p-other in o-distant below o-abroad. Both were appointed without the
/// certificate that a policy asks for.
class Scopes : public ::testing::Test {
 protected:
  Scopes() {
    s.adopt("[post_certificate]\nrequired = true\n");
    s.register_org("o-abroad", "o-county");
    s.register_org("o-distant", "o-abroad");
    s.register_person("p-own", "o-village");
    own_decision_ = Position{appoint("p-own", "o-village"), 0}.str();
  }

  ActBuilder appointment(const std::string& person, const std::string& org) {
    SecretaryAppointed appointed;
    appointed.person = {person};
    appointed.org = {org};
    appointed.mode = Code{"seconded"};
    return s.ledger().act().add("2024-02-01", appointed);
  }
  std::uint64_t appoint(const std::string& person, const std::string& org) {
    return s.record(appointment(person, org));
  }
  void open_case(const std::string& id) {
    CaseOpened opened;
    opened.case_ = {id};
    opened.org = {{"o-town"}};
    opened.person = {{"p-own"}};
    opened.cause = {"bribery"};
    auto act = s.ledger().act();
    act.act().klass = Code{"discipline"};
    s.record(act.add("2024-02-01", opened));
  }
  /// Stores an attachment; its digest.
  std::string attach(const std::string& content) {
    const std::string digest = "sha256:" + sha256(content).hex();
    const auto put =
        s.connect()->ask("PUT", "/v1/attachments/" + digest, content,
                         "Content-Type: application/octet-stream\r\n" + bearer(s.token(Role::clerk)));
    if (put.status != 204) throw std::runtime_error(put.body);
    return digest;
  }
  /// An appointment that cites an attachment.
  std::uint64_t appoint(const std::string& person, const std::string& org, const std::string& digest) {
    auto act = appointment(person, org);
    act.act().attachments.push_back({*ContentDigest::parse(digest), {"application/pdf"}});
    return s.record(act);
  }
  /// What happens elsewhere: p-other appears and is appointed, with a document attached, a draft awaits a
  /// signature; a case is opened.
  void happen_elsewhere() {
    s.register_person("p-other", "o-distant");
    attachment_ = attach("elsewhere");
    const auto index = appoint("p-other", "o-distant", attachment_);
    act_ = s.app().store().log().record(index)->act.value;
    decision_ = Position{index, 0}.str();
    auto act = appointment("p-other", "o-abroad");
    act.act().authority = {"o-abroad"};
    const auto draft =
        s.connect()->post("/v1/drafts", ServedLedger::signed_act(act, {}), bearer(s.token(Role::clerk)));
    static const std::regex kDraft(R"re("draft":"([0-9a-f]{64})")re");
    std::smatch found;
    if (!std::regex_search(draft.body, found, kDraft)) throw std::runtime_error(draft.body);
    draft_ = found[1];
    open_case("c-1");
  }
  Named elsewhere() const { return {"p-other", "o-distant", "c-1", act_, draft_, attachment_, decision_}; }
  static Named nowhere() {
    return {"p-ghost",
            "o-missing",
            "c-9",
            "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            std::string(64, '0'),
            "sha256:" + std::string(64, '1'),
            "99.0"};
  }
  /// What is asked of their own: the decision's position is known once it is recorded.
  std::vector<Asking> own() const {
    std::vector<Asking> out(std::begin(kOwn), std::end(kOwn));
    out.push_back({"/v1/decisions/" + own_decision_});
    out.push_back({"/v1/decisions/" + own_decision_ + "?format=csv"});
    return out;
  }

  /// The body of an asking, with words for what has to be made.
  std::string body_of(const Asking& asking, const Named& named) {
    if (asking.body == "appointment") {
      auto act = appointment(named.person, "o-village");
      act.act().authority = {"o-town"};
      return ServedLedger::signed_act(act, {});
    }
    if (asking.body == "expectation") {
      auto act = appointment("p-own", "o-town");
      act.act().authority = {"o-town"};
      act.expects("person/" + named.person + "/tenure", {1, 0});
      return ServedLedger::signed_act(act, {});
    }
    return filled(asking.body, named);
  }
  Answer ask(const Asking& asking, const Named& named, const std::string& token) {
    const std::string headers = asking.headers + (token.empty() ? "" : bearer(token));
    return s.connect()->ask(asking.method, filled(asking.target, named), body_of(asking, named), headers);
  }

  struct Viewing {
    std::string name;
    std::string token;
  };
  /// Each role with the scope, and no token at all.
  std::vector<Viewing> viewers(const std::string& scope) {
    std::vector<Viewing> out{{"nobody", ""}};
    for (const Role role : {Role::operator_, Role::clerk, Role::auditor, Role::reviewer, Role::dashboard,
                            Role::subject, Role::public_}) {
      out.push_back({std::string(name(role)), s.token(role, scope, role == Role::subject ? "p-own" : "")});
    }
    return out;
  }

  ServedLedger s;
  std::string act_, draft_, attachment_, decision_, own_decision_;
};

TEST_F(Scopes, EveryOperationHasItsAskings) {
  const std::string document = s.connect()->get("/openapi.json").body;
  static const std::regex kId(R"re("operationId":"(\w+)")re");
  std::set<std::string> described;
  for (std::sregex_iterator it(document.begin(), document.end(), kId), end; it != end; ++it) {
    described.insert((*it)[1]);
  }
  std::set<std::string> asked;
  for (const auto& [id, askings] : kAskings) asked.insert(id);
  EXPECT_EQ(described, asked);
}

TEST_F(Scopes, WhatIsElsewhereIsAnsweredLikeWhatIsNowhere) {
  happen_elsewhere();
  for (const Viewing& viewer : viewers("o-town")) {
    for (const auto& [id, askings] : kAskings) {
      for (const Asking& asking : askings) {
        const auto there = ask(asking, elsewhere(), viewer.token);
        const auto not_there = ask(asking, nowhere(), viewer.token);
        EXPECT_EQ(shown(there, elsewhere()), shown(not_there, nowhere()))
            << viewer.name << " " << asking.target << " " << asking.body;
      }
    }
  }
}

TEST_F(Scopes, WhatHappensElsewhereChangesNothingThatATownshipIsTold) {
  const auto all = viewers("o-town");
  std::map<std::string, std::string> before;
  const auto key = [](const Viewing& viewer, const Asking& asking) {
    return viewer.name + " " + asking.target + " " + asking.headers;
  };
  for (const Viewing& viewer : all) {
    for (const Asking& asking : own()) {
      before[key(viewer, asking)] = shown(ask(asking, nowhere(), viewer.token), nowhere());
    }
  }
  happen_elsewhere();
  for (const Viewing& viewer : all) {
    for (const Asking& asking : own()) {
      EXPECT_EQ(shown(ask(asking, nowhere(), viewer.token), nowhere()), before[key(viewer, asking)])
          << key(viewer, asking);
    }
  }
}

/// Two ledgers that differ in nothing but how many events the acts of another township have: more acts than a
/// page looks at.
TEST(ScopesOfPages, EndTellsNothingOfHowMuchAnotherTownshipsActsHold) {
  std::vector<std::string> told;
  for (const std::uint32_t events : {1U, 25U}) {
    ServedLedger s;
    s.register_org("o-abroad", "o-county");
    s.register_person("p-own", "o-village");
    std::uint32_t people = 0;
    std::string acts;
    for (std::uint64_t act_number = 0; act_number <= kScanActsMax; ++act_number) {
      auto act = s.ledger().act();
      for (std::uint32_t i = 0; i < events; ++i) {
        PersonRegistered registered;
        registered.person = {"p-" + std::to_string(people++)};
        registered.org = {"o-abroad"};
        registered.name = {sealed_as("name", "李四")};
        act.add("2024-01-01", std::move(registered));
      }
      acts += ServedLedger::signed_act(act, s.ledger().root()) + "\n";
    }
    const auto recorded = s.connect()->post("/v1/acts/batch", acts);
    ASSERT_EQ(recorded.status, 200) << recorded.body;
    const std::string token = s.token(Role::auditor, "o-town");
    std::string& all = told.emplace_back();
    for (const std::string order : {"desc", "asc"}) {
      std::string cursor;
      do {
        const auto answer = s.connect()->get("/v1/events?order=" + order + cursor, bearer(token));
        all += std::to_string(answer.status) + " " + answer.body + "\n";
        static const std::regex kNext(R"re("next":"([^"]+)")re");
        std::smatch next;
        cursor = std::regex_search(answer.body, next, kNext) ? "&cursor=" + next[1].str() : "";
      } while (!cursor.empty());
    }
  }
  EXPECT_THAT(told[0], HasSubstr("\"next\"")) << "there was more than a page looks at";
  EXPECT_THAT(told[0], HasSubstr("p-own"));
  EXPECT_EQ(told[0], told[1]);
}

TEST_F(Scopes, RestrictedCaseIsNowhereForWhoHasNotItsClass) {
  happen_elsewhere();
  Named other_case = elsewhere();
  other_case.case_ = nowhere().case_;
  for (const std::string scope : {"", "o-county"}) {
    for (const Viewing& viewer : viewers(scope)) {
      for (const auto& [id, askings] : kAskings) {
        for (const Asking& asking : askings) {
          // The journal holds what they asked themselves, a line a question, whether there is such a case or
          // not.
          if (asking.target.find("{case}") == std::string::npos || id == "listReads") continue;
          EXPECT_EQ(shown(ask(asking, elsewhere(), viewer.token), elsewhere()),
                    shown(ask(asking, other_case, viewer.token), other_case))
              << scope << " " << viewer.name << " " << asking.target;
        }
      }
      EXPECT_THAT(ask({"/v1/events"}, elsewhere(), viewer.token).body, Not(HasSubstr("bribery")));
    }
  }
}

TEST_F(Scopes, ReadersOfTheCountySeeBothTownships) {
  happen_elsewhere();
  for (const std::string scope : {"", "o-county"}) {
    for (const Role role : {Role::clerk, Role::auditor, Role::reviewer}) {
      const std::string token = s.token(role, scope);
      for (const std::string person : {"p-own", "p-other"}) {
        EXPECT_EQ(ask({"/v1/persons/" + person}, {}, token).status, 200) << scope << person;
      }
      EXPECT_THAT(ask({"/v1/flags?org=o-distant"}, {}, token).body, HasSubstr("person/p-other"));
      EXPECT_EQ(ask({"/v1/acts/" + act_}, {}, token).status, 200);
    }
  }
  for (const Role role : {Role::clerk, Role::auditor, Role::reviewer}) {
    const std::string token = s.token(role, "o-town");
    EXPECT_EQ(ask({"/v1/persons/p-own"}, {}, token).status, 200) << "their own are seen";
    EXPECT_THAT(ask({"/v1/flags"}, {}, token).body, HasSubstr("gate.post_certificate"));
  }
}

TEST_F(Scopes, CaseIsSeenByWhoHasItsClass) {
  happen_elsewhere();
  for (const std::string scope : {"", "o-town", "o-abroad"}) {
    TokenGrant grant;
    grant.roles = {Role::auditor};
    grant.classes = {Code{"discipline"}};
    if (!scope.empty()) grant.scope = OrgId{scope};
    const auto made = TokenFile(s.folder()).create(grant, Sequencer::system_now());
    ASSERT_TRUE(made);
    const std::string told = ask({"/v1/events?subject=case/c-1"}, {}, made->text).body;
    EXPECT_EQ(told.find("bribery") != std::string::npos, scope != "o-abroad")
        << "\"" << scope << "\" " << told;
  }
}

TEST_F(Scopes, AttachmentIsReadByWhoMaySeeAnActThatCitesIt) {
  happen_elsewhere();
  const std::string uncited = attach("uncited");
  const auto read = [&](const std::string& digest, const std::string& scope, Role role = Role::auditor) {
    return ask({"/v1/attachments/" + digest}, {}, s.token(role, scope));
  };
  EXPECT_EQ(read(attachment_, "o-abroad").body, "elsewhere");
  EXPECT_EQ(read(attachment_, "").body, "elsewhere");
  EXPECT_EQ(read(attachment_, "o-town").status, 404);
  EXPECT_EQ(read(attachment_, "", Role::dashboard).status, 403);
  EXPECT_EQ(read(uncited, "").body, "uncited");
  EXPECT_EQ(read(uncited, "o-abroad").status, 404);
  // A second act that cites it, of their own.
  appoint("p-own", "o-town", attachment_);
  EXPECT_EQ(read(attachment_, "o-town").body, "elsewhere");
}

/// What a feed tells of a subscription to something there and to something not there.
TEST_F(Scopes, FeedTellsOfWhatIsElsewhereLikeOfWhatIsNowhere) {
  happen_elsewhere();
  const std::string topics[] = {R"("topic":"events","from":"0.0","filter":{"org":"{org}"})",
                                R"("topic":"standing","subject":"person/{person}")",
                                R"("topic":"standing","subject":"org/{org}")",
                                R"("topic":"standing","subject":"case/{case}")",
                                R"("topic":"stats","name":"stat.secretary_by_mode","org":"{org}")",
                                R"("topic":"alerts","org":"{org}")"};
  for (const Viewing& viewer : viewers("o-town")) {
    if (viewer.token.empty()) continue;
    WsClient::Options options;
    options.token = viewer.token;
    WsClient feed(s.port(), options);
    ASSERT_TRUE(feed.open()) << feed.answer();
    for (const std::string& topic : topics) {
      std::vector<std::string> told;
      for (const Named& named : {elsewhere(), nowhere()}) {
        feed.say(R"({"op":"subscribe","id":"a",)" + filled(topic, named) + "}");
        Answer heard;
        heard.body = feed.hear();
        told.push_back(shown(heard, named));
        feed.say(R"({"op":"unsubscribe","id":"a"})");
        if (heard.body.find(R"("kind":"error")") != std::string::npos) feed.hear();
      }
      EXPECT_EQ(told[0], told[1]) << viewer.name << " " << topic;
      EXPECT_THAT(told[0], Not(HasSubstr(R"("kind":"event")"))) << viewer.name;
    }
  }
}

}  // namespace
}  // namespace tenure::testing
