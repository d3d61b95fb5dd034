#include "storage/anchor/head_anchor.h"

#include <rocksdb/file_system.h>

#include <array>
#include <limits>

#include "domain/core/both.h"
#include "domain/core/sha256.h"
#include "storage/files/files.h"

namespace tenure {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kMagic = "TNRHEAD\0"sv;
constexpr std::uint32_t kVersion = 1;

constexpr std::size_t kVersionAt = 8;
constexpr std::size_t kLengthAt = 12;
constexpr std::size_t kSequenceAt = 16;
constexpr std::size_t kTextAt = 24;
constexpr std::size_t kDigestAt = kAnchorSlotSize - sizeof(Digest);
constexpr std::size_t kCountsAt = kDigestAt - 4 * sizeof(std::uint64_t);

static_assert(sizeof(Digest) == 32);
static_assert(kMagic.size() == kVersionAt);
static_assert(kDigestAt == 4064);
static_assert(kCountsAt == 4032);
static_assert(kTextAt + kAnchorTextMax <= kCountsAt);
static_assert(kAnchorSlotSize % 4096 == 0, "a slot never shares a page with the other one");

const rocksdb::IOOptions kIo;

constexpr std::size_t slot_of(std::uint64_t sequence) {
  return static_cast<std::size_t>((sequence - 1) % kAnchorSlots);
}

std::string encode_slot(std::uint64_t sequence, std::string_view checkpoint, const SealCounts& counts) {
  std::string slot(kMagic);
  put_be<4>(slot, kVersion);
  put_be<4>(slot, checkpoint.size());
  put_be<8>(slot, sequence);
  slot += checkpoint;
  slot.resize(kCountsAt, '\0');
  put_be<8>(slot, counts.reads);
  put_be<8>(slot, counts.keys);
  put_be<8>(slot, counts.erased);
  put_be<8>(slot, counts.values);
  slot += as_view(sha256(slot).view());
  return slot;
}

struct Slot {
  std::uint64_t sequence = 0;
  std::string checkpoint;
  SealCounts counts;
};

Result<Slot> decode_slot(std::string_view file, std::size_t number) {
  const std::string where = "slot " + std::to_string(number);
  if (file.size() < (number + 1) * kAnchorSlotSize)
    return refuse(Reason::anchor_damaged, where, both("被截断", "cut off"));
  const std::string_view slot = file.substr(number * kAnchorSlotSize, kAnchorSlotSize);
  if (!slot.starts_with(kMagic)) return refuse(Reason::anchor_damaged, where, both("文件标记", "magic"));
  if (slot.substr(kDigestAt) != as_view(sha256(slot.substr(0, kDigestAt)).view())) {
    return refuse(Reason::anchor_damaged, where, both("摘要", "digest"));
  }
  const std::uint64_t version = get_be<4>(slot.substr(kVersionAt));
  if (version != kVersion) return refuse(Reason::format_version, where, std::to_string(version));
  const std::uint64_t length = get_be<4>(slot.substr(kLengthAt));
  if (length > kAnchorTextMax) return refuse(Reason::anchor_damaged, where, both("长度", "length"));
  const std::uint64_t sequence = get_be<8>(slot.substr(kSequenceAt));
  // The last number has no successor: a write after it would look older than what it replaces.
  const bool in_range = sequence > 0 && sequence < std::numeric_limits<std::uint64_t>::max();
  if (!in_range || slot_of(sequence) != number)
    return refuse(Reason::anchor_damaged, where, both("序号", "sequence"));
  const std::string_view counts = slot.substr(kCountsAt);
  return Slot{sequence,
              std::string(slot.substr(kTextAt, static_cast<std::size_t>(length))),
              {get_be<8>(counts.substr(8)), get_be<8>(counts.substr(16)), get_be<8>(counts.substr(24)),
               get_be<8>(counts)}};
}

/// "slot 0: magic", in both languages.
std::string said(const Refusal& refusal) {
  return both("{0}：{1}", "{0}: {2}", refusal.where, halves(refusal.detail).zh, halves(refusal.detail).en);
}

std::string both_slots(const std::string& first, const std::string& second) {
  return both("{0}，{1}", "{2}, {3}", halves(first).zh, halves(second).zh, halves(first).en,
              halves(second).en);
}

Result<void> check_length(const std::string& path, std::string_view checkpoint) {
  if (checkpoint.size() <= kAnchorTextMax) return {};
  return refuse(Reason::limit_text, path, both("{} 字节", "{} bytes", checkpoint.size()));
}

}  // namespace

