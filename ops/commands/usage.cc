#include "ops/commands/usage.h"

#include <fmt/format.h>

#include <algorithm>
#include <list>

#include "domain/act/act.h"
#include "domain/core/both.h"
#include "domain/describe/read.h"
#include "domain/words/nearest.h"

namespace tenure {
namespace {

std::vector<std::string> subcommand_names(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; }))
    out.push_back(each->get_name());
  return out;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* at = &app; at != nullptr; at = at->get_parent()) {
    for (const CLI::Option* option : at->get_options()) {
      for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
    }
  }
  return out;
}

/// "tenure act"
std::string called(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent == nullptr ? app.get_name() : called(*parent) + " " + app.get_name();
}

/// The subcommand that was reached.
CLI::App& reached(CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : reached(*parsed.front());
}

Exit say(const Console& console, const std::string& zh, const std::string& en, const CLI::App& app) {
  const std::string help = fmt::format("{} --help", called(app));
  return console.usage(fmt::format("{}见 {}", zh, help),
                       fmt::format("{}{}See {}", en, en.empty() ? "" : " ", help));
}

/// "--role: 中文 | English" without its Chinese.
std::string in_english(std::string_view what) {
  const Halves said = halves(what);
  const std::size_t option = said.zh == said.en ? 0 : what.find(": ");
  return option == 0 || option == std::string_view::npos
             ? std::string(said.en)
             : fmt::format("{}: {}", what.substr(0, option), said.en);
}

/// "--data,--url" of the complaint that not just one of these was given; empty of any other.
std::string one_of(std::string_view what) {
  constexpr std::string_view kHead = "Exactly 1 option from [";
  const std::size_t end = what.find(']');
  if (!what.starts_with(kHead) || end == std::string_view::npos) return {};
  return std::string(what.substr(kHead.size(), end - kHead.size()));
}

std::string with_between(std::string list, std::string_view between) {
  for (std::size_t at = list.find(','); at != std::string::npos; at = list.find(',', at + between.size()))
    list.replace(at, 1, between);
  return list;
}

Exit say_not_known(const Console& console, std::string_view word, std::string_view nearest,
                   const CLI::App& app) {
  if (nearest.empty())
    return say(console, fmt::format("{} 没有“{}”。", called(app), word),
               fmt::format("{} knows no \"{}\".", called(app), word), app);
  return say(console, fmt::format("{} 没有“{}”，是否指 {}？", called(app), word, nearest),
             fmt::format("{} knows no \"{}\", did you mean {}?", called(app), word, nearest), app);
}

}  // namespace

CLI::Validator one_of(std::vector<Word> known) {
  std::string names;
  for (const Word& word : known) names += fmt::format("{}{}", names.empty() ? "" : ",", word.code);
  const auto check = [known = std::move(known)](std::string& text) {
    const bool is_known = std::ranges::find(known, text, &Word::code) != known.end();
    return is_known ? std::string() : unknown_among(text, known);
  };
  return CLI::Validator(check, "{" + names + "}");
}

CLI::Validator one_of(const std::vector<std::string>& names) {
  // Words point into what they name; options live as long as the command.
  static std::list<std::string> kept;
  std::vector<Word> known;
  for (const std::string& name : names) known.push_back({kept.emplace_back(name), {}, {}});
  return one_of(std::move(known));
}

Result<Code> confidentiality_class(std::string_view option, const std::string& text) {
  std::vector<Word> known = words_in(vocabularies_named("confidentiality"));
  known.push_back({kOrdinaryClass, "普通", "Ordinary"});
  auto code = Code::parse(text);
  const bool is_known = std::ranges::find(known, text, &Word::code) != known.end();
  const Word* word = is_known ? nullptr : meant(text, known);
  const bool is_slip = word != nullptr && 2 * edits(text, word->code) <= word->code.size();
  if (code && !is_slip) return std::move(*code);
  return refuse(code ? Reason::bad_value : Code::kReason, std::string(option), unknown_among(text, known));
}

CLI::Validator in_range(std::int64_t least, std::int64_t most) {
  const auto check = [least, most](std::string& text) {
    std::int64_t number = 0;
    const bool fits = CLI::detail::lexical_cast(text, number) && least <= number && number <= most;
    return fits ? std::string()
                : both("{0} 不是 {1} 到 {2} 的整数", "{0} is no number from {1} to {2}", tenure::quoted(text),
                       least, most);
  };
  return CLI::Validator(check, fmt::format("[{} - {}]", least, most));
}

