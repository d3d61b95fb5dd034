// What a route's description lets through to its handler.
#include <gtest/gtest.h>

#include "server/api/arguments.h"

namespace tenure::testing {
namespace {

const Operation kAsk{.path = "/v1/things/{id}",
                     .arguments = {argument<OrgId>("id", "", ""), argument<OrgId>("org", "", "").needed(),
                                   argument<PageLimit>("limit", "", ""), argument<AsOf>("at", "", ""),
                                   argument<KeyId>("key", "", "").repeated()}};

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
