// Grows one log through several sizes and exports it at each, as `tenure tiles` does:
//
//   make_log OUT RECEIPTS SIZE...      sizes ascending; writes OUT/<size>/, prints the log's verifier key
//
// The acts are made up: what is exported is entries, tiles, checkpoints and receipts. The ledger itself is in
// OUT/ledger.
#include <cstdio>
#include <cstdlib>

#include "ops/commands/signing.h"
#include "ops/commands/tile_export.h"
#include "storage/evidence/envelope.h"
#include "storage/ledger/ledger_store.h"

namespace tenure {
namespace {

constexpr std::uint64_t kGroupMax = 4096;
constexpr std::int64_t kStartUs = 1'700'000'000'000'000;
constexpr std::string_view kEventOpen = R"({"events":[)";

LogRecord made_up(std::uint64_t index) {
  LogRecord record;
  record.index = index;
  record.recorded_at = {kStartUs + static_cast<std::int64_t>(index)};
  record.act = new_act_id(record.recorded_at);
  record.authority = {"o-1"};
  const std::string event = R"({"number":)" + std::to_string(index) + "}";
  record.payload = std::string(kEventOpen) + event + "]}";
  record.cuts = {static_cast<std::uint32_t>(kEventOpen.size()),
                 static_cast<std::uint32_t>(kEventOpen.size() + event.size())};
  record.signatures = {{"key-1", std::string(64, 's')}};
  record.statement = statement_digest(pae(kActPayloadType, record.payload), record.signatures);
  record.verdict = "{}";
  return record;
}

Result<void> grow(LogStore& log, std::uint64_t size) {
  while (log.head().size < size) {
    const Head head = log.head();
    std::vector<LogRecord> group;
    for (std::uint64_t i = head.size; i < size && group.size() < kGroupMax; ++i) group.push_back(made_up(i));
    if (auto done = log.append(head, group); !done) return tl::unexpected(done.error());
  }
  return {};
}

Result<void> make(const std::string& out, std::uint64_t receipts, const std::vector<std::uint64_t>& sizes) {
  LedgerStore::Options options;
  options.folder = out + "/ledger";
  auto store = LedgerStore::create(options, "log.example/made-up");
  if (!store) return tl::unexpected(store.error());
  LogStore& log = (*store)->log();
  for (const std::uint64_t size : sizes) {
    if (auto done = grow(log, size); !done) return done;
    const auto done = export_tiles(log, out + "/" + std::to_string(size), receipts);
    if (!done) return tl::unexpected(done.error());
  }
  std::puts((*store)->log_key().text().c_str());
  return {};
}

}  // namespace
}  // namespace tenure

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("make_log OUT RECEIPTS SIZE...\n", stderr);
    return 2;
  }
  std::vector<std::uint64_t> sizes;
  for (int i = 3; i < argc; ++i) sizes.push_back(std::strtoull(argv[i], nullptr, 10));
  const auto done = tenure::make(argv[1], std::strtoull(argv[2], nullptr, 10), sizes);
  if (done) return 0;
  std::fprintf(stderr, "%s\n", done.error().text().c_str());
  return 1;
}
