// `tenure compute`: a number with its parts and parameters, in words.
#include <gmock/gmock.h>

#include "tests/command/desk.h"

namespace tenure::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// A ledger by whose policy half of a contribution of 8,000 yuan is subsidised.
class ComputeTest : public ::testing::Test {
 protected:
  ComputeTest() {
    desk_.open_ledger();
    submit(R"({"type":"PolicyAdopted","on":"2024-01-02","data":{"org":"o-county","title":"办法",)"
           R"("status":"in_force","pack":"[pension]\nsubsidy_rate = 0.5\n)"
           R"([departure_subsidy]\nmonthly_min_fen = 5000\n"}})");
    submit(R"({"type":"PensionShareSet","on":"2024-02-01","data":{"person":"p-1","org":"o-village",)"
           R"("period":"2024","due_fen":800000}})");
  }
  Ran compute(const std::string& name, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"compute",   name,  "--data", "ledger",
                                          "--subject", "p-1", "--on",   "2024-12-31"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return desk_.tenure(arguments);
  }

  void submit(const std::string& event) const {
    const Ran ran = desk_.submit(event);
    EXPECT_EQ(ran.exit, 0) << ran.err;
  }

  Desk desk_;
};

TEST_F(ComputeTest, PY_05_TableSaysMoneyInYuanWithPartsParametersAndBasis) {
  const Ran ran = compute("calc.pension_share");
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const auto said = lines(ran.out);
  const auto line = [&](const std::string& of) {
    for (const std::string& each : said) {
      if (each.find(of) != std::string::npos) return each;
    }
    return std::string();
  };
  EXPECT_THAT(said.at(0), HasSubstr("养老保险补助"));
  EXPECT_THAT(said.at(0), AllOf(HasSubstr("张三（p-1）"), HasSubstr("2024-12-31")));
  EXPECT_THAT(said.at(1), AllOf(HasSubstr("类别"), HasSubstr("数值"), HasSubstr("依据位置")));
  EXPECT_THAT(line("结果"), HasSubstr("4,000.00 元"));
  EXPECT_THAT(line("应缴"), AllOf(HasSubstr("8,000.00 元"), HasSubstr("3.0")));
  EXPECT_THAT(line("补助比例"), AllOf(HasSubstr("0.5"), Not(HasSubstr("元"))));
  EXPECT_THAT(line("pension.subsidy_rate"), AllOf(HasSubstr("0.5"), HasSubstr("2.0")));
}

TEST_F(ComputeTest, PY_07_WhatIsUnknownSaysWhy) {
  const Ran ran = compute("calc.departure_subsidy_amount");
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("—"), HasSubstr("政策未规定年限标准"), HasSubstr("50.00 元")));
}

TEST_F(ComputeTest, ItIsATableLikeTheOthersAndAFile) {
  const std::string csv = desk_.must({"compute", "calc.pension_share", "--data", "ledger", "--subject", "p-1",
                                      "--on", "2024-12-31", "--format", "csv"});
  EXPECT_THAT(csv, AllOf(HasSubstr("类别,名称,说明,数值,单位,依据位置\r\n"), HasSubstr(",4000.00,元,")));
  const std::string diff =
      desk_.must({"diff", "--data", "ledger", "--subject", "person/p-1", "--from-size", "2"});
  const auto said = lines(diff);
  EXPECT_THAT(said.at(0), HasSubstr("张三（p-1）"));
  EXPECT_THAT(diff, AllOf(HasSubstr("内容"), HasSubstr("前"), HasSubstr("后"), HasSubstr("8,000.00 元")));
  EXPECT_THAT(desk_.must({"diff", "--data", "ledger", "--subject", "person/p-1", "--format", "csv"}),
              HasSubstr("内容,部分,前,后\r\n"));
}

TEST_F(ComputeTest, DiffOfAnOrganisationListsWhatChangedBelow) {
  submit(kAppointment);
  const std::string diff = desk_.must({"diff", "--data", "ledger", "--org", "o-county", "--from-size", "2"});
  EXPECT_THAT(diff, AllOf(HasSubstr("职务"), HasSubstr("任职"), HasSubstr("张三（p-1）"), HasSubstr("4.0")));
  EXPECT_EQ(desk_.tenure({"diff", "--data", "ledger"}).exit, 2);
  EXPECT_EQ(desk_.tenure({"diff", "--data", "ledger", "--org", "o-county", "--subject", "person/p-1"}).exit,
            2);
}

TEST_F(ComputeTest, JsonIsTheAnswerOfTheCall) {
  const Ran ran = compute("calc.pension_share", {"--json"});
  EXPECT_EQ(member(ran.out, "value"), "400000");
  EXPECT_EQ(member(member(ran.out, "unit"), "name"), "fen");
}

TEST_F(ComputeTest, UnknownNameIsRefusedWithTheNearest) {
  const Ran ran = compute("calc.pension_shares");
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.out + ran.err, HasSubstr("calc.pension_share"));
}

}  // namespace
}  // namespace tenure::testing
