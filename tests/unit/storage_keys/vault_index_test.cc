// The vault's index: who has a value.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <optional>

#include "storage/vault/index_entry.h"
#include "storage/vault/vault.h"
#include "tests/support/fault_fs.h"
#include "tests/support/temp_folder.h"

namespace tenure {
namespace {

using ::testing::ElementsAre;
using testing::Fault;
using testing::FaultFileSystem;
using ::testing::IsEmpty;
using testing::TempFolder;
using ::testing::UnorderedElementsAre;

constexpr std::string_view kNumber = "11010519491231002X";
constexpr auto kId = SealedKind::id_number;

struct VaultIndex : ::testing::Test {
  TempFolder folder;
  std::shared_ptr<FaultFileSystem> fs = std::make_shared<FaultFileSystem>();
  std::unique_ptr<KeyStore> keys;
  std::optional<Vault> vault;

  void SetUp() override {
    keys = std::move(KeyStore::create(fs, folder / "keys", {}).value());
    open();
  }
  void open() { vault.emplace(std::move(Vault::open(fs, folder / "vault", *keys).value())); }
  void close() {
    vault.reset();
    keys.reset();
  }
  void reopen() {
    close();
    keys = std::move(KeyStore::open(fs, folder / "keys", std::nullopt).value());
    open();
  }

  Result<void> put(std::string_view subject, std::string_view commitment, std::string_view value,
                   std::optional<SealedKind> kind = kId) {
    const SealedValue sealed{subject, commitment, Salt{}, value, kind};
    return vault->put({&sealed, 1});
  }
  std::vector<std::string> found(std::string_view value, SealedKind kind = kId) {
    std::vector<std::string> out;
    const auto all = vault->find(kind, value);
    if (!all) return {all.error().text()};
    for (const FoundValue& each : *all) out.push_back(each.subject + " " + each.commitment);
    return out;
  }

  using Change = std::function<void(rocksdb::DB& db, const std::string& key, const std::string& value)>;
  /// Changes what begins with `prefix`, behind the vault's back.
  void tamper(std::string_view prefix, const Change& change) {
    vault.reset();
    rocksdb::DB* raw = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(rocksdb::Options(), folder / "vault", &raw).ok());
    const std::unique_ptr<rocksdb::DB> db(raw);
    {
      const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator(rocksdb::ReadOptions()));
      const rocksdb::Slice from(prefix.data(), prefix.size());
      for (it->Seek(from); it->Valid() && it->key().starts_with(from); it->Next())
        change(*db, it->key().ToString(), it->value().ToString());
    }
    ASSERT_TRUE(db->Close().ok());
  }
  int entries() {
    int out = 0;
    tamper("x1:", [&](rocksdb::DB&, const std::string&, const std::string&) { ++out; });
    tamper("x2:", [&](rocksdb::DB&, const std::string&, const std::string&) { ++out; });
    open();
    return out;
  }
};

TEST_F(VaultIndex, FindsWhoseValueItIs) {
  ASSERT_TRUE(put("person/p-1", "c1:a", kNumber));
  ASSERT_TRUE(put("person/p-2", "c1:b", "１１０１０５１９４９１２３１００２x"));
  ASSERT_TRUE(put("person/p-2", "c1:a", kNumber)) << "the same commitment under another subject";
  ASSERT_TRUE(put("person/p-3", "c1:c", "440524188001010014"));
  ASSERT_TRUE(put("person/p-4", "c1:d", kNumber, SealedKind::name));
  ASSERT_TRUE(put("person/p-5", "c1:e", kNumber, std::nullopt));
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(found(" 11010519491231002x "),
                UnorderedElementsAre("person/p-1 c1:a", "person/p-2 c1:b", "person/p-2 c1:a"));
    EXPECT_THAT(found(kNumber, SealedKind::name), ElementsAre("person/p-4 c1:d"));
    EXPECT_THAT(found("110105194912310020"), IsEmpty());
    EXPECT_THAT(found(""), IsEmpty());
    reopen();
  }
}

