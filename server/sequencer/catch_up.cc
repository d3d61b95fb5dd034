#include "server/sequencer/catch_up.h"

#include <filesystem>

#include "domain/core/both.h"
#include "domain/ledger/rows.h"
#include "server/sequencer/group_writer.h"
#include "server/sequencer/read_ahead.h"
#include "storage/backup/manifest.h"
#include "storage/evidence/proof.h"
#include "storage/ledger/prepared_views.h"

namespace tenure {
namespace {

/// What is done about a subject that an act erases, before the act's rows are stored.
using Erase = std::function<Result<void>(const std::string& subject)>;

Result<void> apply_act(const ReadAct& read, Fold& fold, const Erase& erase) {
  fold.begin_act(read.index, read.recorded_at, read.act.klass.value);
  Consequences consequences;
  for (std::size_t i = 0; i < read.act.events.size(); ++i) {
    const Event& event = read.act.events[i];
    const Position position{read.index, static_cast<std::uint32_t>(i)};
    if (auto applied = fold.apply(event, position, read.authority); !applied) return applied;
    consequences.note(event);
  }
  for (const std::string& subject : consequences.erased) {
    if (auto erased = erase(subject); !erased) return erased;
  }
  fold.keep_act(read.verdict, &read.act);
  return {};
}

/// Three things at once: a batch of acts is read, the one before it is folded, the rows of the one before
/// that are stored.
Result<void> apply_log(const LogStore& log, ViewStore& views, Fold& fold, const Erase& erase,
                       const Progress& progress) {
  ReadAhead acts(log, views.applied().size, log.head().size);
  GroupWriter rows(views);
  while (true) {
    const auto batch = acts.next();
    if (!batch) return tl::unexpected(batch.error());
    if (batch->empty()) break;
    for (const ReadAct& act : *batch) {
      if (auto applied = apply_act(act, fold, erase); !applied) return applied;
    }
    const std::uint64_t size = batch->back().index + 1;
    const auto root = log.root_at(size);
    if (!root) return tl::unexpected(root.error());
    rows.wait_idle();
    if (auto failure = rows.failure()) return tl::unexpected(std::move(*failure));
    rows.start({fold.take_changes(), [head = Head{size, *root}] { return std::optional(head); }});
    if (!progress(size)) return refuse(Reason::stopped, "rows", both("在第 {} 条", "at {}", size));
  }
  rows.wait_idle();
  if (auto failure = rows.failure()) return tl::unexpected(std::move(*failure));
  return {};
}

Result<void> destroy_key(Vault& vault, const std::string& subject) {
  const auto erased = vault.erase(subject);
  return erased ? Result<void>() : tl::unexpected(erased.error());
}

/// What who prepared the views had no keys for.
Result<void> make_erasures_good(ViewStore& views, Vault& vault) {
  const auto due = views.erasures_due();
  if (!due) return tl::unexpected(due.error());
  for (const std::string& subject : *due) {
    if (auto done = destroy_key(vault, subject); !done) return done;
    if (auto done = views.erasure_done(subject); !done) return done;
  }
  return {};
}

}  // namespace

void Consequences::note(const Event& event) {
  if (event.type->type == &kType<KeyRegistered>) {
    known_keys.push_back(event.as<KeyRegistered>().key.value);
  } else if (event.type->type == &kType<LedgerOpened>) {
    for (const auto& key : event.as<LedgerOpened>().root_keys) known_keys.push_back(key.str());
  } else if (event.type->type == &kType<SubjectErased>) {
    erased.push_back(subject(event.as<SubjectErased>().person).str());
  }
}

Result<void> catch_up(const LogStore& log, ViewStore& views, Fold& fold, Vault* vault,
                      const Progress& progress) {
  if (vault == nullptr) {
    return apply_log(
        log, views, fold, [](const std::string&) { return Result<void>(); }, progress);
  }
  if (auto done = make_erasures_good(views, *vault); !done) return done;
  const Erase erase = [&](const std::string& subject) { return destroy_key(*vault, subject); };
  return apply_log(log, views, fold, erase, progress);
}

Result<Prepared> prepare_views(const std::string& folder, const std::string& scratch,
                               const PrepareProgress& progress) {
  if (is_backup(folder)) return refuse(Reason::is_backup, folder);
  const auto fs = default_file_system();
  const auto opened = LogStore::open_to_read(fs, folder, scratch);
  if (!opened) return tl::unexpected(opened.error());
  LogStore& log = **opened;
  const std::string path = view_database_path(folder);
  auto views = open_views_of(log, fs, path);
  if (!views) return tl::unexpected(views.error());
  Prepared out{std::filesystem::path(path).filename().string(), views->applied().size};
  if (auto done = set_prepared_views(*fs, folder, out.views); !done) return tl::unexpected(done.error());
  const LogArchive archive(log, *views);
  Fold fold(archive);
  const Erase note = [&](const std::string& subject) { return views->note_erasure_due(subject); };
  const Progress shown = [&](std::uint64_t size) { return progress(size, log.head().size); };
  for (int i = 0; i < kPreparedRoundsMax; ++i) {
    if (auto done = apply_log(log, *views, fold, note, shown); !done) return tl::unexpected(done.error());
    const auto head = log.follow();
    if (!head) return tl::unexpected(head.error());
    out.size = views->applied().size;
    out.behind = head->size - out.size;
    if (out.behind <= kPreparedBehindMax) break;
  }
  if (auto done = views->flush(); !done) return tl::unexpected(done.error());
  return out;
}

Result<Rebuilt> rebuild_and_compare(const LogStore& log, const ViewStore& live,
                                    const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& folder,
                                    const Progress& progress) {
  const std::string path = folder + "/rebuild";
  if (auto done = ViewStore::destroy(fs, path); !done) return tl::unexpected(done.error());
  Rebuilt out;
  {
    auto views = ViewStore::open(fs, path);
    if (!views) return tl::unexpected(views.error());
    const LogArchive archive(log, *views);
    Fold fold(archive);
    if (auto done = catch_up(log, *views, fold, nullptr, progress); !done)
      return tl::unexpected(done.error());
    out.size = views->applied().size;
    auto difference = views->first_difference(live);
    if (!difference) return tl::unexpected(difference.error());
    out.difference = std::move(*difference);
  }
  if (auto done = ViewStore::destroy(fs, path); !done) return tl::unexpected(done.error());
  return out;
}

}  // namespace tenure
