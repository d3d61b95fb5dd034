#include "ops/commands/play.h"

#include <fmt/format.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "ops/commands/answers.h"
#include "ops/commands/usage.h"
#include "server/stream/message.h"

namespace tenure {
namespace {

constexpr std::chrono::milliseconds kTick{200};
constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kSoughtDays = 30;
constexpr std::string_view kPageEvents = "1000";

/// The keys of a terminal, one at a time; none of another input.
class Keys {
 public:
  Keys() : is_terminal_(::isatty(STDIN_FILENO) != 0 && ::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!is_terminal_) return;
    termios raw = before_;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &raw);
  }
  ~Keys() {
    if (is_terminal_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  bool is_terminal() const { return is_terminal_; }

  /// 0 where none came within the time.
  char wait(std::chrono::milliseconds time) const {
    if (!is_terminal_) {
      std::this_thread::sleep_for(time);
      return 0;
    }
    pollfd in{STDIN_FILENO, POLLIN, 0};
    char key = 0;
    if (::poll(&in, 1, static_cast<int>(time.count())) <= 0 || ::read(STDIN_FILENO, &key, 1) != 1) return 0;
    return key;
  }

 private:
  termios before_{};
  bool is_terminal_;
};

/// A moment, or the first one of a day.
Result<Moment> moment_of(const std::string& text, std::string_view option) {
  if (const auto moment = Moment::parse(text)) return *moment;
  if (const auto day = Date::parse(text))
    return Moment{day->days * Moment::kDayUs - kZone.offset_seconds * kSecondUs};
  return refuse(Reason::bad_moment, std::string(option), tenure::quoted(text));
}

class Playback {
 public:
  Playback(Source& source, const PlayOptions& options, Moment from, Moment until, Console& console)
      : source_(source),
        options_(options),
        from_(from),
        until_(until),
        now_(from),
        speed_(options.speed),
        wording_(wording_of(source, console)),
        console_(console) {}

  Result<Exit> run() {
    if (!options_.org.empty()) {
      if (auto learnt = wording_.learn_words_of(options_.org); !learnt) return tl::unexpected(learnt.error());
    }
    const Keys keys;
    if (keys.is_terminal())
      console_.remark(
          both("空格 暂停/继续，n 下一步，[ ] 后退/前进 30 天，- + 减速/加速，q 结束",
               "space: pause or go on; n: step; [ ]: 30 days back or on; - +: slower, faster; q: quit"));
    begin();
    while (true) {
      if (auto told = tell(); !told) return tl::unexpected(told.error());
      if (now_ >= until_ && !keys.is_terminal()) break;
      const auto waited = std::chrono::steady_clock::now();
      const char key = keys.wait(kTick);
      if (key == 'q') break;
      if (auto done = heard(key); !done) return tl::unexpected(done.error());
      if (paused_) continue;
      const auto passed =
          std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - waited);
      now_ = std::min(Moment{now_.us + passed.count() * speed_}, until_);
    }
    console_.progress("");
    if (wording_.hides_names()) remark_hidden(wording_, console_);
    return Exit::done;
  }

 private:
  bool is_of_events() const { return options_.topic == "events"; }

  /// Events are those recorded from the moment on: their first position is looked for once.
  void begin() {
    cursor_.clear();
    since_ = now_;
  }

  Result<void> heard(char key) {
    switch (key) {
      case ' ':
        paused_ = !paused_;
        return {};
      case 'n':
        paused_ = true;
        now_ = std::min(Moment{now_.us + Moment::kDayUs}, until_);
        return {};
      case '[':
      case ']':
        now_ = std::clamp(Moment{now_.us + (key == ']' ? kSoughtDays : -kSoughtDays) * Moment::kDayUs}, from_,
                          until_);
        begin();
        return {};
      case '-':
        speed_ = std::max<std::int64_t>(speed_ / 2, 1);
        return {};
      case '+':
        speed_ = std::min<std::int64_t>(speed_ * 2, kPlaySpeedMax);
        return {};
      default:
        return {};
    }
  }

  Result<void> tell() {
    console_.progress(
        fmt::format("{}  ×{}{}", now_.local(), speed_, paused_ ? console_.say("  暂停", "  paused") : ""));
    return is_of_events() ? tell_events() : tell_value();
  }

  /// The size of the record before the moment, as a position.
  Result<std::string> first_position() {
    Target target("/v1/names");
    target.with("subjects", kLedgerSubject.str()).with("at", Moment{since_.us - 1}.str());
    const auto body = source_.get(target);
    if (!body) return tl::unexpected(body.error());
    const auto answer = ParsedAnswer::parse(*body);
    if (!answer) return tl::unexpected(answer.error());
    return answer->root().text("size") + ".0";
  }

  Result<void> tell_events() {
    if (cursor_.empty()) {
      auto first = first_position();
      if (!first) return tl::unexpected(first.error());
      cursor_ = std::move(*first);
    }
    while (true) {
      Target target("/v1/events");
      target.with("subject", subject())
          .with("from", cursor_)
          .with("at", now_.str())
          .with("limit", kPageEvents);
      const auto body = source_.get(target);
      // The clock has not come to the first one yet.
      if (!body && body.error().reason == Reason::beyond_head) return {};
      if (!body) return tl::unexpected(body.error());
      const auto answer = ParsedAnswer::parse(*body);
      if (!answer) return tl::unexpected(answer.error());
      const auto items = answer->root().list("items");
      if (!items.empty()) {
        if (auto shown = show(answer->root(), items); !shown) return shown;
        const auto last = *Position::parse(items.back().text("position"));
        cursor_ = Position{last.index, last.ordinal + 1}.str();
      }
      const std::string next = answer->root().text("next");
      if (next.empty()) return {};
      cursor_ = next;
    }
  }

  Result<void> show(const Shown& answer, const std::vector<Shown>& items) {
    if (!console_.json) {
      console_.progress("");
      auto done = print_table(*table_form("listEvents"), answer, false, !has_shown_, wording_, console_);
      has_shown_ = true;
      return done;
    }
    for (const Shown& item : items) console_.line(item.text());
    return {};
  }

  std::string subject() const {
    return options_.subject.empty() && !options_.org.empty() ? "org/" + options_.org : options_.subject;
  }

  /// The value as it was known and true then, when it is another one.
  Result<void> tell_value() {
    const auto target = question();
    if (!target) return tl::unexpected(target.error());
    auto body = source_.get(target->first);
    if (!body) return tl::unexpected(body.error());
    const auto answer = ParsedAnswer::parse(*body);
    if (!answer) return tl::unexpected(answer.error());
    const TableForm& form = *table_form(target->second);
    // What it is asked as of changes with the clock, and is no news.
    const auto rows = form.rows(wording_, answer->root(), Room::file);
    std::string value;
    for (const SheetRow& row : rows) {
      for (const Cell& cell : row) value += cell.text + "\t";
      value += "\n";
    }
    if (has_shown_ && value == value_) return {};
    value_ = std::move(value);
    has_shown_ = true;
    console_.progress("");
    if (console_.json) {
      console_.line(JsonOut::object().text("at", now_.str()).raw("data", *body).str());
      return {};
    }
    console_.line(now_.local());
    return print_table(form, answer->root(), false, true, wording_, console_);
  }

  Result<std::pair<Target, std::string_view>> question() const {
    const std::string at = now_.str();
    if (options_.topic == "stats") {
      Target target("/v1/stats");
      target.segment(options_.name).with("org", options_.org).with("at", at);
      return std::pair(target, std::string_view("getStatistic"));
    }
    if (options_.topic == "alerts") {
      Target target("/v1/alerts");
      target.with("org", options_.org).with("limit", kPageEvents).with("at", at);
      return std::pair(target, std::string_view("listAlerts"));
    }
    const auto about = Subject::parse(options_.subject);
    const bool is_person = about && about->kind == SubjectKind::person;
    if (!is_person && !(about && about->kind == SubjectKind::org))
      return refuse(Reason::bad_id, "--subject", tenure::quoted(options_.subject));
    Target target(is_person ? "/v1/persons" : "/v1/orgs");
    target.segment(about->id).with("at", at);
    return std::pair(target, std::string_view(is_person ? "getPerson" : "getOrg"));
  }

  Source& source_;
  const PlayOptions& options_;
  Moment from_, until_, now_;
  std::int64_t speed_;
  Wording wording_;
  Console& console_;
  bool paused_ = false;
  Moment since_;        ///< where the events begin
  std::string cursor_;  ///< empty: not looked for yet
  std::string value_;
  bool has_shown_ = false;
};

}  // namespace

