#include "tests/support/fault_fs.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>

#include <thread>

#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

const rocksdb::IOOptions kIo;

struct FaultFs : ::testing::Test {
  TempFolder folder;
  std::shared_ptr<FaultFileSystem> fs = std::make_shared<FaultFileSystem>();

  std::unique_ptr<rocksdb::FSWritableFile> writable(const std::string& name) {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    EXPECT_TRUE(fs->NewWritableFile(folder / name, rocksdb::FileOptions(), &file, nullptr).ok());
    return file;
  }
  std::unique_ptr<rocksdb::FSRandomRWFile> random(const std::string& name) {
    std::unique_ptr<rocksdb::FSRandomRWFile> file;
    EXPECT_TRUE(fs->NewRandomRWFile(folder / name, rocksdb::FileOptions(), &file, nullptr).ok());
    return file;
  }
  bool append(const std::unique_ptr<rocksdb::FSWritableFile>& file, const std::string& text) {
    return file->Append(text, kIo, nullptr).ok();
  }
  bool sync(const std::unique_ptr<rocksdb::FSWritableFile>& file) { return file->Sync(kIo, nullptr).ok(); }
  bool sync_folder() {
    std::unique_ptr<rocksdb::FSDirectory> directory;
    EXPECT_TRUE(fs->NewDirectory(folder.path(), kIo, &directory, nullptr).ok());
    return directory->Fsync(kIo, nullptr).ok();
  }
  bool rename(const std::string& from, const std::string& to) {
    return fs->RenameFile(folder / from, folder / to, kIo, nullptr).ok();
  }
  /// A durable file.
  void settle(const std::string& name, const std::string& text) {
    const auto file = writable(name);
    EXPECT_TRUE(append(file, text) && sync(file) && sync_folder());
  }
  std::string content(const std::string& name) {
    std::string text;
    return rocksdb::ReadFileToString(fs.get(), folder / name, &text).ok() ? text : "(nothing)";
  }
};

TEST_F(FaultFs, EveryOperationThatChangesTheDiskIsCounted) {
  const auto file = writable("a");
  append(file, "x");
  EXPECT_TRUE(file->Append("y", kIo, rocksdb::DataVerificationInfo(), nullptr).ok());
  EXPECT_TRUE(file->Flush(kIo, nullptr).ok());  // not counted
  sync(file);
  EXPECT_TRUE(file->Fsync(kIo, nullptr).ok());
  rename("a", "b");
  sync_folder();
  EXPECT_EQ(fs->operations(), 7u);
  const auto other = random("b");
  EXPECT_TRUE(other->Write(0, "z", kIo, nullptr).ok());
  EXPECT_TRUE(other->Sync(kIo, nullptr).ok());
  EXPECT_EQ(fs->operations(), 9u);
  EXPECT_EQ(content("b"), "zy");
}

TEST_F(FaultFs, APowerCutTruncatesToTheLastSync) {
  settle("a", "synced");
  {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    ASSERT_TRUE(fs->ReopenWritableFile(folder / "a", rocksdb::FileOptions(), &file, nullptr).ok());
    append(file, ", not synced");
  }
  EXPECT_EQ(content("a"), "synced, not synced");
  fs->power_cut();
  EXPECT_EQ(content("a"), "synced");
}

TEST_F(FaultFs, APowerCutRestoresWhatARandomWriteReplaced) {
  settle("a", "0123456789");
  {
    const auto file = random("a");
    EXPECT_TRUE(file->Write(0, "AB", kIo, nullptr).ok());
    EXPECT_TRUE(file->Sync(kIo, nullptr).ok());
    EXPECT_TRUE(file->Write(1, "XY", kIo, nullptr).ok());
    EXPECT_TRUE(file->Write(9, "tail", kIo, nullptr).ok());
  }
  EXPECT_EQ(content("a"), "AXY345678tail");
  fs->power_cut();
  EXPECT_EQ(content("a"), "AB23456789");
}

TEST_F(FaultFs, AFileWhoseFolderWasNotSyncedVanishes) {
  {
    const auto file = writable("a");
    EXPECT_TRUE(append(file, "x") && sync(file));
  }
  fs->power_cut();
  EXPECT_EQ(content("a"), "(nothing)");
}

