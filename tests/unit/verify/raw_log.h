// Hands that reach behind the ledger's back: a copy of its folder, its log as a plain RocksDB, its anchor as
// bytes. For tests that tamper; the folder must be closed.
#pragma once

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "domain/core/sha256.h"
#include "storage/log/act_codec.h"

namespace tenure::testing {

inline void copy_folder(const std::string& from, const std::string& to) {
  std::filesystem::copy(
      from, to, std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
}

inline std::string read_whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_whole(const std::string& path, std::string_view content) {
  std::ofstream(path, std::ios::binary | std::ios::trunc).write(content.data(), std::ssize(content));
}

class RawLog {
 public:
  explicit RawLog(const std::string& folder) {
    rocksdb::Options options;
    std::vector<std::string> names;
    check(rocksdb::DB::ListColumnFamilies(options, folder + "/log", &names));
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const std::string& name : names) families.emplace_back(name, options);
    rocksdb::DB* db = nullptr;
    check(rocksdb::DB::Open(options, folder + "/log", families, &families_, &db));
    db_.reset(db);
  }
  ~RawLog() {
    for (auto* family : families_) db_->DestroyColumnFamilyHandle(family);
  }

  std::string get(std::string_view family, const std::string& key) {
    std::string value;
    check(db_->Get({}, handle(family), key, &value));
    return value;
  }
  void put(std::string_view family, const std::string& key, const std::string& value) {
    check(db_->Put({}, handle(family), key, value));
  }
  void erase(std::string_view family, const std::string& key) { check(db_->Delete({}, handle(family), key)); }
  void swap(std::string_view family, const std::string& a, const std::string& b) {
    const std::string held = get(family, a);
    put(family, a, get(family, b));
    put(family, b, held);
  }
  /// Changes the byte at `at`, counted from the end when negative.
  void flip(std::string_view family, const std::string& key, std::ptrdiff_t at) {
    std::string value = get(family, key);
    value.at(at < 0 ? value.size() - static_cast<std::size_t>(-at) : static_cast<std::size_t>(at)) ^= 1;
    put(family, key, value);
  }

 private:
  static void check(const rocksdb::Status& status) {
    if (!status.ok()) throw std::runtime_error(status.ToString());
  }
  rocksdb::ColumnFamilyHandle* handle(std::string_view name) {
    for (auto* family : families_) {
      if (family->GetName() == name) return family;
    }
    throw std::runtime_error("no family " + std::string(name));
  }

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

inline std::string raw_node_key(unsigned level, std::uint64_t index) {
  std::string key;
  put_be<1>(key, level);
  put_be<8>(key, index);
  return key;
}

/// Changes both slots' text and makes their checksums good again.
template <class Change>
void change_anchor(const std::string& folder, Change change) {
  constexpr std::size_t kSlot = 4096;
  std::string file = read_whole(folder + "/head");
  for (std::size_t at = 0; at < file.size(); at += kSlot) {
    const auto length = static_cast<std::size_t>(get_be<4>(file.substr(at + 12)));
    std::string text = file.substr(at + 24, length);
    change(text);
    file.replace(at + 24, length, text);
    const Digest digest = sha256(std::string_view(file).substr(at, kSlot - 32));
    file.replace(at + kSlot - 32, 32, as_view(digest.view()));
  }
  write_whole(folder + "/head", file);
}

}  // namespace tenure::testing
