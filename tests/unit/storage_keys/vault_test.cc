#include "storage/vault/vault.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "tests/support/fault_fs.h"
#include "tests/support/temp_folder.h"

namespace tenure {
namespace {

using testing::Fault;
using testing::FaultFileSystem;
using testing::TempFolder;

Salt salt_of(std::byte fill) {
  Salt salt;
  salt.fill(fill);
  return salt;
}

SealedValue sealed(std::string_view subject, std::string_view commitment, std::string_view value) {
  return {subject, commitment, salt_of(std::byte{7}), value};
}

struct VaultTest : ::testing::Test {
  TempFolder folder;
  std::shared_ptr<FaultFileSystem> fs = std::make_shared<FaultFileSystem>();
  std::unique_ptr<KeyStore> keys;
  std::optional<Vault> vault;

  void SetUp() override {
    keys = std::move(KeyStore::create(fs, folder / "keys", {}).value());
    open();
  }
  void open() { vault.emplace(std::move(Vault::open(fs, folder / "vault", *keys).value())); }
  void reopen() {
    close();
    keys = std::move(KeyStore::open(fs, folder / "keys", std::nullopt).value());
    open();
  }
  void close() {
    vault.reset();
    keys.reset();
  }

  Result<void> put(const SealedValue& value) { return vault->put({&value, 1}); }
  Reason missing(std::string_view subject, std::string_view commitment) {
    const auto opening = vault->get(subject, commitment);
    return opening ? Reason::already : opening.error().reason;
  }
  bool on_disk(std::string_view text) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string content{std::istreambuf_iterator<char>(in), {}};
      if (content.find(text) != std::string::npos) return true;
    }
    return false;
  }
};

TEST_F(VaultTest, APutValueComesBackWithItsSalt) {
  ASSERT_TRUE(put(sealed("p-0001", "c1:name", "王小明")));
  ASSERT_TRUE(put(sealed("p-0001", "c1:empty", "")));
  reopen();
  const auto opening = vault->get("p-0001", "c1:name");
  ASSERT_TRUE(opening);
  EXPECT_EQ(opening->value, "王小明");
  EXPECT_EQ(opening->salt, salt_of(std::byte{7}));
  EXPECT_EQ(vault->get("p-0001", "c1:empty")->value, "");
}

TEST_F(VaultTest, TheValueIsNowhereOnTheDiskInTheClear) {
  ASSERT_TRUE(put(sealed("p-0001", "c1:name", "a value that is easy to find")));
  vault.reset();
  EXPECT_TRUE(on_disk("c1:name"));
  EXPECT_FALSE(on_disk("easy to find"));
}

TEST_F(VaultTest, AnUnknownValueOrAnotherSubjectsIsAbsent) {
  ASSERT_TRUE(put(sealed("p-0001", "c1:a", "x")));
  ASSERT_TRUE(put(sealed("p-0002", "c1:b", "y")));
  EXPECT_EQ(missing("p-0001", "c1:none"), Reason::absent);
  EXPECT_EQ(missing("p-0009", "c1:a"), Reason::absent);
  EXPECT_EQ(missing("p-0002", "c1:a"), Reason::absent);
}

TEST_F(VaultTest, AValueMovedToAnotherCommitmentDoesNotAnswerForIt) {
  ASSERT_TRUE(put(sealed("p-0001", "c1:a", "x")));
  ASSERT_TRUE(put(sealed("p-0001", "c1:b", "y")));
  vault.reset();
  rocksdb::DB* raw = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(rocksdb::Options(), folder / "vault", &raw).ok());
  const std::unique_ptr<rocksdb::DB> db(raw);
  {
    const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator(rocksdb::ReadOptions()));
    it->SeekToFirst();
    ASSERT_TRUE(it->Valid() && it->key().starts_with("c1:a/"));
    const std::string stored = it->value().ToString();
    it->Next();
    ASSERT_TRUE(it->Valid() && it->key().starts_with("c1:b/"));
    ASSERT_TRUE(db->Put(rocksdb::WriteOptions(), it->key(), stored).ok());
  }
  ASSERT_TRUE(db->Close().ok());
  open();
  EXPECT_EQ(missing("p-0001", "c1:b"), Reason::damaged);
}

