#include "server/http/request.h"

#include <simdjson.h>

#include <algorithm>

#include "domain/core/both.h"
#include "server/http/header_text.h"

namespace tenure {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

Result<void> parse_path(std::string_view path, Request& out) {
  path.remove_prefix(1);
  while (true) {
    const std::size_t slash = path.find('/');
    auto segment = percent_decode(path.substr(0, slash), false);
    if (!segment) return refuse(Reason::bad_request, "path");
    if (out.segments.size() == kPathSegmentsMax) return refuse(Reason::not_found, "path");
    out.segments.push_back(std::move(*segment));
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash + 1);
  }
}

/// What follows `http://` or `https://`; nothing for another form.
std::optional<std::string_view> behind_scheme(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (same_word(target.substr(0, scheme.size()), scheme)) return target.substr(scheme.size());
  }
  return std::nullopt;
}

Result<void> parse_query(std::string_view text, Query& out) {
  std::size_t members = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view member = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (member.empty()) continue;
    if (++members > kQueryMembersMax)
      return refuse(Reason::bad_request, "query", both("成员太多", "too many members"));
    const std::size_t equals = member.find('=');
    auto name = percent_decode(member.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::optional<std::string>("")
                                                  : percent_decode(member.substr(equals + 1), true);
    if (!name || !value) return refuse(Reason::bad_request, "query");
    out.add(std::move(*name), std::move(*value));
  }
  return {};
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high << 4 | low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (is_control(c)) return std::nullopt;
    out.push_back(c);
  }
  if (!simdjson::validate_utf8(out)) return std::nullopt;
  return out;
}

bool is_host(std::string_view text) {
  constexpr std::string_view kAddress = "0123456789abcdefABCDEF:.";
  constexpr std::string_view kName =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=%";
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::size_t kPortDigitsMax = 5;
  const bool bracketed = text.starts_with('[');
  const std::size_t end = bracketed ? text.find(']') : std::min(text.find(':'), text.size());
  if (end == std::string_view::npos || end == (bracketed ? 1U : 0U)) return false;
  const std::string_view host = bracketed ? text.substr(1, end - 1) : text.substr(0, end);
  if (host.find_first_not_of(bracketed ? kAddress : kName) != std::string_view::npos) return false;
  std::string_view port = text.substr(bracketed ? end + 1 : end);
  if (port.empty()) return true;
  if (port.front() != ':') return false;
  port.remove_prefix(1);
  return port.size() <= kPortDigitsMax && port.find_first_not_of(kDigits) == std::string_view::npos;
}

Result<void> parse_target(std::string_view target, Request& out) {
  if (target.size() > kTargetMax) return refuse(Reason::limit_header, "target");
  std::string rooted;
  if (const auto absolute = behind_scheme(target)) {
    const std::size_t end = std::min(absolute->find_first_of("/?#"), absolute->size());
    const std::string_view authority = absolute->substr(0, end);
    if (!is_host(authority)) return refuse(Reason::bad_request, "target", both("主机名", "host"));
    out.set_header("host", std::string(authority));
    rooted = absolute->substr(end);
    if (!rooted.starts_with('/')) rooted.insert(0, "/");
    target = rooted;
  }
  if (target.empty() || target.front() != '/') return refuse(Reason::bad_request, "target");
  if (target.find('#') != std::string_view::npos) return refuse(Reason::bad_request, "target");
  const std::size_t question = target.find('?');
  if (auto done = parse_path(target.substr(0, question), out); !done) return done;
  if (question == std::string_view::npos) return {};
  return parse_query(target.substr(question + 1), out.query);
}

std::vector<std::string_view> Query::all(std::string_view name) const {
  std::vector<std::string_view> out;
  for (const auto& [key, value] : members_) {
    if (key == name) out.push_back(value);
  }
  return out;
}

void Query::set(std::string_view name, std::string value) {
  std::erase_if(members_, [&](const auto& member) { return member.first == name; });
  members_.emplace_back(name, std::move(value));
}

void Request::set_header(std::string_view name, std::string value) {
  std::erase_if(headers, [&](const auto& field) { return field.first == name; });
  headers.emplace_back(name, std::move(value));
}

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::string Request::joined(std::string_view name) const {
  std::string out;
  for (const auto& [key, value] : headers) {
    if (key != name) continue;
    if (!out.empty()) out += ", ";
    out += value;
  }
  return out;
}

const std::string& Request::param(std::string_view name) const {
  static const std::string kNone;
  const auto found = params.find(name);
  return found == params.end() ? kNone : found->second;
}

bool Request::accepts(std::string_view media_type) const {
  return header("accept").find(media_type) != std::string_view::npos;
}

}  // namespace tenure
