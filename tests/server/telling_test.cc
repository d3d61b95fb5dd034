// What an act that is shown, and one that is only tried, says of what stands elsewhere: to who may read it
// there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/tenure/events.h"
#include "tests/server/served_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A town with o-village, and o-abroad beside it with o-distant, whose secretary p-other is.
class ToldOverHttp : public ::testing::Test {
 protected:
  ToldOverHttp() {
    s.register_org("o-abroad", "o-county");
    s.register_org("o-distant", "o-abroad");
    s.register_person("p-other", "o-distant");
    s.record(s.ledger().act().add("2024-03-01", secretary("o-distant")));
  }
  static SecretaryAppointed secretary(const std::string& org, const std::string& person = "p-other") {
    SecretaryAppointed out;
    out.person = {person};
    out.org = {org};
    return out;
  }
  /// Who ends an office in o-village that nobody of this name holds.
  std::string ended(const std::string& person, const std::string& token) {
    TenureEnded event;
    event.person = {person};
    event.org = {"o-village"};
    event.post = {"secretary"};
    event.reason = {"resigned"};
    const auto act =
        ServedLedger::signed_act(s.ledger().act().add("2024-04-02", std::move(event)), s.ledger().root());
    std::string out = s.connect()->post("/v1/acts/check", act, bearer(token)).body;
    for (std::size_t at = out.find(person); at != std::string::npos; at = out.find(person, at))
      out.replace(at, person.size(), "?");
    return out;
  }

  ServedLedger s;
  const std::string everywhere_ = s.token(Role::auditor);
  const std::string here_ = s.token(Role::auditor, "o-town");
};

TEST_F(ToldOverHttp, VerdictOfAnActSpeaksOnlyOfWhatItsReaderMayRead) {
  const auto index = s.record(s.ledger().act().add("2024-04-01", secretary("o-village")));
  const std::string path = fmt::format("/v1/acts/{}", index);
  const auto whole = s.connect()->get(path, bearer(everywhere_));
  ASSERT_EQ(whole.status, 200) << whole.body;
  EXPECT_THAT(whole.body, HasSubstr("o-distant"));
  const auto told = s.connect()->get(path, bearer(here_));
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_THAT(told.body, HasSubstr("law.")) << "that there is something is told";
  EXPECT_THAT(told.body, Not(HasSubstr("o-distant")));
}

TEST_F(ToldOverHttp, RefusalOfARehearsalSaysNothingOfWhoIsElsewhere) {
  const std::string token = s.token(Role::clerk, "o-town");
  EXPECT_THAT(ended("p-other", token), HasSubstr("role_missing"));
  EXPECT_EQ(ended("p-other", token), ended("p-none", token));
}

}  // namespace
}  // namespace tenure::testing
