// Who is answered with what: every operation of the description, asked by each role, with and without a
// scope, about their own, about what is elsewhere and about what is not there.
//
// A row says who is shown something of the record and how it is recognised. Everybody else is refused, or
// told as much as of nothing. An operation without a row fails.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "domain/core/sha256.h"
#include "domain/pay/events.h"
#include "tests/server/served_ledger.h"

namespace tenure::testing {
namespace {

using Roles = std::set<Role>;
const Roles kFiles = {Role::clerk, Role::auditor, Role::reviewer};
const Roles kAudits = {Role::auditor, Role::reviewer};
const Roles kFilesOrOwn = {Role::clerk, Role::auditor, Role::reviewer, Role::subject};
const Roles kFigures = {Role::clerk, Role::auditor, Role::reviewer, Role::dashboard};
/// And whoever reads their own file, of the organisations in it.
const Roles kFiguresOrOwn = {Role::clerk, Role::auditor, Role::reviewer, Role::dashboard, Role::subject};
const Roles kFacts = {Role::clerk, Role::auditor, Role::reviewer, Role::dashboard, Role::subject};

struct Case {
  std::string target;
  Roles sees;          ///< who is shown it, of what is theirs to see
  std::string marker;  ///< what only an answer that shows something holds
  std::string method = "GET";
  std::string body = {};  ///< "appointment": of {person} in {org}
  bool unscoped = false;  ///< for the whole ledger only
};

/// Nothing that they are asked with names anything of the record: no row.
const std::set<std::string>
    kOfNobody = {"getHealth",      "getReadiness",     "getMetrics", "getOpenapi",    "getAsyncapi",
                 "getSchema",      "getStatus",        "listRules",  "getCheckpoint", "getTile",
                 "proveInclusion", "proveConsistency", "getSession", "openSession",   "closeSession",
                 "submitAct",      "submitActs",  // by signature alone: tests/unit/sequencer/telling_test.cc
                 "putAttachment"};

const std::multimap<std::string, Case> kRows = {
    {"getAct", {"/v1/acts/{act}", kFiles, "\"envelope\""}},
    {"getReceipt", {"/v1/acts/{act}/receipt", kFiles, "tlog-proof"}},
    {"getPayload", {"/v1/acts/{act}/payload", kFiles, "\"events\""}},
    {"getEntry", {"/v1/acts/{act}/entry", kFiles, ""}},
    {"getAttachment", {"/v1/attachments/{attachment}", kFiles, "scanned"}},
    {"checkAct", {"/v1/acts/check", {Role::clerk}, "\"flags\"", "POST", "appointment"}},
    {"rehearseActs", {"/v1/acts/rehearse", {Role::clerk}, "\"refusals\":[]", "POST", "appointment", true}},
    {"postDraft", {"/v1/drafts", {Role::clerk}, "\"draft\"", "POST", "appointment"}},
    {"listDrafts", {"/v1/drafts", {Role::clerk}, "{draft}"}},
    {"getDraft", {"/v1/drafts/{draft}", {Role::clerk}, "\"submission\""}},
    {"signDraft",
     {"/v1/drafts/{draft}/signatures",
      {Role::clerk},
      "signature_invalid",
      "PUT",
      R"({"signatures":[{"keyid":"k","sig":"AAAA"}]})"}},
    {"deleteDraft", {"/v1/drafts/{draft}", {Role::clerk}, "made by another token", "DELETE"}},
    {"listPersons", {"/v1/persons?org={org}", kFigures, "\"person\":\"{person}\""}},
    {"listPersons", {"/v1/persons?org={parent}&q={person}", kFigures, "\"person\":\"{person}\""}},
    {"getPerson", {"/v1/persons/{person}", kFilesOrOwn, "\"areas\""}},
    {"getMe", {"/v1/me", {Role::subject}, "\"person\":\"{person}\""}},
    {"listOrgs", {"/v1/orgs?parent={parent}", kFigures, "\"org\":\"{org}\""}},
    {"getOrg", {"/v1/orgs/{org}", kFigures, "\"areas\""}},
    {"getNames", {"/v1/names?subjects=person/{person}", kFilesOrOwn, "\"person/{person}\":"}},
    {"getNames", {"/v1/names?subjects=org/{org}", kFiguresOrOwn, "\"org/{org}\":"}},
    {"listEvents", {"/v1/events?subject=person/{person}", kFacts, "\"event\":{"}},
    {"listEvents", {"/v1/events?subject=person/{person}&area=pay", kFilesOrOwn, "4321"}},
    {"listEvents", {"/v1/events?subject=org/{org}", kFigures, "\"event\":{"}},
    {"getDecision", {"/v1/decisions/{decision}", kFiles, "\"rules\":[{"}},
    {"getDiff", {"/v1/diff?subject=person/{person}", kFiles, "\"rows\":[{"}},
    {"getDiff", {"/v1/diff?subject=org/{org}", kFiles, "\"rows\":[{"}},
    {"getDiff", {"/v1/diff?org={org}", kFiles, "\"changes\":[{"}},
    {"getEligibility", {"/v1/eligibility/elig.departure_subsidy/{person}", kFilesOrOwn, "\"eligible\""}},
    {"getComputation", {"/v1/computations/calc.tenure_years/{person}", kFilesOrOwn, "\"parts\""}},
    {"getComputation", {"/v1/computations/calc.pay_standard/{org}", kFiles, "\"parts\""}},
    {"getPay", {"/v1/pay/{person}", kFilesOrOwn, "\"pay\""}},
    {"getAudit", {"/v1/audits/departure?person={person}", kAudits, "\"thresholds\""}},
    {"getAudit", {"/v1/audits/special?org={org}", kAudits, "\"thresholds\""}},
    {"getAudit", {"/v1/audits/departure?org={org}&all=true", kAudits, "\"thresholds\""}},
    {"getSample", {"/v1/samples/strata?org={org}", kAudits, "\"population\""}},
    {"getBooks", {"/v1/books/{org}", kFiles, "\"books\""}},
    {"listCounterparties", {"/v1/books/{org}/counterparties", kFiles, "\"items\""}},
    {"listAlerts", {"/v1/alerts?org={org}", kFigures, "\"total\""}},
    {"listAlerts", {"/v1/alerts?subject=person/{person}", kFilesOrOwn, "\"total\""}},
    {"listFlags", {"/v1/flags?org={org}", kFiles, "gate.post_certificate"}},
    {"getStatistic", {"/v1/stats/stat.secretary_by_mode?org={org}", kFigures, "\"figures\""}},
    {"getStatistic", {"/v1/stats/stat.secretary_by_mode?org={org}&by=person", kFiles, "\"{person}\""}},
    {"getReport", {"/v1/reports/rpt.roster_structure?org={org}", kFigures, "\"lines\""}},
    {"getPolicy", {"/v1/policies/{org}", kFigures, "\"binds\""}},
    {"tryPolicy",
     {"/v1/policies/{org}/try",
      {Role::auditor, Role::reviewer},
      "\"totals\"",
      "POST",
      R"({"pack":"[posts]\nmin = 1\n","from":"2024-01-01","until":"2024-12-31"})"}},
    {"listReads",
     {"/v1/journal?subject=person/{person}", {Role::auditor, Role::subject}, "\"outcome\":\"read\""}},
};

/// WhoseThings of a target and what they stand for.
using WhoseThings = std::map<std::string, std::string>;

std::string in_words(std::string text, const WhoseThings& named) {
  for (const auto& [word, value] : named) {
    const std::string in_braces = "{" + word + "}";
    for (std::size_t at = text.find(in_braces); at != std::string::npos; at = text.find(in_braces, at))
      text.replace(at, in_braces.size(), value);
  }
  return text;
}

enum class Whose : std::uint8_t { own, foreign, absent };
constexpr std::string_view kWhose[] = {"own", "foreign", "absent"};

/// p-own in o-village below o-town, p-other in o-distant below o-abroad: both appointed without the
/// certificate that a policy asks for, paid, with an attachment and a draft.
class Matrix : public ::testing::Test {
 protected:
  Matrix() {
    s.adopt("[post_certificate]\nrequired = true\n");
    s.register_org("o-abroad", "o-county");
    s.register_org("o-distant", "o-abroad");
    own_ = made("p-own", "o-village", "o-town");
    foreign_ = made("p-other", "o-distant", "o-abroad");
    reader_ = s.token(Role::auditor);
    for (const char* person : {"p-own", "p-other"})
      s.connect()->get("/v1/persons/" + std::string(person), bearer(reader_));
  }

