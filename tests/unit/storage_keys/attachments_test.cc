#include "storage/vault/attachments.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "storage/files/files.h"
#include "tests/support/fault_fs.h"
#include "tests/support/temp_folder.h"

namespace tenure {
namespace {

using testing::Fault;
using testing::FaultFileSystem;
using testing::TempFolder;

constexpr std::size_t kChunk = 64 * 1024;
constexpr std::uint64_t kContentMax = 1 << 20;

struct AttachmentsTest : ::testing::Test {
  TempFolder folder;
  std::shared_ptr<FaultFileSystem> fs = std::make_shared<FaultFileSystem>();
  std::unique_ptr<KeyStore> keys = std::move(KeyStore::create(fs, folder / "keys", {}).value());
  Attachments attachments = Attachments::open(fs, folder / "attachments", *keys).value();

  Result<void> put(std::string_view content) { return attachments.put(sha256(content), as_bytes(content)); }
  std::string path_of(std::string_view content) {
    const std::string hex = sha256(content).hex();
    return folder / "attachments/" + hex.substr(0, 2) + "/" + hex.substr(2);
  }
  std::string bytes(std::string_view content) {
    return read_file(*fs, path_of(content), kContentMax).value();
  }
  void set_bytes(std::string_view content, const std::string& bytes) {
    ASSERT_TRUE(write_file(*fs, path_of(content), as_bytes(bytes), IfExists::replace));
  }
  Reason missing(std::string_view content) {
    const auto got = attachments.get(sha256(content));
    return got ? Reason::already : got.error().reason;
  }
};

TEST_F(AttachmentsTest, ContentOfEverySizeAroundTheChunksComesBack) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk}) {
    const std::string content(size, 'a');
    ASSERT_TRUE(put(content)) << size;
    EXPECT_EQ(attachments.get(sha256(content)).value(), content) << size;
  }
}

TEST_F(AttachmentsTest, TheFileDoesNotHoldTheContent) {
  ASSERT_TRUE(put("a scanned resolution"));
  EXPECT_EQ(bytes("a scanned resolution").find("scanned"), std::string::npos);
}

TEST_F(AttachmentsTest, PuttingAgainChangesNothing) {
  ASSERT_TRUE(put("content"));
  const std::string before = bytes("content");
  ASSERT_TRUE(put("content"));
  EXPECT_EQ(bytes("content"), before);
}

TEST_F(AttachmentsTest, AnotherDigestOrTooMuchIsRefused) {
  EXPECT_EQ(attachments.put(sha256("one"), as_bytes("two")).error().reason, Reason::bad_value);
  const std::string large(kAttachmentMax + 1, 'x');
  EXPECT_EQ(attachments.put(Digest{}, as_bytes(large)).error().reason, Reason::limit_attachment);
  EXPECT_EQ(missing("one"), Reason::not_found);
}

TEST_F(AttachmentsTest, AnythingChangedInTheFileIsDamageAndPuttingAgainRepairsIt) {
  const std::string content(kChunk + 100, 'a');
  ASSERT_TRUE(put(content));
  const std::string whole = bytes(content);
  std::string flipped = whole;
  flipped[kChunk + 80] = static_cast<char>(flipped[kChunk + 80] ^ 1);
  const std::size_t chunk_end = 24 + kChunk + 17;
  for (const std::string& changed :
       {flipped, whole.substr(0, whole.size() - 1), whole.substr(0, chunk_end), whole + "x", std::string()}) {
    set_bytes(content, changed);
    EXPECT_EQ(missing(content), Reason::damaged) << changed.size();
  }
  ASSERT_TRUE(put(content));
  EXPECT_EQ(attachments.get(sha256(content)).value(), content);
}

TEST_F(AttachmentsTest, AFileUnderAnotherDigestIsDamage) {
  ASSERT_TRUE(put("one"));
  ASSERT_TRUE(put("two"));
  set_bytes("two", bytes("one"));
  EXPECT_EQ(missing("two"), Reason::damaged);
}

TEST_F(AttachmentsTest, AnErasedOneIsGoneAndIsNotTakenAgain) {
  ASSERT_TRUE(put("content"));
  ASSERT_TRUE(attachments.erase(sha256("content")));
  EXPECT_FALSE(std::filesystem::exists(path_of("content")));
  EXPECT_EQ(missing("content"), Reason::absent);
  EXPECT_EQ(put("content").error().reason, Reason::absent);
}

TEST_F(AttachmentsTest, AMissingFileOrAMissingKeyIsDamageAndPuttingAgainRepairsIt) {
  ASSERT_TRUE(put("one"));
  std::filesystem::remove(path_of("one"));
  EXPECT_EQ(missing("one"), Reason::damaged);
  ASSERT_TRUE(put("one"));
  EXPECT_EQ(missing("one"), Reason::already);
  keys.reset();
  std::filesystem::resize_file(folder / "keys/subjects.keys", 128);
  keys = std::move(KeyStore::open(fs, folder / "keys", std::nullopt).value());
  attachments = Attachments::open(fs, folder / "attachments", *keys).value();
  EXPECT_EQ(missing("one"), Reason::damaged);
  ASSERT_TRUE(put("one"));
  EXPECT_EQ(missing("one"), Reason::already);
}

TEST_F(AttachmentsTest, APowerCutAtAnyStepKeepsWhatWasConfirmed) {
  bool fired = true;
  for (std::uint64_t step = 1; fired; ++step) {
    const std::string content = "content " + std::to_string(step);
    fs->arm(fs->operations() + step, Fault::drop_unsynced);
    const bool kept = put(content).has_value();
    fired = fs->fired();
    keys.reset();
    fs->power_cut();
    keys = std::move(KeyStore::open(fs, folder / "keys", std::nullopt).value());
    attachments = Attachments::open(fs, folder / "attachments", *keys).value();
    EXPECT_EQ(kept, missing(content) == Reason::already) << step;
    EXPECT_TRUE(put(content)) << step;
    EXPECT_EQ(attachments.get(sha256(content)).value(), content) << step;
  }
}

TEST_F(AttachmentsTest, AFullDiskIsSaid) {
  fs->arm(fs->operations() + 3, Fault::no_space);  // after the key: write, sync
  EXPECT_EQ(put("content").error().reason, Reason::disk_full);
  fs->make_room();
  EXPECT_TRUE(put("content"));
}

}  // namespace
}  // namespace tenure
