// Tables of answers without an end: all pages up to the limit, and a refusal beyond it.
#include "server/api/formats.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "server/api/arguments.h"
#include "server/tables/sheet.h"
#include "tests/support/ledger.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;

/// A route of reads that has so many of them, `limit` a page.
class Formats : public ::testing::Test {
 protected:
  Response ask(std::size_t rows, const std::string& format) {
    Router router;
    pages_ = 0;
    router.work({.path = "/v1/flags",
                 .id = "listFlags",
                 .arguments = {limit_argument(), argument<Count>("cursor", "", "")},
                 .outcomes = json_outcome(Shape())},
                [this, rows](const Request& request) { return page(rows, request); });
    add_formats(router, context_);
    Request request;
    request.method = "GET";
    EXPECT_TRUE(parse_target("/v1/flags?format=" + format, request));
    return router.match(request).route->work(request);
  }

  Response page(std::size_t rows, const Request& request) {
    ++pages_;
    const std::size_t from = request.query.get<Count>("cursor").value_or(Count()).value;
    const std::size_t until = std::min(rows, from + request.query.get<PageLimit>("limit")->value);
    std::string items;
    for (std::size_t i = from; i < until; ++i)
      items += fmt::format(R"({}{{"position":"{}.0","rule":"gate.post_certificate"}})",
                           items.empty() ? "" : ",", i);
    const std::string next = until < rows ? fmt::format(R"(,"next":"{}")", until) : "";
    return Response::json(fmt::format(R"({{"items":[{}]{}}})", items, next));
  }

  TestLedger ledger_;
  AlertBoard alerts_{ledger_.store()};
  QuestionContext context_{ledger_.store(), alerts_, [] { return Moment(); }};
  std::size_t pages_ = 0;
};

std::size_t lines_of(const Response& response) {
  return static_cast<std::size_t>(std::count(response.body.begin(), response.body.end(), '\n'));
}

TEST_F(Formats, ATableHasAllPages) {
  const Response few = ask(2'500, "csv");
  EXPECT_EQ(few.status, 200);
  EXPECT_EQ(pages_, 3U);
  EXPECT_EQ(lines_of(few), 2'501U);
}

TEST_F(Formats, ATableOfAsManyRowsAsItMayHaveIsWholeAndOneMoreIsRefused) {
  EXPECT_EQ(lines_of(ask(kTableRowsMax, "csv")), kTableRowsMax + 1);
  const Response many = ask(kTableRowsMax + 1, "csv");
  EXPECT_EQ(many.status, 413);
  EXPECT_THAT(many.body, HasSubstr("urn:tenure:problem:limit_table"));
  EXPECT_THAT(many.body, HasSubstr(std::to_string(kTableRowsMax)));
}

}  // namespace
}  // namespace tenure::testing
