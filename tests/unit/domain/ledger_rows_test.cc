#include "domain/ledger/rows.h"
#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

using test::day;
using test::happen;
using test::made;

constexpr std::string_view kOn = "2024-03-01";

std::string grant(std::string_view more = "") {
  return fmt::format(R"({{"key":"k-1","person":"p-1","org_subtree":"o-1","from":"2024-03-01"{}}})", more);
}

TEST(LedgerRow, KeepsTheOpeningAndEveryLogKey) {
  LedgerRow row;
  happen<LedgerOpened>(
      row, kOn,
      R"({"origin":"a/b","clock":"simulated","root_keys":["k-1","k-2"],"root_threshold":2,"log_key":"v1"})",
      {0, 0});
  happen<LogKeyRotated>(row, "2025-01-01", R"({"log_key":"v2","overlap_until":"2025-02-01"})", {7, 1});
  EXPECT_EQ(row.origin->value, "a/b");
  EXPECT_EQ(row.clock, Clock::simulated);
  EXPECT_EQ(row.root_keys.size(), 2U);
  EXPECT_EQ(row.root_threshold, 2);
  ASSERT_EQ(row.log_keys.size(), 2U);
  EXPECT_EQ(row.log_keys[0].verifier_key.value, "v1");
  EXPECT_EQ(row.log_keys[1].position, (Position{7, 1}));
  EXPECT_EQ(row.log_keys[1].former_until, day("2025-02-01"));
}

TEST(KeyRow, KeepsHolderAndRevocation) {
  KeyRow row;
  happen<KeyRegistered>(row, kOn, R"({"key":"k-1","alg":"ed25519","person":"p-1"})", {1, 0});
  EXPECT_EQ(row.registered, (Position{1, 0}));
  EXPECT_EQ(row.person->str(), "p-1");
  EXPECT_FALSE(row.revoked);
  happen<KeyRevoked>(row, kOn, R"({"key":"k-1","reason":"lost"})", {2, 0});
  EXPECT_EQ(row.revoked, (Position{2, 0}));
}

TEST(KeyRow, AGrantWithoutLimitsNeedsOneKeyAndDelegatesNothing) {
  KeyRow row;
  happen<SignerAuthorised>(row, kOn, grant(), {1, 0});
  ASSERT_EQ(row.grants.size(), 1U);
  EXPECT_FALSE(row.grants[0].may_delegate);
  EXPECT_EQ(row.grants[0].quorum, 1);
  EXPECT_FALSE(row.grants[0].limit_fen);
}

TEST(KeyRow, ARevocationEndsTheNamedGrantOrAllBeforeIt) {
  KeyRow row;
  happen<SignerAuthorised>(row, kOn, grant(), {1, 0});
  happen<SignerAuthorised>(row, kOn, grant(), {2, 0});
  happen<SignerRevoked>(row, kOn, R"({"key":"k-1","grant":"2.0","reason":"moved"})", {3, 0});
  EXPECT_FALSE(row.is_revoked(row.grants[0]));
  EXPECT_TRUE(row.is_revoked(row.grants[1]));
  happen<SignerRevoked>(row, kOn, R"({"key":"k-1","reason":"moved"})", {4, 0});
  happen<SignerAuthorised>(row, kOn, grant(), {4, 1});
  EXPECT_TRUE(row.is_revoked(row.grants[0]));
  EXPECT_FALSE(row.is_revoked(row.grants[2]));
}

TEST(Grant, IsInForceOnBothItsDates) {
  KeyRow row;
  happen<SignerAuthorised>(row, kOn, grant(R"(,"until":"2024-12-31")"));
  const Grant& given = row.grants[0];
  EXPECT_FALSE(given.in_force(day("2024-02-29")));
  EXPECT_TRUE(given.in_force(day("2024-03-01")));
  EXPECT_TRUE(given.in_force(day("2024-12-31")));
  EXPECT_FALSE(given.in_force(day("2025-01-01")));
}

TEST(Grant, CoversATypeByNameByAreaOrAll) {
  KeyRow row;
  happen<SignerAuthorised>(row, kOn, grant(R"(,"types":["OfficeAssumed","registry.*"])"));
  happen<SignerAuthorised>(row, kOn, grant(R"(,"types":["*"])"));
  happen<SignerAuthorised>(row, kOn, grant());
  EXPECT_TRUE(row.grants[0].covers_type("OfficeAssumed", "tenure"));
  EXPECT_TRUE(row.grants[0].covers_type("OrgClosed", "registry"));
  EXPECT_FALSE(row.grants[0].covers_type("TenureEnded", "tenure"));
  EXPECT_FALSE(row.grants[0].covers_type("OrgClosed", "registryx"));
  EXPECT_TRUE(row.grants[1].covers_type("TenureEnded", "tenure"));
  EXPECT_FALSE(row.grants[2].covers_type("TenureEnded", "tenure"));
}

TEST(OrgClosings, KeepEachClosedPeriod) {
  OrgClosings row;
  happen<PeriodClosed>(row, kOn, R"({"org":"o-1","period":"2023"})", {5, 0});
  happen<PeriodClosed>(row, kOn, R"({"org":"o-1","period":"2024-Q1"})", {6, 0});
  ASSERT_EQ(row.closed.size(), 2U);
  EXPECT_EQ(row.closed[1].period.str(), "2024-Q1");
  EXPECT_EQ(row.closed[1].position, (Position{6, 0}));
}

}  // namespace
}  // namespace tenure
