// What is wrong with how the command was called, in both languages. One thread.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

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

}  // namespace tenure
