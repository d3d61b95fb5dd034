#include "tests/bench/limits.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <latch>
#include <stdexcept>
#include <thread>
#include <tuple>

#include "storage/evidence/ed25519.h"
#include "storage/files/files.h"
#include "storage/log/log_store.h"
#include "storage/views/view_store.h"
#include "tests/bench/must.h"

namespace tenure::bench {
namespace {

constexpr std::size_t kChunk = 64;
constexpr std::size_t kVersionSize = 8;
constexpr std::size_t kPositionSize = 12;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void must_be_ok(const rocksdb::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

struct SignedBytes {
  PublicKey key;
  Signature signature;
  std::string bytes;
};

/// With which act a key was written, or nothing where the key is the database's own.
std::optional<std::uint64_t> act_of(const std::string& family, std::string_view key, std::string_view value) {
  if (family == "entries" || family == "acts") return get_be<8>(key);
  if (family == "act_ids") return get_be<8>(value);
  if (family == "nodes") return ((get_be<8>(key.substr(1)) + 1) << (8 * get_be<1>(key))) - 1;
  if (family == "rows") return ~get_be<8>(key.substr(key.size() - kVersionSize));
  if (family == "index") return get_be<8>(key.substr(key.size() - kPositionSize));
  return std::nullopt;
}

template <class Put>
std::vector<Put> read_all(const Database& db, std::size_t families, std::uint64_t from) {
  std::vector<Put> out;
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  for (std::size_t family = 0; family < families; ++family) {
    const std::string name = db.family(family)->GetName();
    const auto it = db.iterate(family, options);
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      const auto act = act_of(name, it->key().ToStringView(), it->value().ToStringView());
      if (!act || *act < from) continue;
      out.push_back({*act, static_cast<std::uint32_t>(family), it->key().ToString(), it->value().ToString()});
    }
    must_be_ok(it->status());
  }
  return out;
}

constexpr std::size_t kLogFamilies = 6;
constexpr std::size_t kViewFamilies = 3;

/// Writes ready batches and says how long that took; both threads start together.
double write_all(const Database& db, std::vector<rocksdb::WriteBatch>& batches, bool synced,
                 std::latch& start) {
  rocksdb::WriteOptions options;
  options.sync = synced;
  options.disableWAL = !synced;
  start.arrive_and_wait();
  const auto began = std::chrono::steady_clock::now();
  for (auto& batch : batches) must_be_ok(db.db().Write(options, &batch));
  return seconds_since(began);
}

}  // namespace

double verification_seconds(std::span<const Submission> acts) {
  std::vector<SignedBytes> all;
  all.reserve(acts.size());
  for (const Submission& act : acts) {
    const Signed& signature = act.envelope.signatures.front();
    all.push_back({*PublicKey::from_raw(*from_base64url(signature.keyid)),
                   *Signature::from_raw(signature.sig),
                   pae(act.envelope.payload_type, act.envelope.payload)});
  }
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> good = 0;
  const auto work = [&] {
    for (std::size_t from = next.fetch_add(kChunk); from < all.size(); from = next.fetch_add(kChunk)) {
      for (std::size_t i = from; i < std::min(from + kChunk, all.size()); ++i)
        good += verify(all[i].key, as_bytes(all[i].bytes), all[i].signature) ? 1U : 0U;
    }
  };
  const auto began = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i) threads.emplace_back(work);
  }
  const double seconds = seconds_since(began);
  if (good != all.size()) throw std::runtime_error("a signature does not verify");
  return seconds;
}

Batches::Store Batches::sorted(std::vector<Put> puts, std::span<const std::uint64_t> sizes) {
  std::stable_sort(puts.begin(), puts.end(), [](const Put& a, const Put& b) { return a.act < b.act; });
  Store out;
  auto put = puts.begin();
  for (const std::uint64_t size : sizes.subspan(1)) {
    auto& group = out.groups.emplace_back();
    for (; put != puts.end() && put->act < size; ++put) group.push_back(std::move(*put));
    std::stable_sort(group.begin(), group.end(), [](const Put& a, const Put& b) {
      return std::tie(a.family, a.key) < std::tie(b.family, b.key);
    });
  }
  return out;
}

Batches Batches::of_ledger(const std::string& folder, std::span<const std::uint64_t> sizes) {
  Batches out;
  const auto fs = default_file_system();
  {
    const auto log = must(open_log_database(fs, folder + "/log", Database::Mode::open));
    out.log_ = sorted(read_all<Put>(log, kLogFamilies, sizes.front()), sizes);
  }
  const auto views = must(open_view_database(fs, view_database_path(folder), Database::Mode::open));
  out.views_ = sorted(read_all<Put>(views, kViewFamilies, sizes.front()), sizes);
  return out;
}

std::uint64_t Batches::bytes() const {
  std::uint64_t out = 0;
  for (const Store* store : {&log_, &views_}) {
    for (const auto& group : store->groups) {
      for (const Put& put : group) out += put.key.size() + put.value.size();
    }
  }
  return out;
}

double Batches::write_seconds(const std::string& scratch_folder) const {
  const auto fs = default_file_system();
  const std::string log_path = scratch_folder + "/bare-log";
  const std::string views_path = scratch_folder + "/bare-views";
  double seconds = 0;
  {
    const auto log = must(open_log_database(fs, log_path, Database::Mode::create));
    const auto views = must(open_view_database(fs, views_path, Database::Mode::create));
    const auto build = [](const Database& db, const Store& store) {
      std::vector<rocksdb::WriteBatch> batches;
      for (const auto& group : store.groups) {
        auto& batch = batches.emplace_back(new_batch());
        for (const Put& item : group) put(batch, db.family(item.family), item.key, item.value);
      }
      return batches;
    };
    auto log_batches = build(log, log_);
    auto view_batches = build(views, views_);
    std::latch start(2);
    double log_seconds = 0;
    std::jthread other([&] { log_seconds = write_all(log, log_batches, true, start); });
    const double view_seconds = write_all(views, view_batches, false, start);
    other.join();
    seconds = std::max(log_seconds, view_seconds);
  }
  std::filesystem::remove_all(log_path);
  std::filesystem::remove_all(views_path);
  return seconds;
}

}  // namespace tenure::bench
