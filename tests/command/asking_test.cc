// What a clerk asks all day: `tenure person`, `alerts`, `flags`, `pay`, `eligibility`, `report`, on a folder,
// a backup and a server; and every table as a file.
#include <gmock/gmock.h>

#include "tests/command/serving.h"

namespace tenure::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// p-1 is the village's acting deputy since some day of 2001, was paid, and has no certificate.
class Asking : public ::testing::Test {
 protected:
  Asking() {
    desk_.open_ledger();
    submit(R"({"type":"PolicyAdopted","on":"2024-01-02","data":{"org":"o-county","title":"办法",)"
           R"("status":"in_force","pack":"[post_certificate]\nrequired = true\n"}})");
    submit(R"({"type":"OfficeAssumed","on":"2001-01-01","on_precision":"year",)"
           R"("data":{"person":"p-1","org":"o-village","post":"deputy_secretary"}})");
    submit(kAppointment);
    submit(R"({"type":"PayDisbursed","on":"2024-04-01","data":{"person":"p-1","org":"o-village",)"
           R"("component":"pay_subsidy","period":"2024","amount_fen":765500}})");
    submit(R"({"type":"PersonRegistered","on":"2024-01-04",)"
           R"("data":{"person":"p-2","org":"o-village","name":{"seal":"张四"}}})");
  }

  void submit(const std::string& event) const {
    const Ran ran = desk_.submit(event);
    EXPECT_EQ(ran.exit, 0) << ran.err << ran.out;
  }
  Ran ask(std::vector<std::string> arguments, const std::string& folder = "ledger") const {
    arguments.insert(arguments.end(), {"--data", folder});
    return desk_.tenure(arguments);
  }
  std::string said(const std::vector<std::string>& arguments) const {
    const Ran ran = ask(arguments);
    EXPECT_EQ(ran.exit, 0) << ran.err;
    return ran.out;
  }

  Desk desk_;
};

TEST_F(Asking, PersonByIdOrNameIsTheirFile) {
  for (const char* who : {"p-1", "张三", "zhangsan"}) {
    const std::string file = said({"person", who});
    EXPECT_THAT(file, StartsWith("张三（p-1）")) << who;
    EXPECT_THAT(file, AllOf(HasSubstr("7,655.00 元"), HasSubstr("村支部（o-village）"))) << who;
  }
  EXPECT_EQ(member(said({"person", "张三", "--json"}), "person"), "p-1");
}

TEST_F(Asking, SeveralPeopleAreListedAndNobodyIsNotFound) {
  const Ran several = ask({"person", "张"});
  EXPECT_EQ(several.exit, 0);
  EXPECT_THAT(several.out, AllOf(HasSubstr("张三"), HasSubstr("张四")));
  EXPECT_THAT(several.err, HasSubstr("不止一人"));
  EXPECT_EQ(ask({"person", "张", "--json"}).exit, 1);
  EXPECT_EQ(ask({"person", "赵"}).exit, 1);
  EXPECT_EQ(ask({"person"}).exit, 2);
}

TEST_F(Asking, RosterIsSearchedWithoutAnOrganisation) {
  EXPECT_THAT(said({"roster", "--q", "张四"}), AllOf(HasSubstr("p-2"), Not(HasSubstr("p-1 "))));
  EXPECT_EQ(ask({"roster"}).exit, 2);
}

TEST_F(Asking, RosterMarksWhoActsOrRestsAndSaysYearsWhereNoMoreIsKnown) {
  submit(
      R"({"type":"ActingAssigned","on":"2024-05-01","data":{"person":"p-2","org":"o-village","post":"secretary"}})");
  submit(
      R"({"type":"OfficeSuspended","on":"2024-06-01","data":{"person":"p-1","org":"o-village","post":"secretary","reason":"investigation"}})");
  const std::string roster = said({"roster", "--org", "o-county", "--on", "2024-07-01"});
  EXPECT_THAT(roster,
              AllOf(HasSubstr("代理"), HasSubstr("停职"), HasSubstr(" 2001 起"), HasSubstr("2024-03-01 起")));
  EXPECT_THAT(roster, Not(HasSubstr("2001-01-01")));
}

TEST_F(Asking, AlertsSayWhatIsDueNowAndOnAComingDay) {
  const std::string coming = said({"alerts", "--org", "o-county", "--on", "2099-01-01"});
  EXPECT_THAT(coming, AllOf(HasSubstr("预警总数"), HasSubstr("任职而未持证"), HasSubstr("张三（p-1）")));
  const auto items = lines(said({"alerts", "--org", "o-county", "--on", "2099-01-01", "--json"}));
  ASSERT_FALSE(items.empty());
  EXPECT_EQ(member(items[0], "subject").substr(0, 7), "person/");
  EXPECT_THAT(said({"alerts", "--org", "o-county", "--on", "2024-01-05"}), Not(HasSubstr("任职而未持证")));
  EXPECT_EQ(ask({"alerts", "--org", "o-county", "--rule", "alert.nothing"}).exit, 1);
}

TEST_F(Asking, FlagsPayEligibilityAndReportAreTables) {
  EXPECT_THAT(said({"flags"}), HasSubstr("位置"));
  const std::string pay = said({"pay", "p-1", "--year", "2024"});
  EXPECT_THAT(pay, AllOf(HasSubstr("报酬对账 2024"), HasSubstr("已发（元）"), HasSubstr("7,655.00"),
                         HasSubstr("合计")));
  EXPECT_EQ(member(member(said({"pay", "p-1", "--year", "2024", "--json"}), "pay"), "paid_fen"), "765500");
  EXPECT_THAT(said({"eligibility", "elig.departure_subsidy", "p-1"}),
              AllOf(HasSubstr("离任补贴"), HasSubstr("符合资格")));
  EXPECT_THAT(said({"report", "rpt.roster_structure", "--org", "o-county"}), HasSubstr("书记队伍结构"));
  EXPECT_EQ(ask({"pay", "p-9"}).exit, 1);
  EXPECT_EQ(ask({"pay"}).exit, 2);
}

