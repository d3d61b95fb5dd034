// Gates, requirements and bars at admission: modes, overrides, history from paper, and the policy of the day.
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kAsked = "[post_certificate]\nrequired = true\n";
const std::string kFlagged = kAsked + "[rules.\"gate.post_certificate\"]\nmode = \"flag\"\n";
const std::string kEnforced = kAsked + "[rules.\"gate.post_certificate\"]\nmode = \"enforce\"\n";
const std::string kOff = kAsked + "[rules.\"gate.post_certificate\"]\nmode = \"off\"\n";

class GateScenario : public ::testing::Test {
 protected:
  GateScenario() {
    t.person("p-1", "o-village");
    t.person("p-2", "o-village");
  }

  ActBuilder overriding(const std::string& rule) {
    return t.act()
        .add("2024-03-01", OverrideRecorded{{rule}, {sealed_as("reason", "急")}, {PersonId{"p-2"}}})
        .add("2024-03-01", RuleLedger::secretary("p-1"));
  }

  RuleLedger t;
};

TEST_F(GateScenario, BB_40_SecretaryWithoutCertificateIsFlaggedWithRuleMechanismsWordsAndPolicy) {
  const Position policy = t.adopt("o-county", "2024-01-01", kFlagged);
  const auto done = t.appoint("2024-03-01", "p-1");
  ASSERT_TRUE(done) << done.error().text();
  ASSERT_EQ(done->verdict.flags.size(), 1U);
  const Flag& flag = done->verdict.flags[0];
  EXPECT_EQ(flag.event, 0);
  EXPECT_EQ(flag.rule.value, "gate.post_certificate");
  EXPECT_EQ(flag.mode, RuleMode::flag);
  EXPECT_THAT(flag.mechanisms, ElementsAre(ShortText{"BB-40"}));
  EXPECT_THAT(flag.message.value, HasSubstr("缺少有效的“任职资格认定” | "));
  EXPECT_THAT(flag.message.value, HasSubstr("no valid “Post certified” by 2024-03-01"));
  EXPECT_EQ(flag.policy, policy);
  EXPECT_EQ(t.stored_verdict(done->index), to_json(done->verdict));
}

TEST_F(GateScenario, BB_40_CertificateInTheSameActComesFirst) {
  t.adopt("o-county", "2024-01-01", kEnforced);
  const auto certified =
      fact<PostCertified>(R"({"person":"p-1","post":"secretary","certificate_no":"2024-7"})");
  const auto secretary = RuleLedger::secretary("p-1");
  EXPECT_FALSE(t.submit(t.act().add("2024-03-01", secretary).add("2024-03-01", certified), t.root()));
  EXPECT_THAT(rules_of(t.submit(t.act().add("2024-03-01", certified).add("2024-03-01", secretary), t.root())),
              IsEmpty());
}

TEST_F(GateScenario, BB_40_EnforcedGateRefusesTheWholeActNamingRuleAndMechanisms) {
  t.adopt("o-county", "2024-01-01", kEnforced);
  const auto size = t.store().log().head().size;
  const auto refused = t.submit(t.act()
                                    .add("2024-03-01", OrgRenamed{{"o-village"}, {"新村"}, {}})
                                    .add("2024-03-01", RuleLedger::secretary("p-1")),
                                t.root());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::gate);
  EXPECT_EQ(refused.error().where, "events[1]");
  EXPECT_THAT(refused.error().detail, HasSubstr("gate.post_certificate (BB-40): p-1"));
  EXPECT_EQ(t.store().log().head().size, size);
}

TEST_F(GateScenario, RuleThatIsOffIsSilent) {
  t.adopt("o-county", "2024-01-01", kOff);
  EXPECT_THAT(rules_of(t.appoint("2024-03-01", "p-1")), IsEmpty());
}

TEST_F(GateScenario, OverrideWithASecondSignatureSetsAnEnforcedRuleAside) {
  RuleLedger two({.root_threshold = 1, .root_keys = 2});
  two.person("p-1", "o-village");
  two.person("p-2", "o-village");
  two.adopt("o-county", "2024-01-01", kEnforced);
  const auto act = [&](const std::string& rule) {
    return two.act()
        .add("2024-03-01", OverrideRecorded{{rule}, {sealed_as("reason", "急")}, {PersonId{"p-2"}}})
        .add("2024-03-01", RuleLedger::secretary("p-1"));
  };
  const Signers one{&two.roots()[0]};
  const auto alone = two.submit(act("gate.post_certificate"), one);
  ASSERT_FALSE(alone);
  EXPECT_EQ(alone.error().reason, Reason::threshold);
  EXPECT_THAT(alone.error().detail, HasSubstr("gate.post_certificate needs 2 signatures"));
  const auto other = two.submit(act("gate.posts_number"), two.root());
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().reason, Reason::gate) << "an override of another rule";
  const auto done = two.submit(act("gate.post_certificate"), two.root());
  ASSERT_TRUE(done) << done.error().text();
  ASSERT_EQ(done->verdict.flags.size(), 1U);
  EXPECT_EQ(done->verdict.flags[0].mode, RuleMode::enforce);
  EXPECT_EQ(done->verdict.flags[0].event, 1);
  EXPECT_THAT(done->verdict.flags[0].message.value, HasSubstr("overridden"));
}

