#include "storage/keys/key_store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>
#include <vector>

#include "storage/files/files.h"
#include "tests/support/fault_fs.h"
#include "tests/support/temp_folder.h"

namespace tenure {
namespace {

using testing::Fault;
using testing::FaultFileSystem;
using testing::TempFolder;

constexpr std::size_t kRecord = 128;
constexpr std::size_t kHeader = 128;
constexpr std::uint64_t kKeyFileMax = 1 << 20;

struct Keys : ::testing::Test {
  TempFolder folder;
  std::shared_ptr<FaultFileSystem> fs = std::make_shared<FaultFileSystem>();
  std::string home = folder / "keys";
  std::string path = home + "/subjects.keys";
  std::unique_ptr<KeyStore> store;

  void SetUp() override { ASSERT_TRUE(start(KeyStore::create(fs, home, {}))); }
  bool start(Result<std::unique_ptr<KeyStore>> opened) {
    if (opened) store = std::move(*opened);
    return opened.has_value();
  }
  Result<std::unique_ptr<KeyStore>> reopened() {
    store.reset();
    return KeyStore::open(fs, home, std::nullopt);
  }
  bool reopen() { return start(reopened()); }

  std::string bytes() { return read_file(*fs, path, kKeyFileMax).value(); }
  void set_bytes(const std::string& content) {
    ASSERT_TRUE(write_file(*fs, path, as_bytes(content), IfExists::replace));
  }
  bool holds(std::string_view subject, const SecretBytes& key) {
    const auto found = store->find(subject);
    return found && found->equals(key);
  }
  Reason missing(std::string_view subject) {
    const auto found = store->find(subject);
    return found ? Reason::already : found.error().reason;
  }
};

TEST_F(Keys, ASubjectKeepsItsKeyAcrossReopening) {
  const SecretBytes key = std::move(store->key_for("p-0001").value());
  EXPECT_EQ(key.size(), 32u);
  EXPECT_TRUE(store->key_for("p-0001")->equals(key));
  ASSERT_TRUE(reopen());
  EXPECT_TRUE(store->find("p-0001")->equals(key));
  EXPECT_EQ(store->torn_bytes(), 0u);
}

TEST_F(Keys, SubjectsHaveDifferentKeys) {
  EXPECT_FALSE(store->key_for("p-0001")->equals(*store->key_for("p-0002")));
}

/// Enough for the whole file to be written anew.
std::vector<std::string> many(const std::string& prefix) {
  std::vector<std::string> out;
  for (int i = 0; i < 100; ++i) out.push_back(prefix + std::to_string(i));
  return out;
}

TEST_F(Keys, ManyNewKeysAreMadeAtOnceAndOldOnesStay) {
  const SecretBytes old = std::move(store->key_for("p-0001").value());
  const auto names = many("q-");
  std::vector<std::string_view> subjects{"p-0001", "q-1"};
  subjects.insert(subjects.end(), names.begin(), names.end());
  const auto syncs = fs->operations();
  ASSERT_TRUE(store->make_missing(subjects));
  EXPECT_LT(fs->operations() - syncs, 50u) << "not a sync a key";
  EXPECT_TRUE(holds("p-0001", old));
  const SecretBytes made = std::move(store->key_for("q-99").value());
  ASSERT_TRUE(reopen());
  EXPECT_TRUE(holds("p-0001", old));
  EXPECT_TRUE(holds("q-99", made));
  EXPECT_EQ(bytes().size(), kHeader + 101 * kRecord);
  const SecretBytes next = std::move(store->key_for("p-0002").value());
  ASSERT_TRUE(store->erase("q-5"));
  ASSERT_TRUE(reopen());
  EXPECT_TRUE(holds("p-0002", next));
  ASSERT_TRUE(store->make_missing({{"q-5"}}));
  EXPECT_EQ(missing("q-5"), Reason::absent) << "erased for ever";
}

TEST_F(Keys, FewNewKeysAreLeftToBeMadeOneByOne) {
  ASSERT_TRUE(store->make_missing({{"p-1", "p-2"}}));
  EXPECT_EQ(missing("p-1"), Reason::not_found);
}

TEST_F(Keys, AnUnknownSubjectIsNotFoundAndABadOneRefused) {
  EXPECT_EQ(missing("p-0001"), Reason::not_found);
  EXPECT_EQ(missing(""), Reason::bad_id);
  EXPECT_EQ(store->key_for(std::string(kSubjectSizeMax + 1, 'p')).error().reason, Reason::bad_id);
}

TEST_F(Keys, TheFileNeitherNamesASubjectNorHoldsItsKey) {
  const auto key = store->key_for("p-0001-quite-long-a-name");
  EXPECT_EQ(bytes().size(), kHeader + kRecord);
  EXPECT_EQ(bytes().find("p-0001"), std::string::npos);
  EXPECT_EQ(bytes().find(as_view(key->view())), std::string::npos);
}

TEST_F(Keys, AnErasedSubjectHasNoKeyAndGetsNoneAgain) {
  const SecretBytes other = std::move(store->key_for("p-0002").value());
  ASSERT_TRUE(store->key_for("p-0001"));
  EXPECT_TRUE(store->erase("p-0001")->overwritten);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(missing("p-0001"), Reason::absent);
    EXPECT_EQ(store->key_for("p-0001").error().reason, Reason::absent);
    EXPECT_TRUE(store->find("p-0002")->equals(other));
    ASSERT_TRUE(reopen());
  }
}

TEST_F(Keys, ErasingLeavesNoTraceOfTheWrappedKeyInTheNewFileNorTheOldOne) {
  ASSERT_TRUE(store->key_for("p-0001"));
  const std::string wrapped = bytes().substr(kHeader + 33, 72);
  const std::string old_file = folder / "old";
  std::filesystem::create_hard_link(path, old_file);
  ASSERT_TRUE(store->erase("p-0001"));
  EXPECT_EQ(bytes().find(wrapped), std::string::npos);
  EXPECT_EQ(read_file(*fs, old_file, kKeyFileMax).value(), std::string(kHeader + kRecord, '\0'));
}

TEST_F(Keys, KeysGoOnAfterAnErasure) {
  ASSERT_TRUE(store->key_for("p-0001"));
  ASSERT_TRUE(store->erase("p-0001"));
  const SecretBytes key = std::move(store->key_for("p-0002").value());
  ASSERT_TRUE(reopen());
  EXPECT_TRUE(store->find("p-0002")->equals(key));
}

TEST_F(Keys, ErasingTwiceOrAStrangerIsNoErrorAndBinds) {
  ASSERT_TRUE(store->erase("p-0009"));
  ASSERT_TRUE(store->erase("p-0009"));
  ASSERT_TRUE(reopen());
  EXPECT_EQ(store->key_for("p-0009").error().reason, Reason::absent);
}

TEST_F(Keys, ATornAppendIsCutOffAndReported) {
  ASSERT_TRUE(store->key_for("p-0001"));
  ASSERT_TRUE(store->key_for("p-0002"));
  store.reset();
  const std::string whole = bytes();
  for (std::size_t torn = 1; torn < kRecord; ++torn) {
    const std::string cut = whole.substr(0, whole.size() - torn);
    for (const std::string& left : {cut, cut + std::string(torn, '\0')}) {
      set_bytes(left);
      ASSERT_TRUE(reopen()) << torn;
      EXPECT_EQ(store->torn_bytes(), left.size() - kHeader - kRecord) << torn;
      EXPECT_EQ(missing("p-0001"), Reason::already) << torn;
      EXPECT_EQ(missing("p-0002"), Reason::not_found) << torn;
      EXPECT_EQ(bytes().size(), kHeader + kRecord);
    }
  }
}

TEST_F(Keys, AnyOtherChangedByteIsDamage) {
  ASSERT_TRUE(store->key_for("p-0001"));
  ASSERT_TRUE(store->key_for("p-0002"));
  store.reset();
  const std::string whole = bytes();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    set_bytes(changed);
    const auto refused = reopened();
    ASSERT_FALSE(refused) << at;
    EXPECT_TRUE(refused.error().reason == Reason::damaged || refused.error().reason == Reason::format_version)
        << at;
  }
}

