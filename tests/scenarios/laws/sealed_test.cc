// Laws about sealed values: one person has one file, an identity number is one. What the ledger learns from
// the values stands in flags as words and positions; where it cannot know them it says nothing.
#include <rocksdb/db.h>

#include <future>

#include "domain/ledger/rows.h"
#include "domain/pay/events.h"
#include "domain/registry/rows.h"
#include "server/sequencer/catch_up.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kOneFile = "law.one_file";
constexpr std::string_view kIdNumber = "law.id_number";
// The examples of GB 11643.
constexpr std::string_view kWoman = "11010519491231002X";
constexpr std::string_view kMan = "440524188001010014";

/// What is known of somebody who is registered; what is empty is not said.
struct Known {
  std::string name = "王小明";
  std::string number = {};
  std::string sex = {};
  std::string born = {};
  std::string org = "o-village";
};

class SealedLaws : public ::testing::Test, public RuleLedger {
 protected:
  SealedInput seal(std::string_view path, std::string_view value) {
    const Digest salt = sha256(fmt::format("{} {}", value, ++salts_));
    return {Commitment::make(salt.view(), path, value), {to_base64url(salt.view())}, {std::string(value)}};
  }

  PersonRegistered registered(const std::string& id, const Known& known, std::vector<SealedInput>& seals) {
    PersonRegistered out;
    out.person = {id};
    out.org = {known.org};
    seals.push_back(seal("name", known.name));
    out.name = {seals.back().commitment};
    if (!known.number.empty()) {
      seals.push_back(seal("id_number", known.number));
      out.id_number = Sealed<Code>{seals.back().commitment};
    }
    if (!known.sex.empty()) out.sex = known.sex == "male" ? Sex::male : Sex::female;
    return out;
  }
  static PersonAttributeRecorded born(const std::string& id, const std::string& date) {
    return fact<PersonAttributeRecorded>(
        fmt::format(R"({{"person":"{}","attribute":"birth_date","date":"{}"}})", id, date));
  }
  PersonAttributeRecorded sealed_attribute(const std::string& id, const std::string& name,
                                           std::string_view value, std::vector<SealedInput>& seals) {
    PersonAttributeRecorded out;
    out.person = {id};
    out.attribute = {name};
    seals.push_back(seal("sealed", value));
    out.sealed = Sealed<ShortText>{seals.back().commitment};
    return out;
  }

  Submission signed_act(const ActBuilder& act, std::vector<SealedInput> seals) {
    auto out = sign(act.payload(), root());
    out.sealed = std::move(seals);
    return out;
  }
  void add(ActBuilder& act, const std::string& id, const Known& known, std::vector<SealedInput>& seals) {
    act.add("2020-01-01", registered(id, known, seals));
    if (!known.born.empty()) act.add("2020-01-01", born(id, known.born));
  }
  Result<Admission> enter(const std::string& id, const Known& known, bool hand_in = true) {
    std::vector<SealedInput> seals;
    auto one = act();
    add(one, id, known, seals);
    if (!hand_in) seals.clear();
    return sequencer().submit_and_wait(signed_act(one, std::move(seals)));
  }
  Result<Admission> note(const std::string& id, const std::string& name, std::string_view value) {
    std::vector<SealedInput> seals;
    auto one = act();
    one.add("2020-02-01", sealed_attribute(id, name, value, seals));
    return sequencer().submit_and_wait(signed_act(one, std::move(seals)));
  }
  Result<Admission> correct(Position target, const std::string& id, const Known& known) {
    std::vector<SealedInput> seals;
    CorrectionRecorded correction;
    correction.target = target;
    correction.reason = {sealed_as("reason", "录入有误")};
    correction.replacement = make_event(Date::of(2020, 1, 1), registered(id, known, seals));
    return sequencer().submit_and_wait(signed_act(act().add("2024-01-02", correction), std::move(seals)));
  }
  void erase(const std::string& id) {
    must(submit(act().add("2024-01-02", SubjectErased{{id}, {"pipl_47"}, {"平法〔2024〕1号"}}),
                {root()[0], &clerk("o-county")}));
  }
  bool rings(std::string_view rule = kOneFile, const std::string& on = "2024-06-01") {
    return std::ranges::count(ringing(on), rule) > 0;
  }

 private:
  int salts_ = 0;
};

