// Rows that another process builds for a coming server: from a log that is being written, without any key.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "server/sequencer/catch_up.h"
#include "storage/ledger/prepared_views.h"
#include "tests/support/ledger.h"

namespace tenure::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const PrepareProgress kGoOn = [](std::uint64_t, std::uint64_t) { return true; };

class Preparation : public ::testing::Test {
 protected:
  Preparation() {
    PersonRegistered registered;
    registered.person = {"p-1"};
    registered.org = {"o-village"};
    registered.name = {sealed_};
    auto submission = sign(t_.act().add("2024-02-01", std::move(registered)).payload(), t_.root());
    submission.sealed.push_back({sealed_, {to_base64url(sha256("张三").view())}, {"张三"}});
    const auto done = t_.sequencer().submit_and_wait(std::move(submission));
    if (!done) throw std::runtime_error(done.error().text());
  }

  Result<Prepared> prepare() { return prepare_views(t_.folder(), scratch_.path(), kGoOn); }
  std::string views() const { return view_database_path(t_.folder()); }
  std::string keys() const { return t_.folder() + "/keys/subjects.keys"; }
  Result<Opening> name() { return t_.store().vault().get("person/p-1", sealed_.str()); }

  TestLedger t_{{.root_keys = 2}};  // two keys may approve an erasure
  TempFolder scratch_;
  Commitment sealed_ = sealed_as("name", "张三");
};

TEST_F(Preparation, IsRefusedWhileTheRowsAreInUse) {
  const auto refused = prepare();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::locked);
  EXPECT_FALSE(fs::exists(t_.folder() + "/prepared"));
}

TEST_F(Preparation, GoesOnWhereItStopped) {
  t_.close();
  fs::remove_all(views());
  const auto made = prepare();
  ASSERT_TRUE(made) << made.error().text();
  EXPECT_EQ(made->from, 0U);
  EXPECT_EQ(made->behind, 0U);
  EXPECT_EQ(*prepared_views(*default_file_system(), t_.folder()), made->views);
  const auto again = prepare();
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->from, made->size);
}

TEST_F(Preparation, ErasureThatItReadBeforeItsDeedIsDoneByWhoHasTheKeys) {
  // As when the server dies after it anchored the act and before it destroyed the key.
  const std::string kept = scratch_ / "subjects.keys";
  fs::copy(keys(), kept);
  SubjectErased erased;
  erased.person = {"p-1"};
  erased.basis = {"pipl_47"};
  erased.document_no = {"平法〔2024〕1号"};
  ASSERT_TRUE(t_.submit(t_.act().add("2024-03-01", std::move(erased)), t_.root()));
  t_.close();
  fs::copy(kept, keys(), fs::copy_options::overwrite_existing);
  fs::remove_all(views());
  ASSERT_TRUE(prepare());
  {
    const auto rows = ViewStore::open(default_file_system(), views());
    ASSERT_TRUE(rows) << rows.error().text();
    EXPECT_THAT(*rows->erasures_due(), ElementsAre("person/p-1"));
  }
  ASSERT_TRUE(t_.reopen());
  EXPECT_EQ(name().error().reason, Reason::absent);
  EXPECT_THAT(*t_.store().views().erasures_due(), IsEmpty());
  const auto rebuilt = rebuild_and_compare(t_.store().log(), t_.store().views(), default_file_system(),
                                           scratch_.path(), [](std::uint64_t) { return true; });
  ASSERT_TRUE(rebuilt) << rebuilt.error().text();
  EXPECT_FALSE(rebuilt->difference) << *rebuilt->difference;
}

TEST_F(Preparation, ThatOfAnotherSchemaStaysWhenOtherViewsGo) {
  const std::string folder = t_.folder();
  auto& disk = *default_file_system();
  for (const char* name : {"/views-0000000000000001", "/views-0000000000000002"}) {
    ASSERT_TRUE(ViewStore::open(default_file_system(), folder + name));
  }
  ASSERT_TRUE(set_prepared_views(disk, folder, "views-0000000000000002"));
  ASSERT_TRUE(t_.store().drop_other_views());
  EXPECT_FALSE(fs::exists(folder + "/views-0000000000000001/CURRENT"));
  EXPECT_TRUE(fs::exists(folder + "/views-0000000000000002/CURRENT"));
  EXPECT_EQ(*prepared_views(disk, folder), "views-0000000000000002");

  ASSERT_TRUE(set_prepared_views(disk, folder, fs::path(views()).filename()));
  ASSERT_TRUE(t_.store().drop_other_views());
  EXPECT_FALSE(fs::exists(folder + "/views-0000000000000002/CURRENT"));
  EXPECT_EQ(*prepared_views(disk, folder), "") << "they are in use now";
}

}  // namespace
}  // namespace tenure::testing
