// What is wrong with how the command was called, in both languages. One thread.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "domain/words/words.h"
#include "ops/commands/console.h"

namespace tenure {

/// A word where a subcommand of `of` should stand, and none is called so.
struct UnknownWord {
  const CLI::App* of = nullptr;
  std::string word;
};
/// Nothing when every subcommand is known, or none is asked for. Looked for before parsing: a `--help` behind
/// an unknown word helps nobody.
std::optional<UnknownWord> unknown_word(const CLI::App& app, const std::vector<std::string>& arguments);

/// Says that the word is unknown, and which one may have been meant.
Exit say_unknown(const UnknownWord& unknown, const Console& console);
/// Says why parsing ended. Exit::done where help was asked for.
Exit say_usage(CLI::App& app, const CLI::ParseError& error, const Console& console);

/// Whether the refusal is of what was said in an option of the command, not of what the ledger
/// holds: it cannot be understood (400), and its place is called as they are (--from-size, or from_size as a
/// call names it).
bool is_of_arguments(const CLI::App& command, const Refusal& refusal);
/// Where it is said what the command expects.
Exit say_help(const CLI::App& command, const Console& console);

/// That the value is one of the words; what is none is answered with the nearest, in both languages.
CLI::Validator one_of(std::vector<Word> known);
CLI::Validator one_of(const std::vector<std::string>& names);
/// A class of confidentiality: an issuer may have its own, but what is nearly a known one, or its label, is a
/// slip that would hide what it marks from those who may see it.
Result<Code> confidentiality_class(std::string_view option, const std::string& text);
/// Lines that a list may be asked for, at most.
inline constexpr std::int64_t kListedMax = 1'000'000'000;
/// That the value is a number between the two.
CLI::Validator in_range(std::int64_t least, std::int64_t most);

/// That the value is read as `is_valid` says; else its rule is told in the words of the reason.
CLI::Validator as_told(Reason rule, bool (*is_valid)(std::string_view));
/// The same of a type. For what a call's path names: there nobody tells what is not understood from what is
/// not there.
template <class T>
CLI::Validator value_of() {
  return as_told(T::kReason, [](std::string_view text) { return T::parse(text).has_value(); });
}
/// A position; `12` is the act's first event.
CLI::Validator position_or_act();
/// As a call takes it: "12.0" of "12".
std::string as_position(const std::string& text);

}  // namespace tenure