TEST_F(FaultFs, ARenameThatWasNotSyncedIsUndone) {
  settle("a", "old");
  settle("b", "new");
  ASSERT_TRUE(rename("b", "a"));
  EXPECT_EQ(content("a"), "new");
  fs->power_cut();
  EXPECT_EQ(content("a"), "old");
  EXPECT_EQ(content("b"), "new");
  ASSERT_TRUE(rename("b", "a") && sync_folder());
  fs->power_cut();
  EXPECT_EQ(content("a"), "new");
  EXPECT_EQ(content("b"), "(nothing)");
}

TEST_F(FaultFs, ChainedRenamesAreUndoneInOrder) {
  settle("a", "first");
  settle("b", "second");
  settle("c", "third");
  ASSERT_TRUE(rename("a", "b") && rename("c", "b") && rename("b", "d"));
  fs->power_cut();
  EXPECT_EQ(content("a") + content("b") + content("c") + content("d"), "firstsecondthird(nothing)");
}

TEST_F(FaultFs, WritesToAReplacedFileStayWithItWhenTheRenameIsUndone) {
  settle("a", "old");
  settle("b", "new");
  {
    const auto old = random("a");
    ASSERT_TRUE(rename("b", "a"));
    EXPECT_TRUE(old->Write(0, "000", kIo, nullptr).ok() && old->Sync(kIo, nullptr).ok());
  }
  EXPECT_EQ(content("a"), "new");
  fs->power_cut();
  EXPECT_EQ(content("a"), "000");
}

TEST_F(FaultFs, AFailedSyncHappensOnceAndItsDataIsLostOnlyWithThePower) {
  settle("a", "x");
  {
    const auto file = writable("b");
    ASSERT_TRUE(sync_folder());
    fs->arm(fs->operations() + 1, Fault::fail_sync);
    EXPECT_TRUE(append(file, "y"));
    EXPECT_FALSE(sync(file));
    EXPECT_TRUE(fs->fired());
    EXPECT_EQ(content("b"), "y");
    EXPECT_TRUE(append(file, "z"));
  }
  fs->power_cut();
  EXPECT_EQ(content("b"), "");
}

TEST_F(FaultFs, WritesWaitWhileTheyAreHeld) {
  const auto file = writable("a");
  const std::uint64_t before = fs->operations();
  fs->hold();
  std::thread writer([&] { append(file, "x"); });
  fs->wait_until_held();
  EXPECT_EQ(fs->operations(), before);
  fs->release();
  writer.join();
  EXPECT_EQ(fs->operations(), before + 1);
  EXPECT_EQ(content("a"), "x");
}

TEST_F(FaultFs, AfterThePowerWentEverythingFails) {
  settle("a", "x");
  {
    const auto file = writable("b");
    fs->arm(fs->operations() + 1, Fault::drop_unsynced);
    EXPECT_FALSE(append(file, "y"));
    EXPECT_FALSE(sync(file));
    EXPECT_FALSE(rename("a", "c"));
    EXPECT_FALSE(fs->DeleteFile(folder / "a", kIo, nullptr).ok());
    EXPECT_FALSE(file->Truncate(0, kIo, nullptr).ok());
    EXPECT_FALSE(fs->CreateDir(folder / "d", kIo, nullptr).ok());
  }
  fs->power_cut();
  EXPECT_EQ(content("a"), "x");
  EXPECT_EQ(content("b"), "(nothing)");
  settle("b", "the power is back");
}

TEST_F(FaultFs, ATornWriteLeavesHalfOfItAndWhatWasBeforeIt) {
  {
    const auto file = writable("a");
    ASSERT_TRUE(sync_folder());
    EXPECT_TRUE(append(file, "before "));
    fs->arm(fs->operations() + 1, Fault::torn_write);
    EXPECT_FALSE(append(file, "12345678"));
    EXPECT_FALSE(append(file, "after"));
  }
  fs->power_cut();
  EXPECT_EQ(content("a"), "before 1234");
}

