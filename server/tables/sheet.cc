#include "server/tables/sheet.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "domain/core/calendar.h"
#include "domain/words/saying.h"

namespace tenure {
namespace {

constexpr std::int64_t kFenOfYuan = 100;

std::optional<std::int64_t> integer_in(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string plain(const Cell& cell) {
  if (cell.kind == CellKind::moment) return local_time(cell.text);
  if (cell.kind != CellKind::money) return cell.text;
  const auto fen = integer_in(cell.text);
  if (!fen) return cell.text;
  const std::int64_t amount = *fen < 0 ? -*fen : *fen;
  return fmt::format("{}{}.{:02}", *fen < 0 ? "-" : "", amount / kFenOfYuan, amount % kFenOfYuan);
}

std::string for_people(const Cell& cell) {
  const auto fen = cell.kind == CellKind::money ? integer_in(cell.text) : std::nullopt;
  return fen ? yuan(Fen{*fen}) : plain(cell);
}

std::string local_time(const std::string& moment) {
  const auto known = Moment::parse(moment);
  return known ? known->local() : moment;
}

std::string titled(std::string title, CellKind kind, bool in_chinese) {
  if (kind != CellKind::moment) return title;
  return fmt::format(fmt::runtime(in_chinese ? "{}（{}）" : "{} ({})"), title, kZone.name);
}

bool is_plain_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto digits = [&] {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count])) ++count;
    text.remove_prefix(count);
    return count > 0;
  };
  if (!digits()) return false;
  if (text.empty()) return true;
  if (text.front() != '.') return false;
  text.remove_prefix(1);
  return digits() && text.empty();
}

}  // namespace tenure