TEST_F(GateScenario, PolicySaysHowManySignaturesAnOverrideNeeds) {
  t.adopt("o-county", "2024-01-01", kEnforced + "[override]\nsignatures = 1\n");
  EXPECT_THAT(rules_of(t.submit(overriding("gate.post_certificate"), t.root())),
              ElementsAre("gate.post_certificate"));
}

TEST_F(GateScenario, TranscribedHistoryIsOnlyFlagged) {
  t.adopt("o-county", "2010-01-01", kEnforced);
  auto act = t.act().add("2012-03-01", RuleLedger::secretary("p-1"));
  act.act().provenance =
      Provenance{ProvenanceKind::transcribed, {sha256("scan")}, {"县委"}, {}, {PersonId{"p-2"}}, {}, {}};
  const auto done = t.submit(act, t.root());
  ASSERT_TRUE(done) << done.error().text();
  ASSERT_EQ(done->verdict.flags.size(), 1U);
  EXPECT_EQ(done->verdict.flags[0].mode, RuleMode::flag);
}

TEST_F(GateScenario, CorrectionIsJudgedByWhatItPutsInPlace) {
  t.adopt("o-county", "2024-01-01", "[posts]\nmin = 3\nmax = 5\n");
  const auto set = [](int count) {
    return fact<PostsSet>(fmt::format(R"({{"org":"o-village","post":"cadre","count":{}}})", count));
  };
  const auto first = t.submit(t.act().add("2024-03-01", set(4)), t.root());
  ASSERT_THAT(rules_of(first), IsEmpty());
  CorrectionRecorded correction;
  correction.target = {first->index, 0};
  correction.reason = {sealed_as("reason", "误")};
  correction.replacement = make_event(Date::of(2024, 3, 1), set(9));
  EXPECT_THAT(rules_of(t.submit(t.act().add("2024-04-01", correction), t.root())),
              ElementsAre("gate.posts_number"));
}

TEST_F(GateScenario, OPN_25_PostsOutsideTheRangeNeedAReason) {
  t.adopt("o-county", "2024-01-01", "[posts]\nmin = 3\nmax = 5\n");
  EXPECT_THAT(
      t.record<PostsSet>("2024-03-01", R"({"org":"o-village","post":"cadre","count":4})").verdict.flags,
      IsEmpty());
  const auto seven = t.record<PostsSet>("2024-03-02", R"({"org":"o-village","post":"cadre","count":7})");
  ASSERT_EQ(seven.verdict.flags.size(), 1U);
  EXPECT_THAT(seven.verdict.flags[0].message.value, HasSubstr("7 posts, the policy says ≤ 5"));
  EXPECT_THAT(
      t.record<PostsSet>("2024-03-03", R"({"org":"o-village","post":"cadre","count":7,"reason":"三千人"})")
          .verdict.flags,
      IsEmpty());
}

TEST_F(GateScenario, SH_07_BB_14_SecretaryIsAPartyMember) {
  t.adopt("o-county", "2024-01-01", "[selection]\nparty_member_required = true\n");
  t.attribute("p-1", "membership", R"("value":"party_member")");
  EXPECT_THAT(rules_of(t.appoint("2024-03-01", "p-1")), IsEmpty());
  EXPECT_THAT(rules_of(t.appoint("2024-03-01", "p-2", "o-town")), ElementsAre("gate.party_member"));
}

TEST_F(GateScenario, SH_27_RemovedSecretaryIsBarredUntilTheTermOfThePolicyIsOver) {
  t.adopt("o-county", "2020-01-01",
          "[exit]\nbar_months = 36\n[rules.\"bar.after_removal\"]\nmode = \"enforce\"\n");
  ASSERT_TRUE(t.appoint("2020-01-01", "p-1"));
  const auto removed = t.end("2021-01-01", "p-1", "removal");
  const auto refused = t.appoint("2023-12-31", "p-1", "o-town");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().detail,
              HasSubstr("is barred until 2024-01-01, see " + Position{removed.index, 0}.str()));
  EXPECT_TRUE(t.appoint("2024-01-01", "p-1", "o-town"));
}

TEST_F(GateScenario, PolicyOfTheDayJudgesAndALaterOneChangesNoVerdict) {
  t.adopt("o-county", "2024-01-01", kFlagged);
  const auto before = t.appoint("2024-03-01", "p-1");
  const std::string verdict = t.stored_verdict(before->index);
  const Position later = t.adopt("o-county", "2024-06-01", kOff);
  EXPECT_EQ(t.stored_verdict(before->index), verdict);
  EXPECT_THAT(rules_of(t.appoint("2024-05-31", "p-2", "o-town")), ElementsAre("gate.post_certificate"))
      << "the rules of the day it is on";
  t.end("2024-06-01", "p-2", "reassignment", "secretary", "o-town");
  EXPECT_THAT(rules_of(t.appoint("2024-06-01", "p-2", "o-county")), IsEmpty());
  ASSERT_TRUE(t.reopen());
  EXPECT_EQ(t.stored_verdict(before->index), verdict);
  EXPECT_GT(later.index, before->index);
}