Position first_of(const Result<Admission>& admission) {
  if (!admission) throw std::runtime_error(admission.error().text());
  return {admission->index, 0};
}

TEST_F(SealedLaws, LAW_26_ANumberThatHoldsIsInOrder) {
  EXPECT_THAT(rules_of(enter("p-1", {.number = std::string(kWoman), .sex = "female", .born = "1949-12-31"})),
              IsEmpty());
  EXPECT_THAT(rules_of(enter("p-2", {.number = std::string(kMan), .sex = "male"})), IsEmpty());
  EXPECT_THAT(rules_of(enter("p-3", {.number = "51010219800315019x", .sex = "male"})), IsEmpty())
      << "a small x is an X";
  EXPECT_THAT(rules_of(enter("p-4", {.sex = "male"})), IsEmpty()) << "without a number";
}

TEST_F(SealedLaws, LAW_26_AWrongChecksumIsFlaggedInWordsThatSayNothingOfTheNumber) {
  const std::string wrong = "110105194912310021";
  const auto done = enter("p-1", {.number = wrong, .sex = "female"});
  ASSERT_THAT(rules_of(done), ElementsAre(kIdNumber));
  const Flag& flag = done->verdict.flags.front();
  EXPECT_EQ(flag.mechanisms.front().value, "LAW-26");
  EXPECT_EQ(flag.required->value, "checksum");
  EXPECT_EQ(flag.actual->value, "differs");
  const auto record = must(store().log().record(done->index));
  EXPECT_THAT(record.verdict, Not(HasSubstr(wrong.substr(6, 8))));
  EXPECT_THAT(record.payload, Not(HasSubstr(wrong)));
}

TEST_F(SealedLaws, LAW_26_FormRegionDateAndSexAreLookedAt) {
  const auto wrong_of = [&](const std::string& id, const std::string& number) {
    const auto done = enter(id, {.number = number, .sex = "female"});
    return done && !done->verdict.flags.empty() ? done->verdict.flags.front().required->value : "";
  };
  EXPECT_EQ(wrong_of("p-1", "110105491231002"), "length and characters");
  EXPECT_EQ(wrong_of("p-2", "1101051949123100X2"), "length and characters");
  EXPECT_EQ(wrong_of("p-3", "990105194912310023"), "province");
  EXPECT_EQ(wrong_of("p-4", "110105194902310026"), "the date in it");
  EXPECT_EQ(wrong_of("p-5", "110105204912310026"), "the date in it");
  EXPECT_EQ(wrong_of("p-6", std::string(kMan)), "sex");
}

TEST_F(SealedLaws, LAW_26_TheBirthDateAgreesWhicheverCameFirst) {
  const std::string number(kWoman);
  EXPECT_THAT(rules_of(enter("p-1", {.number = number, .born = "1949-12-30"})), ElementsAre(kIdNumber));
  EXPECT_THAT(rules_of(enter("p-2", {.name = "李四", .born = "1949-12-30"})), IsEmpty());
  EXPECT_THAT(rules_of(note("p-2", "id_number", "１１０１０５１９４９１２３１００３８")),
              Contains(kIdNumber));
  EXPECT_THAT(rules_of(enter("p-3", {.name = "赵五", .number = std::string(kMan)})), IsEmpty());
  EXPECT_THAT(rules_of(note("p-3", "birth_date", "1880-01")), IsEmpty()) << "as far as it is known";
  EXPECT_THAT(rules_of(note("p-3", "birth_date", "1880-02")), ElementsAre(kIdNumber));
  EXPECT_THAT(rules_of(note("p-3", "education", "college")), IsEmpty()) << "not again by something else";
}

TEST_F(SealedLaws, LAW_26_WhatIsNotHandedInIsNotJudged) {
  EXPECT_THAT(rules_of(enter("p-1", {.number = "110105194912310021"}, false)), IsEmpty());
}

TEST_F(SealedLaws, LAW_26_ACorrectionIsJudgedByItsReplacement) {
  const Position wrong = first_of(enter("p-1", {.number = "110105194912310021"}));
  EXPECT_THAT(rules_of(correct(wrong, "p-1", {.number = "110105194912310022"})), ElementsAre(kIdNumber));
  EXPECT_THAT(rules_of(correct(wrong, "p-1", {.number = std::string(kWoman)})), IsEmpty());
}

