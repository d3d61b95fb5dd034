#include "storage/files/files.h"

#include <gtest/gtest.h>
#include <rocksdb/status.h>
#include <sys/stat.h>

#include <filesystem>

#include "tests/support/fault_fs.h"
#include "tests/support/temp_folder.h"

namespace tenure {
namespace {

using testing::Fault;
using testing::FaultFileSystem;
using testing::TempFolder;

constexpr std::uint64_t kReadMax = 1 << 20;

unsigned mode_of(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 0777 : 0;
}

struct Files : ::testing::Test {
  TempFolder folder;
  std::shared_ptr<FaultFileSystem> fs = std::make_shared<FaultFileSystem>();
  std::string path = folder / "file";

  Result<void> write(std::string_view content, IfExists if_exists = IfExists::replace) {
    return write_file(*fs, path, as_bytes(content), if_exists);
  }
  std::string read() { return read_file(*fs, path, kReadMax).value_or("(nothing)"); }
};

TEST_F(Files, AWrittenFileIsReadAndIsItsOwnersAlone) {
  ASSERT_TRUE(write("content"));
  EXPECT_EQ(read(), "content");
  EXPECT_EQ(mode_of(path), 0600u);
  EXPECT_FALSE(std::filesystem::exists(temporary_of(path)));
}

TEST_F(Files, AnExistingFileIsRefusedOrReplacedAsAsked) {
  ASSERT_TRUE(write("old"));
  EXPECT_EQ(write("new", IfExists::refuse).error().reason, Reason::exists);
  EXPECT_EQ(read(), "old");
  ASSERT_TRUE(write("new"));
  EXPECT_EQ(read(), "new");
}

TEST_F(Files, AnAbsentFileIsNotFoundAndATooLongOneIsDamaged) {
  EXPECT_EQ(read_file(*fs, path, kReadMax).error().reason, Reason::not_found);
  ASSERT_TRUE(write("12345"));
  EXPECT_TRUE(read_file(*fs, path, 5));
  EXPECT_EQ(read_file(*fs, path, 4).error().reason, Reason::damaged);
}

TEST_F(Files, APowerCutAtAnyStepLeavesTheOldFileOrTheNewOne) {
  for (const Fault fault : {Fault::drop_unsynced, Fault::torn_write}) {
    for (std::uint64_t step = 1;; ++step) {
      ASSERT_TRUE(write("old"));
      fs->arm(fs->operations() + step, fault);
      const bool written = write("the new content").has_value();
      const bool fired = fs->fired();
      fs->power_cut();
      EXPECT_EQ(read(), written ? "the new content" : "old") << step;
      if (!fired) break;
    }
  }
}

TEST_F(Files, AFolderThatIsNotConfirmedIsSaidToBeUnknown) {
  ASSERT_TRUE(write("old"));
  fs->arm(fs->operations() + 5, Fault::fail_sync);  // create, append, sync, rename, sync of the folder
  EXPECT_EQ(write("new").error().reason, Reason::outcome_unknown);
}

TEST_F(Files, AFullDiskIsSaidAndKeepsTheOldFile) {
  ASSERT_TRUE(write("old"));
  fs->arm(fs->operations() + 1, Fault::no_space);
  EXPECT_EQ(write("new").error().reason, Reason::disk_full);
  EXPECT_EQ(read(), "old");
  fs->make_room();
  EXPECT_TRUE(write("new"));
}

TEST_F(Files, AWipedFileIsGoneAndWipingNothingIsNoError) {
  ASSERT_TRUE(write("secret"));
  const std::string other_name = folder / "link";
  std::filesystem::create_hard_link(path, other_name);
  ASSERT_TRUE(wipe_file(*fs, path));
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_EQ(read_file(*fs, other_name, kReadMax).value(), std::string(6, '\0'));
  EXPECT_TRUE(wipe_file(*fs, path));
}

TEST_F(Files, AFolderIsMadeAndMadePrivate) {
  ASSERT_TRUE(ensure_folder(*fs, folder / "private"));
  EXPECT_EQ(mode_of(folder / "private"), 0700u);
  std::filesystem::permissions(folder / "private", std::filesystem::perms::all);
  ASSERT_TRUE(ensure_folder(*fs, folder / "private"));
  EXPECT_EQ(mode_of(folder / "private"), 0700u);
  EXPECT_EQ(ensure_folder(*fs, folder / "no/such").error().reason, Reason::io);
}

TEST_F(Files, ALockedFolderIsRefusedUntilItIsReleased) {
  {
    auto first = FolderLock::acquire(fs, folder.path());
    ASSERT_TRUE(first);
    EXPECT_EQ(FolderLock::acquire(fs, folder.path()).error().reason, Reason::locked);
    const FolderLock moved = std::move(*first);
    EXPECT_EQ(FolderLock::acquire(fs, folder.path()).error().reason, Reason::locked);
  }
  EXPECT_TRUE(FolderLock::acquire(fs, folder.path()));
  EXPECT_EQ(FolderLock::acquire(fs, folder / "absent").error().reason, Reason::io);
}

TEST(RefusalOf, NamesTheReasonAndThePath) {
  EXPECT_EQ(refusal_of(rocksdb::Status::NoSpace(), "p").reason, Reason::disk_full);
  EXPECT_EQ(refusal_of(rocksdb::Status::Corruption("x"), "p").reason, Reason::damaged);
  EXPECT_EQ(refusal_of(rocksdb::Status::IOError("x"), "p").reason, Reason::io);
  EXPECT_EQ(refusal_of(rocksdb::Status::IOError("x"), "p").where, "p");
}

}  // namespace
}  // namespace tenure
