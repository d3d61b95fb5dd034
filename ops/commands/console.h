// What the subcommands share: how they print, how they end, how they read and write files.
//
// Data goes to standard output, everything else to standard error, so that `tenure ... --json | jq` works. A
// refusal is printed in Chinese and below it in English, whatever is the language; under --json it is a
// problem object (RFC 9457) on standard output. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/refusal.h"
#include "server/tables/language.h"
#include "server/tables/width.h"

namespace tenure {

/// The process's exit status.
enum class Exit : std::uint8_t { done = 0, refused = 1, usage = 2, damaged = 3 };

/// 3 for what is damaged or cannot be verified, otherwise 1.
Exit exit_of(Reason reason);

/// English where the environment's locale is (LC_ALL, LC_MESSAGES, LANG: the first that is set), else
/// Chinese.
Language language_of_environment();

class Console {
 public:
  bool json = false;
  Language language = language_of_environment();

  /// Data, on standard output.
  void print(std::string_view text);
  /// A line of data.
  void line(std::string_view text);
  /// The half that is of the console's language.
  std::string say(std::string_view zh, std::string_view en) const {
    return std::string(said_in(language, zh, en));
  }
  /// A remark for whoever looks on; nothing under --json. What is said in both languages (both.h) is two
  /// lines, Chinese first.
  void remark(std::string_view text) const;
  /// A passing state on one line of a terminal's standard error, overwritten by the next; nothing elsewhere.
  void progress(std::string_view text);

  void end(Result<Exit> outcome);
  /// What is wrong with how the command was called.
  Exit usage(std::string_view zh, std::string_view en) const;
  /// The end of the command. An output that could not be written is a refusal.
  Exit flushed();

 private:
  Exit exit_ = Exit::done;
  bool has_progress_ = false;
};

/// Padded with spaces to `width` columns, and at least one space behind.
std::string padded(std::string_view utf8, std::size_t width);

/// The file, or standard input for "-".
Result<std::string> read_input(const std::string& path, std::size_t bytes_max);
/// Replaces the file (readable by its owner alone), or prints to standard output for "-" and "".
Result<void> write_output(const std::string& path, std::string_view text, Console& console);

}  // namespace tenure