TEST_F(FaultFs, WithoutRoomWritesFailUntilThereIsSome) {
  settle("a", "x");
  const auto file = random("a");
  fs->arm(fs->operations() + 2, Fault::no_space);
  EXPECT_TRUE(file->Write(0, "y", kIo, nullptr).ok());
  EXPECT_TRUE(file->Write(0, "z", kIo, nullptr).IsNoSpace());
  std::unique_ptr<rocksdb::FSWritableFile> created;
  EXPECT_TRUE(fs->NewWritableFile(folder / "b", rocksdb::FileOptions(), &created, nullptr).IsNoSpace());
  EXPECT_TRUE(file->Sync(kIo, nullptr).ok());
  fs->make_room();
  EXPECT_TRUE(file->Write(0, "z", kIo, nullptr).ok());
}

struct FaultDb : FaultFs {
  std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(fs);
  std::unique_ptr<rocksdb::DB> db;

  bool open() {
    rocksdb::Options options;
    options.env = env.get();
    options.create_if_missing = true;
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
    rocksdb::DB* opened = nullptr;
    const bool ok = rocksdb::DB::Open(options, folder / "db", &opened).ok();
    db.reset(opened);
    return ok;
  }
  bool reopen() {
    db.reset();
    return open();
  }
  bool put(const std::string& key, bool synced) {
    rocksdb::WriteOptions options;
    options.sync = synced;
    return db->Put(options, key, key).ok();
  }
  bool has(const std::string& key) {
    std::string value;
    return db->Get(rocksdb::ReadOptions(), key, &value).ok() && value == key;
  }
  void destroy() {
    rocksdb::Options options;
    options.env = env.get();
    EXPECT_TRUE(rocksdb::DestroyDB(folder / "db", options).ok());
  }
  void cut() {
    db.reset();
    fs->power_cut();
  }
};

TEST_F(FaultDb, OnlySyncedRowsSurviveAPowerCut) {
  ASSERT_TRUE(open());
  ASSERT_TRUE(put("synced", true));
  ASSERT_TRUE(put("unsynced", false));
  fs->arm(fs->operations() + 1, Fault::drop_unsynced);
  EXPECT_FALSE(put("failed", true));
  cut();
  ASSERT_TRUE(open());
  EXPECT_TRUE(has("synced"));
  EXPECT_FALSE(has("unsynced"));
  EXPECT_FALSE(has("failed"));
}

TEST_F(FaultDb, AnUnsyncedRowIsLostAlsoWithoutAnError) {
  ASSERT_TRUE(open());
  ASSERT_TRUE(put("synced", true));
  ASSERT_TRUE(put("unsynced", false));
  fs->arm(fs->operations() + 1, Fault::drop_unsynced);  // closing must not save it
  cut();
  ASSERT_TRUE(open());
  EXPECT_TRUE(has("synced"));
  EXPECT_FALSE(has("unsynced"));
}

TEST_F(FaultDb, AFailedSyncStopsTheDatabaseAndTheRowIsThereAfterwards) {
  ASSERT_TRUE(open());
  fs->arm(fs->operations() + 1, Fault::fail_sync);
  EXPECT_FALSE(put("unknown", true));
  EXPECT_FALSE(put("later", true));
  db.reset();
  ASSERT_TRUE(open());
  EXPECT_TRUE(has("unknown"));
}

// The second opening writes a table file in the foreground. (A failed flush in the background would sleep a
// second.)
TEST_F(FaultDb, AShortRunLosesNothingConfirmedWhereverThePowerGoes) {
  for (const Fault fault : {Fault::drop_unsynced, Fault::torn_write}) {
    bool fired = true;
    for (std::uint64_t step = 1; fired; ++step) {
      ASSERT_LT(step, 1000u);
      destroy();
      fs->arm(fs->operations() + step, fault);
      std::array<bool, 4> kept{};
      for (std::size_t i = 0; i < kept.size(); ++i) {
        if (i % 2 == 0 && !reopen()) break;
        kept[i] = put(std::to_string(i), true);
      }
      fired = fs->fired();
      cut();
      ASSERT_TRUE(open()) << step;
      for (std::size_t i = 0; i < kept.size(); ++i) {
        EXPECT_TRUE(!kept[i] || has(std::to_string(i))) << step << " row " << i;
      }
      db.reset();
    }
  }
}

}  // namespace
}  // namespace tenure::testing
