// The head anchor: the newest signed checkpoint, in a file of its own, outside the log that it vouches for.
//
// RocksDB's write-ahead log may lose its end without a word, so the log must extend to what the anchor says.
// The file has two slots of 4096 bytes. A write goes to the slot that does not hold the newest checkpoint, so
// that a torn write leaves the newest one readable. The text is opaque here.
//
// Slot, big-endian; sequence s stands in slot (s - 1) mod 2:
//
//   0     8  magic "TNRHEAD\0"
//   8     4  format version, 1
//   12    4  length of the text
//   16    8  sequence, from 1
//   24       text, then zeros
//   4032  32 bytes of the journal of reads, keys, erased ones of them, sealed values; u64 each (SealCounts)
//   4064  32 SHA-256 of the 4064 bytes before it
//
// One object a file (the ledger's FolderLock sees to it); not thread-safe: the sequencer owns it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "domain/core/refusal.h"

namespace rocksdb {
class FileSystem;
class FSRandomRWFile;
}  // namespace rocksdb

namespace tenure {

/// How much the key file, the vault and the journal of reads held when an anchor was written. Nothing of it
/// ever becomes less, so that less is damage or an older copy. Zeros were written by a program that did not
/// count.
struct SealCounts {
  std::uint64_t keys = 0;    ///< records of subjects.keys
  std::uint64_t erased = 0;  ///< of them, those of subjects that were erased
  std::uint64_t values = 0;  ///< sealed values in the vault
  std::uint64_t reads = 0;   ///< bytes of the journal of reads
  bool operator==(const SealCounts&) const = default;
};

inline constexpr std::size_t kAnchorTextMax = 3900;
inline constexpr std::size_t kAnchorSlotSize = 4096;
inline constexpr std::size_t kAnchorSlots = 2;

class HeadAnchor {
 public:
  /// Makes the file, both slots holding `checkpoint`, durably. `exists`, limit_text, or what write_file()
  /// refuses.
  static Result<HeadAnchor> create(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& path,
                                   std::string_view checkpoint, const SealCounts& counts = {});

  /// Takes the newest valid slot and syncs it once more. anchor_damaged when there is none, with what is
  /// wrong with each; format_version when a slot is whole but of another version.
  static Result<HeadAnchor> open(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& path);

  HeadAnchor(HeadAnchor&&) noexcept;
  HeadAnchor& operator=(HeadAnchor&&) noexcept;
  ~HeadAnchor();

  /// Replaces the older slot and syncs. Too long a text is limit_text and changes nothing. A failed write or
  /// sync is outcome_unknown, and from then on every write is `stopped`: only reopening tells which
  /// checkpoint stands.
  Result<void> write(std::string_view checkpoint, const SealCounts& counts);
  /// The counts stay.
  Result<void> write(std::string_view checkpoint) { return write(checkpoint, SealCounts(counts_)); }

  /// The newest checkpoint known to be durable.
  const std::string& checkpoint() const { return checkpoint_; }
  const SealCounts& counts() const { return counts_; }
  std::uint64_t sequence() const { return sequence_; }

  /// What open() found wrong with the other slot ("slot 1: digest"): a write torn by a crash, or damage. The
  /// operator is told. The next write replaces it.
  const std::optional<std::string>& damage() const { return damage_; }

 private:
  HeadAnchor();

  std::shared_ptr<rocksdb::FileSystem> fs_;
  std::unique_ptr<rocksdb::FSRandomRWFile> file_;
  std::string path_;
  std::string checkpoint_;
  SealCounts counts_;
  std::uint64_t sequence_ = 0;
  std::optional<std::string> damage_;
  bool stopped_ = false;
};

}  // namespace tenure