TEST_F(Keys, AFileWithFewerRecordsThanItHadIsDamageAndLeftAsItIs) {
  ASSERT_TRUE(store->key_for("p-0001"));
  ASSERT_TRUE(store->key_for("p-0002"));
  ASSERT_TRUE(store->erase("p-0001"));
  EXPECT_EQ(store->counts().keys, 2U);
  EXPECT_EQ(store->counts().erased, 1U);
  store.reset();
  const std::string whole = bytes();
  const auto open = [&](std::uint64_t keys_min) { return KeyStore::open(fs, home, std::nullopt, keys_min); };
  EXPECT_EQ(open(2).value()->counts().erased, 1U);
  EXPECT_EQ(open(3).error().reason, Reason::damaged);
  for (const std::size_t cut : {std::size_t{1}, kRecord / 2, kRecord, kRecord + 1, 2 * kRecord}) {
    set_bytes(whole.substr(0, whole.size() - cut));
    EXPECT_EQ(open(2).error().reason, Reason::damaged) << cut;
    EXPECT_EQ(bytes().size(), whole.size() - cut) << "who restores the rest finds it as it was";
  }
  std::filesystem::remove(path);
  EXPECT_EQ(open(2).error().reason, Reason::damaged);
  EXPECT_EQ(open(0).error().reason, Reason::not_found);
}