HeadAnchor::HeadAnchor() = default;
HeadAnchor::HeadAnchor(HeadAnchor&&) noexcept = default;
HeadAnchor& HeadAnchor::operator=(HeadAnchor&&) noexcept = default;
HeadAnchor::~HeadAnchor() = default;

Result<HeadAnchor> HeadAnchor::create(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& path,
                                      std::string_view checkpoint, const SealCounts& counts) {
  if (auto fits = check_length(path, checkpoint); !fits) return tl::unexpected(fits.error());
  std::string content;
  for (std::uint64_t sequence = 1; sequence <= kAnchorSlots; ++sequence)
    content += encode_slot(sequence, checkpoint, counts);
  auto written = write_file(*fs, path, as_bytes(content), IfExists::refuse);
  if (!written) return tl::unexpected(written.error());
  return open(std::move(fs), path);
}

Result<HeadAnchor> HeadAnchor::open(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& path) {
  const auto content = read_file(*fs, path, kAnchorSlots * kAnchorSlotSize);
  if (!content) {
    if (content.error().reason == Reason::io) return tl::unexpected(content.error());
    return refuse(Reason::anchor_damaged, path,
                  both("{0} {1}", "{0} {2}", name(content.error().reason), halves(content.error().detail).zh,
                       halves(content.error().detail).en));
  }
  std::array<Result<Slot>, kAnchorSlots> slots{decode_slot(*content, 0), decode_slot(*content, 1)};
  for (const auto& slot : slots) {
    if (!slot && slot.error().reason == Reason::format_version) return tl::unexpected(slot.error());
  }
  if (!slots[0] && !slots[1]) {
    return refuse(Reason::anchor_damaged, path, both_slots(said(slots[0].error()), said(slots[1].error())));
  }
  const std::size_t newest = !slots[0] ? 1 : !slots[1] ? 0 : slots[0]->sequence < slots[1]->sequence ? 1 : 0;

  HeadAnchor anchor;
  auto status = fs->NewRandomRWFile(path, rocksdb::FileOptions(), &anchor.file_, nullptr);
  // What was read may be in the page cache alone, left by a sync that failed; the next write takes the other
  // slot, so this one must be on the disk before it.
  const std::string_view bytes = std::string_view(*content).substr(newest * kAnchorSlotSize, kAnchorSlotSize);
  if (status.ok()) status = anchor.file_->Write(newest * kAnchorSlotSize, bytes, kIo, nullptr);
  if (status.ok()) status = anchor.file_->Sync(kIo, nullptr);
  if (!status.ok()) return tl::unexpected(refusal_of(status, path));
  anchor.fs_ = std::move(fs);
  anchor.path_ = path;
  anchor.sequence_ = slots[newest]->sequence;
  anchor.checkpoint_ = std::move(slots[newest]->checkpoint);
  anchor.counts_ = slots[newest]->counts;
  if (const auto& other = slots[1 - newest]; !other) anchor.damage_ = said(other.error());
  return anchor;
}

Result<void> HeadAnchor::write(std::string_view checkpoint, const SealCounts& counts) {
  if (stopped_)
    return refuse(Reason::stopped, path_,
                  both("此前一次写入锚点失败", "an earlier write of the anchor failed"));
  if (auto fits = check_length(path_, checkpoint); !fits) return fits;
  const std::uint64_t sequence = sequence_ + 1;
  const std::string slot = encode_slot(sequence, checkpoint, counts);
  auto status = file_->Write(slot_of(sequence) * kAnchorSlotSize, slot, kIo, nullptr);
  if (status.ok()) status = file_->Sync(kIo, nullptr);
  if (!status.ok()) {
    stopped_ = true;
    return refuse(Reason::outcome_unknown, path_, status.ToString());
  }
  sequence_ = sequence;
  checkpoint_ = checkpoint;
  counts_ = counts;
  damage_.reset();
  return {};
}

}  // namespace tenure
