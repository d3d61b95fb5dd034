// A decision looked at again over HTTP: what was known then, what is known now, and what made the difference.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "domain/core/sha256.h"
#include "domain/pay/events.h"
#include "domain/selection/events.h"
#include "server/sheets/zip.h"
#include "server/tables/shown.h"
#include "tests/scenarios/rules/rules.h"
#include "tests/server/served_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// p-1 is in o-village and p-9 in o-far; the county's policy asks for a certificate.
class Decisions : public ::testing::Test {
 protected:
  Decisions() {
    s.adopt("[post_certificate]\nrequired = true\n");
    policy = {s.app().store().log().head().size - 1, 0};
    s.register_person("p-1", "o-village");
    s.register_org("o-abroad", "o-county");
    s.register_org("o-far", "o-abroad");
    s.register_person("p-9", "o-far");
    auditor = s.token(Role::auditor);
  }

  template <class E>
  Position record(const std::string& on, const std::string& json, const std::string& document_no = {}) {
    auto act = s.ledger().act().add(on, fact<E>(json));
    if (!document_no.empty()) act.act().document_no = ShortText{document_no};
    return {s.record(act), 0};
  }
  Position correct(Position target, const std::string& replacement) {
    const std::string with = replacement.empty() ? "" : R"(,"replacement":)" + replacement;
    return record<CorrectionRecorded>(
        "2024-06-12", fmt::format(R"({{"target":"{}",{}{}}})", target.str(), sealed_member("reason"), with));
  }
  static std::string election(const std::string& person) {
    return fmt::format(R"({{"org":"o-village","post":"secretary","valid":60,"candidates":[{{"person":"{}",)"
                       R"("votes":41,"elected":true}}],"outcome":"elected"}})",
                       person);
  }

  Answer get(Position position, const std::string& query = {}, const std::string& token = {}) {
    return s.connect()->get("/v1/decisions/" + position.str() + query,
                            bearer(token.empty() ? auditor : token));
  }
  ParsedAnswer review(Position position, const std::string& query = {}, const std::string& token = {}) {
    const auto answer = get(position, query, token);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return RuleLedger::must(ParsedAnswer::parse(answer.body));
  }
  /// "flagged | met" of a rule, then and now; "-" where it was not asked.
  static std::string both_ways(const ParsedAnswer& review, const std::string& rule) {
    for (const Shown& each : review.root().list("rules")) {
      if (each.text("rule") != rule) continue;
      const auto said = [&](std::string_view side) {
        return each.has(side) ? each.text(side, "outcome") : std::string("-");
      };
      return said("then") + " | " + said("now");
    }
    return {};
  }
  /// The rules whose answers differ, with the events that made the difference.
  static std::map<std::string, std::string> differing(const ParsedAnswer& review) {
    std::map<std::string, std::string> out;
    for (const Shown& each : review.root().list("rules")) {
      if (each.text("differs") == "true") out[each.text("rule")] = each.text("because");
    }
    return out;
  }
  static std::string because(Position position) { return "[\"" + position.str() + "\"]"; }
  /// How the event at a position stands to the decision: `["cited"]`; empty where it is not told.
  static std::string relations(const ParsedAnswer& review, Position position) {
    for (const Shown& each : review.root().list("events")) {
      if (each.text("event", "position") == position.str()) return each.text("relations");
    }
    return {};
  }

  ServedLedger s;
  std::string auditor;
  Position policy;
};

/// An appointment that a death, a corrected ballot and a policy bear on, all three known later.
class Appointment : public Decisions {
 protected:
  Appointment() {
    ballot = record<ElectionHeld>("2024-03-02", election("p-1"));
    appointed = record<SecretaryAppointed>(
        "2024-03-10", fmt::format(R"({{"person":"p-1","org":"o-village","basis":["{}"]}})", ballot.str()),
        "示组〔2024〕3号");
  }
  void learn() {
    died = record<DeathRecorded>("2024-03-05", R"({"person":"p-1"})");
    corrected = correct(ballot, {});  // it was never held
    const PolicyAdopted other = RuleLedger::policy("o-county", "[pay]\n");
    repealed = {s.record(s.ledger().act().add("2024-03-01", other).issued("2024-06-14T00:00:00Z")), 0};
  }
  Position ballot, appointed, died, corrected, repealed;
};

TEST_F(Appointment, AsKnownThenItLacksACertificateAlone) {
  const auto answer = review(appointed);
  EXPECT_EQ(both_ways(answer, "gate.post_certificate"), "flagged | flagged");
  EXPECT_EQ(both_ways(answer, "law.dead_receive_nothing"), "met | met");
  EXPECT_EQ(both_ways(answer, "law.basis"), "met | met");
  EXPECT_EQ(answer.root().text("then", "objections"), "1");
  EXPECT_EQ(answer.root().text("now", "objections"), "1");
  EXPECT_THAT(differing(answer), IsEmpty());
  EXPECT_EQ(relations(answer, ballot), R"(["cited"])");
}

