#include "domain/registry/hierarchy.h"

#include "domain/core/both.h"
#include "domain/ledger/events.h"

namespace tenure {

bool is_registered(const Facts& facts, SubjectKind kind, std::string_view id) {
  const auto has_row = [](const auto* row) { return row != nullptr && row->registered.has_value(); };
  if (kind == SubjectKind::org) return has_row(facts.row<OrgRow>(id));
  if (kind == SubjectKind::person) return has_row(facts.row<PersonRow>(id));
  return true;
}

std::optional<Date> death_of(const Facts& facts, std::string_view person) {
  const auto* row = facts.row<PersonRow>(person);
  return row == nullptr ? std::nullopt : row->died;
}

bool is_alive(const Facts& facts, std::string_view person, Date date) {
  const auto died = death_of(facts, person);
  return !died || date < *died;
}

Result<bool> is_erased(const Facts& facts, const Subject& person) {
  const auto erasures = facts.events(*find_event_type(kType<SubjectErased>.name), person);
  if (!erasures) return tl::unexpected(erasures.error());
  return !erasures->empty();
}

std::optional<Date> end_of(const Facts& facts, std::string_view org) {
  const auto* row = facts.row<OrgRow>(org);
  return row == nullptr ? std::nullopt : row->closed;
}

bool is_within(const Facts& facts, std::string_view org, std::string_view top, Date date) {
  return climb(facts, org, date, [&](std::string_view at) { return at == top; });
}

bool is_related(const Facts& facts, std::string_view org, std::string_view other, Date date) {
  return is_within(facts, org, other, date) || is_within(facts, other, org, date);
}

Result<void> Descent::wait_for_children(const std::string& parent, std::string_view after) {
  const auto children = facts_.parts(kView<OrgChild>, parent);
  if (!children) return tl::unexpected(children.error());
  for (auto child = children->rbegin(); child != children->rend() && *child != after; ++child) {
    const auto* row = facts_.row<OrgRow>(*child);
    const auto* above = row == nullptr ? nullptr : row->above_on(date_);
    // In a circle, which only backdated moves can make, `top` would be met again.
    if (above != nullptr && above->str() == parent && *child != top_) waiting_.push_back(*child);
  }
  return {};
}

Result<std::optional<std::string>> Descent::next() {
  if (waiting_.empty()) return std::optional<std::string>();
  std::string out = std::move(waiting_.back());
  waiting_.pop_back();
  return wait_for_children(out).map([&] { return std::optional(std::move(out)); });
}

Result<void> Descent::resume_at(std::string_view org) {
  waiting_.clear();
  std::vector<std::string> path;
  const bool is_below = climb(facts_, org, date_, [&](std::string_view at) {
    path.emplace_back(at);
    return at == top_;
  });
  if (!is_below) return {};
  for (std::size_t i = path.size(); --i > 0;) {
    if (auto done = wait_for_children(path[i], path[i - 1]); !done) return done;
  }
  waiting_.emplace_back(org);
  return {};
}

Result<std::vector<std::string>> orgs_below(const Facts& facts, std::string_view top, Date date) {
  std::vector<std::string> out;
  Descent descent(facts, top, date);
  while (out.size() < kSubtreeMax) {
    auto org = descent.next();
    if (!org) return tl::unexpected(org.error());
    if (!*org) break;
    out.push_back(std::move(**org));
  }
  return out;
}

Result<std::vector<std::string>> registered_people(const Facts& facts, std::string_view org) {
  auto people = facts.parts(kView<OrgPerson>, org);
  if (!people) return people;
  std::erase_if(*people, [&](const std::string& person) {
    const auto* row = facts.row<OrgPerson>(org, person);
    return row == nullptr || !row->person || row->until;
  });
  return people;
}

Result<void> subjects_are_registered(const Facts& facts, const Event& event) {
  bool registers_one = event.type->traits.registers.has_value();
  for (const Subject& subject : subjects(event)) {
    if (registers_one && event.type->traits.registers == subject.kind) {
      registers_one = false;  // the first one of its kind
      continue;
    }
    if (!is_registered(facts, subject.kind, subject.id))
      return refuse(Reason::absent, "data", both("{0} 未登记", "{0} is not registered", subject.str()));
  }
  return {};
}

}  // namespace tenure
