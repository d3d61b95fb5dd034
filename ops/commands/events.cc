// `tenure events`: what was recorded, in the order of its recording.
#include "ops/commands/answers.h"
#include "ops/commands/commands.h"
#include "ops/commands/people.h"
#include "ops/commands/usage.h"

namespace tenure {
namespace {

struct EventsOptions {
  SourceOptions source;
  ShownAs shown;
  std::string subject;
  std::string area;
  std::string type;
  std::string from;
  std::uint64_t limit = 0;  ///< 0: all
  std::string at;
  std::string on;
};

/// Prints the lines of an answer as they come, until there are enough of them.
class Lines {
 public:
  Lines(std::uint64_t limit, Console& console) : limit_(limit), console_(console) {}

  bool take(std::string_view piece) {
    rest_ += piece;
    std::size_t begin = 0;
    for (std::size_t end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n', begin)) {
      console_.line(std::string_view(rest_).substr(begin, end - begin));
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

Target target_of(const EventsOptions& options) {
  return Target("/v1/events")
      .with("subject", options.subject)
      .with("area", options.area)
      .with("type", options.type)
      .with("from", as_position(options.from));
}

/// All of them as they come, without a page between.
Result<Exit> print_data(const EventsOptions& options, Console& console) {
  const auto source = open_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  ApiCall call;
  call.accept = "application/x-ndjson";
  call.target = target_of(options).with("at", options.at).with("on", options.on).str();
  Lines lines(options.limit, console);
  const auto done = (*source)->ask(call, [&](std::string_view piece) { return lines.take(piece); });
  if (!done) return tl::unexpected(done.error());
  return Exit::done;
}

Result<Exit> events(const EventsOptions& options, Console& console) {
  if (console.json) return print_data(options, console);
  Question question{"listEvents", target_of(options), options.at, options.on};
  question.is_list = true;
  question.is_headed = false;
  question.limit = options.limit;
  return show(options.source, question, options.shown, console);
}

}  // namespace

void add_events(CLI::App& app, Console& console) {
  auto options = std::make_shared<EventsOptions>();
  auto& command = *app.add_subcommand("events", "列出事件 | List events; NDJSON with --json");
  add_source_options(command, options->source);
  add_format_options(command, options->shown);
  command.add_option("--subject", options->subject, "对象 | Subject, as person/p-0001");
  command.add_option("--area", options->area, "领域 | Area");
  command.add_option("--type", options->type, "事件类型 | Event type");
  command.add_option("--from", options->from, "起始位置，如 12.0 | First position, as 12.0");
  command.add_option("--limit", options->limit, "最多条数 | At most so many")->check(in_range(1, kListedMax));
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &events);
}

}  // namespace tenure