TEST_F(Keys, TwoRecordsOfOneSubjectAreDamage) {
  ASSERT_TRUE(store->key_for("p-0001"));
  store.reset();
  set_bytes(bytes() + bytes().substr(kHeader));
  EXPECT_EQ(reopened().error().reason, Reason::damaged);
}

TEST_F(Keys, AnotherMasterKeyIsRefused) {
  ASSERT_TRUE(store->key_for("p-0001"));
  ASSERT_TRUE(KeyStore::create(fs, folder / "other", {}));
  std::filesystem::copy_file(folder / "other/master.key", home + "/master.key",
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(reopened().error().reason, Reason::damaged);
}

TEST_F(Keys, AMasterKeyUnderAPassphraseNeedsIt) {
  const std::string locked = folder / "locked";
  ASSERT_TRUE(KeyStore::create(fs, locked, {"correct horse", {1, 8192}}));
  EXPECT_TRUE(KeyStore::open(fs, locked, "correct horse"));
  EXPECT_EQ(KeyStore::open(fs, locked, "wrong").error().reason, Reason::passphrase);
  EXPECT_EQ(KeyStore::open(fs, locked, std::nullopt).error().reason, Reason::passphrase);
}

TEST_F(Keys, AnExistingStoreIsNotOverwritten) {
  EXPECT_EQ(KeyStore::create(fs, home, {}).error().reason, Reason::exists);
  EXPECT_TRUE(reopen());
}

TEST_F(Keys, AMissingFileIsNotFound) {
  store.reset();
  std::filesystem::remove(path);
  EXPECT_EQ(reopened().error().reason, Reason::not_found);
}

TEST_F(Keys, AFailedSyncIsUnknownAndStopsWritesButNotReads) {
  ASSERT_TRUE(store->key_for("p-0001"));
  fs->arm(fs->operations() + 1, Fault::fail_sync);
  EXPECT_EQ(store->key_for("p-0002").error().reason, Reason::outcome_unknown);
  EXPECT_EQ(store->key_for("p-0003").error().reason, Reason::stopped);
  EXPECT_EQ(store->erase("p-0001").error().reason, Reason::stopped);
  EXPECT_TRUE(store->find("p-0001"));
}

TEST_F(Keys, AFullDiskIsSaidAndWritesGoOnWithRoom) {
  ASSERT_TRUE(store->key_for("p-0001"));
  fs->arm(fs->operations() + 1, Fault::no_space);
  EXPECT_EQ(store->key_for("p-0002").error().reason, Reason::disk_full);
  EXPECT_EQ(store->erase("p-0001").error().reason, Reason::disk_full);
  EXPECT_TRUE(store->find("p-0001"));
  fs->make_room();
  EXPECT_TRUE(store->key_for("p-0002"));
  EXPECT_TRUE(store->erase("p-0001"));
  ASSERT_TRUE(reopen());
  EXPECT_EQ(missing("p-0001"), Reason::absent);
  EXPECT_EQ(missing("p-0002"), Reason::already);
}

// Two keys, an erasure, a third key: whatever is confirmed before the fault still holds after it.
TEST_F(Keys, APowerCutAtAnyStepKeepsWhatWasConfirmed) {
  for (const Fault fault : {Fault::drop_unsynced, Fault::torn_write, Fault::fail_sync}) {
    bool fired = true;
    for (std::uint64_t step = 1; fired; ++step) {
      store.reset();
      std::filesystem::remove_all(home);
      ASSERT_TRUE(start(KeyStore::create(fs, home, {})));
      fs->arm(fs->operations() + step, fault);
      const auto one = store->key_for("one");
      const auto two = store->key_for("two");
      const bool erased = store->erase("one").has_value();
      const auto three = store->key_for("three");
      fired = fs->fired();
      store.reset();
      fs->power_cut();
      ASSERT_TRUE(reopen()) << step;
      if (one && erased) {
        EXPECT_EQ(missing("one"), Reason::absent) << step;
      } else if (one && missing("one") != Reason::absent) {
        EXPECT_TRUE(holds("one", *one)) << step;
      }
      EXPECT_TRUE(!two || holds("two", *two)) << step;
      EXPECT_TRUE(!three || holds("three", *three)) << step;
      EXPECT_FALSE(std::filesystem::exists(temporary_of(path))) << step;
    }
  }
}

TEST_F(Keys, ThreadsThatAskForOneSubjectGetOneKey) {
  constexpr int kThreads = 8;
  std::vector<SecretBytes> keys(kThreads);
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back(
        [&, i] { keys[static_cast<std::size_t>(i)] = std::move(store->key_for("p-0001").value()); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const SecretBytes& key : keys) EXPECT_TRUE(key.equals(keys.front()));
  EXPECT_EQ(bytes().size(), kHeader + kRecord);
}

}  // namespace
}  // namespace tenure