TEST_F(SealedLaws, LAW_26_ASealedDateIsOne) {
  enter("p-1", {});
  constexpr std::string_view kDate = "law.sealed_date";
  for (const char* date : {"1980-03-15", "1980年3月15日", "19800315", "1980.03", "1980"})
    EXPECT_THAT(rules_of(note("p-1", "birth_date", date)), IsEmpty()) << date;
  for (const char* text : {"1980-13-15", "1980-02-30", "1980-3-015", "八〇年", "2091-01-01", "80-03-15"})
    EXPECT_THAT(rules_of(note("p-1", "joined", text)), ElementsAre(kDate)) << text;
  EXPECT_THAT(rules_of(note("p-1", "health", "良好")), IsEmpty());
}

TEST_F(SealedLaws, LAW_26_AnAccountIsANumberOfItsLength) {
  enter("p-1", {});
  const auto pay = [&](const std::string& account, int month) {
    auto payment = fact<PayDisbursed>(
        fmt::format(R"({{"person":"p-1","org":"o-village","component":"basic","period":"2023-{:02}",)"
                    R"("amount_fen":100000}})",
                    month));
    const auto sealed = seal("account", account);
    payment.account = Sealed<ShortText>{sealed.commitment};
    return rules_of(sequencer().submit_and_wait(signed_act(act().add("2023-12-20", payment), {sealed})));
  };
  constexpr std::string_view kAccount = "law.account_number";
  EXPECT_THAT(pay("6217 0000 1000 2000 305", 1), Not(Contains(kAccount)));
  EXPECT_THAT(pay("01040120900012", 2), Not(Contains(kAccount)));
  EXPECT_THAT(pay("12345678901", 3), Contains(kAccount));
  EXPECT_THAT(pay("见存折", 4), Contains(kAccount));
}

TEST_F(SealedLaws, LAW_05_ASecondFileWithTheNumberIsFlaggedAndRings) {
  const Position first = first_of(enter("p-1", {.number = std::string(kWoman)}));
  EXPECT_FALSE(rings());
  const auto second = enter("p-2", {.name = "李四", .number = "11010519491231002x", .org = "o-town"});
  ASSERT_THAT(rules_of(second), ElementsAre(kOneFile));
  const Flag& flag = second->verdict.flags.front();
  EXPECT_EQ(flag.mechanisms.front().value, "LAW-05");
  EXPECT_THAT(flag.message.value, HasSubstr("p-1"));
  EXPECT_THAT(flag.evidence, ElementsAre(first));
  EXPECT_TRUE(rings());
  EXPECT_FALSE(rings(kOneFile, "2019-12-31"));
  for (const Alert& alert : alerts("2024-06-01")) {
    if (alert.rule.value != kOneFile) continue;
    EXPECT_EQ(alert.subject.value, "person/p-2");
    EXPECT_THAT(alert.evidence, ElementsAre(first_of(second), first));
  }
}

TEST_F(SealedLaws, LAW_05_AnotherNumberAnotherPlaceAndNoNumberAreInOrder) {
  enter("p-1", {.number = std::string(kWoman)});
  EXPECT_THAT(rules_of(enter("p-2", {.number = std::string(kMan)})), IsEmpty());
  EXPECT_THAT(rules_of(enter("p-3", {})), IsEmpty());
  EXPECT_THAT(rules_of(enter("p-1", {.number = std::string(kWoman), .org = "o-town"})),
              Not(Contains(kOneFile)));
  EXPECT_FALSE(rings());
}

TEST_F(SealedLaws, LAW_05_TwoOfOneActAndANumberThatIsRecordedLater) {
  std::vector<SealedInput> seals;
  auto both = act();
  add(both, "p-1", {.number = std::string(kWoman)}, seals);
  add(both, "p-2", {.name = "李四", .number = std::string(kWoman)}, seals);
  const auto done = sequencer().submit_and_wait(signed_act(both, std::move(seals)));
  ASSERT_THAT(rules_of(done), ElementsAre(kOneFile)) << "the second one";
  EXPECT_EQ(done->verdict.flags.front().event, 1);
  enter("p-3", {.name = "赵五"});
  EXPECT_THAT(rules_of(note("p-3", "id_number", "１１０１０５１９４９１２３１００２Ｘ")),
              ElementsAre(kOneFile));
}

