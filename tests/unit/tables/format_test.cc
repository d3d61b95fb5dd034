// Which format an Accept header asks for, and the HTML that is printed.
#include "server/tables/format.h"

#include <gtest/gtest.h>

#include "server/tables/html.h"

namespace tenure {
namespace {

std::string chosen(std::string_view accept,
                   std::vector<std::string_view> names = {"json", "csv", "xlsx", "html"}) {
  std::vector<const AnswerFormat*> known;
  for (const std::string_view name : names) known.push_back(answer_format(name));
  const AnswerFormat* format = acceptable(accept, known);
  return format == nullptr ? "none" : std::string(format->name);
}

TEST(AnswerFormats, AcceptChooses) {
  EXPECT_EQ(chosen(""), "json");
  EXPECT_EQ(chosen("*/*"), "json");
  EXPECT_EQ(chosen("text/csv"), "csv");
  EXPECT_EQ(chosen("TEXT/CSV; q=1.0"), "csv");
  EXPECT_EQ(chosen("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), "xlsx");
  EXPECT_EQ(chosen("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), "html");
  EXPECT_EQ(chosen("text/*"), "csv");
  EXPECT_EQ(chosen("text/html;q=0.5, application/json"), "json");
  EXPECT_EQ(chosen("text/html, application/json"), "html") << "of equal ones the first one named";
  EXPECT_EQ(chosen("*/*, application/json;q=0"), "csv") << "what is refused by name is not anything";
  EXPECT_EQ(chosen("image/png"), "none");
  EXPECT_EQ(chosen("application/x-ndjson"), "none");
  EXPECT_EQ(chosen("application/x-ndjson", {"json", "ndjson"}), "ndjson");
}

TEST(Html, IsWholeWithoutScriptsAndWithoutAnythingFromElsewhere) {
  HtmlWriter writer(Language::zh);
  const std::vector<SheetColumn> columns = {{"姓名"}, {"金额（元）", CellKind::money}};
  writer.begin({"名册 <1>", {{"组织", "村&支部"}}}, columns);
  const std::vector<SheetRow> rows = {
      {{CellKind::text, "<script>\"x\"</script>"}, {CellKind::money, "123450"}}};
  writer.rows(rows);
  const std::string html = *writer.end();
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("http"), std::string::npos);
  EXPECT_EQ(html.find("src="), std::string::npos);
  EXPECT_EQ(html.find("url("), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt;&quot;x&quot;"), std::string::npos);
  EXPECT_NE(html.find("<title>名册 &lt;1&gt;</title>"), std::string::npos);
  EXPECT_NE(html.find("<dt>组织</dt><dd>村&amp;支部</dd>"), std::string::npos);
  EXPECT_NE(html.find("<td class=\"n\">1,234.50</td>"), std::string::npos);
  EXPECT_NE(html.find("共 1 行"), std::string::npos);
}

}  // namespace
}  // namespace tenure
