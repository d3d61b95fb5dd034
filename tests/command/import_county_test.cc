// A county of 300 villages with ten years of offices, out of spreadsheets as offices keep them: GB18030 and
// XLSX.
#include <algorithm>
#include <set>

#include "tests/command/desk.h"
#include "tests/support/county_sheets.h"

namespace tenure::testing {
namespace {

std::set<std::string> cells_of_faults(const std::string& json) {
  simdjson::dom::parser parser;
  std::set<std::string> out;
  const simdjson::padded_string padded(json);
  for (const auto fault : parser.parse(padded)["faults"].get_array())
    out.emplace(std::string_view(fault["cell"]));
  return out;
}

class ImportedCounty : public ::testing::Test {
 protected:
  ImportedCounty() { desk_.open_ledger(); }

  Ran import(const std::string& of, const std::string& file) const {
    return desk_.tenure({"import", file, "--template", of, "--data", "ledger", "--key", "root.key",
                         "--authority", "o-county", "--transcriber", "p-1", "--json"});
  }
  std::string size() const { return member(desk_.must({"status", "--data", "ledger", "--json"}), "size"); }

  Desk desk_;
};

TEST_F(ImportedCounty, AllPlantedFaultsAreNamedAndTheRestIsInOnceMended) {
  CountySheets county(300, 2014, 2023);
  const auto in_register = county.plant_in_register();
  write_text(desk_ / "register.csv", county.people().gb18030());
  const std::string before = size();
  const Ran refused = import("register", "register.csv");
  EXPECT_EQ(refused.exit, 1);
  EXPECT_EQ(cells_of_faults(refused.out), in_register) << refused.err;
  EXPECT_EQ(size(), before);
  county.mend();
  write_text(desk_ / "register.csv", county.people().gb18030());
  const Ran registered = import("register", "register.csv");
  ASSERT_EQ(registered.exit, 0) << registered.out.substr(0, 2000) << registered.err;
  EXPECT_EQ(member(registered.out, "rows"), std::to_string(county.people().size() - 1));

  const auto in_offices = county.plant_in_offices();
  county.offices().write_xlsx(desk_ / "offices.xlsx");
  const std::string between = size();
  const Ran faulty = import("offices", "offices.xlsx");
  EXPECT_EQ(faulty.exit, 1);
  EXPECT_EQ(cells_of_faults(faulty.out), in_offices) << faulty.err;
  EXPECT_EQ(size(), between);
  county.mend();
  county.offices().write_xlsx(desk_ / "offices.xlsx");
  const Ran imported = import("offices", "offices.xlsx");
  ASSERT_EQ(imported.exit, 0) << imported.out.substr(0, 2000) << imported.err;
  EXPECT_EQ(member(imported.out, "events"), std::to_string(county.office_events()));

  const std::string roster = desk_.must({"roster", "--data", "ledger", "--org", "o-county", "--post",
                                         "secretary", "--on", "2020-01-01", "--json"});
  EXPECT_NE(roster.find(R"("post":"secretary")"), std::string::npos);
  desk_.must({"verify", "--data", "ledger"});
}

}  // namespace
}  // namespace tenure::testing
