#include "ops/commands/passphrase.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>

#include "domain/core/both.h"
#include "storage/files/files.h"
#include "storage/keys/secret.h"

namespace tenure {
namespace {

/// Turns the terminal's echo off while it lives.
class NoEcho {
 public:
  NoEcho() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~NoEcho() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

void say(std::string_view zh, std::string_view en) {
  std::fputs(fmt::format("  {}\n  {}\n", zh, en).c_str(), stderr);
}

/// Asked for again while it is empty or too long; `passphrase` where the input ends.
Result<std::string> read_line(const std::string& prompt) {
  const NoEcho no_echo;
  while (true) {
    std::fputs(prompt.c_str(), stderr);
    std::string line;
    line.reserve(kPassphraseMax + 1);  // it never moves, so that nothing is left behind when it is wiped
    int c = std::getchar();
    for (; c != EOF && c != '\n'; c = std::getchar()) {
      if (line.size() <= kPassphraseMax) line.push_back(static_cast<char>(c));
    }
    std::fputc('\n', stderr);
    if (!line.empty() && line.size() <= kPassphraseMax) return line;
    if (c == EOF)
      return refuse(Reason::passphrase, "terminal", both("没有输入口令", "no passphrase was typed"));
    const WipeOnExit wipe(line);
    say("口令须有 1 到 1024 字节，请再输一次", "a passphrase has 1 to 1024 bytes: type it again");
  }
}

}  // namespace

Result<std::string> passphrase_from_file(const std::string& path) {
  auto text = read_file(*default_file_system(), path, kPassphraseMax + 1);
  if (!text) return tl::unexpected(text.error());
  const WipeOnExit wipe(*text);
  std::string line = text->substr(0, text->find('\n'));
  if (line.empty() || line.size() > kPassphraseMax) {
    return refuse(Reason::bad_value, path,
                  both("第一行是口令，1 到 1024 字节", "its first line is the passphrase, 1 to 1024 bytes"));
  }
  return line;
}

bool can_ask() { return ::isatty(STDIN_FILENO) != 0; }

Result<std::string> ask_passphrase(std::string_view what, bool twice) {
  while (true) {
    auto first = read_line(fmt::format("口令 passphrase, {}: ", what));
    if (!first || !twice) return first;
    auto second = read_line(fmt::format("再输一次 once more, {}: ", what));
    if (!second) return second;
    const WipeOnExit wipe(*second);
    if (*first == *second) return first;
    const WipeOnExit wipe_first(*first);
    say("两次不一致，请重新输入", "the two differ: type both again");
  }
}

Result<std::optional<std::string>> new_passphrase(const std::string& file, bool unencrypted,
                                                  std::string_view what) {
  if (unencrypted) return std::optional<std::string>();
  if (file.empty() && !can_ask()) {
    return refuse(Reason::bad_request, "--passphrase-file",
                  both("请给出 --passphrase-file，或用 --unencrypted 明文保存",
                       "give a passphrase file, or say --unencrypted to keep the key in the clear"));
  }
  auto passphrase = file.empty() ? ask_passphrase(what, true) : passphrase_from_file(file);
  if (!passphrase) return tl::unexpected(passphrase.error());
  return std::optional(std::move(*passphrase));
}

}  // namespace tenure