TEST_F(Appointment, EachAnswerThatIsAnotherOneNamesTheEventThatMadeItSo) {
  learn();
  const auto answer = review(appointed);
  EXPECT_EQ(both_ways(answer, "gate.post_certificate"), "flagged | met");
  EXPECT_EQ(both_ways(answer, "law.basis"), "met | flagged");
  const auto all = differing(answer);
  EXPECT_EQ(all.at("gate.post_certificate"), because(repealed));
  EXPECT_EQ(all.at("law.basis"), because(corrected));
  EXPECT_EQ(answer.root().text("then", "objections"), "1");
  EXPECT_EQ(answer.root().text("now", "objections"), std::to_string(all.size() - 1));
  EXPECT_THAT(relations(answer, corrected), HasSubstr("corrects_evidence"));
  EXPECT_THAT(relations(answer, died), HasSubstr("changed_answer"));
  EXPECT_EQ(answer.root().list("policies").front().text("then", "position"), policy.str());
  EXPECT_EQ(answer.root().list("policies").front().text("now", "position"), repealed.str());
}

TEST_F(Appointment, AsOfASizeBeforeTheDeathWasKnownNothingIsDifferent) {
  const std::uint64_t size = appointed.index + 1;
  learn();
  EXPECT_THAT(differing(review(appointed, fmt::format("?at={}", size))), IsEmpty());
  EXPECT_EQ(get(appointed, fmt::format("?at={}", appointed.index)).status, 404) << "it was not there yet";
}

TEST_F(Decisions, APaymentIsRegularAsKnownInMarchAndIrregularAsKnownInJune) {
  s.record(s.ledger().act().add(
      "2023-01-01", fact<OfficeAssumed>(R"({"person":"p-1","org":"o-village","post":"committee_member"})")));
  const Position paid = record<PayDisbursed>(
      "2024-03-20",
      R"({"person":"p-1","org":"o-village","component":"pay_subsidy","period":"2024-03","amount_fen":160000})");
  const Position ended = record<TenureEnded>(
      "2024-01-31", R"({"person":"p-1","org":"o-village","post":"committee_member","reason":"resigned"})");
  const auto answer = review(paid);
  EXPECT_EQ(both_ways(answer, "law.paid_in_office"), "met | flagged");
  EXPECT_EQ(differing(answer), (std::map<std::string, std::string>{{"law.paid_in_office", because(ended)}}));
  EXPECT_EQ(answer.root().text("then", "regular"), "true");
  EXPECT_EQ(answer.root().text("now", "regular"), "false");
  EXPECT_THAT(relations(answer, ended), HasSubstr("followed"));
}

TEST_F(Appointment, SignersStandWithTheirGrantsOfThatDay) {
  const Signer& clerk = s.ledger().roots().front();
  const auto answer = review(appointed);
  const auto signers = answer.root().list("signers");
  ASSERT_EQ(signers.size(), 1U);
  EXPECT_EQ(signers.front().text("key"), clerk.id());
  EXPECT_EQ(signers.front().text("root"), "true");
  EXPECT_EQ(answer.root().text("act", "document_no"), "示组〔2024〕3号");
}

TEST_F(Appointment, WhatCitesItByPositionOrByDocumentAndWhatFollowsStandsBesideIt) {
  const Position by_position = record<RewardGranted>(
      "2024-04-01", fmt::format(R"({{"person":"p-1","org":"o-village","period":"2024","kind":"material",)"
                                R"("basis":["{}"]}})",
                                appointed.str()));
  const Position by_document = record<RewardGranted>(
      "2024-04-02", R"({"person":"p-1","org":"o-village","period":"2023","kind":"material",)"
                    R"("basis":["示组〔2024〕3号"]})");
  const auto answer = review(appointed);
  EXPECT_EQ(relations(answer, by_position), R"(["cites","followed"])");
  EXPECT_EQ(relations(answer, by_document), R"(["cites","followed"])");
}

/// o-village's clerk may not know what the far county's people did: nor what follows from it.
TEST_F(Appointment, WhatMayNotBeKnownMakesNoDifference) {
  const std::string clerk = s.token(Role::clerk, "o-village");
  const std::string before = get(appointed, {}, clerk).body;
  ASSERT_THAT(before, HasSubstr("\"rules\""));
  learn();
  const auto own = review(appointed, {}, clerk);
  EXPECT_THAT(relations(own, died), HasSubstr("changed_answer")) << "of their own person";
  EXPECT_EQ(get(appointed, {}, s.token(Role::clerk, "o-far")).status, 404);
  EXPECT_EQ(get({9999, 0}).status, 404);
  EXPECT_EQ(get(appointed, {}, s.token(Role::dashboard)).status, 403);
}

TEST_F(Appointment, TableSaysBothAnswersInWords) {
  learn();
  const auto page = get(appointed, "?format=csv");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("规则：结论有变"));
  EXPECT_THAT(page.body, HasSubstr("无异议"));
  EXPECT_THAT(page.body, HasSubstr(fmt::format("/v1/acts/{}/receipt", appointed.index)));
  EXPECT_THAT(get(appointed, "?format=html&lang=en").body, HasSubstr("as known then"));
}

TEST_F(Appointment, BundleIsTheSameBytesAndNamesItsManifest) {
  learn();
  const auto answer = get(appointed, "?format=bundle&at=" + std::to_string(s.app().store().size()));
  ASSERT_EQ(answer.status, 200) << answer.body;
  auto zip = RuleLedger::must(ZipArchive::open(answer.body));
  const std::string manifest = RuleLedger::must(zip.read("MANIFEST"));
  EXPECT_THAT(answer.header("tenure-bundle-manifest"), HasSubstr("sha256:" + sha256(manifest).hex()));
  for (const Position position : {ballot, appointed, died, corrected, repealed})
    EXPECT_THAT(manifest, HasSubstr(fmt::format("acts/{}/envelope.json", position.index)));
}

}  // namespace
}  // namespace tenure::testing
