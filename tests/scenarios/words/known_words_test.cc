// Words that nobody knows are told of at admission, and refused in a pack. (LAW-23)
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kLaw = "law.known_word";

class KnownWords : public ::testing::Test {
 protected:
  KnownWords() {
    t.person("p-1", "o-village");
    t.person("p-2", "o-village");
  }

  Result<Admission> office(const std::string& post, const std::string& person = "p-1") {
    return t.attempt<OfficeAssumed>(
        "2024-01-01", fmt::format(R"({{"person":"{}","org":"o-village","post":"{}"}})", person, post));
  }
  /// What the law says of an act; empty when it says nothing.
  static std::string told(const Result<Admission>& admission) {
    for (const Flag& flag : RuleLedger::must(admission).verdict.flags) {
      if (flag.rule.value == kLaw) return flag.message.value;
    }
    return {};
  }

  RuleLedger t;
};

TEST_F(KnownWords, LAW_23_AnUnknownWordIsToldWithItsPlaceAndTheNearestOne) {
  const auto misspelt = office("secratery");
  EXPECT_EQ(told(misspelt),
            "data.post：“secratery”不在词表“职务”中，最接近的是 secretary（书记） | "
            "data.post: \"secratery\" is no word of \"Posts\", the nearest is secretary (Secretary)");
  EXPECT_EQ(misspelt->verdict.flags.front().mode, RuleMode::flag) << "it is admitted";
  EXPECT_EQ(explained(misspelt, kLaw), "post | secratery");
  EXPECT_EQ(told(office("deputy", "p-2")), "");
}

TEST_F(KnownWords, LAW_23_AWordOfThePackIsKnownWhereThePackBinds) {
  EXPECT_THAT(told(office("village_doctor")), HasSubstr("village_doctor"));
  t.adopt("o-county", "2000-01-01", "[words.post]\nvillage_doctor = \"村医 | Village doctor\"\n");
  EXPECT_EQ(told(office("village_doctor", "p-2")), "");
  EXPECT_THAT(told(office("village_docter")), HasSubstr("最接近的是 village_doctor | "))
      << "the pack's words are offered too";
}

TEST_F(KnownWords, LAW_23_AWordThatIsOnlyProposedIsNotKnownYet) {
  t.adopt("o-county", "2000-01-01", "[words.post]\nvillage_doctor = \"村医 | Village doctor\"\n", "draft");
  EXPECT_THAT(told(office("village_doctor")), HasSubstr("village_doctor"));
  EXPECT_EQ(told(office("deputy", "p-2")), "");
}

TEST_F(KnownWords, LAW_23_WordsInsideOfListsAndStructuresAreLookedAt) {
  const auto pay = [&](const std::string& source) {
    return t.attempt<PayDisbursed>(
        "2024-02-01",
        fmt::format(R"({{"person":"p-1","org":"o-village","component":"allowance","period":"2024-01",
            "amount_fen":300,"funds":[{{"source":"fiscal","amount_fen":100}},
            {{"source":"{}","amount_fen":200}}]}})",
                    source));
  };
  EXPECT_THAT(
      told(pay("townshp")),
      HasSubstr(R"(data.funds[1].source: "townshp" is no word of "Payers", the nearest is township)"));
  EXPECT_EQ(told(pay("township")), "");
  const auto appoint = [&](const std::string& group) {
    return t.attempt<SecretaryAppointed>(
        "2024-03-01",
        fmt::format(R"({{"person":"p-2","org":"o-village","source_groups":["veteran","{}"]}})", group));
  };
  EXPECT_THAT(told(appoint("veterann")), HasSubstr("data.source_groups[1]: \"veterann\""));
}

TEST_F(KnownWords, LAW_23_WhatACorrectionPutsInThePlaceIsLookedAt) {
  const Position first{RuleLedger::must(office("deputy")).index, 0};
  const auto correct = [&](const std::string& post) {
    CorrectionRecorded correction;
    correction.target = first;
    correction.reason = {sealed_as("reason", "职务有误")};
    correction.replacement = make_event(
        *Date::parse("2024-01-01"),
        fact<OfficeAssumed>(fmt::format(R"({{"person":"p-1","org":"o-village","post":"{}"}})", post)));
    return t.submit(t.act().add("2024-06-01", correction), t.root());
  };
  EXPECT_THAT(told(correct("acounts_clerk")), HasSubstr("the nearest is accounts_clerk"));
  EXPECT_EQ(told(correct("accounts_clerk")), "");
}

TEST_F(KnownWords, LAW_23_EveryEventTypeIsLookedAtAndFreeWordsAreNot) {
  const auto facility = [&](const std::string& kind) {
    return t.attempt<FacilityRecorded>("2024-01-01",
                                       fmt::format(R"({{"org":"o-village","kind":"{}"}})", kind));
  };
  EXPECT_THAT(told(facility("trainig_base")), HasSubstr("training_base")) << "no other rule looks at it";
  EXPECT_EQ(told(facility("training_base")), "");
  EXPECT_EQ(told(t.attempt<OfficeAssumed>(
                "2024-01-01", R"({"person":"p-1","org":"o-village","post":"deputy","round":"any-round-7"})")),
            "");
}

TEST_F(KnownWords, LAW_23_APackRaisesOrSilencesTheLaw) {
  t.adopt("o-county", "2000-01-01", "[rules.\"law.known_word\"]\nmode = \"enforce\"\n");
  EXPECT_EQ(refusal_of(office("secratery")).reason, Reason::gate);
  EXPECT_EQ(told(office("deputy")), "");
}

TEST_F(KnownWords, LAW_23_APackWithAnUnknownWordIsNotAdopted) {
  const auto adopt = [&](const std::string& pack) {
    return t.submit(t.act().add("2024-01-01", RuleLedger::policy("o-county", pack)), t.root());
  };
  const auto refused = refusal_of(adopt("[scheme.monthly]\nquota_ties = \"zzz\"\n"));
  EXPECT_EQ(refused.reason, Reason::bad_pack);
  EXPECT_THAT(refused.detail, HasSubstr("line 2, scheme.monthly.quota_ties"));
  EXPECT_TRUE(adopt("[scheme.monthly]\nquota_ties = \"together\"\n"));
}

}  // namespace
}  // namespace tenure::testing
