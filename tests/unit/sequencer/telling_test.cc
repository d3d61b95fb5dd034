// What admission tells who signed: nothing of what their keys do not act on. Of others' people, organisations
// and events the answer is, to the letter, the one about nobody.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/describe/write.h"
#include "domain/ledger/events.h"
#include "tests/support/ledger.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// What an answer says, with what was asked about as one word; "admitted" of an act that was taken.
std::string said(const Result<Admission>& answer, const std::string& asked) {
  std::string out = answer ? "admitted" : answer.error().text();
  replace_all(out, asked, "?");
  return out;
}

/// A town with p-own, and o-abroad beside it with o-distant and p-other, of whom an office, an honour and a
/// case are recorded. The clerk may sign everything in the town.
class Telling : public ::testing::Test {
 protected:
  Telling() {
    t.register_org("o-abroad", "o-county", "township");
    t.register_org("o-distant", "o-abroad");
    t.register_person("p-own", "o-village");
    t.register_person("p-other", "o-distant");
    elsewhere_ = office("p-other", "o-distant");
    own_ = office("p-own", "o-village");
  }

  static SecretaryAppointed secretary(const std::string& person, const std::string& org) {
    SecretaryAppointed out;
    out.person = {person};
    out.org = {org};
    return out;
  }
  Position office(const std::string& person, const std::string& org) {
    const auto done = t.submit(t.act().add("2024-03-01", secretary(person, org)), t.root());
    EXPECT_TRUE(done) << done.error().text();
    return {done->index, 0};
  }
  static DeathRecorded death_of(const std::string& person) {
    DeathRecorded out;
    out.person = {person};
    return out;
  }
  static OfficeAssumed assumed(const std::string& post) {
    OfficeAssumed out;
    out.person = {"p-own"};
    out.org = {"o-village"};
    out.post = {post};
    return out;
  }
  Result<Admission> expecting(const std::string& key, Position position, const Signer& signer) {
    auto act = t.act("o-town").add("2024-04-01", assumed("director"));
    // It is refused in any case, so that nothing is recorded meanwhile.
    act.add("2024-04-01", OrgRenamed{{"o-abroad"}, {"新名"}, {}});
    return t.submit(act.expects(key, position), {&signer});
  }
  template <class E>
  std::string asking(E event, const std::string& asked, const Signers& signers,
                     const std::string& authority = "o-town") {
    return said(t.submit(t.act(authority).add("2024-04-02", std::move(event)), signers), asked);
  }

  TestLedger t;
  const Signer& clerk = t.clerk("o-town");
  Position elsewhere_, own_;
};

