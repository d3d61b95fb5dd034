// `tenure events`: what was recorded, in the order of its recording.
#include <fmt/format.h>

#include "domain/act/catalogue.h"
#include "ops/commands/commands.h"
#include "ops/commands/shown.h"
#include "ops/commands/source.h"

namespace tenure {
namespace {

struct EventsOptions {
  SourceOptions source;
  std::string subject;
  std::string area;
  std::string type;
  std::string from;
  std::uint64_t limit = 0;  ///< 0: all
};

std::string table_line(std::string_view position, std::string_view on, std::string_view type,
                       std::string_view subjects, std::string_view authority, std::string_view recorded_at) {
  return padded(position, 9) + padded(on, 11) + padded(type, 40) + padded(subjects, 34) +
         padded(authority, 16) + std::string(recorded_at);
}

/// An event as a row of a table; the line itself when it is none that can be shown so.
std::string table_line(std::string_view json) {
  const auto parsed = ParsedAnswer::parse(json);
  if (!parsed) return std::string(json);
  const Shown event = parsed->root();
  std::string subjects;
  for (const Shown& subject : event.list("subjects"))
    subjects += (subjects.empty() ? "" : " ") + subject.text();
  const std::string name = event.text("event", "type");
  const EventType* type = find_event_type(name);
  const std::string_view zh = type == nullptr ? std::string_view() : type->structure->zh;
  return table_line(event.text("position"), event.text("event", "on"), fmt::format("{} {}", zh, name),
                    subjects, event.text("authority"), event.text("recorded_at"));
}

/// Prints the lines of an answer as they come, until there are enough of them.
class Lines {
 public:
  Lines(std::uint64_t limit, Console& console) : limit_(limit), console_(console) {}

  bool take(std::string_view piece) {
    rest_ += piece;
    std::size_t begin = 0;
    for (std::size_t end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n', begin)) {
      const auto line = std::string_view(rest_).substr(begin, end - begin);
      console_.line(console_.json ? std::string(line) : table_line(line));
      begin = end + 1;
      if (++printed_ == limit_) return false;
    }
    rest_.erase(0, begin);
    return true;
  }

 private:
  std::uint64_t limit_;
  Console& console_;
  std::uint64_t printed_ = 0;
  std::string rest_;
};

Result<Exit> events(const EventsOptions& options, Console& console) {
  ApiCall call;
  call.accept = "application/x-ndjson";
  // `12` is the act's first event.
  const bool whole_act = !options.from.empty() && options.from.find('.') == std::string::npos;
  call.target = Target("/v1/events")
                    .with("subject", options.subject)
                    .with("area", options.area)
                    .with("type", options.type)
                    .with("from", whole_act ? options.from + ".0" : options.from)
                    .str();
  const auto source = open_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  if (!console.json) {
    console.line(
        table_line("位置", "日期 on", "类型 type", "对象 subjects", "签发 by", "记录于 recorded at"));
  }
  Lines lines(options.limit, console);
  const auto done = (*source)->ask(call, [&](std::string_view piece) { return lines.take(piece); });
  if (!done) return tl::unexpected(done.error());
  return Exit::done;
}

}  // namespace

void add_events(CLI::App& app, Console& console) {
  auto options = std::make_shared<EventsOptions>();
  auto& command = *app.add_subcommand("events", "列出事件 | List events; NDJSON with --json");
  add_source_options(command, options->source);
  command.add_option("--subject", options->subject, "对象 | Subject, as person/p-0001");
  command.add_option("--area", options->area, "领域 | Area");
  command.add_option("--type", options->type, "事件类型 | Event type");
  command.add_option("--from", options->from, "起始位置 | First position");
  command.add_option("--limit", options->limit, "最多条数 | At most so many");
  on_command(command, console, options, &events);
}

}  // namespace tenure