CLI::Validator as_told(Reason rule, bool (*is_valid)(std::string_view)) {
  const auto check = [rule, is_valid](std::string& text) {
    const ReasonInfo& expected = info(rule);
    return is_valid(text) ? std::string()
                          : both("{0}：{1}", "{0}: {2}", tenure::quoted(text), expected.zh, expected.en);
  };
  return CLI::Validator(check, "");
}

std::string as_position(const std::string& text) {
  return text.empty() || text.find('.') != std::string::npos ? text : text + ".0";
}

CLI::Validator position_or_act() {
  const auto check = [](std::string& text) {
    return Position::parse(as_position(text))
               ? std::string()
               : both("{0} 不是位置，应如 12.0（第 12 份文书的首个事件）或 12",
                      "{0} is no position, as 12.0 (the first event of act 12) or 12", tenure::quoted(text));
  };
  return CLI::Validator(check, "");
}

bool is_of_arguments(const CLI::App& command, const Refusal& refusal) {
  constexpr int kNotUnderstood = 400;
  // Of a newer ledger the position would be right.
  if (info(refusal.reason).status != kNotUnderstood || refusal.reason == Reason::beyond_head) return false;
  std::string place = refusal.where.substr(0, refusal.where.find_first_of(",:[ "));
  if (place.starts_with("--")) place.erase(0, 2);
  std::ranges::replace(place, '_', '-');
  // What stands in a file that one names is refused, not misused.
  return !place.empty() && place != "events" && command.get_option_no_throw("--" + place) != nullptr;
}

Exit say_help(const CLI::App& command, const Console& console) { return say(console, "", "", command); }

std::optional<UnknownWord> unknown_word(const CLI::App& app, const std::vector<std::string>& arguments) {
  const CLI::App* at = &app;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (at->get_require_subcommand_min() == 0) return std::nullopt;
    if (argument.starts_with('-')) {
      // "--lang en": what an option takes is no subcommand.
      const CLI::Option* option = at->get_option_no_throw(argument);
      if (option != nullptr && option->get_items_expected_min() > 0) ++i;
      continue;
    }
    const auto subcommands =
        at->get_subcommands([&](const CLI::App* each) { return each->check_name(argument); });
    if (subcommands.empty()) return UnknownWord{at, argument};
    at = subcommands.front();
  }
  return std::nullopt;
}

Exit say_unknown(const UnknownWord& unknown, const Console& console) {
  const auto names = subcommand_names(*unknown.of);
  return say_not_known(console, unknown.word, nearest_of(unknown.word, names), *unknown.of);
}

Exit say_usage(CLI::App& app, const CLI::ParseError& error, const Console& console) {
  if (error.get_exit_code() == 0) {  // help
    app.exit(error);
    return Exit::done;
  }
  CLI::App& at = reached(app);
  const auto left = app.remaining(true);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !left.empty()) {
    const auto names = option_names(at);
    return say_not_known(console, left.front(), nearest_of(left.front(), names), at);
  }
  constexpr std::string_view kIsRequired = " is required";
  std::string what = error.what();
  if (const std::string list = one_of(what); !list.empty()) {
    const bool is_missing = what.ends_with(kIsRequired);
    return say(
        console, fmt::format("{} {}。", is_missing ? "缺少" : "只能给出其一", with_between(list, " 或 ")),
        fmt::format("{} {}.", is_missing ? "give" : "give only one of", with_between(list, " or ")), at);
  }
  if (dynamic_cast<const CLI::RequiredError*>(&error) == nullptr || !what.ends_with(kIsRequired))
    return say(console, fmt::format("参数有误：{}。", halves(what).zh), fmt::format("{}.", in_english(what)),
               at);
  if (at.get_require_subcommand_min() > 0)
    return say(console, called(at) + " 之后缺少子命令。", "a subcommand of " + called(at) + " is missing.",
               at);
  what.erase(what.size() - kIsRequired.size());
  return say(console, "缺少 " + what + "。", what + " is missing.", at);
}

}  // namespace tenure
