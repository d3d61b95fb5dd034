// How the sequencer opens: the rows are brought up to the log, the keys and the vault's index are read out of
// them.
#include <fmt/format.h>

#include "domain/core/both.h"
#include "domain/ledger/rows.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/identity.h"
#include "replay/rows_of_view.h"
#include "server/sequencer/catch_up.h"
#include "server/sequencer/sequencer.h"

namespace tenure {

Result<void> Sequencer::open() {
  if (auto done = open_rows(); !done) return done;
  if (auto done = load_keys(); !done) return done;
  if (auto done = repeat_erasures(); !done) return done;
  if (auto done = index_vault(); !done) return done;
  if (auto done = store_.log().anchor_seals(); !done) return done;
  options_.on_open();
  {
    const std::lock_guard lock(mutex_);
    open_ = true;
  }
  opened_.notify_all();
  return {};
}

void Sequencer::wait_until_open(std::chrono::milliseconds most) {
  std::unique_lock lock(mutex_);
  opened_.wait_for(lock, most, [this] { return open_ || halted(); });
}

Result<void> Sequencer::open_rows() {
  head_ = store_.log().head();
  next_index_ = head_.size;
  const Progress progress = [this](std::uint64_t size) {
    options_.on_rebuilding(size);
    return !is_stopping();
  };
  if (auto done = catch_up(store_.log(), store_.views(), fold_, &store_.vault(), progress); !done)
    return done;
  if (head_.size == 0) return {};
  const auto newest = store_.log().entry(head_.size - 1);
  if (!newest) return tl::unexpected(newest.error());
  last_recorded_ = {static_cast<std::int64_t>(newest->recorded_us)};
  return {};
}

Result<void> Sequencer::load_keys() {
  const auto* ledger = fold_.row<LedgerRow>(kLedgerSubject.id);
  if (fold_.failure()) return tl::unexpected(*fold_.failure());
  if (ledger != nullptr) {
    clock_kind_ = ledger->clock;
    for (const auto& key : ledger->root_keys) known_keys_.insert(key.str());
  }
  const auto id = store_.ledger_id();
  if (!id) return tl::unexpected(id.error());
  ledger_id_ = id->value_or("");
  const View& view = kView<KeyRow>;
  return rows_of_view(store_, view, kNewest, [&](const std::string& key, std::string_view bytes) {
    const auto state = decode_row(view, bytes);
    if (state && static_cast<const KeyRow*>(state->row.get())->registered) known_keys_.insert(key);
  });
}

/// Fewer keys are erased than were once: somebody put an older copy of the keys in their place. The record
/// knows whom it erased.
Result<void> Sequencer::repeat_erasures() {
  if (store_.keys().counts().erased >= store_.log().anchored_seals().erased) return {};
  Result<void> done;
  auto read = rows_of_view(store_, kView<PersonRow>, kNewest, [&](const std::string& id, std::string_view) {
    const Subject person{SubjectKind::person, id};
    const auto erased = is_erased(fold_, person);
    if (done && !erased) done = tl::unexpected(erased.error());
    if (!done || !*erased) return;
    if (auto gone = store_.vault().erase(person.str()); !gone) done = tl::unexpected(gone.error());
  });
  if (!read) return read;
  if (!done) return done;
  const auto erased = store_.keys().counts().erased;
  const auto once = store_.log().anchored_seals().erased;
  if (erased < once)
    return refuse(Reason::damaged, "subjects.keys",
                  both("已擦除的密钥有 {} 个，应有 {} 个", "{} keys are erased of {}", erased, once));
  return {};
}

/// Of a vault from before its index: once, out of the rows, which name whose values there are.
Result<void> Sequencer::index_vault() {
  Vault& vault = store_.vault();
  if (vault.is_indexed()) return {};
  constexpr std::size_t kBatch = 4'096;
  std::vector<FindableValue> batch;
  Result<void> done;
  const auto flush = [&] {
    if (done) done = vault.index(batch);
    batch.clear();
  };
  const View& view = kView<PersonRow>;
  auto read = rows_of_view(store_, view, kNewest, [&](const std::string& id, std::string_view bytes) {
    const auto state = decode_row(view, bytes);
    if (!state) return;
    const Subject person{SubjectKind::person, id};
    for (const auto& [kind, commitment] : found_by(*static_cast<const PersonRow*>(state->row.get())))
      batch.push_back({person.str(), commitment.str(), kind});
    if (batch.size() >= kBatch) flush();
  });
  if (!read) return read;
  flush();
  return done ? vault.index_is_whole() : done;
}

}  // namespace tenure
