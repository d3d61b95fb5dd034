// Tables tell names beside ids wherever their reader is told them: of groups that are structures, of readers
// in the journal.
#include <gtest/gtest.h>

#include "server/api/table_forms.h"

namespace tenure {
namespace {

/// Tells two names; whoever else is asked for has none to see.
Wording wording() {
  const auto names = [](std::span<const Subject>) -> Result<std::string> {
    return R"({"names":{"person/p-1":"张三","org/o-east":"东村党支部"}})";
  };
  const auto policy = [](std::string_view) -> Result<std::string> { return R"({"words":{}})"; };
  return {WordSource{names, policy}, Language::zh};
}

/// All cells of the table of a call's answer, a line a row.
std::string table_of(std::string_view operation, std::string_view json) {
  const TableForm& form = *table_form(operation);
  const auto answer = ParsedAnswer::parse(json);
  Wording words = wording();
  EXPECT_TRUE(learn(form, answer->root(), words));
  std::string out;
  for (const SheetRow& row : form.rows(words, answer->root(), Room::file)) {
    for (const Cell& cell : row) out += for_people(cell) + "|";
    out += "\n";
  }
  return out;
}

TEST(TableNames, AGroupThatIsAStructureHasNamesBesideItsIds) {
  const std::string table = table_of(
      "getStatistic",
      R"({"name":"stat.test","by":["entries"],"figures":[{"group":["{}"],"count":1}],"total":{"count":1},)"
      R"("labels":{"entries":{"zh":"结果","en":"results","words":{"{}":{"zh":"p-1、o-east、p-9","en":"p-1, o-east, p-9",)"
      R"("mentions":["person/p-1","org/o-east","person/p-9"]}}}}})");
  EXPECT_NE(table.find("张三（p-1）、东村党支部（o-east）、p-9|1|"), std::string::npos) << table;
}

TEST(TableNames, TheJournalTellsWhoReadAndWhatTheyHeld) {
  const std::string table = table_of(
      "listReads",
      R"({"reads":[{"at":"2024-03-01T16:30:00.000000Z","viewer":"t1","roles":["auditor"],"person":"p-7",)"
      R"("subject":"person/p-1","endpoint":"getPerson"}],"more":false,)"
      R"("readers":{"p-7":{"name":"李四","offices":[{"org":"o-east","post":"secretary"}]}}})");
  for (const char* told :
       {"2024-03-02 00:30:00|", "李四（p-7）|", "东村党支部（o-east） 书记|", "张三（p-1）|", "审计员|"})
    EXPECT_NE(table.find(told), std::string::npos) << told << ": " << table;
}

}  // namespace
}  // namespace tenure
