#include "server/http/operation.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/describe/read.h"

namespace tenure {

Result<void> Audience::admits(const Viewer& viewer) const {
  if (!token) return {};
  if (!viewer.known()) return refuse(Reason::token_missing);
  const bool has = std::any_of(roles.begin(), roles.end(), [&](Role role) { return viewer.has(role); });
  if (!roles.empty() && !has) return refuse(Reason::role_missing);
  if (unscoped && viewer.scope) return refuse(Reason::role_missing, {}, "for the whole ledger only");
  return {};
}

Argument Argument::needed() const {
  Argument out = *this;
  out.required = true;
  return out;
}

Argument Argument::repeated() const {
  Argument out = *this;
  out.repeats = true;
  return out;
}

bool Operation::in_path(const Argument& argument) const {
  return path.find(fmt::format("{{{}}}", argument.name)) != std::string_view::npos ||
         path.find(fmt::format("{{{}...}}", argument.name)) != std::string_view::npos;
}

Result<void> Operation::accepts(const Query& query) const {
  for (const auto& [name, value] : query.members()) {
    const auto found =
        std::find_if(arguments.begin(), arguments.end(),
                     [&, &wanted = name](const Argument& p) { return p.name == wanted && !in_path(p); });
    if (found == arguments.end())
      return refuse(Reason::bad_request, "query", "unknown member " + tenure::quoted(name));
    if (!found->fits(value)) {
      // What it is, beside what was given: that an id wants its kind before it shows here.
      return refuse(found->reason, name,
                    tenure::quoted(value).append("；").append(found->zh).append(" | ").append(found->en));
    }
  }
  for (const Argument& argument : arguments) {
    if (in_path(argument)) continue;
    const std::size_t count = query.all(argument.name).size();
    if (count == 0 && argument.required) {
      return refuse(Reason::bad_request, std::string(argument.name), "absent");
    }
    if (count > 1 && !argument.repeats) {
      return refuse(Reason::bad_request, std::string(argument.name), "it stands twice");
    }
  }
  return {};
}

}  // namespace tenure