TEST_F(VaultIndex, APutAgainIsOneEntryAndABlankValueNone) {
  ASSERT_TRUE(put("person/p-1", "c1:a", kNumber));
  ASSERT_TRUE(put("person/p-1", "c1:a", kNumber));
  ASSERT_TRUE(put("person/p-1", "c1:b", " \u3000"));
  EXPECT_THAT(found(kNumber), ElementsAre("person/p-1 c1:a"));
  EXPECT_THAT(found(" "), IsEmpty());
  EXPECT_EQ(entries(), 2);
}

TEST_F(VaultIndex, ManyInTheBucketsOfNamesAreToldApart) {
  for (int i = 0; i < 300; ++i) {
    const std::string n = std::to_string(i);
    ASSERT_TRUE(put("person/p-" + n, "c1:" + n, "名字" + n, SealedKind::name));
  }
  for (int i = 0; i < 300; ++i) {
    const std::string n = std::to_string(i);
    EXPECT_THAT(found("名字 " + n, SealedKind::name), ElementsAre("person/p-" + n + " c1:" + n));
  }
}

TEST_F(VaultIndex, WhoIsErasedIsFoundNoMoreAndTheirEntriesGo) {
  ASSERT_TRUE(put("person/p-1", "c1:a", kNumber));
  ASSERT_TRUE(put("person/p-1", "c1:b", "王小明", SealedKind::name));
  ASSERT_TRUE(put("person/p-2", "c1:c", kNumber));
  ASSERT_TRUE(vault->erase("person/p-1"));
  EXPECT_THAT(found(kNumber), ElementsAre("person/p-2 c1:c"));
  EXPECT_THAT(found("王小明", SealedKind::name), IsEmpty());
  EXPECT_EQ(entries(), 2);
  EXPECT_THAT(found(kNumber), ElementsAre("person/p-2 c1:c"));
}

TEST_F(VaultIndex, AnEntryThatACrashLeftBehindIsNobodys) {
  ASSERT_TRUE(put("person/p-1", "c1:a", kNumber));
  ASSERT_TRUE(keys->erase("person/p-1")) << "the key is gone, and then the power";
  EXPECT_THAT(found(kNumber), IsEmpty());
  EXPECT_EQ(entries(), 2);
  ASSERT_TRUE(vault->erase("person/p-1")) << "it is done again";
  EXPECT_EQ(entries(), 0);
}

TEST_F(VaultIndex, AForgedEntryIsDamageAndFindsNobody) {
  ASSERT_TRUE(put("person/p-1", "c1:a", kNumber));
  ASSERT_TRUE(put("person/p-2", "c1:b", "440524188001010014"));
  std::string bucket;
  tamper("x1:", [&](rocksdb::DB& db, const std::string& key, const std::string& value) {
    const std::string moved = "person/p-2";
    if (value.find(moved) == std::string::npos) {
      bucket = key.substr(0, 6);
      // Another subject's name on it; then a commitment that it is not for.
      std::string renamed = value;
      renamed.replace(renamed.find("person/p-1"), moved.size(), moved);
      ASSERT_TRUE(db.Put(rocksdb::WriteOptions(), key.substr(0, 6) + std::string(24, 'r'), renamed).ok());
      std::string other = value;
      other.replace(other.find("c1:a"), 4, "c1:z");
      ASSERT_TRUE(db.Put(rocksdb::WriteOptions(), key.substr(0, 6) + std::string(24, 's'), other).ok());
    }
  });
  tamper("x1:", [&](rocksdb::DB& db, const std::string& key, const std::string& value) {
    // A whole entry in another value's bucket.
    if (value.find("person/p-2") != std::string::npos && key.substr(0, 6) != bucket) {
      ASSERT_TRUE(db.Put(rocksdb::WriteOptions(), bucket + key.substr(6), value).ok());
    }
  });
  open();
  EXPECT_EQ(vault->find(kId, kNumber).error().reason, Reason::damaged);
  EXPECT_THAT(found("440524188001010014"), ElementsAre("person/p-2 c1:b")) << "in a bucket without forgeries";
}

