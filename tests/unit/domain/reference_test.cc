#include "domain/describe/reference.h"

#include <algorithm>

#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

/// Bars that divide cells: those without a backslash before them.
std::size_t dividers(std::string_view line) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '|' && (i == 0 || line[i - 1] != '\\')) ++count;
  }
  return count;
}

TEST(Reference, HasEveryEventTypeWithBothLabels) {
  const std::string page = reference_page();
  for (const Area* area : areas()) {
    for (const EventType& type : area->events) {
      const auto heading =
          fmt::format("\n### {} · {} · {}\n", type.name(), type.structure->zh, type.structure->en);
      EXPECT_NE(page.find(heading), std::string::npos) << heading;
    }
  }
}

TEST(Reference, ARowSaysTypeRequiredSealedSubjectAndValues) {
  const std::string page = reference_page();
  for (const char* row : {
           "| `person` | 人员 | person | `PersonId` | yes |  | person |  |\n",
           "| `name` | 姓名 | name | `Text120` | yes | sealed |  |  |\n",
           "| `sex` | 性别 | sex | `Sex` |  |  |  | `male` 男, `female` 女 |\n",
           "| `merged` | 被并入组织 | merged organisations | list of `OrgId` |  |  | org |  |\n",
           "| `Int32` | integer from -2147483648 to 2147483647 |\n",
           "| `Text120` | text of 1 to 120 characters |\n",
       }) {
    EXPECT_NE(page.find(row), std::string::npos) << row;
  }
}

TEST(Reference, EveryRowHasTheCellsOfItsHead) {
  const std::string page = reference_page();
  std::size_t head = 0;
  for (std::size_t start = 0; start < page.size();) {
    const auto end = page.find('\n', start);
    const std::string_view line = std::string_view(page).substr(start, end - start);
    if (!line.starts_with('|')) {
      head = 0;
    } else if (head == 0) {
      head = dividers(line);
    } else {
      EXPECT_EQ(dividers(line), head) << line;
    }
    start = end + 1;
  }
}

}  // namespace
}  // namespace tenure
