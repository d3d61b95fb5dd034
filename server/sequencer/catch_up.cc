#include "server/sequencer/catch_up.h"

#include "domain/ledger/rows.h"
#include "storage/evidence/proof.h"

namespace tenure {
namespace {

constexpr std::size_t kEventsBetweenWrites = 20'000;

Result<void> apply_record(LogRecord&& record, Fold& fold, Vault* vault, std::size_t& events) {
  record.payload.reserve(record.payload.size() + simdjson::SIMDJSON_PADDING);
  const ParsedAct parsed = parse_act(record.payload);
  if (parsed.shape)
    return refuse(Reason::damaged, "act " + std::to_string(record.index), parsed.shape->text());
  const auto verdict = read_json<Verdict>(record.verdict);
  if (!verdict)
    return refuse(Reason::damaged, "verdict " + std::to_string(record.index), verdict.error().text());
  fold.begin_act(record.index, record.recorded_at, parsed.act.klass.value);
  Consequences consequences;
  for (const Event& event : parsed.act.events) {
    const auto ordinal = static_cast<std::uint32_t>(&event - parsed.act.events.data());
    if (auto applied = fold.apply(event, {record.index, ordinal}, record.authority); !applied) return applied;
    consequences.note(event);
  }
  for (const std::string& subject : consequences.erased) {
    if (vault == nullptr) break;
    if (auto erased = vault->erase(subject); !erased) return tl::unexpected(erased.error());
  }
  fold.keep_act(*verdict);
  events += parsed.act.events.size();
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
  std::uint64_t size = views.applied().size;
  std::size_t events = 0;
  const auto write = [&]() -> Result<void> {
    if (events == 0) return {};
    const auto root = log.root_at(size);
    if (!root) return tl::unexpected(root.error());
    if (auto done = views.write(*fold.take_changes(), {size, *root}); !done) return done;
    events = 0;
    if (!progress(size)) return refuse(Reason::stopped, "rows", "at " + std::to_string(size));
    return {};
  };
  auto done = log.read(size, log.head().size, [&](LogRecord&& record) -> Result<void> {
    if (auto applied = apply_record(std::move(record), fold, vault, events); !applied) return applied;
    ++size;
    return events >= kEventsBetweenWrites ? write() : Result<void>{};
  });
  if (!done) return done;
  return write();
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
