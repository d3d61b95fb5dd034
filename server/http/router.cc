#include "server/http/router.h"

#include <algorithm>

namespace tenure {
namespace {

bool is_variable(const std::string& part) { return part.starts_with('{'); }
bool takes_rest(const std::string& part) { return part.ends_with("...}"); }

std::string variable_name(const std::string& part) {
  const std::size_t tail = takes_rest(part) ? std::string_view("...}").size() : 1;
  return part.substr(1, part.size() - 1 - tail);
}

std::vector<std::string> split(std::string_view pattern) {
  std::vector<std::string> out;
  pattern.remove_prefix(1);
  while (true) {
    const std::size_t slash = pattern.find('/');
    out.emplace_back(pattern.substr(0, slash));
    if (slash == std::string_view::npos) return out;
    pattern.remove_prefix(slash + 1);
  }
}

bool matches(const std::vector<std::string>& parts, const std::vector<std::string>& segments) {
  const bool rest = takes_rest(parts.back());
  if (rest ? segments.size() < parts.size() : segments.size() != parts.size()) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (is_variable(parts[i]) ? segments[i].empty() : parts[i] != segments[i]) return false;
  }
  return true;
}

/// Patterns without variables go before those with, whatever the method: /v1/acts/check is not the act named
/// "check", and has no GET.
std::size_t variables(const Router::Route& route) {
  return static_cast<std::size_t>(std::count_if(route.parts.begin(), route.parts.end(), is_variable));
}

void bind(const Router::Route& route, Request& request) {
  for (std::size_t i = 0; i < route.parts.size(); ++i) {
    if (!is_variable(route.parts[i])) continue;
    std::string value = request.segments[i];
    if (takes_rest(route.parts[i])) {
      for (std::size_t k = i + 1; k < request.segments.size(); ++k) value += '/' + request.segments[k];
    }
    request.params.insert_or_assign(variable_name(route.parts[i]), std::move(value));
  }
}

}  // namespace

Router::Route& Router::add(Operation operation) {
  Route& route = routes_.emplace_back();
  route.number = routes_.size() - 1;
  route.parts = split(operation.path);
  route.operation = std::move(operation);
  return route;
}

void Router::work(Operation operation, Work handler) { add(std::move(operation)).work = std::move(handler); }
void Router::quick(Operation operation, Work handler) {
  add(std::move(operation)).quick = std::move(handler);
}
void Router::later(Operation operation, Later handler) {
  add(std::move(operation)).later = std::move(handler);
}
void Router::meet(Operation operation, Meet handler) { add(std::move(operation)).meet = std::move(handler); }

Router::Match Router::match(Request& request) const {
  const std::string_view method = request.method == "HEAD" ? std::string_view("GET") : request.method;
  Match out;
  std::size_t least = kPathSegmentsMax + 1;
  for (const Route& route : routes_) {
    if (matches(route.parts, request.segments)) least = std::min(least, variables(route));
  }
  for (const Route& route : routes_) {
    if (!matches(route.parts, request.segments) || variables(route) > least) continue;
    const std::string_view own = route.operation.method;
    if (own == method) {
      if (out.route == nullptr) out.route = &route;
    } else if (out.allow.find(own) == std::string::npos) {
      out.allow.append(out.allow.empty() ? "" : ", ").append(own);
      if (own == "GET") out.allow += ", HEAD";
    }
  }
  if (out.route != nullptr) bind(*out.route, request);
  return out;
}

}  // namespace tenure
