// `tenure status`: how large the ledger is, what vouches for it, what opening it found.
#include <fmt/format.h>

#include "domain/describe/write.h"
#include "domain/ledger/events.h"
#include "ops/commands/commands.h"
#include "ops/commands/open_ledger.h"

namespace tenure {
namespace {

/// What the genesis act laid down.
struct Foundation {
  std::string ledger;
  LedgerOpened opened;
};

Result<std::optional<Foundation>> foundation_of(const LedgerStore& store) {
  if (store.log().head().size == 0) return std::optional<Foundation>();
  auto id = ledger_id_of(store);
  if (!id) return tl::unexpected(id.error());
  const auto first = store.original({0, 0});
  if (!first) return tl::unexpected(first.error());
  if (first->event.type->type != &kType<LedgerOpened>)
    return refuse(Reason::damaged, "0.0", "no LedgerOpened");
  return std::optional(Foundation{std::move(*id), first->event.as<LedgerOpened>()});
}

std::string json_of(const LedgerStore& store, const std::optional<Foundation>& foundation) {
  const auto published = store.log().published();
  const Opened& opened = store.log().opened();
  std::string out = fmt::format(
      R"({{"origin":{},"log_key":{},"size":{},"root":"{}","checkpoint":{},"anchored":{},"unanchored":{},)"
      R"("anchor_damage":{})",
      json_string(store.origin()), json_string(store.log_key().text()), published->head.size,
      published->head.root.hex(), json_string(published->checkpoint), opened.anchored, opened.unanchored,
      opened.damage ? json_string(*opened.damage) : "null");
  if (foundation) {
    out += fmt::format(R"(,"ledger":{},"clock":"{}","root_keys":{},"root_threshold":{})",
                       json_string(foundation->ledger), name(foundation->opened.clock),
                       to_json(foundation->opened.root_keys), foundation->opened.root_threshold);
  }
  return out + "}";
}

void print_opened(const Opened& opened, Console& console) {
  if (opened.unanchored > 0) {
    console.line(
        fmt::format("锚点之后 unanchored  {} 条，崩溃前已写入而未答复，现已锚定 | written before a crash "
                    "and never acknowledged; anchored now",
                    opened.unanchored));
  }
  if (opened.damage) {
    console.line(
        fmt::format("锚点损坏 anchor      {}，另一槽完好，下次写入即修复 | the other slot is whole; the "
                    "next write repairs it",
                    *opened.damage));
  }
}

void print_status(const LedgerStore& store, const std::optional<Foundation>& foundation, Console& console) {
  const auto published = store.log().published();
  if (foundation) console.line(fmt::format("账本 ledger          {}", foundation->ledger));
  console.line(fmt::format("条目 size            {}", published->head.size));
  console.line(fmt::format("树根 root            {}", published->head.root.hex()));
  if (foundation) {
    const EnumValue& clock = describe_value(foundation->opened.clock);
    console.line(fmt::format("时钟 clock           {} {}", clock.zh, clock.name));
    console.line(fmt::format("根密钥 root keys     {}，门限 threshold {}",
                             foundation->opened.root_keys.size(), foundation->opened.root_threshold));
    for (const auto& key : foundation->opened.root_keys) console.line("  " + key.str());
  }
  console.line(fmt::format("日志公钥 log key     {}", store.log_key().text()));
  print_opened(store.log().opened(), console);
  console.print(fmt::format("检查点 checkpoint\n{}", published->checkpoint));
}

Result<Exit> status(const LedgerOptions& options, Console& console) {
  const auto store = open_ledger(options);
  if (!store) return tl::unexpected(store.error());
  const auto foundation = foundation_of(**store);
  if (!foundation) return tl::unexpected(foundation.error());
  if (console.json) {
    console.line(json_of(**store, *foundation));
  } else {
    print_status(**store, *foundation, console);
  }
  return Exit::done;
}

}  // namespace

void add_status(CLI::App& app, Console& console) {
  auto options = std::make_shared<LedgerOptions>();
  auto& command = *app.add_subcommand("status", "账本概况 | Size, root, checkpoint, keys");
  add_ledger_options(command, *options);
  on_command(command, console, options, &status);
}

}  // namespace tenure