TEST_F(VaultIndex, AnEntryThatIsNoneIsDamage) {
  ASSERT_TRUE(put("person/p-1", "c1:a", kNumber));
  tamper("x1:", [&](rocksdb::DB& db, const std::string& key, const std::string& value) {
    ASSERT_TRUE(db.Put(rocksdb::WriteOptions(), key, value.substr(0, 5)).ok());
  });
  open();
  EXPECT_EQ(vault->find(kId, kNumber).error().reason, Reason::damaged);
}

TEST_F(VaultIndex, AVaultFromBeforeIsNotWholeUntilItSaysSo) {
  EXPECT_TRUE(vault->is_indexed()) << "a new one has nothing to index";
  ASSERT_TRUE(put("person/p-1", "c1:a", kNumber));
  ASSERT_TRUE(put("person/p-2", "c1:b", kNumber));
  ASSERT_TRUE(vault->erase("person/p-2"));
  tamper("x", [&](rocksdb::DB& db, const std::string& key, const std::string&) {
    ASSERT_TRUE(db.Delete(rocksdb::WriteOptions(), key).ok());
  });
  open();
  EXPECT_FALSE(vault->is_indexed());
  const FindableValue all[] = {
      {"person/p-1", "c1:a", kId}, {"person/p-2", "c1:b", kId}, {"person/p-1", "c1:never-handed-in", kId}};
  ASSERT_TRUE(vault->index(all));
  reopen();
  EXPECT_FALSE(vault->is_indexed()) << "a crash came before the end";
  ASSERT_TRUE(vault->index(all));
  ASSERT_TRUE(vault->index_is_whole());
  reopen();
  EXPECT_TRUE(vault->is_indexed());
  EXPECT_THAT(found(kNumber), ElementsAre("person/p-1 c1:a"));
}

TEST_F(VaultIndex, AValueAndItsEntryAreThereTogetherAfterAPowerCut) {
  for (const Fault fault : {Fault::drop_unsynced, Fault::torn_write}) {
    for (std::uint64_t step = 1; step <= 10; ++step) {
      const std::string commitment =
          "c1:" + std::to_string(static_cast<int>(fault)) + "." + std::to_string(step);
      const std::string subject = "person/" + commitment.substr(3);
      fs->arm(fs->operations() + step, fault);
      bool kept = false;
      for (int i = 0; i < 4; ++i)
        kept = put(subject, commitment, "名" + commitment, SealedKind::name).has_value();
      ASSERT_TRUE(fs->fired());
      close();
      fs->power_cut();
      reopen();
      const bool there = vault->get(subject, commitment).has_value();
      EXPECT_TRUE(there || !kept);
      EXPECT_EQ(found("名" + commitment, SealedKind::name).size(), there ? 1U : 0U) << commitment;
    }
  }
}

TEST(IndexEntry, IsReadAsItWasWrittenAndLiesBesideItsReverse) {
  const std::string bucket = bucket_key(SealedKind::name, as_bytes("\xab\xcd"));
  EXPECT_EQ(bucket.substr(4), std::string("\x0a\xbc")) << "twelve bits of a name";
  EXPECT_EQ(bucket_key(kId, as_bytes("\xab\xcd")).substr(4), "\xab\xcd");
  const std::string key = entry_key(bucket, "person/p-1", "c1:a");
  const std::string reverse = reverse_key("person/p-1", key);
  EXPECT_TRUE(reverse.starts_with(reverse_prefix("person/p-1")));
  EXPECT_EQ(entry_key_of(reverse), key);
  EXPECT_EQ(entry_key_of(key), std::nullopt);
  const std::string stored = entry_head("person/p-1", "c1:a") + "sealed";
  const auto entry = read_entry(stored);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->subject, "person/p-1");
  EXPECT_EQ(entry->commitment, "c1:a");
  EXPECT_EQ(entry->sealed, "sealed");
  EXPECT_EQ(entry->head, entry_head("person/p-1", "c1:a"));
  EXPECT_FALSE(read_entry(stored.substr(0, 12)));
  EXPECT_FALSE(read_entry(""));
}

}  // namespace
}  // namespace tenure
