// All items of an answer that comes in pages. One thread.
#pragma once

#include <string>

#include "ops/commands/source.h"
#include "server/tables/shown.h"

namespace tenure {

/// Calls `each(item)` for the items of every page of `target`, which names neither limit nor cursor.
template <class Each>
Result<void> for_each_item(Source& source, const Target& target, Each each) {
  constexpr std::string_view kPageLimit = "1000";
  std::string cursor;
  do {
    Target page = target;
    page.with("limit", kPageLimit).with("cursor", cursor);
    const auto body = source.get(page);
    if (!body) return tl::unexpected(body.error());
    const auto answer = ParsedAnswer::parse(*body);
    if (!answer) return tl::unexpected(answer.error());
    for (const Shown& item : answer->root().list("items")) each(item);
    cursor = answer->root().text("next");
  } while (!cursor.empty());
  return {};
}

}  // namespace tenure
