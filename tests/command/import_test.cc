// `tenure import`: every fault by its cell, nothing half imported, nothing twice.
#include <set>

#include "domain/act/act.h"
#include "ops/commands/source.h"
#include "ops/import/template.h"
#include "tests/command/desk.h"
#include "tests/command/serving.h"

namespace tenure::testing {
namespace {

/// Of the JSON that the command prints: the cells of its faults.
std::vector<std::string> fault_cells(const std::string& json) {
  simdjson::dom::parser parser;
  std::vector<std::string> out;
  const simdjson::padded_string padded(json);
  for (const auto fault : parser.parse(padded)["faults"].get_array())
    out.emplace_back(std::string_view(fault["cell"]));
  return out;
}

using Cells = std::vector<std::string>;

class CommandImport : public ::testing::Test {
 protected:
  CommandImport() { desk_.open_ledger(); }

  Ran import(const std::string& of, const std::string& file, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {
        "import",      file,       "--template",    of,    "--data", "ledger", "--key", "root.key",
        "--authority", "o-county", "--transcriber", "p-1", "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return desk_.tenure(arguments);
  }
  Ran import_text(const std::string& of, const std::string& text, std::vector<std::string> more = {}) const {
    write_text(desk_ / "sheet.csv", text);
    return import(of, "sheet.csv", std::move(more));
  }
  /// As the ledger keeps it.
  Act act_at(const std::string& index) const {
    Console console;
    SourceOptions options;
    options.ledger.data = desk_ / "ledger";
    const auto source = open_source(options, console);
    const auto payload = (*source)->get(Target("/v1/acts").segment(index).segment("payload"));
    std::string text = payload.value_or("");
    text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    return parse_act(text).act;
  }
  std::string size() const { return member(desk_.must({"status", "--data", "ledger", "--json"}), "size"); }

  Desk desk_;
};

const std::string kTwoPeople =
    "登记日期,组织,组织类别,上级组织,组织编号,姓名,人员编号,身份证号,性别,出生日期\r\n"
    "2016-01-04,新村党支部,村,镇党委,o-new,,,,,\r\n"
    "2016/1/5,新村党支部,,,,王小五,p-5,11010119900307803X,男,1990年3月7日\r\n"
    "2016.1,村支部,,,,赵六,,,女,1980.5\r\n";

TEST_F(CommandImport, RegisterBringsInOrganisationsAndPeople) {
  const Ran ran = import_text("register", kTwoPeople);
  ASSERT_EQ(ran.exit, 0) << ran.out << ran.err;
  EXPECT_EQ(member(ran.out, "rows"), "3");
  EXPECT_EQ(member(ran.out, "events"), "5");
  const std::string people = desk_.must({"roster", "--data", "ledger", "--org", "o-town", "--json"});
  EXPECT_NE(people.find("王小五"), std::string::npos) << people;
  EXPECT_NE(people.find("赵六"), std::string::npos);
  const std::string events = desk_.must({"events", "--data", "ledger", "--json"});
  EXPECT_EQ(events.find("王小五"), std::string::npos) << "a name is sealed";
  EXPECT_EQ(events.find("1990"), std::string::npos) << "so is a birth date";
  EXPECT_NE(events.find(R"("on_precision":"month")"), std::string::npos);
  desk_.must({"verify", "--data", "ledger"});
}

TEST_F(CommandImport, ActsSayWhatTheyWereTranscribedFrom) {
  const Ran ran =
      import_text("register", kTwoPeople,
                  {"--issuer", "示例县委组织部", "--original-no", "组登〔2016〕1号", "--checker", "p-9"});
  ASSERT_EQ(ran.exit, 0) << ran.out << ran.err;
  const Act act = act_at("2");
  ASSERT_TRUE(act.provenance);
  EXPECT_EQ(act.provenance->source_digest.digest, sha256(kTwoPeople));
  EXPECT_EQ(act.provenance->original_issuer.value, "示例县委组织部");
  EXPECT_EQ(act.provenance->original_no->value, "组登〔2016〕1号");
  EXPECT_EQ(act.provenance->transcriber.str(), "p-1");
  EXPECT_EQ(act.provenance->checker->str(), "p-9");
  EXPECT_EQ(act.provenance->place->value, "第 2–4 行 rows");
}

TEST_F(CommandImport, TheSameFileIsNotTakenInTwice) {
  ASSERT_EQ(import_text("register", kTwoPeople).exit, 0);
  const std::string before = size();
  const Ran again = import_text("register", kTwoPeople);
  EXPECT_EQ(again.exit, 0) << again.out << again.err;
  EXPECT_NE(again.out.find(R"("existed":true)"), std::string::npos) << again.out;
  EXPECT_EQ(size(), before);
}

TEST_F(CommandImport, ARowThatIsThereAlreadyIsAFault) {
  ASSERT_EQ(import_text("register", kTwoPeople).exit, 0);
  const std::string before = size();
  const Ran longer = import_text("register", kTwoPeople + "2016-02-01,村支部,,,,钱七,,,男,\r\n");
  EXPECT_EQ(longer.exit, 1);
  EXPECT_EQ(fault_cells(longer.out), (Cells{"E2", "G3", "F4"})) << longer.out;
  EXPECT_EQ(size(), before);
}

TEST_F(CommandImport, EveryFaultIsNamedByItsCellAndNothingIsImported) {
  const std::string before = size();
  const Ran ran = import_text("register",
                              "登记日期,组织,组织类别,姓名,性别,出生日期,身份证号\n"
                              "2016-13-01,村支部,,甲,男,,\n"
                              "2016-01-01,无此村,,乙,男,,\n"
                              "2016-01-01,村支部,,丙,公,1980-02-30,\n"
                              ",村支部,,丁,男,,\n"
                              "2016-01-01,新庄,庄,戊,,,\n"
                              "2016-01-01,村支部,,,,,\n",
                              {"--report", "faults.csv"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(fault_cells(ran.out), (Cells{"A2", "B3", "E4", "F4", "A5", "C6", "7"})) << ran.out;
  EXPECT_EQ(size(), before);
  const std::string report = read_text(desk_ / "faults.csv");
  EXPECT_NE(report.find("\nB3,"), std::string::npos) << report;
  EXPECT_EQ(lines(report).size(), 8U);
}

TEST_F(CommandImport, HeadingsAreForgivenAndUnknownOnesNamed) {
  const Ran good = import_text(
      "register", "\xEF\xBB\xBF　姓 名*；Organisation；登记日期（公历）\n王五;村支部;２０１６年１月４日\n");
  EXPECT_EQ(good.exit, 1) << "a full-width semicolon is no delimiter";
  const Ran forgiven = import_text(
      "register", "\xEF\xBB\xBF　姓 名*;Organisation;登记日期（公历）\n王五;村支部;２０１６年１月４日\n");
  EXPECT_EQ(forgiven.exit, 0) << forgiven.out << forgiven.err;
  const Ran unknown = import_text("register", "姓名,组织,登记曰期\n王五,村支部,2016-01-04\n");
  EXPECT_EQ(unknown.exit, 1);
  EXPECT_EQ(fault_cells(unknown.out), (Cells{"1", "C1"})) << unknown.out;
  EXPECT_NE(unknown.out.find("是否为“登记日期”"), std::string::npos) << unknown.out;
}

TEST_F(CommandImport, ANameThatTwoHaveIsAFaultThatNamesBoth) {
  ASSERT_EQ(
      import_text("register",
                  "登记日期,组织,姓名,人员编号\n2016-01-04,村支部,王伟,p-w1\n2016-01-04,镇党委,王伟,p-w2\n")
          .exit,
      0);
  const Ran ran = import_text("offices", "姓名,组织,职务,任职日期\n王伟,村支部,会计,2016-03\n");
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(fault_cells(ran.out), (Cells{"A2"})) << ran.out;
  for (const char* each : {"p-w1（村支部）", "p-w2（镇党委）"})
    EXPECT_NE(ran.out.find(each), std::string::npos) << ran.out;
  EXPECT_EQ(ran.out.find("王伟"), std::string::npos) << "a person's name is not repeated";
  const Ran by_id = import_text("offices", "姓名,组织,职务,任职日期\np-w2,村支部,会计,2016-03\n");
  EXPECT_EQ(by_id.exit, 0) << by_id.out << by_id.err;
}

TEST_F(CommandImport, ANameThatIsTakenTwiceIsTheFaultOfTheRowThatTakesItAgain) {
  const Ran ran = import_text("register",
                              "登记日期,组织,组织类别,上级组织,姓名\n"
                              "2016-01-04,新村党支部,村,镇党委,\n"
                              "2016-01-04,新村党支部,村,镇党委,\n"
                              "2016-01-05,新村党支部,,,王五\n"
                              "2016-01-05,新村党支部,,,王五\n"
                              "2016-01-05,新村党支部,,,赵六\n"
                              "2016-01-05,村支部,,,张三\n");
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(fault_cells(ran.out), (Cells{"B3", "E5", "E7"})) << ran.out;
  for (const char* both_cells :
       {"B3 与 B2 同名", "E5 与 E4 同名", "B3 and B2 have one name", "账本中已有同名的 p-1"})
    EXPECT_NE(ran.out.find(both_cells), std::string::npos) << both_cells << ": " << ran.out;
  EXPECT_EQ(ran.out.find("王五"), std::string::npos) << "a person's name is not repeated";
}

TEST_F(CommandImport, AFlagIsALineARuleThatNamesEachRowOnce) {
  write_text(desk_ / "sheet.csv",
             "姓名,组织,职务,任职日期,离任日期,离任原因,正常离任\n"
             "张三,村支部,书记,2016-03-01,2019-03,届满,是\n"
             "张三,村支部,委员,2010-03-01,2012-03,届满,是\n");
  const Ran ran = desk_.tenure({"import", "sheet.csv", "--template", "offices", "--data", "ledger", "--key",
                                "root.key", "--authority", "o-county", "--transcriber", "p-1", "--check"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  std::set<std::string> rules;
  for (const std::string& line : lines(ran.out)) {
    if (!line.starts_with("标记")) continue;
    const std::string rule = line.substr(0, line.find("）"));
    EXPECT_TRUE(rules.insert(rule).second) << line;
    const std::string rows = line.substr(line.find("：第 "));
    EXPECT_EQ(rows.find("2, 2"), std::string::npos) << line;
    EXPECT_EQ(rows.find("3, 3"), std::string::npos) << line;
  }
  EXPECT_FALSE(rules.empty()) << "both offices are older than the register: " << ran.out;
}

TEST_F(CommandImport, ABirthDateThatIsSealedIsSaidNotToBeSeenByTheRulesAboutAge) {
  for (const char* half : {"年龄、退休等规则看不到它", "is not seen by the rules about age"}) {
    EXPECT_NE(desk_.must({"import", "--template", "register"}).find(half), std::string::npos)
        << "the template";
    EXPECT_NE(import_text("register", kTwoPeople, {"--check"}).out.find(half), std::string::npos)
        << "the outcome";
  }
  EXPECT_NE(import_text("register", kTwoPeople, {"--check"}).out.find(R"("column":"birth_date","rows":2)"),
            std::string::npos);
  const Ran open = import_text("register",
                               "登记日期,组织,姓名,出生日期,出生日期（明文，供年龄规则）\n"
                               "2016-01-04,村支部,王五,1980-05-01,1980-05-01\n2016-01-04,村支部,赵六,,\n",
                               {"--check"});
  EXPECT_EQ(open.exit, 0) << open.out;
  EXPECT_NE(open.out.find(R"("cautions":[])"), std::string::npos)
      << "who is told need not be warned: " << open.out;
  EXPECT_NE(desk_.must({"schema", "--reference"}).find("封存的出生日期不参与年龄"), std::string::npos);
}

TEST_F(CommandImport, WhatTheLedgerWouldRefuseIsAFaultOfItsRow) {
  const Ran ran = import_text("offices",
                              "姓名,组织,职务,任职日期,离任日期,离任原因\n"
                              "张三,村支部,书记,2016-03-01,2019-03-01,届满\n"
                              "p-nobody,村支部,委员,2016-03-01,,\n"
                              "张三,o-nowhere,委员,2016-03-01,,\n");
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(fault_cells(ran.out), (Cells{"A3", "B4"})) << ran.out;
}

TEST_F(CommandImport, OfficesBeginAndEndAndPayIsExact) {
  const Ran offices = import_text("offices",
                                  "姓名,组织,职务,任职日期,离任日期,离任原因,正常离任\n"
                                  "张三,村支部,书记,2016-03-01,2019-03,届满,是\n"
                                  "张三,村支部,主任,2019,,,\n");
  ASSERT_EQ(offices.exit, 0) << offices.out << offices.err;
  EXPECT_EQ(member(offices.out, "events"), "3");
  const Ran pay = import_text("pay",
                              "姓名,组织,项目,所属期,应发,实发,资金来源,日期\n"
                              "张三,村支部,基本报酬,2016年3月,\"￥1,800.50\",1800.5元,县,2016-04-05\n");
  ASSERT_EQ(pay.exit, 0) << pay.out << pay.err;
  const std::string events = desk_.must({"events", "--data", "ledger", "--json"});
  EXPECT_NE(
      events.find(
          R"("period":"2016-03","amount_fen":180050,"funds":[{"source":"county","amount_fen":180050}])"),
      std::string::npos)
      << events;
  const Ran odd = import_text("pay",
                              "姓名,组织,项目,所属期,应发,日期\n"
                              "张三,村支部,基本报酬,2016年4月,1800.505,2016-05-05\n"
                              "张三,村支部,基本报酬,2016年5月,\"18,00\",2016-06-05\n"
                              "张三,村支部,基本报酬,2016年6月,0.18万元,2016-07-05\n");
  EXPECT_EQ(fault_cells(odd.out), (Cells{"E2", "E3", "E4"})) << odd.out;
}

TEST_F(CommandImport, GradesTrainingAndSigners) {
  ASSERT_EQ(import_text("offices", "姓名,组织,职务,任职日期\n张三,村支部,书记,2015-03-01\n").exit, 0);
  const Ran grades =
      import_text("grades", "姓名\t组织\t年度\t等次\t确定日期\n张三\t村支部\t2016\t优秀\t2017-01-20\n");
  EXPECT_EQ(grades.exit, 0) << grades.out << grades.err;
  const Ran training =
      import_text("training", "姓名,组织,培训班,天数,培训日期\n张三,村支部,2016-07,2.5,2016-07-11\n");
  EXPECT_EQ(training.exit, 0) << training.out << training.err;
  desk_.make_key("clerk.key");
  const std::string clerk = lines(desk_.must({"key", "show", "clerk.key", "--id"})).front();
  const Ran signers = import_text("signers", "签署人,公钥,组织范围,事件类型,起始日期\np-clerk," + clerk +
                                                 ",镇党委,tenure.*；registry.*,2024-01-05\n");
  EXPECT_EQ(signers.exit, 0) << signers.out << signers.err;
  const Ran by_clerk =
      import_text("training", "姓名,组织,培训班,天数,培训日期\n张三,村支部,2017-07,1,2017-07-11\n",
                  {"--key", "clerk.key"});
  EXPECT_EQ(by_clerk.exit, 0) << "beside the root key: " << by_clerk.out << by_clerk.err;
}

const std::string kVouchers =
    "日期,组织,凭证字,凭证号,摘要,科目,借方,贷方,对方个人,用途\n"
    "2024-03-15,村支部,收,1,鱼塘承包款,银行存款,\"20,000.00\",,,\n"
    "2024-03-15,村支部,收,1,鱼塘承包款,501,0.00,20000,张三,\n"
    "2024-03-16,村支部,付,1,办公用品,管理费用,120.5,,,办公\n"
    "2024-03-16,村支部,付,1,办公用品,101 库存现金,,120.5,,\n";

TEST_F(CommandImport, RowsOfOneVoucherNumberAreOneVoucher) {
  const Ran ran = import_text("journal", kVouchers);
  ASSERT_EQ(ran.exit, 0) << ran.out << ran.err;
  EXPECT_EQ(member(ran.out, "rows"), "4");
  EXPECT_EQ(member(ran.out, "events"), "2");
  const std::string events = desk_.must({"events", "--data", "ledger", "--json"});
  EXPECT_NE(
      events.find(R"("series":"receipt","number":1,"lines":[{"account":"102","debit_fen":2000000,)"
                  R"("summary":"鱼塘承包款"},{"account":"501","credit_fen":2000000,"counterparty":"p-1",)"
                  R"("summary":"鱼塘承包款"}])"),
      std::string::npos)
      << events;
  const std::string books =
      desk_.must({"books", "o-village", "--from", "2024-03-01", "--until", "2024-03-31", "--data", "ledger"});
  EXPECT_NE(books.find("20,000.00"), std::string::npos) << books;
  const Ran again = import_text("journal", kVouchers + "\n");
  EXPECT_EQ(fault_cells(again.out), (Cells{"2", "4"})) << "both are there: " << again.out;
}

TEST_F(CommandImport, AVoucherWithAFaultyRowIsNamedByThatRowsCell) {
  const std::string before = size();
  const Ran ran = import_text("journal", kVouchers +
                                             "2024-03-17,村支部,付,2,路灯,公益支出,600,,,\n"
                                             "2024-03-17,村支部,付,2,路灯,没有的科目,,600,,\n"
                                             "2024-03-18,村支部,付,3,水泥,公益支出,700,,,\n"
                                             "2024-03-18,村支部,付,3,水泥,库存现金,,-700,,\n"
                                             "2024-03-19,村支部,付,4,砂石,公益支出,800,,,\n"
                                             "2024-03-19,村支部,付,4,砂石,库存现金,,799,,\n"
                                             "2024-03-20,村支部,付,5,误工,公益支出,5,,李四四,\n"
                                             "2024-03-20,村支部,付,5,误工,库存现金,,5,,\n");
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(fault_cells(ran.out), (Cells{"F7", "H9", "10", "I12"})) << ran.out;
  EXPECT_EQ(size(), before) << "nothing is taken in";
  const Ran differs = import_text("journal",
                                  "日期,组织,凭证字,凭证号,科目,借方,贷方,经手人\n"
                                  "2024-03-15,村支部,收,1,102,5,,张三\n"
                                  "2024-03-15,村支部,收,1,501,,5,\n");
  EXPECT_EQ(fault_cells(differs.out), (Cells{"3"})) << "one voucher has one handler: " << differs.out;
}

TEST_F(CommandImport, IdentityNumbersAreToldToNobody) {
  const std::string number = "110101199003078034";
  const Ran ran =
      import_text("register", "登记日期,组织,姓名,身份证号\n2016-13-01,村支部,王五," + number + "\n",
                  {"--report", "faults.csv"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ((ran.out + ran.err + read_text(desk_ / "faults.csv")).find(number), std::string::npos);
}

TEST_F(CommandImport, ARunningServerTakesItToo) {
  const std::string token = new_token(desk_, {"clerk"});
  write_text(desk_ / "token", token);
  write_text(desk_ / "sheet.csv", kTwoPeople + "2016-01-04,无此村,,,,甲,,,,\r\n");
  const auto server = serve(desk_);
  const auto over_http = [&] {
    return desk_.tenure({"import", "sheet.csv", "--template", "register", "--url", server->url(),
                         "--token-file", "token", "--key", "root.key", "--authority", "o-county",
                         "--transcriber", "p-1", "--json"});
  };
  const Ran faulty = over_http();
  EXPECT_EQ(faulty.exit, 1);
  EXPECT_EQ(fault_cells(faulty.out), (Cells{"B5"})) << faulty.out << faulty.err;
  write_text(desk_ / "sheet.csv", kTwoPeople);
  const Ran good = over_http();
  EXPECT_EQ(good.exit, 0) << good.out << good.err;
  EXPECT_NE(over_http().out.find(R"("existed":true)"), std::string::npos);
}

TEST_F(CommandImport, CheckAloneWritesNothing) {
  const std::string before = size();
  const Ran ran = import_text("register", kTwoPeople, {"--check"});
  EXPECT_EQ(ran.exit, 0) << ran.out << ran.err;
  EXPECT_EQ(size(), before);
}

TEST_F(CommandImport, AFileThatWasSavedAgainWithARowMoreIsNotTakenInTwice) {
  const std::string pay =
      "姓名,组织,职务,项目,期间,应发金额（元）,实发金额（元）,资金来源,账户,日期\n"
      "张三,村支部,书记,基本报酬,2017-03,1800,1800,县,6222000000000001,2017-04-05\n";
  const std::string training = "姓名,组织,培训班,天数,培训日期\n张三,村支部,2017-07,1,2017-07-11\n";
  ASSERT_EQ(import_text("pay", pay).exit, 0);
  ASSERT_EQ(import_text("training", training).exit, 0);
  const std::string before = size();
  for (const auto& [of, text] : {std::pair("pay", pay), std::pair("training", training)}) {
    const Ran blank = import_text(of, text + "\n");
    EXPECT_EQ(blank.exit, 1) << blank.out;
    EXPECT_EQ(fault_cells(blank.out), (Cells{"2"})) << blank.out;
  }
  const Ran more = import_text("pay", pay + "张三,村支部,书记,基本报酬,2017-04,1800,1800,县,,2017-05-05\n");
  EXPECT_EQ(fault_cells(more.out), (Cells{"2"})) << "the new row is right: " << more.out;
  EXPECT_EQ(size(), before);
  // What was voided since is no more there.
  const auto paid = desk_.must({"events", "--data", "ledger", "--type", "TrainingAttended", "--json"});
  desk_.must({"act", "new", "--data", "ledger", "--authority", "o-county", "--out", "void.json"},
             R"({"type":"CorrectionRecorded","on":"2024-01-05","data":{"target":")" +
                 member(paid, "position") + R"(","reason":{"seal":"误录"}}})");
  desk_.must({"act", "sign", "void.json", "--key", "root.key"});
  desk_.must({"act", "submit", "void.json", "--data", "ledger"});
  const Ran again = import_text("training", training + "\n");
  EXPECT_EQ(again.exit, 0) << again.out;
}

TEST_F(CommandImport, FilesThatAreNoneAreRefusedByWhatTheyAre) {
  const std::pair<std::string, std::string> files[] = {
      {"PK\x03\x04 no archive", "工作簿已损坏，请重新另存 | the workbook is damaged: save it again"},
      {"\xD0\xCF\x11\xE0 old", "请另存为不加密的 .xlsx 或 CSV"},
      {std::string("\xFF\xFE"
                   "a\0",
                   4),
       "文件是 UTF-16，请另存为 UTF-8 的 CSV 或 XLSX"},
      {"\xFF\xFF,\xFE\n", "第 1 行不是 GB18030 文字"},
      {"", "文件是空的，没有表头"}};
  for (const auto& [bytes, said] : files) {
    const Ran ran = import_text("register", bytes);
    EXPECT_EQ(ran.exit, 1) << ran.out;
    EXPECT_TRUE(is_json(ran.out));
    EXPECT_NE(ran.out.find(said), std::string::npos) << ran.out;
  }
}

TEST_F(CommandImport, WhatARowSaysOnlyWithAnotherCellIsSaidOfThatCell) {
  const auto faults = [&](const std::string& row) {
    const Ran ran = import_text("offices", "姓名,组织,职务,任职日期,离任日期,离任原因\n" + row, {"--check"});
    EXPECT_EQ(member(ran.out, "faults_in_all"), row.empty() ? "0" : "1") << ran.out;
    return ran.out;
  };
  const std::string reversed = faults("张三,村支部,主任,2018-03-01,2017-01-01,届满\n");
  EXPECT_NE(reversed.find(R"("cell":"E2")"), std::string::npos) << reversed;
  EXPECT_NE(reversed.find("早于“任职日期”"), std::string::npos) << reversed;
  const std::string endless = faults("张三,村支部,主任,2018-03-01,,届满\n");
  EXPECT_NE(endless.find(R"("cell":"E2")"), std::string::npos) << endless;
  const std::string beyond = faults("张三,村支部,主任,2018-03-01,2019-01-01,届满,多余\n");
  EXPECT_NE(beyond.find(R"("cell":"G2")"), std::string::npos) << beyond;
  const std::string twice =
      faults("张三,村支部,主任,2018-03-01,2019-01-01,届满\n张三,村支部,主任,2018-03-01,2019-01-01,届满\n");
  EXPECT_NE(twice.find("与第 2 行相同"), std::string::npos) << twice;
  const std::string year = faults("张三,村支部,主任,2018-03-01,2018,届满\n");
  EXPECT_NE(year.find(R"("cell":"E2")"), std::string::npos) << "a year stands as its first day: " << year;
}

TEST_F(CommandImport, TemplatesAreFilledInAndImported) {
  for (const import::Template& of : import::templates()) {
    const std::string name(of.name);
    const std::string csv = desk_.must({"import", "--template", name});
    EXPECT_NE(csv.find(of.columns.front().zh), std::string::npos);
    const Ran empty = import_text(name, csv, {"--check"});
    EXPECT_EQ(empty.exit, 0) << "its example is a remark: " << empty.out << empty.err;
    EXPECT_EQ(member(empty.out, "rows"), "0");
    desk_.must({"import", "--template", name, "--format", "xlsx", "--out", name + ".xlsx"});
    const Ran book = import(name, name + ".xlsx", {"--check"});
    EXPECT_EQ(book.exit, 0) << book.out << book.err;
  }
  EXPECT_EQ(desk_.tenure({"import", "--template", "register", "--format", "xlsx"}).exit, 2);
  const std::string english = desk_.must({"import", "--template", "offices", "--lang", "en"});
  EXPECT_NE(english.find("reason of the end"), std::string::npos) << english;
  EXPECT_EQ(english.find("离任"), std::string::npos) << english;
}

}  // namespace
}  // namespace tenure::testing
