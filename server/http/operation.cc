#include "server/http/operation.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/core/both.h"
#include "domain/describe/read.h"
#include "domain/words/nearest.h"

namespace tenure {

Result<void> Audience::admits(const Viewer& viewer) const {
  if (!token) return {};
  if (!viewer.known()) return refuse(Reason::token_missing);
  const bool has = std::any_of(roles.begin(), roles.end(), [&](Role role) { return viewer.has(role); });
  if (!roles.empty() && !has) return refuse(Reason::role_missing);
  if (unscoped && viewer.scope)
    return refuse(Reason::role_missing, {}, both("只限范围为整个账本的令牌", "for the whole ledger only"));
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

std::string Operation::unknown_member(std::string_view name) const {
  std::vector<Word> known;
  for (const Argument& argument : arguments) {
    if (!in_path(argument)) known.push_back({argument.name, argument.zh, argument.en});
  }
  const std::string said = unknown_among(name, known);
  return both("没有这个参数：{0}", "no such member: {1}", halves(said).zh, halves(said).en);
}

Result<void> Operation::accepts(const Query& query) const {
  for (const auto& [name, value] : query.members()) {
    const auto found =
        std::find_if(arguments.begin(), arguments.end(),
                     [&, &wanted = name](const Argument& p) { return p.name == wanted && !in_path(p); });
    if (found == arguments.end()) return refuse(Reason::bad_request, "query", unknown_member(name));
    if (!found->fits(value)) {
      // What it is, beside what was given: that an id wants its kind before it shows here.
      const std::string given =
          found->words == nullptr ? tenure::quoted(value) : unknown_among(value, found->words());
      return refuse(found->reason, name,
                    both("{0}；{2}", "{1}; {3}", halves(given).zh, halves(given).en, found->zh, found->en));
    }
  }
  for (const Argument& argument : arguments) {
    if (in_path(argument)) continue;
    const std::size_t count = query.all(argument.name).size();
    if (count == 0 && argument.required) {
      return refuse(Reason::bad_request, std::string(argument.name), both("缺少", "absent"));
    }
    if (count > 1 && !argument.repeats) {
      return refuse(Reason::bad_request, std::string(argument.name), both("出现两次", "it stands twice"));
    }
  }
  return {};
}

}  // namespace tenure