TEST_F(Asking, BooksAreATrialBalanceAndClaimsByAge) {
  submit(
      R"({"type":"JournalPosted","on":"2024-03-15","data":{"org":"o-village","series":"general","number":1,)"
      R"("lines":[{"account":"112","debit_fen":2000000,"counterparty":"p-1"},)"
      R"({"account":"501","credit_fen":2000000}]}})");
  const std::string books = said({"books", "o-village", "--from", "2024-03-01", "--until", "2024-03-31"});
  EXPECT_THAT(books, AllOf(HasSubstr("科目余额表"), HasSubstr("应收款"), HasSubstr("期末借方（元）"),
                           HasSubstr("20,000.00"), HasSubstr("合计")));
  EXPECT_EQ(member(member(said({"books", "o-village", "--until", "2024-03-31", "--json"}), "books"),
                   "closing_debit_fen"),
            "2000000");
  const std::string owed = said({"books", "o-village", "--counterparties", "--on", "2025-04-01"});
  EXPECT_THAT(owed, AllOf(HasSubstr("张三（p-1）"), HasSubstr("一至二年（元）"), HasSubstr("20,000.00")));
  EXPECT_EQ(ask({"books", "o-village", "--from", "2024-04-01", "--until", "2024-03-31"}).exit, 2);
  EXPECT_EQ(ask({"books", "o-nowhere"}).exit, 1);
  EXPECT_EQ(ask({"books"}).exit, 2);
}

TEST_F(Asking, ABackupAnswersTheSame) {
  desk_.must({"backup", "--data", "ledger", "--out", "backup"});
  for (const std::vector<std::string>& question : {std::vector<std::string>{"alerts", "--org", "o-county"},
                                                   {"flags"},
                                                   {"pay", "p-1"},
                                                   {"books", "o-village"},
                                                   {"eligibility", "elig.departure_subsidy", "p-1"},
                                                   {"person", "p-1"},
                                                   {"draft", "list"}}) {
    const Ran ran = ask(question, "backup");
    EXPECT_EQ(ran.exit, 0) << question[0] << ran.err;
    EXPECT_THAT(ran.out, Not(HasSubstr("张三"))) << "the keys are not there";
  }
}

TEST_F(Asking, TablesAreFiles) {
  const std::string csv = said({"roster", "--org", "o-county", "--format", "csv"});
  EXPECT_THAT(csv, StartsWith("\xEF\xBB\xBF组织,编号,姓名,职务"));
  EXPECT_THAT(csv, HasSubstr("\r\n"));
  said({"alerts", "--org", "o-county", "--format", "xlsx", "--output", "alerts.xlsx"});
  EXPECT_THAT(read_text(desk_ / "alerts.xlsx"), StartsWith("PK"));
  said({"stats", "stat.paid", "--org", "o-county", "--format", "html", "--output", "paid.html"});
  EXPECT_THAT(read_text(desk_ / "paid.html"), AllOf(StartsWith("<!DOCTYPE html>"), HasSubstr("o-county")));
  const std::string data = said({"pay", "p-1", "--format", "json"});
  EXPECT_TRUE(is_json(data));
  said({"events", "--format", "csv", "--limit", "3", "--output", "events.csv"});
  EXPECT_EQ(lines(read_text(desk_ / "events.csv")).size(), 4U);
  EXPECT_EQ(ask({"events", "--format", "csv", "--limit", "1001"}).exit, 2);
  EXPECT_EQ(ask({"roster", "--org", "o-county", "--format", "pdf"}).exit, 2);
  EXPECT_EQ(ask({"roster", "--org", "o-county", "--output", "x"}).exit, 2);
}

TEST_F(Asking, AWorkbookIsNotWrittenToATerminal) {
  // script(1) gives the command a terminal.
  const Ran ran = desk_.run(
      {"script", "-qec", std::string(TENURE_BINARY) + " roster --data ledger --org o-county --format xlsx",
       "/dev/null"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("--output"), Not(HasSubstr("PK"))));
}

TEST_F(Asking, AServerAnswersTheSameBytes) {
  write_text(desk_ / "token", new_token(desk_, {"operator", "clerk", "auditor", "reviewer"}) + "\n");
  const std::vector<std::vector<std::string>> questions = {
      {"person", "张三", "--json"},
      {"alerts", "--org", "o-county", "--json"},
      {"flags", "--json"},
      {"pay", "p-1"},
      {"eligibility", "elig.departure_subsidy", "p-1"},
      {"report", "rpt.roster_structure", "--org", "o-county"},
      {"roster", "--q", "张", "--format", "csv"},
      {"pay", "p-1", "--format", "csv"},
      {"draft", "list", "--json"}};
  std::vector<std::string> folder;
  for (const auto& question : questions) folder.push_back(said(question));
  const auto server = serve(desk_);
  ASSERT_NE(server->port(), 0) << server->err();
  for (std::size_t i = 0; i < questions.size(); ++i) {
    auto question = questions[i];
    question.insert(question.end(), {"--url", server->url(), "--token-file", "token"});
    const Ran ran = desk_.tenure(question);
    EXPECT_EQ(ran.exit, 0) << ran.err;
    EXPECT_EQ(ran.out, folder[i]) << question[0];
  }
}

}  // namespace
}  // namespace tenure::testing