  ActBuilder appointment(const std::string& person, const std::string& org, const std::string& authority) {
    SecretaryAppointed appointed;
    appointed.person = {person};
    appointed.org = {org};
    auto act = s.ledger().act();
    act.act().authority = {authority};
    return act.add("2024-02-01", appointed);
  }

  WhoseThings made(const std::string& person, const std::string& org, const std::string& parent) {
    s.register_person(person, org);
    s.open_name(person);
    const std::string content = "scanned " + person;
    const std::string digest = "sha256:" + sha256(content).hex();
    const auto put =
        s.connect()->ask("PUT", "/v1/attachments/" + digest, content,
                         "Content-Type: application/octet-stream\r\n" + bearer(s.token(Role::clerk)));
    EXPECT_EQ(put.status, 204) << put.body;
    auto act = appointment(person, org, parent);
    act.act().attachments.push_back({*ContentDigest::parse(digest), {"application/pdf"}});
    const auto index = s.record(act);
    PayDisbursed paid;
    paid.person = {person};
    paid.org = {org};
    paid.component = {"pay_subsidy"};
    paid.period = *Period::parse("2024");
    paid.amount_fen = Fen{4321};
    s.record(s.ledger().act().add("2024-03-01", paid));
    auto drafted = appointment(person, parent, parent);
    const auto draft =
        s.connect()->post("/v1/drafts", ServedLedger::signed_act(drafted, {}), bearer(s.token(Role::clerk)));
    static const std::regex kDraft(R"re("draft":"([0-9a-f]{64})")re");
    std::smatch found;
    EXPECT_TRUE(std::regex_search(draft.body, found, kDraft)) << draft.body;
    return {{"person", person},
            {"org", org},
            {"parent", parent},
            {"act", s.app().store().log().record(index)->act.value},
            {"draft", found[1]},
            {"attachment", digest},
            {"decision", Position{index, 0}.str()}};
  }

