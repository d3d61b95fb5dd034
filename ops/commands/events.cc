// `tenure events`: what was recorded, in the order of its recording.
#include <fmt/format.h>

#include <algorithm>

#include "domain/act/catalogue.h"
#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "ops/commands/commands.h"
#include "ops/commands/open_ledger.h"

namespace tenure {
namespace {

struct EventsOptions {
  LedgerOptions ledger;
  std::string subject;
  std::string area;
  std::string type;
  std::string from;
  std::uint64_t limit = 0;  ///< 0: all
};

/// Which events are asked for.
struct Filter {
  std::optional<Subject> subject;
  const Area* area = nullptr;
  const EventType* type = nullptr;
  Position from;
  std::uint64_t limit = 0;
};

/// `12.0`, or `12` for the act's first event.
std::optional<Position> parse_from(const std::string& text) {
  if (text.empty()) return Position{};
  return Position::parse(text.find('.') == std::string::npos ? text + ".0" : text);
}

Result<Filter> parse_filter(const EventsOptions& options) {
  Filter out;
  out.limit = options.limit == 0 ? kNewest : options.limit;
  if (!options.subject.empty()) {
    out.subject = Subject::parse(options.subject);
    if (!out.subject) return refuse(Reason::bad_value, "--subject", tenure::quoted(options.subject));
  }
  if (!options.area.empty()) {
    out.area = find_area(options.area);
    if (out.area == nullptr) return refuse(Reason::bad_value, "--area", tenure::quoted(options.area));
  }
  if (!options.type.empty()) {
    out.type = find_event_type(options.type);
    if (out.type == nullptr) return refuse(Reason::event_unknown, "--type", tenure::quoted(options.type));
  }
  const auto from = parse_from(options.from);
  if (!from) return refuse(Reason::bad_value, "--from", tenure::quoted(options.from));
  out.from = *from;
  return out;
}

/// An event with what its act says of it.
struct Shown {
  Position position;
  Moment recorded_at;
  ActId act;
  OrgId authority;
  Event event;
};

std::string subjects_text(const Event& event) {
  std::string out;
  for (const Subject& subject : subjects(event)) out += (out.empty() ? "" : " ") + subject.str();
  return out;
}

std::string json_line(const Shown& shown) {
  std::string out = fmt::format(R"({{"position":"{}","recorded_at":"{}","act":"{}","authority":{},"event":)",
                                shown.position.str(), shown.recorded_at.str(), shown.act.value,
                                json_string(shown.authority.value));
  write_event(shown.event, out);
  return out + "}";
}

std::string table_line(std::string_view position, std::string_view on, std::string_view type,
                       std::string_view subjects, std::string_view authority, std::string_view recorded_at) {
  return padded(position, 9) + padded(on, 11) + padded(type, 40) + padded(subjects, 34) +
         padded(authority, 16) + std::string(recorded_at);
}

void print_heading(Console& console) {
  if (console.json) return;
  console.line(table_line("位置", "日期 on", "类型 type", "对象 subjects", "签发 by", "记录于 recorded at"));
}

void print(const Shown& shown, Console& console) {
  if (console.json) {
    console.line(json_line(shown));
    return;
  }
  const StructInfo& type = *shown.event.type->structure;
  console.line(table_line(shown.position.str(), shown.event.on.str(),
                          fmt::format("{} {}", type.zh, type.name), subjects_text(shown.event),
                          shown.authority.value, shown.recorded_at.str()));
}

/// Prints events until there are enough of them.
class Printer {
 public:
  Printer(const Filter& filter, Console& console) : filter_(filter), console_(console) {}

  bool full() const { return printed_ >= filter_.limit; }

  void take(const Shown& shown) {
    const EventType& type = *shown.event.type;
    if (full() || shown.position < filter_.from) return;
    if (filter_.type != nullptr && filter_.type != &type) return;
    if (filter_.area != nullptr && filter_.area != type.area) return;
    print(shown, console_);
    ++printed_;
  }

 private:
  const Filter& filter_;
  Console& console_;
  std::uint64_t printed_ = 0;
};

/// Where the subject's events stand, ascending: from the index, which is brought up to the log's head first.
Result<std::vector<Position>> positions_of(LedgerStore& store, const Filter& filter) {
  const auto sequencer = start_sequencer(store);
  if (!sequencer) return tl::unexpected(sequencer.error());
  std::vector<Position> out;
  for (const Area* area : areas()) {
    if (filter.area != nullptr && filter.area != area) continue;
    const auto some = store.positions(index_key(*area, *filter.subject), kNewest);
    if (!some) return tl::unexpected(some.error());
    out.insert(out.end(), some->begin(), some->end());
  }
  std::ranges::sort(out);
  return out;
}

Result<Shown> event_at(const LedgerStore& store, Position position) {
  const auto entry = store.log().entry(position.index);
  if (!entry) return tl::unexpected(entry.error());
  const auto head = store.log().act_head(position.index);
  if (!head) return tl::unexpected(head.error());
  auto original = store.original(position);
  if (!original) return tl::unexpected(original.error());
  return Shown{position,
               {static_cast<std::int64_t>(entry->recorded_us)},
               head->act,
               head->authority,
               std::move(original->event)};
}

Result<void> print_subject(LedgerStore& store, const Filter& filter, Console& console) {
  const auto positions = positions_of(store, filter);
  if (!positions) return tl::unexpected(positions.error());
  Printer printer(filter, console);
  for (const Position& position : *positions) {
    if (printer.full()) break;
    const auto shown = event_at(store, position);
    if (!shown) return tl::unexpected(shown.error());
    printer.take(*shown);
  }
  return {};
}

Result<void> print_all(const LedgerStore& store, const Filter& filter, Console& console) {
  Printer printer(filter, console);
  const std::uint64_t size = store.log().head().size;
  for (std::uint64_t index = filter.from.index; index < size && !printer.full(); ++index) {
    const auto record = store.log().record(index);
    if (!record) return tl::unexpected(record.error());
    for (std::size_t i = 0; i < record->event_count(); ++i) {
      const Position position{index, static_cast<std::uint32_t>(i)};
      auto event = read_event_slice(event_slice(*record, i));
      if (!event) {
        Refusal refusal = event.error();
        refusal.where = position.str() + " " + refusal.where;
        return tl::unexpected(std::move(refusal));
      }
      printer.take({position, record->recorded_at, record->act, record->authority, std::move(*event)});
    }
  }
  return {};
}

Result<Exit> events(const EventsOptions& options, Console& console) {
  const auto filter = parse_filter(options);
  if (!filter) return tl::unexpected(filter.error());
  const auto store = open_ledger(options.ledger);
  if (!store) return tl::unexpected(store.error());
  print_heading(console);
  const auto done =
      filter->subject ? print_subject(**store, *filter, console) : print_all(**store, *filter, console);
  if (!done) return tl::unexpected(done.error());
  return Exit::done;
}

}  // namespace

void add_events(CLI::App& app, Console& console) {
  auto options = std::make_shared<EventsOptions>();
  auto& command = *app.add_subcommand("events", "列出事件 | List events; NDJSON with --json");
  add_ledger_options(command, options->ledger);
  command.add_option("--subject", options->subject, "对象 | Subject, as person/p-0001");
  command.add_option("--area", options->area, "领域 | Area");
  command.add_option("--type", options->type, "事件类型 | Event type");
  command.add_option("--from", options->from, "起始位置 | First position");
  command.add_option("--limit", options->limit, "最多条数 | At most so many");
  on_command(command, console, options, &events);
}

}  // namespace tenure
