// What kept a test from judging: parameters that no policy gives, books that nobody keeps, and what its row
// says of its own.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "domain/audit/lead.h"
#include "domain/collective/books.h"
#include "domain/core/split.h"

namespace tenure {
namespace {

/// Whether a pack's key is one of a parameter's.
bool is_key_of(std::string_view pattern, std::string_view key) {
  return std::ranges::equal(split_at(pattern, '.'), split_at(key, '.'),
                            [](std::string_view a, std::string_view b) { return a == "*" || a == b; });
}

bool is_given(const PolicyView& policy, std::string_view pattern) {
  return policy.pack() != nullptr && std::ranges::any_of(policy.pack()->values, [&](const auto& value) {
           return value.second.given == Given::value && is_key_of(pattern, value.first);
         });
}

/// Nothing where the policy gives one of them.
std::optional<Unjudged> missing(const PolicyView& policy, std::string_view need) {
  Unjudged out{kNoParameter, {}};
  std::vector<Saying> said;
  bool is_there = false;
  for (const std::string_view key : split_at(need, ' ')) {
    is_there = is_there || is_given(policy, key);
    const auto& known = pack_schema().parameters;
    const auto parameter = std::ranges::find(known, key, &ParameterInfo::key);
    out.parameters.push_back(key);
    if (parameter != known.end())
      said.push_back(Saying(std::string(key), fmt::format("“{}”", (*parameter)->zh),
                            fmt::format("\"{}\"", (*parameter)->en)));
  }
  if (is_there) return std::nullopt;
  out.why = phrase("政策没有规定{}", "no policy gives {}", listed(said));
  return out;
}

}  // namespace

Unjudgeds unjudged_by(const LeadTest& test, const Audited& audited) {
  const auto policy = audited.policy();
  if (!policy) return tl::unexpected(policy.error());
  std::vector<Unjudged> out;
  for (const std::string_view need : test.needs) {
    if (auto found = missing(*policy, need)) out.push_back(std::move(*found));
  }
  if (test.needs_books) {
    const auto begin = books_begin(audited.facts, audited.scope.org);
    if (!begin) return tl::unexpected(begin.error());
    const bool has_none = !*begin || audited.scope.until < **begin;
    if (has_none)
      out.push_back({kNoBooks, phrase("该组织没有在此记账", "the organisation keeps no books here")});
  }
  if (test.unjudged == nullptr) return out;
  auto own = test.unjudged(audited);
  if (!own) return tl::unexpected(own.error());
  out.insert(out.end(), std::make_move_iterator(own->begin()), std::make_move_iterator(own->end()));
  return out;
}

}  // namespace tenure
