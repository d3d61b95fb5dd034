// The worked example of storage/FORMAT.md, byte for byte: a page that no longer tells what is on the disk
// fails here. With TENURE_UPDATE_LOCK in the environment the page's blocks are written anew instead.
#include <gtest/gtest.h>

#include <fstream>

#include "domain/act/catalogue.h"
#include "domain/act/history.h"
#include "domain/registry/rows.h"
#include "storage/anchor/head_anchor.h"
#include "storage/evidence/merkle.h"
#include "storage/log/act_codec.h"
#include "tests/unit/domain/making.h"
#include "tests/unit/format/example.h"

namespace tenure::testing {
namespace {

const FormatExample& example() {
  static const FormatExample made;
  return made;
}

std::filesystem::path page_path() { return test::source_dir() / "storage/FORMAT.md"; }

/// Compares the fenced block "```example <name>" of the page with what is on the disk.
void expect_block(const std::string& name, std::string_view on_disk) {
  std::string page = test::read_file(page_path());
  const std::string opening = "\n```example " + name + "\n";
  const auto found = page.find(opening);
  ASSERT_NE(found, std::string::npos) << "the page has no example " << name;
  const auto start = found + opening.size();
  const auto end = page.find("```\n", start);
  ASSERT_NE(end, std::string::npos);
  if (test::updating()) {
    std::ofstream(page_path(), std::ios::binary) << page.replace(start, end - start, on_disk);
    return;
  }
  EXPECT_EQ(page.substr(start, end - start), on_disk) << "example " << name;
}

/// The one entry of a family that holds `key`, as the page shows it.
std::string entry_of(const Dump& dump, const std::string& family, const std::string& key) {
  const auto& content = dump.at(family);
  const auto found = content.find(key);
  return found == content.end() ? "missing" : key_and_value(key, found->second);
}

std::string version_key(std::string key, std::uint64_t index) {
  put_be<8>(key, ~index);
  return key;
}

std::string position_key(std::string key, Position position) {
  put_be<8>(key, position.index);
  put_be<4>(key, position.ordinal);
  return key;
}

TEST(Format, LedgerFile) { expect_block("ledger.json", example().file("ledger.json")); }

TEST(Format, EntriesAndTheTreeOverThem) {
  const Dump log = example().log();
  expect_block("entry-0", entry_of(log, "entries", act_key(0)));
  expect_block("entry-1", entry_of(log, "entries", act_key(1)));
  const Digest leaf0 = leaf_hash(as_bytes(log.at("entries").at(act_key(0))));
  const Digest leaf1 = leaf_hash(as_bytes(log.at("entries").at(act_key(1))));
  expect_block("tree", "leaf 0  " + leaf0.hex() + "\nleaf 1  " + leaf1.hex() + "\nroot    " +
                           node_hash(leaf0, leaf1).hex() + "\n");
}

TEST(Format, ActInItsPieces) {
  const Dump log = example().log();
  expect_block("act-head", entry_of(log, "acts", act_key(1)));
  expect_block("slice-0", entry_of(log, "acts", slice_key({1, 0})));
  expect_block("slice-1", entry_of(log, "acts", slice_key({1, 1})));
  expect_block("act-id", entry_of(log, "act_ids", "01HK1H3R00EXAMP1E000000001"));
  expect_block("log-format", entry_of(log, "default", "format"));
}

TEST(Format, PiecesTogetherAreTheSignedPayload) {
  const Dump log = example().log();
  const auto& acts = log.at("acts");
  for (std::uint64_t index : {0U, 1U}) {
    const auto head = decode_act_head(acts.at(act_key(index)));
    ASSERT_TRUE(head);
    const std::string payload =
        head->head + acts.at(slice_key({index, 0})) + acts.at(slice_key({index, 1})) + head->tail;
    expect_block("payload-" + std::to_string(index), payload + "\n");
    const auto entry = parse_entry(log.at("entries").at(act_key(index)));
    EXPECT_EQ(entry->statement, statement_digest(pae(kActPayloadType, payload), head->signatures));
    EXPECT_EQ(entry->verdict, sha256(head->verdict));
  }
}

TEST(Format, RowAndIndexOfTheViews) {
  const Dump views = example().views();
  const std::string row = row_key(kView<OrgPerson>, "o-village", "p-0001");
  expect_block("row", entry_of(views, "rows", version_key(row, 1)));
  const std::string index = index_key(*find_area("registry"), Subject{SubjectKind::person, "p-0001"});
  expect_block("index", entry_of(views, "index", position_key(index, {1, 1})));
  expect_block("applied", entry_of(views, "default", "applied"));
}

TEST(Format, AnchorHoldsTheNewestCheckpointInItsSecondSlot) {
  const std::string head = example().file("head");
  ASSERT_EQ(head.size(), kAnchorSlots * kAnchorSlotSize);
  const std::string_view slot = std::string_view(head).substr(kAnchorSlotSize);
  const std::size_t length = get_be<4>(slot.substr(12));
  expect_block("anchor-start", hex_dump(slot.substr(0, 24)));
  expect_block("checkpoint", slot.substr(24, length));
  expect_block("anchor-end", hex_dump(slot.substr(kAnchorSlotSize - 32)));
}

TEST(Format, EmptyFamiliesAreEmpty) {
  const Dump log = example().log();
  EXPECT_TRUE(log.at("nodes").empty()) << "no tile is full";
  EXPECT_TRUE(log.at("journal").empty()) << "nothing was refused";
  EXPECT_EQ(log.size(), 6U) << "a family that the page does not name";
  EXPECT_EQ(example().views().size(), 3U);
}

}  // namespace
}  // namespace tenure::testing
