// `tenure draft`, and what `act sign` says before it asks for the key.
#include <gmock/gmock.h>

#include "tests/command/desk.h"

namespace tenure::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Draft : public ::testing::Test {
 protected:
  Draft() {
    desk_.open_ledger();
    desk_.must({"act", "new", "--data", "ledger", "--authority", "o-county", "--out", "act.json"},
               R"({"type":"PayDisbursed","on":"2024-04-01","data":{"person":"p-1","org":"o-village",)"
               R"("component":"pay_subsidy","period":"2024","amount_fen":765500}})");
  }

  std::string hand_in() const {
    return member(desk_.must({"draft", "new", "act.json", "--data", "ledger", "--json"}), "draft");
  }

  Desk desk_;
};

TEST_F(Draft, WaitsIsListedShownInWordsAndAdmittedWithTheLastSignature) {
  const std::string digest = hand_in();
  EXPECT_EQ(digest.size(), 64U);
  EXPECT_THAT(desk_.must({"draft", "list", "--data", "ledger"}),
              AllOf(HasSubstr(digest), HasSubstr("县委组织部（o-county）")));
  const Ran shown = desk_.tenure({"draft", "show", digest, "--data", "ledger"});
  EXPECT_EQ(shown.exit, 0) << shown.err;
  EXPECT_THAT(shown.err,
              AllOf(HasSubstr("张三（p-1）"), HasSubstr("7,655.00 元"), HasSubstr("村支部（o-village）")));
  const Ran ran = desk_.tenure({"draft", "sign", digest, "--key", "root.key", "--data", "ledger"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("已收录"));
  EXPECT_THAT(ran.err, HasSubstr("7,655.00 元")) << "it says what is signed";
  EXPECT_THAT(desk_.must({"draft", "list", "--data", "ledger"}), Not(HasSubstr(digest)));
  EXPECT_EQ(desk_.tenure({"draft", "show", digest, "--data", "ledger"}).exit, 1);
}

TEST_F(Draft, IsDownloadedSignedElsewhereAndSignedWithThat) {
  const std::string digest = hand_in();
  desk_.must({"draft", "show", digest, "--data", "ledger", "--out", "draft.json"});
  const Ran ran = desk_.tenure({"act", "sign", "draft.json", "--key", "root.key", "--out", "signed.json"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(ran.err, AllOf(HasSubstr("p-1"), HasSubstr("7,655.00 元"), HasSubstr("2024-04-01")));
  EXPECT_EQ(desk_.tenure({"draft", "sign", digest, "--data", "ledger"}).exit, 2)
      << "neither key nor document";
  desk_.sign("other.json", kAppointment);
  EXPECT_EQ(desk_.tenure({"draft", "sign", digest, "--signed", "other.json", "--data", "ledger"}).exit, 1);
  EXPECT_THAT(desk_.must({"draft", "sign", digest, "--signed", "signed.json", "--data", "ledger"}),
              HasSubstr("已收录"));
}

TEST_F(Draft, WhatIsSignedIsSaidBeforeTheKeyIsAskedFor) {
  const Ran ran = desk_.tenure({"act", "sign", "act.json", "--key", "nowhere.key"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.err, HasSubstr("7,655.00 元"));
  const Ran named = desk_.tenure({"act", "sign", "act.json", "--key", "root.key", "--data", "ledger"});
  EXPECT_EQ(named.exit, 0) << named.err;
  EXPECT_THAT(named.err, HasSubstr("张三（p-1）")) << "who may see names there sees them here";
}

TEST_F(Draft, SealedValuesAreShownToWhoSigns) {
  desk_.must(
      {"act", "new", "--data", "ledger", "--authority", "o-county", "--out", "person.json"},
      R"({"type":"PersonRegistered","on":"2024-01-04","data":{"person":"p-7","org":"o-village","name":{"seal":"赵六"}}})");
  EXPECT_THAT(desk_.tenure({"act", "sign", "person.json", "--key", "root.key"}).err, HasSubstr("赵六"));
}

TEST_F(Draft, AnActsAttachmentsAreStoredBeforeIt) {
  write_text(desk_ / "scan.pdf", "%PDF 任命文件");
  desk_.must({"act", "new", "--data", "ledger", "--authority", "o-county", "--attach", "scan.pdf", "--out",
              "new.json"},
             kAppointment);
  EXPECT_THAT(desk_.tenure({"act", "sign", "new.json", "--key", "root.key"}).err,
              HasSubstr("application/pdf"));
  const Ran without = desk_.tenure({"act", "submit", "new.json", "--data", "ledger", "--json"});
  EXPECT_EQ(without.exit, 1);
  EXPECT_THAT(member(without.out, "where"), HasSubstr("attachments[0]"));
  const Ran with =
      desk_.tenure({"act", "submit", "new.json", "--data", "ledger", "--attach", "scan.pdf", "--json"});
  EXPECT_EQ(with.exit, 0) << with.out;
}

TEST_F(Draft, AnActSaysWhatItWasTranscribedFrom) {
  write_text(desk_ / "scan.pdf", "%PDF 任命文件");
  const std::vector<std::string> without = {"act",         "new",      "--data",       "ledger",
                                            "--authority", "o-county", "--provenance", "scan.pdf"};
  EXPECT_EQ(desk_.tenure(without).exit, 2) << "who issued it and who transcribes it are missing";
  auto whole = without;
  whole.insert(whole.end(), {"--original-issuer", "镇党委", "--original-no", "镇委〔2001〕3号",
                             "--transcriber", "p-1", "--out", "old.json"});
  desk_.must(whole, kAppointment);
  EXPECT_THAT(desk_.tenure({"act", "sign", "old.json", "--key", "root.key"}).err, HasSubstr("镇党委"));
  EXPECT_EQ(desk_.tenure({"act", "submit", "old.json", "--data", "ledger"}).exit, 0);
}

}  // namespace
}  // namespace tenure::testing
