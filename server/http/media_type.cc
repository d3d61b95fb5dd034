#include "server/http/media_type.h"

#include <algorithm>

#include "domain/core/both.h"
#include "server/http/header_text.h"

namespace tenure {
namespace {

/// The value of the parameter `charset`, without its quotes; empty when there is none.
std::string_view charset_of(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto end = std::min(parameters.find(';'), parameters.size());
    const std::string_view one = trimmed(parameters.substr(0, end));
    parameters.remove_prefix(std::min(end + 1, parameters.size()));
    const auto equals = one.find('=');
    if (equals == std::string_view::npos || !same_word(one.substr(0, equals), "charset")) continue;
    std::string_view value = one.substr(equals + 1);
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    return value;
  }
  return {};
}

}  // namespace

Result<void> takes_media_type(const Operation& operation, const Request& request) {
  if (operation.request.empty()) return {};
  const std::string_view coding = request.header("content-encoding");
  if (!coding.empty() && !same_word(trimmed(coding), "identity")) {
    return refuse(Reason::media_type, "content-encoding", both("应为 identity", "identity is due"));
  }
  const std::string_view said = request.header("content-type");
  if (said.empty()) return {};
  const auto parameters = std::min(said.find(';'), said.size());
  const std::string_view type = trimmed(said.substr(0, parameters));
  const bool known = std::any_of(operation.request.begin(), operation.request.end(),
                                 [&](const Content& content) { return same_word(content.type, type); });
  const std::string_view charset = charset_of(said.substr(parameters));
  if (known && (charset.empty() || same_word(charset, "utf-8"))) return {};
  std::string taken;
  for (const Content& content : operation.request) {
    taken.append(taken.empty() ? "" : ", ").append(content.type);
  }
  return refuse(Reason::media_type, "content-type",
                both("应为 {0}", "{0} is due", known ? "charset=utf-8" : taken));
}

}  // namespace tenure