TEST_F(SealedLaws, LAW_05_ActsThatFollowAtOnceSeeEachOther) {
  std::vector<std::future<Result<Admission>>> answers;
  std::vector<Submission> all;
  for (int i = 0; i < 8; ++i) {
    std::vector<SealedInput> seals;
    auto one = act();
    add(one, fmt::format("p-{}", i), {.number = std::string(kWoman)}, seals);
    all.push_back(signed_act(one, std::move(seals)));
  }
  for (Submission& submission : all) {
    auto promise = std::make_shared<std::promise<Result<Admission>>>();
    answers.push_back(promise->get_future());
    sequencer().submit(std::move(submission),
                       [promise](Result<Admission> answer) { promise->set_value(std::move(answer)); });
  }
  EXPECT_THAT(rules_of(answers[0].get()), IsEmpty());
  for (std::size_t i = 1; i < answers.size(); ++i)
    EXPECT_THAT(rules_of(answers[i].get()), ElementsAre(kOneFile)) << i;
}

TEST_F(SealedLaws, LAW_05_WhatIsNotHandedInIsNotCompared) {
  enter("p-1", {.number = std::string(kWoman)}, false);
  EXPECT_THAT(rules_of(enter("p-2", {.number = std::string(kWoman)})), IsEmpty());
  EXPECT_THAT(rules_of(enter("p-3", {.number = std::string(kWoman)}, false)), IsEmpty());
}

TEST_F(SealedLaws, LAW_05_WhoWasErasedHasNoFileAnyMore) {
  enter("p-1", {.number = std::string(kWoman)});
  EXPECT_THAT(rules_of(enter("p-2", {.name = "李四", .number = std::string(kWoman)})), ElementsAre(kOneFile));
  EXPECT_TRUE(rings());
  erase("p-1");
  EXPECT_FALSE(rings());
  erase("p-2");
  EXPECT_THAT(rules_of(enter("p-3", {.name = "赵五", .number = std::string(kWoman)})), IsEmpty());
}

TEST_F(SealedLaws, LAW_05_ACorrectionOnEitherSideClearsTheAlert) {
  const std::string other = "51010219800315019X";
  const Position first = first_of(enter("p-1", {.number = std::string(kWoman)}));
  const Position second = first_of(enter("p-2", {.name = "李四", .number = std::string(kWoman)}));
  EXPECT_THAT(rules_of(correct(second, "p-2", {.name = "李四", .number = std::string(kWoman)})),
              ElementsAre(kOneFile))
      << "a correction that leaves it is judged anew";
  EXPECT_TRUE(rings());
  EXPECT_THAT(rules_of(correct(second, "p-2", {.name = "李四", .number = other})), IsEmpty());
  EXPECT_FALSE(rings());
  const auto third = enter("p-3", {.name = "赵五", .number = other});
  EXPECT_THAT(rules_of(third), ElementsAre(kOneFile)) << "what was corrected counts";
  EXPECT_THAT(third->verdict.flags.front().evidence, ElementsAre(second));
  EXPECT_TRUE(rings());
  EXPECT_THAT(rules_of(correct(second, "p-2", {.name = "李四", .number = std::string(kMan)})), IsEmpty());
  EXPECT_FALSE(rings());
  EXPECT_THAT(rules_of(correct(first, "p-1", {.number = std::string(kMan)})), ElementsAre(kOneFile));
}

TEST_F(SealedLaws, LAW_05_AReviewSilencesTheAlert) {
  enter("p-1", {.number = std::string(kWoman)});
  const Position second = first_of(enter("p-2", {.number = std::string(kWoman)}));
  record<FlagReviewed>("2024-01-02",
                       fmt::format(R"({{"flagged":"{}","rule":"{}","disposition":"explained",{}}})",
                                   second.str(), kOneFile, sealed_member("reason")));
  EXPECT_FALSE(rings());
}