TEST_F(Telling, ExpectationsAreNoOracleOfAnybodysNewestPosition) {
  for (const std::string area : {"tenure", "registry", "discipline", "care", "pension", "pay"}) {
    const auto about = [&](const std::string& subject, Position position) {
      return said(expecting(subject + "/" + area, position, clerk), subject);
    };
    for (const Position position : {elsewhere_, Position{9'999, 0}}) {
      const std::string nobody = about("person/p-nobody", position);
      EXPECT_THAT(nobody, HasSubstr("grant_missing")) << area;
      EXPECT_EQ(about("person/p-other", position), nobody) << area;
      EXPECT_EQ(about("org/o-distant", position), nobody) << area;
      EXPECT_EQ(about("org/o-none", position), nobody) << area;
      EXPECT_EQ(about("matter/m-1", position), nobody) << area;
      EXPECT_EQ(about("case/c-1", position), nobody) << area;
      EXPECT_EQ(about("key/" + t.root()[0]->id(), position), nobody) << area;
    }
  }
}

TEST_F(Telling, ExpectationsHoldOfWhatTheKeysActOn) {
  EXPECT_THAT(expecting("person/p-own/tenure", {1, 0}, clerk).error().text(),
              HasSubstr("now at " + own_.str()));
  EXPECT_THAT(expecting("person/p-own/pension", own_, clerk).error().text(),
              HasSubstr("nothing is recorded"));
  EXPECT_THAT(expecting("org/o-village/tenure", {1, 0}, clerk).error().text(),
              HasSubstr("now at " + own_.str()));
  EXPECT_THAT(expecting("person/p-own/tenure", own_, clerk).error().text(), HasSubstr("grant_subtree"))
      << "it holds, and the act goes on";
  const Signer& narrow = t.clerk("o-town", {"tenure.*"});
  EXPECT_THAT(expecting("person/p-own/tenure", {1, 0}, narrow).error().text(), HasSubstr("now at"));
  EXPECT_THAT(expecting("person/p-own/registry", {1, 0}, narrow).error().text(), HasSubstr("grant_missing"));
}

TEST_F(Telling, WhoIsElsewhereIsRefusedLikeNobody) {
  const Signer& second = t.clerk("o-town");
  const auto alike = [&](const auto& event_of, const std::string& there, const std::string& nowhere) {
    const std::string nobody = asking(event_of(nowhere), nowhere, {&clerk, &second});
    EXPECT_EQ(asking(event_of(there), there, {&clerk, &second}), nobody);
    EXPECT_THAT(nobody, Not(HasSubstr("admitted")));
  };
  alike([](const std::string& org) { return OrgRenamed{{org}, {"新名"}, {}}; }, "o-distant", "o-none");
  alike([](const std::string& org) { return secretary("p-own", org); }, "o-distant", "o-none");
  alike([](const std::string& person) { return death_of(person); }, "p-other", "p-none");
  alike(
      [](const std::string& person) {
        return SubjectErased{{person}, {"request"}, {"1"}};
      },
      "p-other", "p-none");
}

TEST_F(Telling, AuthorityElsewhereIsRefusedLikeNone) {
  const auto by = [&](const std::string& authority) {
    return asking(OrgRenamed{{"o-village"}, {"新名"}, {}}, authority, {&clerk}, authority);
  };
  EXPECT_EQ(by("o-abroad"), by("o-none"));
}

TEST_F(Telling, EventsOfOthersAreReferredToLikeNone) {
  const Position none{own_.index + 900, 0}, beside{elsewhere_.index, 7};
  const auto corrects = [&](Position target) {
    CorrectionRecorded out;
    out.target = target;
    out.reason = {sealed_as("reason", "错")};
    return asking(out, target.str(), {&clerk});
  };
  EXPECT_EQ(corrects(elsewhere_), corrects(none));
  EXPECT_EQ(corrects(beside), corrects(none));
  const auto reviews = [&](Position flagged) {
    FlagReviewed out;
    out.flagged = flagged;
    out.rule = {"law.seat_taken"};
    out.reason = {sealed_as("reason", "核")};
    return asking(out, flagged.str(), {&clerk});
  };
  EXPECT_EQ(reviews(elsewhere_), reviews(none));
  EXPECT_EQ(reviews(beside), reviews(none));
  EXPECT_EQ(reviews(own_), "admitted");
}

TEST_F(Telling, RefusalForWhatIsRecordedElsewhereSaysNothingOfIt) {
  const auto ends = [&](const std::string& person) {
    TenureEnded out;
    out.person = {person};
    out.org = {"o-village"};
    out.post = {"secretary"};
    out.reason = {"resigned"};
    return asking(out, person, {&clerk});
  };
  EXPECT_EQ(ends("p-other"), ends("p-none"));
  EXPECT_THAT(ends("p-other"), HasSubstr("absent"));
}

/// Who is secretary of a village elsewhere is appointed here too: a flag that speaks of the other village.
TEST_F(Telling, FlagSpeaksOnlyOfWhatItsSignersActOn) {
  const auto act = t.act("o-town").add("2024-04-01", secretary("p-other", "o-village"));
  const auto done = t.submit(act, {&clerk});
  ASSERT_TRUE(done) << done.error().text();
  const auto again = t.submit(act, {&clerk});
  ASSERT_TRUE(again && again->existed);
  const auto whole = t.store().log().record(done->index)->verdict;
  EXPECT_THAT(whole, HasSubstr("o-distant")) << "what is stored is whole";
  for (const auto* told : {&done->verdict, &again->verdict}) {
    ASSERT_THAT(told->flags, Not(IsEmpty()));
    bool withheld = false;
    for (const Flag& flag : told->flags) {
      EXPECT_THAT(to_json(flag), Not(HasSubstr("o-distant")));
      EXPECT_THAT(to_json(flag), Not(HasSubstr("\"" + elsewhere_.str() + "\"")));
      withheld |= flag.evidence.empty() && !flag.actual;
    }
    EXPECT_TRUE(withheld);
  }
  // Who acts on both villages is told of both.
  const auto county =
      t.submit(t.act().add("2024-04-02", secretary("p-other", "o-town")), {&t.clerk("o-county")});
  ASSERT_TRUE(county);
  EXPECT_THAT(to_json(county->verdict), HasSubstr("o-distant"));
}

}  // namespace
}  // namespace tenure::testing