TEST_F(VaultTest, AValueWhoseKeyIsGoneIsDamageAndNeverAbsent) {
  ASSERT_TRUE(put(sealed("p-0001", "c1:a", "x")));
  ASSERT_TRUE(put(sealed("p-0002", "c1:b", "y")));
  close();
  const std::string path = folder / "keys/subjects.keys";
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 128);
  keys = std::move(KeyStore::open(fs, folder / "keys", std::nullopt).value());
  open();
  EXPECT_EQ(vault->get("p-0001", "c1:a")->value, "x");
  const auto lost = vault->value("p-0002", "c1:b");
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().reason, Reason::damaged);
  EXPECT_EQ(
      lost.error().detail,
      "p-0002 的 c1:b：subjects.keys 中没有它的密钥 | c1:b of p-0002: its key is missing in subjects.keys");
  EXPECT_FALSE(vault->value("p-0002", "c1:never").value()) << "what was never put is absent all the same";
  ASSERT_TRUE(vault->erase("p-0002"));
  EXPECT_EQ(missing("p-0002", "c1:b"), Reason::absent) << "and so is what an erasure gave up";
}

TEST_F(VaultTest, CountsWhatItHoldsOnceEach) {
  EXPECT_EQ(vault->count(), 0U);
  ASSERT_TRUE(put(sealed("p-0001", "c1:a", "x")));
  const SealedValue values[] = {sealed("p-0001", "c1:a", "x"), sealed("p-0001", "c1:b", "y"),
                                sealed("p-0001", "c1:b", "y"), sealed("p-0002", "c1:b", "y")};
  ASSERT_TRUE(vault->put(values));
  EXPECT_EQ(vault->count(), 3U);
  ASSERT_TRUE(vault->erase("p-0002"));
  EXPECT_EQ(vault->count(), 3U) << "its ciphertext stays";
  reopen();
  EXPECT_EQ(vault->count(), 3U);
}

TEST_F(VaultTest, WithFewerValuesThanItMustHoldItDoesNotOpen) {
  ASSERT_TRUE(put(sealed("p-0001", "c1:a", "x")));
  vault.reset();
  EXPECT_TRUE(Vault::open(fs, folder / "vault", *keys, 1));
  EXPECT_EQ(Vault::open(fs, folder / "vault", *keys, 2).error().reason, Reason::damaged);
  EXPECT_EQ(Vault::open(fs, folder / "none", *keys, 1).error().reason, Reason::damaged);
  EXPECT_FALSE(std::filesystem::exists(folder / "none")) << "nothing is made in its place";
}

TEST_F(VaultTest, OneFromBeforeItCountedIsCountedOnce) {
  ASSERT_TRUE(put(sealed("p-0001", "c1:a", "x")));
  ASSERT_TRUE(put(sealed("p-0002", "c1:b", "y")));
  vault.reset();
  {
    rocksdb::DB* raw = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(rocksdb::Options(), folder / "vault", &raw).ok());
    const std::unique_ptr<rocksdb::DB> db(raw);
    ASSERT_TRUE(db->Delete(rocksdb::WriteOptions(), "xn").ok());
    ASSERT_TRUE(db->Close().ok());
  }
  open();
  EXPECT_EQ(vault->count(), 2U);
}