TEST_F(SealedLaws, LAW_05_NameBirthDateAndOrganisationTogether) {
  const Position first = first_of(enter("p-1", {.born = "1970-05-01"}));
  const auto second = enter("p-2", {.name = "王 小明", .born = "1970-05-01"});
  ASSERT_THAT(rules_of(second), ElementsAre(kOneFile));
  EXPECT_EQ(second->verdict.flags.front().event, 1) << "once the birth date says so";
  EXPECT_THAT(second->verdict.flags.front().evidence,
              ElementsAre(first, Position{first.index, first.ordinal + 1}));
  EXPECT_TRUE(rings());
  EXPECT_THAT(rules_of(enter("p-3", {.born = "1970-05-02"})), IsEmpty());
  EXPECT_THAT(rules_of(enter("p-4", {.born = "1970-05-01", .org = "o-town"})), IsEmpty());
  EXPECT_THAT(rules_of(enter("p-5", {.name = "王大明", .born = "1970-05-01"})), IsEmpty());
  EXPECT_THAT(rules_of(enter("p-6", {})), IsEmpty()) << "nothing is known of the birth";
}

TEST_F(SealedLaws, LAW_05_AnEnforcedLawKeepsTheSecondFileOut) {
  adopt("o-county", "2019-01-01", "[rules.\"law.one_file\"]\nmode = \"enforce\"\n");
  enter("p-1", {.number = std::string(kWoman)});
  const Refusal refusal = refusal_of(enter("p-2", {.number = std::string(kWoman)}));
  EXPECT_EQ(refusal.rule, kOneFile);
  EXPECT_EQ(refusal.evidence.size(), 1U);
  EXPECT_EQ(row<PersonRow>("p-2"), nullptr);
  EXPECT_THAT(rules_of(enter("p-3", {.number = std::string(kMan)})), IsEmpty());
}

TEST_F(SealedLaws, LAW_05_WhoOnlyAsksLearnsOfNobodysNumber) {
  enter("p-1", {.number = std::string(kWoman)});
  std::vector<SealedInput> seals;
  auto one = act();
  add(one, "p-2", {.number = std::string(kWoman), .sex = "male"}, seals);
  Submission question = signed_act(one, seals);
  EXPECT_THAT(rules_of(sequencer().check_and_wait(question)), ElementsAre(kOneFile, kIdNumber));
  question.envelope.signatures.clear();
  EXPECT_THAT(rules_of(sequencer().check_and_wait(question)), ElementsAre(kIdNumber)) << "only of their own";
  EXPECT_THAT(rules_of(sequencer().submit_and_wait(signed_act(one, seals))), Contains(kOneFile))
      << "a check leaves nothing behind";
}

TEST_F(SealedLaws, LAW_05_ARestartAndAReplayKnowWhatTheLedgerKnew) {
  enter("p-1", {.number = std::string(kWoman)});
  enter("p-2", {.name = "李四", .number = std::string(kWoman)});
  ASSERT_TRUE(reopen());
  EXPECT_THAT(rules_of(enter("p-3", {.name = "赵五", .number = std::string(kWoman)})), ElementsAre(kOneFile));
  EXPECT_TRUE(rings());
  const TempFolder scratch;
  const auto rebuilt = must(rebuild_and_compare(store().log(), store().views(), default_file_system(),
                                                scratch.path(), [](std::uint64_t) { return true; }));
  EXPECT_FALSE(rebuilt.difference.has_value());
}

TEST_F(SealedLaws, LAW_05_AVaultFromBeforeTheIndexIsIndexedWhenItIsOpened) {
  enter("p-1", {.number = std::string(kWoman), .born = "1949-12-31"});
  close();
  {
    rocksdb::DB* raw = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(rocksdb::Options(), folder() + "/vault", &raw).ok());
    const std::unique_ptr<rocksdb::DB> db(raw);
    const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator(rocksdb::ReadOptions()));
    int entries = 0;
    for (it->Seek("x"); it->Valid(); it->Next(), ++entries) {
      if (it->key() == "xn") continue;  // how many values there are
      ASSERT_TRUE(db->Delete(rocksdb::WriteOptions(), it->key()).ok());
    }
    EXPECT_EQ(entries, 6) << "two entries, beside each its reverse, that it is whole, and the count";
  }
  ASSERT_TRUE(reopen());
  EXPECT_TRUE(store().vault().is_indexed());
  EXPECT_THAT(rules_of(enter("p-2", {.name = "李四", .number = std::string(kWoman)})), ElementsAre(kOneFile));
  EXPECT_THAT(rules_of(enter("p-3", {.born = "1949-12-31"})), ElementsAre(kOneFile));
}

}  // namespace
}  // namespace tenure::testing
