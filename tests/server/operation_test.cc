// What a route's description lets through to its handler.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "server/api/arguments.h"

namespace tenure::testing {
namespace {

const Operation kAsk{.path = "/v1/things/{id}",
                     .arguments = {argument<OrgId>("id", "", ""), argument<OrgId>("org", "", "").needed(),
                                   argument<PageLimit>("limit", "", ""), argument<AsOf>("at", "", ""),
                                   argument<KeyId>("key", "", "").repeated()}};

std::string percent(std::string_view text) {
  std::string out;
  for (const char c : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return out;
}

std::string refusal(const std::string& query) {
  Request request;
  const auto parsed = parse_target("/?" + query, request);
  if (!parsed) return parsed.error().text();
  const auto fits = kAsk.accepts(request.query);
  if (fits) return "";
  return std::string(name(fits.error().reason)) + " " + fits.error().where;
}

TEST(Operation, TakesArgumentsThatFit) {
  for (const std::string query :
       {"org=o-1", "org=o-1&limit=1000&at=0", "org=o-1&at=2024-01-01T00:00:00Z", "key=a&org=o-1&key=b"}) {
    EXPECT_EQ(refusal(query), "") << query;
  }
}

TEST(Operation, NamesTheArgumentThatDoesNot) {
  const std::pair<const char*, const char*> refused[] = {
      {"", "bad_request org"},
      {"org=", "bad_id org"},
      {"org=o 1", "bad_id org"},
      {"org=o-1&org=o-1", "bad_request org"},
      {"org=o-1&orgs=o-1", "bad_request query"},
      {"org=o-1&id=o-1", "bad_request query"},  // it stands in the path
      {"org=o-1&limit=0", "bad_request limit"},
      {"org=o-1&limit=1001", "bad_request limit"},
      {"org=o-1&limit=01", "bad_request limit"},
      {"org=o-1&at=-1", "bad_request at"},
      {"org=o-1&at=2024-01-01", "bad_request at"},
      {"org=o-1&key=", "bad_id key"},
  };
  for (const auto& [query, expected] : refused) EXPECT_EQ(refusal(query), expected) << query;
}

/// What is said of an argument's value, or of a name that no argument has.
std::string detail_of(const Operation& operation, const std::string& query) {
  Request request;
  if (const auto parsed = parse_target("/?" + query, request); !parsed) return parsed.error().text();
  const auto fits = operation.accepts(request.query);
  return fits ? std::string() : fits.error().detail;
}

TEST(Operation, AWordThatIsNoneIsAnsweredWithTheNearestOrWithTheOneOfItsLabel) {
  const Operation words{
      .path = "/v1/things",
      .arguments = {argument<EventTypeName>("type", "事件类型", "event type"),
                    argument<AreaName>("area", "领域", "area"), argument<RuleName>("rule", "规则", "rule"),
                    argument<SortOrder>("order", "顺序", "order")}};
  const std::pair<const char*, const char*> meant[] = {{"type=SecretaryApointed", "SecretaryAppointed"},
                                                       {"area=tenur", "tenure"},
                                                       {"rule=gate.elections", "gate.election"},
                                                       {"rule=law.period_begin", "law.period_begun"},
                                                       {"order=des", "desc"}};
  for (const auto& [query, word] : meant) {
    const std::string said = detail_of(words, query);
    EXPECT_NE(said.find(std::string("最接近的是 ") + word), std::string::npos) << said;
    EXPECT_NE(said.find(std::string("the nearest is ") + word), std::string::npos) << said;
  }
  for (const Argument& argument : words.arguments) {
    for (const Word& word : argument.words()) {
      const std::string said = detail_of(words, std::string(argument.name) + "=" + percent(word.zh));
      EXPECT_NE(said.find(fmt::format("（{}）", word.zh)), std::string::npos) << said;
    }
  }
}

TEST(Operation, AnArgumentThatIsNoneIsAnsweredWithTheNearest) {
  EXPECT_EQ(detail_of(kAsk, "org=o-1&limt=1"),
            "没有这个参数：'limt'，最接近的是 limit | no such member: 'limt', the nearest is limit");
  EXPECT_NE(detail_of(kAsk, "org=o-1&key=").find("''"), std::string::npos);
}

TEST(Audience, AsksForATokenThenARoleThenTheWholeLedger) {
  Viewer nobody;
  Viewer clerk;
  clerk.token_id = "t";
  clerk.roles = {Role::clerk};
  Viewer scoped = clerk;
  scoped.scope = OrgId{"o-1"};
  EXPECT_TRUE(everybody().admits(nobody));
  EXPECT_EQ(any_token().admits(nobody).error().reason, Reason::token_missing);
  EXPECT_TRUE(any_token().admits(clerk));
  EXPECT_EQ(any_of({Role::auditor}).admits(clerk).error().reason, Reason::role_missing);
  EXPECT_TRUE(any_of({Role::auditor, Role::clerk}).admits(scoped));
  EXPECT_TRUE(unscoped({Role::clerk}).admits(clerk));
  EXPECT_EQ(unscoped({Role::clerk}).admits(scoped).error().reason, Reason::role_missing);
}

}  // namespace
}  // namespace tenure::testing
