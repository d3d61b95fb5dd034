#include "storage/keys/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "storage/files/files.h"
#include "tests/support/temp_folder.h"

namespace tenure {
namespace {

using testing::TempFolder;

constexpr Argon2Cost kCheap{1, 8192};
constexpr Protection kClear{};
constexpr Protection kLocked{"correct horse", kCheap};

struct KeyFile : ::testing::Test {
  TempFolder folder;
  std::shared_ptr<rocksdb::FileSystem> fs = default_file_system();
  std::string path = folder / "a.key";
  KeyPair pair = new_key_pair();

  std::string text() { return read_file(*fs, path, kProtectedSecretMax).value(); }
  void set_text(const std::string& text) {
    ASSERT_TRUE(write_file(*fs, path, as_bytes(text), IfExists::replace));
  }
  void replace(const std::string& what, const std::string& with) {
    std::string changed = text();
    const std::size_t at = changed.find(what);
    ASSERT_NE(at, std::string::npos) << what;
    set_text(changed.replace(at, what.size(), with));
  }
  Reason refused(std::optional<std::string_view> passphrase = std::nullopt) {
    const auto loaded = load_key_file(*fs, path, passphrase);
    return loaded ? Reason::bad_request : loaded.error().reason;
  }
};

TEST_F(KeyFile, TheSeedOfRfc8032GivesItsPublicKey) {
  const std::string seed = *from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  EXPECT_EQ(to_hex(key_pair_of(SecretBytes::copy_of(as_bytes(seed))).public_key),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
}

TEST_F(KeyFile, AKeyUnderAPassphraseComesBackWithItOnly) {
  ASSERT_TRUE(save_key_file(*fs, path, pair, kLocked));
  const auto loaded = load_key_file(*fs, path, "correct horse");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->public_key, pair.public_key);
  EXPECT_TRUE(loaded->seed.equals(pair.seed));
  EXPECT_EQ(refused("battery staple"), Reason::passphrase);
  EXPECT_EQ(refused(), Reason::passphrase);
}

TEST_F(KeyFile, AnUnencryptedKeySaysSo) {
  ASSERT_TRUE(save_key_file(*fs, path, pair, kClear));
  EXPECT_TRUE(load_key_file(*fs, path, std::nullopt)->seed.equals(pair.seed));
  EXPECT_NE(text().find("\"warning\":\"UNENCRYPTED"), std::string::npos);
}

TEST_F(KeyFile, TheSeedIsNotInAnEncryptedFile) {
  ASSERT_TRUE(save_key_file(*fs, path, pair, kLocked));
  EXPECT_EQ(text().find(to_base64url(pair.seed.view())), std::string::npos);
}

TEST_F(KeyFile, OnlyItsOwnerMayReadIt) {
  ASSERT_TRUE(save_key_file(*fs, path, pair, kClear));
  struct stat found {};
  ASSERT_EQ(::stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
}

TEST_F(KeyFile, AnExistingKeyIsNotOverwritten) {
  ASSERT_TRUE(save_key_file(*fs, path, pair, kClear));
  EXPECT_EQ(save_key_file(*fs, path, new_key_pair(), kClear).error().reason, Reason::exists);
  EXPECT_TRUE(load_key_file(*fs, path, std::nullopt)->seed.equals(pair.seed));
}

TEST_F(KeyFile, ThePublicKeyNeedsNoPassphrase) {
  ASSERT_TRUE(save_key_file(*fs, path, pair, kLocked));
  EXPECT_EQ(load_public_key(*fs, path).value(), pair.public_key);
}

TEST_F(KeyFile, AnotherPublicKeyIsDamageOrDoesNotOpen) {
  const std::string other = to_base64url(new_key_pair().public_key);
  ASSERT_TRUE(save_key_file(*fs, path, pair, kClear));
  replace(to_base64url(pair.public_key), other);
  EXPECT_EQ(refused(), Reason::damaged);
  std::filesystem::remove(path);
  ASSERT_TRUE(save_key_file(*fs, path, pair, kLocked));
  replace(to_base64url(pair.public_key), other);
  EXPECT_EQ(refused("correct horse"), Reason::passphrase);
}

TEST_F(KeyFile, AnEmptyPassphraseOrACostOutOfRangeIsRefused) {
  EXPECT_EQ(save_key_file(*fs, path, pair, {"", kCheap}).error().reason, Reason::bad_value);
  EXPECT_EQ(save_key_file(*fs, path, pair, {"x", {0, 8192}}).error().reason, Reason::bad_value);
  EXPECT_EQ(save_key_file(*fs, path, pair, {"x", {1, kMemlimitBytesMax + 1}}).error().reason,
            Reason::bad_value);
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(KeyFile, ACostAboveTheLimitIsRefusedBeforeTheMemoryIsTaken) {
  ASSERT_TRUE(save_key_file(*fs, path, pair, kLocked));
  replace("\"memlimit\":8192", "\"memlimit\":1099511627776");
  EXPECT_EQ(refused("correct horse"), Reason::json_number);
}

TEST_F(KeyFile, AnAbsentFileIsNotFoundAndAHugeOneDamaged) {
  EXPECT_EQ(refused(), Reason::not_found);
  set_text(std::string(kProtectedSecretMax + 1, ' '));
  EXPECT_EQ(refused(), Reason::damaged);
}

TEST_F(KeyFile, ReadingIsStrict) {
  const struct {
    const char* what;
    const char* with;
    Reason reason;
  } kCases[] = {
      {"{", "", Reason::json_type},
      {"}", "} {}", Reason::json_trailing},
      {"}", ",\"more\":1}", Reason::json_unknown},
      {"}", ",\"alg\":\"ed25519\"}", Reason::json_duplicate},
      {"\"warning\"", "\"warming\"", Reason::json_missing},
      {"\"tenure_key\":1", "\"tenure_key\":2", Reason::format_version},
      {"\"tenure_key\":1", "\"tenure_key\":\"1\"", Reason::json_number},
      {"\"tenure_key\":1", "\"tenure_key\":01", Reason::json_number},
      {"\"ed25519\"", "\"ed448\"", Reason::bad_value},
      {"\"ed25519\"", "\"ed2551\\u0039\"", Reason::bad_value},
      {"\"ed25519\"", "[\"ed25519\"]", Reason::json_type},
      {"\"none\"", "\"rot13\"", Reason::bad_value},
      {"\"secret\":\"", "\"secret\":\"=", Reason::bad_value},
      {"\"secret\":\"", "\"secret\":\"AAAA", Reason::damaged},
      {"UNENCRYPTED", "\xff\xff", Reason::json_syntax},
  };
  for (const auto& one : kCases) {
    std::filesystem::remove(path);
    ASSERT_TRUE(save_key_file(*fs, path, pair, kClear));
    replace(one.what, one.with);
    EXPECT_EQ(name(refused()), name(one.reason)) << one.what << " -> " << one.with;
  }
}

}  // namespace
}  // namespace tenure
