#include "storage/verify/verify.h"

#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "domain/core/both.h"
#include "storage/files/files.h"
#include "storage/verify/access_check.h"
#include "storage/verify/chain.h"
#include "storage/verify/log_reader.h"
#include "storage/verify/sealed_check.h"

namespace tenure {
namespace verification {
namespace {

constexpr std::uint64_t kWindowPerThread = 4;  ///< batches that may wait for an earlier one
constexpr std::size_t kLedgerIdDigits = 16;
constexpr std::string_view kFormat = "tenure log 1";

std::string ledger_id_of(const StoredDatabase& log, rocksdb::ColumnFamilyHandle* entries,
                         const std::string& origin) {
  const auto it = log.iterate(entries);
  it->SeekToFirst();
  if (!it->Valid()) return {};
  return origin + "#" + leaf_of(it->value().ToStringView()).hex().substr(0, kLedgerIdDigits);
}

std::uint64_t entries_in(const StoredDatabase& log, rocksdb::ColumnFamilyHandle* entries) {
  const auto it = log.iterate(entries);
  it->SeekToLast();
  return it->Valid() && it->key().size() == 8 ? get_be<8>(it->key().ToStringView()) + 1 : 0;
}

/// Column families of the log.
struct Families {
  rocksdb::ColumnFamilyHandle* meta;
  rocksdb::ColumnFamilyHandle* entries;
  rocksdb::ColumnFamilyHandle* acts;
  rocksdb::ColumnFamilyHandle* act_ids;
  rocksdb::ColumnFamilyHandle* nodes;
  explicit Families(const StoredDatabase& log)
      : meta(log.family("default")),
        entries(log.family("entries")),
        acts(log.family("acts")),
        act_ids(log.family("act_ids")),
        nodes(log.family("nodes")) {}
  bool all() const { return meta && entries && acts && act_ids && nodes; }
};

/// The threads: each takes the next batch from the reader, checks its acts alone, and hands them to the chain
/// in the order of the log.
class Walk {
 public:
  Walk(const StoredDatabase& log, const Families& families, const LedgerName& ledger,
       const AnchoredHead* anchor, const VerifyOptions& options, SealedCheck& sealed, VerifyReport& report)
      : log_(log),
        families_(families),
        ledger_(ledger),
        ledger_id_(ledger_id_of(log, families.entries, ledger.origin)),
        size_(entries_in(log, families.entries)),
        options_(options),
        sealed_(sealed),
        report_(report),
        findings_(report),
        chain_(ledger, anchor, log, families.nodes, options.roots_at, report),
        reader_(log.iterate(families.entries), log.iterate(families.acts)) {}

  void run(unsigned threads) {
    window_ = threads * kWindowPerThread;
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([this] { work(); });
    work();
    for (std::thread& other : others) other.join();
    chain_.finish();
    sealed_.finish();
    check_act_ids();
  }

 private:
  struct Checked {
    std::vector<Finding> findings;
    std::vector<CheckedAct> acts;
    std::uint64_t missing = 0;
  };

  void work() {
    ActChecker checker(ledger_.origin, ledger_id_);
    while (auto batch = next_batch()) {
      Checked checked{std::move(batch->findings), {}, batch->missing};
      for (const StoredAct& act : batch->acts()) {
        checked.acts.push_back(checker.check(act));
        sealed_.check(checked.acts.back());
      }
      look_up_ids(checked);
      deliver(batch->sequence, std::move(checked));
    }
  }

  std::optional<Batch> next_batch() {
    const std::lock_guard reading(reader_mutex_);
    {
      std::unique_lock lock(chain_mutex_);
      delivered_.wait(lock, [this] { return next_read_ < next_delivered_ + window_; });
    }
    if (reader_ended_) return std::nullopt;
    Batch batch;
    reader_ended_ = !reader_.next(batch);
    ++next_read_;
    return batch;
  }

  /// That the id of each act leads back to it. Two acts of one id cannot both pass.
  void look_up_ids(Checked& checked) const {
    std::vector<rocksdb::Slice> ids;
    std::vector<CheckedAct*> acts;
    for (CheckedAct& act : checked.acts) {
      if (act.id.empty()) continue;
      ids.push_back(as_slice(act.id));
      acts.push_back(&act);
    }
    std::vector<rocksdb::PinnableSlice> values(ids.size());
    std::vector<rocksdb::Status> statuses(ids.size());
    log_.db().MultiGet(rocksdb::ReadOptions(), families_.act_ids, ids.size(), ids.data(), values.data(),
                       statuses.data());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::string_view value = statuses[i].ok() ? values[i].ToStringView() : std::string_view();
      if (value.size() == 8 && get_be<8>(value) == acts[i]->index) continue;
      checked.findings.push_back({"act_ids " + acts[i]->id,
                                  both("没有指向文书 {0}", "it does not lead to act {0}", acts[i]->index)});
    }
  }

  void deliver(std::uint64_t sequence, Checked&& checked) {
    {
      const std::lock_guard lock(chain_mutex_);
      waiting_.emplace(sequence, std::move(checked));
      while (!waiting_.empty() && waiting_.begin()->first == next_delivered_) {
        take(waiting_.begin()->second);
        waiting_.erase(waiting_.begin());
        ++next_delivered_;
      }
    }
    delivered_.notify_all();
  }

