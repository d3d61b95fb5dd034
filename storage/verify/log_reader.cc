#include "storage/verify/log_reader.h"

#include <limits>

#include "domain/core/both.h"

namespace tenure::verification {
namespace {

constexpr std::size_t kBatchActs = 64;
constexpr std::size_t kBatchBytes = 1 << 20;
constexpr std::size_t kIndexSize = 8;
constexpr std::size_t kSliceKeySize = kIndexSize + 4;
constexpr std::uint64_t kEveryIndex = std::numeric_limits<std::uint64_t>::max();

Batch::Extent keep(std::string& bytes, const rocksdb::Slice& value) {
  const Batch::Extent out{bytes.size(), value.size()};
  bytes.append(value.data(), value.size());
  return out;
}

std::uint64_t index_of(const rocksdb::Slice& key) {
  return key.size() < kIndexSize ? kEveryIndex : get_be<kIndexSize>(key.ToStringView());
}

}  // namespace

std::vector<StoredAct> Batch::acts() {
  const std::string_view all = bytes;
  views.clear();
  for (const Extent& slice : extents) views.push_back(all.substr(slice.at, slice.size));
  std::vector<StoredAct> out;
  out.reserve(parts.size());
  for (const Part& part : parts) {
    out.push_back({part.index, all.substr(part.entry.at, part.entry.size),
                   all.substr(part.record.at, part.record.size),
                   std::span(views).subspan(part.first_slice, part.slices)});
  }
  return out;
}

LogReader::LogReader(std::unique_ptr<rocksdb::Iterator> entries, std::unique_ptr<rocksdb::Iterator> acts)
    : entries_(std::move(entries)), acts_(std::move(acts)) {
  entries_->SeekToFirst();
  acts_->SeekToFirst();
}

bool LogReader::next(Batch& batch) {
  batch.sequence = next_sequence_++;
  while (!ended_ && batch.parts.size() < kBatchActs && batch.bytes.size() < kBatchBytes) {
    if (!entries_->Valid()) {
      stop(batch, *entries_, "entry " + std::to_string(next_index_));
      take_leftovers(batch);
      break;
    }
    if (entries_->key().size() != kIndexSize) {
      batch.findings.push_back(
          {"entries", both("有一个 {} 字节的键", "a key of {} bytes", entries_->key().size())});
      entries_->Next();
      continue;
    }
    const std::uint64_t index = index_of(entries_->key());
    if (index != next_index_) {
      if (!batch.parts.empty()) break;  // `missing` is before the first act
      batch.missing = index - next_index_;
      batch.findings.push_back({"entry " + std::to_string(next_index_),
                                both("缺失，下一个是条目 {}", "missing, the next one is entry {}", index)});
    }
    take_act(batch, index);
    entries_->Next();
    next_index_ = index + 1;
  }
  return !ended_ || !batch.parts.empty();
}

void LogReader::take_act(Batch& batch, std::uint64_t index) {
  Batch::Part part{index, keep(batch.bytes, entries_->value()), {}, batch.extents.size(), 0};
  pass_orphans(batch, index);
  const auto here = [&] { return acts_->Valid() && index_of(acts_->key()) == index; };
  if (!acts_->status().ok()) stop(batch, *acts_, "act " + std::to_string(index));
  if (here() && acts_->key().size() == kIndexSize) {
    part.record = keep(batch.bytes, acts_->value());
    acts_->Next();
  } else {
    batch.findings.push_back({"act " + std::to_string(index), both("缺少记录", "its record is missing")});
  }
  for (std::uint64_t ordinal = 0; here(); ++ordinal, acts_->Next()) {
    const auto key = acts_->key();
    const bool due =
        key.size() == kSliceKeySize && get_be<4>(key.ToStringView().substr(kIndexSize)) == ordinal;
    if (!due) {
      batch.findings.push_back({"event " + std::to_string(index) + "." + std::to_string(ordinal),
                                both("缺失，其后是另一个键", "missing, another key follows")});
    }
    batch.extents.push_back(keep(batch.bytes, acts_->value()));
    ++part.slices;
  }
  if (!acts_->status().ok()) stop(batch, *acts_, "act " + std::to_string(index));
  batch.parts.push_back(part);
}

void LogReader::pass_orphans(Batch& batch, std::uint64_t index) {
  for (; acts_->Valid() && index_of(acts_->key()) < index; acts_->Next()) {
    if (acts_->key().size() != kIndexSize) continue;
    batch.findings.push_back(
        {"act " + std::to_string(index_of(acts_->key())), both("没有条目", "it has no entry")});
  }
}

void LogReader::take_leftovers(Batch& batch) {
  if (!acts_->Valid()) return;
  batch.findings.push_back(
      {"act " + std::to_string(index_of(acts_->key())), both("没有条目", "it has no entry")});
}

/// After damage that RocksDB reports nothing behind it can be reached.
void LogReader::stop(Batch& batch, const rocksdb::Iterator& at, const std::string& what) {
  if (!at.status().ok())
    batch.findings.push_back(
        {what, both("{0}；其后的没有读到", "{0}; nothing after it was read", at.status().ToString())});
  ended_ = true;
}

}  // namespace tenure::verification
