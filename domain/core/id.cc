#include "domain/core/id.h"

#include <algorithm>
#include <array>

namespace tenure {
namespace {

constexpr auto kSubjectNames =
    std::to_array<std::string_view>({"ledger", "key", "person", "org", "matter", "case"});

constexpr bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == ':' || c == '-';
}

/// A table: every id of every row that is read is looked at.
constexpr auto kIdCharacters = [] {
  std::array<bool, 256> out{};
  for (std::size_t c = 0; c < out.size(); ++c) out[c] = is_id_character(static_cast<char>(c));
  return out;
}();

}  // namespace

std::string_view name(SubjectKind kind) { return kSubjectNames[static_cast<std::size_t>(kind)]; }

std::optional<SubjectKind> subject_kind(std::string_view name) {
  const auto found = std::find(kSubjectNames.begin(), kSubjectNames.end(), name);
  if (found == kSubjectNames.end()) return std::nullopt;
  return static_cast<SubjectKind>(found - kSubjectNames.begin());
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kIdLengthMax &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return kIdCharacters[c]; });
}

std::string Subject::str() const { return std::string(name(kind)) + "/" + id; }

std::optional<Subject> Subject::parse(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto kind = subject_kind(text.substr(0, slash));
  const auto id = text.substr(slash + 1);
  if (!kind || !is_id(id)) return std::nullopt;
  return Subject{*kind, std::string(id)};
}

}  // namespace tenure