  WhoseThings named(Whose whose) const {
    if (whose == Whose::own) return own_;
    if (whose == Whose::foreign) return foreign_;
    return {{"person", "p-ghost"},
            {"org", "o-missing"},
            {"parent", "o-none"},
            {"act", "01ARZ3NDEKTSV4RRFFQ69G5FAV"},
            {"draft", std::string(64, '0')},
            {"decision", "9999.0"},
            {"attachment", "sha256:" + std::string(64, '1')}};
  }

  Answer ask(const Case& row, const WhoseThings& named, const std::string& token) {
    const std::string body =
        row.body == "appointment"
            ? ServedLedger::signed_act(
                  appointment(named.at("person"), named.at("parent"), named.at("parent")), {})
            : in_words(row.body, named);
    return s.connect()->ask(row.method, in_words(row.target, named), body,
                            token.empty() ? "" : bearer(token));
  }

  ServedLedger s;
  WhoseThings own_, foreign_;
  std::string reader_;
};

TEST_F(Matrix, EveryOperationHasARow) {
  const std::string document = s.connect()->get("/openapi.json").body;
  static const std::regex kId(R"re("operationId":"(\w+)")re");
  std::set<std::string> described;
  for (std::sregex_iterator it(document.begin(), document.end(), kId), end; it != end; ++it)
    described.insert((*it)[1]);
  std::set<std::string> known = kOfNobody;
  for (const auto& [id, row] : kRows) known.insert(id);
  EXPECT_EQ(described, known);
}

TEST_F(Matrix, EachRoleIsShownWhatIsTheirsAndNobodyElse) {
  for (const std::string scope : {"", "o-town"}) {
    std::vector<std::pair<std::optional<Role>, std::string>> viewers{{std::nullopt, ""}};
    for (const Role role : {Role::operator_, Role::clerk, Role::auditor, Role::reviewer, Role::dashboard,
                            Role::subject, Role::public_})
      viewers.emplace_back(role, s.token(role, scope, role == Role::subject ? "p-own" : ""));
    for (const auto& [role, token] : viewers) {
      for (const auto& [id, row] : kRows) {
        for (const Whose whose : {Whose::own, Whose::foreign, Whose::absent}) {
          const auto answer = ask(row, named(whose), token);
          const bool reaches =
              whose == Whose::own || (whose == Whose::foreign && scope.empty() && role != Role::subject);
          const bool sees = role && row.sees.contains(*role) && reaches && !(row.unscoped && !scope.empty());
          const std::string who = std::string(role ? name(*role) : "nobody") + " of \"" + scope +
                                  "\": " + id + " " + row.target + " " +
                                  std::string(kWhose[static_cast<int>(whose)]) + ": " +
                                  std::to_string(answer.status) + " " + answer.body.substr(0, 400);
          const bool refused_for_itself =
              row.marker == "signature_invalid" || row.marker == "made by another token";
          const bool shown = (answer.status < 300 || refused_for_itself) &&
                             answer.body.find(in_words(row.marker, named(whose))) != std::string::npos;
          EXPECT_EQ(shown, sees) << who;
          if (!role) {
            EXPECT_THAT(answer.status, ::testing::AnyOf(401, 404)) << who;
          }
          if (!sees) {
            EXPECT_THAT(answer.status, ::testing::AnyOf(200, 401, 403, 404, 409)) << who;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace tenure::testing