TEST_F(GateScenario, NearestAncestorsPolicyHolds) {
  const Position county = t.adopt("o-county", "2024-01-01", kFlagged);
  EXPECT_EQ(t.appoint("2024-03-01", "p-1")->verdict.flags.at(0).policy, county);
  t.adopt("o-town", "2024-04-01", kOff);
  EXPECT_THAT(rules_of(t.appoint("2024-05-01", "p-2", "o-town")), IsEmpty());
}

TEST_F(GateScenario, BB_67_PilotBindsInThePilotTownships) {
  t.register_org("o-other", "o-county", "township");
  t.adopt("o-county", "2024-01-01", "[pilot]\norgs = [\"o-town\"]\n" + kEnforced, "pilot");
  EXPECT_FALSE(t.appoint("2024-03-01", "p-1", "o-village"));
  EXPECT_THAT(rules_of(t.appoint("2024-03-01", "p-1", "o-other")), IsEmpty());
}

TEST_F(GateScenario, SJ_01_DraftOnlyFlagsAndDisplacesNothing) {
  const Position binding = t.adopt("o-county", "2024-01-01", "[posts]\nmax = 5\n");
  const Position draft = t.adopt("o-county", "2024-02-01", kEnforced, "draft");
  const auto done = t.appoint("2024-03-01", "p-1");
  ASSERT_TRUE(done) << done.error().text();
  ASSERT_EQ(done->verdict.flags.size(), 1U);
  EXPECT_EQ(done->verdict.flags[0].mode, RuleMode::flag);
  EXPECT_EQ(done->verdict.flags[0].policy, draft);
  const auto posts = t.record<PostsSet>("2024-03-01", R"({"org":"o-village","post":"cadre","count":7})");
  EXPECT_EQ(posts.verdict.flags.at(0).policy, binding);
}

TEST_F(GateScenario, BrokenPackIsRefusedWithItsLineAndKey) {
  const auto refused =
      t.submit(t.act().add("2024-01-01", RuleLedger::policy("o-county", "[posts]\nmini = 3\n")), t.root());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::bad_pack);
  EXPECT_EQ(refused.error().where, "events[0].data.pack");
  EXPECT_EQ(refused.error().detail,
            "line 2, posts.mini：没有这个键，最接近的是 posts.min | line 2, posts.mini: no such key; the "
            "nearest is "
            "posts.min");
}

TEST_F(GateScenario, PackOfARefusedActIsForgotten) {
  const auto adopt_and_appoint = [&](const std::string& pack) {
    return t.submit(t.act()
                        .add("2024-01-01", RuleLedger::policy("o-county", pack))
                        .add("2024-03-01", RuleLedger::secretary("p-1")),
                    t.root());
  };
  EXPECT_FALSE(adopt_and_appoint(kEnforced)) << "a policy binds what follows in its own act";
  EXPECT_THAT(rules_of(adopt_and_appoint(kOff)), IsEmpty()) << "at the same position";
}

TEST_F(GateScenario, CheckGivesTheSameVerdictAndAppendsNothing) {
  t.adopt("o-county", "2024-01-01", kFlagged);
  const auto size = t.store().log().head().size;
  const auto act = t.act().add("2024-03-01", RuleLedger::secretary("p-1"));
  const auto checked = t.sequencer().check_and_wait(sign(act.payload(), t.root()));
  EXPECT_THAT(rules_of(checked), ElementsAre("gate.post_certificate"));
  EXPECT_EQ(t.store().log().head().size, size);
  EXPECT_THAT(rules_of(t.submit(act, t.root())), ElementsAre("gate.post_certificate"));
}

TEST(LateIssue, IsFlaggedBeyondThePolicysDays) {
  Moment now = *Moment::parse("2024-03-01T00:00:00Z");
  RuleLedger t({.clock = Clock::system, .system_clock = [&] { return now; }});
  t.adopt("o-county", "2024-01-01", "[ledger]\nissued_age_days_max = 30\n");
  auto in_time =
      t.act().add("2024-01-31", OrgRenamed{{"o-village"}, {"新村"}, {}}).issued("2024-01-31T00:00:00Z");
  EXPECT_THAT(rules_of(t.submit(in_time, t.root())), IsEmpty());
  auto late = t.act()
                  .add("2024-01-30", OrgRenamed{{"o-village"}, {"新村"}, {}})
                  .add("2024-01-30", OrgRenamed{{"o-village"}, {"老村"}, {}})
                  .issued("2024-01-30T00:00:00Z");
  const auto done = t.submit(late, t.root());
  ASSERT_THAT(rules_of(done), ElementsAre("gate.issued_late")) << "once an act";
  EXPECT_THAT(done->verdict.flags[0].message.value,
              HasSubstr("recorded 31 days after its issue, at most 30"));
}

}  // namespace
}  // namespace tenure::testing
