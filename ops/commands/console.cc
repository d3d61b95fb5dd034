#include "ops/commands/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "domain/core/both.h"
#include "domain/core/bytes.h"
#include "domain/describe/problem.h"
#include "storage/files/files.h"

namespace tenure {
namespace {

constexpr std::string_view kStandardStream = "-";

void write_error(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

/// Each language on a line of its own, behind its heading.
std::string in_lines(std::string_view zh_heading, std::string_view en_heading, std::string_view both) {
  const Halves said = halves(both);
  std::string out = fmt::format("{}{}\n", zh_heading, said.zh);
  if (said.en != said.zh) out += fmt::format("{}{}\n", en_heading, said.en);
  return out;
}

}  // namespace

Language language_of_environment() {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* locale = std::getenv(variable);
    if (locale != nullptr && *locale != '\0')
      return std::string_view(locale).starts_with("en") ? Language::en : Language::zh;
  }
  return Language::zh;
}

Exit exit_of(Reason reason) {
  switch (reason) {
    case Reason::damaged:
    case Reason::log_short:
    case Reason::log_differs:
    case Reason::anchor_damaged:
    case Reason::backup_older:
    case Reason::schema_shrank:
    case Reason::format_version:
    case Reason::proof_shape:
    case Reason::proof_wrong:
    case Reason::note_shape:
    case Reason::note_unverified:
      return Exit::damaged;
    default:
      return Exit::refused;
  }
}

void Console::print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void Console::line(std::string_view text) {
  print(text);
  print("\n");
}

void Console::remark(std::string_view text) const {
  if (!json) write_error(in_lines({}, {}, text));
}

void Console::progress(std::string_view text) {
  if (json || ::isatty(STDERR_FILENO) == 0) return;
  write_error(fmt::format("\r\033[K{}", text));
  has_progress_ = true;
}

void Console::end(Result<Exit> outcome) {
  if (has_progress_) write_error("\r\033[K");
  has_progress_ = false;
  if (outcome) {
    exit_ = *outcome;
    return;
  }
  const Refusal& refusal = outcome.error();
  exit_ = exit_of(refusal.reason);
  if (json) {
    line(problem_json(refusal));
    return;
  }
  const ReasonInfo& reason = info(refusal.reason);
  std::string text = fmt::format("{}\n{}\n", reason.zh, reason.en);
  if (!refusal.where.empty()) text += fmt::format("  位置 where   {}\n", refusal.where);
  if (!refusal.detail.empty()) text += in_lines("  详情 detail  ", "               ", refusal.detail);
  write_error(text + fmt::format("  原因 reason  {} ({})\n", reason.name, reason.status));
}

Exit Console::usage(std::string_view zh, std::string_view en) const {
  write_error(fmt::format("{}\n{}\n", zh, en));
  return Exit::usage;
}

Exit Console::flushed() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return exit_;
  write_error(in_lines({}, {}, both("标准输出写入失败：{0}", "standard output: {0}", std::strerror(errno))));
  return Exit::refused;
}

std::string padded(std::string_view utf8, std::size_t width) {
  const std::size_t taken = display_width(utf8);
  return std::string(utf8) + std::string(taken < width ? width - taken : 1, ' ');
}

Result<std::string> read_input(const std::string& path, std::size_t bytes_max) {
  if (path != kStandardStream) return read_file(*default_file_system(), path, bytes_max);
  std::string out;
  char buffer[1 << 16];
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, stdin)) {
    out.append(buffer, got);
    if (out.size() > bytes_max) return refuse(Reason::limit_envelope, "standard input");
  }
  if (std::ferror(stdin) != 0) return refuse(Reason::io, "standard input", std::strerror(errno));
  return out;
}

Result<void> write_output(const std::string& path, std::string_view text, Console& console) {
  if (path.empty() || path == kStandardStream) {
    console.print(text);
    return {};
  }
  return write_file(*default_file_system(), path, as_bytes(text), IfExists::replace);
}

}  // namespace tenure
