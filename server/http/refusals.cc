#include "server/http/refusals.h"

namespace tenure {
namespace {

std::vector<Reason> between(Reason first, Reason last) {
  std::vector<Reason> out;
  for (auto i = static_cast<unsigned>(first); i <= static_cast<unsigned>(last); ++i)
    out.push_back(static_cast<Reason>(i));
  return out;
}

}  // namespace

std::vector<Reason> operator+(std::vector<Reason> some, const std::vector<Reason>& more) {
  some.insert(some.end(), more.begin(), more.end());
  return some;
}

std::vector<Reason> body_refusals() {
  return between(Reason::json_syntax, Reason::bad_value) +
         std::vector{Reason::limit_text, Reason::limit_list};
}

std::vector<Reason> submission_refusals() {
  return between(Reason::limit_payload, Reason::gate) +
         std::vector{Reason::stopped, Reason::outcome_unknown, Reason::disk_full, Reason::rebuilding};
}

}  // namespace tenure