void add_play_options(CLI::App& command, PlayOptions& options) {
  auto* from = command.add_option("--from", options.from,
                                  "回放起点：日期或时刻 | Play a past stretch from this day or moment on");
  command.add_option("--until", options.until, "回放终点，默认现在 | To this one, default now")->needs(from);
  command
      .add_option("--speed", options.speed,
                  "速度：每秒回放多少秒，默认一周 | Seconds of the record a second, a week by default")
      ->needs(from)
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{kPlaySpeedMax}));
  command.add_option("--topic", options.topic, "主题：events、standing、stats、alerts | What is played")
      ->needs(from)
      ->check(one_of({"events", "standing", "stats", "alerts"}));
  command.add_option("--subject", options.subject, "对象，如 person/p-0001 | Of this subject")->needs(from);
  command.add_option("--name", options.name, "统计名称 | The statistic's name")->needs(from);
  command.add_option("--org", options.org, "组织及其下级 | The organisation at the top")->needs(from);
}

Result<Exit> play(Source& source, const PlayOptions& options, Console& console) {
  const auto from = moment_of(options.from, "--from");
  if (!from) return tl::unexpected(from.error());
  const auto until =
      options.until.empty() ? Result<Moment>(Sequencer::system_now()) : moment_of(options.until, "--until");
  if (!until) return tl::unexpected(until.error());
  if (*until < *from) return refuse(Reason::bad_request, "--until", both("早于 --from", "before --from"));
  return Playback(source, options, *from, *until, console).run();
}

}  // namespace tenure
