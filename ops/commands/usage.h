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

}  // namespace tenure
