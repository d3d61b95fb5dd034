// `tenure events`: what was recorded, in the order of its recording.
#include <algorithm>
#include <limits>

#include "domain/act/catalogue.h"
#include "ops/commands/commands.h"
#include "ops/commands/shown.h"
#include "ops/commands/source.h"
#include "ops/commands/table.h"
#include "ops/commands/wording.h"

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

constexpr std::uint64_t kTablePage = 200;

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
  // `12` is the act's first event.
  const bool whole_act = !options.from.empty() && options.from.find('.') == std::string::npos;
  return Target("/v1/events")
      .with("subject", options.subject)
      .with("area", options.area)
      .with("type", options.type)
      .with("from", whole_act ? options.from + ".0" : options.from);
}

Result<Exit> print_data(const EventsOptions& options, Source& source, Console& console) {
  ApiCall call;
  call.accept = "application/x-ndjson";
  call.target = target_of(options).str();
  Lines lines(options.limit, console);
  const auto done = source.ask(call, [&](std::string_view piece) { return lines.take(piece); });
  if (!done) return tl::unexpected(done.error());
  return Exit::done;
}

std::vector<std::string> cells_of(const Wording& wording, const Shown& event) {
  std::string subjects;
  for (const Shown& subject : event.list("subjects"))
    subjects += (subjects.empty() ? "" : wording.say("、", ", ")) + wording.named(subject.text());
  const std::string name = event.text("event", "type");
  const EventType* type = find_event_type(name);
  const std::string title = type == nullptr ? name : wording.say(type->structure->zh, type->structure->en);
  return {event.text("position"),
          wording.day(event.text("event", "on"), event.text("event", "on_precision")),
          title,
          subjects,
          wording.named(Subject{SubjectKind::org, event.text("authority")}),
          event.text("recorded_at")};
}

Result<void> print_page(Wording& wording, const Shown& page, bool first, Console& console) {
  std::set<Subject> named;
  for (const Shown& event : page.list("items")) {
    named.insert({SubjectKind::org, event.text("authority")});
    for (const Shown& text : event.list("subjects")) {
      const auto subject = Subject::parse(text.text());
      if (subject && (subject->kind == SubjectKind::person || subject->kind == SubjectKind::org))
        named.insert(*subject);
    }
  }
  if (auto asked = wording.learn_names(named); !asked) return asked;
  Table table({wording.say("位置", "position"), wording.say("日期", "date"), wording.say("事件", "event"),
               wording.say("对象", "about"), wording.say("签发机关", "by"),
               wording.say("入账时间", "recorded")});
  for (const Shown& event : page.list("items")) table.row(cells_of(wording, event));
  table.print(console, first);
  return {};
}

Result<Exit> print_table(const EventsOptions& options, Source& source, Console& console) {
  Wording wording(source, console);
  std::string cursor;
  std::uint64_t left = options.limit == 0 ? std::numeric_limits<std::uint64_t>::max() : options.limit;
  bool first = true;
  do {
    const auto body = source.get(
        target_of(options).with("limit", std::to_string(std::min(left, kTablePage))).with("cursor", cursor));
    if (!body) return tl::unexpected(body.error());
    const auto page = ParsedAnswer::parse(*body);
    if (!page) return tl::unexpected(page.error());
    if (auto done = print_page(wording, page->root(), first, console); !done)
      return tl::unexpected(done.error());
    left -= std::min<std::uint64_t>(left, page->root().list("items").size());
    cursor = page->root().text("next");
    first = false;
  } while (!cursor.empty() && left > 0);
  if (wording.hides_names()) wording.remark_hidden();
  return Exit::done;
}

Result<Exit> events(const EventsOptions& options, Console& console) {
  const auto source = open_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  return console.json ? print_data(options, **source, console) : print_table(options, **source, console);
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
