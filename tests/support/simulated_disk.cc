#include "tests/support/simulated_disk.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace tenure::testing {
namespace {

const rocksdb::IOOptions kIo;

/// RocksDB writes the same path with and without doubled or trailing slashes.
std::string normal(const std::string& path) {
  std::string out = std::filesystem::path(path).lexically_normal().string();
  if (out.size() > 1 && out.back() == '/') out.pop_back();
  return out;
}

std::string folder_of(const std::string& path) { return std::filesystem::path(path).parent_path().string(); }

void must(const rocksdb::IOStatus& status) {
  if (!status.ok()) throw std::runtime_error("simulated disk: " + status.ToString());
}

void put_at(std::string& content, std::uint64_t offset, std::string_view data) {
  if (content.size() < offset + data.size()) content.resize(offset + data.size(), '\0');
  content.replace(offset, data.size(), data);
}

}  // namespace

void Inode::written(std::uint64_t offset, std::string_view data) {
  length_ = std::max(length_, offset + data.size());
  if (image_) pending_.push_back({offset, std::string(data)});
}

void Inode::truncated(std::uint64_t size) {
  length_ = size;
  synced_length_ = std::min(synced_length_, size);
  if (!image_) return;
  image_->resize(std::min<std::size_t>(image_->size(), size));
  for (Pending& write : pending_) {
    write.data.resize(write.offset >= size ? 0
                                           : std::min<std::size_t>(write.data.size(), size - write.offset));
  }
}

void Inode::synced() {
  synced_length_ = length_;
  for (const Pending& write : pending_) {
    if (!write.data.empty()) put_at(*image_, write.offset, write.data);
  }
  pending_.clear();
}

void Inode::keep_image(std::string_view content) {
  if (image_) return;
  image_ = std::string(content.substr(0, synced_length_));
  if (content.size() > synced_length_) {
    pending_.push_back({synced_length_, std::string(content.substr(synced_length_))});
  }
}

rocksdb::IOStatus SimulatedDisk::power_is_off() {
  return rocksdb::IOStatus::IOError("simulated: the power is off");
}

rocksdb::IOStatus SimulatedDisk::powered() const { return off_ ? power_is_off() : rocksdb::IOStatus::OK(); }

void SimulatedDisk::release() {
  held_ = false;
  held_changed_.notify_all();
}

void SimulatedDisk::wait_while_held(std::unique_lock<std::mutex>& lock) {
  ++waiting_;
  held_changed_.notify_all();
  held_changed_.wait(lock, [this] { return !held_; });
  --waiting_;
}

void SimulatedDisk::wait_until_held(std::unique_lock<std::mutex>& lock) {
  held_changed_.wait(lock, [this] { return held_ && waiting_ > 0; });
}

void SimulatedDisk::arm(std::uint64_t operation, Fault fault) {
  armed_at_ = operation;
  armed_ = fault;
  fired_ = false;
}

SimulatedDisk::Outcome SimulatedDisk::next(Operation operation) {
  ++operations_;
  if (off_) return {power_is_off()};
  const bool needs_room = operation == Operation::write || operation == Operation::create;
  const bool due = armed_ && operations_ >= armed_at_;
  if (due && *armed_ == Fault::no_space) {
    armed_.reset();
    fired_ = full_ = true;
  }
  if (full_ && needs_room) return {rocksdb::IOStatus::NoSpace("simulated")};
  if (due && armed_ == Fault::fail_sync && operation == Operation::sync) {
    armed_.reset();
    fired_ = true;
    return {rocksdb::IOStatus::IOError("simulated: sync failed")};
  }
  if (due && armed_ == Fault::no_space_at_sync && operation == Operation::sync) {
    armed_.reset();
    fired_ = true;
    return {rocksdb::IOStatus::NoSpace("simulated: sync found no room")};
  }
  const bool torn = due && armed_ == Fault::torn_write && operation == Operation::write;
  if (torn || (due && armed_ == Fault::drop_unsynced)) {
    armed_.reset();
    fired_ = off_ = true;
    return {power_is_off(), torn};
  }
  return {};
}

bool SimulatedDisk::exists(const std::string& path) const {
  return target_->FileExists(path, kIo, nullptr).ok();
}

InodePtr SimulatedDisk::inode_of(const std::string& path) {
  InodePtr& inode = names_[normal(path)];
  if (inode) return inode;
  std::uint64_t size = 0;
  must(target_->GetFileSize(path, kIo, &size, nullptr));
  inode = std::make_shared<Inode>(size);
  return inode;
}

InodePtr SimulatedDisk::imaged(const std::string& path) {
  const InodePtr inode = inode_of(path);
  if (inode->image()) return inode;
  std::string content;
  must(rocksdb::ReadFileToString(target_, path, &content));
  inode->keep_image(content);
  return inode;
}

InodePtr SimulatedDisk::created(const std::string& path) {
  if (!exists(path)) changes_.push_back({normal(path), std::nullopt, nullptr});
  return names_[normal(path)] = std::make_shared<Inode>(0);
}

void SimulatedDisk::renaming(const std::string& from, const std::string& to) {
  const InodePtr moved = inode_of(from);
  changes_.push_back({normal(to), normal(from), exists(to) ? imaged(to) : nullptr});
  names_.erase(normal(from));
  names_[normal(to)] = moved;
}

void SimulatedDisk::linked(const std::string& from, const std::string& to) {
  names_[normal(to)] = inode_of(from);
  changes_.push_back({normal(to), std::nullopt, nullptr});
}

void SimulatedDisk::deleted(const std::string& path) {
  names_.erase(normal(path));
  std::erase_if(changes_, [&](const NameChange& change) { return change.path == normal(path); });
}

void SimulatedDisk::folder_synced(const std::string& path) {
  std::erase_if(changes_, [&](const NameChange& change) { return folder_of(change.path) == normal(path); });
}

void SimulatedDisk::power_cut() {
  for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) undo(*change);
  for (const auto& [path, inode] : names_) {
    if (inode->has_unsynced()) restore(path, *inode);
  }
  names_.clear();
  changes_.clear();
  armed_.reset();
  off_ = full_ = false;
}

void SimulatedDisk::undo(const NameChange& change) {
  if (change.renamed_from) {
    must(target_->RenameFile(change.path, *change.renamed_from, kIo, nullptr));
    names_[*change.renamed_from] = names_[change.path];
  } else {
    must(target_->DeleteFile(change.path, kIo, nullptr));
  }
  if (change.replaced) {
    names_[change.path] = change.replaced;
    restore(change.path, *change.replaced);  // now: an earlier change may rename it away
  } else {
    names_.erase(change.path);
  }
}

void SimulatedDisk::restore(const std::string& path, const Inode& inode) {
  if (inode.image()) return set_content(path, *inode.image());
  std::filesystem::resize_file(path, inode.synced_length());  // the target cannot truncate
}

void SimulatedDisk::set_content(const std::string& path, std::string_view content) {
  std::unique_ptr<rocksdb::FSWritableFile> file;
  must(target_->NewWritableFile(path, rocksdb::FileOptions(), &file, nullptr));
  must(file->Append(rocksdb::Slice(content.data(), content.size()), kIo, nullptr));
  must(file->Close(kIo, nullptr));
}

}  // namespace tenure::testing
