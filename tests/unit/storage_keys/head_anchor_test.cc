#include "storage/anchor/head_anchor.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "domain/core/sha256.h"
#include "tests/support/fault_fs.h"
#include "tests/support/temp_folder.h"

namespace tenure {
namespace {

using testing::Fault;
using testing::FaultFileSystem;
using testing::TempFolder;

struct Anchor : ::testing::Test {
  TempFolder folder;
  std::shared_ptr<FaultFileSystem> fs = std::make_shared<FaultFileSystem>();
  std::string path = folder / "head";

  HeadAnchor create(std::string_view checkpoint) {
    return std::move(HeadAnchor::create(fs, path, checkpoint).value());
  }
  Result<HeadAnchor> open() { return HeadAnchor::open(fs, path); }

  std::string bytes() {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  // In place: a truncated file that is written anew is flushed by some file systems, which costs
  // milliseconds.
  void set_bytes(const std::string& content) {
    std::fstream(path, std::ios::binary | std::ios::in | std::ios::out) << content;
    if (std::filesystem::file_size(path) != content.size())
      std::filesystem::resize_file(path, content.size());
  }
  std::string slot(std::size_t number) { return bytes().substr(number * kAnchorSlotSize, kAnchorSlotSize); }
  void flip(std::size_t at) {
    std::string content = bytes();
    content[at] = static_cast<char>(content[at] ^ 1);
    set_bytes(content);
  }
};

TEST_F(Anchor, ANewOneHoldsItsCheckpointTwice) {
  EXPECT_EQ(create("zero").checkpoint(), "zero");
  EXPECT_EQ(bytes().size(), kAnchorSlots * kAnchorSlotSize);
  flip(100);
  EXPECT_EQ(open()->checkpoint(), "zero");
}

TEST_F(Anchor, AnExistingOneIsNotOverwritten) {
  create("zero");
  EXPECT_EQ(HeadAnchor::create(fs, path, "other").error().reason, Reason::exists);
  EXPECT_EQ(open()->checkpoint(), "zero");
}

TEST_F(Anchor, WritesAlternateAndTheNewestIsFound) {
  HeadAnchor anchor = create("zero");
  std::string before[] = {slot(0), slot(1)};
  for (int i = 0; i < 5; ++i) {
    const std::string text = "checkpoint " + std::to_string(i);
    ASSERT_TRUE(anchor.write(text));
    EXPECT_EQ(anchor.checkpoint(), text);
    const auto changed = static_cast<std::size_t>(i % 2);
    EXPECT_NE(slot(changed), before[changed]);
    EXPECT_EQ(slot(1 - changed), before[1 - changed]);
    before[changed] = slot(changed);
    const auto reopened = open();
    EXPECT_EQ(reopened->checkpoint(), text);
    EXPECT_EQ(reopened->sequence(), anchor.sequence());
    EXPECT_FALSE(reopened->damage());
  }
}

TEST_F(Anchor, SaysHowMuchLiesBesideTheCheckpoint) {
  HeadAnchor anchor = create("zero");
  EXPECT_EQ(anchor.counts(), SealCounts());
  const SealCounts counts{7, 2, 1ULL << 40, 4711};
  ASSERT_TRUE(anchor.write("one", counts));
  EXPECT_EQ(open()->counts(), counts);
  ASSERT_TRUE(anchor.write("two"));
  EXPECT_EQ(open()->checkpoint(), "two");
  EXPECT_EQ(open()->counts(), counts) << "who does not count leaves them";
  ASSERT_TRUE(anchor.write(std::string(kAnchorTextMax, 'x'), counts));
  EXPECT_EQ(open()->counts(), counts) << "beside the longest text";
  EXPECT_EQ(open()->checkpoint(), std::string(kAnchorTextMax, 'x'));
}

TEST_F(Anchor, AWriteTornAtAnyByteLeavesTheOldCheckpointOrTheNewOne) {
  HeadAnchor anchor = create("zero");
  ASSERT_TRUE(anchor.write("the old checkpoint"));
  const std::string before = bytes();
  ASSERT_TRUE(anchor.write("a newer checkpoint"));
  const std::string after = bytes();
  for (std::size_t torn = 0; torn < kAnchorSlotSize; ++torn) {
    const std::size_t at = kAnchorSlotSize + torn;
    set_bytes(after.substr(0, at) + before.substr(at));
    const auto reopened = open();
    ASSERT_TRUE(reopened) << torn;
    // A tear after the last byte that differs is a whole write.
    EXPECT_EQ(reopened->checkpoint(), bytes() == after ? "a newer checkpoint" : "the old checkpoint") << torn;
    EXPECT_EQ(reopened->damage().has_value(), bytes() != after && bytes() != before) << torn;
  }
}

TEST_F(Anchor, AFileCutOffInTheSecondSlotStillAnswersFromTheFirst) {
  HeadAnchor anchor = create("zero");
  ASSERT_TRUE(anchor.write("one"));
  const std::string whole = bytes();
  for (const std::size_t size : {kAnchorSlotSize, kAnchorSlotSize + 1, 2 * kAnchorSlotSize - 1}) {
    set_bytes(whole.substr(0, size));
    const auto reopened = open();
    ASSERT_TRUE(reopened) << size;
    EXPECT_EQ(reopened->checkpoint(), "one");
    EXPECT_EQ(reopened->damage(), "slot 1：被截断 | slot 1: cut off");
  }
}

TEST_F(Anchor, AnyChangedByteOfASlotIsNoticed) {
  create("zero");
  const std::string whole = bytes();
  for (std::size_t at = 0; at < kAnchorSlotSize; at += 13) {
    set_bytes(whole);
    flip(at);
    EXPECT_TRUE(open()->damage()) << at;
  }
}

TEST_F(Anchor, ADamagedSlotIsSaidAndReplacedByTheNextWrite) {
  create("zero");
  flip(kAnchorSlotSize + 30);
  HeadAnchor anchor = std::move(open().value());
  EXPECT_EQ(anchor.damage(), "slot 1：摘要 | slot 1: digest");
  ASSERT_TRUE(anchor.write("one"));
  EXPECT_FALSE(anchor.damage());
  EXPECT_EQ(open()->checkpoint(), "one");
  EXPECT_FALSE(open()->damage());
}

TEST_F(Anchor, TwoDamagedSlotsAreRefusedAndNamed) {
  create("zero");
  flip(0);
  flip(2 * kAnchorSlotSize - 1);
  const auto refused = open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::anchor_damaged);
  EXPECT_EQ(refused.error().detail, "slot 0：文件标记，slot 1：摘要 | slot 0: magic, slot 1: digest");
}

TEST_F(Anchor, AMissingOrOverlongFileIsDamage) {
  EXPECT_EQ(open().error().reason, Reason::anchor_damaged);
  create("zero");
  set_bytes(bytes() + "x");
  EXPECT_EQ(open().error().reason, Reason::anchor_damaged);
}

TEST_F(Anchor, AnotherFormatVersionIsSaid) {
  create("zero");
  std::string content = bytes();
  content[11] = 2;
  const std::string digest(as_view(sha256(content.substr(0, kAnchorSlotSize - 32)).view()));
  set_bytes(content.replace(kAnchorSlotSize - 32, 32, digest));
  EXPECT_EQ(open().error().reason, Reason::format_version);
}

TEST_F(Anchor, TheLongestTextFitsAndALongerOneChangesNothing) {
  HeadAnchor anchor = create("zero");
  EXPECT_EQ(anchor.write(std::string(kAnchorTextMax + 1, 'x')).error().reason, Reason::limit_text);
  EXPECT_EQ(open()->checkpoint(), "zero");
  ASSERT_TRUE(anchor.write(std::string(kAnchorTextMax, 'x')));
  EXPECT_EQ(open()->checkpoint(), std::string(kAnchorTextMax, 'x'));
  EXPECT_EQ(HeadAnchor::create(fs, folder / "other", std::string(kAnchorTextMax + 1, 'x')).error().reason,
            Reason::limit_text);
}

TEST_F(Anchor, AFailedSyncIsUnknownAndStopsFurtherWrites) {
  HeadAnchor anchor = create("zero");
  fs->arm(fs->operations() + 1, Fault::fail_sync);
  EXPECT_EQ(anchor.write("one").error().reason, Reason::outcome_unknown);
  EXPECT_EQ(anchor.checkpoint(), "zero");
  EXPECT_EQ(anchor.write("two").error().reason, Reason::stopped);
}

TEST_F(Anchor, WhatAFailedSyncLeftIsSyncedAgainOnOpening) {
  {
    HeadAnchor anchor = create("zero");
    fs->arm(fs->operations() + 1, Fault::fail_sync);
    EXPECT_FALSE(anchor.write("one"));
    EXPECT_EQ(open()->checkpoint(), "one");
  }
  fs->power_cut();
  EXPECT_EQ(open()->checkpoint(), "one");
}

TEST_F(Anchor, APowerCutAtAnyWriteKeepsWhatWasConfirmed) {
  for (const Fault fault : {Fault::drop_unsynced, Fault::torn_write, Fault::no_space}) {
    for (std::uint64_t step = 1; step <= 12; ++step) {
      std::string confirmed = "zero";
      {
        std::filesystem::remove(path);
        HeadAnchor anchor = create("zero");
        fs->arm(fs->operations() + step, fault);
        for (int i = 0; i < 5; ++i) {
          const std::string text = "checkpoint " + std::to_string(i);
          if (anchor.write(text)) confirmed = text;
        }
      }
      fs->power_cut();
      ASSERT_TRUE(open()) << step;
      EXPECT_EQ(open()->checkpoint(), confirmed) << step;
    }
  }
}

}  // namespace
}  // namespace tenure
