// What a restart keeps, and that rows made live, caught up and made anew are the same bytes.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "domain/tenure/rows.h"
#include "tests/support/ledger.h"
#include "tests/unit/evidence/reason_of.h"

namespace tenure::testing {
namespace {

namespace fs = std::filesystem;
using test::reason_of;

SecretaryAppointed secretary(const std::string& person) {
  SecretaryAppointed out;
  out.person = {person};
  out.org = {"o-village"};
  return out;
}

fs::path views_folder(const TestLedger& t) {
  for (const auto& entry : fs::directory_iterator(t.folder())) {
    if (entry.path().filename().string().starts_with("views-")) return entry.path();
  }
  return {};
}

/// Every version of every row that was ever the newest one, by size and key.
std::map<std::string, std::string> all_rows(TestLedger& t) {
  std::map<std::string, std::string> out;
  for (std::uint64_t size = 1; size <= t.store().log().head().size; ++size) {
    EXPECT_TRUE(t.store().parts({}, size, [&](std::string_view key, std::string_view row) {
      out[std::to_string(size) + "/" + std::string(key)] = row;
    }));
  }
  return out;
}

/// Some offices, one of them backdated, and a correction.
void fill(TestLedger& t) {
  t.register_person("p-1", "o-village");
  t.register_person("p-2", "o-village");
  const auto first = t.submit(t.act().add("2024-03-01", secretary("p-1")), t.root());
  ASSERT_TRUE(first);
  OfficeAssumed director{{"p-1"}, {"o-village"}, {"director"}, {}, {}, {}, {}};
  ASSERT_TRUE(t.submit(t.act().add("2023-03-01", director).add("2023-02-01", director), t.root()));
  CorrectionRecorded correction;
  correction.target = {first->index, 0};
  correction.reason = {sealed_as("reason", "人员有误")};
  correction.replacement = make_event(Date::of(2024, 3, 2), secretary("p-2"));
  ASSERT_TRUE(t.submit(t.act().add("2024-04-01", correction), t.root()));
}

TEST(Restart, KnowsTheKeysAndGrantsThatWereThere) {
  TestLedger t;
  const Signer& clerk = t.clerk("o-town");
  const Signer& revoked = t.clerk("o-town");
  ASSERT_TRUE(t.submit(t.act().add("2024-03-01", KeyRevoked{{revoked.id()}, {"lost"}}), t.root()));
  ASSERT_TRUE(t.reopen());
  const OrgRenamed rename{{"o-village"}, {"新村"}, {}};
  EXPECT_TRUE(t.submit(t.act("o-town").add("2024-03-01", rename), {&clerk}));
  EXPECT_EQ(reason_of(t.submit(t.act("o-town").add("2024-03-01", rename), {&revoked})), Reason::key_revoked);
  const Signer nobody = Signer::named("nobody");
  EXPECT_EQ(reason_of(t.submit(t.act("o-town").add("2024-03-01", rename), {&nobody})), Reason::key_unknown);
}

TEST(Restart, KeyRegisteredInAnActSignsTheNextOne) {
  TestLedger t;
  const Signer fresh = Signer::named("fresh");
  SignerAuthorised grant;
  grant.key = {fresh.id()};
  grant.person = {PersonId{"p-fresh"}};
  grant.org_subtree = {OrgId{"o-town"}};
  grant.types = {{"*"}};
  grant.from = Date::of(2024, 1, 1);
  KeyRegistered registered{{fresh.id()}, {"ed25519"}, {PersonId{"p-fresh"}}};
  ASSERT_TRUE(t.submit(t.act().add("2024-01-01", registered).add("2024-01-01", grant), t.root()));
  EXPECT_TRUE(t.submit(t.act("o-town").add("2024-03-01", OrgRenamed{{"o-village"}, {"新村"}, {}}), {&fresh}));
}

TEST(Restart, ActIdsAreStillUsed) {
  TestLedger t;
  auto act = t.act().add("2024-03-01", OrgRenamed{{"o-village"}, {"新村"}, {}});
  ASSERT_TRUE(t.submit(act, t.root()));
  ASSERT_TRUE(t.reopen());
  act.add("2024-03-02", OrgRenamed{{"o-village"}, {"又一村"}, {}});
  EXPECT_EQ(reason_of(t.submit(act, t.root())), Reason::act_id_reused);
}

TEST(Restart, RowsMadeAnewAreTheSameBytesAtEverySize) {
  TestLedger t;
  fill(t);
  const auto live = all_rows(t);
  t.close();
  ASSERT_GT(fs::remove_all(views_folder(t)), 0U);
  ASSERT_TRUE(t.reopen());
  EXPECT_TRUE(live == all_rows(t));
  EXPECT_FALSE(live.empty());
}

TEST(Restart, RowsBehindTheLogCatchUp) {
  TestLedger t;
  t.close();
  const fs::path views = views_folder(t);
  const fs::path kept = fs::path(t.folder()) / "kept";
  fs::copy(views, kept, fs::copy_options::recursive);
  ASSERT_TRUE(t.reopen());
  fill(t);
  const auto live = all_rows(t);
  t.close();
  fs::remove_all(views);
  fs::rename(kept, views);
  ASSERT_TRUE(t.reopen());
  EXPECT_EQ(t.store().views().applied(), t.store().log().head());
  EXPECT_TRUE(live == all_rows(t));
}

TEST(Restart, RowsOfALongerLogAreThrownAway) {
  TestLedger t;
  t.close();
  const fs::path folder(t.folder());
  fs::copy(folder / "log", folder / "log-kept", fs::copy_options::recursive);
  fs::copy(folder / "head", folder / "head-kept");
  ASSERT_TRUE(t.reopen());
  fill(t);
  t.close();
  fs::remove_all(folder / "log");
  fs::rename(folder / "log-kept", folder / "log");
  fs::rename(folder / "head-kept", folder / "head");
  ASSERT_TRUE(t.reopen());
  EXPECT_EQ(t.store().views().applied(), t.store().log().head());
  EXPECT_FALSE(t.row<PersonTenure>("p-1"));
}

}  // namespace
}  // namespace tenure::testing
