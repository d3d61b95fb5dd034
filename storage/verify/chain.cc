#include "storage/verify/chain.h"

#include "domain/core/both.h"

namespace tenure::verification {
namespace {

constexpr std::size_t kNodeKeySize = 1 + 8;
constexpr unsigned kLevelMax = 8;  // 256^8 entries are more than an index can count

std::string node_key(unsigned level, std::uint64_t index) {
  std::string key;
  put_be<1>(key, level);
  put_be<8>(key, index);
  return key;
}

std::string node_name(std::string_view key) {
  if (key.size() != kNodeKeySize) return "node " + to_hex(as_bytes(key));
  return "node " + std::to_string(get_be<1>(key)) + "/" + std::to_string(get_be<8>(key.substr(1)));
}

}  // namespace

Chain::Chain(const LedgerName& ledger, const AnchoredHead* anchor, const StoredDatabase& log,
             rocksdb::ColumnFamilyHandle* nodes, std::span<const std::uint64_t> roots_at,
             VerifyReport& report)
    : ledger_(ledger),
      anchor_(anchor),
      log_(log),
      roots_at_(roots_at.begin(), roots_at.end()),
      nodes_(nodes),
      report_(report),
      findings_(report),
      on_completed_([this](unsigned level, std::uint64_t index, const Digest& hash) {
        check_node(level, index, hash);
      }) {
  check_anchor();
  note_root();
}

void Chain::take(CheckedAct&& act) {
  for (Finding& finding : act.findings) findings_.add(std::move(finding));
  if (act.recorded_us <= last_recorded_us_ && tree_.size() > 0) {
    findings_.add("entry " + std::to_string(act.index),
                  both("记录时间不晚于前一条目", "recorded no later than the entry before it"));
  }
  last_recorded_us_ = act.recorded_us;
  if (!act.id.empty()) ++report_.acts;
  report_.events += act.events;
  report_.signatures += act.signers.size();
  check_keys(act);
  tree_.append(act.leaf, on_completed_);
  check_anchor();
  note_root();
}

/// An act is judged by the keys that the acts before it left; the first one brings its own.
void Chain::check_keys(const CheckedAct& act) {
  const std::string where = "act " + std::to_string(act.index);
  const auto judge = [&] {
    for (const std::string& keyid : act.signers) {
      if (auto objection = keys_.objection(keyid)) findings_.add(where, *objection);
    }
  };
  if (act.index > 0) judge();
  for (const KeyChange& change : act.changes) {
    if (auto wrong = keys_.apply(change, act.index)) findings_.add(where, *wrong);
  }
  if (act.index == 0) judge();
}

rocksdb::Iterator& Chain::level_iterator(unsigned level) {
  while (levels_.size() < level) {
    levels_.push_back(log_.iterate(nodes_));
    levels_.back()->Seek(as_slice(node_key(static_cast<unsigned>(levels_.size()), 0)));
  }
  return *levels_[level - 1];
}

void Chain::check_node(unsigned level, std::uint64_t index, const Digest& hash) {
  if (!whole_) return;
  const std::string key = node_key(level, index);
  auto& stored = level_iterator(level);
  for (; stored.Valid() && stored.key().ToStringView() < key; stored.Next()) {
    findings_.add(node_name(stored.key().ToStringView()),
                  both("不是这棵树的摘要", "not a hash of this tree"));
  }
  if (!stored.Valid() || stored.key().ToStringView() != key) {
    findings_.add(node_name(key), stored.status().ok() ? both("缺失", "missing") : said(stored.status()));
    return;
  }
  if (stored.value().ToStringView() != as_view(hash.view()))
    findings_.add(node_name(key), both("不是其条目的摘要", "not the hash of its entries"));
  stored.Next();
}

void Chain::check_anchor() {
  if (anchor_ == nullptr || !whole_ || tree_.size() != anchor_->size) return;
  if (tree_.root() != anchor_->root) {
    findings_.add("head", both("大小为 {0} 时的树根不是所锚定的", "the root at size {0} is another one",
                               anchor_->size));
  }
}

void Chain::note_root() {
  if (whole_ && roots_at_.contains(tree_.size())) report_.roots.emplace(tree_.size(), tree_.root());
}

/// Behind the hashes of the tree there is nothing, on no level.
void Chain::finish_nodes() {
  const auto known_levels = static_cast<unsigned>(levels_.size());
  for (unsigned level = 0; level <= kLevelMax; ++level) {
    const auto stored = log_.iterate(nodes_);
    const bool known = level >= 1 && level <= known_levels;
    auto& rest = known ? *levels_[level - 1] : *stored;
    if (!known) rest.Seek(as_slice(node_key(level, 0)));
    for (; rest.Valid() && get_be<1>(rest.key().ToStringView()) == level; rest.Next()) {
      findings_.add(node_name(rest.key().ToStringView()),
                    both("不是这棵树的摘要", "not a hash of this tree"));
    }
    if (!rest.status().ok()) findings_.add("nodes", said(rest.status()));
  }
}

void Chain::finish() {
  report_.size = tree_.size();
  report_.root = tree_.root();
  if (whole_) finish_nodes();
  if (anchor_ != nullptr && tree_.size() < anchor_->size) {
    findings_.add("log", both("缺少条目 {0} 到 {1}，锚点证明其存在",
                              "entries {0} to {1} are missing, the anchor vouches for them", tree_.size(),
                              anchor_->size - 1));
  }
  if (tree_.size() > 0 && !keys_.names_log_key(ledger_.log_key)) {
    findings_.add("ledger.json",
                  both("log_key 不是账本文书所载的", "its log_key is none that the ledger's acts name"));
  }
}

}  // namespace tenure::verification