  void take(Checked& checked) {
    if (checked.missing > 0) chain_.break_off();
    for (Finding& finding : checked.findings) findings_.add(std::move(finding));
    for (CheckedAct& act : checked.acts) {
      done_ = act.index + 1;
      chain_.take(std::move(act));
    }
    if (options_.progress && !checked.acts.empty()) options_.progress(done_, size_);
  }

  /// As many ids as acts, and each act's id leads to it: then none is left over.
  void check_act_ids() {
    const auto it = log_.iterate(families_.act_ids);
    std::uint64_t ids = 0;
    for (it->SeekToFirst(); it->Valid(); it->Next()) ++ids;
    if (!it->status().ok()) return findings_.add("act_ids", said(it->status()));
    if (ids != report_.acts) find_stray_ids();
  }

  void find_stray_ids() {
    const auto it = log_.iterate(families_.act_ids);
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      std::string record;
      const auto status = log_.db().Get(rocksdb::ReadOptions(), families_.acts, it->value(), &record);
      if (status.ok() && act_id_of(record) == it->key().ToStringView()) continue;
      findings_.add("act_ids " + it->key().ToString(),
                    both("没有指向此编号的文书", "it leads to no act of this id"));
    }
  }

  const StoredDatabase& log_;
  const Families families_;
  const LedgerName& ledger_;
  const std::string ledger_id_;
  const std::uint64_t size_;
  const VerifyOptions& options_;
  SealedCheck& sealed_;
  VerifyReport& report_;
  Findings findings_;
  Chain chain_;
  std::uint64_t window_ = 1;
  std::uint64_t done_ = 0;

  std::mutex reader_mutex_;  ///< guards reader_ and what follows; taken before chain_mutex_
  LogReader reader_;
  bool reader_ended_ = false;
  std::uint64_t next_read_ = 0;

  std::mutex chain_mutex_;  ///< guards chain_, findings_ and what follows
  std::condition_variable delivered_;
  std::map<std::uint64_t, Checked> waiting_;
  std::uint64_t next_delivered_ = 0;
};

void verify_log(const VerifyOptions& options, const LedgerName& ledger, const AnchoredHead* anchor,
                VerifyReport& report) {
  Findings findings(report);
  std::unique_ptr<StoredDatabase> log;
  if (auto status = StoredDatabase::open(options.folder + "/log", log); !status.ok()) {
    return findings.add("log", both("打不开：{0}", "it does not open: {0}", status.ToString()));
  }
  const Families families(*log);
  if (!families.all()) return findings.add("log", both("缺少一个列族", "it lacks a column family"));
  std::string format;
  auto status = log->db().Get(rocksdb::ReadOptions(), families.meta, "format", &format);
  if (!status.ok() || format != kFormat)
    findings.add("log", both("格式不是 tenure log 1", "its format is not `tenure log 1`"));
  unsigned threads = options.threads == 0 ? std::thread::hardware_concurrency() : options.threads;
  threads = std::clamp(threads, 1U, kVerifyThreadsMax);
  SealedCheck sealed(options, anchor, report);
  Walk(*log, families, ledger, anchor, options, sealed, report).run(threads);
}

/// Rows that another process prepares meanwhile (tenure replay --prepare) cannot be read, and are not the
/// ledger's yet.
bool is_being_written(const std::string& folder, const std::string& name, std::optional<FolderLock>& lock) {
  if (!name.starts_with("views-")) return false;
  auto acquired = FolderLock::acquire(default_file_system(), folder + "/" + name, "LOCK");
  if (!acquired) return acquired.error().reason == Reason::locked;
  lock = std::move(*acquired);
  return false;
}

void verify_blocks(const std::string& folder, Findings& findings) {
  for (const std::string& name : databases_in(folder)) {
    std::optional<FolderLock> lock;
    if (is_being_written(folder, name, lock)) continue;
    std::unique_ptr<StoredDatabase> database;
    auto status = StoredDatabase::open(folder + "/" + name, database);
    if (status.ok()) status = database->db().VerifyChecksum();
    // The blocks' own checksums leave out the parts of filters: those of whole files leave out nothing. Files
    // of before they were kept have none.
    if (status.ok()) status = database->db().VerifyFileChecksums({});
    if (!status.ok()) findings.add(name, said(status));
  }
}

}  // namespace
}  // namespace verification

Result<VerifyReport> verify_ledger(const VerifyOptions& options) {
  using namespace verification;
  const auto start = std::chrono::steady_clock::now();
  VerifyReport report;
  Findings findings(report);
  const auto ledger = read_ledger_name(options.folder);
  if (!ledger && ledger.error().reason != Reason::damaged) return tl::unexpected(ledger.error());
  std::optional<FolderLock> lock;
  if (options.locks) {
    auto acquired = FolderLock::acquire(default_file_system(), options.folder);
    if (!acquired) return tl::unexpected(acquired.error());
    lock = std::move(*acquired);
  }
  if (sodium_init() < 0) return refuse(Reason::io, "libsodium");
  std::uint64_t reads = 0;
  if (ledger) {
    const auto anchor = read_anchor(options.folder, *ledger);
    if (anchor) {
      report.anchored = anchor->size;
      reads = anchor->reads;
      report.anchor_damage = anchor->damage;
    } else {
      findings.add(anchor.error());
    }
    verify_log(options, *ledger, anchor ? &*anchor : nullptr, report);
  } else {
    findings.add(ledger.error());
  }
  verify_blocks(options.folder, findings);
  if (options.access) {
    report.reads = check_reads(options.folder, reads, findings);
    report.tokens = check_tokens(options.folder, findings);
  }
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

}  // namespace tenure