TEST_F(VaultTest, ErasingASubjectErasesAllItsValuesAndNoOthers) {
  ASSERT_TRUE(put(sealed("p-0001", "c1:a", "x")));
  ASSERT_TRUE(put(sealed("p-0001", "c1:b", "y")));
  ASSERT_TRUE(put(sealed("p-0002", "c1:c", "z")));
  ASSERT_TRUE(vault->erase("p-0001"));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(missing("p-0001", "c1:a"), Reason::absent);
    EXPECT_EQ(missing("p-0001", "c1:b"), Reason::absent);
    EXPECT_EQ(vault->get("p-0002", "c1:c")->value, "z");
    EXPECT_EQ(put(sealed("p-0001", "c1:d", "again")).error().reason, Reason::absent);
    reopen();
  }
}

TEST_F(VaultTest, APutIsWholeOrNotAtAll) {
  ASSERT_TRUE(vault->erase("p-0002"));
  const SealedValue values[] = {sealed("p-0001", "c1:a", "x"), sealed("p-0002", "c1:b", "y")};
  EXPECT_EQ(vault->put(values).error().reason, Reason::absent);
  ASSERT_TRUE(put(sealed("p-0001", "c1:other", "z")));
  EXPECT_EQ(missing("p-0001", "c1:a"), Reason::absent);
}

TEST_F(VaultTest, LimitsAreRefusedBeforeAnyKeyIsMade) {
  const std::string longest(kSealedValueMax, 'x');
  EXPECT_TRUE(put(sealed("p-0001", "c1:long", longest)));
  EXPECT_EQ(vault->get("p-0001", "c1:long")->value, longest);
  EXPECT_EQ(put(sealed("p-0002", "c1:x", longest + "x")).error().reason, Reason::limit_text);
  EXPECT_EQ(put(sealed("p-0002", "", "x")).error().reason, Reason::bad_value);
  EXPECT_EQ(put(sealed("p-0002", std::string(kCommitmentMax + 1, 'c'), "x")).error().reason,
            Reason::bad_value);
  EXPECT_EQ(keys->find("p-0002").error().reason, Reason::not_found);
  EXPECT_TRUE(vault->put({}));
}

TEST_F(VaultTest, AFailedSyncIsUnknown) {
  ASSERT_TRUE(put(sealed("p-0001", "c1:a", "x")));
  fs->arm(fs->operations() + 1, Fault::fail_sync);
  EXPECT_EQ(put(sealed("p-0001", "c1:b", "y")).error().reason, Reason::outcome_unknown);
}

TEST_F(VaultTest, AFullDiskIsSaid) {
  ASSERT_TRUE(put(sealed("p-0001", "c1:a", "x")));
  fs->arm(fs->operations() + 1, Fault::no_space);
  EXPECT_EQ(put(sealed("p-0001", "c1:b", "y")).error().reason, Reason::disk_full);
  EXPECT_EQ(vault->get("p-0001", "c1:a")->value, "x");
  fs->make_room();
}

TEST_F(VaultTest, APowerCutAtAnyStepKeepsWhatWasConfirmed) {
  for (const Fault fault : {Fault::drop_unsynced, Fault::torn_write}) {
    for (std::uint64_t step = 1; step <= 10; ++step) {
      const std::string prefix =
          "c1:" + std::to_string(static_cast<int>(fault)) + "." + std::to_string(step) + ".";
      fs->arm(fs->operations() + step, fault);
      std::array<bool, 3> kept{};
      for (std::size_t i = 0; i < kept.size(); ++i) {
        const std::string commitment = prefix + std::to_string(i);
        kept[i] = put(sealed("p-" + commitment, commitment, commitment)).has_value();
      }
      ASSERT_TRUE(fs->fired());
      close();
      fs->power_cut();
      reopen();
      for (std::size_t i = 0; i < kept.size(); ++i) {
        const std::string commitment = prefix + std::to_string(i);
        const auto opening = vault->get("p-" + commitment, commitment);
        EXPECT_TRUE(!kept[i] || (opening && opening->value == commitment)) << commitment;
      }
    }
  }
}

}  // namespace
}  // namespace tenure
